//! A region made ready to be laid over faces.

use super::grid::Point;
use super::locate::Levels;
use super::matching::Matched;
use super::region::{Region, around};

pub(super) struct Laid<'a> {
    pub region: &'a Region,
    pub rings: Vec<LaidRing<'a>>,
    pub levels: Levels,
}

/// A ring of it.
pub(super) struct LaidRing<'a> {
    pub points: &'a [Point],
    /// For each point, whether the segment from there on has a length and is foreign.
    pub is_foreign: Vec<bool>,
}

impl<'a> Laid<'a> {
    pub fn new(region: &'a Region, matched: &Matched) -> Self {
        let rings = region.rings().map(|points| {
            let is_foreign = around(points).map(|(from, to)| from != to && !matched.holds(from, to)).collect();
            LaidRing { points, is_foreign }
        });
        Self { region, rings: rings.collect(), levels: Levels::new(region) }
    }
}

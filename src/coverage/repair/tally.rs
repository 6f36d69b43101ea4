//! Whether a repair does any good.

use std::collections::BTreeMap;

use geo_types::MultiPolygon;

use crate::validate::{Defect, Level, Options, survey};
use crate::{FaceId, Shapes, Surface};

/// Whether there are fewer errors than before, of faces none that was not there, and no more overlap.
///
/// A gap may come to light that could not be told while other faces overlapped there: the next round is for it.
pub(super) fn is_better(
    before: &[(FaceId, MultiPolygon<f64>)],
    after: &[(FaceId, MultiPolygon<f64>)],
    surface: &impl Surface,
    looked_for: &Options,
) -> bool {
    let (before, after) = (Tally::new(before, surface, looked_for), Tally::new(after, surface, looked_for));
    let no_more =
        |(key, count): (&(&'static str, Vec<FaceId>), &usize)| *count <= before.of_faces.get(key).copied().unwrap_or(0);
    after.of_faces.iter().all(no_more)
        && after.overlap <= before.overlap * (1.0 + 1e-9)
        && (after.places, after.edges) < (before.places, before.edges)
}

/// How much is wrong with some faces.
#[derive(Default)]
struct Tally {
    /// Defects of each face alone, by rule.
    of_faces: BTreeMap<(&'static str, Vec<FaceId>), usize>,
    /// Square metres of overlap.
    overlap: f64,
    /// Number of defects apart from edges that do not match, and of such edges.
    places: usize,
    edges: usize,
}

impl Tally {
    fn new(faces: &[(FaceId, MultiPolygon<f64>)], surface: &impl Surface, looked_for: &Options) -> Self {
        let shapes: Shapes = faces.iter().map(|(_, shape)| shape).collect();
        let mut tally = Self::default();
        for defect in survey(&shapes, surface, looked_for).defects {
            match &defect {
                Defect::UnmatchedEdge { .. } => tally.edges += 1,
                Defect::Overlap { area, .. } => tally.overlap += area,
                Defect::Gap { .. } | Defect::BorderCrossing { .. } => {}
                _ if defect.level() < Level::Error => continue,
                _ => *tally.of_faces.entry((defect.rule(), defect.faces())).or_default() += 1,
            }
            tally.places += usize::from(!matches!(defect, Defect::UnmatchedEdge { .. }));
        }
        tally
    }
}

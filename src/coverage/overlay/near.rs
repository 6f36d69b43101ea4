//! Which faces regions come near, and with which of their segments.

use rayon::prelude::*;

use super::bounds::Bounds;
use super::faces::Faces;
use super::grid::Point;
use super::laid::{Laid, LaidRing};
use super::region::RegionId;
use crate::FaceId;

/// Segments of a ring that are looked up together.
const RUN: usize = 16;

/// A region near a face.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Near {
    pub face: FaceId,
    pub region: RegionId,
    /// Segments of the region near the face, some of them foreign; none for the region as a whole, which is there once.
    pub run: Option<Run>,
}

/// Some segments of a region, one after the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Run {
    ring: u32,
    first: u32,
}

impl Run {
    /// Its foreign segments.
    pub fn foreign<'a>(self, laid: &'a Laid) -> impl Iterator<Item = (Point, Point)> + use<'a> {
        let LaidRing { points, is_foreign } = &laid.rings[self.ring as usize];
        let next = move |at: usize| points[if at + 1 == points.len() { 0 } else { at + 1 }];
        let range = self.first as usize..(self.first as usize + RUN).min(points.len());
        range.filter(|&at| is_foreign[at]).map(move |at| (points[at], next(at)))
    }
}

/// What regions come near which faces, in order.
pub(super) fn near(faces: &Faces, laid: &[Laid]) -> Vec<Near> {
    let of_region = |(id, laid): (usize, &Laid)| {
        let region_near = |face: FaceId, run| Near { face, region: id as RegionId, run };
        let mut near: Vec<Near> = faces.near(&laid.region.bounds()).map(|face| region_near(face, None)).collect();
        for (at, ring) in laid.rings.iter().enumerate() {
            for first in (0..ring.points.len()).step_by(RUN) {
                let run = Run { ring: at as u32, first: first as u32 };
                let segments = || run.foreign(laid);
                let around = Bounds::around(segments().flat_map(|(from, to)| [from, to]));
                let meets = |&face: &FaceId| segments().any(|(from, to)| faces.bounds(face).meets_segment(from, to));
                near.extend(faces.near(&around).filter(meets).map(|face| region_near(face, Some(run))));
            }
        }
        near
    };
    let mut near: Vec<Near> = laid.par_iter().enumerate().flat_map_iter(of_region).collect();
    near.par_sort_unstable();
    near
}

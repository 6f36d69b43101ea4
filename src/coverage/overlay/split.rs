//! Faces of a coverage divided among the regions laid over it.

use i_overlay::i_shape::int::shape::IntShapes;
use rayon::prelude::*;

use super::bounds::Bounds;
use super::cells::{Cell, Cut, cells, each_once};
use super::cut::{OverlayFailure, cut};
use super::grid::Point;
use super::laid::Laid;
use super::locate::Inside;
use super::matching::Matched;
use super::near::{Near, near};
use super::region::{Region, RegionId};
use crate::{Coverage, FaceId};

/// A part of a face, and the regions that hold it.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// The regions, ascending; none for what lies in no region.
    pub regions: Vec<RegionId>,
    /// The part; `None` where it is the whole face.
    pub region: Option<Region>,
}

/// A face and its parts: one where no region divides it. Faces that no region comes near are left out.
#[derive(Debug, Clone, PartialEq)]
pub struct FaceParts {
    /// The face.
    pub face: FaceId,
    /// Parts, which do not overlap and together are the face, by their regions.
    pub parts: Vec<Part>,
    /// Regions that hold the point inside the face, ascending.
    pub at_point: Vec<RegionId>,
    /// Regions that could not be laid over the face: they are taken to hold all of each of its polygons or nothing, as a point inside
    /// says.
    pub failed: Vec<RegionId>,
}

/// Divides the faces of a coverage among regions; what `each` makes of them comes in the order of the faces. The order of the regions
/// decides their numbers, and in few places how points where they cross are rounded: by a step of the grid at most.
///
/// `matched` is of the same coverage, and gives the grid that the regions are on, but may have been made of other regions: a segment that
/// it does not know is foreign.
pub fn split<T: Send>(
    coverage: &Coverage,
    matched: &Matched,
    regions: &[Region],
    each: impl Fn(FaceParts) -> T + Sync,
) -> Vec<T> {
    debug_assert_eq!(matched.faces.count(), coverage.face_count(), "matched with another coverage");
    let laid: Vec<Laid> = regions.par_iter().map(|region| Laid::new(region, matched)).collect();
    let near = near(&matched.faces, &laid);
    let faces: Vec<&[Near]> = near.chunk_by(|a, b| a.face == b.face).collect();
    let split_one = |near: &&[Near]| {
        let face = near.first()?.face;
        let whole = Region::of_face(coverage, face, matched.grid);
        Splitting { near, laid: &laid, failed: Vec::new() }.of(face, whole).map(&each)
    };
    // Some faces take a thousand times as long as others: whoever is done first finds some left.
    faces.par_iter().with_max_len(32).filter_map(split_one).collect()
}

/// Parts of a face, and the regions that hold each, ascending.
type Parts = Vec<(Vec<RegionId>, Region)>;

/// Parts as polygons, without the rectangle around each that a region has.
type Polygons = Vec<(Vec<RegionId>, IntShapes<i64>)>;

/// A face that is divided.
struct Splitting<'a> {
    near: &'a [Near],
    laid: &'a [Laid<'a>],
    failed: Vec<RegionId>,
}

impl Splitting<'_> {
    /// `None` where no region holds anything of the face.
    fn of(mut self, face: FaceId, whole: Region) -> Option<FaceParts> {
        let inside = Inside::of(&whole)?;
        let at_point = self.holding(inside);
        let (cutting, cuts) = self.cuts(whole.bounds());
        let mut parts: Polygons = Vec::new();
        if whole.polygons.len() == 1 {
            parts.extend(self.parts(whole, &cutting, cuts.as_deref(), inside, at_point.clone()));
        } else {
            for polygon in whole.polygons {
                let polygon = Region::new(vec![polygon]);
                let Some(anchor) = Inside::of(&polygon) else { continue };
                let around = self.holding(anchor);
                let place = polygon.bounds();
                let meets = |cut: &&Cut| place.meets_segment(cut.segment.0, cut.segment.1);
                let cuts: Option<Vec<Cut>> = cuts.as_ref().map(|cuts| cuts.iter().filter(meets).copied().collect());
                parts.extend(self.parts(polygon, &cutting, cuts.as_deref(), anchor, around));
            }
        }
        parts.sort_by(|a, b| a.0.cmp(&b.0));
        let mut gathered: Polygons = Vec::new();
        for (regions, polygons) in parts {
            match gathered.last_mut() {
                Some((known, own)) if *known == regions => own.extend(polygons),
                _ => gathered.push((regions, polygons)),
            }
        }
        let is_whole = gathered.len() == 1;
        let part = |(regions, polygons)| Part { regions, region: (!is_whole).then(|| Region::new(polygons)) };
        let parts: Vec<Part> = gathered.into_iter().map(part).collect();
        self.failed.sort_unstable();
        self.failed.dedup();
        let is_empty = self.failed.is_empty() && parts.iter().all(|part| part.regions.is_empty());
        (!is_empty).then_some(FaceParts { face, parts, at_point, failed: self.failed })
    }

    /// The regions that hold a point, ascending.
    fn holding(&self, point: Inside) -> Vec<RegionId> {
        let regions = self.near.iter().filter(|near| near.run.is_none()).map(|near| near.region);
        regions.filter(|&id| self.laid[id as usize].levels.hold(point)).collect()
    }

    /// The regions with foreign segments in a rectangle, ascending, and these segments, each with the regions that change there, by
    /// their place among them. No segments where a mask cannot tell the regions apart.
    fn cuts(&self, place: Bounds) -> (Vec<RegionId>, Option<Vec<Cut>>) {
        let mut cutting: Vec<RegionId> = Vec::new();
        let mut cuts: Vec<Cut> = Vec::with_capacity(4 * self.near.len());
        let mut are_told_apart = true;
        for near in self.near {
            let Some(run) = near.run else { continue };
            let is_here = |&(from, to): &(Point, Point)| place.meets_segment(from, to);
            for (from, to) in run.foreign(&self.laid[near.region as usize]).filter(is_here) {
                if cutting.last() != Some(&near.region) {
                    cutting.push(near.region);
                }
                let mask = 1_u64.checked_shl(cutting.len() as u32 - 1);
                are_told_apart &= mask.is_some();
                cuts.push(Cut::new((from, to), mask.unwrap_or(0)));
            }
        }
        (cutting, are_told_apart.then(|| each_once(cuts)))
    }

    /// The parts of a polygon among cuts near it; `around` are the regions that hold the point inside it.
    fn parts(
        &mut self,
        polygon: Region,
        cutting: &[RegionId],
        cuts: Option<&[Cut]>,
        anchor: Inside,
        around: Vec<RegionId>,
    ) -> Polygons {
        let cells = cuts.and_then(|cuts| match cuts {
            [] => Some(Vec::new()),
            cuts => cells(&polygon.polygons[0], cuts, anchor),
        });
        match cells {
            None => {
                let parts = self.one_by_one(polygon, cutting, cuts, &around);
                parts.into_iter().map(|(regions, part)| (regions, part.polygons)).collect()
            }
            Some(cells) if cells.is_empty() => vec![(around, polygon.polygons)],
            Some(mut cells) => {
                cells.sort_by_key(|cell| cell.differs);
                let mut parts: Vec<(u64, IntShapes<i64>)> = Vec::new();
                for Cell { differs, rings } in cells {
                    match parts.last_mut() {
                        Some((mask, polygons)) if *mask == differs => polygons.push(rings),
                        _ => parts.push((differs, vec![rings])),
                    }
                }
                let part = |(mask, polygons)| (changed(&around, cutting, mask), polygons);
                parts.into_iter().map(part).collect()
            }
        }
    }

    /// The same by cutting one region after the other: whatever touches what.
    ///
    /// Within the polygon a region changes from inside to outside just where its own segments pass. So where these are those of some
    /// other regions taken together, without those that two of them share, it holds the places that an odd number of the others hold,
    /// or all other places. Territories drawn side by side, or twice, need no cut of their own then.
    fn one_by_one(
        &mut self,
        polygon: Region,
        cutting: &[RegionId],
        cuts: Option<&[Cut]>,
        around: &[RegionId],
    ) -> Parts {
        let holds = |id: RegionId| around.binary_search(&id).is_ok();
        let mut whole: Vec<RegionId> = around.iter().copied().filter(|id| cutting.binary_search(id).is_err()).collect();
        let mut parts: Parts = vec![(Vec::new(), polygon.clone())];
        let mut known: Vec<usize> = Vec::new();
        for (at, &id) in cutting.iter().enumerate() {
            if let Some(others) = cuts.and_then(|cuts| sum_to(cuts, at, &known)) {
                let is_odd = |held: &dyn Fn(RegionId) -> bool| {
                    others.iter().filter(|&&other| held(cutting[other])).count() % 2 == 1
                };
                let wanted = is_odd(&holds) == holds(id);
                let gain = parts.iter_mut().filter(|(known, _)| is_odd(&|other| known.contains(&other)) == wanted);
                gain.for_each(|(known, _)| known.push(id));
                continue;
            }
            match divided(&parts, &polygon, self.laid[id as usize].region, id) {
                Ok(divided) => {
                    parts = divided;
                    known.push(at);
                }
                Err(OverlayFailure) => {
                    whole.extend(holds(id).then_some(id));
                    self.failed.push(id);
                }
            }
        }
        for (regions, _) in &mut parts {
            regions.extend(&whole);
            regions.sort_unstable();
        }
        parts
    }
}

/// Regions without those of a mask that are among them, and with those that are not.
fn changed(regions: &[RegionId], of_mask: &[RegionId], mask: u64) -> Vec<RegionId> {
    let mut regions = regions.to_vec();
    for (_, &region) in of_mask.iter().enumerate().filter(|(at, _)| mask >> at & 1 == 1) {
        match regions.binary_search(&region) {
            Ok(at) => drop(regions.remove(at)),
            Err(at) => regions.insert(at, region),
        }
    }
    regions
}

/// Regions of which all sums are tried: sixteen.
const SUMMED: usize = 4;

/// Regions among those known whose borders make up that of another one.
fn sum_to(cuts: &[Cut], region: usize, known: &[usize]) -> Option<Vec<usize>> {
    let known = &known[..known.len().min(SUMMED)];
    let chosen = |set: u32| known.iter().enumerate().filter(move |(at, _)| set >> at & 1 == 1).map(|(_, &it)| it);
    let set = (0..1_u32 << known.len()).find(|&set| {
        let mask = chosen(set).fold(1_u64 << region, |mask, other| mask | 1 << other);
        cuts.iter().all(|cut| (cut.regions & mask).count_ones() % 2 == 0)
    })?;
    Some(chosen(set).collect())
}

/// Each part divided into what a region holds of it and what it does not.
pub(super) fn divided(
    parts: &[(Vec<RegionId>, Region)],
    whole: &Region,
    region: &Region,
    id: RegionId,
) -> Result<Parts, OverlayFailure> {
    let rings = region.near(&whole.bounds());
    let mut divided = Vec::with_capacity(parts.len() + 1);
    for (regions, part) in parts {
        if !part.bounds().meets(&region.bounds()) {
            divided.push((regions.clone(), part.clone()));
            continue;
        }
        let (within, without) = cut(part, &rings)?;
        // A face that is not divided keeps its points as they are.
        let [within, without] = if without.is_empty() {
            [part.clone(), without]
        } else if within.is_empty() {
            [within, part.clone()]
        } else {
            [within, without]
        };
        if !within.is_empty() {
            divided.push((regions.iter().copied().chain([id]).collect(), within));
        }
        if !without.is_empty() {
            divided.push((regions.clone(), without));
        }
    }
    Ok(divided)
}

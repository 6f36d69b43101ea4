//! Faces of a coverage divided among the regions laid over it.

use rayon::prelude::*;
use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

use super::bounds::Bounds;
use super::cut::{OverlayFailure, cut};
use super::enters::entering;
use super::grid::{Grid, Point};
use super::locate::{Inside, Levels};
use super::matching::{Matched, bounds_of};
use super::parity::Borders;
use super::region::{Region, RegionId};
use crate::{Coverage, FaceId};

/// Segments of a ring that are looked up in the tree together.
const RUN: usize = 16;

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
    /// Regions that could not be laid over the face: they are taken to hold all of it or nothing, as that point says.
    pub failed: Vec<RegionId>,
}

type Box2 = GeomWithData<Rectangle<[f64; 2]>, FaceId>;

/// Divides the faces of a coverage among regions. The order of the regions decides their numbers, and where several cut one face
/// how the points where they cross are rounded: by half a step of the grid.
///
/// `matched` may have been made of other regions: a segment that it does not know is foreign.
pub fn split(coverage: &Coverage, grid: Grid, matched: &Matched, regions: &[Region]) -> Vec<FaceParts> {
    let bounds = face_bounds(coverage, grid);
    let tree = tree(&bounds);
    let near: Vec<(FaceId, RegionId, bool)> = regions
        .par_iter()
        .enumerate()
        .flat_map_iter(|(id, region)| {
            let cut = faces_cut(region, matched, &tree, &bounds);
            let all = faces_near(&tree, &region.bounds());
            all.into_iter().map(move |face| (face, id as RegionId, cut.binary_search(&face).is_ok()))
        })
        .collect();
    let mut near = near;
    near.par_sort_unstable();
    let levels: Vec<Levels> = regions.par_iter().map(Levels::new).collect();
    let faces: Vec<&[(FaceId, RegionId, bool)]> = near.chunk_by(|a, b| a.0 == b.0).collect();
    let split_one = |near: &&[(FaceId, RegionId, bool)]| {
        let face = near.first()?.0;
        let whole = Region::of_face(coverage, face, grid);
        let inside = Inside::of(&whole)?;
        let mut found = FaceParts { face, parts: Vec::new(), at_point: Vec::new(), failed: Vec::new() };
        let mut around: Vec<RegionId> = Vec::new();
        let mut parts: Vec<(Vec<RegionId>, Region)> = Vec::new();
        let mut borders = Borders::default();
        for &(_, id, is_cut) in *near {
            let holds_point = levels[id as usize].hold(inside);
            found.at_point.extend(holds_point.then_some(id));
            let border = if is_cut { entering(&regions[id as usize], &whole, matched) } else { Vec::new() };
            if border.is_empty() {
                around.extend(holds_point.then_some(id));
                continue;
            }
            // Polygons of a face that lie apart could each be on another side of borders that pass between them.
            let others = if whole.polygons.len() == 1 { borders.sum_to(&border) } else { None };
            if let Some(others) = others {
                let holds = |known: &[RegionId]| others.iter().filter(|other| known.contains(other)).count() % 2 == 1;
                let is_odd = holds(&found.at_point) == holds_point;
                parts.iter_mut().filter(|(known, _)| holds(known) == is_odd).for_each(|(known, _)| known.push(id));
                continue;
            }
            if parts.is_empty() {
                parts.push((Vec::new(), whole.clone()));
            }
            match divided(&parts, &whole, &regions[id as usize], id) {
                Ok(divided) => {
                    parts = divided;
                    borders.push(id, border);
                }
                Err(OverlayFailure) => {
                    found.failed.push(id);
                    around.extend(holds_point.then_some(id));
                }
            }
        }
        found.parts = match parts.as_slice() {
            [] | [_] => {
                around.extend(parts.into_iter().flat_map(|(regions, _)| regions));
                around.sort_unstable();
                vec![Part { regions: around, region: None }]
            }
            _ => gathered(parts, &around),
        };
        let is_empty = found.failed.is_empty() && found.parts.iter().all(|part| part.regions.is_empty());
        (!is_empty).then_some(found)
    };
    faces.par_iter().filter_map(split_one).collect()
}

/// Each part divided into what a region holds of it and what it does not.
pub(super) fn divided(
    parts: &[(Vec<RegionId>, Region)],
    whole: &Region,
    region: &Region,
    id: RegionId,
) -> Result<Vec<(Vec<RegionId>, Region)>, OverlayFailure> {
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

/// Parts with the regions around the whole face added, by their regions.
fn gathered(parts: Vec<(Vec<RegionId>, Region)>, around: &[RegionId]) -> Vec<Part> {
    let mut parts: Vec<Part> = parts
        .into_iter()
        .map(|(mut regions, region)| {
            regions.extend(around);
            regions.sort_unstable();
            Part { regions, region: Some(region) }
        })
        .collect();
    parts.sort_by(|a, b| a.regions.cmp(&b.regions));
    parts
}

/// The faces that a foreign segment of a region comes near, ascending.
fn faces_cut(region: &Region, matched: &Matched, tree: &RTree<Box2>, bounds: &[Bounds]) -> Vec<FaceId> {
    let mut cut: Vec<FaceId> = Vec::new();
    let mut run: Vec<(Point, Point)> = Vec::with_capacity(RUN);
    let mut look_up = |run: &mut Vec<(Point, Point)>| {
        let around = Bounds::around(run.iter().flat_map(|&(from, to)| [from, to]));
        for face in faces_near(tree, &around) {
            let place = &bounds[face as usize];
            if cut.last() != Some(&face) && run.iter().any(|&(from, to)| place.meets_segment(from, to)) {
                cut.push(face);
            }
        }
        run.clear();
    };
    for ring in region.rings() {
        for (from, to) in ring.iter().zip(ring.iter().cycle().skip(1)) {
            if from != to && !matched.holds(*from, *to) {
                run.push((*from, *to));
            }
            if run.len() == RUN {
                look_up(&mut run);
            }
        }
        look_up(&mut run);
    }
    cut.sort_unstable();
    cut.dedup();
    cut
}

fn faces_near(tree: &RTree<Box2>, place: &Bounds) -> Vec<FaceId> {
    if place.is_empty() {
        return Vec::new();
    }
    tree.locate_in_envelope_intersecting(AABB::from_corners(corner(place.low), corner(place.high)))
        .map(|it| it.data)
        .collect()
}

fn corner([x, y]: [i64; 2]) -> [f64; 2] {
    [x as f64, y as f64]
}

fn tree(bounds: &[Bounds]) -> RTree<Box2> {
    let boxes = bounds.iter().enumerate().filter(|(_, bounds)| !bounds.is_empty());
    let item = |(face, bounds): (usize, &Bounds)| {
        GeomWithData::new(Rectangle::from_corners(corner(bounds.low), corner(bounds.high)), face as FaceId)
    };
    RTree::bulk_load(boxes.map(item).collect())
}

/// The rectangle around each face.
fn face_bounds(coverage: &Coverage, grid: Grid) -> Vec<Bounds> {
    let arcs: Vec<Bounds> =
        (0..coverage.arc_count()).into_par_iter().map(|arc| bounds_of(coverage.arc(arc), grid)).collect();
    let of_face = |face: FaceId| {
        coverage.arcs_of(face).iter().fold(Bounds::default(), |bounds, arc| bounds.joined(arcs[arc.index()]))
    };
    (0..coverage.face_count() as FaceId).into_par_iter().map(of_face).collect()
}

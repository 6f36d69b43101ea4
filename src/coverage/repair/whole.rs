//! All defects of some shapes, place by place and round after round.

use std::collections::BTreeMap;

use geo::Intersects;
use geo_types::{Coord, MultiPolygon, Rect};
use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};
use rustc_hash::{FxHashMap, FxHashSet};

use super::cluster;
use super::local::Local;
use super::moved::drift;
use super::options::RepairOptions;
use super::owners::{Decision, decide};
use super::rebuild::rebuild;
use super::report::{Change, Left, Repair};
use super::tally::is_better;
use crate::arrangement::Source;
use crate::ring::node_key;
use crate::validate::{Defect, Level, Options, Sizes, reach, survey};
use crate::{FaceId, Shapes, Surface};

/// Rounds of looking for defects and mending them. What one round mends may bring two faces together that the next one
/// can tell apart; more than a few are not to be expected.
const ROUNDS: usize = 8;

/// Makes the shapes a valid coverage where that moves no border farther than the tolerance. See the
/// [module](super::repair) for how.
pub fn repair(shapes: &Shapes, surface: &impl Surface, options: &RepairOptions) -> Repair {
    let gaps = Sizes::up_to(options.gap_width);
    let looked_for = Options { overlaps: Sizes::ALL, gaps, mouth_width: options.gap_width };
    let mut repair = Repair { shapes: shapes.clone(), ..Repair::default() };
    let mut needs = Vec::new();
    let mut found = survey(&repair.shapes, surface, &looked_for);
    if tidy(&mut repair, &found.defects, options) {
        found = survey(&repair.shapes, surface, &looked_for);
    }
    // The shapes before the first round, once there are others.
    let mut first: Option<Shapes> = None;
    for _ in 0..ROUNDS {
        let margin = margin(&found.defects, &found.without_width, surface, options.tolerance);
        let places = cluster::places(&found.defects, &found.without_width, margin);
        needs.clear();
        if places.is_empty() {
            break;
        }
        let mut work = Work::new(&repair.shapes, first.as_ref().unwrap_or(&repair.shapes), &found.mouths);
        for place in &places {
            match work.mend(place, surface, options, &looked_for) {
                Some((changes, refused)) => {
                    repair.changes.extend(changes);
                    needs.extend(refused);
                }
                None => continue,
            }
        }
        if work.redrawn.is_empty() {
            break;
        }
        let next = work.into_shapes();
        let before = std::mem::replace(&mut repair.shapes, next);
        first.get_or_insert(before);
        found = survey(&repair.shapes, surface, &looked_for);
    }
    conclude(shapes, &mut repair);
    repair.left = left(found.defects, &needs);
    repair
}

/// Takes out repeated vertices, rings without area and, if asked, polygons that come twice. Whether there were any.
fn tidy(repair: &mut Repair, defects: &[Defect], options: &RepairOptions) -> bool {
    let mut repeats: FxHashSet<(FaceId, u32, u32)> = FxHashSet::default();
    let mut without: FxHashSet<(FaceId, u32, u32)> = FxHashSet::default();
    let mut twice: FxHashSet<(FaceId, u32)> = FxHashSet::default();
    for defect in defects {
        match defect {
            Defect::RepeatedVertex { ring, .. } => {
                repeats.insert((ring.face, ring.polygon, ring.ring));
                repair.repeats += 1;
            }
            Defect::RingTooShort { ring, .. } | Defect::NoArea { ring, .. } => {
                without.insert((ring.face, ring.polygon, ring.ring));
                repair.rings_without_area += 1;
            }
            Defect::Duplicate { second, .. } if options.drop_duplicates => {
                twice.insert((second.face, second.polygon));
                repair.duplicates += 1;
            }
            _ => {}
        }
    }
    if repeats.is_empty() && without.is_empty() && twice.is_empty() {
        return false;
    }
    let mut tidy = Shapes::new();
    for face in 0..repair.shapes.face_count() as FaceId {
        for (polygon, rings) in (0..).zip(repair.shapes.polygons(face)) {
            if twice.contains(&(face, polygon)) || without.contains(&(face, polygon, 0)) {
                continue;
            }
            for (ring, vertices) in (0..).zip(rings) {
                let of = (face, polygon, ring);
                if repeats.contains(&of) {
                    tidy.push_ring(without_repeats(vertices));
                } else if !without.contains(&of) {
                    tidy.push_ring(vertices.iter().copied());
                }
            }
            tidy.end_polygon();
        }
        tidy.end_face();
    }
    repair.shapes = tidy;
    true
}

fn without_repeats(ring: &[Coord<f64>]) -> impl Iterator<Item = Coord<f64>> {
    (0..ring.len()).filter(|&i| i == 0 || ring[i] != ring[i - 1]).map(|i| ring[i])
}

/// The tolerance as a difference of coordinates.
fn margin(defects: &[Defect], without_width: &[Rect<f64>], surface: &impl Surface, tolerance: f64) -> f64 {
    let at = defects.iter().filter_map(Defect::at).chain(without_width.iter().map(|rect| rect.min()));
    let near: Vec<Source> = at.map(|at| Source { from: at, to: at }).collect();
    if near.is_empty() { 0.0 } else { reach(&near, surface, tolerance) }
}

/// How far the place of a vertex that is made is from where it should be at most, in metres.
fn rounding(at: Coord<f64>, surface: &impl Surface, decimals: u32) -> f64 {
    let unit = 10f64.powi(-(decimals as i32));
    surface.length(at, at + Coord { x: unit, y: unit })
}

/// Shapes with some faces drawn anew.
struct Work<'a> {
    shapes: &'a Shapes,
    /// The shapes before any round.
    first: &'a Shapes,
    mouths: &'a [Source],
    extents: RTree<Extent>,
    redrawn: BTreeMap<FaceId, MultiPolygon<f64>>,
}

/// The extent of a face.
type Extent = GeomWithData<Rectangle<[f64; 2]>, FaceId>;

/// A face and its polygons.
type Drawn = (FaceId, MultiPolygon<f64>);

type Mended = (Vec<Change>, Vec<(Coord<f64>, f64)>);

impl<'a> Work<'a> {
    fn new(shapes: &'a Shapes, first: &'a Shapes, mouths: &'a [Source]) -> Self {
        let extent = |face: FaceId| {
            let mut vertices = shapes.rings_of(face).flatten();
            let first = *vertices.next()?;
            let grow = |(low, high): (Coord<f64>, Coord<f64>), v: &Coord<f64>| {
                let low = Coord { x: low.x.min(v.x), y: low.y.min(v.y) };
                (low, Coord { x: high.x.max(v.x), y: high.y.max(v.y) })
            };
            let is_finite = shapes.rings_of(face).flatten().all(|v| v.x.is_finite() && v.y.is_finite());
            let (low, high) = vertices.fold((first, first), grow);
            let extent = Rectangle::from_corners([low.x, low.y], [high.x, high.y]);
            is_finite.then(|| GeomWithData::new(extent, face))
        };
        let extents = RTree::bulk_load((0..shapes.face_count() as FaceId).filter_map(extent).collect());
        Self { shapes, first, mouths, extents, redrawn: BTreeMap::new() }
    }

    fn face(&self, face: FaceId) -> MultiPolygon<f64> {
        self.redrawn.get(&face).cloned().unwrap_or_else(|| self.shapes.face(face))
    }

    /// Mends what is in a place. None if that cannot be done, or does no good.
    fn mend(
        &mut self,
        place: &Rect<f64>,
        surface: &impl Surface,
        options: &RepairOptions,
        looked_for: &Options,
    ) -> Option<Mended> {
        let (low, high) = (place.min(), place.max());
        let extent = AABB::from_corners([low.x, low.y], [high.x, high.y]);
        let mut near: Vec<FaceId> =
            self.extents.locate_in_envelope_intersecting(extent).map(|face| face.data).collect();
        near.sort_unstable();
        let before: Vec<(FaceId, MultiPolygon<f64>)> = near.into_iter().map(|face| (face, self.face(face))).collect();
        let within = |vertex: Coord<f64>| place.intersects(&vertex);
        let lids: Vec<Source> =
            self.mouths.iter().filter(|mouth| within(mouth.from) && within(mouth.to)).copied().collect();
        let mut local = Local::new(&before, &lids, options.decimals)?;
        let mut decision = decide(&local, place, surface, options);
        if !decision.refused_gaps.is_empty() {
            // A gap that runs off in several directions is too far across for one face, but not for several.
            let across = |&cell: &u32| local.lids_across(cell, surface, options.gap_width);
            let more: Vec<Source> = decision.refused_gaps.iter().flat_map(across).chain(lids).collect();
            if let Some(cut) = Local::new(&before, &more, options.decimals) {
                let other = decide(&cut, place, surface, options);
                if other.refused_area < decision.refused_area {
                    (local, decision) = (cut, other);
                }
            }
        }
        let Decision { owners, mut changes, mut refused, .. } = decision;
        let kept: Vec<bool> =
            (0..local.cells.vertices.len() as u32).map(|vertex| local.is_kept(&owners, vertex)).collect();
        let after: Vec<(FaceId, MultiPolygon<f64>)> =
            before.iter().map(|(face, shape)| (*face, rebuild(&local, &owners, &kept, *face, shape))).collect();
        if after == before {
            return Some((Vec::new(), refused));
        }
        if !is_better(&before, &after, surface, looked_for) {
            return Some((Vec::new(), refused));
        }
        let drift = self.drift(&before, &after, surface, options.tolerance);
        if drift > options.tolerance + rounding(low, surface, options.decimals) {
            refused.extend(changes.iter().map(|change| (change.at, drift)));
            return Some((Vec::new(), refused));
        }
        changes.iter_mut().for_each(|change| change.moved = change.moved.max(drift.min(options.tolerance)));
        for ((face, shape), (_, former)) in after.into_iter().zip(before) {
            if shape != former {
                self.redrawn.insert(face, shape);
            }
        }
        Some((changes, refused))
    }

    /// How far faces that were redrawn before come to be from what they were given as, where they are again.
    fn drift(&self, before: &[Drawn], after: &[Drawn], surface: &impl Surface, tolerance: f64) -> f64 {
        let of_face = |((face, before), (_, after)): (&Drawn, &Drawn)| {
            if before == after {
                return 0.0;
            }
            let given = self.first.face(*face);
            if given == *before { 0.0 } else { drift(&given, before, after, surface, tolerance) }
        };
        before.iter().zip(after).map(of_face).fold(0.0, f64::max)
    }

    fn into_shapes(self) -> Shapes {
        let mut shapes = Shapes::new();
        for face in 0..self.shapes.face_count() as FaceId {
            match self.redrawn.get(&face) {
                Some(shape) => shapes.push_face(shape),
                None => shapes.append(self.shapes.select(&[face])),
            }
        }
        shapes
    }
}

/// What differs in the end from what was given.
fn conclude(given: &Shapes, repair: &mut Repair) {
    let known: FxHashSet<_> = given.vertices().iter().map(|&vertex| node_key(vertex)).collect();
    let mut made = FxHashSet::default();
    for face in 0..given.face_count() as FaceId {
        let rings_of = |shapes: &Shapes| -> Vec<Vec<Vec<Coord<f64>>>> {
            shapes.polygons(face).map(|rings| rings.map(<[_]>::to_vec).collect()).collect()
        };
        if rings_of(given) != rings_of(&repair.shapes) {
            repair.redrawn.push(face);
            let vertices = repair.shapes.rings_of(face).flatten();
            made.extend(vertices.map(|&vertex| node_key(vertex)).filter(|vertex| !known.contains(vertex)));
            if repair.shapes.is_empty_face(face) && !given.is_empty_face(face) {
                repair.emptied.push(face);
            }
        }
    }
    repair.made_vertices = made.len();
}

fn left(defects: Vec<Defect>, needs: &[(Coord<f64>, f64)]) -> Vec<Left> {
    let mut apart: FxHashMap<Vec<FaceId>, f64> = FxHashMap::default();
    for defect in &defects {
        if let Defect::UnmatchedEdge { distance, .. } = defect {
            let entry = apart.entry(defect.faces()).or_default();
            *entry = entry.max(*distance);
        }
    }
    let needed = |defect: &Defect| match defect {
        Defect::RingCrossing { at, .. } | Defect::BorderCrossing { at, .. } => {
            // Told at the same place by noding, which rounds it.
            let near = needs.iter().filter(|(vertex, _)| (vertex.x - at.x).abs().max((vertex.y - at.y).abs()) < 1e-6);
            near.map(|need| need.1).reduce(f64::max)
        }
        Defect::Overlap { polygon, .. } | Defect::Gap { polygon, .. } => {
            let known = needs.iter().find(|(at, _)| polygon.exterior().0.contains(at)).map(|need| need.1);
            known.or_else(|| apart.get(&defect.faces()).copied())
        }
        Defect::UnmatchedEdge { distance, .. } => Some(*distance),
        _ => None,
    };
    let errors = defects.into_iter().filter(|defect| defect.level() == Level::Error);
    errors.map(|defect| Left { needed: needed(&defect), defect }).collect()
}

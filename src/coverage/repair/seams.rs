//! Repair of unmatched edges: borders that two faces draw with different vertices.
//!
//! Where a border does not match, its versions are free segments that together enclose a thin loop, a *seam*: an
//! overlap or a gap of a few metres. A seam is made of *runs*, each the version of one face between two vertices that
//! the faces have in common. It is closed in one of two ways, whichever moves borders least:
//!
//! - two runs: one face gives up its version and takes the other's vertices;
//! - three runs or more, where as many faces meet in slightly different points: one vertex of the seam is chosen as
//!   their meeting point, every run is led through it, and what remains are seams of two runs.
//!
//! Nothing moves farther than the tolerance, nothing moves elsewhere, and no vertex is made that was not there.

use geo::{BoundingRect, Intersects};
use geo_types::{Coord, LineString, MultiPolygon, Polygon};
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::coverage::ring::{node_key, simple_rings};
use crate::coverage::{ArcRef, Coverage, CoverageError, Crossing, FaceId, Surface};

/// A thin loop between two versions of a border.
#[derive(Debug, Clone, PartialEq)]
pub struct Seam {
    /// The faces whose free segments enclose it, ascending.
    pub faces: Vec<FaceId>,
    /// Any vertex of it, to find it on a map.
    pub at: Coord<f64>,
    /// Its area, in square metres.
    pub area: f64,
    /// Its mean width, in metres: the area over half the perimeter.
    pub width: f64,
}

/// A seam that was closed.
#[derive(Debug, Clone, PartialEq)]
pub struct ClosedSeam {
    /// The seam.
    pub seam: Seam,
    /// How far a border moved at most, in metres.
    pub moved: f64,
}

/// What [`match_edges`] did.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Matched {
    /// Seams closed, in the order of the coverage.
    pub closed: Vec<ClosedSeam>,
    /// Seams that could not be closed.
    pub left: Vec<Seam>,
}

/// Steps after which a seam is given up: one to join its runs and one for each pair of runs that remains.
const STEPS: usize = 6;

/// Redraws borders of `faces` that differ by no more than `tolerance` metres until they are the same.
///
/// Each seam is closed by itself, and only if the faces around it neither differ nor cross afterwards;
/// otherwise it is left as it was, and told.
///
/// # Errors
/// The polygons do not form a coverage even apart from unmatched edges ([`CoverageError`]).
pub fn match_edges(
    faces: &mut [MultiPolygon<f64>],
    surface: &impl Surface,
    tolerance: f64,
) -> Result<Matched, CoverageError> {
    let mut repair = Matched::default();
    let coverage = Coverage::from_polygons(faces)?;
    for (seam, arcs) in seams(&coverage, surface, tolerance) {
        // With the faces around them, which a border must not come to cross.
        let members: Vec<FaceId> = seam.faces.iter().copied().chain(beside(&coverage, &seam.faces)).collect();
        let local: Vec<MultiPolygon<f64>> = members.iter().map(|&face| faces[face as usize].clone()).collect();
        match close(local, &LineString(coverage.line(&arcs)), surface, tolerance, STEPS) {
            Some((shapes, moved)) => {
                for (&face, shape) in seam.faces.iter().zip(shapes) {
                    faces[face as usize] = shape;
                }
                repair.closed.push(ClosedSeam { seam, moved });
            }
            None => repair.left.push(seam),
        }
    }
    Ok(repair)
}

/// The faces that share a border with one of `faces`, without those.
fn beside(coverage: &Coverage, faces: &[FaceId]) -> Vec<FaceId> {
    let arcs = faces.iter().flat_map(|&face| coverage.arcs_of(face));
    let mut beside: Vec<FaceId> = arcs
        .flat_map(|arc| [coverage.sides(arc.index()).left, coverage.sides(arc.index()).right])
        .flatten()
        .filter(|face| !faces.contains(face))
        .collect();
    beside.sort_unstable();
    beside.dedup();
    beside
}

/// The seams of a coverage: loops of free arcs of two faces or more, no wider than the tolerance.
pub fn find_seams(coverage: &Coverage, surface: &impl Surface, tolerance: f64) -> Vec<Seam> {
    seams(coverage, surface, tolerance).into_iter().map(|(seam, _)| seam).collect()
}

impl Coverage {
    /// For each face, whether it touches the outside: a free arc that is not part of a seam of this width.
    ///
    /// A loop of one face that is as thin, and has a node in common with a seam, is part of it: a sliver of the face that
    /// lies over its neighbour.
    pub fn at_the_edge(&self, surface: &impl Surface, seam_width: f64) -> Vec<bool> {
        let mut in_seam = vec![false; self.arc_count()];
        let (seams, others): (Vec<_>, Vec<_>) = thin_loops(self, surface, seam_width).into_iter().partition(is_seam);
        let nodes = |arcs: &[ArcRef]| arcs.iter().map(|&arc| node_key(self.first(arc))).collect::<Vec<_>>();
        let at_seams: FxHashSet<_> = seams.iter().flat_map(|(_, arcs)| nodes(arcs)).collect();
        let slivers = others.iter().filter(|(_, arcs)| nodes(arcs).iter().any(|node| at_seams.contains(node)));
        for (_, arcs) in seams.iter().chain(slivers) {
            arcs.iter().for_each(|arc| in_seam[arc.index()] = true);
        }
        let at_the_edge = |face: FaceId| {
            self.arcs_of(face).iter().any(|arc| !in_seam[arc.index()] && self.sides(arc.index()).free().is_some())
        };
        (0..self.face_count() as FaceId).map(at_the_edge).collect()
    }
}

fn seams(coverage: &Coverage, surface: &impl Surface, tolerance: f64) -> Vec<(Seam, Vec<ArcRef>)> {
    thin_loops(coverage, surface, tolerance).into_iter().filter(is_seam).collect()
}

fn is_seam((seam, _): &(Seam, Vec<ArcRef>)) -> bool {
    seam.faces.len() > 1
}

/// Loops of free arcs no wider than the tolerance, of however many faces.
fn thin_loops(coverage: &Coverage, surface: &impl Surface, tolerance: f64) -> Vec<(Seam, Vec<ArcRef>)> {
    let all: Vec<FaceId> = (0..coverage.face_count() as FaceId).collect();
    let walks = turning_back(coverage, &coverage.outline(&all));
    let loops: Vec<Vec<ArcRef>> =
        walks.iter().flat_map(|walk| simple_rings(walk, |arc| node_key(coverage.first(arc)))).collect();
    let seam = |arcs: Vec<ArcRef>| {
        let mut faces: Vec<FaceId> = arcs.iter().filter_map(|arc| coverage.sides(arc.index()).free()).collect();
        faces.sort_unstable();
        faces.dedup();
        let line = coverage.line(&arcs);
        let at = *line.first()?;
        let perimeter: f64 = line.windows(2).map(|pair| surface.length(pair[0], pair[1])).sum();
        let plane: Vec<Coord<f64>> = line.iter().map(|&vertex| surface.equal_area(vertex)).collect();
        let area = plane.windows(2).map(|p| (p[0].x - p[1].x) * (p[0].y + p[1].y) / 2.0).sum::<f64>().abs();
        let width = 2.0 * area / perimeter;
        (width <= tolerance).then_some((Seam { faces, at, area, width }, arcs))
    };
    loops.into_par_iter().filter_map(seam).collect()
}

/// Follows free arcs into closed walks that turn back at each node as sharply as its arcs allow.
///
/// A seam is thin: where it ends, its walk all but turns back, whether the faces overlap or leave a gap there. So it
/// is told from the coast even if both its ends lie on it.
fn turning_back(coverage: &Coverage, free: &[ArcRef]) -> Vec<Vec<ArcRef>> {
    let (start, end) = (|arc: &ArcRef| node_key(coverage.first(*arc)), |arc: &ArcRef| node_key(coverage.last(*arc)));
    let (mut arriving, mut leaving) = (free.to_vec(), free.to_vec());
    arriving.sort_by_key(end);
    leaving.sort_by_key(start);
    let mut next: FxHashMap<ArcRef, ArcRef> = FxHashMap::default();
    let mut led_to: FxHashSet<ArcRef> = FxHashSet::default();
    // Every node has as many arcs in as out, so that both lists name the same nodes in the same order.
    let nodes = arriving.chunk_by(|a, b| end(a) == end(b)).zip(leaving.chunk_by(|a, b| start(a) == start(b)));
    for (arriving, leaving) in nodes {
        let pairs = arriving.iter().flat_map(|&a| leaving.iter().map(move |&b| (a, b)));
        let mut pairs: Vec<_> = pairs.map(|(a, b)| (angle_back(coverage, a, b), a, b)).collect();
        pairs.sort_by(|a, b| a.0.total_cmp(&b.0));
        for (_, a, b) in pairs {
            if !next.contains_key(&a) && led_to.insert(b) {
                next.insert(a, b);
            }
        }
    }
    let mut walks = Vec::new();
    for &begin in free {
        let (mut walk, mut current) = (Vec::new(), begin);
        while let Some(following) = next.remove(&current) {
            walk.push(current);
            current = following;
        }
        walks.push(walk);
    }
    walks
}

/// The angle between the way back along one arc and the way ahead along another: 0 for a turn straight back.
fn angle_back(coverage: &Coverage, arriving: ArcRef, leaving: ArcRef) -> f64 {
    let node = coverage.last(arriving);
    let (back, ahead) = (coverage.second(arriving.reversed()) - node, coverage.second(leaving) - node);
    (back.x * ahead.y - back.y * ahead.x).abs().atan2(back.x * ahead.x + back.y * ahead.y)
}

/// The version of a border that one face has in a seam, with the face on the left; its ends are common vertices.
struct Run {
    face: usize,
    line: Vec<Coord<f64>>,
}

/// A way to bring a seam closer to its end: other lines for some runs, and how far that moves borders.
struct Way {
    moved: f64,
    lines: Vec<(usize, Vec<Coord<f64>>)>,
}

/// Closes a seam, and what it falls into on the way: the new shapes of all faces, and how far borders moved at most.
///
/// No vertex is made, so that all that follows from the seam is drawn with its vertices: by them it is told from other
/// seams of the same faces.
fn close(
    faces: Vec<MultiPolygon<f64>>,
    seam: &LineString<f64>,
    surface: &impl Surface,
    tolerance: f64,
    steps: usize,
) -> Option<(Vec<MultiPolygon<f64>>, f64)> {
    let coverage = Coverage::from_polygons(&faces).ok()?;
    let is_ours = |arcs: &[ArcRef]| coverage.line(arcs).iter().all(|vertex| seam.0.contains(vertex));
    let seams = seams(&coverage, surface, tolerance);
    let Some((_, arcs)) = seams.iter().find(|(_, arcs)| is_ours(arcs)) else {
        let extent = seam.bounding_rect()?;
        let is_near = |crossing: &Crossing| extent.intersects(&crossing.at);
        return (!coverage.crossings().iter().any(is_near)).then_some((faces, 0.0));
    };
    if steps == 0 {
        return None;
    }
    let runs = runs(&coverage, arcs);
    let mut ways = if runs.len() == 2 { one_for_the_other(&runs, surface) } else { meeting_points(&runs, surface) };
    ways.retain(|way| way.moved <= tolerance);
    ways.sort_by(|a, b| a.moved.total_cmp(&b.moved));
    ways.into_iter().find_map(|way| {
        let mut trial: Vec<MultiPolygon<f64>> = (0..faces.len()).map(|face| coverage.face(face as FaceId)).collect();
        for (run, line) in &way.lines {
            let Run { face, line: own } = &runs[*run];
            trial[*face] = replace(&trial[*face], own, line);
        }
        let (shapes, moved) = close(trial, seam, surface, tolerance, steps - 1)?;
        Some((shapes, moved.max(way.moved)))
    })
}

/// The runs of a seam, in its order.
fn runs(coverage: &Coverage, seam: &[ArcRef]) -> Vec<Run> {
    let face = |arc: &ArcRef| coverage.sides(arc.index()).free();
    let begin = (0..seam.len()).find(|&i| face(&seam[i]) != face(&seam[(i + seam.len() - 1) % seam.len()]));
    let mut arcs = seam.to_vec();
    arcs.rotate_left(begin.unwrap_or(0));
    arcs.chunk_by(|a, b| face(a) == face(b))
        .filter_map(|run| Some(Run { face: face(&run[0])? as usize, line: coverage.line(run) }))
        .collect()
}

/// Two runs: either takes the vertices of the other.
fn one_for_the_other(runs: &[Run], surface: &impl Surface) -> Vec<Way> {
    let reversed = |run: &Run| run.line.iter().rev().copied().collect::<Vec<_>>();
    let moved = farthest(surface, &runs[0].line, &runs[1].line).max(farthest(surface, &runs[1].line, &runs[0].line));
    // The run with more vertices is the better drawn: it is tried first.
    let mut order = [0, 1];
    order.sort_by_key(|&run| runs[run].line.len());
    order.map(|run| Way { moved, lines: vec![(run, reversed(&runs[1 - run]))] }).into()
}

/// More runs: each vertex of the seam as the point where all of them meet.
fn meeting_points(runs: &[Run], surface: &impl Surface) -> Vec<Way> {
    let candidates = runs.iter().flat_map(|run| &run.line[..run.line.len() - 1]);
    candidates
        .map(|&point| {
            let mut way = Way { moved: 0.0, lines: Vec::new() };
            for (index, run) in runs.iter().enumerate() {
                if !run.line.contains(&point) {
                    let (moved, line) = led_through(&run.line, point, surface);
                    way.moved = way.moved.max(moved);
                    way.lines.push((index, line));
                }
            }
            way
        })
        .collect()
}

/// The line led through a point: an inner vertex moves there, or the point is inserted, whichever is nearer.
fn led_through(line: &[Coord<f64>], point: Coord<f64>, surface: &impl Surface) -> (f64, Vec<Coord<f64>>) {
    let mut ways: Vec<(f64, Vec<Coord<f64>>)> = Vec::new();
    for inner in 1..line.len() - 1 {
        let mut moved = line.to_vec();
        moved[inner] = point;
        ways.push((surface.length(line[inner], point), moved));
    }
    for (segment, pair) in line.windows(2).enumerate() {
        let mut inserted = line.to_vec();
        inserted.insert(segment + 1, point);
        ways.push((to_segment(surface, pair[0], pair[1], point), inserted));
    }
    ways.into_iter().min_by(|a, b| a.0.total_cmp(&b.0)).unwrap_or((f64::INFINITY, line.to_vec()))
}

/// The shape with the chain `own` of its border replaced by `line`, which has the same ends.
fn replace(shape: &MultiPolygon<f64>, own: &[Coord<f64>], line: &[Coord<f64>]) -> MultiPolygon<f64> {
    let ring = |ring: &LineString<f64>| replace_in_ring(ring, own, line);
    let polygon = |shape: &Polygon<f64>| {
        let exterior = ring(shape.exterior());
        (exterior.0.len() > 3).then(|| Polygon::new(exterior, shape.interiors().iter().map(ring).collect()))
    };
    shape.iter().filter_map(polygon).collect()
}

fn replace_in_ring(ring: &LineString<f64>, own: &[Coord<f64>], line: &[Coord<f64>]) -> LineString<f64> {
    let mut open = ring.0[..ring.0.len() - 1].to_vec();
    let follows = |at: usize| own.iter().enumerate().all(|(i, vertex)| open[(at + i) % open.len()] == *vertex);
    let Some(at) = (0..open.len()).find(|&at| follows(at)) else { return ring.clone() };
    open.rotate_left(at);
    clean_ring(&[line, &open[own.len().min(open.len())..]].concat())
}

/// The farthest that a vertex of `line` lies from `other`, in metres.
fn farthest(surface: &impl Surface, line: &[Coord<f64>], other: &[Coord<f64>]) -> f64 {
    let to_line = |vertex: &Coord<f64>| {
        other.windows(2).map(|pair| to_segment(surface, pair[0], pair[1], *vertex)).fold(f64::INFINITY, f64::min)
    };
    line.iter().map(to_line).fold(0.0, f64::max)
}

/// Distance from a vertex to a segment, in metres.
fn to_segment(surface: &impl Surface, from: Coord<f64>, to: Coord<f64>, vertex: Coord<f64>) -> f64 {
    // Metres to the east and north, signed, on the scale of the segment's own neighbourhood.
    let east = |a: Coord<f64>, b: Coord<f64>| surface.length(a, Coord { x: b.x, y: a.y }).copysign(b.x - a.x);
    let north = |a: Coord<f64>, b: Coord<f64>| surface.length(a, Coord { x: a.x, y: b.y }).copysign(b.y - a.y);
    let (segment, way) = ((east(from, to), north(from, to)), (east(from, vertex), north(from, vertex)));
    let along = (segment.0 * way.0 + segment.1 * way.1) / (segment.0 * segment.0 + segment.1 * segment.1);
    let along = along.clamp(0.0, 1.0);
    (way.0 - along * segment.0).hypot(way.1 - along * segment.1)
}

/// A closed ring without vertices repeated in a row and without spikes (a way out and straight back).
///
/// Takes the ring open or closed. A ring with no area left comes back with fewer than four vertices.
pub fn clean_ring(ring: &[Coord<f64>]) -> LineString<f64> {
    let mut kept: Vec<Coord<f64>> = Vec::with_capacity(ring.len() + 1);
    let push = |kept: &mut Vec<Coord<f64>>, vertex: Coord<f64>| {
        if kept.last() == Some(&vertex) {
            return;
        }
        if kept.len() > 1 && kept[kept.len() - 2] == vertex {
            kept.pop();
            return;
        }
        kept.push(vertex);
    };
    for &vertex in ring {
        push(&mut kept, vertex);
    }
    // The same at the place where the ring closes.
    while kept.len() > 1 && kept[0] == kept[kept.len() - 1] {
        kept.pop();
    }
    while kept.len() > 2 && kept[1] == kept[kept.len() - 1] {
        kept.remove(0);
        kept.pop();
    }
    kept.extend(kept.first().copied());
    LineString(kept)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coverage::Plane;
    use geo_types::polygon;

    fn seam_of_three() -> Vec<MultiPolygon<f64>> {
        vec![
            // The border from (0, 0) to (100, 0) is straight here…
            polygon![(x: 0.0, y: 0.0), (x: 0.0, y: -50.0), (x: 100.0, y: -50.0), (x: 100.0, y: 0.0)].into(),
            // …and passes through the node (40, 3) for the two faces above.
            polygon![(x: 0.0, y: 0.0), (x: 40.0, y: 3.0), (x: 40.0, y: 60.0), (x: 0.0, y: 60.0)].into(),
            polygon![(x: 40.0, y: 3.0), (x: 100.0, y: 0.0), (x: 100.0, y: 60.0), (x: 40.0, y: 60.0)].into(),
            // A frame around them: this is inland.
            polygon!(
                exterior: [(x: -10.0, y: -60.0), (x: 110.0, y: -60.0), (x: 110.0, y: 70.0), (x: -10.0, y: 70.0)],
                interiors: [[
                    (x: 0.0, y: -50.0), (x: 0.0, y: 0.0), (x: 0.0, y: 60.0), (x: 40.0, y: 60.0),
                    (x: 100.0, y: 60.0), (x: 100.0, y: 0.0), (x: 100.0, y: -50.0),
                ]],
            )
            .into(),
        ]
    }

    #[test]
    fn a_face_that_misses_a_node_of_the_border_across_takes_it() {
        let mut faces = seam_of_three();
        let repair = match_edges(&mut faces, &Plane, 5.0).unwrap();
        assert_eq!((repair.closed.len(), repair.left.len()), (1, 0));
        assert_eq!(repair.closed[0].moved, 3.0);
        let coverage = Coverage::from_polygons(&faces).unwrap();
        assert_eq!(coverage.borders(&coverage.lengths(&Plane)).len(), 6);
        assert!(coverage.dissolve(&[0, 1, 2, 3]).0[0].interiors().is_empty());
    }

    #[test]
    fn a_seam_wider_than_the_tolerance_is_left_as_it_is() {
        let mut faces = seam_of_three();
        let before = faces.clone();
        let repair = match_edges(&mut faces, &Plane, 1.0).unwrap();
        assert_eq!((repair.closed.len(), faces), (0, before));
    }

    #[test]
    fn repairing_twice_changes_nothing_more() {
        let mut faces = seam_of_three();
        match_edges(&mut faces, &Plane, 5.0).unwrap();
        let once = faces.clone();
        match_edges(&mut faces, &Plane, 5.0).unwrap();
        assert_eq!(faces, once);
    }

    #[test]
    fn a_spike_and_repeated_vertices_go_from_a_ring() {
        let c = |x: i32, y: i32| Coord { x: f64::from(x), y: f64::from(y) };
        let ring = [c(0, 0), c(4, 0), c(4, 0), c(4, 4), c(9, 9), c(4, 4), c(0, 4), c(0, 0)];
        assert_eq!(clean_ring(&ring).0, [c(0, 0), c(4, 0), c(4, 4), c(0, 4), c(0, 0)]);
    }
}

//! Seams: borders that two faces draw with different vertices, told from the coast.
//!
//! Where a border does not match, its versions are free segments that together enclose a thin loop, a *seam*: an
//! overlap or a gap of a few metres. So a face that has free segments in seams alone is not at the edge of the coverage.
//! [`repair`](super::repair::repair) closes seams; this is for coverages that are used as they are.

use geo_types::Coord;
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::ring::{node_key, simple_rings};
use super::{Along, ArcRef, Coverage, FaceId, Surface};

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
        let Along { under, length } = surface.along(line.into_iter());
        let area = under.abs();
        let width = 2.0 * area / length;
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

//! Dissolve: the union of some faces of a coverage.
//!
//! An arc is on the outline of a group when just one of its sides is in the group. Outline arcs are followed with
//! the group on the left; at a node the walk takes the first arc clockwise from where it came, which keeps it along
//! the same wedge of the group. A walk that meets a node twice is cut there. What remains are simple rings:
//! counter-clockwise ones are exteriors, clockwise ones are holes.

use std::cell::OnceCell;

use geo::coordinate_position::{CoordPos, CoordinatePosition};
use geo::{BoundingRect, Contains};
use geo_types::{LineString, MultiPolygon, Polygon};
use rayon::prelude::*;

use super::ring::{NodeKey, clockwise_from, node_key, simple_rings};
use super::{ArcRef, Coverage, FaceArcs, FaceId};

/// A ring under construction: its arcs, its twice signed area, and the walk it was cut from.
struct Loop {
    refs: Vec<ArcRef>,
    twice_area: f64,
    walk: usize,
}

impl Coverage {
    /// The union of `faces`: polygons whose vertices are vertices of the coverage, valid where its contours do not cross.
    ///
    /// Parts that touch in a point only are separate polygons. Exteriors are counter-clockwise and holes clockwise;
    /// polygons come largest first, by their exterior alone. The order of `faces`, and repeats in it, do not matter.
    pub fn dissolve(&self, faces: &[FaceId]) -> MultiPolygon<f64> {
        let polygon = |rings: Vec<Vec<ArcRef>>| {
            let mut rings = rings.iter().map(|refs| LineString(self.line(refs)));
            let exterior = rings.next().unwrap_or_else(|| LineString(Vec::new()));
            Polygon::new(exterior, rings.collect())
        };
        self.rings_of(faces).into_iter().map(polygon).collect()
    }

    /// The union of `faces` as [`Coverage::dissolve`] gives it, as references to arcs: polygons, rings (exterior first), arcs.
    pub fn rings_of(&self, faces: &[FaceId]) -> FaceArcs {
        let walks = self.walks(&self.outline(faces));
        let mut loops: Vec<Loop> = Vec::new();
        for (walk, arcs) in walks.iter().enumerate() {
            for refs in simple_rings(arcs, |arc| node_key(self.first(arc))) {
                let twice_area = self.twice_area(&refs);
                loops.push(Loop { refs, twice_area, walk });
            }
        }
        self.polygons_of(loops)
    }

    /// The union of each group of faces, in the order of the groups, computed in parallel.
    pub fn dissolve_groups(&self, groups: &[Vec<FaceId>]) -> Vec<MultiPolygon<f64>> {
        groups.par_iter().map(|faces| self.dissolve(faces)).collect()
    }

    /// Arcs with just one side in `faces`, directed with that side on the left, in ascending order of arc.
    pub(super) fn outline(&self, faces: &[FaceId]) -> Vec<ArcRef> {
        let mut members = faces.to_vec();
        members.sort_unstable();
        members.dedup();
        let inside = |side: Option<FaceId>| side.is_some_and(|face| members.binary_search(&face).is_ok());
        let mut outline: Vec<ArcRef> = Vec::new();
        for &face in &members {
            for &arc in self.arcs_of(face) {
                let sides = self.sides(arc.index());
                let across = if arc.is_reversed() { sides.left } else { sides.right };
                if !inside(across) {
                    outline.push(arc);
                }
            }
        }
        outline.sort_unstable_by_key(|arc| (arc.index(), arc.is_reversed()));
        outline
    }

    /// Follows outline arcs into closed walks, each begun at its lowest arc.
    pub(super) fn walks(&self, outline: &[ArcRef]) -> Vec<Vec<ArcRef>> {
        let mut starts: Vec<(NodeKey, usize)> =
            outline.iter().enumerate().map(|(i, &arc)| (node_key(self.first(arc)), i)).collect();
        starts.sort_unstable();
        let leaving = |node: NodeKey| {
            let from = starts.partition_point(|&(start, _)| start < node);
            starts[from..].iter().take_while(move |&&(start, _)| start == node).map(|&(_, i)| i)
        };
        let mut used = vec![false; outline.len()];
        let mut walks = Vec::new();
        for begin in 0..outline.len() {
            if used[begin] {
                continue;
            }
            let mut walk = Vec::new();
            let mut current = begin;
            loop {
                used[current] = true;
                walk.push(outline[current]);
                let arc = outline[current];
                let (node, from) = (self.last(arc), self.second(arc.reversed()));
                // Faces that overlap by unmatched borders may lead two walks to one arc: the first one takes it.
                let open = leaving(node_key(node)).filter(|&i| i == begin || !used[i]);
                let next = open.min_by(|&a, &b| {
                    clockwise_from(node, from, self.second(outline[a]), self.second(outline[b])).then(a.cmp(&b))
                });
                match next {
                    Some(next) if next != begin => current = next,
                    // Back at the beginning; every node has as many arcs in as out, so no walk ends elsewhere.
                    _ => break,
                }
            }
            walks.push(walk);
        }
        walks
    }

    /// Exteriors with their holes.
    fn polygons_of(&self, loops: Vec<Loop>) -> FaceArcs {
        let (mut shells, holes): (Vec<Loop>, Vec<Loop>) = loops.into_iter().partition(|ring| ring.twice_area > 0.0);
        // Largest first, and among equals by lowest arc, so that the order is that of the geometry alone.
        shells.sort_by(|a, b| b.twice_area.total_cmp(&a.twice_area).then(lowest(a).cmp(&lowest(b))));
        // Only holes that their walk does not place need the shells' vertices.
        let polygons: OnceCell<Vec<Polygon<f64>>> = OnceCell::new();
        let lines =
            || shells.iter().map(|shell| Polygon::new(LineString(self.line(&shell.refs)), Vec::new())).collect();
        let owner = |hole: &Loop| {
            shells
                .iter()
                .position(|shell| shell.walk == hole.walk)
                .or_else(|| (shells.len() == 1).then_some(0))
                .or_else(|| smallest_around(polygons.get_or_init(lines), &LineString(self.line(&hole.refs))))
        };
        // A hole always has a shell around it; in arcs assembled from an invalid input it might not.
        let owned: Vec<(usize, Loop)> = holes.into_iter().filter_map(|hole| Some((owner(&hole)?, hole))).collect();
        let mut rings: FaceArcs = shells.into_iter().map(|shell| vec![shell.refs]).collect();
        for (owner, hole) in owned {
            rings[owner].push(hole.refs);
        }
        rings
    }
}

fn lowest(ring: &Loop) -> Option<usize> {
    ring.refs.iter().map(|arc| arc.index()).min()
}

/// The last, that is the smallest, of the shells (largest first) that holds the ring.
fn smallest_around(shells: &[Polygon<f64>], ring: &LineString<f64>) -> Option<usize> {
    let extent = ring.bounding_rect()?;
    shells.iter().rposition(|shell| {
        let around = shell.bounding_rect().is_some_and(|rect| rect.contains(&extent));
        // A vertex on the shell's border says nothing; the first one that is not decides.
        around
            && ring
                .coords()
                .map(|vertex| shell.coordinate_position(vertex))
                .find(|position| *position != CoordPos::OnBoundary)
                .is_some_and(|position| position == CoordPos::Inside)
    })
}

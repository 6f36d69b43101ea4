//! Crossings: places where two segments of a coverage meet elsewhere than at a vertex that both have.
//!
//! A coverage without crossings has no overlap: it is what the matching of segments cannot see by itself, since faces
//! that overlap by unmatched edges have no segment in common.

use geo::line_intersection::{LineIntersection, line_intersection};
use geo_types::{Coord, Line};
use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

use super::{Coverage, FaceId};

/// Two segments that cross, lie on each other, or touch where one of them has no vertex.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Crossing {
    /// Arcs of the two segments, ascending; the same one twice where an arc crosses itself.
    pub arcs: (usize, usize),
    /// A point that the segments have in common.
    pub at: Coord<f64>,
}

/// A segment's extent in the tree, with its arc and the place of its first vertex there.
type Indexed = GeomWithData<Rectangle<[f64; 2]>, (u32, u32)>;

impl Coverage {
    /// All crossings, sorted by arc.
    pub fn crossings(&self) -> Vec<Crossing> {
        let segments = |arc: usize| self.arc(arc).windows(2).enumerate().map(move |(i, pair)| (arc, i, pair));
        let indexed: Vec<Indexed> = (0..self.arc_count())
            .flat_map(segments)
            .map(|(arc, i, pair)| {
                GeomWithData::new(Rectangle::from_corners(corner(pair[0]), corner(pair[1])), (arc as u32, i as u32))
            })
            .collect();
        let tree = RTree::bulk_load(indexed);
        let mut crossings = Vec::new();
        for (arc, i, pair) in (0..self.arc_count()).flat_map(segments) {
            let extent = AABB::from_corners(corner(pair[0]), corner(pair[1]));
            for other in tree.locate_in_envelope_intersecting(extent) {
                let (other_arc, j) = (other.data.0 as usize, other.data.1 as usize);
                if (other_arc, j) <= (arc, i) {
                    continue;
                }
                let vertices = self.arc(other_arc);
                if let Some(at) = meet(pair[0], pair[1], vertices[j], vertices[j + 1]) {
                    crossings.push(Crossing { arcs: (arc, other_arc), at });
                }
            }
        }
        crossings.sort_by(|a, b| a.arcs.cmp(&b.arcs).then(a.at.x.total_cmp(&b.at.x)).then(a.at.y.total_cmp(&b.at.y)));
        crossings
    }

    /// The faces on either side of the two arcs of a crossing, ascending.
    pub fn faces_at(&self, crossing: &Crossing) -> Vec<FaceId> {
        let sides = [self.sides(crossing.arcs.0), self.sides(crossing.arcs.1)];
        let mut faces: Vec<FaceId> = sides.iter().flat_map(|sides| [sides.left, sides.right]).flatten().collect();
        faces.sort_unstable();
        faces.dedup();
        faces
    }
}

fn corner(vertex: Coord<f64>) -> [f64; 2] {
    [vertex.x, vertex.y]
}

/// A point that the two segments share and that is not an end of both.
fn meet(a: Coord<f64>, b: Coord<f64>, c: Coord<f64>, d: Coord<f64>) -> Option<Coord<f64>> {
    match line_intersection(Line::new(a, b), Line::new(c, d))? {
        LineIntersection::SinglePoint { intersection, is_proper } => {
            let common = |point| (point == a || point == b) && (point == c || point == d);
            (is_proper || !common(intersection)).then_some(intersection)
        }
        LineIntersection::Collinear { intersection } => {
            (intersection.start != intersection.end).then_some(intersection.start)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo_types::{MultiPolygon, polygon};

    fn crossings(faces: &[MultiPolygon<f64>]) -> usize {
        Coverage::from_polygons(faces).unwrap().crossings().len()
    }

    #[test]
    fn squares_that_share_a_side_do_not_cross() {
        let left = polygon![(x: 0., y: 0.), (x: 1., y: 0.), (x: 1., y: 1.), (x: 0., y: 1.)];
        let right = polygon![(x: 1., y: 0.), (x: 2., y: 0.), (x: 2., y: 1.), (x: 1., y: 1.)];
        assert_eq!(crossings(&[left.into(), right.into()]), 0);
    }

    #[test]
    fn squares_that_overlap_cross_where_their_sides_meet() {
        let left = polygon![(x: 0., y: 0.), (x: 2., y: 0.), (x: 2., y: 2.), (x: 0., y: 2.)];
        let right = polygon![(x: 1., y: 1.), (x: 3., y: 1.), (x: 3., y: 3.), (x: 1., y: 3.)];
        assert_eq!(crossings(&[left.into(), right.into()]), 2);
    }

    #[test]
    fn a_vertex_in_the_middle_of_a_side_across_is_a_crossing() {
        let below = polygon![(x: 0., y: 0.), (x: 4., y: 0.), (x: 4., y: 2.), (x: 0., y: 2.)];
        let above = polygon![(x: 0., y: 2.), (x: 2., y: 2.), (x: 4., y: 2.), (x: 2., y: 5.)];
        assert!(crossings(&[below.into(), above.into()]) > 0);
    }
}

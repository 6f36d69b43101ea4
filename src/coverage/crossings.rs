//! Crossings: places where two segments of a coverage meet elsewhere than at a vertex that both have.
//!
//! A coverage without crossings has no overlap: it is what the matching of segments cannot see by itself, since faces
//! that overlap by unmatched edges have no segment in common.

use geo_types::Coord;

use super::arrangement::{meet, pairs};
use super::{Coverage, FaceId};

/// Two segments that cross, lie on each other, or touch where one of them has no vertex.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Crossing {
    /// Arcs of the two segments, ascending; the same one twice where an arc crosses itself.
    pub arcs: (usize, usize),
    /// A point that the segments have in common.
    pub at: Coord<f64>,
}

impl Coverage {
    /// All crossings, sorted by arc.
    pub fn crossings(&self) -> Vec<Crossing> {
        let places = |arc: usize| (0..self.arc(arc).len() as u32 - 1).map(move |place| (arc as u32, place));
        let segments: Vec<(u32, u32)> = (0..self.arc_count()).flat_map(places).collect();
        let ends = |segment: u32| {
            let (arc, place) = segments[segment as usize];
            let vertices = self.arc(arc as usize);
            (vertices[place as usize], vertices[place as usize + 1])
        };
        let mut crossings = pairs(segments.len(), ends, 0.0, |i, j| {
            let ((a, b), (c, d)) = (ends(i), ends(j));
            let is_same = (a == c && b == d) || (a == d && b == c);
            let at = if is_same { Some(a) } else { meet(a, b, c, d).map(|meeting| meeting.at()) };
            let arcs = (segments[i as usize].0 as usize, segments[j as usize].0 as usize);
            at.map(|at| Crossing { arcs, at })
        });
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

//! Where the border of a region enters a face: most faces that it comes near, it passes by.

use super::bounds::Bounds;
use super::grid::Point;
use super::matching::Matched;
use super::parity::{Border, odd};
use super::region::{Region, key};

type Segment = (Point, Point);

/// The foreign segments of the region that have a point on the border of the face or inside it. Where there is none, the face is in the
/// region or out of it as a whole.
pub(super) fn entering(region: &Region, face: &Region, matched: &Matched) -> Border {
    let place = face.bounds();
    let is_near = |&(from, to): &Segment| place.meets_segment(from, to) && !matched.holds(from, to);
    let mut near: Vec<Near> = region.segments().filter(is_near).map(Near::new).collect();
    let mut border: Border = Vec::new();
    for (a, b) in face.segments() {
        let bounds = Bounds::around([a, b]);
        near.retain_mut(|it| {
            let meets = it.around.meets(&bounds) && meet((it.from, it.to), (a, b));
            // Once no border is met, a segment is inside or outside with all of it.
            it.crossings += u32::from(!meets && is_left_of_crossing(it.from, a, b));
            if meets {
                border.push(key(it.from, it.to));
            }
            !meets
        });
    }
    border.extend(near.iter().filter(|it| it.crossings % 2 == 1).map(|it| key(it.from, it.to)));
    odd(border)
}

/// A segment near the face.
struct Near {
    from: Point,
    to: Point,
    around: Bounds,
    /// How often a ray from its beginning crosses the border of the face.
    crossings: u32,
}

impl Near {
    fn new((from, to): Segment) -> Self {
        Self { from, to, around: Bounds::around([from, to]), crossings: 0 }
    }
}

/// On which side of a line a point is.
fn side((from, to): Segment, point: Point) -> i128 {
    let (dx, dy) = (i128::from(to.x - from.x), i128::from(to.y - from.y));
    (dx * i128::from(point.y - from.y) - dy * i128::from(point.x - from.x)).signum()
}

/// Whether two segments whose rectangles meet have a point in common, ends included.
fn meet(one: Segment, other: Segment) -> bool {
    side(one, other.0) * side(one, other.1) <= 0 && side(other, one.0) * side(other, one.1) <= 0
}

/// Whether a ray from a point to the east crosses a segment.
fn is_left_of_crossing(point: Point, a: Point, b: Point) -> bool {
    (a.y <= point.y) != (b.y <= point.y) && {
        let (low, high) = if a.y < b.y { (a, b) } else { (b, a) };
        side((low, high), point) > 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Coverage;
    use crate::overlay::Grid;

    fn region(points: &[(i64, i64)]) -> Region {
        Region::new(vec![vec![points.iter().map(|&(x, y)| Point::new(x, y)).collect()]])
    }

    #[test]
    fn a_border_enters_a_face_where_it_has_a_point_on_it_or_in_it() {
        let matched = Matched::new(&Coverage::default(), Grid::WHOLE, &[]);
        let face = region(&[(0, 0), (20, 0), (20, 20), (10, 5), (0, 20)]);
        let enters = |points: &[(i64, i64)]| !entering(&region(points), &face, &matched).is_empty();
        assert!(enters(&[(5, 2), (9, 2), (9, 4)]), "inside it");
        assert!(enters(&[(-5, 2), (9, 2), (9, -4)]), "across its border");
        assert!(enters(&[(10, 5), (12, 30), (8, 30)]), "touching a vertex");
        assert!(!enters(&[(10, 6), (12, 30), (8, 30)]), "in the notch");
        assert!(!enters(&[(-5, -5), (30, -5), (30, 30), (-5, 30)]), "around it");
        assert!(!enters(&[(21, 0), (30, 0), (30, 20)]), "beside it");
    }
}

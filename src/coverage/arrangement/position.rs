//! Where a vertex lies in a ring, decided exactly.

use geo::coordinate_position::CoordPos;
use geo::kernels::Orientation;
use geo_types::Coord;

use super::orientation;

/// Where a vertex lies in a ring.
pub(crate) fn position(vertex: Coord<f64>, ring: impl Iterator<Item = (Coord<f64>, Coord<f64>)>) -> CoordPos {
    let mut inside = false;
    for (from, to) in ring {
        if from.y.max(to.y) < vertex.y || from.y.min(to.y) > vertex.y || from.x.max(to.x) < vertex.x {
            continue;
        }
        let (low, high) = if from.y <= to.y { (from, to) } else { (to, from) };
        match orientation(low, high, vertex) {
            Orientation::Collinear if (from.x.min(to.x)..=from.x.max(to.x)).contains(&vertex.x) => {
                return CoordPos::OnBoundary;
            }
            // The segment passes east of the vertex.
            Orientation::CounterClockwise if low.y <= vertex.y && vertex.y < high.y => inside = !inside,
            _ => {}
        }
    }
    if inside { CoordPos::Inside } else { CoordPos::Outside }
}

//! Metres around an arc: how many a unit of each coordinate makes there.

use geo_types::Coord;

use crate::Surface;

/// The scale of a surface between the southern and the northern end of an arc.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame {
    south: f64,
    at_south: Coord<f64>,
    /// By how much the scale changes with a unit of the second coordinate.
    change: Coord<f64>,
}

impl Frame {
    pub(super) fn new(surface: &impl Surface, line: &[Coord<f64>]) -> Self {
        let (low, high) = extent(line);
        let x = low.x / 2.0 + high.x / 2.0;
        let scale = |y: f64| {
            let length = |dx: f64, dy: f64| {
                surface.length(Coord { x: x - dx / 2.0, y: y - dy / 2.0 }, Coord { x: x + dx / 2.0, y: y + dy / 2.0 })
            };
            Coord { x: length(1.0, 0.0), y: length(0.0, 1.0) }
        };
        let at_south = scale(low.y);
        let change = if high.y > low.y { (scale(high.y) - at_south) / (high.y - low.y) } else { Coord::zero() };
        Self { south: low.y, at_south, change }
    }

    /// Metres for a unit of each coordinate, where the second one is `y`.
    pub(super) fn scale(&self, y: f64) -> Coord<f64> {
        self.at_south + self.change * (y - self.south)
    }
}

/// Lowest and highest coordinates of a line.
pub(super) fn extent(line: &[Coord<f64>]) -> (Coord<f64>, Coord<f64>) {
    let (mut low, mut high) =
        (Coord { x: f64::INFINITY, y: f64::INFINITY }, -Coord { x: f64::INFINITY, y: f64::INFINITY });
    for vertex in line {
        low = Coord { x: low.x.min(vertex.x), y: low.y.min(vertex.y) };
        high = Coord { x: high.x.max(vertex.x), y: high.y.max(vertex.y) };
    }
    (low, high)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Ellipsoid, Plane};

    #[test]
    fn the_scale_of_the_ellipsoid_over_a_degree_is_true_to_4e5() {
        let line = [Coord { x: 2.0, y: 48.0 }, Coord { x: 3.0, y: 49.0 }];
        let frame = Frame::new(&Ellipsoid::WGS84, &line);
        for y in [48.0, 48.3, 48.5, 49.0] {
            let east = Ellipsoid::WGS84.length(Coord { x: 2.0, y }, Coord { x: 2.01, y }) * 100.0;
            assert!((frame.scale(y).x / east - 1.0).abs() < 4e-5, "{} against {east}", frame.scale(y).x);
        }
    }

    #[test]
    fn a_plane_has_one_metre_for_a_unit_everywhere() {
        let line = [Coord { x: 6e6, y: 7e6 }, Coord { x: 7e6, y: 7e6 }];
        assert_eq!(Frame::new(&Plane, &line).scale(0.0), Coord { x: 1.0, y: 1.0 });
    }
}

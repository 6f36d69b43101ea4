//! *Heights*: the ordinates of vertices on the equal-area plane of an ellipsoid, for lines of many vertices.
//!
//! A polynomial costs less than a sine and its series: areas of all communes of France at full resolution take less than half the time.
//! Through five latitudes spread over a band of [`NARROW`] degrees, what it leaves out goes with the fifth power of the width and is
//! 10^-17 of the radius; with what is rounded on the way, a height is within four millionths of a millimetre of that by sines.

use geo_types::Coord;

use super::{Ellipsoid, Surface};

/// Heights on the equal-area plane between two latitudes that are close to each other: the polynomial through five of them.
pub(super) struct Heights {
    low: f64,
    /// Steps between two of the five, in a degree.
    per_degree: f64,
    /// Newton's forward differences over the factorials, lowest first.
    terms: [f64; 5],
}

/// Degrees of latitude that a polynomial spans.
const NARROW: f64 = 0.2;

/// Vertices of a line that a polynomial is made for.
const MANY: usize = 12;

impl Heights {
    /// For a line of many vertices within a narrow band.
    pub fn of(ellipsoid: &Ellipsoid, line: &[Coord<f64>]) -> Option<Self> {
        if line.len() < MANY {
            return None;
        }
        // Comparisons where `f64::min` would do: several vertices are compared at once.
        let (low, high) = line.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), vertex| {
            (if vertex.y < low { vertex.y } else { low }, if vertex.y > high { vertex.y } else { high })
        });
        let step = (high - low) / 4.0;
        let per_degree = 1.0 / step;
        // A band without a width, or of one so small that its steps cannot be counted, has no polynomial.
        if !(per_degree.is_finite() && high - low < NARROW) {
            return None;
        }
        let mut terms =
            [0.0, 1.0, 2.0, 3.0, 4.0].map(|steps| ellipsoid.equal_area(Coord { x: 0.0, y: low + steps * step }).y);
        for order in 1..terms.len() {
            for at in (order..terms.len()).rev() {
                terms[at] = (terms[at] - terms[at - 1]) / order as f64;
            }
        }
        Some(Self { low, per_degree, terms })
    }

    pub fn at(&self, latitude: f64) -> f64 {
        let steps = (latitude - self.low) * self.per_degree;
        let [a, b, c, d, e] = self.terms;
        a + steps * (b + (steps - 1.0) * (c + (steps - 2.0) * (d + (steps - 3.0) * e)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo_types::coord;
    use proptest::prelude::*;

    /// A line of 200 vertices between two latitudes, up and down.
    fn line(south: f64, span: f64) -> Vec<Coord<f64>> {
        let vertex = |at: u32| {
            coord! { x: 2.0 + f64::from(at * 37 % 200) / 2e3, y: south + span * f64::from(at * 73 % 200) / 199.0 }
        };
        (0..200).map(vertex).collect()
    }

    proptest! {
        #[test]
        fn heights_are_those_of_the_plane_within_a_hundredth_of_a_micrometre(
            south in -89.5..89.3_f64, span in 1e-9..0.199_f64
        ) {
            let line = line(south, span);
            let heights = Heights::of(&Ellipsoid::WGS84, &line).unwrap();
            for &vertex in &line {
                let off = heights.at(vertex.y) - Ellipsoid::WGS84.equal_area(vertex).y;
                prop_assert!(off.abs() <= 1e-8, "{off} at {vertex:?}");
            }
        }
    }

    #[test]
    fn a_line_of_many_vertices_within_a_narrow_band_has_the_area_of_its_trapezes() {
        let surface = Ellipsoid::WGS84;
        for (south, span, has_heights) in [
            (48.85, 0.05, true),
            (-21.1, 0.19, true),
            (0.0, 1e-6, true),
            (-0.1, 0.19, true),
            (69.9, 0.1, true),
            (45.0, 0.0, false),
            (45.0, 0.21, false),
            // Steps so small that there are infinitely many in a degree.
            (0.0, 1e-310, false),
            (0.0, 1e-308, false),
        ] {
            let line = line(south, span);
            let plane: Vec<Coord<f64>> = line.iter().map(|&vertex| surface.equal_area(vertex)).collect();
            let trapezes: f64 =
                plane.windows(2).map(|pair| (pair[0].x - pair[1].x) * (pair[0].y + pair[1].y) / 2.0).sum();
            assert_eq!(Heights::of(&surface, &line).is_some(), has_heights, "{south} {span}");
            // Of squares of kilometres, less than a square centimetre.
            assert!((surface.under(&line) - trapezes).abs() < 1e-4, "{south} {span}");
        }
    }
}

//! Heights on the equal-area plane of an ellipsoid, for lines of many vertices.
//!
//! A polynomial costs less than a sine and its series: areas of all communes of France at full resolution take less than half the time. Between
//! latitudes [`NARROW`] degrees apart it is off by less than a last digit: what it leaves out goes with the fifth power of their distance,
//! and is 10^-17 of the radius.

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
        let (low, high) = line.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), vertex| {
            (if vertex.y < low { vertex.y } else { low }, if vertex.y > high { vertex.y } else { high })
        });
        let step = (high - low) / 4.0;
        if !(step > 0.0 && high - low < NARROW) {
            return None;
        }
        let mut terms =
            [0.0, 1.0, 2.0, 3.0, 4.0].map(|steps| ellipsoid.equal_area(Coord { x: 0.0, y: low + steps * step }).y);
        for order in 1..terms.len() {
            for at in (order..terms.len()).rev() {
                terms[at] = (terms[at] - terms[at - 1]) / order as f64;
            }
        }
        Some(Self { low, per_degree: 1.0 / step, terms })
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

    #[test]
    fn a_line_of_many_vertices_within_a_narrow_band_has_the_area_of_its_trapezes() {
        let surface = Ellipsoid::WGS84;
        for (south, span) in [(48.85, 0.05), (-21.1, 0.19), (0.0, 1e-6), (-0.1, 0.19), (69.9, 0.1), (45.0, 0.0)] {
            let line: Vec<Coord<f64>> = (0..200)
                .map(|at| coord! { x: 2.0 + f64::from(at * 37 % 200) / 2e3, y: south + span * f64::from(at) / 199.0 })
                .collect();
            let plane: Vec<Coord<f64>> = line.iter().map(|&vertex| surface.equal_area(vertex)).collect();
            let trapezes: f64 =
                plane.windows(2).map(|pair| (pair[0].x - pair[1].x) * (pair[0].y + pair[1].y) / 2.0).sum();
            assert_eq!(Heights::of(&surface, &line).is_some(), span > 0.0);
            // Of squares of kilometres, less than a square centimetre.
            assert!((surface.under(&line) - trapezes).abs() < 1e-4, "{south} {span}");
        }
    }
}

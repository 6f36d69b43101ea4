//! How a drawing becomes coordinates: neatly, or with a shaking hand that draws each side the same for both its faces.

use geo_types::{Coord, LineString, MultiPolygon, Polygon};

use crate::drawing::{Cell, Corners};

/// A way to place corners, and to draw the sides between them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pen {
    /// Which of the many hands.
    pub seed: u64,
    /// How far corners stray from their place, in cells. Up to 0.15, borders never meet but at corners.
    pub shake: f64,
    /// Whether some sides have vertices of their own.
    pub dense: bool,
    /// Whether cells are small and far from the origin, as in degrees, instead of one metre wide.
    pub in_degrees: bool,
}

impl Pen {
    /// Cells of one metre, with vertices at their corners only.
    pub const PLAIN: Self = Self { seed: 0, shake: 0.0, dense: false, in_degrees: false };

    /// The polygons with these corners.
    pub fn draw(&self, polygons: &Corners) -> MultiPolygon<f64> {
        let ring = |corners: &Vec<Cell>| {
            let next = corners.iter().cycle().skip(1);
            corners.iter().zip(next).flat_map(|(&from, &to)| self.side(from, to)).collect::<LineString<f64>>()
        };
        let polygon = |rings: &Vec<Vec<Cell>>| Polygon::new(ring(&rings[0]), rings[1..].iter().map(ring).collect());
        polygons.iter().map(polygon).collect()
    }

    /// Where a corner is.
    pub fn corner(&self, corner: Cell) -> Coord<f64> {
        self.place(f64::from(corner.0), f64::from(corner.1), (corner, corner, 0), 1.0)
    }

    /// The vertices of a side, but for its end.
    fn side(&self, from: Cell, to: Cell) -> Vec<Coord<f64>> {
        let (low, high) = (from.min(to), from.max(to));
        let between = if self.dense { [0, 0, 1, 3][self.dice((low, high, 0)) as usize % 4] } else { 0 };
        let mut vertices: Vec<Coord<f64>> = (1..=between)
            .map(|i| {
                let along = f64::from(i) / f64::from(between + 1);
                let x = f64::from(low.0) + along * f64::from(high.0 - low.0);
                let y = f64::from(low.1) + along * f64::from(high.1 - low.1);
                self.place(x, y, (low, high, i), 0.25)
            })
            .collect();
        if from != low {
            vertices.reverse();
        }
        vertices.insert(0, self.corner(from));
        vertices
    }

    fn place(&self, x: f64, y: f64, at: (Cell, Cell, i32), part: f64) -> Coord<f64> {
        let dice = self.dice(at);
        // Two numbers in -1..1 out of one.
        let (east, north) = ((dice >> 32) as f64 / 2f64.powi(31) - 1.0, (dice as u32) as f64 / 2f64.powi(31) - 1.0);
        let (x, y) = (x + self.shake * part * east, y + self.shake * part * north);
        if self.in_degrees { Coord { x: 2.35 + 0.01 * x, y: 48.85 + 0.01 * y } } else { Coord { x, y } }
    }

    /// A number that depends on nothing but the pen and a place (splitmix64).
    fn dice(&self, (a, b, c): (Cell, Cell, i32)) -> u64 {
        [a.0, a.1, b.0, b.1, c].iter().fold(self.seed, |state, &value| {
            let mixed = (state ^ value as u64).wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            mixed ^ (mixed >> 31)
        })
    }
}

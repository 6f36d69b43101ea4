//! How large pieces are.

use geo_types::MultiPolygon;

use super::grid::{Grid, Point};
use super::region::{Region, polygon};
use crate::Surface;

/// Area and outline of a polygon.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Measures {
    /// Square metres.
    pub area: f64,
    /// Metres, of all its rings.
    pub perimeter: f64,
}

impl Measures {
    /// Area over half the perimeter, in metres: for a strip, its mean width.
    pub fn width(&self) -> f64 {
        if self.perimeter > 0.0 { 2.0 * self.area / self.perimeter } else { 0.0 }
    }
}

/// A connected piece of a region: its polygon, exterior counter-clockwise.
#[derive(Debug, Clone, PartialEq)]
pub struct Piece(Vec<Vec<Point>>);

impl Piece {
    /// Its polygon in the coordinates that it came in.
    pub fn shape(&self, grid: Grid) -> MultiPolygon<f64> {
        polygon(&self.0, grid).into()
    }

    /// How large it is.
    pub fn measures(&self, grid: Grid, surface: &impl Surface) -> Measures {
        of_polygon(&self.0, grid, surface)
    }

    /// How many points its outline has: what measuring it costs.
    pub fn point_count(&self) -> usize {
        self.0.iter().map(Vec::len).sum()
    }
}

impl Region {
    /// Its polygons, in a fixed order.
    pub fn pieces(self) -> Vec<Piece> {
        let first = |polygon: &Vec<Vec<Point>>| polygon.iter().flatten().min().copied();
        let mut polygons: Vec<(Option<Point>, Vec<Vec<Point>>)> =
            self.polygons.into_iter().map(|polygon| (first(&polygon), polygon)).collect();
        polygons.sort_by(|(a, p), (b, q)| a.cmp(b).then_with(|| p.cmp(q)));
        polygons.into_iter().map(|(_, polygon)| Piece(polygon)).collect()
    }

    /// Square metres of all polygons, exteriors less holes.
    pub fn area(&self, grid: Grid, surface: &impl Surface) -> f64 {
        let mut areas: Vec<f64> = self.polygons.iter().map(|polygon| of_polygon(polygon, grid, surface).area).collect();
        // The same sum whatever the order of the polygons.
        areas.sort_by(f64::total_cmp);
        areas.iter().sum()
    }
}

fn of_polygon(rings: &[Vec<Point>], grid: Grid, surface: &impl Surface) -> Measures {
    let mut measures = Measures::default();
    for (index, ring) in rings.iter().enumerate() {
        let along = surface.along(ring.iter().chain(ring.first()).map(|&point| grid.vertex(point)));
        measures.area += if index == 0 { along.under.abs() } else { -along.under.abs() };
        measures.perimeter += along.length;
    }
    measures
}

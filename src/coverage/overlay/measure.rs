//! How large pieces are.

use geo_types::{Coord, MultiPolygon};

use super::grid::{Grid, Point};
use super::region::Region;
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

/// A connected piece of a region.
#[derive(Debug, Clone, PartialEq)]
pub struct Piece {
    /// Its polygon, exterior counter-clockwise.
    region: Region,
    /// How large it is.
    pub measures: Measures,
}

impl Piece {
    /// Its polygon in the coordinates that it came in.
    pub fn shape(&self, grid: Grid) -> MultiPolygon<f64> {
        self.region.polygons(grid)
    }
}

impl Region {
    /// Its polygons, each with its measures, in a fixed order.
    pub fn pieces(self, grid: Grid, surface: &impl Surface) -> Vec<Piece> {
        let piece = |polygon: Vec<Vec<Point>>| {
            let (first, measures) = (polygon.iter().flatten().min().copied(), of_polygon(&polygon, grid, surface));
            (first, Piece { region: Self::new(vec![polygon]), measures })
        };
        let mut pieces: Vec<(Option<Point>, Piece)> = self.polygons.into_iter().map(piece).collect();
        pieces.sort_by(|(a, p), (b, q)| a.cmp(b).then(p.measures.area.total_cmp(&q.measures.area)));
        pieces.into_iter().map(|(_, piece)| piece).collect()
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
        let line: Vec<Coord<f64>> = ring.iter().chain(ring.first()).map(|&point| grid.vertex(point)).collect();
        let along = surface.along(&line);
        measures.area += if index == 0 { along.under.abs() } else { -along.under.abs() };
        measures.perimeter += along.length;
    }
    measures
}

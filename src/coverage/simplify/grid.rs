//! A grid over all vertices of a coverage: which are in a rectangle.
//!
//! Cells are a few segments wide. The grid is as large as there are vertices and repeats itself in both directions, so
//! that a country with islands on other continents has cells as fine as one without: two far places share a
//! cell, and the rectangle tells their vertices apart.

use geo_types::Coord;
use rayon::prelude::*;

use crate::Coverage;

/// Mean extents of a segment in a cell. On real contours 3 to 5 take the same time, 2 and less take longer.
const SEGMENTS: f64 = 5.0;

/// A vertex and where it is in the coverage.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    pub(super) vertex: Coord<f64>,
    pub(super) arc: u32,
    /// Index of the vertex in the arc.
    pub(super) at: u32,
}

/// All vertices by cell, row by row.
pub(super) struct Grid {
    origin: Coord<f64>,
    /// Cells in a unit of each coordinate.
    density: Coord<f64>,
    /// Both are powers of two.
    columns: u64,
    rows: u64,
    starts: Vec<u32>,
    entries: Vec<Entry>,
}

impl Grid {
    pub(super) fn new(coverage: &Coverage) -> Self {
        let (mut origin, mut extents, mut segments) = (Coord { x: f64::INFINITY, y: f64::INFINITY }, Coord::zero(), 0);
        for arc in 0..coverage.arc_count() {
            let line = coverage.arc(arc);
            for vertex in line {
                origin = Coord { x: origin.x.min(vertex.x), y: origin.y.min(vertex.y) };
            }
            for pair in line.windows(2) {
                let extent = pair[1] - pair[0];
                extents = extents + Coord { x: extent.x.abs(), y: extent.y.abs() };
            }
            segments += line.len() - 1;
        }
        let density = |extent: f64| if extent > 0.0 { segments as f64 / (SEGMENTS * extent) } else { 1.0 };
        let bits = (coverage.vertex_count().max(4) as u64).ilog2();
        let mut grid = Self {
            origin,
            density: Coord { x: density(extents.x), y: density(extents.y) },
            columns: 1 << bits.div_ceil(2),
            rows: 1 << (bits / 2),
            starts: Vec::new(),
            entries: Vec::new(),
        };
        grid.fill(coverage);
        grid
    }

    /// Sorts the vertices by cell: counts, starts, places.
    fn fill(&mut self, coverage: &Coverage) {
        let cells: Vec<Vec<u32>> = (0..coverage.arc_count())
            .into_par_iter()
            .with_min_len(64)
            .map(|arc| coverage.arc(arc).iter().map(|&vertex| self.cell(vertex)).collect())
            .collect();
        let mut starts = vec![0u32; (self.columns * self.rows) as usize + 1];
        for &cell in cells.iter().flatten() {
            starts[cell as usize + 1] += 1;
        }
        for cell in 1..starts.len() {
            starts[cell] += starts[cell - 1];
        }
        let mut next = starts.clone();
        let nowhere = Entry { vertex: Coord::zero(), arc: 0, at: 0 };
        let mut entries = vec![nowhere; coverage.vertex_count()];
        for (arc, cells) in cells.iter().enumerate() {
            for (at, (&cell, &vertex)) in cells.iter().zip(coverage.arc(arc)).enumerate() {
                let place = &mut next[cell as usize];
                entries[*place as usize] = Entry { vertex, arc: arc as u32, at: at as u32 };
                *place += 1;
            }
        }
        (self.starts, self.entries) = (starts, entries);
    }

    fn column(&self, x: f64) -> u64 {
        ((x - self.origin.x) * self.density.x) as u64
    }

    fn row(&self, y: f64) -> u64 {
        ((y - self.origin.y) * self.density.y) as u64
    }

    fn cell(&self, vertex: Coord<f64>) -> u32 {
        ((self.row(vertex.y) & (self.rows - 1)) * self.columns + (self.column(vertex.x) & (self.columns - 1))) as u32
    }

    /// Whether `found` says yes to a vertex of the rectangle, its sides included.
    pub(super) fn any_within(
        &self,
        (low, high): (Coord<f64>, Coord<f64>),
        mut found: impl FnMut(&Entry) -> bool,
    ) -> bool {
        let within =
            |vertex: Coord<f64>| low.x <= vertex.x && vertex.x <= high.x && low.y <= vertex.y && vertex.y <= high.y;
        let span = |from: u64, to: u64, size: u64| (from & (size - 1), (to - from).min(size - 1));
        let (column, columns) = span(self.column(low.x), self.column(high.x), self.columns);
        let (row, rows) = span(self.row(low.y), self.row(high.y), self.rows);
        // The cells of a row follow each other, but where the grid begins again.
        let last = column + columns;
        let runs = [(column, last.min(self.columns - 1)), (0, last.saturating_sub(self.columns))];
        let runs = if last < self.columns { &runs[..1] } else { &runs[..] };
        (row..=row + rows).any(|row| {
            let row = (row & (self.rows - 1)) * self.columns;
            runs.iter().any(|&(from, to)| {
                let (from, to) = (self.starts[(row + from) as usize], self.starts[(row + to) as usize + 1]);
                self.entries[from as usize..to as usize].iter().any(|entry| within(entry.vertex) && found(entry))
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo_types::{MultiPolygon, polygon};

    fn square(x: f64, y: f64) -> MultiPolygon<f64> {
        polygon![(x: x, y: y), (x: x + 1., y: y), (x: x + 1., y: y + 1.), (x: x, y: y + 1.)].into()
    }

    #[test]
    fn a_rectangle_finds_the_vertices_in_it_and_on_its_sides_however_far_apart_they_lie() {
        let squares: Vec<_> = (0..12).map(|i| square(f64::from(i * i * 37), f64::from(i * 11 % 70) * 5.0)).collect();
        let coverage = Coverage::from_polygons(&squares).unwrap();
        let grid = Grid::new(&coverage);
        let all: Vec<Coord<f64>> = (0..coverage.arc_count()).flat_map(|arc| coverage.arc(arc)).copied().collect();
        for corner in &all {
            for (width, height) in [(0.0, 0.0), (1.0, 1.0), (300.0, 2.0), (2.0, 300.0), (1e4, 1e4)] {
                let (low, high) = (*corner, Coord { x: corner.x + width, y: corner.y + height });
                let mut found = 0;
                grid.any_within((low, high), |_| {
                    found += 1;
                    false
                });
                let within = |v: &&Coord<f64>| v.x >= low.x && v.x <= high.x && v.y >= low.y && v.y <= high.y;
                assert_eq!(found, all.iter().filter(within).count(), "{low:?} to {high:?}");
            }
        }
    }
}

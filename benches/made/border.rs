//! How sides, enclaves and lakes are drawn.
//!
//! A side's line is drawn by halves: the middle strays across, and each half is drawn in a corridor of its own, as
//! wide as fits in the corridor of the whole. The numbers below leave room between all corridors and cores.

use std::f64::consts::TAU;

use geo_types::Coord;

use super::Made;
use super::dice::Dice;
use super::lattice::{Cell, Lattice};
use super::rings::Side;

/// How far a corner strays in each direction, in cells. Corners of a cell stay at 50 degrees at least.
const SHAKE: f64 = 0.15;
/// Half the angle at the ends of a side's corridor: less than half the sharpest corner of a cell.
const CORRIDOR: f64 = 0.29;
/// Greatest part of its corridor that a middle strays by.
const STRAY: f64 = 0.6;
/// Radii of an enclave and of what is in it, in cells. From the middle of a cell to a corridor it is 0.15 at least.
const RADII: [f64; 2] = [0.12, 0.05];

/// Longitudes and latitudes of the frame.
const SOUTH_WEST: Coord<f64> = Coord { x: -5.0, y: 41.4 };
const NORTH_EAST: Coord<f64> = Coord { x: 9.5, y: 51.1 };

/// Draws a country.
pub(super) struct Pen {
    seed: u64,
    /// Degrees in a cell.
    cell: Coord<f64>,
    /// Mean number of segments of a side.
    segments: f64,
    /// Ten to the number of decimals.
    steps: f64,
}

impl Pen {
    pub(super) fn new(made: &Made, lattice: &Lattice) -> Self {
        let (columns, rows) = lattice.size();
        let frame = NORTH_EAST - SOUTH_WEST;
        Self {
            seed: made.seed,
            cell: Coord { x: frame.x / f64::from(columns), y: frame.y / f64::from(rows) },
            segments: f64::from(made.vertices) * f64::from(made.units) / lattice.side_count().max(1) as f64,
            steps: 10f64.powi(made.decimals as i32),
        }
    }

    /// The vertices of a side but for its end: those of the side the other way round, from end to start.
    pub(super) fn side(&self, (from, to): Side) -> Vec<Coord<f64>> {
        let (low, high) = (from.min(to), from.max(to));
        let upwards = u64::from(low.0 == high.0);
        let mut dice = Dice::new(self.seed ^ (5 + upwards), [low.0 as u64, low.1 as u64]);
        let segments = (self.segments * (1.0 + 0.5 * dice.stray())).round().max(1.0) as u32;
        let mut line = vec![self.corner(low)];
        halves(&mut line, self.corner(high), segments, CORRIDOR, &mut dice);
        if from != low {
            line.push(self.corner(high));
            line.reverse();
            line.pop();
        }
        line.into_iter().map(|point| self.place(point)).collect()
    }

    /// The ring around the core of a cell (0), or around the core of that (1), counter-clockwise.
    pub(super) fn disc(&self, cell: Cell, depth: u64) -> Vec<Coord<f64>> {
        let mut dice = Dice::new(self.seed ^ (8 + depth), [cell.0 as u64, cell.1 as u64]);
        let vertices = 8 + dice.below(1 + self.segments as u64 * 2);
        let on_circle = |i: u64| {
            let (sin, cos) = (TAU * i as f64 / vertices as f64).sin_cos();
            let radius = RADII[depth as usize % 2] * (0.85 + 0.15 * dice.stray());
            let (x, y) = (f64::from(cell.0) + 0.5 + radius * cos, f64::from(cell.1) + 0.5 + radius * sin);
            self.place(Coord { x, y })
        };
        (0..vertices).map(on_circle).collect()
    }

    /// A kite from a corner of a cell to its core, counter-clockwise. Its tip is sharp enough to fit between corridors.
    pub(super) fn kite(&self, cell: Cell) -> Vec<Coord<f64>> {
        let tip = self.corner(cell);
        let middle = Coord { x: f64::from(cell.0) + 0.5, y: f64::from(cell.1) + 0.5 };
        let along = middle - tip;
        let along = along / along.x.hypot(along.y);
        let left = Coord { x: -along.y, y: along.x } * 0.045;
        [tip, middle - left, middle + along * 0.1, middle + left].map(|point| self.place(point)).to_vec()
    }

    /// Where a corner is, in cells.
    fn corner(&self, (column, row): Cell) -> Coord<f64> {
        let mut dice = Dice::new(self.seed ^ 7, [column as u64, row as u64]);
        Coord { x: f64::from(column) + SHAKE * dice.stray(), y: f64::from(row) + SHAKE * dice.stray() }
    }

    /// Longitude and latitude of a point in cells, rounded.
    fn place(&self, point: Coord<f64>) -> Coord<f64> {
        let round = |degrees: f64| (degrees * self.steps).round() / self.steps;
        Coord { x: round(SOUTH_WEST.x + point.x * self.cell.x), y: round(SOUTH_WEST.y + point.y * self.cell.y) }
    }
}

/// Draws a line of so many segments from the last of `line` up to `end`, which is left out, in a corridor of half the
/// angle `room` at both ends.
fn halves(line: &mut Vec<Coord<f64>>, end: Coord<f64>, segments: u32, room: f64, dice: &mut Dice) {
    let Some(&start) = line.last() else { return };
    if segments < 2 {
        return;
    }
    let slope = STRAY * room.tan() * dice.stray();
    let half = (end - start) / 2.0;
    let middle = Coord { x: start.x + half.x - slope * half.y, y: start.y + half.y + slope * half.x };
    // What the turn leaves of the angle.
    let room = room - slope.abs().atan();
    let first = segments / 2 + dice.below(2) as u32 * (segments % 2);
    halves(line, middle, first, room, dice);
    line.push(middle);
    halves(line, end, segments - first, room, dice);
}

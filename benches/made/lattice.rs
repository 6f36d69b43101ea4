//! Which unit each cell belongs to.
//!
//! Blocks of two by two cells are on land or at sea; on land each has a unit, which starts from one of its four cells.
//! The other cells go to the nearest start, with a bias for each unit, so that units differ in size and shape.

use super::dice::Dice;

/// A cell, or a corner of cells, by column and row.
pub(super) type Cell = (i32, i32);

const SEA: u32 = u32::MAX;

/// The cells of a country.
pub(super) struct Lattice {
    columns: i32,
    rows: i32,
    /// Unit of each cell, row by row.
    owners: Vec<u32>,
    /// The cell that each unit starts from.
    starts: Vec<Cell>,
    /// Cells sorted by unit, and where each unit's begin.
    cells: Vec<Cell>,
    runs: Vec<u32>,
}

impl Lattice {
    /// A country of so many units, wider than high in the number of its cells as France is in degrees.
    pub(super) fn new(units: u32, seed: u64) -> Self {
        // Land takes up some two thirds of the frame.
        let size = (f64::from(units) / 0.66).sqrt();
        let (across, up) = ((size * 1.2).ceil() as i32 + 2, (size / 1.2).ceil() as i32 + 2);
        let mut blocks: Vec<(f64, Cell)> = (0..up)
            .flat_map(|row| (0..across).map(move |column| (column, row)))
            .map(|block| (remoteness(block, (across, up), seed), block))
            .collect();
        blocks.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        blocks.truncate(units as usize);
        // Numbered from the south, as neighbours in a file are near each other.
        blocks.sort_by_key(|&(_, (column, row))| (row, column));
        let mut unit_of = vec![SEA; (across * up) as usize];
        let mut starts = Vec::with_capacity(blocks.len());
        for (unit, &(_, (column, row))) in (0..).zip(&blocks) {
            unit_of[(row * across + column) as usize] = unit;
            let corner = Dice::new(seed, [1, u64::from(unit)]).below(4) as i32;
            starts.push((2 * column + corner % 2, 2 * row + corner / 2));
        }
        let (columns, rows) = (2 * across, 2 * up);
        let mut lattice =
            Self { columns, rows, owners: vec![SEA; (columns * rows) as usize], starts, cells: vec![], runs: vec![] };
        for row in 0..rows {
            for column in 0..columns {
                if unit_of[(row / 2 * across + column / 2) as usize] != SEA {
                    let owner = lattice.nearest((column, row), (across, up), &unit_of, seed);
                    lattice.owners[(row * columns + column) as usize] = owner;
                }
            }
        }
        lattice.sort_cells();
        lattice
    }

    /// The unit whose start is nearest, in the blocks around a cell.
    fn nearest(&self, cell: Cell, (across, up): Cell, unit_of: &[u32], seed: u64) -> u32 {
        let mut best = (f64::INFINITY, SEA);
        for row in (cell.1 / 2 - 1).max(0)..(cell.1 / 2 + 2).min(up) {
            for column in (cell.0 / 2 - 1).max(0)..(cell.0 / 2 + 2).min(across) {
                let unit = unit_of[(row * across + column) as usize];
                if unit == SEA {
                    continue;
                }
                let (start, bias) = (self.starts[unit as usize], Dice::new(seed, [2, u64::from(unit)]).stray());
                let away = f64::from(start.0 - cell.0).hypot(f64::from(start.1 - cell.1)) * (1.0 + 0.4 * bias);
                if away < best.0 {
                    best = (away, unit);
                }
            }
        }
        best.1
    }

    fn sort_cells(&mut self) {
        let all = (0..self.rows).flat_map(|row| (0..self.columns).map(move |column| (column, row)));
        let mut cells: Vec<(u32, Cell)> =
            all.map(|cell| (self.owner(cell), cell)).filter(|pair| pair.0 != SEA).collect();
        cells.sort_by_key(|pair| pair.0);
        self.runs = vec![0; self.starts.len() + 1];
        cells.iter().for_each(|pair| self.runs[pair.0 as usize + 1] += 1);
        (1..self.runs.len()).for_each(|i| self.runs[i] += self.runs[i - 1]);
        self.cells = cells.into_iter().map(|pair| pair.1).collect();
    }

    /// Number of units that have cells.
    pub(super) fn units(&self) -> u32 {
        self.starts.len() as u32
    }

    /// Number of cells from west to east and from south to north.
    pub(super) fn size(&self) -> Cell {
        (self.columns, self.rows)
    }

    fn owner(&self, (column, row): Cell) -> u32 {
        let inside = (0..self.columns).contains(&column) && (0..self.rows).contains(&row);
        if inside { self.owners[(row * self.columns + column) as usize] } else { SEA }
    }

    /// Whether a cell belongs to a unit.
    pub(super) fn owns(&self, unit: u32, cell: Cell) -> bool {
        self.owner(cell) == unit
    }

    /// Whether all cells around a corner are on land.
    pub(super) fn is_inland(&self, (x, y): Cell) -> bool {
        [(x, y), (x - 1, y), (x, y - 1), (x - 1, y - 1)].into_iter().all(|cell| self.owner(cell) != SEA)
    }

    /// The cell that a unit starts from, which is its own.
    pub(super) fn first_cell(&self, unit: u32) -> Cell {
        self.starts[unit as usize]
    }

    /// The cells of a unit; none for an enclave.
    pub(super) fn cells(&self, unit: u32) -> &[Cell] {
        let Some(&[from, to]) = self.runs.get(unit as usize..unit as usize + 2).and_then(|run| run.first_chunk())
        else {
            return &[];
        };
        &self.cells[from as usize..to as usize]
    }

    /// Number of sides of units: a border counts for both its units.
    pub(super) fn side_count(&self) -> usize {
        let sides = |&(column, row): &Cell| {
            let owner = self.owner((column, row));
            let around = [(column, row - 1), (column + 1, row), (column, row + 1), (column - 1, row)];
            around.iter().filter(|&&cell| self.owner(cell) != owner).count()
        };
        self.cells.iter().map(sides).sum()
    }
}

/// How far a block is from the middle of the mainland, or of an island if that is nearer, with a rough coast.
fn remoteness((column, row): Cell, (across, up): Cell, seed: u64) -> f64 {
    let (x, y) = ((f64::from(column) + 0.5) / f64::from(across), (f64::from(row) + 0.5) / f64::from(up));
    let mainland = ((x - 0.44) / 0.42).abs().powi(3) + ((y - 0.54) / 0.44).abs().powi(3);
    let island = (((x - 0.94) / 0.035).powi(2) + ((y - 0.12) / 0.09).powi(2)).powf(1.5);
    let mut dice = Dice::new(seed, [3, (column as u64) << 32 | row as u64]);
    let coarse = Dice::new(seed, [4, (column as u64 / 6) << 32 | (row as u64 / 6)]).stray();
    // Now and then a block stands out far: an islet, or a lake.
    let far = if dice.below(25) == 0 { 0.9 } else { 0.05 };
    mainland.min(island) + 0.08 * coarse + far * dice.stray()
}

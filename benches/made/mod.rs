//! Made coverages, as large as one asks, for benches, growth tests and properties.
//!
//! Units look like French communes in what costs an engine its time: about a hundred vertices each, rough borders,
//! a coast with islands, units of several parts, holes that are lakes and holes filled by enclaves (some with a hole
//! of their own, filled or not), parts that touch in a point. All of it depends on nothing but the [`Made`].
//!
//! - *cell*: a square of a lattice whose corners are shaken; a unit is some four cells.
//! - *side*: a border between two cells, drawn as a fractal line.
//! - *corridor*: the rhombus around a side that its line stays in. Corridors meet at corners only, so no lines cross.
//! - *core*: the disc in a cell that no corridor enters, where enclaves and lakes are.

// Each of the programs that include this module uses a part of it.
#![allow(dead_code)]

mod border;
mod dice;
mod lattice;
mod rings;

use std::io::{self, Write};

use geo_types::Coord;
use maillage::coverage::{FaceId, Shapes};

use self::border::Pen;
use self::dice::Dice;
use self::lattice::Lattice;
use self::rings::parts;

/// What to make.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Made {
    /// Number of units, at least 1.
    pub units: u32,
    /// Which of the many coverages of that size.
    pub seed: u64,
    /// Mean number of vertices of a unit.
    pub vertices: u32,
    /// Decimals of longitudes and latitudes: 6 or 7.
    pub decimals: u32,
}

/// What is in the core of a unit's first cell.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Core {
    host: u32,
    /// The unit in it; a lake has none.
    enclave: Option<u32>,
    /// What is in the core of the enclave: nothing, a lake, or the host again.
    inner: Option<Option<u32>>,
    /// Whether it reaches to a corner of the cell, so that it touches the outline of the host, or another unit.
    pinched: bool,
}

impl Made {
    /// A coverage of so many units, as usual otherwise.
    pub fn new(units: u32) -> Self {
        Self { units, seed: 1, vertices: 100, decimals: 6 }
    }

    /// The polygons of all units.
    pub fn shapes(&self) -> Shapes {
        let enclaves = self.units / 200;
        let lattice = Lattice::new(self.units - enclaves, self.seed);
        let pen = Pen::new(self, &lattice);
        let cores = self.cores(&lattice, enclaves);
        let mut inside: Vec<Vec<(usize, bool)>> = vec![Vec::new(); self.units as usize];
        for (index, core) in cores.iter().enumerate() {
            if let Some(enclave) = core.enclave {
                inside[enclave as usize].push((index, false));
            }
            if let Some(Some(unit)) = core.inner {
                inside[unit as usize].push((index, true));
            }
        }
        let mut shapes = Shapes::new();
        for unit in 0..self.units {
            let hosted = cores.binary_search_by_key(&unit, |core| core.host).ok().map(|index| cores[index]);
            for part in parts(&lattice, unit) {
                for ring in &part.rings {
                    push_ring(&mut shapes, ring.iter().flat_map(|&side| pen.side(side)).collect());
                }
                if let Some(core) = hosted.filter(|_| part.cells.contains(&lattice.first_cell(unit))) {
                    push_ring(&mut shapes, self.outer(core, &lattice, &pen).into_iter().rev().collect());
                }
                shapes.end_polygon();
            }
            for &(index, inner) in &inside[unit as usize] {
                let core = cores[index];
                let inner_ring = || pen.disc(lattice.first_cell(core.host), 1);
                push_ring(&mut shapes, if inner { inner_ring() } else { self.outer(core, &lattice, &pen) });
                if !inner && core.inner.is_some() {
                    push_ring(&mut shapes, inner_ring().into_iter().rev().collect());
                }
                shapes.end_polygon();
            }
            shapes.end_face();
        }
        shapes
    }

    /// The ring around a core, counter-clockwise.
    fn outer(&self, core: Core, lattice: &Lattice, pen: &Pen) -> Vec<Coord<f64>> {
        let cell = lattice.first_cell(core.host);
        if core.pinched { pen.kite(cell) } else { pen.disc(cell, 0) }
    }

    /// Cores that are not empty, by host: enclaves that are units of their own, and in one of fifty other units a lake
    /// or an enclave of another unit.
    fn cores(&self, lattice: &Lattice, enclaves: u32) -> Vec<Core> {
        let hosts = lattice.units();
        let mut cores: Vec<Core> = Vec::new();
        let step = hosts.checked_div(enclaves).unwrap_or(0);
        for host in 0..hosts {
            let mut dice = Dice::new(self.seed, [7, u64::from(host)]);
            let own = (step > 0 && host % step == 0 && host / step < enclaves).then(|| hosts + host / step);
            let other = (host + 1 < hosts).then_some(host + 1);
            let enclave = match (own, dice.below(100)) {
                (Some(own), _) => Some(own),
                (None, 0) => None,
                (None, 1) if other.is_some() => other,
                _ => continue,
            };
            let inner = match dice.below(3) {
                0 if enclave.is_some() => Some(Some(host)),
                1 if enclave.is_some() => Some(None),
                _ => None,
            };
            // Not at the coast: there GEOS takes the sea in the tip's angle for an overlap.
            let pinched = inner.is_none() && dice.below(2) == 0 && lattice.is_inland(lattice.first_cell(host));
            cores.push(Core { host, enclave, inner, pinched });
        }
        cores
    }

    /// Writes a GeoJSON file of units with the properties `code` and `nom`, one feature a line.
    pub fn write_geojson(&self, shapes: &Shapes, out: &mut impl Write) -> io::Result<()> {
        let digits = self.units.to_string().len().max(5);
        writeln!(out, r#"{{"type":"FeatureCollection","features":["#)?;
        for face in 0..shapes.face_count() as FaceId {
            if face > 0 {
                writeln!(out, ",")?;
            }
            write!(out, r#"{{"type":"Feature","properties":{{"code":"{face:0digits$}","nom":"Unité {face}"}},"#)?;
            write!(out, r#""geometry":{{"type":"MultiPolygon","coordinates":["#)?;
            for (polygon, rings) in shapes.polygons(face).enumerate() {
                write!(out, "{}", if polygon > 0 { ",[" } else { "[" })?;
                for (index, ring) in rings.enumerate() {
                    write!(out, "{}", if index > 0 { ",[" } else { "[" })?;
                    for (at, vertex) in ring.iter().enumerate() {
                        write!(out, "{}[{},{}]", if at > 0 { "," } else { "" }, vertex.x, vertex.y)?;
                    }
                    write!(out, "]")?;
                }
                write!(out, "]")?;
            }
            write!(out, "]}}}}")?;
        }
        writeln!(out, "\n]}}")
    }
}

/// Adds a ring, closed.
fn push_ring(shapes: &mut Shapes, mut ring: Vec<Coord<f64>>) {
    ring.extend(ring.first().copied());
    shapes.push_ring(ring);
}

//! IRIS: the parts that INSEE divides the larger communes into, each with a code of nine characters: the commune's code and four more.
//! `0000` after the code is a commune that is not divided.
//!
//! A file of IRIS gives a population for each, or their areas stand in for it. Either way the figures are brought to the population of
//! the commune that everything else goes by (in proportion, rounded so that they sum to it): they are estimates. A file is taken to hold
//! all the IRIS of a commune that it holds any of.

mod columns;
mod error;
mod note;
mod rows;

use std::collections::BTreeMap;
use std::path::Path;

pub use error::IrisError;
pub use note::IrisNote;
pub use rows::{IrisRow, IrisRows};

use geo_types::Coord;

use self::columns::is_population;
use super::{Reference, UnitId};
use crate::cog::{CommuneCode, plain_text};
use crate::coverage::{Ellipsoid, FaceId, Shapes, Surface};
use crate::formats::layer::Layer;
use crate::formats::table::{self, Row, Table, TableError, TableOptions};
use crate::formats::vector;

/// What the populations of IRIS are estimated from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum IrisBasis {
    /// A population of each IRIS, most often of another year.
    Population,
    /// Their areas.
    Area,
}

/// The IRIS of a file, with the inhabitants estimated for each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IrisList {
    /// What the estimates are made from.
    pub basis: IrisBasis,
    /// What was noticed in the file.
    pub notes: Vec<IrisNote>,
    /// By commune, by code of IRIS. Communes that are not divided are left out.
    communes: BTreeMap<CommuneCode, BTreeMap<String, u64>>,
}

/// The commune of a code of IRIS, where a text is one.
pub fn commune_of_iris(code: &str) -> Option<CommuneCode> {
    let is_iris = code.len() == 9 && code.is_char_boundary(5) && code[5..].bytes().all(|byte| byte.is_ascii_digit());
    if is_iris { code[..5].parse().ok() } else { None }
}

/// Whether a code of IRIS stands for a commune that is not divided.
pub fn is_undivided(code: &str) -> bool {
    code.ends_with("0000")
}

impl IrisList {
    /// Reads the IRIS of a file: polygons with their codes, or a table of codes and populations.
    ///
    /// # Errors
    /// The file cannot be read, or says nothing of IRIS.
    pub fn read(path: &Path, reference: &Reference) -> Result<Self, IrisError> {
        match vector::read(path, &vector::ReadOptions::default()) {
            Ok(layer) => Self::of_layer(&layer, reference),
            Err(error) => match table::read(path, &TableOptions { header: &header, ..TableOptions::default() }) {
                Ok(table) => Self::of_table(&table, reference),
                Err(TableError::NotATable { .. } | TableError::Io { .. }) => Err(error.into()),
                Err(error) => Err(IrisError::Table(error)),
            },
        }
    }

    /// The IRIS of a layer of polygons.
    ///
    /// # Errors
    /// See [`IrisError`].
    pub fn of_layer(layer: &Layer, reference: &Reference) -> Result<Self, IrisError> {
        let rows = IrisRows::of_layer(layer, reference)?;
        Self::of_rows(rows, |row| Some(area(&layer.shapes, row as FaceId)), reference)
    }

    /// The IRIS of a table.
    ///
    /// # Errors
    /// See [`IrisError`].
    pub fn of_table(table: &Table, reference: &Reference) -> Result<Self, IrisError> {
        Self::of_rows(IrisRows::of_table(table, reference)?, |_| None, reference)
    }

    fn of_rows(
        IrisRows { rows, basis, notes }: IrisRows,
        area: impl Fn(usize) -> Option<f64>,
        reference: &Reference,
    ) -> Result<Self, IrisError> {
        let mut all: BTreeMap<UnitId, (Vec<String>, Vec<f64>)> = BTreeMap::new();
        for IrisRow { code, unit, row, population } in rows {
            let weight = population.or_else(|| area(row)).ok_or(IrisError::NoFigures)?;
            let (codes, weights) = all.entry(unit).or_default();
            codes.push(code);
            weights.push(weight);
        }
        let shared = |(unit, (codes, weights)): (UnitId, (Vec<String>, Vec<f64>))| {
            let unit = reference.unit(unit);
            let people = apportion(u64::from(unit.population?), &weights);
            Some((unit.code, codes.into_iter().zip(people).collect()))
        };
        Ok(Self { basis, notes, communes: all.into_iter().filter_map(shared).collect() })
    }

    /// Inhabitants of an IRIS.
    pub fn population(&self, code: &str) -> Option<u64> {
        self.communes.get(&commune_of_iris(code)?)?.get(code).copied()
    }

    /// Number of IRIS of a commune; 0 where it is not divided, or not in the file.
    pub fn count(&self, commune: CommuneCode) -> usize {
        self.communes.get(&commune).map_or(0, BTreeMap::len)
    }
}

/// Square metres of a face.
fn area(shapes: &Shapes, face: FaceId) -> f64 {
    let ring = |ring: &[Coord<f64>]| {
        // Closed, where the ring as kept is not.
        let line: Vec<Coord<f64>> = ring.iter().chain(ring.first()).copied().collect();
        Ellipsoid::WGS84.along(&line).under.abs()
    };
    let polygon = |rings: Vec<f64>| rings.split_first().map_or(0.0, |(outer, holes)| outer - holes.iter().sum::<f64>());
    shapes.polygons(face).map(|rings| polygon(rings.map(ring).collect())).sum()
}

/// Whole numbers in proportion to weights that sum to a total: each is rounded down, and what is left goes to the largest remainders.
pub fn apportion(total: u64, weights: &[f64]) -> Vec<u64> {
    let sum: f64 = weights.iter().sum();
    if sum <= 0.0 || !sum.is_finite() {
        return vec![0; weights.len()];
    }
    let exact: Vec<f64> = weights.iter().map(|weight| total as f64 * weight / sum).collect();
    let mut shares: Vec<u64> = exact.iter().map(|share| share.floor() as u64).collect();
    let mut order: Vec<usize> = (0..shares.len()).collect();
    let remainder = |&place: &usize| exact[place] - exact[place].floor();
    order.sort_by(|a, b| remainder(b).total_cmp(&remainder(a)).then(a.cmp(b)));
    let left = total.saturating_sub(shares.iter().sum()) as usize;
    order.into_iter().take(left).for_each(|place| shares[place] += 1);
    shares
}

/// The first row that holds a usual name of the population or speaks of IRIS.
fn header(rows: &[Row]) -> table::HeaderAt {
    let speaks = |row: &Row| {
        (0..row.len()).any(|place| {
            let name = row.cell(place);
            is_population(name) || plain_text(name).contains("iris")
        })
    };
    let row = rows.iter().position(speaks).unwrap_or(0);
    table::HeaderAt { score: 0, row }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_of_iris_is_that_of_its_commune_and_four_digits() {
        assert_eq!(commune_of_iris("060880101").map(|code| code.to_string()).as_deref(), Some("06088"));
        assert_eq!(commune_of_iris("2A0040101").map(|code| code.to_string()).as_deref(), Some("2A004"));
        assert!(
            ["06088", "06088010", "0608801011", "06088O101", "X60880101"]
                .iter()
                .all(|it| commune_of_iris(it).is_none())
        );
        assert!(is_undivided("060010000"));
    }

    #[test]
    fn estimates_sum_to_the_population_of_the_commune() {
        assert_eq!(apportion(100, &[1.0, 1.0, 1.0]), [34, 33, 33]);
        assert_eq!(apportion(10, &[2.5, 2.5, 5.0]), [3, 2, 5]);
        assert_eq!(apportion(7, &[0.0, 0.0]), [0, 0]);
    }
}

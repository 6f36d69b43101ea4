//! IRIS: the parts that INSEE divides the larger communes into, each with a code of nine characters: the commune's code and four more.
//! `0000` after the code is a commune that is not divided.
//!
//! A file of IRIS gives a population for each, or their areas stand in for it. Either way the figures are brought to the population of
//! the commune that everything else goes by (in proportion, rounded so that they sum to it): they are estimates. A file is taken to hold
//! all the IRIS of a commune that it holds any of.

use std::collections::BTreeMap;
use std::path::Path;

use geo_types::Coord;

use super::Reference;
use crate::cog::{CommuneCode, plain_text};
use crate::coverage::{Ellipsoid, FaceId, Shapes, Surface};
use crate::formats::layer::{Layer, Value};
use crate::formats::read_error::ReadError;
use crate::formats::table::{self, Row, Table, TableOptions};
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
    /// By commune, by code of IRIS. Communes that are not divided are left out.
    communes: BTreeMap<CommuneCode, BTreeMap<String, u64>>,
}

/// A file that gives no IRIS.
#[derive(Debug, thiserror::Error)]
pub enum IrisError {
    /// The file can be read neither as polygons nor as a table.
    #[error(transparent)]
    Layer(#[from] ReadError),
    /// No column holds codes of IRIS.
    #[error("no column holds codes of IRIS (nine characters: the commune's code and four digits); columns read: {}", columns.join(" | "))]
    NoCodes {
        /// Names of the columns.
        columns: Vec<String>,
    },
    /// A code that is there twice.
    #[error("the IRIS {code} is there twice; keep one row or polygon for each IRIS")]
    Twice {
        /// The code.
        code: String,
    },
    /// Neither populations nor areas.
    #[error("neither a column of populations (population, pop, p21_pop…) nor polygons; give one of them")]
    NoFigures,
    /// A population that is no number.
    #[error("IRIS {code}: population {text:?} is no number; expected inhabitants, such as 2450 or 2450.7")]
    NotANumber {
        /// The IRIS.
        code: String,
        /// The text.
        text: String,
    },
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
            Ok(layer) => Self::of_layer(layer, reference),
            Err(error) => match table::read(path, &TableOptions { header: &header, ..TableOptions::default() }) {
                Ok(table) => Self::of_table(&table, reference),
                Err(_) => Err(error.into()),
            },
        }
    }

    /// The IRIS of a layer of polygons.
    ///
    /// # Errors
    /// See [`IrisError`].
    pub fn of_layer(layer: Layer, reference: &Reference) -> Result<Self, IrisError> {
        let names: Vec<String> = {
            let all = layer.attributes.iter().flat_map(|attributes| attributes.keys().cloned());
            all.collect::<std::collections::BTreeSet<_>>().into_iter().collect()
        };
        let text =
            |feature: usize, name: &str| layer.attributes[feature].get(name).map(Value::to_text).unwrap_or_default();
        let rows = layer.attributes.len();
        let cell = |row: usize, place: usize| text(row, &names[place]);
        let areas = |()| (0..rows).map(|face| area(&layer.shapes, face as FaceId)).collect();
        Self::of_rows(&names, rows, cell, areas, reference)
    }

    /// The IRIS of a table.
    ///
    /// # Errors
    /// See [`IrisError`].
    pub fn of_table(table: &Table, reference: &Reference) -> Result<Self, IrisError> {
        let rows: Vec<Row> = table.rows().collect();
        let cell = |row: usize, place: usize| rows[row].cell(place).to_owned();
        Self::of_rows(&table.header, rows.len(), cell, |()| Vec::new(), reference)
    }

    fn of_rows(
        names: &[String],
        rows: usize,
        cell: impl Fn(usize, usize) -> String,
        areas: impl Fn(()) -> Vec<f64>,
        reference: &Reference,
    ) -> Result<Self, IrisError> {
        let codes_in = |place: usize| (0..rows).filter(|&row| commune_of_iris(&cell(row, place)).is_some()).count();
        let best = (0..names.len())
            .map(|place| (codes_in(place), place))
            .max_by_key(|&(count, place)| (count, std::cmp::Reverse(place)));
        let Some((_, codes)) = best.filter(|&(count, _)| count > 0) else {
            return Err(IrisError::NoCodes { columns: names.to_vec() });
        };
        let population = names.iter().position(|name| is_population(name));
        let weights = if population.is_none() { areas(()) } else { Vec::new() };
        let mut all: BTreeMap<CommuneCode, BTreeMap<String, f64>> = BTreeMap::new();
        for row in 0..rows {
            let code = cell(row, codes);
            let Some(commune) = commune_of_iris(&code).filter(|_| !is_undivided(&code)) else { continue };
            let weight = match population {
                Some(place) => number(&cell(row, place), &code)?,
                None => *weights.get(row).ok_or(IrisError::NoFigures)?,
            };
            if all.entry(commune).or_default().insert(code.clone(), weight).is_some() {
                return Err(IrisError::Twice { code });
            }
        }
        let basis = if population.is_some() { IrisBasis::Population } else { IrisBasis::Area };
        let shared = |(commune, weights): (CommuneCode, BTreeMap<String, f64>)| {
            let unit = reference.unit(reference.find(commune)?);
            let (codes, weights): (Vec<String>, Vec<f64>) = weights.into_iter().unzip();
            let people = apportion(u64::from(unit.population?), &weights);
            Some((commune, codes.into_iter().zip(people).collect()))
        };
        Ok(Self { basis, communes: all.into_iter().filter_map(shared).collect() })
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

/// Usual names of the population of an IRIS: INSEE's carry the year, as `P21_POP`.
fn is_population(name: &str) -> bool {
    let plain = plain_text(name);
    let words: Vec<&str> = plain.split(' ').filter(|word| !word.bytes().all(|byte| byte.is_ascii_digit())).collect();
    let is_insee =
        |word: &str| matches!(word.as_bytes(), [b'p' | b'c', a, b] if a.is_ascii_digit() && b.is_ascii_digit());
    match words.as_slice() {
        ["population" | "pop" | "pmun" | "habitants"] | ["population" | "pop", "iris"] => true,
        [word, "pop"] => is_insee(word),
        _ => false,
    }
}

fn number(text: &str, code: &str) -> Result<f64, IrisError> {
    let plain: String = text.chars().filter(|letter| !letter.is_whitespace()).collect::<String>().replace(',', ".");
    let number = plain.parse::<f64>().ok().filter(|number| number.is_finite() && *number >= 0.0);
    number.ok_or_else(|| IrisError::NotANumber { code: code.to_owned(), text: text.to_owned() })
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

    #[test]
    fn the_population_of_an_iris_goes_by_its_usual_names() {
        assert!(["population", "POP", "P21_POP", "p19_pop", "C20_POP", "pop_iris"].iter().all(|it| is_population(it)));
        assert!(["P21_POP0014", "population_part", "nom"].iter().all(|it| !is_population(it)));
    }
}

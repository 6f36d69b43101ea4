//! IRIS: the parts that INSEE divides the larger communes into, each with a code of nine characters: the commune's code and four more.
//! `0000` after the code is a commune that is not divided.
//!
//! A file of IRIS gives a population for each, or their areas stand in for it. Either way the figures are brought to the population of
//! the commune that everything else goes by (in proportion, rounded so that they sum to it): they are estimates. Where a file holds so few
//! of a commune's inhabitants, or of its area, that IRIS must be missing, its figures are taken as they are, and what is missing is nobody's.

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

/// The share of a commune's inhabitants, or of its area, that its IRIS must at least have in a file to be taken for all of them. Less is
/// more than populations change within the years between a file and the reference: some IRIS are missing.
const COMPLETE: f64 = 0.9;

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
    /// Inhabitants by code, none where nothing says how many. IRIS of communes that are not divided are left out.
    populations: BTreeMap<String, Option<u64>>,
    /// How many IRIS each unit of today has, by its code.
    counts: BTreeMap<CommuneCode, usize>,
}

/// A code of IRIS as a table holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenIris {
    /// The code.
    pub code: String,
    /// Whether it is written otherwise: without its leading zero, with decimals or spaces, in small letters.
    pub is_mended: bool,
}

/// Reads a code of IRIS through what spreadsheets do to it; `None` for what is none.
pub fn read_iris(text: &str) -> Option<WrittenIris> {
    let written = |code: String, is_mended| commune_of_iris(&code).map(|_| WrittenIris { code, is_mended });
    if let Some(found) = written(text.to_owned(), false) {
        return Some(found);
    }
    let bare = text.trim().trim_start_matches(['\'', '’']).to_ascii_uppercase();
    let mut code: String = bare.chars().filter(|letter| !letter.is_whitespace()).collect();
    if let Some((whole, "0" | "00")) = code.split_once(['.', ',']) {
        code = whole.to_owned();
    }
    if code.len() == 8 && code.bytes().all(|byte| byte.is_ascii_digit()) {
        code.insert(0, '0');
    }
    written(code, true)
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
        Self::of_rows(rows, |row| Some(area_of(&layer.shapes, row as FaceId)), reference)
    }

    /// The IRIS of a table.
    ///
    /// # Errors
    /// See [`IrisError`].
    pub fn of_table(table: &Table, reference: &Reference) -> Result<Self, IrisError> {
        Self::of_rows(IrisRows::of_table(table, reference)?, |_| None, reference)
    }

    fn of_rows(
        IrisRows { rows, basis, mut notes }: IrisRows,
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
        let (mut populations, mut counts) = (BTreeMap::new(), BTreeMap::new());
        for (unit, (codes, mut weights)) in all {
            let Some(inhabitants) = reference.unit(unit).population else { continue };
            let of = match basis {
                IrisBasis::Population => f64::from(inhabitants),
                IrisBasis::Area => area_of(&std::iter::once(&reference.coverage.face(unit)).collect::<Shapes>(), 0),
            };
            let (commune, held) = (reference.unit(unit).code, weights.iter().sum::<f64>());
            if held <= 0.0 && inhabitants > 0 {
                // Nobody can be shared out by nothing: its IRIS have no population.
                notes.push(IrisNote::NoFigures { commune, basis });
                populations.extend(codes.into_iter().map(|code| (code, None)));
                continue;
            }
            if held < COMPLETE * of {
                let [held, of] = [held, of].map(|figure| figure.round() as u64);
                notes.push(IrisNote::Incomplete { commune, basis, held, of });
                // What the file does not hold stays with none of its IRIS.
                weights.push((of - held) as f64);
            }
            let people = apportion(u64::from(inhabitants), &weights);
            counts.insert(commune, codes.len());
            populations.extend(codes.into_iter().zip(people.into_iter().map(Some)));
        }
        notes.sort();
        Ok(Self { basis, notes, populations, counts })
    }

    /// Inhabitants of an IRIS.
    pub fn population(&self, code: &str) -> Option<u64> {
        self.populations.get(code).copied().flatten()
    }

    /// Whether the file has an IRIS.
    pub fn holds(&self, code: &str) -> bool {
        self.populations.contains_key(code)
    }

    /// Number of IRIS of a commune of today; 0 where it is not divided, or where the file lacks some of them.
    pub fn count(&self, commune: CommuneCode) -> usize {
        let is_incomplete =
            |note: &IrisNote| matches!(note, IrisNote::Incomplete { commune: of, .. } if *of == commune);
        if self.notes.iter().any(is_incomplete) { 0 } else { self.counts.get(&commune).copied().unwrap_or(0) }
    }

    /// Codes that stand for communes of before that were not divided, and are parts of today's.
    pub(crate) fn former_communes(&self) -> impl Iterator<Item = &str> {
        self.populations.keys().map(String::as_str).filter(|code| is_undivided(code))
    }
}

/// Square metres of a face.
fn area_of(shapes: &Shapes, face: FaceId) -> f64 {
    let ring = |ring: &[Coord<f64>]| {
        // Closed, where the ring as kept is not.
        let line: Vec<Coord<f64>> = ring.iter().chain(ring.first()).copied().collect();
        Ellipsoid::WGS84.along(line.iter().copied()).under.abs()
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
    fn a_code_of_iris_is_read_through_what_spreadsheets_do_to_it() {
        for (text, code) in [
            ("060880101", "060880101"),
            ("60880101", "060880101"),
            ("60880101.0", "060880101"),
            (" 2a004 0101", "2A0040101"),
            ("'060880101", "060880101"),
        ] {
            let found = read_iris(text).unwrap();
            assert_eq!((found.code.as_str(), found.is_mended), (code, text != code));
        }
        assert!(["0608801", "06088", "abc", "", "06088010112", "6088 Nice"].iter().all(|it| read_iris(it).is_none()));
    }

    fn list(text: &str, reference: &Reference) -> IrisList {
        IrisList::of_table(&crate::formats::csv::read(text.as_bytes()).unwrap(), reference).unwrap()
    }

    #[test]
    fn a_file_that_lacks_iris_of_a_commune_gives_its_figures_as_they_are() {
        let reference = crate::reference::sample::drawn("AB");
        let all = list("code_iris,population\n010650101,30\n010650102,61\n", &reference);
        assert_eq!(["010650101", "010650102"].map(|code| all.population(code)), [Some(33), Some(67)]);
        let some = list("code_iris,population\n010650101,30\n010650102,59.6\n", &reference);
        assert_eq!(["010650101", "010650102"].map(|code| some.population(code)), [Some(30), Some(60)]);
        let commune = "01065".parse().unwrap();
        let basis = IrisBasis::Population;
        assert_eq!(some.notes, [IrisNote::Incomplete { commune, basis, held: 90, of: 100 }]);
        assert_eq!((all.count(commune), some.count(commune)), (2, 0), "who claims all that is there claims not all");
        let none = list("code_iris,population\n010650101,0\n010650102,0\n", &reference);
        assert_eq!((none.population("010650101"), none.notes), (None, vec![IrisNote::NoFigures { commune, basis }]));
    }

    #[test]
    fn iris_of_communes_that_merged_are_those_of_the_commune_of_today() {
        let reference = crate::reference::sample::drawn("AB");
        let found = list("code_iris,population\n019000000,40\n010650101,25\n010650102,35\n010660000,100\n", &reference);
        let codes = ["019000000", "010650101", "010650102", "010660000"];
        assert_eq!(codes.map(|code| found.population(code)), [Some(40), Some(25), Some(35), None]);
        assert_eq!((found.count("01065".parse().unwrap()), found.notes), (3, vec![]));
    }

    #[test]
    fn estimates_sum_to_the_population_of_the_commune() {
        assert_eq!(apportion(100, &[1.0, 1.0, 1.0]), [34, 33, 33]);
        assert_eq!(apportion(10, &[2.5, 2.5, 5.0]), [3, 2, 5]);
        assert_eq!(apportion(7, &[0.0, 0.0]), [0, 0]);
    }
}

//! IRIS: the parts that INSEE divides the larger communes into, as polygons, with their inhabitants.
//!
//! A code of IRIS is that of the commune and four digits; `0000` is a commune that is not divided. Populations are brought to the one that
//! everything else goes by: the commune's inhabitants in proportion to the figures of its IRIS, or to their areas where the layer gives
//! none. So they are estimates.

use std::collections::{BTreeMap, BTreeSet};

use crate::cog::plain_text;
use crate::coverage::{Coverage, CoverageError, Ellipsoid};
use crate::formats::layer::{Attributes, Layer, Value};
pub use crate::reference::IrisBasis;
use crate::reference::{Reference, UnitId, apportion, commune_of_iris, is_undivided};

/// A layer that gives no IRIS.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum IrisError {
    /// No attribute holds codes of IRIS.
    #[error("no attribute holds codes of IRIS (nine characters: the commune's code and four digits); attributes: {}", columns.join(" | "))]
    NoCodes {
        /// Names of the attributes.
        columns: Vec<String>,
    },
    /// Codes that are there twice.
    #[error("IRIS given twice: {}; keep one polygon for each", codes.join(", "))]
    Twice {
        /// The codes.
        codes: Vec<String>,
    },
    /// A population that is no number.
    #[error("IRIS {code}: population {text:?} is no number; expected inhabitants, such as 2450 or 2450.7")]
    NotANumber {
        /// The IRIS.
        code: String,
        /// The text.
        text: String,
    },
    /// The polygons overlap.
    #[error("the IRIS do not form a coverage: {error} (faces {faces}); 'maillage boundaries repair' mends them")]
    Coverage {
        /// Why.
        error: CoverageError,
        /// Codes in order of the faces that it names.
        faces: String,
    },
}

/// The IRIS of divided communes, by code.
#[derive(Debug)]
pub struct IrisLayer {
    /// What populations are estimated from.
    pub basis: IrisBasis,
    pub(super) codes: Vec<String>,
    /// Face `i` is IRIS `i`.
    pub(super) coverage: Coverage,
    /// Inhabitants estimated; `None` where the unit's figure is not published.
    pub(super) population: Vec<Option<u64>>,
    /// The IRIS of each unit, ascending.
    pub(super) of_unit: BTreeMap<UnitId, Vec<usize>>,
}

impl IrisLayer {
    /// The IRIS of a layer. Communes that are not divided, and codes of communes that the reference does not have, are left out.
    ///
    /// # Errors
    /// See [`IrisError`].
    pub fn new(layer: &Layer, reference: &Reference) -> Result<Self, IrisError> {
        let column = code_column(&layer.attributes)?;
        let mut faces: Vec<(String, UnitId, u32)> = Vec::new();
        for (feature, attributes) in layer.attributes.iter().enumerate() {
            let code = attributes.get(&column).map(Value::to_text).unwrap_or_default();
            let unit =
                commune_of_iris(&code).filter(|_| !is_undivided(&code)).and_then(|commune| reference.find(commune));
            faces.extend(unit.map(|unit| (code, unit, feature as u32)));
        }
        faces.sort();
        let twice: BTreeSet<String> =
            faces.windows(2).filter(|pair| pair[0].0 == pair[1].0).map(|pair| pair[0].0.clone()).collect();
        if !twice.is_empty() {
            return Err(IrisError::Twice { codes: twice.into_iter().collect() });
        }
        let selected: Vec<u32> = faces.iter().map(|&(_, _, feature)| feature).collect();
        let coverage = Coverage::from_shapes(&layer.shapes.select(&selected)).map_err(|error| {
            let named: Vec<&str> = match error {
                CoverageError::SameSide { first, second, .. } => [first, second]
                    .iter()
                    .filter_map(|&face| faces.get(face as usize))
                    .map(|face| face.0.as_str())
                    .collect(),
                _ => Vec::new(),
            };
            IrisError::Coverage { error, faces: named.join(", ") }
        })?;
        let names: BTreeSet<&String> = layer.attributes.iter().flat_map(Attributes::keys).collect();
        let figures = names.into_iter().find(|name| is_population(name));
        let weights: Vec<f64> = match figures {
            None => coverage.areas(&Ellipsoid::WGS84),
            Some(name) => faces
                .iter()
                .map(|(code, _, feature)| {
                    let value = layer.attributes[*feature as usize].get(name).map(Value::to_text).unwrap_or_default();
                    number(&value, code)
                })
                .collect::<Result<_, _>>()?,
        };
        let mut of_unit: BTreeMap<UnitId, Vec<usize>> = BTreeMap::new();
        for (iris, &(_, unit, _)) in faces.iter().enumerate() {
            of_unit.entry(unit).or_default().push(iris);
        }
        let mut population = vec![None; faces.len()];
        for (&unit, all) in &of_unit {
            let Some(inhabitants) = reference.unit(unit).population else { continue };
            let weights: Vec<f64> = all.iter().map(|&iris| weights[iris]).collect();
            for (&iris, share) in all.iter().zip(apportion(u64::from(inhabitants), &weights)) {
                population[iris] = Some(share);
            }
        }
        let basis = if figures.is_some() { IrisBasis::Population } else { IrisBasis::Area };
        Ok(Self { basis, codes: faces.into_iter().map(|(code, ..)| code).collect(), coverage, population, of_unit })
    }

    /// Number of IRIS.
    pub fn len(&self) -> usize {
        self.codes.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.codes.is_empty()
    }
}

/// The attribute that holds the most codes of IRIS.
fn code_column(features: &[Attributes]) -> Result<String, IrisError> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (name, value) in features.iter().flatten() {
        *counts.entry(name).or_default() += usize::from(commune_of_iris(&value.to_text()).is_some());
    }
    let best = counts.iter().max_by(|a, b| a.1.cmp(b.1).then(b.0.cmp(a.0)));
    match best {
        Some((name, count)) if *count > 0 => Ok((*name).to_owned()),
        _ => Err(IrisError::NoCodes { columns: counts.into_keys().map(str::to_owned).collect() }),
    }
}

/// Usual names of the population of an IRIS; INSEE's carry the year, as in `P21_POP`.
fn is_population(name: &str) -> bool {
    let plain = plain_text(name);
    let words: Vec<&str> = plain.split(' ').filter(|word| !word.bytes().all(|byte| byte.is_ascii_digit())).collect();
    match words.as_slice() {
        ["population" | "pop" | "pmun"] | ["population" | "pop", "iris"] => true,
        [year, "pop"] => matches!(year.as_bytes(), [b'p' | b'c', a, b] if a.is_ascii_digit() && b.is_ascii_digit()),
        _ => false,
    }
}

fn number(text: &str, code: &str) -> Result<f64, IrisError> {
    let plain: String = text.chars().filter(|letter| !letter.is_whitespace()).collect::<String>().replace(',', ".");
    let number = plain.parse::<f64>().ok().filter(|number| number.is_finite() && *number >= 0.0);
    number.ok_or_else(|| IrisError::NotANumber { code: code.to_owned(), text: text.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_of_iris_is_that_of_its_commune_and_four_digits() {
        assert_eq!(commune_of_iris("060880101").map(|code| code.to_string()).as_deref(), Some("06088"));
        assert!(
            ["06088", "06088010", "0608801011", "06088O101", "é608801011"]
                .iter()
                .all(|code| commune_of_iris(code).is_none())
        );
    }

    #[test]
    fn the_population_of_an_iris_goes_by_its_usual_names() {
        assert!(["population", "POP", "P21_POP", "pop_iris"].iter().all(|name| is_population(name)));
        assert!(["P21_POP0014", "population_part", "nom"].iter().all(|name| !is_population(name)));
    }
}

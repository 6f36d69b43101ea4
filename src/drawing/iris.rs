//! IRIS: the parts that INSEE divides the larger communes into, as polygons, with their inhabitants.
//!
//! A code of IRIS is that of the commune and four digits; `0000` is a commune that is not divided. Populations are brought to the one that
//! everything else goes by: the commune's inhabitants in proportion to the figures of its IRIS, or to their areas where the layer gives
//! none. So they are estimates.

use std::collections::BTreeMap;

use crate::coverage::{Coverage, CoverageError, Ellipsoid};
use crate::formats::layer::Layer;
pub use crate::reference::{IrisBasis, IrisError};
use crate::reference::{IrisNote, IrisRows, Reference, UnitId, apportion};

use super::doubt::Doubt;
use super::fit::fit;

/// The IRIS of divided communes, by code.
#[derive(Debug)]
pub struct IrisLayer {
    /// What populations are estimated from.
    pub basis: IrisBasis,
    /// What was noticed in the layer.
    pub notes: Vec<IrisNote>,
    pub(super) codes: Vec<String>,
    /// Face `i` is IRIS `i`.
    pub(super) coverage: Coverage,
    /// Inhabitants estimated; `None` where the unit's figure is not published.
    pub(super) population: Vec<Option<u64>>,
    /// The IRIS of each unit that they make up, ascending.
    pub(super) of_unit: BTreeMap<UnitId, Vec<usize>>,
    /// Units that they do not make up, and why: their IRIS decide nothing.
    pub(super) unfit: BTreeMap<UnitId, Doubt>,
}

impl IrisLayer {
    /// The IRIS of a layer. Communes that are not divided, and codes of communes that the reference does not have, are left out.
    ///
    /// # Errors
    /// See [`IrisError`].
    pub fn new(layer: &Layer, reference: &Reference) -> Result<Self, IrisError> {
        let IrisRows { rows, basis, notes } = IrisRows::of_layer(layer, reference)?;
        if !rows.is_empty() && rows.iter().all(|iris| layer.shapes.is_empty_face(iris.row as u32)) {
            return Err(IrisError::NoPolygons { iris: rows.len() });
        }
        let selected: Vec<u32> = rows.iter().map(|iris| iris.row as u32).collect();
        let coverage = Coverage::from_shapes(&layer.shapes.select(&selected)).map_err(|error| {
            let named: Vec<&str> = match error {
                CoverageError::SameSide { first, second, .. } => [first, second]
                    .iter()
                    .filter_map(|&face| rows.get(face as usize))
                    .map(|iris| iris.code.as_str())
                    .collect(),
                _ => Vec::new(),
            };
            IrisError::Coverage { error, faces: named.join(", ") }
        })?;
        let weights: Vec<f64> = match basis {
            IrisBasis::Area => coverage.areas(&Ellipsoid::WGS84),
            IrisBasis::Population => rows.iter().map(|iris| iris.population.unwrap_or(0.0)).collect(),
        };
        let mut of_unit: BTreeMap<UnitId, Vec<usize>> = BTreeMap::new();
        for (iris, row) in rows.iter().enumerate() {
            of_unit.entry(row.unit).or_default().push(iris);
        }
        let mut population = vec![None; rows.len()];
        for (&unit, all) in &of_unit {
            let Some(inhabitants) = reference.unit(unit).population else { continue };
            let weights: Vec<f64> = all.iter().map(|&iris| weights[iris]).collect();
            for (&iris, share) in all.iter().zip(apportion(u64::from(inhabitants), &weights)) {
                population[iris] = Some(share);
            }
        }
        let codes: Vec<String> = rows.into_iter().map(|iris| iris.code).collect();
        let mut unfit = fit(&coverage, &codes, &of_unit, reference);
        let has_people = |all: &[usize]| all.iter().any(|&iris| population[iris].is_some_and(|people| people > 0));
        for (&unit, all) in &of_unit {
            if reference.unit(unit).population.is_some_and(|people| people > 0) && !has_people(all) {
                unfit.entry(unit).or_insert(Doubt::IrisWithoutPeople);
            }
        }
        of_unit.retain(|unit, _| !unfit.contains_key(unit));
        Ok(Self { basis, notes, codes, coverage, population, of_unit, unfit })
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

#[cfg(test)]
mod tests {
    use geo_types::{MultiPolygon, Rect, coord};

    use super::*;
    use crate::formats::layer::{Attributes, Value};
    use crate::reference::IrisList;
    use crate::reference::sample::{code, drawn};

    /// Squares beside one another, each with a code and attributes.
    fn layer(features: &[(&str, &[(&str, &str)])]) -> Layer {
        let square = |place: usize| {
            let west = 2.0 + place as f64 * 0.001;
            MultiPolygon::from(
                Rect::new(coord! { x: west, y: 47.99 }, coord! { x: west + 0.001, y: 48.0 }).to_polygon(),
            )
        };
        let squares: Vec<MultiPolygon<f64>> = (0..features.len()).map(square).collect();
        let text = |text: &str| Value::Text(text.to_owned());
        let attributes = |(code, others): &(&str, &[(&str, &str)])| -> Attributes {
            let others = others.iter().map(|&(name, value)| (name.to_owned(), text(value)));
            others.chain([("code_iris".to_owned(), text(code))]).collect()
        };
        Layer {
            attributes: features.iter().map(attributes).collect(),
            shapes: squares.iter().collect(),
            ..Layer::default()
        }
    }

    type Read = Result<(Vec<IrisNote>, Vec<Option<u64>>), String>;

    /// What the reader of drawings and the one of tables make of a layer: notes and inhabitants by code, or the error.
    fn both(layer: &Layer, reference: &Reference) -> [Read; 2] {
        let codes: Vec<String> = ["010650101", "010650102"].map(str::to_owned).to_vec();
        let drawn = IrisLayer::new(layer, reference).map(|iris| {
            assert_eq!(iris.codes, codes);
            (iris.notes, iris.population)
        });
        let listed = IrisList::of_layer(layer, reference)
            .map(|iris| (iris.notes.clone(), codes.iter().map(|code| iris.population(code)).collect()));
        [drawn.map_err(|error| error.to_string()), listed.map_err(|error| error.to_string())]
    }

    #[test]
    fn drawings_and_tables_read_the_same_of_a_file_of_iris_with_the_same_doubts() {
        let reference = drawn("A");
        assert_eq!(code('A').to_string(), "01065");
        let of = |people: &'static str| -> Vec<(&'static str, &'static str)> {
            vec![("Habitants", people), ("P21_POP", "1"), ("C20_POP", "2")]
        };
        let (first, second, other) = (of("300"), of("100"), of("7"));
        let dirty = layer(&[
            ("010650102", &first),
            ("1065O103", &other),
            ("010650101", &second),
            ("999990101", &other),
            ("010650000", &other),
            ("", &other),
        ]);
        let [drawn, listed] = both(&dirty, &reference);
        let notes = vec![
            IrisNote::NotIris { rows: 2, first: "1065O103".into() },
            IrisNote::UnknownCommune { iris: 1, first: "999990101".into() },
            IrisNote::SeveralColumns { taken: "Habitants".into(), others: vec!["P21_POP".into(), "C20_POP".into()] },
        ];
        assert_eq!(drawn, Ok((notes, vec![Some(25), Some(75)])));
        assert_eq!(drawn, listed);
        for (features, said) in [
            (vec![("010650101", first.as_slice()), ("010650101", &second)], "IRIS given twice: 010650101"),
            (vec![("010650101", &[("pop", "beaucoup")])], "\"beaucoup\" is no number"),
            (vec![("01065", first.as_slice())], "no column holds codes of IRIS"),
        ] {
            let [drawn, listed] = both(&layer(&features), &reference).map(|it| it.unwrap_err());
            assert!(drawn.contains(said), "{drawn}");
            assert_eq!(drawn, listed);
        }
    }
}

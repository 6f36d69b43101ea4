//! The IRIS of a file one by one, whether it is a table or a layer of polygons.

use std::collections::{BTreeMap, BTreeSet};

use super::columns::{codes, populations};
use super::{IrisBasis, IrisError, IrisNote, WrittenIris, commune_of_iris, is_undivided, read_iris};
use crate::formats::layer::{Layer, Value};
use crate::formats::table::{Row, Table};
use crate::reference::{Reference, UnitId};

/// An IRIS of a divided commune.
#[derive(Debug, Clone, PartialEq)]
pub struct IrisRow {
    /// Its code.
    pub code: String,
    /// Its commune.
    pub unit: UnitId,
    /// Index of its row or feature.
    pub row: usize,
    /// The population that the file gives; none where it has no column for it.
    pub population: Option<f64>,
}

/// The IRIS of a file. Communes that are not divided (`0000`) are left out, as is told what else is.
#[derive(Debug, Clone, PartialEq)]
pub struct IrisRows {
    /// By code, each once.
    pub rows: Vec<IrisRow>,
    /// What populations are to be estimated from.
    pub basis: IrisBasis,
    /// What was noticed.
    pub notes: Vec<IrisNote>,
}

impl IrisRows {
    /// The IRIS of a layer of polygons.
    ///
    /// # Errors
    /// See [`IrisError`].
    pub fn of_layer(layer: &Layer, reference: &Reference) -> Result<Self, IrisError> {
        let names: std::collections::BTreeSet<&String> =
            layer.attributes.iter().flat_map(|attributes| attributes.keys()).collect();
        let names: Vec<String> = names.into_iter().cloned().collect();
        let cell = |row: usize, place: usize| {
            let value = layer.attributes.get(row).zip(names.get(place)).and_then(|(all, name)| all.get(name));
            value.map(Value::to_text).unwrap_or_default()
        };
        Self::of(&names, layer.attributes.len(), cell, reference)
    }

    /// The IRIS of a table.
    ///
    /// # Errors
    /// See [`IrisError`].
    pub fn of_table(table: &Table, reference: &Reference) -> Result<Self, IrisError> {
        let rows: Vec<Row> = table.rows().collect();
        let cell = |row: usize, place: usize| rows.get(row).map_or_else(String::new, |row| row.cell(place).to_owned());
        Self::of(&table.header, rows.len(), cell, reference)
    }

    fn of(
        names: &[String],
        rows: usize,
        cell: impl Fn(usize, usize) -> String,
        reference: &Reference,
    ) -> Result<Self, IrisError> {
        let code_column = codes(names, rows, &cell).ok_or_else(|| IrisError::NoCodes { columns: names.to_vec() })?;
        let populations = populations(names);
        let figures = populations.first().copied();
        let (mut found, mut no_codes, mut unknown, mut mended) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for row in 0..rows {
            let text = cell(row, code_column);
            let written = read_iris(&text).and_then(|written| Some((commune_of_iris(&written.code)?, written)));
            let Some((commune, WrittenIris { code, is_mended })) = written else {
                no_codes.push(text);
                continue;
            };
            // A commune of before has become one of today's, or part of it.
            let today = || reference.find(*reference.former_codes.get(&commune)?);
            let Some(unit) = reference.find(commune).or_else(today) else {
                unknown.push(code);
                continue;
            };
            if is_mended {
                mended.push(text);
            }
            found.push((code, unit, row));
        }
        // What was not divided is a part only beside other communes of before; not beside IRIS of its own.
        let mut communes: BTreeMap<UnitId, BTreeSet<String>> = BTreeMap::new();
        let divided: BTreeSet<String> =
            found.iter().filter(|it| !is_undivided(&it.0)).map(|it| commune_code(&it.0).to_owned()).collect();
        found.iter().for_each(|(code, unit, _)| {
            communes.entry(*unit).or_default().insert(commune_code(code).to_owned());
        });
        found.retain(|(code, unit, _)| {
            let is_beside = communes.get(unit).is_some_and(|all| all.len() > 1);
            !is_undivided(code) || (is_beside && !divided.contains(commune_code(code)))
        });
        let with_figure = |(code, unit, row): (String, UnitId, usize)| {
            let population = figures.map(|place| number(&cell(row, place), &code)).transpose()?;
            Ok(IrisRow { code, unit, row, population })
        };
        let mut found: Vec<IrisRow> = found.into_iter().map(with_figure).collect::<Result<_, IrisError>>()?;
        found.sort_by(|a, b| a.code.cmp(&b.code));
        let mut twice: Vec<String> =
            found.windows(2).filter(|pair| pair[0].code == pair[1].code).map(|pair| pair[0].code.clone()).collect();
        twice.dedup();
        if !twice.is_empty() {
            return Err(IrisError::Twice { codes: twice });
        }
        let mut notes = Vec::new();
        if !no_codes.is_empty() {
            let first = no_codes.iter().filter(|text| !text.is_empty()).min().cloned().unwrap_or_default();
            notes.push(IrisNote::NotIris { rows: no_codes.len(), first });
        }
        if let Some(first) = mended.iter().min() {
            notes.push(IrisNote::Mended { rows: mended.len(), first: first.clone() });
        }
        if let Some(first) = unknown.iter().min() {
            notes.push(IrisNote::UnknownCommune { iris: unknown.len(), first: first.clone() });
        }
        if let [taken, others @ ..] = populations.as_slice()
            && !others.is_empty()
        {
            let name = |place: &usize| names.get(*place).cloned().unwrap_or_default();
            notes.push(IrisNote::SeveralColumns { taken: name(taken), others: others.iter().map(name).collect() });
        }
        let basis = if figures.is_some() { IrisBasis::Population } else { IrisBasis::Area };
        Ok(Self { rows: found, basis, notes })
    }
}

/// The commune's part of a code of IRIS.
fn commune_code(iris: &str) -> &str {
    iris.get(..5).unwrap_or(iris)
}

fn number(text: &str, code: &str) -> Result<f64, IrisError> {
    let plain: String = text.chars().filter(|letter| !letter.is_whitespace()).collect::<String>().replace(',', ".");
    let number = plain.parse::<f64>().ok().filter(|number| number.is_finite() && *number >= 0.0);
    number.ok_or_else(|| IrisError::NotANumber { code: code.to_owned(), text: text.to_owned() })
}

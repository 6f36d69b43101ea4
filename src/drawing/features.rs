//! Features to CPTS: what each feature says of itself.

use std::collections::{BTreeMap, BTreeSet};

use super::doubt::{Doubt, Noted};
use super::error::DrawingError;
use crate::cog::plain_text;
use crate::formats::layer::{Layer, Problem};
use crate::formats::table::{Row, Table};
use crate::territory::{Column, ColumnChoice, Columns, Counts, Stage, is_name_of_column, what_counts, zero_is_one};

/// Before the name of an attribute that a table of claims would read as something else.
pub(super) const PREFIX: &str = "attribut_";

/// What features of one CPTS say.
#[derive(Debug, Default)]
pub(super) struct Said {
    /// Numbers of the features, from 1, ascending.
    pub features: Vec<usize>,
    pub names: BTreeSet<String>,
    /// Stage, start, end, day of signature; an empty text where a feature says none.
    pub known: [BTreeSet<String>; 4],
    /// Values of the other attributes, in the order of their columns.
    pub others: Vec<BTreeSet<String>>,
}

/// Columns of [`Said::known`].
pub(super) const KNOWN: [Column; 4] = [Column::Stage, Column::Start, Column::End, Column::Signed];

/// Features by the CPTS that they say they are of, its identifier or name.
#[derive(Debug, Default)]
pub(super) struct Features {
    pub cpts: BTreeMap<String, Said>,
    /// Names of the other attributes, as they are to be written.
    pub others: Vec<String>,
    pub notes: Vec<Noted>,
}

/// Reads the attributes of a layer. `exclude` names more of what is no CPTS.
pub(super) fn read(layer: &Layer, choice: &ColumnChoice, exclude: &[String]) -> Result<Features, DrawingError> {
    let count = layer.attributes.len();
    if count == 0 {
        return Err(DrawingError::NoFeature);
    }
    let mut problems: BTreeMap<usize, Vec<&Problem>> = BTreeMap::new();
    for found in &layer.problems {
        problems.entry(found.feature).or_default().push(&found.problem);
    }
    if (0..count).all(|feature| layer.shapes.is_empty_face(feature as u32)) {
        let found = layer.problems.first().map(|found| found.problem.clone());
        return Err(DrawingError::NoPolygon { features: count, found });
    }
    let table = Table::of_attributes(&layer.attributes)?;
    let columns = Columns::of_cpts(&table, choice).map_err(DrawingError::Columns)?;
    let is_other = |place: &usize| {
        // The number of a feature in a GeoPackage says nothing of a CPTS.
        !table.header[*place].eq_ignore_ascii_case("fid")
            && ![Column::CptsId, Column::CptsName]
                .iter()
                .chain(&KNOWN)
                .any(|&column| columns.place(column) == Some(*place))
            && table.rows().any(|row| !row.cell(*place).is_empty())
    };
    let others: Vec<usize> = (0..table.header.len()).filter(is_other).collect();
    let mut written: Vec<String> = Vec::new();
    for &place in &others {
        let mut name = table.header[place].clone();
        let is_taken = |name: &String| {
            is_name_of_column(name)
                || name.is_empty()
                || written.contains(name)
                || others.iter().any(|&it| it != place && table.header[it] == *name)
        };
        while is_taken(&name) {
            name.insert_str(0, PREFIX);
        }
        written.push(name);
    }
    let mut features = Features { others: written, ..Features::default() };
    let said =
        |row: Row, column: Column| columns.place(column).map(|place| single_spaced(row, place)).unwrap_or_default();
    let ids: Vec<[String; 2]> =
        table.rows().map(|row| [Column::CptsId, Column::CptsName].map(|it| said(row, it))).collect();
    let zero_is_one =
        zero_is_one(ids.iter().filter_map(|said| said.iter().find(|text| !text.is_empty())).map(String::as_str));
    let is_excluded = |name: &str| {
        let plain = plain_text(name);
        exclude.iter().any(|other| plain_text(other) == plain)
    };
    let mut rows = table.rows().peekable();
    let mut excluded_ids: BTreeSet<String> = BTreeSet::new();
    let mut excluded: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for feature in 0..count {
        let number = feature + 1;
        // Features without any attribute have no row.
        let row = rows.next_if(|row| row.line() == number as u64).unwrap_or_default();
        let (mut id, mut name) = (said(row, Column::CptsId), said(row, Column::CptsName));
        let counts = what_counts(&id, &name, zero_is_one);
        let label = if name.is_empty() { id.clone() } else { name.clone() };
        let problems = problems.remove(&feature).unwrap_or_default();
        let note = |doubt| Noted::of_features(doubt, vec![number], label.clone());
        if layer.shapes.is_empty_face(feature as u32) {
            let problem = problems.first().map(|&problem| problem.clone());
            features.notes.push(note(Doubt::NoPolygon { problem }));
            continue;
        }
        features.notes.extend(problems.into_iter().map(|problem| note(Doubt::Reading { problem: problem.clone() })));
        if label.is_empty() {
            features.notes.push(note(Doubt::NoName));
        } else if counts == Counts::Nobody || is_excluded(&name) || is_excluded(&id) {
            excluded_ids.insert(plain_text(&id));
            excluded.entry(label.clone()).or_default().push(number);
        } else {
            match counts {
                Counts::Id => name.clear(),
                Counts::Name => id.clear(),
                Counts::Both | Counts::Nobody => {}
            }
            let key = if id.is_empty() { name.clone() } else { id };
            let of_cpts = features.cpts.entry(key).or_default();
            of_cpts.features.push(number);
            of_cpts.names.extend(Some(name).filter(|name| !name.is_empty()));
            for (values, column) in of_cpts.known.iter_mut().zip(KNOWN) {
                let text = said(row, column);
                values.insert(if column == Column::Stage { stage(text) } else { text });
            }
            of_cpts.others.resize_with(others.len(), BTreeSet::new);
            for (values, &place) in of_cpts.others.iter_mut().zip(&others) {
                values.insert(single_spaced(row, place));
            }
        }
    }
    for name in exclude {
        if !excluded.keys().any(|it| plain_text(it) == plain_text(name)) && !excluded_ids.contains(&plain_text(name)) {
            features.notes.push(Noted::of_features(Doubt::ExcludesNothing, Vec::new(), name.clone()));
        }
    }
    let told = excluded.into_iter().map(|(name, numbers)| Noted::of_features(Doubt::Excluded, numbers, name));
    features.notes.extend(told);
    Ok(features)
}

/// A stage as reports write it, where it is a known one.
fn stage(text: String) -> String {
    Stage::parse(&text).map_or(text, |stage| stage.label().to_owned())
}

fn single_spaced(row: Row, place: usize) -> String {
    row.cell(place).split_whitespace().collect::<Vec<_>>().join(" ")
}

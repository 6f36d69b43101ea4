//! Which attribute of a layer holds the INSEE codes: told by its values, and by its name where values do not decide.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::{BoundariesError, BoundaryLayer};
use crate::cog::{CommuneCode, plain_text, read_code};
use crate::formats::layer::{Attributes, Value};

/// Features that a thread looks at before it takes others.
const FEATURES: usize = 1024;

/// Usual names, without accents, underscores or case, likeliest first: those of IGN, of INSEE, and of open data.
const USUAL: [&str; 12] = [
    "code insee",
    "insee arm",
    "insee com",
    "codgeo",
    "code",
    "insee",
    "depcom",
    "code commune",
    "com code",
    "com",
    "codeinsee",
    "id",
];

/// A value as a code, read through what spreadsheets do to codes.
pub(super) fn code_of(value: &Value) -> Option<CommuneCode> {
    match value {
        Value::Boolean(_) => None,
        value => read_code(&value.to_text()).map(|written| written.code),
    }
}

/// The column that holds the most distinct codes that are known; of equals the one with the more usual name.
pub(super) fn find(
    layer: &BoundaryLayer,
    is_known: impl Fn(CommuneCode) -> bool + Sync,
) -> Result<String, BoundariesError> {
    let known_codes = |features: &'_ [Attributes]| {
        let mut known: BTreeMap<String, Vec<CommuneCode>> = BTreeMap::new();
        for (name, value) in features.iter().flatten() {
            if let Some(code) = code_of(value).filter(|&code| is_known(code)) {
                match known.get_mut(name) {
                    Some(codes) => codes.push(code),
                    None => drop(known.insert(name.clone(), vec![code])),
                }
            }
        }
        known
    };
    let parts: Vec<_> = layer.layer.attributes.par_chunks(FEATURES).map(known_codes).collect();
    let mut known: BTreeMap<String, Vec<CommuneCode>> = BTreeMap::new();
    for (name, codes) in parts.into_iter().flatten() {
        known.entry(name).or_default().extend(codes);
    }
    for codes in known.values_mut() {
        codes.sort_unstable();
        codes.dedup();
    }
    let usual = |name: &str| USUAL.iter().position(|&usual| plain_text(name) == usual).unwrap_or(USUAL.len());
    let best = known.iter().max_by(|a, b| {
        let (a, b) = ((a.1.len(), a.0), (b.1.len(), b.0));
        a.0.cmp(&b.0).then_with(|| usual(b.1).cmp(&usual(a.1))).then_with(|| b.1.cmp(a.1))
    });
    match best {
        Some((name, codes)) if 2 * codes.len() >= layer.layer.attributes.len().min(3) => Ok(name.clone()),
        _ => Err(BoundariesError::NoCodeColumn {
            file: layer.file.clone(),
            columns: examples(layer).iter().map(|(name, value)| format!("{name} ({value:?})")).collect(),
        }),
    }
}

/// Each column with its first value.
fn examples(layer: &BoundaryLayer) -> BTreeMap<&str, String> {
    let mut examples = BTreeMap::new();
    for (name, value) in layer.layer.attributes.iter().flatten() {
        examples.entry(name.as_str()).or_insert_with(|| value.to_text());
    }
    examples
}

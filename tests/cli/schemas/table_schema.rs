//! As much of Table Schema as `schemas/` uses, read strictly: a keyword that is not checked here is an error.

use std::collections::BTreeSet;
use std::path::PathBuf;

use maillage::day::Day;
use regex::Regex;
use serde::Deserialize;

/// A schema of `schemas/`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Schema {
    #[serde(rename = "$schema")]
    pub profile: String,
    pub name: String,
    pub title: String,
    pub description: String,
    pub country_code: String,
    pub version: String,
    pub created: Day8601,
    pub last_modified: Day8601,
    pub contributors: Vec<Contributor>,
    pub licenses: Vec<License>,
    pub fields: Vec<Field>,
    #[serde(default)]
    pub primary_key: Vec<String>,
    pub missing_values: Vec<String>,
    #[serde(default)]
    pub fields_match: FieldsMatch,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contributor {
    pub title: String,
    pub role: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct License {
    pub name: String,
}

/// A column.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    pub name: String,
    pub title: String,
    pub description: String,
    #[serde(rename = "type")]
    pub kind: Kind,
    pub example: serde_json::Value,
    #[serde(default)]
    pub constraints: Constraints,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    String,
    Integer,
    Number,
    Date,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Constraints {
    #[serde(default)]
    pub required: bool,
    #[serde(default)]
    pub unique: bool,
    pub minimum: Option<f64>,
    pub maximum: Option<f64>,
    pub pattern: Option<Pattern>,
    #[serde(rename = "enum")]
    pub allowed: Option<Vec<String>>,
}

/// Whether a file has all columns of its schema, or may lack some that are not required.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FieldsMatch {
    #[default]
    Exact,
    Superset,
}

/// A day that the calendar has, written `YYYY-MM-DD`.
#[derive(Debug, Deserialize)]
#[serde(try_from = "String")]
pub struct Day8601(pub Day);

impl TryFrom<String> for Day8601 {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let day = text.parse().map_err(|_| format!("not a day: {text:?}"))?;
        if Day::to_string(&day) == text { Ok(Self(day)) } else { Err(format!("not YYYY-MM-DD: {text:?}")) }
    }
}

/// A pattern that says by itself where it begins and ends, since programs differ in whether it must match the whole.
#[derive(Debug, Deserialize)]
#[serde(try_from = "String")]
pub struct Pattern(Regex);

impl TryFrom<String> for Pattern {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        if !text.starts_with("^(") || !text.ends_with(")$") {
            return Err(format!("not of the form ^(…)$: {text:?}"));
        }
        Regex::new(&text).map(Self).map_err(|error| error.to_string())
    }
}

/// Where the schemas are.
pub fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("schemas")
}

impl Schema {
    pub fn named(name: &str) -> Self {
        let path = folder().join(name).with_extension("json");
        let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        Self::parse(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    pub fn parse(text: &str) -> serde_json::Result<Self> {
        serde_json::from_str(text)
    }

    /// What a CSV file breaks of the schema.
    pub fn faults(&self, csv: &str) -> Vec<String> {
        let mut reader = csv::Reader::from_reader(csv.as_bytes());
        let header: Vec<String> = reader.headers().expect("a header").iter().map(str::to_owned).collect();
        let columns: Vec<Option<&Field>> = header.iter().map(|name| self.field(name)).collect();
        let mut faults = self.header_faults(&header);
        let keys: Vec<usize> =
            header.iter().enumerate().filter(|(_, it)| self.primary_key.contains(it)).map(|(place, _)| place).collect();
        let mut seen: BTreeSet<(usize, Vec<String>)> = BTreeSet::new();
        for (row, record) in (1..).zip(reader.records()) {
            let record = record.expect("as many cells as in the header");
            for (place, (cell, field)) in record.iter().zip(&columns).enumerate() {
                let Some(field) = field else { continue };
                if let Some(fault) = field.fault(cell, self.is_missing(cell)) {
                    faults.push(format!("row {row}, {}: {fault}", field.name));
                }
                if field.constraints.unique && !seen.insert((place, vec![cell.to_owned()])) {
                    faults.push(format!("row {row}, {}: {cell:?} again", field.name));
                }
            }
            let key: Vec<String> = keys.iter().map(|&place| record[place].to_owned()).collect();
            if !key.is_empty()
                && (key.iter().any(|cell| self.is_missing(cell)) || !seen.insert((usize::MAX, key.clone())))
            {
                faults.push(format!("row {row}: the key {key:?} is empty or there already"));
            }
        }
        faults
    }

    fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.name == name)
    }

    fn is_missing(&self, cell: &str) -> bool {
        self.missing_values.iter().any(|missing| missing == cell)
    }

    /// The columns are those of the schema, in its order.
    fn header_faults(&self, header: &[String]) -> Vec<String> {
        let may_lack = |field: &&Field| self.fields_match == FieldsMatch::Superset && !field.constraints.required;
        let expected: Vec<&str> = self
            .fields
            .iter()
            .filter(|field| header.contains(&field.name) || !may_lack(field))
            .map(|field| field.name.as_str())
            .collect();
        if header == expected {
            Vec::new()
        } else {
            vec![format!("columns {header:?} where {expected:?} are expected")]
        }
    }
}

impl Field {
    /// What a cell breaks, if anything.
    pub fn fault(&self, cell: &str, is_missing: bool) -> Option<String> {
        let Constraints { required, minimum, maximum, pattern, allowed, .. } = &self.constraints;
        if is_missing {
            return required.then(|| "empty".to_owned());
        }
        let value = match self.kind {
            Kind::String => None,
            Kind::Integer => match cell.parse::<i64>() {
                Ok(value) => Some(value as f64),
                Err(_) => return Some(format!("{cell:?} is not an integer")),
            },
            Kind::Number => match cell.parse::<f64>() {
                Ok(value) if value.is_finite() => Some(value),
                _ => return Some(format!("{cell:?} is not a number")),
            },
            Kind::Date => match Day8601::try_from(cell.to_owned()) {
                Ok(_) => None,
                Err(error) => return Some(error),
            },
        };
        let is_low = minimum.is_some_and(|minimum| value.is_none_or(|value| value < minimum));
        let is_high = maximum.is_some_and(|maximum| value.is_none_or(|value| value > maximum));
        let is_other = pattern.as_ref().is_some_and(|pattern| !pattern.0.is_match(cell));
        let is_outside = allowed.as_ref().is_some_and(|allowed| !allowed.iter().any(|it| it == cell));
        (is_low || is_high || is_other || is_outside).then(|| format!("{cell:?} is not within {:?}", self.constraints))
    }
}

//! The form of a schemes file, and from there to schemes. Amounts are lists of four, one for each size.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::describe::{BySize, amount, describe};
use super::{
    Deadlines, FundingLine, FundingScheme, LineKind, Origin, Parts, SIZES, SchemeError, Side, SizeScheme, Status,
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    sizes: BTreeMap<String, Sizes>,
    #[serde(default)]
    funding: BTreeMap<String, Funding>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sizes {
    status: Status,
    text_date: Option<String>,
    #[serde(default)]
    source: String,
    #[serde(default)]
    note: String,
    #[serde(default)]
    note_en: String,
    upper_bounds: Vec<u64>,
    boundary_goes_to: Vec<Side>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Funding {
    sizes: String,
    status: Option<Status>,
    text_date: Option<String>,
    #[serde(default)]
    source: String,
    #[serde(default)]
    note: String,
    #[serde(default)]
    note_en: String,
    printed_total: Option<Vec<u64>>,
    #[serde(default)]
    line: Vec<Line>,
    /// Amounts of a source that does not print them for all sizes: line by line as wholes, or the total alone.
    #[serde(default)]
    t1: BTreeMap<String, u64>,
    #[serde(default)]
    t2: BTreeMap<String, u64>,
    #[serde(default)]
    t3: BTreeMap<String, u64>,
    #[serde(default)]
    t4: BTreeMap<String, u64>,
    t1_total: Option<u64>,
    t2_total: Option<u64>,
    t3_total: Option<u64>,
    t4_total: Option<u64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    id: String,
    kind: LineKind,
    name_fr: Option<String>,
    name_en: Option<String>,
    fixe: Option<Vec<u64>>,
    variable: Option<Vec<u64>>,
    fixe_redaction: Option<Vec<u64>>,
    fixe_mise_a_jour: Option<Vec<u64>>,
    variable_si_crise: Option<Vec<u64>>,
    printed_total: Option<Vec<u64>>,
    printed_total_redaction: Option<Vec<u64>>,
    months: Option<Vec<u16>>,
    deploy_months: Option<u16>,
}

type Read = (BTreeMap<String, SizeScheme>, BTreeMap<String, FundingScheme>);

/// Reads a schemes file; whether schemes fit together is not looked at yet.
pub(super) fn read(text: &str) -> Result<Read, SchemeError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let file: File = toml::from_str(text)
        .map_err(|error| SchemeError::Malformed { reason: error.to_string().trim_end().to_owned() })?;
    let mut sizes = BTreeMap::new();
    for (id, it) in file.sizes {
        let origin = origin(&format!("sizes.{id}"), it.text_date.as_deref(), it.source, [it.note, it.note_en])?;
        let scheme = SizeScheme::new(id.clone(), it.status, origin, &it.upper_bounds, &it.boundary_goes_to)?;
        sizes.insert(id, scheme);
    }
    let mut funding = BTreeMap::new();
    let mut by_size = Vec::new();
    for (id, it) in file.funding {
        let sizes: BySize = [(it.t1, it.t1_total), (it.t2, it.t2_total), (it.t3, it.t3_total), (it.t4, it.t4_total)];
        if sizes.iter().any(|(lines, total)| !lines.is_empty() || total.is_some()) {
            if !it.line.is_empty() || it.printed_total.is_some() {
                return Err(SchemeError::TwoForms { scheme: id });
            }
            by_size.push((id.clone(), sizes));
        }
        let origin = origin(&format!("funding.{id}"), it.text_date.as_deref(), it.source, [it.note, it.note_en])?;
        let total = it.printed_total.as_deref().map(|total| amounts(&id, "total", "printed_total", total));
        let printed_total = total.transpose()?.map_or([None; SIZES], |total| total.map(Some));
        let lines = it.line.into_iter().map(|line| funding_line(&id, line)).collect::<Result<Vec<_>, _>>()?;
        let scheme = FundingScheme { id: id.clone(), sizes: it.sizes, status: it.status, origin, lines, printed_total };
        scheme.check()?;
        funding.insert(id, scheme);
    }
    let described: Vec<FundingLine> = funding.values().flat_map(|it| &it.lines).cloned().collect();
    for (id, it) in by_size {
        if let Some(scheme) = funding.get_mut(&id) {
            describe(scheme, &it, &described)?;
            scheme.check()?;
        }
    }
    Ok((sizes, funding))
}

fn origin(
    scheme: &str,
    date: Option<&str>,
    source: String,
    [note, note_en]: [String; 2],
) -> Result<Origin, SchemeError> {
    let day =
        |text: &str| text.parse().map_err(|_| SchemeError::Date { scheme: scheme.to_owned(), value: text.to_owned() });
    Ok(Origin { date: date.map(day).transpose()?, source, note, note_en })
}

/// One amount for each size.
fn amounts(scheme: &str, line: &str, key: &'static str, list: &[u64]) -> Result<[u64; SIZES], SchemeError> {
    list.iter().try_for_each(|&it| amount(scheme, line, it).map(drop))?;
    list.try_into().map_err(|_| SchemeError::Amounts {
        scheme: scheme.to_owned(),
        line: line.to_owned(),
        key,
        found: list.len(),
    })
}

fn funding_line(scheme: &str, line: Line) -> Result<FundingLine, SchemeError> {
    let list =
        |key, list: &Option<Vec<u64>>| list.as_deref().map(|list| amounts(scheme, &line.id, key, list)).transpose();
    let fixed = list("fixe", &line.fixe)?;
    let variable = list("variable", &line.variable)?;
    let drafting = list("fixe_redaction", &line.fixe_redaction)?;
    let update = list("fixe_mise_a_jour", &line.fixe_mise_a_jour)?;
    let crisis = list("variable_si_crise", &line.variable_si_crise)?;
    let parts = match (fixed, variable, drafting, update, crisis) {
        (Some(fixed), variable, None, None, None) => by_size(fixed, variable.unwrap_or_default(), [0; SIZES], split),
        (None, None, Some(drafting), Some(update), Some(crisis)) => by_size(drafting, update, crisis, in_crisis),
        _ => return Err(SchemeError::Incomplete { scheme: scheme.to_owned(), line: line.id }),
    };
    let printed =
        [list("printed_total", &line.printed_total)?, list("printed_total_redaction", &line.printed_total_redaction)?];
    for printed in printed.into_iter().flatten() {
        for ((size, parts), printed) in (1..).zip(parts).zip(printed) {
            let sum = parts.most().unwrap_or_default();
            if sum != printed {
                return Err(SchemeError::LineTotal { scheme: scheme.to_owned(), line: line.id, size, sum, printed });
            }
        }
    }
    let deadlines = deadlines(&line).map_err(|found| SchemeError::Months {
        scheme: scheme.to_owned(),
        line: line.id.clone(),
        found,
    })?;
    Ok(FundingLine {
        name_fr: line.name_fr.unwrap_or_else(|| line.id.clone()),
        name_en: line.name_en.unwrap_or_else(|| line.id.clone()),
        id: line.id,
        kind: line.kind,
        parts,
        deadlines,
    })
}

fn split(fixed: u64, variable: u64, _: u64) -> Parts {
    Parts::Split { fixed, variable }
}

fn in_crisis(drafting: u64, update: u64, crisis: u64) -> Parts {
    Parts::Crisis { drafting, update, crisis }
}

fn by_size(a: [u64; SIZES], b: [u64; SIZES], c: [u64; SIZES], parts: fn(u64, u64, u64) -> Parts) -> [Parts; SIZES] {
    let mut all = [Parts::Unknown; SIZES];
    for (((place, a), b), c) in all.iter_mut().zip(a).zip(b).zip(c) {
        *place = parts(a, b, c);
    }
    all
}

/// The deadlines of a line, or the months that make none.
fn deadlines(line: &Line) -> Result<Deadlines, Vec<u16>> {
    match (line.months.as_deref(), line.deploy_months) {
        (None, deployment) => Ok(Deadlines { start: None, deployment }),
        (Some(&[start, deployment]), None) if start < deployment => {
            Ok(Deadlines { start: Some(start), deployment: Some(deployment) })
        }
        (Some(months), deployment) => Err(months.iter().copied().chain(deployment).collect()),
    }
}

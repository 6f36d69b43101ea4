//! *Excerpts*: the part of a long table that the page shows. The CSV file of the same name has the whole.

use crate::formats::csv::Cell;
use crate::report::model::Report;
use crate::report::sheet::{LIST, Sheet};
use crate::report::{Lang, anomalies as all_anomalies, ways_out};
use crate::territory::Severity;

/// Columns of the options that cards show.
const SHOWN: [&str; 14] = [
    "cpts_ids",
    "zone_id",
    "option",
    "cpts_id",
    "population_avant",
    "population_apres",
    "taille_avant",
    "taille_apres",
    "financement_regime_avant",
    "financement_regime_apres",
    "nb_parties_avant",
    "nb_parties_apres",
    "departements_avant",
    "departements_apres",
];
/// CPTS shown that could take a white zone: those with the longest common border.
const TAKERS: i64 = 3;
/// Rows of options above which the page has none: 50 characters each, so half a megabyte.
const MOST_OPTIONS: usize = 10_000;
/// Lines of the table shown for a finding that is told for information.
const MOST_LINES: usize = 12;
/// What stands for the rest of a list.
const REST: &str = "…";

/// Every way out of each overlap.
pub(super) fn overlap_options(report: &Report) -> Sheet {
    options(ways_out::overlaps(report))
}

/// The first CPTS that could take each white zone.
pub(super) fn zone_options(report: &Report) -> Sheet {
    let (header, mut rows) = ways_out::zones(report);
    if let Some(rank) = header.iter().position(|name| *name == "rang") {
        rows.retain(|row| !matches!(row.get(rank), Some(Cell::Integer(place)) if *place > TAKERS));
    }
    options((header, rows))
}

fn options((header, rows): Sheet) -> Sheet {
    let rows = if rows.len() > MOST_OPTIONS { Vec::new() } else { rows };
    let is_shown: Vec<bool> = header.iter().map(|name| SHOWN.contains(name)).collect();
    let shown = |row: Vec<Cell>| -> Vec<Cell> {
        row.into_iter().zip(&is_shown).filter(|(_, is_shown)| **is_shown).map(|(cell, _)| cell).collect()
    };
    let names = header.iter().zip(&is_shown).filter(|(_, is_shown)| **is_shown).map(|(name, _)| *name).collect();
    (names, rows.into_iter().map(shown).collect())
}

/// All anomalies; of those told for information, a dozen lines of the table each: what lies out of the scope can be
/// most of a national table.
pub(super) fn anomalies(report: &Report, lang: Lang) -> Sheet {
    let (header, mut rows) = all_anomalies::sheet(report, lang);
    if let Some(lines) = header.iter().position(|name| *name == "ligne") {
        for (row, anomaly) in rows.iter_mut().zip(&report.anomalies) {
            let of_table = &anomaly.source.lines;
            if anomaly.finding.severity() != Severity::Info || of_table.len() <= MOST_LINES {
                continue;
            }
            let first = of_table.iter().take(MOST_LINES).map(u64::to_string).chain([REST.to_owned()]);
            if let Some(cell) = row.get_mut(lines) {
                *cell = first.collect::<Vec<_>>().join(LIST).into();
            }
        }
    }
    (header, rows)
}

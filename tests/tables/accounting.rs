//! Every row of a table is used, or rejected and told.

use std::sync::OnceLock;

use maillage::cog::history::HistorySource;
use maillage::reference::{Reference, load};
use maillage::territory::{ResolveOptions, resolve};
use proptest::prelude::*;

use super::*;

pub(super) fn reference() -> &'static Reference {
    static REFERENCE: OnceLock<Reference> = OnceLock::new();
    REFERENCE.get_or_init(|| load(None).expect("the reference of the program"))
}

pub(super) fn history() -> &'static HistorySource {
    static HISTORY: OnceLock<HistorySource> = OnceLock::new();
    HISTORY.get_or_init(HistorySource::default)
}

fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => prop::sample::select(vec!["01004", "01053", "2A004", "59350", "75056", "75101", "1004", "99999"]).prop_map(str::to_owned),
        2 => prop::sample::select(vec!["01004, 01053", "01004;9;59350", "x", "1", "0", "oui", "?", "CPTS A", "ACI"]).prop_map(str::to_owned),
        2 => Just(String::new()),
        1 => "[a-z0-9 ]{1,6}",
    ]
}

/// A header that makes one form or another, and rows of any width.
fn table() -> impl Strategy<Value = String> {
    let headers = [
        "CPTS;Code INSEE;Stade",
        "Code INSEE;Commune;CPTS",
        "CPTS Nord;CPTS Sud;CPTS Est",
        "Code INSEE;Nord;Sud",
        "CPTS;Commune 1;Commune 2",
    ];
    let rows = prop::collection::vec(prop::collection::vec(cell(), 0..5), 1..20);
    (prop::sample::select(headers.to_vec()), rows).prop_map(|(header, rows)| {
        let quoted = |cell: &String| format!("\"{cell}\"");
        let line = |row: &Vec<String>| row.iter().map(quoted).collect::<Vec<_>>().join(";") + "\n";
        format!("{header}\n{}", rows.iter().map(line).collect::<String>())
    })
}

proptest! {
    #[test]
    fn rows_are_rows_used_and_rows_rejected_each_with_its_line_in_an_anomaly(text in table()) {
        let choice = ColumnChoice::default();
        let header = header_finder(&choice);
        let options = TableOptions { header: &header, ..TableOptions::default() };
        let table = table::read_csv(text.as_bytes(), &options).unwrap();
        let Ok(reading) = read_claims_of(&table, &choice) else { return Ok(()) };
        let lines: BTreeSet<u64> = table.rows().map(|row| row.line()).collect();
        prop_assert_eq!((reading.rows, lines.len()), (table.rows().len(), table.rows().len()));
        let told = |anomalies: &[maillage::territory::Anomaly]| -> BTreeSet<u64> {
            anomalies.iter().flat_map(|anomaly| anomaly.source.lines.clone()).collect()
        };
        let claiming: BTreeSet<u64> = reading.claims().map(|claim| claim.line).collect();
        let silent: Vec<u64> = lines.difference(&claiming).copied().collect();
        prop_assert!(silent.iter().all(|line| told(&reading.anomalies).contains(line)), "{:?} of\n{}", silent, text);
        let resolution = resolve(reading, reference(), history(), &ResolveOptions::default()).unwrap();
        let used: BTreeSet<u64> =
            resolution.cpts.iter().flat_map(|cpts| &cpts.claims).flat_map(|claim| claim.lines.clone()).collect();
        prop_assert_eq!((resolution.rows, resolution.rows_used), (lines.len(), used.len()), "{}", text);
        let rejected: BTreeSet<u64> = lines.difference(&used).copied().collect();
        prop_assert!(rejected.is_subset(&told(&resolution.anomalies)), "{:?} of\n{}", rejected, text);
    }
}

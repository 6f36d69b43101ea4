//! Any file as a table of claims, looked up against the reference: every row is used or told.
#![no_main]

use std::collections::BTreeSet;
use std::sync::OnceLock;

use libfuzzer_sys::fuzz_target;
use maillage::cog::history::HistorySource;
use maillage::formats::table::{TableOptions, read_bytes};
use maillage::formats::vector::Limits;
use maillage::reference::{Reference, load};
use maillage::territory::{ColumnChoice, ResolveOptions, header_finder, read_claims_of, resolve};

fn reference() -> &'static (Reference, HistorySource) {
    static REFERENCE: OnceLock<(Reference, HistorySource)> = OnceLock::new();
    REFERENCE.get_or_init(|| (load(None).expect("the reference of the program"), HistorySource::default()))
}

fuzz_target!(init: maillage::guard::keep_guarded_panics_quiet(), |bytes: &[u8]| {
    let choice = ColumnChoice::default();
    let header = header_finder(&choice);
    let limits = Limits { bytes: 16 << 20, ..Limits::default() };
    let options = TableOptions { header: &header, limits, ..TableOptions::default() };
    let Ok(table) = read_bytes(bytes.to_vec(), &options) else { return };
    let Ok(reading) = read_claims_of(&table, &choice) else { return };
    let (reference, history) = reference();
    let rows = reading.rows;
    let Ok(resolution) = resolve(reading, reference, history, &ResolveOptions::default()) else { return };
    assert_eq!(resolution.rows, rows);
    let claimed = resolution.cpts.iter().flat_map(|cpts| &cpts.claims).flat_map(|claim| claim.lines.iter().copied());
    let told = resolution.anomalies.iter().flat_map(|anomaly| anomaly.source.lines.iter().copied());
    let lines: BTreeSet<u64> = claimed.chain(told).collect();
    assert!(table.rows().all(|row| lines.contains(&row.line())), "a row is neither used nor told");
});

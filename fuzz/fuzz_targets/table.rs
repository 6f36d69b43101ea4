//! Tables: read or refused, and each row in a claim or in an anomaly.
#![no_main]

use std::collections::BTreeSet;

use libfuzzer_sys::fuzz_target;
use maillage::formats::table::{Limits, TableOptions, read_bytes};
use maillage::territory::{ColumnChoice, header_finder, read_claims_of};

fuzz_target!(|bytes: &[u8]| {
    let choice = ColumnChoice::default();
    let header = header_finder(&choice);
    let limits = Limits { bytes: 16 << 20, ratio: 200, free: 1 << 20 };
    let Ok(table) = read_bytes(bytes.to_vec(), &TableOptions { sheet: None, header: &header, limits }) else { return };
    let Ok(reading) = read_claims_of(&table, &choice) else { return };
    assert_eq!(reading.rows, table.rows().len());
    let told: BTreeSet<u64> = reading.anomalies.iter().flat_map(|anomaly| anomaly.source.lines.clone()).collect();
    let claiming: BTreeSet<u64> = reading.claims().map(|claim| claim.line).collect();
    for row in table.rows() {
        assert!(claiming.contains(&row.line()) || told.contains(&row.line()));
    }
});

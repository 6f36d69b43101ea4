//! Reads tables and says how long it took, and how much memory at most: `cargo run --release --example table-job FILE...`
//!
//! Memory is that of the process so far, so give one file at a time to compare.

use std::time::Instant;

use maillage::formats::table::{self, TableOptions};
use maillage::territory::{ColumnChoice, header_finder, read_claims_of};

/// The most memory that the process held, as Linux says it.
fn memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or("?").trim().to_owned()
}

fn main() {
    let choice = ColumnChoice::default();
    let header = header_finder(&choice);
    for path in std::env::args().skip(1) {
        let start = Instant::now();
        let table = match table::read(path.as_ref(), &TableOptions { header: &header, ..TableOptions::default() }) {
            Ok(table) => table,
            Err(error) => {
                println!("{path}: {error} ({:.2?})", start.elapsed());
                continue;
            }
        };
        println!("{path}: {} rows in {:.2?}, {}", table.rows().len(), start.elapsed(), memory());
        let start = Instant::now();
        match read_claims_of(&table, &choice) {
            Ok(reading) => {
                let (claims, anomalies) = (reading.claims().len(), reading.anomalies.len());
                println!("  {claims} claims, {anomalies} anomalies in {:.2?}, {}", start.elapsed(), memory());
            }
            Err(error) => println!("  {error:?}"),
        }
    }
}

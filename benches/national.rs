//! All of France from the embedded reference, each EPCI taken as a CPTS: loading, measuring, dissolving, the whole report.
//!
//! `cargo bench`. Times are for comparing two versions on one machine, not machines with each other.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use maillage::cog::history::HistorySource;
use maillage::formats::csv::{self, Dialect};
use maillage::reference::{Reference, Scope, UnitId, load};
use maillage::report::{Lang, Options, Report, files};
use maillage::rules::Rules;
use maillage::territory::{Facts, ResolveOptions, StageSet, read_claims, resolve};

/// A table with one CPTS for each EPCI.
fn table(reference: &Reference) -> String {
    let claim = |unit: &maillage::reference::Unit| {
        let epci = &reference.areas.epcis[unit.epci? as usize];
        Some(format!("{};{};ACI signé;{}\n", epci.code, epci.name, unit.code))
    };
    let claims: String = reference.units.iter().filter_map(claim).collect();
    format!("cpts_id;cpts_nom;stade;code_insee\n{claims}")
}

fn national(criterion: &mut Criterion) {
    let reference = load(None).expect("the embedded reference");
    let table = table(&reference);
    let mut groups: Vec<Vec<UnitId>> = vec![Vec::new(); reference.areas.epcis.len()];
    for (id, unit) in reference.units.iter().enumerate() {
        if let Some(epci) = unit.epci {
            groups[epci as usize].push(id as UnitId);
        }
    }
    let history = HistorySource::default();
    let report = || {
        let reading = read_claims(&csv::read(table.as_bytes()).expect("a table")).expect("columns");
        let options = Options {
            scope: Scope::france(&reference.areas),
            stages: StageSet::Tous,
            rules: Rules::in_force().expect("schemes"),
            date: None,
            other_populations: Vec::new(),
        };
        let facts = Facts::measure(&reference);
        let resolution = resolve(reading, &reference, &history, &ResolveOptions::default()).expect("a history");
        Report::new(&reference, facts, resolution, options).expect("a report")
    };
    let mut group = criterion.benchmark_group("France");
    group.sample_size(10);
    group.bench_function("load the reference", |b| b.iter(|| load(None)));
    group.bench_function("measure units", |b| b.iter(|| Facts::measure(black_box(&reference))));
    group.bench_function("dissolve EPCI", |b| b.iter(|| reference.coverage.dissolve_groups(black_box(&groups))));
    group.bench_function("report", |b| b.iter(report));
    let made = report();
    let write_all = || {
        let mut bytes = Vec::new();
        files(&made, Dialect::Standard, Lang::Fr, |_| true).iter().for_each(|(_, content)| {
            content(&mut bytes).expect("memory can be written to");
        });
        bytes
    };
    group.bench_function("files", |b| b.iter(write_all));
    group.finish();
}

criterion_group!(benches, national);
criterion_main!(benches);

//! The engine on a made coverage of 5,000 units, which needs no file: reading, arcs, unions, neighbours, simplification,
//! writing, and the whole in one go.
//!
//! `cargo bench --bench engine`. Times are for comparing two versions on one machine, not machines with each other.

#[path = "made/mod.rs"]
mod made;
#[path = "whole/mod.rs"]
mod whole;

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use made::Made;
use maillage::coverage::{Coverage, Ellipsoid, Simplify};
use maillage::formats::geojson;
use whole::{groups, whole};

fn engine(criterion: &mut Criterion) {
    let made = Made::new(5_000);
    let shapes = made.shapes();
    let mut text = Vec::new();
    made.write_geojson(&shapes, &mut text).expect("memory can be written to");
    let coverage = Coverage::from_shapes(&shapes).expect("a made coverage is one");
    let groups = groups(coverage.face_count());
    let unions = coverage.dissolve_groups(&groups);

    let mut group = criterion.benchmark_group("5,000 made units");
    group.sample_size(20);
    group.bench_function("read", |b| b.iter(|| geojson::read(black_box(&text))));
    group.bench_function("topology", |b| b.iter(|| Coverage::from_shapes(black_box(&shapes))));
    group.bench_function("dissolve", |b| b.iter(|| coverage.dissolve_groups(black_box(&groups))));
    group.bench_function("neighbours", |b| b.iter(|| coverage.borders(&coverage.lengths(&Ellipsoid::WGS84))));
    for (name, method) in [
        ("simplify, Visvalingam 100 m", Simplify::Visvalingam(100.0)),
        ("simplify, Douglas-Peucker 100 m", Simplify::DouglasPeucker(100.0)),
    ] {
        group.bench_function(name, |b| b.iter(|| coverage.simplified(&Ellipsoid::WGS84, black_box(method))));
    }
    group.bench_function("write", |b| b.iter(|| whole::write(&mut Vec::new(), black_box(&unions), |_| Vec::new())));
    group.bench_function("whole", |b| b.iter(|| whole(black_box(text.as_slice()), &mut Vec::new())));
    group.finish();
}

criterion_group!(benches, engine);
criterion_main!(benches);

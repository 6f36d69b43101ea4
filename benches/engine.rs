//! The engine on a made coverage of 5,000 units, which needs no file: arcs, unions, neighbours, simplification.
//!
//! `cargo bench --bench engine`. Times are for comparing two versions on one machine, not machines with each other.

#[path = "made/mod.rs"]
mod made;

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use geo_types::MultiPolygon;
use made::Made;
use maillage::coverage::{Coverage, Ellipsoid, FaceId, Simplify};

fn engine(criterion: &mut Criterion) {
    let shapes = Made::new(5_000).shapes();
    let count = shapes.face_count() as FaceId;
    let faces: Vec<MultiPolygon<f64>> = (0..count).map(|face| shapes.face(face)).collect();
    let coverage = Coverage::from_polygons(&faces).expect("a made coverage is one");
    // Units are numbered from the south: a hundred bands.
    let ids: Vec<FaceId> = (0..count).collect();
    let groups: Vec<Vec<FaceId>> = ids.chunks(50).map(<[FaceId]>::to_vec).collect();

    let mut group = criterion.benchmark_group("5,000 made units");
    group.sample_size(20);
    group.bench_function("topology", |b| b.iter(|| Coverage::from_polygons(black_box(&faces))));
    group.bench_function("dissolve", |b| b.iter(|| coverage.dissolve_groups(black_box(&groups))));
    group.bench_function("neighbours", |b| b.iter(|| coverage.borders(&coverage.lengths(&Ellipsoid::WGS84))));
    for (name, method) in [
        ("simplify, Visvalingam 100 m", Simplify::Visvalingam(100.0)),
        ("simplify, Douglas-Peucker 100 m", Simplify::DouglasPeucker(100.0)),
    ] {
        group.bench_function(name, |b| b.iter(|| coverage.simplified(&Ellipsoid::WGS84, black_box(method))));
    }
    group.finish();
}

criterion_group!(benches, engine);
criterion_main!(benches);

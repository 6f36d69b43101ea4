use maillage::reference::*;
fn main() {
    let a: Vec<String> = std::env::args().collect();
    let t = std::time::Instant::now();
    if a[1] == "build" {
        let r = build::build(&build::Sources { recipe: a[2].clone().into(), decoupage: a[3].clone().into(), contours: a[4].clone().into(), former_contours: Some(a[5].clone().into()) }).unwrap();
        eprintln!("{:#?} {:?}", r.metadata.repair, r.metadata.mends);
        eprintln!("{} arcs {} vertices {:?}", r.coverage.arc_count(), r.coverage.vertex_count(), t.elapsed());
        std::fs::write(&a[6], write_pack(&r).unwrap()).unwrap();
        return;
    }
    for _ in 0..3 {
    let t = std::time::Instant::now();
    let r = load(Some(std::path::Path::new(&a[2]))).unwrap();
    eprintln!("{} {:?}", r.units.len(), t.elapsed());
    }
}

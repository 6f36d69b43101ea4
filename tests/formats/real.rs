//! Files as IGN and others publish them, where they are.

use std::path::PathBuf;

use maillage::formats::vector::{self, ReadOptions};

fn shared(name: &str) -> Option<PathBuf> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/data/ref").join(name);
    if path.exists() {
        return Some(path);
    }
    eprintln!("skipped: {} is not there", path.display());
    None
}

#[test]
fn published_shapefiles_have_their_names_with_accents_and_lie_in_france() {
    let files = [
        ("DEPARTEMENT.shp", "nom", "Finistère"),
        ("REGION.shp", "nom", "Île-de-France"),
        ("l93/REGION.shp", "NOM", "Provence-Alpes-Côte d'Azur"),
        ("l93/EPCI.shp", "NOM", "CC Sèvre et Loire"),
    ];
    for (file, field, name) in files {
        let Some(path) = shared(file) else { continue };
        let layer = vector::read(&path, &ReadOptions::default()).unwrap();
        let names: Vec<String> = layer.attributes.iter().filter_map(|row| Some(row.get(field)?.to_text())).collect();
        assert!(names.iter().any(|found| found == name), "{file}: {names:?}");
        assert!(!names.iter().any(|found| found.contains(['\u{fffd}', 'Ã'])), "{file}");
        let inside = |v: &geo_types::Coord<f64>| (-63.5..56.0).contains(&v.x) && (-21.5..51.2).contains(&v.y);
        assert!(layer.shapes.vertices().iter().all(inside), "{file}");
        assert_eq!(layer.problems, [], "{file}");
    }
}

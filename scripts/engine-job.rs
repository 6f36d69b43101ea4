//! What the engine makes of a file, for `check-engine-with-shapely` to compare.
//!
//! `engine-job FILE.geojson DIR [--group PROPERTY:LENGTH] [--method visvalingam|douglas-peucker] [--metres M]`
//!
//! Features are grouped by the first LENGTH letters of PROPERTY (code:2 unless told). Written to DIR: `groups.json`
//! (group, MultiPolygon), `neighbours.csv` (a, b, metres on the plane of the coordinates), `areas.csv` (the same
//! plane) and `simplified.json` (MultiPolygons in the order of the file). Coordinates are written so that they are
//! read back bit for bit.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::Path;

use geo_types::{LineString, MultiPolygon, Polygon};
use maillage::coverage::{Coverage, Ellipsoid, FaceId, Plane, Simplify};
use serde_json::{Value, json};

type Failure = Box<dyn std::error::Error>;
type Groups = BTreeMap<String, Vec<FaceId>>;

fn main() -> Result<(), Failure> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [file, dir, options @ ..] = &words[..] else {
        return Err("usage: engine-job FILE.geojson DIR [options]".into());
    };
    let option = |name: &str| options.iter().position(|word| word == name).and_then(|at| options.get(at + 1));
    let metres: f64 = option("--metres").map_or(Ok(100.0), |text| text.parse())?;
    let method = match option("--method").map(String::as_str) {
        None | Some("visvalingam") => Simplify::Visvalingam(metres),
        Some("douglas-peucker") => Simplify::DouglasPeucker(metres),
        Some(other) => return Err(format!("no such method: {other}").into()),
    };
    let (property, length) = option("--group").and_then(|text| text.split_once(':')).unwrap_or(("code", "2"));
    let (faces, groups) = read(file, property, length.parse()?)?;
    let coverage = Coverage::from_polygons(&faces)?;
    let dir = Path::new(dir);
    fs::create_dir_all(dir)?;

    let members: Vec<Vec<FaceId>> = groups.values().cloned().collect();
    let united = coverage.dissolve_groups(&members);
    let united = groups.keys().zip(&united).map(|(group, shape)| json!([group, coordinates(shape)]));
    write_lines(&dir.join("groups.json"), united)?;

    let mut neighbours = BufWriter::new(File::create(dir.join("neighbours.csv"))?);
    for border in coverage.borders(&coverage.lengths(&Plane)) {
        writeln!(neighbours, "{},{},{}", border.a, border.b, border.metres)?;
    }
    neighbours.flush()?;

    let mut areas = BufWriter::new(File::create(dir.join("areas.csv"))?);
    for area in coverage.areas(&Plane) {
        writeln!(areas, "{area}")?;
    }
    areas.flush()?;

    let simple = coverage.simplified(&Ellipsoid::WGS84, method)?;
    let simple = (0..simple.face_count() as FaceId).map(|face| coordinates(&simple.face(face)));
    write_lines(&dir.join("simplified.json"), simple)
}

/// The polygons of each feature, and the features of each group.
fn read(file: &str, property: &str, length: usize) -> Result<(Vec<MultiPolygon<f64>>, Groups), Failure> {
    let text: Value = serde_json::from_slice(&fs::read(file)?)?;
    let mut groups: Groups = BTreeMap::new();
    let mut faces = Vec::new();
    for feature in text["features"].as_array().ok_or("no features")? {
        let key: String = feature["properties"][property].as_str().unwrap_or_default().chars().take(length).collect();
        groups.entry(key).or_default().push(faces.len() as FaceId);
        let geometry = &feature["geometry"];
        let shape = match geometry["type"].as_str() {
            Some("Polygon") => vec![polygon(&geometry["coordinates"])?],
            Some("MultiPolygon") => list(&geometry["coordinates"])?.iter().map(polygon).collect::<Result<_, _>>()?,
            other => return Err(format!("feature {}: not a polygon but {other:?}", faces.len()).into()),
        };
        faces.push(MultiPolygon(shape));
    }
    Ok((faces, groups))
}

fn list(value: &Value) -> Result<&Vec<Value>, Failure> {
    value.as_array().ok_or_else(|| "not a list".into())
}

fn polygon(value: &Value) -> Result<Polygon<f64>, Failure> {
    let number = |value: &Value| value.as_f64().ok_or("not a number");
    let mut rings = Vec::new();
    for ring in list(value)? {
        let vertices: Result<Vec<(f64, f64)>, Failure> =
            list(ring)?.iter().map(|vertex| Ok((number(&vertex[0])?, number(&vertex[1])?))).collect();
        rings.push(LineString::from(vertices?));
    }
    let holes = rings.split_off(rings.len().min(1));
    Ok(Polygon::new(rings.pop().ok_or("a polygon without rings")?, holes))
}

fn coordinates(shape: &MultiPolygon<f64>) -> Value {
    let ring = |ring: &LineString<f64>| ring.0.iter().map(|vertex| json!([vertex.x, vertex.y])).collect::<Value>();
    let polygon = |polygon: &Polygon<f64>| {
        std::iter::once(polygon.exterior()).chain(polygon.interiors()).map(ring).collect::<Value>()
    };
    shape.iter().map(polygon).collect()
}

fn write_lines(path: &Path, values: impl Iterator<Item = Value>) -> Result<(), Failure> {
    let mut out = BufWriter::new(File::create(path)?);
    for value in values {
        writeln!(out, "{value}")?;
    }
    Ok(out.flush()?)
}

//! Reads a table of contours: CSV with a `code`, a `type` and a `geometry` in hexadecimal WKB.

use std::path::Path;

use geo_traits::to_geo::ToGeoGeometry;
use geo_types::{Geometry, MultiPolygon};
use rustc_hash::FxHashMap;

use super::unexpected;
use crate::cog::CommuneCode;
use crate::reference::ReferenceError;

/// What a contour is of. The same code may be that of a commune and of the commune déléguée that gave it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    Commune,
    Arrondissement,
    /// Commune déléguée or associée.
    Part,
}

/// Contours by kind and code.
pub(super) type Contours = FxHashMap<(Kind, CommuneCode), MultiPolygon<f64>>;

pub(super) fn read(path: &Path) -> Result<Contours, ReferenceError> {
    let mut reader = csv::Reader::from_path(path).map_err(|error| unexpected(path, error))?;
    let header = reader.headers().map_err(|error| unexpected(path, error))?.clone();
    let column = |name: &str| {
        header.iter().position(|found| found == name).ok_or_else(|| unexpected(path, format!("no column {name:?}")))
    };
    let (code, kind, geometry) = (column("code")?, column("type")?, column("geometry")?);
    let mut contours = Contours::default();
    for record in reader.records() {
        let record = record.map_err(|error| unexpected(path, error))?;
        let kind = match &record[kind] {
            "COM" => Kind::Commune,
            "ARM" => Kind::Arrondissement,
            "COMD" | "COMA" => Kind::Part,
            // Electoral sectors of Paris, Lyon and Marseille.
            _ => continue,
        };
        if matches!(&record[geometry], "" | "\\N") {
            continue;
        }
        let code: CommuneCode =
            record[code].parse().map_err(|source| ReferenceError::Code { path: path.to_owned(), source })?;
        let shape = polygons(&record[geometry]).map_err(|reason| unexpected(path, format!("{code}: {reason}")))?;
        contours.insert((kind, code), shape);
    }
    Ok(contours)
}

fn polygons(hex: &str) -> Result<MultiPolygon<f64>, String> {
    let digits = hex.as_bytes();
    if !digits.len().is_multiple_of(2) {
        return Err("hexadecimal WKB expected, got an odd number of digits".into());
    }
    let digit = |byte: u8| char::from(byte).to_digit(16).ok_or_else(|| format!("{byte:?} is not hexadecimal"));
    let bytes: Vec<u8> = digits
        .chunks_exact(2)
        .map(|pair| Ok((digit(pair[0])? * 16 + digit(pair[1])?) as u8))
        .collect::<Result<_, String>>()?;
    match wkb::reader::read_wkb(&bytes).map_err(|error| error.to_string())?.to_geometry() {
        Geometry::Polygon(polygon) => Ok(polygon.into()),
        Geometry::MultiPolygon(polygons) => Ok(polygons),
        _ => Err("a polygon or multipolygon expected".into()),
    }
}

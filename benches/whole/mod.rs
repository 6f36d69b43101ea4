//! The engine's whole job, without a word of communes: a layer is read, its groups dissolved, measured and written.

use std::io::{self, Read, Write};

use geo_types::MultiPolygon;
use maillage::coverage::{Coverage, Ellipsoid, FaceId};
use maillage::formats::csv::Cell;
use maillage::formats::geojson;

/// Faces of a group, in the order of the layer: about as many as a CPTS has communes.
pub const GROUP: usize = 45;

/// Groups of consecutive faces.
pub fn groups(faces: usize) -> Vec<Vec<FaceId>> {
    let ids: Vec<FaceId> = (0..faces as FaceId).collect();
    ids.chunks(GROUP).map(<[FaceId]>::to_vec).collect()
}

/// Reads a GeoJSON, and writes the union of each group with its area and the length of its borders within.
///
/// # Errors
/// A source that is no layer of polygons, or no coverage, and those of the writer.
pub fn whole(source: impl Read + Send, out: &mut (impl Write + Send)) -> io::Result<()> {
    let shapes = geojson::read_from(source).map_err(io::Error::other)?.shapes;
    let coverage = Coverage::from_shapes(&shapes).map_err(io::Error::other)?;
    drop(shapes);
    let (areas, lengths) = coverage.measures(&Ellipsoid::WGS84);
    let groups = groups(coverage.face_count());
    let mut within = vec![0.0; groups.len()];
    for border in coverage.borders(&lengths) {
        if border.a as usize / GROUP == border.b as usize / GROUP {
            within[border.a as usize / GROUP] += border.metres;
        }
    }
    let unions = coverage.dissolve_groups(&groups);
    let cells = |group: usize| {
        let area: f64 = groups[group].iter().map(|&face| areas[face as usize]).sum();
        vec![Cell::Decimal(area / 1e6, 2), Cell::Decimal(within[group] / 1e3, 1)]
    };
    write(out, &unions, cells)
}

/// Writes the unions with what is known of each.
///
/// # Errors
/// Those of the writer.
pub fn write(
    out: &mut (impl Write + Send),
    unions: &[MultiPolygon<f64>],
    cells: impl Fn(usize) -> Vec<Cell>,
) -> io::Result<()> {
    let rows: Vec<geojson::Row> = unions.iter().enumerate().map(|(group, union)| (cells(group), union)).collect();
    geojson::write(out, &["surface_km2", "limites_internes_km"], &rows)
}

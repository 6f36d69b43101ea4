//! A *feature table* to be written: a layer by its name, typed columns and a row for each feature. The polygons of the
//! features go beside it, one multipolygon a row; an empty one is a feature without geometry.
//!
//! This is what all writers of layers take, in longitude and latitude of WGS 84.

use std::borrow::Cow;

use geo_types::{Coord, LineString, MultiPolygon, Polygon};

use super::csv::Cell;

/// What a column holds. Any cell may be empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Texts.
    Text,
    /// Whole numbers.
    Integer,
    /// Numbers with this many decimals.
    Decimal(usize),
}

/// A column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// Its name where ten bytes are all there is: in a shapefile.
    pub short: &'static str,
    /// What it holds.
    pub kind: Kind,
}

/// A layer without its geometries.
#[derive(Debug, Clone, PartialEq)]
pub struct FeatureTable {
    /// Name of the layer, a plain identifier.
    pub name: &'static str,
    /// What people read of it.
    pub title: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// A cell a column for each feature.
    pub rows: Vec<Vec<Cell>>,
}

/// A value as formats with types take it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Typed<'a> {
    Null,
    Text(&'a str),
    Integer(i64),
    Real(f64),
}

/// The cell as its column says, for formats with types; a cell of another type than its column is null there, which no
/// table of this program has.
pub(super) fn typed(cell: &Cell, kind: Kind) -> Typed<'_> {
    match (cell, kind) {
        (Cell::Text(text), Kind::Text) => Typed::Text(text),
        (Cell::Integer(number), Kind::Integer) => Typed::Integer(*number),
        (Cell::Integer(number), Kind::Decimal(_)) => Typed::Real(*number as f64),
        (Cell::Decimal(number, places), Kind::Decimal(_)) => Typed::Real(rounded(*number, *places)),
        _ => Typed::Null,
    }
}

/// Polygons of the features, in the order of their rows.
pub type Shape<'a> = Cow<'a, MultiPolygon<f64>>;

/// Why a layer cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum EncodeError {
    /// SQLite refused.
    #[error("GeoPackage: {0}")]
    Sqlite(#[from] rusqlite::Error),
    /// The Parquet writer refused.
    #[error("GeoParquet: {0}")]
    Parquet(#[from] parquet::errors::ParquetError),
    /// The FlatGeobuf writer refused.
    #[error("FlatGeobuf: {0}")]
    FlatGeobuf(#[from] flatgeobuf::Error),
    /// A feature could not be handed to the FlatGeobuf writer.
    #[error("FlatGeobuf: {0}")]
    Feature(#[from] flatgeobuf::geozero::error::GeozeroError),
    /// An archive or a stream could not be written.
    #[error(transparent)]
    Io(#[from] std::io::Error),
    /// The format's own numbers end before the layer does.
    #[error("{format}: the layer has more than {limit}, which the format cannot hold; take another format")]
    TooLarge {
        /// The format.
        format: &'static str,
        /// What it can hold at most.
        limit: &'static str,
    },
}

impl From<EncodeError> for std::io::Error {
    fn from(error: EncodeError) -> Self {
        match error {
            EncodeError::Io(error) => error,
            other => Self::other(other),
        }
    }
}

/// A number to this many decimals: the double nearest to that decimal.
pub(super) fn rounded(number: f64, places: usize) -> f64 {
    let scale = 10f64.powi(places as i32);
    // Adding zero makes a whole of -0.
    (number * scale).round() / scale + 0.0
}

/// Polygons on a grid of so many decimals of a degree, and how many rings vanished for being smaller than its cells.
///
/// Vertices that fall together become one, and a ring left with fewer than three goes, with its holes where it is an
/// exterior. The same vertex becomes the same everywhere, so borders that were shared stay so.
pub fn on_grid(shapes: &[Shape], decimals: usize) -> (Vec<Shape<'static>>, usize) {
    let mut vanished = 0;
    let mut ring = |line: &LineString<f64>| {
        let kept = ring_on_grid(&line.0, decimals);
        vanished += usize::from(kept.is_none());
        kept.map(LineString)
    };
    let mut polygon = |polygon: &Polygon<f64>| {
        let exterior = ring(polygon.exterior());
        let holes: Vec<_> = polygon.interiors().iter().map(&mut ring).collect();
        Some(Polygon::new(exterior?, holes.into_iter().flatten().collect()))
    };
    let shapes = shapes.iter().map(|shape| Cow::Owned(MultiPolygon(shape.iter().filter_map(&mut polygon).collect())));
    let shapes = shapes.collect();
    (shapes, vanished)
}

/// A closed ring on the grid; none if fewer than three vertices are left.
pub(super) fn ring_on_grid(ring: &[Coord<f64>], decimals: usize) -> Option<Vec<Coord<f64>>> {
    let place = |vertex: &Coord<f64>| Coord { x: rounded(vertex.x, decimals), y: rounded(vertex.y, decimals) };
    let mut kept: Vec<Coord<f64>> = ring.iter().map(place).collect();
    kept.dedup();
    (kept.len() > 3).then_some(kept)
}

/// West, south, east and north of a shape; none of an empty one.
pub(super) fn extent(shape: &MultiPolygon<f64>) -> Option<[f64; 4]> {
    let vertices = shape.iter().flat_map(|polygon| &polygon.exterior().0);
    vertices.fold(None, |extent, vertex| {
        let [w, s, e, n] = extent.unwrap_or([vertex.x, vertex.y, vertex.x, vertex.y]);
        Some([w.min(vertex.x), s.min(vertex.y), e.max(vertex.x), n.max(vertex.y)])
    })
}

/// The extent of all.
pub(super) fn whole_extent(shapes: &[Shape]) -> Option<[f64; 4]> {
    shapes
        .iter()
        .filter_map(|shape| extent(shape))
        .reduce(|[w, s, e, n], [west, south, east, north]| [w.min(west), s.min(south), e.max(east), n.max(north)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo_types::polygon;

    #[test]
    fn what_is_smaller_than_the_grid_vanishes_and_is_counted() {
        let large = polygon!(exterior: [(x: 1.04, y: 0.), (x: 9., y: 0.), (x: 9., y: 8.96)],
            interiors: [[(x: 8.0, y: 2.0), (x: 8.01, y: 2.0), (x: 8.0, y: 2.01)]]);
        let speck = polygon![(x: 3., y: 3.), (x: 3.01, y: 3.), (x: 3., y: 3.01)];
        let (shapes, vanished) = on_grid(&[Cow::Owned(MultiPolygon(vec![large, speck]))], 1);
        assert_eq!(vanished, 2);
        let kept = polygon![(x: 1., y: 0.), (x: 9., y: 0.), (x: 9., y: 9.)];
        assert_eq!(*shapes[0], MultiPolygon(vec![kept]));
    }

    #[test]
    fn numbers_on_the_grid_are_written_with_its_decimals() {
        for (number, decimals, text) in [
            (2.354_321_9, 5, "2.35432"),
            (-0.000_001, 3, "0"),
            (48.1, 6, "48.1"),
            (-61.000_000_499_6, 9, "-61.0000005"),
        ] {
            assert_eq!(rounded(number, decimals).to_string(), text);
        }
    }

    #[test]
    fn a_whole_number_is_a_number_in_a_column_of_decimals_and_no_text_is_one() {
        assert_eq!(typed(&Cell::Integer(3), Kind::Decimal(2)), Typed::Real(3.0));
        assert_eq!(typed(&Cell::Decimal(1.005, 1), Kind::Decimal(1)), Typed::Real(1.0));
        assert_eq!(typed(&Cell::Text("3".into()), Kind::Integer), Typed::Null);
    }
}

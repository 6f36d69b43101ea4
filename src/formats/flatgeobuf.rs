//! FlatGeobuf: features one after the other behind a packed R-tree, so that a part of a large file can be read alone.

use std::io::Write;

use flatgeobuf::geozero::{ColumnValue, FeatureProcessor, GeomProcessor, PropertyProcessor};
use flatgeobuf::{ColumnType, FgbCrs, FgbWriter, FgbWriterOptions, GeometryType};
use geo_types::LineString;

use super::feature_table::{EncodeError, FeatureTable, Kind, Shape, Typed, typed};

/// Writes a layer. Its spatial index puts features near each other side by side, so they do not keep the order of their
/// rows. A layer with a feature without geometry has no index, for there is no place for it in one.
///
/// # Errors
/// The writer refuses, or `out` does.
pub fn write(out: &mut impl Write, table: &FeatureTable, shapes: &[Shape]) -> Result<(), EncodeError> {
    let crs = FgbCrs { org: Some("EPSG"), code: 4326, name: Some("WGS 84"), ..FgbCrs::default() };
    let options = FgbWriterOptions {
        write_index: !shapes.is_empty() && shapes.iter().all(|shape| !shape.0.is_empty()),
        crs,
        title: Some(&table.title),
        ..FgbWriterOptions::default()
    };
    let mut writer = FgbWriter::create_with_options(table.name, GeometryType::MultiPolygon, options)?;
    for column in &table.columns {
        let kind = match column.kind {
            Kind::Text => ColumnType::String,
            Kind::Integer => ColumnType::Long,
            Kind::Decimal(_) => ColumnType::Double,
        };
        writer.add_column(column.name, kind, |_, _| {});
    }
    for (index, (row, shape)) in table.rows.iter().zip(shapes).enumerate() {
        geometry(&mut writer, shape)?;
        for (at, (cell, column)) in row.iter().zip(&table.columns).enumerate() {
            let value = match typed(cell, column.kind) {
                Typed::Null => continue,
                Typed::Text(text) => ColumnValue::String(text),
                Typed::Integer(number) => ColumnValue::Long(number),
                Typed::Real(number) => ColumnValue::Double(number),
            };
            writer.property(at, column.name, &value)?;
        }
        writer.feature_end(index as u64)?;
    }
    Ok(writer.write(out)?)
}

fn geometry(writer: &mut FgbWriter, shape: &Shape) -> Result<(), EncodeError> {
    writer.multipolygon_begin(shape.0.len(), 0)?;
    for (at, polygon) in shape.iter().enumerate() {
        writer.polygon_begin(false, 1 + polygon.interiors().len(), at)?;
        ring(writer, polygon.exterior(), 0)?;
        for (hole, line) in polygon.interiors().iter().enumerate() {
            ring(writer, line, 1 + hole)?;
        }
        writer.polygon_end(false, at)?;
    }
    Ok(writer.multipolygon_end(0)?)
}

fn ring(writer: &mut FgbWriter, line: &LineString<f64>, at: usize) -> Result<(), EncodeError> {
    writer.linestring_begin(false, line.0.len(), at)?;
    for (at, vertex) in line.0.iter().enumerate() {
        writer.xy(vertex.x, vertex.y, at)?;
    }
    Ok(writer.linestring_end(false, at)?)
}

//! A layer written as GeoParquet 1.1: geometries as WKB, and the extent of each in a column of its own, by which readers
//! pass over what is elsewhere.

use std::io::Write;
use std::sync::Arc;

use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical, ZstdLevel};
use parquet::data_type::{ByteArray, ByteArrayType, DataType, DoubleType, Int64Type};
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::types::{Type, TypePtr};
use rayon::prelude::*;
use serde_json::json;

use crate::formats::feature_table::{EncodeError, FeatureTable, Kind, Shape, Typed, extent, typed, whole_extent};
use crate::formats::wkb;

/// Rows of a group: readers take groups one by one, or pass over them.
const GROUP: usize = 8192;
const GEOMETRY: &str = "geometry";
const EXTENT: &str = "bbox";
const BOUNDS: [&str; 4] = ["xmin", "ymin", "xmax", "ymax"];

/// Writes a layer. The reference system is the one that the format takes where none is named: longitude and latitude of
/// WGS 84 (OGC:CRS84).
///
/// # Errors
/// The Parquet writer refuses, or `out` does.
pub fn write(out: &mut (impl Write + Send), table: &FeatureTable, shapes: &[Shape]) -> Result<(), EncodeError> {
    let properties = WriterProperties::builder()
        .set_created_by("maillage".to_owned())
        .set_compression(Compression::ZSTD(ZstdLevel::try_new(3)?))
        .set_max_row_group_row_count(Some(GROUP))
        .set_key_value_metadata(Some(vec![KeyValue::new("geo".to_owned(), metadata(shapes))]))
        .build();
    let mut writer = SerializedFileWriter::new(out, schema(table)?, Arc::new(properties))?;
    for (rows, shapes) in table.rows.chunks(GROUP).zip(shapes.chunks(GROUP)) {
        let mut group = writer.next_row_group()?;
        for (index, column) in table.columns.iter().enumerate() {
            let cells = rows.iter().map(|row| row.get(index).map_or(Typed::Null, |cell| typed(cell, column.kind)));
            match column.kind {
                Kind::Text => put::<ByteArrayType>(&mut group, cells.map(text))?,
                Kind::Integer => put::<Int64Type>(&mut group, cells.map(integer))?,
                Kind::Decimal(_) => put::<DoubleType>(&mut group, cells.map(real))?,
            }
        }
        let geometries: Vec<Option<ByteArray>> = shapes.par_iter().map(|shape| geometry(shape)).collect();
        put::<ByteArrayType>(&mut group, geometries.into_iter())?;
        let extents: Vec<Option<[f64; 4]>> = shapes.iter().map(|shape| extent(shape)).collect();
        for bound in 0..BOUNDS.len() {
            put::<DoubleType>(&mut group, extents.iter().map(|extent| Some((*extent)?[bound])))?;
        }
        group.close()?;
    }
    writer.close()?;
    Ok(())
}

/// What the standard wants told under the key `geo`.
fn metadata(shapes: &[Shape]) -> String {
    let covering: serde_json::Map<_, _> =
        BOUNDS.iter().map(|bound| ((*bound).to_owned(), json!([EXTENT, bound]))).collect();
    let mut column = json!({
        "encoding": "WKB",
        "geometry_types": ["MultiPolygon"],
        "orientation": "counterclockwise",
        "edges": "planar",
        "covering": { "bbox": covering },
    });
    if let (Some(extent), Some(column)) = (whole_extent(shapes), column.as_object_mut()) {
        column.insert("bbox".to_owned(), json!(extent));
    }
    json!({ "version": "1.1.0", "primary_column": GEOMETRY, "columns": { GEOMETRY: column } }).to_string()
}

fn schema(table: &FeatureTable) -> Result<TypePtr, EncodeError> {
    let leaf = |name: &str, physical, logical, repetition| {
        let leaf = Type::primitive_type_builder(name, physical).with_logical_type(logical).with_repetition(repetition);
        leaf.build().map(Arc::new)
    };
    let column = |name: &str, kind| match kind {
        Kind::Text => leaf(name, Physical::BYTE_ARRAY, Some(LogicalType::String), Repetition::OPTIONAL),
        Kind::Integer => leaf(name, Physical::INT64, None, Repetition::OPTIONAL),
        Kind::Decimal(_) => leaf(name, Physical::DOUBLE, None, Repetition::OPTIONAL),
    };
    let mut fields = table.columns.iter().map(|it| column(it.name, it.kind)).collect::<Result<Vec<TypePtr>, _>>()?;
    fields.push(leaf(GEOMETRY, Physical::BYTE_ARRAY, None, Repetition::OPTIONAL)?);
    let bounds = BOUNDS.map(|bound| leaf(bound, Physical::DOUBLE, None, Repetition::REQUIRED));
    let bounds = bounds.into_iter().collect::<Result<Vec<TypePtr>, _>>()?;
    let extent = Type::group_type_builder(EXTENT).with_repetition(Repetition::OPTIONAL).with_fields(bounds);
    fields.push(Arc::new(extent.build()?));
    Ok(Arc::new(Type::group_type_builder("schema").with_fields(fields).build()?))
}

/// Writes the next column of a group; an absent value is null.
fn put<T: DataType>(
    group: &mut SerializedRowGroupWriter<'_, impl Write + Send>,
    cells: impl Iterator<Item = Option<T::T>>,
) -> Result<(), EncodeError> {
    let (mut levels, mut values) = (Vec::new(), Vec::new());
    for cell in cells {
        levels.push(i16::from(cell.is_some()));
        values.extend(cell);
    }
    if let Some(mut column) = group.next_column()? {
        column.typed::<T>().write_batch(&values, Some(&levels), None)?;
        column.close()?;
    }
    Ok(())
}

fn geometry(shape: &Shape) -> Option<ByteArray> {
    let mut bytes = Vec::new();
    (!shape.0.is_empty()).then(|| {
        wkb::write(&mut bytes, shape);
        bytes.into()
    })
}

fn text(cell: Typed) -> Option<ByteArray> {
    if let Typed::Text(text) = cell { Some(text.into()) } else { None }
}

fn integer(cell: Typed) -> Option<i64> {
    if let Typed::Integer(number) = cell { Some(number) } else { None }
}

fn real(cell: Typed) -> Option<f64> {
    if let Typed::Real(number) = cell { Some(number) } else { None }
}

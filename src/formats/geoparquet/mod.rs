//! GeoParquet: a table in columns, with geometries as WKB or, since version 1.1, as nested lists of coordinates.

mod columns;
mod native;
mod plain;
mod write;

use bytes::Bytes;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::schema::types::Type;
use rayon::prelude::*;
use serde::Deserialize;

use super::collect::Collector;
use super::compress::Limits;
use super::layer::{Attributes, Layer, Problem};
use super::read_error::ReadError;
use super::wkb;
use columns::Budget;
pub(super) use plain::{PlainColumns, read_plain};
pub use write::write;

/// The metadata under the key `geo`.
#[derive(Deserialize)]
struct Metadata {
    primary_column: String,
    columns: std::collections::BTreeMap<String, Column>,
}

/// What is told of a geometry column.
#[derive(Deserialize)]
struct Column {
    encoding: String,
    /// PROJJSON; absent it is longitude and latitude, null it is not known.
    #[serde(default = "absent")]
    crs: serde_json::Value,
    covering: Option<serde_json::Value>,
}

fn absent() -> serde_json::Value {
    serde_json::Value::Bool(false)
}

/// How geometries are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Encoding {
    Wkb,
    /// Lists in lists: of rings, or of polygons of rings.
    Native {
        multi: bool,
    },
}

/// What the columns of the file are for.
struct Plan {
    geometry: String,
    encoding: Encoding,
    /// Index and name of the columns of attributes.
    attributes: Vec<(usize, String)>,
}

/// Reads the primary geometry column of a file with its attributes.
pub(super) fn read(bytes: Vec<u8>, limits: Limits) -> Result<Layer, ReadError> {
    // The decoder takes some corrupt pages for faults of the program. Nothing outlives it that could be left half done.
    crate::guard::guarded(|| read_all(bytes, limits))
        .unwrap_or_else(|_| Err(ReadError::malformed("the Parquet file is corrupt: its decoder gave up")))
}

fn read_all(bytes: Vec<u8>, limits: Limits) -> Result<Layer, ReadError> {
    let length = bytes.len() as u64;
    let file = SerializedFileReader::new(Bytes::from(bytes)).map_err(failed)?;
    let metadata = metadata(&file)?;
    let name = metadata.primary_column;
    let Some(column) = metadata.columns.get(&name) else {
        return Err(ReadError::malformed(format!("the metadata tells nothing of the primary column {name:?}")));
    };
    let encoding = match column.encoding.as_str() {
        "WKB" => Encoding::Wkb,
        "polygon" => Encoding::Native { multi: false },
        "multipolygon" => Encoding::Native { multi: true },
        other => return Err(ReadError::NotALayer { found: format!("GeoParquet with geometries as {other:?}") }),
    };
    let mut into = Collector::default();
    let plan = plan(&file, name, encoding, column, &mut into)?;
    let groups = groups(&file, length)?;
    let budget = Budget::new(limits, length);
    let read: Result<Vec<(Collector, Vec<Attributes>)>, ReadError> = groups
        .par_iter()
        .enumerate()
        .map(|(group, &(first, rows))| read_group(&file, group, first, rows, &plan, &budget))
        .collect();
    let mut attributes = Vec::new();
    for (features, values) in read? {
        into.append(features);
        attributes.extend(values);
    }
    Ok(Layer { name: None, crs: crs(&column.crs), attributes, shapes: into.shapes, problems: into.problems })
}

fn failed(error: parquet::errors::ParquetError) -> ReadError {
    ReadError::malformed(format!("the Parquet file cannot be read: {error}"))
}

fn metadata(file: &SerializedFileReader<Bytes>) -> Result<Metadata, ReadError> {
    let pairs = file.metadata().file_metadata().key_value_metadata();
    let geo = pairs.into_iter().flatten().find(|pair| pair.key == "geo").and_then(|pair| pair.value.as_deref());
    let geo = geo.ok_or_else(|| ReadError::NotALayer { found: "a Parquet file without geometries".to_owned() })?;
    serde_json::from_str(geo).map_err(|error| ReadError::malformed(format!("the metadata of GeoParquet: {error}")))
}

/// The reference system by its code, or by its name where it has none.
fn crs(told: &serde_json::Value) -> Option<String> {
    match told {
        serde_json::Value::Null => None,
        serde_json::Value::Object(projjson) => {
            let id = projjson.get("id");
            let part = |key: &str| {
                let value = id?.get(key)?;
                Some(value.as_str().map_or_else(|| value.to_string(), str::to_owned))
            };
            let name = || projjson.get("name").and_then(|name| name.as_str()).unwrap_or("PROJJSON without a name");
            Some(
                part("authority")
                    .zip(part("code"))
                    .map_or_else(|| name().to_owned(), |(who, code)| format!("{who}:{code}")),
            )
        }
        _ => Some("OGC:CRS84".to_owned()),
    }
}

fn plan(
    file: &SerializedFileReader<Bytes>,
    geometry: String,
    encoding: Encoding,
    column: &Column,
    into: &mut Collector,
) -> Result<Plan, ReadError> {
    let schema = file.metadata().file_metadata().schema_descr();
    let covering = column.covering.as_ref().and_then(|covering| covering.pointer("/bbox/xmin/0")?.as_str());
    let mut plan = Plan { geometry, encoding, attributes: Vec::new() };
    let mut found = false;
    for field in schema.root_schema().get_fields() {
        let name = field.name();
        if name == plan.geometry {
            found = true;
            continue;
        }
        let leaf = (0..schema.num_columns()).find(|&leaf| schema.column(leaf).path().parts() == [name]);
        match leaf {
            Some(leaf) if is_attribute(field) => plan.attributes.push((leaf, name.to_owned())),
            // The extent of each geometry, which tells nothing more.
            _ if covering == Some(name) => {}
            _ => into.tell(Problem::ColumnLeftOut(name.to_owned())),
        }
    }
    if found { Ok(plan) } else { Err(ReadError::malformed(format!("there is no column {:?}", plan.geometry))) }
}

fn is_attribute(field: &Type) -> bool {
    field.is_primitive()
        && field.get_basic_info().repetition() != parquet::basic::Repetition::REPEATED
        && columns::is_read(field)
}

/// First row and number of rows of each group.
fn groups(file: &SerializedFileReader<Bytes>, length: u64) -> Result<Vec<(usize, usize)>, ReadError> {
    let mut groups = Vec::new();
    let mut first = 0_usize;
    for group in file.metadata().row_groups() {
        for column in group.columns() {
            let start = column.dictionary_page_offset().unwrap_or(column.data_page_offset());
            let end =
                start.checked_add(column.compressed_size()).filter(|_| start >= 0 && column.compressed_size() >= 0);
            // The crate panics where these are negative.
            if end.is_none_or(|end| end as u64 > length) {
                let name = column.column_path();
                return Err(ReadError::malformed(format!("{name}: its pages lie outside the file")));
            }
        }
        let rows = usize::try_from(group.num_rows()).unwrap_or(usize::MAX);
        groups.push((first, rows));
        first = first.saturating_add(rows);
    }
    // Each row takes something; only a file made to harm announces more.
    if first as u64 > length.max(1 << 20) {
        return Err(ReadError::malformed(format!("{first} rows announced in {length} bytes")));
    }
    Ok(groups)
}

fn read_group(
    file: &SerializedFileReader<Bytes>,
    group: usize,
    first: usize,
    rows: usize,
    plan: &Plan,
    budget: &Budget,
) -> Result<(Collector, Vec<Attributes>), ReadError> {
    let reader = file.get_row_group(group).map_err(failed)?;
    let mut into = Collector::starting_at(first);
    let leaf = |path: &[&str]| {
        let schema = reader.metadata().schema_descr();
        (0..schema.num_columns()).find(|&leaf| {
            let parts = schema.column(leaf).path().parts().to_vec();
            parts
                .first()
                .zip(parts.last())
                .is_some_and(|(first, last)| [first.as_str(), last.as_str()] == [path[0], path[path.len() - 1]])
        })
    };
    let missing = || ReadError::malformed(format!("{} is not written as {:?}", plan.geometry, plan.encoding));
    match plan.encoding {
        Encoding::Wkb => {
            let column = leaf(&[&plan.geometry]).ok_or_else(missing)?;
            for geometry in columns::binary(&*reader, column, rows, budget)? {
                match geometry {
                    Some(bytes) => wkb::read_feature(bytes.data(), &mut into)?,
                    None => into.end_feature(),
                }
            }
        }
        Encoding::Native { multi } => {
            let (x, y) = leaf(&[&plan.geometry, "x"]).zip(leaf(&[&plan.geometry, "y"])).ok_or_else(missing)?;
            if leaf(&[&plan.geometry, "z"]).is_some() {
                into.third_coordinate();
            }
            native::read(&*reader, [x, y], multi, rows, budget, &mut into)?;
        }
    }
    if into.feature() - first != rows {
        return Err(into.malformed(format!("{rows} rows announced, {} geometries found", into.feature() - first)));
    }
    let mut attributes = vec![Attributes::new(); rows];
    for (column, name) in &plan.attributes {
        let values = columns::values(&*reader, *column, name, first, rows, budget)?;
        for (attributes, value) in attributes.iter_mut().zip(values) {
            if let Some(value) = value {
                attributes.insert(name.clone(), value);
            }
        }
    }
    Ok((into, attributes))
}

//! GeoPackage: tables of a SQLite database, geometries as WKB after a header of their own.
//!
//! The database is opened read-only and taken as it is on disk, so nothing is written beside it; what another program
//! has not yet written back from its log would be missed, and is refused.

mod columns;
mod rtree;
mod write;

use std::path::{Path, PathBuf};

use rusqlite::config::DbConfig;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags, OptionalExtension};

use super::collect::Collector;
use super::layer::{Attributes, Layer, Problem, Value};
use super::read_error::ReadError;
use super::wkb;
pub use write::{StyledLayer, write};

/// Types of geometry columns that can hold polygons.
const POLYGONS: [&str; 6] =
    ["GEOMETRY", "POLYGON", "MULTIPOLYGON", "GEOMETRYCOLLECTION", "CURVEPOLYGON", "MULTISURFACE"];

/// Reads the table named, or the only one with polygons, of a file.
pub(super) fn read_file(path: &Path, layer: Option<&str>) -> Result<Layer, ReadError> {
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    if std::fs::metadata(PathBuf::from(&log)).is_ok_and(|log| log.len() > 0) {
        let reason = "another program has changes that are not yet in the file (its -wal): close it there first";
        return Err(ReadError::malformed(reason));
    }
    let Some(uri) = uri(path) else {
        let bytes = std::fs::read(path).map_err(|source| ReadError::Io { path: path.to_owned(), source })?;
        return read_bytes(&bytes, layer);
    };
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    read_database(&Connection::open_with_flags(uri, flags).map_err(failed)?, layer)
}

/// Reads the table named, or the only one with polygons, of a file in memory.
pub(super) fn read_bytes(bytes: &[u8], layer: Option<&str>) -> Result<Layer, ReadError> {
    let mut database = Connection::open_in_memory().map_err(failed)?;
    // Bytes 18 and 19 say 2 where a log is kept beside the file, which one in memory cannot have.
    let mut head = [0; 20];
    let (start, rest) = bytes.split_at(bytes.len().min(20));
    head.iter_mut().zip(start).for_each(|(to, &from)| *to = from);
    for version in &mut head[18..] {
        *version = (*version).min(1);
    }
    let whole = std::io::Read::chain(&head[..start.len()], rest);
    database.deserialize_read_exact("main", whole, bytes.len(), true).map_err(failed)?;
    read_database(&database, layer)
}

/// The name of a file as SQLite wants it to be told that nobody changes it; none if the name is not Unicode.
fn uri(path: &Path) -> Option<String> {
    let path = std::path::absolute(path).ok()?;
    let text = path.to_str()?.replace(std::path::MAIN_SEPARATOR, "/");
    let mut uri = String::from(if text.starts_with('/') { "file://" } else { "file:///" });
    for character in text.chars() {
        match character {
            '%' | '?' | '#' => uri.push_str(&format!("%{:02X}", character as u32)),
            _ => uri.push(character),
        }
    }
    uri.push_str("?immutable=1");
    Some(uri)
}

fn failed(error: rusqlite::Error) -> ReadError {
    ReadError::malformed(format!("the database cannot be read: {error}"))
}

/// A table with geometries.
struct Table {
    name: String,
    column: String,
    reference: i64,
}

fn read_database(database: &Connection, layer: Option<&str>) -> Result<Layer, ReadError> {
    // A file from elsewhere gets no functions to call and no schema to write.
    database.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false).map_err(failed)?;
    database.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true).map_err(failed)?;
    let table = choose(tables(database)?, layer)?;
    let crs = reference_system(database, table.reference)?;
    let mut layer = features(database, &table)?;
    layer.crs = crs;
    layer.name = Some(table.name);
    Ok(layer)
}

fn tables(database: &Connection) -> Result<Vec<Table>, ReadError> {
    let known: Option<i64> = database
        .query_row("SELECT 1 FROM sqlite_master WHERE name = 'gpkg_geometry_columns'", [], |row| row.get(0))
        .optional()
        .map_err(failed)?;
    if known.is_none() {
        return Err(ReadError::NotALayer { found: "a SQLite database that is no GeoPackage".to_owned() });
    }
    let mut query = database
        .prepare("SELECT table_name, column_name, geometry_type_name, srs_id FROM gpkg_geometry_columns")
        .map_err(failed)?;
    let rows = query.query_map([], |row| {
        let kind: String = row.get(2)?;
        let table = Table { name: row.get(0)?, column: row.get(1)?, reference: row.get(3)? };
        Ok(POLYGONS.contains(&kind.to_ascii_uppercase().as_str()).then_some(table))
    });
    rows.map_err(failed)?.filter_map(|table| table.map_err(failed).transpose()).collect()
}

fn choose(mut tables: Vec<Table>, asked: Option<&str>) -> Result<Table, ReadError> {
    let names = |tables: &[Table]| tables.iter().map(|table| table.name.clone()).collect();
    if let Some(asked) = asked {
        return match tables.iter().position(|table| table.name == asked) {
            Some(index) => Ok(tables.swap_remove(index)),
            None => Err(ReadError::NoSuchLayer { name: asked.to_owned(), names: names(&tables) }),
        };
    }
    match tables.len() {
        1 => Ok(tables.swap_remove(0)),
        0 => Err(ReadError::NotALayer { found: "a GeoPackage without polygons".to_owned() }),
        _ => Err(ReadError::SeveralLayers { names: names(&tables) }),
    }
}

/// What the file says of a reference system; none where it says that it is not defined.
fn reference_system(database: &Connection, id: i64) -> Result<Option<String>, ReadError> {
    if id <= 0 {
        return Ok(None);
    }
    let query = "SELECT organization, organization_coordsys_id, definition FROM gpkg_spatial_ref_sys WHERE srs_id = ?";
    let found: Option<(String, i64, String)> = database
        .query_row(query, [id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .optional()
        .map_err(failed)?;
    Ok(Some(match found {
        Some((organization, code, _)) if organization.eq_ignore_ascii_case("EPSG") => format!("EPSG:{code}"),
        Some((_, _, definition)) => definition,
        None => return Err(ReadError::malformed(format!("srs_id {id} is not in gpkg_spatial_ref_sys"))),
    }))
}

fn features(database: &Connection, table: &Table) -> Result<Layer, ReadError> {
    let quote = |name: &str| format!("\"{}\"", name.replace('"', "\"\""));
    let columns = columns(database, table)?;
    let names: Vec<String> = columns.iter().map(|(name, _)| quote(name)).collect();
    let mut query =
        database.prepare(&format!("SELECT {} FROM {}", names.join(", "), quote(&table.name))).map_err(failed)?;
    let geometry = columns.iter().position(|(name, _)| name.eq_ignore_ascii_case(&table.column));
    let geometry =
        geometry.ok_or_else(|| ReadError::malformed(format!("table {} has no column {}", table.name, table.column)))?;
    let mut into = Collector::default();
    let mut attributes = Vec::new();
    let mut left_out = vec![false; columns.len()];
    let mut rows = query.query([]).map_err(failed)?;
    while let Some(row) = rows.next().map_err(failed)? {
        let mut values = Attributes::new();
        for (index, (name, boolean)) in columns.iter().enumerate().filter(|(index, _)| *index != geometry) {
            let value = match row.get_ref(index).map_err(failed)? {
                ValueRef::Null => continue,
                ValueRef::Integer(number) if *boolean => Value::Boolean(number != 0),
                ValueRef::Integer(number) => Value::Integer(number),
                ValueRef::Real(number) => Value::Number(number),
                ValueRef::Text(text) => Value::Text(utf8(text, name, into.feature())?),
                ValueRef::Blob(_) => {
                    if !std::mem::replace(&mut left_out[index], true) {
                        into.tell(Problem::ColumnLeftOut(name.clone()));
                    }
                    continue;
                }
            };
            values.insert(name.clone(), value);
        }
        attributes.push(values);
        match row.get_ref(geometry).map_err(failed)? {
            ValueRef::Null => into.end_feature(),
            ValueRef::Blob(blob) => feature(blob, &mut into)?,
            other => return Err(into.malformed(format!("its geometry is of the type {}", other.data_type()))),
        }
    }
    Ok(Layer { attributes, shapes: into.shapes, problems: into.problems, ..Layer::default() })
}

/// Names of the columns, and whether they hold truth values.
///
/// Asked for as values: the names that a statement tells are taken for UTF-8 by `rusqlite`, which panics if they are
/// not.
fn columns(database: &Connection, table: &Table) -> Result<Vec<(String, bool)>, ReadError> {
    let mut query = database.prepare("SELECT name, type FROM pragma_table_info(?)").map_err(failed)?;
    let rows = query.query_map([&table.name], |row| {
        let kind: String = row.get(1)?;
        Ok((row.get(0)?, kind.eq_ignore_ascii_case("BOOLEAN")))
    });
    let columns = rows.map_err(failed)?.collect::<Result<_, _>>();
    columns.map_err(|error| ReadError::malformed(format!("the columns of {} cannot be read: {error}", table.name)))
}

fn utf8(text: &[u8], column: &str, feature: usize) -> Result<String, ReadError> {
    let text = std::str::from_utf8(text);
    text.map(str::to_owned).map_err(|_| ReadError::in_feature(feature, format!("{column}: a text that is not UTF-8")))
}

/// A geometry: `GP`, a version, flags, a reference system, an extent of 0 to 8 numbers, and WKB.
fn feature(blob: &[u8], into: &mut Collector) -> Result<(), ReadError> {
    let (Some(b"GP"), Some(&flags)) = (blob.get(..2), blob.get(3)) else {
        return Err(into.malformed("its geometry does not begin with the header of GeoPackage"));
    };
    let extent = match (flags >> 1) & 7 {
        0 => 0,
        1 => 32,
        2 | 3 => 48,
        4 => 64,
        other => return Err(into.malformed(format!("its geometry announces an extent of an unknown kind, {other}"))),
    };
    let wkb = blob.get(8 + extent..).ok_or_else(|| into.malformed("its geometry ends within its header"))?;
    wkb::read_feature(wkb, into)
}

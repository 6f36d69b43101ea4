//! Layers written as a GeoPackage 1.3, with a spatial index each, and the styles by which QGIS draws them.
//!
//! The database is made in a temporary file in one transaction. No clock is in it: times that it must hold are made up.

use std::fs::File;
use std::io::Write;

use geo_types::MultiPolygon;
use rayon::prelude::*;
use rusqlite::types::ToSqlOutput;
use rusqlite::{Connection, ToSql, params, params_from_iter};

use super::columns::{FID, GEOMETRY};
use super::rtree;
use crate::formats::feature_table::{self, EncodeError, FeatureTable, Kind, Shape, Typed, extent, typed};
use crate::formats::wkb;

/// `GPKG`, by which a SQLite file says what it is.
const APPLICATION: i32 = 0x4750_4B47;
/// Version 1.3 of the standard.
const VERSION: i32 = 10_300;
/// EPSG:4326, longitude and latitude of WGS 84.
const DEGREES: i32 = 4326;
/// In place of when a layer was changed, so that the same layers are the same bytes.
const NO_TIME: &str = "2000-01-01T00:00:00.000Z";
/// Kibibytes of pages in memory: the spatial indexes fit.
const CACHE: i32 = 16 << 10;
/// Geometries that are made at once, on all threads.
const CHUNK: usize = 1024;

/// EPSG:4326 as well-known text.
const DEGREES_WKT: &str = "GEOGCS[\"WGS 84\",DATUM[\"WGS_1984\",SPHEROID[\"WGS 84\",6378137,298.257223563,\
     AUTHORITY[\"EPSG\",\"7030\"]],AUTHORITY[\"EPSG\",\"6326\"]],PRIMEM[\"Greenwich\",0,AUTHORITY[\"EPSG\",\"8901\"]],\
     UNIT[\"degree\",0.0174532925199433,AUTHORITY[\"EPSG\",\"9122\"]],AUTHORITY[\"EPSG\",\"4326\"]]";

/// The tables that the standard asks for, and QGIS's own for styles.
const SCHEMA: &str = "
CREATE TABLE gpkg_spatial_ref_sys (
  srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY, organization TEXT NOT NULL,
  organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
CREATE TABLE gpkg_contents (
  table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE, description TEXT DEFAULT '',
  last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
  min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
  CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (
  table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL,
  z TINYINT NOT NULL, m TINYINT NOT NULL,
  CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
  CONSTRAINT uk_gc_table_name UNIQUE (table_name),
  CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
  CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id));
CREATE TABLE gpkg_extensions (
  table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL, definition TEXT NOT NULL, scope TEXT NOT NULL,
  CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name));
CREATE TABLE layer_styles (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, f_table_catalog TEXT(256), f_table_schema TEXT(256),
  f_table_name TEXT(256), f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT, styleSLD TEXT,
  useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30), update_time DATETIME DEFAULT CURRENT_TIMESTAMP);
";

/// A layer and how QGIS is to draw it.
#[derive(Debug)]
pub struct StyledLayer<'a> {
    /// Its table.
    pub table: FeatureTable,
    /// Its polygons, one shape a row.
    pub shapes: Vec<Shape<'a>>,
    /// A style as a QML document.
    pub qml: String,
}

/// Writes layers as one GeoPackage; each is taken when its turn comes, so that not all need to be in memory.
///
/// # Errors
/// SQLite refuses, or the writer does.
pub fn write<'a>(
    out: &mut (impl Write + ?Sized),
    layers: impl IntoIterator<Item = StyledLayer<'a>>,
) -> Result<(), EncodeError> {
    // Contours at full resolution are hundreds of megabytes: a file takes them, and memory holds some pages of it.
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("layers.gpkg");
    let mut database = Connection::open(&path)?;
    database.pragma_update(None, "page_size", 4096)?;
    // Nobody reads a file that is not yet whole, so it need not outlive a crash.
    database.pragma_update(None, "journal_mode", "OFF")?;
    database.pragma_update(None, "synchronous", "OFF")?;
    database.pragma_update(None, "locking_mode", "EXCLUSIVE")?;
    database.pragma_update(None, "cache_size", -CACHE)?;
    database.pragma_update(None, "application_id", APPLICATION)?;
    database.pragma_update(None, "user_version", VERSION)?;
    let transaction = database.transaction()?;
    transaction.execute_batch(SCHEMA)?;
    reference_systems(&transaction)?;
    for (index, layer) in layers.into_iter().enumerate() {
        contents(&transaction, &layer)?;
        features(&transaction, &layer)?;
        rtree::triggers(&transaction, layer.table.name)?;
        style(&transaction, &layer, index)?;
    }
    transaction.execute(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, last_change) VALUES (?1, 'attributes', ?1, ?2)",
        params!["layer_styles", NO_TIME],
    )?;
    transaction.commit()?;
    database.close().map_err(|(_, error)| error)?;
    std::io::copy(&mut File::open(&path)?, out)?;
    Ok(())
}

/// EPSG:4326, and the two that every file has for coordinates of no known system.
fn reference_systems(database: &Connection) -> Result<(), EncodeError> {
    let mut insert = database.prepare("INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)")?;
    insert.execute(params!["Undefined Cartesian SRS", -1, "NONE", -1, "undefined", "plane, of no known system"])?;
    insert.execute(params!["Undefined geographic SRS", 0, "NONE", 0, "undefined", "geographic, of no known system"])?;
    insert.execute(params![
        "WGS 84 geodetic",
        DEGREES,
        "EPSG",
        DEGREES,
        DEGREES_WKT,
        "longitude and latitude, degrees"
    ])?;
    Ok(())
}

/// Makes the table of a layer, and tells of it where the standard wants it told.
fn contents(database: &Connection, StyledLayer { table, shapes, .. }: &StyledLayer) -> Result<(), EncodeError> {
    let column = |column: &feature_table::Column| {
        let kind = match column.kind {
            Kind::Text => "TEXT",
            Kind::Integer => "INTEGER",
            Kind::Decimal(_) => "REAL",
        };
        format!(", {} {kind}", quoted(column.name))
    };
    let columns: String = table.columns.iter().map(column).collect();
    database.execute_batch(&format!(
        "CREATE TABLE {} ({FID} INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, {GEOMETRY} MULTIPOLYGON{columns})",
        quoted(table.name)
    ))?;
    let [west, south, east, north] = match feature_table::whole_extent(shapes) {
        Some(extent) => extent.map(Some),
        None => [None; 4],
    };
    database.execute(
        "INSERT INTO gpkg_contents VALUES (?, 'features', ?, ?, ?, ?, ?, ?, ?, ?)",
        params![table.name, table.name, table.title, NO_TIME, west, south, east, north, DEGREES],
    )?;
    database.execute(
        "INSERT INTO gpkg_geometry_columns VALUES (?, ?, 'MULTIPOLYGON', ?, 0, 0)",
        params![table.name, GEOMETRY, DEGREES],
    )?;
    Ok(())
}

fn features(database: &Connection, StyledLayer { table, shapes, .. }: &StyledLayer) -> Result<(), EncodeError> {
    rtree::create(database, table.name)?;
    let marks = ", ?".repeat(table.columns.len() + 1);
    let mut insert = database.prepare(&format!("INSERT INTO {} VALUES (?{marks})", quoted(table.name)))?;
    let mut index = rtree::Insert::new(database, table.name)?;
    let blobs = shapes.chunks(CHUNK).flat_map(|shapes| {
        let blobs: Vec<Option<Vec<u8>>> = shapes.par_iter().map(|shape| blob(shape)).collect();
        blobs
    });
    for (fid, ((row, shape), blob)) in (1_i64..).zip(table.rows.iter().zip(shapes).zip(blobs)) {
        let cells = row.iter().zip(&table.columns).map(|(cell, column)| Value(typed(cell, column.kind)));
        let ids: [&dyn ToSql; 2] = [&fid, &blob];
        let cells: Vec<Value> = cells.collect();
        insert.execute(params_from_iter(ids.into_iter().chain(cells.iter().map(|cell| cell as &dyn ToSql))))?;
        if let Some(extent) = extent(shape) {
            index.add(fid, extent)?;
        }
    }
    Ok(())
}

/// Styles have a second each: QGIS lists them by their times, and those of one time several times over.
fn style(database: &Connection, layer: &StyledLayer, index: usize) -> Result<(), EncodeError> {
    let name = layer.table.name;
    let (minute, second) = (index / 60 % 60, index % 60);
    let time = format!("2000-01-01T00:{minute:02}:{second:02}.000Z");
    database.execute(
        "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, styleQML,
           styleSLD, useAsDefault, description, owner, ui, update_time)
         VALUES ('', '', ?1, ?2, ?1, ?3, '', 1, ?4, '', NULL, ?5)",
        params![name, GEOMETRY, layer.qml, layer.table.title, time],
    )?;
    Ok(())
}

/// A geometry: `GP`, version, flags, reference system, extent, and WKB; none of an empty one.
fn blob(shape: &MultiPolygon<f64>) -> Option<Vec<u8>> {
    // Numbers are little-endian, and the extent is of two dimensions.
    const FLAGS: u8 = 0b0000_0011;
    let [west, south, east, north] = extent(shape)?;
    let mut bytes = vec![b'G', b'P', 0, FLAGS];
    bytes.extend(DEGREES.to_le_bytes());
    [west, east, south, north].iter().for_each(|number| bytes.extend(number.to_le_bytes()));
    wkb::write(&mut bytes, shape);
    Some(bytes)
}

/// A name within SQL.
pub(super) fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

struct Value<'a>(Typed<'a>);

impl ToSql for Value<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        match self.0 {
            Typed::Null => Ok(ToSqlOutput::from(rusqlite::types::Null)),
            Typed::Text(text) => Ok(ToSqlOutput::from(text)),
            Typed::Integer(number) => Ok(ToSqlOutput::from(number)),
            Typed::Real(number) => Ok(ToSqlOutput::from(number)),
        }
    }
}

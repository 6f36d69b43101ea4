//! The spatial index of a layer: the extension `gpkg_rtree_index`, a SQLite R-tree beside the table and triggers that keep
//! it right when another program changes features.
//!
//! Names and conditions of the triggers are those that the extension prescribes. They call functions that GIS programs
//! add to SQLite (`ST_IsEmpty`, `ST_MinX`…), so they are made after the features are in.

use rusqlite::{Connection, Statement, params};

use super::columns::{FID, GEOMETRY};

fn name(table: &str) -> String {
    format!("rtree_{table}_{GEOMETRY}")
}

/// Makes the index of a table, empty, and tells of it.
pub(super) fn create(database: &Connection, table: &str) -> rusqlite::Result<()> {
    let index = name(table);
    database.execute_batch(&format!("CREATE VIRTUAL TABLE \"{index}\" USING rtree(id, minx, maxx, miny, maxy)"))?;
    database.execute(
        "INSERT INTO gpkg_extensions VALUES (?, ?, 'gpkg_rtree_index', \
         'http://www.geopackage.org/spec120/#extension_rtree', 'write-only')",
        params![table, GEOMETRY],
    )?;
    Ok(())
}

/// Puts features into an index.
pub(super) struct Insert<'a>(Statement<'a>);

impl<'a> Insert<'a> {
    pub(super) fn new(database: &'a Connection, table: &str) -> rusqlite::Result<Self> {
        Ok(Self(database.prepare(&format!("INSERT INTO \"{}\" VALUES (?, ?, ?, ?, ?)", name(table)))?))
    }

    pub(super) fn add(&mut self, fid: i64, [west, south, east, north]: [f64; 4]) -> rusqlite::Result<()> {
        self.0.execute(params![fid, west, east, south, north]).map(drop)
    }
}

/// Makes the triggers.
pub(super) fn triggers(database: &Connection, table: &str) -> rusqlite::Result<()> {
    let index = name(table);
    let has = |row: &str| format!("({row}.\"{GEOMETRY}\" NOTNULL AND NOT ST_IsEmpty({row}.\"{GEOMETRY}\"))");
    let has_none = |row: &str| format!("({row}.\"{GEOMETRY}\" ISNULL OR ST_IsEmpty({row}.\"{GEOMETRY}\"))");
    let bounds = ["ST_MinX", "ST_MaxX", "ST_MinY", "ST_MaxY"].map(|bound| format!("{bound}(NEW.\"{GEOMETRY}\")"));
    let put = format!("INSERT OR REPLACE INTO \"{index}\" VALUES (NEW.\"{FID}\", {});", bounds.join(", "));
    let remove = format!("DELETE FROM \"{index}\" WHERE id = OLD.\"{FID}\";");
    let remove_both = format!("DELETE FROM \"{index}\" WHERE id IN (OLD.\"{FID}\", NEW.\"{FID}\");");
    let (same, other) = (format!("OLD.\"{FID}\" = NEW.\"{FID}\""), format!("OLD.\"{FID}\" != NEW.\"{FID}\""));
    let (new, no_new) = (has("NEW"), has_none("NEW"));
    let of_geometry = format!("UPDATE OF \"{GEOMETRY}\"");
    let triggers = [
        ("insert", "INSERT", new.clone(), put.clone()),
        ("update1", &of_geometry, format!("{same} AND {new}"), put.clone()),
        ("update2", &of_geometry, format!("{same} AND {no_new}"), remove.clone()),
        ("update3", "UPDATE", format!("{other} AND {new}"), format!("{remove} {put}")),
        ("update4", "UPDATE", format!("{other} AND {no_new}"), remove_both),
        ("delete", "DELETE", format!("OLD.\"{GEOMETRY}\" NOT NULL"), remove.clone()),
    ];
    for (suffix, event, condition, body) in triggers {
        database.execute_batch(&format!(
            "CREATE TRIGGER \"{index}_{suffix}\" AFTER {event} ON \"{table}\" WHEN {condition} BEGIN {body} END"
        ))?;
    }
    Ok(())
}

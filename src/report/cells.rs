//! Cells that several tables have: lists of codes, and rows as data.

use serde_json::Value;

use super::sheet::{LIST, Sheet};
use crate::formats::csv::Cell;
use crate::reference::{Reference, UnitId};
use crate::rules::{SIZES, Size};

/// INSEE codes of some units, as a list in a cell.
pub(super) fn unit_codes(reference: &Reference, units: &[UnitId]) -> String {
    units.iter().map(|&unit| reference.unit(unit).code.as_str()).collect::<Vec<_>>().join(LIST)
}

/// Codes of departments by their indexes, as a list in a cell.
pub(super) fn department_codes(reference: &Reference, departments: &[u32]) -> String {
    let areas = &reference.areas.departments;
    departments.iter().map(|&index| areas[index as usize].code.as_str()).collect::<Vec<_>>().join(LIST)
}

/// Columns that count CPTS by stage, in the order of [`Stage::ALL`](crate::territory::Stage::ALL), then those without one.
pub(super) const BY_STAGE: [&str; 5] =
    ["nb_cpts_aci", "nb_cpts_projet", "nb_cpts_lettre", "nb_cpts_pre_projet", "nb_cpts_sans_stade"];

/// Columns that count CPTS by size, then those whose size is unknown.
pub(super) const BY_SIZE: [&str; SIZES + 1] =
    ["nb_cpts_taille_1", "nb_cpts_taille_2", "nb_cpts_taille_3", "nb_cpts_taille_4", "nb_cpts_taille_inconnue"];

/// A size, empty where it is unknown.
pub(super) fn category(size: Option<Size>) -> Cell {
    size.map(|size| u64::from(size.category)).into()
}

/// The rows of a table as JSON objects, their keys in the order of the columns.
pub fn row_objects((header, rows): &Sheet) -> Vec<Value> {
    let object = |row: &Vec<Cell>| {
        Value::Object(header.iter().map(|name| (*name).to_owned()).zip(row.iter().map(Cell::to_json)).collect())
    };
    rows.iter().map(object).collect()
}

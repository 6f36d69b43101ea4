//! Tables of a report before they are written in any format.

use crate::formats::csv::Cell;

/// A table to be written: column names and rows.
pub type Sheet = (Vec<&'static str>, Vec<Vec<Cell>>);

/// What stands between the items of a list in a cell.
pub const LIST: &str = "|";

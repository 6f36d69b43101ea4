//! The attributes of a layer's features as a table.

use std::collections::BTreeSet;

use super::grid::{CellKind, Grid};
use super::{Numbering, Table, TableError};
use crate::formats::layer::{Attributes, Value};

impl Table {
    /// A row for each feature that has an attribute, numbered from 1 in the order of the file; columns by name.
    ///
    /// # Errors
    /// More text in a feature, or more cells, than a table may have.
    pub fn of_attributes(features: &[Attributes]) -> Result<Self, TableError> {
        let names: BTreeSet<&String> = features.iter().flat_map(Attributes::keys).collect();
        let mut grid = Grid::with_room(0);
        for (feature, attributes) in features.iter().enumerate() {
            grid.begin(feature as u64 + 1);
            for name in &names {
                let text = attributes.get(*name).map(Value::to_text).unwrap_or_default();
                grid.cell(&text, CellKind::Text)?;
            }
            grid.end();
        }
        Ok(Self::with_header(names.into_iter().cloned().collect(), grid, Numbering::Records))
    }
}

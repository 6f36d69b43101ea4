//! Columns of values of any Parquet file, geometries or not.

use bytes::Bytes;
use parquet::file::reader::{FileReader, SerializedFileReader};

use super::columns::{self, Budget};
use super::{failed, groups, is_attribute};
use crate::formats::compress::Limits;
use crate::formats::layer::Value;
use crate::formats::read_error::ReadError;

/// What a file holds but lists and structures.
#[derive(Debug, Default)]
pub(in crate::formats) struct PlainColumns {
    /// Names of the columns.
    pub names: Vec<String>,
    /// Names of columns that are lists, structures, or of a type that is not read.
    pub left_out: Vec<String>,
}

/// Reads the columns and hands over the rows of each group, a list of values a column.
pub(in crate::formats) fn read_plain(
    bytes: Vec<u8>,
    limits: Limits,
    take: &mut dyn FnMut(Vec<Vec<Option<Value>>>),
) -> Result<PlainColumns, ReadError> {
    // As for geometries, the decoder takes some corrupt pages for faults of the program.
    crate::guard::guarded(|| read_all(bytes, limits, take))
        .unwrap_or_else(|_| Err(ReadError::malformed("the Parquet file is corrupt: its decoder gave up")))
}

fn read_all(
    bytes: Vec<u8>,
    limits: Limits,
    take: &mut dyn FnMut(Vec<Vec<Option<Value>>>),
) -> Result<PlainColumns, ReadError> {
    let length = bytes.len() as u64;
    let file = SerializedFileReader::new(Bytes::from(bytes)).map_err(failed)?;
    let schema = file.metadata().file_metadata().schema_descr();
    let mut found = PlainColumns::default();
    let mut leaves = Vec::new();
    for field in schema.root_schema().get_fields() {
        let name = field.name();
        let leaf = (0..schema.num_columns()).find(|&leaf| schema.column(leaf).path().parts() == [name]);
        match leaf.filter(|_| is_attribute(field)) {
            Some(leaf) => {
                leaves.push(leaf);
                found.names.push(name.to_owned());
            }
            None => found.left_out.push(name.to_owned()),
        }
    }
    let budget = Budget::new(limits, length);
    for (group, (first, rows)) in groups(&file, length)?.into_iter().enumerate() {
        let reader = file.get_row_group(group).map_err(failed)?;
        let columns = leaves.iter().zip(&found.names);
        let values: Result<Vec<_>, ReadError> =
            columns.map(|(&leaf, name)| columns::values(&*reader, leaf, name, first, rows, &budget)).collect();
        take(values?);
    }
    Ok(found)
}

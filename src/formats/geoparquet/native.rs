//! Geometries as nested lists of coordinates, the encodings `polygon` and `multipolygon` of GeoParquet 1.1.

use parquet::column::reader::ColumnReader;
use parquet::file::reader::RowGroupReader;

use super::super::collect::Collector;
use super::super::read_error::ReadError;
use super::columns::Budget;
use super::failed;

/// Rows that are decoded at once.
const RUN: usize = 1024;

/// Coordinates as they are stored: a repetition level says which list goes on, and no coordinate that a list is empty.
struct Coordinates {
    repetitions: Vec<i16>,
    numbers: Vec<Option<f64>>,
}

/// Reads the columns of the two coordinates.
pub(super) fn read(
    group: &dyn RowGroupReader,
    [x, y]: [usize; 2],
    multi: bool,
    rows: usize,
    budget: &Budget,
    into: &mut Collector,
) -> Result<(), ReadError> {
    let vertex = if multi { 3 } else { 2 };
    let x = coordinates(group, x, vertex, rows, budget)?;
    let y = coordinates(group, y, vertex, rows, budget)?;
    if x.repetitions != y.repetitions {
        return Err(into.malformed("the lists of its two coordinates differ"));
    }
    let mut ring: Vec<(f64, f64)> = Vec::new();
    let mut begun = false;
    for ((repetition, x), y) in x.repetitions.into_iter().zip(x.numbers).zip(y.numbers) {
        if repetition < vertex && !ring.is_empty() {
            into.ring(ring.drain(..))?;
        }
        if repetition < vertex - 1 {
            into.end_polygon();
        }
        if repetition == 0 && std::mem::replace(&mut begun, true) {
            into.end_feature();
        }
        match (x, y) {
            (Some(x), Some(y)) => ring.push((x, y)),
            (None, None) => {}
            _ => return Err(into.malformed("a vertex has one coordinate")),
        }
    }
    if !ring.is_empty() {
        into.ring(ring.drain(..))?;
    }
    if begun {
        into.end_polygon();
        into.end_feature();
    }
    Ok(())
}

fn coordinates(
    group: &dyn RowGroupReader,
    column: usize,
    vertex: i16,
    rows: usize,
    budget: &Budget,
) -> Result<Coordinates, ReadError> {
    let schema = group.metadata().schema_descr();
    let about = schema.column(column);
    let ColumnReader::DoubleColumnReader(mut reader) = group.get_column_reader(column).map_err(failed)? else {
        return Err(ReadError::malformed(format!("{}: coordinates are not doubles", about.path())));
    };
    if about.max_rep_level() != vertex {
        let found = about.max_rep_level();
        return Err(ReadError::malformed(format!("{}: lists {found} deep, expected {vertex}", about.path())));
    }
    let present = about.max_def_level();
    let mut all = Coordinates { repetitions: Vec::new(), numbers: Vec::new() };
    let mut found = 0_usize;
    loop {
        let (mut definitions, mut repetitions, mut values) = (Vec::new(), Vec::new(), Vec::new());
        let (read, _, _) =
            reader.read_records(RUN, Some(&mut definitions), Some(&mut repetitions), &mut values).map_err(failed)?;
        budget.take(repetitions.len() * 8)?;
        found += read;
        if read == 0 || found > rows {
            break;
        }
        let mut values = values.into_iter();
        all.repetitions.extend(repetitions);
        all.numbers.extend(definitions.into_iter().map(|level| if level == present { values.next() } else { None }));
    }
    if found == rows {
        Ok(all)
    } else {
        Err(ReadError::malformed(format!("{rows} rows announced, {found} geometries found")))
    }
}

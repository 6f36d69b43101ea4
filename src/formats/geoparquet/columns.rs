//! Columns of a row group as values.

use std::sync::atomic::{AtomicU64, Ordering};

use parquet::basic::{ConvertedType, LogicalType, TimeUnit, Type as Physical};
use parquet::column::reader::{ColumnReader, ColumnReaderImpl};
use parquet::data_type::{ByteArray, DataType};
use parquet::file::reader::RowGroupReader;
use parquet::schema::types::Type;

use super::super::compress::Limits;
use super::super::layer::Value;
use super::super::read_error::ReadError;
use super::failed;

/// Rows that are decoded at once.
const RUN: usize = 8192;

/// Bytes that may come out of a file: a dictionary lets one text stand in a million rows.
pub(super) struct Budget {
    left: AtomicU64,
    limit: u64,
}

impl Budget {
    pub fn new(limits: Limits, length: u64) -> Self {
        let limit = limits.of(length);
        Self { left: AtomicU64::new(limit), limit }
    }

    /// Takes so many bytes.
    pub fn take(&self, bytes: usize) -> Result<(), ReadError> {
        let taken = self.left.try_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(bytes as u64));
        taken.map(|_| ()).map_err(|_| ReadError::TooLarge {
            name: "the Parquet file".to_owned(),
            limit: self.limit,
            rule: "a multiple of its size".to_owned(),
        })
    }
}

/// Whether a column holds what attributes are made of.
pub(super) fn is_read(field: &Type) -> bool {
    kind(field).is_some()
}

/// What values of a column mean.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Kind {
    Boolean,
    Integer,
    /// Whole numbers without sign, of 32 bits or 64.
    Unsigned,
    /// A whole number with so many decimals.
    Decimal(i32),
    Number,
    Text,
    /// Days since 1970.
    Date,
    /// Parts of a second since 1970: how many to the second, and whether in UTC.
    Time(i64, bool),
}

fn kind(field: &Type) -> Option<Kind> {
    let info = field.get_basic_info();
    let converted = info.converted_type();
    match (field.get_physical_type(), info.logical_type_ref()) {
        (Physical::BOOLEAN, _) => Some(Kind::Boolean),
        (Physical::INT32, Some(LogicalType::Date)) => Some(Kind::Date),
        (Physical::INT64, Some(LogicalType::Timestamp(time))) => {
            let parts = match time.unit {
                TimeUnit::MILLIS => 1_000,
                TimeUnit::MICROS => 1_000_000,
                TimeUnit::NANOS => 1_000_000_000,
            };
            Some(Kind::Time(parts, time.is_adjusted_to_u_t_c))
        }
        (Physical::INT32 | Physical::INT64, Some(LogicalType::Decimal(decimal))) => Some(Kind::Decimal(decimal.scale)),
        (Physical::INT32 | Physical::INT64, Some(LogicalType::Integer(integer))) => {
            Some(if integer.is_signed { Kind::Integer } else { Kind::Unsigned })
        }
        (Physical::INT32 | Physical::INT64, None) => match converted {
            ConvertedType::DATE => Some(Kind::Date),
            ConvertedType::NONE
            | ConvertedType::INT_8
            | ConvertedType::INT_16
            | ConvertedType::INT_32
            | ConvertedType::INT_64 => Some(Kind::Integer),
            ConvertedType::UINT_8 | ConvertedType::UINT_16 | ConvertedType::UINT_32 | ConvertedType::UINT_64 => {
                Some(Kind::Unsigned)
            }
            _ => None,
        },
        (Physical::FLOAT | Physical::DOUBLE, _) => Some(Kind::Number),
        (Physical::BYTE_ARRAY, Some(LogicalType::String | LogicalType::Enum | LogicalType::Json)) => Some(Kind::Text),
        (Physical::BYTE_ARRAY, None) => {
            matches!(converted, ConvertedType::UTF8 | ConvertedType::ENUM | ConvertedType::JSON).then_some(Kind::Text)
        }
        _ => None,
    }
}

/// The values of a column of bytes.
pub(super) fn binary(
    group: &dyn RowGroupReader,
    column: usize,
    rows: usize,
    budget: &Budget,
) -> Result<Vec<Option<ByteArray>>, ReadError> {
    match group.get_column_reader(column).map_err(failed)? {
        ColumnReader::ByteArrayColumnReader(reader) => {
            let values = flat(reader, group, column, rows)?;
            let bytes = values.iter().flatten().map(|value| value.len()).sum();
            budget.take(bytes)?;
            Ok(values)
        }
        _ => Err(ReadError::malformed("the column of geometries does not hold bytes")),
    }
}

/// The values of a column of attributes.
pub(super) fn values(
    group: &dyn RowGroupReader,
    column: usize,
    name: &str,
    first: usize,
    rows: usize,
    budget: &Budget,
) -> Result<Vec<Option<Value>>, ReadError> {
    let schema = group.metadata().schema_descr();
    let Some(kind) = kind(schema.column(column).self_type()) else { return Ok(Vec::new()) };
    let whole = |value: i64, unsigned: u64| match kind {
        Kind::Unsigned => i64::try_from(unsigned).map_or(Value::Number(unsigned as f64), Value::Integer),
        Kind::Decimal(scale) => Value::Number(value as f64 / 10_f64.powi(scale)),
        Kind::Date => Value::Text(date(value)),
        Kind::Time(parts, utc) => Value::Text(time(value, parts, utc)),
        _ => Value::Integer(value),
    };
    let all = |value: Option<Value>| value;
    Ok(match group.get_column_reader(column).map_err(failed)? {
        ColumnReader::BoolColumnReader(reader) => {
            flat(reader, group, column, rows)?.into_iter().map(|value| value.map(Value::Boolean)).collect()
        }
        ColumnReader::Int32ColumnReader(reader) => {
            let values = flat(reader, group, column, rows)?.into_iter();
            values.map(|value| all(value.map(|value| whole(value.into(), u64::from(value as u32))))).collect()
        }
        ColumnReader::Int64ColumnReader(reader) => {
            let values = flat(reader, group, column, rows)?.into_iter();
            values.map(|value| value.map(|value| whole(value, value as u64))).collect()
        }
        ColumnReader::FloatColumnReader(reader) => {
            let values = flat(reader, group, column, rows)?.into_iter();
            values.map(|value| value.filter(|x| x.is_finite()).map(|x| Value::Number(x.into()))).collect()
        }
        ColumnReader::DoubleColumnReader(reader) => {
            let values = flat(reader, group, column, rows)?.into_iter();
            values.map(|value| value.filter(|x| x.is_finite()).map(Value::Number)).collect()
        }
        ColumnReader::ByteArrayColumnReader(reader) => {
            let values = flat(reader, group, column, rows)?;
            budget.take(values.iter().flatten().map(|value| value.len()).sum())?;
            let text = |(row, value): (usize, Option<ByteArray>)| {
                let Some(value) = value else { return Ok(None) };
                let text = std::str::from_utf8(value.data())
                    .map_err(|_| ReadError::in_feature(first + row, format!("{name}: a text that is not UTF-8")))?;
                Ok(Some(Value::Text(text.to_owned())))
            };
            values.into_iter().enumerate().map(text).collect::<Result<_, ReadError>>()?
        }
        _ => Vec::new(),
    })
}

/// A column that has at most one value a row.
fn flat<T: DataType>(
    mut reader: ColumnReaderImpl<T>,
    group: &dyn RowGroupReader,
    column: usize,
    rows: usize,
) -> Result<Vec<Option<T::T>>, ReadError> {
    let schema = group.metadata().schema_descr();
    let column = schema.column(column);
    let present = column.max_def_level();
    if column.max_rep_level() > 0 {
        return Err(ReadError::malformed(format!("{}: a list where one value is expected", column.name())));
    }
    let mut all = Vec::new();
    loop {
        let (mut levels, mut values) = (Vec::new(), Vec::new());
        let (read, _, _) = reader.read_records(RUN, Some(&mut levels), None, &mut values).map_err(failed)?;
        if read == 0 {
            break;
        }
        if present == 0 {
            all.extend(values.into_iter().map(Some));
        } else {
            let mut values = values.into_iter();
            all.extend(levels.into_iter().map(|level| if level == present { values.next() } else { None }));
        }
        if all.len() > rows {
            break;
        }
    }
    if all.len() == rows {
        return Ok(all);
    }
    Err(ReadError::malformed(format!("{}: {rows} rows announced, {} found", column.name(), all.len())))
}

/// Year, month and day of a day since 1970, by the Gregorian calendar.
fn date(days: i64) -> String {
    let days = days.saturating_add(719_468);
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = era * 400 + year_of_era + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

fn time(value: i64, parts: i64, utc: bool) -> String {
    let seconds = value.div_euclid(parts);
    let (day, second) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    let (hour, minute, second) = (second / 3_600, second / 60 % 60, second % 60);
    let zone = if utc { "Z" } else { "" };
    let rest = value.rem_euclid(parts);
    let fraction = if rest == 0 {
        String::new()
    } else {
        let digits = (parts.ilog10()) as usize;
        format!(".{rest:0digits$}").trim_end_matches('0').to_owned()
    };
    format!("{}T{hour:02}:{minute:02}:{second:02}{fraction}{zone}", date(day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_instants_are_written_as_dates() {
        assert_eq!(
            [-1, 0, 59, 11_016, 20_513].map(date),
            ["1969-12-31", "1970-01-01", "1970-03-01", "2000-02-29", "2026-03-01"]
        );
        assert_eq!(time(1_500, 1_000, true), "1970-01-01T00:00:01.5Z");
        assert_eq!(time(-1, 1_000_000, false), "1969-12-31T23:59:59.999999");
    }
}

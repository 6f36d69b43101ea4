//! The `.dbf` table of a shapefile.
//!
//! Not read by the `dbase` crate, which passes over rows marked as deleted, so that each row after one would go to the
//! wrong polygon, and reads codes of ten digits as floating-point numbers.

use std::collections::BTreeMap;

use super::super::layer::{Attributes, FeatureProblem, Problem, Value};
use super::super::read_error::ReadError;
use super::encoding::Encoding;

/// Length of the header before the fields, and of each field in it.
const HEADER: usize = 32;

/// Rows in the order of the file.
#[derive(Debug)]
pub(super) struct Table {
    /// One a feature; empty where the row is marked as deleted.
    pub rows: Vec<Attributes>,
    /// Which rows are marked as deleted.
    pub deleted: Vec<usize>,
    pub problems: Vec<FeatureProblem>,
}

/// A column.
#[derive(Debug, PartialEq)]
struct Field {
    name: String,
    kind: u8,
    /// Where it is in a row.
    at: usize,
    width: usize,
}

/// Reads the table; `cpg` is the content of the `.cpg` beside it.
pub(super) fn read(bytes: &[u8], cpg: Option<&[u8]>) -> Result<Table, ReadError> {
    let layout = Layout::of(bytes)?;
    let encoding = encoding(&layout, bytes, cpg)?;
    let fields = layout.fields(bytes, encoding)?;
    let rows: Result<Vec<(Attributes, Vec<Problem>)>, ReadError> =
        layout.rows(bytes).enumerate().map(|(row, bytes)| read_row(row, bytes, &fields, encoding)).collect();
    let mut table = Table { rows: Vec::new(), deleted: Vec::new(), problems: Vec::new() };
    for field in fields.iter().filter(|field| !is_read(field.kind)) {
        table.problems.push(FeatureProblem { feature: 0, problem: Problem::ColumnLeftOut(field.name.clone()) });
    }
    for (feature, (attributes, problems)) in rows?.into_iter().enumerate() {
        if problems.contains(&Problem::Deleted) {
            table.deleted.push(feature);
        }
        table.rows.push(attributes);
        table.problems.extend(problems.into_iter().map(|problem| FeatureProblem { feature, problem }));
    }
    Ok(table)
}

/// Where things are in the file.
struct Layout {
    header: usize,
    row: usize,
    rows: usize,
    language: u8,
}

impl Layout {
    fn of(bytes: &[u8]) -> Result<Self, ReadError> {
        let short = || ReadError::malformed("the .dbf ends within its header");
        let word = |at: usize| -> Option<u16> { Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?)) };
        let rows = bytes.get(4..8).and_then(|word| word.try_into().ok()).map(u32::from_le_bytes).ok_or_else(short)?;
        let layout = Self {
            header: usize::from(word(8).ok_or_else(short)?),
            row: usize::from(word(10).ok_or_else(short)?),
            rows: rows as usize,
            language: *bytes.get(29).ok_or_else(short)?,
        };
        let needed = layout.rows.checked_mul(layout.row).and_then(|rows| rows.checked_add(layout.header));
        if layout.row == 0 || layout.header < HEADER || needed.is_none_or(|needed| needed > bytes.len()) {
            return Err(ReadError::malformed(format!(
                "the .dbf announces {} rows of {} bytes after a header of {}, and has {} bytes",
                layout.rows,
                layout.row,
                layout.header,
                bytes.len()
            )));
        }
        Ok(layout)
    }

    fn rows<'a>(&self, bytes: &'a [u8]) -> impl Iterator<Item = &'a [u8]> + use<'a> {
        bytes.get(self.header..).unwrap_or_default().chunks_exact(self.row).take(self.rows)
    }

    fn fields(&self, bytes: &[u8], encoding: Encoding) -> Result<Vec<Field>, ReadError> {
        let mut fields: Vec<Field> = Vec::new();
        let mut at = 1;
        let header = bytes.get(HEADER..self.header).unwrap_or_default();
        for entry in header.chunks_exact(32).take_while(|entry| entry.first() != Some(&b'\r')) {
            let name = entry.get(..11).unwrap_or_default().split(|&byte| byte == 0).next().unwrap_or_default();
            let name = encoding.decode(name.trim_ascii()).unwrap_or_else(|_| {
                // Names cut within a character; what is left of them is still a name.
                name.iter().filter(|byte| byte.is_ascii()).map(|&byte| char::from(byte)).collect()
            });
            let [kind, low, high] = [11, 16, 17].map(|at| entry.get(at).copied().unwrap_or_default());
            // Long texts have their width in two bytes; for numbers the second tells decimals.
            let width = usize::from(low) + if kind == b'C' { usize::from(high) << 8 } else { 0 };
            let mut unique = name.clone();
            for count in 2.. {
                if !fields.iter().any(|field| field.name == unique) {
                    break;
                }
                unique = format!("{name}_{count}");
            }
            fields.push(Field { name: unique, kind, at, width });
            at += width;
        }
        if at > self.row {
            let row = self.row;
            return Err(ReadError::malformed(format!("the .dbf has fields of {at} bytes in rows of {row}")));
        }
        Ok(fields)
    }
}

/// The encoding told by the `.cpg`, by the header, or by the texts themselves.
fn encoding(layout: &Layout, bytes: &[u8], cpg: Option<&[u8]>) -> Result<Encoding, ReadError> {
    let told = Encoding::of_cpg(cpg.unwrap_or_default()).map_err(|name| {
        ReadError::malformed(format!(
            "the .cpg names the encoding {name:?}, which is not known: write UTF-8 or 1252 there"
        ))
    })?;
    if let Some(encoding) = told.or(Encoding::of_language(layout.language)) {
        return Ok(encoding);
    }
    let fields = layout.fields(bytes, Encoding::Windows1252)?;
    let all = layout.rows(bytes).all(|row| {
        fields.iter().filter(|field| field.kind == b'C').all(|field| utf8(cell(row, field), field.width).is_some())
    });
    Ok(if all { Encoding::Utf8 } else { Encoding::Windows1252 })
}

fn cell<'a>(row: &'a [u8], field: &Field) -> &'a [u8] {
    row.get(field.at..field.at + field.width).unwrap_or_default()
}

/// A text in UTF-8, and whether its last character was cut by the width of the field.
fn utf8(cell: &[u8], width: usize) -> Option<(&str, bool)> {
    match std::str::from_utf8(cell) {
        Ok(text) => Some((text, false)),
        Err(error) if error.error_len().is_none() && cell.len() == width => {
            let text = std::str::from_utf8(cell.get(..error.valid_up_to())?).ok()?;
            Some((text, true))
        }
        Err(_) => None,
    }
}

fn is_read(kind: u8) -> bool {
    b"CNFLDI+OB".contains(&kind)
}

fn read_row(
    row: usize,
    bytes: &[u8],
    fields: &[Field],
    encoding: Encoding,
) -> Result<(Attributes, Vec<Problem>), ReadError> {
    if bytes.first() == Some(&b'*') {
        return Ok((Attributes::new(), vec![Problem::Deleted]));
    }
    let mut attributes = BTreeMap::new();
    let mut problems = Vec::new();
    for field in fields {
        let cell = cell(bytes, field);
        let value = match field.kind {
            b'C' => text(row, cell, field, encoding, &mut problems)?,
            b'I' | b'+' => cell.try_into().ok().map(|word| Value::Integer(i32::from_le_bytes(word).into())),
            b'O' | b'B' => cell.try_into().ok().map(|word| Value::Number(f64::from_le_bytes(word))),
            kind if is_read(kind) => written(row, cell, field)?,
            _ => None,
        };
        if let Some(value) = value {
            attributes.insert(field.name.clone(), value);
        }
    }
    Ok((attributes, problems))
}

fn text(
    row: usize,
    cell: &[u8],
    field: &Field,
    encoding: Encoding,
    problems: &mut Vec<Problem>,
) -> Result<Option<Value>, ReadError> {
    let cell = cell.split(|&byte| byte == 0).next().unwrap_or_default();
    if encoding == Encoding::Utf8 {
        let (text, cut) = utf8(cell, field.width).ok_or_else(|| {
            let reason =
                format!("{}: a text that is not UTF-8; if it is Windows-1252, write 1252 in the .cpg", field.name);
            ReadError::in_feature(row, reason)
        })?;
        if cut {
            problems.push(Problem::CutText(field.name.clone()));
        }
        let text = text.trim_end();
        return Ok((!text.is_empty()).then(|| Value::Text(text.to_owned())));
    }
    let text = encoding.decode(cell.trim_ascii_end()).unwrap_or_default();
    Ok((!text.is_empty()).then_some(Value::Text(text)))
}

/// A number, a truth value or a date, written as text.
fn written(row: usize, cell: &[u8], field: &Field) -> Result<Option<Value>, ReadError> {
    let wrong = |expected: &str| {
        let found = String::from_utf8_lossy(cell).into_owned();
        ReadError::in_feature(row, format!("{}: expected {expected}, got {found:?}", field.name))
    };
    let text = std::str::from_utf8(cell).map_err(|_| wrong("ASCII"))?;
    let text = text.trim_matches(|c: char| c.is_ascii_whitespace() || c == '\0');
    if text.bytes().all(|byte| byte == b'*' || byte == b'?') {
        return Ok(None);
    }
    match field.kind {
        b'L' => match text {
            "T" | "t" | "Y" | "y" | "1" => Ok(Some(Value::Boolean(true))),
            "F" | "f" | "N" | "n" | "0" => Ok(Some(Value::Boolean(false))),
            _ => Err(wrong("T or F")),
        },
        b'D' => match text.as_bytes() {
            b"00000000" => Ok(None),
            digits if digits.len() == 8 && digits.iter().all(u8::is_ascii_digit) => {
                Ok(Some(Value::Text(format!("{}-{}-{}", &text[..4], &text[4..6], &text[6..]))))
            }
            _ => Err(wrong("a date of 8 digits")),
        },
        _ => {
            let number = text.parse().map(Value::Integer).ok();
            let number = number.or_else(|| text.parse().ok().filter(|x: &f64| x.is_finite()).map(Value::Number));
            number.map(Some).ok_or_else(|| wrong("a number"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fields_of_ign_s_own_communes_are_read_with_their_values() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/ref/ign-native-commune-dbf");
        let Ok(bytes) = std::fs::read(folder.join("COMMUNE.dbf")) else {
            eprintln!("skipped: {} is not there", folder.display());
            return;
        };
        let table = read(&bytes, Some(b"UTF-8")).unwrap();
        let first = &table.rows[0];
        let names: Vec<&str> = first.keys().map(String::as_str).collect();
        for name in ["ID", "INSEE_COM", "INSEE_DEP", "INSEE_REG", "NOM", "POPULATION"] {
            assert!(names.contains(&name), "{name}: {names:?}");
        }
        assert!(matches!(first["POPULATION"], Value::Integer(_)));
        assert!(matches!(&first["INSEE_COM"], Value::Text(code) if code.len() == 5));
        assert_eq!((table.rows.len(), table.problems), (751, Vec::new()));
    }

    #[test]
    fn two_fields_of_one_name_are_both_kept() {
        let mut bytes = vec![0; 32];
        bytes[0] = 3;
        bytes[4] = 1;
        bytes[8] = 32 * 3 + 1;
        bytes[10] = 5;
        for _ in 0..2 {
            let mut field = [0; 32];
            field[..3].copy_from_slice(b"NOM");
            field[11] = b'C';
            field[16] = 2;
            bytes.extend(field);
        }
        bytes.extend(b"\r ab\xe9 ");
        let table = read(&bytes, None).unwrap();
        let row: Vec<(&str, String)> = table.rows[0].iter().map(|(k, v)| (k.as_str(), v.to_text())).collect();
        assert_eq!(row, [("NOM", "ab".to_owned()), ("NOM_2", "é".to_owned())]);
    }
}

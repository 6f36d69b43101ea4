//! JSON: a list of records, alone or under a key of an object; the properties of GeoJSON; a record a line.
//!
//! Keys become columns in the order in which they first appear. Objects within a record become columns with both names
//! (`commune.code`), but for `properties` and `fields`, under which GeoJSON and data portals keep what a record says.

use rustc_hash::FxHashMap;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use super::encoding::decode;
use super::grid::{CellKind, Grid};
use super::number::number;
use super::{HeaderFinder, Numbering, Table, TableError};

/// Keys under which an object holds its records, the likeliest first.
const RECORDS: [&str; 8] = ["features", "data", "results", "records", "rows", "items", "communes", "values"];
/// Objects whose keys are those of the record.
const TRANSPARENT: [&str; 2] = ["properties", "fields"];
/// What of a record is no text.
const SHAPES: [&str; 4] = ["geometry", "geo_shape", "geom", "bbox"];

/// Reads a table of records.
pub(super) fn read(bytes: &[u8], header: &HeaderFinder) -> Result<Table, TableError> {
    let (text, encoding) = decode(bytes);
    let mut records = Records::default();
    let mut stream = serde_json::Deserializer::from_str(&text);
    let mut result = Document { records: &mut records, is_member: false }.deserialize(&mut stream);
    if result.is_ok() && stream.end().is_err() {
        result = Ok(false);
    }
    let mut numbering = Numbering::Records;
    match result {
        Ok(true) => {}
        // More than one value, or one object without records: a record a line?
        Ok(false) => {
            records = Records::default();
            by_lines(&text, &mut records)?;
            numbering = Numbering::Lines;
        }
        Err(error) => return Err(TableError::malformed(format!("the JSON cannot be read: {error}"))),
    }
    if let Some(error) = records.error {
        return Err(error);
    }
    let mut table = if records.names.is_empty() {
        Table::new(records.grid, numbering, header)?
    } else {
        Table::with_header(records.names, records.grid, numbering)
    };
    table.notes.splice(0..0, encoding);
    Ok(table)
}

/// A record a line (JSON Lines).
fn by_lines(text: &str, records: &mut Records) -> Result<(), TableError> {
    for (line, text) in (1..).zip(text.lines()).filter(|(_, text)| !text.trim().is_empty()) {
        let value: Value = serde_json::from_str(text).map_err(|error| {
            let found = "JSON without a list of records".to_owned();
            if line == 1 {
                TableError::NotATable { found }
            } else {
                TableError::malformed(format!("line {line}: {error}"))
            }
        })?;
        if !value.is_object() {
            return Err(TableError::NotATable { found: "JSON without a list of records".to_owned() });
        }
        records.push(&value, line);
    }
    Ok(())
}

/// Records as they come.
#[derive(Default)]
struct Records {
    names: Vec<String>,
    places: FxHashMap<String, usize>,
    grid: Grid,
    /// Cells of the record at hand by column.
    cells: Vec<(String, CellKind)>,
    count: u64,
    error: Option<TableError>,
}

impl Records {
    fn push(&mut self, record: &Value, line: u64) {
        self.cells.iter_mut().for_each(|(text, kind)| {
            text.clear();
            *kind = CellKind::Text;
        });
        match record {
            Value::Object(_) => self.spread("", record),
            // A list of lists: the first may be the header.
            Value::Array(cells) => {
                self.cells.resize(cells.len(), Default::default());
                for (cell, value) in self.cells.iter_mut().zip(cells) {
                    text_of(value, cell);
                }
            }
            value => {
                self.cells.resize(1, Default::default());
                self.cells.iter_mut().for_each(|cell| text_of(value, cell));
            }
        }
        self.grid.begin(line);
        for (text, kind) in &self.cells {
            if let Err(error) = self.grid.cell(text, *kind) {
                self.error.get_or_insert(error.into());
            }
        }
        self.grid.end();
    }

    /// Puts the values of an object into their columns.
    fn spread(&mut self, prefix: &str, object: &Value) {
        let Value::Object(object) = object else { return };
        for (key, value) in object {
            if SHAPES.contains(&key.as_str()) && (value.is_object() || value.is_array() || value.is_null()) {
                continue;
            }
            match value {
                Value::Object(_) if TRANSPARENT.contains(&key.as_str()) => self.spread(prefix, value),
                // Deeper than any table goes; also the end of objects made to be endless.
                Value::Object(_) if prefix.len() < 1024 => self.spread(&format!("{prefix}{key}."), value),
                _ => {
                    let name = if prefix.is_empty() { key.clone() } else { format!("{prefix}{key}") };
                    let place = match self.places.get(&name) {
                        Some(&place) => place,
                        None => {
                            self.places.insert(name.clone(), self.names.len());
                            self.names.push(name);
                            self.names.len() - 1
                        }
                    };
                    if place >= self.cells.len() {
                        self.cells.resize(place + 1, Default::default());
                    }
                    if let Some(cell) = self.cells.get_mut(place) {
                        text_of(value, cell);
                    }
                }
            }
        }
    }
}

/// A value as text; a list as its members, which is how codes in one cell are written.
fn text_of(value: &Value, (text, kind): &mut (String, CellKind)) {
    text.clear();
    *kind = CellKind::Text;
    match value {
        Value::Null => {}
        Value::String(value) => text.push_str(value),
        Value::Number(value) => {
            *kind = CellKind::Number;
            match value.as_f64() {
                Some(float) if value.is_f64() => text.push_str(&number(float)),
                _ => text.push_str(&value.to_string()),
            }
        }
        Value::Array(values) => {
            let mut part = (String::new(), CellKind::Text);
            for (index, value) in values.iter().enumerate() {
                text_of(value, &mut part);
                if index > 0 {
                    text.push_str(", ");
                }
                text.push_str(&part.0);
                if part.1 == CellKind::Number {
                    *kind = CellKind::Number;
                }
            }
        }
        Value::Bool(_) | Value::Object(_) => text.push_str(&value.to_string()),
    }
}

/// The document, or a member of it: whether it is or holds a list of records.
struct Document<'a> {
    records: &'a mut Records,
    /// Members of a member are not looked into.
    is_member: bool,
}

impl<'de> DeserializeSeed<'de> for Document<'_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Document<'_> {
    type Value = bool;

    fn expecting(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        f.write_str("a list of records")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<bool, A::Error> {
        while let Some(record) = list.next_element::<Value>()? {
            self.records.count += 1;
            let count = self.records.count;
            self.records.push(&record, count);
        }
        Ok(true)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<bool, A::Error> {
        let mut found = false;
        while let Some(key) = object.next_key::<String>()? {
            if RECORDS.contains(&key.as_str()) && !found && !self.is_member {
                found = object.next_value_seed(Document { records: &mut *self.records, is_member: true })?;
            } else {
                object.next_value::<IgnoredAny>()?;
            }
        }
        Ok(found)
    }

    fn visit_str<E>(self, _: &str) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_bool<E>(self, _: bool) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_i64<E>(self, _: i64) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_u64<E>(self, _: u64) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_f64<E>(self, _: f64) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_unit<E>(self) -> Result<bool, E> {
        Ok(false)
    }
}

#[cfg(test)]
mod tests {
    use super::super::HeaderAt;
    use super::*;

    fn cells(text: &str) -> Vec<Vec<String>> {
        let table = read(text.as_bytes(), &|_| HeaderAt { score: 0, row: 0 }).unwrap();
        let rows = table.rows().map(|row| row.cells().map(str::to_owned).collect());
        std::iter::once(table.header.clone()).chain(rows).collect()
    }

    #[test]
    fn a_list_of_records_is_a_table_wherever_the_list_is() {
        let expected = [vec!["code", "cpts"], vec!["01001", "A"], vec!["1002", "B"]];
        for text in [
            r#"[{"code":"01001","cpts":"A"},{"code":1002,"cpts":"B"}]"#,
            r#"{"total":2,"data":[{"code":"01001","cpts":"A"},{"cpts":"B","code":1002.0}]}"#,
            r#"{"type":"FeatureCollection","features":[
                {"type":"Feature","geometry":{"type":"Point","coordinates":[1,2]},"properties":{"code":"01001","cpts":"A"}},
                {"type":"Feature","geometry":null,"properties":{"code":1002,"cpts":"B"}}]}"#,
            r#"[["code","cpts"],["01001","A"],[1002,"B"]]"#,
            "{\"code\":\"01001\",\"cpts\":\"A\"}\n\n{\"code\":1002,\"cpts\":\"B\"}\n",
        ] {
            let without =
                |row: Vec<String>| row.into_iter().filter(|cell| !["type", "Feature"].contains(&cell.as_str()));
            let found: Vec<Vec<String>> = cells(text).into_iter().map(|row| without(row).collect()).collect();
            let found: Vec<Vec<&str>> = found
                .iter()
                .map(|row| row.iter().map(String::as_str).filter(|cell| !cell.is_empty()).collect())
                .collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn a_key_that_comes_later_is_a_column_and_what_is_absent_is_empty() {
        let found = cells(r#"[{"a":"1"},{"b":{"c":["x","y"]},"a":null}]"#);
        assert_eq!(found, [vec!["a", "b.c"], vec!["1"], vec!["", "x, y"]]);
    }

    #[test]
    fn json_without_records_is_no_table_and_broken_json_is_told() {
        let read = |text: &str| read(text.as_bytes(), &|_| HeaderAt { score: 0, row: 0 }).unwrap_err().to_string();
        assert!(read("{\n\"data\": 3\n}").contains("without a list of records"));
        assert!(read(r#"[{"a":1},"#).contains("line 1"));
        assert!(read("[]").contains("empty"));
    }
}

//! OpenDocument spreadsheets, read here: rows and cells that repeat are counted before anything is made of them.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::grid::CellKind;
use super::number::number;
use super::sheet::{self, Merged, SheetRows, Workbook};
use super::{Table, TableError, TableOptions};

/// Columns that a sheet may have, and rows.
const MOST_COLUMNS: u32 = 16_384;
const MOST_ROWS: u32 = 1 << 20;
/// Spaces that stand for one mark.
const MOST_SPACES: usize = 256;

/// Reads the table in a `content.xml`.
pub(super) fn read(content: &[u8], options: &TableOptions) -> Result<Table, TableError> {
    let text = std::str::from_utf8(content).map_err(|_| {
        // An encrypted member is no text at all.
        if content.starts_with(b"<?xml") {
            TableError::malformed("the workbook is not UTF-8")
        } else {
            TableError::Password
        }
    })?;
    if !text.trim_start_matches('\u{feff}').trim_start().starts_with('<') {
        return Err(TableError::Password);
    }
    if !text.contains("<office:spreadsheet") {
        return Err(TableError::NotATable { found: "an OpenDocument file that is no spreadsheet".to_owned() });
    }
    let mut sheets = Sheets { text, names: Vec::new() };
    sheets.names = sheets.find_names()?;
    sheet::read(&mut sheets, options)
}

struct Sheets<'a> {
    text: &'a str,
    names: Vec<String>,
}

/// A cell as it is met.
#[derive(Default)]
struct Cell {
    text: String,
    kind: CellKind,
    columns: u32,
    rows_spanned: u32,
}

impl Sheets<'_> {
    fn reader(&self) -> Reader<&[u8]> {
        let mut reader = Reader::from_str(self.text);
        reader.config_mut().expand_empty_elements = true;
        reader
    }

    fn find_names(&self) -> Result<Vec<String>, TableError> {
        let mut reader = self.reader();
        let mut names = Vec::new();
        loop {
            match reader.read_event().map_err(malformed)? {
                Event::Start(tag) if is(&tag, "table:table") => {
                    names.push(attribute(&tag, "table:name")?.unwrap_or_default());
                    skip(&mut reader, &tag)?;
                }
                Event::Eof => return Ok(names),
                _ => {}
            }
        }
    }

    /// Goes to the beginning of a sheet.
    fn seek(&self, reader: &mut Reader<&[u8]>, sheet: &str) -> Result<bool, TableError> {
        loop {
            match reader.read_event().map_err(malformed)? {
                Event::Start(tag) if is(&tag, "table:table") => {
                    if attribute(&tag, "table:name")?.unwrap_or_default() == sheet {
                        return Ok(true);
                    }
                    skip(reader, &tag)?;
                }
                Event::Eof => return Ok(false),
                _ => {}
            }
        }
    }

    /// Hands over the rows of a sheet: the number of the first, how often the row repeats, and its cells.
    fn rows(&self, sheet: &str, take: &mut dyn FnMut(u32, u32, &[Cell]) -> bool) -> Result<(), TableError> {
        let mut reader = self.reader();
        if !self.seek(&mut reader, sheet)? {
            return Ok(());
        }
        let mut row = 0;
        loop {
            match reader.read_event().map_err(malformed)? {
                Event::Start(tag) if is(&tag, "table:table-row") => {
                    let repeated = count(&tag, "table:number-rows-repeated", MOST_ROWS)?;
                    let cells = read_row(&mut reader)?;
                    if !take(row, repeated, &cells) {
                        return Ok(());
                    }
                    row = row.saturating_add(repeated).min(MOST_ROWS);
                }
                Event::End(tag) if tag.name().as_ref() == "table:table" => return Ok(()),
                Event::Eof => return Err(TableError::malformed("the workbook ends within a sheet")),
                _ => {}
            }
        }
    }
}

impl Workbook for Sheets<'_> {
    fn names(&self) -> Vec<String> {
        self.names.clone()
    }

    fn cells(&mut self, sheet: &str, into: &mut SheetRows) -> Result<(), TableError> {
        self.rows(sheet, &mut |first, repeated, cells| {
            let has_text = cells.iter().any(|cell| !cell.text.is_empty() || cell.kind != CellKind::Text);
            if !has_text {
                return true;
            }
            into.announce(first, repeated, cells.iter().map(|cell| cell.columns as usize).sum());
            for row in first..first.saturating_add(repeated).min(MOST_ROWS) {
                if !into.wants_more() {
                    return false;
                }
                let mut column = 0_u32;
                for cell in cells {
                    let next = column.saturating_add(cell.columns).min(MOST_COLUMNS);
                    if !cell.text.is_empty() || cell.kind != CellKind::Text {
                        (column..next).for_each(|column| into.cell(row, column, &cell.text, cell.kind));
                    }
                    column = next;
                }
            }
            into.wants_more()
        })
    }

    fn merged(&mut self, sheet: &str) -> Result<Vec<Merged>, TableError> {
        let mut merged = Vec::new();
        if !self.text.contains("table:number-rows-spanned") {
            return Ok(merged);
        }
        self.rows(sheet, &mut |first, _, cells| {
            let mut column = 0_u32;
            for cell in cells {
                if cell.rows_spanned > 1 {
                    merged.push(Merged { first, last: first.saturating_add(cell.rows_spanned - 1), column });
                }
                column = column.saturating_add(cell.columns);
            }
            true
        })?;
        Ok(merged)
    }
}

/// Cells up to the end of the row.
fn read_row(reader: &mut Reader<&[u8]>) -> Result<Vec<Cell>, TableError> {
    let mut cells = Vec::new();
    loop {
        match reader.read_event().map_err(malformed)? {
            Event::Start(tag) if is(&tag, "table:table-cell") || is(&tag, "table:covered-table-cell") => {
                let covered = is(&tag, "table:covered-table-cell");
                let mut cell = read_cell(reader, &tag)?;
                if covered {
                    // What lies under a merged cell is not shown.
                    (cell.text, cell.kind) = (String::new(), CellKind::Text);
                }
                cells.push(cell);
            }
            Event::End(tag) if tag.name().as_ref() == "table:table-row" => return Ok(cells),
            Event::Eof => return Err(TableError::malformed("the workbook ends within a row")),
            _ => {}
        }
    }
}

fn read_cell(reader: &mut Reader<&[u8]>, tag: &BytesStart) -> Result<Cell, TableError> {
    let columns = count(tag, "table:number-columns-repeated", MOST_COLUMNS)?;
    let rows_spanned = count(tag, "table:number-rows-spanned", MOST_ROWS)?;
    let value = |name: &str| attribute(tag, name);
    let is_formula = value("table:formula")?.is_some();
    let is_error = value("calcext:value-type")?.as_deref() == Some("error");
    let kind = value("office:value-type")?;
    let told = match kind.as_deref() {
        Some("float" | "percentage" | "currency") => {
            value("office:value")?.map(|text| (text.parse().map_or(text, number), CellKind::Number))
        }
        Some("date") => {
            let day = |text: String| text.trim_end_matches("T00:00:00").to_owned();
            value("office:date-value")?.map(|text| (day(text), CellKind::Date))
        }
        Some("boolean") => value("office:boolean-value")?.map(|text| (text, CellKind::Text)),
        Some("string") => value("office:string-value")?.map(|text| (text, CellKind::Text)),
        _ => None,
    };
    let shown = read_text(reader, tag)?;
    let (text, kind) = match told {
        _ if is_error => (shown, CellKind::Error),
        Some((text, kind)) => (text, kind),
        None if shown.is_empty() && is_formula => (shown, CellKind::NoValue),
        None => (shown, CellKind::Text),
    };
    Ok(Cell { text, kind, columns, rows_spanned })
}

/// Text of the paragraphs up to the end of the cell, without comments.
fn read_text(reader: &mut Reader<&[u8]>, cell: &BytesStart) -> Result<String, TableError> {
    let mut text = String::new();
    let mut paragraphs = 0;
    loop {
        match reader.read_event().map_err(malformed)? {
            Event::Start(tag) if is(&tag, "office:annotation") => skip(reader, &tag)?,
            Event::Start(tag) if is(&tag, "text:p") => {
                if paragraphs > 0 {
                    text.push('\n');
                }
                paragraphs += 1;
            }
            Event::Start(tag) if is(&tag, "text:s") => {
                let spaces = count(&tag, "text:c", u32::MAX)? as usize;
                text.extend(std::iter::repeat_n(' ', spaces.min(MOST_SPACES)));
            }
            Event::Start(tag) if is(&tag, "text:tab") => text.push('\t'),
            Event::Start(tag) if is(&tag, "text:line-break") => text.push('\n'),
            Event::Text(part) if paragraphs > 0 => text.push_str(&part.xml10_content()),
            Event::CData(part) if paragraphs > 0 => text.push_str(&part.xml10_content()),
            Event::GeneralRef(entity) => {
                let letter = entity.resolve_char_ref().map_err(malformed)?;
                match letter {
                    Some(letter) => text.push(letter),
                    None => text.push_str(quick_xml::escape::resolve_predefined_entity(&entity).unwrap_or_default()),
                }
            }
            Event::End(tag) if tag.name() == cell.name() => return Ok(text),
            Event::Eof => return Err(TableError::malformed("the workbook ends within a cell")),
            _ => {}
        }
    }
}

fn is(tag: &BytesStart, name: &str) -> bool {
    tag.name().as_ref() == name
}

fn skip(reader: &mut Reader<&[u8]>, tag: &BytesStart) -> Result<(), TableError> {
    reader.read_to_end(tag.name()).map(|_| ()).map_err(malformed)
}

fn attribute(tag: &BytesStart, name: &str) -> Result<Option<String>, TableError> {
    let Some(attribute) = tag.try_get_attribute(name).map_err(malformed)? else { return Ok(None) };
    Ok(Some(attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0).map_err(malformed)?.into_owned()))
}

/// A count of at least one.
fn count(tag: &BytesStart, name: &str, most: u32) -> Result<u32, TableError> {
    let told = attribute(tag, name)?.and_then(|text| text.parse::<u64>().ok()).unwrap_or(1);
    Ok(u32::try_from(told).unwrap_or(u32::MAX).clamp(1, most))
}

fn malformed(error: impl std::fmt::Display) -> TableError {
    TableError::malformed(format!("the workbook cannot be read: {error}"))
}

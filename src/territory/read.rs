//! Rows of a table to claims as they are written, codes not looked up yet.

use super::anomaly::{Anomaly, Finding, Source};
use super::choice::ColumnChoice;
use super::claims::{Claims, RawClaim, Said, Stored};
use super::codes::list;
use super::column::Column;
use super::columns::{Columns, ColumnsError};
use super::form::{Form, mark};
use super::lookup::LookupNote;
use crate::cog::plain_text;
use crate::formats::table::{CellKind, Row, Table};
use crate::reference::{IrisList, commune_of_iris, is_undivided};

/// What was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// Rows of the table. Each makes a claim or is in an anomaly.
    pub rows: usize,
    /// Rows that make no claim, and what else was noticed.
    pub anomalies: Vec<Anomaly>,
    /// Whether the table has a column of stages.
    pub has_stages: bool,
    claims: Claims,
    /// Names of the columns that are read, as in the header.
    names: [String; Column::COUNT],
}

impl Reading {
    /// Claims in the order of the table; those of one row in the order of its cells.
    pub fn claims(&self) -> impl ExactSizeIterator<Item = RawClaim<'_>> + Clone {
        self.claims.iter()
    }

    /// Reads codes of nine characters as those of IRIS: the list holds most of them.
    pub(super) fn take_iris(&mut self, iris: &IrisList) {
        self.mend_iris(|code| is_undivided(code) || iris.holds(code));
        self.claims.former_communes = iris.former_communes().map(str::to_owned).collect();
        let codes = || self.claims.iter().map(|claim| claim.code).filter(|code| commune_of_iris(code).is_some());
        let known = codes().filter(|code| is_undivided(code) || iris.holds(code)).count();
        self.claims.has_iris |= known > 0 && 2 * known >= codes().count();
    }

    /// Writes in full the codes of IRIS that spreadsheets changed, and tells it.
    fn mend_iris(&mut self, is_one: impl Fn(&str) -> bool) {
        for column in [Column::Code, Column::Part] {
            let (lines, first) = self.claims.mend_iris(column, &is_one);
            if let Some(value) = first {
                let column = Some(self.column_name(column).to_owned());
                let source = Source { lines, column, value, code: None };
                self.anomalies.push(Anomaly { finding: Finding::IrisMended, source });
            }
        }
    }

    /// The column that says which CPTS.
    pub(super) fn cpts_column(&self) -> Column {
        let has_id = !self.names[Column::CptsId as usize].is_empty();
        if has_id { Column::CptsId } else { Column::CptsName }
    }

    /// Name of a column in the table, or in written tables where it has none.
    pub fn column_name(&self, column: Column) -> &str {
        let name = &self.names[column as usize];
        if name.is_empty() { column.name() } else { name }
    }
}

/// Reads the claims of a table under the usual names of columns.
///
/// # Errors
/// The columns needed cannot be told from the header.
pub fn read_claims(table: &Table) -> Result<Reading, ColumnsError> {
    read_claims_of(table, &ColumnChoice::default())
}

/// Reads the claims of a table, some columns named by the user.
///
/// # Errors
/// The columns needed cannot be told from the header, or one named is not there.
pub fn read_claims_of(table: &Table, choice: &ColumnChoice) -> Result<Reading, ColumnsError> {
    let columns = Columns::find(table, choice)?;
    let (form, notes) = Form::find(table, &columns)?;
    let about_table = table.notes.iter().cloned().map(Finding::Table).chain(notes.into_iter().map(Finding::Form));
    let has_stages = columns.place(Column::Stage).is_some();
    let no_stages = (!has_stages).then_some(Finding::NoStages);
    let speaks_of_iris = |name: &String| plain_text(name).split(' ').any(|word| word.contains("iris"));
    let has_iris = columns.place(Column::Code).and_then(|place| table.header.get(place)).is_some_and(speaks_of_iris);
    let name = |column| columns.place(column).and_then(|place| table.header.get(place)).cloned().unwrap_or_default();
    let mut reading = Reading {
        rows: table.rows().len(),
        anomalies: about_table.chain(no_stages).map(|finding| Anomaly { finding, source: Source::default() }).collect(),
        has_stages,
        claims: Claims { has_iris, ..Claims::default() },
        names: Column::ALL.map(name),
    };
    reading.claims.stored.reserve(reading.rows);
    let mut reader = Rows { table, columns: &columns, form: &form, reading: &mut reading };
    for (index, row) in table.rows().enumerate() {
        reader.read(index as u32, row);
    }
    reading.claims.settle_names();
    if has_iris {
        reading.mend_iris(|_| true);
    }
    Ok(reading)
}

struct Rows<'a> {
    table: &'a Table,
    columns: &'a Columns,
    form: &'a Form,
    reading: &'a mut Reading,
}

impl Rows<'_> {
    fn read(&mut self, index: u32, row: Row) {
        let mut said = self.said(row);
        let before = self.reading.claims.stored.len();
        let has = |said: &Said, column: Column| said[column as usize] != 0;
        let has_cpts = has(&said, Column::CptsId) || has(&said, Column::CptsName);
        match self.form {
            Form::Long | Form::Lists => {
                let Some(place) = self.columns.place(Column::Code).filter(|_| has_cpts) else {
                    return self.reject(row, Finding::NoCpts);
                };
                self.codes(index, row, place, said);
                // The commune may still be found by its name.
                if self.reading.claims.stored.len() == before {
                    self.named(index, row, said);
                }
            }
            Form::Named if !has_cpts => return self.reject(row, Finding::NoCpts),
            Form::Named => self.named(index, row, said),
            Form::Across(_) if !has_cpts => return self.reject(row, Finding::NoCpts),
            Form::Across(places) => places.iter().for_each(|&place| self.codes(index, row, place, said)),
            Form::ColumnPerCpts(places) => {
                for &place in places {
                    said[Column::CptsName as usize] = self.header_text(place);
                    self.codes(index, row, place, said);
                }
            }
            Form::Marks(places) => return self.marks(index, row, places, said),
        }
        let is_used = self.reading.claims.stored.len() > before;
        if self.tell_length(row, is_used) || is_used {
            return;
        }
        self.note(
            row,
            LookupNote::NoCode.into(),
            Some(self.reading.column_name(Column::Code).to_owned()),
            String::new(),
        );
    }

    /// What a row says in the columns that are known.
    fn said(&mut self, row: Row) -> Said {
        let texts = &mut self.reading.claims.texts;
        Column::ALL.map(|column| match column {
            // Codes are taken cell by cell, and a commune's population is the reference's.
            Column::Code | Column::Population => 0,
            Column::Contact => texts.index(&self.columns.contacts(row)),
            _ => texts.index(self.columns.cell(row, column)),
        })
    }

    fn header_text(&mut self, place: usize) -> u32 {
        let name = self.table.header.get(place).map_or("", String::as_str);
        self.reading.claims.texts.index(name)
    }

    /// Claims of the codes in a cell.
    fn codes(&mut self, index: u32, row: Row, place: usize, said: Said) {
        let cell = row.cell(place);
        if cell.is_empty() {
            return;
        }
        match (self.form, list(cell)) {
            (Form::Long, _) | (_, None) => self.claim(index, row, place, said, cell),
            (_, Some((codes, _))) => codes.into_iter().for_each(|code| self.claim(index, row, place, said, code)),
        }
    }

    fn claim(&mut self, index: u32, row: Row, place: usize, mut said: Said, code: &str) {
        said[Column::Code as usize] = self.reading.claims.texts.index(code);
        let column = self.header_text(place);
        let code_is_number = row.kind(place) == CellKind::Number;
        self.reading.claims.stored.push(Stored { row: index, line: row.line(), column, said, code_is_number });
    }

    /// The claim of a row without a code that names a commune, or gives its postal code.
    fn named(&mut self, index: u32, row: Row, said: Said) {
        let given = [Column::CommuneName, Column::PostalCode].into_iter().find(|&it| said[it as usize] != 0);
        if let Some(place) = given.and_then(|column| self.columns.place(column)) {
            self.claim(index, row, place, said, "");
        }
    }

    /// Claims of the CPTS that a commune's row marks.
    fn marks(&mut self, index: u32, row: Row, places: &[usize], mut said: Said) {
        let before = self.reading.claims.stored.len();
        let code = self.columns.place(Column::Code).filter(|&place| !row.cell(place).is_empty());
        let commune = code.or_else(|| self.columns.commune().filter(|&place| !row.cell(place).is_empty()));
        let text = code.map_or("", |place| row.cell(place));
        let is_named = commune.is_some();
        let mut unknown = false;
        for &place in places {
            match mark(row.cell(place)) {
                Some(true) if is_named => {
                    said[Column::CptsName as usize] = self.header_text(place);
                    self.claim(index, row, commune.unwrap_or(place), said, text);
                }
                Some(_) => {}
                None => {
                    unknown = true;
                    let name = self.table.header.get(place).cloned();
                    self.note(row, Finding::UnknownMark, name, row.cell(place).to_owned());
                }
            }
        }
        let is_used = self.reading.claims.stored.len() > before;
        if self.tell_length(row, is_used) || is_used {
            return;
        }
        let column = Some(self.reading.column_name(Column::Code).to_owned());
        if !is_named {
            self.note(row, LookupNote::NoCode.into(), column, String::new());
        } else if !unknown {
            self.note(row, Finding::NoMark, column, text.to_owned());
        }
    }

    /// Rejects a row that does not say which CPTS.
    fn reject(&mut self, row: Row, finding: Finding) {
        if self.tell_length(row, false) {
            return;
        }
        // What is missing most is told: a row without code is of no use whatever else it lacks.
        let code = self.columns.place(Column::Code).map_or("", |place| row.cell(place));
        let no_code = matches!(self.form, Form::Long | Form::Lists) && code.is_empty();
        let (finding, column) = if no_code {
            (Finding::from(LookupNote::NoCode), Some(Column::Code))
        } else {
            (finding, self.columns.cpts())
        };
        self.note(row, finding, column.map(|column| self.reading.column_name(column).to_owned()), String::new());
    }

    /// Tells a row with more or fewer cells than the header; whether that says why a row is rejected.
    fn tell_length(&mut self, row: Row, is_used: bool) -> bool {
        let (cells, expected) = (row.len(), self.table.header.len());
        // Empty cells at the end are what a spreadsheet leaves there, not cells too many.
        let is_read = |place: &usize| matches!(self.form, Form::Across(places) if places.contains(place));
        let is_long = (expected..row.len()).filter(|place| !is_read(place)).any(|place| !row.cell(place).is_empty());
        let is_short = cells < expected;
        if !self.table.is_delimited || !(is_long || is_short) {
            return false;
        }
        let text = row.cells().collect::<Vec<_>>().join(" | ");
        self.note(row, Finding::RowLength { cells, expected, is_used }, None, text);
        is_short
    }

    fn note(&mut self, row: Row, finding: Finding, column: Option<String>, value: String) {
        let source = Source { lines: vec![row.line()], column, value, code: None };
        self.reading.anomalies.push(Anomaly { finding, source });
    }
}

//! From a table to figures by code, with the year of the figures and the vintage of the codes.

use std::collections::BTreeSet;

use super::columns::Columns;
use super::error::PopulationError;
use super::note::{FigureAt, PopulationNote, is_collectivity};
use super::text::{Figure, figure_of, named, year_of};
use super::{PopulationOptions, PopulationTable};
use crate::cog::CommuneCode;
use crate::cog::history::History;
use crate::formats::table::Row;

/// The figures of a file.
pub(super) struct FileFigures {
    pub file: String,
    /// The column of figures.
    pub column: String,
    /// Year of the populations, where it is known.
    pub year: Option<u16>,
    /// Vintage of the codes.
    pub cog: u16,
    /// One a row that has a code and a figure, in the order of the file.
    pub figures: Vec<FigureAt>,
    /// Codes of rows without a figure that can be read.
    pub without: BTreeSet<CommuneCode>,
    /// Inhabitants of all rows, those without a code too.
    pub inhabitants: u64,
    /// Those of them that are in overseas collectivities.
    pub in_collectivities: u64,
    pub notes: Vec<PopulationNote>,
}

/// What a reference knows that a history need not.
pub(super) struct Known<'a> {
    /// Its vintage.
    pub cog: u16,
    /// Whether a code is of one of its units or cities.
    pub holds: &'a (dyn Fn(CommuneCode) -> bool + Sync),
}

/// Reads a file.
pub(super) fn read(
    table: &PopulationTable,
    options: &PopulationOptions,
    history: &History,
    known: &Known,
) -> Result<FileFigures, PopulationError> {
    let PopulationTable { file, table } = table;
    let said = named(file);
    let columns = Columns::find(file, table, options.kind, options.year.or(said.year))?;
    let name = |place: usize| table.header.get(place).cloned().unwrap_or_default();
    let mut notes: Vec<PopulationNote> =
        table.notes.iter().map(|note| PopulationNote::Table { file: file.clone(), note: note.clone() }).collect();
    let column = name(columns.figure);
    if !columns.is_stated {
        notes.push(PopulationNote::KindNotStated { file: file.clone(), column: column.clone(), kind: options.kind });
    }
    let rows = rows_of_year(file, table.rows(), &columns, &name, options, &mut notes)?;
    let year = year(file, rows.year.or(columns.figure_year), said.year, options.year, &mut notes);

    let mut read = FileFigures {
        file: file.clone(),
        column,
        year,
        cog: known.cog,
        figures: Vec::with_capacity(table.rows().len()),
        without: BTreeSet::new(),
        inhabitants: 0,
        in_collectivities: 0,
        notes,
    };
    let width = if table.is_delimited { table.header.len().max(table.width) } else { usize::MAX };
    for row in &rows.rows {
        read.row(*row, &columns, width);
    }
    if read.figures.is_empty() {
        return Err(PopulationError::Nothing { file: file.clone(), rows: table.rows().len() });
    }
    read.cog = read.vintage(said.cog, options.cog, history, known, columns.codes.names(&table.header))?;
    Ok(read)
}

/// The rows of the year taken.
struct OfYear<'a> {
    rows: Vec<Row<'a>>,
    /// What the column of years says.
    year: Option<u16>,
}

fn rows_of_year<'a>(
    file: &str,
    rows: impl ExactSizeIterator<Item = Row<'a>> + Clone,
    columns: &Columns,
    name: &dyn Fn(usize) -> String,
    options: &PopulationOptions,
    notes: &mut Vec<PopulationNote>,
) -> Result<OfYear<'a>, PopulationError> {
    let Some(column) = columns.year else { return Ok(OfYear { rows: rows.collect(), year: None }) };
    let years: BTreeSet<u16> = rows.clone().filter_map(|row| year_of(row.cell(column))).collect();
    let year = match (years.len(), options.year.filter(|year| years.contains(year))) {
        (0, _) => return Ok(OfYear { rows: rows.collect(), year: None }),
        (1, _) => years.first().copied(),
        (_, Some(year)) => Some(year),
        (_, None) => {
            let years = years.into_iter().collect();
            return Err(PopulationError::SeveralYears { file: file.to_owned(), column: name(column), years });
        }
    };
    let all = rows.len();
    // A row that says no year is read, so that nothing of it goes without a word.
    let rows: Vec<Row> = rows.filter(|row| year_of(row.cell(column)).is_none_or(|it| Some(it) == year)).collect();
    if let Some(year) = year.filter(|_| rows.len() < all) {
        let (column, rows) = (name(column), all - rows.len());
        notes.push(PopulationNote::OtherYears { file: file.to_owned(), column, year, rows });
    }
    Ok(OfYear { rows, year })
}

/// The year: that of the columns, else of the file's name, else the one asked for.
fn year(
    file: &str,
    columns: Option<u16>,
    name: Option<u16>,
    asked: Option<u16>,
    notes: &mut Vec<PopulationNote>,
) -> Option<u16> {
    let Some(year) = columns.or(name).or(asked) else {
        notes.push(PopulationNote::YearUnknown { file: file.to_owned() });
        return None;
    };
    for (other, is_asked) in [(name, false), (asked, true)] {
        if let Some(not_taken) = other.filter(|&other| other != year) {
            notes.push(PopulationNote::YearNotTaken { file: file.to_owned(), year, not_taken, is_asked });
        }
    }
    Some(year)
}

impl FileFigures {
    /// Reads a row: every row with a figure ends among the figures or in a note.
    fn row(&mut self, row: Row, columns: &Columns, width: usize) {
        let (file, line) = (self.file.clone(), row.line());
        let is_too_long = (width..row.len()).any(|cell| !row.cell(cell).is_empty());
        let code = columns.codes.of(row);
        if is_too_long {
            self.without.extend(code);
            self.notes.push(PopulationNote::RowLength { file, line, cells: row.len(), expected: width });
            return;
        }
        let text = row.cell(columns.figure);
        let figure = figure_of(text);
        let number = if let Figure::Known(number) = figure { Some(number) } else { None };
        self.inhabitants += u64::from(number.unwrap_or(0));
        self.in_collectivities += code.filter(|&it| is_collectivity(it)).and(number).map_or(0, u64::from);
        match (code, figure) {
            (Some(code), Figure::Known(figure)) => self.figures.push(FigureAt { file, line, code, figure }),
            (Some(code), Figure::Missing) => {
                self.without.insert(code);
                self.notes.push(PopulationNote::NoFigure { file, line, code, value: text.to_owned() });
            }
            (Some(code), Figure::Bad) => {
                self.without.insert(code);
                self.notes.push(PopulationNote::BadFigure { file, line, code, value: text.to_owned() });
            }
            (None, _) => {
                let value = columns.codes.text(row);
                self.notes.push(PopulationNote::NoCode { file, line, value, figure: number });
            }
        }
    }

    /// The vintage: that of the file's name, else the one asked for, else the one that explains most codes.
    fn vintage(
        &mut self,
        name: Option<u16>,
        asked: Option<u16>,
        history: &History,
        known: &Known,
        column: String,
    ) -> Result<u16, PopulationError> {
        let file = self.file.clone();
        if let Some((cog, not_taken)) = name.zip(asked).filter(|(name, asked)| name != asked) {
            self.notes.push(PopulationNote::VintageNotTaken { file: file.clone(), cog, not_taken });
        }
        let cog = match name.or(asked) {
            Some(cog) => cog,
            None => self.found(history, known, column)?,
        };
        let is_told = history.has_year(cog) && history.has_year(known.cog);
        if cog != known.cog && !is_told {
            let (first, last) = (history.info().first, history.info().last);
            return Err(PopulationError::OutsideHistory { file, cog, reference: known.cog, first, last });
        }
        Ok(cog)
    }

    /// The vintage by the codes.
    fn found(&mut self, history: &History, known: &Known, column: String) -> Result<u16, PopulationError> {
        let codes: BTreeSet<CommuneCode> =
            self.figures.iter().map(|at| at.code).chain(self.without.iter().copied()).collect();
        let detection = history.detect(codes.iter().copied());
        let Some(cog) = detection.year() else {
            // Codes that no history tells of, such as those of overseas collectivities, may be the reference's own.
            let is_known = codes.iter().any(|&code| (known.holds)(code));
            let file = self.file.clone();
            return if is_known { Ok(known.cog) } else { Err(PopulationError::NoVintage { file, column }) };
        };
        let best = detection.best();
        let unlike: BTreeSet<CommuneCode> =
            best.iter().flat_map(|span| history.unlike_within(codes.iter().copied(), span)).collect();
        self.notes.push(PopulationNote::VintageFound {
            file: self.file.clone(),
            cog,
            explained: best.first().map_or(0, |span| span.explained),
            codes: detection.codes,
            spans: best.iter().map(|span| (span.first, span.last)).collect(),
            unlike: unlike.into_iter().collect(),
        });
        Ok(cog)
    }
}

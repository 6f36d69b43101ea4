//! Populations from files in place of a reference's own: INSEE's as they are published, or a user's own table by code.
//!
//! - *kind*: population municipale (PMUN) or totale (PTOT);
//! - *year*: the year that the figures are of; one that nobody says is not known, and never guessed;
//! - *vintage*: the list of communes that the codes are of. Figures of another vintage than the reference's are carried
//!   over what happened in between: what merged is added up, what changed its code is moved, and the figure of what was
//!   split goes nowhere, for nobody says how to share it out.
//!
//! A figure that there is not is not zero: its unit has none. Every row with a figure counts for a unit or is in a note.

mod carry;
mod columns;
mod error;
mod note;
mod place;
mod pool;
mod read;
mod text;

pub use error::PopulationError;
pub use note::{FigureAt, PopulationNote};

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{OtherYear, PopulationKind, Reference, Scope, Source};
use crate::cog::CommuneCode;
use crate::cog::history::History;
use crate::formats::table::{self, Table, TableError, TableOptions};
use carry::{Ways, carry};
use place::place;
use pool::Pool;
use read::{FileFigures, Known, read};

/// A file of populations.
#[derive(Debug, Clone)]
pub struct PopulationTable {
    /// Its name, which may say a year and a vintage: `donnees_communes_pop2022_geo2024.csv`.
    pub file: String,
    /// Its rows.
    pub table: Table,
}

impl PopulationTable {
    /// Reads a file in any format of tables; the sheet and the header are those that have codes and figures.
    ///
    /// # Errors
    /// Bytes that are no table.
    pub fn read(file: String, bytes: Vec<u8>) -> Result<Self, TableError> {
        let options = TableOptions { header: &columns::header_finder, ..TableOptions::default() };
        Ok(Self { file, table: table::read_bytes(bytes, &options)? })
    }
}

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PopulationOptions {
    /// Kind of the figures.
    pub kind: PopulationKind,
    /// Year of the figures, for files that do not say theirs.
    pub year: Option<u16>,
    /// Vintage of the codes, for files whose name does not say theirs.
    pub cog: Option<u16>,
}

/// A file whose figures a reference has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PopulationFile {
    /// Its name.
    pub file: String,
    /// The column of figures.
    pub column: String,
    /// Year of the figures; `None` where nobody says.
    pub year: Option<u16>,
    /// Vintage of the codes.
    pub cog: u16,
    /// Rows with a code and a figure.
    pub rows: usize,
    /// Rows whose figure went to a unit of another code.
    pub moved: usize,
    /// Inhabitants of all its rows.
    pub inhabitants: u64,
    /// Inhabitants that count for a unit; the others are in notes.
    pub placed: u64,
}

impl PopulationFile {
    /// Inhabitants that count for no unit.
    pub fn not_placed(&self) -> u64 {
        self.inhabitants.saturating_sub(self.placed)
    }
}

/// What is known of populations that were read from files.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Populations {
    /// The files, by name.
    pub files: Vec<PopulationFile>,
    /// What was noticed, sorted.
    pub notes: Vec<PopulationNote>,
}

impl Populations {
    /// Inhabitants in the files that count for no unit.
    pub fn not_placed(&self) -> u64 {
        self.files.iter().map(PopulationFile::not_placed).sum()
    }

    /// The notes that are about the regions of a scope, or about no place in particular.
    pub fn notes_in<'a>(&'a self, reference: &Reference, scope: &Scope) -> impl Iterator<Item = &'a PopulationNote> {
        let within = |wanted: bool| -> BTreeSet<&str> {
            let units = reference.units.iter().filter(|unit| scope.holds(unit) == wanted);
            units
                .filter_map(|unit| reference.areas.departments.get(unit.department as usize))
                .map(|it| it.code.as_str())
                .collect()
        };
        let (here, elsewhere) = (within(true), within(false));
        let elsewhere: BTreeSet<String> = elsewhere.difference(&here).map(|&code| code.to_owned()).collect();
        self.notes.iter().filter(move |note| note.department().is_none_or(|code| !elsewhere.contains(&code)))
    }
}

/// The reference with the populations of files in place of its own; without files, the reference as it is.
///
/// # Errors
/// A file without figures of the kind asked for or without codes; files that contradict each other; codes of a vintage
/// that the history does not have; without files, a reference that has the other kind.
pub fn with_populations(
    mut reference: Reference,
    mut tables: Vec<PopulationTable>,
    history: &History,
    options: &PopulationOptions,
) -> Result<Reference, PopulationError> {
    if tables.is_empty() {
        let has = reference.metadata.population_kind;
        return if has == options.kind {
            Ok(reference)
        } else {
            Err(PopulationError::NotInReference { asked: options.kind, has })
        };
    }
    // Whatever the order in which they are named.
    tables.sort_by(|a, b| a.file.cmp(&b.file));
    number_namesakes(&mut tables);
    let (files, mut notes, placed) = {
        let holds = |code| place::holds(&reference, code);
        let known = Known { cog: reference.metadata.cog, holds: &holds };
        let mut files =
            tables.iter().map(|table| read(table, options, history, &known)).collect::<Result<Vec<_>, _>>()?;
        let mut pool = Pool::of(&files)?;
        let ways = Ways { history, known: &known };
        let mut outcome = carry(&pool, &ways);
        if let Some(figures) = outcome.contradictions.first() {
            let count = outcome.contradictions.len();
            return Err(PopulationError::Contradiction { figures: figures.clone(), count });
        }
        let mut notes = std::mem::take(&mut pool.notes);
        notes.append(&mut outcome.notes);
        notes.extend(files.iter_mut().flat_map(|file| std::mem::take(&mut file.notes)));
        outcome.explained.extend(unreadable(&files, &notes, &ways));
        (files, notes, place(&reference, outcome))
    };
    notes.extend(placed.notes);
    notes.sort();
    set(&mut reference, &placed.units)?;
    let summaries = files.iter().map(|file| summary(file, &placed.units)).collect();
    let all: u64 = files.iter().map(|file| file.inhabitants).sum();
    reference.metadata.source_totals.population_with_collectivities = all;
    reference.metadata.source_totals.population = all - files.iter().map(|file| file.in_collectivities).sum::<u64>();
    tell(&mut reference, options.kind, Populations { files: summaries, notes }, &placed.units);
    Ok(reference)
}

/// Gives files of the same name, out of different folders, a number each.
fn number_namesakes(tables: &mut [PopulationTable]) {
    for namesakes in tables.chunk_by_mut(|a, b| a.file == b.file) {
        for (number, table) in (2..).zip(namesakes.iter_mut().skip(1)) {
            table.file += &format!(" ({number})");
        }
    }
}

/// Codes of the reference's vintage that a row without a figure, or with several, leads to: a note tells of each.
fn unreadable(files: &[FileFigures], notes: &[PopulationNote], ways: &Ways) -> BTreeSet<CommuneCode> {
    let cog_of = |name: &str| files.iter().find(|file| file.file == name).map(|file| file.cog);
    let without = files.iter().flat_map(|file| file.without.iter().map(|&code| (code, file.cog)));
    let several = notes.iter().filter_map(|note| match note {
        PopulationNote::SeveralFigures { figures } => figures.first(),
        _ => None,
    });
    let several = several.filter_map(|at| Some((at.code, cog_of(&at.file)?)));
    without.chain(several).filter_map(|(code, cog)| ways.ahead(code, cog)).flatten().collect()
}

/// The populations of units by code.
type ByUnit = BTreeMap<CommuneCode, carry::Carried>;

fn set(reference: &mut Reference, populations: &ByUnit) -> Result<(), PopulationError> {
    for unit in &mut reference.units {
        let sum = populations.get(&unit.code).map(|carried| carried.population);
        let too_many = |sum| PopulationError::TooMany { unit: unit.code, sum };
        // The packed file keeps one more than the figure.
        let fits = |sum: u64| u32::try_from(sum).ok().filter(|&sum| sum < u32::MAX).ok_or(too_many(sum));
        unit.population = sum.map(fits).transpose()?;
    }
    Ok(())
}

fn summary(file: &FileFigures, populations: &ByUnit) -> PopulationFile {
    let parts = populations.iter().flat_map(|(unit, carried)| carried.parts.iter().map(move |at| (*unit, at)));
    let of_file = parts.filter(|(_, at)| at.file == file.file);
    let (placed, moved) = of_file.fold((0, 0), |(placed, moved), (unit, at)| {
        (placed + u64::from(at.figure), moved + usize::from(at.code != unit))
    });
    PopulationFile {
        file: file.file.clone(),
        column: file.column.clone(),
        year: file.year,
        cog: file.cog,
        rows: file.figures.len(),
        moved,
        inhabitants: file.inhabitants,
        placed,
    }
}

/// What a source of populations is called among the sources of the lists.
const SOURCE: &str = "populations";

/// Tells kind, years and sources of the populations.
fn tell(reference: &mut Reference, kind: PopulationKind, populations: Populations, by_unit: &ByUnit) {
    let mut units_by_year: BTreeMap<Option<u16>, usize> = BTreeMap::new();
    let mut years: BTreeSet<(u32, Option<u16>)> = BTreeSet::new();
    for unit in &reference.units {
        for &year in by_unit.get(&unit.code).iter().flat_map(|carried| &carried.years) {
            *units_by_year.entry(year).or_default() += 1;
            years.insert((unit.department, year));
        }
    }
    // The year of most units; of equals the latest.
    let year = units_by_year.iter().max_by_key(|&(&year, &units)| (units, year)).and_then(|(&year, _)| year);
    let others = years.into_iter().filter(|&(_, other)| other != year).filter_map(|(department, year)| {
        let area = reference.areas.departments.get(department as usize)?;
        Some(OtherYear { code: area.code.clone(), name: area.name.clone(), year })
    });
    let metadata = &mut reference.metadata;
    metadata.population_other_years = others.collect();
    metadata.population_kind = kind;
    metadata.population_year = year;
    metadata.sources.retain(|source| source.what != SOURCE);
    let source =
        |file: &PopulationFile| Source { what: SOURCE.to_owned(), package: file.file.clone(), licence: String::new() };
    metadata.sources.extend(populations.files.iter().map(source));
    metadata.populations = Some(populations);
}

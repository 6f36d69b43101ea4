//! What was noticed while populations were read and carried to the units.

use serde::{Deserialize, Serialize};

use crate::cog::CommuneCode;
use crate::formats::table::TableNote;
use crate::reference::PopulationKind;

/// A figure of a file, and where it is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct FigureAt {
    /// The file.
    pub file: String,
    /// Line, row of the sheet or record, from 1.
    pub line: u64,
    /// The code that it is given for.
    pub code: CommuneCode,
    /// Inhabitants.
    pub figure: u32,
}

/// Something to know about populations that were read from files. In the order in which people are told.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum PopulationNote {
    /// Something about a file as a table.
    Table {
        /// The file.
        file: String,
        /// What it was.
        note: TableNote,
    },
    /// The column does not say whether it is PMUN or PTOT: it is taken for the kind asked for.
    KindNotStated {
        /// The file.
        file: String,
        /// The column.
        column: String,
        /// The kind asked for.
        kind: PopulationKind,
    },
    /// Neither the file, nor its name, nor the options say of which year its populations are.
    YearUnknown {
        /// The file.
        file: String,
    },
    /// Another year is given for a file that says its own.
    YearNotTaken {
        /// The file.
        file: String,
        /// The year of its populations.
        year: u16,
        /// The other one.
        not_taken: u16,
        /// Whether the options give it; else the name of the file does.
        is_asked: bool,
    },
    /// Another vintage is asked for than the one that the file's name says.
    VintageNotTaken {
        /// The file.
        file: String,
        /// The vintage of its codes.
        cog: u16,
        /// The other one.
        not_taken: u16,
    },
    /// The vintage of the codes was found by the codes.
    VintageFound {
        /// The file.
        file: String,
        /// The vintage taken.
        cog: u16,
        /// Codes of the file that are in the list of that year.
        explained: usize,
        /// Codes of the file that can tell a vintage.
        codes: usize,
        /// First and last of the years that explain as many.
        spans: Vec<(u16, u16)>,
        /// Codes that are not the same land in all of these years.
        unlike: Vec<CommuneCode>,
    },
    /// Rows of other years than the one asked for, which are left.
    OtherYears {
        /// The file.
        file: String,
        /// The column of years.
        column: String,
        /// The year taken.
        year: u16,
        /// Rows of other years.
        rows: usize,
    },
    /// A row with more cells than the header: its figure may be cut in two.
    RowLength {
        /// The file.
        file: String,
        /// Where.
        line: u64,
        /// Its cells.
        cells: usize,
        /// Cells of the header.
        expected: usize,
    },
    /// A row without a code, or with a text that is none.
    NoCode {
        /// The file.
        file: String,
        /// Where.
        line: u64,
        /// The text.
        value: String,
        /// Its figure, which goes nowhere.
        figure: Option<u32>,
    },
    /// A row without a figure.
    NoFigure {
        /// The file.
        file: String,
        /// Where.
        line: u64,
        /// The code.
        code: CommuneCode,
        /// The text: nothing, or what stands for a missing figure.
        value: String,
    },
    /// A figure that is not a whole number of inhabitants.
    BadFigure {
        /// The file.
        file: String,
        /// Where.
        line: u64,
        /// The code.
        code: CommuneCode,
        /// The text.
        value: String,
    },
    /// A code given again in its file with the same figure: it counts once.
    Repeated {
        /// The one that does not count.
        again: FigureAt,
        /// Line of the one that counts.
        line: u64,
    },
    /// Codes of which two files give the same figure: it counts once.
    InTwoFiles {
        /// The file whose figures do not count.
        file: String,
        /// The one whose figures do.
        first: String,
        /// How many.
        rows: usize,
        /// Their inhabitants.
        inhabitants: u64,
    },
    /// A code with several figures in one file: none is taken.
    SeveralFigures {
        /// All of them.
        figures: Vec<FigureAt>,
    },
    /// A code that is that of no commune in any year.
    UnknownCode {
        /// The figure.
        at: FigureAt,
    },
    /// A code that is in no list of the file's vintage: read as of another year.
    ReadAsOf {
        /// The figure.
        at: FigureAt,
        /// That year.
        cog: u16,
    },
    /// A code that leads to no unit of the reference.
    NoUnit {
        /// The figure.
        at: FigureAt,
        /// Where it leads; empty where nobody says.
        to: Vec<CommuneCode>,
    },
    /// A commune that was split: its figure cannot be shared out.
    Split {
        /// The figure.
        at: FigureAt,
        /// The units that it leads to, which have no figure for it.
        into: Vec<CommuneCode>,
    },
    /// A unit of which the files hold only some parts: it has no figure.
    PartsMissing {
        /// The unit.
        unit: CommuneCode,
        /// Codes, in the vintage of the file, without a figure of their own.
        missing: Vec<CommuneCode>,
        /// The figures of the other parts.
        present: Vec<FigureAt>,
    },
    /// Figures under codes of another year for a unit that has one already.
    NotTaken {
        /// The unit.
        unit: CommuneCode,
        /// The figures.
        figures: Vec<FigureAt>,
    },
    /// The figure of a city whose arrondissements are the units: it cannot be shared out.
    CityWhole {
        /// Name of the city.
        name: String,
        /// The figure.
        at: FigureAt,
    },
    /// A city with a figure beside its arrondissements with theirs: those of the units count.
    CityTwice {
        /// Name of the city.
        name: String,
        /// The figures that do not count.
        figures: Vec<FigureAt>,
    },
    /// Figures of communes that the boundaries given do not hold.
    BeyondBoundaries {
        /// The file.
        file: String,
        /// How many.
        rows: usize,
        /// Their inhabitants.
        inhabitants: u64,
    },
    /// A unit that no file has a figure for.
    Missing {
        /// The unit.
        unit: CommuneCode,
        /// Its name.
        name: String,
    },
    /// A department for which no file has any figure.
    DepartmentMissing {
        /// Its code.
        code: String,
        /// Its name.
        name: String,
        /// Its units.
        units: usize,
    },
}

impl PopulationNote {
    /// Inhabitants of which it says that they are counted for no unit.
    pub fn not_placed(&self) -> u64 {
        let sum = |figures: &[FigureAt]| figures.iter().map(|at| u64::from(at.figure)).sum();
        match self {
            Self::NoCode { figure, .. } => u64::from(figure.unwrap_or(0)),
            Self::Repeated { again, .. } => u64::from(again.figure),
            Self::UnknownCode { at }
            | Self::NoUnit { at, .. }
            | Self::Split { at, .. }
            | Self::CityWhole { at, .. } => u64::from(at.figure),
            Self::SeveralFigures { figures }
            | Self::PartsMissing { present: figures, .. }
            | Self::NotTaken { figures, .. }
            | Self::CityTwice { figures, .. } => sum(figures),
            Self::BeyondBoundaries { inhabitants, .. } | Self::InTwoFiles { inhabitants, .. } => *inhabitants,
            _ => 0,
        }
    }

    /// Whether there is something to look at: a unit is left without a figure, or a figure may mean something else.
    pub fn is_doubt(&self) -> bool {
        match self {
            Self::VintageFound { unlike, .. } => !unlike.is_empty(),
            Self::Table { .. }
            | Self::KindNotStated { .. }
            | Self::YearNotTaken { .. }
            | Self::VintageNotTaken { .. }
            | Self::OtherYears { .. }
            | Self::Repeated { .. }
            | Self::InTwoFiles { .. }
            | Self::ReadAsOf { .. }
            | Self::CityTwice { .. }
            | Self::BeyondBoundaries { .. } => false,
            Self::NoCode { figure, .. } => figure.is_some(),
            _ => true,
        }
    }

    /// The code that it is about, where it is about one.
    pub fn code(&self) -> Option<CommuneCode> {
        match self {
            Self::NoFigure { code, .. } | Self::BadFigure { code, .. } => Some(*code),
            Self::Repeated { again: at, .. }
            | Self::UnknownCode { at }
            | Self::ReadAsOf { at, .. }
            | Self::NoUnit { at, .. }
            | Self::Split { at, .. }
            | Self::CityWhole { at, .. } => Some(at.code),
            Self::SeveralFigures { figures } => figures.first().map(|at| at.code),
            Self::PartsMissing { unit, .. } | Self::NotTaken { unit, .. } | Self::Missing { unit, .. } => Some(*unit),
            _ => None,
        }
    }

    /// The text of the cell, where it is about one.
    pub fn value(&self) -> &str {
        match self {
            Self::NoCode { value, .. } | Self::NoFigure { value, .. } | Self::BadFigure { value, .. } => value,
            _ => "",
        }
    }

    /// The department that it is about; `None` where it is about a whole file, or about no known place.
    pub fn department(&self) -> Option<String> {
        match self {
            Self::DepartmentMissing { code, .. } => Some(code.clone()),
            Self::CityTwice { figures, .. } => figures.first().map(|at| department(at.code)),
            Self::UnknownCode { .. } => None,
            other => other.code().map(department),
        }
    }
}

/// The department or collectivity that the code begins with.
pub(super) fn department(code: CommuneCode) -> String {
    let text = code.as_str();
    let length = if is_overseas(code) { 3 } else { 2 };
    text.get(..length).unwrap_or(text).to_owned()
}

fn is_overseas(code: CommuneCode) -> bool {
    code.as_str().starts_with("97") || code.as_str().starts_with("98")
}

/// Whether the code is that of an overseas collectivity, which is in none of the 18 regions.
pub(super) fn is_collectivity(code: CommuneCode) -> bool {
    is_overseas(code) && !["971", "972", "973", "974", "976"].contains(&department(code).as_str())
}

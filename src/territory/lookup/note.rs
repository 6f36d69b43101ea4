//! What is noticed when the text of a row is looked up: what was mended, and why a row leads to no unit.

use crate::cog::history::Way;
use crate::cog::{CodeMend, CommuneCode};
use crate::territory::{Rule, Severity};

/// A commune with its name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct NamedCode {
    /// INSEE code.
    pub code: CommuneCode,
    /// Name.
    pub name: String,
}

/// Years one after the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Years {
    /// First year.
    pub first: u16,
    /// Last year.
    pub last: u16,
}

/// By what a row says which commune.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    /// By its name.
    Name,
    /// By a postal code.
    PostalCode,
}

/// Something noticed in looking up what a row says.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum LookupNote {
    /// A row without a code.
    NoCode,
    /// A text that is no code.
    Malformed {
        /// The commune that the row names, where it names one.
        named: Option<NamedCode>,
    },
    /// A code that no commune has or had.
    Unknown {
        /// The commune that the row names, where it names one.
        named: Option<NamedCode>,
    },
    /// A code that is no longer in use, and whose land went where no source says.
    Lost {
        /// What is known of it.
        way: Box<Way>,
    },
    /// A code in use that the boundaries read from files do not hold.
    NotInBoundaries,
    /// An arrondissement of a city that the boundaries hold whole: the row counts for the city.
    InWholeCity {
        /// The city.
        city: NamedCode,
    },
    /// A code of an IRIS in a table that is not read as one of IRIS.
    IrisCode {
        /// The code in full.
        iris: String,
    },
    /// A code that was read through what people or spreadsheets did to it.
    Mended {
        /// The code.
        code: CommuneCode,
        /// What was done.
        mends: Vec<CodeMend>,
    },
    /// A code of another vintage: the row counts for the communes of today.
    Former {
        /// Today's communes.
        today: Vec<NamedCode>,
        /// How it came to them; none where the reference says no more than that.
        way: Option<Box<Way>>,
    },
    /// A row whose commune was found otherwise than by its code.
    Found {
        /// By what.
        key: Key,
        /// The commune.
        commune: NamedCode,
    },
    /// A name or postal code of several communes.
    Several {
        /// By what it was looked for.
        key: Key,
        /// The communes.
        candidates: Vec<NamedCode>,
    },
    /// A name or postal code of no commune.
    NotFound {
        /// By what it was looked for.
        key: Key,
        /// Communes of that name in other departments.
        elsewhere: Vec<NamedCode>,
    },
    /// A row whose code and name are those of two communes: the code counts.
    OtherName {
        /// The commune of the code.
        by_code: NamedCode,
        /// The commune of the name.
        by_name: NamedCode,
    },
    /// A row without a name whose code is of another department than the row says: the code counts.
    OtherDepartment {
        /// The commune of the code.
        by_code: NamedCode,
        /// The department as written.
        department: String,
    },
    /// A department that is none, in a row whose commune was found by its name alone.
    UnreadDepartment {
        /// The department as written.
        text: String,
    },
    /// A row whose name and postal code are those of two communes: the name counts.
    OtherPostalCode {
        /// The commune of the name.
        by_name: NamedCode,
        /// The communes of the postal code.
        by_postal: Vec<NamedCode>,
    },
    /// The column of codes holds postal codes.
    PostalColumn {
        /// Different texts of the column.
        texts: usize,
        /// Those that are postal codes.
        postal: usize,
        /// Those that are INSEE codes.
        insee: usize,
    },
    /// All codes of the column are INSEE codes and postal codes at once: they are read as INSEE's.
    MaybePostal {
        /// Different codes.
        texts: usize,
    },
    /// The vintage by which codes are read.
    Vintage {
        /// The year.
        year: u16,
        /// Whether the user asked for it.
        is_asked: bool,
        /// Different codes that can tell a vintage.
        codes: usize,
        /// How many of them the year explains.
        explained: usize,
        /// All years that explain as many.
        best: Vec<Years>,
        /// Codes that are other land in some of those years.
        unlike: Vec<CommuneCode>,
    },
}

impl LookupNote {
    /// The rule that it falls under.
    pub fn rule(&self) -> Rule {
        match self {
            Self::Vintage { .. } => Rule::Vintage,
            _ => Rule::Code,
        }
    }

    /// How serious it is. Of errors, the row does not count.
    pub fn severity(&self) -> Severity {
        match self {
            Self::NoCode
            | Self::Malformed { .. }
            | Self::IrisCode { .. }
            | Self::Unknown { .. }
            | Self::Lost { .. }
            | Self::NotInBoundaries
            | Self::Several { .. }
            | Self::NotFound { .. } => Severity::Error,
            Self::Former { .. }
            | Self::OtherName { .. }
            | Self::OtherDepartment { .. }
            | Self::UnreadDepartment { .. }
            | Self::OtherPostalCode { .. }
            | Self::PostalColumn { .. }
            | Self::MaybePostal { .. } => Severity::Warning,
            Self::Vintage { unlike, .. } if !unlike.is_empty() => Severity::Warning,
            Self::Vintage { .. } | Self::InWholeCity { .. } | Self::Mended { .. } | Self::Found { .. } => {
                Severity::Info
            }
        }
    }
}

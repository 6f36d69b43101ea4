//! How serious a finding is, and the rule that it falls under.

/// How serious a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// A rule is broken, or a row could not be used.
    Error,
    /// Something to look at; the figures stand.
    Warning,
    /// Good to know.
    Info,
}

/// The rule that a finding falls under: those of the domain, or one about the table itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    /// A unit is in one CPTS at most.
    R01,
    /// A city is not claimed beside one of its own arrondissements.
    R02,
    /// A part of a unit is claimed with its population.
    R03,
    /// No unit is left alone between CPTS.
    R04,
    /// A CPTS over several departments or regions.
    R06,
    /// A CPTS in several pieces.
    R07,
    /// A size near a threshold.
    R09,
    /// A mission past its deadline.
    R10,
    /// Sizes that no text decides, or that cannot be told.
    Size,
    /// Codes of communes.
    Code,
    /// The vintage of codes.
    Vintage,
    /// Identifiers and names of CPTS.
    Cpts,
    /// Stages.
    Stage,
    /// Dates.
    Day,
    /// Rows.
    Row,
    /// The table as a whole: its file and its form.
    Table,
    /// Populations and contours of the reference.
    Reference,
    /// What the report is about.
    Scope,
}

impl Rule {
    /// The rule as written in `anomalies.csv`.
    pub fn key(self) -> &'static str {
        match self {
            Self::R01 => "R01",
            Self::R02 => "R02",
            Self::R03 => "R03",
            Self::R04 => "R04",
            Self::R06 => "R06",
            Self::R07 => "R07",
            Self::R09 => "R09",
            Self::R10 => "R10",
            Self::Size => "taille",
            Self::Code => "code",
            Self::Vintage => "millesime",
            Self::Cpts => "cpts",
            Self::Stage => "stade",
            Self::Day => "date",
            Self::Row => "ligne",
            Self::Table => "table",
            Self::Reference => "reference",
            Self::Scope => "perimetre",
        }
    }
}

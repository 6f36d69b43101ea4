//! What is noticed on the way: about a row of the table, or about the territories that come out of it.
//!
//! Each finding says by its type what it is about; the texts that people read are made in `report`.

use super::form::FormNote;
use super::lookup::LookupNote;
use super::parts::PartFault;
use super::resolve::{Alike, CptsId};
use super::stage::Stage;
use super::white_zones::ZoneClass;
use crate::cog::CommuneCode;
use crate::day::Day;
use crate::formats::table::TableNote;
use crate::reference::{BoundaryNote, IrisBasis, IrisNote, PopulationNote, UnitId};
use crate::rules::{Milestone, NearThreshold};

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

/// A mission past its deadline.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Overdue {
    /// Its last day.
    pub on: Day,
    /// What should have happened.
    pub milestone: Milestone,
    /// Name of the mission in French.
    pub name_fr: String,
    /// Name of the mission in English.
    pub name_en: String,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Finding {
    /// A row has more or fewer cells than the header.
    RowLength {
        /// Cells it has.
        cells: usize,
        /// Cells of the header.
        expected: usize,
        /// Whether it still names a CPTS and a code.
        is_used: bool,
    },
    /// A row without identifier and name of a CPTS.
    NoCpts,
    /// Rows that say of communes that no CPTS claims them.
    Nobody,
    /// A commune's row that no column of marks assigns to a CPTS.
    NoMark,
    /// A cell of a column of marks that is neither yes nor no.
    UnknownMark,
    /// Something about the file of the table.
    Table(TableNote),
    /// Something about the form of the table.
    Form(FormNote),
    /// What a row says, and where that leads.
    Lookup(LookupNote),
    /// The same CPTS claims the same unit again, by rows that say nothing new: told once for all of them.
    Repeated {
        /// Line of the first claim.
        first: u64,
        /// Rows that repeat it.
        rows: usize,
    },
    /// A stage that is not known: the CPTS counts among all only.
    UnknownStage,
    /// No row of a CPTS gives a stage, in a table that has a column for it.
    NoStage {
        /// The CPTS.
        cpts: CptsId,
    },
    /// The rows of a CPTS give several stages.
    SeveralStages {
        /// The CPTS.
        cpts: CptsId,
        /// Stages given, as written.
        stages: Vec<String>,
        /// The one that counts: the least advanced.
        kept: Option<Stage>,
    },
    /// The rows of a CPTS give several names.
    SeveralNames {
        /// The CPTS.
        cpts: CptsId,
        /// Names given.
        names: Vec<String>,
    },
    /// The table has no column of stages.
    NoStages,
    /// A CPTS whose spelling is like that of another: perhaps one and the same.
    AlikeCpts {
        /// The other.
        like: String,
        /// How alike.
        alike: Option<Alike>,
    },
    /// A CPTS that is read as another one, as the user asks.
    ReadAs {
        /// The other.
        kept: String,
    },
    /// A CPTS that the user asks to be read as another one, and that the table does not have.
    NoSuchCpts,
    /// A text that is no day.
    UnknownDay,
    /// Claims whose last day comes before their first: they hold on no day, and count where no day is asked for.
    EndsBeforeStart {
        /// First day.
        start: Day,
        /// Last day.
        end: Day,
    },
    /// Claims that do not hold on the day of the report.
    Elsewhen {
        /// The day.
        date: Day,
        /// Rows.
        rows: usize,
    },
    /// The table has days from and until which claims hold, and no day was asked for: all of them count.
    DaysNotUsed,
    /// The rows of a CPTS give several days of signature: none is taken.
    SeveralSignatures {
        /// The CPTS.
        cpts: CptsId,
        /// Days given.
        days: Vec<Day>,
    },
    /// A city as a whole beside one of its arrondissements.
    CityTwice {
        /// The city.
        city: CommuneCode,
        /// Its arrondissements that are claimed beside it.
        arrondissements: Vec<CommuneCode>,
    },
    /// A unit claimed by several CPTS.
    Overlap {
        /// The unit.
        unit: UnitId,
        /// Who claims it.
        claimants: Vec<CptsId>,
        /// Whether a signed contract is on two sides or more; if not, one side is only a project.
        between_contracts: bool,
        /// For the claimants that claim it by codes of other vintages, these codes.
        via: Vec<(CptsId, Vec<CommuneCode>)>,
    },
    /// Rows of a CPTS that speak of parts of a unit, and are not taken as they are.
    Part {
        /// The CPTS.
        cpts: CptsId,
        /// The unit.
        unit: UnitId,
        /// Why, and what is done.
        fault: PartFault,
    },
    /// A part of what is several units today: which of them it lies in, the row does not say.
    PartOfSeveral {
        /// Its name.
        part: String,
        /// The units.
        codes: Vec<CommuneCode>,
    },
    /// A part that is an IRIS of another commune than the row's.
    IrisElsewhere {
        /// Code of the IRIS.
        iris: String,
        /// Its commune.
        commune: CommuneCode,
        /// Units that the row's code stands for.
        codes: Vec<CommuneCode>,
    },
    /// Parts of units without a population, in rows that give none: the whole units are claimed.
    PartsWithoutPopulation {
        /// The parts, by unit and name.
        parts: Vec<(UnitId, String)>,
        /// Those that are codes of IRIS which the file of IRIS given does not have.
        not_in_file: Vec<String>,
    },
    /// Codes of IRIS that were read through what spreadsheets did to them.
    IrisMended,
    /// Something about the file of IRIS.
    Iris(IrisNote),
    /// Populations of IRIS are estimates.
    IrisEstimate {
        /// What they are estimated from.
        basis: IrisBasis,
    },
    /// A unit of which all claims are by part, and several CPTS claim the same part.
    PartTwice {
        /// The unit.
        unit: UnitId,
        /// Who claims it.
        claimants: Vec<CptsId>,
        /// The parts.
        parts: Vec<String>,
    },
    /// Parts of a unit with more inhabitants than the unit.
    PartsBeyond {
        /// The unit.
        unit: UnitId,
        /// Inhabitants of the parts.
        declared: u64,
        /// Inhabitants of the unit.
        population: u64,
    },
    /// A white zone that is not open.
    WhiteZone {
        /// Its identifier.
        zone: String,
        /// Enclave or between.
        class: ZoneClass,
        /// Its units.
        units: Vec<UnitId>,
        /// CPTS around it.
        neighbours: Vec<CptsId>,
    },
    /// A CPTS over several departments.
    SeveralDepartments {
        /// The CPTS.
        cpts: CptsId,
        /// Names of the departments.
        departments: Vec<String>,
        /// Names of the regions.
        regions: Vec<String>,
    },
    /// A CPTS in several pieces.
    Pieces {
        /// The CPTS.
        cpts: CptsId,
        /// The most populous unit of each piece, largest piece first.
        pieces: Vec<UnitId>,
    },
    /// A population that is exactly a threshold which no text decides.
    UndecidedSize {
        /// The CPTS.
        cpts: CptsId,
        /// Its population.
        population: u64,
        /// The category that was taken.
        category: u8,
    },
    /// A CPTS with units whose population is not known: neither are its size, its margins and its funding.
    UnknownSize {
        /// The CPTS.
        cpts: CptsId,
        /// These units, ascending.
        units: Vec<UnitId>,
    },
    /// A population near a threshold.
    NearThreshold {
        /// The CPTS.
        cpts: CptsId,
        /// Its population.
        population: u64,
        /// The threshold.
        near: NearThreshold,
    },
    /// Missions of a signed contract that are past their deadlines.
    Overdue {
        /// The CPTS.
        cpts: CptsId,
        /// Day on which the contract was signed.
        signed: Day,
        /// Day on which the deadlines are looked at.
        date: Day,
        /// The missions, by deadline.
        missions: Vec<Overdue>,
    },
    /// A claimed unit whose population is not published.
    NoPopulation {
        /// The unit.
        unit: UnitId,
    },
    /// Something about boundaries read from files.
    Boundaries(BoundaryNote),
    /// Something about populations read from files.
    Population(PopulationNote),
    /// A claimed unit whose contour is not known.
    NoContour {
        /// The unit.
        unit: UnitId,
    },
    /// A CPTS that the report leaves out: it has no unit in the regions asked for.
    OutOfScope {
        /// The CPTS.
        cpts: CptsId,
        /// Its rows.
        rows: usize,
    },
    /// A CPTS that the report leaves out: its stage is not in the stage set.
    OutOfStages {
        /// The CPTS.
        cpts: CptsId,
        /// Its stage.
        stage: Option<Stage>,
    },
}

impl From<LookupNote> for Finding {
    fn from(note: LookupNote) -> Self {
        Self::Lookup(note)
    }
}

impl Finding {
    /// The rule that it falls under.
    pub fn rule(&self) -> Rule {
        match self {
            Self::RowLength { .. } | Self::Repeated { .. } | Self::NoMark | Self::UnknownMark => Rule::Row,
            Self::Table(_) | Self::Form(_) => Rule::Table,
            Self::Lookup(note) => note.rule(),
            Self::IrisMended => Rule::Code,
            Self::NoCpts
            | Self::Nobody
            | Self::SeveralNames { .. }
            | Self::AlikeCpts { .. }
            | Self::ReadAs { .. }
            | Self::NoSuchCpts => Rule::Cpts,
            Self::UnknownDay
            | Self::SeveralSignatures { .. }
            | Self::EndsBeforeStart { .. }
            | Self::Elsewhen { .. }
            | Self::DaysNotUsed => Rule::Day,
            Self::UnknownStage | Self::NoStage { .. } | Self::SeveralStages { .. } | Self::NoStages => Rule::Stage,
            Self::CityTwice { .. } => Rule::R02,
            Self::Overlap { .. } | Self::PartTwice { .. } => Rule::R01,
            Self::Part { .. }
            | Self::PartOfSeveral { .. }
            | Self::IrisElsewhere { .. }
            | Self::PartsBeyond { .. }
            | Self::PartsWithoutPopulation { .. }
            | Self::Iris(_)
            | Self::IrisEstimate { .. } => Rule::R03,
            Self::WhiteZone { .. } => Rule::R04,
            Self::SeveralDepartments { .. } => Rule::R06,
            Self::Pieces { .. } => Rule::R07,
            Self::NearThreshold { .. } => Rule::R09,
            Self::Overdue { .. } => Rule::R10,
            Self::UndecidedSize { .. } | Self::UnknownSize { .. } => Rule::Size,
            Self::NoPopulation { .. } | Self::NoContour { .. } | Self::Boundaries(_) | Self::Population(_) => {
                Rule::Reference
            }
            Self::OutOfScope { .. } | Self::OutOfStages { .. } => Rule::Scope,
        }
    }

    /// Whether it tells of a CPTS over several regions, which is stronger than several departments.
    pub fn is_over_regions(&self) -> bool {
        matches!(self, Self::SeveralDepartments { regions, .. } if regions.len() > 1)
    }

    /// How serious it is.
    pub fn severity(&self) -> Severity {
        match self {
            Self::Lookup(note) => note.severity(),
            Self::RowLength { is_used: false, .. }
            | Self::NoCpts
            | Self::UnknownMark
            | Self::CityTwice { .. }
            | Self::Overlap { .. }
            | Self::PartTwice { .. }
            | Self::PartOfSeveral { .. }
            | Self::IrisElsewhere { .. }
            | Self::PartsBeyond { .. } => Severity::Error,
            Self::Boundaries(BoundaryNote::NoContour { .. }) => Severity::Warning,
            Self::Table(note) | Self::Population(PopulationNote::Table { note, .. }) if is_doubt(note) => {
                Severity::Warning
            }
            Self::Population(note) if note.is_doubt() => Severity::Warning,
            Self::RowLength { .. }
            | Self::AlikeCpts { .. }
            | Self::NoSuchCpts
            | Self::UnknownDay
            | Self::SeveralSignatures { .. }
            | Self::EndsBeforeStart { .. }
            | Self::Repeated { .. }
            | Self::UnknownStage
            | Self::NoStage { .. }
            | Self::SeveralStages { .. }
            | Self::SeveralNames { .. }
            | Self::Part { .. }
            | Self::PartsWithoutPopulation { .. }
            | Self::Iris(_)
            | Self::WhiteZone { .. }
            | Self::UndecidedSize { .. }
            | Self::UnknownSize { .. }
            | Self::Overdue { .. }
            | Self::NoPopulation { .. } => Severity::Warning,
            Self::NoStages
            | Self::NoMark
            | Self::Nobody
            | Self::Table(_)
            | Self::Form(_)
            | Self::ReadAs { .. }
            | Self::Elsewhen { .. }
            | Self::DaysNotUsed
            | Self::IrisMended
            | Self::IrisEstimate { .. }
            | Self::Boundaries(_)
            | Self::Population(_)
            | Self::SeveralDepartments { .. }
            | Self::Pieces { .. }
            | Self::NearThreshold { .. }
            | Self::NoContour { .. }
            | Self::OutOfScope { .. }
            | Self::OutOfStages { .. } => Severity::Info,
        }
    }
}

/// Whether a note on the file tells of something that may have been read otherwise, or not at all.
fn is_doubt(note: &TableNote) -> bool {
    match note {
        TableNote::MixedEncoding { .. }
        | TableNote::Delimiter { .. }
        | TableNote::FormulasWithoutValue { .. }
        | TableNote::ErrorCells { .. } => true,
        TableNote::Sheet { tied, .. } => !tied.is_empty(),
        TableNote::Encoding { .. }
        | TableNote::TitleRows { .. }
        | TableNote::MergedCells { .. }
        | TableNote::ColumnsLeftOut { .. } => false,
    }
}

/// Where in the table a finding comes from.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Source {
    /// Lines of the rows concerned, ascending; none for a finding about the whole.
    pub lines: Vec<u64>,
    /// Name of the column, as in the table.
    pub column: Option<String>,
    /// Text of the cell.
    pub value: String,
    /// INSEE code concerned.
    pub code: Option<CommuneCode>,
}

/// A finding and where it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Anomaly {
    /// What was found.
    pub finding: Finding,
    /// Where.
    pub source: Source,
}

impl Anomaly {
    /// Puts anomalies in the order of `anomalies.csv`: by severity, rule, place in the table, and content.
    pub fn sort(anomalies: &mut [Self]) {
        anomalies.sort_by(|a, b| {
            let key = |x: &Self| (x.finding.severity(), x.finding.rule());
            key(a).cmp(&key(b)).then_with(|| a.source.cmp(&b.source)).then_with(|| a.finding.cmp(&b.finding))
        });
    }
}

//! What can be found, one variant for each.

use super::super::cpts::CptsId;
use super::super::form::FormNote;
use super::super::lookup::LookupNote;
use super::super::parts::PartFault;
use super::super::resolve::Alike;
use super::super::stage::{Conflict, Stage};
use super::super::white_zones::ZoneClass;
use crate::cog::CommuneCode;
use crate::day::Day;
use crate::formats::table::TableNote;
use crate::reference::{BoundaryNote, IrisBasis, IrisNote, PopulationNote, UnitId};
use crate::rules::{Milestone, NearThreshold};

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
    /// One of several communes of a row leads nowhere: the row counts for the others alone.
    LeftOut(LookupNote),
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
        /// What they are to each other.
        conflict: Conflict,
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
    /// Parts of units without a population, in rows that give none: the whole units are claimed.
    PartsWithoutPopulation {
        /// The parts, by unit and name.
        parts: Vec<(UnitId, String)>,
        /// Those that are codes of IRIS which the file of IRIS given does not have.
        not_in_file: Vec<String>,
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

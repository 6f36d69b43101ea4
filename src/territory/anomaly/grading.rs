//! Which rule each finding falls under, and how serious it is.

use super::{Finding, Rule, Severity};
use crate::formats::table::TableNote;
use crate::reference::{BoundaryNote, PopulationNote};

impl Finding {
    /// The rule that it falls under.
    pub fn rule(&self) -> Rule {
        match self {
            Self::RowLength { .. } | Self::Repeated { .. } | Self::NoMark | Self::UnknownMark => Rule::Row,
            Self::Table(_) | Self::Form(_) => Rule::Table,
            Self::Lookup(note) | Self::LeftOut(note) => note.rule(),
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
            Self::IrisMended => Rule::Code,
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
            Self::Lookup(note) | Self::LeftOut(note) => note.severity(),
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

//! What findings speak of, by name.

use crate::reference::{Reference, UnitId};
use crate::report::Lang;
use crate::report::model::Report;
use crate::territory::{Cpts, CptsId, Stage, StageSet};

/// What findings speak of.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    pub reference: &'a Reference,
    pub cpts: &'a [Cpts],
    pub stages: StageSet,
}

impl<'a> Subject<'a> {
    pub fn of(report: &'a Report) -> Self {
        Self { reference: report.reference, cpts: &report.cpts, stages: report.options.stages }
    }

    /// Code and name of a unit.
    pub fn unit_name(self, unit: UnitId) -> String {
        let unit = self.reference.unit(unit);
        format!("{} {}", unit.code, unit.name)
    }

    /// Name and identifier of a CPTS, once where they are the same.
    pub fn cpts_name(self, cpts: CptsId) -> String {
        let cpts = &self.cpts[cpts as usize];
        if cpts.name == cpts.id { cpts.id.clone() } else { format!("{} ({})", cpts.name, cpts.id) }
    }
}

/// A stage, as tables write it.
pub fn stage_text(stage: Option<Stage>, lang: Lang) -> &'static str {
    stage.map_or(lang.pick("inconnu", "unknown"), Stage::label)
}

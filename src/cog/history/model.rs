//! What the history is made of: what a code stood for and when, and what became of communes.

use serde::{Deserialize, Serialize};

use super::Day;
use crate::cog::CommuneCode;

/// What a code stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Status {
    /// A commune of a department.
    Commune,
    /// An arrondissement municipal of Paris, Lyon or Marseille.
    Arrondissement,
    /// A commune, or what stands for one, of an overseas collectivity (codes 975, 977, 978 and 98).
    Collectivity,
    /// A commune déléguée: a part of a commune nouvelle.
    Deleguee,
    /// A commune associée: a part of a commune that others joined under the law of 1971.
    Associee,
}

impl Status {
    /// Whether a table may claim the code as it is: it is no part of a commune.
    pub fn is_claimable(self) -> bool {
        matches!(self, Self::Commune | Self::Arrondissement | Self::Collectivity)
    }
}

/// What a code stood for, under one name, for a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spell {
    /// The code.
    pub code: CommuneCode,
    /// What it stood for.
    pub status: Status,
    /// Name, with its article.
    pub name: String,
    /// First day; `None` where the history begins with it.
    pub from: Option<Day>,
    /// The day on which it is over; `None` where the history ends with it.
    pub until: Option<Day>,
    /// The commune that a commune déléguée or associée is part of, the city of an arrondissement.
    pub parent: Option<CommuneCode>,
}

impl Spell {
    /// Whether it holds at the end of the day.
    pub fn holds_on(&self, day: Day) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day < until)
    }

    /// Whether it held before what happened on that day.
    pub(super) fn held_before(&self, day: Day) -> bool {
        self.holds_on(day.eve())
    }
}

/// What happened to a commune. The words are those of INSEE's file of movements.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Kind {
    /// Création: a commune is made out of land of another.
    Creation,
    /// Rétablissement: a part of a commune is a commune again.
    Restoration,
    /// Suppression: the land of a commune is shared out.
    Suppression,
    /// Fusion simple.
    Merger,
    /// Création de commune nouvelle (since 2010).
    NewCommune,
    /// Fusion-association (law of 1971).
    Association,
    /// Changement de code dû à un changement de département.
    DepartmentChange,
    /// Changement de code dû à un transfert de chef-lieu.
    CodeChange,
    /// The commune became an overseas collectivity.
    LeavesDepartment,
}

/// Land of a commune that went to another code on a day. A commune that keeps its code is not told here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Movement {
    /// The day.
    pub day: Day,
    /// Code of the commune before.
    pub from: CommuneCode,
    /// Code of the commune after.
    pub to: CommuneCode,
    /// What happened.
    pub kind: Kind,
}

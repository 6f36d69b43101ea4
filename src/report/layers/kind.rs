//! Which layers there are.

use crate::report::Lang;

/// A layer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LayerKind {
    /// Units of the scope.
    Communes,
    /// White zones.
    WhiteZones,
    /// CPTS of the stage set.
    Territories,
    /// Units in overlap.
    Overlaps,
    /// Departments, as far as they are in the scope.
    Departments,
}

impl LayerKind {
    /// All layers, the one to be drawn first coming first.
    pub const ALL: [Self; 5] = [Self::Communes, Self::WhiteZones, Self::Territories, Self::Overlaps, Self::Departments];

    /// Its name in files: that of the table.
    pub fn name(self) -> &'static str {
        match self {
            Self::Territories => "territoires",
            Self::Communes => "communes",
            Self::Overlaps => "chevauchements",
            Self::WhiteZones => "zones_blanches",
            Self::Departments => "departements",
        }
    }

    /// What people read of it.
    pub(super) fn title(self, lang: Lang) -> &'static str {
        match self {
            Self::Territories => lang.pick("Territoires des CPTS", "Territories of the CPTS"),
            Self::Communes => lang.pick("Communes et arrondissements", "Communes and arrondissements"),
            Self::Overlaps => lang.pick("Chevauchements", "Overlaps"),
            Self::WhiteZones => lang.pick("Zones blanches", "White zones"),
            Self::Departments => lang.pick("Départements", "Departments"),
        }
    }
}

//! How far a CPTS has come: from a first project to the signed contract (ACI).

use crate::cog::plain_text;

/// Stage of a CPTS, the most advanced first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Contract signed with the ARS and the Assurance Maladie.
    Aci,
    /// Health project validated.
    Projet,
    /// Letter of intent validated.
    Lettre,
    /// First project.
    PreProjet,
}

impl Stage {
    /// All stages, the most advanced first.
    pub const ALL: [Self; 4] = [Self::Aci, Self::Projet, Self::Lettre, Self::PreProjet];

    /// The stage that a text names, in the spellings in use; `None` for any other text.
    pub fn parse(text: &str) -> Option<Self> {
        match plain_text(text).as_str() {
            "aci" | "aci signe" | "aci signee" | "aci conclu" | "contrat aci" | "contrat signe" => Some(Self::Aci),
            "projet" | "projet valide" | "projet de sante valide" | "projet de sante" => Some(Self::Projet),
            "lettre"
            | "lettre d intention"
            | "lettre d intention validee"
            | "lettre intention"
            | "li"
            | "li validee" => Some(Self::Lettre),
            "pre projet" | "preprojet" | "avant projet" => Some(Self::PreProjet),
            _ => None,
        }
    }

    /// The stage as written in reports.
    pub fn label(self) -> &'static str {
        match self {
            Self::Aci => "ACI signé",
            Self::Projet => "projet de santé validé",
            Self::Lettre => "lettre d'intention validée",
            Self::PreProjet => "pré-projet",
        }
    }

    /// The stage as a part of a column name.
    pub fn key(self) -> &'static str {
        match self {
            Self::Aci => "aci",
            Self::Projet => "projet",
            Self::Lettre => "lettre",
            Self::PreProjet => "pre_projet",
        }
    }
}

/// What CPTS that claim the same units are to each other, by their stages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Conflict {
    /// Two or more have signed a contract.
    Contracts,
    /// At most one has signed a contract; the others are projects.
    Project,
    /// The stage of some is not known, so that nothing can be said.
    SomeUnknown,
    /// The stage of none is known.
    Unknown,
}

impl Conflict {
    /// The conflict between CPTS of these stages.
    pub fn of(stages: &[Option<Stage>]) -> Self {
        let count = |stage| stages.iter().filter(|&&it| it == stage).count();
        match (count(Some(Stage::Aci)), count(None)) {
            (2.., _) => Self::Contracts,
            (_, 0) => Self::Project,
            (_, unknown) if unknown == stages.len() => Self::Unknown,
            _ => Self::SomeUnknown,
        }
    }

    /// What it is called in files.
    pub fn key(self) -> &'static str {
        match self {
            Self::Contracts => "contrats",
            Self::Project => "projet",
            Self::SomeUnknown | Self::Unknown => "inconnu",
        }
    }
}

/// Which CPTS count as covering: sets of stages, each of which holds the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum StageSet {
    /// Signed contracts only.
    Aci,
    /// And validated health projects.
    AciProjet,
    /// And validated letters of intent.
    AciProjetLettre,
    /// Every CPTS of the table, those without a stage too.
    Tous,
}

impl StageSet {
    /// All sets, the narrowest first.
    pub const ALL: [Self; 4] = [Self::Aci, Self::AciProjet, Self::AciProjetLettre, Self::Tous];

    /// The narrowest set that counts a CPTS of this stage.
    pub fn of(stage: Option<Stage>) -> Self {
        match stage {
            Some(Stage::Aci) => Self::Aci,
            Some(Stage::Projet) => Self::AciProjet,
            Some(Stage::Lettre) => Self::AciProjetLettre,
            Some(Stage::PreProjet) | None => Self::Tous,
        }
    }

    /// Whether a CPTS of this stage counts.
    pub fn holds(self, stage: Option<Stage>) -> bool {
        Self::of(stage) <= self
    }

    /// The set as written in the column `ensemble_stades` and on the command line.
    pub fn key(self) -> &'static str {
        match self {
            Self::Aci => "aci",
            Self::AciProjet => "aci_projet",
            Self::AciProjetLettre => "aci_projet_lettre",
            Self::Tous => "tous",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_conflict_speaks_of_a_project_only_where_all_stages_are_known() {
        let (aci, project) = (Some(Stage::Aci), Some(Stage::Projet));
        assert_eq!(Conflict::of(&[aci, aci, None]), Conflict::Contracts);
        assert_eq!(Conflict::of(&[aci, project]), Conflict::Project);
        assert_eq!(Conflict::of(&[project, project]), Conflict::Project);
        assert_eq!(Conflict::of(&[aci, None]), Conflict::SomeUnknown);
        assert_eq!(Conflict::of(&[project, None]), Conflict::SomeUnknown);
        assert_eq!(Conflict::of(&[None, None]), Conflict::Unknown);
    }

    #[test]
    fn usual_spellings_of_a_stage_are_known() {
        assert_eq!(Stage::parse("ACI signé"), Some(Stage::Aci));
        assert_eq!(Stage::parse("Lettre d’intention validée"), Some(Stage::Lettre));
        assert_eq!(Stage::parse("PRE-PROJET"), Some(Stage::PreProjet));
        assert_eq!(Stage::parse("en cours"), None);
    }

    #[test]
    fn each_label_is_read_back_as_its_stage() {
        for stage in Stage::ALL {
            assert_eq!(Stage::parse(stage.label()), Some(stage));
        }
    }

    #[test]
    fn a_cpts_without_stage_counts_only_among_all() {
        assert_eq!(StageSet::ALL.map(|set| set.holds(None)), [false, false, false, true]);
        assert_eq!(StageSet::ALL.map(|set| set.holds(Some(Stage::Projet))), [false, true, true, true]);
    }
}

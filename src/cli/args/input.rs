//! What a table is held against, in several commands: region, boundaries, populations, stages and rules.

use std::path::PathBuf;

use clap::{Args as ClapArgs, ValueEnum};
use maillage::reference::PopulationKind;
use maillage::rules::Convention;
use maillage::territory::StageSet;

use super::TableInput;

/// The table and what of it counts.
#[derive(Debug, ClapArgs)]
pub struct Input {
    #[command(flatten)]
    pub table: TableInput,
    /// Région, par code ou par nom ; répétable ; sans elle, les 18 régions
    #[arg(long = "region", value_name = "RÉGION")]
    pub regions: Vec<String>,
    #[command(flatten)]
    pub boundaries: BoundaryArgs,
    #[command(flatten)]
    pub populations: PopulationArgs,
    #[command(flatten)]
    pub other_populations: OtherPopulationArgs,
    /// Stades qui comptent comme couverture
    #[arg(long, value_enum, default_value_t = StagesArg::Tous, value_name = "ENSEMBLE")]
    pub stages: StagesArg,
    #[command(flatten)]
    pub rules: RulesArgs,
}

/// Where the help lists them, without the options that follow in a command.
const RULES: &str = "Tailles et financements";

/// Sizes and funding to go by.
#[derive(Debug, Clone, ClapArgs)]
pub struct RulesArgs {
    /// Barème, par identifiant (aci_2024, aci_2019_signe, cnam_avril_2019…) ; sans lui, celui en vigueur
    #[arg(long, help_heading = RULES, value_name = "BARÈME")]
    pub scheme: Option<String>,
    /// Taille d'une population égale à un seuil qu'aucun texte ne tranche (80 000 exactement)
    #[arg(long, help_heading = RULES, value_enum, default_value_t = UndecidedArg::Upper, value_name = "TAILLE")]
    pub undecided: UndecidedArg,
    /// Missions optionnelles comptées : toutes, aucune, ou leurs identifiants séparés par des virgules
    #[arg(long, help_heading = RULES, value_name = "MISSIONS", default_value = "toutes")]
    pub optional: String,
    /// Part obtenue des financements variables, en pourcentage ; le maximum affiché n'en dépend pas
    #[arg(long, help_heading = RULES, value_name = "POURCENTAGE", default_value = "100")]
    pub results: String,
}

/// Populations of another kind or year, to see which sizes would change.
#[derive(Debug, ClapArgs)]
pub struct OtherPopulationArgs {
    /// Autres populations (fichiers de l'INSEE) : dire quelles CPTS changeraient de taille avec elles ; répétable :
    /// métropole, puis Mayotte
    #[arg(long, value_name = "FICHIER")]
    pub other_population: Vec<PathBuf>,
    /// Population municipale (PMUN) ou totale (PTOT) de ces autres populations ; PMUN si rien n'est dit
    #[arg(long, value_enum, value_name = "NATURE", requires = "other_population")]
    pub other_kind: Option<KindArg>,
}

/// Contours from files in place of the reference's own.
#[derive(Debug, ClapArgs)]
pub struct BoundaryArgs {
    /// Contours à employer à la place de ceux de la référence (GeoJSON, TopoJSON, Shapefile, GeoPackage, GeoParquet ;
    /// .zip, .gz, .xz) ; répétable : communes, puis arrondissements
    #[arg(long, value_name = "FICHIER")]
    pub boundaries: Vec<PathBuf>,
    /// Couche des contours, si un fichier en a plusieurs
    #[arg(long, value_name = "NOM", requires = "boundaries")]
    pub layer: Option<String>,
    /// Système de coordonnées des contours, si le fichier ne le dit pas ou le dit mal (EPSG:2154…)
    #[arg(long, value_name = "SYSTÈME", requires = "boundaries")]
    pub crs: Option<String>,
}

/// Populations from files in place of the reference's own.
#[derive(Debug, ClapArgs)]
pub struct PopulationArgs {
    /// Populations à employer à la place de celles de la référence : fichiers de l'INSEE tels que publiés, ou table par
    /// code (mêmes formats que TABLE) ; répétable : métropole, puis Mayotte
    #[arg(long, value_name = "FICHIER")]
    pub population: Vec<PathBuf>,
    /// Population municipale (PMUN) ou totale (PTOT) ; PMUN si rien n'est dit
    #[arg(long, value_enum, value_name = "NATURE")]
    pub population_kind: Option<KindArg>,
    /// Année des populations, pour les fichiers qui ne la disent ni dans leur nom (pop2022) ni dans une colonne
    #[arg(long, value_name = "ANNÉE", requires = "population")]
    pub population_year: Option<u16>,
    /// Millésime de leurs codes, pour les fichiers dont le nom ne le dit pas (geo2024) ; sans lui, celui qui explique le
    /// plus de codes
    #[arg(long, value_name = "ANNÉE", requires = "population")]
    pub population_cog: Option<u16>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum KindArg {
    /// population municipale
    Pmun,
    /// population totale : municipale et comptée à part
    Ptot,
}

impl From<KindArg> for PopulationKind {
    fn from(kind: KindArg) -> Self {
        match kind {
            KindArg::Pmun => Self::Municipale,
            KindArg::Ptot => Self::Totale,
        }
    }
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum UndecidedArg {
    /// la taille supérieure
    Upper,
    /// la taille inférieure
    Lower,
}

impl From<UndecidedArg> for Convention {
    fn from(side: UndecidedArg) -> Self {
        match side {
            UndecidedArg::Upper => Self::Upper,
            UndecidedArg::Lower => Self::Lower,
        }
    }
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum StagesArg {
    /// ACI signés seulement
    Aci,
    /// + projets de santé validés
    #[value(name = "aci_projet")]
    AciProjet,
    /// + lettres d'intention validées
    #[value(name = "aci_projet_lettre")]
    AciProjetLettre,
    /// toutes les CPTS de la table
    Tous,
}

impl From<StagesArg> for StageSet {
    fn from(stages: StagesArg) -> Self {
        match stages {
            StagesArg::Aci => Self::Aci,
            StagesArg::AciProjet => Self::AciProjet,
            StagesArg::AciProjetLettre => Self::AciProjetLettre,
            StagesArg::Tous => Self::Tous,
        }
    }
}

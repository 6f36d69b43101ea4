//! Arguments, with their help in French: the users of maillage are French analysts. One file for a family of commands.

mod boundaries;
mod changes;
mod cog;
mod drawing;
mod input;
mod reference;
mod report;
mod table;

use std::path::PathBuf;

use clap::{ArgAction, Args as ClapArgs, Parser, Subcommand, ValueEnum};
use maillage::report::Lang;

pub use boundaries::{BoundariesCheckArgs, BoundariesCommand, BoundariesRepairArgs, BoundaryFiles};
pub use changes::{CompareArgs, DiffArgs, Every, SimulateArgs, TimelineArgs};
pub use cog::{CogArgs, CogBuildArgs, CogCommand, ConvertArgs};
pub use drawing::{AssignArgs, ByArg};
pub use input::{BoundaryArgs, Input, KindArg, OtherPopulationArgs, PopulationArgs, RulesArgs, StagesArg};
pub use reference::{BuildArgs, ExportArgs, ReferenceCommand};
pub use report::{CardArg, CheckArgs, LayerExportArgs, LayerFormat, ReportArgs};
pub use table::{CleanArgs, TableInput};

/// Couverture du territoire par les CPTS : chevauchements, zones blanches, tailles et taux de couverture.
#[derive(Debug, Parser)]
#[command(name = "maillage", version, propagate_version = true, max_term_width = 100)]
#[command(disable_help_flag = true, disable_version_flag = true, subcommand_help_heading = "Commandes")]
pub struct Args {
    #[command(flatten)]
    pub common: Common,
    #[command(subcommand)]
    pub command: Command,
}

/// Where the help lists what is not a command's own, so that this comes first.
const EVERY_COMMAND: &str = "Pour toutes les commandes";

/// Options of every subcommand.
#[derive(Debug, ClapArgs)]
pub struct Common {
    /// Langue des rapports et des messages
    #[arg(long, global = true, help_heading = EVERY_COMMAND, value_enum, default_value_t = LangArg::Fr)]
    pub lang: LangArg,
    /// Référence à employer à la place de celle du programme (voir « reference build »)
    #[arg(long, global = true, help_heading = EVERY_COMMAND, value_name = "FICHIER", env = "MAILLAGE_REFERENCE")]
    pub reference: Option<PathBuf>,
    /// Histoire du COG à employer à la place de celle du programme (voir « cog build »)
    #[arg(long, global = true, help_heading = EVERY_COMMAND, value_name = "FICHIER", env = "MAILLAGE_HISTORY")]
    pub history: Option<PathBuf>,
    /// Tailles, financements et calendriers à employer à la place de ceux du programme (TOML)
    #[arg(long, global = true, help_heading = EVERY_COMMAND, value_name = "FICHIER", env = "MAILLAGE_SCHEMES")]
    pub schemes: Option<PathBuf>,
    /// Affiche l'aide (en plus court avec -h)
    #[arg(short, long, global = true, help_heading = EVERY_COMMAND, action = ArgAction::Help)]
    help: Option<bool>,
    /// Affiche la version
    #[arg(short = 'V', long, global = true, help_heading = EVERY_COMMAND, action = ArgAction::Version)]
    version: Option<bool>,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Écrit le rapport de couverture d'une table de CPTS et en affiche le résumé
    Report(ReportArgs),
    /// Écrit une couche du rapport (territoires, communes, chevauchements…) pour un SIG
    // Elsewhere --layer names the layer of --boundaries.
    #[command(mut_arg("layer", |arg| arg.long("boundaries-layer")))]
    Export(LayerExportArgs),
    /// Nomme chaque règle que la table enfreint ; code de sortie 1 s'il y a une erreur
    Check(CheckArgs),
    /// Écrit la table sous sa forme simple, codes et noms mis au propre : une ligne par CPTS et commune
    Clean(CleanArgs),
    /// Fait une table de territoires dessinés (polygones) : quelle CPTS a quelle commune, et ce qui est douteux
    Assign(Box<AssignArgs>),
    /// Ce qui a changé entre deux tables, deux jours d'une table ou deux rapports
    Diff(DiffArgs),
    /// Deux sources tenues l'une contre l'autre : les communes sur lesquelles elles ne disent pas la même chose
    Compare(CompareArgs),
    /// Ce qui changerait si : communes déplacées, CPTS fusionnées ou scindées, stades
    Simulate(SimulateArgs),
    /// La courbe de la couverture dans le temps, d'après les dates de la table
    Timeline(TimelineArgs),
    /// Contours : ce qui ne va pas dans un fichier, et sa réparation
    #[command(subcommand, subcommand_help_heading = "Commandes")]
    Boundaries(BoundariesCommand),
    /// Codes INSEE dans le temps : l'histoire d'un code, une table mise à un autre millésime
    Cog(CogArgs),
    /// Tailles, financements et échéances en vigueur, et ceux d'autres textes
    Schemes,
    /// La référence : communes, populations et contours
    #[command(subcommand, subcommand_help_heading = "Commandes")]
    Reference(ReferenceCommand),
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum LangArg {
    /// français
    Fr,
    /// anglais
    En,
}

impl From<LangArg> for Lang {
    fn from(lang: LangArg) -> Self {
        match lang {
            LangArg::Fr => Self::Fr,
            LangArg::En => Self::En,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CheckFormat {
    /// texte à lire
    Text,
    /// une liste d'objets
    Json,
}

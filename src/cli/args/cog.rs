//! Arguments of `cog`.

use std::path::PathBuf;

use clap::{Args as ClapArgs, Subcommand};

use super::CheckFormat;

#[derive(Debug, ClapArgs)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub struct CogArgs {
    /// Codes INSEE dont afficher l'histoire
    #[arg(required = true, value_name = "CODE")]
    pub codes: Vec<String>,
    /// Forme du résultat
    #[arg(long, value_enum, default_value_t = CheckFormat::Text)]
    pub format: CheckFormat,
    #[command(subcommand)]
    pub command: Option<CogCommand>,
}

#[derive(Debug, Subcommand)]
pub enum CogCommand {
    /// Met les codes d'une table à un autre millésime du COG : une ligne par code d'arrivée, et ce qui a changé
    Convert(ConvertArgs),
    /// Fabrique une histoire du COG à partir de ses sources publiques (voir scripts/build-history)
    Build(CogBuildArgs),
}

#[derive(Debug, ClapArgs)]
pub struct ConvertArgs {
    /// Table (CSV, classeur, Parquet, JSON) ; « - » pour l'entrée standard
    #[arg(value_name = "TABLE")]
    pub table: PathBuf,
    /// Feuille du classeur, par nom ou par numéro
    #[arg(long, value_name = "FEUILLE")]
    pub sheet: Option<String>,
    /// Millésime d'arrivée ; sans lui, le dernier
    #[arg(long, value_name = "ANNÉE")]
    pub to: Option<u16>,
    /// Millésime de la table ; sans lui, celui qui explique le plus de codes
    #[arg(long, value_name = "ANNÉE")]
    pub from: Option<u16>,
    /// Colonne des codes ; sans elle, celle qui en contient le plus
    #[arg(long, value_name = "NOM")]
    pub column: Option<String>,
    /// Fichier à écrire ; sans lui, la sortie standard
    #[arg(short, long, value_name = "FICHIER")]
    pub output: Option<PathBuf>,
    /// CSV pour Excel en français : point-virgule, BOM
    #[arg(long)]
    pub excel_fr: bool,
}

#[derive(Debug, ClapArgs)]
pub struct CogBuildArgs {
    /// Recette : premier millésime, sources, ce qu'elles ne disent pas (TOML)
    #[arg(long, value_name = "FICHIER", requires = "packages")]
    pub recipe: Option<PathBuf>,
    /// Dossier des paquets publics, un dossier par année (communes.json ou epci.json, historique-communes.json)
    #[arg(long, value_name = "DOSSIER", requires = "recipe")]
    pub packages: Option<PathBuf>,
    /// Mouvements de l'INSEE (v_mvt_commune_AAAA.csv), à la place des paquets
    #[arg(long, value_name = "FICHIER", requires = "communes", conflicts_with = "packages")]
    pub movements: Option<PathBuf>,
    /// Liste des communes de l'INSEE (v_commune_AAAA.csv) de la même année
    #[arg(long, value_name = "FICHIER", requires = "year")]
    pub communes: Option<PathBuf>,
    /// Millésime des fichiers de l'INSEE
    #[arg(long, value_name = "ANNÉE", requires = "movements")]
    pub year: Option<u16>,
    /// Fichier à écrire
    #[arg(short, long, value_name = "FICHIER")]
    pub output: PathBuf,
}

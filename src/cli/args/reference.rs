//! Arguments of `reference`.

use std::path::PathBuf;

use clap::{Args as ClapArgs, Subcommand};

use super::{BoundaryArgs, PopulationArgs};

#[derive(Debug, Subcommand)]
pub enum ReferenceCommand {
    /// Millésime, sources, régions, contrôles, et ce qui n'est pas parfait
    Info,
    /// Fabrique une référence : listes et populations, et des contours, de fichiers (--boundaries) ou de tables
    Build(Box<BuildArgs>),
    /// Écrit la référence en TopoJSON, pour d'autres outils
    Export(ExportArgs),
}

/// Boundaries or tables of contours, or neither where only populations change; lists with their recipe, or else those of
/// the reference in use.
#[derive(Debug, ClapArgs)]
#[command(group(clap::ArgGroup::new("from").required(true).multiple(true).args(["boundaries", "contours", "population"])))]
pub struct BuildArgs {
    #[command(flatten)]
    pub boundaries: BoundaryArgs,
    #[command(flatten)]
    pub populations: PopulationArgs,
    /// Dossier de communes.json, epci.json, departements.json et regions.json ; sans lui, les listes et populations de
    /// la référence employée
    #[arg(long, value_name = "DOSSIER", requires = "recipe")]
    pub decoupage: Option<PathBuf>,
    /// Recette (TOML) : ce que les listes ne disent pas, cog, population_kind et population_year ; et tolerance_m,
    /// population_other_years, sources, contour_sources
    #[arg(long, value_name = "FICHIER", requires = "decoupage")]
    pub recipe: Option<PathBuf>,
    /// Aucune limite n'est déplacée davantage pour se raccorder, en mètres ; 5 sans recette
    #[arg(long, value_name = "MÈTRES", conflicts_with = "recipe")]
    pub tolerance: Option<f64>,
    /// Table des contours (CSV : code, type, geometry en WKB hexadécimal), comme dans scripts/build-reference
    #[arg(long, value_name = "FICHIER", requires = "decoupage", conflicts_with = "boundaries")]
    pub contours: Option<PathBuf>,
    /// Table des contours d'une année antérieure, pour les contours qui manquent à la première
    #[arg(long, value_name = "FICHIER", requires = "contours")]
    pub former_contours: Option<PathBuf>,
    /// Fichier à écrire, à employer avec --reference
    #[arg(short, long, value_name = "FICHIER")]
    pub output: PathBuf,
}

#[derive(Debug, ClapArgs)]
pub struct ExportArgs {
    /// Fichier à écrire ; « - » pour la sortie standard
    #[arg(short, long, value_name = "FICHIER", default_value = "-")]
    pub output: PathBuf,
}

//! Arguments of `assign`.

use std::path::PathBuf;

use clap::{Args as ClapArgs, ValueEnum};
use maillage::drawing::By;

use super::{BoundaryArgs, PopulationArgs};

#[derive(Debug, ClapArgs)]
pub struct AssignArgs {
    /// Territoires dessinés (GeoJSON, TopoJSON, Shapefile, GeoPackage, GeoParquet ; .zip, .gz, .xz) : un objet ou plusieurs
    /// par CPTS
    #[arg(value_name = "POLYGONES")]
    pub polygons: PathBuf,
    /// Table à écrire (CSV), que « report » lit ; sans elle, la sortie standard
    #[arg(short, long, value_name = "FICHIER")]
    pub output: Option<PathBuf>,
    /// Écrire aussi les morceaux douteux comme polygones (GeoJSON)
    #[arg(long, value_name = "FICHIER")]
    pub review: Option<PathBuf>,
    /// Écrire aussi tout ce qui a été remarqué (CSV)
    #[arg(long, value_name = "FICHIER")]
    pub anomalies: Option<PathBuf>,
    /// Écrire les chevauchements entre territoires dessinés (GeoJSON)
    #[arg(long, value_name = "FICHIER")]
    pub overlaps: Option<PathBuf>,
    /// Écrire les vides entre territoires dessinés (GeoJSON)
    #[arg(long, value_name = "FICHIER")]
    pub gaps: Option<PathBuf>,
    /// Un vide ouvert sur l'extérieur est un vide si son ouverture n'est pas plus large, en mètres ; 0 : seulement les vides enclos
    #[arg(long, value_name = "MÈTRES", default_value_t = 300.0)]
    pub mouth: f64,
    /// Ce qui décide : la surface, un point de la commune, ou la population (avec --iris)
    #[arg(long, value_enum, default_value_t = ByArg::Area, value_name = "CRITÈRE")]
    pub by: ByArg,
    /// Part d'une commune au-dessus de laquelle elle est rattachée
    #[arg(long, value_name = "PART", default_value = "0.5")]
    pub threshold: String,
    /// Partager les communes divisées : une ligne par partie, avec sa population estimée
    #[arg(long)]
    pub shared: bool,
    /// IRIS (polygones, avec leur code et si possible leur population) : les communes divisées sont partagées par IRIS
    #[arg(long, value_name = "FICHIER")]
    pub iris: Option<PathBuf>,
    /// Couche des IRIS, si le fichier en a plusieurs
    #[arg(long, value_name = "NOM", requires = "iris")]
    pub iris_layer: Option<String>,
    /// Système de coordonnées des IRIS, si le fichier ne le dit pas ou le dit mal (EPSG:2154…)
    #[arg(long, value_name = "SYSTÈME", requires = "iris")]
    pub iris_crs: Option<String>,
    /// Un morceau plus étroit est un éclat, en mètres, s'il est aussi une petite part de la commune (--sliver-share)
    #[arg(long, value_name = "MÈTRES", default_value_t = 150.0)]
    pub sliver_width: f64,
    /// Part d'une commune en dessous de laquelle un morceau étroit est un éclat
    #[arg(long, value_name = "PART", default_value = "0.1")]
    pub sliver_share: String,
    /// Montrer aussi les éclats dans --review
    #[arg(long)]
    pub show_slivers: bool,
    /// Nom de ce qui n'est pas une CPTS, à exclure (« HORS CPTS » l'est toujours) ; répétable
    #[arg(long, value_name = "NOM")]
    pub exclude: Vec<String>,
    /// Colonnes des polygones, si leurs noms ne sont pas reconnus : cpts=NOM (clés : cpts, id, stade, debut, fin, signature)
    #[arg(long, value_name = "COLONNES")]
    pub columns: Option<String>,
    /// Couche des polygones, si le fichier en a plusieurs
    #[arg(long, value_name = "NOM")]
    pub drawing_layer: Option<String>,
    /// Système de coordonnées des polygones, si le fichier ne le dit pas ou le dit mal (EPSG:2154…)
    #[arg(long, value_name = "SYSTÈME")]
    pub drawing_crs: Option<String>,
    /// CSV pour Excel en français : point-virgule, BOM
    #[arg(long)]
    pub excel_fr: bool,
    #[command(flatten)]
    pub boundaries: BoundaryArgs,
    #[command(flatten)]
    pub populations: PopulationArgs,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum ByArg {
    /// la part de la surface
    Area,
    /// les territoires où est un point de la commune
    Point,
    /// la part de la population, par IRIS
    Population,
}

impl From<ByArg> for By {
    fn from(by: ByArg) -> Self {
        match by {
            ByArg::Area => Self::Area,
            ByArg::Point => Self::Point,
            ByArg::Population => Self::Population,
        }
    }
}

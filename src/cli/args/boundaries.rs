//! Arguments of `boundaries`.

use std::path::PathBuf;

use clap::{Args as ClapArgs, Subcommand};

use super::CheckFormat;

#[derive(Debug, Subcommand)]
pub enum BoundariesCommand {
    /// Liste les défauts : limites qui ne se correspondent pas, chevauchements, vides, anneaux invalides ; code de
    /// sortie 1 s'il y a une erreur
    Check(BoundariesCheckArgs),
    /// Répare : raccorde les limites et attribue chevauchements et vides étroits au voisin de plus longue limite
    Repair(BoundariesRepairArgs),
}

/// Files of boundaries to look at.
#[derive(Debug, ClapArgs)]
pub struct BoundaryFiles {
    /// Contours (GeoJSON, TopoJSON, Shapefile, GeoPackage, GeoParquet ; .zip, .gz, .xz) ; plusieurs fichiers sont lus
    /// comme un seul
    #[arg(required = true, value_name = "FICHIER")]
    pub files: Vec<PathBuf>,
    /// Couche, si un fichier en a plusieurs
    #[arg(long, value_name = "NOM")]
    pub layer: Option<String>,
    /// Système de coordonnées, si le fichier ne le dit pas ou le dit mal (EPSG:2154…)
    #[arg(long, value_name = "SYSTÈME")]
    pub crs: Option<String>,
}

#[derive(Debug, ClapArgs)]
pub struct BoundariesCheckArgs {
    #[command(flatten)]
    pub files: BoundaryFiles,
    /// Largeur des vides à signaler, en mètres : « 0..5 », « 10.. », « aucun »
    #[arg(long, value_name = "LARGEURS", default_value = "0..5")]
    pub gaps: String,
    /// Largeur des chevauchements à signaler, en mètres
    #[arg(long, value_name = "LARGEURS", default_value = "..")]
    pub overlaps: String,
    /// Surface des vides et des chevauchements à signaler, en mètres carrés
    #[arg(long, value_name = "SURFACES")]
    pub areas: Option<String>,
    /// Un vide qui donne sur l'extérieur est signalé si son ouverture n'est pas plus large, en mètres ; 0 : aucun
    #[arg(long, value_name = "MÈTRES", default_value_t = 5.0)]
    pub mouth: f64,
    /// Signaler aussi les anneaux dont le sens n'est pas celui de la RFC 7946
    #[arg(long)]
    pub winding: bool,
    /// Écrire chevauchements et vides comme polygones (GeoJSON)
    #[arg(short, long, value_name = "FICHIER")]
    pub output: Option<PathBuf>,
    /// Forme du résultat
    #[arg(long, value_enum, default_value_t = CheckFormat::Text)]
    pub format: CheckFormat,
}

#[derive(Debug, ClapArgs)]
pub struct BoundariesRepairArgs {
    #[command(flatten)]
    pub files: BoundaryFiles,
    /// Fichier GeoJSON à écrire ; « - » pour la sortie standard
    #[arg(short, long, value_name = "FICHIER")]
    pub output: PathBuf,
    /// Aucune limite n'est déplacée davantage, en mètres ; ce qui le demanderait est laissé, et dit
    #[arg(long, value_name = "MÈTRES", default_value_t = 5.0)]
    pub tolerance: f64,
    /// Retirer les polygones donnés en double
    #[arg(long)]
    pub drop_duplicates: bool,
}

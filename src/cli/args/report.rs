//! Arguments of `report` and `export`, and of `check`.

use std::path::PathBuf;

use clap::{Args as ClapArgs, ValueEnum};
use maillage::report::LayerKind;

use super::{CheckFormat, Input};

#[derive(Debug, ClapArgs)]
pub struct ReportArgs {
    /// Dossier où écrire les fichiers ; sans lui, seul le résumé est affiché
    #[arg(long, value_name = "DOSSIER")]
    pub out: Option<PathBuf>,
    /// Fichiers à écrire, séparés par des virgules ; sans cette option, tous
    #[arg(long, value_enum, value_delimiter = ',', value_name = "LISTE", requires = "out")]
    pub formats: Vec<FormatArg>,
    /// Une carte par CPTS dans le sous-dossier cartes/, avec ses chiffres : SVG, ou --cards=png, ou --cards=svg,png
    #[arg(
        long,
        value_enum,
        value_delimiter = ',',
        value_name = "FORMATS",
        requires = "out",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "svg"
    )]
    pub cards: Vec<CardArg>,
    /// CSV pour Excel en français : point-virgule, virgule décimale, BOM
    #[arg(long)]
    pub excel_fr: bool,
    #[command(flatten)]
    pub input: Input,
}

/// Files of a report by what they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FormatArg {
    /// tables
    Csv,
    /// contours des territoires, chevauchements et zones blanches
    Geojson,
    /// resume.json
    Json,
    /// rapport.html
    Html,
    /// maillage.gpkg : toutes les couches, avec leurs styles pour QGIS
    Gpkg,
    /// rapport.xlsx
    Xlsx,
    /// carte.svg
    Svg,
    /// carte.png
    Png,
}

/// Formats of the cards of CPTS.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CardArg {
    /// dessin vectoriel
    Svg,
    /// image à 200 points par pouce
    Png,
}

impl FormatArg {
    /// The ending of the files.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Csv => ".csv",
            Self::Geojson => ".geojson",
            Self::Json => ".json",
            Self::Html => ".html",
            Self::Gpkg => ".gpkg",
            Self::Xlsx => ".xlsx",
            Self::Svg => ".svg",
            Self::Png => ".png",
        }
    }
}

#[derive(Debug, ClapArgs)]
pub struct LayerExportArgs {
    /// Couche
    #[arg(long = "layer", value_enum, value_name = "COUCHE")]
    pub exported: LayerArg,
    /// Format
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub format: LayerFormat,
    /// Simplifier les contours, limites communes gardées : un sommet part si ce qu'il change est sous le carré de tant de
    /// mètres
    #[arg(long, value_name = "MÈTRES", allow_negative_numbers = true)]
    pub simplify: Option<f64>,
    /// Décimales des coordonnées, en degrés ; sans elle, 6 en GeoJSON et TopoJSON, toutes dans les autres formats
    #[arg(long, value_name = "NOMBRE", value_parser = clap::value_parser!(u8).range(3..=12))]
    pub precision: Option<u8>,
    /// Fichier à écrire ; sans lui, ou « - », la sortie standard. GeoPackage et Shapefile demandent un fichier (.gpkg ; .shp
    /// ou .zip)
    #[arg(short, long, value_name = "FICHIER")]
    pub output: Option<PathBuf>,
    #[command(flatten)]
    pub input: Input,
}

/// Layers of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LayerArg {
    /// territoires des CPTS
    #[value(alias = "territoires")]
    Territories,
    /// communes et arrondissements du périmètre
    Communes,
    /// communes en chevauchement
    #[value(alias = "chevauchements")]
    Overlaps,
    /// zones blanches
    #[value(alias = "zones-blanches")]
    WhiteZones,
    /// départements, avec leur tableau de bord
    #[value(alias = "departements")]
    Departments,
}

impl From<LayerArg> for LayerKind {
    fn from(layer: LayerArg) -> Self {
        match layer {
            LayerArg::Territories => Self::Territories,
            LayerArg::Communes => Self::Communes,
            LayerArg::Overlaps => Self::Overlaps,
            LayerArg::WhiteZones => Self::WhiteZones,
            LayerArg::Departments => Self::Departments,
        }
    }
}

/// Formats of a layer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LayerFormat {
    /// GeoJSON (RFC 7946)
    Geojson,
    /// TopoJSON : les limites communes n'y sont qu'une fois
    Topojson,
    /// GeoPackage, avec le style pour QGIS
    Gpkg,
    /// Shapefile : .shp et ses voisins, ou .zip ; noms de colonnes de 10 caractères
    Shapefile,
    /// GeoParquet 1.1
    Parquet,
    /// FlatGeobuf
    Flatgeobuf,
}

#[derive(Debug, ClapArgs)]
pub struct CheckArgs {
    /// Forme du résultat
    #[arg(long, value_enum, default_value_t = CheckFormat::Text)]
    pub format: CheckFormat,
    #[command(flatten)]
    pub input: Input,
}

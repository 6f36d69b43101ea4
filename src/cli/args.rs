//! Arguments, with their help in French: the users of maillage are French analysts.

use std::path::PathBuf;

use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};
use maillage::drawing::By;
use maillage::reference::PopulationKind;
use maillage::report::{Lang, LayerKind};
use maillage::rules::Convention;
use maillage::territory::StageSet;

/// Couverture du territoire par les CPTS : chevauchements, zones blanches, tailles et taux de couverture.
#[derive(Debug, Parser)]
#[command(name = "maillage", version, propagate_version = true, max_term_width = 100)]
pub struct Args {
    #[command(flatten)]
    pub common: Common,
    #[command(subcommand)]
    pub command: Command,
}

/// Options of every subcommand.
#[derive(Debug, ClapArgs)]
pub struct Common {
    /// Langue des rapports et des messages
    #[arg(long, global = true, value_enum, default_value_t = LangArg::Fr)]
    pub lang: LangArg,
    /// Référence à employer à la place de celle du programme (voir « reference build »)
    #[arg(long, global = true, value_name = "FICHIER", env = "MAILLAGE_REFERENCE")]
    pub reference: Option<PathBuf>,
    /// Histoire du COG à employer à la place de celle du programme (voir « cog build »)
    #[arg(long, global = true, value_name = "FICHIER", env = "MAILLAGE_HISTORY")]
    pub history: Option<PathBuf>,
    /// Tailles, financements et calendriers à employer à la place de ceux du programme (TOML)
    #[arg(long, global = true, value_name = "FICHIER", env = "MAILLAGE_SCHEMES")]
    pub schemes: Option<PathBuf>,
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
    #[command(subcommand)]
    Boundaries(BoundariesCommand),
    /// Codes INSEE dans le temps : l'histoire d'un code, une table mise à un autre millésime
    Cog(CogArgs),
    /// Tailles, financements et échéances en vigueur, et ceux d'autres textes
    Schemes,
    /// La référence : communes, populations et contours
    #[command(subcommand)]
    Reference(ReferenceCommand),
}

#[derive(Debug, ClapArgs)]
pub struct ReportArgs {
    #[command(flatten)]
    pub input: Input,
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
    #[command(flatten)]
    pub input: Input,
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
pub struct DiffArgs {
    /// Table, ou dossier d'un rapport, d'avant
    #[arg(value_name = "AVANT")]
    pub old: PathBuf,
    /// Table, ou dossier d'un rapport, d'après
    #[arg(value_name = "APRÈS")]
    pub new: PathBuf,
    /// Jour de la table d'avant, si ses rattachements sont datés
    #[arg(long, value_name = "DATE")]
    pub old_date: Option<String>,
    /// Jour de la table d'après
    #[arg(long, value_name = "DATE")]
    pub new_date: Option<String>,
    /// Populations d'avant (fichiers de l'INSEE) ; sans elles, celles de la référence
    #[arg(long, value_name = "FICHIER")]
    pub old_population: Vec<PathBuf>,
    /// Populations d'après
    #[arg(long, value_name = "FICHIER")]
    pub new_population: Vec<PathBuf>,
    /// Population municipale (PMUN) ou totale (PTOT) des fichiers donnés
    #[arg(long, value_enum, value_name = "NATURE")]
    pub population_kind: Option<KindArg>,
    /// Barème d'avant, s'il est autre que celui d'après
    #[arg(long, value_name = "BARÈME")]
    pub old_scheme: Option<String>,
    /// Colonnes des tables, si leurs noms ne sont pas reconnus
    #[arg(long, value_name = "COLONNES")]
    pub columns: Option<String>,
    /// Région, par code ou par nom ; répétable
    #[arg(long = "region", value_name = "RÉGION")]
    pub regions: Vec<String>,
    /// Stades qui comptent comme couverture
    #[arg(long, value_enum, default_value_t = StagesArg::Tous, value_name = "ENSEMBLE")]
    pub stages: StagesArg,
    #[command(flatten)]
    pub rules: RulesArgs,
    /// Forme du résultat
    #[arg(long, value_enum, default_value_t = CheckFormat::Text)]
    pub format: CheckFormat,
    /// Dossier où écrire differences.csv, differences_regions.csv et differences.json
    #[arg(long, value_name = "DOSSIER")]
    pub out: Option<PathBuf>,
    /// CSV pour Excel en français : point-virgule, virgule décimale, BOM
    #[arg(long)]
    pub excel_fr: bool,
}

#[derive(Debug, ClapArgs)]
pub struct CompareArgs {
    /// Première source : une table de rattachements, ou des territoires dessinés
    #[arg(value_name = "SOURCE1")]
    pub first: PathBuf,
    /// Seconde source
    #[arg(value_name = "SOURCE2")]
    pub second: PathBuf,
    /// Colonnes des tables, si leurs noms ne sont pas reconnus
    #[arg(long, value_name = "COLONNES")]
    pub columns: Option<String>,
    /// Jour des tables, si leurs rattachements sont datés
    #[arg(long, value_name = "DATE")]
    pub date: Option<String>,
    /// IRIS (polygones ou table, avec leur code et si possible leur population)
    #[arg(long, value_name = "FICHIER")]
    pub iris: Option<PathBuf>,
    /// Région, par code ou par nom ; répétable
    #[arg(long = "region", value_name = "RÉGION")]
    pub regions: Vec<String>,
    #[command(flatten)]
    pub populations: PopulationArgs,
    /// Stades qui comptent comme couverture
    #[arg(long, value_enum, default_value_t = StagesArg::Tous, value_name = "ENSEMBLE")]
    pub stages: StagesArg,
    #[command(flatten)]
    pub rules: RulesArgs,
    /// Table des désaccords, une ligne par commune ; « - » pour la sortie standard
    #[arg(short, long, value_name = "FICHIER")]
    pub output: Option<PathBuf>,
    /// CSV pour Excel en français : point-virgule, virgule décimale, BOM
    #[arg(long)]
    pub excel_fr: bool,
}

#[derive(Debug, ClapArgs)]
pub struct SimulateArgs {
    #[command(flatten)]
    pub input: Input,
    /// Déplacer des communes vers une CPTS (codes de communes, de villes ou d'EPCI), ou des parties de communes partagées, par
    /// nom (06088/Vieux-Nice=CPTS) ou par code d'IRIS (060880101=CPTS) ; répétable, comme les suivantes
    #[arg(long = "move", value_name = "CODE[/PARTIE][,CODE]=CPTS")]
    pub moved: Vec<String>,
    /// Rattacher des communes à une CPTS sans les retirer aux autres
    #[arg(long, value_name = "CODE[,CODE]=CPTS")]
    pub add: Vec<String>,
    /// Détacher des communes, d'une CPTS ou de toutes
    #[arg(long, value_name = "CODE[,CODE][=CPTS]")]
    pub remove: Vec<String>,
    /// Fusionner des CPTS
    #[arg(long, value_name = "CPTS+CPTS=NOM")]
    pub merge: Vec<String>,
    /// Faire d'une partie d'une CPTS une CPTS à part
    #[arg(long, value_name = "CPTS:CODE[,CODE]=NOM")]
    pub split: Vec<String>,
    /// Changer le stade d'une CPTS
    #[arg(long = "stage", value_name = "CPTS=STADE")]
    pub stage: Vec<String>,
    /// Étapes ou scénarios d'un fichier (TOML) : [[step]], ou [[scenario]] avec name et steps
    #[arg(long, value_name = "FICHIER")]
    pub script: Option<PathBuf>,
    /// Forme du résultat
    #[arg(long, value_enum, default_value_t = CheckFormat::Text)]
    pub format: CheckFormat,
    /// Table qui résulte du scénario (CSV) ; avec plusieurs scénarios, leur comparaison
    #[arg(short, long, value_name = "FICHIER")]
    pub output: Option<PathBuf>,
    /// CSV pour Excel en français : point-virgule, virgule décimale, BOM
    #[arg(long)]
    pub excel_fr: bool,
}

#[derive(Debug, ClapArgs)]
pub struct TimelineArgs {
    #[command(flatten)]
    pub input: Input,
    /// Pas de la courbe
    #[arg(long, value_enum, default_value_t = Every::Quarter, value_name = "PAS")]
    pub every: Every,
    /// Premier jour ; sans lui, le plus ancien de la table
    #[arg(long, value_name = "DATE")]
    pub from: Option<String>,
    /// Dernier jour ; sans lui, le plus récent de la table
    #[arg(long, value_name = "DATE")]
    pub to: Option<String>,
    /// Fichier à écrire (CSV) ; sans lui, la sortie standard
    #[arg(short, long, value_name = "FICHIER")]
    pub output: Option<PathBuf>,
    /// CSV pour Excel en français : point-virgule, virgule décimale, BOM
    #[arg(long)]
    pub excel_fr: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Every {
    /// chaque mois
    Month,
    /// chaque trimestre
    Quarter,
    /// chaque année
    Year,
}

#[derive(Debug, ClapArgs)]
pub struct CleanArgs {
    #[command(flatten)]
    pub table: TableInput,
    /// Fichier à écrire ; sans lui, la sortie standard
    #[arg(short, long, value_name = "FICHIER")]
    pub output: Option<PathBuf>,
    /// Écrire aussi tout ce qui a été remarqué (CSV)
    #[arg(long, value_name = "FICHIER")]
    pub anomalies: Option<PathBuf>,
    /// CSV pour Excel en français : point-virgule, BOM
    #[arg(long)]
    pub excel_fr: bool,
}

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

#[derive(Debug, ClapArgs)]
pub struct CheckArgs {
    #[command(flatten)]
    pub input: Input,
    /// Forme du résultat
    #[arg(long, value_enum, default_value_t = CheckFormat::Text)]
    pub format: CheckFormat,
}

/// A table and how to read it.
#[derive(Debug, Default, ClapArgs)]
pub struct TableInput {
    /// Table des rattachements (CSV, XLSX, XLS, ODS, Parquet, JSON, GeoJSON ; .zip, .gz, .xz) : une ligne par CPTS et
    /// commune, une liste de codes par CPTS, ou une colonne par CPTS ; « - » pour l'entrée standard
    #[arg(value_name = "TABLE")]
    pub table: PathBuf,
    /// Feuille du classeur, par nom ou par numéro ; sans elle, celle dont l'en-tête convient le mieux
    #[arg(long, value_name = "FEUILLE")]
    pub sheet: Option<String>,
    /// Colonnes de la table, si leurs noms ne sont pas reconnus : code=COM,cpts=NOM (clés : code, cpts, id, stade,
    /// commune, departement, cp, part, population_part, debut, fin, signature)
    #[arg(long, value_name = "COLONNES")]
    pub columns: Option<String>,
    /// Millésime des codes de la table ; sans lui, celui qui explique le plus de codes
    #[arg(long, value_name = "ANNÉE")]
    pub cog: Option<u16>,
    /// Jour du rapport (AAAA-MM-JJ ou JJ/MM/AAAA) : seuls comptent les rattachements en cours ce jour-là, et les échéances y sont
    /// constatées ; sans lui, tous les rattachements comptent
    #[arg(long, value_name = "DATE")]
    pub date: Option<String>,
    /// IRIS (polygones ou table, avec leur code et si possible leur population) : la table peut rattacher des IRIS, et les parties de
    /// communes sans population prennent la leur
    #[arg(long, value_name = "FICHIER")]
    pub iris: Option<PathBuf>,
    /// Compter comme une seule les CPTS dont les noms se ressemblent (elles sont signalées sans cette option)
    #[arg(long)]
    pub merge_spellings: bool,
    /// Lire une CPTS comme une autre, par nom ou identifiant ; répétable
    #[arg(long, value_name = "AUTRE=CPTS")]
    pub same: Vec<String>,
}

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

/// Sizes and funding to go by.
#[derive(Debug, Clone, ClapArgs)]
#[command(next_help_heading = "Tailles et financements")]
pub struct RulesArgs {
    /// Barème, par identifiant (aci_2024, aci_2019_signe, cnam_avril_2019…) ; sans lui, celui en vigueur
    #[arg(long, value_name = "BARÈME")]
    pub scheme: Option<String>,
    /// Taille d'une population égale à un seuil qu'aucun texte ne tranche (80 000 exactement)
    #[arg(long, value_enum, default_value_t = UndecidedArg::Upper, value_name = "TAILLE")]
    pub undecided: UndecidedArg,
    /// Missions optionnelles comptées : toutes, aucune, ou leurs identifiants séparés par des virgules
    #[arg(long, value_name = "MISSIONS", default_value = "toutes")]
    pub optional: String,
    /// Part obtenue des financements variables, en pourcentage ; le maximum affiché n'en dépend pas
    #[arg(long, value_name = "POURCENTAGE", default_value = "100")]
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

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CheckFormat {
    /// texte à lire
    Text,
    /// une liste d'objets
    Json,
}

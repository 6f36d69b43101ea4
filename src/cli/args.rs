//! Arguments, with their help in French: the users of maillage are French analysts.

use std::path::PathBuf;

use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};
use maillage::report::Lang;
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
    /// Tailles, financements et calendriers à employer à la place de ceux du programme (TOML)
    #[arg(long, global = true, value_name = "FICHIER", env = "MAILLAGE_SCHEMES")]
    pub schemes: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Écrit le rapport de couverture d'une table de CPTS et en affiche le résumé
    Report(ReportArgs),
    /// Nomme chaque règle que la table enfreint ; code de sortie 1 s'il y a une erreur
    Check(CheckArgs),
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
    /// CSV pour Excel en français : point-virgule, virgule décimale, BOM
    #[arg(long)]
    pub excel_fr: bool,
}

#[derive(Debug, ClapArgs)]
pub struct CheckArgs {
    #[command(flatten)]
    pub input: Input,
    /// Forme du résultat
    #[arg(long, value_enum, default_value_t = CheckFormat::Text)]
    pub format: CheckFormat,
}

/// The table and what of it counts.
#[derive(Debug, ClapArgs)]
pub struct Input {
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
    /// Région, par code ou par nom ; répétable ; sans elle, les 18 régions
    #[arg(long = "region", value_name = "RÉGION")]
    pub regions: Vec<String>,
    #[command(flatten)]
    pub boundaries: BoundaryArgs,
    /// Stades qui comptent comme couverture
    #[arg(long, value_enum, default_value_t = StagesArg::Tous, value_name = "ENSEMBLE")]
    pub stages: StagesArg,
    #[command(flatten)]
    pub rules: RulesArgs,
}

/// Sizes and funding to go by.
#[derive(Debug, ClapArgs)]
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
    /// Jour où constater les échéances passées : AAAA-MM-JJ ou JJ/MM/AAAA ; sans lui, elles sont seulement listées
    #[arg(long, value_name = "DATE")]
    pub date: Option<String>,
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
    /// Histoire du COG à employer à la place de celle du programme (voir « cog build »)
    #[arg(long, global = true, value_name = "FICHIER", env = "MAILLAGE_HISTORY")]
    pub history: Option<PathBuf>,
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
    Build(BuildArgs),
    /// Écrit la référence en TopoJSON, pour d'autres outils
    Export(ExportArgs),
}

/// Either boundaries or tables of contours; lists with their recipe, or else those of the reference in use.
#[derive(Debug, ClapArgs)]
#[command(group(clap::ArgGroup::new("from").required(true).args(["boundaries", "contours"])))]
pub struct BuildArgs {
    #[command(flatten)]
    pub boundaries: BoundaryArgs,
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
    #[arg(long, value_name = "FICHIER", requires = "decoupage")]
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

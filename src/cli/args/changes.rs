//! Arguments of `diff`, `compare`, `simulate` and `timeline`.

use std::path::PathBuf;

use clap::{Args as ClapArgs, ValueEnum};

use super::{CheckFormat, Input, KindArg, PopulationArgs, RulesArgs, StagesArg};

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
    #[command(flatten)]
    pub input: Input,
}

#[derive(Debug, ClapArgs)]
pub struct TimelineArgs {
    /// Pas de la courbe : chaque point est le premier jour d'un mois, d'un trimestre ou d'une année
    #[arg(long, value_enum, default_value_t = Every::Quarter, value_name = "PAS")]
    pub every: Every,
    /// Jour avant lequel il n'y a pas de point ; sans lui, la courbe commence avec la période du plus ancien de la table
    #[arg(long, value_name = "DATE")]
    pub from: Option<String>,
    /// Jour après lequel il n'y a pas de point ; sans lui, la courbe finit après la période du plus récent de la table
    #[arg(long, value_name = "DATE")]
    pub to: Option<String>,
    /// Fichier à écrire (CSV) ; sans lui, la sortie standard
    #[arg(short, long, value_name = "FICHIER")]
    pub output: Option<PathBuf>,
    /// CSV pour Excel en français : point-virgule, virgule décimale, BOM
    #[arg(long)]
    pub excel_fr: bool,
    #[command(flatten)]
    pub input: Input,
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

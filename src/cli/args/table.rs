//! Arguments of a table of claims, and of `clean`.

use std::path::PathBuf;

use clap::Args as ClapArgs;

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

//! Columns as people read them: title, what the cells are, how wide they may be, what they mean.
//!
//! - *column*: one of a CSV file, by its name there, or one that the workbook adds: names beside codes;
//! - *kind*: what a cell is, which decides its number format, its alignment and its colours;
//! - *note*: what a column means where its title does not say it, shown on its head and in the sheet of all columns.

use super::notes::NOTES;
use super::titles::TITLES;
use crate::report::Lang;

/// What the cells of a column are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    /// A text, or a code: 01001 stays 01001.
    Text,
    /// A sentence, in lines of the column's width.
    Prose,
    /// Words of the files, shown in the reader's language.
    Word,
    /// Several words.
    Words,
    /// Several codes.
    List,
    /// CPTS with metres of common border.
    Neighbours,
    /// Numbers of lines of the table.
    Lines,
    /// A whole number.
    Count,
    /// Euros a year.
    Euros,
    /// Euros a year more or less.
    EurosMore,
    /// Euros an inhabitant, to the cent.
    EurosEach,
    /// A share: 12.50 in the file is 12.50 % here.
    Percent,
    /// A measure with two decimals.
    Decimal,
    /// A measure with one decimal.
    Tenth,
    /// A day.
    Date,
}

impl Kind {
    /// Whether cells are numbers, which stand to the right.
    pub(super) fn is_number(self) -> bool {
        use Kind::{Count, Decimal, Euros, EurosEach, EurosMore, Percent, Tenth};
        matches!(self, Count | Euros | EurosMore | EurosEach | Percent | Decimal | Tenth)
    }
}

/// A column as people read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Column {
    /// Its name in the CSV file, or that of the workbook's own columns.
    pub name: &'static str,
    /// Its title.
    pub title: &'static str,
    /// What its cells are.
    pub kind: Kind,
    /// What it means; empty where the title says it.
    pub note: &'static str,
}

impl Column {
    /// The column of a table. `table` is the name of the CSV file without its ending: a few names mean more than one thing.
    pub(super) fn of(table: &str, name: &'static str, lang: Lang) -> Self {
        let here = |own: &&(&str, &str, [&'static str; 2])| own.0 == table && own.1 == name;
        let anywhere = |own: &&(&str, &str, [&'static str; 2])| own.0.is_empty() && own.1 == name;
        let title = TITLES.iter().find(here).or_else(|| TITLES.iter().find(anywhere));
        let note = NOTES.iter().find(here).or_else(|| NOTES.iter().find(anywhere));
        let text = |found: Option<&(&str, &str, [&'static str; 2])>| found.map(|(_, _, [fr, en])| lang.pick(*fr, *en));
        Self { name, title: text(title).unwrap_or(name), kind: kind(table, name), note: text(note).unwrap_or_default() }
    }
}

/// What the cells of a column are, by its name.
fn kind(table: &str, name: &str) -> Kind {
    match name {
        "message" | "correction" => Kind::Prose,
        "stade" | "statut" | "classe" | "ensemble_stades" | "conflit" | "option" | "lecture" | "nature" | "motif"
        | "sens" | "jalon" | "etat" | "niveau" | "situation" | "meme_departement" => Kind::Word,
        "stades" => Kind::Words,
        "cpts_ids"
        | "codes_insee"
        | "codes_a_la_premiere"
        | "departements"
        | "departements_avant"
        | "departements_apres"
        | "cpts_noms"
        | "communes_noms"
        | "contacts" => Kind::List,
        "voisins" => Kind::Neighbours,
        "ligne" if table == "anomalies" => Kind::Lines,
        "date_signature" | "echeance" | "date_constat" => Kind::Date,
        "distance_km" => Kind::Tenth,
        "part_fixe" | "part_variable" | "montant" => Kind::Euros,
        "taille" | "population" | "rang" | "frontiere_m" | "autre_population" | "autre_taille" | "seuil" | "marge"
        | "seuil_inferieur" | "seuil_superieur" | "marge_basse" | "marge_haute" => Kind::Count,
        _ if name.starts_with("taux_") => Kind::Percent,
        _ if name.starts_with("financement_") => Kind::Euros,
        _ if name.starts_with("ecart_financement_") => Kind::EurosMore,
        _ if name.starts_with("euros_par_habitant") => Kind::EurosEach,
        _ if name.starts_with("surface_") => Kind::Decimal,
        _ if name.starts_with("nb_") || name.starts_with("population_") || name.starts_with("taille_") => Kind::Count,
        _ => Kind::Text,
    }
}

//! The table asked for, read, and in words why one cannot be.

use std::io::Read;
use std::path::Path;

use anyhow::{Context, Result, anyhow};
use maillage::formats::table::{self, TABLE_FORMATS, Table, TableError, TableOptions};
use maillage::report::Lang;
use maillage::territory::{ChoiceError, Column, ColumnChoice, ColumnsError, Reading, header_finder, read_claims_of};

use super::args::TableInput;
use super::found;

/// Reads the claims of the table asked for.
pub fn read(input: &TableInput, lang: Lang) -> Result<Reading> {
    let choice = match &input.columns {
        Some(text) => ColumnChoice::parse(text).map_err(|error| anyhow!(explain_choice(&error, lang)))?,
        None => ColumnChoice::default(),
    };
    let table = open(&input.table, input.sheet.as_deref(), &choice, lang)?;
    read_claims_of(&table, &choice).map_err(|error| anyhow!(explain_columns(&error, lang)))
}

/// Reads a table in any format, with the header that suits the columns best.
pub fn open(path: &Path, sheet: Option<&str>, choice: &ColumnChoice, lang: Lang) -> Result<Table> {
    let header = header_finder(choice);
    let options = TableOptions { sheet, header: &header, ..TableOptions::default() };
    let bytes = bytes(path).context(lang.pick("lecture impossible", "cannot be read"))?;
    table::read_bytes(bytes, &options).map_err(|error| anyhow!(explain_table(&error, lang)))
}

fn bytes(path: &Path) -> std::io::Result<Vec<u8>> {
    if path != Path::new("-") {
        return std::fs::read(path);
    }
    let mut bytes = Vec::new();
    std::io::stdin().read_to_end(&mut bytes)?;
    Ok(bytes)
}

pub fn explain_table(error: &TableError, lang: Lang) -> String {
    match error {
        TableError::Empty => lang.pick("le fichier est vide", "the file is empty").into(),
        TableError::StrayQuote { line, opened } => lang.pick(
            format!(
                "ligne {line} : du texte suit un guillemet fermant, dans une cellule ouverte ligne {opened}. Doubler les \
                 guillemets à l'intérieur d'une cellule : \"CPTS \"\"Nord\"\"\""
            ),
            format!(
                "line {line}: text follows a closing quote, in a cell opened on line {opened}. Double the quotes inside a \
                 cell: \"CPTS \"\"Nord\"\"\""
            ),
        ),
        TableError::UnclosedQuote { opened } => lang.pick(
            format!("ligne {opened} : un guillemet est ouvert et jamais refermé. Le fermer, ou l'ôter"),
            format!("line {opened}: a quote is opened and never closed. Close it, or take it off"),
        ),
        TableError::NotATable { found } => lang.pick(
            format!(
                "ce n'est pas une table (détail : {}). Formats lus : CSV ou TSV, XLSX, XLS, ODS, Parquet, JSON, GeoJSON, \
                 seuls ou en .zip, .gz ou .xz",
                found::content(found)
            ),
            format!("not a table: {found}. Formats read: {TABLE_FORMATS}"),
        ),
        TableError::NoSuchSheet { name, names } => {
            let names = names.join(" | ");
            lang.pick(
                format!("pas de feuille « {name} ». Feuilles du classeur : {names}"),
                format!("no sheet \"{name}\". Sheets of the workbook: {names}"),
            )
        }
        TableError::NoSheets { name, format } => {
            let format = lang.pick(format.replace("a text such as", "un texte comme le"), (*format).to_owned());
            lang.pick(
                format!(
                    "--sheet {name} : le fichier est {format}, sans feuilles. Ôter --sheet, ou donner le classeur lui-même"
                ),
                format!("--sheet {name}: the file is {format}, without sheets. Leave --sheet out, or give the workbook itself"),
            )
        }
        TableError::SeveralFiles { names } => {
            let names = names.join(" | ");
            lang.pick(
                format!("l'archive contient plusieurs fichiers ; en nommer un avec --sheet : {names}"),
                format!("several files in the archive; name one with --sheet: {names}"),
            )
        }
        TableError::Password => lang
            .pick(
                "le classeur est protégé par un mot de passe. L'enregistrer sans mot de passe",
                "the workbook is protected by a password. Save it without one",
            )
            .into(),
        TableError::TooLarge { name, limit, .. } => {
            let limit = limit >> 20;
            lang.pick(
                format!("{name} dépasse {limit} Mio une fois décompressé, ce qu'aucune table n'atteint. Vérifier le fichier"),
                format!("{name} unpacks to more than {limit} MiB, which no table does. Check the file"),
            )
        }
        TableError::TooManyCells { line } => lang.pick(
            format!("plus de 268 millions de cellules dès la ligne {line}. Vérifier le fichier"),
            format!("more than 268 million cells by row {line}. Check the file"),
        ),
        TableError::Malformed { reason } => {
            lang.pick(
                format!("fichier abîmé ou incomplet (détail : {reason}). L'enregistrer ou le télécharger à nouveau"),
                format!("damaged or incomplete file: {reason}. Save or download it again"),
            )
        }
        TableError::RowTooLong { line } => lang.pick(
            format!("ligne {line} : plus de 4 Gio de texte dans une seule ligne. Vérifier le fichier"),
            format!("line {line}: more than 4 GiB of text in one row. Check the file"),
        ),
        TableError::Io { .. } => error.to_string(),
    }
}

/// A choice of columns that cannot be understood, in words.
pub fn explain_choice(error: &ChoiceError, lang: Lang) -> String {
    let keys = ColumnChoice::KEYS.iter().take(Column::ALL.len()).map(|(key, _)| *key).collect::<Vec<_>>().join(", ");
    match error {
        ChoiceError::NotAnAssignment { text } => lang.pick(
            format!("--columns : « {text} » n'est pas de la forme clé=colonne ; écrire par exemple code=COM,cpts=NOM"),
            format!("--columns: \"{text}\" is not key=column; write for example code=COM,cpts=NOM"),
        ),
        ChoiceError::UnknownKey { key } => lang.pick(
            format!("--columns : clé inconnue « {key} » ; clés admises : {keys}"),
            format!("--columns: unknown key \"{key}\"; known keys: {keys}"),
        ),
        ChoiceError::Twice { key } => {
            lang.pick(format!("--columns : « {key} » donné deux fois"), format!("--columns: \"{key}\" is given twice"))
        }
    }
}

/// Columns that cannot be told, in words.
pub fn explain_columns(error: &ColumnsError, lang: Lang) -> String {
    let read = |header: &[String]| header.join(" | ");
    match error {
        ColumnsError::Missing { wanted, header } => {
            let (what, key) = match wanted.as_slice() {
                [Column::Code] => (lang.pick("du code INSEE des communes", "the communes' INSEE code"), "code"),
                _ => (lang.pick("de l'identifiant ou du nom des CPTS", "the identifier or name of the CPTS"), "cpts"),
            };
            let names = wanted.iter().map(|column| column.name()).collect::<Vec<_>>();
            let (or, header) = (names.join(lang.pick(" ou ", " or ")), read(header));
            lang.pick(
                format!(
                    "pas de colonne {what}. Nommer l'une d'elles {or}, ou la désigner : --columns {key}=NOM. Colonnes \
                     lues : {header}"
                ),
                format!(
                    "no column for {what}. Name one of them {or}, or say which it is: --columns {key}=NAME. Columns \
                     read: {header}"
                ),
            )
        }
        ColumnsError::Twice { column, names: [a, b] } => {
            let name = column.name();
            lang.pick(
                format!(
                    "deux colonnes pour {name} : « {a} » et « {b} ». En choisir une avec --columns, par son nom ou son rang \
                     ({name}=1 : la première de la table), ou renommer ou supprimer l'autre"
                ),
                format!(
                    "two columns for {name}: \"{a}\" and \"{b}\". Choose one with --columns, by its name or its place \
                     ({name}=1: the first of the table), or rename or remove the other"
                ),
            )
        }
        ColumnsError::NotThere { column, name, header } => {
            let (what, header) = (column.name(), read(header));
            lang.pick(
                format!("--columns : pas de colonne « {name} » (pour {what}). Colonnes lues : {header}"),
                format!("--columns: no column \"{name}\" (for {what}). Columns read: {header}"),
            )
        }
    }
}

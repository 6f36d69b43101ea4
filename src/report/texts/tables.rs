//! In words: what was noticed about the file of the table, and about its form.

use crate::formats::table::TableNote;
use crate::report::Lang;
use crate::territory::FormNote;

/// Names shown of a long list.
const SHOWN: usize = 8;

fn list(names: &[String], lang: Lang) -> String {
    let more = if names.len() > SHOWN { format!(", … ({})", names.len()) } else { String::new() };
    names.iter().take(SHOWN).map(|name| quoted(name, lang)).collect::<Vec<_>>().join(", ") + &more
}

fn quoted(text: &str, lang: Lang) -> String {
    lang.pick(format!("« {text} »"), format!("\"{text}\""))
}

/// What was noticed about the file.
pub fn table_note(note: &TableNote, lang: Lang) -> String {
    match note {
        TableNote::Encoding { encoding, guessed: false } => {
            lang.pick(format!("texte lu en {}", encoding.name()), format!("text read as {}", encoding.name()))
        }
        TableNote::Encoding { encoding, guessed: true } => lang.pick(
            format!("texte lu en {}, deviné d'après ses lettres accentuées", encoding.name()),
            format!("text read as {}, guessed from its accented letters", encoding.name()),
        ),
        TableNote::MixedEncoding { encoding, lines, count } => {
            let named = lines.iter().map(u64::to_string).collect::<Vec<_>>().join(", ");
            let (more, name) = (if (lines.len() as u64) < *count { "…" } else { "" }, encoding.name());
            lang.pick(
                format!("texte en UTF-8, sauf {count} lignes lues en {name} : {named}{more}"),
                format!("text in UTF-8 but for {count} lines, read as {name}: {named}{more}"),
            )
        }
        TableNote::Delimiter { taken, other } => {
            let name =
                |sign: &char| if *sign == '\t' { lang.pick("tabulation", "tab").to_owned() } else { sign.to_string() };
            let (taken, other) = (name(taken), name(other));
            lang.pick(
                format!("séparateur « {taken} » retenu ; « {other} » était possible"),
                format!("separator \"{taken}\" taken; \"{other}\" was possible"),
            )
        }
        TableNote::Sheet { name, others, tied } if tied.is_empty() => lang.pick(
            format!("feuille lue : « {name} » ; autres feuilles : {}", list(others, lang)),
            format!("sheet read: \"{name}\"; other sheets: {}", list(others, lang)),
        ),
        TableNote::Sheet { name, tied, .. } => lang.pick(
            format!("feuille lue : « {name} », la première de plusieurs semblables : {}", list(tied, lang)),
            format!("sheet read: \"{name}\", the first of several that are alike: {}", list(tied, lang)),
        ),
        TableNote::TitleRows { rows, first } => {
            let rows = lang.nouns(
                *rows,
                ["ligne de titre passée", "lignes de titre passées"],
                ["title row skipped", "title rows skipped"],
            );
            lang.pick(
                format!("{rows} au-dessus de l'en-tête : « {first} »"),
                format!("{rows} above the header: \"{first}\""),
            )
        }
        TableNote::FormulasWithoutValue { cells, first } => {
            let cells = lang.nouns(*cells, ["formule", "formules"], ["formula", "formulas"]);
            lang.pick(
                format!("{cells} sans valeur enregistrée, lues comme vides ; la première en {first}"),
                format!("{cells} without a saved value, read as empty; the first in {first}"),
            )
        }
        TableNote::ErrorCells { cells, first } => {
            let cells = lang.nouns(*cells, ["cellule", "cellules"], ["cell", "cells"]);
            lang.pick(
                format!("{cells} en erreur ; la première en {first}"),
                format!("{cells} in error; the first in {first}"),
            )
        }
        TableNote::MergedCells { rows, first } => {
            let rows = lang.nouns(*rows, ["ligne reprend", "lignes reprennent"], ["row takes", "rows take"]);
            lang.pick(
                format!("{rows} le texte d'une cellule fusionnée au-dessus ; la première en {first}"),
                format!("{rows} the text of a merged cell above; the first in {first}"),
            )
        }
        TableNote::ColumnsLeftOut { names } => lang.pick(
            format!("colonnes de listes ou de structures, non lues : {}", list(names, lang)),
            format!("columns of lists or structures, not read: {}", list(names, lang)),
        ),
    }
}

/// What to do about it; empty where there is nothing to do.
pub fn table_correction(note: &TableNote, lang: Lang) -> &'static str {
    match note {
        TableNote::MixedEncoding { .. } => {
            lang.pick("vérifier les noms de ces lignes", "check the names on those lines")
        }
        TableNote::Delimiter { .. } => lang.pick("vérifier les colonnes lues", "check the columns read"),
        TableNote::Sheet { tied, .. } if !tied.is_empty() => {
            lang.pick("choisir la feuille avec --sheet", "choose the sheet with --sheet")
        }
        TableNote::FormulasWithoutValue { .. } => lang.pick(
            "ouvrir le classeur dans un tableur et l'enregistrer",
            "open the workbook in a spreadsheet and save it",
        ),
        TableNote::ErrorCells { .. } => lang.pick("corriger ces cellules", "correct those cells"),
        _ => "",
    }
}

/// What was noticed about the form.
pub fn form_note(note: &FormNote, lang: Lang) -> String {
    match note {
        FormNote::Lists { column, signs } => {
            let name = |sign: &char| match sign {
                ' ' => lang.pick("espace", "space").to_owned(),
                '\n' => lang.pick("retour à la ligne", "line break").to_owned(),
                sign => quoted(&sign.to_string(), lang),
            };
            let signs = signs.iter().map(name).collect::<Vec<_>>().join(", ");
            lang.pick(
                format!("listes de codes dans « {column} », séparés par : {signs}"),
                format!("lists of codes in \"{column}\", separated by: {signs}"),
            )
        }
        FormNote::Across { columns } => lang.pick(
            format!("une ligne par CPTS, codes dans plusieurs colonnes : {}", list(columns, lang)),
            format!("a row a CPTS, codes in several columns: {}", list(columns, lang)),
        ),
        FormNote::ColumnPerCpts { cpts, unread } => unread_too(
            lang.pick(
                format!("une colonne par CPTS, codes en dessous : {}", list(cpts, lang)),
                format!("a column a CPTS, codes below: {}", list(cpts, lang)),
            ),
            unread,
            lang,
        ),
        FormNote::Marks { cpts, unread } => unread_too(
            lang.pick(
                format!("une colonne à cocher par CPTS : {}", list(cpts, lang)),
                format!("a column of marks a CPTS: {}", list(cpts, lang)),
            ),
            unread,
            lang,
        ),
        FormNote::RowNumbers { column } => lang.pick(
            format!("« {column} » numérote les lignes : ce n'est pas l'identifiant des CPTS, leur nom en tient lieu"),
            format!("\"{column}\" numbers the rows: it does not identify CPTS, their names do"),
        ),
        FormNote::CodesByContent { column } => lang.pick(
            format!("codes INSEE lus dans la colonne « {column} »"),
            format!("INSEE codes read in the column \"{column}\""),
        ),
    }
}

fn unread_too(text: String, unread: &[String], lang: Lang) -> String {
    if unread.is_empty() {
        return text;
    }
    text + &lang.pick(
        format!(" ; colonnes non lues : {}", list(unread, lang)),
        format!("; columns not read: {}", list(unread, lang)),
    )
}

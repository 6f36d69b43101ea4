//! The last sheet: every column of every sheet, what it means, and where the CSV files hold it.

use rust_xlsxwriter::{FormatAlign, Url, Worksheet, XlsxError};

use super::columns::{Column, Kind};
use super::tables::TABLES;
use super::{print, style, widths};
use crate::report::Lang;
use crate::report::model::Report;

/// Name of the sheet.
pub(super) fn name(lang: Lang) -> &'static str {
    lang.pick("Lexique", "Glossary")
}

/// Columns that the workbook adds.
const ADDED: [&str; 7] =
    ["nom_departement", "nom_region", "nom_epci", "commune_principale", "communes_noms", "cpts_noms", "cpts_nom"];

/// Signs of the column of meanings.
const MEANING: usize = 90;

/// Row of the heads.
const HEAD: u32 = 2;

/// Writes it; `headers` are the columns of each table.
pub(super) fn write(report: &Report, headers: &[&[&'static str]], lang: Lang) -> Result<Worksheet, XlsxError> {
    let mut sheet = Worksheet::new();
    sheet.set_name(name(lang))?.set_screen_gridlines(false);
    sheet.write_string_with_format(0, 0, name(lang), &style::title())?;
    let about = lang.pick(
        "Chaque colonne du classeur, ce qu’elle veut dire, et son nom dans les fichiers CSV du rapport.",
        "Every column of the workbook, what it means, and its name in the report’s CSV files.",
    );
    sheet.write_string_with_format(1, 0, about, &style::subtitle())?;
    let heads = lang.pick(
        ["Feuille", "Colonne", "Sens", "Fichier", "Nom dans le fichier"],
        ["Sheet", "Column", "Meaning", "File", "Name in the file"],
    );
    for (at, (title, width)) in (0..).zip(heads.into_iter().zip([30, 34, MEANING, 30, 34])) {
        sheet.write_string_with_format(HEAD, at, title, &style::head())?;
        sheet.set_column_width(at, width as f64)?;
    }
    let (top, prose) = (style::cells(Kind::Text), style::cells(Kind::Prose));
    let mut row = HEAD;
    for (table, header) in TABLES.iter().zip(headers) {
        let place = lang.pick(table.name[0], table.name[1]);
        for name in *header {
            row += 1;
            let column = Column::of(table.form, name, lang);
            let link = Url::new(format!("internal:'{place}'!A1")).set_text(place);
            sheet.write_url_with_format(row, 0, link, &style::link().set_align(FormatAlign::Top))?;
            sheet.write_string_with_format(row, 1, column.title, &top)?;
            sheet.write_string_with_format(row, 2, column.note, &prose)?;
            let (file, name) =
                if is_added(table.form, name) { (String::new(), "") } else { (table.files_text(), *name) };
            let lines = widths::prose_lines(column.note, MEANING).max(widths::lines(&file, 30));
            sheet.set_row_height(row, widths::height(lines))?;
            sheet.write_string_with_format(row, 3, file, &prose)?.write_string_with_format(row, 4, name, &top)?;
        }
    }
    sheet.autofilter(HEAD, 0, row.max(HEAD + 1), 4)?;
    sheet.set_freeze_panes(HEAD + 1, 2)?;
    let form = print::Form { head: HEAD, corner: (row.max(HEAD + 1), 4), pinned: 0, width: 190 };
    print::table(&mut sheet, report, name(lang), &form, lang)?;
    Ok(sheet)
}

/// Whether a column is only in the workbook.
pub(super) fn is_added(form: &str, column: &str) -> bool {
    let holds_names = ["territoires", "seuils", "echeances", "financement"].contains(&form);
    let is_level_of_rates = form == "couverture" && column == "niveau";
    is_level_of_rates || (ADDED.contains(&column) && !(column == "cpts_nom" && holds_names))
}

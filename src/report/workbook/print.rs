//! How sheets are printed: A4, one page wide, heads on every page, source and page number at the foot.

use rust_xlsxwriter::{Worksheet, XlsxError};

use crate::report::Lang;
use crate::report::model::Report;
use crate::report::texts::kind_and_year;

/// A4, in the numbers of the format.
const A4: u8 = 9;

/// Signs that a head or a foot holds, with its controls.
const MOST: usize = 250;

/// Signs that a page holds across, so that they can still be read.
const ACROSS: usize = 260;

/// A sheet with a table: the row of its heads and its first columns are on every page.
pub(super) struct Form {
    /// Row of the heads.
    pub head: u32,
    /// Last row and column.
    pub corner: (u32, u16),
    /// Columns on every page.
    pub pinned: u16,
    /// Signs across.
    pub width: usize,
}

/// Sets up the page of a table.
pub(super) fn table(
    sheet: &mut Worksheet,
    report: &Report,
    name: &str,
    form: &Form,
    lang: Lang,
) -> Result<(), XlsxError> {
    page(sheet, report, name, lang);
    let pages = form.width.div_ceil(ACROSS).max(1) as u16;
    sheet.set_landscape().set_print_fit_to_pages(pages, 0).set_repeat_rows(form.head, form.head)?;
    // Long lists run on beyond the last column.
    sheet.set_print_area(0, 0, form.corner.0, form.corner.1)?;
    if form.pinned > 0 && pages > 1 {
        sheet.set_repeat_columns(0, form.pinned - 1)?;
    }
    Ok(())
}

/// What all sheets have.
pub(super) fn page(sheet: &mut Worksheet, report: &Report, name: &str, lang: Lang) {
    sheet.set_paper_size(A4).set_margins(0.4, 0.4, 0.7, 0.7, 0.3, 0.3);
    let title = plain(&title(report, lang), MOST / 2);
    sheet.set_header(format!("&L{title}&R{}", plain(name, MOST / 2 - 10)));
    let pages = lang.pick("Page &P sur &N", "Page &P of &N");
    sheet.set_footer(format!("&L{}&R{pages}", plain(&source(report, lang), MOST - pages.len() - 5)));
}

/// What the report is about.
pub(super) fn title(report: &Report, lang: Lang) -> String {
    let scope = report.options.scope.area(&report.reference.areas).name;
    lang.pick(format!("Couverture par les CPTS – {scope}"), format!("CPTS coverage – {scope}"))
}

/// Whose contours and populations.
pub(super) fn source(report: &Report, lang: Lang) -> String {
    let (metadata, years) = (&report.reference.metadata, kind_and_year(&report.reference.metadata, lang));
    let cog = metadata.cog;
    match &report.reference.boundaries {
        None => lang.pick(
            format!("Source : contours IGN, populations INSEE {years}, COG {cog}"),
            format!("Source: contours IGN, populations INSEE {years}, COG {cog}"),
        ),
        Some(boundaries) => {
            let files = boundaries.files.join(", ");
            lang.pick(
                format!("Source : populations INSEE {years}, COG {cog} ; contours : {files}"),
                format!("Source: populations INSEE {years}, COG {cog}; boundaries: {files}"),
            )
        }
    }
}

/// A text for a head or a foot: their sign of control is written twice.
fn plain(text: &str, most: usize) -> String {
    let mut kept = String::new();
    for sign in text.chars() {
        let sign = if sign == '&' { "&&".to_owned() } else { sign.to_string() };
        if kept.chars().count() + sign.len() > most {
            kept.push('…');
            break;
        }
        kept.push_str(&sign);
    }
    kept
}

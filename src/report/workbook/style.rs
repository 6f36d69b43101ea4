//! Colours and formats of the workbook: those of the page's light theme. Stages and sizes are rows of one hue from dark
//! to light, told apart by lightness alone, so by every eye and on a grey print.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

use super::columns::Kind;
use crate::report::Lang;

/// Heads, titles and links.
pub(super) const ACCENT: Color = Color::RGB(0x000b_5a8f);
/// The ground of totals and of what is chosen.
pub(super) const ACCENT_GROUND: Color = Color::RGB(0x00e4_f0f8);
/// Less important text.
pub(super) const QUIET: Color = Color::RGB(0x0051_5963);
/// Lines between cells.
pub(super) const LINE: Color = Color::RGB(0x00d5_d9df);
/// Grounds of a share of nothing and of all: those between are between. (Bars would need parts of the format that not
/// every program reads.)
pub(super) const NONE: Color = Color::RGB(0x00ff_ffff);
pub(super) const ALL: Color = Color::RGB(0x008d_bbdb);
/// Texts on light grounds.
pub(super) const TEXT: Color = Color::RGB(0x0016_191d);
/// Errors.
pub(super) const WARN: Color = Color::RGB(0x00a3_260f);
const ON_DARK: Color = Color::RGB(0x00ff_ffff);

/// Ground and text of each stage, the most advanced first, then of no stage.
pub(super) const STAGES: [(Color, Color); 5] = [
    (Color::RGB(0x0015_527f), ON_DARK),
    (Color::RGB(0x0043_87b8), ON_DARK),
    (Color::RGB(0x008d_bbdb), TEXT),
    (Color::RGB(0x00c9_dfef), TEXT),
    (Color::RGB(0x00e9_e3d3), TEXT),
];

/// Ground and text of each size, from 1.
pub(super) const SIZES: [(Color, Color); 4] = [
    (Color::RGB(0x00d6_e8c9), TEXT),
    (Color::RGB(0x0093_c48b), TEXT),
    (Color::RGB(0x004a_9661), ON_DARK),
    (Color::RGB(0x0017_603f), ON_DARK),
];

/// Ground and text of overlaps.
pub(super) const OVERLAP: (Color, Color) = (Color::RGB(0x00f9_d7d9), WARN);
/// Ground and text of white zones.
pub(super) const WHITE: (Color, Color) = (Color::RGB(0x00c6_c6c6), TEXT);
/// Ground and text of errors and of warnings.
pub(super) const SEVERITIES: [(Color, Color); 2] = [(WARN, ON_DARK), (Color::RGB(0x00fd_d0a2), TEXT)];

/// A format of cells of a kind.
pub(super) fn cells(kind: Kind) -> Format {
    let format = lined(Format::new().set_align(FormatAlign::Top));
    // Numbers keep away from the texts of the next column.
    let format = if kind.is_number() { format.set_align(FormatAlign::Right).set_indent(1) } else { format };
    match kind {
        Kind::Prose => format.set_text_wrap(),
        Kind::Lines => format.set_align(FormatAlign::Left).set_num_format("0"),
        Kind::Count => format.set_num_format("#,##0"),
        Kind::Euros => format.set_num_format("#,##0 \"€\""),
        Kind::EurosMore => format.set_num_format("+#,##0 \"€\";-#,##0 \"€\";0 \"€\""),
        Kind::EurosEach => format.set_num_format("#,##0.00 \"€\""),
        Kind::Percent => format.set_num_format("0.00%"),
        Kind::Decimal => format.set_num_format("#,##0.00"),
        Kind::Tenth => format.set_num_format("#,##0.0"),
        Kind::Text | Kind::Word | Kind::Words | Kind::List | Kind::Neighbours | Kind::Date => format,
    }
}

/// Thin lines below and beside, which are printed too.
fn lined(format: Format) -> Format {
    let format = format.set_border_bottom(FormatBorder::Thin).set_border_bottom_color(LINE);
    format.set_border_right(FormatBorder::Thin).set_border_right_color(LINE)
}

/// The format of days.
pub(super) fn days(lang: Lang) -> Format {
    let form = lang.pick("dd/mm/yyyy", "yyyy-mm-dd");
    cells(Kind::Date).set_num_format(form).set_align(FormatAlign::Left)
}

/// Heads of columns.
pub(super) fn head() -> Format {
    let format = Format::new().set_bold().set_font_color(ON_DARK).set_background_color(ACCENT);
    format.set_text_wrap().set_align(FormatAlign::Top).set_border_right(FormatBorder::Thin).set_border_right_color(LINE)
}

/// The title of a sheet.
pub(super) fn title() -> Format {
    Format::new().set_bold().set_font_size(16).set_font_color(ACCENT)
}

/// What a sheet holds, under its title.
pub(super) fn subtitle() -> Format {
    Format::new().set_font_color(QUIET)
}

/// A link.
pub(super) fn link() -> Format {
    Format::new().set_font_color(ACCENT).set_underline(rust_xlsxwriter::FormatUnderline::Single)
}

/// The title of a part of a sheet.
pub(super) fn section() -> Format {
    let format = Format::new().set_bold().set_font_size(12).set_font_color(ACCENT);
    format.set_border_bottom(FormatBorder::Medium).set_border_bottom_color(ACCENT)
}

/// The row of totals: a line above and a ground.
pub(super) fn total(of: &Format) -> Format {
    let format = of.clone().set_bold().set_background_color(ACCENT_GROUND);
    format.set_border_top(FormatBorder::Medium).set_border_top_color(ACCENT)
}

/// A format that a rule gives.
pub(super) fn painted((ground, text): (Color, Color)) -> Format {
    Format::new().set_background_color(ground).set_font_color(text)
}

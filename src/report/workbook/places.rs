//! Where things are in the workbook, for what points at them from other sheets.

use crate::report::Lang;

/// Row of the heads; the title and what a row is stand above.
pub(super) const HEAD: u32 = 2;

/// Name of the first sheet.
pub(super) fn summary(lang: Lang) -> &'static str {
    lang.pick("Synthèse", "Summary")
}

//! `rapport.html`: the whole report as one page that opens without a server, a network or another file.
//!
//! - *skeleton*, *style*, *modules*: the files of `assets/viewer/`, put into one text by [`assets`];
//! - *data*: what the page shows, as JSON in the same text. Tables are the very [`Sheet`](super::sheet::Sheet)s that the
//!   CSV files are written from, by [`columns`], so that digits agree;
//! - *excerpts*: of long tables, the part that the page shows ([`excerpts`]); the files have the whole;
//! - *map*: contours of the units as arcs ([`arcs`]) in whole steps of a plane ([`plane`]): Lambert-93, and beside it
//!   the overseas departments in *insets*, each in its own projection and scale.
//!
//! Nothing in the page is a clock or a random number: the same report gives the same bytes.

mod arcs;
mod assets;
mod columns;
mod data;
mod excerpts;
mod map;
mod plane;
#[cfg(test)]
mod tests;

use std::io;

use super::Lang;
use super::model::Report;

/// The page. `lang` is the language that it opens in; it holds both.
pub(super) fn html(report: &Report, lang: Lang) -> io::Result<Vec<u8>> {
    let scope = report.options.scope.area(&report.reference.areas);
    let title =
        lang.pick(format!("Couverture par les CPTS – {}", scope.name), format!("CPTS coverage – {}", scope.name));
    let data = serde_json::to_string(&data::page(report, lang)?)?;
    Ok(assets::page(&title, lang, &data).into_bytes())
}

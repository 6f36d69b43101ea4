//! `carte.svg` and `carte.png`: the map of a report as a page that people print, or put on a slide; and one for each CPTS.
//!
//! - *unit of the page*: a hundredth of a millimetre. Every coordinate is a whole number of them, so no digit depends on a
//!   machine; a page is A4.
//! - *ground*: the units of a report, put together by what is drawn alike ([`ground`]).
//! - *frame*: a part of the page with one projection and one scale ([`frame`]): the main one, and *insets*.
//! - *letters*: outlines of a typeface, from `assets/letters.txt` ([`letters`]). Texts are drawn as paths, so that a page
//!   looks the same on every machine, with or without fonts; readers aloud have titles and labels.
//!
//! Hatching and dots are drawn as lines too, for not every program that opens SVG knows patterns. The PNG is that SVG, drawn.

mod card;
mod card_panel;
mod colours;
mod file_names;
mod frame;
mod furniture;
mod ground;
mod hatch;
mod heading;
mod labels;
mod layout;
mod legend;
mod letters;
mod map;
mod names;
mod naming;
mod paint;
mod path;
mod png;
mod svg;

pub use card::{CARDS_FOLDER, cards};
pub(super) use map::map;
pub(super) use png::png;

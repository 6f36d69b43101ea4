//! Colours of the pictures: those of the page's light theme (`assets/viewer/colours.js`).
//!
//! Stages are one hue from dark to light, told apart by lightness alone. Greys that come near one of them on a grey print
//! have a texture: white zones are dotted, overlaps are hatched.

use crate::territory::Stage;

/// Stages in the order of [`Stage::ALL`], then no stage.
const STAGES: [&str; 5] = ["#15527f", "#4387b8", "#8dbbdb", "#c9dfef", "#e9e3d3"];
/// Ground of white zones, their outline, their dots.
pub(super) const WHITE: &str = "#d3d3d3";
pub(super) const WHITE_LINE: &str = "#5f5f5f";
pub(super) const WHITE_DOT: &str = "#8c8c8c";
/// Ground of overlaps, and their hatching.
pub(super) const OVERLAP: &str = "#fdeeee";
pub(super) const HATCH: &str = "#c0182b";
/// Between CPTS.
pub(super) const OUTLINE: &str = "#ffffff";
/// Around the land.
pub(super) const COAST: &str = "#4c5663";
/// Of departments, regions, and the scope of the report.
pub(super) const BORDER: &str = "#1b1e23";
/// On the card of a CPTS: other CPTS, land beyond the scope, borders of communes, the outline of the CPTS.
pub(super) const OTHER: &str = "#e3e9ef";
pub(super) const BEYOND: &str = "#f6f5f2";
pub(super) const COMMUNE: &str = "#9aa7b5";
pub(super) const CHOSEN: &str = "#d9480f";
/// Frames of insets.
pub(super) const FRAME: &str = "#a3abb5";
/// Texts, less important ones, and what stands out.
pub(super) const TEXT: &str = "#14171c";
pub(super) const QUIET: &str = "#515963";
pub(super) const ACCENT: &str = "#0b5a8f";
/// Around names on the map.
pub(super) const HALO: &str = "#ffffff";
/// The page.
pub(super) const PAPER: &str = "#ffffff";

/// The colour of a stage.
pub(super) fn stage(stage: Option<Stage>) -> &'static str {
    STAGES[stage.map_or(STAGES.len() - 1, |stage| stage as usize)]
}

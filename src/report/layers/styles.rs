//! How QGIS draws the layers: styles as QML documents, in the colours of the page (`assets/viewer/colours.js`).
//!
//! Properties are told twice, as `Option` and as `prop`: QGIS reads the first since 3.26, the second before.

use std::fmt::Write;

use super::kind::LayerKind;
use crate::report::Lang;
use crate::territory::Stage;

/// Colours of the stages, the most advanced first, and of CPTS without one.
const STAGES: [&str; 5] = ["21,82,127", "67,135,184", "141,187,219", "201,223,239", "233,227,211"];
const BETWEEN: &str = "255,255,255";
const WHITE: &str = "198,198,198";
const WHITE_LINE: &str = "95,95,95";
const HATCH: &str = "192,24,43";
const COMMUNE: &str = "118,130,144";
const DEPARTMENT: &str = "43,47,54";

/// The style of a layer.
pub(super) fn qml(kind: LayerKind, lang: Lang) -> String {
    let renderer = match kind {
        LayerKind::Territories => by_stage(lang),
        LayerKind::Communes => single(&outline(COMMUNE, "0.1")),
        LayerKind::WhiteZones => single(&fill(WHITE, WHITE_LINE, "0.15")),
        LayerKind::Overlaps => single(&(veil() + &hatching(HATCH) + &outline(HATCH, "0.3"))),
        LayerKind::Departments => single(&outline(DEPARTMENT, "0.4")),
    };
    format!(
        "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n\
         <qgis version=\"3.22\" styleCategories=\"Symbology\">\n{renderer}</qgis>\n"
    )
}

fn single(layers: &str) -> String {
    let symbol = symbol("0", "fill", layers);
    format!(
        "<renderer-v2 type=\"singleSymbol\" enableorderby=\"0\" forceraster=\"0\" symbollevels=\"0\">\n<symbols>\n{symbol}</symbols>\n</renderer-v2>\n"
    )
}

/// A category a stage; the last takes every other value, and those without one.
fn by_stage(lang: Lang) -> String {
    let labels = Stage::ALL.iter().map(|stage| (stage.label(), stage_name(*stage, lang)));
    let labels = labels.chain([("", lang.pick("stade inconnu", "unknown stage"))]);
    let (mut categories, mut symbols) = (String::new(), String::new());
    for (index, ((value, label), colour)) in labels.zip(STAGES).enumerate() {
        let (value, label) = (escaped(value), escaped(label));
        // Writing to a text cannot fail.
        let _ = writeln!(
            categories,
            "<category value=\"{value}\" symbol=\"{index}\" label=\"{label}\" type=\"string\" render=\"true\"/>"
        );
        symbols += &symbol(&index.to_string(), "fill", &fill(colour, BETWEEN, "0.3"));
    }
    format!(
        "<renderer-v2 type=\"categorizedSymbol\" attr=\"stade\" enableorderby=\"0\" forceraster=\"0\" symbollevels=\"0\">\n\
         <categories>\n{categories}</categories>\n<symbols>\n{symbols}</symbols>\n</renderer-v2>\n"
    )
}

fn stage_name(stage: Stage, lang: Lang) -> &'static str {
    match (lang, stage) {
        (Lang::Fr, stage) => stage.label(),
        (Lang::En, Stage::Aci) => "signed ACI",
        (Lang::En, Stage::Projet) => "health project validated",
        (Lang::En, Stage::Lettre) => "letter of intent validated",
        (Lang::En, Stage::PreProjet) => "first project",
    }
}

fn symbol(name: &str, kind: &str, layers: &str) -> String {
    format!(
        "<symbol name=\"{name}\" type=\"{kind}\" alpha=\"1\" clip_to_extent=\"1\" force_rhr=\"0\">\n{layers}</symbol>\n"
    )
}

/// A layer of a symbol with its properties, and what is drawn along its lines.
fn layer(class: &str, properties: &[(&str, &str)], within: &str) -> String {
    let (mut options, mut props) = (String::new(), String::new());
    for (name, value) in properties {
        let _ = writeln!(options, "<Option type=\"QString\" name=\"{name}\" value=\"{value}\"/>");
        let _ = writeln!(props, "<prop k=\"{name}\" v=\"{value}\"/>");
    }
    format!(
        "<layer class=\"{class}\" enabled=\"1\" locked=\"0\" pass=\"0\">\n<Option type=\"Map\">\n{options}</Option>\n\
         {props}{within}</layer>\n"
    )
}

/// White to half, so that lines show on every colour.
fn veil() -> String {
    layer("SimpleFill", &[("color", "255,255,255,140"), ("style", "solid"), ("outline_style", "no")], "")
}

fn fill(colour: &str, line: &str, width: &str) -> String {
    simple_fill(colour, "solid", line, width)
}

fn outline(line: &str, width: &str) -> String {
    simple_fill("0,0,0", "no", line, width)
}

/// Widths are in millimetres.
fn simple_fill(colour: &str, style: &str, line: &str, width: &str) -> String {
    let (colour, line) = (format!("{colour},255"), format!("{line},255"));
    let properties = [
        ("color", colour.as_str()),
        ("style", style),
        ("outline_color", &line),
        ("outline_style", "solid"),
        ("outline_width", width),
        ("outline_width_unit", "MM"),
        ("joinstyle", "round"),
    ];
    layer("SimpleFill", &properties, "")
}

/// Slanted lines.
fn hatching(colour: &str) -> String {
    let colour = format!("{colour},255");
    let line =
        [("line_color", colour.as_str()), ("line_style", "solid"), ("line_width", "0.35"), ("line_width_unit", "MM")];
    let line = symbol("@0@0", "line", &layer("SimpleLine", &line, ""));
    let properties = [("angle", "45"), ("distance", "1.4"), ("distance_unit", "MM"), ("color", &colour)];
    layer("LinePatternFill", &properties, &line)
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

//! `maillage boundaries`: what is wrong with boundaries, and boundaries mended.

use std::collections::BTreeSet;

use anyhow::{Context, Result, anyhow};
use maillage::cog::CommuneCode;
use maillage::coverage::repair::{RepairOptions, repair};
use maillage::coverage::validate::{Defect, Level, Options, Sizes, Validate};
use maillage::coverage::{Ellipsoid, FaceId, Shapes};
use maillage::formats::csv::Cell;
use maillage::formats::geojson;
use maillage::formats::layer::{Layer, Value};
use maillage::report::{Lang, Names, defect_json, defects_text, flaws_layer, problem_text, repair_text};

use super::args::{BoundariesCheckArgs, BoundariesRepairArgs, BoundaryFiles, CheckFormat, Common};
use super::{Outcome, input, output};

pub fn check(args: &BoundariesCheckArgs, common: &Common) -> Result<Outcome> {
    let lang = Lang::from(common.lang);
    let layer = read(&args.files, lang)?;
    let areas = sizes("--areas", args.areas.as_deref().unwrap_or(".."), lang)?;
    let bounded = |option, widths: &str| -> Result<Sizes> {
        let widths = sizes(option, widths, lang)?;
        Ok(Sizes { min_area: areas.min_width, max_area: areas.max_width, ..widths })
    };
    let options = Options {
        overlaps: bounded("--overlaps", &args.overlaps)?,
        gaps: bounded("--gaps", &args.gaps)?,
        mouth_width: args.mouth,
    };
    let mut defects = layer.shapes.validation_errors(&Ellipsoid::WGS84, &options);
    if !args.winding {
        defects.retain(|defect| !matches!(defect, Defect::WrongWinding { .. }));
    }
    let labels = labels(&layer);
    let names = Names(&labels);
    let text = match args.format {
        CheckFormat::Text => defects_text(&defects, names, lang),
        CheckFormat::Json => {
            let list: Vec<serde_json::Value> = defects.iter().map(|it| defect_json(it, names, lang)).collect();
            serde_json::to_string_pretty(&list)? + "\n"
        }
    };
    match &args.output {
        Some(path) => output::put_and_say(path, &flaws_layer(&defects, names)?, &text)?,
        None => output::print(text.as_bytes())?,
    }
    let is_error = |defect: &Defect| defect.level() == Level::Error;
    Ok(if defects.iter().any(is_error) { Outcome::RulesBroken } else { Outcome::Fine })
}

pub fn mend(args: &BoundariesRepairArgs, common: &Common) -> Result<Outcome> {
    let lang = Lang::from(common.lang);
    let layer = read(&args.files, lang)?;
    let options = RepairOptions {
        tolerance: args.tolerance,
        gap_width: args.tolerance,
        drop_duplicates: args.drop_duplicates,
        ..RepairOptions::default()
    };
    let repair = repair(&layer.shapes, &Ellipsoid::WGS84, &options);
    let bytes = written(&layer, &repair.shapes)?;
    let labels = labels(&layer);
    let text = repair_text(&repair, Names(&labels), args.tolerance, lang);
    output::put_and_say(&args.output, &bytes, &text)?;
    Ok(Outcome::Fine)
}

/// All files as one layer, without the cities that lie over their arrondissements.
fn read(files: &BoundaryFiles, lang: Lang) -> Result<Layer> {
    let mut all = Layer::default();
    for boundaries in input::layers(&files.files, files.layer.as_deref(), files.crs.as_deref())? {
        for entry in &boundaries.layer.problems {
            let (file, feature, problem) = (&boundaries.file, entry.feature + 1, problem_text(&entry.problem, lang));
            tell!(
                "{}",
                lang.pick(
                    format!("{file}, objet {feature} : {problem}"),
                    format!("{file}, feature {feature}: {problem}")
                )
            );
        }
        all.attributes.extend(boundaries.layer.attributes);
        all.shapes.append(boundaries.layer.shapes);
    }
    let labels = labels(&all);
    let in_parts: BTreeSet<CommuneCode> =
        labels.iter().filter_map(|label| label.parse().ok().and_then(CommuneCode::city)).collect();
    let over = |label: &String| label.parse().is_ok_and(|code: CommuneCode| in_parts.contains(&code));
    let kept: Vec<FaceId> = (0..).zip(&labels).filter(|(_, label)| !over(label)).map(|(face, _)| face).collect();
    if kept.len() < labels.len() {
        let left: Vec<&str> = labels.iter().filter(|label| over(label)).map(String::as_str).collect();
        let left = left.join(", ");
        tell!(
            "{}",
            lang.pick(
                format!("{left} : avec leurs arrondissements dans le fichier, ils sont laissés de côté"),
                format!("{left}: left out, for the file holds their arrondissements"),
            )
        );
        all.shapes = all.shapes.select(&kept);
        all.attributes = kept.iter().map(|&face| all.attributes[face as usize].clone()).collect();
    }
    Ok(all)
}

/// What features are called: their INSEE code where all have one of their own, else their number.
fn labels(layer: &Layer) -> Vec<String> {
    let Some(first) = layer.attributes.first() else { return Vec::new() };
    let code = |value: Option<&Value>| value.map(Value::to_text).filter(|text| text.parse::<CommuneCode>().is_ok());
    for name in first.keys() {
        let codes: Option<Vec<String>> = layer.attributes.iter().map(|it| code(it.get(name))).collect();
        let Some(codes) = codes else { continue };
        let distinct: BTreeSet<&String> = codes.iter().collect();
        // A column of departments or postal codes repeats; a code given twice by mistake does not stand in the way.
        if 10 * distinct.len() >= 9 * codes.len() {
            return codes;
        }
    }
    (0..layer.attributes.len()).map(|feature| format!("#{feature}")).collect()
}

/// A range of widths or areas: `0..5`, `10..`, `..`, or `none`.
fn sizes(option: &str, text: &str, lang: Lang) -> Result<Sizes> {
    if matches!(text, "none" | "aucun") {
        return Ok(Sizes::NONE);
    }
    let bad = || {
        anyhow!(lang.pick(
            format!("{option} : « {text} » n'est pas un intervalle ; écrire par exemple 0..5, 10.., .. ou aucun"),
            format!("{option}: {text:?} is not a range; write for example 0..5, 10.., .. or none"),
        ))
    };
    let (low, high) = text.split_once("..").ok_or_else(bad)?;
    let number = |text: &str, default: f64| {
        if text.is_empty() { Ok(default) } else { text.replace(',', ".").parse::<f64>().map_err(|_| bad()) }
    };
    let (low, high) = (number(low, 0.0)?, number(high, f64::INFINITY)?);
    if !(low >= 0.0 && low <= high) {
        return Err(bad());
    }
    Ok(Sizes { min_width: low, max_width: high, ..Sizes::ALL })
}

/// The features with their attributes and other polygons.
fn written(layer: &Layer, shapes: &Shapes) -> Result<Vec<u8>> {
    let names: BTreeSet<&str> =
        layer.attributes.iter().flat_map(|attributes| attributes.keys().map(String::as_str)).collect();
    let header: Vec<&str> = names.into_iter().collect();
    let faces: Vec<_> = (0..shapes.face_count() as FaceId).map(|face| shapes.face(face)).collect();
    let rows: Vec<(Vec<Cell>, _)> = layer
        .attributes
        .iter()
        .zip(&faces)
        .map(|(attributes, face)| (header.iter().map(|name| cell(attributes.get(*name))).collect(), face))
        .collect();
    let mut bytes = Vec::new();
    geojson::write_exact(&mut bytes, &header, &rows).context("GeoJSON")?;
    Ok(bytes)
}

fn cell(value: Option<&Value>) -> Cell {
    match value {
        None => Cell::Empty,
        Some(Value::Integer(number)) => Cell::Integer(*number),
        Some(Value::Number(number)) => Cell::Decimal(*number, 15),
        Some(value) => value.to_text().into(),
    }
}

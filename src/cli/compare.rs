//! `maillage compare`: two sources that should say the same, commune by commune.

use std::path::Path;

use anyhow::{Result, anyhow};
use maillage::cog::history::HistorySource;
use maillage::drawing::{AssignOptions, Assignment, Drawing, Noted, Sketch, assign};
use maillage::formats::csv::{self, Dialect};
use maillage::formats::layer::Layer;
use maillage::formats::read_error::ReadError;
use maillage::formats::vector;
use maillage::reference::Reference;
use maillage::report::{
    Lang, assignment_summary, claimed_rows, disagreement_rows, disagreement_text, doubt_message, populations_line,
};
use maillage::scenario::{Comparison, State};
use maillage::territory::{ColumnChoice, Cpts, Resolution, ResolveOptions, Severity, read_claims, resolve};

use super::args::{Common, CompareArgs, TableInput};
use super::assign::{explain, none_claimed};
use super::input::Settled;
use super::{Outcome, failure, input, output, packs, populations, rules};

/// How many doubts about a drawing are told one by one.
const TOLD: usize = 10;

pub fn run(args: &CompareArgs, common: &Common) -> Result<Outcome> {
    let lang = Lang::from(common.lang);
    let reference = populations::joined(packs::reference(common)?, &args.populations, common)?;
    let scope = input::scope(&reference, &args.regions, lang)?;
    let rules = rules::chosen(&args.rules, common)?;
    let stages = args.stages.into();
    let [first, second] = [&args.first, &args.second].map(|path| source(path, args, common, &reference));
    let [first, second] = [first?, second?].map(|cpts| State::new(&reference, &rules, stages, cpts));
    let found = Comparison::of(&first, &second, &scope);
    if let Some(path) = &args.output {
        let dialect = output::dialect(args.excel_fr);
        let (header, rows) = disagreement_rows(&found, &first, &second);
        output::put(Some(path), &csv::write(&header, &rows, dialect)?)?;
        if path == Path::new("-") {
            return Ok(Outcome::Fine);
        }
    }
    let names = [&args.first, &args.second].map(|path| path.display().to_string());
    let text = disagreement_text(&found, [&first, &second], names.each_ref().map(String::as_str), lang);
    output::print(format!("{}\n\n{text}", populations_line(&reference, lang)).as_bytes())?;
    Ok(Outcome::Fine)
}

/// The claims of a layer of territories, as `assign` makes them.
fn drawn(path: &Path, args: &CompareArgs, common: &Common, reference: &Reference) -> Result<Resolution> {
    let lang = Lang::from(common.lang);
    let name = path.display().to_string();
    let layer = input::polygons(path, Settled::default(), lang)?;
    let choice = args.columns.as_deref().map(ColumnChoice::parse).transpose().map_err(|_| anyhow!("--columns"))?;
    let sketch = Sketch::new(layer, &choice.unwrap_or_default(), &[]).map_err(|error| explain(error, &name, lang))?;
    let drawing = sketch.over(reference);
    let iris = match &args.iris {
        Some(path) => Some(input::iris_layer(path, Settled::default(), reference, lang)?),
        None => None,
    };
    let options = AssignOptions { shared: iris.is_some(), ..AssignOptions::default() };
    let found = assign(reference, &drawing, iris.as_ref(), &options);
    if found.rows.is_empty() {
        return Err(none_claimed(&name, drawing.features, lang));
    }
    tell(&name, &drawing, &found, reference, lang);
    let (header, rows) = claimed_rows(&drawing, &found, reference);
    let header: Vec<&str> = header.iter().map(String::as_str).collect();
    let table = csv::read(&csv::write(&header, &rows, Dialect::Standard)?).map_err(|error| anyhow!("{error}"))?;
    let reading = read_claims(&table).map_err(|_| anyhow!("columns"))?;
    let history = HistorySource::new(common.history.clone());
    resolve(reading, reference, &history, &ResolveOptions::default())
        .map_err(|error| input::explain_lookup(error, common.lang.into()))
}

/// Tells how much of a drawing is used, and what of it does not come into the comparison as it was drawn.
fn tell(name: &str, drawing: &Drawing, found: &Assignment, reference: &Reference, lang: Lang) {
    tell!("{name}");
    output::note(&assignment_summary(drawing, found, lang));
    let is_told = |noted: &&Noted| noted.doubt.severity() != Severity::Info;
    for noted in found.notes.iter().filter(is_told).take(TOLD) {
        let features: Vec<String> = noted.features.iter().map(usize::to_string).collect();
        let message = doubt_message(noted, drawing, reference, lang);
        let objects = match features.is_empty() {
            true => String::new(),
            false => {
                lang.pick(format!(", objet {}", features.join(", ")), format!(", feature {}", features.join(", ")))
            }
        };
        tell!("{}", lang.pick(format!("{name}{objects} : {message}"), format!("{name}{objects}: {message}")));
    }
    let more = found.notes.iter().filter(is_told).count().saturating_sub(TOLD);
    if more > 0 {
        tell!(
            "{}",
            lang.pick(
                format!("{name} : et {more} de plus (maillage assign --anomalies FICHIER les nomme)"),
                format!("{name}: and {more} more (maillage assign --anomalies FILE names them)"),
            )
        );
    }
}

/// The claims of one of the sources.
fn source(path: &Path, args: &CompareArgs, common: &Common, reference: &Reference) -> Result<Vec<Cpts>> {
    let lang = Lang::from(common.lang);
    let table = TableInput {
        table: path.to_owned(),
        columns: args.columns.clone(),
        date: args.date.clone(),
        iris: args.iris.clone(),
        ..TableInput::default()
    };
    let resolution = match input::resolution(&table, common, reference) {
        Ok(resolution) => {
            let has_polygons = |layer: Layer| layer.shapes.vertex_count() > 0;
            if vector::read(path, &vector::ReadOptions::default()).is_ok_and(has_polygons) {
                let name = path.display();
                tell!(
                    "{}",
                    lang.pick(
                        format!("{name} : lu comme table, pour ses codes INSEE ; ses polygones ne comptent pas"),
                        format!("{name}: read as a table, for its INSEE codes; its polygons do not count"),
                    )
                );
            }
            resolution
        }
        // No table of claims: perhaps territories that are drawn.
        Err(error) => match vector::read(path, &vector::ReadOptions::default()) {
            Err(ReadError::NotALayer { .. } | ReadError::Io { .. }) => return Err(error),
            _ => drawn(path, args, common, reference).map_err(|drawn| {
                let (table, drawn) = (failure::in_full(&error, lang), failure::in_full(&drawn, lang));
                anyhow!(lang.pick(
                    format!("comme dessin : {drawn}\ncomme table : {table}"),
                    format!("as a drawing: {drawn}\nas a table: {table}"),
                ))
            })?,
        },
    };
    if resolution.cpts.is_empty() {
        return Err(input::unusable(path, resolution.rows, lang));
    }
    input::tell_rejected(path, &resolution, lang);
    Ok(resolution.cpts)
}

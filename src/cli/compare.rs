//! `maillage compare`: two sources that should say the same, commune by commune.

use std::path::Path;

use anyhow::{Result, anyhow};
use maillage::cog::history::HistorySource;
use maillage::drawing::{AssignOptions, Assignment, Drawing, assign};
use maillage::formats::csv::{self, Dialect};
use maillage::formats::vector;
use maillage::reference::Reference;
use maillage::report::{
    Lang, assignment_summary, claimed_rows, disagreement_rows, disagreement_text, doubt_message, populations_line,
};
use maillage::scenario::{Comparison, State};
use maillage::territory::{ColumnChoice, Cpts, Resolution, ResolveOptions, Severity, read_claims, resolve};

use super::args::{Common, CompareArgs, TableInput};
use super::{Outcome, input, output, populations, rules};

pub fn run(args: &CompareArgs, common: &Common) -> Result<Outcome> {
    let lang = Lang::from(common.lang);
    let reference = populations::joined(input::reference(common)?, &args.populations, common)?;
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
    let layer = vector::read(path, &vector::ReadOptions::default())?;
    let choice = args.columns.as_deref().map(ColumnChoice::parse).transpose().map_err(|_| anyhow!("--columns"))?;
    let drawing = Drawing::new(&layer, &choice.unwrap_or_default(), &[], reference)?;
    let iris = match &args.iris {
        Some(path) => Some(input::iris_layer(path, reference, common.lang.into())?),
        None => None,
    };
    let options = AssignOptions { shared: iris.is_some(), ..AssignOptions::default() };
    let found = assign(reference, &drawing, iris.as_ref(), &options);
    tell_drawing(path, &drawing, &found, reference, common.lang.into());
    let (header, rows) = claimed_rows(&drawing, &found, reference);
    let header: Vec<&str> = header.iter().map(String::as_str).collect();
    let table = csv::read(&csv::write(&header, &rows, Dialect::Standard)?).map_err(|error| anyhow!("{error}"))?;
    let reading = read_claims(&table).map_err(|_| anyhow!("columns"))?;
    let history = HistorySource::new(common.history.clone());
    resolve(reading, reference, &history, &ResolveOptions::default())
        .map_err(|error| input::explain_lookup(error, common.lang.into()))
}

/// Doubts that are told one by one; the rest is counted.
const TOLD: usize = 12;

/// Tells what `assign` would of a drawing: what it leaves out, and units that it divides.
fn tell_drawing(path: &Path, drawing: &Drawing, found: &Assignment, reference: &Reference, lang: Lang) {
    let name = path.display();
    eprint!("{name}\n{}", assignment_summary(drawing, found, lang));
    let doubts: Vec<_> = found.notes.iter().filter(|noted| noted.doubt.severity() != Severity::Info).collect();
    for noted in doubts.iter().take(TOLD) {
        let features: Vec<String> = noted.features.iter().map(usize::to_string).collect();
        let of = match features.as_slice() {
            [] => String::new(),
            some => lang.pick(format!(" (objet {})", some.join(", ")), format!(" (feature {})", some.join(", "))),
        };
        eprintln!("   {}{of}", doubt_message(noted, drawing, reference, lang));
    }
    if let Some(more) = doubts.len().checked_sub(TOLD).filter(|more| *more > 0) {
        eprintln!(
            "{}",
            lang.pick(
                format!("   et {more} autres : maillage assign {name} --anomalies FICHIER"),
                format!("   and {more} more: maillage assign {name} --anomalies FILE"),
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
        Ok(resolution) => resolution,
        // No table of claims: perhaps territories that are drawn.
        Err(error) => drawn(path, args, common, reference).map_err(|_| error)?,
    };
    if resolution.cpts.is_empty() {
        return Err(input::unusable(path, resolution.rows, lang));
    }
    input::tell_rejected(path, &resolution, lang);
    Ok(resolution.cpts)
}

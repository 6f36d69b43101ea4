//! `maillage compare`: two sources that should say the same, commune by commune.

use std::path::Path;

use anyhow::Result;
use maillage::formats::csv::{self, Dialect};
use maillage::reference::Reference;
use maillage::report::{Lang, disagreement_rows, disagreement_text, populations_line};
use maillage::scenario::{Comparison, State};
use maillage::territory::Cpts;

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
        let dialect = if args.excel_fr { Dialect::ExcelFrench } else { Dialect::Standard };
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
    let resolution = input::resolution(&table, common, reference)?;
    if resolution.cpts.is_empty() {
        return Err(input::unusable(path, resolution.rows, lang));
    }
    let rejected = resolution.rows - resolution.rows_used;
    if rejected > 0 {
        let name = path.display();
        eprintln!(
            "{}",
            lang.pick(
                format!("{name} : {rejected} lignes rejetées (maillage check les nomme)"),
                format!("{name}: {rejected} rows rejected (maillage check names them)"),
            )
        );
    }
    Ok(resolution.cpts)
}

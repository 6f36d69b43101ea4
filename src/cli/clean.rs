//! `maillage clean`: the table in the plain form, a row for each CPTS and unit, as `report` would read it.

use anyhow::Result;
use maillage::formats::csv;
use maillage::report::{Lang, anomaly_rows, clean_rows, rows_line};
use maillage::territory::Severity;

use super::args::{CleanArgs, Common};
use super::{Outcome, input, output, packs};

pub fn run(args: &CleanArgs, common: &Common) -> Result<Outcome> {
    let lang = Lang::from(common.lang);
    let reference = packs::reference(common)?;
    let resolution = input::resolution(&args.table, common, &reference)?;
    if resolution.cpts.is_empty() {
        return Err(input::unusable(&args.table.table, resolution.rows, lang));
    }
    let dialect = output::dialect(args.excel_fr);
    let (header, rows) = clean_rows(&resolution, &reference);
    let table = csv::write(&header, &rows, dialect)?;
    if let Some(path) = &args.anomalies {
        let (header, rows) = anomaly_rows(&resolution, &reference, lang);
        output::put(Some(path), &csv::write(&header, &rows, dialect)?)?;
    }
    output::put(args.output.as_deref(), &table)?;
    let read = rows_line(resolution.rows, resolution.rows_used, lang);
    let written = lang.nouns(rows.len(), ["écrite", "écrites"], ["written", "written"]);
    let count = |severity| resolution.anomalies.iter().filter(|it| it.finding.severity() == severity).count();
    let number = |severity, nouns: [&str; 2]| lang.count(count(severity) as u64, nouns[0], nouns[1]);
    let errors = number(Severity::Error, lang.pick(["erreur", "erreurs"], ["error", "errors"]));
    let warnings = number(Severity::Warning, lang.pick(["avertissement", "avertissements"], ["warning", "warnings"]));
    let notes = number(Severity::Info, lang.pick(["information", "informations"], ["note", "notes"]));
    let cpts = resolution.cpts.len();
    tell!(
        "{}",
        lang.pick(
            format!("{read} ; {written} ({cpts} CPTS) ; {errors}, {warnings}, {notes}"),
            format!("{read}; {written} ({cpts} CPTS); {errors}, {warnings}, {notes}"),
        )
    );
    if args.anomalies.is_none() && !resolution.anomalies.is_empty() {
        tell!("{}", lang.pick("le détail : --anomalies FICHIER", "in detail: --anomalies FILE"));
    }
    Ok(Outcome::Fine)
}

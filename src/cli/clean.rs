//! `maillage clean`: the table in the plain form, a row for each CPTS and unit, as `report` would read it.

use std::path::Path;

use anyhow::Result;
use maillage::formats::csv::{self, Dialect};
use maillage::formats::folder;
use maillage::report::{Lang, anomaly_rows, clean_rows};
use maillage::territory::Severity;

use super::args::{CleanArgs, Common};
use super::{Outcome, input, output};

pub fn run(args: &CleanArgs, common: &Common) -> Result<Outcome> {
    let lang = Lang::from(common.lang);
    let reference = input::reference(common)?;
    let resolution = input::resolution(&args.table, common, &reference)?;
    let dialect = if args.excel_fr { Dialect::ExcelFrench } else { Dialect::Standard };
    let (header, rows) = clean_rows(&resolution, &reference);
    let table = csv::write(&header, &rows, dialect)?;
    if let Some(path) = &args.anomalies {
        let (header, rows) = anomaly_rows(&resolution, &reference, lang);
        folder::write_one(path, &csv::write(&header, &rows, dialect)?)?;
    }
    match args.output.as_deref().filter(|path| *path != Path::new("-")) {
        Some(path) => folder::write_one(path, &table)?,
        None => output::print(&table)?,
    }
    let (read, used, written) = (resolution.rows, resolution.rows_used, rows.len());
    let count = |severity| resolution.anomalies.iter().filter(|it| it.finding.severity() == severity).count();
    let (rejected, warnings, notes) = (read - used, count(Severity::Warning), count(Severity::Info));
    let cpts = resolution.cpts.len();
    eprintln!(
        "{}",
        lang.pick(
            format!(
                "{read} lignes = {used} utilisées + {rejected} rejetées ; {written} écrites ({cpts} CPTS) ; \
                 {warnings} avertissements, {notes} informations"
            ),
            format!(
                "{read} rows = {used} used + {rejected} rejected; {written} written ({cpts} CPTS); {warnings} warnings, \
                 {notes} notes"
            ),
        )
    );
    if args.anomalies.is_none() && read + warnings + notes > used {
        eprintln!("{}", lang.pick("le détail : --anomalies FICHIER", "in detail: --anomalies FILE"));
    }
    Ok(Outcome::Fine)
}

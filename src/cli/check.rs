//! `maillage check`: every rule that the table breaks, with the units and claimants.

use anyhow::Result;
use maillage::report::{Lang, Report, correction, message, populations_json, populations_line, rows_line, severity};
use maillage::territory::{Anomaly, Severity};
use serde_json::json;

use super::args::{CheckArgs, CheckFormat, Common};
use super::{Outcome, input, output};

pub fn run(args: &CheckArgs, common: &Common) -> Result<Outcome> {
    let lang = Lang::from(common.lang);
    let (reference, reading) = input::reference_and_table(&args.input, common);
    let reference = reference?;
    let report = input::report(&args.input, common, &reference, reading?)?;
    let text = match args.format {
        CheckFormat::Text => text(&report, lang),
        CheckFormat::Json => json_text(&report, lang)?,
    };
    output::print(text.as_bytes())?;
    let is_error = |anomaly: &Anomaly| anomaly.finding.severity() == Severity::Error;
    Ok(if report.anomalies.iter().any(is_error) { Outcome::RulesBroken } else { Outcome::Fine })
}

fn text(report: &Report, lang: Lang) -> String {
    let mut text = String::new();
    for anomaly in &report.anomalies {
        let finding = &anomaly.finding;
        let severity = severity(finding.severity(), lang);
        text +=
            &format!("{severity} {}{}: {}", finding.rule().key(), place(anomaly, lang), message(report, finding, lang));
        let correction = correction(finding, lang);
        if !correction.is_empty() {
            text += &format!(" → {correction}");
        }
        text.push('\n');
    }
    let count = |severity| report.count(severity) as u64;
    let (errors, warnings, notes) = (count(Severity::Error), count(Severity::Warning), count(Severity::Info));
    let rows = rows_line(report.rows, report.rows_used, lang);
    let errors = lang.count(errors, lang.pick("erreur", "error"), lang.pick("erreurs", "errors"));
    let warnings = lang.count(warnings, lang.pick("avertissement", "warning"), lang.pick("avertissements", "warnings"));
    let notes = lang.count(notes, lang.pick("information", "note"), lang.pick("informations", "notes"));
    text + &populations_line(report.reference, lang)
        + "\n"
        + &lang.pick(
            format!("{errors}, {warnings}, {notes} ; {rows}\n"),
            format!("{errors}, {warnings}, {notes}; {rows}\n"),
        )
}

/// Where in the table, and the cell's text.
fn place(anomaly: &Anomaly, lang: Lang) -> String {
    let source = &anomaly.source;
    let mut place = String::new();
    if !source.lines.is_empty() {
        let word = if source.lines.len() > 1 { lang.pick("lignes", "lines") } else { lang.pick("ligne", "line") };
        let shown: Vec<String> = source.lines.iter().take(5).map(u64::to_string).collect();
        let more = if source.lines.len() > shown.len() { "…" } else { "" };
        place += &format!(" {word} {}{more}", shown.join(", "));
    }
    if let Some(column) = &source.column {
        place += &format!(" {column}={:?}", source.value);
    }
    place + " "
}

fn json_text(report: &Report, lang: Lang) -> Result<String> {
    let entry = |anomaly: &Anomaly| {
        let finding = &anomaly.finding;
        json!({
            "severite": severity(finding.severity(), lang),
            "regle": finding.rule().key(),
            "lignes": anomaly.source.lines,
            "colonne": anomaly.source.column,
            "valeur": anomaly.source.value,
            "code_insee": anomaly.source.code,
            "message": message(report, finding, lang),
            "correction": correction(finding, lang),
        })
    };
    let mut data = populations_json(report.reference);
    data["table"] = json!({
        "lignes": report.rows,
        "lignes_utilisees": report.rows_used,
        "lignes_rejetees": report.rows - report.rows_used,
    });
    data["anomalies"] = report.anomalies.iter().map(entry).collect();
    Ok(serde_json::to_string_pretty(&data)? + "\n")
}

//! `anomalies.csv`: a row for each thing noticed.

use super::Lang;
use super::files::Sheet;
use super::model::{LIST, Report};
use super::texts::{correction, message, severity};

/// Columns and rows: errors first.
pub(super) fn sheet(report: &Report, lang: Lang) -> Sheet {
    let header = vec!["severite", "regle", "ligne", "colonne", "valeur", "code_insee", "message", "correction"];
    let rows = report.anomalies.iter().map(|anomaly| {
        let lines: Vec<String> = anomaly.source.lines.iter().map(u64::to_string).collect();
        vec![
            severity(anomaly.finding.severity(), lang).into(),
            anomaly.finding.rule().key().into(),
            lines.join(LIST).into(),
            anomaly.source.column.as_deref().into(),
            anomaly.source.value.as_str().into(),
            anomaly.source.code.map(|code| code.to_string()).into(),
            message(report, &anomaly.finding, lang).into(),
            correction(&anomaly.finding, lang).into(),
        ]
    });
    (header, rows.collect())
}

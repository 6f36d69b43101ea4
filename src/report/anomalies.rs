//! `anomalies.csv`: a row for each thing noticed.

use super::Lang;
use super::model::Report;
use super::sheet::{LIST, Sheet};
use super::texts::{Subject, correction, message_of, severity};
use crate::reference::Reference;
use crate::territory::{Anomaly, Resolution, StageSet};

/// Columns and rows: errors first.
pub(super) fn sheet(report: &Report, lang: Lang) -> Sheet {
    rows(&report.anomalies, Subject::of(report), lang)
}

/// The same of a table that no report is made of: what was noticed in reading it.
pub fn anomaly_rows(resolution: &Resolution, reference: &Reference, lang: Lang) -> Sheet {
    let subject = Subject { reference, cpts: &resolution.cpts, stages: StageSet::Tous };
    let mut anomalies = resolution.anomalies.clone();
    Anomaly::sort(&mut anomalies);
    rows(&anomalies, subject, lang)
}

fn rows(anomalies: &[Anomaly], subject: Subject, lang: Lang) -> Sheet {
    let header = vec!["severite", "regle", "ligne", "colonne", "valeur", "code_insee", "message", "correction"];
    let rows = anomalies.iter().map(|anomaly| {
        let lines: Vec<String> = anomaly.source.lines.iter().map(u64::to_string).collect();
        vec![
            severity(anomaly.finding.severity(), lang).into(),
            anomaly.finding.rule().key().into(),
            lines.join(LIST).into(),
            anomaly.source.column.as_deref().into(),
            anomaly.source.value.as_str().into(),
            anomaly.source.code.map(|code| code.to_string()).into(),
            message_of(subject, &anomaly.finding, lang).into(),
            correction(&anomaly.finding, lang).into(),
        ]
    });
    (header, rows.collect())
}

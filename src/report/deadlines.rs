//! `echeances.csv`: what is due when by each signed contract, and what is past at the date asked for.

use super::model::Report;
use super::sheet::Sheet;
use crate::formats::csv::Cell;
use crate::indicators::Schedule;
use crate::rules::Due;

/// Columns and rows: by CPTS, then by day.
pub(super) fn sheet(report: &Report) -> Sheet {
    let header = vec![
        "cpts_id",
        "cpts_nom",
        "stade",
        "date_signature",
        "mission",
        "mission_nom",
        "jalon",
        "echeance",
        "date_constat",
        "etat",
    ];
    (header, report.schedules.iter().flat_map(|schedule| rows(report, schedule)).collect())
}

fn rows(report: &Report, schedule: &Schedule) -> Vec<Vec<Cell>> {
    let Some(cpts) = report.cpts.get(schedule.cpts as usize) else { return Vec::new() };
    let row = |due: &Due| {
        let line = report.options.rules.funding()?.lines.get(due.line)?;
        let state = report.options.date.map(|date| if due.is_past(date) { "depassee" } else { "a_venir" });
        Some(vec![
            cpts.id.as_str().into(),
            cpts.name.as_str().into(),
            cpts.stage.map(|stage| stage.label()).into(),
            schedule.signed.to_string().into(),
            line.id.as_str().into(),
            line.name_fr.as_str().into(),
            due.milestone.key().into(),
            due.on.to_string().into(),
            report.options.date.map(|date| date.to_string()).into(),
            state.into(),
        ])
    };
    schedule.due.iter().filter_map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::super::model::{Options, overdue};
    use super::super::{Lang, message};
    use super::*;
    use crate::reference::Scope;
    use crate::reference::sample::drawn;
    use crate::rules::Rules;
    use crate::territory::tests::resolve_text;
    use crate::territory::{Facts, StageSet};

    #[test]
    fn each_deadline_is_a_row_and_those_that_are_past_are_told_together() {
        let reference = drawn("AB");
        let resolution = resolve_text("cpts,insee\none,01065\ntwo,01066\n", &reference);
        let rules = Rules::in_force().unwrap();
        let date = "2025-01-01".parse().unwrap();
        let scope = Scope::france(&reference.areas);
        let stages = StageSet::Tous;
        let options = Options { scope, stages, rules, date: Some(date), other_populations: Vec::new() };
        let mut report = Report::new(&reference, Facts::measure(&reference), resolution, options).unwrap();
        let signed = "2024-02-29".parse().unwrap();
        report.schedules = Schedule::all(report.options.rules.funding(), [(0, None), (1, Some(signed))].into_iter());
        let (header, rows) = sheet(&report);
        let text = |cell: &Cell| match cell {
            Cell::Text(text) => text.to_string(),
            other => format!("{other:?}"),
        };
        assert!(rows.iter().all(|row| row.len() == header.len()));
        let told: Vec<String> = rows.iter().map(|row| [0, 3, 4, 6, 7, 9].map(|at| text(&row[at])).join(" ")).collect();
        assert_eq!(told.len(), 8);
        assert_eq!(told[0], "two 2024-02-29 acces_soins demarrage 2024-08-29 depassee");
        assert_eq!(told[2], "two 2024-02-29 parcours demarrage 2025-02-28 a_venir");
        let found = overdue(&report.cpts, &report.options.rules, &report.schedules[0], date).unwrap();
        assert_eq!(
            message(&report, &found.finding, Lang::Fr),
            "two, contrat signé le 29 février 2024 : échéances passées au 1er janvier 2025 : Accès aux soins (démarrage, \
             29 août 2024), Crise sanitaire (démarrage, 29 août 2024)"
        );
        let before = "2024-08-29".parse().unwrap();
        assert_eq!(overdue(&report.cpts, &report.options.rules, &report.schedules[0], before), None);
    }
}

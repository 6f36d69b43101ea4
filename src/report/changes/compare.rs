//! Many scenarios in one table.

use std::fmt::Write;

use super::{gap, refusal_text, signed};
use crate::formats::csv::Cell;
use crate::report::{Lang, POPULATION_COLUMNS, Sheet, population_cells};
use crate::rules::FundingReading;
use crate::scenario::{Difference, Refusal, State, Step};

/// What came of a scenario.
#[derive(Debug)]
pub struct Outcome {
    /// Its name.
    pub name: String,
    /// Its steps, each with why it was refused, if it was.
    pub steps: Vec<(Step, Option<Refusal>)>,
    /// What it changes.
    pub difference: Difference,
}

impl Outcome {
    fn refused(&self) -> usize {
        self.steps.iter().filter(|(_, refusal)| refusal.is_some()).count()
    }

    /// CPTS whose size changes.
    fn resized(&self) -> usize {
        self.difference.changes.iter().filter(|change| !change.effects.of_size().is_empty()).count()
    }
}

/// A row for each scenario, in the order in which they were given.
pub fn comparison(outcomes: &[Outcome], today: &State, lang: Lang) -> Sheet {
    let mut header = vec![
        "scenario",
        "etapes",
        "etapes_refusees",
        "refus",
        "nb_cpts_modifiees",
        "nb_changements_taille",
        "population_couverte",
        "ecart_population_couverte",
        "taux_population",
        "nb_chevauchements",
        "nb_communes_blanches",
        "financement_max",
        "ecart_financement_max",
        "financement_regime",
        "ecart_financement_regime",
        "financement_fixe",
        "ecart_financement_fixe",
    ];
    header.extend(POPULATION_COLUMNS);
    let row = |outcome: &Outcome| {
        let [before, after] = outcome.difference.covered;
        let refusals = outcome.steps.iter().filter_map(|(step, refusal)| Some((step, refusal.as_ref()?)));
        let refusals = refusals.map(|(step, refusal)| format!("{step} : {}", refusal_text(refusal, today, lang)));
        let mut cells: Vec<Cell> = vec![
            outcome.name.as_str().into(),
            outcome.steps.len().into(),
            outcome.refused().into(),
            refusals.collect::<Vec<_>>().join(" | ").into(),
            outcome.difference.changes.len().into(),
            outcome.resized().into(),
            after.covered.into(),
            Cell::Integer(gap(before.covered, after.covered)),
            after.rate().map_or(Cell::Empty, |rate| Cell::Decimal(rate, 2)),
            after.overlaps.into(),
            after.white().into(),
        ];
        for reading in [FundingReading::Printed, FundingReading::Steady, FundingReading::Fixed] {
            let [before, after] = outcome.difference.funding().map(|totals| totals.get(reading));
            let change = before.zip(after).map_or(Cell::Empty, |(before, after)| Cell::Integer(gap(before, after)));
            cells.extend([after.into(), change]);
        }
        cells.extend(population_cells(today.reference));
        cells
    };
    (header, outcomes.iter().map(row).collect())
}

/// What each scenario changes, in short, for a terminal.
pub fn comparison_text(outcomes: &[Outcome], lang: Lang) -> String {
    let mut text = String::new();
    let width = outcomes.iter().map(|outcome| outcome.name.chars().count()).max().unwrap_or(0).clamp(8, 40);
    let titles = lang.pick(
        ["habitants couverts", "chevauchements", "communes blanches", "tailles changées", "enveloppe (régime)"],
        ["people covered", "overlaps", "white communes", "sizes changed", "envelope (steady)"],
    );
    // Writing to a String cannot fail.
    let _ = writeln!(
        text,
        "{:<width$}  {}",
        lang.pick("scénario", "scenario"),
        titles.map(|title| format!("{title:>18}")).join("  ")
    );
    for outcome in outcomes {
        let [before, after] = outcome.difference.covered;
        let steady = outcome.difference.funding().map(|totals| totals.get(FundingReading::Steady));
        let euros = match steady {
            [Some(before), Some(after)] => format!("{} €", signed(gap(before, after), lang)),
            _ => lang.pick("inconnu", "unknown").to_owned(),
        };
        let refused = match outcome.refused() {
            0 => String::new(),
            count => {
                "   ".to_owned()
                    + &lang.count(
                        count as u64,
                        lang.pick("étape refusée", "step refused"),
                        lang.pick("étapes refusées", "steps refused"),
                    )
            }
        };
        let change = |before, after| signed(gap(before, after), lang);
        let cells = [
            change(before.covered, after.covered),
            change(before.overlaps, after.overlaps),
            change(before.white(), after.white()),
            outcome.resized().to_string(),
            euros,
        ];
        let name: String = outcome.name.chars().take(width).collect();
        let _ = writeln!(text, "{name:<width$}  {}{refused}", cells.map(|cell| format!("{cell:>18}")).join("  "));
    }
    text
}

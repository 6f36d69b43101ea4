//! Differences as tables: a row a CPTS, a row a region.

use std::collections::BTreeSet;

use crate::formats::csv::Cell;
use crate::report::Sheet;
use crate::report::cells::{category, department_codes, unit_codes};
use crate::report::sheet::LIST;
use crate::rules::FundingReading;
use crate::scenario::{Cause, Covered, CptsChange, Difference, Event, Figures, State};
use crate::territory::Cpts;

/// Readings that the tables give, in their order.
const READINGS: [FundingReading; 3] = [FundingReading::Printed, FundingReading::Steady, FundingReading::Fixed];

/// `differences.csv`: a row for each CPTS that changed.
pub fn change_rows(found: &Difference, old: &State, new: &State) -> Sheet {
    let header = vec![
        "cpts_id_avant",
        "cpts_id_apres",
        "cpts_nom_avant",
        "cpts_nom_apres",
        "evenement",
        "stade_avant",
        "stade_apres",
        "nb_communes_avant",
        "nb_communes_apres",
        "population_avant",
        "population_apres",
        "effet_territoire",
        "effet_population",
        "taille_avant",
        "taille_apres",
        "causes_taille",
        "financement_max_avant",
        "financement_max_apres",
        "financement_regime_avant",
        "financement_regime_apres",
        "financement_fixe_avant",
        "financement_fixe_apres",
        "causes_financement",
        "nb_parties_avant",
        "nb_parties_apres",
        "departements_avant",
        "departements_apres",
        "entrees",
        "sorties",
        "autres_parties",
    ];
    (header, found.changes.iter().map(|change| row(found, old, new, change)).collect())
}

/// The state, CPTS and figures of one side of a change.
type Side<'a> = Option<(&'a State<'a>, &'a Cpts, &'a Figures)>;

fn row(found: &Difference, old: &State, new: &State, change: &CptsChange) -> Vec<Cell> {
    let before: Side = change.old.map(|id| (old, &old.cpts[id as usize], &old.figures[id as usize]));
    let after: Side = change.new.map(|id| (new, &new.cpts[id as usize], &new.figures[id as usize]));
    let mut cells: Vec<Cell> = Vec::with_capacity(30);
    let mut both = |cell: &dyn Fn(Side) -> Cell| cells.extend([cell(before), cell(after)]);
    both(&|side| side.map(|(_, cpts, _)| cpts.id.as_str()).into());
    both(&|side| side.map(|(_, cpts, _)| cpts.name.as_str()).into());
    cells.push(event(found, change).into());
    let mut both = |cell: &dyn Fn(Side) -> Cell| cells.extend([cell(before), cell(after)]);
    both(&|side| side.and_then(|(_, cpts, _)| cpts.stage).map(|stage| stage.label()).into());
    both(&|side| side.map(|(_, _, figures)| figures.units.len() as u64).into());
    both(&|side| side.map(|(_, _, figures)| figures.population).into());
    let [territory, population, _] = change.effects.population;
    cells.extend([Cell::Integer(territory), Cell::Integer(population)]);
    let mut both = |cell: &dyn Fn(Side) -> Cell| cells.extend([cell(before), cell(after)]);
    both(&|side| category(side.and_then(|(_, _, figures)| figures.size)));
    let causes: Vec<&str> = change.effects.of_size().into_iter().map(|cause| cause.key()).collect();
    cells.push(causes.join(LIST).into());
    let mut both = |cell: &dyn Fn(Side) -> Cell| cells.extend([cell(before), cell(after)]);
    for reading in READINGS {
        both(&|side| side.and_then(|(_, _, figures)| figures.funding.get(reading)).into());
    }
    let causes: BTreeSet<Cause> = READINGS.into_iter().flat_map(|reading| change.effects.of_funding(reading)).collect();
    cells.push(causes.into_iter().map(Cause::key).collect::<Vec<_>>().join(LIST).into());
    let mut both = |cell: &dyn Fn(Side) -> Cell| cells.extend([cell(before), cell(after)]);
    both(&|side| side.map(|(_, _, figures)| figures.pieces as u64).into());
    both(&|side| side.map(|(state, _, figures)| department_codes(state.reference, &figures.departments)).into());
    let codes = |state: &State, units| Cell::from(unit_codes(state.reference, units));
    cells.extend([codes(new, &change.entered), codes(old, &change.left), codes(new, &change.other_parts)]);
    cells
}

/// What became of the CPTS of a change, as written in files; a CPTS that goes on under its name is changed.
fn event(found: &Difference, change: &CptsChange) -> &'static str {
    let is_about = |event: &&Event| match event {
        Event::Created { new } => change.new == Some(*new),
        Event::Ended { old } => change.old == Some(*old) && change.new.is_none(),
        Event::Renamed { old, new } => change.old == Some(*old) && change.new == Some(*new),
        Event::Merged { old, new } => change.new == Some(*new) || change.old.is_some_and(|id| old.contains(&id)),
        Event::Split { old, new } => change.old == Some(*old) || change.new.is_some_and(|id| new.contains(&id)),
    };
    match found.lineage.events.iter().find(is_about) {
        Some(Event::Created { .. }) => "creation",
        Some(Event::Ended { .. }) => "fin",
        Some(Event::Renamed { .. }) => "renommage",
        Some(Event::Merged { .. }) => "fusion",
        Some(Event::Split { .. }) => "scission",
        None => "modification",
    }
}

/// `differences_regions.csv`: coverage of each region before and after.
pub fn region_rows(found: &Difference, state: &State) -> Sheet {
    let header = vec![
        "code",
        "nom",
        "population_avant",
        "population_apres",
        "population_couverte_avant",
        "population_couverte_apres",
        "taux_population_avant",
        "taux_population_apres",
        "nb_communes_couvertes_avant",
        "nb_communes_couvertes_apres",
        "nb_chevauchements_avant",
        "nb_chevauchements_apres",
        "nb_communes_blanches_avant",
        "nb_communes_blanches_apres",
    ];
    let rows = found.regions.iter().map(|(&region, covered)| {
        let area = &state.reference.areas.regions[region as usize];
        let mut cells: Vec<Cell> = vec![area.code.as_str().into(), area.name.as_str().into()];
        let mut both = |cell: fn(&Covered) -> Cell| cells.extend(covered.iter().map(cell));
        both(|it| it.population.into());
        both(|it| it.covered.into());
        both(|it| it.rate().map_or(Cell::Empty, |rate| Cell::Decimal(rate, 2)));
        both(|it| it.covered_units.into());
        both(|it| it.overlaps.into());
        both(|it| it.white().into());
        cells
    });
    (header, rows.collect())
}

//! `chevauchements_options.csv` and `zones_blanches_options.csv`: what could be done, and what the CPTS touched would come to.

use std::borrow::Cow;

use super::cells::{category, department_codes, unit_codes};
use super::model::Report;
use super::sheet::Sheet;
use crate::formats::csv::Cell;
use crate::rules::FundingReading;
use crate::scenario::{Figures, Ground, Resolved, Taker, Touched};

/// Columns of a CPTS before and after, the same in both files.
const TOUCHED: [&str; 15] = [
    "cpts_id",
    "population_avant",
    "population_apres",
    "taille_avant",
    "taille_apres",
    "financement_max_avant",
    "financement_max_apres",
    "financement_regime_avant",
    "financement_regime_apres",
    "financement_fixe_avant",
    "financement_fixe_apres",
    "nb_parties_avant",
    "nb_parties_apres",
    "departements_avant",
    "departements_apres",
];

/// Finds what the files will tell, before any of them is written.
///
/// A file that finds nothing here makes its own: no thread ever waits for another one, which could have taken up a file that waits for it.
pub(super) fn find(report: &Report, wants_overlaps: bool, wants_zones: bool) {
    let found = &report.ways_out;
    if wants_overlaps {
        found.overlaps.get_or_init(|| of_overlaps(report));
    }
    if wants_zones {
        found.zones.get_or_init(|| of_zones(report));
    }
}

fn found_overlaps<'a>(report: &'a Report) -> Cow<'a, [Resolved]> {
    report.ways_out.overlaps.get().map_or_else(|| of_overlaps(report).into(), |found| found.into())
}

/// Who could take each white zone.
fn found_zones<'a>(report: &'a Report) -> Cow<'a, [Vec<Taker>]> {
    report.ways_out.zones.get().map_or_else(|| of_zones(report).into(), |found| found.into())
}

fn of_overlaps(report: &Report) -> Vec<Resolved> {
    ground(report).ways_out(&report.overlaps)
}

fn of_zones(report: &Report) -> Vec<Vec<Taker>> {
    ground(report).takers(&report.zones, &report.territories)
}

fn ground<'a>(report: &'a Report) -> Ground<'a> {
    Ground {
        reference: report.reference,
        facts: &report.facts,
        rules: &report.options.rules,
        cpts: &report.cpts,
        partition: &report.partition,
    }
}

/// A row for each pair of CPTS that overlap, way out, and CPTS.
pub(super) fn overlaps(report: &Report) -> Sheet {
    let mut header = vec!["cpts_ids", "conflit", "codes_insee", "population", "option", "codes_a_la_premiere"];
    header.extend(TOUCHED);
    let mut rows = Vec::new();
    for found in found_overlaps(report).iter() {
        let population = report.facts.population(report.reference, found.units.iter().copied());
        for touched in &found.touched {
            let mut row: Vec<Cell> = vec![
                report.ids(&found.pair).into(),
                found.conflict.key().into(),
                unit_codes(report.reference, &found.units).into(),
                population.into(),
                found.way.key().into(),
                unit_codes(report.reference, &found.to_first).into(),
            ];
            row.extend(cells(report, touched));
            rows.push(row);
        }
    }
    (header, rows)
}

/// A row for each white zone and CPTS beside it, the one with the longest common border first.
pub(super) fn zones(report: &Report) -> Sheet {
    let mut header = vec!["zone_id", "population", "rang", "frontiere_m", "meme_departement", "distance_km"];
    header.extend(TOUCHED);
    let mut rows = Vec::new();
    for (zone, takers) in report.zones.iter().zip(found_zones(report).iter()) {
        for (rank, taker) in (1u64..).zip(takers) {
            let mut row: Vec<Cell> = vec![
                zone.id.as_str().into(),
                zone.population.into(),
                rank.into(),
                taker.border.into(),
                if taker.same_department { "oui" } else { "non" }.into(),
                taker.distance.map_or(Cell::Empty, |kilometres| Cell::Decimal(kilometres, 1)),
            ];
            row.extend(cells(report, &taker.touched));
            rows.push(row);
        }
    }
    (header, rows)
}

fn cells(report: &Report, touched: &Touched) -> Vec<Cell> {
    let mut cells: Vec<Cell> = vec![report.id(touched.cpts).into()];
    let sides = [Some(&touched.before), touched.after.as_ref()];
    let mut both = |cell: &dyn Fn(&Figures) -> Cell| cells.extend(sides.map(|side| side.map_or(Cell::Empty, cell)));
    both(&|figures| figures.population.into());
    both(&|figures| category(figures.size));
    for reading in [FundingReading::Printed, FundingReading::Steady, FundingReading::Fixed] {
        both(&|figures| figures.funding.get(reading).into());
    }
    both(&|figures| figures.pieces.into());
    both(&|figures| department_codes(report.reference, &figures.departments).into());
    cells
}

#[cfg(test)]
mod tests {
    use crate::formats::csv::Dialect;
    use crate::reference::sample::drawn;
    use crate::report::layers::tests::{DRAWING, report};
    use crate::report::{Lang, files};

    #[test]
    fn ways_out_are_found_once_and_only_for_files_that_tell_them() {
        let reference = drawn(DRAWING);
        let report = report(&reference);
        let write = |names: &[&str]| {
            for (_, content) in files(&report, Dialect::Standard, Lang::Fr, |name| names.contains(&name)) {
                content(&mut Vec::new()).unwrap();
            }
            [report.ways_out.overlaps.get().is_some(), report.ways_out.zones.get().is_some()]
        };
        assert_eq!(write(&["territoires.csv", "resume.json"]), [false, false]);
        assert_eq!(write(&["chevauchements_options.csv"]), [true, false]);
        let found = report.ways_out.overlaps.get().unwrap().as_ptr();
        assert_eq!(write(&["rapport.html", "rapport.xlsx"]), [true, true]);
        assert_eq!(super::found_overlaps(&report).as_ptr(), found);
        assert_eq!(super::found_zones(&report).len(), report.zones.len());
    }
}

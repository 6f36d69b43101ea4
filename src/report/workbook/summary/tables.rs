//! Tables of the first sheet: coverage, CPTS, overlaps and white zones, the identities of rates.

use rust_xlsxwriter::XlsxError;

use super::super::board::{Board, count, percent, square_kilometres, text};
use super::super::columns::Kind;
use super::super::values::Value;
use super::super::words;
use crate::indicators::Identities;
use crate::reference::Level;
use crate::report::basis::sizes;
use crate::report::model::Report;
use crate::territory::{Stage, ZoneClass};

/// Rates of all stage sets with their denominators; the rows of the sets.
pub(super) fn coverage(board: &mut Board, report: &Report) -> Result<[u32; 2], XlsxError> {
    let lang = board.lang();
    board.section(lang.pick("Couverture selon l’ensemble de stades", "Coverage by stage set"))?;
    board.heads(
        0,
        &lang.pick(
            [
                "Ensemble de stades",
                "Population couverte",
                "% population",
                "Communes couvertes",
                "% communes",
                "Surface couverte (km²)",
                "% surface",
                "CPTS",
            ],
            [
                "Stage set",
                "Covered population",
                "% population",
                "Covered communes",
                "% communes",
                "Covered area (km²)",
                "% area",
                "CPTS",
            ],
        ),
    )?;
    let first = board.row;
    let sets = report.rates.of(Level::France);
    for rates in sets {
        let name = words::shown("ensemble_stades", rates.stages.key(), lang);
        let is_chosen = rates.stages == report.options.stages;
        let items = [
            text(name),
            count(rates.covered.population),
            percent(rates.population_rate()),
            count(rates.covered.units),
            percent(rates.units_rate()),
            square_kilometres(rates.covered.area),
            percent(rates.area_rate()),
            count(rates.cpts()),
        ];
        board.items(0, &items, is_chosen)?;
    }
    let last = board.row.saturating_sub(1);
    if let Some(rates) = sets.first() {
        let total = rates.total;
        let empty = || (Value::Empty, Kind::Text);
        let all = lang.pick("Dénominateurs : tout le périmètre", "Denominators: the whole scope");
        let items = [
            text(all),
            count(total.population),
            empty(),
            count(total.units),
            empty(),
            square_kilometres(total.area),
            empty(),
            empty(),
        ];
        board.items(0, &items, false)?;
    }
    let scope = &report.options.scope;
    let without = report.reference.units.iter().filter(|unit| scope.holds(unit) && unit.population.is_none()).count();
    let without = match without as u64 {
        0 => String::new(),
        number => lang.pick(
            format!(" {} communes sans population connue ne comptent pour rien.", lang.integer(number)),
            format!(" {} communes without a known population add nothing.", lang.integer(number)),
        ),
    };
    board.note(
        &(lang
            .pick(
                "En gras, l’ensemble de stades du rapport. Paris, Lyon et Marseille comptent par arrondissement.",
                "In bold, the stage set of the report. Paris, Lyon and Marseille count by arrondissement.",
            )
            .to_owned()
            + &without),
    )?;
    Ok([first, last])
}

/// CPTS by stage, and beside it by size.
pub(super) fn cpts(board: &mut Board, report: &Report) -> Result<(), XlsxError> {
    let lang = board.lang();
    board.section(lang.pick("CPTS par stade et par taille", "CPTS by stage and by size"))?;
    let top = board.row;
    let of = |stage: Option<Stage>| {
        report.territories.iter().filter(|it| report.cpts[it.cpts as usize].stage == stage).count()
    };
    board.heads(0, &[lang.pick("Stade", "Stage"), "CPTS"])?;
    for stage in Stage::ALL.into_iter().map(Some).chain([None]) {
        let name = words::shown("stade", stage.map_or("", Stage::label), lang);
        board.items(0, &[text(name), count(of(stage) as u64)], false)?;
    }
    let bottom = board.row;
    board.row = top;
    board.heads(3, &[lang.pick("Taille", "Size"), "", "", "CPTS"])?;
    for (size, range) in (1u8..).zip(sizes(&report.options.rules, lang)) {
        let number = report.territories.iter().filter(|it| it.size.is_some_and(|it| it.category == size)).count();
        let name = format!("{} {size} ({range})", lang.pick("taille", "size"));
        let empty = || (Value::Empty, Kind::Text);
        board.items(3, &[text(name), empty(), empty(), count(number as u64)], false)?;
    }
    board.row = bottom.max(board.row);
    Ok(())
}

pub(super) fn problems(board: &mut Board, report: &Report) -> Result<(), XlsxError> {
    let lang = board.lang();
    board.section(lang.pick("Chevauchements et zones blanches", "Overlaps and white zones"))?;
    board.heads(0, &lang.pick(["", "Nombre", "Communes", "Population"], ["", "Number", "Communes", "Population"]))?;
    let overlaps = report.overlaps.len() as u64;
    let in_overlap = report.overlap_population();
    let name = lang.pick("Communes en chevauchement", "Communes in overlap");
    board.items(0, &[text(name), count(overlaps), count(overlaps), count(in_overlap)], false)?;
    for class in ZoneClass::ALL {
        let of_class = || report.zones.iter().filter(|zone| zone.class == class);
        let name = match class {
            ZoneClass::Enclave => lang.pick("Zones blanches enclavées", "White zones, enclosed"),
            ZoneClass::Between => lang.pick("Zones blanches entre CPTS", "White zones between CPTS"),
            ZoneClass::Open => lang.pick("Zones blanches ouvertes", "White zones, open"),
        };
        let (communes, population) =
            of_class().fold((0, 0), |sum, zone| (sum.0 + zone.units.len() as u64, sum.1 + zone.population));
        board.items(0, &[text(name), count(of_class().count() as u64), count(communes), count(population)], false)?;
    }
    Ok(())
}

/// R12, by region.
pub(super) fn identities(board: &mut Board, report: &Report) -> Result<(), XlsxError> {
    let lang = board.lang();
    board.section(lang.pick("Identités vérifiées (R12)", "Identities, checked (R12)"))?;
    board.heads(
        0,
        &lang.pick(
            [
                "Région",
                "Population",
                "Couverte",
                "Blanche",
                "Exclusive",
                "Partagée",
                "Somme des CPTS",
                "Comptée plusieurs fois",
            ],
            [
                "Region",
                "Population",
                "Covered",
                "White",
                "Exclusive",
                "Shared",
                "Sum of CPTS",
                "Counted more than once",
            ],
        ),
    )?;
    let parts: [fn(&Identities) -> u64; 7] = [
        |i| i.population,
        |i| i.covered,
        |i| i.white,
        |i| i.exclusive,
        |i| i.shared,
        |i| i.sum_of_cpts,
        |i| i.counted_again,
    ];
    for one in &report.identities {
        let mut items = vec![text(&one.region.name)];
        items.extend(parts.map(|part| count(part(one))));
        board.items(0, &items, false)?;
    }
    if report.identities.len() > 1 {
        let mut items = vec![text(lang.pick("Ensemble", "All"))];
        items.extend(parts.map(|part| count(report.identities.iter().map(part).sum())));
        board.items(0, &items, true)?;
    }
    board.note(lang.pick(
        "Vérifié sur chaque ligne : couverte + blanche = population ; exclusive + partagée = couverte ; somme des CPTS − couverte = comptée plusieurs fois.",
        "Checked on every row: covered + white = population; exclusive + shared = covered; sum of CPTS − covered = counted more than once.",
    ))
}

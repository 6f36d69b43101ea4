//! `maillage timeline`: the coverage on the first day of each month, quarter or year.

use anyhow::{Result, anyhow};
use maillage::cog::history::HistorySource;
use maillage::day::Day;
use maillage::formats::csv::{self, Cell};
use maillage::report::{Lang, POPULATION_COLUMNS, population_cells};
use maillage::rules::FundingReading;
use maillage::scenario::State;
use maillage::territory::{ResolveOptions, read_day, resolve};
use rayon::prelude::*;

use super::args::{Common, Every, TimelineArgs};
use super::{Outcome, input, output, rules};

/// Dates of a curve at most: a century of months. A day mistyped by centuries would make it endless.
const MOST: usize = 1_200;

const HEADER: [&str; 14] = [
    "date",
    "nb_cpts",
    "population",
    "population_couverte",
    "taux_population",
    "nb_communes",
    "nb_communes_couvertes",
    "nb_chevauchements",
    "nb_communes_blanches",
    "financement_max",
    "financement_regime",
    "financement_fixe",
    POPULATION_COLUMNS[0],
    POPULATION_COLUMNS[1],
];

pub fn run(args: &TimelineArgs, common: &Common) -> Result<Outcome> {
    let lang = Lang::from(common.lang);
    let (reference, reading) = input::reference_and_table(&args.input, common);
    let reference = reference?;
    let scope = input::scope(&reference, &args.input.regions, lang)?;
    let rules = rules::chosen(&args.input.rules, common)?;
    let name = args.input.table.table.display().to_string();
    let reading = reading?;
    let bound = |text: &Option<String>| text.as_deref().map(|text| input::day(text, lang)).transpose();
    let days = reading.claims().flat_map(|claim| [read_day(claim.start), read_day(claim.end)]).flatten();
    let (first, last) = days.fold((None, None), |(first, last): (Option<Day>, Option<Day>), day| {
        (Some(first.map_or(day, |first| first.min(day))), Some(last.map_or(day, |last| last.max(day))))
    });
    let (from, to) = (bound(&args.from)?.or(first), bound(&args.to)?.or(last));
    let (Some(from), Some(to)) = (from, to) else {
        return Err(anyhow!(lang.pick(
            format!("{name} : aucune date de début ni de fin ; une courbe demande des colonnes date_debut ou date_fin"),
            format!("{name}: no first or last day; a curve needs the columns date_debut or date_fin"),
        )));
    };
    if from > to {
        return Err(anyhow!(lang.pick(
            format!("le premier jour ({from}) suit le dernier ({to})"),
            format!("the first day ({from}) comes after the last ({to})")
        )));
    }
    let mut dates = dates(from, to, args.every);
    // Days that the user gives are bounds; those of the table are to be seen with what was before and what came of them.
    dates.retain(|day| (args.from.is_none() || *day >= from) && (args.to.is_none() || *day <= to));
    if dates.is_empty() {
        return Err(anyhow!(lang.pick(
            format!("aucun premier jour de mois, de trimestre ou d'année (selon --every) de {from} à {to} : écarter --from et --to, ou choisir un pas plus petit"),
            format!("no first day of a month, quarter or year (as --every says) from {from} to {to}: move --from and --to apart, or take a smaller step"),
        )));
    }
    if dates.len() > MOST {
        let count = dates.len();
        return Err(anyhow!(lang.pick(
            format!(
                "{count} dates de {from} à {to} : borner la courbe avec --from et --to, ou choisir un pas plus grand"
            ),
            format!("{count} dates from {from} to {to}: bound the curve with --from and --to, or take a larger step"),
        )));
    }
    let history = HistorySource::new(common.history.clone());
    let options = input::resolve_options(&args.input.table, lang)?;
    let row = |&date: &Day| -> Result<Vec<Cell>> {
        let options = ResolveOptions { date: Some(date), ..options.clone() };
        let resolution = resolve(reading.clone(), &reference, &history, &options)
            .map_err(|error| input::explain_lookup(error, lang))?;
        let state = State::new(&reference, &rules, args.input.stages.into(), resolution.cpts);
        let (covered, _) = state.covered(&scope);
        let funding = state.funding(&scope);
        let mut cells: Vec<Cell> = vec![
            date.to_string().into(),
            state.cpts.len().into(),
            covered.population.into(),
            covered.covered.into(),
            covered.rate().map_or(Cell::Empty, |rate| Cell::Decimal(rate, 2)),
            covered.units.into(),
            covered.covered_units.into(),
            covered.overlaps.into(),
            covered.white().into(),
        ];
        for reading in [FundingReading::Printed, FundingReading::Steady, FundingReading::Fixed] {
            cells.push(funding.get(reading).into());
        }
        cells.extend(population_cells(&reference));
        Ok(cells)
    };
    // Of several that fail the earliest is told, on any number of threads.
    let rows = dates.par_iter().map(row).collect::<Vec<_>>().into_iter().collect::<Result<Vec<_>>>()?;
    let dialect = output::dialect(args.excel_fr);
    let bytes = csv::write(&HEADER, &rows, dialect)?;
    output::put(args.output.as_deref(), &bytes)?;
    Ok(Outcome::Fine)
}

/// The first days of the periods from that of one day to that of another, and the day after for what begins within the last one.
fn dates(from: Day, to: Day, every: Every) -> Vec<Day> {
    let months = match every {
        Every::Month => 1,
        Every::Quarter => 3,
        Every::Year => 12,
    };
    let (year, month, _) = from.parts();
    let first = (month - 1) / months as u8 * months as u8 + 1;
    let mut dates: Vec<Day> = Vec::new();
    let mut next = Day::of(year, first, 1);
    while let Some(day) = next {
        dates.push(day);
        // What happens in a period shows on the first day of the next.
        next = (day < to).then(|| day.plus_months(months));
    }
    dates
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_curve_has_the_first_day_of_each_period_and_of_the_one_after() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        let texts = |every| -> Vec<String> {
            dates(day("2023-05-17"), day("2023-11-02"), every).iter().map(Day::to_string).collect()
        };
        assert_eq!(texts(Every::Quarter), ["2023-04-01", "2023-07-01", "2023-10-01", "2024-01-01"]);
        assert_eq!(texts(Every::Year), ["2023-01-01", "2024-01-01"]);
        assert_eq!(texts(Every::Month).len(), 8);
    }
}

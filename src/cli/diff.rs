//! `maillage diff`: what changed between two tables, two days of one table, or two report folders.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};
use maillage::cog::history::HistorySource;
use maillage::formats::csv::{self, Cell, Dialect, without_guard};
use maillage::formats::folder::{self, Content};
use maillage::formats::table::Table;
use maillage::reference::Reference;
use maillage::report::{Lang, change_rows, difference_json, difference_text, populations_heading, region_rows};
use maillage::rules::Rules;
use maillage::scenario::{State, difference};
use maillage::territory::{Cpts, ResolveOptions, read_claims, resolve};

use super::args::{CheckFormat, Common, DiffArgs, PopulationArgs, RulesArgs, TableInput};
use super::{Outcome, input, output, packs, populations, rules};

/// One of the two states, before its figures are made.
struct Side {
    reference: Reference,
    cpts: Vec<Cpts>,
    rules: Rules,
}

pub fn run(args: &DiffArgs, common: &Common) -> Result<Outcome> {
    let lang = Lang::from(common.lang);
    let [old, new] = [
        side(&args.old, &args.old_population, args.old_date.as_deref(), args.old_scheme.as_deref(), args, common)?,
        side(&args.new, &args.new_population, args.new_date.as_deref(), None, args, common)?,
    ];
    let scope = input::scope(&old.reference, &args.regions, lang)?;
    let stages = args.stages.into();
    let [before, after] = [&old, &new].map(|side| State::new(&side.reference, &side.rules, stages, side.cpts.clone()));
    let found = difference(&before, &after, &scope);
    if let Some(out) = &args.out {
        write(out, args, &found, &before, &after)?;
    }
    let text = match args.format {
        CheckFormat::Text => {
            populations_heading([&old.reference, &new.reference], lang)
                + &difference_text(&found, &before, &after, lang)
        }
        CheckFormat::Json => serde_json::to_string_pretty(&difference_json(&found, &before, &after))? + "\n",
    };
    output::print(text.as_bytes())?;
    Ok(Outcome::Fine)
}

fn write(out: &Path, args: &DiffArgs, found: &maillage::scenario::Difference, old: &State, new: &State) -> Result<()> {
    let dialect = output::dialect(args.excel_fr);
    let (header, rows) = change_rows(found, old, new);
    let changes = csv::write(&header, &rows, dialect)?;
    let (header, rows) = region_rows(found, new);
    let regions = csv::write(&header, &rows, dialect)?;
    let json = serde_json::to_string_pretty(&difference_json(found, old, new))? + "\n";
    let content = |bytes: Vec<u8>| -> Content { Box::new(move |out| out.write_all(&bytes)) };
    folder::write_all(
        out,
        &[
            ("differences.csv", content(changes)),
            ("differences_regions.csv", content(regions)),
            ("differences.json", content(json.into_bytes())),
        ],
    )?;
    Ok(())
}

fn side(
    path: &Path,
    population: &[PathBuf],
    date: Option<&str>,
    scheme: Option<&str>,
    args: &DiffArgs,
    common: &Common,
) -> Result<Side> {
    let lang = Lang::from(common.lang);
    let populations = PopulationArgs {
        population: population.to_vec(),
        population_kind: args.population_kind,
        population_year: None,
        population_cog: None,
    };
    let reference = populations::joined(packs::reference(common)?, &populations, common)?;
    let chosen =
        RulesArgs { scheme: scheme.map(str::to_owned).or_else(|| args.rules.scheme.clone()), ..args.rules.clone() };
    let rules = rules::chosen(&chosen, common)?;
    if path.is_dir() {
        let (reference, cpts) = of_folder(path, reference, common).with_context(|| path.display().to_string())?;
        return Ok(Side { reference, cpts, rules });
    }
    let table = TableInput {
        table: path.to_owned(),
        columns: args.columns.clone(),
        date: date.map(str::to_owned),
        ..TableInput::default()
    };
    let resolution = input::resolution(&table, common, &reference)?;
    input::tell_rejected(path, &resolution, lang);
    Ok(Side { reference, cpts: resolution.cpts, rules })
}

/// The claims and populations of a report that was written before.
fn of_folder(folder: &Path, mut reference: Reference, common: &Common) -> Result<(Reference, Vec<Cpts>)> {
    let lang = Lang::from(common.lang);
    let read = |name: &str| -> Result<Table> {
        let bytes = std::fs::read(folder.join(name)).with_context(|| {
            lang.pick(
                format!("{name} manque : ce n'est pas un dossier de rapport"),
                format!("{name} is missing: not a report folder"),
            )
        })?;
        csv::read(&bytes).map_err(|error| anyhow!("{name}: {error}"))
    };
    let (communes, territories) = (read("communes.csv")?, read("territoires.csv")?);
    let place = |table: &Table, column: &str| {
        let place = table.header.iter().position(|name| name == column);
        place.ok_or_else(|| anyhow!(lang.pick(format!("pas de colonne {column}"), format!("no column {column}"))))
    };
    let [id, name, stage] =
        [place(&territories, "cpts_id")?, place(&territories, "cpts_nom")?, place(&territories, "stade")?];
    let known: BTreeMap<&str, [&str; 2]> =
        territories.rows().map(|row| (without_guard(row.cell(id)), [row.cell(name), row.cell(stage)])).collect();
    let [code, ids, population] =
        [place(&communes, "code_insee")?, place(&communes, "cpts_ids")?, place(&communes, "population")?];
    let mut claims: Vec<Vec<Cell>> = Vec::new();
    let by_part = parts_of(folder, &known, &mut claims)?;
    for row in communes.rows() {
        if let Some(unit) = row.cell(code).parse().ok().and_then(|code| reference.find(code)) {
            reference.units[unit as usize].population = row.cell(population).parse().ok();
        }
        if by_part.contains(row.cell(code)) {
            continue;
        }
        for id in without_guard(row.cell(ids)).split('|').filter(|id| !id.is_empty()) {
            let [name, stage] = known.get(id).copied().unwrap_or([id, ""]);
            claims.push([id, name, stage, row.cell(code), "", ""].map(Cell::from).to_vec());
        }
    }
    let table = csv::write(
        &["cpts_id", "cpts_nom", "stade", "code_insee", "part", "population_part"],
        &claims,
        Dialect::Standard,
    )?;
    let reading = csv::read(&table).map_err(|error| anyhow!("{error}"))?;
    let reading = read_claims(&reading)
        .map_err(|_| anyhow!(lang.pick("le rapport n'a aucune CPTS", "the report has no CPTS")))?;
    let history = HistorySource::new(common.history.clone());
    let resolution = resolve(reading, &reference, &history, &ResolveOptions::default())
        .map_err(|error| input::explain_lookup(error, lang))?;
    Ok((reference, resolution.cpts))
}

/// Claims on parts of communes, of a report that has some; the codes of these communes.
fn parts_of(folder: &Path, known: &BTreeMap<&str, [&str; 2]>, claims: &mut Vec<Vec<Cell>>) -> Result<BTreeSet<String>> {
    const NAME: &str = "communes_partagees.csv";
    // Reports of before had no such file.
    let Ok(bytes) = std::fs::read(folder.join(NAME)) else { return Ok(BTreeSet::new()) };
    let table = csv::read(&bytes).map_err(|error| anyhow!("{NAME}: {error}"))?;
    let place = |column: &str| {
        table.header.iter().position(|name| name == column).ok_or_else(|| anyhow!("{NAME}: pas de colonne {column}"))
    };
    let [code, id, part] = [place("code_insee")?, place("cpts_id")?, place("part")?];
    let [population, all] = [place("population_part")?, place("population")?];
    for row in table.rows().filter(|row| !row.cell(id).is_empty()) {
        let [name, stage] = known.get(row.cell(id)).copied().unwrap_or([row.cell(id), ""]);
        // A claim on the whole has all inhabitants, and no part.
        let is_whole = row.cell(part).is_empty() && row.cell(population) == row.cell(all);
        let people = if is_whole { "" } else { row.cell(population) };
        let claim = [row.cell(id), name, stage, row.cell(code), row.cell(part), people];
        claims.push(claim.map(Cell::from).to_vec());
    }
    Ok(table.rows().map(|row| row.cell(code).to_owned()).collect())
}

//! `maillage report`: writes the files of a report and prints its summary.

use std::mem::ManuallyDrop;
use std::path::Path;

use anyhow::Result;
use maillage::formats::folder::{self, Content};
use maillage::report::{CARDS_FOLDER, Lang, Report, cards, file_names, files, summary};

use super::args::{CardArg, Common, ReportArgs};
use super::{Outcome, input, output};

/// As many names of files as a line tells.
const NAMED: usize = 8;

pub fn run(args: &ReportArgs, common: &Common) -> Result<Outcome> {
    let lang = Lang::from(common.lang);
    let (reference, reading) = input::reference_and_table(&args.input, common);
    // Never dropped: the program ends when the report is written, and to give back its memory piece by piece takes a fortieth of the time.
    let reference = ManuallyDrop::new(reference?);
    let report = ManuallyDrop::new(input::report(&args.input, common, &reference, reading?)?);
    input::refuse_unusable(&report, &args.input.table.table, lang)?;
    let mut left_behind = None;
    if let Some(out) = &args.out {
        let dialect = output::dialect(args.excel_fr);
        let is_wanted =
            |name: &str| args.formats.is_empty() || args.formats.iter().any(|format| name.ends_with(format.ending()));
        let mut wanted: Vec<(String, Content)> = files(&report, dialect, lang, is_wanted)
            .into_iter()
            .map(|(name, content)| (name.to_owned(), content))
            .collect();
        let as_card = |format| args.cards.contains(&format);
        wanted.extend(cards(&report, lang, as_card(CardArg::Svg), as_card(CardArg::Png)));
        left_behind = self::left_behind(out, &report, &wanted, lang);
        folder::write_all(out, &wanted)?;
    }
    output::print(summary(&report, lang).as_bytes())?;
    if let Some(hint) = one_region_hint(&report, lang) {
        tell!("{hint}");
    }
    if let Some(out) = &args.out {
        tell!("{} {}", lang.pick("Fichiers écrits dans", "Files written to"), out.display());
    }
    left_behind.iter().for_each(|hint| tell!("{hint}"));
    Ok(Outcome::Fine)
}

/// Files of an earlier report that stay beside those written: whoever opens the folder would take them for this one's.
fn left_behind(out: &Path, report: &Report, written: &[(String, Content)], lang: Lang) -> Option<String> {
    let is_written = |name: &String| written.iter().any(|(other, _)| other == name);
    let names = file_names(report).map(str::to_owned).filter(|name| out.join(name).exists());
    let cards = std::fs::read_dir(out.join(CARDS_FOLDER)).into_iter().flatten().flatten();
    let cards = cards.filter_map(|entry| Some(format!("{CARDS_FOLDER}/{}", entry.file_name().to_str()?)));
    let mut old: Vec<String> = names.chain(cards).filter(|name| !is_written(name)).collect();
    old.sort_unstable();
    let more = old.len().saturating_sub(NAMED);
    old.truncate(NAMED);
    let (names, more) = (old.join(", "), if more > 0 { format!(" (+ {more})") } else { String::new() });
    let told = lang.pick(
        format!("Restent là d'un rapport antérieur : {names}{more}. Les effacer, ou écrire dans un dossier neuf."),
        format!("Still there from an earlier report: {names}{more}. Delete them, or write to a new folder."),
    );
    (!names.is_empty()).then_some(told)
}

/// A report on all of France of a table that is about a few regions tells little: how to ask for those.
fn one_region_hint(report: &Report, lang: Lang) -> Option<String> {
    let mut regions: Vec<u32> = report.territories.iter().flat_map(|territory| territory.regions.clone()).collect();
    regions.sort_unstable();
    regions.dedup();
    if !report.options.scope.is_france || regions.len() >= report.options.scope.regions.len() / 2 {
        return None;
    }
    let areas = &report.reference.areas.regions;
    let names: Vec<&str> = regions.iter().map(|&region| areas[region as usize].name.as_str()).collect();
    let options: Vec<String> =
        regions.iter().map(|&region| format!("--region {}", areas[region as usize].code)).collect();
    let (names, options) = (names.join(", "), options.join(" "));
    Some(lang.pick(
        format!(
            "Toutes les CPTS de la table sont en {names} : ajouter {options} pour un rapport sur ce seul périmètre."
        ),
        format!("All CPTS of the table lie in {names}: add {options} for a report on that alone."),
    ))
}

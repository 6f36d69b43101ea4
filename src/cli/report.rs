//! `maillage report`: writes the files of a report and prints its summary.

use std::mem::ManuallyDrop;

use anyhow::Result;
use maillage::formats::folder::{self, Content};
use maillage::report::{Lang, Report, cards, files, summary};

use super::args::{CardArg, Common, ReportArgs};
use super::{Outcome, input, output};

pub fn run(args: &ReportArgs, common: &Common) -> Result<Outcome> {
    let lang = Lang::from(common.lang);
    let (reference, reading) = input::reference_and_table(&args.input, common);
    // Never dropped: the program ends when the report is written, and to give back its memory piece by piece takes a fortieth of the time.
    let reference = ManuallyDrop::new(reference?);
    let report = ManuallyDrop::new(input::report(&args.input, common, &reference, reading?)?);
    input::refuse_unusable(&report, &args.input.table.table, lang)?;
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
        folder::write_all(out, &wanted)?;
    }
    output::print(summary(&report, lang).as_bytes())?;
    if let Some(hint) = one_region_hint(&report, lang) {
        eprintln!("{hint}");
    }
    if let Some(out) = &args.out {
        eprintln!("{} {}", lang.pick("Fichiers écrits dans", "Files written to"), out.display());
    }
    Ok(Outcome::Fine)
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

//! What `compare` tells of two sources: a row a unit, and a summary.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::formats::csv::Cell;
use crate::report::sheet::LIST;
use crate::report::{Lang, Sheet};
use crate::scenario::{Comparison, Disagreement, Nature, State};
use crate::territory::CptsId;

/// `desaccords.csv`: a row for each unit on which the sources differ, by code.
pub fn disagreement_rows(found: &Comparison, first: &State, second: &State) -> Sheet {
    let header = vec![
        "code_insee",
        "nom",
        "code_departement",
        "population",
        "nature",
        "cpts_ids_1",
        "cpts_noms_1",
        "cpts_ids_2",
        "cpts_noms_2",
        "population_en_jeu",
    ];
    let row = |it: &Disagreement| -> Vec<Cell> {
        let unit = first.reference.unit(it.unit);
        let joined = |state: &State, ids: &[CptsId], text: fn(&crate::territory::Cpts) -> &str| -> Cell {
            let all: Vec<&str> = ids.iter().map(|&id| text(&state.cpts[id as usize])).collect();
            all.join(LIST).into()
        };
        vec![
            unit.code.as_str().into(),
            unit.name.as_str().into(),
            first.reference.areas.departments[unit.department as usize].code.as_str().into(),
            unit.population.map(u64::from).into(),
            it.nature.key().into(),
            joined(first, &it.first, |cpts| &cpts.id),
            joined(first, &it.first, |cpts| &cpts.name),
            joined(second, &it.second, |cpts| &cpts.id),
            joined(second, &it.second, |cpts| &cpts.name),
            it.stake.into(),
        ]
    };
    (header, found.disagreements.iter().map(row).collect())
}

/// The same for people: how far the sources agree, and where they do not. `names` are those of the sources.
pub fn disagreement_text(found: &Comparison, states: [&State; 2], names: [&str; 2], lang: Lang) -> String {
    let mut out = String::new();
    // Writing to a text cannot fail.
    let _ = write_text(&mut out, found, states, names, lang);
    out
}

/// Pairs of claimants that a summary names; the table has all.
const SHOWN: usize = 20;

/// Claimants in the first source and in the second.
type Pair<'a> = (&'a [CptsId], &'a [CptsId]);

/// Units, inhabitants at stake, names of the units.
type Sums<'a> = (u64, u64, Vec<&'a str>);

fn write_text(
    out: &mut String,
    found: &Comparison,
    [first, second]: [&State; 2],
    names: [&str; 2],
    lang: Lang,
) -> std::fmt::Result {
    let people =
        |count: u64| lang.count(count, lang.pick("habitant", "inhabitant"), lang.pick("habitants", "inhabitants"));
    let communes = |count: u64| lang.count(count, "commune", "communes");
    let rate = if found.claimed.1 > 0 { 100.0 * found.agreed.1 as f64 / found.claimed.1 as f64 } else { 100.0 };
    writeln!(out, "1 : {}\n2 : {}\n", names[0], names[1])?;
    let (units, inhabitants) = (communes(found.claimed.0), people(found.claimed.1));
    writeln!(out, "{} {units}, {inhabitants}", lang.pick("Rattaché par l'une ou l'autre :", "Claimed by either:"))?;
    let (units, inhabitants, rate) = (communes(found.agreed.0), people(found.agreed.1), lang.decimal(rate, 2));
    writeln!(out, "{} {units}, {inhabitants} ({rate} %)", lang.pick("D'accord :", "Agreed on:"))?;
    for nature in Nature::ALL {
        let (units, inhabitants) = found.count(nature);
        if units > 0 {
            writeln!(out, "{} {}, {}", nature_text(nature, lang), communes(units), people(inhabitants))?;
        }
    }
    let name = |state: &State, id: CptsId| {
        let cpts = &state.cpts[id as usize];
        if cpts.name == cpts.id { cpts.id.clone() } else { format!("{} ({})", cpts.name, cpts.id) }
    };
    if !found.renamed.is_empty() {
        writeln!(out, "\n{}", lang.pick("Mêmes CPTS sous d'autres noms :", "Same CPTS under other names:"))?;
        for &(a, b) in &found.renamed {
            writeln!(out, "   {} = {}", name(first, a), name(second, b))?;
        }
    }
    for (place, (state, ids)) in [first, second].into_iter().zip(&found.alone).enumerate() {
        if !ids.is_empty() {
            let list = ids.iter().map(|&id| name(state, id)).collect::<Vec<_>>().join(", ");
            let number = place + 1;
            writeln!(
                out,
                "\n{} {list}",
                lang.pick(format!("CPTS de {number} seule :"), format!("CPTS of {number} alone:"))
            )?;
        }
    }
    if found.disagreements.is_empty() {
        return Ok(());
    }
    let mut pairs: BTreeMap<Pair, Sums> = BTreeMap::new();
    for it in &found.disagreements {
        let sums = pairs.entry((&it.first, &it.second)).or_default();
        sums.0 += 1;
        sums.1 += it.stake;
        sums.2.push(&first.reference.unit(it.unit).name);
    }
    let mut pairs: Vec<_> = pairs.into_iter().collect();
    pairs.sort_by(|a, b| b.1.1.cmp(&a.1.1).then_with(|| a.0.cmp(&b.0)));
    writeln!(out, "\n{}", lang.pick("Désaccords, 1 → 2 :", "Disagreements, 1 → 2:"))?;
    let list = |state: &State, ids: &[CptsId]| match ids {
        [] => lang.pick("aucune CPTS", "no CPTS").to_owned(),
        ids => ids.iter().map(|&id| name(state, id)).collect::<Vec<_>>().join(" + "),
    };
    for ((a, b), (units, inhabitants, of)) in pairs.iter().take(SHOWN) {
        let some = of.iter().take(3).copied().collect::<Vec<_>>().join(", ");
        let more = if of.len() > 3 { "…" } else { "" };
        let (a, b) = (list(first, a), list(second, b));
        writeln!(out, "   {a} → {b} : {}, {} ({some}{more})", communes(*units), people(*inhabitants))?;
    }
    if pairs.len() > SHOWN {
        let left = lang.integer((pairs.len() - SHOWN) as u64);
        let text = lang.pick(format!("   et {left} autres : -o FICHIER"), format!("   and {left} more: -o FILE"));
        writeln!(out, "{text}")?;
    }
    Ok(())
}

fn nature_text(nature: Nature, lang: Lang) -> &'static str {
    match nature {
        Nature::OnlyFirst => lang.pick("Rattaché par 1 seule :", "Claimed by 1 alone:"),
        Nature::OnlySecond => lang.pick("Rattaché par 2 seule :", "Claimed by 2 alone:"),
        Nature::OtherCpts => lang.pick("À d'autres CPTS :", "By other CPTS:"),
        Nature::OtherParts => lang.pick("Aux mêmes CPTS, par d'autres parties :", "By the same CPTS, other parts:"),
    }
}

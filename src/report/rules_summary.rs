//! Funding, thresholds and deadlines in the summary.

use std::fmt::{self, Write};

use super::model::Report;
use super::{Lang, day_text};
use crate::indicators::{Envelope, Place, Reason, Situation, SizeAlert};
use crate::rules::{Direction, FundingReading};
use crate::territory::StageSet;

/// Yearly envelopes of the scope: signed contracts, the stage set of the report, and full coverage.
pub(super) fn funding(out: &mut String, report: &Report, lang: Lang) -> fmt::Result {
    let rules = &report.options.rules;
    let Some(scheme) = rules.funding() else { return Ok(()) };
    let optional: Vec<&str> = rules.optional().map(|line| lang.pick(line.name_fr.as_str(), &line.name_en)).collect();
    let all = scheme.optional().count();
    let optional = match optional.len() {
        0 => lang.pick("sans mission optionnelle", "no optional mission").to_owned(),
        some if some == all => lang.pick("missions optionnelles comprises", "optional missions included").to_owned(),
        _ => format!("{} {}", lang.pick("mission optionnelle :", "optional mission:"), optional.join(", ")),
    };
    let results = lang.pick(
        format!("résultats à {}\u{202f}%", rules.assumptions().results.to_string().replace('.', ",")),
        format!("results at {}%", rules.assumptions().results),
    );
    let title = lang.pick("Financement par an", "Funding a year");
    writeln!(out)?;
    let and = lang.pick(" ;", ";");
    writeln!(out, "{title} ({}{and} {optional}{and} {results})", scheme.id)?;
    let columns =
        lang.pick(["maximum affiché", "régime", "parts fixes"], ["printed maximum", "steady year", "fixed parts"]);
    let [printed, steady, fixed] = columns;
    writeln!(out, "   {:<39} {printed:>17} {steady:>17} {fixed:>17}", "")?;
    for envelope in report.envelopes.iter().filter(|it| it.place == Place::Whole) {
        let is_chosen = envelope.stages == report.options.stages;
        if is_chosen || envelope.stages == StageSet::Aci {
            writeln!(out, "{}", envelope_line(envelope, is_chosen, lang))?;
        }
    }
    let elsewhere = |it: &&Envelope| {
        it.place == Place::Elsewhere && it.situation == Situation::Now && it.stages == report.options.stages
    };
    if let Some(elsewhere) = report.envelopes.iter().find(elsewhere) {
        let count = lang.integer(elsewhere.cpts());
        writeln!(
            out,
            "   {}",
            lang.pick(
                format!("et {count} CPTS dont la plupart des habitants sont hors du périmètre (enveloppes.csv)"),
                format!("and {count} CPTS with most inhabitants outside the scope (enveloppes.csv)"),
            )
        )?;
    }
    Ok(())
}

fn envelope_line(envelope: &Envelope, is_chosen: bool, lang: Lang) -> String {
    let name = match (envelope.situation, envelope.stages) {
        (Situation::ZonesJoined, _) => lang.pick("à 100\u{202f}% : zones aux voisines", "at 100%: zones to neighbours"),
        (Situation::ZonesAlone, _) => lang.pick("à 100\u{202f}% : zones en CPTS", "at 100%: zones as CPTS"),
        (Situation::Now, StageSet::Aci) => lang.pick("ACI signés", "ACI signed"),
        (Situation::Now, StageSet::AciProjet) => lang.pick("+ projets validés", "+ validated projects"),
        (Situation::Now, StageSet::AciProjetLettre) => lang.pick("+ lettres d'intention", "+ letters of intent"),
        (Situation::Now, StageSet::Tous) => lang.pick("tous stades", "all stages"),
    };
    let euros = |reading| match envelope.funding.get(reading) {
        Some(amount) => lang.pick(format!("{} €", lang.integer(amount)), format!("€{}", lang.integer(amount))),
        None => lang.pick("inconnu", "unknown").to_owned(),
    };
    let mark = if is_chosen && envelope.situation == Situation::Now { '▸' } else { ' ' };
    format!(
        " {mark} {name:<29} {:>4} CPTS {:>17} {:>17} {:>17}",
        envelope.cpts(),
        euros(FundingReading::Printed),
        euros(FundingReading::Steady),
        euros(FundingReading::Fixed),
    )
}

/// CPTS whose size may change.
pub(super) fn thresholds(out: &mut String, report: &Report, lang: Lang) -> fmt::Result {
    let near = |way: Direction| {
        report.alerts.iter().filter(|it| matches!(it.reason, Reason::Near(near) if near.direction == way)).count()
    };
    let (up, down) = (near(Direction::Up), near(Direction::Down));
    let title = lang.pick("Seuils de taille", "Size thresholds");
    let near = lang.pick(
        format!(
            "{} CPTS à 2\u{202f}% ou 1\u{202f}000 habitants au plus ({up} au-dessous, {down} au-dessus)",
            up + down
        ),
        format!("{} CPTS within 2% or 1,000 inhabitants ({up} below, {down} above)", up + down),
    );
    write!(out, "{title:<16} {near}")?;
    let convention = report.alerts.iter().filter(|it| it.reason == Reason::Convention).count();
    if convention > 0 {
        let text = lang.pick(" exactement sur un seuil non tranché", " exactly on an undecided threshold");
        write!(out, ", {convention}{text}")?;
    }
    for (place, other) in report.options.other_populations.iter().enumerate() {
        let of_other =
            report.alerts.iter().filter(|it| matches!(it.reason, Reason::Population { other, .. } if other == place));
        // Of a CPTS of which a figure is missing there, nobody knows whether its size would be another.
        let (known, unknown): (Vec<&SizeAlert>, Vec<&SizeAlert>) = of_other.partition(|it| it.category.is_some());
        let count = known.len();
        write!(out, ", {count} {} {}", lang.pick("d'une autre taille avec", "of another size with"), other.label)?;
        if !unknown.is_empty() {
            let text = lang.pick("dont la taille y est inconnue", "whose size is unknown there");
            write!(out, " ({} {text})", unknown.len())?;
        }
    }
    writeln!(out)
}

/// Deadlines of the contracts whose day of signature is known.
pub(super) fn deadlines(out: &mut String, report: &Report, lang: Lang) -> fmt::Result {
    if report.schedules.is_empty() {
        return Ok(());
    }
    let contracts = report.schedules.len() as u64;
    let contracts = lang.count(contracts, lang.pick("contrat", "contract"), lang.pick("contrats", "contracts"));
    let all: usize = report.schedules.iter().map(|schedule| schedule.due.len()).sum();
    let title = lang.pick("Échéances", "Deadlines");
    let past = report.options.date.map(|date| {
        let past: usize = report.schedules.iter().map(|schedule| schedule.past(date).count()).sum();
        let date = day_text(date, lang);
        lang.pick(format!(", {past} passées au {date}"), format!(", {past} past on {date}"))
    });
    let (all, past) = (lang.integer(all as u64), past.unwrap_or_default());
    writeln!(out, "{title:<16} {all} ({contracts}){past}")
}

//! Funding, thresholds and deadlines in the summary.

use std::fmt::{self, Write};

use super::model::Report;
use super::{Lang, day_text};
use crate::indicators::{Envelope, Place, Reason, Situation, SizeAlert};
use crate::rules::{Direction, FundingReading, Rules};
use crate::territory::StageSet;

/// Yearly envelopes of the scope: signed contracts, the stage set of the report, and full coverage.
pub(super) fn funding(out: &mut String, report: &Report, lang: Lang) -> fmt::Result {
    let rules = &report.options.rules;
    if rules.funding().is_none() {
        return Ok(());
    }
    let title = lang.pick("Financement par an", "Funding a year");
    writeln!(out)?;
    writeln!(out, "{title} ({})", funding_basis(rules, lang))?;
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

/// The scheme of the funding, and what is taken for granted.
pub(super) fn funding_basis(rules: &Rules, lang: Lang) -> String {
    let Some(scheme) = rules.funding() else {
        return lang.pick("aucun barème pour ces tailles", "no scheme for these sizes").to_owned();
    };
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
    let and = lang.pick(" ;", ";");
    format!("{}{and} {optional}{and} {results}", scheme.id)
}

/// The situation of an envelope, and the stage set where it counts.
pub(super) fn envelope_name(envelope: &Envelope, lang: Lang) -> &'static str {
    match (envelope.situation, envelope.stages) {
        (Situation::ZonesJoined, _) => lang.pick("à 100\u{202f}% : zones aux voisines", "at 100%: zones to neighbours"),
        (Situation::ZonesAlone, _) => lang.pick("à 100\u{202f}% : zones en CPTS", "at 100%: zones as CPTS"),
        (Situation::Now, StageSet::Aci) => lang.pick("ACI signés", "signed ACI"),
        (Situation::Now, StageSet::AciProjet) => lang.pick("+ projets validés", "+ validated projects"),
        (Situation::Now, StageSet::AciProjetLettre) => lang.pick("+ lettres d'intention", "+ letters of intent"),
        (Situation::Now, StageSet::Tous) => lang.pick("tous stades", "all stages"),
    }
}

fn envelope_line(envelope: &Envelope, is_chosen: bool, lang: Lang) -> String {
    let name = envelope_name(envelope, lang);
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
    let title = lang.pick("Seuils de taille", "Size thresholds");
    writeln!(out, "{title:<16} {}", thresholds_text(report, lang))
}

/// How many CPTS may change size, by reason.
pub(super) fn thresholds_text(report: &Report, lang: Lang) -> String {
    let near = |way: Direction| {
        report.alerts.iter().filter(|it| matches!(it.reason, Reason::Near(near) if near.direction == way)).count()
    };
    let (up, down) = (near(Direction::Up), near(Direction::Down));
    let mut text = lang.pick(
        format!(
            "{} CPTS à 2\u{202f}% ou 1\u{202f}000 habitants au plus ({up} au-dessous, {down} au-dessus)",
            up + down
        ),
        format!("{} CPTS within 2% or 1,000 inhabitants ({up} below, {down} above)", up + down),
    );
    let convention = report.alerts.iter().filter(|it| it.reason == Reason::Convention).count();
    if convention > 0 {
        let on_it = lang.pick("exactement sur un seuil non tranché", "exactly on an undecided threshold");
        text += &format!(", {convention} {on_it}");
    }
    for (place, other) in report.options.other_populations.iter().enumerate() {
        let of_other =
            report.alerts.iter().filter(|it| matches!(it.reason, Reason::Population { other, .. } if other == place));
        // Of a CPTS of which a figure is missing there, nobody knows whether its size would be another.
        let (known, unknown): (Vec<&SizeAlert>, Vec<&SizeAlert>) = of_other.partition(|it| it.category.is_some());
        let count = known.len();
        text += &format!(", {count} {} {}", lang.pick("d'une autre taille avec", "of another size with"), other.label);
        if !unknown.is_empty() {
            let is = lang.pick("dont la taille y est inconnue", "whose size is unknown there");
            text += &format!(" ({} {is})", unknown.len());
        }
    }
    text
}

/// Deadlines of the contracts whose day of signature is known.
pub(super) fn deadlines(out: &mut String, report: &Report, lang: Lang) -> fmt::Result {
    if report.schedules.is_empty() {
        return Ok(());
    }
    writeln!(out, "{:<16} {}", lang.pick("Échéances", "Deadlines"), deadlines_text(report, lang))
}

/// How many deadlines there are, and how many are past.
pub(super) fn deadlines_text(report: &Report, lang: Lang) -> String {
    let contracts = report.schedules.len() as u64;
    let contracts = lang.count(contracts, lang.pick("contrat", "contract"), lang.pick("contrats", "contracts"));
    let all: usize = report.schedules.iter().map(|schedule| schedule.due.len()).sum();
    let past = report.options.date.map(|date| {
        let past: usize = report.schedules.iter().map(|schedule| schedule.past(date).count()).sum();
        let date = day_text(date, lang);
        lang.pick(format!(", {past} passées au {date}"), format!(", {past} past on {date}"))
    });
    let (all, past) = (lang.integer(all as u64), past.unwrap_or_default());
    format!("{all} ({contracts}){past}")
}

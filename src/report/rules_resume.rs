//! Funding, thresholds and deadlines in `resume.json`.

use serde::Serialize;

use super::model::Report;
use crate::indicators::{Envelope, Place, Reason};
use crate::rules::{Convention, Direction, FundingReading};
use crate::territory::Stage;

/// Scheme, assumptions, and the yearly envelopes of the scope; amounts that no source gives are `null`.
#[derive(Serialize)]
pub(super) struct Financement {
    /// Funding scheme; `null` where none is for the sizes.
    bareme: Option<String>,
    /// Size scheme.
    bareme_tailles: String,
    /// Size of a population that is exactly an undecided threshold.
    seuil_non_tranche: &'static str,
    /// Optional missions that count.
    missions_optionnelles: Vec<String>,
    /// Results by which variable parts are paid, in percent.
    resultats: String,
    /// As in `enveloppes.csv`, for the scope and for CPTS at home outside it.
    enveloppes: Vec<Enveloppe>,
}

#[derive(Serialize)]
struct Enveloppe {
    niveau: &'static str,
    situation: &'static str,
    ensemble_stades: &'static str,
    nb_cpts: u64,
    nb_cpts_montant_inconnu: u64,
    population_cpts: u64,
    financement_max: Option<u64>,
    financement_regime: Option<u64>,
    financement_redaction: Option<u64>,
    financement_fixe: Option<u64>,
}

/// CPTS whose size may change, by reason.
#[derive(Serialize)]
pub(super) struct Seuils {
    nb_cpts_sous_un_seuil: usize,
    nb_cpts_sur_un_seuil: usize,
    nb_cpts_seuil_non_tranche: usize,
    autres_populations: Vec<AutrePopulation>,
}

#[derive(Serialize)]
struct AutrePopulation {
    nature: String,
    nb_cpts_autre_taille: usize,
    nb_cpts_inconnues: usize,
}

/// Deadlines of missions.
#[derive(Serialize)]
pub(super) struct Echeances {
    /// Day asked for.
    date: Option<String>,
    nb_contrats_dates: usize,
    /// Signed contracts of which the table gives no day of signature.
    nb_contrats_sans_date: usize,
    nb_echeances: usize,
    /// `null` without a day.
    nb_depassees: Option<usize>,
}

pub(super) fn financement(report: &Report) -> Financement {
    let rules = &report.options.rules;
    let places = [Place::Whole, Place::Elsewhere];
    Financement {
        bareme: rules.funding().map(|funding| funding.id.clone()),
        bareme_tailles: rules.sizes().id.clone(),
        seuil_non_tranche: match rules.sizes().convention() {
            Convention::Upper => "superieure",
            Convention::Lower => "inferieure",
        },
        missions_optionnelles: rules.optional().map(|line| line.id.clone()).collect(),
        resultats: rules.assumptions().results.to_string(),
        enveloppes: report.envelopes.iter().filter(|it| places.contains(&it.place)).map(enveloppe).collect(),
    }
}

fn enveloppe(envelope: &Envelope) -> Enveloppe {
    Enveloppe {
        niveau: envelope.place.key(),
        situation: envelope.situation.key(),
        ensemble_stades: envelope.stages.key(),
        nb_cpts: envelope.cpts(),
        nb_cpts_montant_inconnu: envelope.unknown,
        population_cpts: envelope.population,
        financement_max: envelope.funding.get(FundingReading::Printed),
        financement_regime: envelope.funding.get(FundingReading::Steady),
        financement_redaction: envelope.funding.get(FundingReading::Drafting),
        financement_fixe: envelope.funding.get(FundingReading::Fixed),
    }
}

pub(super) fn seuils(report: &Report) -> Seuils {
    let count = |counts: &dyn Fn(Reason) -> bool| report.alerts.iter().filter(|it| counts(it.reason)).count();
    let near = |way| count(&|reason| matches!(reason, Reason::Near(near) if near.direction == way));
    let others = report.options.other_populations.iter().enumerate().map(|(place, it)| {
        let is_known = |known: bool| {
            count(&|reason| {
                matches!(reason, Reason::Population { other, population } if other == place && population.is_some() == known)
            })
        };
        AutrePopulation {
            nature: it.label.clone(),
            nb_cpts_autre_taille: is_known(true),
            nb_cpts_inconnues: is_known(false),
        }
    });
    Seuils {
        nb_cpts_sous_un_seuil: near(Direction::Up),
        nb_cpts_sur_un_seuil: near(Direction::Down),
        nb_cpts_seuil_non_tranche: count(&|reason| reason == Reason::Convention),
        autres_populations: others.collect(),
    }
}

pub(super) fn echeances(report: &Report) -> Echeances {
    let is_signed = |cpts: u32| report.cpts.get(cpts as usize).is_some_and(|cpts| cpts.stage == Some(Stage::Aci));
    let dated = |cpts: u32| report.schedules.iter().any(|schedule| schedule.cpts == cpts);
    let undated = report.territories.iter().filter(|it| is_signed(it.cpts) && !dated(it.cpts));
    let past = |date| report.schedules.iter().map(|schedule| schedule.past(date).count()).sum();
    Echeances {
        date: report.options.date.map(|date| date.to_string()),
        nb_contrats_dates: report.schedules.len(),
        nb_contrats_sans_date: undated.count(),
        nb_echeances: report.schedules.iter().map(|schedule| schedule.due.len()).sum(),
        nb_depassees: report.options.date.map(past),
    }
}

//! Findings in words: what was noticed, and what to do about it.

use super::boundaries::boundary_note;
use super::lookup::{lookup_correction, lookup_note};
use super::parts;
use super::populations::{population_correction, population_note};
use super::rows;
use super::rules::{near_threshold, overdue};
use super::subject::{Subject, stage_text};
use super::tables::{form_note, table_correction, table_note};
use crate::cog::CommuneCode;
use crate::reference::UnitId;
use crate::report::Lang;
use crate::report::model::Report;
use crate::territory::{Conflict, CptsId, Finding, Severity, ZoneClass};

/// A severity, as written in `anomalies.csv`.
pub fn severity(severity: Severity, lang: Lang) -> &'static str {
    match severity {
        Severity::Error => lang.pick("erreur", "error"),
        Severity::Warning => lang.pick("avertissement", "warning"),
        Severity::Info => lang.pick("information", "info"),
    }
}

/// What was noticed.
pub fn message(report: &Report, finding: &Finding, lang: Lang) -> String {
    message_of(Subject::of(report), finding, lang)
}

/// What was noticed, before there is a report.
pub fn message_of(subject: Subject, finding: &Finding, lang: Lang) -> String {
    let unit = |unit: UnitId| subject.unit_name(unit);
    let cpts = |cpts: CptsId| subject.cpts_name(cpts);
    let all = |ids: &[CptsId]| ids.iter().map(|&id| cpts(id)).collect::<Vec<_>>().join(", ");
    let units = |ids: &[UnitId]| ids.iter().map(|&id| unit(id)).collect::<Vec<_>>().join(", ");
    match finding {
        Finding::Table(note) => table_note(note, lang),
        Finding::Form(note) => form_note(note, lang),
        Finding::Lookup(note) => {
            let fate = lang.pick("ligne rejetée", "row rejected");
            lookup_note(note, subject.reference.metadata.cog, fate, lang)
        }
        Finding::LeftOut(note) => {
            let fate = lang
                .pick("la ligne ne compte que pour ses autres communes", "the row counts for its other communes alone");
            lookup_note(note, subject.reference.metadata.cog, fate, lang)
        }
        Finding::RowLength { .. }
        | Finding::Nobody
        | Finding::NoMark
        | Finding::UnknownMark
        | Finding::NoCpts
        | Finding::Repeated { .. }
        | Finding::UnknownStage
        | Finding::NoStage { .. }
        | Finding::SeveralStages { .. }
        | Finding::SeveralNames { .. }
        | Finding::AlikeCpts { .. }
        | Finding::ReadAs { .. }
        | Finding::NoSuchCpts
        | Finding::UnknownDay
        | Finding::EndsBeforeStart { .. }
        | Finding::Elsewhen { .. }
        | Finding::DaysNotUsed
        | Finding::SeveralSignatures { .. }
        | Finding::NoStages
        | Finding::CityTwice { .. } => rows::message(finding, subject, lang),
        Finding::Part { .. }
        | Finding::PartsWithoutPopulation { .. }
        | Finding::Iris(_)
        | Finding::IrisEstimate { .. }
        | Finding::PartTwice { .. }
        | Finding::PartOfSeveral { .. }
        | Finding::IrisElsewhere { .. }
        | Finding::IrisMended
        | Finding::PartsBeyond { .. } => parts::message(finding, &unit, &all, lang),
        Finding::Overlap { unit: id, claimants, conflict, via } => {
            let (unit, all) = (unit(*id), all(claimants));
            let codes = |codes: &[CommuneCode]| codes.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
            let via: Vec<String> = via.iter().map(|(id, via)| format!("{} : {}", cpts(*id), codes(via))).collect();
            let via = if via.is_empty() {
                String::new()
            } else {
                let via = via.join(" ; ");
                lang.pick(format!(" (par d'anciens codes, {via})"), format!(" (by former codes, {via})"))
            };
            let nature = match conflict {
                Conflict::Contracts => lang.pick(" (entre contrats signés)", " (between signed contracts)"),
                Conflict::Project => lang.pick(" (conflit avec un projet)", " (conflict with a project)"),
                Conflict::SomeUnknown => "",
                Conflict::Unknown => lang.pick(" (stades inconnus)", " (stages not known)"),
            };
            lang.pick(
                format!("chevauchement{nature} : {unit} est rattachée à {all}{via}"),
                format!("overlap{nature}: {unit} is claimed by {all}{via}"),
            )
        }
        Finding::WhiteZone { zone, class, units: members, neighbours } => {
            let number = lang.nouns(members.len(), ["commune", "communes"], ["commune", "communes"]);
            let around = all(neighbours);
            let first = unit(members[0]);
            let class = match class {
                ZoneClass::Enclave => lang.pick("enclavée dans", "enclosed in"),
                _ => lang.pick("entre", "between"),
            };
            lang.pick(
                format!("zone blanche {zone} ({number}, dont {first}) {class} {around}"),
                format!("white zone {zone} ({number}, {first} among them) {class} {around}"),
            )
        }
        Finding::SeveralDepartments { cpts: id, departments, regions } => {
            let (name, departments, regions) = (cpts(*id), departments.join(", "), regions.join(", "));
            if finding.is_over_regions() {
                lang.pick(
                    format!("{name} s'étend sur plusieurs régions ({regions} ; départements : {departments})"),
                    format!("{name} lies in several regions ({regions}; departments: {departments})"),
                )
            } else {
                lang.pick(
                    format!("{name} s'étend sur plusieurs départements ({departments})"),
                    format!("{name} lies in several departments ({departments})"),
                )
            }
        }
        Finding::Pieces { cpts: id, pieces } => {
            let (name, number, places) = (cpts(*id), pieces.len(), units(pieces));
            lang.pick(
                format!("{name} est en {number} parties, autour de : {places}"),
                format!("{name} is in {number} pieces, around: {places}"),
            )
        }
        Finding::UndecidedSize { cpts: id, population, category } => {
            let (name, population) = (cpts(*id), lang.integer(*population));
            lang.pick(
                format!("{name} compte exactement {population} habitants, seuil qu'aucun texte ne tranche : taille {category} retenue"),
                format!("{name} has exactly {population} inhabitants, a threshold that no text decides: size {category} taken"),
            )
        }
        Finding::UnknownSize { cpts: id, units: without } => {
            let (name, units) = (cpts(*id), units(without));
            lang.pick(
                format!("{name} : taille, marges et financement inconnus, faute de population pour {units}"),
                format!("{name}: size, margins and funding unknown, for want of a population for {units}"),
            )
        }
        Finding::NearThreshold { cpts: id, population, near } => near_threshold(&cpts(*id), *population, near, lang),
        Finding::Overdue { cpts: id, signed, date, missions } => overdue(&cpts(*id), *signed, *date, missions, lang),
        Finding::Population(note) => population_note(note, lang),
        Finding::NoPopulation { unit: id } if subject.reference.metadata.populations.is_some() => lang.pick(
            format!("{} : population inconnue dans les fichiers donnés ; elle n'ajoute rien aux totaux", unit(*id)),
            format!("{}: population unknown in the files given; it adds nothing to the totals", unit(*id)),
        ),
        Finding::NoPopulation { unit: id } => lang.pick(
            format!("{} : population non publiée dans la référence ; elle n'ajoute rien aux totaux", unit(*id)),
            format!("{}: no population published in the reference; it adds nothing to the totals", unit(*id)),
        ),
        Finding::Boundaries(note) => boundary_note(note, lang),
        Finding::NoContour { unit: id } => lang.pick(
            format!("{} : pas de contour dans la référence ; ni surface, ni voisins, ni carte", unit(*id)),
            format!("{}: no contour in the reference; no area, neighbours or map", unit(*id)),
        ),
        Finding::OutOfScope { cpts: id, rows } => {
            let rows = lang.nouns(*rows, ["ligne", "lignes"], ["row", "rows"]);
            lang.pick(
                format!("{} ({rows}) : aucune commune dans les régions du rapport", cpts(*id)),
                format!("{} ({rows}): no commune in the regions of the report", cpts(*id)),
            )
        }
        Finding::OutOfStages { cpts: id, stage: at } => {
            let (name, stage, set) = (cpts(*id), stage_text(*at, lang), subject.stages.key());
            lang.pick(
                format!("{name} (stade : {stage}) : hors de l'ensemble de stades du rapport ({set})"),
                format!("{name} (stage: {stage}): not in the stage set of the report ({set})"),
            )
        }
    }
}

/// What to do about it; empty where there is nothing to do.
pub fn correction(finding: &Finding, lang: Lang) -> &'static str {
    match finding {
        Finding::Table(note) => table_correction(note, lang),
        Finding::Population(note) => population_correction(note, lang),
        Finding::Lookup(note) | Finding::LeftOut(note) => lookup_correction(note, lang),
        Finding::RowLength { .. }
        | Finding::Nobody
        | Finding::NoMark
        | Finding::UnknownMark
        | Finding::NoCpts
        | Finding::Repeated { .. }
        | Finding::UnknownStage
        | Finding::NoStage { .. }
        | Finding::SeveralStages { .. }
        | Finding::SeveralNames { .. }
        | Finding::AlikeCpts { .. }
        | Finding::ReadAs { .. }
        | Finding::NoSuchCpts
        | Finding::UnknownDay
        | Finding::EndsBeforeStart { .. }
        | Finding::Elsewhen { .. }
        | Finding::DaysNotUsed
        | Finding::SeveralSignatures { .. }
        | Finding::NoStages
        | Finding::CityTwice { .. } => rows::remedy(finding, lang),
        Finding::Part { .. }
        | Finding::PartsWithoutPopulation { .. }
        | Finding::Iris(_)
        | Finding::IrisEstimate { .. }
        | Finding::PartTwice { .. }
        | Finding::PartOfSeveral { .. }
        | Finding::IrisElsewhere { .. }
        | Finding::PartsBeyond { .. } => parts::remedy(finding, lang),
        Finding::Overlap { conflict: Conflict::Contracts, .. } => {
            lang.pick("laisser la commune à une seule CPTS", "leave the commune to one CPTS")
        }
        Finding::Overlap { .. } => lang.pick(
            "fusionner les deux, ou répartir les communes entre elles",
            "merge the two, or split the communes between them",
        ),
        Finding::WhiteZone { .. } => {
            lang.pick("rattacher la zone à une CPTS voisine", "assign the zone to a neighbouring CPTS")
        }
        Finding::UndecidedSize { .. } => lang.pick("vérifier avec l'ARS", "check with the ARS"),
        Finding::UnknownSize { .. } => lang.pick(
            "donner la population de ces communes : --population FICHIER",
            "give the population of these communes: --population FILE",
        ),
        Finding::Overdue { .. } => lang.pick(
            "vérifier que ces missions ont démarré ou sont déployées : la table ne le dit pas",
            "check that these missions have begun or are deployed: the table does not say",
        ),
        Finding::NoPopulation { .. }
        | Finding::NoContour { .. }
        | Finding::IrisMended
        | Finding::Form(_)
        | Finding::Boundaries(_)
        | Finding::SeveralDepartments { .. }
        | Finding::Pieces { .. }
        | Finding::NearThreshold { .. }
        | Finding::OutOfScope { .. }
        | Finding::OutOfStages { .. } => "",
    }
}

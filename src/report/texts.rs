//! Findings in words: what was noticed, and what to do about it.

use super::Lang;
use super::lookup_texts::{lookup_correction, lookup_note};
use super::model::Report;
use super::parts_texts;
use super::population_texts::{population_correction, population_note};
use super::rules_texts::{near_threshold, overdue};
use super::table_texts::{form_note, table_correction, table_note};
use crate::cog::CommuneCode;
use crate::reference::{BoundaryNote, Reference, UnitId};
use crate::territory::{Alike, Cpts, CptsId, Finding, Severity, Stage, StageSet, ZoneClass};

/// A severity, as written in `anomalies.csv`.
pub fn severity(severity: Severity, lang: Lang) -> &'static str {
    match severity {
        Severity::Error => lang.pick("erreur", "error"),
        Severity::Warning => lang.pick("avertissement", "warning"),
        Severity::Info => lang.pick("information", "info"),
    }
}

/// What findings speak of.
#[derive(Debug, Clone, Copy)]
pub(super) struct Subject<'a> {
    pub reference: &'a Reference,
    pub cpts: &'a [Cpts],
    pub stages: StageSet,
}

impl<'a> Subject<'a> {
    pub fn of(report: &'a Report) -> Self {
        Self { reference: report.reference, cpts: &report.cpts, stages: report.options.stages }
    }
}

/// What was noticed.
pub fn message(report: &Report, finding: &Finding, lang: Lang) -> String {
    message_of(Subject::of(report), finding, lang)
}

/// What was noticed, before there is a report.
pub(super) fn message_of(subject: Subject, finding: &Finding, lang: Lang) -> String {
    let unit = |unit: UnitId| {
        let unit = subject.reference.unit(unit);
        format!("{} {}", unit.code, unit.name)
    };
    let cpts = |cpts: CptsId| {
        let cpts = &subject.cpts[cpts as usize];
        if cpts.name == cpts.id { cpts.id.clone() } else { format!("{} ({})", cpts.name, cpts.id) }
    };
    let all = |ids: &[CptsId]| ids.iter().map(|&id| cpts(id)).collect::<Vec<_>>().join(", ");
    let units = |ids: &[UnitId]| ids.iter().map(|&id| unit(id)).collect::<Vec<_>>().join(", ");
    let stage = |stage: Option<Stage>| stage.map_or(lang.pick("inconnu", "unknown"), Stage::label);
    let many = |number: usize, french: [&str; 2], english: [&str; 2]| {
        let [singular, plural] = lang.pick(french, english);
        lang.count(number as u64, singular, plural)
    };
    match finding {
        Finding::RowLength { cells, expected, is_used } => {
            let cells = many(*cells, ["cellule", "cellules"], ["cell", "cells"]);
            let fate = if *is_used { lang.pick("utilisée", "used") } else { lang.pick("rejetée", "rejected") };
            lang.pick(
                format!("{cells} au lieu de {expected} ; ligne {fate}"),
                format!("{cells} where {expected} are expected; row {fate}"),
            )
        }
        Finding::Nobody => lang
            .pick("ce n'est pas une CPTS : ces lignes ne rattachent rien", "no CPTS: these rows claim nothing")
            .into(),
        Finding::NoMark => lang
            .pick("aucune CPTS cochée ; la ligne ne rattache rien", "no CPTS is marked; the row claims nothing")
            .into(),
        Finding::UnknownMark => {
            lang.pick("ni oui ni non ; la case n'est pas comptée", "neither yes nor no; the cell does not count").into()
        }
        Finding::Table(note) => table_note(note, lang),
        Finding::Form(note) => form_note(note, lang),
        Finding::NoCpts => lang
            .pick("ni identifiant ni nom de CPTS ; ligne rejetée", "no CPTS identifier or name; row rejected")
            .into(),
        Finding::Lookup(note) => lookup_note(note, subject.reference.metadata.cog, lang),
        Finding::Repeated { first, rows: 1 } => lang.pick(
            format!("rattachement déjà donné ligne {first} ; compté une fois"),
            format!("claim already made on line {first}; counted once"),
        ),
        Finding::Repeated { first, rows } => {
            let rows = lang.integer(*rows as u64);
            lang.pick(
                format!("rattachement déjà donné ligne {first}, répété sur {rows} lignes ; compté une fois"),
                format!("claim already made on line {first}, repeated on {rows} lines; counted once"),
            )
        }
        Finding::UnknownStage => lang
            .pick(
                "stade non reconnu ; la CPTS ne compte que dans l'ensemble « tous »",
                "stage not known; the CPTS counts in the set \"tous\" only",
            )
            .into(),
        Finding::NoStage { cpts: id } => lang.pick(
            format!("{} : aucun stade ; elle ne compte que dans l'ensemble « tous »", cpts(*id)),
            format!("{}: no stage; it counts in the set \"tous\" only", cpts(*id)),
        ),
        Finding::SeveralStages { cpts: id, stages, kept } => {
            let (stages, kept) = (stages.join(", "), stage(*kept));
            lang.pick(
                format!("{} : plusieurs stades ({stages}) ; retenu, le moins avancé : {kept}", cpts(*id)),
                format!("{}: several stages ({stages}); the least advanced is kept: {kept}", cpts(*id)),
            )
        }
        Finding::SeveralNames { cpts: id, names } => {
            let names = names.join(", ");
            lang.pick(
                format!("plusieurs noms ({names}) ; retenu, le plus fréquent : {}", cpts(*id)),
                format!("several names ({names}); the most frequent is kept: {}", cpts(*id)),
            )
        }
        Finding::AlikeCpts { like, alike } => {
            let why = match alike {
                Some(Alike::Words) | None => lang.pick("mêmes mots", "the same words"),
                Some(Alike::Letter) => lang.pick("à une lettre près", "one letter apart"),
                Some(Alike::Name) => lang.pick("même nom, autre identifiant", "the same name under another identifier"),
            };
            lang.pick(
                format!("peut-être la même CPTS que « {like} » ({why}) ; comptées comme deux"),
                format!("perhaps the same CPTS as \"{like}\" ({why}); counted as two"),
            )
        }
        Finding::ReadAs { kept } => {
            lang.pick(format!("lue comme « {kept} », comme demandé"), format!("read as \"{kept}\", as asked"))
        }
        Finding::NoSuchCpts => lang
            .pick("--same : aucune CPTS de ce nom dans la table", "--same: no CPTS of that name in the table")
            .into(),
        Finding::UnknownDay => lang
            .pick(
                "date non reconnue ; la ligne compte comme si la date manquait",
                "date not known; the row counts as if it had none",
            )
            .into(),
        Finding::EndsBeforeStart { start, end } => lang.pick(
            format!("finit le {end}, avant de commencer le {start} ; ne vaut aucun jour, et ne compte que sans --date"),
            format!("ends on {end}, before it begins on {start}; holds on no day, and counts without --date only"),
        ),
        Finding::Elsewhen { date, rows } => {
            let rows = many(*rows, ["ligne", "lignes"], ["row", "rows"]);
            lang.pick(
                format!("{rows} sans effet au {date} (rattachements commencés après, ou finis avant)"),
                format!("{rows} without effect on {date} (claims that began later or ended before)"),
            )
        }
        Finding::DaysNotUsed => lang
            .pick(
                "la table donne des dates de début ou de fin : tous les rattachements comptent, faute de --date",
                "the table gives first or last days: all claims count, for want of --date",
            )
            .into(),
        Finding::SeveralSignatures { cpts: id, days } => {
            let days = days.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
            lang.pick(
                format!("{} : plusieurs dates de signature ({days}) ; aucune n'est retenue", cpts(*id)),
                format!("{}: several days of signature ({days}); none is taken", cpts(*id)),
            )
        }
        Finding::NoStages => lang
            .pick(
                "la table n'a pas de colonne de stade : toutes les CPTS ne comptent que dans l'ensemble « tous »",
                "the table has no column of stages: all CPTS count in the set \"tous\" only",
            )
            .into(),
        Finding::CityTwice { city, arrondissements } => {
            let list = arrondissements.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
            lang.pick(
                format!(
                    "{city} rattachée en entier et par arrondissement ({list}) ; chacun est compté une fois par CPTS"
                ),
                format!("{city} claimed as a whole and by arrondissement ({list}); each counts once for a CPTS"),
            )
        }
        Finding::Part { .. }
        | Finding::PartsWithoutPopulation { .. }
        | Finding::Iris(_)
        | Finding::IrisEstimate { .. }
        | Finding::PartTwice { .. }
        | Finding::PartsBeyond { .. } => parts_texts::message(finding, &unit, &all, lang),
        Finding::Overlap { unit: id, claimants, between_contracts, via } => {
            let (unit, all) = (unit(*id), all(claimants));
            let codes = |codes: &[CommuneCode]| codes.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
            let via: Vec<String> = via.iter().map(|(id, via)| format!("{} : {}", cpts(*id), codes(via))).collect();
            let via = if via.is_empty() {
                String::new()
            } else {
                let via = via.join(" ; ");
                lang.pick(format!(" (par d'anciens codes, {via})"), format!(" (by former codes, {via})"))
            };
            let nature = if *between_contracts {
                lang.pick("entre contrats signés", "between signed contracts")
            } else {
                lang.pick("conflit avec un projet", "conflict with a project")
            };
            lang.pick(
                format!("chevauchement ({nature}) : {unit} est rattachée à {all}{via}"),
                format!("overlap ({nature}): {unit} is claimed by {all}{via}"),
            )
        }
        Finding::WhiteZone { zone, class, units: members, neighbours } => {
            let number = many(members.len(), ["commune", "communes"], ["commune", "communes"]);
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
        Finding::Boundaries(note) => boundaries(note, lang),
        Finding::NoContour { unit: id } => lang.pick(
            format!("{} : pas de contour dans la référence ; ni surface, ni voisins, ni carte", unit(*id)),
            format!("{}: no contour in the reference; no area, neighbours or map", unit(*id)),
        ),
        Finding::OutOfScope { cpts: id, rows } => {
            let rows = many(*rows, ["ligne", "lignes"], ["row", "rows"]);
            lang.pick(
                format!("{} ({rows}) : aucune commune dans les régions du rapport", cpts(*id)),
                format!("{} ({rows}): no commune in the regions of the report", cpts(*id)),
            )
        }
        Finding::OutOfStages { cpts: id, stage: at } => {
            let (name, stage, set) = (cpts(*id), stage(*at), subject.stages.key());
            lang.pick(
                format!("{name} (stade : {stage}) : hors de l'ensemble de stades du rapport ({set})"),
                format!("{name} (stage: {stage}): not in the stage set of the report ({set})"),
            )
        }
    }
}

/// What was done with features of the boundaries given.
pub fn boundaries(note: &BoundaryNote, lang: Lang) -> String {
    match note {
        BoundaryNote::NoContour { code } => lang.pick(
            format!("contours donnés : {code} n'a pas de polygone ; l'unité compte, sans surface ni voisins"),
            format!("boundaries given: {code} has no polygon; the unit counts, without area or neighbours"),
        ),
        BoundaryNote::Reading { file, feature, problem } => lang.pick(
            format!("contours donnés : {file}, objet {} : {problem}", feature + 1),
            format!("boundaries given: {file}, feature {}: {problem}", feature + 1),
        ),
        BoundaryNote::FormerCode { code, today } => lang.pick(
            format!("contours donnés : {code} fait aujourd'hui partie de {today} ; contours réunis"),
            format!("boundaries given: {code} is now part of {today}; contours joined"),
        ),
        BoundaryNote::Repeated { code, features, identical: true } => lang.pick(
            format!("contours donnés : {code} figure {features} fois à l'identique ; pris une fois"),
            format!("boundaries given: {code} comes {features} times, the same; taken once"),
        ),
        BoundaryNote::Repeated { code, features, identical: false } => lang.pick(
            format!("contours donnés : {code} figure {features} fois ; polygones réunis"),
            format!("boundaries given: {code} comes {features} times; polygons joined"),
        ),
        BoundaryNote::CityBesideArrondissements { code } => lang.pick(
            format!("contours donnés : {code} figure avec ses arrondissements ; eux seuls comptent"),
            format!("boundaries given: {code} comes beside its arrondissements; they alone count"),
        ),
        BoundaryNote::CityWhole { code, name } => lang.pick(
            format!("contours donnés : {name} ({code}) y est entière ; elle reste une seule unité"),
            format!("boundaries given: they hold {name} ({code}) whole; it stays one unit"),
        ),
        BoundaryNote::DepartmentsAbsent { codes } => {
            let list = codes.join(", ");
            lang.pick(
                format!("contours donnés : rien pour les départements {list} ; ils sont hors du rapport"),
                format!("boundaries given: nothing for departments {list}; they are not in the report"),
            )
        }
    }
}

/// What to do about it; empty where there is nothing to do.
pub fn correction(finding: &Finding, lang: Lang) -> &'static str {
    match finding {
        Finding::RowLength { .. } => lang.pick(
            "compléter la ligne, ou mettre entre guillemets la cellule qui contient un séparateur",
            "complete the row, or put in quotes the cell that holds a separator",
        ),
        Finding::UnknownMark => lang.pick("écrire x ou 1, ou laisser vide", "write x or 1, or leave empty"),
        Finding::Table(note) => table_correction(note, lang),
        Finding::Population(note) => population_correction(note, lang),
        Finding::NoCpts => lang.pick("ajouter la CPTS", "add the CPTS"),
        Finding::Lookup(note) => lookup_correction(note, lang),
        Finding::Repeated { .. } => lang.pick("supprimer la ligne", "remove the row"),
        Finding::EndsBeforeStart { .. } => lang.pick(
            "vérifier les deux dates : la fin est le dernier jour du rattachement",
            "check both days: the end is the last day of the claim",
        ),
        Finding::UnknownStage => lang.pick(
            "écrire : ACI signé, projet de santé validé, lettre d'intention validée ou pré-projet",
            "write: ACI signé, projet de santé validé, lettre d'intention validée or pré-projet",
        ),
        Finding::NoStage { .. } => lang.pick("donner le stade de la CPTS", "give the stage of the CPTS"),
        Finding::SeveralStages { .. } => lang.pick("donner un seul stade par CPTS", "give one stage for a CPTS"),
        Finding::SeveralNames { .. } => {
            lang.pick("donner un seul nom par identifiant", "give one name for an identifier")
        }
        Finding::AlikeCpts { .. } => lang.pick(
            "si c'est la même, --merge-spellings, ou --same \"AUTRE=NOM\"",
            "if they are one, --merge-spellings, or --same \"OTHER=NAME\"",
        ),
        Finding::DaysNotUsed => lang.pick("demander un jour : --date AAAA-MM-JJ", "ask for a day: --date YYYY-MM-DD"),
        Finding::UnknownDay => lang.pick("écrire AAAA-MM-JJ ou JJ/MM/AAAA", "write YYYY-MM-DD or DD/MM/YYYY"),
        Finding::SeveralSignatures { .. } => {
            lang.pick("donner une seule date de signature par CPTS", "give one day of signature for a CPTS")
        }
        Finding::NoStages => lang.pick("ajouter une colonne « stade »", "add a column \"stade\""),
        Finding::CityTwice { .. } => {
            lang.pick("garder la ville ou ses arrondissements", "keep the city or its arrondissements")
        }
        Finding::Part { .. }
        | Finding::PartsWithoutPopulation { .. }
        | Finding::Iris(_)
        | Finding::IrisEstimate { .. }
        | Finding::PartTwice { .. }
        | Finding::PartsBeyond { .. } => parts_texts::remedy(finding, lang),
        Finding::Overlap { between_contracts: true, .. } => {
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
        | Finding::NoMark
        | Finding::Nobody
        | Finding::Form(_)
        | Finding::Boundaries(_)
        | Finding::ReadAs { .. }
        | Finding::NoSuchCpts
        | Finding::Elsewhen { .. }
        | Finding::SeveralDepartments { .. }
        | Finding::Pieces { .. }
        | Finding::NearThreshold { .. }
        | Finding::OutOfScope { .. }
        | Finding::OutOfStages { .. } => "",
    }
}

//! What people read of rows: their cells, CPTS, stages and days, and claims made again.

use super::subject::{Subject, stage_text};
use crate::report::Lang;
use crate::territory::{Alike, CptsId, Finding};

/// What was noticed.
pub fn message(finding: &Finding, subject: Subject, lang: Lang) -> String {
    let cpts = |cpts: CptsId| subject.cpts_name(cpts);
    match finding {
        Finding::RowLength { cells, expected, is_used } => {
            let cells = lang.nouns(*cells, ["cellule", "cellules"], ["cell", "cells"]);
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
        Finding::NoCpts => lang
            .pick("ni identifiant ni nom de CPTS ; ligne rejetée", "no CPTS identifier or name; row rejected")
            .into(),
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
            let (stages, kept) = (stages.join(", "), stage_text(*kept, lang));
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
                Some(Alike::NoId) => {
                    lang.pick("même nom, l'une sans identifiant", "the same name, one without identifier")
                }
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
            let rows = lang.nouns(*rows, ["ligne", "lignes"], ["row", "rows"]);
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
        _ => String::new(),
    }
}

/// What to do.
pub fn remedy(finding: &Finding, lang: Lang) -> &'static str {
    match finding {
        Finding::RowLength { .. } => lang.pick(
            "compléter la ligne, ou mettre entre guillemets la cellule qui contient un séparateur",
            "complete the row, or put in quotes the cell that holds a separator",
        ),
        Finding::UnknownMark => lang.pick("écrire x ou 1, ou laisser vide", "write x or 1, or leave empty"),
        Finding::NoCpts => lang.pick("ajouter la CPTS", "add the CPTS"),
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
        _ => "",
    }
}

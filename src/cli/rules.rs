//! The sizes and funding asked for, and in words why they cannot be used.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::{Context, Result, anyhow};
use maillage::report::Lang;
use maillage::rules::{Assumptions, OptionalMissions, Results, Rules, SchemeError, Schemes, SettingError, Settings};

use super::args::{Common, RulesArgs};
use super::failure;

/// The rules asked for.
pub fn chosen(args: &RulesArgs, common: &Common) -> Result<Rules> {
    let lang = Lang::from(common.lang);
    let refused = |error: SettingError| anyhow!(explain_setting(&error, lang));
    let results: Results = args.results.parse().map_err(refused)?;
    let assumptions = Assumptions { optional: optional_missions(&args.optional), results };
    let settings = Settings { scheme: args.scheme.clone(), convention: args.undecided.into(), assumptions };
    Rules::choose(&schemes(common)?, &settings).map_err(refused)
}

/// The schemes of the file asked for, or those of the program.
pub fn schemes(common: &Common) -> Result<Schemes> {
    let lang = Lang::from(common.lang);
    let Some(path) = &common.schemes else {
        return Schemes::embedded().map_err(|error| anyhow!(explain_scheme(&error, lang)));
    };
    read(path, lang).with_context(|| path.display().to_string())
}

fn read(path: &Path, lang: Lang) -> Result<Schemes> {
    let bytes = std::fs::read(path).context(lang.pick("lecture impossible", "cannot be read"))?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let line =
            error.as_bytes().iter().take(error.utf8_error().valid_up_to()).filter(|byte| **byte == b'\n').count() + 1;
        anyhow!(lang.pick(
            format!("ligne {line} : le texte n'est pas en UTF-8. L'enregistrer en UTF-8"),
            format!("line {line}: the text is not UTF-8. Save it as UTF-8"),
        ))
    })?;
    Schemes::parse(&text).map_err(|error| anyhow!(explain_scheme(&error, lang)))
}

/// The optional missions of a list, or all, or none.
fn optional_missions(text: &str) -> OptionalMissions {
    match text.trim() {
        "toutes" | "all" => OptionalMissions::All,
        "aucune" | "none" | "" => OptionalMissions::Only(BTreeSet::new()),
        list => OptionalMissions::Only(list.split(',').map(|id| id.trim().to_owned()).collect()),
    }
}

fn explain_setting(error: &SettingError, lang: Lang) -> String {
    if lang == Lang::En {
        return error.to_string();
    }
    match error {
        SettingError::UnknownScheme { id, known } => {
            format!("barème inconnu : « {id} » ; il y a : {}", known.join(", "))
        }
        SettingError::UnknownMission { id, scheme, known } => format!(
            "« {id} » n'est pas une mission optionnelle du barème {scheme} ; il y a : {}",
            if known.is_empty() { "aucune".to_owned() } else { known.join(", ") }
        ),
        SettingError::Percentage { value } => {
            format!(
                "« {value} » n'est pas un pourcentage : un nombre de 0 à 100, avec deux décimales au plus, est attendu"
            )
        }
    }
}

fn explain_scheme(error: &SchemeError, lang: Lang) -> String {
    if lang == Lang::En {
        return error.to_string();
    }
    let euros = |amount: &u64| format!("{} €", lang.integer(*amount));
    match error {
        SchemeError::Malformed { reason } => failure::toml(reason, lang),
        SchemeError::Thresholds { scheme, key, found } => {
            format!("sizes.{scheme}.{key} : {found} valeurs au lieu de 3, une par seuil entre les tailles 1 à 4")
        }
        SchemeError::NotAscending { scheme, before, next } => format!(
            "sizes.{scheme}.upper_bounds : {next} suit {before} ; les seuils doivent être croissants, et au-dessus de 0"
        ),
        SchemeError::InForce { kind, found } => format!(
            "{kind} : un barème et un seul doit avoir status = \"en_vigueur\" (trouvés : {}{}{})",
            found.len(),
            if found.is_empty() { "" } else { ", " },
            found.join(", ")
        ),
        SchemeError::Date { scheme, value } => {
            format!("{scheme}.text_date : « {value} » n'est pas une date ; écrire AAAA-MM-JJ")
        }
        SchemeError::UnknownSizes { scheme, sizes, known } => {
            format!("funding.{scheme}.sizes : pas de barème de tailles « {sizes} » ; il y a : {}", known.join(", "))
        }
        SchemeError::Amounts { scheme, line, key, found } => {
            format!("funding.{scheme}, ligne {line}, {key} : {found} montants au lieu de 4, un par taille")
        }
        SchemeError::TooLarge { scheme, line, amount } => format!(
            "funding.{scheme}, ligne {line} : {} n'est pas un montant annuel de CPTS ; vérifier les chiffres",
            euros(amount)
        ),
        SchemeError::Incomplete { scheme, line } => format!(
            "funding.{scheme}, ligne {line} : donner fixe, fixe et variable, ou fixe_redaction avec fixe_mise_a_jour et \
             variable_si_crise ; 0 pour une taille qui n'en a pas"
        ),
        SchemeError::LineTotal { scheme, line, size, sum, printed } => format!(
            "funding.{scheme}, ligne {line}, taille {size} : parts fixe et variable font {}, mais le total affiché est {}",
            euros(sum),
            euros(printed)
        ),
        SchemeError::Total { scheme, size, sum, printed } => format!(
            "funding.{scheme}, taille {size} : les lignes font {}, mais le total affiché est {}",
            euros(sum),
            euros(printed)
        ),
        SchemeError::Repeated { scheme, line } => format!("funding.{scheme}, ligne {line} : donnée deux fois"),
        SchemeError::Months { scheme, line, found } => format!(
            "funding.{scheme}, ligne {line}, months : {found:?} ; deux mois sont attendus, démarrage puis déploiement plus \
             tard, ou deploy_months seul"
        ),
        SchemeError::TwoForms { scheme } => format!(
            "funding.{scheme} : donner les montants par [[line]] avec printed_total, ou par taille (t1, t1_total…), pas les deux"
        ),
        SchemeError::Undescribed { scheme, size, line } => {
            format!("funding.{scheme}.t{size} : aucun barème ne décrit de [[line]] d'identifiant « {line} »")
        }
    }
}

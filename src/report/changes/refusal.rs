//! Why a step was refused, in words.

use super::unit;
use crate::report::Lang;
use crate::scenario::{Refusal, State};

/// Why a step was refused, and what would do.
pub fn refusal_text(refusal: &Refusal, state: &State, lang: Lang) -> String {
    match refusal {
        Refusal::UnknownCode { code } => lang.pick(
            format!("{code} n'est le code d'aucune commune, ville ni EPCI"),
            format!("{code} is the code of no commune, city or EPCI"),
        ),
        Refusal::UnknownCpts { name, like } => {
            let hint = if like.is_empty() {
                String::new()
            } else {
                let like = like.join(", ");
                lang.pick(format!(" ; peut-être : {like}"), format!("; perhaps: {like}"))
            };
            lang.pick(format!("pas de CPTS « {name} »{hint}"), format!("no CPTS \"{name}\"{hint}"))
        }
        Refusal::NotThere { unit: id, cpts: Some(cpts) } => {
            let unit = unit(state, *id);
            lang.pick(format!("{unit} n'est pas rattachée à {cpts}"), format!("{unit} is not claimed by {cpts}"))
        }
        Refusal::NotThere { unit: id, cpts: None } => {
            let unit = unit(state, *id);
            lang.pick(format!("{unit} n'est rattachée à aucune CPTS"), format!("{unit} is claimed by no CPTS"))
        }
        Refusal::AlreadyThere { cpts } => {
            lang.pick(format!("{cpts} a déjà toutes ces communes"), format!("{cpts} has all of these communes already"))
        }
        Refusal::NameTaken { name } => {
            lang.pick(format!("une CPTS porte déjà le nom « {name} »"), format!("a CPTS is named \"{name}\" already"))
        }
        Refusal::Twice { cpts } => lang.pick(format!("{cpts} est citée deux fois"), format!("{cpts} is named twice")),
        Refusal::NothingLeft { cpts } => lang.pick(
            format!("il ne resterait rien à {cpts} ; la renommer plutôt, par une fusion"),
            format!("nothing would be left to {cpts}"),
        ),
    }
}

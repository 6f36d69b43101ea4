//! Why a step was refused, in words.

use super::unit;
use crate::reference::commune_of_iris;
use crate::report::Lang;
use crate::scenario::{Refusal, State};

/// Why a step was refused, and what would do.
pub fn refusal_text(refusal: &Refusal, state: &State, lang: Lang) -> String {
    match refusal {
        Refusal::UnknownCode { code } if commune_of_iris(code).is_some() => lang.pick(
            format!(
                "{code} n'est le code d'aucun EPCI, ni d'un IRIS qu'on puisse déplacer ; un IRIS se déplace avec move"
            ),
            format!("{code} is the code of no EPCI, nor of an IRIS that can be moved; an IRIS is moved with move"),
        ),
        Refusal::UnknownCode { code } => lang.pick(
            format!("{code} n'est le code d'aucune commune, ville ni EPCI"),
            format!("{code} is the code of no commune, city or EPCI"),
        ),
        Refusal::HasParts { cpts } => {
            lang.pick(format!("{cpts} a déjà ces parties"), format!("{cpts} has these parts already"))
        }
        Refusal::PartOfSeveral { code } => lang.pick(
            format!("{code} est plusieurs communes ou arrondissements ; donner le code de celui dont c'est une partie"),
            format!("{code} is several communes or arrondissements; give the code of the one that the part is of"),
        ),
        Refusal::NoSuchPart { unit: id, part, there, whole } => {
            let unit = unit(state, *id);
            let no_part = lang.pick(
                format!("pas de partie « {part} » de {unit} dans la table"),
                format!("no part \"{part}\" of {unit} in the table"),
            );
            let parts: Vec<String> = there.iter().map(|it| format!("{} ({})", it.part, it.cpts)).collect();
            let (parts, whole) = (parts.join(" | "), whole.join(", "));
            let parts = lang.pick(format!(" ; il y a : {parts}"), format!("; there are: {parts}"));
            let whole_text = lang.pick(
                format!(
                    " ; {whole} : commune entière, déplacer {unit} ou déclarer ses parties (part, population_part)"
                ),
                format!("; {whole}: the whole commune, move {unit} or declare its parts (part, population_part)"),
            );
            let nobody = lang.pick(" ; aucune CPTS ne la rattache", "; no CPTS claims it");
            match (there.is_empty(), whole.is_empty()) {
                (true, true) => no_part + nobody,
                (true, false) => no_part + &whole_text,
                (false, true) => no_part + &parts,
                (false, false) => no_part + &parts + &whole_text,
            }
        }
        Refusal::PartWithoutPopulation { unit: id, part, cpts } => {
            let unit = unit(state, *id);
            lang.pick(
                format!(
                    "la population de « {part} » ou d'une autre partie de {unit} n'est pas connue, et {cpts} compte la commune \
                     entière ; remplir population_part pour toutes ses parties, ou donner les IRIS avec --iris"
                ),
                format!(
                    "the population of \"{part}\" or of another part of {unit} is not known, and {cpts} counts the whole \
                     commune; fill population_part for all of its parts, or give the IRIS with --iris"
                ),
            )
        }
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

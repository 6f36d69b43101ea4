//! Words of the files, as people read them: `aci_projet` is « + projets validés ». Other texts stay as they are.

use crate::report::Lang;

/// A word of a column in the reader's language; the word itself where the files' own is what people read.
pub(super) fn shown<'a>(column: &str, word: &'a str, lang: Lang) -> &'a str {
    let found = match column {
        "stade" | "stades" => stage(word),
        "ensemble_stades" => stage_set(word),
        "statut" => status(word),
        "classe" => class(word),
        "niveau" => level(word),
        "conflit" => conflict(word),
        "option" => way_out(word),
        "lecture" => reading(word),
        "nature" => line_kind(word),
        "situation" => situation(word),
        "motif" => reason(word),
        "sens" | "jalon" | "etat" | "meme_departement" => small(word),
        _ => None,
    };
    found.map_or(word, |[french, english]| lang.pick(french, english))
}

type Pair = Option<[&'static str; 2]>;

fn stage(word: &str) -> Pair {
    Some(match word {
        "ACI signé" => ["ACI signé", "signed ACI"],
        "projet de santé validé" => ["projet de santé validé", "validated project"],
        "lettre d'intention validée" => ["lettre d’intention validée", "letter of intent"],
        "pré-projet" => ["pré-projet", "first project"],
        "" => ["sans stade", "no stage"],
        _ => return None,
    })
}

fn stage_set(word: &str) -> Pair {
    Some(match word {
        "aci" => ["ACI signés", "signed ACI"],
        "aci_projet" => ["+ projets validés", "+ validated projects"],
        "aci_projet_lettre" => ["+ lettres d’intention", "+ letters of intent"],
        "tous" => ["tous stades", "all stages"],
        _ => return None,
    })
}

fn status(word: &str) -> Pair {
    Some(match word {
        "couverte" => ["couverte", "covered"],
        "chevauchement" => ["chevauchement", "overlap"],
        "partagee" => ["partagée", "shared"],
        "blanche" => ["blanche", "white"],
        _ => return None,
    })
}

fn class(word: &str) -> Pair {
    Some(match word {
        "enclave" => ["enclavée", "enclosed"],
        "entre" => ["entre CPTS", "between CPTS"],
        "ouverte" => ["ouverte", "open"],
        _ => return None,
    })
}

fn level(word: &str) -> Pair {
    Some(match word {
        "perimetre" => ["périmètre", "scope"],
        "region" => ["région", "region"],
        "departement" => ["département", "department"],
        "epci" => ["EPCI", "EPCI"],
        "hors_perimetre" => ["hors du périmètre", "outside the scope"],
        _ => return None,
    })
}

fn conflict(word: &str) -> Pair {
    Some(match word {
        "contrats" => ["entre contrats", "between contracts"],
        "projet" => ["avec un projet", "with a project"],
        "inconnu" => ["stade inconnu", "stage not known"],
        _ => return None,
    })
}

fn way_out(word: &str) -> Pair {
    Some(match word {
        "tout_a_la_premiere" => ["tout à la première", "all to the first"],
        "tout_a_la_seconde" => ["tout à la seconde", "all to the second"],
        "partage_par_frontiere" => ["partage par la frontière", "split by border"],
        "fusion" => ["fusion", "merger"],
        _ => return None,
    })
}

fn reading(word: &str) -> Pair {
    Some(match word {
        "max" => ["maximum affiché", "printed maximum"],
        "redaction" => ["année de rédaction", "drafting year"],
        "regime" => ["en régime", "steady year"],
        "fixe" => ["parts fixes", "fixed parts"],
        _ => return None,
    })
}

fn line_kind(word: &str) -> Pair {
    Some(match word {
        "fonctionnement" => ["fonctionnement", "running costs"],
        "socle" => ["mission socle", "basic mission"],
        "optionnel" => ["mission optionnelle", "optional mission"],
        "total" => ["total", "total"],
        _ => return None,
    })
}

fn situation(word: &str) -> Pair {
    Some(match word {
        "actuelle" => ["en l’état", "as it stands"],
        "complete_voisines" => ["à 100 %, zones aux voisines", "at 100%, zones to neighbours"],
        "complete_nouvelles" => ["à 100 %, zones en CPTS", "at 100%, zones as CPTS"],
        _ => return None,
    })
}

fn reason(word: &str) -> Pair {
    Some(match word {
        "proximite" => ["près d’un seuil", "near a threshold"],
        "convention" => ["seuil non tranché", "undecided threshold"],
        "population" => ["autre population", "other population"],
        _ => return None,
    })
}

fn small(word: &str) -> Pair {
    Some(match word {
        "hausse" => ["hausse", "up"],
        "baisse" => ["baisse", "down"],
        "demarrage" => ["démarrage", "start"],
        "deploiement" => ["déploiement", "deployment"],
        "depassee" => ["dépassée", "past"],
        "a_venir" => ["à venir", "to come"],
        "oui" => ["oui", "yes"],
        "non" => ["non", "no"],
        _ => return None,
    })
}

//! Why a command failed, in the language of the user: what systems and libraries say in English alone is said here in French too, with
//! what to do about it. Technical details of a damaged file are quoted as they are.

use std::error::Error;
use std::io::{self, ErrorKind};
use std::path::Path;

use maillage::cog::history::HistoryError;
use maillage::formats::FORMATS;
use maillage::formats::folder::WriteError;
use maillage::formats::read_error::ReadError;
use maillage::reference::{BoundariesError, IrisError, ReferenceError};
use maillage::report::Lang;

use super::{found, misfit, table, unfit};

/// The error with its causes, each once: some say their cause in their own words already.
pub fn in_full(error: &anyhow::Error, lang: Lang) -> String {
    error.chain().map(|cause| said(cause, lang)).fold(String::new(), |text, cause| match text.as_str() {
        "" => cause,
        said if said.contains(&cause) => text,
        said if cause.starts_with(said) => cause,
        _ => format!("{text}: {cause}"),
    })
}

fn said(cause: &(dyn Error + 'static), lang: Lang) -> String {
    let at = |path: &Path, source: &io::Error| format!("{}: {}", path.display(), system(source, lang));
    if let Some(error) = cause.downcast_ref::<io::Error>() {
        return system(error, lang);
    }
    if let Some(WriteError { path, source }) = cause.downcast_ref::<WriteError>() {
        return at(path, source);
    }
    if let (Some(error), Lang::Fr) = (cause.downcast_ref::<IrisError>(), lang) {
        return iris(error);
    }
    if let (Some(error), Lang::Fr) = (cause.downcast_ref::<BoundariesError>(), lang) {
        return unfit::boundaries(error);
    }
    match (cause.downcast_ref::<HistoryError>(), lang) {
        (Some(HistoryError::File { path, source }), _) => return at(path, source),
        (Some(error), Lang::Fr) => return history(error),
        _ => {}
    }
    match (cause.downcast_ref::<ReadError>(), cause.downcast_ref::<ReferenceError>(), lang) {
        (Some(ReadError::Io { path, source }), ..) => at(path, source),
        (Some(error), _, Lang::Fr) => polygons(error),
        (_, Some(ReferenceError::File { path, source }), _) => at(path, source),
        (_, Some(error), Lang::Fr) => reference(error),
        _ => cause.to_string(),
    }
}

/// Why a file gives no IRIS, in French.
fn iris(error: &IrisError) -> String {
    match error {
        IrisError::Layer(ReadError::Io { path, source }) => format!("{}: {}", path.display(), system(source, Lang::Fr)),
        IrisError::Layer(error) => polygons(error),
        IrisError::NoCodes { columns } => format!(
            "aucune colonne ne contient de codes d'IRIS (neuf signes : le code de la commune et quatre chiffres) ; colonnes lues : {}",
            columns.join(" | ")
        ),
        IrisError::Table(error) => table::explain_table(error, Lang::Fr),
        IrisError::Twice { codes } => {
            format!(
                "IRIS donnés deux fois : {} ; garder une seule ligne ou un seul polygone par IRIS",
                codes.join(", ")
            )
        }
        IrisError::Coverage { faces, error } => format!(
            "les polygones des IRIS ne se touchent pas bord à bord : {faces} (détail : {error}) ; « maillage boundaries \
             repair » les répare"
        ),
        IrisError::NoPolygons { iris } => format!("aucun des {iris} IRIS n'a de polygone ; donner leurs contours"),
        IrisError::NoFigures => {
            "ni colonne de population (population, pop, p21_pop…) ni polygones ; donner l'une ou les autres".to_owned()
        }
        IrisError::NotANumber { code, text } => format!(
            "IRIS {code} : la population « {text} » n'est pas un nombre ; attendu : des habitants, comme 2450 ou 2450,7"
        ),
    }
}

/// What the system says of a file, and what to do.
pub fn system(error: &io::Error, lang: Lang) -> String {
    let (french, english) = match error.kind() {
        ErrorKind::NotFound => (
            "fichier ou dossier introuvable ; vérifier le chemin et le nom",
            "no such file or folder; check the path and the name",
        ),
        ErrorKind::PermissionDenied => (
            "accès refusé ; vérifier les droits sur le fichier ou le dossier",
            "permission denied; check the rights on the file or folder",
        ),
        ErrorKind::IsADirectory => ("c'est un dossier ; donner un fichier", "this is a folder; give a file"),
        ErrorKind::NotADirectory => (
            "une partie du chemin est un fichier, pas un dossier ; vérifier le chemin",
            "a part of the path is a file, not a folder; check the path",
        ),
        ErrorKind::AlreadyExists => (
            "un fichier porte déjà ce nom ; donner un autre nom de dossier",
            "a file has this name already; give another name for the folder",
        ),
        ErrorKind::InvalidData => {
            ("le texte n'est pas en UTF-8 ; l'enregistrer en UTF-8", "the text is not UTF-8; save it as UTF-8")
        }
        ErrorKind::StorageFull => ("le disque est plein ; libérer de la place", "the disk is full; free some space"),
        ErrorKind::ReadOnlyFilesystem => {
            ("le disque est en lecture seule ; écrire ailleurs", "the disk can only be read; write somewhere else")
        }
        ErrorKind::UnexpectedEof => (
            "le fichier finit trop tôt ; le copier ou le télécharger à nouveau",
            "the file ends too early; copy or download it again",
        ),
        _ => return lang.pick(format!("le système refuse (détail : {error})"), error.to_string()),
    };
    lang.pick(french, english).to_owned()
}

/// Why a file of polygons cannot be read, in French.
fn polygons(error: &ReadError) -> String {
    match error {
        ReadError::NotALayer { found } => {
            let formats =
                FORMATS.replace(" and ", " et ").replace("each as it is or in", "seuls ou en").replace(" or ", " ou ");
            format!(
                "ce n'est pas une couche de polygones (détail : {}) ; formats lus : {formats}",
                found::content(found)
            )
        }
        ReadError::Malformed { feature, line, reason } => {
            let place = place(*feature, *line);
            format!("{place}fichier abîmé ou incomplet (détail : {reason}) ; l'exporter ou le télécharger à nouveau")
        }
        ReadError::NotUtf8 { feature, line } => format!(
            "{}du texte qui n'est pas en UTF-8, peut-être des accents écrits en Windows-1252 ; enregistrer le fichier en UTF-8",
            place(*feature, *line)
        ),
        ReadError::OutOfRange { feature, x, y, declared, expected } => {
            let system = declared.as_ref().map_or_else(String::new, |declared| format!(" est hors de {declared}"));
            let expected = misfit::expected(expected);
            format!("objet {} : un sommet en ({x}, {y}){system} ; attendu : {expected}", feature + 1)
        }
        ReadError::SeveralLayers { names } => {
            format!("plusieurs couches : {} ; en nommer une avec --layer", names.join(", "))
        }
        ReadError::NoSuchLayer { name, names } => {
            format!("pas de couche « {name} » ; il y a : {}", names.join(", "))
        }
        ReadError::TooLarge { name, limit, .. } => {
            format!("{name} dépasse {} Mio une fois décompressé ; le décompresser d'abord si c'est voulu", limit >> 20)
        }
        ReadError::CrsNotKnown { name, reason, known } => {
            format!("système de référence {name} non reconnu (détail : {}) ; connus : {known}", found::system(reason))
        }
        ReadError::CrsMissing { extent, remedy } => format!(
            "le fichier ne dit pas le système de référence de ses coordonnées ({}) ; {}",
            misfit::extent(extent),
            misfit::remedy(remedy)
        ),
        ReadError::CrsDoesNotFit { declared, extent, expected, remedy } => format!(
            "les coordonnées ne vont pas avec {declared} : trouvé {} ; attendu {} ; {}",
            misfit::extent(extent),
            misfit::expected(expected),
            misfit::remedy(remedy)
        ),
        ReadError::Io { .. } => error.to_string(),
    }
}

/// Where in a file, before what is said of it.
fn place(feature: Option<usize>, line: Option<u64>) -> String {
    let line = line.map(|line| format!("ligne {line}"));
    let feature = feature.map(|feature| format!("objet {}", feature + 1));
    let place = [line, feature].into_iter().flatten().collect::<Vec<_>>().join(", ");
    if place.is_empty() { place } else { format!("{place} : ") }
}

/// Why a history of the COG cannot be read, in French.
fn history(error: &HistoryError) -> String {
    let remedy = "en faire une avec « maillage cog build »";
    match error {
        HistoryError::NotAHistory { .. } => format!("ce fichier n'est pas une histoire du COG de maillage ; {remedy}"),
        HistoryError::OtherFormat { found, expected } => format!(
            "l'histoire du COG est d'une autre version (forme {found}, le programme lit la forme {expected}) ; {remedy}"
        ),
        HistoryError::NotEmbedded => {
            "ce programme n'a pas d'histoire du COG incluse : en nommer une avec --history FICHIER ou MAILLAGE_HISTORY"
                .to_owned()
        }
        other => other.to_string(),
    }
}

/// Why a reference cannot be read, in French.
fn reference(error: &ReferenceError) -> String {
    let remedy = "en faire une avec « maillage reference build »";
    match error {
        ReferenceError::NotAReference { .. } => {
            format!("ce fichier n'est pas une référence de maillage ; {remedy}")
        }
        ReferenceError::OtherFormat { found, expected } => {
            format!(
                "la référence est d'une autre version (forme {found}, le programme lit la forme {expected}) ; {remedy}"
            )
        }
        ReferenceError::NotEmbedded => {
            "ce programme n'a pas de référence incluse : en nommer une avec --reference FICHIER ou MAILLAGE_REFERENCE"
                .to_owned()
        }
        ReferenceError::Boundaries(error) => unfit::boundaries(error),
        other => other.to_string(),
    }
}

/// What the TOML reader says of a file, in the language of the user: the place, the line, and what is wrong with it.
pub fn toml(reason: &str, lang: Lang) -> String {
    let mut lines: Vec<&str> = reason.lines().collect();
    let Some(message) = lines.pop().filter(|_| lang == Lang::Fr) else { return reason.to_owned() };
    let quoted = |text: &str| text.split('`').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>();
    let names = quoted(message);
    let french = match (message, names.as_slice()) {
        (it, [key, known @ ..]) if it.starts_with("unknown field") => {
            format!("clé inconnue « {key} » ; clés admises : {}", known.join(", "))
        }
        (it, [key, ..]) if it.starts_with("missing field") => format!("la clé « {key} » manque ; l'ajouter"),
        (it, _) if it.starts_with("duplicate") => "clé donnée deux fois ; n'en garder qu'une".to_owned(),
        (it, _) if it.ends_with("expected a string") => "un texte entre guillemets est attendu".to_owned(),
        (it, _) if it.starts_with("invalid type") || it.starts_with("invalid value") => {
            format!("valeur d'une autre sorte que celle attendue (détail : {it})")
        }
        (it, _) => {
            format!("ce n'est pas du TOML : guillemets, crochets et signes « = » sont à vérifier (détail : {it})")
        }
    };
    let place = lines.first().and_then(|first| first.strip_prefix("TOML parse error at line "));
    if let Some((line, column)) = place.and_then(|place| place.split_once(", column ")) {
        lines.remove(0);
        return format!("ligne {line}, colonne {column} : {french}\n{}", lines.join("\n"));
    }
    lines.push(&french);
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_toml_says_is_told_with_its_place() {
        let reason = toml::from_str::<std::collections::BTreeMap<String, String>>("a = 3\n").unwrap_err().to_string();
        let told = super::toml(&reason, Lang::Fr);
        assert!(told.starts_with("ligne 1, colonne 5 : un texte entre guillemets est attendu"), "{told}");
        assert_eq!(super::toml(&reason, Lang::En), reason);
    }

    #[test]
    fn what_the_system_says_is_told_with_a_remedy() {
        let missing = std::fs::read("no such file").unwrap_err();
        assert_eq!(system(&missing, Lang::Fr), "fichier ou dossier introuvable ; vérifier le chemin et le nom");
        let odd = io::Error::other("odd");
        assert_eq!(system(&odd, Lang::Fr), "le système refuse (détail : odd)");
    }
}

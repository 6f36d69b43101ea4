//! What was taken from each source of the program's own reference, in French too. What a user's recipe says stays as it is.

use crate::report::Lang;

/// As the recipe of the reference says it, and in French.
const KNOWN: [[&str; 2]; 3] = [
    [
        "codes, names, departments, regions, EPCI, populations, former codes (INSEE, DGCL)",
        "codes, noms, départements, régions, EPCI, populations, anciens codes (INSEE, DGCL)",
    ],
    [
        "contours of communes, arrondissements municipaux and communes déléguées (IGN ADMIN EXPRESS)",
        "contours des communes, des arrondissements municipaux et des communes déléguées (IGN ADMIN EXPRESS)",
    ],
    [
        "contours of five communes déléguées of Neussargues en Pinatelle, communes again since 1 January 2025 (IGN ADMIN EXPRESS)",
        "contours de cinq communes déléguées de Neussargues en Pinatelle, de nouveau communes depuis le 1er janvier 2025 (IGN ADMIN EXPRESS)",
    ],
];

/// What was taken from a source, in the language asked for where it is known.
pub fn source_text(what: &str, lang: Lang) -> &str {
    let known = KNOWN.iter().find(|[english, _]| *english == what);
    known.map_or(what, |[english, french]| lang.pick(french, english))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_source_of_the_recipe_is_told_in_french_too() {
        let recipe = include_str!("../../../scripts/reference-2026.toml");
        let said = recipe.lines().filter_map(|line| line.strip_prefix("what = \"")?.strip_suffix('"'));
        let said: Vec<&str> = said.collect();
        assert_eq!(said.len(), KNOWN.len());
        assert!(said.iter().all(|what| source_text(what, Lang::Fr) != *what && source_text(what, Lang::En) == *what));
        assert_eq!(source_text("fichiers de l'ARS", Lang::Fr), "fichiers de l'ARS");
    }
}

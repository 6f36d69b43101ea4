//! Names as they stand on a map: without the words that all of them begin with.

use super::colours;
use super::labels::{Variant, broken};
use super::letters::Face;
use super::svg::Style;
use crate::territory::Cpts;

/// The name of a CPTS without `CPTS` and an article; its identifier where it has no name.
pub(super) fn short_name(cpts: &Cpts) -> String {
    let name = if cpts.name.trim().is_empty() { cpts.id.trim() } else { cpts.name.trim() };
    let rest = without(name, &["CPTS "]);
    let rest = without(rest, &["de la ", "de l'", "de l’", "des ", "du ", "de ", "d'", "d’"]);
    let mut letters = rest.chars();
    letters.next().map_or_else(|| name.to_owned(), |first| first.to_uppercase().chain(letters).collect())
}

/// A name without the first of these that it begins with, whatever the case, unless nothing is left.
fn without<'a>(name: &'a str, beginnings: &[&str]) -> &'a str {
    let cut = |beginning: &&str| {
        let head = name.get(..beginning.len())?;
        let rest = name.get(beginning.len()..)?.trim_start();
        (head.to_lowercase() == beginning.to_lowercase() && !rest.is_empty()).then_some(rest)
    };
    beginnings.iter().find_map(cut).unwrap_or(name)
}

/// Ways to write a name on the map, the best first.
pub(super) fn variants(name: &str, sizes: &[i32], inside: f64) -> Vec<Variant> {
    let style = |size: i32| Style { halo: size / 5, ..Style::new(Face::Narrow, size, colours::TEXT) };
    let ways = sizes.iter().flat_map(|&size| (1..=3).map(move |lines| (size, lines)));
    ways.filter_map(|(size, lines)| Some(Variant { lines: broken(name, lines)?, style: style(size), inside })).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cpts_is_named_by_what_is_its_own() {
        let name = |name: &str| {
            short_name(&Cpts {
                id: "X1".into(),
                name: name.into(),
                stage: None,
                signed: None,
                contacts: Vec::new(),
                claims: Vec::new(),
            })
        };
        assert_eq!(name("CPTS de la Brêche fleurie"), "Brêche fleurie");
        assert_eq!(name("cpts d’Émeraude"), "Émeraude");
        assert_eq!(name("CPTS "), "CPTS");
        assert_eq!(name("Desvres et Samer"), "Desvres et Samer");
        assert_eq!(name(" "), "X1");
    }
}

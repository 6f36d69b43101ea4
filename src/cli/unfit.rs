//! Boundaries that cannot take the place of a reference's own, in French: what is wrong with them, and the remedy.

use maillage::coverage::CoverageError;
use maillage::reference::BoundariesError;

/// How many are named before « et n autres ».
const NAMED: usize = 20;

/// Why boundaries cannot be used.
pub fn boundaries(error: &BoundariesError) -> String {
    match error {
        BoundariesError::Empty { file } => format!("{file} : aucun objet ; il faut des polygones de communes"),
        BoundariesError::NoCodeColumn { file, columns } => format!(
            "{file} : aucune colonne de codes INSEE parmi {} ; elle se reconnaît à ses valeurs, cinq signes comme 01001",
            columns.join(", ")
        ),
        BoundariesError::WithoutCode { file, column, features } => format!(
            "{file} : colonne {column} : pas de code INSEE dans {} ; en donner un à chaque objet, ou l'ôter",
            named(features)
        ),
        BoundariesError::OtherVintage { cog, unknown, missing } => format!(
            "les contours ne sont pas du millésime des populations (COG {cog}){}{} ; prendre des contours de ce millésime, ou \
             une référence qui soit du leur (« maillage reference build », --reference)",
            part(unknown, "sans commune de ce millésime"),
            part(missing, "sans contour")
        ),
        BoundariesError::Flawed { units, flaw } => {
            let units: Vec<String> = units.iter().map(ToString::to_string).collect();
            format!(
                "contours de {}{} ; « maillage boundaries check » dit tout ce qui ne va pas, « maillage boundaries repair » \
                 le répare",
                units.join(" et "),
                what(flaw)
            )
        }
    }
}

fn named(items: &[String]) -> String {
    let shown = items.iter().take(NAMED).cloned().collect::<Vec<_>>().join(", ");
    match items.len().saturating_sub(NAMED) {
        0 => shown,
        more => format!("{shown} et {more} autres"),
    }
}

fn part(items: &[String], what: &str) -> String {
    if items.is_empty() { String::new() } else { format!(" ; {} {what} : {}", items.len(), named(items)) }
}

/// What is wrong, without the engine's numbers of faces where the units say it.
fn what(flaw: &CoverageError) -> String {
    match flaw {
        CoverageError::SameSide { from, to, .. } => {
            format!(" : ils se recouvrent le long de ({}, {}) – ({}, {})", from.x, from.y, to.x, to.y)
        }
        CoverageError::RingTooShort { distinct, .. } => {
            format!(" : un anneau a {distinct} sommets distincts, il en faut 3")
        }
        CoverageError::NotFinite { x, y, .. } => {
            format!(" : un sommet n'est pas en nombres finis, ({x}, {y})")
        }
        other => format!(" (détail : {other})"),
    }
}

//! What people read of boundaries read from files.

use super::reading::problem_kept;
use crate::reference::BoundaryNote;
use crate::report::Lang;

/// What was done with features of the boundaries given.
pub fn boundary_note(note: &BoundaryNote, lang: Lang) -> String {
    match note {
        BoundaryNote::NoContour { code } => lang.pick(
            format!("contours donnés : {code} n'a pas de polygone ; l'unité compte, sans surface ni voisins"),
            format!("boundaries given: {code} has no polygon; the unit counts, without area or neighbours"),
        ),
        BoundaryNote::Reading { file, feature, problem } => lang.pick(
            format!("contours donnés : {file}, objet {} : {}", feature + 1, problem_kept(problem, lang)),
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

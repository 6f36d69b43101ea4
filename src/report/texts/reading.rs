//! What people read of features of which a reader passed something over.

use crate::formats::layer::Problem;
use crate::report::Lang;

/// What is wrong with a feature, and what was done.
pub fn problem_text(problem: &Problem, lang: Lang) -> String {
    if lang == Lang::En {
        return problem.to_string();
    }
    match problem {
        Problem::NoGeometry => "sans géométrie ; gardé sans polygone".into(),
        Problem::NotPolygon(kind) => {
            format!("géométrie de type {kind}, qui n'est pas un polygone ; gardé sans polygone")
        }
        Problem::OtherParts(kind) => format!("géométrie de type {kind} à côté des polygones ; laissée de côté"),
        Problem::Unclosed => "anneau dont le dernier sommet n'est pas le premier ; fermé".into(),
        Problem::RingTooShort => "anneau de moins de trois sommets distincts ; laissé de côté".into(),
        Problem::MoreThanTwoDimensions => "sommets à plus de deux coordonnées ; les autres laissées de côté".into(),
        Problem::Deleted => "sa ligne est marquée comme supprimée ; gardé sans attributs ni polygones".into(),
        Problem::CutText(field) => {
            format!("{field} : texte coupé au milieu d'un caractère ; le morceau de caractère est laissé de côté")
        }
        Problem::ColumnLeftOut(name) => {
            format!("la colonne {name} ne contient ni textes, ni nombres, ni booléens ; laissée de côté")
        }
        Problem::NoAttributes => "shapefile sans son .dbf ; pas d'attributs".into(),
    }
}

/// The same of a problem that is kept as its English text, as those of a reference are.
pub fn problem_kept(text: &str, lang: Lang) -> String {
    Problem::of_text(text).map_or_else(|| text.to_owned(), |problem| problem_text(&problem, lang))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::layer::every_problem;

    #[test]
    fn every_problem_of_a_reader_is_told_in_french_and_in_english() {
        let english =
            ["kept", "left out", "a ring", "column", "vertices", "attributes;", "polygons;", "without", " not "];
        for problem in every_problem() {
            let french = problem_text(&problem, Lang::Fr);
            assert!(!english.iter().any(|word| french.contains(word)), "{french}");
            assert_eq!(problem_text(&problem, Lang::En), problem.to_string());
        }
    }

    #[test]
    fn a_problem_kept_as_its_text_is_told_in_french_too() {
        for problem in every_problem() {
            let kept = problem.to_string();
            assert_eq!(problem_kept(&kept, Lang::Fr), problem_text(&problem, Lang::Fr));
            assert_eq!(problem_kept(&kept, Lang::En), kept);
        }
        assert_eq!(problem_kept("of a later version", Lang::Fr), "of a later version");
    }
}

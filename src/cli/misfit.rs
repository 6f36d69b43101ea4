//! Coordinates that do not fit their reference system, in French: what was found, what was expected, the remedy.

use maillage::formats::misfit::{CrsRemedy, Expected, Extent};

/// Where the coordinates of a file lie.
pub fn extent(extent: &Extent) -> String {
    match extent {
        Extent::Nothing => "aucun sommet".to_owned(),
        Extent::Within(within) => {
            let [west, south, east, north] = **within;
            format!("x de {west} à {east}, y de {south} à {north}")
        }
    }
}

/// Where they should lie.
pub fn expected(expected: &Expected) -> String {
    match expected {
        Expected::Finite => "des nombres finis".to_owned(),
        Expected::Degrees => "longitude de -180 à 180, latitude de -90 à 90, celles de la France".to_owned(),
        Expected::WebMercator => {
            "des mètres, pour la métropole x de -700000 à 1200000, y de 4900000 à 6900000".to_owned()
        }
        Expected::Local(bounds) => extent(&Extent::Within(bounds.clone())),
    }
}

/// What to do.
pub fn remedy(remedy: &CrsRemedy) -> String {
    match remedy {
        CrsRemedy::Name => "dire lequel est le bon avec --crs EPSG:CODE".to_owned(),
        CrsRemedy::Swap { crs, degrees } => {
            let first = if *degrees { "la longitude" } else { "l'abscisse (x, vers l'est)" };
            format!("elles sont en {crs} avec les axes inversés : écrire {first} en premier")
        }
        CrsRemedy::Declare { code, labels } => {
            format!("elles semblent être en {} : si c'est le cas, ajouter --crs EPSG:{code}", labels.join(", ou en "))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coordinates_that_do_not_fit_are_told_in_french() {
        let label = "EPSG:2154 (RGF93 / Lambert-93)".to_owned();
        assert_eq!(extent(&Extent::Within(Box::new([1.5, 2.0, 3.0, 4.0]))), "x de 1.5 à 3, y de 2 à 4");
        assert_eq!(extent(&Extent::Nothing), "aucun sommet");
        assert_eq!(expected(&Expected::Local(Box::new([-1.0, 2.0, 3.0, 4.0]))), "x de -1 à 3, y de 2 à 4");
        let swap = |degrees| remedy(&CrsRemedy::Swap { crs: label.clone(), degrees });
        assert_eq!(
            swap(true),
            "elles sont en EPSG:2154 (RGF93 / Lambert-93) avec les axes inversés : écrire la longitude en premier"
        );
        assert!(swap(false).ends_with("écrire l'abscisse (x, vers l'est) en premier"));
        assert_eq!(
            remedy(&CrsRemedy::Declare { code: 2154, labels: vec![label.clone(), "EPSG:3857 (web)".into()] }),
            "elles semblent être en EPSG:2154 (RGF93 / Lambert-93), ou en EPSG:3857 (web) : si c'est le cas, ajouter \
             --crs EPSG:2154"
        );
    }
}

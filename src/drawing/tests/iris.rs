//! IRIS: what they divide, and what is told of those that cannot.

use super::*;

#[test]
fn iris_that_do_not_make_up_their_commune_decide_nothing_and_are_told() {
    let reference = drawn("AB");
    let quarters = [(1.0, 0.0), (1.5, 0.0), (1.0, 0.5), (1.5, 0.5)];
    // One quarter is missing, at sea, or without polygon.
    let of = |last: Option<MultiPolygon<f64>>| {
        let squares = quarters[..3].iter().map(|&(x, y)| ("", rectangle(x, y, x + 0.5, y + 0.5)));
        let mut features = layer(&squares.chain(last.map(|it| ("", it))).collect::<Vec<_>>());
        for (number, it) in features.attributes.iter_mut().enumerate() {
            *it = attributes(&[("code_iris", &format!("{}010{number}", code('B')))]);
        }
        IrisLayer::new(&features, &reference).unwrap()
    };
    for last in [None, Some(rectangle(7.0, 7.0, 7.5, 7.5)), Some(MultiPolygon(vec![]))] {
        let (iris, drawing) = (of(last), divided(&reference));
        let found = assign(&reference, &drawing, Some(&iris), &AssignOptions::default());
        let found = (drawing, found);
        assert_eq!(rows(&reference, &found), ["Est:B=55", "Ouest:A", "Ouest:B=45"]);
        assert!(keys(&found).contains(&"iris_incomplets"));
    }
    let whole = of(Some(rectangle(1.5, 0.5, 2.0, 1.0)));
    assert!(whole.unfit.is_empty());
}

#[test]
fn iris_that_all_have_no_inhabitants_decide_nothing_and_are_told() {
    let reference = drawn("AB");
    let quarters = [(1.0, 0.0), (1.5, 0.0), (1.0, 0.5), (1.5, 0.5)];
    let mut features = layer(&quarters.map(|(x, y)| ("", rectangle(x, y, x + 0.5, y + 0.5))));
    for (number, it) in features.attributes.iter_mut().enumerate() {
        *it = attributes(&[("code_iris", &format!("{}010{number}", code('B'))), ("pop", "0")]);
    }
    let (iris, drawing) = (IrisLayer::new(&features, &reference).unwrap(), divided(&reference));
    let found = assign(&reference, &drawing, Some(&iris), &AssignOptions::default());
    let found = (drawing, found);
    assert_eq!(rows(&reference, &found), ["Est:B=55", "Ouest:A", "Ouest:B=45"]);
    assert!(keys(&found).contains(&"iris_sans_habitants"));
}

#[test]
fn iris_without_any_polygon_are_refused() {
    let reference = drawn("AB");
    let mut features = layer(&[("", MultiPolygon(vec![]))]);
    features.attributes[0] = attributes(&[("code_iris", &format!("{}0101", code('B')))]);
    let error = IrisLayer::new(&features, &reference).unwrap_err();
    assert!(error.to_string().contains("polygon"), "{error}");
}

/// The four quarters of `B`, of which the first has nine inhabitants in ten.
fn iris(reference: &Reference, with_population: bool) -> IrisLayer {
    let quarters = [(1.0, 0.0), (1.5, 0.0), (1.0, 0.5), (1.5, 0.5)];
    let mut features = layer(&quarters.map(|(x, y)| ("", rectangle(x, y, x + 0.5, y + 0.5))));
    for (number, attributes) in features.attributes.iter_mut().enumerate() {
        attributes.clear();
        attributes.insert("code_iris".to_owned(), Value::Text(format!("{}010{number}", code('B'))));
        if with_population {
            attributes.insert("P21_POP".to_owned(), Value::Integer(if number == 0 { 2700 } else { 100 }));
        }
    }
    IrisLayer::new(&features, reference).unwrap()
}

/// West has A and the western quarters of B but a tenth of a cell.
fn divided(reference: &Reference) -> Drawing {
    let features = layer(&[("Ouest", rectangle(0.0, 0.0, 1.45, 1.0)), ("Est", rectangle(1.45, 0.0, 2.0, 1.0))]);
    Sketch::new(features, &ColumnChoice::default(), &[]).unwrap().over(reference)
}

#[test]
fn with_iris_a_divided_commune_has_a_row_for_each_of_them_with_its_inhabitants() {
    let reference = drawn("AB");
    for (with_population, first) in [(true, "Est:B=4"), (false, "Est:B=25")] {
        let (iris, drawing) = (iris(&reference, with_population), divided(&reference));
        let found = assign(&reference, &drawing, Some(&iris), &AssignOptions::default());
        let found = (drawing, found);
        assert_eq!(rows(&reference, &found)[0], first);
        let sum: u64 = found.1.rows.iter().filter_map(|row| row.population).sum();
        assert_eq!((sum, found.1.rows.len()), (100, 5));
    }
}

#[test]
fn by_population_a_commune_goes_to_who_holds_most_of_its_inhabitants() {
    let reference = drawn("AB");
    let (iris, drawing) = (iris(&reference, true), divided(&reference));
    let options = AssignOptions { by: By::Population, ..AssignOptions::default() };
    let found = assign(&reference, &drawing, Some(&iris), &options);
    assert_eq!(rows(&reference, &(drawing, found)), ["Ouest:A", "Ouest:B"]);
    let found = assigned(&reference, &layer(&[("Est", rectangle(1.45, 0.0, 2.0, 1.0))]), &AssignOptions::default());
    assert_eq!(rows(&reference, &found), ["Est:B"], "by area it is the other");
}

#[test]
fn with_iris_the_disputed_ones_go_to_both_and_the_others_to_their_own() {
    let reference = drawn("AB");
    let features = layer(&[("Ouest", rectangle(0.0, 0.0, 2.0, 0.5)), ("Est", rectangle(1.5, 0.0, 2.0, 1.0))]);
    let drawing = Sketch::new(features, &ColumnChoice::default(), &[]).unwrap().over(&reference);
    let found = assign(&reference, &drawing, Some(&iris(&reference, false)), &AssignOptions::default());
    let parts: Vec<(&str, usize)> =
        found.rows.iter().filter(|row| row.unit == 1).map(|row| (&row.part[6..], row.territory)).collect();
    assert_eq!(parts, [("101", 0), ("103", 0), ("100", 1), ("101", 1)]);
    let told: Vec<_> = found.notes.iter().filter(|noted| noted.doubt.key() == "chevauchement").collect();
    assert_eq!(
        (told.len(), &told[0].part[6..], told[0].doubt.severity()),
        (1, "101", crate::territory::Severity::Error)
    );
}

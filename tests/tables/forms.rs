//! Long or not, a table makes the same claims.

use super::*;

/// CPTS and codes.
fn pairs(reading: &Reading) -> BTreeSet<[String; 2]> {
    claims(reading).into_iter().map(|[cpts, code, ..]| [cpts, code]).collect()
}

#[test]
fn every_form_makes_the_same_claims() {
    let expected = pairs(&read("same/semicolon.csv").1);
    for name in files("forms") {
        assert_eq!(pairs(&read(&name).1), expected, "{name}");
    }
}

#[test]
fn stages_stay_with_their_cpts_where_the_form_gives_them() {
    let of_stage = |name: &str| -> BTreeSet<[String; 2]> {
        claims(&read(name).1).into_iter().map(|[_, code, _, stage]| [code, stage]).collect()
    };
    let expected = of_stage("same/semicolon.csv");
    for name in files("forms").iter().filter(|name| name.contains("list-") || name.contains("across")) {
        assert_eq!(of_stage(name), expected, "{name}");
    }
}

#[test]
fn the_form_is_said_with_what_decided_it() {
    let told = |name: &str| read(name).1;
    for (name, sign) in
        [("comma", ','), ("semicolon", ';'), ("bar", '|'), ("slash", '/'), ("space", ' '), ("lines", '\n')]
    {
        let lists = FormNote::Lists { column: "Codes communes".to_owned(), signs: vec![sign] };
        for extension in ["csv", "xlsx"] {
            assert_eq!(form(&told(&format!("forms/list-{name}.{extension}"))), [&lists]);
        }
    }
    let cpts = ["CPTS de l’Été", "CPTS Île et Forêt", "CPTS Nord; Sud, et \"Est\""].map(str::to_owned).to_vec();
    let columns = FormNote::ColumnPerCpts { cpts: cpts.clone(), unread: vec![] };
    assert_eq!(form(&told("forms/column-per-cpts.csv")), [&columns]);
    assert_eq!(form(&told("forms/column-per-cpts.ods")), [&columns]);
    for name in ["marks-x.csv", "marks-01.csv", "marks-words.csv", "marks.xlsx"] {
        let marks = FormNote::Marks { cpts: cpts.clone(), unread: vec![] };
        assert_eq!(form(&told(&format!("forms/{name}"))), [&marks], "{name}");
    }
    let columns = ["Commune n° 1", "Commune n° 2", "Commune n° 3"].map(str::to_owned).to_vec();
    assert_eq!(form(&told("forms/across.csv")), [&FormNote::Across { columns }]);
}

#[test]
fn a_commune_that_no_column_marks_is_told_with_its_row() {
    for name in ["marks-x.csv", "marks-01.csv", "marks-words.csv"] {
        let reading = read(&format!("forms/{name}")).1;
        let unmarked = reading.anomalies.iter().find(|anomaly| anomaly.finding == Finding::NoMark).expect(name);
        assert_eq!((unmarked.source.lines.as_slice(), unmarked.source.value.as_str()), (&[9][..], "01033"));
    }
}

#[test]
fn a_claim_keeps_the_line_the_column_and_the_code_as_written() {
    let reading = read("forms/across.csv").1;
    let found: Vec<_> = reading.claims().map(|claim| (claim.line, claim.column, claim.code)).collect();
    assert_eq!(found[..3], [(2, "Commune n° 1", "01004"), (2, "Commune n° 2", "01053"), (2, "Commune n° 3", "01283")]);
}

#[test]
fn a_list_of_communes_with_yes_and_no_is_no_table_of_cpts() {
    for rows in
        ["Code INSEE;Montagne\n01004;oui\n01053;non\n", "Code INSEE;TNCC;ARR\n01004;0;1\n01053;1;1\n01283;8;4\n"]
    {
        let choice = ColumnChoice::default();
        let header = header_finder(&choice);
        let options = TableOptions { header: &header, ..TableOptions::default() };
        let table = table::read_csv(rows.as_bytes(), &options).unwrap();
        let refused = read_claims_of(&table, &choice).unwrap_err();
        assert!(matches!(refused, maillage::territory::ColumnsError::Missing { .. }), "{refused:?}");
    }
}

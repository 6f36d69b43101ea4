//! Files that need an answer of their own.

use maillage::formats::table::{CellKind, Encoding};
use maillage::territory::{Column, ColumnsError, LookupNote};

use super::*;

#[test]
fn codes_that_a_spreadsheet_took_for_numbers_are_texts_again_and_said_to_be_numbers() {
    for name in ["numbers.xlsx", "numbers.xls", "numbers.ods", "numbers.json", "numbers.parquet"] {
        let reading = read(&format!("traps/{name}")).1;
        let found: Vec<_> = reading.claims().map(|claim| (claim.code, claim.code_is_number)).collect();
        assert_eq!(found[..3], [("1004", true), ("1053", true), ("1283", true)], "{name}");
        assert_eq!(found.last(), Some(&("97105", true)), "{name}");
        assert!(!found.contains(&("2A004", true)), "{name}");
    }
}

#[test]
fn dates_are_read_as_days() {
    for name in ["dates.xlsx", "dates.xls", "dates.ods", "dates.parquet"] {
        let reading = read(&format!("traps/{name}")).1;
        let found: Vec<_> = reading.claims().map(|claim| (claim.start, claim.end)).collect();
        assert_eq!(found, [("2024-01-31", "2028-02-29")], "{name}");
    }
}

#[test]
fn formulas_give_the_value_saved_and_say_where_there_is_none() {
    let (table, reading) = read("traps/formulas.xlsx");
    let kinds: Vec<_> = table.rows().map(|row| (row.cell(1), row.kind(1))).collect();
    let expected =
        [("01004", CellKind::Text), ("", CellKind::NoValue), ("#DIV/0!", CellKind::Error), ("01283", CellKind::Text)];
    assert_eq!(kinds, expected);
    let told = [
        TableNote::FormulasWithoutValue { cells: 1, first: "B3".to_owned() },
        TableNote::ErrorCells { cells: 1, first: "B4".to_owned() },
    ];
    assert_eq!(notes(&reading), [&told[0], &told[1]]);
    let rejected: Vec<_> =
        reading.anomalies.iter().filter(|it| it.finding == Finding::Lookup(LookupNote::NoCode)).collect();
    assert_eq!(rejected.iter().map(|it| it.source.lines.clone()).collect::<Vec<_>>(), [[3]]);
}

#[test]
fn of_sheets_that_are_alike_the_first_is_taken_and_the_doubt_told() {
    let (table, reading) = read("traps/tied.xlsx");
    let other = vec!["2024".to_owned()];
    let note = TableNote::Sheet { name: "2023".to_owned(), others: other.clone(), tied: other };
    assert_eq!((table.rows().len(), notes(&reading)), (3, vec![&note]));
}

#[test]
fn a_sheet_is_chosen_by_name_case_aside_or_by_number() {
    let bytes = std::fs::read(fixture("same/sheets.ods")).unwrap();
    let rows = |sheet| read_bytes(bytes.clone(), Some(sheet), &ColumnChoice::default()).map(|it| it.0.rows().len());
    assert_eq!((rows("RATTACHEMENTS").unwrap(), rows("3").unwrap()), (7, 7));
    let error = rows("Feuil9").unwrap_err().to_string();
    assert_eq!(error, "no sheet \"Feuil9\"; there are: Lisez-moi, Communes, Rattachements");
}

#[test]
fn of_several_files_in_an_archive_one_is_named() {
    assert!(
        matches!(refusal("traps/two-files.zip"), TableError::SeveralFiles { names } if names == ["2023.csv", "2024.csv"])
    );
    let bytes = std::fs::read(fixture("traps/two-files.zip")).unwrap();
    let reading = read_bytes(bytes, Some("2024.csv"), &ColumnChoice::default()).unwrap().1;
    assert_eq!(reading.claims().map(|claim| claim.cpts).collect::<Vec<_>>(), ["CPTS B"]);
}

#[test]
fn quotes_that_do_not_fit_together_are_refused_with_their_lines() {
    assert!(matches!(refusal("traps/stray-quote.csv"), TableError::StrayQuote { line: 3, opened: 3 }));
    assert!(matches!(refusal("traps/open-quote.csv"), TableError::UnclosedQuote { opened: 3 }));
}

#[test]
fn files_that_are_no_tables_are_named_for_what_they_are() {
    let told = |name: &str| refusal(&format!("traps/{name}")).to_string();
    assert!(told("web-page.xls").contains("a web page, whatever its name says"));
    assert!(matches!(refusal("traps/no-cells.xlsx"), TableError::Empty));
    let of = |bytes: &[u8]| match read_bytes(bytes.to_vec(), None, &ColumnChoice::default()) {
        Err(error) => error.to_string(),
        Ok(_) => panic!("{bytes:?} is read"),
    };
    assert!(of(b"%PDF-1.7\n").contains("a PDF document"));
    assert!(of(b"\x89PNG\r\n\x1a\n").contains("a PNG picture"));
    assert!(of(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and no more").contains("workbook"));
    assert!(of(b"<?xml version=\"1.0\"?><kml/>").contains("XML"));
    assert!(of(b"{\"a\":").contains("JSON"));
    assert!(of(b"a\0b;c\0d\n").contains("binary data"));
    assert!(of(b"").contains("empty"));
}

#[test]
fn lines_of_another_encoding_are_read_and_named() {
    let reading = read("traps/mixed-encodings.csv").1;
    let note = TableNote::MixedEncoding { encoding: Encoding::Windows1252, lines: vec![3], count: 1 };
    assert_eq!(notes(&reading), [&note]);
    assert!(reading.claims().all(|claim| claim.cpts == "CPTS Été"));
}

#[test]
fn columns_of_any_name_are_read_where_the_user_names_them() {
    let bytes = std::fs::read(fixture("traps/own-names.csv")).unwrap();
    let choice = ColumnChoice::parse("code=lieu,cpts=TERRITOIRE").unwrap();
    let reading = read_bytes(bytes.clone(), None, &choice).unwrap().1;
    let codes = |it: &Reading| it.claims().map(|claim| claim.code.to_owned()).collect::<Vec<_>>();
    assert_eq!(codes(&reading), codes(&read("same/semicolon.csv").1));
    let options = TableOptions::default();
    let table = table::read_bytes(bytes, &options).unwrap();
    let absent = read_claims_of(&table, &ColumnChoice::parse("code=COM").unwrap()).unwrap_err();
    let header = ["territoire", "lieu", "x"].map(str::to_owned).to_vec();
    assert_eq!(absent, ColumnsError::NotThere { column: Column::Code, name: "COM".to_owned(), header });
}

#[test]
fn a_column_that_numbers_the_rows_identifies_no_cpts() {
    let reading = read("traps/row-numbers.csv").1;
    assert_eq!(form(&reading), [&FormNote::RowNumbers { column: "id".to_owned() }]);
    assert_eq!(claims(&reading).iter().map(|claim| &claim[0]).collect::<BTreeSet<_>>().len(), 3);
}

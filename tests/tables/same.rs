//! The same table in every format, encoding, separator and dress makes the same claims.

use maillage::formats::table::{Encoding, Numbering, TableNote};
use proptest::prelude::*;

use super::*;

#[test]
fn every_file_of_the_same_table_makes_the_same_claims() {
    let expected = claims(&read("same/semicolon.csv").1);
    assert_eq!(expected.len(), 7);
    for name in files("same") {
        assert_eq!(claims(&read(&name).1), expected, "{name}");
    }
}

#[test]
fn no_row_of_them_is_rejected_and_nothing_is_lost_on_the_way() {
    for name in files("same") {
        let (table, reading) = read(&name);
        assert_eq!((table.rows().len(), reading.claims().len()), (7, 7), "{name}");
        let findings = reading.anomalies.iter().map(|anomaly| &anomaly.finding);
        let others: Vec<_> = findings.filter(|finding| !matches!(finding, Finding::Table(_))).collect();
        assert!(others.is_empty(), "{name}: {others:?}");
    }
}

#[test]
fn a_plain_file_has_no_notes_and_others_say_what_was_done() {
    let told = |name: &str| read(name).0.notes;
    for name in ["same/semicolon.csv", "same/tab.tsv", "same/utf8-bom.csv", "same/plain.xlsx", "same/plain.parquet"] {
        assert_eq!(told(name), [], "{name}");
    }
    let encoding = |encoding, guessed| vec![TableNote::Encoding { encoding, guessed }];
    assert_eq!(told("same/windows-1252.csv"), encoding(Encoding::Windows1252, true));
    assert_eq!(told("same/mac-roman.csv"), encoding(Encoding::MacRoman, true));
    assert_eq!(told("same/cp850.csv"), encoding(Encoding::Dos850, true));
    assert_eq!(told("same/utf16-le.csv"), encoding(Encoding::Utf16, false));
    assert_eq!(told("same/utf16-without-mark.csv"), encoding(Encoding::Utf16, true));
    let titles = TableNote::TitleRows { rows: 2, first: "Rattachement des communes aux CPTS".to_owned() };
    for extension in ["csv", "xlsx", "xls", "ods"] {
        assert_eq!(told(&format!("same/titles.{extension}")), std::slice::from_ref(&titles));
    }
    for extension in ["xlsx", "xls", "ods"] {
        let others = ["Lisez-moi", "Communes"].map(str::to_owned).to_vec();
        let sheet = TableNote::Sheet { name: "Rattachements".to_owned(), others, tied: vec![] };
        assert_eq!(told(&format!("same/sheets.{extension}")), [sheet]);
        let merged = TableNote::MergedCells { rows: 4, first: "A3".to_owned() };
        assert_eq!(told(&format!("same/merged.{extension}")), [merged]);
    }
}

#[test]
fn rows_are_numbered_as_the_file_shows_them() {
    let rows = |name: &str| {
        let (table, reading) = read(name);
        (table.numbering, reading.claims().map(|claim| claim.line).collect::<Vec<_>>())
    };
    let seven = |first: u64| (first..first + 7).collect::<Vec<_>>();
    assert_eq!(rows("same/semicolon.csv"), (Numbering::Lines, seven(2)));
    assert_eq!(rows("same/mixed-line-ends.csv"), (Numbering::Lines, seven(2)));
    assert_eq!(rows("same/titles.csv"), (Numbering::Lines, seven(4)));
    assert_eq!(rows("same/quoted-line-breaks.csv"), (Numbering::Lines, vec![2, 3, 4, 5, 7, 9, 10]));
    assert_eq!(rows("same/blank-lines.csv"), (Numbering::Lines, vec![6, 9, 12, 15, 18, 21, 24]));
    for extension in ["xlsx", "xls", "ods"] {
        assert_eq!(rows(&format!("same/titles.{extension}")), (Numbering::SheetRows, seven(5)));
    }
    assert_eq!(rows("same/shifted.xlsx"), (Numbering::SheetRows, seven(5)));
    assert_eq!(rows("same/list.json"), (Numbering::Records, seven(1)));
    assert_eq!(rows("same/plain.parquet"), (Numbering::Records, seven(1)));
}

/// Rows of CPTS, code, commune and stage.
fn rows() -> impl Strategy<Value = Vec<[String; 4]>> {
    let text = r#"[a-zàéèêçœÉÎ’;,|"\n\t -]{0,8}[a-zé]"#;
    let stage = prop::sample::select(vec!["ACI signé", "pré-projet", ""]);
    let row = (text, "[0-9]{5}|2[AB][0-9]{3}", text, stage).prop_map(|(a, b, c, d)| [a, b, c, d.to_owned()]);
    prop::collection::vec(row, 1..12)
}

const HEADER: [&str; 4] = ["CPTS", "Code INSEE", "Commune", "Stade"];

fn csv(rows: &[[String; 4]], separator: &str, end: &str) -> String {
    let quoted = |cell: &str| format!("\"{}\"", cell.replace('"', "\"\""));
    let line = |cells: [&str; 4]| cells.map(quoted).join(separator) + end;
    let lines = rows.iter().map(|row| line(row.each_ref().map(String::as_str)));
    std::iter::once(line(HEADER)).chain(lines).collect()
}

fn json(rows: &[[String; 4]]) -> String {
    let record = |row: &[String; 4]| {
        HEADER.iter().zip(row).map(|(key, value)| ((*key).to_owned(), value.clone().into())).collect()
    };
    serde_json::Value::Array(rows.iter().map(|row| serde_json::Value::Object(record(row))).collect()).to_string()
}

fn claims_of(bytes: Vec<u8>) -> Vec<Claim> {
    let reading = read_bytes(bytes, None, &ColumnChoice::default()).unwrap().1;
    let mut claims: Vec<Claim> =
        reading.claims().map(|it| [it.cpts, it.code, it.commune, it.stage].map(str::to_owned)).collect();
    claims.sort();
    claims
}

proptest! {
    #[test]
    fn separator_line_end_encoding_format_and_order_of_rows_change_no_claim(
        rows in rows(),
        order in prop::collection::vec(any::<prop::sample::Index>(), 12),
    ) {
        let expected = claims_of(csv(&rows, ";", "\n").into_bytes());
        prop_assert_eq!(expected.len(), rows.len());
        for (separator, end) in [(",", "\r\n"), ("\t", "\n"), ("|", "\r")] {
            prop_assert_eq!(&claims_of(csv(&rows, separator, end).into_bytes()), &expected, "{:?}", separator);
        }
        let text = csv(&rows, ";", "\r\n");
        let wide: Vec<u8> = "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        prop_assert_eq!(&claims_of(wide), &expected);
        prop_assert_eq!(&claims_of(json(&rows).into_bytes()), &expected);
        let mut shuffled = rows.clone();
        for (at, index) in order.iter().enumerate() {
            let count = shuffled.len();
            shuffled.swap(at % count, index.index(count));
        }
        prop_assert_eq!(&claims_of(csv(&shuffled, ";", "\n").into_bytes()), &expected);
    }
}

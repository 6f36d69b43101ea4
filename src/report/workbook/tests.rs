//! The workbook read back, against the sheets that the CSV files are written from.

use std::io::Cursor;

use calamine::{Data, Range, Reader as _, Xlsx};

use super::columns::Kind;
use super::glossary::is_added;
use super::names::Names;
use super::places::HEAD;
use super::tables::TABLES;
use super::{Column, words, xlsx};
use crate::formats::csv::Cell;
use crate::reference::sample::{code, drawn};
use crate::reference::{Reference, Scope};
use crate::report::Lang;
use crate::report::model::{Options, Report};
use crate::report::sheet::LIST;
use crate::rules::Rules;
use crate::territory::tests::resolve_text;
use crate::territory::{Facts, StageSet};

const DRAWING: &str = "
    AABBBcc
    AABDBcc
    EEEEBc.
";

/// A report on a table of `CPTS, name, letters`, with every region of the drawing.
fn report<'a>(reference: &'a Reference, lines: &[(&str, &str, &str)]) -> Report<'a> {
    let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    let rows = lines.iter().flat_map(|(id, name, units)| {
        units.chars().map(move |unit| format!("{},{},{},2024-02-29\n", quoted(id), quoted(name), code(unit)))
    });
    let text = format!("cpts_id,cpts_nom,code_insee,date_signature\n{}", rows.collect::<String>());
    let resolution = resolve_text(&text, reference);
    let options = Options {
        scope: Scope::france(&reference.areas),
        stages: StageSet::Tous,
        rules: Rules::in_force().unwrap(),
        date: Some("2025-06-01".parse().unwrap()),
        other_populations: Vec::new(),
    };
    Report::new(reference, Facts::measure(reference), resolution, options).unwrap()
}

fn opened(report: &Report, lang: Lang) -> Xlsx<Cursor<Vec<u8>>> {
    Xlsx::new(Cursor::new(xlsx(report, lang).unwrap())).unwrap()
}

fn range(book: &mut Xlsx<Cursor<Vec<u8>>>, name: &str) -> Range<Data> {
    book.worksheet_range(name).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// What a cell of the workbook must be for a cell of the file.
fn is_same(found: &Data, cell: &Cell, column: &Column, lang: Lang) -> bool {
    let text = |text: &str| match column.kind {
        Kind::Word => words::shown(column.name, text, lang).to_owned(),
        Kind::Words => {
            text.split(LIST).map(|item| words::shown(column.name, item, lang)).collect::<Vec<_>>().join(", ")
        }
        // Lines of the scheme have a name in each language.
        _ if column.name == "mission_nom" || column.name == "ligne_nom" => {
            let scheme = Rules::in_force().unwrap();
            let lines = &scheme.funding().unwrap().lines;
            let line = lines.iter().find(|line| line.name_fr == text);
            line.map_or(text, |line| lang.pick(&line.name_fr, &line.name_en)).to_owned()
        }
        Kind::List | Kind::Lines => text.replace(LIST, ", "),
        _ => text.to_owned(),
    };
    match (cell, found, column.kind) {
        (Cell::Text(day), Data::DateTime(found), Kind::Date) => {
            let (year, month, of_month, ..) = found.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{of_month:02}") == *day
        }
        (Cell::Text(list), Data::String(found), Kind::Neighbours) => {
            let items: Vec<&str> = list.split(LIST).map(|item| item.rsplit_once(':').unwrap().0).collect();
            let found: Vec<&str> = found.split(" m)").filter(|part| !part.is_empty()).collect();
            found.len() == items.len() && found.iter().zip(&items).all(|(found, id)| found.contains(id))
        }
        (Cell::Text(line), Data::Float(found), Kind::Lines) => *line == format!("{found}"),
        (Cell::Text(written), Data::String(found), _) => text(written) == *found,
        (Cell::Text(written), Data::Empty, _) => written.is_empty(),
        (Cell::Integer(number), Data::Float(found), _) => *number as f64 == *found,
        (Cell::Decimal(number, places), Data::Float(found), Kind::Percent) => {
            format!("{number:.places$}") == format!("{:.places$}", found * 100.0) && *found <= 1.0
        }
        (Cell::Decimal(number, places), Data::Float(found), _) => {
            format!("{number:.places$}") == format!("{found}") || {
                format!("{number:.places$}").parse::<f64>() == Ok(*found)
            }
        }
        (Cell::Empty, Data::Empty, _) => true,
        (Cell::Empty, Data::String(word), _) => {
            ["inconnu", "inconnue", "sans stade", "unknown", "no stage"].contains(&word.as_str())
        }
        _ => false,
    }
}

fn assert_sheets_are_those_of_the_files(report: &Report, lang: Lang) {
    let mut book = opened(report, lang);
    let names = Names::of(report);
    for table in &TABLES {
        let (header, rows) = table.sheet(report, &names, lang);
        let sheet = lang.pick(table.name[0], table.name[1]);
        let cells = range(&mut book, sheet);
        let at = |row: usize, column: usize| cells.get_value((row as u32, column as u32)).unwrap_or(&Data::Empty);
        assert_eq!(at(0, 0), &Data::String(sheet.into()), "the title");
        let told = if rows.is_empty() { table.empty } else { table.about };
        assert_eq!(at(1, 1), &Data::String(lang.pick(told[0], told[1]).into()), "{sheet}: what a row is");
        let columns: Vec<Column> = header.iter().map(|name| Column::of(table.form, name, lang)).collect();
        for (place, column) in columns.iter().enumerate() {
            assert_eq!(at(HEAD as usize, place), &Data::String(column.title.into()), "{sheet}");
            assert_ne!(column.title, column.name, "{sheet}: a title that people read");
        }
        let mut titles: Vec<&str> = columns.iter().map(|column| column.title).collect();
        titles.sort_unstable();
        titles.dedup();
        assert_eq!(titles.len(), columns.len(), "{sheet}: each title once");
        for (line, row) in rows.iter().enumerate() {
            for (place, cell) in row.iter().enumerate() {
                let found = at(HEAD as usize + 1 + line, place);
                let column = &columns[place];
                assert!(is_same(found, cell, column, lang), "{sheet} {}: {found:?}, not {cell:?}", column.name);
            }
        }
        let end = cells.end().map_or(0, |(row, _)| row as usize);
        assert_eq!(end, HEAD as usize + rows.len(), "{sheet}: no row more");
    }
}

#[test]
fn every_sheet_has_the_cells_of_its_file_in_both_languages() {
    let reference = drawn(DRAWING);
    let report = report(&reference, &[("1", "CPTS une", "AB"), ("2", "CPTS deux", "BE"), ("3", "", "c")]);
    assert!(!report.overlaps.is_empty() && !report.zones.is_empty() && !report.schedules.is_empty());
    assert_sheets_are_those_of_the_files(&report, Lang::Fr);
    assert_sheets_are_those_of_the_files(&report, Lang::En);
}

#[test]
fn a_table_without_anything_to_settle_gives_sheets_that_say_so() {
    let reference = drawn("AB");
    let report = report(&reference, &[("1", "1", "AB")]);
    let mut book = opened(&report, Lang::Fr);
    let told = |book: &mut Xlsx<_>, name: &str| range(book, name).get_value((1, 1)).cloned();
    assert_eq!(told(&mut book, "Chevauchements"), Some(Data::String("Aucun chevauchement.".into())));
    assert_eq!(told(&mut book, "Zones blanches"), Some(Data::String("Aucune zone blanche.".into())));
    assert_sheets_are_those_of_the_files(&report, Lang::Fr);
}

#[test]
fn codes_stay_texts_with_their_zeros() {
    let reference = drawn(DRAWING);
    let report = report(&reference, &[("01", "007", "A")]);
    let mut book = opened(&report, Lang::Fr);
    let communes = range(&mut book, "Communes");
    assert_eq!(communes.get_value((HEAD + 1, 0)), Some(&Data::String("01065".into())));
    let cpts = range(&mut book, "CPTS");
    assert_eq!(cpts.get_value((HEAD + 1, 0)), Some(&Data::String("01".into())));
    assert_eq!(cpts.get_value((HEAD + 1, 1)), Some(&Data::String("007".into())));
}

#[test]
fn texts_that_look_like_formulas_are_texts_and_marked_as_such() {
    let reference = drawn(DRAWING);
    let names = ["=1+1", "+1", "-1", "@SUM(A1)", "=HYPERLINK(\"http://x\")"];
    let letters = ["A", "B", "D", "E", "c"];
    let lines: Vec<(&str, &str, &str)> =
        names.iter().zip(letters).map(|(name, letter)| (*name, *name, letter)).collect();
    let report = report(&reference, &lines);
    let bytes = xlsx(&report, Lang::Fr).unwrap();
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes.clone())).unwrap();
    let cpts = range(&mut book, "CPTS");
    let mut found: Vec<String> = (1..=5).map(|row| cpts.get_value((HEAD + row, 0)).unwrap().to_string()).collect();
    found.sort();
    let mut expected: Vec<String> = names.iter().map(ToString::to_string).collect();
    expected.sort();
    assert_eq!(found, expected);
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut sheets = 0;
    for at in 0..archive.len() {
        let entry = archive.by_index(at).unwrap();
        let name = format!("{:?}", entry.name());
        if name.contains("xl/worksheets/sheet") {
            sheets += 1;
            let text = std::io::read_to_string(entry).unwrap();
            assert!(!text.contains("<f>") && !text.contains("<f "), "{name} has a formula");
        }
    }
    assert_eq!(sheets, TABLES.len() + 3);
    let styles = std::io::read_to_string(archive.by_name("xl/styles.xml").unwrap()).unwrap();
    assert!(styles.contains("quotePrefix=\"1\""));
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    let reference = drawn(DRAWING);
    let lines = [("1", "CPTS une", "AB"), ("2", "CPTS deux", "BE")];
    let made = || xlsx(&report(&reference, &lines), Lang::Fr).unwrap();
    let first = made();
    assert!(first == made());
    let one_thread = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    assert!(first == one_thread.install(made));
}

#[test]
fn the_first_sheet_leads_to_all_others() {
    let reference = drawn(DRAWING);
    let report = report(&reference, &[("1", "CPTS une", "AB")]);
    for lang in [Lang::Fr, Lang::En] {
        let mut book = opened(&report, lang);
        let sheets = book.sheet_names();
        let first = range(&mut book, &sheets[0]);
        for name in &sheets[1..] {
            assert!(name.chars().count() <= 31, "{name}");
            let is_listed =
                first.used_cells().any(|(_, column, cell)| column == 9 && cell == &Data::String(name.clone()));
            assert!(is_listed, "{name}");
        }
    }
}

#[test]
fn every_column_of_the_files_is_in_the_glossary_with_its_name_there() {
    let reference = drawn(DRAWING);
    let report = report(&reference, &[("1", "CPTS une", "AB")]);
    let names = Names::of(&report);
    let mut book = opened(&report, Lang::Fr);
    let glossary = range(&mut book, "Lexique");
    let told: Vec<(String, String)> = glossary
        .rows()
        .map(|row| (row[0].to_string(), row.get(4).map(ToString::to_string).unwrap_or_default()))
        .collect();
    for table in &TABLES {
        for name in table.sheet(&report, &names, Lang::Fr).0.iter().filter(|name| !is_added(table.form, name)) {
            assert!(told.contains(&(table.name[0].into(), (*name).to_owned())), "{} {name}", table.name[0]);
        }
    }
}

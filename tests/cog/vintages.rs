//! The vintage of a set of codes, found on real files.

use std::collections::BTreeSet;
use std::process::Command;

use maillage::cog::CommuneCode;
use maillage::cog::history::{Detection, Status, VintageSpan};

use super::{code, codes, history, rows, shared};

fn detect(codes: impl IntoIterator<Item = CommuneCode>) -> Detection {
    history().detect(codes)
}

/// All codes are explained by the span that holds `year`, and that span is the best.
fn assert_explained_by(detection: &Detection, year: u16, codes: usize) {
    assert_eq!(detection.codes, codes);
    let best = detection.best();
    assert!(best.iter().any(|span| (span.first..=span.last).contains(&year)), "{year}: {best:?}");
    assert_eq!(detection.score(), Some(1.0), "{best:?}");
}

#[test]
fn insees_populations_are_of_their_vintage_to_the_last_code() {
    for (file, year, count) in [
        ("insee/donnees_communes_pop2022_geo2024.csv", 2024, 34_960),
        ("insee/donnees_communes_pop2023_geo2025.csv", 2025, 34_900),
    ] {
        let Some(path) = shared(file) else { return };
        let detection = detect(rows(&path, b';').iter().map(|row| code(&row["COM"])));
        assert_explained_by(&detection, year, count);
        // Close enough to every commune of the year that no other year has as many.
        assert_eq!(detection.best().len(), 1, "{:?}", detection.best());
    }
}

#[test]
fn an_older_file_of_populations_without_whole_codes_is_of_its_vintage_too() {
    let Some(path) = shared("insee/donnees_communes_pop2020_geo2022_oldformat.csv") else { return };
    let rows = rows(&path, b';');
    let code_of = |department: &str, commune: &str| match department.len() {
        3 => code(&format!("{}{commune}", &department[..2])),
        _ => code(&format!("{department}{commune}")),
    };
    let codes: Vec<CommuneCode> = rows.iter().map(|row| code_of(&row["CODDEP"], &row["CODCOM"])).collect();
    // The file contradicts the COG in one code: Les Trois Lacs were 27058 on 1 January 2021 and 2022, by INSEE's own
    // movements; the populations have them under 27676, as before and after.
    let unexplained: Vec<&CommuneCode> = codes.iter().filter(|&&code| !history().is_claimable(code, 2022)).collect();
    assert_eq!(unexplained, [&code("27676")]);
    let detection = detect(codes.iter().copied().filter(|&it| it != code("27676")));
    assert_explained_by(&detection, 2022, 34_980);
    assert_eq!(detection.year(), Some(2022));
}

#[test]
fn the_populations_of_mayotte_are_of_any_vintage_since_2012() {
    let Some(path) = shared("insee/donnees_communes_mayotte_pop2017.csv") else { return };
    let detection = detect(rows(&path, b';').iter().map(|row| code(&format!("97{}", row["CODCOM"]))));
    assert_eq!(detection.best(), [VintageSpan { first: 2012, last: 2026, explained: 17 }]);
}

#[test]
fn boundaries_are_of_their_vintage() {
    for (file, year, missing) in [
        ("communes/communes-2018.geojson.xz", 2018, 0),
        ("communes/communes-2023-100m.geojson.gz", 2023, 0),
        ("communes/communes-2026-1000m.geojson.gz", 2026, 0),
    ] {
        let Some(path) = shared(file) else { return };
        let program = if file.ends_with("xz") { "xz" } else { "gzip" };
        let Ok(output) = Command::new(program).arg("-dc").arg(&path).output() else {
            eprintln!("skipped: {program} is not there");
            return;
        };
        let text = String::from_utf8(output.stdout).expect("UTF-8");
        let found: BTreeSet<CommuneCode> =
            text.split("\"code\":").skip(1).filter_map(|rest| rest.trim_start().get(1..6)?.parse().ok()).collect();
        assert!(found.len() > 34_000, "{file}: {}", found.len());
        let detection = detect(found.iter().copied());
        let best = detection.best().first().expect("a year");
        assert!((best.first..=best.last).contains(&year), "{file}: {:?}", detection.best());
        assert_eq!(detection.codes - best.explained, missing, "{file}");
    }
}

#[test]
fn a_regional_table_is_told_with_the_share_of_its_codes_that_the_best_years_explain() {
    let Some(path) = shared("cpts/cpts-paca-13-83-84.csv") else { return };
    let text = std::fs::read_to_string(&path).expect("UTF-8");
    let separator = if text.lines().next().is_some_and(|line| line.contains(';')) { b';' } else { b',' };
    let mut reader = csv::ReaderBuilder::new().delimiter(separator).flexible(true).from_path(&path).expect("a table");
    let found: BTreeSet<CommuneCode> =
        reader.records().filter_map(|record| record.ok()?.iter().find_map(|cell| cell.trim().parse().ok())).collect();
    let detection = detect(found.iter().copied());
    eprintln!("{} codes, {:?}", detection.codes, detection.best());
    assert!(detection.score().is_some_and(|score| score > 0.99), "{detection:?}");
}

#[test]
fn the_communes_of_a_year_are_found_to_be_of_that_year() {
    for year in [1950, 1970, 1990, 2010, 2013, 2016, 2019, 2022, 2024, 2026] {
        let detection = detect(history().claimable_in(year).map(|spell| spell.code));
        let best = detection.best();
        assert!(best[0].first <= year && year <= best[0].last && best.len() == 1, "{year}: {best:?}");
        assert_eq!(detection.score(), Some(1.0));
    }
}

#[test]
fn years_one_after_the_other_that_explain_as_much_are_one_answer() {
    // 49126 joined a commune nouvelle at the end of 2015, and is the code of that one since 2025; 12076 is out of use then.
    let detection = detect(codes(&["01004", "12076", "49160", "49126"]));
    assert_eq!(detection.best(), [VintageSpan { first: 1943, last: 2015, explained: 4 }]);
    let detection = detect(codes(&["12076", "14011"]));
    assert_eq!(detection.best(), [VintageSpan { first: 1943, last: 2024, explained: 2 }]);
    assert_eq!(detection.year(), Some(2024));
}

#[test]
fn years_apart_that_explain_as_much_are_all_told_the_latest_first() {
    // A commune until 2016 and again since 2025: 15031 Celles.
    let detection = detect(codes(&["15031"]));
    assert_eq!(
        detection.best(),
        [VintageSpan { first: 2025, last: 2026, explained: 1 }, VintageSpan { first: 1943, last: 2016, explained: 1 },]
    );
    assert_eq!(detection.year(), Some(2026));
}

#[test]
fn codes_of_overseas_collectivities_tell_nothing_of_a_vintage() {
    assert_eq!(detect(codes(&["97501", "98818"])).codes, 0);
    assert_eq!(detect(codes(&["97501", "98818"])).best(), []);
    assert!(history().claimable_in(2026).filter(|spell| spell.status == Status::Collectivity).count() > 90);
}

#[test]
fn codes_that_never_were_have_no_vintage() {
    let detection = detect(codes(&["99999", "00000"]));
    assert_eq!((detection.codes, detection.best(), detection.year(), detection.score()), (2, &[][..], None, None));
}

#[test]
fn a_code_that_means_other_land_in_another_year_of_a_span_is_named() {
    // Neussargues had four more communes in it from 2017 to 2024: the same before and after, another in between.
    let long = VintageSpan { first: 1943, last: 2026, explained: 1 };
    assert_eq!(
        history().unlike_within(codes(&["15141", "01004", "01338"]), &long),
        codes(&["15141"]).into_iter().collect()
    );
    let span = VintageSpan { first: 2024, last: 2026, explained: 1 };
    let unlike = history().unlike_within(codes(&["15141", "01004"]), &span);
    assert_eq!(unlike.into_iter().collect::<Vec<_>>(), codes(&["15141"]));
}

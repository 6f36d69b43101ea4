//! Which of the first rows of a sheet or file is the header: the one whose cells are names of columns.

use super::choice::ColumnChoice;
use super::codes::{list, looks_like_code, mostly};
use super::column::Column;
use super::spellings::Known;
use crate::formats::table::{HeaderAt, Row};

/// What tells the header of a table of claims.
pub fn header_finder(choice: &ColumnChoice) -> impl Fn(&[Row<'_>]) -> HeaderAt + '_ {
    let known = Known::new();
    move |rows| find(rows, choice, &known)
}

fn find(rows: &[Row], choice: &ColumnChoice, known: &Known) -> HeaderAt {
    let score = |row: usize| score(rows.get(row..).unwrap_or_default(), choice, known);
    // The first of the best.
    let best =
        (0..rows.len()).map(|row| (score(row), row)).reduce(|best, next| if next.0 > best.0 { next } else { best });
    match best {
        Some((score, row)) if score > 0 => HeaderAt { score, row },
        _ => HeaderAt { score: 0, row: first_wide(rows) },
    }
}

/// The first row that is at least half as wide as the widest: titles are short.
fn first_wide(rows: &[Row]) -> usize {
    let widest = rows.iter().copied().map(filled).max().unwrap_or(0);
    rows.iter().position(|&row| filled(row) * 2 >= widest).unwrap_or(0)
}

fn filled(row: Row) -> usize {
    row.cells().filter(|cell| !cell.is_empty()).count()
}

/// How much the first of some rows looks like the header of the others.
fn score(rows: &[Row], choice: &ColumnChoice, known: &Known) -> u32 {
    let Some((&header, below)) = rows.split_first() else { return 0 };
    let names: Vec<&str> = header.cells().collect();
    if filled(header) < 2 && rows.iter().any(|&row| filled(row) > 1) {
        return 0;
    }
    let mut found = [None; Column::COUNT];
    for (place, name) in names.iter().enumerate() {
        if let Some((column, _)) = known.find(name) {
            found[column as usize].get_or_insert(place);
        }
    }
    let mut chosen = 0;
    for (column, name) in choice.iter() {
        // A number is a column of any row.
        let place = choice.place(name, &names).filter(|_| name.parse::<usize>().is_err());
        chosen += u32::from(place.is_some());
        found[column as usize] = place.or(found[column as usize]);
    }
    let has = |column: Column| found[column as usize].is_some();
    let of_codes = |place: usize| {
        mostly(below.iter().map(|row| row.cell(place)), |cell| looks_like_code(cell) || list(cell).is_some())
    };
    let recognised = found.iter().flatten().count() as u32;
    let mut score = recognised + 50 * chosen;
    score += 10 * u32::from(has(Column::CptsId) || has(Column::CptsName));
    if let Some(place) = found[Column::Code as usize].or(found[Column::CommuneName as usize]) {
        score += 10 * u32::from(has(Column::Code)) + 5 * u32::from(of_codes(place));
    }
    if score == 0 {
        // A column a CPTS: names above, codes from the next row on.
        let next = below.first().copied().unwrap_or_default();
        let columns = (0..names.len())
            .filter(|&place| names.get(place).is_some_and(|name| name.contains(char::is_alphabetic)))
            .filter(|&place| !looks_like_code(names.get(place).unwrap_or(&"")) && of_codes(place));
        let begins = next.cells().any(looks_like_code);
        score += columns.count().min(5) as u32 * u32::from(begins);
    }
    score
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::table::{TableNote, TableOptions, read_csv};

    fn header(text: &str, choice: &str) -> (Vec<String>, usize) {
        let choice = if choice.is_empty() { ColumnChoice::default() } else { ColumnChoice::parse(choice).unwrap() };
        let finder = header_finder(&choice);
        let table = read_csv(text.as_bytes(), &TableOptions { header: &finder, ..TableOptions::default() }).unwrap();
        let titles = table.notes.iter().find_map(|note| match note {
            TableNote::TitleRows { rows, .. } => Some(*rows),
            _ => None,
        });
        (table.header, titles.unwrap_or(0))
    }

    #[test]
    fn titles_above_the_header_are_passed_over() {
        for title in ["", "CPTS de la région\n", "CPTS;;\nDonnées au 1er janvier 2024 (commune);;\n\n"] {
            let rows = title.lines().filter(|line| !line.is_empty()).count();
            let text = format!("{title}Code commune;CPTS;Stade\n01001;A;ACI\n01002;A;ACI\n");
            let names = ["Code commune", "CPTS", "Stade"].map(str::to_owned).to_vec();
            assert_eq!(header(&text, ""), (names, rows));
        }
    }

    #[test]
    fn names_given_by_the_user_find_the_header() {
        assert_eq!(header("x;y\nfoo;bar\n01001;A\n", "code=foo,cpts=bar").1, 1);
    }

    #[test]
    fn names_of_cpts_above_codes_are_a_header() {
        let (names, titles) = header("Nos territoires\nNord;Sud\n01001;01002\n01003;\n", "");
        assert_eq!((names, titles), (vec!["Nord".to_owned(), "Sud".to_owned()], 1));
    }

    #[test]
    fn where_nothing_is_known_the_header_is_the_first_wide_row() {
        assert_eq!(header("Titre\nfoo;bar;baz\n1;2;3\n", "").1, 1);
        assert_eq!(header("foo;bar\n1;2\n", "").1, 0);
    }
}

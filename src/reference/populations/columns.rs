//! Which columns of a file of populations are which: by their names, and by what they hold where a name is not enough.
//!
//! INSEE's own `COM` is a five-digit code in one layout and a name in another; so a name is believed only where the
//! column holds what it says.

use super::error::PopulationError;
use super::text::{code_of, code_of_parts, words, year_of};
use crate::cog::CommuneCode;
use crate::formats::table::{HeaderAt, Row, Table};
use crate::reference::PopulationKind;

/// Where codes are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Codes {
    /// Whole codes in one column.
    Whole(usize),
    /// The department in one, the commune's number in another.
    Parts { department: usize, commune: usize },
}

impl Codes {
    /// The code of a row.
    pub fn of(self, row: Row) -> Option<CommuneCode> {
        match self {
            Self::Whole(column) => code_of(row.cell(column)),
            Self::Parts { department, commune } => code_of_parts(row.cell(department), row.cell(commune)),
        }
    }

    /// The text of a row's code.
    pub fn text(self, row: Row) -> String {
        match self {
            Self::Whole(column) => row.cell(column).to_owned(),
            Self::Parts { department, commune } => {
                format!("{} {}", row.cell(department), row.cell(commune)).trim().to_owned()
            }
        }
    }

    /// The names of its columns.
    pub fn names(self, header: &[String]) -> String {
        let name = |column: usize| header.get(column).cloned().unwrap_or_default();
        match self {
            Self::Whole(column) => name(column),
            Self::Parts { department, commune } => format!("{} + {}", name(department), name(commune)),
        }
    }
}

/// The columns that are read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Columns {
    pub codes: Codes,
    /// Figures.
    pub figure: usize,
    /// Whether the name of that column says of which kind they are.
    pub is_stated: bool,
    /// The year that its name says.
    pub figure_year: Option<u16>,
    /// The year of each row.
    pub year: Option<usize>,
}

/// What the name of a column says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Named {
    /// Figures, of a kind and a year if the name says them.
    Figures {
        kind: Option<PopulationKind>,
        year: Option<u16>,
    },
    /// A code, or an INSEE name that is sometimes a code.
    Code,
    Department,
    /// The number of a commune in its department.
    Number,
    Year,
}

/// Small words, which tell nothing.
const SMALL: [&str; 11] = ["de", "du", "des", "d", "la", "le", "les", "l", "en", "au", "of"];

/// What a name says, whatever its accents, case, signs, small words, and a year at its end.
fn named(name: &str) -> Option<Named> {
    let mut words = words(name);
    words.retain(|word| !SMALL.contains(&word.as_str()));
    // INSEE's tables of the census: P21_POP.
    if let [p, digits, pop] = words.as_slice()
        && (p.as_str(), pop.as_str()) == ("p", "pop")
        && let Some(year) = short_year(digits)
    {
        return Some(Named::Figures { kind: Some(PopulationKind::Municipale), year: Some(year) });
    }
    let at = words.iter().position(|word| year_of(word).is_some());
    let at = at.or_else(|| words.iter().rposition(|word| short_year(word).is_some()));
    let year = at.filter(|_| words.len() > 1).map(|at| words.remove(at));
    let year = year.and_then(|word| year_of(&word).or_else(|| short_year(&word)));
    let figures = |kind| Some(Named::Figures { kind, year });
    match words.concat().as_str() {
        "pmun"
        | "popmun"
        | "popmunicipale"
        | "populationmunicipale"
        | "populationsmunicipales"
        | "populationlegalemunicipale"
        | "municipalpopulation" => figures(Some(PopulationKind::Municipale)),
        "ptot"
        | "poptot"
        | "poptotale"
        | "populationtotale"
        | "populationstotales"
        | "populationlegaletotale"
        | "totalpopulation" => figures(Some(PopulationKind::Totale)),
        "pop" | "population" | "populations" | "populationlegale" | "populationslegales" | "poplegale"
        | "populationcommune" | "popcommune" | "habitant" | "habitants" | "nbhabitants" | "nombrehabitants"
        | "nbrehabitants" | "inhabitants" => figures(None),
        "code"
        | "codgeo"
        | "codegeo"
        | "codegeographique"
        | "codeinsee"
        | "insee"
        | "inseecom"
        | "inseecommune"
        | "codeinseecommune"
        | "codecommuneinsee"
        | "codecommune"
        | "codecom"
        | "comcode"
        | "depcom"
        | "com"
        | "commune"
        | "codecog"
        | "cog"
        | "inseecode"
        | "communecode"
        | "codeofficielgeographique" => Some(Named::Code),
        "dep" | "coddep" | "codedep" | "departement" | "codedepartement" | "codedept" | "dept" => {
            Some(Named::Department)
        }
        "codcom" | "numcom" | "numerocommune" => Some(Named::Number),
        "annee" | "year" | "anneepopulation" | "anneerecensement" | "millesimepopulation" => Some(Named::Year),
        _ => None,
    }
}

/// A year in two digits, of the census in its present form or of those before.
fn short_year(text: &str) -> Option<u16> {
    let is_short = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
    let year = text.parse::<u16>().ok().filter(|_| is_short)?;
    Some(if year < 60 { 2000 + year } else { 1900 + year })
}

/// Which of the first rows is the header: the one that names figures and codes.
pub(super) fn header_finder(rows: &[Row]) -> HeaderAt {
    let score = |row: &Row| {
        let names: Vec<Named> = row.cells().filter_map(named).collect();
        let figures = names.iter().any(|name| matches!(name, Named::Figures { .. }));
        let codes = names.iter().any(|name| matches!(name, Named::Code | Named::Number));
        10 * u32::from(figures) + 10 * u32::from(codes) + names.len() as u32
    };
    let scores = rows.iter().enumerate().map(|(row, cells)| HeaderAt { score: score(cells), row });
    // The first of the best.
    scores
        .reduce(|best, next| if next.score > best.score { next } else { best })
        .unwrap_or(HeaderAt { score: 0, row: 0 })
}

impl Columns {
    /// Finds the columns of a file. `year` is the year wanted, where several columns differ by it.
    pub fn find(file: &str, table: &Table, kind: PopulationKind, year: Option<u16>) -> Result<Self, PopulationError> {
        let names: Vec<Option<Named>> = table.header.iter().map(|name| named(name)).collect();
        let (figure, is_stated, figure_year) = figures(file, table, &names, kind, year)?;
        let codes = codes(table, &names)
            .ok_or_else(|| PopulationError::NoCodes { file: file.to_owned(), header: table.header.clone() })?;
        let year = names.iter().position(|name| *name == Some(Named::Year));
        Ok(Self { codes, figure, is_stated, figure_year, year })
    }
}

/// The column of figures, whether its name says their kind, and the year that it says.
fn figures(
    file: &str,
    table: &Table,
    names: &[Option<Named>],
    asked: PopulationKind,
    wanted: Option<u16>,
) -> Result<(usize, bool, Option<u16>), PopulationError> {
    let of = |wanted: Option<PopulationKind>| -> Vec<(usize, Option<u16>)> {
        let columns = names.iter().enumerate().filter_map(|(place, name)| match name {
            Some(Named::Figures { kind, year }) if *kind == wanted => Some((place, *year)),
            _ => None,
        });
        columns.collect()
    };
    let name = |place: usize| table.header.get(place).cloned().unwrap_or_default();
    let stated = of(Some(asked));
    let is_stated = !stated.is_empty();
    let mut found = if is_stated { stated } else { of(None) };
    if let Some(wanted) = wanted.filter(|&wanted| found.iter().any(|&(_, year)| year == Some(wanted))) {
        found.retain(|&(_, year)| year == Some(wanted));
    }
    let agree = |a: usize, b: usize| table.rows().all(|row| row.cell(a) == row.cell(b));
    match found.as_slice() {
        [] => {
            let is_other = |place: &Option<Named>| matches!(place, Some(Named::Figures { .. }));
            let other = names.iter().position(is_other).map(name);
            Err(PopulationError::NoFigures { file: file.to_owned(), kind: asked, other, header: table.header.clone() })
        }
        [(first, year), others @ ..] if others.iter().all(|&(other, _)| agree(*first, other)) => {
            // Columns that agree but for the year that they say do not say one.
            let year = year.filter(|year| others.iter().all(|&(_, other)| other == Some(*year)));
            Ok((*first, is_stated, year))
        }
        several => {
            let names = several.iter().map(|&(place, _)| name(place)).collect();
            Err(PopulationError::SeveralColumns { file: file.to_owned(), names })
        }
    }
}

/// The columns of codes: the one that holds most of them, else two that make them up.
fn codes(table: &Table, names: &[Option<Named>]) -> Option<Codes> {
    let of = |wanted: Named| names.iter().enumerate().filter(move |(_, name)| **name == Some(wanted)).map(|it| it.0);
    let share = |codes: Codes| {
        let texts = table.rows().filter(|&row| !codes.text(row).is_empty());
        let (all, are) = texts.fold((0, 0), |(all, are), row| (all + 1, are + usize::from(codes.of(row).is_some())));
        (2 * are > all).then_some(are)
    };
    let whole = of(Named::Code).chain(of(Named::Number)).map(Codes::Whole);
    let parts = of(Named::Department).flat_map(|department| {
        of(Named::Number).chain(of(Named::Code)).map(move |commune| Codes::Parts { department, commune })
    });
    let mut best: Option<(usize, Codes)> = None;
    for codes in whole.chain(parts) {
        if let Some(count) = share(codes).filter(|&count| best.is_none_or(|(most, _)| count > most)) {
            best = Some((count, codes));
        }
    }
    best.map(|(_, codes)| codes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::table::{TableOptions, read_csv};

    fn find(text: &str, year: Option<u16>) -> Result<Columns, PopulationError> {
        let options = TableOptions { header: &header_finder, ..TableOptions::default() };
        let table = read_csv(text.as_bytes(), &options).unwrap();
        Columns::find("pop.csv", &table, PopulationKind::Municipale, year)
    }

    fn places(text: &str) -> (Codes, usize) {
        let columns = find(text, None).unwrap();
        (columns.codes, columns.figure)
    }

    #[test]
    fn the_present_layout_has_whole_codes_in_com() {
        let text = "REG;Région;DEP;CODARR;CODCAN;CODCOM;COM;Commune;PMUN;PCAP;PTOT\n84;ARA;01;2;08;001;01001;X;8;1;9\n";
        assert_eq!(places(text), (Codes::Whole(6), 8));
    }

    #[test]
    fn an_older_layout_has_a_name_in_com_and_codes_in_two_columns() {
        let text = "CODREG;REG;CODDEP;CODARR;CODCAN;CODCOM;COM;PMUN;PCAP;PTOT\n84;ARA;01;2;08;001;L'Abergement;8;1;9\n";
        assert_eq!(places(text), (Codes::Parts { department: 2, commune: 5 }, 7));
    }

    #[test]
    fn mayottes_layout_has_empty_columns() {
        let text = "CODREG;REG;DEP;CODARR;CODCAN;CODCOM;COM;PMUN;PCAP;PTOT\n06;;976;;;601;;5192;192;5384\n";
        assert_eq!(places(text), (Codes::Parts { department: 2, commune: 5 }, 7));
    }

    #[test]
    fn a_users_own_table_is_known_under_titles_and_in_its_own_words() {
        let text = "Nos communes;;\nCode INSEE de la commune;Nom;Population 2021\n1001;X;800\n";
        let columns = find(text, None).unwrap();
        assert_eq!((columns.codes, columns.figure, columns.is_stated), (Codes::Whole(0), 2, false));
        assert_eq!(columns.figure_year, Some(2021));
    }

    #[test]
    fn of_columns_of_several_years_the_year_asked_for_is_taken_and_else_none() {
        let text = "codgeo,PMUN2021,PMUN2022,P20_POP\n01001,8,9,7\n";
        assert_eq!(find(text, Some(2022)).unwrap().figure, 2);
        assert_eq!(find(text, Some(2020)).unwrap().figure, 3);
        let error = find(text, None).unwrap_err();
        assert!(matches!(error, PopulationError::SeveralColumns { ref names, .. } if names.len() == 3), "{error}");
    }

    #[test]
    fn a_file_without_the_kind_asked_for_is_refused_with_what_it_has() {
        let error = find("codgeo,PTOT\n01001,8\n", None).unwrap_err();
        assert!(matches!(error, PopulationError::NoFigures { ref other, .. } if other.as_deref() == Some("PTOT")));
        let error = find("commune,pmun\nAmbérieu,8\n", None).unwrap_err();
        assert!(matches!(error, PopulationError::NoCodes { .. }), "{error}");
    }
}

//! Which column of a file of IRIS holds the codes, and which the populations.

use std::cmp::Reverse;

use super::read_iris;
use crate::cog::plain_text;

/// How a column of populations is named; of several, the first in this order is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Named {
    /// In plain words.
    Plain,
    /// As INSEE does for the main count, with the year: `P21_POP`. Later years come first.
    Main(Reverse<u16>),
    /// As INSEE does for the complementary count: `C21_POP`.
    Complementary(Reverse<u16>),
}

/// The usual names of the population of an IRIS. Numbers apart from the words are passed over: the year of `population 2021`.
fn named(name: &str) -> Option<Named> {
    let plain = plain_text(name);
    let words: Vec<&str> = plain.split(' ').filter(|word| !word.bytes().all(|byte| byte.is_ascii_digit())).collect();
    match words.as_slice() {
        ["population" | "pop" | "pmun" | "habitants"] | ["population" | "pop", "iris"] => Some(Named::Plain),
        [word, "pop"] => {
            let (count, year) = (word.chars().next()?, word.get(1..)?);
            let is_year = year.len() == 2 && year.bytes().all(|byte| byte.is_ascii_digit());
            let year = Reverse(year.parse().ok().filter(|_| is_year)?);
            match count {
                'p' => Some(Named::Main(year)),
                'c' => Some(Named::Complementary(year)),
                _ => None,
            }
        }
        _ => None,
    }
}

/// Whether a column is named as one of populations.
pub(super) fn is_population(name: &str) -> bool {
    named(name).is_some()
}

/// The columns of populations, the one to read first.
pub(super) fn populations(names: &[String]) -> Vec<usize> {
    let all = names.iter().enumerate().filter_map(|(place, name)| Some((named(name)?, name, place)));
    let mut all: Vec<_> = all.collect();
    all.sort();
    all.into_iter().map(|(_, _, place)| place).collect()
}

/// The column with the most codes of IRIS; of several, the first.
pub(super) fn codes(names: &[String], rows: usize, cell: &impl Fn(usize, usize) -> String) -> Option<usize> {
    let codes_in = |place: usize| (0..rows).filter(|&row| read_iris(&cell(row, place)).is_some()).count();
    let best =
        (0..names.len()).map(|place| (codes_in(place), place)).max_by_key(|&(count, place)| (count, Reverse(place)));
    best.filter(|&(count, _)| count > 0).map(|(_, place)| place)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_population_of_an_iris_goes_by_its_usual_names() {
        let usual = ["population", "POP", "P21_POP", "p19_pop", "C20_POP", "pop_iris", "Habitants", "population 2021"];
        assert!(usual.iter().all(|name| is_population(name)));
        let others = ["P21_POP0014", "population_part", "nom", "é1_pop", "p1a_pop", "h21_pop"];
        assert!(others.iter().all(|name| !is_population(name)));
    }

    #[test]
    fn of_several_populations_the_main_count_of_the_latest_year_is_read() {
        let names = ["C21_POP", "nom", "P16_POP", "P21_POP"].map(str::to_owned);
        assert_eq!(populations(&names), [3, 2, 0]);
        assert_eq!(populations(&["P21_POP", "pop"].map(str::to_owned)), [1, 0]);
    }
}

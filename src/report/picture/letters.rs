//! Letters as outlines: how wide a text is, and its path.
//!
//! `assets/letters.txt` has a line for each letter of each face: code point, advance, outline in relative units of an em.
//! `scripts/build-letters` makes it. A letter that it does not have is drawn as an empty box.

use std::str::FromStr;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::path::{Point, push_numbers};

/// A typeface.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Face {
    /// For texts.
    Regular,
    /// For headings and figures.
    Bold,
    /// For names on the map, where room is scarce.
    Narrow,
}

const LETTERS: &str = include_str!("../../../assets/letters.txt");
/// What is drawn for a letter that is not there.
const UNKNOWN: char = '\u{fffd}';

/// A letter of a face.
#[derive(Debug, Default, PartialEq)]
struct Letter {
    advance: i32,
    outline: Vec<(char, Vec<i32>)>,
}

/// All letters, and the units of an em.
#[derive(Debug)]
struct Letters {
    em: i32,
    letters: FxHashMap<(Face, char), Letter>,
}

impl Letters {
    fn get() -> &'static Self {
        static FOUND: OnceLock<Letters> = OnceLock::new();
        FOUND.get_or_init(|| Self::read(LETTERS))
    }

    /// Reads the file; lines that are not as they should be are left out (a test holds that there are none).
    fn read(text: &str) -> Self {
        let mut found = Self { em: 1000, letters: FxHashMap::default() };
        let mut face = Face::Regular;
        for line in text.lines() {
            let mut words = line.splitn(3, ' ');
            let (Some(first), Some(second)) = (words.next(), words.next()) else { continue };
            let rest = words.next().unwrap_or_default();
            if first == "face" {
                face = match second {
                    "bold" => Face::Bold,
                    "narrow" => Face::Narrow,
                    _ => Face::Regular,
                };
                found.em = rest.parse().unwrap_or(found.em);
            } else if let Some((code, letter)) = read_letter(first, second, rest) {
                found.letters.insert((face, code), letter);
            }
        }
        found
    }

    fn letter(&self, face: Face, letter: char) -> Option<&Letter> {
        // Letters look alike whichever the apostrophe or the hyphen that a keyboard has.
        let letter = match letter {
            '\u{2010}' | '\u{2011}' => '-',
            'ʼ' => '’',
            '\u{2007}' => '\u{a0}',
            '\n' | '\r' | '\t' => ' ',
            letter => letter,
        };
        self.letters.get(&(face, letter)).or_else(|| self.letters.get(&(face, UNKNOWN)))
    }
}

fn read_letter(code: &str, advance: &str, outline: &str) -> Option<(char, Letter)> {
    let code = char::from_u32(u32::from_str_radix(code, 16).ok()?)?;
    let mut steps = Vec::new();
    let mut rest = outline;
    while let Some(command) = rest.chars().next() {
        let numbers = rest.get(1..)?;
        let end = numbers.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(numbers.len());
        steps.push((command, read_numbers(&numbers[..end])?));
        rest = &numbers[end..];
    }
    Some((code, Letter { advance: advance.parse().ok()?, outline: steps }))
}

/// Whole numbers apart by commas or by their signs.
fn read_numbers(text: &str) -> Option<Vec<i32>> {
    let apart = text.replace('-', ",-");
    apart.split(',').filter(|number| !number.is_empty()).map(|number| i32::from_str(number).ok()).collect()
}

/// Width of a text whose em has this size, in the units of the size.
pub(super) fn width(text: &str, face: Face, size: i32) -> i32 {
    let letters = Letters::get();
    let advances = text.chars().filter_map(|letter| letters.letter(face, letter)).map(|letter| letter.advance);
    scaled(advances.sum(), size, letters.em)
}

/// Path data of a text that begins at a place of its baseline.
pub(super) fn path(text: &str, face: Face, size: i32, [x, y]: Point) -> String {
    let letters = Letters::get();
    let mut data = String::new();
    let mut advance = 0;
    for letter in text.chars().filter_map(|letter| letters.letter(face, letter)) {
        // Each place is rounded by itself, so that errors do not add up.
        let place = |[em_x, em_y]: Point| [x + scaled(em_x, size, letters.em), y + scaled(em_y, size, letters.em)];
        let (mut at, mut begin) = ([advance, 0], [advance, 0]);
        for (command, numbers) in &letter.outline {
            let from = place(at);
            let mut relative = Vec::with_capacity(4);
            for pair in numbers.chunks_exact(2) {
                let to = place([at[0] + pair[0], at[1] + pair[1]]);
                relative.extend([to[0] - from[0], to[1] - from[1]]);
            }
            // The numbers of a step all count from where it begins, those of a curve too.
            if let [.., dx, dy] = numbers[..] {
                at = [at[0] + dx, at[1] + dy];
            }
            match command {
                'm' => {
                    begin = at;
                    push_numbers(&mut data, 'M', &place(at));
                }
                'z' => {
                    at = begin;
                    data.push('z');
                }
                command => push_numbers(&mut data, *command, &relative),
            }
        }
        advance += letter.advance;
    }
    data
}

fn scaled(em: i32, size: i32, units: i32) -> i32 {
    let product = i64::from(em) * i64::from(size);
    let (units, half) = (i64::from(units), i64::from(units) / 2);
    (product + half).div_euclid(units) as i32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_file_is_a_letter() {
        let lines = LETTERS.lines().filter(|line| !line.starts_with("face ")).count();
        assert_eq!(Letters::read(LETTERS).letters.len(), lines);
        assert!(lines > 600, "{lines}");
    }

    #[test]
    fn each_face_has_the_letters_of_french() {
        let letters = Letters::get();
        for face in [Face::Regular, Face::Bold, Face::Narrow] {
            for letter in "ABCXYZabcxyz0123456789ÀÂÇÉÈÊËÎÏÔŒÙÛÜŸàâçéèêëîïôœùûüÿ'’–—…€²%«»\u{a0}\u{202f}−≥".chars()
            {
                assert!(letters.letters.contains_key(&(face, letter)), "{letter:?} of {face:?}");
            }
        }
    }

    #[test]
    fn a_text_is_as_wide_as_its_letters_and_lies_within_that_width() {
        let size = 1_000;
        assert_eq!(width("il", Face::Regular, size), width("i", Face::Regular, size) + width("l", Face::Regular, size));
        assert_eq!(width("", Face::Bold, size), 0);
        assert_eq!(path("  ", Face::Bold, size, [0, 0]), "");
        assert!(path("I", Face::Regular, size, [500, 700]).starts_with("M6"), "begins right of where it stands");
    }

    #[test]
    fn a_letter_that_is_not_there_is_a_box() {
        assert_eq!(path("漢", Face::Regular, 500, [0, 0]), path("\u{fffd}", Face::Regular, 500, [0, 0]));
        assert!(!path("漢", Face::Regular, 500, [0, 0]).is_empty());
    }
}

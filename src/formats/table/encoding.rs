//! Bytes of a text to UTF-8.
//!
//! A byte-order mark tells the encoding; so does text that is UTF-8 throughout, for no other encoding looks like it by
//! chance. Anything else is a guess: the encoding in which most of the bytes beyond ASCII are letters that French has.

use std::borrow::Cow;

use encoding_rs::{MACINTOSH, WINDOWS_1252};

use super::note::{Encoding, TableNote};

/// Bytes 80 to FF in code page 850.
const DOS_850: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐\
                       └┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{ad}±‗¾¶§÷¸°¨·¹³²■\u{a0}";

/// What French writes beyond ASCII, and how much each sign tells: the frequent ones more.
const FRENCH: [(&str, usize); 3] = [("é", 20), ("èàêçôîâû", 4), ("ëïöùüÿœæÉÈÊËÀÂÇÎÏÔÖÛÙÜŒ’«»°–\u{a0}", 1)];

/// Lines that are named where a file mixes encodings.
const NAMED_LINES: usize = 5;

/// The text of a file and what to tell of its encoding.
pub(super) fn decode(bytes: &[u8]) -> (Cow<'_, str>, Option<TableNote>) {
    if let Some(text) = bytes.strip_prefix(b"\xef\xbb\xbf") {
        return decode_eight_bit(text);
    }
    match utf16_order(bytes) {
        Some((order, is_marked)) => {
            let text = utf16(bytes.get(if is_marked { 2 } else { 0 }..).unwrap_or_default(), order);
            let note = TableNote::Encoding { encoding: Encoding::Utf16, guessed: !is_marked };
            (Cow::Owned(text), Some(note))
        }
        None => decode_eight_bit(bytes),
    }
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Order {
    Little,
    Big,
}

/// The order of bytes, where they are UTF-16, and whether a mark says so.
fn utf16_order(bytes: &[u8]) -> Option<(Order, bool)> {
    match bytes {
        [0xff, 0xfe, ..] => return Some((Order::Little, true)),
        [0xfe, 0xff, ..] => return Some((Order::Big, true)),
        _ => {}
    }
    // Without a mark, every other byte of French text is zero.
    let head = bytes.get(..bytes.len().min(1024) & !1).unwrap_or_default();
    let zeros = |at: usize| head.iter().skip(at).step_by(2).filter(|&&byte| byte == 0).count();
    let pairs = head.len() / 2;
    let most = |count: usize| pairs > 0 && count * 10 >= pairs * 9;
    match (zeros(0), zeros(1)) {
        (0, odd) if most(odd) => Some((Order::Little, false)),
        (even, 0) if most(even) => Some((Order::Big, false)),
        _ => None,
    }
}

fn utf16(bytes: &[u8], order: Order) -> String {
    let units = bytes.chunks_exact(2).map(|pair| {
        let pair = [pair[0], pair[1]];
        if order == Order::Little { u16::from_le_bytes(pair) } else { u16::from_be_bytes(pair) }
    });
    char::decode_utf16(units).map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

fn decode_eight_bit(bytes: &[u8]) -> (Cow<'_, str>, Option<TableNote>) {
    if std::str::from_utf8(bytes).is_ok() {
        return (String::from_utf8_lossy(bytes), None);
    }
    let is_mixed = bytes.split(|&byte| byte == b'\n').any(is_latin_utf8);
    let encoding = guess(bytes, is_mixed);
    if !is_mixed {
        let text = in_encoding(bytes, encoding).into_owned();
        return (Cow::Owned(text), Some(TableNote::Encoding { encoding, guessed: true }));
    }
    let (mut text, mut lines, mut count) = (String::with_capacity(bytes.len()), Vec::new(), 0);
    for (line, bytes) in (1..).zip(bytes.split_inclusive(|&byte| byte == b'\n')) {
        match std::str::from_utf8(bytes) {
            Ok(line) => text.push_str(line),
            Err(_) => {
                text.push_str(&in_encoding(bytes, encoding));
                count += 1;
                if lines.len() < NAMED_LINES {
                    lines.push(line);
                }
            }
        }
    }
    (Cow::Owned(text), Some(TableNote::MixedEncoding { encoding, lines, count }))
}

/// Whether a line holds letters beyond ASCII in UTF-8, of the alphabets of western Europe: two bytes of another
/// encoding may be UTF-8 by chance, but then for a letter of another alphabet.
fn is_latin_utf8(line: &[u8]) -> bool {
    let is_latin = |letter: char| matches!(letter, '\0'..='\u{17f}' | '\u{2010}'..='\u{203a}' | '€');
    !line.is_ascii() && std::str::from_utf8(line).is_ok_and(|line| line.chars().all(is_latin))
}

/// The encoding in which most bytes beyond ASCII are French; Windows-1252 among equals.
fn guess(bytes: &[u8], is_mixed: bool) -> Encoding {
    let mut counts = [0_usize; 256];
    let mut count = |bytes: &[u8]| bytes.iter().for_each(|&byte| counts[usize::from(byte)] += 1);
    if is_mixed {
        // Sequences that are UTF-8 say nothing of how the others are written.
        bytes.utf8_chunks().for_each(|chunk| count(chunk.invalid()));
    } else {
        count(bytes);
    }
    let weight = |sign: &str| FRENCH.iter().find(|(signs, _)| signs.contains(sign)).map_or(0, |&(_, weight)| weight);
    let score = |encoding: Encoding| -> usize {
        let seen = (0x80..=0xff_u8).filter(|&byte| counts[usize::from(byte)] > 0);
        seen.map(|byte| weight(&in_encoding(&[byte], encoding)) * counts[usize::from(byte)]).sum()
    };
    let candidates = [Encoding::Dos850, Encoding::MacRoman, Encoding::Windows1252];
    // The last of the largest.
    candidates.into_iter().max_by_key(|&encoding| score(encoding)).unwrap_or(Encoding::Windows1252)
}

fn in_encoding(bytes: &[u8], encoding: Encoding) -> Cow<'_, str> {
    match encoding {
        Encoding::MacRoman => MACINTOSH.decode_without_bom_handling(bytes).0,
        Encoding::Dos850 => {
            let high: Vec<char> = DOS_850.chars().collect();
            let letter = |&byte: &u8| match byte.checked_sub(0x80) {
                Some(beyond) => high.get(usize::from(beyond)).copied().unwrap_or(char::REPLACEMENT_CHARACTER),
                None => char::from(byte),
            };
            Cow::Owned(bytes.iter().map(letter).collect())
        }
        Encoding::Windows1252 | Encoding::Utf8 | Encoding::Utf16 => WINDOWS_1252.decode_without_bom_handling(bytes).0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> (String, Option<TableNote>) {
        let (text, note) = decode(bytes);
        (text.into_owned(), note)
    }

    #[test]
    fn utf8_is_taken_as_it_is_with_or_without_a_mark() {
        assert_eq!(read("é".as_bytes()), ("é".to_owned(), None));
        assert_eq!(read("\u{feff}é".as_bytes()), ("é".to_owned(), None));
    }

    #[test]
    fn utf16_is_told_by_its_mark_or_guessed_by_its_zeros() {
        let little: Vec<u8> = "code;Évry".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = "code;Évry".encode_utf16().flat_map(u16::to_be_bytes).collect();
        let note = |guessed| Some(TableNote::Encoding { encoding: Encoding::Utf16, guessed });
        assert_eq!(read(&[b"\xff\xfe", &little[..]].concat()), ("code;Évry".to_owned(), note(false)));
        assert_eq!(read(&[b"\xfe\xff", &big[..]].concat()), ("code;Évry".to_owned(), note(false)));
        assert_eq!(read(&little), ("code;Évry".to_owned(), note(true)));
        assert_eq!(read(&big), ("code;Évry".to_owned(), note(true)));
    }

    #[test]
    fn what_is_not_utf8_is_read_in_the_encoding_that_gives_french_letters() {
        for (bytes, encoding) in [
            (&b"Saint-\xc9tienne, \xe0 c\xf4t\xe9"[..], Encoding::Windows1252),
            (b"Saint-\x83tienne, \x88 c\x99t\x8e", Encoding::MacRoman),
            (b"Saint-\x90tienne, \x85 c\x93t\x82", Encoding::Dos850),
        ] {
            let note = Some(TableNote::Encoding { encoding, guessed: true });
            assert_eq!(read(bytes), ("Saint-Étienne, à côté".to_owned(), note));
        }
    }

    #[test]
    fn lines_of_another_encoding_among_utf8_are_named() {
        let bytes = [b"code;nom\n1;".as_slice(), "Évry".as_bytes(), b"\n2;\xc9vry\n3;x\n"].concat();
        let note = TableNote::MixedEncoding { encoding: Encoding::Windows1252, lines: vec![3], count: 1 };
        assert_eq!(read(&bytes), ("code;nom\n1;Évry\n2;Évry\n3;x\n".to_owned(), Some(note)));
    }
}

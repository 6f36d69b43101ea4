//! Encodings of `.dbf` texts: which one a file has, and decoding without a sign lost.
//!
//! A `.cpg` names the encoding in no agreed way; without one, a byte of the header may. What neither tells is taken
//! for UTF-8 if all texts are, and else for Windows-1252.

/// An encoding that is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Encoding {
    Utf8,
    /// Windows-1252, which holds ISO 8859-1.
    Windows1252,
    /// ISO 8859-15.
    Latin9,
    /// Code page 850, of DOS in western Europe.
    Dos850,
    /// Code page 437, of DOS in the United States.
    Dos437,
}

/// Names of encodings in a `.cpg`, in small letters without marks.
const NAMES: [(&str, Encoding); 20] = [
    ("utf8", Encoding::Utf8),
    ("65001", Encoding::Utf8),
    ("cp65001", Encoding::Utf8),
    ("latin1", Encoding::Windows1252),
    ("iso88591", Encoding::Windows1252),
    ("88591", Encoding::Windows1252),
    ("28591", Encoding::Windows1252),
    ("1252", Encoding::Windows1252),
    ("ansi1252", Encoding::Windows1252),
    ("cp1252", Encoding::Windows1252),
    ("windows1252", Encoding::Windows1252),
    ("ascii", Encoding::Windows1252),
    ("latin9", Encoding::Latin9),
    ("iso885915", Encoding::Latin9),
    ("885915", Encoding::Latin9),
    ("850", Encoding::Dos850),
    ("cp850", Encoding::Dos850),
    ("ibm850", Encoding::Dos850),
    ("437", Encoding::Dos437),
    ("cp437", Encoding::Dos437),
];

/// Bytes 80 to 9F in Windows-1252; those without a sign stand for themselves, as everywhere on the web.
const WINDOWS_1252: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";
/// Bytes of ISO 8859-15 that are not those of ISO 8859-1.
const LATIN_9: [(u8, char); 8] =
    [(0xa4, '€'), (0xa6, 'Š'), (0xa8, 'š'), (0xb4, 'Ž'), (0xb8, 'ž'), (0xbc, 'Œ'), (0xbd, 'œ'), (0xbe, 'Ÿ')];
/// Bytes 80 to FF in code page 850.
const DOS_850: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐\
                       └┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{ad}±‗¾¶§÷¸°¨·¹³²■\u{a0}";
/// Bytes 80 to FF in code page 437.
const DOS_437: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐\
                       └┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}";

impl Encoding {
    /// The encoding that a `.cpg` names, or the text that is no known name.
    pub fn of_cpg(cpg: &[u8]) -> Result<Option<Self>, String> {
        let text = String::from_utf8_lossy(cpg);
        let text = text.trim_start_matches('\u{feff}').trim_matches(|c: char| c.is_whitespace() || c == '\0');
        let plain: String = text.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
        if plain.is_empty() {
            return Ok(None);
        }
        let found = NAMES.iter().find(|(name, _)| *name == plain).map(|(_, encoding)| *encoding);
        found.map(Some).ok_or_else(|| text.to_owned())
    }

    /// The encoding that the language byte of a header tells, if it does.
    pub fn of_language(byte: u8) -> Option<Self> {
        match byte {
            0x03 | 0x57 | 0x58 | 0x59 => Some(Self::Windows1252),
            0x02 | 0x0a | 0x0e | 0x10 | 0x12 | 0x14 | 0x16 | 0x18 | 0x1a | 0x1d | 0x25 | 0x37 => Some(Self::Dos850),
            0x01 | 0x09 | 0x0b | 0x0d | 0x0f | 0x11 | 0x15 | 0x19 | 0x1b => Some(Self::Dos437),
            _ => None,
        }
    }

    /// The text; only UTF-8 can fail, where it is not.
    pub fn decode(self, bytes: &[u8]) -> Result<String, std::str::Utf8Error> {
        let sign = |table: &str, from: u8, byte: u8| {
            let index = usize::from(byte.wrapping_sub(from));
            table.chars().nth(index).unwrap_or(char::from(byte))
        };
        if bytes.is_ascii() || self == Self::Utf8 {
            return std::str::from_utf8(bytes).map(str::to_owned);
        }
        let decoded = bytes.iter().map(|&byte| match (self, byte) {
            (_, ..0x80) | (Self::Utf8, _) => char::from(byte),
            (Self::Windows1252, 0x80..0xa0) => sign(WINDOWS_1252, 0x80, byte),
            (Self::Windows1252, _) => char::from(byte),
            (Self::Latin9, _) => {
                LATIN_9.iter().find(|(other, _)| *other == byte).map_or(char::from(byte), |(_, sign)| *sign)
            }
            (Self::Dos850, _) => sign(DOS_850, 0x80, byte),
            (Self::Dos437, _) => sign(DOS_437, 0x80, byte),
        });
        Ok(decoded.collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_usual_name_in_a_cpg_is_understood() {
        let windows =
            ["LATIN1", "ISO-8859-1", "ISO 8859-1", "88591", "ANSI 1252", "1252", "CP1252", "windows-1252\r\n"];
        for name in windows {
            assert_eq!(Encoding::of_cpg(name.as_bytes()), Ok(Some(Encoding::Windows1252)), "{name}");
        }
        for name in ["UTF-8", "utf8", "\u{feff}UTF-8\n", "65001"] {
            assert_eq!(Encoding::of_cpg(name.as_bytes()), Ok(Some(Encoding::Utf8)), "{name}");
        }
        assert_eq!(Encoding::of_cpg(b" \r\n"), Ok(None));
        assert_eq!(Encoding::of_cpg(b"KOI8-R"), Err("KOI8-R".to_owned()));
    }

    #[test]
    fn each_encoding_gives_the_same_accents() {
        for (encoding, bytes) in [
            (Encoding::Utf8, &b"\xc3\x89tr\xc5\x93ungt"[..]),
            (Encoding::Windows1252, b"\xc9tr\x9cungt"),
            (Encoding::Latin9, b"\xc9tr\xbdungt"),
        ] {
            assert_eq!(encoding.decode(bytes).unwrap(), "Étrœungt");
        }
        for encoding in [Encoding::Dos850, Encoding::Dos437] {
            assert_eq!(encoding.decode(b"\x90vian, \x93le").unwrap(), "Évian, ôle");
        }
        assert!(Encoding::Utf8.decode(b"\xc9vian").is_err());
    }

    #[test]
    fn tables_have_a_sign_for_each_byte() {
        assert_eq!([WINDOWS_1252, DOS_850, DOS_437].map(|table| table.chars().count()), [32, 128, 128]);
    }
}

//! A cursor over JSON text: enough to find the members of an object without building them, and to read numbers.
//!
//! Nine tenths of a layer are coordinates, which a general parser turns into values one by one. Here they go straight
//! to where they are kept; whatever else there is (names, attributes) is left to `serde_json`.

use memchr::{memchr2, memchr3};

/// Why a text is not JSON, and the byte where that shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fault {
    pub at: usize,
    pub reason: String,
}

pub(super) type Parsed<T> = Result<T, Fault>;

/// Powers of ten that a double holds exactly.
const TENS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
    1e21, 1e22,
];

/// Brackets in brackets beyond which a text is refused rather than followed.
const DEEPEST: usize = 128;

pub(super) struct Cursor<'a> {
    text: &'a [u8],
    at: usize,
}

impl<'a> Cursor<'a> {
    pub fn new(text: &'a [u8]) -> Self {
        Self { text, at: 0 }
    }

    #[inline]
    pub fn at(&self) -> usize {
        self.at
    }

    #[inline]
    pub fn go_to(&mut self, at: usize) {
        self.at = at;
    }

    /// The text that comes next.
    #[inline]
    pub fn rest(&self) -> &'a [u8] {
        &self.text[self.at..]
    }

    #[inline]
    pub fn since(&self, start: usize) -> &'a [u8] {
        &self.text[start..self.at]
    }

    pub fn fault<T>(&self, expected: &str) -> Parsed<T> {
        let found = match self.text.get(self.at) {
            Some(_) => {
                let end = self.text.len().min(self.at + 12);
                let rest = String::from_utf8_lossy(&self.text[self.at..end]);
                format!("{:?}", rest.trim_end_matches(char::REPLACEMENT_CHARACTER))
            }
            None => "the end of the file".to_owned(),
        };
        Err(Fault { at: self.at, reason: format!("expected {expected}, found {found}") })
    }

    /// The next byte that is no white space, not taken.
    #[inline]
    pub fn peek(&mut self) -> Option<u8> {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.text.get(self.at) {
            self.at += 1;
        }
        self.text.get(self.at).copied()
    }

    /// Takes the byte if it comes next.
    #[inline]
    pub fn take(&mut self, byte: u8) -> bool {
        let comes = self.peek() == Some(byte);
        self.at += usize::from(comes);
        comes
    }

    #[inline]
    pub fn expect(&mut self, byte: u8, expected: &str) -> Parsed<()> {
        if self.take(byte) { Ok(()) } else { self.fault(expected) }
    }

    /// The text between quotes, escapes left as they are.
    pub fn string(&mut self) -> Parsed<&'a [u8]> {
        self.expect(b'"', "a text in quotes")?;
        let start = self.at;
        loop {
            match memchr2(b'"', b'\\', &self.text[self.at..]) {
                None => {
                    self.at = self.text.len();
                    return self.fault("the end of a text in quotes");
                }
                Some(quote) if self.text[self.at + quote] == b'"' => {
                    self.at += quote + 1;
                    return Ok(&self.text[start..self.at - 1]);
                }
                Some(escape) => self.at = (self.at + escape + 2).min(self.text.len()),
            }
        }
    }

    /// Calls back for each member of an object, with its key; the call takes the value.
    pub fn members(&mut self, mut each: impl FnMut(&mut Self, &'a [u8]) -> Parsed<()>) -> Parsed<()> {
        self.expect(b'{', "an object")?;
        if self.take(b'}') {
            return Ok(());
        }
        loop {
            let key = self.string()?;
            self.expect(b':', "':'")?;
            each(self, key)?;
            if self.take(b'}') {
                return Ok(());
            }
            self.expect(b',', "',' or '}'")?;
        }
    }

    /// Calls back for each element of an array; the call takes it.
    pub fn elements(&mut self, mut each: impl FnMut(&mut Self) -> Parsed<()>) -> Parsed<()> {
        self.expect(b'[', "an array")?;
        if self.take(b']') {
            return Ok(());
        }
        loop {
            each(self)?;
            if self.take(b']') {
                return Ok(());
            }
            self.expect(b',', "',' or ']'")?;
        }
    }

    /// Passes over an object by its braces and texts alone: what stands between is not looked at.
    pub fn skip_object(&mut self) -> Parsed<()> {
        self.expect(b'{', "an object")?;
        let mut depth = 1;
        while depth > 0 {
            let Some(found) = memchr3(b'"', b'{', b'}', &self.text[self.at..]) else {
                self.at = self.text.len();
                return self.fault("the end of an object");
            };
            self.at += found;
            match self.text[self.at] {
                b'"' => {
                    self.string()?;
                    continue;
                }
                b'{' => depth += 1,
                _ => depth -= 1,
            }
            self.at += 1;
        }
        Ok(())
    }

    /// Passes over a value of any kind.
    pub fn skip_value(&mut self) -> Parsed<()> {
        let mut depth = 0;
        loop {
            match self.peek() {
                Some(b'"') => {
                    self.string()?;
                }
                Some(b'{' | b'[') if depth == DEEPEST => return self.fault("fewer brackets in brackets"),
                Some(b'{' | b'[') => {
                    depth += 1;
                    self.at += 1;
                    continue;
                }
                Some(b'}' | b']') if depth > 0 => {
                    depth -= 1;
                    self.at += 1;
                }
                Some(b',' | b':') if depth > 0 => {
                    self.at += 1;
                    continue;
                }
                Some(b'-' | b'0'..=b'9' | b't' | b'f' | b'n') => self.skip_word(),
                _ => return self.fault("a value"),
            }
            if depth == 0 {
                return Ok(());
            }
        }
    }

    fn skip_word(&mut self) {
        let word = self.text[self.at..].iter().take_while(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(byte));
        self.at += word.count();
    }

    /// A number, correctly rounded: the double nearest to what is written.
    pub fn number(&mut self) -> Parsed<f64> {
        self.peek();
        let start = self.at;
        let digits = |at: &mut usize, mantissa: &mut u64| {
            let first = *at;
            while let Some(digit @ b'0'..=b'9') = self.text.get(*at) {
                *mantissa = mantissa.wrapping_mul(10).wrapping_add(u64::from(digit - b'0'));
                *at += 1;
            }
            *at - first
        };
        let mut at = start + usize::from(self.text.get(start) == Some(&b'-'));
        let mut mantissa = 0;
        let first = at;
        let whole = digits(&mut at, &mut mantissa);
        let mut decimals = 0;
        let mut well_formed = whole > 0 && (whole == 1 || self.text[first] != b'0');
        if self.text.get(at) == Some(&b'.') {
            at += 1;
            decimals = digits(&mut at, &mut mantissa);
            well_formed &= decimals > 0;
        }
        if let Some(b'e' | b'E') = self.text.get(at) {
            at += 1;
            at += usize::from(matches!(self.text.get(at), Some(b'+' | b'-')));
            well_formed &= digits(&mut at, &mut 0) > 0;
            decimals = usize::MAX;
        }
        if !well_formed {
            return self.fault("a number");
        }
        self.at = at;
        // Up to 2^53 and 10^22 both are exact, so that one division rounds once. Eighteen digits fit a u64.
        if whole.saturating_add(decimals) <= 18 && mantissa <= 1 << 53 {
            let value = mantissa as f64 / TENS[decimals];
            return Ok(if self.text[start] == b'-' { -value } else { value });
        }
        let text = std::str::from_utf8(&self.text[start..at]).unwrap_or_default();
        text.parse().or_else(|_| self.fault("a number"))
    }
}

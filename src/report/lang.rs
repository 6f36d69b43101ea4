//! The two languages that people read: French first, English too.

/// Language of texts for people. File and column names are the same in both.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Lang {
    /// French.
    #[default]
    Fr,
    /// English.
    En,
}

impl Lang {
    /// The one of two texts that is in this language.
    pub fn pick<T>(self, french: T, english: T) -> T {
        match self {
            Self::Fr => french,
            Self::En => english,
        }
    }

    /// A whole number with its thousands apart: a narrow no-break space in French, a comma in English.
    pub fn integer(self, number: u64) -> String {
        let digits = number.to_string();
        let mut text = String::with_capacity(digits.len() * 2);
        for (i, digit) in digits.chars().enumerate() {
            if i > 0 && (digits.len() - i).is_multiple_of(3) {
                text.push(self.pick('\u{202f}', ','));
            }
            text.push(digit);
        }
        text
    }

    /// A measure with this many decimals.
    pub fn decimal(self, number: f64, places: usize) -> String {
        let text = format!("{number:.places$}");
        if self == Self::Fr { text.replace('.', ",") } else { text }
    }

    /// A measure with this many decimals, its thousands apart as those of whole numbers.
    pub fn measure(self, number: f64, places: usize) -> String {
        let text = self.decimal(number, places);
        let (whole, rest) = text.split_at(text.find([',', '.']).unwrap_or(text.len()));
        whole.parse().map_or_else(|_| text.clone(), |whole| self.integer(whole) + rest)
    }

    /// A share in percent, with one decimal.
    pub fn percent(self, percent: Option<f64>) -> String {
        match (percent, self) {
            (None, _) => "–".into(),
            (Some(percent), Self::Fr) => format!("{percent:.1}").replace('.', ",") + "\u{202f}%",
            (Some(percent), Self::En) => format!("{percent:.1}%"),
        }
    }

    /// A number and its noun: `1 commune`, `3 communes`. French takes the singular for 0 too.
    pub fn count(self, number: u64, singular: &str, plural: &str) -> String {
        let one = match self {
            Self::Fr => number < 2,
            Self::En => number == 1,
        };
        format!("{} {}", self.integer(number), if one { singular } else { plural })
    }

    /// A number and its noun, one and many, in French and in English.
    pub fn nouns(self, number: usize, french: [&str; 2], english: [&str; 2]) -> String {
        let [singular, plural] = self.pick(french, english);
        self.count(number as u64, singular, plural)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_apart() {
        assert_eq!(Lang::Fr.integer(5_992_194), "5\u{202f}992\u{202f}194");
        assert_eq!(Lang::En.integer(999), "999");
        assert_eq!(Lang::En.integer(1_000), "1,000");
    }

    #[test]
    fn measures_have_their_thousands_apart_and_the_decimals_of_the_language() {
        assert_eq!(Lang::Fr.measure(3126.44, 1), "3\u{202f}126,4");
        assert_eq!(Lang::En.measure(3126.44, 1), "3,126.4");
        assert_eq!(Lang::Fr.measure(999.96, 1), "1\u{202f}000,0");
        assert_eq!(Lang::Fr.measure(-3126.4, 1), "-3126,4");
    }

    #[test]
    fn french_counts_none_in_the_singular() {
        assert_eq!(Lang::Fr.count(0, "zone", "zones"), "0 zone");
        assert_eq!(Lang::En.count(0, "zone", "zones"), "0 zones");
    }
}

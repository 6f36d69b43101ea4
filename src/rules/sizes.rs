//! Size categories: classes of population, *taille 1* to *taille 4*, which decide the funding of a CPTS.

use serde::Deserialize;

use super::{Origin, SchemeError, Status};

/// Number of sizes: 1 to 4.
pub const SIZES: usize = 4;

/// A size category.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// 1 to 4.
    pub category: u8,
    /// Least population of the category; `None` for the first.
    pub lower: Option<u64>,
    /// Population where the next category begins; `None` for the last.
    pub upper: Option<u64>,
    /// The population is exactly a threshold whose side no text decides; the [`Convention`] did.
    pub is_ambiguous: bool,
}

impl Size {
    /// Place of the category in lists by size, from 0.
    pub fn index(self) -> usize {
        usize::from(self.category).saturating_sub(1)
    }

    /// Inhabitants from the lower threshold up to a population, and from there up to the upper one.
    pub fn margins(self, population: u64) -> (Option<u64>, Option<u64>) {
        let above = self.lower.map(|lower| population.saturating_sub(lower));
        (above, self.upper.map(|upper| upper.saturating_sub(population)))
    }
}

/// Which category a population that is exactly a threshold belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Side {
    /// The category above.
    Upper,
    /// The category below.
    Lower,
    /// No text decides: the [`Convention`] does, with a warning.
    Ambiguous,
}

/// Category of a population that is exactly a threshold whose side no text decides (80,000).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Convention {
    /// The category above.
    #[default]
    Upper,
    /// The category below.
    Lower,
}

impl Convention {
    /// The other one.
    pub fn other(self) -> Self {
        match self {
            Self::Upper => Self::Lower,
            Self::Lower => Self::Upper,
        }
    }
}

/// Thresholds between the sizes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SizeScheme {
    /// Identifier.
    pub id: String,
    /// Whether it is in force.
    pub status: Status,
    /// Where it comes from.
    pub origin: Origin,
    bounds: [(u64, Side); SIZES - 1],
    convention: Convention,
}

impl SizeScheme {
    /// The scheme in force, from the schemes that come with the program.
    ///
    /// # Errors
    /// The schemes are malformed; a test sees to it that those of the program are not.
    pub fn in_force() -> Result<Self, SchemeError> {
        Ok(super::Schemes::embedded()?.sizes_in_force().clone())
    }

    /// Puts a scheme together, if its thresholds go up.
    pub(super) fn new(
        id: String,
        status: Status,
        origin: Origin,
        bounds: &[u64],
        sides: &[Side],
    ) -> Result<Self, SchemeError> {
        let count = |key, found| SchemeError::Thresholds { scheme: id.clone(), key, found };
        let &[low, middle, high] = bounds else { return Err(count("upper_bounds", bounds.len())) };
        let &[at_low, at_middle, at_high] = sides else { return Err(count("boundary_goes_to", sides.len())) };
        let steps = [(0, low), (low, middle), (middle, high)];
        if let Some(&(before, next)) = steps.iter().find(|(before, next)| before >= next) {
            return Err(SchemeError::NotAscending { scheme: id, before, next });
        }
        let bounds = [(low, at_low), (middle, at_middle), (high, at_high)];
        Ok(Self { id, status, origin, bounds, convention: Convention::default() })
    }

    /// The scheme with another convention.
    #[must_use]
    pub fn with(self, convention: Convention) -> Self {
        Self { convention, ..self }
    }

    /// The convention for undecided thresholds.
    pub fn convention(&self) -> Convention {
        self.convention
    }

    /// Number of categories.
    pub fn categories(&self) -> u8 {
        SIZES as u8
    }

    /// Thresholds between the sizes, going up, each with the side that the text gives to a population that equals it.
    pub fn thresholds(&self) -> &[(u64, Side); SIZES - 1] {
        &self.bounds
    }

    /// The category of a population.
    pub fn size(&self, population: u64) -> Size {
        let counts = |side: Side| match side {
            Side::Upper => true,
            Side::Lower => false,
            Side::Ambiguous => self.convention == Convention::Upper,
        };
        let is_reached = |&&(bound, side): &&(u64, Side)| population > bound || (population == bound && counts(side));
        let below = self.bounds.iter().take_while(is_reached).count();
        let threshold = |place: usize| self.bounds.get(place).map(|&(bound, _)| bound);
        Size {
            category: below as u8 + 1,
            lower: below.checked_sub(1).and_then(threshold),
            upper: threshold(below),
            is_ambiguous: self.bounds.contains(&(population, Side::Ambiguous)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thresholds_fall_on_the_side_that_the_texts_give_them() {
        let scheme = SizeScheme::in_force().unwrap();
        let category = |population| scheme.size(population).category;
        let populations = [0, 39_999, 40_000, 79_999, 80_000, 80_001, 175_000, 175_001];
        assert_eq!(populations.map(category), [1, 1, 2, 2, 3, 3, 3, 4]);
    }

    #[test]
    fn only_80_000_exactly_is_undecided_and_the_convention_decides_it() {
        let scheme = SizeScheme::in_force().unwrap();
        let undecided: Vec<u64> = [39_999, 40_000, 79_999, 80_000, 80_001, 175_000, 175_001]
            .into_iter()
            .filter(|&population| scheme.size(population).is_ambiguous)
            .collect();
        assert_eq!(undecided, [80_000]);
        let lower = scheme.with(Convention::Lower);
        assert_eq!([79_999, 80_000, 80_001].map(|population| lower.size(population).category), [2, 2, 3]);
        assert_eq!([40_000, 175_000].map(|population| lower.size(population).category), [2, 3]);
        assert!(lower.size(80_000).is_ambiguous);
    }

    #[test]
    fn a_category_knows_its_thresholds_and_the_margins_to_both() {
        let scheme = SizeScheme::in_force().unwrap();
        let size = |population| scheme.size(population);
        let bounds = |population| (size(population).lower, size(population).upper);
        assert_eq!(bounds(1), (None, Some(40_000)));
        assert_eq!(bounds(80_000), (Some(80_000), Some(175_000)));
        assert_eq!(bounds(1_000_000), (Some(175_000), None));
        let margins = |population| size(population).margins(population);
        assert_eq!(margins(39_999), (None, Some(1)));
        assert_eq!(margins(40_000), (Some(0), Some(40_000)));
        assert_eq!(margins(175_000), (Some(95_000), Some(0)));
        assert_eq!(margins(175_001), (Some(1), None));
        let lower = scheme.with(Convention::Lower).size(80_000);
        assert_eq!(lower.margins(80_000), (Some(40_000), Some(0)));
    }

    proptest::proptest! {
        #[test]
        fn a_population_lies_between_the_thresholds_of_its_size(population in 0u64..400_000) {
            let scheme = SizeScheme::in_force().unwrap();
            let size = scheme.size(population);
            proptest::prop_assert!(size.lower.is_none_or(|lower| lower <= population));
            proptest::prop_assert!(size.upper.is_none_or(|upper| population <= upper));
            proptest::prop_assert!(size.category <= scheme.size(population + 1).category);
        }
    }
}

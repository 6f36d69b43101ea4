//! Size categories: classes of population, *taille 1* to *taille 4*, which decide the funding of a CPTS.

use std::collections::BTreeMap;

use serde::Deserialize;

/// The schemes that come with the program.
const SCHEMES: &str = include_str!("../../assets/schemes.toml");

/// Size scheme in force since 20 June 2019.
const IN_FORCE: &str = "en_vigueur";

/// A size category.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// 1 to 4.
    pub category: u8,
    /// Least population of the category; `None` for the first.
    pub lower: Option<u64>,
    /// Population where the next category begins; `None` for the last.
    pub upper: Option<u64>,
    /// The population is exactly a threshold whose side no text decides; the upper category was taken.
    pub is_ambiguous: bool,
}

/// Which category a population that is exactly a threshold belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Side {
    Upper,
    Lower,
    /// No text decides: the upper category, with a warning.
    Ambiguous,
}

/// Thresholds between categories.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct SizeScheme {
    status: String,
    upper_bounds: Vec<u64>,
    boundary_goes_to: Vec<Side>,
}

/// A schemes file that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SchemeError {
    /// It is not TOML of the expected shape.
    #[error("schemes: {0}")]
    Malformed(String),
    /// The thresholds of a scheme do not go up, or are not as many as the sides.
    #[error("schemes: sizes.{0}: upper_bounds must go up, and boundary_goes_to must have one entry for each")]
    Thresholds(String),
    /// There must be one scheme in force.
    #[error("schemes: one size scheme must have status = \"en_vigueur\" (found {0})")]
    InForce(usize),
}

#[derive(Deserialize)]
struct Schemes {
    sizes: BTreeMap<String, SizeScheme>,
}

impl SizeScheme {
    /// The scheme in force, from the schemes that come with the program.
    ///
    /// # Errors
    /// The schemes are malformed; a test sees to it that those of the program are not.
    pub fn in_force() -> Result<Self, SchemeError> {
        Self::parse(SCHEMES)
    }

    fn parse(text: &str) -> Result<Self, SchemeError> {
        let schemes: Schemes = toml::from_str(text).map_err(|error| SchemeError::Malformed(error.to_string()))?;
        for (name, scheme) in &schemes.sizes {
            let goes_up = scheme.upper_bounds.is_sorted_by(|a, b| a < b);
            if !goes_up || scheme.upper_bounds.len() != scheme.boundary_goes_to.len() {
                return Err(SchemeError::Thresholds(name.clone()));
            }
        }
        let mut in_force: Vec<Self> = schemes.sizes.into_values().filter(|scheme| scheme.status == IN_FORCE).collect();
        match (in_force.pop(), in_force.len()) {
            (Some(scheme), 0) => Ok(scheme),
            (scheme, others) => Err(SchemeError::InForce(others + usize::from(scheme.is_some()))),
        }
    }

    /// Number of categories.
    pub fn categories(&self) -> u8 {
        self.upper_bounds.len() as u8 + 1
    }

    /// The category of a population.
    pub fn size(&self, population: u64) -> Size {
        let bounds = self.upper_bounds.iter().zip(&self.boundary_goes_to);
        let below = bounds
            .take_while(|&(&bound, &side)| population > bound || (population == bound && side != Side::Lower))
            .count();
        let undecided = |(&bound, &side): (&u64, &Side)| population == bound && side == Side::Ambiguous;
        Size {
            category: below as u8 + 1,
            lower: below.checked_sub(1).map(|bound| self.upper_bounds[bound]),
            upper: self.upper_bounds.get(below).copied(),
            is_ambiguous: self.upper_bounds.iter().zip(&self.boundary_goes_to).any(undecided),
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
    fn only_80_000_exactly_is_undecided() {
        let scheme = SizeScheme::in_force().unwrap();
        let undecided: Vec<u64> =
            [40_000, 79_999, 80_000, 175_000].into_iter().filter(|&p| scheme.size(p).is_ambiguous).collect();
        assert_eq!(undecided, [80_000]);
    }

    #[test]
    fn a_category_knows_its_thresholds() {
        let scheme = SizeScheme::in_force().unwrap();
        let bounds = |population| (scheme.size(population).lower, scheme.size(population).upper);
        assert_eq!(bounds(1), (None, Some(40_000)));
        assert_eq!(bounds(80_000), (Some(80_000), Some(175_000)));
        assert_eq!(bounds(1_000_000), (Some(175_000), None));
    }

    #[test]
    fn thresholds_that_do_not_go_up_are_refused() {
        let text =
            "[sizes.x]\nstatus = \"en_vigueur\"\nupper_bounds = [2, 1]\nboundary_goes_to = [\"upper\", \"upper\"]";
        assert_eq!(SizeScheme::parse(text), Err(SchemeError::Thresholds("x".into())));
    }
}

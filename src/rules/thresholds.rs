//! R09: how near a population is to another size, and in which direction.

use super::SizeScheme;

/// A threshold is near within this share of it, in percent…
const PERCENT: u64 = 2;

/// …or within this many inhabitants.
const INHABITANTS: u64 = 1_000;

/// Which way the size would change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Direction {
    /// The threshold is above: more inhabitants would give the next size.
    Up,
    /// The threshold is below: fewer inhabitants would give the size before.
    Down,
}

impl Direction {
    /// The direction as written in `seuils.csv`.
    pub fn key(self) -> &'static str {
        match self {
            Self::Up => "hausse",
            Self::Down => "baisse",
        }
    }
}

/// A threshold near a population.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct NearThreshold {
    /// The threshold, in inhabitants.
    pub threshold: u64,
    /// Inhabitants between it and the population; none where the population is the threshold.
    pub margin: u64,
    /// Which way the size would change.
    pub direction: Direction,
    /// The size beyond it.
    pub category: u8,
}

impl SizeScheme {
    /// The thresholds of a population's size that are within 2 % of them or 1,000 inhabitants, the lower first.
    pub fn near(&self, population: u64) -> impl Iterator<Item = NearThreshold> {
        let size = self.size(population);
        let (down, up) = size.margins(population);
        let near = |threshold: Option<u64>, margin: Option<u64>, direction, category| {
            let (threshold, margin) = threshold.zip(margin)?;
            let is_near = margin <= INHABITANTS || u128::from(margin) * 100 <= u128::from(threshold * PERCENT);
            is_near.then_some(NearThreshold { threshold, margin, direction, category })
        };
        let below = near(size.lower, down, Direction::Down, size.category.saturating_sub(1));
        below.into_iter().chain(near(size.upper, up, Direction::Up, size.category + 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(population: u64) -> Vec<(u64, u64, Direction, u8)> {
        let scheme = SizeScheme::in_force().unwrap();
        scheme.near(population).map(|near| (near.threshold, near.margin, near.direction, near.category)).collect()
    }

    #[test]
    fn a_threshold_is_near_within_2_percent_of_it_or_1_000_inhabitants() {
        // 2 % of 40,000 is 800, so 1,000 decides; of 80,000 and 175,000 it is 1,600 and 3,500.
        for (population, is_near) in [
            (38_999, false),
            (39_000, true),
            (41_000, true),
            (41_001, false),
            (78_399, false),
            (78_400, true),
            (81_600, true),
            (81_601, false),
            (171_499, false),
            (171_500, true),
            (178_500, true),
            (178_501, false),
        ] {
            assert_eq!(!near(population).is_empty(), is_near, "{population}");
        }
    }

    #[test]
    fn the_direction_is_that_in_which_the_size_would_change() {
        assert_eq!(near(39_999), [(40_000, 1, Direction::Up, 2)]);
        assert_eq!(near(40_000), [(40_000, 0, Direction::Down, 1)]);
        assert_eq!(near(175_000), [(175_000, 0, Direction::Up, 4)]);
        assert_eq!(near(175_001), [(175_000, 1, Direction::Down, 3)]);
        assert_eq!(near(79_010), [(80_000, 990, Direction::Up, 3)]);
    }
}

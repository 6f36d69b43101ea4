//! Numbers that depend on nothing but a seed and a place (splitmix64).

/// A run of numbers.
#[derive(Debug, Clone)]
pub(super) struct Dice(u64);

impl Dice {
    /// The run of a place, named by two numbers.
    pub(super) fn new(seed: u64, place: [u64; 2]) -> Self {
        place.into_iter().fold(Self(seed), |mut dice, number| {
            let mixed = dice.next() ^ number;
            Self(mixed)
        })
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// One of 0..`sides`.
    pub(super) fn below(&mut self, sides: u64) -> u64 {
        self.next() % sides
    }

    /// A number in -1..1.
    pub(super) fn stray(&mut self) -> f64 {
        (self.next() >> 11) as f64 / 2f64.powi(52) - 1.0
    }
}

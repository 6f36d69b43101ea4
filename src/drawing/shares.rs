//! How much of a face each territory holds.
//!
//! Areas are whole square metres. The parts of a face sum to its area exactly: what rounding leaves goes to the largest.

use std::collections::BTreeMap;

use super::pieces::{MeasuredPiece, SliverLimits, measured};
use crate::coverage::overlay::{FaceParts, Piece, Region};
use crate::coverage::{Areas, Ellipsoid};

/// A face and what of it is held by whom.
#[derive(Debug)]
pub(super) struct Measured {
    /// Square metres.
    pub area: u64,
    pub parts: Vec<MeasuredPart>,
}

/// What the same territories hold of a face.
#[derive(Debug)]
pub(super) struct MeasuredPart {
    pub territories: Vec<usize>,
    pub area: u64,
    /// None where the part is the whole face.
    pub pieces: Vec<MeasuredPiece>,
    /// Square metres in pieces that are no slivers.
    pub real: u64,
}

/// What one territory holds of a face.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Held {
    pub area: u64,
    pub real: u64,
}

impl Measured {
    pub fn new(face: FaceParts, areas: &Areas<Ellipsoid>, limits: SliverLimits) -> Self {
        let whole = areas.of(face.face);
        let area = whole.round() as u64;
        let mut parts: Vec<MeasuredPart> = Vec::with_capacity(face.parts.len());
        let mut pieces: Vec<Vec<Piece>> = Vec::with_capacity(face.parts.len());
        for part in face.parts {
            let territories = part.regions.iter().map(|&id| id as usize).collect();
            let is_whole = part.region.is_none();
            let held = if is_whole { area } else { 0 };
            parts.push(MeasuredPart { territories, area: held, pieces: Vec::new(), real: held });
            pieces.push(part.region.map(Region::pieces).unwrap_or_default());
        }
        for (part, pieces) in parts.iter_mut().zip(measured(pieces, whole, limits)) {
            if pieces.is_empty() {
                continue;
            }
            let sum = |real_only: bool| {
                let counted = pieces.iter().filter(|piece| !(real_only && piece.is_sliver));
                counted.map(|piece| piece.area).sum::<f64>().round() as u64
            };
            (part.area, part.real) = (sum(false), sum(true));
            part.pieces = pieces;
        }
        let others = |parts: &[MeasuredPart], largest: usize| {
            parts.iter().enumerate().filter(|&(at, _)| at != largest).map(|(_, part)| part.area).sum::<u64>()
        };
        let largest = (0..parts.len()).max_by_key(|&at| (parts[at].area, std::cmp::Reverse(at)));
        if let Some(largest) = largest {
            parts[largest].area = area.saturating_sub(others(&parts, largest));
            for part in &mut parts {
                part.real = part.real.min(part.area);
            }
        }
        Self { area, parts }
    }

    /// What each territory holds.
    pub fn held(&self) -> BTreeMap<usize, Held> {
        let mut held: BTreeMap<usize, Held> = BTreeMap::new();
        for part in &self.parts {
            for &territory in &part.territories {
                let held = held.entry(territory).or_default();
                held.area += part.area;
                held.real += part.real;
            }
        }
        held
    }

    /// Width of the widest piece of a territory that is no sliver, in metres.
    pub fn width_of(&self, territory: usize) -> f64 {
        let own = self.parts.iter().filter(|part| part.territories.contains(&territory));
        let real = own.flat_map(|part| &part.pieces).filter(|piece| !piece.is_sliver);
        real.map(|piece| piece.measures().width()).fold(0.0, f64::max)
    }

    /// Square metres, all and without slivers, of the parts that a number of territories hold.
    pub fn held_by(&self, is_wanted: impl Fn(usize) -> bool) -> (u64, u64) {
        let wanted = self.parts.iter().filter(|part| is_wanted(part.territories.len()));
        wanted.fold((0, 0), |(area, real), part| (area + part.area, real + part.real))
    }
}

/// Who claims a face by what they hold of a total: each that holds more than half, and the one that holds most if that is above the
/// threshold and no other holds as much.
pub(super) fn claimants(held: &BTreeMap<usize, u64>, total: u64, threshold: f64) -> Vec<usize> {
    let most = held.values().copied().max().unwrap_or(0);
    let is_alone = held.values().filter(|&&amount| amount == most).count() == 1;
    let claims = |amount: u64| {
        amount as f64 > threshold * total as f64
            && (2 * u128::from(amount) > u128::from(total) || (amount == most && is_alone))
    };
    held.iter().filter(|&(_, &amount)| claims(amount)).map(|(&territory, _)| territory).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reference::apportion;

    fn who(held: &[(usize, u64)], threshold: f64) -> Vec<usize> {
        claimants(&held.iter().copied().collect(), 100, threshold)
    }

    #[test]
    fn a_unit_goes_to_who_holds_most_of_it_above_the_threshold() {
        assert_eq!(who(&[(0, 51), (1, 49)], 0.5), [0]);
        assert_eq!(who(&[(0, 50), (1, 50)], 0.5), [0; 0]);
        assert_eq!(who(&[(0, 40), (1, 35), (2, 25)], 0.5), [0; 0]);
        assert_eq!(who(&[(0, 40), (1, 35), (2, 25)], 0.3), [0]);
        assert_eq!(who(&[(0, 40), (1, 40)], 0.3), [0; 0]);
        assert_eq!(who(&[(0, 60), (1, 40)], 0.66), [0; 0]);
    }

    #[test]
    fn two_that_both_hold_the_majority_both_claim() {
        assert_eq!(who(&[(0, 100), (1, 100)], 0.5), [0, 1]);
        assert_eq!(who(&[(0, 70), (1, 60), (2, 40)], 0.3), [0, 1]);
    }

    #[test]
    fn shares_of_a_population_sum_to_it() {
        assert_eq!(apportion(100, &[1.0, 1.0, 1.0]), [34, 33, 33]);
        assert_eq!(apportion(7, &[0.0, 0.0]), [0, 0]);
    }
}

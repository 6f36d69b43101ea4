//! Regions whose borders within a face are the same lines: what some of them hold says what another holds.
//!
//! Within a face a region changes from inside to outside just where a segment of it passes. So where its segments there are those of
//! some other regions taken together, without those that two of them share, it holds the places that an odd number of these hold, or
//! all other places: one point tells which. Territories drawn side by side share their borders, so the last of those that meet in a
//! face needs no cutting.

use super::region::RegionId;

/// Segments by their two ends, ascending, each once.
pub(super) type Border = Vec<[i64; 4]>;

/// Regions that a face was cut by, with their borders in it.
#[derive(Default)]
pub(super) struct Borders(Vec<(RegionId, Border)>);

/// Regions of which all sums are tried: sixteen.
const MOST: usize = 4;

impl Borders {
    pub fn push(&mut self, region: RegionId, border: Border) {
        self.0.push((region, border));
    }

    /// Regions whose borders sum to this one.
    pub fn sum_to(&self, border: &Border) -> Option<Vec<RegionId>> {
        let known = &self.0[..self.0.len().min(MOST)];
        let chosen = |set: u32| known.iter().enumerate().filter(move |(at, _)| set >> at & 1 == 1).map(|(_, it)| it);
        let sum = |set: u32| odd(chosen(set).flat_map(|(_, border)| border).copied().collect());
        let set = (1..1_u32 << known.len()).find(|&set| sum(set) == *border)?;
        Some(chosen(set).map(|&(region, _)| region).collect())
    }
}

/// The segments that are there an odd number of times: a region changes where it passes one of them.
pub(super) fn odd(mut segments: Border) -> Border {
    segments.sort_unstable();
    segments.chunk_by(|a, b| a == b).filter(|same| same.len() % 2 == 1).map(|same| same[0]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn border(segments: &[i64]) -> Border {
        segments.iter().map(|&at| [at, 0, at, 1]).collect()
    }

    #[test]
    fn a_border_is_the_sum_of_those_that_make_it_up_without_what_they_share() {
        let mut borders = Borders::default();
        borders.push(7, border(&[1, 2]));
        assert_eq!(borders.sum_to(&border(&[1, 2])), Some(vec![7]));
        borders.push(8, border(&[2, 3]));
        assert_eq!(borders.sum_to(&border(&[1, 3])), Some(vec![7, 8]));
        assert_eq!(borders.sum_to(&border(&[2, 3])), Some(vec![8]));
        assert_eq!(borders.sum_to(&border(&[1, 2, 3])), None);
        assert_eq!(borders.sum_to(&border(&[])), None);
    }

    #[test]
    fn a_segment_that_is_there_twice_changes_nothing() {
        assert_eq!(odd([border(&[3, 1]), border(&[2, 3])].concat()), border(&[1, 2]));
    }
}

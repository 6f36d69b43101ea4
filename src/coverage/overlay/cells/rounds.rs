//! Halves that follow each other around each cell.

use std::mem::replace;
use std::ops::Range;

use super::super::grid::Point;
use super::halves::{Half, HalfId, Way};
use super::meetings::Meetings;
use super::sides::Sides;

/// The halves around each cell.
pub(super) struct Rounds {
    /// Halves, one round after the other.
    halves: Vec<HalfId>,
    /// Where each round begins, and one end more.
    pub starts: Vec<usize>,
    /// The round of each half; of none for those seen from outside.
    of: Vec<u32>,
}

impl Rounds {
    const NONE: u32 = u32::MAX;

    /// `None` where one leads outside.
    pub fn new(halves: &[Half], after: &[HalfId]) -> Option<Self> {
        let mut rounds =
            Self { halves: Vec::with_capacity(halves.len()), starts: vec![0], of: vec![Self::NONE; halves.len()] };
        for first in 0..halves.len() {
            if rounds.of[first] != Self::NONE || matches!(halves[first].way, Way::Outside) {
                continue;
            }
            let round = rounds.starts.len() as u32 - 1;
            let mut half = first;
            while rounds.of[half] == Self::NONE {
                if matches!(halves[half].way, Way::Outside) {
                    return None;
                }
                rounds.of[half] = round;
                rounds.halves.push(half as HalfId);
                half = after[half] as usize;
            }
            rounds.starts.push(rounds.halves.len());
        }
        Some(rounds)
    }

    /// The regions that each cell differs from the anchor by. `None` where ways around say different things.
    pub fn differs(&self, halves: &[Half], (half, differs): (HalfId, u64)) -> Option<Vec<u64>> {
        let mut known: Vec<Option<u64>> = vec![None; self.starts.len() - 1];
        let first = self.of[half as usize] as usize;
        known[first] = Some(differs);
        let mut open = vec![first];
        while let Some(round) = open.pop() {
            let here = known[round]?;
            for &half in &self.halves[self.starts[round]..self.starts[round + 1]] {
                let Way::Cut(regions) = halves[half as usize].way else { continue };
                let beyond = self.of[(half ^ 1) as usize] as usize;
                match known[beyond] {
                    Some(known) if known != here ^ regions => return None,
                    Some(_) => {}
                    None => {
                        known[beyond] = Some(here ^ regions);
                        open.push(beyond);
                    }
                }
            }
        }
        known.into_iter().collect()
    }

    /// Calls for the halves of a round, parted where it comes to a node again: what touches itself there is several rings. `seen` has a
    /// place for each node, and is 0 before and after.
    pub fn each_simple(&self, round: usize, halves: &[Half], seen: &mut [u32], mut each: impl FnMut(&[HalfId])) {
        let around = &self.halves[self.starts[round]..self.starts[round + 1]];
        let from = |half: HalfId| halves[half as usize].from as usize;
        let is_simple = around.iter().all(|&half| replace(&mut seen[from(half)], 1) == 0);
        around.iter().for_each(|&half| seen[from(half)] = 0);
        if is_simple {
            return each(around);
        }
        let mut open: Vec<HalfId> = Vec::new();
        for &half in around {
            if let Some(place) = (seen[from(half)] as usize).checked_sub(1) {
                let part = open.split_off(place);
                part.iter().for_each(|&half| seen[from(half)] = 0);
                each(&part);
            }
            open.push(half);
            seen[from(half)] = open.len() as u32;
        }
        open.iter().for_each(|&half| seen[from(half)] = 0);
        each(&open);
    }
}

/// The points along halves that close a ring, as rounded.
pub(super) fn ring(around: &[HalfId], halves: &[Half], sides: &Sides, meetings: &Meetings) -> Vec<Point> {
    let points = |&half: &HalfId| match halves[half as usize].way {
        Way::Border { count, .. } => count + 1,
        Way::Cut(_) | Way::Outside => 1,
    };
    let mut ring: Vec<Point> = Vec::with_capacity(around.iter().map(points).sum());
    let mut push = |point: Point| {
        if ring.last() != Some(&point) {
            ring.push(point);
        }
    };
    for &half in around {
        let half = &halves[half as usize];
        push(meetings.nodes[half.from as usize]);
        if let Way::Border { ring, side, count } = half.way {
            let Range { start, end } = sides.rings[ring];
            let (on, again) = (count.min(end - side), count.saturating_sub(end - side));
            sides.all[side..side + on].iter().for_each(|side| push(side.1));
            sides.all[start..start + again].iter().for_each(|side| push(side.1));
        }
    }
    while ring.len() > 1 && ring.first() == ring.last() {
        ring.pop();
    }
    ring
}

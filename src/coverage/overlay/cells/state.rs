//! Which stretches of cuts are inside the polygon.

use super::super::grid::Point;
use super::meetings::{Meeting, Meetings, NodeId, by_cut};
use super::sides::Sides;
use super::{Cut, Segment, side};

/// A stretch of a cut between two nodes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stretch {
    pub cut: usize,
    pub ends: [NodeId; 2],
}

/// The stretches inside the polygon, by cut and place; `None` where what is known of them does not fit together.
pub(super) fn inner(sides: &Sides, cuts: &[Cut], meetings: &Meetings) -> Option<Vec<Stretch>> {
    let along: Vec<&[Meeting]> = by_cut(meetings, cuts.len());
    let known: Vec<[Option<bool>; 2]> =
        (0..cuts.len()).map(|cut| ends(sides, cuts, meetings, along[cut], cut)).collect();
    // Ends that a cut without anything known of it joins are inside together, or outside.
    let mut groups = Groups((0..meetings.corner.len() as NodeId).collect());
    let is_free = |node: NodeId| meetings.corner[node as usize].is_none();
    for (known, &[from, to]) in known.iter().zip(&meetings.ends) {
        if *known == [None, None] {
            groups.join(from, to);
        }
    }
    let mut state: Vec<Option<bool>> = vec![None; meetings.corner.len()];
    for (known, ends) in known.iter().zip(&meetings.ends) {
        for (known, &end) in known.iter().zip(ends).filter(|&(_, &end)| is_free(end)) {
            let state = &mut state[groups.of(end) as usize];
            if known.is_some() && state.is_some() && *state != *known {
                return None;
            }
            *state = state.or(*known);
        }
    }
    let mut inner = Vec::with_capacity(cuts.len() + meetings.on_cuts.len());
    for (cut, &[from, to]) in meetings.ends.iter().enumerate() {
        let mut is_in = known[cut][0].unwrap_or_else(|| {
            let group = groups.of(from) as usize;
            *state[group].get_or_insert_with(|| sides.hold(cuts[cut].segment.0))
        });
        let mut before = from;
        for meeting in along[cut] {
            if is_in {
                inner.push(Stretch { cut, ends: [before, meeting.node] });
            }
            if let Some(goes_in) = meeting.goes_in {
                if goes_in == is_in {
                    return None;
                }
                is_in = goes_in;
            }
            before = meeting.node;
        }
        if is_in {
            inner.push(Stretch { cut, ends: [before, to] });
        }
    }
    Some(inner)
}

/// Whether a cut is inside where it begins, and where it ends: known from the sides that it crosses and the corners that it ends at.
fn ends(sides: &Sides, cuts: &[Cut], meetings: &Meetings, along: &[Meeting], cut: usize) -> [Option<bool>; 2] {
    let (from, to) = cuts[cut].segment;
    let [first, last] = meetings.ends[cut].map(|node| meetings.corner[node as usize]);
    let mut crossings = along.iter().filter_map(|meeting| meeting.goes_in);
    let (first_crossing, last_crossing) = (crossings.next(), crossings.next_back());
    let last_crossing = last_crossing.or(first_crossing);
    let begins = first.map(|corner| is_between(sides, corner, to)).or(first_crossing.map(|goes_in| !goes_in));
    let ends = last.map(|corner| is_between(sides, corner, from)).or(last_crossing);
    // Without a crossing it is inside or outside as a whole.
    if first_crossing.is_none() { [begins.or(ends), ends.or(begins)] } else { [begins, ends] }
}

/// Whether a segment from the corner that a side begins at goes into the polygon; along a side it would have an end on it.
fn is_between(sides: &Sides, corner: usize, to: Point) -> bool {
    let (at, next) = sides.all[corner];
    let (before, _) = sides.all[sides.before(corner)];
    let (out, back): (Segment, Segment) = ((at, next), (at, before));
    if side(out, before) > 0 {
        side(out, to) > 0 && side(back, to) < 0
    } else {
        side(out, to) > 0 || side(back, to) < 0
    }
}

/// Nodes that are joined.
struct Groups(Vec<NodeId>);

impl Groups {
    fn of(&mut self, mut node: NodeId) -> NodeId {
        while self.0[node as usize] != node {
            let above = self.0[self.0[node as usize] as usize];
            self.0[node as usize] = above;
            node = above;
        }
        node
    }

    fn join(&mut self, one: NodeId, other: NodeId) {
        let (one, other) = (self.of(one), self.of(other));
        self.0[one as usize] = other;
    }
}

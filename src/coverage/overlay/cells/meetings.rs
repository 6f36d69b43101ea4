//! Nodes, and where along sides and cuts they are.

use std::cmp::Ordering;

use super::super::grid::Point;
use super::sides::Sides;
use super::{Cut, Segment};

/// Number of a node.
pub(super) type NodeId = u32;

/// A place between the ends of a segment, as a share of it: a numerator not below 0 and a denominator above it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Along(pub i64, pub i64);

impl Along {
    /// The beginning of a segment.
    pub const BEGINNING: Self = Self(0, 1);

    pub fn share(self) -> f64 {
        self.0 as f64 / self.1 as f64
    }

    pub fn cmp(self, other: Self) -> Ordering {
        (i128::from(self.0) * i128::from(other.1)).cmp(&(i128::from(other.0) * i128::from(self.1)))
    }
}

/// A node on a side or a cut.
#[derive(Debug, Clone, Copy)]
pub(super) struct Meeting {
    /// The side or the cut.
    pub of: usize,
    pub along: Along,
    pub node: NodeId,
    /// For a cut that crosses a side, whether it goes on inside the polygon.
    pub goes_in: Option<bool>,
}

/// All nodes and what meets there.
pub(super) struct Meetings {
    /// Ends of cuts, then crossings.
    pub nodes: Vec<Point>,
    /// The two lines of each crossing.
    pub crossed: Vec<[Line; 2]>,
    /// The nodes that the two ends of each cut are.
    pub ends: Vec<[NodeId; 2]>,
    /// For nodes that are ends of cuts, which are the first, the side that begins there, where one does.
    pub corner: Vec<Option<usize>>,
    /// Crossings along sides, by side and place. Ends of cuts are not among them.
    pub on_sides: Vec<Meeting>,
    /// Crossings along cuts, by cut and place.
    pub on_cuts: Vec<Meeting>,
    /// Lines that have a point in common with a cut or come near it, and the cut.
    pub beside: Vec<(Line, usize)>,
}

impl Meetings {
    /// Whether a crossing is one of a line.
    pub fn is_on(&self, node: NodeId, line: Line) -> bool {
        self.crossed[node as usize + self.crossed.len() - self.nodes.len()].contains(&line)
    }

    /// The crossings along a side or a cut.
    pub fn along(&self, line: Line) -> &[Meeting] {
        let (all, of) = match line {
            Line::Side(at) => (&self.on_sides, at),
            Line::Cut(at) => (&self.on_cuts, at),
        };
        let first = all.partition_point(|meeting| meeting.of < of);
        let count = all[first..].iter().take_while(|meeting| meeting.of == of).count();
        &all[first..first + count]
    }
}

/// A side or a cut, by number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Line {
    Side(usize),
    Cut(usize),
}

impl Line {
    pub fn segment(self, sides: &Sides, cuts: &[Cut]) -> Segment {
        match self {
            Self::Side(at) => sides.all[at],
            Self::Cut(at) => cuts[at].segment,
        }
    }
}

/// The crossings along each cut.
pub(super) fn by_cut(meetings: &Meetings, cuts: usize) -> Vec<&[Meeting]> {
    let mut along: Vec<&[Meeting]> = vec![&[]; cuts];
    for group in meetings.on_cuts.chunk_by(|a, b| a.of == b.of) {
        along[group[0].of] = group;
    }
    along
}

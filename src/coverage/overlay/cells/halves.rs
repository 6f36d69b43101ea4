//! A *half* is a stretch of a cut or of the border as seen from one of its two ends: what it bounds is to its left. Each half has its
//! opposite beside it, the one with the other last bit. Keeping left at every node goes around one cell.

use super::meetings::NodeId;

/// Number of a half.
pub(super) type HalfId = u32;

/// A stretch as seen from an end.
pub(super) struct Half {
    /// That end.
    pub from: NodeId,
    /// Its direction there.
    pub towards: (i64, i64),
    pub way: Way,
}

/// What a half runs along.
#[derive(Clone, Copy)]
pub(super) enum Way {
    /// A cut, of the borders of some regions.
    Cut(u64),
    /// The border, from a place on a side, with the ends of so many sides of the ring from there on.
    Border { ring: usize, side: usize, count: usize },
    /// The border as seen from outside.
    Outside,
}

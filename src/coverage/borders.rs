//! Neighbours: faces that share a border of positive length. A common corner does not make neighbours.

use super::{Coverage, FaceId};

/// A common border between two faces.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Border {
    /// The lower of the two faces.
    pub a: FaceId,
    /// The higher.
    pub b: FaceId,
    /// Length of the common border, in metres.
    pub metres: f64,
}

impl Coverage {
    /// All pairs of neighbours, sorted, with the length of their common border.
    ///
    /// `lengths` are those of the arcs, from [`Coverage::lengths`].
    pub fn borders(&self, lengths: &[f64]) -> Vec<Border> {
        let mut shared: Vec<(FaceId, FaceId, usize)> = (0..self.arc_count())
            .filter_map(|arc| self.sides(arc).pair().map(|(l, r)| (l.min(r), l.max(r), arc)))
            .collect();
        shared.sort_unstable();
        shared
            .chunk_by(|x, y| (x.0, x.1) == (y.0, y.1))
            .map(|arcs| Border {
                a: arcs[0].0,
                b: arcs[0].1,
                metres: arcs.iter().map(|&(_, _, arc)| lengths[arc]).sum(),
            })
            .collect()
    }
}

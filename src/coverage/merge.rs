//! Merge: groups of faces as the faces of a coarser coverage.
//!
//! - *chain*: arcs that follow each other between the same two groups. At a node within it nothing else that is kept meets.
//!
//! A chain becomes one arc, so that the places where only faces of one group met are no longer nodes: simplification is free
//! to drop them.

use rustc_hash::FxHashMap;

use super::ring::{NodeKey, node_key};
use super::{ArcColumns, ArcRef, Coverage, CoverageError, FaceId};

/// Where an arc went: its chain, whether it begins it, and whether the chain runs the other way.
#[derive(Debug, Clone, Copy)]
struct Link {
    chain: usize,
    is_first: bool,
    is_last: bool,
    is_reversed: bool,
}

impl Coverage {
    /// The coverage whose faces are these groups, in their order. Groups have no face in common; faces in none are outside.
    ///
    /// Vertices are those of this coverage, bit for bit, and neighbouring groups share their arcs.
    ///
    /// # Errors
    /// Those of [`Coverage::from_columns`], which groups without a common face do not give.
    pub fn merged(&self, groups: &[Vec<FaceId>]) -> Result<Self, CoverageError> {
        let outlines: Vec<Vec<ArcRef>> = groups.iter().map(|group| self.outline(group)).collect();
        let mut kept: Vec<usize> = outlines.iter().flatten().map(|arc| arc.index()).collect();
        kept.sort_unstable();
        kept.dedup();
        let chains = self.chains(&kept);
        let mut links: FxHashMap<usize, Link> = FxHashMap::default();
        let mut columns = ArcColumns::default();
        for (chain, arcs) in chains.iter().enumerate() {
            let last = arcs.len() - 1;
            for (place, arc) in arcs.iter().enumerate() {
                let link = Link { chain, is_first: place == 0, is_last: place == last, is_reversed: arc.is_reversed() };
                links.insert(arc.index(), link);
            }
            let line = self.line(arcs);
            columns.arcs.push(line.len() as u32);
            columns.vertices.extend(line);
        }
        for group in groups {
            let polygons = self.dissolve_arcs(group);
            columns.faces.push(polygons.len() as u32);
            for rings in &polygons {
                columns.polygons.push(rings.len() as u32);
                for ring in rings {
                    let before = columns.refs.len();
                    columns.refs.extend(ring.iter().filter_map(|arc| {
                        let link = links.get(&arc.index())?;
                        let backwards = arc.is_reversed() != link.is_reversed;
                        let begins = if backwards { link.is_last } else { link.is_first };
                        let whole = ArcRef::forward(link.chain);
                        begins.then_some(if backwards { whole.reversed() } else { whole })
                    }));
                    columns.rings.push((columns.refs.len() - before) as u32);
                }
            }
        }
        Self::from_columns(columns)
    }

    /// The kept arcs as chains, which end where other than two of them meet.
    fn chains(&self, kept: &[usize]) -> Vec<Vec<ArcRef>> {
        let both = |&arc: &usize| [ArcRef::forward(arc), ArcRef::forward(arc).reversed()];
        let mut leaving: FxHashMap<NodeKey, Vec<ArcRef>> = FxHashMap::default();
        for end in kept.iter().flat_map(both) {
            leaving.entry(node_key(self.first(end))).or_default().push(end);
        }
        // The arc that goes on where this one ends, if only one does.
        let next = |arc: ArcRef| match leaving.get(&node_key(self.last(arc))).map(Vec::as_slice) {
            Some(&[one, other]) => Some(if one == arc.reversed() { other } else { one }),
            _ => None,
        };
        let mut used = vec![false; self.arc_count()];
        let mut chains = Vec::new();
        let begins = kept.iter().flat_map(both).filter(|arc| next(arc.reversed()).is_none());
        // First those that begin at a node, then what is left: rings without one.
        for begin in begins.chain(kept.iter().map(|&arc| ArcRef::forward(arc))) {
            if used[begin.index()] {
                continue;
            }
            let mut chain = Vec::new();
            let mut arc = Some(begin);
            while let Some(at) = arc.filter(|at| !used[at.index()]) {
                used[at.index()] = true;
                chain.push(at);
                arc = next(at);
            }
            chains.push(chain);
        }
        chains
    }
}

//! Connected groups: faces that can be reached from one another across common borders.

use super::{Coverage, FaceId};

impl Coverage {
    /// The connected parts of `faces`, where a border may be crossed only if `joined` says so.
    ///
    /// Each part is sorted, and the parts are in the order of their lowest face. An empty face is a part by itself.
    pub fn components(&self, faces: &[FaceId], joined: impl Fn(FaceId, FaceId) -> bool) -> Vec<Vec<FaceId>> {
        let mut members = faces.to_vec();
        members.sort_unstable();
        members.dedup();
        let mut part = vec![usize::MAX; members.len()];
        let mut parts: Vec<Vec<FaceId>> = Vec::new();
        let mut stack = Vec::new();
        for seed in 0..members.len() {
            if part[seed] != usize::MAX {
                continue;
            }
            part[seed] = parts.len();
            stack.push(seed);
            let mut reached = Vec::new();
            while let Some(i) = stack.pop() {
                reached.push(members[i]);
                for arc in self.arcs_of(members[i]) {
                    let Some((left, right)) = self.sides(arc.index()).pair() else { continue };
                    let other = if left == members[i] { right } else { left };
                    if let Ok(j) = members.binary_search(&other)
                        && part[j] == usize::MAX
                        && joined(members[i], other)
                    {
                        part[j] = parts.len();
                        stack.push(j);
                    }
                }
            }
            reached.sort_unstable();
            parts.push(reached);
        }
        parts
    }
}

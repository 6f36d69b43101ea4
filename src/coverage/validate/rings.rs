//! Rules of rings alone, and what later rules need to know of each ring.

use std::ops::Range;

use geo::kernels::Orientation;
use geo_types::Coord;
use rayon::prelude::*;

use super::Defect;
use crate::arrangement::orientation;
use crate::{FaceId, FaceRing, Shapes};

/// A ring of the input.
#[derive(Debug, Clone)]
pub(super) struct Ring {
    /// Which.
    pub at: FaceRing,
    /// Its vertices in the shapes.
    pub range: Range<usize>,
    /// Whether the face is on the left of its segments.
    pub face_on_left: bool,
    /// Whether later rules look at it: it is finite and encloses something.
    pub sound: bool,
}

/// All rings in order, and their defects.
pub(super) fn check(shapes: &Shapes) -> (Vec<Ring>, Vec<Defect>) {
    let of_face = |face: FaceId| {
        let mut defects = Vec::new();
        let rings: Vec<Ring> = shapes
            .ring_ranges(face)
            .map(|(polygon, ring, range)| {
                let at = FaceRing { face, polygon, ring };
                let vertices = &shapes.vertices()[range.clone()];
                let (sound, face_on_left) = check_ring(at, vertices, &mut defects);
                Ring { at, range, face_on_left, sound }
            })
            .collect();
        (rings, defects)
    };
    let of_faces: Vec<_> = (0..shapes.face_count() as FaceId).into_par_iter().map(of_face).collect();
    let mut all = (Vec::new(), Vec::new());
    for (rings, defects) in of_faces {
        all.0.extend(rings);
        all.1.extend(defects);
    }
    all
}

/// Whether the ring can be looked at further, and whether its face is on its left.
fn check_ring(ring: FaceRing, vertices: &[Coord<f64>], defects: &mut Vec<Defect>) -> (bool, bool) {
    if let Some(vertex) = vertices.iter().position(|v| !(v.x.is_finite() && v.y.is_finite())) {
        let Coord { x, y } = vertices[vertex];
        defects.push(Defect::NotFinite { ring, vertex, x, y });
        return (false, true);
    }
    let Some((&first, &last)) = vertices.first().zip(vertices.last()) else {
        defects.push(Defect::RingTooShort { ring, at: None, distinct: 0 });
        return (false, true);
    };
    let closed = first == last && vertices.len() > 1;
    if !closed {
        defects.push(Defect::Unclosed { ring, at: first });
    }
    let repeats = (1..vertices.len()).filter(|&i| vertices[i] == vertices[i - 1]);
    let before = defects.len();
    defects.extend(repeats.map(|vertex| Defect::RepeatedVertex { ring, vertex, at: vertices[vertex] }));
    // A repeat where a ring of one vertex closes is no defect of its own.
    let open = &vertices[..vertices.len() - usize::from(closed)];
    let tidy;
    let distinct = if defects.len() == before {
        None
    } else {
        tidy = without_repeats(open);
        Some(&tidy)
    };
    let of = |i: usize| distinct.map_or(i, |tidy| tidy[i]);
    let number = distinct.map_or(open.len(), Vec::len);
    let alternates = || (2..number).all(|i| open[of(i)] == open[of(i - 2)]);
    if number < 3 || alternates() {
        defects.truncate(before);
        defects.push(Defect::RingTooShort { ring, at: Some(first), distinct: number.min(2) });
        return (false, true);
    }
    // Relative to the first vertex: products of whole coordinates would lose the digits that matter.
    let mut twice_area = 0.0;
    let mut spikes = Vec::new();
    let (mut a, mut b) = (open[of(number - 1)] - first, open[of(0)] - first);
    for i in 0..number {
        let c = open[of((i + 1) % number)] - first;
        twice_area += b.x * c.y - c.x * b.y;
        let (back, ahead) = (a - b, c - b);
        // Straight back is an exact zero with a positive scalar product; the sum says when to ask exactly.
        let (scalar, cross) = (back.x * ahead.x + back.y * ahead.y, back.x * ahead.y - back.y * ahead.x);
        if scalar > 0.0 && cross.abs() <= 1e-12 * scalar {
            let (p, q, r) = (open[of((i + number - 1) % number)], open[of(i)], open[of((i + 1) % number)]);
            if orientation(p, q, r) == Orientation::Collinear {
                spikes.push(Defect::Spike { ring, vertex: of(i), at: q });
            }
        }
        (a, b) = (b, c);
    }
    if twice_area == 0.0 {
        defects.push(Defect::NoArea { ring, at: first });
        return (false, true);
    }
    defects.extend(spikes);
    let counter_clockwise = twice_area > 0.0;
    if counter_clockwise != (ring.ring == 0) {
        defects.push(Defect::WrongWinding { ring, at: first });
    }
    (true, counter_clockwise == (ring.ring == 0))
}

/// Indexes of vertices without those that repeat the one before, the first taken as coming after the last.
fn without_repeats(open: &[Coord<f64>]) -> Vec<usize> {
    let mut kept: Vec<usize> = (0..open.len()).filter(|&i| i == 0 || open[i] != open[i - 1]).collect();
    while kept.len() > 1 && kept.last().is_some_and(|&last| open[last] == open[0]) {
        kept.pop();
    }
    kept
}

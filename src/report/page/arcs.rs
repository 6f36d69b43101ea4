//! Arcs and the rings made of them, as short texts.
//!
//! Everything is whole numbers, each as digits of base 32 from the lowest, five bits in a character of base 64 whose
//! sixth bit says that more follow. Numbers that may be negative are folded first: 0, -1, 1, -2 become 0, 1, 2, 3.
//!
//! - *arcs*: for each, its number of vertices, then its vertices, each as x and y from the one before; the first is
//!   told from the last vertex of the arc before.
//! - *rings*: for each unit, its number of rings; for each ring, its number of arcs; for each arc, 0 if it is the next
//!   one that no ring had before, else how many arcs back from that it is. Arcs are numbered as they first come and run
//!   as their first ring does. A second ring runs along the other side, so always from end to start.

use rustc_hash::FxHashMap;

use crate::coverage::{ArcRef, Coverage, FaceId};

/// Characters of the digits, those of base 64.
pub(super) const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// A place in steps of the plane.
pub(super) type Step = [i32; 2];

/// What [`encode`] makes.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Texts {
    pub arcs: String,
    pub rings: String,
    /// Number of arcs.
    pub arc_count: usize,
    /// Number of vertices of all arcs.
    pub vertex_count: usize,
}

/// Encodes the faces of a coverage whose arcs have these steps.
pub(super) fn encode(coverage: &Coverage, steps: &[Vec<Step>]) -> Texts {
    let mut texts = Texts::default();
    let mut place: FxHashMap<usize, usize> = FxHashMap::default();
    let mut last = [0, 0];
    for face in 0..coverage.face_count() as FaceId {
        let rings: Vec<&[ArcRef]> = coverage.polygons(face).flatten().collect();
        push(&mut texts.rings, rings.len() as u32);
        for ring in rings {
            push(&mut texts.rings, ring.len() as u32);
            for &arc in ring {
                let next = place.len();
                let at = *place.entry(arc.index()).or_insert(next);
                push(&mut texts.rings, if at == next { 0 } else { (next - at) as u32 });
                if at == next {
                    texts.vertex_count += push_arc(&mut texts.arcs, &steps[arc.index()], arc.is_reversed(), &mut last);
                }
            }
        }
    }
    texts.arc_count = place.len();
    texts
}

fn push_arc(text: &mut String, steps: &[Step], is_reversed: bool, last: &mut Step) -> usize {
    let mut line: Vec<Step> = steps.to_vec();
    if is_reversed {
        line.reverse();
    }
    // Vertices that became one step are one; an arc has two at least.
    line.dedup();
    if let [only] = line[..] {
        line.push(only);
    }
    push(text, line.len() as u32);
    for &vertex in &line {
        push(text, folded(vertex[0] - last[0]));
        push(text, folded(vertex[1] - last[1]));
        *last = vertex;
    }
    line.len()
}

fn folded(number: i32) -> u32 {
    (number << 1 ^ number >> 31) as u32
}

fn push(text: &mut String, mut number: u32) {
    loop {
        let more = if number > 31 { 32 } else { 0 };
        text.push(DIGITS[(number & 31 | more) as usize] as char);
        number >>= 5;
        if more == 0 {
            return;
        }
    }
}

/// Reads what [`encode`] wrote: for each face its rings, closed.
#[cfg(test)]
pub(super) fn decode(texts: &Texts) -> Vec<Vec<Vec<Step>>> {
    let numbers = |text: &str| {
        let (mut numbers, mut number, mut shift) = (Vec::new(), 0u32, 0);
        for digit in text.bytes().map(|byte| DIGITS.iter().position(|&known| known == byte).expect("a digit") as u32) {
            number |= (digit & 31) << shift;
            shift += 5;
            if digit < 32 {
                numbers.push(number);
                (number, shift) = (0, 0);
            }
        }
        numbers.into_iter()
    };
    let unfolded = |number: u32| (number >> 1) as i32 ^ -((number & 1) as i32);
    let (mut arcs, mut last): (Vec<Vec<Step>>, Step) = (Vec::new(), [0, 0]);
    let mut given = numbers(&texts.arcs);
    while let Some(length) = given.next() {
        let mut vertex = || {
            let mut next = |from: i32| from + unfolded(given.next().expect("a number"));
            last = [next(last[0]), next(last[1])];
            last
        };
        arcs.push((0..length).map(|_| vertex()).collect());
    }
    let (mut faces, mut next) = (Vec::new(), 0);
    let mut given = numbers(&texts.rings);
    while let Some(rings) = given.next() {
        let mut face = Vec::new();
        for _ in 0..rings {
            let mut ring: Vec<Step> = Vec::new();
            for _ in 0..given.next().expect("a number of arcs") {
                let back = given.next().expect("an arc") as usize;
                let mut line = arcs[next - back].clone();
                if back == 0 {
                    next += 1;
                } else {
                    line.reverse();
                }
                ring.extend(&line[usize::from(!ring.is_empty())..]);
            }
            face.push(ring);
        }
        faces.push(face);
    }
    faces
}

//! Which rings of a shapefile's record are exteriors, and which are holes in them.
//!
//! The format says that exteriors go clockwise and holes the other way, but not which hole is in which exterior, and
//! programs that write them do not all keep to it. So nesting decides: a ring in an even number of others is an
//! exterior, one in an odd number is a hole in the smallest of them.

use geo::kernels::{Kernel, Orientation, RobustKernel};
use geo_types::Coord;
use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

type Ring = Vec<(f64, f64)>;

/// The polygons that the rings form, each with its exterior first, in the order of the exteriors.
pub(super) fn polygons(rings: Vec<Ring>) -> Vec<Vec<Ring>> {
    if rings.len() < 2 {
        return if rings.is_empty() { Vec::new() } else { vec![rings] };
    }
    let around = containers(&rings);
    let mut polygons: Vec<Vec<Ring>> = Vec::new();
    let mut polygon_of = vec![None; rings.len()];
    let (mut exteriors, mut holes) = (Vec::new(), Vec::new());
    for (index, ring) in rings.into_iter().enumerate() {
        let inside_of = around.get(index).map_or(&[][..], Vec::as_slice);
        if inside_of.len() % 2 == 0 { exteriors.push((index, ring)) } else { holes.push((inside_of, ring)) }
    }
    for (index, ring) in exteriors {
        polygon_of[index] = Some(polygons.len());
        polygons.push(vec![ring]);
    }
    for (inside_of, ring) in holes {
        // The innermost exterior around it: of those that nest, the one that is in most others.
        let depth = |&&other: &&usize| around.get(other).map_or(0, Vec::len);
        let innermost = inside_of.iter().filter(|&&other| polygon_of[other].is_some()).max_by_key(depth);
        match innermost.and_then(|&other| polygon_of[other]) {
            Some(polygon) => polygons[polygon].push(ring),
            // Rings that cross: nothing is lost, and what takes the polygons sees that they overlap.
            None => polygons.push(vec![ring]),
        }
    }
    polygons
}

/// For each ring, those that it is inside of.
fn containers(rings: &[Ring]) -> Vec<Vec<usize>> {
    let boxes: Vec<Option<AABB<[f64; 2]>>> = rings.iter().map(bounds).collect();
    let entries = boxes.iter().enumerate();
    let entries = entries.filter_map(|(index, bounds)| Some((index, (*bounds)?)));
    let tree = RTree::bulk_load(
        entries.map(|(index, bounds)| GeomWithData::new(Rectangle::from_aabb(bounds), index)).collect(),
    );
    let mut outlines: Vec<Option<Outline>> = rings.iter().map(|_| None).collect();
    let mut around = vec![Vec::new(); rings.len()];
    for (index, ring) in rings.iter().enumerate() {
        let (Some(&(x, y)), Some(bounds)) = (ring.first(), boxes[index]) else { continue };
        for other in tree.locate_all_at_point([x, y]).map(|entry| entry.data) {
            let covers = boxes[other].is_some_and(|other| rstar::Envelope::contains_envelope(&other, &bounds));
            if other == index || !covers {
                continue;
            }
            let outline = outlines[other].get_or_insert_with(|| Outline::of(&rings[other]));
            if outline.contains(ring) {
                around[index].push(other);
            }
        }
        around[index].sort_unstable();
    }
    around
}

fn bounds(ring: &Ring) -> Option<AABB<[f64; 2]>> {
    let finite = ring.iter().all(|(x, y)| x.is_finite() && y.is_finite());
    (finite && !ring.is_empty())
        .then(|| AABB::from_points(ring.iter().map(|&(x, y)| [x, y]).collect::<Vec<_>>().iter()))
}

/// A ring's segments in horizontal strips, so that a place is compared with those at its height only.
struct Outline {
    south: f64,
    height: f64,
    strips: Vec<Vec<(Coord<f64>, Coord<f64>)>>,
}

/// Where a place is.
#[derive(PartialEq)]
enum Place {
    Inside,
    Outside,
    OnOutline,
}

impl Outline {
    fn of(ring: &Ring) -> Self {
        let (south, north) = ring.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(s, n), v| (s.min(v.1), n.max(v.1)));
        let count = ((ring.len() as f64).sqrt() as usize).max(1);
        let mut outline = Self { south, height: (north - south) / count as f64, strips: vec![Vec::new(); count] };
        let next = ring.iter().cycle().skip(1);
        for (&(x, y), &(to_x, to_y)) in ring.iter().zip(next) {
            let (first, last) = (outline.strip(y.min(to_y)), outline.strip(y.max(to_y)));
            for strip in &mut outline.strips[first..=last] {
                strip.push((Coord { x, y }, Coord { x: to_x, y: to_y }));
            }
        }
        outline
    }

    /// The strip of a height; one on the line between two may go to either, so segments go to both.
    fn strip(&self, y: f64) -> usize {
        let strip = (y - self.south) / self.height;
        if strip > 0.0 { (strip as usize).min(self.strips.len() - 1) } else { 0 }
    }

    /// Whether a ring that does not cross this one is inside it.
    fn contains(&self, ring: &Ring) -> bool {
        let vertices = ring.iter().map(|&(x, y)| Coord { x, y });
        let after = vertices.clone().cycle().skip(1);
        let middles = vertices.clone().zip(after).map(|(a, b)| Coord { x: (a.x + b.x) / 2.0, y: (a.y + b.y) / 2.0 });
        // Rings may touch: the first place that is not on the outline decides.
        let mut places = vertices.chain(middles).map(|place| self.place(place));
        places.find(|place| *place != Place::OnOutline) == Some(Place::Inside)
    }

    fn place(&self, p: Coord<f64>) -> Place {
        let mut inside = false;
        for &(a, b) in &self.strips[self.strip(p.y)] {
            let spans = (a.y.min(b.y)..=a.y.max(b.y)).contains(&p.y);
            if !spans || p.x > a.x.max(b.x) {
                continue;
            }
            let side = RobustKernel::orient2d(a, b, p);
            if side == Orientation::Collinear && p.x >= a.x.min(b.x) {
                return Place::OnOutline;
            }
            // A ray to the east crosses the segment; of its ends only the lower one counts.
            let upwards = a.y <= p.y && p.y < b.y && side == Orientation::CounterClockwise;
            let downwards = b.y <= p.y && p.y < a.y && side == Orientation::Clockwise;
            inside ^= upwards || downwards;
        }
        if inside { Place::Inside } else { Place::Outside }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(west: f64, south: f64, size: f64, clockwise: bool) -> Ring {
        let (east, north) = (west + size, south + size);
        let mut ring = vec![(west, south), (west, north), (east, north), (east, south), (west, south)];
        if !clockwise {
            ring.reverse();
        }
        ring
    }

    /// Sizes of polygons: the widths of their rings.
    fn widths(rings: Vec<Ring>) -> Vec<Vec<f64>> {
        let width = |ring: &Ring| bounds(ring).map_or(0.0, |b| b.upper()[0] - b.lower()[0]);
        polygons(rings).iter().map(|polygon| polygon.iter().map(width).collect()).collect()
    }

    #[test]
    fn nesting_tells_exteriors_and_holes_however_they_are_wound() {
        for winding in [[true, false, true, true], [false, true, false, false], [true; 4], [false; 4]] {
            let rings = vec![
                square(0.0, 0.0, 10.0, winding[0]),
                square(2.0, 2.0, 6.0, winding[1]),
                square(4.0, 4.0, 2.0, winding[2]),
                square(20.0, 0.0, 3.0, winding[3]),
            ];
            assert_eq!(widths(rings), [vec![10.0, 6.0], vec![2.0], vec![3.0]], "{winding:?}");
        }
    }

    #[test]
    fn a_hole_before_its_exterior_finds_it() {
        let rings = vec![square(2.0, 2.0, 1.0, false), square(0.0, 0.0, 10.0, true), square(5.0, 5.0, 1.0, false)];
        assert_eq!(widths(rings), [vec![10.0, 1.0, 1.0]]);
    }

    #[test]
    fn rings_that_touch_in_a_vertex_or_along_a_side_are_told_apart() {
        // A hole in the corner of its exterior, and a neighbour outside that touches the same corner.
        let hole = vec![(0.0, 0.0), (4.0, 1.0), (1.0, 4.0), (0.0, 0.0)];
        let rings = vec![square(0.0, 0.0, 10.0, true), hole, square(-2.0, -2.0, 2.0, true)];
        assert_eq!(widths(rings), [vec![10.0, 4.0], vec![2.0]]);
        // All vertices of the hole on its exterior.
        let diamond = vec![(5.0, 0.0), (10.0, 5.0), (5.0, 10.0), (0.0, 5.0), (5.0, 0.0)];
        assert_eq!(widths(vec![square(0.0, 0.0, 10.0, true), diamond]), [vec![10.0, 10.0]]);
    }
}

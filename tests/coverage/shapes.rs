//! What is said of shapes: that two are the same, that one is sound, how many holes each polygon has.

use std::collections::{BTreeMap, BTreeSet};

use geo::{Area, Validation, Winding};
use geo_types::{Coord, LineString, MultiPolygon, Polygon};
use maillage::coverage::Coverage;

/// A vertex bit for bit.
pub type Bits = (u64, u64);

pub fn bits(vertex: &Coord<f64>) -> Bits {
    (vertex.x.to_bits(), vertex.y.to_bits())
}

/// A shape of one polygon without holes.
pub fn shape(vertices: &[(i32, i32)]) -> MultiPolygon<f64> {
    Polygon::new(ring(vertices), Vec::new()).into()
}

/// A ring, closed.
pub fn ring(vertices: &[(i32, i32)]) -> LineString<f64> {
    let mut ring: LineString<f64> = vertices.iter().map(|&(x, y)| (f64::from(x), f64::from(y))).collect();
    ring.close();
    ring
}

/// All rings of a shape.
pub fn rings(shape: &MultiPolygon<f64>) -> impl Iterator<Item = &LineString<f64>> {
    shape.iter().flat_map(|polygon| std::iter::once(polygon.exterior()).chain(polygon.interiors()))
}

/// The directed segments of a shape.
pub fn segments(shape: &MultiPolygon<f64>) -> impl Iterator<Item = (Coord<f64>, Coord<f64>)> {
    rings(shape).flat_map(|ring| ring.0.windows(2).map(|pair| (pair[0], pair[1])))
}

/// A shape apart from where its rings begin and from the order of its holes and polygons.
pub fn form(shape: &MultiPolygon<f64>) -> Vec<Vec<Vec<Bits>>> {
    let ring = |ring: &LineString<f64>| {
        let mut open: Vec<Bits> = ring.0[1..].iter().map(bits).collect();
        let lowest = (0..open.len()).min_by_key(|&i| open[i]).unwrap_or(0);
        open.rotate_left(lowest);
        open
    };
    let polygon = |polygon: &Polygon<f64>| {
        let mut rings: Vec<Vec<Bits>> = polygon.interiors().iter().map(ring).collect();
        rings.sort();
        rings.insert(0, ring(polygon.exterior()));
        rings
    };
    let mut polygons: Vec<_> = shape.iter().map(polygon).collect();
    polygons.sort();
    polygons
}

/// Number of holes of each polygon.
pub fn holes(shape: &MultiPolygon<f64>) -> Vec<usize> {
    shape.iter().map(|polygon| polygon.interiors().len()).collect()
}

/// Every vertex of a coverage.
pub fn vertices(coverage: &Coverage) -> BTreeSet<Bits> {
    (0..coverage.arc_count()).flat_map(|arc| coverage.arc(arc)).map(bits).collect()
}

/// Checks all that a dissolved shape should be, whatever it is the union of.
pub fn assert_sound(shape: &MultiPolygon<f64>, coverage: &Coverage) {
    if let Err(error) = shape.check_validation() {
        panic!("not valid: {error}\n{shape:?}");
    }
    let known = vertices(coverage);
    assert!(rings(shape).flat_map(|ring| &ring.0).all(|vertex| known.contains(&bits(vertex))), "a vertex is made up");
    assert!(rings(shape).all(LineString::is_closed), "a ring is open");
    for polygon in shape {
        assert!(polygon.exterior().is_ccw(), "an exterior turns clockwise");
        assert!(polygon.interiors().iter().all(Winding::is_cw), "a hole turns counter-clockwise");
        assert!(interior_is_connected(polygon), "the interior is cut by rings that touch: {polygon:?}");
    }
    let outer = |polygon: &Polygon<f64>| Polygon::new(polygon.exterior().clone(), Vec::new()).unsigned_area();
    let areas: Vec<f64> = shape.iter().map(outer).collect();
    assert!(
        areas.windows(2).all(|pair| pair[0] >= pair[1] * (1.0 - 1e-9)),
        "polygons are not largest first: {areas:?}"
    );
}

/// Whether rings and the vertices they touch in, as a graph, have no cycle: a cycle would cut the interior in two.
pub fn interior_is_connected(polygon: &Polygon<f64>) -> bool {
    let rings = std::iter::once(polygon.exterior()).chain(polygon.interiors());
    let mut at: BTreeMap<Bits, Vec<usize>> = BTreeMap::new();
    for (index, ring) in rings.enumerate() {
        ring.0[1..].iter().for_each(|vertex| at.entry(bits(vertex)).or_default().push(index));
    }
    let mut group: Vec<usize> = (0..=polygon.interiors().len()).collect();
    for touching in at.values() {
        for pair in touching.windows(2) {
            let (from, to) = (group[pair[1]], group[pair[0]]);
            if from == to {
                return false;
            }
            group.iter_mut().filter(|group| **group == from).for_each(|group| *group = to);
        }
    }
    true
}

#[test]
fn two_holes_that_touch_twice_are_known_to_cut_the_interior() {
    let frame = ring(&[(0, 0), (9, 0), (9, 9), (0, 9)]);
    let left = ring(&[(4, 2), (2, 4), (4, 6), (3, 4)]);
    let right = ring(&[(4, 2), (5, 4), (4, 6), (6, 4)]);
    let apart = ring(&[(5, 2), (6, 4), (5, 6), (7, 4)]);
    assert!(!interior_is_connected(&Polygon::new(frame.clone(), vec![left.clone(), right])));
    assert!(interior_is_connected(&Polygon::new(frame, vec![left, apart])));
}

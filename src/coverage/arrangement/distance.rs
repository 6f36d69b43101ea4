//! Distances in metres between vertices and segments.

use geo_types::Coord;

use crate::Surface;

/// Where on a segment a vertex is nearest to it, from 0 at its start to 1 at its end, and how far it is, in metres.
pub(crate) fn foot(surface: &impl Surface, from: Coord<f64>, to: Coord<f64>, vertex: Coord<f64>) -> (f64, f64) {
    // Metres to the east and north, signed, on the scale of the vertex's own neighbourhood.
    let east = |b: Coord<f64>| surface.length(vertex, Coord { x: b.x, y: vertex.y }).copysign(b.x - vertex.x);
    let north = |b: Coord<f64>| surface.length(vertex, Coord { x: vertex.x, y: b.y }).copysign(b.y - vertex.y);
    let (a, b) = ((east(from), north(from)), (east(to), north(to)));
    let segment = (b.0 - a.0, b.1 - a.1);
    let squared = segment.0 * segment.0 + segment.1 * segment.1;
    let along = if squared > 0.0 { (-(segment.0 * a.0 + segment.1 * a.1) / squared).clamp(0.0, 1.0) } else { 0.0 };
    (along, (a.0 + along * segment.0).hypot(a.1 + along * segment.1))
}

/// The farthest that a point of the first segments lies from the second ones, in metres: measured at their ends and
/// middles. None if there are no segments to measure to, or none to measure.
pub(crate) fn farthest(
    surface: &impl Surface,
    segments: &[(Coord<f64>, Coord<f64>)],
    others: &[(Coord<f64>, Coord<f64>)],
) -> Option<f64> {
    let nearest = |vertex: Coord<f64>| {
        others.iter().map(|&(from, to)| foot(surface, from, to, vertex).1).fold(f64::INFINITY, f64::min)
    };
    let points = segments.iter().flat_map(|&(from, to)| [from, (from + to) / 2.0, to]);
    let farthest = points.map(nearest).fold(f64::NEG_INFINITY, f64::max);
    farthest.is_finite().then_some(farthest)
}

//! Faces divided where borders only cross, or share whole segments: then following borders from node to node is enough.
//!
//! Drawn borders that were not made of the coverage's vertices cross those of a face at a handful of plain places. There a general
//! overlay, one region after the other, does far more than is needed. Here all regions are laid over the face at once:
//!
//! - *line*: a segment of regions near the face, once, with the regions whose inside begins or ends there;
//! - *node*: where a line crosses the face's border or another line, and every end of a line;
//! - *way*: what is between two nodes, a piece of a line or a stretch of the face's border. [`Graph`](super::ways::Graph) follows them.
//!
//! No case is taken that rounding could change: wherever a vertex or a crossing lies within [`NEAR`] steps of a segment that it is not
//! on, where a ring lies inside another, or where there are holes, [`divide`] answers `None` and the general overlay decides. The order
//! of regions makes no difference here, not even to how points are rounded.

use super::bounds::Bounds;
use super::grid::Point;
use super::region::{Region, RegionId, key};
use super::ways::Graph;

/// Steps of the grid. Rounding a crossing moves the segments beside it by less than one step: what is farther apart than this comes
/// neither to touch nor to change sides.
const NEAR: i64 = 3;

/// Differences below this have products, and sums of two, that 64 bits hold.
const REACH: i64 = 1 << 30;

/// The regions of a set, each a bit.
pub(super) type Mask = u64;

/// A region's number and its rings near a face.
pub(super) type NearRings = (RegionId, Vec<Vec<Point>>);

/// Parts with the regions that hold them.
type Parts = Vec<(Vec<RegionId>, Region)>;

/// A segment.
#[derive(Debug, Clone, Copy)]
pub(super) struct Segment {
    pub from: Point,
    pub to: Point,
}

/// A line, and where it is cut.
pub(super) struct Line {
    pub segment: Segment,
    pub mask: Mask,
    pub cuts: Vec<Point>,
}

/// Where a line meets the border of the face: after which vertex of which ring, and how far along the segment there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Stop {
    pub ring: usize,
    pub at: usize,
    pub along: i64,
    pub x: i64,
    pub y: i64,
}

impl Stop {
    pub fn point(&self) -> Point {
        Point::new(self.x, self.y)
    }
}

/// The parts of a face, which [is simple](is_simple), by the regions that hold them; `None` where it takes the general overlay to tell.
pub(super) fn divide(face: &Region, regions: &[NearRings]) -> Option<Parts> {
    let rings = || regions.iter().flat_map(|(_, rings)| rings).flatten();
    let around = Bounds::around(rings().copied()).joined(face.bounds());
    if regions.len() > Mask::BITS as usize
        || around.is_empty()
        || (0..2).any(|at| around.high[at] - around.low[at] >= REACH)
    {
        return None;
    }
    let mut lines = lines(regions, &face.bounds().widened(NEAR));
    let mut stops: Vec<Stop> = Vec::new();
    let mut crossings: Vec<(Point, Segment, Segment)> = Vec::new();
    meet_face(face, &mut lines, &mut stops, &mut crossings)?;
    for other in 1..lines.len() {
        let (before, rest) = lines.split_at_mut(other);
        for line in before {
            if let Meeting::Cross(point) = meet(&line.segment, &rest[0].segment)? {
                crossings.push((point, line.segment, rest[0].segment));
                line.cuts.push(point);
                rest[0].cuts.push(point);
            }
        }
    }
    let is_one_of = |segment: &Segment, ends: &[Segment; 2]| {
        ends.iter().any(|end| end.from == segment.from && end.to == segment.to)
    };
    for &(point, one, other) in &crossings {
        let on_face = face.segments().map(|(from, to)| Segment { from, to });
        let mut all = lines.iter().map(|line| line.segment).chain(on_face);
        if all.any(|segment| is_near(point, &segment) && !is_one_of(&segment, &[one, other])) {
            return None;
        }
    }
    stops.sort_unstable();
    stops.dedup();
    let label = |point: Point| {
        let bits = regions.iter().enumerate().map(|(bit, (_, rings))| Mask::from(holds(rings, point)) << bit);
        bits.fold(0, |all, bit| all | bit)
    };
    let mut cells = Graph::new(face, &lines, &stops)?.cells(&label)?;
    cells.sort_by_key(|(mask, polygon)| {
        (*mask, polygon.first().and_then(|ring| ring.first()).map(|point| (point.x, point.y)))
    });
    let part = |cells: &[(Mask, Vec<Vec<Point>>)]| {
        let mask = cells.first().map_or(0, |(mask, _)| *mask);
        let ids = regions.iter().enumerate().filter(|(bit, _)| mask >> bit & 1 == 1).map(|(_, (id, _))| *id).collect();
        (ids, Region::new(cells.iter().map(|(_, polygon)| polygon.clone()).collect()))
    };
    Some(cells.chunk_by(|a, b| a.0 == b.0).map(part).collect())
}

/// The segments near a place, each once; those that come twice in a region are none, by odd and even.
fn lines(regions: &[NearRings], place: &Bounds) -> Vec<Line> {
    let mut all: Vec<([i64; 4], Mask)> = Vec::new();
    for (bit, (_, rings)) in regions.iter().enumerate() {
        for ring in rings {
            let segments = ring.iter().zip(ring.iter().cycle().skip(1));
            let near = segments.filter(|&(from, to)| from != to && place.meets_segment(*from, *to));
            all.extend(near.map(|(&from, &to)| (key(from, to), 1 << bit)));
        }
    }
    all.sort_unstable();
    let line = |same: &[([i64; 4], Mask)]| {
        let mask = same.iter().fold(0, |mask, (_, bit)| mask ^ bit);
        let &([x, y, to_x, to_y], _) = same.first()?;
        let segment = Segment { from: Point::new(x, y), to: Point::new(to_x, to_y) };
        (mask != 0).then_some(Line { segment, mask, cuts: Vec::new() })
    };
    all.chunk_by(|a, b| a.0 == b.0).filter_map(line).collect()
}

/// Finds where lines meet the border of a face; lines on that border, which divide nothing, are taken away. `None` where something is
/// too near.
fn meet_face(
    face: &Region,
    lines: &mut Vec<Line>,
    stops: &mut Vec<Stop>,
    crossings: &mut Vec<(Point, Segment, Segment)>,
) -> Option<()> {
    let mut is_on_border = vec![false; lines.len()];
    for (ring, points) in face.rings().enumerate() {
        for (at, (&from, &to)) in points.iter().zip(points.iter().cycle().skip(1)).enumerate() {
            let edge = Segment { from, to };
            let place = edge.place();
            let mut is_cut = false;
            for (line, is_on_border) in lines.iter_mut().zip(&mut is_on_border) {
                if !place.meets(&line.segment.place()) {
                    continue;
                }
                match meet(&edge, &line.segment)? {
                    Meeting::Apart => {}
                    Meeting::Same => *is_on_border = true,
                    Meeting::Cross(point) => {
                        is_cut = true;
                        stops.push(Stop { ring, at, along: edge.along(point), x: point.x, y: point.y });
                        crossings.push((point, edge, line.segment));
                        line.cuts.push(point);
                        continue;
                    }
                }
                if [line.segment.from, line.segment.to].contains(&from) {
                    stops.push(Stop { ring, at, along: 0, x: from.x, y: from.y });
                }
            }
            // Cut, the border moves: no other vertex of it may be near.
            if is_cut && face.rings().flatten().any(|&point| point != from && point != to && is_near(point, &edge)) {
                return None;
            }
        }
    }
    let mut on_border = is_on_border.into_iter();
    lines.retain(|_| !on_border.next().unwrap_or(false));
    Some(())
}

/// How two segments meet.
enum Meeting {
    /// Not, or in an end of both.
    Apart,
    /// They are the same.
    Same,
    /// They cross.
    Cross(Point),
}

/// `None` where an end of one is too near to the other.
fn meet(one: &Segment, other: &Segment) -> Option<Meeting> {
    if !one.place().meets(&other.place()) {
        return Some(Meeting::Apart);
    }
    let ends = [(one.from, other), (one.to, other), (other.from, one), (other.to, one)];
    let is_common = |point: Point, segment: &Segment| point == segment.from || point == segment.to;
    let common = ends.iter().filter(|(point, segment)| is_common(*point, segment)).count();
    if common == 4 {
        return Some(Meeting::Same);
    }
    if ends.iter().any(|(point, segment)| !is_common(*point, segment) && is_near(*point, segment)) {
        return None;
    }
    let is_across = |a: &Segment, b: &Segment| (b.side(a.from) > 0) != (b.side(a.to) > 0);
    let crosses = common == 0 && is_across(one, other) && is_across(other, one);
    Some(if crosses { Meeting::Cross(crossing(one, other)) } else { Meeting::Apart })
}

impl Segment {
    /// On which side a point is: positive on the left.
    pub fn side(&self, point: Point) -> i64 {
        (self.to.x - self.from.x) * (point.y - self.from.y) - (self.to.y - self.from.y) * (point.x - self.from.x)
    }

    /// How far along it a point near it is, on the axis that it spans most of.
    pub fn along(&self, point: Point) -> i64 {
        let (dx, dy) = (self.to.x - self.from.x, self.to.y - self.from.y);
        if dx.abs() >= dy.abs() { (point.x - self.from.x) * dx.signum() } else { (point.y - self.from.y) * dy.signum() }
    }

    /// Where it is, and what is near it.
    fn place(&self) -> Bounds {
        Bounds::around([self.from, self.to]).widened(NEAR)
    }
}

/// Whether a point is within [`NEAR`] of a segment, or a little farther.
fn is_near(point: Point, segment: &Segment) -> bool {
    // Twice a triangle's area is its base times its height; the base is at most the sum of the sides.
    let sides = (segment.to.x - segment.from.x).abs() + (segment.to.y - segment.from.y).abs();
    segment.place().sides(point) == 0 && segment.side(point).abs() <= NEAR * sides
}

/// Whether a point that is on no border is in rings, by odd and even.
pub(super) fn holds(rings: &[Vec<Point>], point: Point) -> bool {
    let mut is_in = false;
    for ring in rings {
        for (&from, &to) in ring.iter().zip(ring.iter().cycle().skip(1)) {
            if (from.y <= point.y) != (to.y <= point.y) {
                is_in ^= (Segment { from, to }.side(point) > 0) == (to.y > from.y);
            }
        }
    }
    is_in
}

/// The point of the grid nearest to where two segments cross.
fn crossing(one: &Segment, other: &Segment) -> Point {
    // From the lesser end of the lesser one, so that the answer is the same whichever way they are given.
    let upward = |segment: &Segment| {
        let [from, to] = [segment.from, segment.to].map(|point| (point.x, point.y));
        (from.min(to), from.max(to))
    };
    let (one, other) = (upward(one).min(upward(other)), upward(one).max(upward(other)));
    let (origin, end) = one;
    let local = |(x, y): (i64, i64)| (i128::from(x - origin.0), i128::from(y - origin.1));
    let ((ax, ay), (bx, by), (cx, cy)) = (local(end), local(other.0), local(other.1));
    let (dx, dy) = (bx - cx, by - cy);
    let (cross, divisor) = (bx * cy - by * cx, ay * dx - ax * dy);
    let rounded = |dividend: i128| {
        let half = (2 * dividend.abs() + divisor.abs()) / (2 * divisor.abs().max(1));
        (dividend.signum() * divisor.signum() * half) as i64
    };
    Point::new(origin.0 + rounded(ax * cross), origin.1 + rounded(ay * cross))
}

/// Whether no two segments of a region meet but at the end that neighbours share.
pub(super) fn is_simple(region: &Region) -> bool {
    let mut edges: Vec<(Segment, Bounds)> = Vec::new();
    for (from, to) in region.segments() {
        edges.push((Segment { from, to }, Bounds::around([from, to])));
    }
    let mut vertices: Vec<(i64, i64)> = region.rings().flatten().map(|point| (point.x, point.y)).collect();
    vertices.sort_unstable();
    if vertices.windows(2).any(|pair| pair[0] == pair[1])
        || (0..2).any(|at| region.bounds().high[at].saturating_sub(region.bounds().low[at]) >= REACH)
    {
        return false;
    }
    edges.sort_unstable_by_key(|(_, place)| place.low[0]);
    let touch = |(one, place): &(Segment, Bounds), (other, around): &(Segment, Bounds)| {
        if !place.meets(around) {
            return false;
        }
        // Vertices are all distinct: a common one is that of neighbours, which may still lie on each other.
        let lies = |point: Point, segment: &Segment, place: &Bounds| {
            point != segment.from && point != segment.to && place.sides(point) == 0 && segment.side(point) == 0
        };
        let is_common = [one.from, one.to].iter().any(|end| *end == other.from || *end == other.to);
        let is_across = |a: &Segment, b: &Segment| (b.side(a.from) > 0) != (b.side(a.to) > 0);
        lies(one.from, other, around)
            || lies(one.to, other, around)
            || lies(other.from, one, place)
            || lies(other.to, one, place)
            || (!is_common && is_across(one, other) && is_across(other, one))
    };
    edges.iter().enumerate().all(|(index, edge)| {
        let east = edge.1.high[0];
        !edges[index + 1..].iter().take_while(|(_, place)| place.low[0] <= east).any(|other| touch(edge, other))
    })
}

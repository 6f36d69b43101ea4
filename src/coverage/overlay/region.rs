//! Regions: polygons on the grid.

use geo_types::{Coord, LineString, MultiPolygon, Polygon};
use i_overlay::i_shape::int::shape::IntShapes;

use super::bounds::Bounds;
use super::grid::{Grid, Point};
use crate::{Coverage, FaceId, Shapes};

/// Index of a region among those laid over a coverage.
pub type RegionId = u32;

/// Polygons on the grid. A point is inside where a ray from it crosses rings an odd number of times.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Region {
    /// Polygons, rings, points; rings are not closed by a repeat of the first point.
    pub(super) polygons: IntShapes<i64>,
    bounds: Bounds,
}

impl Region {
    /// Of polygons on the grid.
    pub(super) fn new(polygons: IntShapes<i64>) -> Self {
        let bounds = Bounds::around(polygons.iter().flatten().flatten().copied());
        Self { polygons, bounds }
    }

    /// A face of shapes that were read.
    pub fn of_shapes(shapes: &Shapes, face: FaceId, grid: Grid) -> Self {
        Self::new(shapes.polygons(face).map(|rings| rings.map(|ring| on_grid(ring, grid)).collect()).collect())
    }

    /// A face of a coverage.
    pub fn of_face(coverage: &Coverage, face: FaceId, grid: Grid) -> Self {
        let ring = |refs: &[_]| {
            let mut points = GridLine::with_capacity(coverage.most_vertices(refs));
            coverage.follow(refs, |vertex| points.push(grid.point(vertex)));
            points.into_ring()
        };
        Self::new(coverage.polygons(face).map(|rings| rings.map(ring).collect()).collect())
    }

    /// Polygons that are not in a coverage.
    pub fn of_polygons(polygons: &MultiPolygon<f64>, grid: Grid) -> Self {
        let rings = |polygon: &Polygon<f64>| {
            std::iter::once(polygon.exterior()).chain(polygon.interiors()).map(|ring| on_grid(&ring.0, grid)).collect()
        };
        Self::new(polygons.iter().map(rings).collect())
    }

    /// All polygons of some regions. Where they overlap, the rule of odd and even says: see [`Region::union`].
    pub fn together<'a>(regions: impl IntoIterator<Item = &'a Self>) -> Self {
        let mut polygons: IntShapes<i64> =
            regions.into_iter().flat_map(|region| region.polygons.iter().cloned()).collect();
        // Whatever the order of the regions.
        let key = |polygon: &Vec<Vec<Point>>| polygon.iter().flatten().map(|point| (point.x, point.y)).min();
        polygons.sort_by_cached_key(|polygon| (key(polygon), polygon.iter().map(Vec::len).sum::<usize>()));
        Self::new(polygons)
    }

    /// Whether it is one ring, and no point is on it twice.
    pub fn is_plain_ring(&self) -> bool {
        let [polygon] = self.polygons.as_slice() else { return false };
        let [ring] = polygon.as_slice() else { return false };
        let mut points = ring.clone();
        points.sort_unstable();
        points.windows(2).all(|pair| pair[0] != pair[1])
    }

    /// Whether there is no polygon.
    pub fn is_empty(&self) -> bool {
        self.polygons.is_empty()
    }

    /// The least rectangle around it.
    pub fn bounds(&self) -> Bounds {
        self.bounds
    }

    /// All rings.
    pub(super) fn rings(&self) -> impl Iterator<Item = &[Point]> {
        self.polygons.iter().flatten().map(Vec::as_slice)
    }

    /// The segments of all rings but those without length.
    pub(super) fn segments(&self) -> impl Iterator<Item = (Point, Point)> {
        self.rings().flat_map(|ring| around(ring).filter(|(from, to)| from != to))
    }

    /// Whether both are made of the same segments, in any order and direction.
    pub fn is_same_as(&self, other: &Self) -> bool {
        let count = |region: &Self| region.rings().map(<[Point]>::len).sum::<usize>();
        let sorted = |region: &Self| {
            let mut segments: Vec<[i64; 4]> = region.segments().map(|(from, to)| key(from, to)).collect();
            segments.sort_unstable();
            segments
        };
        self.bounds == other.bounds && count(self) == count(other) && sorted(self) == sorted(other)
    }

    /// The polygons in the coordinates that they came in; exteriors and holes are wound as they are here.
    pub fn polygons(&self, grid: Grid) -> MultiPolygon<f64> {
        self.polygons.iter().map(|rings| polygon(rings, grid)).collect()
    }

    /// The rings with all that matters within a rectangle, and little else: points on one side of it, one after the other, are
    /// passed over but for the first and the last. What lies between those is on that side too, so that inside and outside are the
    /// same everywhere in the rectangle, and no point is one that was not there.
    pub(super) fn near(&self, place: &Bounds) -> Vec<Vec<Point>> {
        let ring = |ring: &[Point]| -> Option<Vec<Point>> {
            let mut kept: Vec<Point> = Vec::new();
            // Sides that all points since the last one kept lie on, and the last of them.
            let mut run: Option<(u8, Point)> = None;
            for &point in ring {
                let sides = place.sides(point);
                run = match run {
                    Some((common, _)) if common & sides != 0 => Some((common & sides, point)),
                    _ => {
                        kept.extend(run.filter(|&(_, last)| kept.last() != Some(&last)).map(|(_, last)| last));
                        kept.push(point);
                        (sides != 0).then_some((sides, point))
                    }
                };
            }
            kept.extend(run.filter(|&(_, last)| kept.last() != Some(&last)).map(|(_, last)| last));
            (kept.len() > 2).then_some(kept)
        };
        self.rings().filter_map(ring).collect()
    }

    /// Twice the area of each polygon by its rings as they are, exterior less holes, summed.
    pub(super) fn twice_area_of_rings(&self) -> i128 {
        let polygon = |rings: &Vec<Vec<Point>>| {
            let areas: Vec<i128> = rings.iter().map(|ring| twice_area(ring).abs()).collect();
            areas.split_first().map_or(0, |(exterior, holes)| exterior - holes.iter().sum::<i128>())
        };
        self.polygons.iter().map(polygon).sum()
    }
}

/// A polygon of a region, in the coordinates that it came in.
pub(super) fn polygon(rings: &[Vec<Point>], grid: Grid) -> Polygon<f64> {
    let line = |ring: &Vec<Point>| {
        let mut line: LineString<f64> = ring.iter().map(|&point| grid.vertex(point)).collect();
        line.close();
        line
    };
    let mut lines = rings.iter().map(line);
    Polygon::new(lines.next().unwrap_or_else(|| LineString(Vec::new())), lines.collect())
}

/// The segments of a ring, the one from its last point to its first at the end.
pub(super) fn around(ring: &[Point]) -> impl DoubleEndedIterator<Item = (Point, Point)> {
    let closing = ring.last().copied().zip(ring.first().copied());
    ring.windows(2).map(|pair| (pair[0], pair[1])).chain(closing)
}

/// The two ends of a segment, the lesser one first: the same whichever way it is followed.
pub(super) fn key(from: Point, to: Point) -> [i64; 4] {
    if (from.x, from.y) < (to.x, to.y) { [from.x, from.y, to.x, to.y] } else { [to.x, to.y, from.x, from.y] }
}

/// Twice the signed area inside a ring.
pub(super) fn twice_area(ring: &[Point]) -> i128 {
    let Some(&origin) = ring.first() else { return 0 };
    let next = ring.iter().cycle().skip(1);
    let cross = |(a, b): (&Point, &Point)| {
        i128::from(a.x - origin.x) * i128::from(b.y - origin.y)
            - i128::from(b.x - origin.x) * i128::from(a.y - origin.y)
    };
    ring.iter().zip(next).map(cross).sum()
}

/// A ring on the grid, without the repeats that rounding makes and without a last point equal to the first.
fn on_grid(ring: &[Coord<f64>], grid: Grid) -> Vec<Point> {
    let mut points = GridLine::with_capacity(ring.len());
    ring.iter().for_each(|&vertex| points.push(grid.point(vertex)));
    points.into_ring()
}

/// Points of a ring as they come.
struct GridLine(Vec<Point>);

impl GridLine {
    fn with_capacity(points: usize) -> Self {
        Self(Vec::with_capacity(points))
    }

    #[inline]
    fn push(&mut self, point: Point) {
        if self.0.last() != Some(&point) {
            self.0.push(point);
        }
    }

    fn into_ring(mut self) -> Vec<Point> {
        while self.0.len() > 1 && self.0.first() == self.0.last() {
            self.0.pop();
        }
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_a_place_a_ring_keeps_what_crosses_it() {
        let ring = [(0, 0), (50, -9), (100, 0), (100, 40), (99, 50), (101, 60), (100, 100), (40, 105), (0, 100)];
        let region = Region::new(vec![vec![ring.iter().map(|&(x, y)| Point::new(x, y)).collect()]]);
        let place = Bounds::around([Point::new(90, 45), Point::new(110, 55)]);
        let near = region.near(&place);
        assert_eq!(near.len(), 1);
        let kept: Vec<(i64, i64)> = near[0].iter().map(|point| (point.x, point.y)).collect();
        assert_eq!(kept, [(0, 0), (100, 40), (99, 50), (101, 60), (0, 100)]);
    }

    #[test]
    fn the_area_of_rings_is_that_of_exteriors_less_holes_whichever_way_they_are_wound() {
        let square = |low: i64, high: i64| {
            [(low, low), (high, low), (high, high), (low, high)]
                .iter()
                .map(|&(x, y)| Point::new(x, y))
                .collect::<Vec<_>>()
        };
        let region = Region::new(vec![vec![square(0, 10), square(2, 4)]]);
        assert_eq!(region.twice_area_of_rings(), 2 * (100 - 4));
    }
}

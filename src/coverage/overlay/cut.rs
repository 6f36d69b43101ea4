//! Cutting regions along one another: the only file that knows `i_overlay`'s operations.
//!
//! A face spans little of the grid: seen from a corner of it, its points and those of the regions near it fit 32 bits, whose products
//! fit 64. They are the same points of the same grid, and the same comes out; the whole of an assignment takes 8 % less.

use i_overlay::core::fill_rule::FillRule;
use i_overlay::core::integer::OverlayInt;
use i_overlay::core::overlay::{IntOverlayOptions, Overlay, ShapeType};
use i_overlay::core::overlay_rule::OverlayRule;
use i_overlay::core::solver::Solver;
use i_overlay::i_float::int::point::IntPoint;

use super::bounds::Bounds;
use super::grid::Point;
use super::region::Region;

/// Regions that could not be cut: a fault of the overlay, caught and told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the polygons could not be laid over each other")]
pub struct OverlayFailure;

/// Points that lie no further than this from each other, on either axis, are cut as numbers of 32 bits.
const NEAR: i64 = 1 << 28;

/// What of `subject` is in the region of some rings, and what is not.
pub(super) fn cut(subject: &Region, rings: &[Vec<Point>]) -> Result<(Region, Region), OverlayFailure> {
    if subject.is_empty() {
        return Ok((Region::default(), Region::default()));
    }
    let Bounds { low: [x, y], .. } = subject.bounds();
    let origin = Point::new(x, y);
    let is_near = |point: &Point| [point.x - x, point.y - y].iter().all(|away| away.abs() < NEAR);
    let all_near = subject.rings().chain(rings.iter().map(Vec::as_slice)).flatten().all(is_near);
    guarded(|| {
        if all_near { cut_from::<i32>(subject, rings, origin) } else { cut_from::<i64>(subject, rings, Point::ZERO) }
    })
}

/// A number that coordinates are cut as.
trait Coordinate: OverlayInt {
    /// One that is in its range.
    fn of(whole: i64) -> Self;
    fn whole(self) -> i64;
}

impl Coordinate for i32 {
    fn of(whole: i64) -> Self {
        whole as Self
    }

    fn whole(self) -> i64 {
        i64::from(self)
    }
}

impl Coordinate for i64 {
    fn of(whole: i64) -> Self {
        whole
    }

    fn whole(self) -> i64 {
        self
    }
}

/// The same as seen from a point.
fn cut_from<I: Coordinate>(subject: &Region, rings: &[Vec<Point>], origin: Point) -> (Region, Region) {
    let seen = |point: &Point| IntPoint::new(I::of(point.x - origin.x), I::of(point.y - origin.y));
    let points = subject.rings().map(<[Point]>::len).sum::<usize>() + rings.iter().map(Vec::len).sum::<usize>();
    let mut overlay = overlay::<I>(points);
    subject.rings().for_each(|ring| overlay.add_path_iter(ring.iter().map(seen), ShapeType::Subject));
    rings.iter().for_each(|ring| overlay.add_path_iter(ring.iter().map(seen), ShapeType::Clip));
    let mut buffer = overlay.boolean_buffer.take().unwrap_or_default();
    let Some(graph) = overlay.build_graph_view(FillRule::EvenOdd) else {
        return (Region::default(), Region::default());
    };
    let there = |point: IntPoint<I>| Point::new(point.x.whole() + origin.x, point.y.whole() + origin.y);
    let ring = |ring: Vec<IntPoint<I>>| ring.into_iter().map(there).collect();
    let mut part = |rule| {
        let polygons = graph.extract_shapes(rule, &mut buffer).into_iter();
        Region::new(polygons.map(|polygon| polygon.into_iter().map(ring).collect()).collect())
    };
    (part(OverlayRule::Intersect), part(OverlayRule::Difference))
}

impl Region {
    /// The union of some regions.
    ///
    /// # Errors
    /// The overlay failed.
    pub fn union(regions: &[&Self]) -> Result<Self, OverlayFailure> {
        // Each by itself first: then exteriors turn one way and holes the other, and overlaps add up.
        let simple = regions.iter().map(|region| region.simple()).collect::<Result<Vec<Self>, _>>()?;
        guarded(|| {
            let mut overlay = overlay::<i64>(simple.iter().flat_map(Self::rings).map(<[Point]>::len).sum());
            simple.iter().for_each(|region| overlay.add_source(&region.polygons, ShapeType::Subject));
            Self::new(overlay.overlay(OverlayRule::Subject, FillRule::NonZero))
        })
    }

    /// What is inside by the rule of odd and even, as polygons whose rings do not cross.
    ///
    /// # Errors
    /// The overlay failed.
    pub fn simple(&self) -> Result<Self, OverlayFailure> {
        guarded(|| {
            let mut overlay = overlay::<i64>(self.rings().map(<[Point]>::len).sum());
            overlay.add_source(&self.polygons, ShapeType::Subject);
            Self::new(overlay.overlay(OverlayRule::Subject, FillRule::EvenOdd))
        })
    }

    /// The union of its polygons, each by the rule of odd and even, where that is another region than their rings say: rings that
    /// cross, or polygons that overlap. `None` for a region that needs no mending.
    ///
    /// # Errors
    /// The overlay failed.
    pub fn mended(&self) -> Result<Option<Self>, OverlayFailure> {
        let simple = self.simple()?;
        let (as_drawn, inside) = (self.twice_area_of_rings(), simple.twice_area_of_rings());
        // Points where rings touch are rounded; a step beside a segment is no crossing.
        let slack = 4 * self.rings().map(|ring| ring.len() as i128).sum::<i128>();
        if (as_drawn - inside).abs() <= slack {
            return Ok(None);
        }
        let polygons: Vec<Self> = self.polygons.iter().map(|polygon| Self::new(vec![polygon.clone()])).collect();
        Self::union(&polygons.iter().collect::<Vec<_>>()).map(Some)
    }
}

/// An overlay whose polygons are valid as OGC Simple Features are: parts that touch in a point are polygons of their own.
fn overlay<I: OverlayInt>(points: usize) -> Overlay<I> {
    let options = IntOverlayOptions { ogc: true, ..IntOverlayOptions::default() };
    Overlay::new_custom(points, options, Solver::default())
}

fn guarded<T>(run: impl FnOnce() -> T) -> Result<T, OverlayFailure> {
    crate::guard::guarded(run).map_err(|_| OverlayFailure)
}

//! Cutting regions along one another: the only file that knows `i_overlay`'s operations.

use i_overlay::core::fill_rule::FillRule;
use i_overlay::core::overlay::{IntOverlayOptions, Overlay, ShapeType};
use i_overlay::core::overlay_rule::OverlayRule;
use i_overlay::core::solver::Solver;

use super::grid::Point;
use super::region::Region;

/// Regions that could not be cut: a fault of the overlay, caught and told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the polygons could not be laid over each other")]
pub struct OverlayFailure;

/// What of `subject` is in the region of some rings, and what is not.
pub(super) fn cut(subject: &Region, rings: &[Vec<Point>]) -> Result<(Region, Region), OverlayFailure> {
    guarded(|| {
        let points = subject.rings().map(<[Point]>::len).sum::<usize>() + rings.iter().map(Vec::len).sum::<usize>();
        let mut overlay = overlay(points);
        overlay.add_source(&subject.polygons, ShapeType::Subject);
        overlay.add_source(rings, ShapeType::Clip);
        let mut buffer = overlay.boolean_buffer.take().unwrap_or_default();
        let Some(graph) = overlay.build_graph_view(FillRule::EvenOdd) else {
            return (Region::default(), Region::default());
        };
        let mut part = |rule| Region::new(graph.extract_shapes(rule, &mut buffer));
        (part(OverlayRule::Intersect), part(OverlayRule::Difference))
    })
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
            let mut overlay = overlay(simple.iter().flat_map(Self::rings).map(<[Point]>::len).sum());
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
            let mut overlay = overlay(self.rings().map(<[Point]>::len).sum());
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
fn overlay(points: usize) -> Overlay<i64> {
    let options = IntOverlayOptions { ogc: true, ..IntOverlayOptions::default() };
    Overlay::new_custom(points, options, Solver::default())
}

fn guarded<T>(run: impl FnOnce() -> T) -> Result<T, OverlayFailure> {
    crate::guard::guarded(run).map_err(|_| OverlayFailure)
}

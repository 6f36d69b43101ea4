//! What all readers do with rings: check vertices, close rings, pass over those that bound nothing, and tell.

use geo_types::Coord;

use super::layer::{FeatureProblem, Problem};
use super::misfit::Expected;
use super::read_error::ReadError;
use crate::coverage::Shapes;

/// Shapes and problems of consecutive features, as they are being read.
#[derive(Debug, Default)]
pub(super) struct Collector {
    /// Faces, one a feature.
    pub shapes: Shapes,
    /// What was passed over, in the order of features.
    pub problems: Vec<FeatureProblem>,
    /// Index of the feature being read.
    feature: usize,
    /// Polygons, and rings of the polygon, of the feature so far.
    polygons: usize,
    rings: usize,
    /// The exterior of the polygon was left out, so its holes are too.
    no_exterior: bool,
    third_coordinate: bool,
}

impl Collector {
    /// Begins with the feature of this index.
    pub fn starting_at(feature: usize) -> Self {
        Self { feature, ..Self::default() }
    }

    /// Index of the feature being read.
    pub fn feature(&self) -> usize {
        self.feature
    }

    /// A malformed geometry of the feature being read.
    pub fn malformed(&self, reason: impl Into<String>) -> ReadError {
        ReadError::in_feature(self.feature, reason)
    }

    /// Tells something about the feature being read, once even if it is found again.
    pub fn tell(&mut self, problem: Problem) {
        let problem = FeatureProblem { feature: self.feature, problem };
        if self.problems.last() != Some(&problem) {
            self.problems.push(problem);
        }
    }

    /// Tells that vertices have a third coordinate, the first time.
    pub fn third_coordinate(&mut self) {
        if !self.third_coordinate {
            self.third_coordinate = true;
            self.tell(Problem::MoreThanTwoDimensions);
        }
    }

    /// Adds a vertex to the ring being read: the first ring of a polygon is its exterior.
    #[inline]
    pub fn vertex(&mut self, x: f64, y: f64) {
        self.shapes.push_vertex(Coord { x, y });
    }

    /// Takes in a whole ring.
    pub fn ring(&mut self, vertices: impl Iterator<Item = (f64, f64)>) -> Result<(), ReadError> {
        vertices.for_each(|(x, y)| self.vertex(x, y));
        self.end_ring()
    }

    /// Takes in the ring being read.
    pub fn end_ring(&mut self) -> Result<(), ReadError> {
        let ring = self.shapes.open_ring();
        // All are looked at, without stopping at the first, so that several are compared at once.
        let finite = ring.iter().fold(true, |finite, v| finite & v.x.is_finite() & v.y.is_finite());
        if !finite && let Some(&Coord { x, y }) = ring.iter().find(|v| !(v.x.is_finite() && v.y.is_finite())) {
            let (declared, expected) = (None, Expected::Finite);
            return Err(ReadError::OutOfRange { feature: self.feature, x, y, declared, expected });
        }
        let exterior = self.rings == 0 && !self.no_exterior;
        let (is_something, ends) = (bounds_something(ring), ring.first().copied().zip(ring.last().copied()));
        if !is_something {
            self.tell(Problem::RingTooShort);
            self.no_exterior |= exterior;
        }
        if self.no_exterior || !is_something {
            self.shapes.abandon_ring();
            return Ok(());
        }
        if let Some((first, last)) = ends
            && first != last
        {
            self.shapes.push_vertex(first);
            self.tell(Problem::Unclosed);
        }
        self.shapes.end_ring();
        self.rings += 1;
        Ok(())
    }

    /// Ends a polygon.
    pub fn end_polygon(&mut self) {
        if self.rings > 0 {
            self.shapes.end_polygon();
            self.polygons += 1;
        }
        self.rings = 0;
        self.no_exterior = false;
    }

    /// Ends the feature; one without polygons is told.
    pub fn end_feature(&mut self) {
        if self.polygons == 0 {
            self.tell(Problem::NoGeometry);
        }
        self.close_feature();
    }

    /// Ends a feature that has geometries of another type too, or only those.
    pub fn end_with_other(&mut self, kind: impl Into<String>) {
        let kind = kind.into();
        self.tell(if self.polygons == 0 { Problem::NotPolygon(kind) } else { Problem::OtherParts(kind) });
        self.close_feature();
    }

    fn close_feature(&mut self) {
        self.shapes.end_face();
        self.polygons = 0;
        self.feature += 1;
    }

    /// Takes in the features that come next, read by another thread.
    pub fn append(&mut self, next: Self) {
        self.shapes.append(next.shapes);
        for problem in next.problems {
            match problem.problem {
                Problem::MoreThanTwoDimensions if self.third_coordinate => {}
                _ => self.problems.push(problem),
            }
        }
        self.third_coordinate |= next.third_coordinate;
        self.feature = next.feature;
    }
}

/// Whether a ring has three distinct vertices.
fn bounds_something(ring: &[Coord<f64>]) -> bool {
    let Some(&first) = ring.first() else { return false };
    let mut others = ring.iter().filter(|&&vertex| vertex != first);
    let Some(&second) = others.next() else { return false };
    others.any(|&vertex| vertex != second)
}

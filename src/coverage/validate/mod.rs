//! Validation: every reason why polygons are not a valid coverage, with the faces, the place and the measures.
//!
//! It takes [`Shapes`] as they were read, for what is not valid may not build into a
//! [`Coverage`](crate::Coverage). There are three kinds of rules, and one [`Defect`] for each:
//!
//! - of a *ring*: finite coordinates, three distinct vertices, an area, no vertex twice in a row, no *spike* (a way out
//!   and straight back), its winding, its last vertex the first one;
//! - of a *face*, those of OGC Simple Features, as GEOS `isValid` judges them: rings neither cross nor touch
//!   themselves, holes are inside their exterior and apart, polygons apart, the inside in one piece;
//! - *between faces*: borders have the same segments on both sides, no overlap, no gap, no polygon twice.
//!
//! Overlaps and gaps follow from a count. Where two faces have the same segment, one on each side, the number of faces
//! that cover a point does not change from one side of it to the other. So that number follows from the *free*
//! segments alone: the plane is cut along them, and each cell that two faces or more cover is an [overlap](Defect::Overlap),
//! each one that none covers, and that is not the outside nor a hole of one face alone, a [gap](Defect::Gap).
//!
//! The *width* of an overlap or a gap is its area over half its perimeter: for a strip, its mean width. A gap is *open*
//! where it gives on the outside: a slit between two faces whose *mouths* are narrow. It ends there at a straight line,
//! and is told if it is at least as long as it would be were it twice as deep as its mouths are wide.

mod between;
mod defect;
mod face;
mod free;
mod piece;
mod rings;
mod segments;
mod slits;

use std::ops::ControlFlow;

pub use defect::{Defect, Level};
pub(super) use slits::lids;

use super::{Shapes, Surface};
use between::Found;
use segments::Segments;
pub(super) use slits::reach;

/// Which overlaps or gaps to tell. Bounds are included.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sizes {
    /// Least width, in metres.
    pub min_width: f64,
    /// Greatest width, in metres.
    pub max_width: f64,
    /// Least area, in square metres.
    pub min_area: f64,
    /// Greatest area, in square metres.
    pub max_area: f64,
}

impl Sizes {
    /// Any.
    pub const ALL: Self = Self { min_width: 0.0, max_width: f64::INFINITY, min_area: 0.0, max_area: f64::INFINITY };

    /// None.
    pub const NONE: Self = Self { min_width: f64::INFINITY, max_width: 0.0, ..Self::ALL };

    /// Those no wider than this, in metres.
    pub const fn up_to(max_width: f64) -> Self {
        Self { max_width, ..Self::ALL }
    }

    /// Whether these measures are within the bounds.
    pub fn hold(&self, width: f64, area: f64) -> bool {
        (self.min_width..=self.max_width).contains(&width) && (self.min_area..=self.max_area).contains(&area)
    }
}

/// What to look for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Options {
    /// Overlaps to tell; all by default.
    pub overlaps: Sizes,
    /// Gaps to tell: those up to 5 m wide by default. Wider ones may be lakes, or faces that are not in the file.
    pub gaps: Sizes,
    /// Gaps that give on the outside are told where their mouths are no wider than this, in metres: 5 m by default;
    /// 0 for none.
    pub mouth_width: f64,
}

impl Default for Options {
    fn default() -> Self {
        Self { overlaps: Sizes::ALL, gaps: Sizes::up_to(5.0), mouth_width: 5.0 }
    }
}

/// Validation of polygons as a coverage.
pub trait Validate {
    /// Whether there is no defect of level [`Level::Error`].
    fn is_valid(&self, surface: &impl Surface, options: &Options) -> bool {
        self.check_validation(surface, options).is_ok()
    }

    /// The first defect of level [`Level::Error`].
    ///
    /// # Errors
    /// That defect.
    fn check_validation(&self, surface: &impl Surface, options: &Options) -> Result<(), Defect> {
        let mut first = Ok(());
        self.visit_validation(surface, options, |defect| {
            if defect.level() < Level::Error {
                return ControlFlow::Continue(());
            }
            first = Err(defect);
            ControlFlow::Break(())
        });
        first
    }

    /// All defects, of any level: those of rings first, then of faces, then between faces; each in the order of faces.
    fn validation_errors(&self, surface: &impl Surface, options: &Options) -> Vec<Defect> {
        let mut all = Vec::new();
        self.visit_validation(surface, options, |defect| {
            all.push(defect);
            ControlFlow::Continue(())
        });
        all
    }

    /// Shows each defect to `visit` in that order until it breaks; what comes later is not looked for then.
    fn visit_validation(&self, surface: &impl Surface, options: &Options, visit: impl FnMut(Defect) -> ControlFlow<()>);
}

impl Validate for Shapes {
    fn visit_validation(
        &self,
        surface: &impl Surface,
        options: &Options,
        mut visit: impl FnMut(Defect) -> ControlFlow<()>,
    ) {
        let (rings, defects) = rings::check(self);
        if defects.into_iter().try_for_each(&mut visit).is_break() {
            return;
        }
        let (segments, duplicates) = Segments::new(self, rings);
        if duplicates.into_iter().try_for_each(&mut visit).is_break() {
            return;
        }
        let meetings = segments.meetings();
        if face::check(self, &segments, &meetings).into_iter().try_for_each(&mut visit).is_break() {
            return;
        }
        let _ =
            between::check(self, &segments, &meetings, surface, options).defects.into_iter().try_for_each(&mut visit);
    }
}

/// All defects, with what repair wants to know beside them.
pub(super) fn survey(shapes: &Shapes, surface: &impl Surface, options: &Options) -> Found {
    let (rings, mut defects) = rings::check(shapes);
    let (segments, duplicates) = Segments::new(shapes, rings);
    defects.extend(duplicates);
    let meetings = segments.meetings();
    defects.extend(face::check(shapes, &segments, &meetings));
    let mut found = between::check(shapes, &segments, &meetings, surface, options);
    defects.append(&mut found.defects);
    Found { defects, ..found }
}

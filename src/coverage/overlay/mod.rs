//! Polygons that were drawn apart, laid over the faces of a coverage.
//!
//! Nothing says that they share a vertex with it. So all coordinates are first rounded to one [`Grid`] of 64-bit integers, and from
//! then on polygons are *regions*: rings of whole numbers with an inside by the even-odd rule, whichever way they are wound.
//!
//! - *matched* segment: one of a region that is also a segment of the coverage, and therefore cuts no face;
//! - *foreign* segment: any other;
//! - a region *cuts* the faces that foreign segments of it come near; every other face is in it or out of it as a whole, which one
//!   point inside the face decides;
//! - [`split()`]: each face that is cut is divided into *parts*, each with the regions that hold it; what no region holds is a part too.
//!
//! Regions made of faces, of this coverage or of the source that it came from, have matched segments alone: nothing is cut, nothing
//! is rounded, and the answer is exact. Faces are divided by `cells`; what it leaves is cut by `i_overlay`, on integers, in `cut` alone; a
//! face where both fail is named.

mod between;
mod bounds;
mod cells;
mod cut;
mod faces;
mod grid;
mod laid;
mod locate;
mod matching;
mod measure;
mod near;
mod open;
mod points;
mod region;
mod split;
#[cfg(test)]
mod tests;

pub use between::{Place, gaps, overlaps};
pub use bounds::Bounds;
pub use cut::OverlayFailure;
pub use grid::Grid;
pub use matching::{Matched, RegionSegments};
pub use measure::{Measures, Piece};
pub use open::open_gaps;
pub use region::{Region, RegionId};
pub use split::{FaceParts, Part, split};

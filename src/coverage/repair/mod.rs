//! Repair: polygons made a valid coverage where that moves nothing farther than a tolerance.
//!
//! [`repair`] takes [`Shapes`](super::Shapes) with any of the defects that [`validate`](super::validate) finds. Defects
//! near each other are mended together, apart from others, and with all faces around:
//!
//! 1. The borders of these faces are noded (cut wherever they meet), and the plane is cut into cells. Where a border lacks a
//!    vertex that the other side has, it now has it.
//! 2. Each cell is labelled with the faces that hold it. One that two or more hold is an overlap, one that none holds a gap; gaps
//!    that give on the outside are ended by a straight line.
//! 3. Overlaps no wider than the tolerance, and gaps no wider than is said for them, go to one face each. Those that touch each other are one *seam* and are
//!    decided together: one face keeps its version of the border, or gives it up all along, or each cell goes to the
//!    face with the longest border to it. That which makes the fewest vertices is taken; of these the one that loses
//!    the fewest; of these the one that moves borders least.
//! 4. Each face is the union of its cells. A vertex that was made, and is not needed, goes again.
//! 5. The result is validated. Unless it has fewer defects, and none that was not there, all is left as it was.
//!
//! *Moved* is how far a face's new border lies from its old one at most, or the old one from the new, whichever is
//! more; what is moved in several steps is measured from what was given. No vertex moves: borders come to run along other borders, and vertices are made only where borders cross or
//! at a straight line that ends a gap. Faces whose border is as before come back bit for bit.

mod cluster;
mod local;
mod moved;
mod options;
mod owners;
mod rebuild;
mod report;
mod tally;
mod whole;

pub use options::RepairOptions;
pub use report::{Change, Kind, Left, Repair};
pub use whole::repair;

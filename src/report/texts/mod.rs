//! What people read, in French and English: findings, notes of reading, doubts of drawings, and what to do about each. Two
//! languages, one logic; a text of this folder is in one file with all others about the same thing.

mod boundaries;
mod drawing;
mod findings;
mod lookup;
mod parts;
mod populations;
mod reading;
mod rows;
mod rules;
mod sources;
mod subject;
mod tables;

pub(super) use boundaries::boundary_note;
pub use drawing::{assignment_summary, doubt_message, doubt_remedy};
pub(super) use findings::message_of;
pub use findings::{correction, message, severity};
pub use parts::iris_note;
pub use populations::kind_and_year;
pub(super) use populations::{population_file, population_note};
pub use reading::problem_text;
pub(super) use sources::source_text;
pub(super) use subject::Subject;

//! INSEE's codes: what a commune code looks like, and the vintage (*millésime*) of the list it belongs to.
//!
//! COG is the *Code officiel géographique*, INSEE's list of communes, departments and regions, renewed each 1 January.

mod code;
pub mod history;
mod names;
mod text;
mod written;

pub use code::{CommuneCode, InvalidCode};
pub use names::name_key;
pub use text::plain_text;
pub use written::{CodeMend, WrittenCode, department_of, join_code, read_code};

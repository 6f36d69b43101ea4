//! From a table of claims to territories: who claims which unit, what overlaps, and what nobody claims.
//!
//! - *claim* (rattachement): a CPTS says that a unit is its own;
//! - *claimants* of a unit: the CPTS that claim it; two or more make an *overlap* (chevauchement), none a *white* unit;
//! - *white zone* (zone blanche): contiguous white units of one region;
//! - *piece* (partie): the units of a CPTS that can be reached from one another across common borders.

mod anomaly;
mod choice;
mod claims;
mod codes;
mod column;
mod columns;
mod contacts;
mod cpts;
mod day;
mod facts;
mod form;
mod header;
mod lookup;
mod nobody;
mod partition;
mod parts;
mod read;
mod resolve;
mod rules_check;
mod spellings;
mod stage;
#[cfg(test)]
pub(crate) mod tests;
mod white_zones;

pub use anomaly::{Anomaly, Finding, Overdue, Rule, Severity, Source};
pub use choice::{ChoiceError, ColumnChoice};
pub use claims::RawClaim;
pub use column::Column;
pub use columns::{Columns, ColumnsError};
pub use contacts::Contact;
pub use cpts::{Claim, Cpts, CptsId, Details, Part};
pub use day::read_day;
pub use facts::{Facts, Neighbour, Territory};
pub use form::FormNote;
pub use header::header_finder;
pub use lookup::{Key, LookupError, LookupNote, NamedCode, Years};
pub use nobody::{Counts, what_counts, zero_is_one};
pub use partition::{Partition, Status};
pub(crate) use parts::joined;
pub use parts::{Divided, PartFault};
pub use read::{Reading, read_claims, read_claims_of};
pub use resolve::{Alike, Resolution, ResolveOptions, SameCpts, resolve};
pub use rules_check::check;
pub use spellings::columns_of_parts;
pub(crate) use spellings::is_name_of_column;
pub use stage::{Conflict, Stage, StageSet};
pub use white_zones::{WhiteZone, ZoneClass};

//! Coverage of France by CPTS (communautés professionnelles territoriales de santé): who covers what, which communes
//! are claimed twice, which by nobody, how large each territory is, and what share of a region is covered.
//!
//! The work in one line: `report(indicators(partition(resolve(read(table), reference))))`. ARCHITECTURE.md tells what
//! each module does and which may use which.

pub mod cog;
pub mod day;
pub mod drawing;
pub mod formats;
pub mod indicators;
pub mod reference;
pub mod report;
pub mod rules;
pub mod scenario;
pub mod territory;

pub use maillage_coverage as coverage;
pub use maillage_coverage::guard;

//! Coverage of France by CPTS.
pub mod cog;
pub mod coverage;
pub mod reference;

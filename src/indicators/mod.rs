//! Coverage rates, and the identities that must hold between the figures.

mod identities;
mod rates;

pub use identities::{Identities, IdentityError};
pub use rates::{AreaRates, Rates, Tally};

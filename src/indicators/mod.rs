//! Coverage rates, the identities that must hold between the figures, and what the territories mean in money and days:
//! envelopes, sizes that may change, deadlines, dashboards.

mod dashboard;
mod deadlines;
mod envelopes;
mod identities;
mod rates;
#[cfg(test)]
mod shared_tests;
#[cfg(test)]
mod tests;
mod watch;

pub use dashboard::Dashboard;
pub use deadlines::Schedule;
pub use envelopes::{Envelope, Ground, Place, Situation, home, per_inhabitant};
pub use identities::{Identities, IdentityError};
pub use rates::{AreaRates, Rates, Tally};
pub use watch::{OtherPopulation, Reason, SizeAlert, size_alerts};

//! Ways out that were found before the files that tell them are written.

use std::sync::OnceLock;

use crate::scenario::{Resolved, Taker};

/// Who could take what; empty until a file that tells it is wanted.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// For each pair of CPTS that overlap.
    pub overlaps: OnceLock<Vec<Resolved>>,
    /// For each white zone.
    pub zones: OnceLock<Vec<Vec<Taker>>>,
}

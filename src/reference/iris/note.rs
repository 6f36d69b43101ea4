//! What was noticed in a file of IRIS, as data.

/// What was noticed in a file of IRIS.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum IrisNote {
    /// Rows or polygons whose code is none of an IRIS: passed over.
    NotIris {
        /// How many.
        rows: usize,
        /// The first of their texts, in order; empty where they have none.
        first: String,
    },
    /// IRIS of communes that the reference does not have: passed over.
    UnknownCommune {
        /// How many.
        iris: usize,
        /// The first of their codes.
        first: String,
    },
    /// Several columns of populations.
    SeveralColumns {
        /// The one read.
        taken: String,
        /// The others, in order.
        others: Vec<String>,
    },
}

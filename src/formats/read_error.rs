//! Why a file of polygons cannot be read.
//!
//! An error stops the reading. What a reader can pass over without doubt is a
//! [`Problem`](super::layer::Problem) of the layer instead. Features are kept by their index from 0 in the order of
//! the file, as in the layer, and told from 1, as everywhere; lines from 1, as in an editor.

use std::path::PathBuf;

use super::misfit::{CrsRemedy, Expected, Extent};

/// A file, or a feature of it, that cannot be taken as polygons.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The file, or one that belongs to it, cannot be opened or read.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The content is of a format that is not read, or of none.
    #[error("not a layer of polygons: {found}; read are {}", super::FORMATS)]
    NotALayer {
        /// What the content looks like.
        found: String,
    },
    /// The content breaks the rules of its format.
    #[error("{}{reason}", place(*feature, *line))]
    Malformed {
        /// Index of the feature from 0, where it is one that is wrong.
        feature: Option<usize>,
        /// Line of the file from 1, in formats that are text.
        line: Option<u64>,
        /// What is wrong, what was expected.
        reason: String,
    },
    /// Text in another encoding than the format's.
    #[error(
        "{}text that is not UTF-8, perhaps accents written in Windows-1252; save the file as UTF-8",
        place(*feature, *line)
    )]
    NotUtf8 {
        /// Index of the feature from 0, where it is one that is wrong.
        feature: Option<usize>,
        /// Line of the file from 1.
        line: Option<u64>,
    },
    /// A coordinate that is not a finite number, or lies where its reference system has no place.
    #[error("feature {}: a vertex at ({x}, {y}), {}expected {expected}", feature + 1, outside(declared.as_deref()))]
    OutOfRange {
        /// Index of the feature from 0.
        feature: usize,
        /// Easting or longitude, as in the file.
        x: f64,
        /// Northing or latitude, as in the file.
        y: f64,
        /// The system that it lies outside of, where it is a finite number.
        declared: Option<String>,
        /// Where it should lie.
        expected: Expected,
    },
    /// Several layers with polygons, and none was named.
    #[error("several layers: {}; name one with --layer", names.join(", "))]
    SeveralLayers {
        /// Names of those with polygons, in the order of the file.
        names: Vec<String>,
    },
    /// No layer has the name asked for.
    #[error("no layer {name:?}; there are: {}", names.join(", "))]
    NoSuchLayer {
        /// The name asked for.
        name: String,
        /// Names of those with polygons, in the order of the file.
        names: Vec<String>,
    },
    /// An archive that unpacks to more than is allowed.
    #[error("{name} unpacks to more than {} MiB: {rule}; unpack it first if that is what it should be", limit >> 20)]
    TooLarge {
        /// The file or the archive's member.
        name: String,
        /// Bytes that are allowed.
        limit: u64,
        /// The rule that sets the limit.
        rule: String,
    },
    /// A reference system that is not among those known.
    #[error("reference system {name}: {reason}; known are {known}")]
    CrsNotKnown {
        /// Name or code, as declared or asked for.
        name: String,
        /// Why it is not taken, and the remedy.
        reason: String,
        /// Those that are known.
        known: String,
    },
    /// The file does not say its reference system and its format has none by default.
    #[error("the file does not say its reference system ({extent}); {remedy}")]
    CrsMissing {
        /// The coordinates found.
        extent: Extent,
        /// What to do, with the systems that the coordinates would fit.
        remedy: CrsRemedy,
    },
    /// The coordinates do not fit the reference system: it is declared wrongly, or the axes are swapped.
    #[error("coordinates do not fit {declared}: found {extent}, expected {expected}; {remedy}")]
    CrsDoesNotFit {
        /// The system declared, asked for, or set by the format.
        declared: String,
        /// The coordinates found.
        extent: Extent,
        /// Those that the system would have.
        expected: Expected,
        /// What to do, with the systems that the coordinates would fit.
        remedy: CrsRemedy,
    },
}

impl ReadError {
    /// A malformed file, where it is no feature that is wrong.
    pub fn malformed(reason: impl Into<String>) -> Self {
        Self::Malformed { feature: None, line: None, reason: reason.into() }
    }

    /// A malformed feature.
    pub fn in_feature(feature: usize, reason: impl Into<String>) -> Self {
        Self::Malformed { feature: Some(feature), line: None, reason: reason.into() }
    }
}

fn outside(declared: Option<&str>) -> String {
    declared.map_or_else(String::new, |declared| format!("outside {declared}: "))
}

fn place(feature: Option<usize>, line: Option<u64>) -> String {
    match (feature.map(|index| index + 1), line) {
        (Some(feature), Some(line)) => format!("line {line}, feature {feature}: "),
        (Some(feature), None) => format!("feature {feature}: "),
        (None, Some(line)) => format!("line {line}: "),
        (None, None) => String::new(),
    }
}

//! A layer: features of a file with their attributes and polygons, whatever the format.

use std::collections::BTreeMap;
use std::fmt;

use crate::coverage::Shapes;

/// An attribute's value.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// A text.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// A number.
    Number(f64),
    /// True or false.
    Boolean(bool),
}

impl Value {
    /// The value as text, as a person would write it: whole numbers without decimals.
    pub fn to_text(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Integer(number) => number.to_string(),
            Self::Number(number) => number.to_string(),
            Self::Boolean(value) => value.to_string(),
        }
    }
}

/// Attributes of a feature by name; an absent one is null.
pub type Attributes = BTreeMap<String, Value>;

/// Something about a feature that a reader passed over, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeatureProblem {
    /// Index of the feature in the file, from 0.
    pub feature: usize,
    /// What is wrong, and what was done.
    pub problem: Problem,
}

/// What can be wrong with a feature without the file being unreadable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// It has no geometry, or an empty one. The feature is kept without polygons.
    NoGeometry,
    /// Its geometry is of another type (the name of it). The feature is kept without polygons.
    NotPolygon(String),
    /// Beside polygons it has geometries of another type (the name of it). They were left out.
    OtherParts(String),
    /// A ring whose last vertex is not its first. It was closed.
    Unclosed,
    /// A ring of fewer than three distinct vertices, which bounds nothing. It was left out, and with an exterior the
    /// holes in it.
    RingTooShort,
    /// A vertex with a third coordinate or more. They were left out. Told once a file.
    MoreThanTwoDimensions,
    /// The row of attributes is marked as deleted (shapefiles). The feature is kept without attributes and polygons.
    Deleted,
    /// A text cut within a character by the width of its field (the name of it). The piece of a character was left out.
    CutText(String),
    /// A column whose values are neither texts, numbers nor booleans (the name of it). It was left out. Told once a
    /// file.
    ColumnLeftOut(String),
    /// A shapefile without its `.dbf`: no feature has attributes. Told once a file.
    NoAttributes,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoGeometry => write!(f, "no geometry; kept without polygons"),
            Self::NotPolygon(kind) => write!(f, "a {kind}, not polygons; kept without polygons"),
            Self::OtherParts(kind) => write!(f, "beside polygons a {kind}; left out"),
            Self::Unclosed => write!(f, "a ring whose last vertex is not its first; closed"),
            Self::RingTooShort => write!(f, "a ring of fewer than three distinct vertices; left out"),
            Self::MoreThanTwoDimensions => write!(f, "vertices with more than two coordinates; the others left out"),
            Self::Deleted => write!(f, "its row is marked as deleted; kept without attributes and polygons"),
            Self::CutText(field) => write!(f, "{field}: a text cut within a character; the piece of it left out"),
            Self::ColumnLeftOut(name) => write!(f, "column {name} holds neither texts, numbers nor booleans; left out"),
            Self::NoAttributes => write!(f, "a shapefile without its .dbf; no attributes"),
        }
    }
}

impl Problem {
    /// The problem whose text this is: the inverse of its `Display`.
    pub fn of_text(text: &str) -> Option<Self> {
        let plain = [
            Self::NoGeometry,
            Self::Unclosed,
            Self::RingTooShort,
            Self::MoreThanTwoDimensions,
            Self::Deleted,
            Self::NoAttributes,
        ];
        if let Some(found) = plain.into_iter().find(|problem| problem.to_string() == text) {
            return Some(found);
        }
        // Those with a name, which is what the text has in place of the mark.
        let named: [fn(String) -> Self; 4] = [Self::NotPolygon, Self::OtherParts, Self::CutText, Self::ColumnLeftOut];
        named.into_iter().find_map(|make| {
            let told = make("\0".into()).to_string();
            let (before, after) = told.split_once('\0')?;
            let name = text.strip_prefix(before)?.strip_suffix(after)?;
            Some(make(name.to_owned()))
        })
    }
}

/// Features as they were read: feature `i` is face `i` of `shapes`.
///
/// A reader of one format leaves coordinates as they are in the file and tells the reference system that the file
/// declares.
#[derive(Debug, Clone, Default)]
pub struct Layer {
    /// Name of the layer in the file, where formats have one.
    pub name: Option<String>,
    /// Reference system as the file declares it: `EPSG:2154`, a URN, or WKT. None if the file says nothing.
    pub crs: Option<String>,
    /// Attributes of each feature.
    pub attributes: Vec<Attributes>,
    /// Polygons of each feature.
    pub shapes: Shapes,
    /// What was passed over.
    pub problems: Vec<FeatureProblem>,
}

/// One problem of each kind, for tests that must know all.
#[cfg(test)]
pub(crate) fn every_problem() -> Vec<Problem> {
    let all = vec![
        Problem::NoGeometry,
        Problem::NotPolygon("Point".into()),
        Problem::OtherParts("LineString".into()),
        Problem::Unclosed,
        Problem::RingTooShort,
        Problem::MoreThanTwoDimensions,
        Problem::Deleted,
        Problem::CutText("nom".into()),
        Problem::ColumnLeftOut("liste".into()),
        Problem::NoAttributes,
    ];
    // A kind that is new must be added above: this does not compile without it.
    for problem in &all {
        match problem {
            Problem::NoGeometry | Problem::NotPolygon(_) | Problem::OtherParts(_) | Problem::Unclosed => {}
            Problem::RingTooShort | Problem::MoreThanTwoDimensions | Problem::Deleted | Problem::CutText(_) => {}
            Problem::ColumnLeftOut(_) | Problem::NoAttributes => {}
        }
    }
    all
}

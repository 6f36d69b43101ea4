//! Coordinates that do not fit a reference system, as data: what was found, what was expected, the remedy.
//!
//! Rectangles are boxed: an error is a part of every result, and would be large with them. Their `Display` is English; who tells people in another language matches on them.

use std::fmt;

/// The smallest rectangle around coordinates, in the units of the file.
#[derive(Debug, Clone, PartialEq)]
pub enum Extent {
    /// There is no vertex.
    Nothing,
    /// West, south, east, north.
    Within(Box<[f64; 4]>),
}

/// Where coordinates should lie.
#[derive(Debug, Clone, PartialEq)]
pub enum Expected {
    /// Anywhere, as finite numbers.
    Finite,
    /// In degrees, longitude first.
    Degrees,
    /// In the metres of web maps.
    WebMercator,
    /// In the area of use of a projection: west, south, east, north, in metres.
    Local(Box<[f64; 4]>),
}

/// What to do about coordinates that do not fit, or that say no reference system.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CrsRemedy {
    /// No system that is known explains them: name it.
    Name,
    /// They would fit a system with the axes swapped.
    Swap {
        /// Code and name of the system.
        crs: String,
        /// Whether it is in degrees, so that the longitude is to come first; else the easting.
        degrees: bool,
    },
    /// They would fit other systems.
    Declare {
        /// Code of the likeliest in the EPSG register.
        code: u32,
        /// Code and name of each, the likeliest first.
        labels: Vec<String>,
    },
}

impl fmt::Display for Extent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nothing => write!(f, "no vertex"),
            Self::Within(extent) => {
                let [west, south, east, north] = **extent;
                write!(f, "x {west} to {east}, y {south} to {north}")
            }
        }
    }
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Finite => write!(f, "finite numbers"),
            Self::Degrees => write!(f, "longitude -180 to 180, latitude -90 to 90, for France in its bounds"),
            Self::WebMercator => write!(f, "metres, for mainland France x -7e5 to 1.2e6, y 4.9e6 to 6.9e6"),
            Self::Local(extent) => Extent::Within(extent.clone()).fmt(f),
        }
    }
}

impl fmt::Display for CrsRemedy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name => write!(f, "say which it is with --crs EPSG:CODE"),
            Self::Swap { crs, degrees } => {
                let order = if *degrees { "longitude" } else { "easting" };
                write!(f, "they are {crs} with the axes swapped: write the {order} first")
            }
            Self::Declare { code, labels } => {
                write!(f, "they look like {}: if so, say --crs EPSG:{code}", labels.join(", or "))
            }
        }
    }
}

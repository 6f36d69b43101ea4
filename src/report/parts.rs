//! Parts of the country, each with a projection of its own: the mainland with Corsica in Lambert-93, each overseas
//! department in the UTM zone that is official there.

use geo_types::Coord;

/// A part of the country with its own projection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Part {
    /// Department, or nothing for the mainland with Corsica.
    pub department: Option<&'static str>,
    /// Code of the projection in the EPSG register.
    pub epsg: u32,
}

/// All parts, in the order in which insets stand, from the top.
const PARTS: [Part; 10] = [
    Part { department: None, epsg: 2154 },
    Part { department: Some("971"), epsg: 5490 },
    Part { department: Some("972"), epsg: 5490 },
    Part { department: Some("973"), epsg: 2972 },
    Part { department: Some("974"), epsg: 2975 },
    Part { department: Some("976"), epsg: 4471 },
    Part { department: Some("975"), epsg: 4467 },
    Part { department: Some("977"), epsg: 5490 },
    Part { department: Some("978"), epsg: 5490 },
    // Other collectivities of the Pacific and the South have no official projection among those known.
    Part { department: Some("98"), epsg: 3857 },
];

impl Part {
    /// The part that a department lies in, by its place in the list of all.
    pub(super) fn of(department: &str) -> usize {
        let found = PARTS.iter().position(|part| part.department.is_some_and(|code| department.starts_with(code)));
        found.unwrap_or(0)
    }

    /// The part at a place in the list of all.
    pub(super) fn at(place: usize) -> Self {
        PARTS[place.min(PARTS.len() - 1)]
    }

    /// Number of parts.
    pub(super) const COUNT: usize = PARTS.len();
}

/// A rectangle: west, south, east, north in metres.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Extent(pub [f64; 4]);

impl Extent {
    /// The one that holds nothing.
    pub(super) const EMPTY: Self = Self([f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY]);

    /// Widens it to hold a place.
    pub(super) fn take_in(&mut self, place: Coord<f64>) {
        let [west, south, east, north] = self.0;
        self.0 = [west.min(place.x), south.min(place.y), east.max(place.x), north.max(place.y)];
    }

    /// Whether it holds nothing.
    pub(super) fn is_empty(self) -> bool {
        self.0[0] > self.0[2]
    }

    /// From west to east, in metres.
    pub(super) fn width(self) -> f64 {
        self.0[2] - self.0[0]
    }

    /// From south to north, in metres.
    pub(super) fn height(self) -> f64 {
        self.0[3] - self.0[1]
    }
}

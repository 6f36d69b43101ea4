//! The plane of the map: where the contours lie on it, in whole steps.
//!
//! A *frame* is a [`Part`] of the country, with a projection of its own. The first frame is the main one, at scale 1; others are
//! *insets*: squares in a column at the lower left, as far to the right as the land of the main frame leaves free, in
//! which a frame is drawn at the scale that fits.
//!
//! A *step* is the grid's unit: x to the right, y downwards, as on a screen.

use geo_types::Coord;
use serde::Serialize;

use super::arcs::Step;
use crate::report::parts::{Extent, Part};

/// A frame, as the page gets it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Frame {
    /// Department; empty for the mainland.
    pub code: &'static str,
    /// Code of the projection in the EPSG register.
    pub epsg: u32,
    /// Left, top, right, bottom, in steps.
    pub extent: [i32; 4],
    /// How much larger than the main frame it is drawn.
    pub scale: f64,
}

/// Where a part lies: `(metre - from) * scale`, then y turned downwards.
#[derive(Debug, Clone, Copy)]
struct Place {
    from: Coord<f64>,
    to: Coord<f64>,
    scale: f64,
}

/// The plane.
#[derive(Debug)]
pub(super) struct Plane {
    /// Metres of a step, in the main frame.
    pub step: f64,
    /// Frames, the main one first.
    pub frames: Vec<Frame>,
    places: Vec<Option<Place>>,
}

/// Steps across the plane at most: a step of 10 m for the mainland, of 2 m for a region.
const STEPS: f64 = 131_072.0;
/// Side of an inset, and room around it, as shares of the height of the main frame.
const INSET: f64 = 0.115;
const GAP: f64 = 0.012;
/// Share of an inset's side that its land takes, and how far below the middle it lies: its name stands above.
const FILLED: f64 = 0.76;
const LOWERED: f64 = 0.03;

impl Plane {
    /// Lays out the parts that have an extent. `free` tells the westernmost land of the main part between two norths.
    pub(super) fn new(extents: &[Extent], westernmost: impl Fn(f64, f64) -> f64) -> Self {
        let mut present = (0..extents.len()).filter(|&part| !extents[part].is_empty());
        let Some(main) = present.next() else {
            return Self { step: 1.0, frames: Vec::new(), places: vec![None; extents.len()] };
        };
        let insets: Vec<usize> = present.collect();
        let extent = extents[main];
        let (side, gap) = (INSET * extent.height().max(extent.width() / 2.0), GAP * extent.height());
        let column = insets.len() as f64 * (side + gap);
        let bottom = extent.0[1];
        let right = westernmost(bottom, bottom + column).min(extent.0[2]) - gap;
        let left = if insets.is_empty() { extent.0[0] } else { extent.0[0].min(right - side) };
        let top = if insets.is_empty() { extent.0[3] } else { extent.0[3].max(bottom + column) };

        let step = nice((extent.0[2] - left).max(top - bottom) / STEPS);
        let origin = Coord { x: left, y: top };
        let mut places = vec![None; extents.len()];
        places[main] = Some(Place { from: origin, to: Coord { x: 0.0, y: 0.0 }, scale: 1.0 });
        let steps = |west: f64, south: f64, east: f64, north: f64| {
            [west - left, top - north, east - left, top - south].map(|metres| (metres / step).round() as i32)
        };
        let [west, south, east, north] = extent.0;
        let name = |part: usize| Part::at(part).department.unwrap_or("");
        let mut frames = vec![Frame {
            code: name(main),
            epsg: Part::at(main).epsg,
            extent: steps(west, south, east, north),
            scale: 1.0,
        }];
        for (number, &part) in insets.iter().enumerate() {
            let south = bottom + (insets.len() - 1 - number) as f64 * (side + gap);
            let land = extents[part];
            // Two digits are enough to be read, and to be printed beside the inset.
            let scale = two_digits(FILLED * side / land.width().max(land.height()).max(1.0));
            let centre = Coord { x: (land.0[0] + land.0[2]) / 2.0, y: (land.0[1] + land.0[3]) / 2.0 };
            let to = Coord { x: right - side / 2.0 - left, y: top - south - (0.5 - LOWERED) * side };
            places[part] = Some(Place { from: centre, to, scale });
            let extent = steps(right - side, south, right, south + side);
            frames.push(Frame { code: name(part), epsg: Part::at(part).epsg, extent, scale });
        }
        Self { step, frames, places }
    }

    /// The step nearest to a place in metres of a part.
    pub(super) fn step_of(&self, part: usize, place: Coord<f64>) -> Step {
        let Some(Place { from, to, scale }) = self.places[part] else { return [0, 0] };
        let x = to.x + (place.x - from.x) * scale;
        let y = to.y + (from.y - place.y) * scale;
        [(x / self.step).round() as i32, (y / self.step).round() as i32]
    }
}

/// The next larger of 1, 2 and 5 times a power of ten.
fn nice(number: f64) -> f64 {
    let power = 10f64.powf(number.max(1e-3).log10().floor());
    let found = [1.0, 2.0, 5.0].into_iter().find(|&digit| digit * power >= number * (1.0 - 1e-9));
    found.unwrap_or(10.0) * power
}

/// A number cut to its first two digits.
fn two_digits(number: f64) -> f64 {
    let decimals = 1 - number.max(1e-3).log10().floor() as i32;
    let power = 10f64.powi(decimals.abs());
    // Dividing by a whole power gives the number that is written with those digits; multiplying by 0.1 does not.
    if decimals > 0 { (number * power).floor() / power } else { (number / power).floor() * power }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn extents(given: &[(usize, [f64; 4])]) -> Vec<Extent> {
        let mut extents = vec![Extent::EMPTY; Part::COUNT];
        given.iter().for_each(|&(part, extent)| extents[part] = Extent(extent));
        extents
    }

    const MAINLAND: [f64; 4] = [100_000.0, 6_050_000.0, 1_240_000.0, 7_110_000.0];

    #[test]
    fn departments_lie_in_the_part_that_has_their_projection() {
        let epsg = |department| Part::at(Part::of(department)).epsg;
        let found = ["59", "2A", "971", "973", "974", "976"].map(epsg);
        assert_eq!(found, [2154, 2154, 5490, 2972, 2975, 4471]);
    }

    #[test]
    fn the_mainland_is_at_scale_1_with_steps_of_ten_metres_and_y_downwards() {
        let plane = Plane::new(&extents(&[(0, MAINLAND)]), |_, _| 100_000.0);
        assert_eq!(plane.step, 10.0);
        assert_eq!(plane.step_of(0, Coord { x: 100_000.0, y: 7_110_000.0 }), [0, 0]);
        assert_eq!(plane.step_of(0, Coord { x: 101_000.0, y: 7_109_000.0 }), [100, 100]);
        assert_eq!(plane.frames[0].extent, [0, 0, 114_000, 106_000]);
    }

    #[test]
    fn the_scale_of_an_inset_is_a_number_of_two_digits() {
        assert_eq!(
            [1.2345, 0.2678, 12.9, 3.0].map(two_digits).map(|scale| scale.to_string()),
            ["1.2", "0.26", "12", "3"]
        );
    }

    #[test]
    fn insets_overlap_neither_land_nor_each_other() {
        let island = [300_000.0, 7_600_000.0, 360_000.0, 7_650_000.0];
        let given = extents(&[(0, MAINLAND), (1, island), (4, island), (5, island)]);
        let plane = Plane::new(&given, |_, _| 250_000.0);
        let land = plane.step_of(0, Coord { x: 250_000.0, y: 6_100_000.0 });
        for pair in plane.frames[1..].windows(2) {
            assert!(pair[0].extent[3] < pair[1].extent[1], "{pair:?}");
        }
        for frame in &plane.frames[1..] {
            assert!(frame.extent[2] < land[0] && frame.extent[0] >= 0, "{frame:?}");
            let corner = plane.step_of(Part::of(frame.code), Coord { x: 300_000.0, y: 7_600_000.0 });
            assert!(corner[0] > frame.extent[0] && corner[1] < frame.extent[3], "{corner:?} of {frame:?}");
        }
    }

    #[test]
    fn an_overseas_region_alone_is_the_main_frame() {
        let plane = Plane::new(&extents(&[(4, [314_000.0, 7_634_000.0, 380_000.0, 7_692_000.0])]), |_, _| 0.0);
        assert_eq!(plane.frames.iter().map(|frame| (frame.code, frame.scale)).collect::<Vec<_>>(), [("974", 1.0)]);
    }

    #[test]
    fn without_contours_there_is_no_frame() {
        assert!(Plane::new(&extents(&[]), |_, _| 0.0).frames.is_empty());
    }
}

//! Where things stand on an A4 page: which way it is turned, and the places of the map, the insets and the legend.

use super::path::Point;
use super::svg::Rect;

/// Short and long side of an A4 page, in units.
const SHORT: i32 = 21_000;
const LONG: i32 = 29_700;
/// Room left free along the edges, and between things.
pub(super) const MARGIN: i32 = 1_000;
const GAP: i32 = 450;
/// Height of the heading and of the source line.
const HEAD: i32 = 2_950;
const FOOT: i32 = 500;
/// Width of the column beside the map on a page that lies, and of the legend on one that stands.
const COLUMN: i32 = 7_900;
/// What an inset needs at least.
const INSET: i32 = 2_600;
/// Insets are not higher than this.
const INSET_MOST: i32 = 8_500;

/// What is to be placed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wanted {
    /// Width and height of the main land, in metres.
    pub land: [f64; 2],
    /// Number of insets.
    pub insets: usize,
    /// Rows of the legend, its heading and the scale bar included, and the height of one.
    pub rows: usize,
    pub row: i32,
}

/// The places.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Layout {
    /// Width and height of the page.
    pub size: Point,
    pub head: Rect,
    pub foot: Rect,
    pub map: Rect,
    pub legend: Rect,
    /// Columns of the legend.
    pub columns: usize,
    pub insets: Vec<Rect>,
    /// Units for a metre of the main land.
    pub scale: f64,
}

impl Layout {
    /// The way to turn the page that leaves the land the larger scale.
    pub(super) fn new(wanted: Wanted) -> Self {
        let (standing, lying) = (Self::standing(wanted), Self::lying(wanted));
        if lying.scale > standing.scale { lying } else { standing }
    }

    /// The map above, legend and insets below.
    fn standing(wanted: Wanted) -> Self {
        let (head, body, foot) = bands([SHORT, LONG]);
        let columns = if wanted.insets > 0 { 1 } else { 2 };
        let legend = wanted.rows.div_ceil(columns) as i32 * wanted.row;
        let band = legend.max(if wanted.insets > 0 { INSET } else { 0 });
        let most = body.height - band - GAP;
        let scale = scale(wanted.land, [body.width, most]);
        // What the land leaves free goes to the insets.
        let spare = most - (wanted.land[1] * scale).ceil() as i32;
        let grown = if wanted.insets > 0 { spare.min(INSET_MOST - band).max(0) } else { 0 };
        let map = Rect { height: most - grown, ..body };
        let below = Rect { top: map.bottom() + GAP, height: band + grown, ..body };
        let legend_width = if wanted.insets > 0 { COLUMN } else { below.width };
        let beside = Rect { left: below.left + COLUMN + GAP, width: below.width - COLUMN - GAP, ..below };
        let legend = Rect { width: legend_width, height: legend, ..below };
        Self { size: [SHORT, LONG], head, foot, map, legend, columns, insets: grid(beside, wanted.insets), scale }
    }

    /// The map on the left, legend and insets on the right.
    fn lying(wanted: Wanted) -> Self {
        let (head, body, foot) = bands([LONG, SHORT]);
        let map = Rect { width: body.width - COLUMN - GAP, ..body };
        let column = Rect { left: map.right() + GAP, width: COLUMN, ..body };
        let legend = Rect { height: wanted.rows as i32 * wanted.row, ..column };
        let below = Rect { top: legend.bottom() + GAP, height: column.bottom() - legend.bottom() - GAP, ..column };
        let insets = grid(below, wanted.insets);
        let fits = insets.iter().all(|inset| inset.width.min(inset.height) >= INSET);
        let scale = if fits { scale(wanted.land, [map.width, map.height]) } else { 0.0 };
        Self { size: [LONG, SHORT], head, foot, map, legend, columns: 1, insets, scale }
    }
}

/// Heading, body and source line of a page.
fn bands([width, height]: Point) -> (Rect, Rect, Rect) {
    let all = Rect { left: MARGIN, top: MARGIN, width: width - 2 * MARGIN, height: height - 2 * MARGIN };
    let head = Rect { height: HEAD, ..all };
    let foot = Rect { top: all.bottom() - FOOT, height: FOOT, ..all };
    (head, Rect { top: head.bottom(), height: all.height - HEAD - FOOT, ..all }, foot)
}

/// Units for a metre so that the land fits.
pub(super) fn scale(land: [f64; 2], room: Point) -> f64 {
    let fit = |room: i32, land: f64| f64::from(room) / land.max(1.0);
    fit(room[0], land[0]).min(fit(room[1], land[1]))
}

/// So many rectangles in rows, as large as they can be.
fn grid(area: Rect, count: usize) -> Vec<Rect> {
    let count = count as i32;
    let cell = |columns: i32| {
        let rows = (count + columns - 1) / columns;
        [(area.width - (columns - 1) * GAP / 2) / columns, (area.height - (rows - 1) * GAP / 2) / rows]
    };
    let shorter = |columns: &i32| cell(*columns)[0].min(cell(*columns)[1]);
    let Some(columns) = (1..=count).rev().max_by_key(shorter) else { return Vec::new() };
    let [width, height] = cell(columns);
    let place = |number: i32| Rect {
        left: area.left + number % columns * (width + GAP / 2),
        top: area.top + number / columns * (height + GAP / 2),
        width,
        height,
    };
    (0..count).map(place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layout(land: [f64; 2], insets: usize) -> Layout {
        Layout::new(Wanted { land, insets, rows: 10, row: 500 })
    }

    #[test]
    fn a_high_region_stands_and_a_wide_one_lies() {
        assert_eq!(layout([80e3, 180e3], 0).size, [SHORT, LONG]);
        assert_eq!(layout([300e3, 150e3], 0).size, [LONG, SHORT]);
    }

    #[test]
    fn nothing_stands_on_anything_else_or_off_the_page() {
        for land in [[80e3, 180e3], [300e3, 150e3], [1_000e3, 1_000e3], [1.0, 1.0]] {
            for insets in 0..8 {
                let layout = layout(land, insets);
                let page = Rect { left: 0, top: 0, width: layout.size[0], height: layout.size[1] };
                let mut all = vec![layout.head, layout.foot, layout.map, layout.legend];
                all.extend(&layout.insets);
                assert_eq!(layout.insets.len(), insets);
                for (at, one) in all.iter().enumerate() {
                    assert!(page.holds(*one) && one.width > 0 && one.height > 0, "{one:?} of {layout:?}");
                    assert!(all[at + 1..].iter().all(|other| !one.meets(*other)), "{one:?} of {layout:?}");
                }
                let land = [(land[0] * layout.scale) as i32, (land[1] * layout.scale) as i32];
                assert!(land[0] <= layout.map.width && land[1] <= layout.map.height, "{layout:?}");
            }
        }
    }
}

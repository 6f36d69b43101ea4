//! Scale bars, and the frames of insets.

use super::colours;
use super::letters::Face;
use super::path::{Point, lines};
use super::svg::{Anchor, Ink, Rect, Style, Svg};
use crate::report::Lang;

/// A scale bar: a round length, how long it is on the page, and its text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct ScaleBar {
    pub units: i32,
    pub text: String,
}

impl ScaleBar {
    /// The longest of 1, 2 and 5 times a power of ten metres that takes `most` units at most, at so many units a metre.
    pub(super) fn new(scale: f64, most: i32, lang: Lang) -> Self {
        let whole = (f64::from(most) / scale.max(1e-9)).max(1.0);
        let power = 10f64.powi(whole.log10().floor() as i32);
        let metres = [5.0, 2.0, 1.0].map(|digit| digit * power).into_iter().find(|&metres| metres <= whole);
        let metres = metres.unwrap_or(power);
        let text = if metres >= 1_000.0 {
            format!("{}\u{a0}km", lang.integer((metres / 1_000.0).round() as u64))
        } else {
            format!("{}\u{a0}m", lang.integer(metres.round() as u64))
        };
        Self { units: (metres * scale).round() as i32, text }
    }

    /// Draws it from a place of its line to the right, its text beside it.
    pub(super) fn draw(&self, svg: &mut Svg, [x, y]: Point, size: i32) {
        let tick = size / 3;
        let line = [[x, y - tick], [x, y], [x + self.units, y], [x + self.units, y - tick]];
        svg.path(&lines(std::iter::once(line.as_slice())), Ink::line(colours::TEXT, size / 12), None);
        let style = Style::new(Face::Regular, size, colours::TEXT);
        svg.write(&self.text, [x + self.units + size / 3, y + size / 12], Anchor::Left, style);
    }
}

/// Height of an inset's name, and of its scale bar.
const NAME: i32 = 430;
const BAR: i32 = 400;
const EDGE: i32 = 150;

/// The room for the land in an inset.
pub(super) fn inside(inset: Rect) -> Rect {
    Rect {
        left: inset.left + EDGE,
        top: inset.top + NAME,
        width: inset.width - 2 * EDGE,
        height: inset.height - NAME - BAR,
    }
}

/// The frame of an inset, with its name and its own scale.
pub(super) fn draw_inset(svg: &mut Svg, inset: Rect, name: &str, scale: f64, lang: Lang) {
    svg.rect(inset, Ink::line(colours::FRAME, 18));
    let style = Style::new(Face::Bold, 250, colours::TEXT);
    let (style, name) = style.fitted(name, inset.width - 2 * EDGE, 170);
    svg.write(&name, [inset.left + EDGE, inset.top + 320], Anchor::Left, style);
    let bar = ScaleBar::new(scale, inset.width * 2 / 5, lang);
    bar.draw(svg, [inset.left + EDGE, inset.bottom() - EDGE], 190);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scale_bar_is_a_round_length_that_fits_and_measures_what_it_says() {
        // 1 : 5,000,000 on paper: a metre is 0.02 units.
        let bar = ScaleBar::new(0.02, 5_000, Lang::Fr);
        assert_eq!(bar, ScaleBar { units: 4_000, text: "200\u{a0}km".into() });
        assert_eq!(ScaleBar::new(0.5, 5_000, Lang::En), ScaleBar { units: 5_000, text: "10\u{a0}km".into() });
        assert_eq!(ScaleBar::new(20.0, 5_000, Lang::En), ScaleBar { units: 4_000, text: "200\u{a0}m".into() });
        for power in 0..60 {
            let scale = 1.3f64.powi(power) * 1e-4;
            let bar = ScaleBar::new(scale, 4_000, Lang::En);
            assert!((1_600..=4_000).contains(&bar.units), "{bar:?} at {scale}");
        }
    }
}

//! SVG as text: escaped, in whole units, elements closed in the order in which they were opened.

use std::fmt::Write;

use super::colours;
use super::letters::{self, Face};
use super::path::Point;
use crate::report::Lang;

/// A rectangle of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Rect {
    pub left: i32,
    pub top: i32,
    pub width: i32,
    pub height: i32,
}

impl Rect {
    pub(super) fn right(self) -> i32 {
        self.left + self.width
    }

    pub(super) fn bottom(self) -> i32 {
        self.top + self.height
    }

    /// Whether the two have more than an edge in common.
    pub(super) fn meets(self, other: Self) -> bool {
        self.left < other.right() && other.left < self.right() && self.top < other.bottom() && other.top < self.bottom()
    }

    /// Whether the other lies in it.
    pub(super) fn holds(self, other: Self) -> bool {
        self.left <= other.left
            && self.top <= other.top
            && other.right() <= self.right()
            && other.bottom() <= self.bottom()
    }
}

/// How something is painted. Without a fill nothing is filled, without a line none is drawn.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Ink {
    pub fill: Option<&'static str>,
    /// Colour and width.
    pub line: Option<(&'static str, i32)>,
}

impl Ink {
    pub(super) fn fill(colour: &'static str) -> Self {
        Self { fill: Some(colour), line: None }
    }

    pub(super) fn line(colour: &'static str, width: i32) -> Self {
        Self { fill: None, line: Some((colour, width)) }
    }

    fn write(self, text: &mut String) {
        let _ = write!(text, " fill=\"{}\"", self.fill.unwrap_or("none"));
        if let Some((colour, width)) = self.line {
            let _ = write!(
                text,
                " stroke=\"{colour}\" stroke-width=\"{width}\" stroke-linejoin=\"round\" stroke-linecap=\"round\""
            );
        }
    }
}

/// Where a text stands from its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Left,
    Middle,
    Right,
}

/// How a text is written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Style {
    pub face: Face,
    /// The em, in units.
    pub size: i32,
    pub colour: &'static str,
    /// Width of the halo around it; 0 for none.
    pub halo: i32,
}

impl Style {
    pub(super) fn new(face: Face, size: i32, colour: &'static str) -> Self {
        Self { face, size, colour, halo: 0 }
    }

    /// Width of a text in units.
    pub(super) fn width(self, text: &str) -> i32 {
        letters::width(text, self.face, self.size)
    }

    /// The style in the largest size, down to `least`, in which a text is as wide as `most`; and the text, cut if need be.
    pub(super) fn fitted(self, text: &str, most: i32, least: i32) -> (Self, String) {
        let width = self.width(text).max(1);
        if width <= most {
            return (self, text.to_owned());
        }
        let size = (i64::from(self.size) * i64::from(most) / i64::from(width)).max(i64::from(least)) as i32;
        let style = Self { size: size.min(self.size), ..self };
        if style.width(text) <= most {
            return (style, text.to_owned());
        }
        let mut kept: String = text.to_owned();
        while kept.pop().is_some() && style.width(&kept) + style.width("…") > most {}
        (style, kept.trim_end().to_owned() + "…")
    }
}

/// A page under construction.
#[derive(Debug)]
pub(super) struct Svg {
    text: String,
}

impl Svg {
    /// A page of this size, with a title and a description for those who do not see it.
    pub(super) fn new(size: Point, title: &str, description: &str, lang: Lang) -> Self {
        let [width, height] = size;
        let lang = lang.pick("fr", "en");
        let (title, description) = (escape(title), escape(description));
        let mut text = String::with_capacity(1 << 20);
        let _ = write!(
            text,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" \
             width=\"{}mm\" height=\"{}mm\" viewBox=\"0 0 {width} {height}\" xml:lang=\"{lang}\" role=\"img\" \
             aria-labelledby=\"page-titre page-texte\">\n<title id=\"page-titre\">{title}</title>\n\
             <desc id=\"page-texte\">{description}</desc>\n\
             <rect width=\"{width}\" height=\"{height}\" fill=\"{}\"/>\n",
            width / 100,
            height / 100,
            colours::PAPER,
        );
        Self { text }
    }

    /// Opens a layer.
    pub(super) fn open(&mut self, name: &str) {
        let _ = writeln!(self.text, "<g id=\"{}\">", escape(name));
    }

    /// Opens a layer of which only what lies in a rectangle is seen.
    pub(super) fn open_clipped(&mut self, name: &str, rect: Rect) {
        let (name, Rect { left, top, width, height }) = (escape(name), rect);
        let _ = writeln!(
            self.text,
            "<clipPath id=\"cadre-{name}\"><rect x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{height}\"/></clipPath>\n\
             <g id=\"{name}\" clip-path=\"url(#cadre-{name})\">"
        );
    }

    /// Closes the last layer opened.
    pub(super) fn close(&mut self) {
        self.text.push_str("</g>\n");
    }

    /// A path, by what [`path`](super::path) or letters make; nothing where that is empty. A title shows where one points at it.
    pub(super) fn path(&mut self, data: &str, ink: Ink, title: Option<&str>) {
        if data.is_empty() {
            return;
        }
        self.text.push_str("<path");
        ink.write(&mut self.text);
        if ink.fill.is_some() {
            self.text.push_str(" fill-rule=\"evenodd\"");
        }
        let _ = write!(self.text, " d=\"{data}\"");
        match title {
            Some(title) => {
                let _ = writeln!(self.text, "><title>{}</title></path>", escape(title));
            }
            None => self.text.push_str("/>\n"),
        }
    }

    /// A rectangle.
    pub(super) fn rect(&mut self, rect: Rect, ink: Ink) {
        let Rect { left, top, width, height } = rect;
        let _ = write!(self.text, "<rect x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{height}\"");
        ink.write(&mut self.text);
        self.text.push_str("/>\n");
    }

    /// A text at a place of its baseline.
    pub(super) fn write(&mut self, text: &str, [x, y]: Point, anchor: Anchor, style: Style) {
        let width = style.width(text);
        let x = match anchor {
            Anchor::Left => x,
            Anchor::Middle => x - width / 2,
            Anchor::Right => x - width,
        };
        let data = letters::path(text, style.face, style.size, [x, y]);
        if data.is_empty() {
            return;
        }
        if style.halo > 0 {
            self.path(&data, Ink { fill: Some(colours::HALO), line: Some((colours::HALO, style.halo)) }, None);
        }
        // Not evenodd: letters may be made of parts that overlap.
        let _ = writeln!(
            self.text,
            "<path fill=\"{}\" role=\"img\" aria-label=\"{}\" d=\"{data}\"/>",
            style.colour,
            escape(text)
        );
    }

    /// The whole text.
    pub(super) fn finish(mut self) -> String {
        self.text.push_str("</svg>\n");
        self.text
    }
}

/// A text as it may stand in XML, between tags or in an attribute. Characters that XML does not have become U+FFFD.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\n' | '\r' | '\t' => escaped.push(' '),
            letter if letter.is_control() || matches!(letter, '\u{fffe}' | '\u{ffff}') => escaped.push('\u{fffd}'),
            letter => escaped.push(letter),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_of_markup_is_text() {
        assert_eq!(escape("<script>\"&\u{1}\n"), "&lt;script&gt;&quot;&amp;\u{fffd} ");
    }

    #[test]
    fn a_long_text_is_made_smaller_then_cut() {
        let style = Style::new(Face::Regular, 600, colours::TEXT);
        let (smaller, text) = style.fitted("Auvergne-Rhône-Alpes", 4_000, 300);
        assert_eq!(text, "Auvergne-Rhône-Alpes");
        assert!(smaller.size < 600 && smaller.width(&text) <= 4_000);
        let (least, text) = style.fitted("Auvergne-Rhône-Alpes", 1_000, 300);
        assert!(text.ends_with('…') && least.size == 300 && least.width(&text) <= 1_000, "{text}");
    }
}

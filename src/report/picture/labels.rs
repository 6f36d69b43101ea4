//! Names on the map: where each one stands, if there is room. No two overlap.
//!
//! A name has *variants* (in one line or more, in letters of one size or another), tried in their order, each at *spots*
//! inside of what it names, from the one farthest from the edge on.

use super::frame::Rings;
use super::path::Point;
use super::svg::{Anchor, Rect, Style, Svg};

/// One way to write a name.
#[derive(Debug, Clone)]
pub(super) struct Variant {
    pub lines: Vec<String>,
    pub style: Style,
    /// Share of the box around it that must lie inside of what it names.
    pub inside: f64,
}

impl Variant {
    fn width(&self) -> i32 {
        self.lines.iter().map(|line| self.style.width(line)).max().unwrap_or(0)
    }

    /// From one baseline to the next.
    fn leading(&self) -> i32 {
        self.style.size * 11 / 10
    }

    /// The box around it, its middle at a place.
    fn around(&self, [x, y]: Point) -> Rect {
        let (width, height) = (self.width() + self.style.halo, self.leading() * self.lines.len() as i32);
        Rect { left: x - width / 2, top: y - height / 2, width, height }
    }
}

/// A thing to be named.
#[derive(Debug, Clone)]
pub(super) struct Named<'a> {
    pub variants: Vec<Variant>,
    pub rings: &'a Rings,
}

/// A name with its place.
#[derive(Debug, Clone)]
pub(super) struct Placed {
    variant: Variant,
    middle: Point,
}

impl Placed {
    /// The box around it.
    pub(super) fn rect(&self) -> Rect {
        self.variant.around(self.middle)
    }

    /// Writes it.
    pub(super) fn write(&self, svg: &mut Svg) {
        let rect = self.rect();
        for (number, line) in (0..).zip(&self.variant.lines) {
            // Capitals stand about seven tenths of an em above the baseline.
            let baseline = rect.top + self.variant.leading() * number + self.variant.style.size * 9 / 10;
            svg.write(line, [self.middle[0], baseline], Anchor::Middle, self.variant.style);
        }
    }
}

/// Places names in their order within `area`, each where none of those before it stands; `None` where there is no room.
pub(super) fn place(wanted: &[Named], area: Rect) -> Vec<Option<Placed>> {
    let mut taken: Vec<Rect> = Vec::new();
    let mut placed = Vec::with_capacity(wanted.len());
    for named in wanted {
        let spots = spots(named.rings);
        let ways = named.variants.iter().flat_map(|variant| spots.iter().map(move |&middle| (variant, middle)));
        let fits = |&(variant, middle): &(&Variant, Point)| {
            let rect = variant.around(middle);
            area.holds(rect)
                && taken.iter().all(|other| !rect.meets(*other))
                && inside_share(named.rings, rect) >= variant.inside
        };
        let found = ways.into_iter().find(fits).map(|(variant, middle)| Placed { variant: variant.clone(), middle });
        taken.extend(found.as_ref().map(Placed::rect));
        placed.push(found);
    }
    placed
}

/// Places of a grid inside of the largest ring, those farthest from any edge first.
fn spots(rings: &Rings) -> Vec<Point> {
    const SIDE: i32 = 14;
    const MOST: usize = 30;
    let Some(around) =
        rings.iter().map(|ring| bounds(ring)).max_by_key(|it| i64::from(it.width) * i64::from(it.height))
    else {
        return Vec::new();
    };
    let mut spots: Vec<(i64, Point)> = Vec::new();
    for row in 0..SIDE {
        for column in 0..SIDE {
            let along = |from: i32, length: i32, number: i32| from + length * (2 * number + 1) / (2 * SIDE);
            let spot = [along(around.left, around.width, column), along(around.top, around.height, row)];
            if is_inside(rings, spot) {
                let distance = edges(rings).map(|(a, b)| squared_distance(spot, a, b)).min().unwrap_or(0);
                spots.push((distance, spot));
            }
        }
    }
    spots.sort_unstable_by_key(|&(distance, [x, y])| (std::cmp::Reverse(distance), y, x));
    spots.into_iter().take(MOST).map(|(_, spot)| spot).collect()
}

/// The rectangle around a ring.
pub(super) fn bounds(ring: &[Point]) -> Rect {
    let reach = |axis: usize| {
        let along = || ring.iter().map(|point| point[axis]);
        (along().min().unwrap_or(0), along().max().unwrap_or(0))
    };
    let ((left, right), (top, bottom)) = (reach(0), reach(1));
    Rect { left, top, width: right - left, height: bottom - top }
}

/// Share of a rectangle that lies inside of rings, by fifteen places of it.
fn inside_share(rings: &Rings, rect: Rect) -> f64 {
    let place = |column: i32, row: i32| [rect.left + rect.width * column / 8, rect.top + rect.height * row / 4];
    let places = (0..5).flat_map(|column| (0..3).map(move |row| place(2 * column, 2 * row)));
    places.filter(|&spot| is_inside(rings, spot)).count() as f64 / 15.0
}

fn edges(rings: &Rings) -> impl Iterator<Item = (Point, Point)> {
    rings.iter().flat_map(|ring| ring.windows(2).filter_map(|pair| Some((*pair.first()?, *pair.get(1)?))))
}

/// Whether a place lies inside: an odd number of edges to the right of it.
fn is_inside(rings: &Rings, [x, y]: Point) -> bool {
    let crosses = |&(a, b): &(Point, Point)| {
        if (a[1] > y) == (b[1] > y) {
            return false;
        }
        let (low, high) = if a[1] < b[1] { (a, b) } else { (b, a) };
        let along = |axis: usize| i64::from(high[axis] - low[axis]);
        i64::from(x - low[0]) * along(1) < along(0) * i64::from(y - low[1])
    };
    edges(rings).filter(crosses).count() % 2 == 1
}

fn squared_distance(spot: Point, a: Point, b: Point) -> i64 {
    let difference = |from: Point, to: Point| [i64::from(to[0] - from[0]), i64::from(to[1] - from[1])];
    let (edge, to) = (difference(a, b), difference(a, spot));
    let length = edge[0] * edge[0] + edge[1] * edge[1];
    let along = (edge[0] * to[0] + edge[1] * to[1]).clamp(0, length);
    let nearest = |axis: usize| if length == 0 { 0 } else { edge[axis] * along / length };
    let (x, y) = (to[0] - nearest(0), to[1] - nearest(1));
    x * x + y * y
}

/// A name in so many lines, broken at spaces and after hyphens so that the longest is as short as can be; `None` where it has
/// too few words.
pub(super) fn broken(name: &str, lines: usize) -> Option<Vec<String>> {
    if lines <= 1 {
        return Some(vec![name.to_owned()]);
    }
    let after = |letter: char| matches!(letter, ' ' | '-');
    let breaks = name.char_indices().filter(|&(_, letter)| after(letter)).map(|(at, letter)| at + letter.len_utf8());
    let ways = breaks.filter(|&at| at < name.len()).filter_map(|at| {
        let mut way = vec![name[..at].trim_end().to_owned()];
        way.extend(broken(&name[at..], lines - 1)?);
        Some(way)
    });
    ways.min_by_key(|way| way.iter().map(|line| line.chars().count()).max())
}

#[cfg(test)]
mod tests {
    use super::super::letters::Face;
    use super::*;

    const AREA: Rect = Rect { left: 0, top: 0, width: 10_000, height: 10_000 };

    fn square(left: i32, top: i32, side: i32) -> Rings {
        vec![vec![[left, top], [left + side, top], [left + side, top + side], [left, top + side], [left, top]]]
    }

    fn variant(text: &str, size: i32, inside: f64) -> Variant {
        let style = Style { halo: 40, ..Style::new(Face::Narrow, size, "#000") };
        Variant { lines: vec![text.into()], style, inside }
    }

    #[test]
    fn a_name_stands_in_the_middle_of_what_it_names() {
        let rings = square(1_000, 2_000, 2_000);
        let placed = place(&[Named { variants: vec![variant("Oise", 300, 1.0)], rings: &rings }], AREA);
        let rect = placed[0].as_ref().expect("there is room").rect();
        assert!((rect.left + rect.width / 2 - 2_000).abs() < 150, "{rect:?}");
        assert!((rect.top + rect.height / 2 - 3_000).abs() < 150, "{rect:?}");
    }

    #[test]
    fn no_two_names_overlap_and_all_stay_in_the_area() {
        // Forty names for the same small place: the first ones take what there is.
        let rings = square(8_000, 8_000, 2_400);
        let wanted: Vec<Named> = (0..40)
            .map(|number| Named { variants: vec![variant(&format!("Commune {number}"), 300, 0.5)], rings: &rings })
            .collect();
        let placed: Vec<Rect> = place(&wanted, AREA).iter().flatten().map(Placed::rect).collect();
        assert!((3..40).contains(&placed.len()), "{}", placed.len());
        for (at, one) in placed.iter().enumerate() {
            assert!(AREA.holds(*one) && placed[at + 1..].iter().all(|other| !one.meets(*other)), "{one:?}");
        }
    }

    #[test]
    fn a_name_too_large_is_written_in_the_next_variant_or_not_at_all() {
        let rings = square(100, 100, 600);
        let variants = vec![variant("Pyrénées-Atlantiques", 300, 0.9), variant("64", 300, 0.9)];
        let placed = place(&[Named { variants, rings: &rings }], AREA);
        assert_eq!(placed[0].as_ref().expect("the code fits").variant.lines, ["64"]);
        let variants = vec![variant("Pyrénées-Atlantiques", 300, 0.9)];
        assert!(place(&[Named { variants, rings: &rings }], AREA)[0].is_none());
    }

    #[test]
    fn a_long_name_is_broken_at_spaces_and_hyphens() {
        assert_eq!(broken("Pyrénées-Atlantiques", 2), Some(vec!["Pyrénées-".into(), "Atlantiques".into()]));
        assert_eq!(broken("Futaies et Meutes du Nord", 2), Some(vec!["Futaies et".into(), "Meutes du Nord".into()]));
        assert_eq!(broken("Oise", 2), None);
    }
}

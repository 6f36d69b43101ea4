//! Points in regions: one that is surely inside, and whether one is.

use super::bounds::Bounds;
use super::grid::Point;
use super::region::{Region, twice_area};

/// A point inside a region, halfway between two rows of the grid: no vertex is ever on its level.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Inside {
    pub(super) x: f64,
    /// The row below; the point is half a step above it.
    pub(super) row: i64,
}

impl Inside {
    /// The middle of the widest of the stretches inside the region at three levels of its largest ring, or of a smaller one where
    /// there is none; `None` for a region without inside.
    pub fn of(region: &Region) -> Option<Self> {
        if let [rings] = region.polygons.as_slice()
            && rings.len() == 1
        {
            return Self::at_levels_of(&region.bounds(), region);
        }
        let mut rings: Vec<(i128, Bounds)> =
            region.rings().map(|ring| (twice_area(ring).abs(), Bounds::around(ring.iter().copied()))).collect();
        // Not the levels of the whole: between islands that lie apart there is only the sea.
        rings.sort_by_key(|(area, _)| std::cmp::Reverse(*area));
        rings.iter().find_map(|(_, bounds)| Self::at_levels_of(bounds, region))
    }

    fn at_levels_of(bounds: &Bounds, region: &Region) -> Option<Self> {
        let height = bounds.high[1].checked_sub(bounds.low[1]).filter(|&height| height > 0)?;
        let rows = [2, 1, 3].map(|quarter| (bounds.low[1] + height * quarter / 4).min(bounds.high[1] - 1));
        let mut crossed: [Vec<f64>; 3] = Default::default();
        // Most segments cross none of the levels: points between the same ones.
        let level = |point: Point| rows.iter().filter(|&&row| point.y > row).count();
        for (from, to) in region.segments().filter(|&(from, to)| level(from) != level(to)) {
            for (row, crossings) in rows.iter().zip(&mut crossed) {
                crossings.extend(crossing(from, to, *row));
            }
        }
        let mut best: Option<(f64, Self)> = None;
        for (row, mut crossings) in rows.into_iter().zip(crossed) {
            crossings.sort_by(f64::total_cmp);
            for pair in crossings.chunks_exact(2) {
                let (width, middle) = (pair[1] - pair[0], f64::midpoint(pair[0], pair[1]));
                if width > best.map_or(0.0, |(widest, _)| widest) {
                    best = Some((width, Self { x: middle, row }));
                }
            }
        }
        best.map(|(_, inside)| inside)
    }

    fn is_within(self, bounds: &Bounds) -> bool {
        (bounds.low[1]..bounds.high[1]).contains(&self.row)
            && self.x >= bounds.low[0] as f64
            && self.x <= bounds.high[0] as f64
    }
}

/// Where a segment crosses the level half a step above a row: the same number whichever way it is followed.
pub(super) fn crossing(from: Point, to: Point, row: i64) -> Option<f64> {
    if (from.y <= row) == (to.y <= row) {
        return None;
    }
    let (from, to) = if from.y < to.y { (from, to) } else { (to, from) };
    let along = ((row - from.y) as f64 + 0.5) / (to.y - from.y) as f64;
    Some(from.x as f64 + along * (to.x - from.x) as f64)
}

/// The segments of a region by level, so that asking for a point looks at few of them.
pub(super) struct Levels {
    bounds: Bounds,
    /// Rows of a level.
    step: i64,
    /// Where each level begins in `segments`, and one end more.
    starts: Vec<u32>,
    segments: Vec<(Point, Point)>,
}

impl Levels {
    pub fn new(region: &Region) -> Self {
        let bounds = region.bounds();
        let count = region.rings().map(<[Point]>::len).sum::<usize>();
        let levels = (count / 8).clamp(1, 4096) as i64;
        let height = if bounds.is_empty() { 0 } else { bounds.high[1] - bounds.low[1] };
        let step = height / levels + 1;
        let level = |y: i64| ((y - bounds.low[1]) / step) as usize;
        let span = |(from, to): &(Point, Point)| level(from.y.min(to.y))..=level(from.y.max(to.y));
        let mut starts = vec![0_u32; levels as usize + 2];
        for segment in region.segments() {
            span(&segment).for_each(|at| starts[at + 1] += 1);
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut next = starts.clone();
        let mut segments = vec![(Point::ZERO, Point::ZERO); starts.last().map_or(0, |&end| end as usize)];
        for segment in region.segments() {
            for at in span(&segment) {
                segments[next[at] as usize] = segment;
                next[at] += 1;
            }
        }
        Self { bounds, step, starts, segments }
    }

    /// Whether the point is in the region.
    pub fn hold(&self, point: Inside) -> bool {
        if !point.is_within(&self.bounds) {
            return false;
        }
        let level = ((point.row - self.bounds.low[1]) / self.step) as usize;
        let segments = &self.segments[self.starts[level] as usize..self.starts[level + 1] as usize];
        let crossed = |&&(from, to): &&(Point, Point)| crossing(from, to, point.row).is_some_and(|x| x < point.x);
        segments.iter().filter(crossed).count() % 2 == 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn region(rings: &[&[(i64, i64)]]) -> Region {
        Region::new(vec![rings.iter().map(|ring| ring.iter().map(|&(x, y)| Point::new(x, y)).collect()).collect()])
    }

    #[test]
    fn the_point_inside_is_in_its_region_and_in_none_beside_it() {
        let ring = region(&[&[(0, 0), (90, 0), (90, 90), (0, 90)], &[(10, 10), (80, 10), (80, 80), (10, 80)]]);
        let hole = region(&[&[(10, 10), (80, 10), (80, 80), (10, 80)]]);
        for (region, other) in [(&ring, &hole), (&hole, &ring)] {
            let inside = Inside::of(region).unwrap();
            assert!(Levels::new(region).hold(inside) && !Levels::new(other).hold(inside));
        }
    }

    #[test]
    fn a_region_without_area_has_no_point_inside() {
        assert_eq!(Inside::of(&region(&[&[(0, 0), (9, 0)]])), None);
        assert_eq!(Inside::of(&region(&[&[(0, 0), (9, 9)]])), None);
        assert_eq!(Inside::of(&Region::default()), None);
    }

    #[test]
    fn islands_that_lie_far_apart_have_a_point_inside_the_largest() {
        let large: &[(i64, i64)] = &[(0, 0), (90, 0), (90, 9), (0, 9)];
        let islands = region(&[large, &[(500, 900), (501, 900), (501, 901)]]);
        let inside = Inside::of(&islands).unwrap();
        assert!(Levels::new(&islands).hold(inside) && Levels::new(&region(&[large])).hold(inside));
    }

    #[test]
    fn there_and_back_along_a_segment_holds_nothing() {
        // A third and two thirds of a step are rounded apart.
        let spike = Levels::new(&region(&[&[(0, 0), (1, 3)]]));
        let [there, back] = [1.0 / 3.0 / 2.0, 1.0 - 2.5 / 3.0].map(|x| Inside { x, row: 0 });
        assert!(there != back && !spike.hold(there) && !spike.hold(back));
    }

    #[test]
    fn the_smallest_triangle_has_one() {
        assert!(Inside::of(&region(&[&[(0, 0), (1, 0), (0, 1)]])).is_some());
    }
}

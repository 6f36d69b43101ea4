//! Hatching and dots inside of rings, as path data. The lines lie on one grid for the whole page, so that they go on from
//! one thing to the next.

use super::path::{Point, push_numbers};

/// Lines from lower left to upper right, `step` units apart along the horizontal.
pub(super) fn lines(rings: &[Vec<Point>], step: i32) -> String {
    // Along such a line x + y is the same: turned so, lines are rows.
    let turned: Vec<Vec<Point>> =
        rings.iter().map(|ring| ring.iter().map(|&[x, y]| [x - y, x + y]).collect()).collect();
    let mut data = String::new();
    for (sum, begin, end) in rows(&turned, step) {
        let (from, to) = ([(sum + begin) / 2, (sum - begin) / 2], [(sum + end) / 2, (sum - end) / 2]);
        if to[0] > from[0] {
            push_numbers(&mut data, 'M', &from);
            push_numbers(&mut data, 'l', &[to[0] - from[0], to[1] - from[1]]);
        }
    }
    data
}

/// Dots `step` units apart, every other row between those of the row before; none nearer to an edge along its row than `room`.
pub(super) fn dots(rings: &[Vec<Point>], step: i32, room: i32) -> String {
    let mut data = String::new();
    let half = step / 2;
    for (y, begin, end) in rows(rings, half) {
        let shift = if (y / half) % 2 == 0 { 0 } else { half };
        let first = (begin + room - shift + step - 1).div_euclid(step);
        let last = (end - room - shift).div_euclid(step);
        for x in (first..=last).map(|number| number * step + shift) {
            push_numbers(&mut data, 'M', &[x, y]);
            // A line of no length is not drawn by every program.
            data.push_str("h1");
        }
    }
    data
}

/// The parts of horizontal rows at multiples of `step` that lie inside of rings: y, and from which x to which.
fn rows(rings: &[Vec<Point>], step: i32) -> Vec<(i32, i32, i32)> {
    let mut meets: Vec<Point> = Vec::new();
    for ring in rings {
        for (from, to) in ring.iter().zip(ring.iter().cycle().skip(1)) {
            let (low, high) = if from[1] < to[1] { (from, to) } else { (to, from) };
            // An edge has its lower end, not its upper one: a row through a vertex meets one of two edges that go on.
            for row in
                low[1].div_euclid(step) + i32::from(low[1].rem_euclid(step) != 0)..=(high[1] - 1).div_euclid(step)
            {
                let y = row * step;
                let along = i64::from(high[0] - low[0]) * i64::from(y - low[1]);
                meets.push([y, low[0] + along.div_euclid(i64::from(high[1] - low[1])) as i32]);
            }
        }
    }
    meets.sort_unstable();
    let rows = meets.chunk_by(|one, other| one[0] == other[0]);
    rows.flat_map(|row| row.chunks_exact(2).map(|pair| (pair[0][0], pair[0][1], pair[1][1]))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(left: i32, top: i32, side: i32) -> Vec<Point> {
        vec![[left, top], [left + side, top], [left + side, top + side], [left, top + side], [left, top]]
    }

    #[test]
    fn rows_end_at_the_edges_and_leave_holes_out() {
        let rings = [square(0, 0, 100), square(40, 40, 20)];
        assert_eq!(rows(&rings, 50), [(0, 0, 100), (50, 0, 40), (50, 60, 100)]);
    }

    #[test]
    fn hatching_runs_from_edge_to_edge() {
        assert_eq!(lines(&[square(0, 0, 100)], 100), "M0,100l100-100");
    }

    #[test]
    fn dots_keep_off_the_edges() {
        assert_eq!(dots(&[square(0, 0, 100)], 50, 20), "M50,0h1M25,25h1M75,25h1M50,50h1M25,75h1M75,75h1");
        assert_eq!(dots(&[square(10, 10, 20)], 50, 20), "");
    }
}

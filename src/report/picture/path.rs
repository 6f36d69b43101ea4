//! Rings and lines as path data of SVG: whole numbers, relative to the place before.

use std::fmt::Write;

/// A place on the page, from its upper left corner, in units.
pub(super) type Point = [i32; 2];

/// Appends relative numbers: a minus sign parts as well as a comma does.
pub(super) fn push_numbers(data: &mut String, command: char, numbers: &[i32]) {
    data.push(command);
    for (place, number) in numbers.iter().enumerate() {
        if place > 0 && *number >= 0 {
            data.push(',');
        }
        let _ = write!(data, "{number}");
    }
}

/// Closed rings as path data. Rings that have become a line or a point are left out.
pub(super) fn rings(rings: &[Vec<Point>]) -> String {
    let mut data = String::new();
    for ring in rings {
        let mut points = without_repeats(ring);
        if points.len() > 1 && points.first() == points.last() {
            points.pop();
        }
        if points.len() > 2 {
            push_points(&mut data, &points);
            data.push('z');
        }
    }
    data
}

/// Open lines as path data.
pub(super) fn lines<'a>(lines: impl Iterator<Item = &'a [Point]>) -> String {
    let mut data = String::new();
    for line in lines {
        let points = without_repeats(line);
        if points.len() > 1 {
            push_points(&mut data, &points);
        }
    }
    data
}

fn without_repeats(line: &[Point]) -> Vec<Point> {
    let mut points = line.to_vec();
    points.dedup();
    points
}

fn push_points(data: &mut String, points: &[Point]) {
    let Some((first, rest)) = points.split_first() else { return };
    push_numbers(data, 'M', first);
    let (mut last, mut command) = (*first, 'l');
    for point in rest {
        let step = [point[0] - last[0], point[1] - last[1]];
        if command == ' ' && step[0] < 0 {
            // The sign is enough.
            push_numbers(data, '-', &[-step[0], step[1]]);
        } else {
            push_numbers(data, command, &step);
        }
        (last, command) = (*point, ' ');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rings_are_relative_whole_numbers_without_repeats_and_slivers() {
        let square = vec![[10, 10], [10, 10], [20, 10], [15, -5], [10, 10]];
        let gone = vec![[0, 0], [0, 0], [1, 1], [0, 0]];
        assert_eq!(rings(&[square, gone]), "M10,10l10,0-5-15z");
    }
}

//! Ways between nodes, and the cells of a face between them.

use super::grid::Point;
use super::plain::{Line, Mask, Stop, holds};
use super::region::{Region, twice_area};

/// What a way is of.
#[derive(Clone, Copy)]
enum Of {
    /// A piece of a line.
    Line(Mask),
    /// The border of the face, from a stop to the next of its ring.
    Border { from: usize, to: usize },
}

/// A way from node to node; the way back is a way too.
struct Way {
    start: usize,
    end: usize,
    /// The next point after the start.
    second: Point,
    of: Of,
}

/// Ways, in both directions: way `2 i` and, backwards, `2 i + 1`.
pub(super) struct Graph<'a> {
    face: &'a Region,
    stops: &'a [Stop],
    nodes: Vec<Point>,
    ways: Vec<Way>,
    /// Ways by the node that they leave from and, there, counter-clockwise.
    leaving: Vec<usize>,
    /// The place of each way there.
    place: Vec<usize>,
    /// Where each node's begin, and one end more.
    starts: Vec<usize>,
}

/// A part of a face and the regions that hold it.
type Cell = (Mask, Vec<Vec<Point>>);

impl<'a> Graph<'a> {
    /// Of a face, lines with their cuts, and the stops on its border, sorted. `None` for a face with a hole that lines meet, or beside
    /// a polygon that they meet.
    pub fn new(face: &'a Region, lines: &[Line], stops: &'a [Stop]) -> Option<Self> {
        let ends =
            lines.iter().flat_map(|line| [line.segment.from, line.segment.to].into_iter().chain(line.cuts.clone()));
        let mut nodes: Vec<Point> = ends.chain(stops.iter().map(Stop::point)).collect();
        nodes.sort_unstable_by_key(|node| (node.x, node.y));
        nodes.dedup();
        let node = |point: Point| nodes.binary_search_by_key(&(point.x, point.y), |node| (node.x, node.y)).ok();
        let mut ways: Vec<Way> = Vec::new();
        for line in lines {
            let mut points = line.cuts.clone();
            points.sort_by_key(|&point| line.segment.along(point));
            points.insert(0, line.segment.from);
            points.push(line.segment.to);
            for pair in points.windows(2) {
                let (from, to) = (pair[0], pair[1]);
                let (start, end, of) = (node(from)?, node(to)?, Of::Line(line.mask));
                ways.push(Way { start, end, second: to, of });
                ways.push(Way { start: end, end: start, second: from, of });
            }
        }
        let rings: Vec<&[Point]> = face.rings().collect();
        let mut first = 0;
        for of_ring in stops.chunk_by(|a, b| a.ring == b.ring) {
            let count = of_ring.len();
            for index in 0..count {
                let (from, to) = (first + index, first + (index + 1) % count);
                let between = between(rings.get(of_ring[0].ring)?, &stops[from], &stops[to]);
                let (here, there) = (stops[from].point(), stops[to].point());
                let (second, last) = (between.clone().next().unwrap_or(there), between.last().unwrap_or(here));
                let (start, end, of) = (node(here)?, node(there)?, Of::Border { from, to });
                ways.push(Way { start, end, second, of });
                ways.push(Way { start: end, end: start, second: last, of });
            }
            first += count;
        }
        let mut graph = Self { face, stops, nodes, ways, leaving: Vec::new(), place: Vec::new(), starts: Vec::new() };
        graph.sort();
        Some(graph)
    }

    /// Sorts ways around their nodes.
    fn sort(&mut self) {
        let ways = &self.ways;
        let direction = |way: usize| {
            let (from, to) = (self.nodes[ways[way].start], ways[way].second);
            (to.x - from.x, to.y - from.y)
        };
        let is_lower = |(x, y): (i64, i64)| y < 0 || (y == 0 && x < 0);
        let mut leaving: Vec<usize> = (0..ways.len()).collect();
        leaving.sort_by(|&a, &b| {
            let by_node = ways[a].start.cmp(&ways[b].start);
            by_node.then_with(|| {
                let (p, q) = (direction(a), direction(b));
                is_lower(p).cmp(&is_lower(q)).then_with(|| (q.0 * p.1).cmp(&(p.0 * q.1)))
            })
        });
        let mut starts = vec![0; self.nodes.len() + 1];
        let mut place = vec![0; ways.len()];
        for (at, &way) in leaving.iter().enumerate() {
            starts[ways[way].start + 1] = at + 1;
            place[way] = at;
        }
        for node in 1..starts.len() {
            starts[node] = starts[node].max(starts[node - 1]);
        }
        (self.leaving, self.place, self.starts) = (leaving, place, starts);
    }

    /// The way that goes on at the end of another with the same cell on its left: the first one clockwise.
    fn next(&self, way: usize) -> usize {
        let node = self.ways[way].end;
        let (first, end) = (self.starts[node], self.starts[node + 1]);
        let place = self.place[way ^ 1];
        self.leaving[if place == first { end - 1 } else { place - 1 }]
    }

    /// The cells, each with the regions that hold it; `label` tells them of a point on no line. `None` where a cell is no disc.
    pub fn cells(&self, label: &impl Fn(Point) -> Mask) -> Option<Vec<Cell>> {
        let mut cells: Vec<Cell> = Vec::new();
        let mut labels: Vec<Option<Mask>> = vec![None; self.ways.len()];
        let rings: Vec<&[Point]> = self.face.rings().collect();
        let mut ring = 0;
        for polygon in &self.face.polygons {
            let own = ring..ring + polygon.len();
            ring = own.end;
            if !self.stops.iter().any(|stop| own.contains(&stop.ring)) {
                cells.push((label(*polygon.first()?.first()?), polygon.clone()));
                continue;
            }
            if polygon.len() > 1 {
                return None;
            }
            let is_forward = twice_area(rings.get(own.start)?) > 0;
            let is_inner = |index: usize| index % 2 == usize::from(!is_forward);
            let seed = self.ways.iter().enumerate().filter(|(index, _)| is_inner(*index)).find_map(|(index, way)| {
                let Of::Border { from, to } = way.of else { return None };
                let is_own = self.stops[from].ring == own.start;
                let mut vertices = between(rings[own.start], &self.stops[from], &self.stops[to]);
                vertices.next().filter(|_| is_own).map(|vertex| (index, label(vertex)))
            });
            self.flood(seed?, own.start, &rings, &mut labels, &mut cells)?;
            let is_missed = |index: usize| match self.ways[index].of {
                Of::Border { from, .. } => {
                    self.stops[from].ring == own.start && labels[index].is_some() != is_inner(index)
                }
                Of::Line(_) => false,
            };
            if (0..self.ways.len()).any(is_missed) {
                return None;
            }
        }
        // Lines that no cell has met lie outside the face, or are an island in a cell.
        let is_stop = |point: Point| self.stops.iter().any(|stop| stop.point() == point);
        let is_island = |index: usize| {
            let point = self.nodes[self.ways[index].start];
            labels[index].is_none()
                && matches!(self.ways[index].of, Of::Line(_))
                && self.face.bounds().sides(point) == 0
                && !is_stop(point)
                && self.face.polygons.iter().any(|polygon| holds(polygon, point))
        };
        (!(0..self.ways.len()).any(is_island)).then_some(cells)
    }

    /// Walks around a cell on the left of a way, and around all that lie beyond its lines.
    fn flood(
        &self,
        seed: (usize, Mask),
        own: usize,
        rings: &[&[Point]],
        labels: &mut [Option<Mask>],
        cells: &mut Vec<Cell>,
    ) -> Option<()> {
        let mut waiting = vec![seed];
        let mut nodes: Vec<usize> = Vec::new();
        while let Some((start, mask)) = waiting.pop() {
            if let Some(known) = labels[start] {
                if known != mask {
                    return None;
                }
                continue;
            }
            let mut points: Vec<Point> = Vec::new();
            let mut way = start;
            nodes.clear();
            loop {
                if labels[way].replace(mask).is_some() {
                    return None;
                }
                let here = &self.ways[way];
                nodes.push(here.start);
                points.push(self.nodes[here.start]);
                match here.of {
                    Of::Line(of) => waiting.push((way ^ 1, mask ^ of)),
                    Of::Border { from, to } => {
                        if self.stops[from].ring != own {
                            return None;
                        }
                        let begin = points.len();
                        points.extend(between(rings[own], &self.stops[from], &self.stops[to]));
                        if way % 2 == 1 {
                            points[begin..].reverse();
                        }
                    }
                }
                way = self.next(way);
                if way == start {
                    break;
                }
            }
            nodes.sort_unstable();
            if twice_area(&points) <= 0 || nodes.windows(2).any(|pair| pair[0] == pair[1]) {
                return None;
            }
            let least = (0..points.len()).min_by_key(|&at| (points[at].x, points[at].y)).unwrap_or(0);
            points.rotate_left(least);
            cells.push((mask, vec![points]));
        }
        Some(())
    }
}

/// The vertices of a ring after a stop and before another; from a stop to itself, all of them.
fn between<'a>(ring: &'a [Point], from: &Stop, to: &Stop) -> impl Iterator<Item = Point> + Clone + use<'a> {
    let count = ring.len();
    let wraps = (to.at, to.along) <= (from.at, from.along);
    // A stop in a segment comes after the vertex that the segment begins with.
    let end = to.at + usize::from(to.along > 0) + if wraps { count } else { 0 };
    (from.at + 1..end).map(move |at| ring[at % count])
}

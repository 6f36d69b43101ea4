//! The cells, by their halves: made of the border and of what is inside it, followed around, told apart.

use super::super::grid::Point;
use super::super::locate::{Inside, crossing};
use super::halves::{Half, HalfId, Way};
use super::meetings::{Along, Meetings, NodeId};
use super::rounds::{Rounds, ring};
use super::sides::{Sides, twice_area};
use super::state::Stretch;
use super::{Cell, Cut, Segment};

/// Steps that places found in floating point may be wrong by, and much more.
const DOUBT: f64 = 1e-3;

/// A node on the border.
struct Stop {
    side: usize,
    along: Along,
    node: NodeId,
    /// The half that begins here, once `border` has made it.
    half: HalfId,
}

pub(super) fn cells(
    sides: &Sides,
    cuts: &[Cut],
    meetings: &Meetings,
    inner: &[Stretch],
    anchor: Inside,
) -> Option<Vec<Cell>> {
    if inner.is_empty() {
        return Some(Vec::new());
    }
    let mut halves: Vec<Half> = Vec::with_capacity(2 * (inner.len() + 2 * meetings.on_sides.len()));
    for stretch in inner {
        let cut = &cuts[stretch.cut];
        let towards = difference(cut.segment);
        let way = Way::Cut(cut.regions);
        halves.push(Half { from: stretch.ends[0], towards, way });
        halves.push(Half { from: stretch.ends[1], towards: (-towards.0, -towards.1), way });
    }
    let mut stops = stops(meetings, inner);
    let uncut = border(sides, &mut stops, &mut halves);
    if uncut.first() == Some(&0) {
        return None;
    }
    let next = turns(&halves, meetings.nodes.len())?;
    let rounds = Rounds::new(&halves, &next.after)?;
    // By Euler's formula all is of one piece with the border: nodes and faces, those beyond each ring that is cut too, less edges are 2.
    let outer = sides.rings.len() - uncut.len();
    // A point that two rings have in common would be two nodes.
    if outer > 1 && sides.touch() {
        return None;
    }
    if next.nodes + rounds.starts.len() - 1 + outer != halves.len() / 2 + 2 {
        return None;
    }
    let differs = rounds.differs(&halves, at_anchor(sides, cuts, &stops, anchor)?)?;
    let mut cells: Vec<Cell> = Vec::with_capacity(differs.len());
    let mut seen = vec![0; meetings.nodes.len()];
    for (round, differs) in differs.into_iter().enumerate() {
        let first = cells.len();
        let mut holes: Vec<Vec<Point>> = Vec::new();
        rounds.each_simple(round, &halves, &mut seen, |part| {
            let ring = ring(part, &halves, sides, meetings);
            match twice_area(&ring) {
                ..0 => holes.push(ring),
                // Rounding has left nothing of it.
                0 => {}
                1.. => cells.push(Cell { differs, rings: vec![ring] }),
            }
        });
        // Where there is none around, rounding has turned a cell inside out.
        match &mut cells[first..] {
            [cell] => cell.rings.extend(holes),
            _ if holes.is_empty() => {}
            _ => return None,
        }
    }
    let around = |&hole: &usize| {
        let point = sides.all[sides.rings[hole].start].0;
        cells.iter().position(|cell| Sides::new(&cell.rings).hold(point))
    };
    let around = uncut.iter().map(around).collect::<Option<Vec<usize>>>()?;
    for (cell, hole) in around.into_iter().zip(uncut) {
        cells[cell].rings.extend(rings(sides, hole..hole + 1));
    }
    Some(cells)
}

/// Some rings as points.
fn rings(sides: &Sides, which: std::ops::Range<usize>) -> Vec<Vec<Point>> {
    sides.rings[which].iter().map(|ring| sides.all[ring.clone()].iter().map(|side| side.0).collect()).collect()
}

fn difference((from, to): Segment) -> (i64, i64) {
    (to.x - from.x, to.y - from.y)
}

/// The nodes on the border that a stretch begins or ends at, by side and place.
fn stops(meetings: &Meetings, inner: &[Stretch]) -> Vec<Stop> {
    let stop = |side, along, node| Stop { side, along, node, half: 0 };
    let mut stops: Vec<Stop> = meetings.on_sides.iter().map(|it| stop(it.of, it.along, it.node)).collect();
    let mut corners: Vec<(usize, NodeId)> = inner
        .iter()
        .flat_map(|stretch| stretch.ends)
        .filter_map(|node| meetings.corner.get(node as usize).copied().flatten().map(|side| (side, node)))
        .collect();
    corners.sort_unstable();
    corners.dedup();
    stops.extend(corners.into_iter().map(|(side, node)| stop(side, Along::BEGINNING, node)));
    stops.sort_by(|a, b| a.side.cmp(&b.side).then(a.along.cmp(b.along)));
    stops
}

/// Adds the halves between stops; gives the rings without a stop.
fn border(sides: &Sides, stops: &mut [Stop], halves: &mut Vec<Half>) -> Vec<usize> {
    let mut uncut = Vec::new();
    for (at, ring) in sides.rings.iter().enumerate() {
        let first = stops.partition_point(|stop| stop.side < ring.start);
        let end = stops.partition_point(|stop| stop.side < ring.end);
        if first == end {
            uncut.push(at);
            continue;
        }
        for here in first..end {
            let there = if here + 1 == end { first } else { here + 1 };
            stops[here].half = halves.len() as HalfId;
            let (begin, end) = (stops[here].side, stops[there].side);
            let is_corner = stops[there].along.share() == 0.0;
            let (x, y) = difference(sides.all[if is_corner { sides.before(end) } else { end }]);
            let count = if there > here { end - begin } else { ring.len() - (begin - end) };
            let way = Way::Border { ring: at, side: begin, count };
            halves.push(Half { from: stops[here].node, towards: difference(sides.all[begin]), way });
            halves.push(Half { from: stops[there].node, towards: (-x, -y), way: Way::Outside });
        }
    }
    uncut
}

/// Where to go on from each half.
struct Turns {
    /// The half that keeps left after each.
    after: Vec<HalfId>,
    /// Nodes with halves.
    nodes: usize,
}

/// `None` where two halves leave a node in one direction, or only one does.
fn turns(halves: &[Half], nodes: usize) -> Option<Turns> {
    let is_upper = |(x, y): (i64, i64)| y > 0 || (y == 0 && x > 0);
    let cross = |a: (i64, i64), b: (i64, i64)| a.0 * b.1 - a.1 * b.0;
    let around = |a: HalfId, b: HalfId| {
        let (a, b) = (halves[a as usize].towards, halves[b as usize].towards);
        is_upper(b).cmp(&is_upper(a)).then_with(|| 0.cmp(&cross(a, b)))
    };
    let mut starts = vec![0_u32; nodes + 2];
    halves.iter().for_each(|half| starts[half.from as usize + 2] += 1);
    for node in 2..starts.len() {
        starts[node] += starts[node - 1];
    }
    let mut sorted: Vec<HalfId> = vec![0; halves.len()];
    for (id, half) in halves.iter().enumerate() {
        let place = &mut starts[half.from as usize + 1];
        sorted[*place as usize] = id as HalfId;
        *place += 1;
    }
    let mut turns = Turns { after: vec![0; halves.len()], nodes: 0 };
    for node in 0..nodes {
        let leaving = &mut sorted[starts[node] as usize..starts[node + 1] as usize];
        if leaving.is_empty() {
            continue;
        }
        leaving.sort_unstable_by(|&a, &b| around(a, b));
        if leaving.len() == 1 || leaving.windows(2).any(|pair| around(pair[0], pair[1]).is_eq()) {
            return None;
        }
        turns.nodes += 1;
        for (at, &half) in leaving.iter().enumerate() {
            let clockwise = if at == 0 { leaving.len() - 1 } else { at - 1 };
            turns.after[(half ^ 1) as usize] = leaving[clockwise];
        }
    }
    Some(turns)
}

/// A half of the border beside a cell, and the regions that differ between there and the anchor: those whose cuts pass between.
/// `None` where it is too close to tell.
fn at_anchor(sides: &Sides, cuts: &[Cut], stops: &[Stop], anchor: Inside) -> Option<(HalfId, u64)> {
    let level = anchor.row as f64 + 0.5;
    // From the side nearest to the west the way to the anchor stays inside.
    let across = sides.all.iter().enumerate();
    let west =
        across.filter_map(|(at, &(from, to))| Some((at, crossing(from, to, anchor.row).filter(|&x| x < anchor.x)?)));
    let (side, x) = west.max_by(|a, b| a.1.total_cmp(&b.1))?;
    let mut differs = 0;
    for cut in cuts {
        let Some(passes) = crossing(cut.segment.0, cut.segment.1, anchor.row) else { continue };
        if (passes - x).abs() < DOUBT || (passes - anchor.x).abs() < DOUBT {
            return None;
        }
        if passes > x && passes < anchor.x {
            differs ^= cut.regions;
        }
    }
    let ring = sides.rings.iter().find(|ring| ring.contains(&side))?;
    let (from, to) = sides.all[side];
    let (height, share) = ((to.y - from.y) as f64, (level - from.y as f64) / (to.y - from.y) as f64);
    let on_side = stops.iter().filter(|stop| stop.side == side);
    if on_side.clone().any(|stop| ((stop.along.share() - share) * height).abs() < DOUBT) {
        return None;
    }
    let on_ring = || stops.iter().filter(|stop| ring.contains(&stop.side));
    let is_before = |stop: &&Stop| stop.side < side || (stop.side == side && stop.along.share() < share);
    // Around the ring: before its first stop runs the half from its last one.
    on_ring().rfind(is_before).or_else(|| on_ring().next_back()).map(|stop| (stop.half, differs))
}

//! Which face gets what several hold or none does.

use std::collections::BTreeMap;

use geo_types::{Coord, Rect};
use rustc_hash::FxHashMap;

use super::local::Local;
use super::moved::Region;
use super::options::RepairOptions;
use super::report::{Change, Kind};
use crate::{FaceId, Surface};

/// One way to decide a seam.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Way {
    /// A face keeps what it held and nothing more.
    Keeps(FaceId),
    /// A face gives up what others hold too, and gets what none holds.
    Yields(FaceId),
    /// Each cell goes to the face with the longest border to it.
    LongestBorder,
    /// A gap goes to the first of the faces beside it in this order, an overlap to the last of its holders.
    Order(usize),
}

/// With more faces around a seam than this, their orders are too many to be tried.
const ORDERED: usize = 4;

/// The owners of all cells once the thin ones in `place` are given away.
pub(super) struct Decision {
    pub owners: Vec<Vec<FaceId>>,
    pub changes: Vec<Change>,
    /// Where more would have had to move than the tolerance, and how far.
    pub refused: Vec<(Coord<f64>, f64)>,
    /// Gaps among these.
    pub refused_gaps: Vec<u32>,
    /// Area of all that was refused, in square metres.
    pub refused_area: f64,
}

/// How good a way is: vertices made, vertices lost, metres moved. Less is better.
type Score = (usize, usize, f64);

/// Gives thin cells away.
pub(super) fn decide(local: &Local, place: &Rect<f64>, surface: &impl Surface, options: &RepairOptions) -> Decision {
    let tolerance = options.tolerance;
    let mut decision = Decision {
        owners: local.holders.clone(),
        changes: Vec::new(),
        refused: Vec::new(),
        refused_gaps: Vec::new(),
        refused_area: 0.0,
    };
    let is_thin = |&cell: &u32| {
        let (touches, within) = local.lies_in(cell, place);
        let (in_question, width) = match local.holders[cell as usize].len() {
            0 => (within, options.gap_width),
            1 => (false, 0.0),
            _ => (touches, tolerance),
        };
        in_question && local.measures(cell, surface).2 <= width
    };
    let thin: Vec<u32> = (1..local.cells.count() as u32).filter(is_thin).collect();
    for seam in seams(local, &thin) {
        let Err(needed) = settle(local, &seam, &[], &mut decision, surface, tolerance) else { continue };
        // All together would be too far; some of it may not be.
        let alone: Vec<(u32, f64)> = match seam[..] {
            [cell] => vec![(cell, needed)],
            _ => one_by_one(local, seam, &mut decision, surface, tolerance),
        };
        for (cell, needed) in alone {
            decision.refused.push((local.measures(cell, surface).0, needed));
            decision.refused_area += local.measures(cell, surface).1;
            decision.refused_gaps.extend(local.holders[cell as usize].is_empty().then_some(cell));
        }
    }
    // How far borders would have to move for what is wide.
    let is_wide = |&cell: &u32| {
        local.holders[cell as usize].len() > 1 && thin.binary_search(&cell).is_err() && local.lies_in(cell, place).0
    };
    for cell in (1..local.cells.count() as u32).filter(is_wide) {
        if let Err(needed) = settle(local, &[cell], &[], &mut decision, surface, -1.0) {
            decision.refused.push((local.measures(cell, surface).0, needed));
        }
    }
    decision
}

/// Decides each cell of a seam by itself; gives those for which that cannot be, with how far borders would have to move.
fn one_by_one(
    local: &Local,
    seam: Vec<u32>,
    decision: &mut Decision,
    surface: &impl Surface,
    tolerance: f64,
) -> Vec<(u32, f64)> {
    let (mut given_away, mut refused): (Vec<u32>, Vec<(u32, f64)>) = (Vec::new(), Vec::new());
    for cell in seam {
        match settle(local, &[cell], &given_away, decision, surface, tolerance) {
            Ok(()) => given_away.push(cell),
            Err(needed) => refused.push((cell, needed)),
        }
    }
    refused
}

/// Cells that touch, together.
fn seams(local: &Local, thin: &[u32]) -> Vec<Vec<u32>> {
    let mut seam_of: FxHashMap<u32, usize> = FxHashMap::default();
    let mut seams: Vec<Vec<u32>> = Vec::new();
    for &cell in thin {
        let vertices = local.vertices_of(cell);
        let mut met: Vec<usize> = vertices.iter().filter_map(|vertex| seam_of.get(vertex).copied()).collect();
        met.sort_unstable();
        met.dedup();
        let seam = met.first().copied().unwrap_or_else(|| {
            seams.push(Vec::new());
            seams.len() - 1
        });
        let mut cells = vec![cell];
        met.iter().skip(1).for_each(|&other| cells.extend(std::mem::take(&mut seams[other])));
        for &cell in &cells {
            local.vertices_of(cell).into_iter().for_each(|vertex| {
                seam_of.insert(vertex, seam);
            });
        }
        seams[seam].extend(cells);
    }
    seams.retain(|seam| !seam.is_empty());
    seams.iter_mut().for_each(|seam| seam.sort_unstable());
    seams
}

/// Decides a seam the best way there is within the tolerance; or says how far borders would have to move. Where cells
/// that it touches were `given_away` before, borders are measured from where they were before that.
fn settle(
    local: &Local,
    seam: &[u32],
    given_away: &[u32],
    decision: &mut Decision,
    surface: &impl Surface,
    tolerance: f64,
) -> Result<(), f64> {
    let mut faces: Vec<FaceId> = seam.iter().flat_map(|&cell| faces_of(local, &decision.owners, cell)).collect();
    faces.sort_unstable();
    faces.dedup();
    let ways = faces.iter().flat_map(|&face| [Way::Keeps(face), Way::Yields(face)]).chain([Way::LongestBorder]);
    let orders = match faces.len() {
        ..3 => Vec::new(),
        3..=ORDERED => orders(&faces),
        _ => turns(&faces),
    };
    let ways = ways.chain((0..orders.len()).map(Way::Order));
    let mut around: Vec<u32> = seam.iter().flat_map(|&cell| local.vertices_of(cell)).collect();
    around.sort_unstable();
    around.dedup();
    let region = Region::new(local, seam, given_away, surface, tolerance);
    let former = if region.is_more_than(seam) { &local.holders } else { &decision.owners };
    let mut best: Option<(Score, Vec<FaceId>)> = None;
    let mut tried: Vec<Vec<FaceId>> = Vec::new();
    let mut needed = f64::INFINITY;
    let mut trial = decision.owners.clone();
    for way in ways {
        seam.iter().for_each(|&cell| trial[cell as usize].clone_from(&decision.owners[cell as usize]));
        let Some(to) = seam
            .iter()
            .map(|&cell| chosen(local, &decision.owners, seam, cell, (way, &orders), surface))
            .collect::<Option<Vec<FaceId>>>()
        else {
            continue;
        };
        if tried.contains(&to) {
            continue;
        }
        tried.push(to.clone());
        seam.iter().zip(&to).for_each(|(&cell, &face)| trial[cell as usize] = vec![face]);
        if faces.iter().any(|face| vanishes(&decision.owners, &trial, *face)) {
            continue;
        }
        let moved = region.moved(former, &trial, &faces, surface);
        needed = needed.min(moved);
        if moved > tolerance {
            continue;
        }
        let (mut made, mut lost) = (0, 0);
        for vertex in &around {
            match ((*vertex as usize) < local.given, local.is_kept(&trial, *vertex)) {
                (true, false) => lost += 1,
                (false, true) => made += 1,
                _ => {}
            }
        }
        let score = (made, lost, moved);
        let is_better = |old: &Score| (score.0, score.1).cmp(&(old.0, old.1)).then(score.2.total_cmp(&old.2)).is_lt();
        if best.as_ref().is_none_or(|(old, _)| is_better(old)) {
            best = Some((score, to));
        }
    }
    let Some(((_, _, moved), to)) = best else { return Err(needed) };
    for (&cell, &face) in seam.iter().zip(&to) {
        let holders = &decision.owners[cell as usize];
        let kind = if holders.is_empty() { Kind::Gap } else { Kind::Overlap };
        let faces = if holders.is_empty() { faces_of(local, &decision.owners, cell) } else { holders.clone() };
        let (at, area, width) = local.measures(cell, surface);
        decision.changes.push(Change { kind, faces, to: face, at, area, width, moved });
    }
    seam.iter().zip(to).for_each(|(&cell, face)| decision.owners[cell as usize] = vec![face]);
    Ok(())
}

/// Faces that hold a cell or lie beside it, ascending.
fn faces_of(local: &Local, owners: &[Vec<FaceId>], cell: u32) -> Vec<FaceId> {
    let across = local.cells.around(cell).map(|half| local.cells.left(half ^ 1) as usize);
    let mut faces: Vec<FaceId> = across.chain([cell as usize]).flat_map(|cell| owners[cell].iter().copied()).collect();
    faces.sort_unstable();
    faces.dedup();
    faces
}

/// The face that a way gives a cell to.
fn chosen(
    local: &Local,
    owners: &[Vec<FaceId>],
    seam: &[u32],
    cell: u32,
    (way, orders): (Way, &[Vec<FaceId>]),
    surface: &impl Surface,
) -> Option<FaceId> {
    let holders = &owners[cell as usize];
    let borders = borders(local, owners, seam, cell, surface);
    let longest = |allowed: &dyn Fn(FaceId) -> bool| {
        let sound = borders.iter().filter(|(face, _)| allowed(**face));
        let first = sound.min_by(|a, b| b.1.total_cmp(a.1).then(a.0.cmp(b.0))).map(|(&face, _)| face);
        first.or_else(|| holders.iter().copied().find(|&face| allowed(face)))
    };
    let may = |face: FaceId| holders.is_empty() || holders.contains(&face);
    match way {
        Way::Keeps(face) if holders.contains(&face) => Some(face),
        Way::Yields(face) if holders.is_empty() && borders.contains_key(&face) => Some(face),
        Way::Keeps(face) | Way::Yields(face) => {
            longest(&|other| may(other) && other != face).or_else(|| longest(&|other| may(other)))
        }
        Way::LongestBorder => longest(&|other| may(other)),
        Way::Order(index) if holders.is_empty() => {
            let order = &orders[index];
            order.iter().copied().find(|face| borders.contains_key(face)).or_else(|| order.first().copied())
        }
        Way::Order(index) => orders[index].iter().rev().copied().find(|face| holders.contains(face)),
    }
}

/// Some faces in ascending order begun with each of them, and in descending order likewise.
fn turns(faces: &[FaceId]) -> Vec<Vec<FaceId>> {
    let turned = |start: usize| [&faces[start..], &faces[..start]].concat();
    let ascending: Vec<Vec<FaceId>> = (0..faces.len()).map(turned).collect();
    let descending = ascending.iter().map(|order| order.iter().rev().copied().collect());
    ascending.iter().cloned().chain(descending).collect()
}

/// All orders of some faces.
fn orders(faces: &[FaceId]) -> Vec<Vec<FaceId>> {
    if faces.len() < 2 {
        return vec![faces.to_vec()];
    }
    let mut all = Vec::new();
    for (i, &first) in faces.iter().enumerate() {
        let rest: Vec<FaceId> = faces.iter().enumerate().filter(|&(j, _)| j != i).map(|(_, &face)| face).collect();
        all.extend(orders(&rest).into_iter().map(|order| [vec![first], order].concat()));
    }
    all
}

/// Metres of border that a cell has with each face beside it, apart from the rest of its seam.
fn borders(
    local: &Local,
    owners: &[Vec<FaceId>],
    seam: &[u32],
    cell: u32,
    surface: &impl Surface,
) -> BTreeMap<FaceId, f64> {
    let mut borders: BTreeMap<FaceId, f64> = BTreeMap::new();
    for half in local.cells.around(cell) {
        let across = local.cells.left(half ^ 1);
        if seam.binary_search(&across).is_err() {
            let (from, to) = local.ends(half);
            for &face in &owners[across as usize] {
                *borders.entry(face).or_default() += surface.length(from, to);
            }
        }
    }
    borders
}

fn vanishes(before: &[Vec<FaceId>], after: &[Vec<FaceId>], face: FaceId) -> bool {
    let has = |owners: &[Vec<FaceId>]| owners.iter().any(|owners| owners.contains(&face));
    has(before) && !has(after)
}

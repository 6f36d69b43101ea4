//! Shapes on the grid of the packed file, repaired there, and what is told of that.
//!
//! Rounding to a tenth of a metre is enough to make a ring cross itself where it nearly touches itself already, so that
//! repair comes after it. Some overlaps are thinner than the grid: repaired on it, they would only turn into others. So
//! repair makes its vertices finer, they are rounded, and what that has brought about is repaired in turn.

use std::collections::BTreeMap;

use geo_types::Coord;

use crate::cog::CommuneCode;
use crate::coverage::repair::{Kind, Repair, RepairOptions, repair};
use crate::coverage::{Ellipsoid, FaceId, Shapes};
use crate::reference::metadata::{ClosedSummary, LeftSummary, RepairSummary};
use crate::reference::pack::{GRID, GRID_DECIMALS};

/// Contours put on the grid and repaired. Only gaps are closed that cannot be water: those that [`RepairOptions`] take by
/// default.
pub(super) fn repaired(shapes: Shapes, tolerance: f64) -> Repair {
    repaired_with(shapes, tolerance, RepairOptions::default().gap_width.min(tolerance))
}

/// Rounds of repair and rounding after which vertices are made on the grid at once. All of France takes three.
const ROUNDS: usize = 6;

/// The same with gaps as wide as said, in metres.
pub(super) fn repaired_with(mut shapes: Shapes, tolerance: f64, gap_width: f64) -> Repair {
    let mut done = Repair::default();
    let mut decimals = GRID_DECIMALS + 1;
    to_grid(&mut shapes);
    for round in 0..=ROUNDS {
        if round == ROUNDS {
            decimals = GRID_DECIMALS;
        }
        let options = RepairOptions { tolerance, gap_width, decimals, drop_duplicates: false };
        let mut next = repair(&shapes, &Ellipsoid::WGS84, &options);
        done.changes.append(&mut next.changes);
        done.emptied.append(&mut next.emptied);
        (shapes, done.left) = (next.shapes, next.left);
        if !to_grid(&mut shapes) {
            break;
        }
    }
    Repair { shapes, ..done }
}

/// Rounds all vertices to the grid. Whether any was not on it.
fn to_grid(shapes: &mut Shapes) -> bool {
    let mut moved = false;
    for vertex in shapes.vertices_mut() {
        let on_grid = Coord { x: snap(vertex.x), y: snap(vertex.y) };
        moved |= on_grid != *vertex;
        *vertex = on_grid;
    }
    moved
}

fn snap(degrees: f64) -> f64 {
    (degrees * GRID).round() / GRID
}

impl RepairSummary {
    /// What a repair did to the contours of the units that `owners` name, face by face.
    pub(super) fn of(repair: &Repair, tolerance: f64, owners: &[CommuneCode]) -> Self {
        let codes = |faces: &mut dyn Iterator<Item = FaceId>| {
            let mut codes: Vec<CommuneCode> = faces.map(|face| owners[face as usize]).collect();
            codes.sort_unstable();
            codes.dedup();
            codes
        };
        let mut closed: BTreeMap<Vec<CommuneCode>, ClosedSummary> = BTreeMap::new();
        for change in &repair.changes {
            let codes = codes(&mut change.faces.iter().copied().chain([change.to]));
            let place = closed.entry(codes.clone()).or_insert_with(|| ClosedSummary {
                codes,
                at: at(change.at),
                gaps: 0,
                overlaps: 0,
                area_m2: 0.0,
                moved_m: 0.0,
            });
            match change.kind {
                Kind::Gap => place.gaps += 1,
                Kind::Overlap => place.overlaps += 1,
            }
            place.area_m2 += change.area;
            place.moved_m = place.moved_m.max(change.moved);
        }
        let rounded = |place: ClosedSummary| ClosedSummary {
            area_m2: round(place.area_m2, 0),
            moved_m: round(place.moved_m, 1),
            ..place
        };
        let left = repair.left.iter().map(|left| LeftSummary {
            rule: left.defect.rule().to_owned(),
            codes: codes(&mut left.defect.faces().into_iter()),
            at: left.defect.at().map(at),
            needed_m: left.needed.map(|metres| round(metres, 1)),
        });
        Self {
            tolerance_m: tolerance,
            closed: closed.into_values().map(rounded).collect(),
            emptied: codes(&mut repair.emptied.iter().copied()),
            left: left.collect(),
        }
    }
}

fn at(place: Coord<f64>) -> [f64; 2] {
    [snap(place.x), snap(place.y)]
}

fn round(value: f64, places: i32) -> f64 {
    let scale = 10f64.powi(places);
    (value * scale).round() / scale
}

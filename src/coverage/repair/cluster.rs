//! Defects that lie near each other, to be mended together.

use geo::{BoundingRect, Intersects};
use geo_types::{Coord, Rect};

use crate::validate::Defect;

/// Extents of sets of defects, each grown by `margin`, such that no two of them meet.
pub(super) fn places(defects: &[Defect], without_width: &[Rect<f64>], margin: f64) -> Vec<Rect<f64>> {
    let of_defects = defects.iter().filter_map(|defect| match defect {
        Defect::Overlap { polygon, .. } | Defect::Gap { polygon, .. } => polygon.exterior().bounding_rect(),
        // Told by the overlap or gap that they are at the edge of, or by their extents.
        Defect::UnmatchedEdge { .. } => None,
        Defect::Spike { at, .. }
        | Defect::RingCrossing { at, .. }
        | Defect::SelfTouch { at, .. }
        | Defect::HoleOutside { at, .. }
        | Defect::Nested { at, .. }
        | Defect::CutInside { at, .. }
        | Defect::BorderCrossing { at, .. } => Some(Rect::new(*at, *at)),
        _ => None,
    });
    let grow = Coord { x: margin, y: margin };
    let mut places: Vec<Rect<f64>> = of_defects
        .chain(without_width.iter().copied())
        .map(|rect| Rect::new(rect.min() - grow, rect.max() + grow))
        .collect();
    let order = |a: &Rect<f64>, b: &Rect<f64>| {
        a.min().x.total_cmp(&b.min().x).then(a.min().y.total_cmp(&b.min().y)).then(a.max().x.total_cmp(&b.max().x))
    };
    // Until nothing meets: what has grown may meet what it did not before.
    loop {
        places.sort_by(order);
        let before = places.len();
        let mut merged: Vec<Rect<f64>> = Vec::with_capacity(before);
        for place in places {
            match merged.iter().rposition(|other| other.intersects(&place)) {
                Some(other) => merged[other] = around(merged[other], place),
                None => merged.push(place),
            }
        }
        if merged.len() == before {
            return merged;
        }
        places = merged;
    }
}

/// The extent around two.
pub(super) fn around(a: Rect<f64>, b: Rect<f64>) -> Rect<f64> {
    let low = Coord { x: a.min().x.min(b.min().x), y: a.min().y.min(b.min().y) };
    let high = Coord { x: a.max().x.max(b.max().x), y: a.max().y.max(b.max().y) };
    Rect::new(low, high)
}

//! Rules between faces: overlaps, gaps and edges that do not match, from the count of faces that cover each cell
//! between free segments.

use geo_types::Rect;
use rustc_hash::FxHashSet;

use super::free::Free;
use super::piece::Piece;
use super::segments::{SegmentMeeting, Segments};
use super::slits::{self, Slit};
use super::{Defect, Options};
use crate::arrangement::Source;
use crate::{FaceId, Shapes, Surface};

/// What is wrong between faces.
pub(crate) struct Found {
    /// The defects, sorted.
    pub defects: Vec<Defect>,
    /// Straight lines that end open gaps.
    pub mouths: Vec<Source>,
    /// Extents of borders that lie on each other with other vertices.
    pub without_width: Vec<Rect<f64>>,
}

pub(crate) fn check(
    shapes: &Shapes,
    segments: &Segments,
    meetings: &[SegmentMeeting],
    surface: &impl Surface,
    options: &Options,
) -> Found {
    let free = Free::new(segments);
    let mut found = Found { defects: Vec::new(), mouths: Vec::new(), without_width: Vec::new() };
    let mut told_gaps: FxHashSet<u32> = FxHashSet::default();
    if let Some(plane) = free.plane(&[]) {
        found.without_width = plane.unwidened.iter().map(|(edge, _)| Rect::new(edge.from, edge.to)).collect();
        found.defects.extend(free.edges_without_width(&plane.unwidened, surface));
        let counts = free.counts(&plane.cells);
        for cell in 1..plane.cells.count() as u32 {
            let count = counts[cell as usize];
            if count != 0 && count < 2 {
                continue;
            }
            let piece = Piece::new(&free, &plane.cells, cell, surface);
            if count == 0 && piece.faces.len() > 1 && options.gaps.hold(piece.width, piece.area) {
                told_gaps.extend(piece.sources(&free, &plane.cells));
                found.defects.extend(piece.unmatched(&free, &plane.cells, false, surface));
                found.defects.push(piece.gap(false));
            } else if count >= 2 {
                let piece = piece.with_holders(shapes, segments, count as usize);
                if piece.faces.len() < 2 {
                    // Polygons of one face: told as a defect of the face.
                    continue;
                }
                found.defects.extend(piece.unmatched(&free, &plane.cells, true, surface));
                if options.overlaps.hold(piece.width, piece.area) {
                    found.defects.push(piece.overlap());
                }
            }
        }
    }
    if options.mouth_width > 0.0 {
        for Slit { defects, mouths } in slits::find(&free, &told_gaps, surface, options) {
            found.defects.extend(defects);
            found.mouths.extend(mouths);
        }
    }
    let crossings = border_crossings(segments, meetings, &free, &found.defects);
    found.defects.extend(crossings);
    found.defects.sort_by_cached_key(|defect| {
        let at = defect.at().unwrap_or_default();
        (defect.rule(), defect.faces(), crate::ring::node_key(at))
    });
    found
}

/// Crossings of borders where no overlap of the faces is told.
fn border_crossings(segments: &Segments, meetings: &[SegmentMeeting], free: &Free, told: &[Defect]) -> Vec<Defect> {
    let is_free = |uses: &[u32]| uses.iter().any(|segment| free.segments.free.binary_search(segment).is_ok());
    let overlaps: Vec<(&[FaceId], geo_types::Rect<f64>)> = told
        .iter()
        .filter_map(|defect| match defect {
            Defect::Overlap { faces, polygon, .. } => {
                Some((faces.as_slice(), geo::BoundingRect::bounding_rect(polygon.exterior())?))
            }
            _ => None,
        })
        .collect();
    let mut crossings = Vec::new();
    for &SegmentMeeting { segments: (a, b), meeting } in meetings {
        let (a, b) = (segments.uses(a), segments.uses(b));
        if is_free(&a) && is_free(&b) {
            continue;
        }
        let faces_of = |uses: &[u32]| uses.iter().map(|&segment| segments.face_of(segment)).collect::<Vec<_>>();
        let (a, b) = (faces_of(&a), faces_of(&b));
        if a.iter().any(|face| b.contains(face)) {
            continue;
        }
        let at = meeting.at();
        let is_told = overlaps.iter().any(|(faces, extent)| {
            let holds = |of: &[FaceId]| of.iter().any(|face| faces.contains(face));
            holds(&a) && holds(&b) && geo::Intersects::intersects(extent, &at)
        });
        if !is_told {
            let mut faces = [a, b].concat();
            faces.sort_unstable();
            faces.dedup();
            crossings.push(Defect::BorderCrossing { faces, at });
        }
    }
    crossings
}

//! Faces of a coverage by where they are.

use rayon::prelude::*;
use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

use super::bounds::Bounds;
use super::grid::Grid;
use crate::{Coverage, FaceId};

/// The faces of a coverage by the rectangles around them.
#[derive(Debug)]
pub(super) struct Faces {
    bounds: Vec<Bounds>,
    tree: RTree<GeomWithData<Rectangle<[f64; 2]>, FaceId>>,
}

impl Faces {
    pub fn of(coverage: &Coverage, grid: Grid) -> Self {
        let bounds = face_bounds(coverage, grid);
        let boxes = bounds.iter().enumerate().filter(|(_, bounds)| !bounds.is_empty());
        let item = |(face, bounds): (usize, &Bounds)| {
            GeomWithData::new(Rectangle::from_corners(corner(bounds.low), corner(bounds.high)), face as FaceId)
        };
        let tree = RTree::bulk_load(boxes.map(item).collect());
        Self { bounds, tree }
    }

    /// Number of faces.
    pub fn count(&self) -> usize {
        self.bounds.len()
    }

    /// The rectangle around a face.
    pub fn bounds(&self, face: FaceId) -> Bounds {
        self.bounds[face as usize]
    }

    /// The faces whose rectangles meet one.
    pub fn near<'a>(&'a self, place: &Bounds) -> impl Iterator<Item = FaceId> + use<'a> {
        let around = (!place.is_empty()).then(|| AABB::from_corners(corner(place.low), corner(place.high)));
        around.into_iter().flat_map(|around| self.tree.locate_in_envelope_intersecting(around)).map(|it| it.data)
    }
}

fn corner([x, y]: [i64; 2]) -> [f64; 2] {
    [x as f64, y as f64]
}

/// The rectangle around each face.
fn face_bounds(coverage: &Coverage, grid: Grid) -> Vec<Bounds> {
    let bounds_of_arc = |arc| Bounds::around(coverage.arc(arc).iter().map(|&vertex| grid.point(vertex)));
    let arcs: Vec<Bounds> = (0..coverage.arc_count()).into_par_iter().map(bounds_of_arc).collect();
    let of_face = |face: FaceId| {
        coverage.arcs_of(face).iter().fold(Bounds::default(), |bounds, arc| bounds.joined(arcs[arc.index()]))
    };
    (0..coverage.face_count() as FaceId).into_par_iter().map(of_face).collect()
}

//! A few faces with defects between them, cut into cells: who holds what, and which borders follow.

use geo_types::{Coord, MultiPolygon, Rect};

use crate::arrangement::{Cells, HalfEdge, Noder, Source, foot, reaching};
use crate::{FaceId, Surface};

/// The faces around a defect, cut into cells.
pub(super) struct Local {
    pub cells: Cells,
    /// The face of each source; lines that end gaps come after them.
    pub source_faces: Vec<FaceId>,
    /// The faces that hold each cell before any is given away.
    pub holders: Vec<Vec<FaceId>>,
    /// Vertices that were there from the beginning come first.
    pub given: usize,
    leaving: Vec<Option<HalfEdge>>,
}

impl Local {
    /// None if noding does not come to an end.
    pub fn new(faces: &[(FaceId, MultiPolygon<f64>)], lids: &[Source], decimals: u32) -> Option<Self> {
        let (mut sources, mut source_faces) = (Vec::new(), Vec::new());
        for (face, shape) in faces {
            for polygon in shape {
                for (ring, line) in std::iter::once(polygon.exterior()).chain(polygon.interiors()).enumerate() {
                    let on_left = (twice_area(&line.0) > 0.0) == (ring == 0);
                    for pair in line.0.windows(2).filter(|pair| pair[0] != pair[1]) {
                        let (from, to) = if on_left { (pair[0], pair[1]) } else { (pair[1], pair[0]) };
                        sources.push(Source { from, to });
                        source_faces.push(*face);
                    }
                }
            }
        }
        let given = Noder::new(&sources, decimals).given;
        let lids = reaching(&sources, lids, decimals);
        let mut noder = Noder::new(&[sources, lids].concat(), decimals);
        noder.node()?;
        let edges = noder.edges();
        let cells = Cells::new(noder.vertices, edges);
        let holders = holders(&cells, &source_faces);
        let leaving = cells.leaving();
        Some(Self { cells, source_faces, holders, given, leaving })
    }

    /// Faces that `owners` puts on the left of a half-edge and not on its right.
    pub fn bounded<'a>(&self, owners: &'a [Vec<FaceId>], half: HalfEdge) -> impl Iterator<Item = FaceId> + 'a {
        let (left, right) = (&owners[self.cells.left(half) as usize], &owners[self.cells.left(half ^ 1) as usize]);
        left.iter().copied().filter(move |face| !right.contains(face))
    }

    /// Whether an edge is a border of any face.
    pub fn is_border(&self, owners: &[Vec<FaceId>], half: HalfEdge) -> bool {
        owners[self.cells.left(half) as usize] != owners[self.cells.left(half ^ 1) as usize]
    }

    /// All half-edges that leave a vertex, clockwise.
    pub fn around(&self, vertex: u32) -> impl Iterator<Item = HalfEdge> {
        let first = self.leaving[vertex as usize];
        let mut at = first;
        std::iter::from_fn(move || {
            let current = at?;
            at = Some(self.cells.next(current ^ 1)).filter(|&next| Some(next) != first);
            Some(current)
        })
    }

    /// Whether a vertex is one of a border. One where a segment only passes on between the same faces is not.
    pub fn is_kept(&self, owners: &[Vec<FaceId>], vertex: u32) -> bool {
        let borders: Vec<HalfEdge> = self.around(vertex).filter(|&half| self.is_border(owners, half)).collect();
        if borders.is_empty() {
            return false;
        }
        if (vertex as usize) < self.given && borders.len() != 2 {
            return true;
        }
        let goes_on =
            |&half: &HalfEdge| borders.iter().any(|&other| other != half && self.is_straight(owners, half ^ 1, other));
        !borders.iter().all(goes_on)
    }

    /// Whether two half-edges, one after the other, are pieces of the same segments between the same faces.
    fn is_straight(&self, owners: &[Vec<FaceId>], half: HalfEdge, next: HalfEdge) -> bool {
        let sides = |half: HalfEdge| -> [Vec<FaceId>; 2] {
            [self.bounded(owners, half).collect(), self.bounded(owners, half ^ 1).collect()]
        };
        let of = sides(half);
        if of != sides(next) {
            return false;
        }
        let sources = |half: HalfEdge| -> Vec<u32> {
            let all = || self.cells.edges[half as usize / 2].sources.iter().map(|&(source, _)| source);
            let face = |source: u32| self.source_faces.get(source as usize);
            let own: Vec<u32> = all()
                .filter(|&source| face(source).is_some_and(|face| of.iter().any(|side| side.contains(face))))
                .collect();
            if own.is_empty() { all().collect() } else { own }
        };
        sources(half) == sources(next)
    }

    /// First vertex, area and width of a cell.
    pub fn measures(&self, cell: u32, surface: &impl Surface) -> (Coord<f64>, f64, f64) {
        let Some(&first) = self.cells.cycles_of(cell).first() else { return (Coord::default(), 0.0, f64::INFINITY) };
        let at = self.cells.at(self.cells.start(first));
        let origin = surface.equal_area(at);
        let (mut area, mut perimeter) = (0.0, 0.0);
        for half in self.cells.around(cell) {
            let (from, to) = self.ends(half);
            let (a, b) = (surface.equal_area(from) - origin, surface.equal_area(to) - origin);
            area += (a.x * b.y - b.x * a.y) / 2.0;
            perimeter += surface.length(from, to);
        }
        (at, area.abs(), 2.0 * area.abs() / perimeter)
    }

    /// Lines across a cell, from each of its vertices to the nearest other face beside it, no longer than `width`.
    pub fn lids_across(&self, cell: u32, surface: &impl Surface, width: f64) -> Vec<Source> {
        let faces = |half: HalfEdge| &self.holders[self.cells.left(half ^ 1) as usize];
        let around: Vec<HalfEdge> = self.cells.around(cell).collect();
        let mut lids = Vec::new();
        for vertex in self.vertices_of(cell) {
            let at = self.cells.at(vertex);
            let meets = |half: &&HalfEdge| self.cells.start(**half) == vertex || self.cells.end(**half) == vertex;
            let own: Vec<FaceId> = around.iter().filter(meets).flat_map(|&half| faces(half)).copied().collect();
            let mut nearest: Option<(f64, Coord<f64>)> = None;
            for &half in around.iter().filter(|&&half| faces(half).iter().all(|face| !own.contains(face))) {
                let (from, to) = self.ends(half);
                let (along, distance) = foot(surface, from, to, at);
                if distance <= width && nearest.is_none_or(|(best, _)| distance < best) {
                    let onto = if along == 0.0 {
                        from
                    } else if along == 1.0 {
                        to
                    } else {
                        from + (to - from) * along
                    };
                    nearest = Some((distance, onto));
                }
            }
            lids.extend(nearest.map(|(_, onto)| Source { from: at, to: onto }));
        }
        lids
    }

    /// Both ends of a half-edge.
    pub fn ends(&self, half: HalfEdge) -> (Coord<f64>, Coord<f64>) {
        (self.cells.at(self.cells.start(half)), self.cells.at(self.cells.end(half)))
    }

    /// Vertices of a cell, ascending.
    pub fn vertices_of(&self, cell: u32) -> Vec<u32> {
        let mut vertices: Vec<u32> = self.cells.around(cell).map(|half| self.cells.start(half)).collect();
        vertices.sort_unstable();
        vertices.dedup();
        vertices
    }

    /// Whether a cell has a vertex in an extent, and whether all its vertices are in it.
    pub fn lies_in(&self, cell: u32, place: &Rect<f64>) -> (bool, bool) {
        let inside = |vertex: u32| {
            let at = self.cells.at(vertex);
            (place.min().x..=place.max().x).contains(&at.x) && (place.min().y..=place.max().y).contains(&at.y)
        };
        let vertices = self.vertices_of(cell);
        let count = vertices.iter().filter(|&&vertex| inside(vertex)).count();
        (count > 0, count == vertices.len())
    }
}

/// Twice the area inside a closed line, positive where it turns counter-clockwise.
pub(super) fn twice_area(line: &[Coord<f64>]) -> f64 {
    let Some(&origin) = line.first() else { return 0.0 };
    line.windows(2).map(|pair| (pair[0] - origin, pair[1] - origin)).map(|(a, b)| a.x * b.y - b.x * a.y).sum()
}

/// The faces that wind around each cell; where none does as it should, one that does the other way.
fn holders(cells: &Cells, source_faces: &[FaceId]) -> Vec<Vec<FaceId>> {
    let step = |label: &Vec<(FaceId, i32)>, half: HalfEdge| {
        let mut label = label.clone();
        for &(source, same) in &cells.edges[half as usize / 2].sources {
            let Some(&face) = source_faces.get(source as usize) else { continue };
            let by = if same == half.is_multiple_of(2) { 1 } else { -1 };
            match label.binary_search_by_key(&face, |entry| entry.0) {
                Ok(at) => label[at].1 += by,
                Err(at) => label.insert(at, (face, by)),
            }
        }
        label.retain(|entry| entry.1 != 0);
        label
    };
    let labels = cells.labels(Vec::new(), step);
    let of_label = |label: Vec<(FaceId, i32)>| {
        let around = |sign: i32| -> Vec<FaceId> {
            label.iter().filter(|entry| entry.1 * sign > 0).map(|entry| entry.0).collect()
        };
        let right = around(1);
        if right.is_empty() { around(-1) } else { right }
    };
    labels.into_iter().map(of_label).collect()
}

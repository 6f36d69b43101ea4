//! A frame: some classes of the ground in one projection, at one scale, on the page.
//!
//! [`Land`] is what a frame shows, in metres of its projection; [`Drawn`] is that on the page, simplified for its scale. Both
//! are coverages: what lies side by side has the same vertices, so nothing opens between.

use std::collections::BTreeMap;
use std::io;

use geo_types::Coord;

use super::ground::{Class, Ground};
use super::path::Point;
use super::svg::Rect;
use crate::coverage::{ArcRef, Coverage, FaceId, Plane, Sides, Simplify};
use crate::formats;
use crate::report::model::Report;
use crate::report::parts::{Extent, Part};

/// What matters less on paper is left out: the side of a square, in units of the page.
const DETAIL: f64 = 11.0;

/// Some classes in metres.
#[derive(Debug)]
pub(super) struct Land {
    coverage: Coverage,
    /// The class of each face.
    classes: Vec<usize>,
    /// Where they lie.
    pub extent: Extent,
}

impl Land {
    /// The classes of a part of the country for which `holds` does, if they have any contour.
    pub(super) fn new(
        report: &Report,
        ground: &Ground,
        part: usize,
        holds: impl Fn(&Class) -> bool,
    ) -> io::Result<Option<Self>> {
        let classes: Vec<usize> = (0..ground.classes.len()).filter(|&class| holds(&ground.classes[class])).collect();
        let groups: Vec<Vec<FaceId>> = classes.iter().map(|&class| ground.units[class].clone()).collect();
        let merged = report.reference.coverage.merged(&groups).map_err(io::Error::other)?;
        let (mut arcs, mut extent) = (Vec::with_capacity(merged.arc_count()), Extent::EMPTY);
        for arc in 0..merged.arc_count() {
            let mut line: Vec<Coord<f64>> = merged.arc(arc).to_vec();
            formats::from_degrees(&mut line, Part::at(part).epsg).map_err(io::Error::other)?;
            line.iter().for_each(|&place| extent.take_in(place));
            arcs.push(line);
        }
        let coverage = merged.with_arcs(&arcs).map_err(io::Error::other)?;
        Ok((!extent.is_empty()).then_some(Self { coverage, classes, extent }))
    }

    /// Where the classes for which `holds` does lie.
    pub(super) fn extent_of(&self, ground: &Ground, holds: impl Fn(&Class) -> bool) -> Extent {
        let mut extent = Extent::EMPTY;
        for (face, &class) in (0..).zip(&self.classes) {
            if holds(&ground.classes[class]) {
                let arcs = self.coverage.arcs_of(face).iter();
                arcs.flat_map(|arc| self.coverage.arc(arc.index())).for_each(|&place| extent.take_in(place));
            }
        }
        extent
    }

    /// The land on the page: `scale` units for a metre, its middle in that of `rect`.
    pub(super) fn drawn<'a>(&self, ground: &'a Ground, rect: Rect, scale: f64) -> io::Result<Drawn<'a>> {
        let detail = Simplify::Visvalingam(DETAIL / scale);
        let coverage = self.coverage.simplified(&Plane, detail).map_err(io::Error::other)?;
        let [west, south, east, north] = self.extent.0;
        let middle = Coord { x: (west + east) / 2.0, y: (south + north) / 2.0 };
        let to = [rect.left + rect.width / 2, rect.top + rect.height / 2];
        let point = |place: &Coord<f64>| -> Point {
            let right = ((place.x - middle.x) * scale).round() as i32;
            let up = ((place.y - middle.y) * scale).round() as i32;
            [to[0] + right, to[1] - up]
        };
        let lines = (0..coverage.arc_count()).map(|arc| coverage.arc(arc).iter().map(point).collect()).collect();
        let classes = self.classes.iter().map(|&class| &ground.classes[class]).collect();
        Ok(Drawn { coverage, classes, lines })
    }
}

/// Classes on the page.
#[derive(Debug)]
pub(super) struct Drawn<'a> {
    coverage: Coverage,
    /// The class of each face.
    pub classes: Vec<&'a Class>,
    /// Each arc on the page.
    lines: Vec<Vec<Point>>,
}

/// Closed rings on the page.
pub(super) type Rings = Vec<Vec<Point>>;

impl Drawn<'_> {
    /// The rings around each of the things that faces are parts of: `of` tells which.
    pub(super) fn outlines<K: Ord>(&self, of: impl Fn(&Class) -> Vec<K>) -> Vec<(K, Rings)> {
        let mut groups: BTreeMap<K, Vec<FaceId>> = BTreeMap::new();
        for (face, class) in (0..).zip(&self.classes) {
            of(class).into_iter().for_each(|key| groups.entry(key).or_default().push(face));
        }
        groups.into_iter().map(|(key, faces)| (key, self.rings(&faces))).collect()
    }

    fn rings(&self, faces: &[FaceId]) -> Rings {
        let points = |ring: &Vec<ArcRef>| {
            let mut points: Vec<Point> = Vec::new();
            for arc in ring {
                let line = &self.lines[arc.index()];
                let skip = usize::from(!points.is_empty());
                if arc.is_reversed() {
                    points.extend(line.iter().rev().skip(skip));
                } else {
                    points.extend(line.iter().skip(skip));
                }
            }
            points
        };
        self.coverage.dissolve_arcs(faces).iter().flatten().map(points).collect()
    }

    /// The arcs for whose two sides `holds` does; outside is none.
    pub(super) fn lines(
        &self,
        holds: impl Fn(Option<&Class>, Option<&Class>) -> bool,
    ) -> impl Iterator<Item = &[Point]> {
        let class = |face: Option<FaceId>| face.and_then(|face| self.classes.get(face as usize).copied());
        (0..self.lines.len())
            .filter(move |&arc| {
                let Sides { left, right } = self.coverage.sides(arc);
                holds(class(left), class(right))
            })
            .map(|arc| self.lines[arc].as_slice())
    }
}

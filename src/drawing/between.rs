//! What drawn territories leave between them, and hold twice, before any unit is assigned.

use geo_types::MultiPolygon;

use super::iris::IrisLayer;
use super::pieces::SliverLimits;
use super::shares::Measured;
use super::territories::{Drawing, GRID};
use crate::coverage::overlay::{Matched, Region, split};
use crate::coverage::validate::{Defect, Options, Sizes, Validate};
use crate::coverage::{Coverage, Ellipsoid, Shapes};
use crate::reference::{Reference, UnitId};

/// What a place between territories is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum BetweenKind {
    /// Several territories hold it.
    Overlap,
    /// None holds it, and territories are all around it or nearly.
    Gap,
}

/// A place that several territories hold, or none.
#[derive(Debug, Clone, PartialEq)]
pub struct Between {
    /// Which.
    pub kind: BetweenKind,
    /// The territories that hold it, or are around it, by index.
    pub territories: Vec<usize>,
    /// The place.
    pub shape: MultiPolygon<f64>,
    /// Square metres.
    pub area: f64,
    /// Area over half the perimeter, in metres.
    pub width: f64,
    /// Whether it is no wider than a sliver.
    pub is_sliver: bool,
    /// The units that it holds something of, ascending, each with the square metres.
    pub units: Vec<(UnitId, u64)>,
    /// Inhabitants, estimated by the areas of units, or of IRIS where they are given.
    pub population: u64,
}

/// The overlaps and the gaps between the territories of a drawing, the largest first.
pub fn between(
    reference: &Reference,
    drawing: &Drawing,
    iris: Option<&IrisLayer>,
    limits: SliverLimits,
) -> Vec<Between> {
    let shapes: Shapes =
        drawing.territories.iter().map(|it| it.region.polygons(GRID)).collect::<Vec<_>>().iter().collect();
    let options = Options { overlaps: Sizes::ALL, gaps: Sizes::ALL, mouth_width: limits.width };
    let mut found: Vec<Between> = shapes
        .validation_errors(&Ellipsoid::WGS84, &options)
        .into_iter()
        .filter_map(|defect| {
            let (kind, faces, polygon, area, width) = match defect {
                Defect::Overlap { faces, polygon, area, width, .. } => {
                    (BetweenKind::Overlap, faces, polygon, area, width)
                }
                Defect::Gap { faces, polygon, area, width, .. } => (BetweenKind::Gap, faces, polygon, area, width),
                _ => return None,
            };
            let territories = faces.into_iter().map(|face| face as usize).collect();
            let is_sliver = width < limits.width;
            let shape = MultiPolygon(vec![polygon]);
            Some(Between { kind, territories, shape, area, width, is_sliver, units: Vec::new(), population: 0 })
        })
        .collect();
    found.sort_by(|a, b| {
        let order = a.kind.cmp(&b.kind).then(b.area.total_cmp(&a.area));
        order.then_with(|| a.territories.cmp(&b.territories))
    });
    let regions: Vec<Region> = found.iter().map(|it| Region::of_polygons(&it.shape, GRID)).collect();
    let people = |unit: UnitId| reference.unit(unit).population.map(u64::from);
    let has_iris = |unit: UnitId| iris.is_some_and(|iris| iris.of_unit.contains_key(&unit));
    let mut population = vec![0.0; found.len()];
    for (unit, place, area, whole) in held(&reference.coverage, &regions, limits) {
        found[place].units.push((unit, area));
        if !has_iris(unit)
            && let Some(people) = people(unit)
        {
            population[place] += people as f64 * area as f64 / whole as f64;
        }
    }
    if let Some(iris) = iris {
        for (index, place, area, whole) in held(&iris.coverage, &regions, limits) {
            let people = iris.population.get(index as usize).copied().flatten().unwrap_or(0);
            population[place] += people as f64 * area as f64 / whole as f64;
        }
    }
    for (found, population) in found.iter_mut().zip(population) {
        found.population = population.round() as u64;
    }
    found
}

/// How much of which face each region holds: face, region, square metres, and those of the face.
fn held(coverage: &Coverage, regions: &[Region], limits: SliverLimits) -> Vec<(u32, usize, u64, u64)> {
    let matched = Matched::new(coverage, GRID, regions);
    let mut all = Vec::new();
    for face in split(coverage, GRID, &matched, regions) {
        let measured = Measured::new(&face, coverage, limits);
        for (place, held) in measured.held() {
            if held.area > 0 {
                all.push((face.face, place, held.area, measured.area));
            }
        }
    }
    all
}

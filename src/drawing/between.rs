//! What drawn territories leave between them, and hold twice, before any unit is assigned.

use geo_types::MultiPolygon;

use super::iris::IrisLayer;
use super::pieces::{GRID, SliverLimits};
use super::shares::Measured;
use super::territories::Drawing;
use crate::coverage::overlay::{FaceParts, Matched, OverlayFailure, Region, gaps, open_gaps, overlaps, split};
use crate::coverage::{Areas, Coverage, Ellipsoid};
use crate::reference::{Reference, UnitId};

/// What a place between territories is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum BetweenKind {
    /// Several territories hold it.
    Overlap,
    /// None holds it, and territories are around it.
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
    /// Whether it is a gap that gives on the outside, by a mouth no wider than was asked for.
    pub is_open: bool,
    /// The units that it holds something of, ascending, each with the square metres.
    pub units: Vec<(UnitId, u64)>,
    /// Inhabitants, estimated by the areas of units, or of IRIS where they are given.
    pub population: u64,
}

/// The overlaps between the territories of a drawing, the gaps that they enclose, and those between them that open to the outside by
/// `mouth` metres at most, 0 for none; overlaps first, the largest of each kind first.
///
/// # Errors
/// The territories could not be laid over each other.
pub fn between(
    reference: &Reference,
    drawing: &Drawing,
    iris: Option<&IrisLayer>,
    limits: SliverLimits,
    mouth: f64,
) -> Result<Vec<Between>, OverlayFailure> {
    let all: Vec<Region> = drawing.territories.iter().map(|territory| territory.region.clone()).collect();
    let mut found: Vec<Between> = Vec::new();
    let open = open_gaps(&all, GRID, &Ellipsoid::WGS84, mouth)?;
    let places = [
        (BetweenKind::Overlap, false, overlaps(&all)?),
        (BetweenKind::Gap, false, gaps(&all)?),
        (BetweenKind::Gap, true, open),
    ];
    for (kind, is_open, places) in places {
        for (around, place) in places {
            let territories: Vec<usize> = around.into_iter().map(|id| id as usize).collect();
            for piece in place.pieces() {
                let measures = piece.measures(GRID, &Ellipsoid::WGS84);
                let (area, width) = (measures.area, measures.width());
                let (territories, is_sliver) = (territories.clone(), width < limits.width);
                let shape = piece.shape(GRID);
                found.push(Between {
                    kind,
                    territories,
                    shape,
                    area,
                    width,
                    is_sliver,
                    is_open,
                    units: Vec::new(),
                    population: 0,
                });
            }
        }
    }
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
    Ok(found)
}

/// How much of which face each region holds: face, region, square metres, and those of the face.
fn held(coverage: &Coverage, regions: &[Region], limits: SliverLimits) -> Vec<(u32, usize, u64, u64)> {
    let matched = Matched::new(coverage, GRID, regions);
    let areas = Areas::new(coverage, &Ellipsoid::WGS84);
    let of_face = |parts: FaceParts| -> Vec<_> {
        let face = parts.face;
        let measured = Measured::new(parts, &areas, limits);
        let held = measured.held().into_iter().filter(|(_, held)| held.area > 0);
        held.map(|(place, held)| (face, place, held.area, measured.area)).collect()
    };
    split(coverage, &matched, regions, of_face).into_iter().flatten().collect()
}

//! Units to drawn territories: who claims what, and what is doubtful.

use geo::{Area, BoundingRect};
use rayon::prelude::*;

use super::claims::{Judge, Judged};
use super::doubt::{Doubt, Noted};
use super::iris::IrisLayer;
use super::options::{AssignOptions, Claimed};
use super::pieces::{GRID, PieceClass, Review, SliverLimits};
use super::shares::Measured;
use super::territories::{Drawing, DrawnTerritory};
use crate::coverage::overlay::{FaceParts, Matched, Measures, Region, split};
use crate::coverage::{Areas, Ellipsoid};
use crate::reference::Reference;

/// What came out.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Assignment {
    /// Rows by territory, unit and part.
    pub rows: Vec<Claimed>,
    /// What was noticed: errors first.
    pub notes: Vec<Noted>,
    /// Pieces to be looked at, by unit.
    pub review: Vec<Review>,
}

/// Assigns units to the territories of a drawing. The order of features decides nothing but their numbers.
pub fn assign(
    reference: &Reference,
    drawing: &Drawing,
    iris: Option<&IrisLayer>,
    options: &AssignOptions,
) -> Assignment {
    let regions: Vec<Region> = drawing.territories.iter().map(|territory| territory.region.clone()).collect();
    let of_iris = iris.map(|iris| (iris, by_iris(iris, &regions, options.slivers))).unzip();
    let judge = Judge { reference, drawing, options, iris: of_iris.0, of_iris: of_iris.1.unwrap_or_default() };
    let areas = Areas::new(&reference.coverage, &Ellipsoid::WGS84);
    // A face is judged as soon as it is divided: all pieces of France at once would be a hundred megabytes.
    let judged = |face: FaceParts| judge.unit(face, &areas);
    let judged: Vec<Judged> = split(&reference.coverage, &drawing.matched, &regions, judged);
    let mut found =
        Assignment { notes: drawing.notes.clone(), review: drawing.rejected.clone(), ..Assignment::default() };
    let mut slivers = (0, 0, 0, 0.0_f64);
    let (mut by_area, mut by_list) = (0, 0);
    let mut held = vec![0_u64; drawing.territories.len()];
    for judged in judged {
        judged.held.iter().for_each(|&(territory, area)| held[territory] += area);
        slivers.0 += judged.slivers;
        slivers.1 += usize::from(judged.slivers > 0);
        slivers.2 += judged.sliver_area;
        slivers.3 = slivers.3.max(judged.sliver_width);
        let is_estimated = judged.rows.iter().any(|row| row.population.is_some());
        by_list += usize::from(is_estimated && judged.by_iris);
        by_area += usize::from(is_estimated && !judged.by_iris);
        found.rows.extend(judged.rows);
        found.notes.extend(judged.notes);
        found.review.extend(judged.review);
    }
    let whole = |doubt| Noted::of_features(doubt, Vec::new(), "");
    found.notes.extend(iris.iter().flat_map(|iris| &iris.notes).map(|note| whole(Doubt::Iris(note.clone()))));
    if slivers.0 > 0 {
        let (count, units, area, width) = slivers;
        found.notes.push(whole(Doubt::Slivers { count, units, area, width }));
    }
    for (units, basis) in [(by_area, None), (by_list, iris.map(|iris| iris.basis))] {
        found.notes.extend((units > 0).then(|| whole(Doubt::Estimated { units, basis })));
    }
    outside(drawing, &held, &mut found, options);
    found.rows.par_sort();
    Noted::sort(&mut found.notes);
    found.review.sort_by(|a, b| {
        (a.unit, a.class, &a.territories, &a.features).cmp(&(b.unit, b.class, &b.territories, &b.features))
    });
    found
}

/// Each IRIS and who holds how much of it, by number of the IRIS; those that nobody holds are left out.
fn by_iris(iris: &IrisLayer, regions: &[Region], limits: SliverLimits) -> Vec<Option<Measured>> {
    let matched = Matched::new(&iris.coverage, GRID, regions);
    let areas = Areas::new(&iris.coverage, &Ellipsoid::WGS84);
    let of_face = |face: FaceParts| (face.face, Measured::new(face, &areas, limits));
    let mut measured: Vec<Option<Measured>> = (0..iris.len()).map(|_| None).collect();
    for (face, of_face) in split(&iris.coverage, &matched, regions, of_face) {
        if let Some(place) = measured.get_mut(face as usize) {
            *place = Some(of_face);
        }
    }
    measured
}

/// Whether a region is no wider than about ten centimetres: points of a line, as the grid rounds them. Its area on the ellipsoid says
/// otherwise, for a line that is straight in degrees is bent there.
fn is_flat(region: &Region) -> bool {
    let shape = region.polygons(GRID);
    let length = shape.bounding_rect().map_or(0.0, |around| around.width().max(around.height()));
    shape.unsigned_area() <= 1e-6 * length
}

/// Tells territories that lie outside the units, or get none; `held` are the square metres of units that each holds.
fn outside(drawing: &Drawing, held: &[u64], found: &mut Assignment, options: &AssignOptions) {
    let mut has_rows = vec![false; drawing.territories.len()];
    found.rows.iter().for_each(|row| has_rows[row.territory] = true);
    let area = |territory: &DrawnTerritory| territory.region.area(GRID, &Ellipsoid::WGS84).round() as u64;
    let areas: Vec<u64> = drawing.territories.par_iter().map(area).collect();
    for (index, (territory, whole)) in drawing.territories.iter().zip(areas).enumerate() {
        let note = |doubt| Noted::of_features(doubt, territory.features.clone(), territory.label());
        let beyond = whole.saturating_sub(held[index]);
        let share = if whole > 0 { beyond as f64 / whole as f64 } else { 0.0 };
        if held[index] == 0 {
            found.notes.push(note(if whole == 0 || is_flat(&territory.region) {
                Doubt::NoArea
            } else {
                Doubt::Outside { area: whole }
            }));
            found.review.push(Review {
                class: PieceClass::Outside,
                unit: None,
                territories: vec![index],
                features: territory.features.clone(),
                shape: territory.region.polygons(GRID),
                measures: Measures { area: whole as f64, perimeter: 0.0 },
                share: None,
            });
            continue;
        }
        if share >= options.touched {
            found.notes.push(note(Doubt::PartlyOutside { area: beyond, share }));
        }
        if !has_rows[index] {
            found.notes.push(note(Doubt::HoldsNone));
        }
    }
}

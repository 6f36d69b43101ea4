//! One unit judged: who claims it, and what of it is doubtful.

use std::collections::BTreeMap;
use std::mem::take;

use super::doubt::{Doubt, Noted, Share};
use super::iris::IrisLayer;
use super::options::{AssignOptions, By, Claimed};
use super::pieces::{GRID, MeasuredPiece, PieceClass, Review};
use super::shares::{Held, Measured, MeasuredPart, claimants};
use super::territories::Drawing;
use crate::coverage::overlay::{FaceParts, Region, RegionId};
use crate::coverage::{Areas, Ellipsoid};
use crate::reference::{Reference, UnitId};

/// What units are judged by.
pub(super) struct Judge<'a> {
    pub reference: &'a Reference,
    pub drawing: &'a Drawing,
    pub options: &'a AssignOptions,
    pub iris: Option<&'a IrisLayer>,
    /// Each IRIS and who holds it.
    pub of_iris: Vec<Option<Measured>>,
}

/// What was found of a unit.
#[derive(Default)]
pub(super) struct Judged {
    pub rows: Vec<Claimed>,
    pub notes: Vec<Noted>,
    pub review: Vec<Review>,
    pub slivers: usize,
    pub sliver_area: u64,
    pub sliver_width: f64,
    /// Rows are of IRIS.
    pub by_iris: bool,
    /// Square metres of the unit that each territory holds.
    pub held: Vec<(usize, u64)>,
}

/// A unit and what is known of it.
pub(super) struct Unit<'a> {
    pub id: UnitId,
    pub measured: &'a Measured,
    pub held: BTreeMap<usize, Held>,
    /// Square metres in no territory, and in several, slivers aside.
    pub rest: u64,
    pub overlap: u64,
}

impl Judge<'_> {
    pub fn unit(&self, mut face: FaceParts, areas: &Areas<Ellipsoid>) -> Judged {
        let (id, at_point, failed) = (face.face, take(&mut face.at_point), take(&mut face.failed));
        let measured = &Measured::new(face, areas, self.options.slivers);
        let mut judged = Judged::default();
        for piece in measured.parts.iter().flat_map(|part| &part.pieces).filter(|piece| piece.is_sliver) {
            judged.slivers += 1;
            judged.sliver_area += piece.area.round() as u64;
            judged.sliver_width = judged.sliver_width.max(piece.measures().width());
        }
        let (_, rest) = measured.held_by(|territories| territories == 0);
        let (_, overlap) = measured.held_by(|territories| territories > 1);
        let unit = Unit { id, measured, held: measured.held(), rest, overlap };
        judged.held = unit.held.iter().map(|(&territory, held)| (territory, held.area)).collect();
        let taken = self.taken(&at_point, &unit);
        if !failed.is_empty() {
            let names: Vec<&str> = failed.iter().map(|&id| self.drawing.territories[id as usize].label()).collect();
            judged.notes.push(Noted { cpts: names.join(" | "), ..Noted::of_unit(Doubt::Failed, unit.id) });
        }
        self.doubts(&unit, &taken, &mut judged);
        self.review(&unit, &taken, &mut judged);
        judged
    }

    /// Who claims the unit as a whole.
    fn taken(&self, at_point: &[RegionId], unit: &Unit) -> Vec<usize> {
        if self.options.by == By::Point {
            return at_point.iter().map(|&id| id as usize).collect();
        }
        let population = if self.options.by == By::Population { self.people(unit) } else { None };
        if let Some((held, total)) = population.filter(|(_, total)| *total > 0) {
            return claimants(&held, total, self.options.threshold);
        }
        let areas = unit.held.iter().map(|(&territory, held)| (territory, held.area)).collect();
        claimants(&areas, unit.measured.area, self.options.threshold)
    }

    /// Whether something is a real part of the unit, not only touched.
    pub(super) fn is_large(&self, unit: &Unit, area: u64) -> bool {
        area as f64 >= self.options.touched * unit.measured.area as f64 && area > 0
    }

    fn doubts(&self, unit: &Unit, taken: &[usize], judged: &mut Judged) {
        let large = |territory: usize| unit.held.get(&territory).is_some_and(|held| self.is_large(unit, held.real));
        let others: Vec<usize> = unit.held.keys().copied().filter(|it| !taken.contains(it)).collect();
        for &territory in others.iter().filter(|&&territory| !large(territory)) {
            let held = unit.held[&territory];
            if held.real > 0 {
                let share = self.share(unit, Some(territory), held.area);
                let note = Noted::of_unit(Doubt::Touched { share, width: unit.measured.width_of(territory) }, unit.id);
                judged.notes.push(Noted { cpts: self.drawing.territories[territory].label().to_owned(), ..note });
            }
        }
        let lacks = |territory: usize| {
            let others = unit.measured.parts.iter().filter(|part| !part.territories.contains(&territory));
            self.is_large(unit, others.map(|part| part.real).sum())
        };
        let is_divided =
            others.iter().any(|&territory| large(territory)) || taken.iter().any(|&territory| lacks(territory));
        let is_overlap = taken.len() > 1 || self.is_large(unit, unit.overlap);
        if let Some(unfit) = self.iris.and_then(|iris| iris.unfit.get(&unit.id))
            && (is_divided || (self.options.by == By::Population && !unit.held.is_empty()))
        {
            judged.notes.push(Noted::of_unit(unfit.clone(), unit.id));
        }
        if is_divided && self.rows_of_parts(unit, judged) {
            return;
        }
        let claim = |&territory: &usize| Claimed { territory, unit: unit.id, part: String::new(), population: None };
        judged.rows.extend(taken.iter().map(claim));
        let shares = || self.shares(unit);
        let taken = taken.to_vec();
        let doubt = if is_overlap {
            let share = unit.overlap as f64 / unit.measured.area as f64;
            Doubt::Overlap { taken, shares: shares(), area: unit.overlap, share }
        } else if !is_divided {
            return;
        } else if taken.is_empty() {
            Doubt::NoMajority { shares: shares() }
        } else {
            Doubt::Split { taken, shares: shares() }
        };
        judged.notes.push(Noted::of_unit(doubt, unit.id));
    }

    /// Inhabitants that each territory holds of a unit with IRIS, and those of the unit.
    fn people(&self, unit: &Unit) -> Option<(BTreeMap<usize, u64>, u64)> {
        let iris = self.iris?;
        let mut held: BTreeMap<usize, f64> = BTreeMap::new();
        let mut total = 0;
        for &index in iris.of_unit.get(&unit.id)? {
            let people = iris.population[index]?;
            total += people;
            let Some(measured) = self.of_iris.get(index).and_then(Option::as_ref).filter(|it| it.area > 0) else {
                continue;
            };
            for (territory, of_it) in measured.held() {
                *held.entry(territory).or_default() += people as f64 * of_it.area as f64 / measured.area as f64;
            }
        }
        Some((held.into_iter().map(|(territory, people)| (territory, people.round() as u64)).collect(), total))
    }

    /// Shares of all territories and of nobody that are more than slivers, largest first.
    pub(super) fn shares(&self, unit: &Unit) -> Vec<Share> {
        let (rest, _) = unit.measured.held_by(|territories| territories == 0);
        let of_territories =
            unit.held.iter().filter(|(_, held)| held.real > 0).map(|(&it, held)| (Some(it), held.area));
        let of_nobody = (unit.rest > 0).then_some((None, rest));
        let mut shares: Vec<Share> =
            of_territories.chain(of_nobody).map(|(territory, area)| self.share(unit, territory, area)).collect();
        shares.sort_by(|a, b| b.area.cmp(&a.area).then(a.territory.cmp(&b.territory)));
        shares
    }

    fn share(&self, unit: &Unit, territory: Option<usize>, area: u64) -> Share {
        let share = if unit.measured.area > 0 { area as f64 / unit.measured.area as f64 } else { 0.0 };
        let by_area = || self.reference.unit(unit.id).population.map(|total| (f64::from(total) * share).round() as u64);
        let by_iris = self.people(unit).map(|(held, total)| match territory {
            Some(territory) => held.get(&territory).copied().unwrap_or(0),
            None => total.saturating_sub(held.values().sum()),
        });
        Share { territory, area, share, population: by_iris.or_else(by_area) }
    }

    /// The pieces of the unit that are to be looked at.
    fn review(&self, unit: &Unit, taken: &[usize], judged: &mut Judged) {
        let is_doubtful =
            judged.notes.iter().any(|noted| !matches!(noted.doubt, Doubt::Touched { .. } | Doubt::Failed));
        let has_majority = judged.rows.iter().all(|row| row.part.is_empty()) && !taken.is_empty();
        for part in &unit.measured.parts {
            let of_claimant = has_majority && part.territories.len() == 1 && taken.contains(&part.territories[0]);
            let class = |is_sliver: bool| match part.territories.as_slice() {
                _ if is_sliver => self.options.show_slivers.then_some(PieceClass::Sliver),
                [] => is_doubtful.then_some(PieceClass::Uncovered),
                [_] if of_claimant => None,
                [_] if is_doubtful => Some(PieceClass::Split),
                [_] => Some(PieceClass::Touched),
                _ => Some(PieceClass::Overlap),
            };
            for piece in whole_or_pieces(part, self.reference, unit.id).iter() {
                if let Some(class) = class(piece.is_sliver) {
                    judged.review.push(Review::of_piece(class, unit.id, &part.territories, piece, unit.measured.area));
                }
            }
        }
    }
}

/// The pieces of a part; those of the unit where it is all of it and in several territories.
fn whole_or_pieces<'a>(
    part: &'a MeasuredPart,
    reference: &Reference,
    unit: UnitId,
) -> std::borrow::Cow<'a, [MeasuredPiece]> {
    if !part.pieces.is_empty() || part.territories.len() < 2 {
        return part.pieces.as_slice().into();
    }
    let pieces = Region::of_face(&reference.coverage, unit, GRID).pieces();
    pieces.into_iter().map(MeasuredPiece::of_whole).collect::<Vec<_>>().into()
}

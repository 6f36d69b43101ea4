//! Features to drawn territories: mended, united, each on the grid.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::doubt::{Doubt, Noted};
use super::error::DrawingError;
use super::features::{self, Features, KNOWN, PREFIX, Said};
use super::pieces::{GRID, PieceClass, Review};
use crate::cog::plain_text;
use crate::coverage::Ellipsoid;
use crate::coverage::overlay::{Bounds, Matched, Measures, Region, RegionSegments};
use crate::formats::layer::Layer;
use crate::reference::Reference;
use crate::territory::{Column, ColumnChoice, Stage};

/// What the features of one CPTS hold together, and what they say of it.
#[derive(Debug, Clone)]
pub struct DrawnTerritory {
    /// Identifier, or the name where features give none.
    pub id: String,
    /// Name; empty where features give none.
    pub name: String,
    /// Stage, first day, last day and day of signature as texts; empty where features say nothing.
    pub known: [String; 4],
    /// Values of the other attributes, in the order of [`Drawing::others`].
    pub others: Vec<String>,
    /// Numbers of its features, from 1, ascending.
    pub features: Vec<usize>,
    /// What it holds.
    pub region: Region,
}

impl DrawnTerritory {
    /// What people call it.
    pub fn label(&self) -> &str {
        if self.name.is_empty() { &self.id } else { &self.name }
    }
}

/// The territories of a layer.
#[derive(Debug)]
pub struct Drawing {
    /// Territories by identifier.
    pub territories: Vec<DrawnTerritory>,
    /// Names of the attributes that are kept as they are.
    pub others: Vec<String>,
    /// Features of the layer.
    pub features: usize,
    /// Features that are used; each of the others is in a note.
    pub used: usize,
    /// What was noticed.
    pub notes: Vec<Noted>,
    /// Features that are not used, to be looked at.
    pub(super) rejected: Vec<Review>,
    pub(super) matched: Matched,
}

/// What of a drawing needs no reference: its features by the CPTS that they say they are of, on the grid.
#[derive(Debug)]
pub struct Sketch {
    layer: Layer,
    said: Features,
    /// Features that are of a CPTS, from 1.
    numbers: Vec<usize>,
    /// What each of these draws, in the same order.
    regions: Vec<Region>,
    segments: RegionSegments,
}

impl Sketch {
    /// Of a layer. `exclude` names more of what is no CPTS.
    ///
    /// # Errors
    /// No feature, none with a polygon, or no attribute that says which CPTS each is of.
    pub fn new(layer: Layer, choice: &ColumnChoice, exclude: &[String]) -> Result<Self, DrawingError> {
        let said = features::read(&layer, choice, exclude)?;
        let numbers: Vec<usize> = said.cpts.values().flat_map(|said| said.features.iter().copied()).collect();
        let read = |&number: &usize| Region::of_shapes(&layer.shapes, (number - 1) as u32, GRID);
        let regions: Vec<Region> = numbers.par_iter().map(read).collect();
        let segments = RegionSegments::of(&regions);
        Ok(Self { layer, said, numbers, regions, segments })
    }

    /// Its territories, over the units of a reference.
    pub fn over(self, reference: &Reference) -> Drawing {
        let Self { layer, said, numbers, mut regions, segments } = self;
        let mut notes = said.notes;
        let matched = segments.matched(&reference.coverage, GRID);
        let mended: Vec<_> = regions
            .par_iter()
            // A ring along borders of communes, which cross nowhere, that comes nowhere twice is as it should be. Of several, one may
            // lie on what another holds.
            .map(|region| if region.is_plain_ring() && matched.holds_all(region) { Ok(None) } else { region.mended() })
            .collect();
        let owner: FxHashMap<usize, &str> =
            said.cpts.iter().flat_map(|(id, said)| said.features.iter().map(move |&n| (n, label(id, said)))).collect();
        let label_of = |number: usize| owner.get(&number).copied().unwrap_or_default();
        let mut is_usable = vec![true; regions.len()];
        for (place, mended) in mended.into_iter().enumerate() {
            let doubt = match mended {
                Ok(None) => continue,
                Ok(Some(region)) if !region.is_empty() => {
                    regions[place] = region;
                    Doubt::Mended
                }
                _ => {
                    is_usable[place] = false;
                    Doubt::NotMended
                }
            };
            notes.push(Noted::of_features(doubt, vec![numbers[place]], label_of(numbers[place])));
        }
        let by_number: FxHashMap<usize, &Region> = numbers
            .iter()
            .zip(&regions)
            .zip(&is_usable)
            .filter(|(_, is_usable)| **is_usable)
            .map(|((&number, region), _)| (number, region))
            .collect();
        let repeats = repeats(&by_number);
        for (&number, &of) in &repeats {
            let is_same_cpts = said.cpts.values().any(|said| [number, of].iter().all(|it| said.features.contains(it)));
            let doubt = Doubt::Duplicate { of, is_same_cpts };
            notes.push(Noted::of_features(doubt, vec![number], label_of(number)));
        }
        let mut left_out = vec![0; said.others.len()];
        let mut territories = Vec::with_capacity(said.cpts.len());
        let mut used = 0;
        for (id, said) in &said.cpts {
            let label = label(id, said);
            let usable = || said.features.iter().filter(|number| by_number.contains_key(number));
            let once = usable().filter(|number| !repeats.get(number).is_some_and(|of| said.features.contains(of)));
            let own: Vec<&Region> = once.filter_map(|number| by_number.get(number).copied()).collect();
            let Some(region) = united(&own, said, label, &mut notes) else { continue };
            used += usable().count();
            let one = |values: &BTreeSet<String>, column: Column, notes: &mut Vec<Noted>| {
                let kept = kept(values, column);
                if values.len() > 1 {
                    let (column, values) = (column.name().to_owned(), values.iter().cloned().collect());
                    let doubt = Doubt::SeveralValues { column, values, kept: kept.clone() };
                    notes.push(Noted::of_features(doubt, said.features.clone(), label));
                }
                kept
            };
            let name = one(&said.names, Column::CptsName, &mut notes);
            let mut known: [String; 4] = Default::default();
            for ((text, values), column) in known.iter_mut().zip(&said.known).zip(KNOWN) {
                *text = one(values, column, &mut notes);
            }
            let others = said.others.iter().zip(&mut left_out).map(|(values, left_out)| {
                *left_out += usize::from(values.len() > 1);
                if values.len() == 1 { values.first().cloned().unwrap_or_default() } else { String::new() }
            });
            let others = others.collect();
            territories.push(DrawnTerritory {
                id: id.clone(),
                name,
                known,
                others,
                features: said.features.clone(),
                region,
            });
        }
        for (column, territories) in said.others.iter().zip(left_out).filter(|(_, count)| *count > 0) {
            let column = column.strip_prefix(PREFIX).unwrap_or(column).to_owned();
            let doubt = Doubt::AttributeLeftOut { column, territories };
            notes.push(Noted::of_features(doubt, Vec::new(), ""));
        }
        alike(&territories, &mut notes);
        let rejected = notes.iter().filter(|noted| matches!(noted.doubt, Doubt::NoName | Doubt::NotMended));
        let rejected =
            rejected.flat_map(|noted| noted.features.iter().map(|&number| not_used(&layer, number))).collect();
        Drawing { territories, others: said.others, features: layer.attributes.len(), used, notes, rejected, matched }
    }
}

/// What counts of a CPTS whose features say several things. Of stages the least advanced, as for tables: a rate must not promise more
/// than the drawing does. Of days none, for none holds for the whole territory.
fn kept(values: &BTreeSet<String>, column: Column) -> String {
    let said = || values.iter().filter(|text| !text.is_empty());
    let kept = match column {
        Column::Stage => said().max_by_key(|text| {
            let stage = Stage::parse(text);
            (stage.is_none(), stage)
        }),
        Column::CptsName => said().next(),
        _ => values.first().filter(|_| values.len() == 1),
    };
    kept.cloned().unwrap_or_default()
}

/// Tells CPTS that are called alike but for case, accents and punctuation.
fn alike(territories: &[DrawnTerritory], notes: &mut Vec<Noted>) {
    let mut called: BTreeMap<String, Vec<&DrawnTerritory>> = BTreeMap::new();
    for territory in territories {
        called.entry(plain_text(territory.label())).or_default().push(territory);
    }
    for group in called.into_values().filter(|group| group.len() > 1) {
        let mut features: Vec<usize> = group.iter().flat_map(|it| it.features.iter().copied()).collect();
        features.sort_unstable();
        let written = |it: &&DrawnTerritory| {
            if it.name.is_empty() || it.name == it.id { it.id.clone() } else { format!("{} ({})", it.name, it.id) }
        };
        let names = group.iter().map(written).collect();
        let label = group.first().map(|it| it.label()).unwrap_or_default();
        notes.push(Noted::of_features(Doubt::Alike { names }, features, label));
    }
}

/// A feature that is not used, as it was read.
fn not_used(layer: &Layer, number: usize) -> Review {
    let shape = layer.shapes.face((number - 1) as u32);
    let area = Region::of_polygons(&shape, GRID).area(GRID, &Ellipsoid::WGS84);
    let measures = Measures { area, perimeter: 0.0 };
    let (class, features) = (PieceClass::NotUsed, vec![number]);
    Review { class, unit: None, territories: Vec::new(), features, shape, measures, share: None }
}

fn label<'a>(id: &'a str, said: &'a Said) -> &'a str {
    said.names.first().map_or(id, String::as_str)
}

/// The features of one CPTS as one region; none where no feature can be used.
fn united(own: &[&Region], said: &Said, label: &str, notes: &mut Vec<Noted>) -> Option<Region> {
    let &first = own.first()?;
    if own.len() == 1 {
        return Some(first.clone());
    }
    let together = Region::together(own.iter().copied());
    notes.push(Noted::of_features(Doubt::United, said.features.clone(), label));
    // Where features overlap, the rule of odd and even makes a hole, which shows in the area.
    match together.mended() {
        Ok(None) => Some(together),
        Ok(Some(union)) => {
            notes.push(Noted::of_features(Doubt::OwnOverlap, said.features.clone(), label));
            Some(union)
        }
        Err(_) => {
            notes.push(Noted::of_features(Doubt::NotMended, said.features.clone(), label));
            None
        }
    }
}

/// Features whose polygons are those of another one before them, and that one.
fn repeats(regions: &FxHashMap<usize, &Region>) -> std::collections::BTreeMap<usize, usize> {
    let mut numbers: Vec<usize> = regions.keys().copied().collect();
    numbers.sort_unstable();
    let mut seen: FxHashMap<([i64; 2], [i64; 2]), Vec<usize>> = FxHashMap::default();
    let mut repeats = std::collections::BTreeMap::new();
    for number in numbers {
        let Some(region) = regions.get(&number) else { continue };
        let Bounds { low, high } = region.bounds();
        let alike = seen.entry((low, high)).or_default();
        let same = alike.iter().find(|other| regions.get(other).is_some_and(|other| other.is_same_as(region)));
        match same {
            Some(&of) => drop(repeats.insert(number, of)),
            None => alike.push(number),
        }
    }
    repeats
}

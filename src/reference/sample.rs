//! Small references for tests, drawn as letters on a grid.

use std::collections::BTreeMap;

use geo_types::{Coord, LineString, MultiPolygon, Polygon};

use super::metadata::{Metadata, PopulationKind, RepairSummary, SourceTotals};
use super::pack::FORMAT;
use super::{Area, Areas, City, Reference, Unit};
use crate::cog::CommuneCode;
use crate::coverage::{Coverage, FaceId};

/// Size of a cell in degrees, and where the grid begins: somewhere in France.
const CELL: f64 = 0.01;
const CORNER: Coord<f64> = Coord { x: 2.0, y: 48.0 };

/// A reference with one unit for each letter of a drawing, and 100 inhabitants in each.
///
/// Capitals lie in region 11, small letters in region 32; a dot is the sea. The code of `A` is 01065, of `a` 01097:
/// the letter's number in ASCII. Code 01900 is a former code of `A`.
pub(crate) fn drawn(drawing: &str) -> Reference {
    let mut cells: BTreeMap<u8, Vec<MultiPolygon<f64>>> = BTreeMap::new();
    for (row, line) in drawing.lines().map(str::trim).filter(|line| !line.is_empty()).enumerate() {
        for (column, letter) in line.bytes().enumerate().filter(|(_, letter)| *letter != b'.') {
            cells.entry(letter).or_default().push(cell(column, row));
        }
    }
    let faces: Vec<MultiPolygon<f64>> = cells
        .values()
        .map(|cells| {
            let all: Vec<FaceId> = (0..cells.len() as FaceId).collect();
            Coverage::from_polygons(cells).expect("cells of a grid").dissolve(&all)
        })
        .collect();
    let units = cells
        .keys()
        .map(|&letter| Unit {
            code: code(letter as char),
            name: format!("Commune {}", letter as char),
            city: None,
            department: u32::from(letter.is_ascii_lowercase()),
            region: u32::from(letter.is_ascii_lowercase()),
            epci: (letter != b'Z').then_some(0),
            population: Some(100),
        })
        .collect();
    let former = BTreeMap::from([("01900".parse().expect("a code"), code('A'))]);
    let coverage = Coverage::from_polygons(&faces).expect("faces of a grid");
    Reference::new(metadata(), units, areas(), former, coverage)
}

/// Code of the unit drawn by a letter.
pub(crate) fn code(letter: char) -> CommuneCode {
    format!("01{:03}", letter as u32).parse().expect("a code")
}

fn cell(column: usize, row: usize) -> MultiPolygon<f64> {
    let corner = |right: usize, down: usize| {
        let place = |cells: usize| (cells as f64 * CELL * 1e6).round() / 1e6;
        Coord { x: CORNER.x + place(column + right), y: CORNER.y - place(row + down) }
    };
    Polygon::new(LineString(vec![corner(0, 0), corner(0, 1), corner(1, 1), corner(1, 0), corner(0, 0)]), vec![]).into()
}

fn areas() -> Areas {
    let area = |code: &str, name: &str| Area { code: code.into(), name: name.into() };
    Areas {
        regions: vec![area("11", "Île-de-France"), area("32", "Hauts-de-France")],
        departments: vec![area("01", "Un"), area("02", "Deux")],
        epcis: vec![area("200000001", "Communauté")],
        cities: Vec::<City>::new(),
    }
}

fn metadata() -> Metadata {
    Metadata {
        format: FORMAT,
        cog: 2026,
        population_kind: PopulationKind::Municipale,
        population_year: Some(2023),
        population_other_years: Vec::new(),
        populations: None,
        source_totals: SourceTotals::default(),
        sources: Vec::new(),
        contour_sources: Vec::new(),
        mends: Vec::new(),
        repair: RepairSummary::default(),
    }
}

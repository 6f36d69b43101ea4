//! The packed reference: columns of numbers and texts, postcard under zstd.
//!
//! Columns, and coordinates as differences on a grid, make the file small and quick to read: TopoJSON of the same
//! content is as small once compressed but takes three times as long to parse. `maillage reference export` writes that.

use std::collections::BTreeMap;

use geo_types::Coord;
use serde::{Deserialize, Serialize};

use super::{Area, Areas, Metadata, Reference, ReferenceError, Unit};
use crate::cog::CommuneCode;
use crate::coverage::{ArcColumns, ArcRef, Coverage, FaceId};

/// Layout that this program writes and reads.
pub(super) const FORMAT: u32 = 3;

/// Steps of the grid in a degree. A micro-degree is 0.11 m at most, and the precision of the GeoJSON written.
pub(super) const GRID: f64 = 1e6;

/// Decimals of a degree on that grid.
pub(super) const GRID_DECIMALS: u32 = 6;

/// First bytes of the file, so that another file is told at once.
const MAGIC: &[u8] = b"maillage reference\n";

/// zstd's level: the slowest one that needs no larger window to decode; the file is made once and read often.
const LEVEL: i32 = 19;

#[derive(Serialize, Deserialize)]
struct Pack {
    lists: Lists,
    arcs: VertexColumns,
    faces: FaceColumns,
}

/// All but the contours.
#[derive(Serialize, Deserialize)]
struct Lists {
    /// As JSON text: its members may grow without a new layout.
    metadata: String,
    /// As JSON text: what is known of boundaries that were read from files, or null.
    boundaries: String,
    areas: Areas,
    former_codes: BTreeMap<CommuneCode, CommuneCode>,
    /// Postal codes, ascending.
    postal_codes: Vec<u32>,
    /// The commune of each, five characters.
    postal_communes: String,
    units: UnitColumns,
}

/// One entry a unit in each column.
#[derive(Default, Serialize, Deserialize)]
struct UnitColumns {
    /// Five characters each.
    codes: String,
    /// A line each.
    names: String,
    departments: Vec<u32>,
    regions: Vec<u32>,
    /// One more than the index; 0 for none.
    epcis: Vec<u32>,
    /// One more than the figure; 0 for none.
    populations: Vec<u32>,
    cities: BTreeMap<u32, CommuneCode>,
}

/// Vertices of all arcs, one arc after the other, each coordinate as the difference from the vertex before.
#[derive(Default, Serialize, Deserialize)]
struct VertexColumns {
    lengths: Vec<u32>,
    x: Vec<i32>,
    y: Vec<i32>,
}

/// Polygons of each face, rings of each polygon, arcs of each ring, and the arcs.
#[derive(Default, Serialize, Deserialize)]
struct FaceColumns {
    polygons: Vec<u32>,
    rings: Vec<u32>,
    arcs: Vec<u32>,
    refs: Vec<i32>,
}

/// Packs a reference. The same reference gives the same bytes.
///
/// # Errors
/// Only if the compressor fails.
pub fn write_pack(reference: &Reference) -> Result<Vec<u8>, ReferenceError> {
    let lists = Lists {
        metadata: serde_json::to_string(&reference.metadata).map_err(not_a_reference)?,
        boundaries: serde_json::to_string(&reference.boundaries).map_err(not_a_reference)?,
        areas: reference.areas.clone(),
        former_codes: reference.former_codes.clone(),
        postal_codes: reference.postal_codes.iter().map(|&(postal_code, _)| postal_code).collect(),
        postal_communes: reference.postal_codes.iter().map(|(_, commune)| commune.as_str()).collect(),
        units: unit_columns(&reference.units),
    };
    let pack = Pack { lists, arcs: arc_columns(&reference.coverage), faces: face_columns(&reference.coverage) };
    let plain = postcard::to_allocvec(&pack).map_err(not_a_reference)?;
    let packed = zstd::bulk::compress(&plain, LEVEL).map_err(not_a_reference)?;
    Ok([MAGIC, &FORMAT.to_le_bytes(), &packed].concat())
}

/// Reads a packed reference.
///
/// # Errors
/// Bytes that are not a packed reference, or of another layout, or whose units and areas do not fit together.
pub fn read_pack(bytes: &[u8]) -> Result<Reference, ReferenceError> {
    let Pack { lists, arcs, faces } = postcard::from_bytes(&unpack(bytes)?).map_err(not_a_reference)?;
    let coverage = coverage(arcs, faces)?;
    if coverage.face_count() != lists.units.departments.len() {
        return Err(not_a_reference("there are not as many contours as units"));
    }
    from_lists(lists, coverage)
}

/// The same without the contours, for whoever brings others: all faces of the coverage are empty.
///
/// # Errors
/// Those of [`read_pack`], but for contours.
pub(super) fn read_lists(bytes: &[u8]) -> Result<Reference, ReferenceError> {
    let plain = unpack(bytes)?;
    let (lists, _): (Lists, _) = postcard::take_from_bytes(&plain).map_err(not_a_reference)?;
    let empty = ArcColumns { faces: vec![0; lists.units.departments.len()], ..ArcColumns::default() };
    from_lists(lists, Coverage::from_columns(empty)?)
}

/// What the compressor was given.
fn unpack(bytes: &[u8]) -> Result<Vec<u8>, ReferenceError> {
    let cut_short = || not_a_reference("the file is cut short");
    let rest = bytes.strip_prefix(MAGIC).ok_or_else(|| not_a_reference("its first bytes are not those of one"))?;
    let (format, packed) = rest.split_first_chunk::<4>().ok_or_else(cut_short)?;
    let found = u32::from_le_bytes(*format);
    if found != FORMAT {
        return Err(ReferenceError::OtherFormat { found, expected: FORMAT });
    }
    let mut plain = Vec::with_capacity(4 * packed.len());
    zstd::stream::copy_decode(packed, &mut plain).map_err(not_a_reference)?;
    Ok(plain)
}

fn from_lists(lists: Lists, coverage: Coverage) -> Result<Reference, ReferenceError> {
    let metadata: Metadata = serde_json::from_str(&lists.metadata).map_err(not_a_reference)?;
    let units = units(&lists.units, &lists.areas)?;
    let boundaries = serde_json::from_str(&lists.boundaries).map_err(not_a_reference)?;
    let communes = codes(&lists.postal_communes)?;
    if communes.len() != lists.postal_codes.len() || !lists.postal_codes.is_sorted() {
        return Err(not_a_reference("its postal codes do not fit together"));
    }
    let postal_codes = lists.postal_codes.into_iter().zip(communes).collect();
    Ok(Reference {
        boundaries,
        postal_codes,
        ..Reference::new(metadata, units, lists.areas, lists.former_codes, coverage)
    })
}

fn not_a_reference(error: impl std::fmt::Display) -> ReferenceError {
    ReferenceError::NotAReference { reason: error.to_string() }
}

fn unit_columns(units: &[Unit]) -> UnitColumns {
    let mut columns = UnitColumns::default();
    for (index, unit) in units.iter().enumerate() {
        columns.codes.push_str(unit.code.as_str());
        columns.names.push_str(&unit.name);
        columns.names.push('\n');
        columns.departments.push(unit.department);
        columns.regions.push(unit.region);
        columns.epcis.push(unit.epci.map_or(0, |epci| epci + 1));
        columns.populations.push(unit.population.map_or(0, |population| population + 1));
        columns.cities.extend(unit.city.map(|city| (index as u32, city)));
    }
    columns
}

/// Codes written one after the other.
fn codes(text: &str) -> Result<Vec<CommuneCode>, ReferenceError> {
    let code = |at: usize| text.get(at..at + 5).and_then(|code| code.parse().ok());
    (0..text.len()).step_by(5).map(|at| code(at).ok_or_else(|| not_a_reference("its codes are no codes"))).collect()
}

fn units(columns: &UnitColumns, areas: &Areas) -> Result<Vec<Unit>, ReferenceError> {
    let broken = || not_a_reference("its columns of units do not fit together");
    let number = columns.codes.len() / 5;
    let names: Vec<&str> = columns.names.lines().collect();
    let numbers = [&columns.departments, &columns.regions, &columns.epcis, &columns.populations];
    if names.len() != number || numbers.iter().any(|column| column.len() != number) {
        return Err(broken());
    }
    (0..number)
        .map(|i| {
            let unit = Unit {
                code: columns.codes.get(5 * i..5 * i + 5).and_then(|code| code.parse().ok()).ok_or_else(broken)?,
                name: names[i].to_owned(),
                city: columns.cities.get(&(i as u32)).copied(),
                department: columns.departments[i],
                region: columns.regions[i],
                epci: columns.epcis[i].checked_sub(1),
                population: columns.populations[i].checked_sub(1),
            };
            let known = (unit.department as usize) < areas.departments.len()
                && (unit.region as usize) < areas.regions.len()
                && unit.epci.is_none_or(|epci| (epci as usize) < areas.epcis.len());
            if known { Ok(unit) } else { Err(broken()) }
        })
        .collect()
}

fn arc_columns(coverage: &Coverage) -> VertexColumns {
    let mut columns = VertexColumns::default();
    let mut last = [0, 0];
    for arc in 0..coverage.arc_count() {
        columns.lengths.push(coverage.arc(arc).len() as u32);
        for vertex in coverage.arc(arc) {
            let now = [(vertex.x * GRID).round() as i32, (vertex.y * GRID).round() as i32];
            columns.x.push(now[0].wrapping_sub(last[0]));
            columns.y.push(now[1].wrapping_sub(last[1]));
            last = now;
        }
    }
    columns
}

fn face_columns(coverage: &Coverage) -> FaceColumns {
    let mut columns = FaceColumns::default();
    for face in 0..coverage.face_count() as FaceId {
        let mut polygons = 0;
        for polygon in coverage.polygons(face) {
            let mut rings = 0;
            for ring in polygon {
                columns.arcs.push(ring.len() as u32);
                columns.refs.extend(ring.iter().map(|arc| arc.0));
                rings += 1;
            }
            columns.rings.push(rings);
            polygons += 1;
        }
        columns.polygons.push(polygons);
    }
    columns
}

fn coverage(arcs: VertexColumns, faces: FaceColumns) -> Result<Coverage, ReferenceError> {
    if arcs.x.len() != arcs.y.len() {
        return Err(not_a_reference("its columns of contours do not fit together"));
    }
    let mut now = [0i32, 0];
    let step = |(x, y): (&i32, &i32)| {
        now = [now[0].wrapping_add(*x), now[1].wrapping_add(*y)];
        Coord { x: f64::from(now[0]) / GRID, y: f64::from(now[1]) / GRID }
    };
    Ok(Coverage::from_columns(ArcColumns {
        vertices: arcs.x.iter().zip(&arcs.y).map(step).collect(),
        arcs: arcs.lengths,
        faces: faces.polygons,
        polygons: faces.rings,
        rings: faces.arcs,
        refs: faces.refs.into_iter().map(ArcRef).collect(),
    })?)
}

/// Index of an area in a list sorted by code.
pub(super) fn index_of(
    areas: &[Area],
    what: &'static str,
    code: &str,
    unit: CommuneCode,
) -> Result<u32, ReferenceError> {
    areas
        .binary_search_by(|area| area.code.as_str().cmp(code))
        .map(|index| index as u32)
        .map_err(|_| ReferenceError::Dangling { unit, what, code: code.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reference::sample::drawn;

    #[test]
    fn a_reference_comes_back_from_its_pack_and_without_contours_has_all_the_rest() {
        let reference = drawn("ABb\nAcc");
        let pack = write_pack(&reference).unwrap();
        let (whole, lists) = (read_pack(&pack).unwrap(), read_lists(&pack).unwrap());
        for read in [&whole, &lists] {
            assert_eq!((&read.units, &read.former_codes), (&reference.units, &reference.former_codes));
            assert_eq!(read.coverage.face_count(), reference.units.len());
        }
        let faces = || 0..reference.units.len() as FaceId;
        assert!(faces().all(|face| whole.coverage.face(face) == reference.coverage.face(face)));
        assert!(faces().all(|face| lists.coverage.is_empty_face(face)));
    }

    #[test]
    fn a_pack_that_is_cut_short_is_refused_either_way() {
        let pack = write_pack(&drawn("AB")).unwrap();
        for end in [0, MAGIC.len() + 2, pack.len() / 2, pack.len() - 1] {
            assert!(read_pack(&pack[..end]).is_err() && read_lists(&pack[..end]).is_err(), "{end} bytes");
        }
    }
}

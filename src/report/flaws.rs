//! What is wrong with boundaries, and what repair did, in words and as layers: `maillage boundaries`.

use std::collections::BTreeMap;
use std::fmt::Write;

use geo_types::{Coord, MultiPolygon};

use super::Lang;
use crate::coverage::repair::{Change, Kind, Repair};
use crate::coverage::validate::{Defect, Level};
use crate::coverage::{FaceId, FaceRing};
use crate::formats::csv::Cell;
use crate::formats::geojson;

/// The faces by the names that people know them by: codes, or numbers of features.
#[derive(Debug, Clone, Copy)]
pub struct Names<'a>(pub &'a [String]);

impl Names<'_> {
    fn of(&self, faces: &[FaceId]) -> String {
        faces.iter().map(|&face| self.one(face)).collect::<Vec<_>>().join(", ")
    }

    fn one(&self, face: FaceId) -> String {
        self.0.get(face as usize).cloned().unwrap_or_else(|| face.to_string())
    }
}

/// How much a defect matters, in words.
pub fn level(level: Level, lang: Lang) -> &'static str {
    match level {
        Level::Error => lang.pick("erreur", "error"),
        Level::Warning => lang.pick("avertissement", "warning"),
        Level::Info => lang.pick("information", "info"),
    }
}

/// All defects, a line each, and how many there are by rule.
pub fn defects_text(defects: &[Defect], names: Names, lang: Lang) -> String {
    let mut text = String::new();
    let mut counts: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for defect in defects {
        let level = level(defect.level(), lang);
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{level} {} {}", defect.rule(), defect_message(defect, names, lang));
        *counts.entry((level, defect.rule())).or_default() += 1;
    }
    let faces = lang.count(names.0.len() as u64, lang.pick("objet", "feature"), lang.pick("objets", "features"));
    if defects.is_empty() {
        return lang.pick(
            format!("{faces} ; couverture valide, aucun défaut\n"),
            format!("{faces}; a valid coverage, no defect\n"),
        );
    }
    let _ = writeln!(text, "{faces}");
    for ((level, rule), count) in counts {
        let _ = writeln!(text, "  {:>7}  {level} {rule}", lang.integer(count as u64));
    }
    text
}

/// What is wrong, where, and by how much.
pub fn defect_message(defect: &Defect, names: Names, lang: Lang) -> String {
    let of = |faces: &[FaceId]| names.of(faces);
    let ring = |ring: &FaceRing| {
        let name = names.one(ring.face);
        lang.pick(
            format!("{name} (polygone {}, anneau {})", ring.polygon, ring.ring),
            format!("{name} (polygon {}, ring {})", ring.polygon, ring.ring),
        )
    };
    let said = match defect {
        Defect::NotFinite { ring: at, vertex, x, y } => {
            let ring = ring(at);
            lang.pick(
                format!("{ring} : le sommet {vertex} n'est pas un nombre fini ({x}, {y})"),
                format!("{ring}: vertex {vertex} is not finite ({x}, {y})"),
            )
        }
        Defect::RingTooShort { ring: at, distinct, .. } => {
            let ring = ring(at);
            lang.pick(
                format!("{ring} : {distinct} sommets distincts, il en faut 3"),
                format!("{ring}: {distinct} distinct vertices, 3 are needed"),
            )
        }
        Defect::Unclosed { ring: at, .. } => {
            let ring = ring(at);
            lang.pick(format!("{ring} : anneau ouvert, pris comme fermé"), format!("{ring}: open, taken as closed"))
        }
        Defect::RepeatedVertex { ring: at, vertex, .. } => {
            let ring = ring(at);
            lang.pick(
                format!("{ring} : le sommet {vertex} répète le précédent"),
                format!("{ring}: vertex {vertex} repeats the one before"),
            )
        }
        Defect::WrongWinding { ring: at, .. } => {
            let ring = ring(at);
            lang.pick(format!("{ring} : sens contraire à la RFC 7946"), format!("{ring}: wound against RFC 7946"))
        }
        Defect::Spike { ring: at, vertex, .. } => {
            let ring = ring(at);
            lang.pick(
                format!("{ring} : pointe sans surface au sommet {vertex}"),
                format!("{ring}: spike without area at vertex {vertex}"),
            )
        }
        Defect::NoArea { ring: at, .. } => {
            let ring = ring(at);
            lang.pick(format!("{ring} : sans surface"), format!("{ring}: no area"))
        }
        Defect::RingCrossing { ring: at, other, .. } => {
            let (ring, other) = (ring(at), (other.polygon, other.ring));
            lang.pick(
                format!("{ring} : croise l'anneau {} du polygone {}", other.1, other.0),
                format!("{ring}: crosses ring {} of polygon {}", other.1, other.0),
            )
        }
        Defect::SelfTouch { ring: at, .. } => {
            let ring = ring(at);
            lang.pick(
                format!("{ring} : se touche lui-même, devrait être deux anneaux"),
                format!("{ring}: touches itself, should be two rings"),
            )
        }
        Defect::HoleOutside { ring: at, .. } => {
            let ring = ring(at);
            lang.pick(format!("{ring} : trou hors de son contour"), format!("{ring}: hole outside of its exterior"))
        }
        Defect::Nested { ring: at, .. } => {
            let ring = ring(at);
            lang.pick(format!("{ring} : à l'intérieur d'un autre"), format!("{ring}: inside another one"))
        }
        Defect::CutInside { ring: at, .. } => {
            let ring = ring(at);
            lang.pick(format!("{ring} : intérieur coupé en deux"), format!("{ring}: its inside is cut in two"))
        }
        Defect::Duplicate { first, second, .. } => {
            let (first, second) = (ring(first), ring(second));
            lang.pick(
                format!("{second} : le même polygone que {first}"),
                format!("{second}: the same polygon as {first}"),
            )
        }
        Defect::BorderCrossing { faces, .. } => {
            let faces = of(faces);
            lang.pick(format!("{faces} : les limites se croisent"), format!("{faces}: borders cross"))
        }
        Defect::UnmatchedEdge { face, others, length, distance, .. } => {
            let (face, others) = (names.one(*face), of(others));
            let (length, distance) = (lang.decimal(*length, 1), lang.decimal(*distance, 2));
            lang.pick(
                format!("{face} et {others} : {length} m de limite sans correspondance, écart jusqu'à {distance} m"),
                format!("{face} and {others}: {length} m of border do not match, up to {distance} m apart"),
            )
        }
        Defect::Overlap { faces, area, width, .. } => {
            let (faces, area, width) = (of(faces), lang.decimal(*area, 2), lang.decimal(*width, 2));
            lang.pick(
                format!("{faces} : chevauchement de {area} m², large de {width} m"),
                format!("{faces}: overlap of {area} m², {width} m wide"),
            )
        }
        Defect::Gap { faces, area, width, open, .. } => {
            let (faces, area, width) = (of(faces), lang.decimal(*area, 2), lang.decimal(*width, 2));
            let (fr, en) = if *open { (" ouvert", "open ") } else { ("", "") };
            lang.pick(
                format!("{faces} : vide{fr} de {area} m², large de {width} m"),
                format!("{faces}: {en}gap of {area} m², {width} m wide"),
            )
        }
    };
    defect.at().map_or_else(|| said.clone(), |at| format!("{said} ({})", place(at)))
}

fn place(at: Coord<f64>) -> String {
    format!("{}, {}", round(at.x), round(at.y))
}

fn round(degrees: f64) -> f64 {
    (degrees * 1e6).round() / 1e6
}

/// A defect as an object for programs.
pub fn defect_json(defect: &Defect, names: Names, lang: Lang) -> serde_json::Value {
    let faces: Vec<String> = defect.faces().iter().map(|&face| names.one(face)).collect();
    let (area, width) = measures(defect).unzip();
    serde_json::json!({
        "niveau": level(defect.level(), lang),
        "regle": defect.rule(),
        "objets": faces,
        "lieu": defect.at().map(|at| [at.x, at.y]),
        "surface_m2": area,
        "largeur_m": width,
        "message": defect_message(defect, names, lang),
    })
}

fn measures(defect: &Defect) -> Option<(f64, f64)> {
    match defect {
        Defect::Overlap { area, width, .. } | Defect::Gap { area, width, .. } => Some((*area, *width)),
        _ => None,
    }
}

/// Overlaps and gaps as a layer of polygons.
///
/// # Errors
/// Only if JSON cannot be written to memory.
pub fn flaws_layer(defects: &[Defect], names: Names) -> std::io::Result<Vec<u8>> {
    let flaws = defects.iter().filter_map(|defect| match defect {
        Defect::Overlap { polygon, .. } | Defect::Gap { polygon, .. } => Some((defect, polygon.clone().into())),
        _ => None,
    });
    let flaws: Vec<(&Defect, MultiPolygon<f64>)> = flaws.collect();
    let rows = flaws.iter().map(|(defect, shape)| {
        let (area, width) = measures(defect).unwrap_or_default();
        let open = matches!(defect, Defect::Gap { open: true, .. });
        let rule = if open { "open-gap" } else { defect.rule() };
        let faces = names.of(&defect.faces());
        (vec![rule.into(), faces.into(), Cell::Decimal(area, 2), Cell::Decimal(width, 3)], shape)
    });
    let features: Vec<geojson::Row> = rows.collect();
    let mut bytes = Vec::new();
    geojson::write(&mut bytes, &["regle", "objets", "surface_m2", "largeur_m"], &features)?;
    Ok(bytes)
}

/// What repair did, and what it left.
pub fn repair_text(repair: &Repair, names: Names, tolerance: f64, lang: Lang) -> String {
    let mut text = String::new();
    for change in &repair.changes {
        let _ = writeln!(text, "{}", change_message(change, names, lang));
    }
    for left in &repair.left {
        let needed = left.needed.map_or_else(String::new, |metres| {
            let metres = lang.decimal(metres, 1);
            lang.pick(
                format!(" ; il faudrait déplacer une limite de {metres} m"),
                format!("; a border would have to move {metres} m"),
            )
        });
        let _ = writeln!(
            text,
            "{} {} {}{needed}",
            lang.pick("laissé", "left"),
            left.defect.rule(),
            defect_message(&left.defect, names, lang)
        );
    }
    let count = |kind| repair.changes.iter().filter(|change| change.kind == kind).count();
    let (gaps, overlaps, faces) = (count(Kind::Gap), count(Kind::Overlap), repair.redrawn.len());
    let farthest = lang.decimal(repair.farthest(), 2);
    let [gaps, overlaps, left] = repair_counts(gaps, overlaps, repair.left.len(), lang);
    let faces = lang.nouns(faces, ["objet redessiné", "objets redessinés"], ["features redrawn", "features redrawn"]);
    let made = lang.nouns(repair.made_vertices, ["sommet créé", "sommets créés"], ["vertices made", "vertices made"]);
    let _ = writeln!(
        text,
        "{}",
        lang.pick(
            format!(
                "{gaps}, {overlaps}, {faces}, {made} ; déplacement le plus grand {farthest} m (tolérance {tolerance} m) ; \
                 {left}"
            ),
            format!(
                "{gaps}, {overlaps}, {faces}, {made}; farthest move {farthest} m (tolerance {tolerance} m); {left}"
            ),
        )
    );
    let small = [
        (repair.repeats, ["sommet répété retiré", "sommets répétés retirés"], "repeated vertices taken out"),
        (
            repair.rings_without_area,
            ["anneau sans surface retiré", "anneaux sans surface retirés"],
            "rings without area taken out",
        ),
        (
            repair.duplicates,
            ["polygone en double retiré", "polygones en double retirés"],
            "duplicate polygons taken out",
        ),
        (
            repair.emptied.len(),
            ["objet sans polygone désormais", "objets sans polygone désormais"],
            "features left without polygon",
        ),
    ];
    for (number, french, english) in small.into_iter().filter(|(number, ..)| *number > 0) {
        let _ = writeln!(text, "{}", lang.nouns(number, french, [english; 2]));
    }
    text
}

/// Gaps closed, overlaps given to one, and defects left, each with its number.
pub(super) fn repair_counts(gaps: usize, overlaps: usize, left: usize, lang: Lang) -> [String; 3] {
    [
        lang.nouns(gaps, ["vide comblé", "vides comblés"], ["gaps closed", "gaps closed"]),
        lang.nouns(overlaps, ["chevauchement attribué", "chevauchements attribués"], ["overlaps given to one"; 2]),
        lang.nouns(left, ["défaut laissé", "défauts laissés"], ["defects left", "defects left"]),
    ]
}

fn change_message(change: &Change, names: Names, lang: Lang) -> String {
    let what = match change.kind {
        Kind::Gap => lang.pick("vide", "gap"),
        Kind::Overlap => lang.pick("chevauchement", "overlap"),
    };
    let (faces, to, at) = (names.of(&change.faces), names.one(change.to), place(change.at));
    let [area, width, moved] = [change.area, change.width, change.moved].map(|number| lang.decimal(number, 2));
    lang.pick(
        format!("{what} de {area} m², large de {width} m, entre {faces} : à {to}, limite déplacée de {moved} m ({at})"),
        format!("{what} of {area} m², {width} m wide, between {faces}: to {to}, border moved by {moved} m ({at})"),
    )
}

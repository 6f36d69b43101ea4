//! What `maillage reference info` prints: what a reference holds, where it comes from, and what is not perfect in it.

use std::fmt::{self, Write};

use super::Lang;
use super::flaws::repair_counts;
use super::texts::{boundary_note, kind_and_year, population_file, population_note, source_text};
use crate::cog::CommuneCode;
use crate::reference::{Reference, RepairSummary, SourceTotals, Unit};

/// The text.
pub fn reference_info(reference: &Reference, lang: Lang) -> String {
    let mut text = String::new();
    // Writing to a String cannot fail.
    let _ = write_info(&mut text, reference, lang);
    text
}

fn write_info(out: &mut String, reference: &Reference, lang: Lang) -> fmt::Result {
    let metadata = &reference.metadata;
    let kind_and_year = kind_and_year(metadata, lang);
    writeln!(out, "COG {}, {} {kind_and_year}", metadata.cog, lang.pick("populations", "populations"))?;
    for other in &metadata.population_other_years {
        let unknown = || lang.pick("année non précisée par la source", "year not stated by the source").to_owned();
        writeln!(
            out,
            "  {} {} : {}",
            other.code,
            other.name,
            other.year.map_or_else(unknown, |year| year.to_string())
        )?;
    }
    writeln!(out, "\n{}", lang.pick("Sources", "Sources"))?;
    for source in metadata.sources.iter().chain(&metadata.contour_sources) {
        let licence = match source.licence.as_str() {
            "" => lang.pick("licence non précisée", "licence not stated"),
            stated => stated,
        };
        writeln!(out, "  {} : {} ({licence})", source_text(&source.what, lang), source.package)?;
    }
    given(out, reference, lang)?;
    given_populations(out, reference, lang)?;
    regions(out, reference, lang)?;
    checks(out, reference, lang)?;
    mends(out, reference, lang)?;
    repair(out, reference, lang)
}

/// What was done with the boundaries that a user gave.
fn given(out: &mut String, reference: &Reference, lang: Lang) -> fmt::Result {
    let Some(boundaries) = &reference.boundaries else { return Ok(()) };
    writeln!(out, "\n{} {}", lang.pick("Contours :", "Boundaries:"), boundaries.files.join(", "))?;
    for note in &boundaries.notes {
        writeln!(out, "  {}", boundary_note(note, lang))?;
    }
    Ok(())
}

/// The files of populations that a user gave, and what was noticed there.
fn given_populations(out: &mut String, reference: &Reference, lang: Lang) -> fmt::Result {
    let Some(populations) = &reference.metadata.populations else { return Ok(()) };
    writeln!(out, "\n{}", lang.pick("Populations données", "Populations given"))?;
    for file in &populations.files {
        writeln!(out, "  {}", population_file(file, lang))?;
    }
    for note in &populations.notes {
        writeln!(out, "  {}", population_note(note, lang))?;
    }
    Ok(())
}

fn regions(out: &mut String, reference: &Reference, lang: Lang) -> fmt::Result {
    writeln!(out, "\n{}", lang.pick("Régions : unités et population", "Regions: units and population"))?;
    for (index, region) in reference.areas.regions.iter().enumerate() {
        let units = || reference.units.iter().filter(|unit| unit.region == index as u32);
        let population: u64 = units().filter_map(|unit| unit.population).map(u64::from).sum();
        let (count, population) = (lang.integer(units().count() as u64), lang.integer(population));
        writeln!(out, "  {:<4}{:<44}{count:>7}  {population:>12}", region.code, region.name)?;
    }
    let segments = reference.coverage.vertex_count() - reference.coverage.arc_count();
    let (arcs, segments) = (lang.integer(reference.coverage.arc_count() as u64), lang.integer(segments as u64));
    writeln!(
        out,
        "  {}",
        lang.pick(
            format!("contours : {arcs} arcs, {segments} segments"),
            format!("contours: {arcs} arcs, {segments} segments"),
        )
    )
}

fn checks(out: &mut String, reference: &Reference, lang: Lang) -> fmt::Result {
    let source = reference.metadata.source_totals;
    let found = totals(reference);
    let rows = [
        (
            lang.pick("communes des 18 régions", "communes of the 18 regions"),
            found.communes.into(),
            source.communes.into(),
        ),
        (
            lang.pick("avec les collectivités d'outre-mer", "with the overseas collectivities"),
            found.communes_with_collectivities.into(),
            source.communes_with_collectivities.into(),
        ),
        (
            lang.pick("arrondissements municipaux", "arrondissements municipaux"),
            found.arrondissements.into(),
            source.arrondissements.into(),
        ),
        (lang.pick("population des 18 régions", "population of the 18 regions"), found.population, source.population),
        (
            lang.pick("avec les collectivités d'outre-mer", "with the overseas collectivities"),
            found.population_with_collectivities,
            source.population_with_collectivities,
        ),
    ];
    writeln!(out, "\n{}", lang.pick("Contrôles (référence, source)", "Checks (reference, source)"))?;
    // Boundaries that a user gave may lack departments, or hold a city whole: that is told with them.
    let is_part = reference.boundaries.as_ref().is_some_and(|it| !it.beyond.is_empty() || !it.in_whole_city.is_empty());
    let has_left = reference.metadata.populations.as_ref().is_some_and(|it| it.not_placed() > 0);
    for (what, found, source) in rows {
        let verdict = match found == source {
            true => lang.pick("égal", "equal"),
            false if is_part => {
                lang.pick("différent, comme le disent les contours", "different, as told of the boundaries")
            }
            false if has_left => {
                lang.pick("différent, comme le disent les populations", "different, as told of the populations")
            }
            false => lang.pick("DIFFÉRENT", "DIFFERENT"),
        };
        writeln!(out, "  {what:<36}{:>12}  {:>12}  {verdict}", lang.integer(found), lang.integer(source))?;
    }
    Ok(())
}

/// The totals of the units, to hold against those of the source.
fn totals(reference: &Reference) -> SourceTotals {
    let is_region = |unit: &&Unit| reference.areas.is_region(unit.region);
    let population = |units: &mut dyn Iterator<Item = &Unit>| -> u64 {
        units.filter_map(|unit| unit.population).map(u64::from).sum()
    };
    let cities = reference.areas.cities.len() as u32;
    let arrondissements = reference.units.iter().filter(|unit| unit.city.is_some()).count() as u32;
    let communes = |units: usize| units as u32 - arrondissements + cities;
    SourceTotals {
        communes: communes(reference.units.iter().filter(is_region).count()),
        communes_with_collectivities: communes(reference.units.len()),
        arrondissements,
        population: population(&mut reference.units.iter().filter(is_region)),
        population_with_collectivities: population(&mut reference.units.iter()),
    }
}

fn mends(out: &mut String, reference: &Reference, lang: Lang) -> fmt::Result {
    let without: Vec<CommuneCode> = (0..reference.units.len() as u32)
        .filter(|&unit| {
            reference.coverage.is_empty_face(unit) && reference.areas.is_region(reference.unit(unit).region)
        })
        .map(|unit| reference.unit(unit).code)
        .collect();
    writeln!(out, "\n{}", lang.pick("Contours complétés", "Contours completed"))?;
    for mend in &reference.metadata.mends {
        writeln!(out, "  {} {}", mend.code, mend.how)?;
    }
    writeln!(
        out,
        "  {} {}",
        lang.pick("sans contour dans les 18 régions :", "without contour in the 18 regions:"),
        list(&without)
    )
}

fn repair(out: &mut String, reference: &Reference, lang: Lang) -> fmt::Result {
    let repair = &reference.metadata.repair;
    writeln!(out, "\n{}", lang.pick("Contours raccordés", "Contours made to match"))?;
    writeln!(out, "  {}", repair_line(repair, lang))?;
    for place in &repair.closed {
        let (codes, [x, y]) = (list(&place.codes), place.at);
        let (area, moved) = (lang.integer(place.area_m2 as u64), lang.decimal(place.moved_m, 1));
        let gaps = lang.count(place.gaps as u64, lang.pick("vide", "gap"), lang.pick("vides", "gaps"));
        let overlaps = lang.pick(["chevauchement", "chevauchements"], ["overlap", "overlaps"]);
        let overlaps = lang.count(place.overlaps as u64, overlaps[0], overlaps[1]);
        let what = match (place.gaps, place.overlaps) {
            (_, 0) => gaps,
            (0, _) => overlaps,
            _ => format!("{gaps}, {overlaps}"),
        };
        writeln!(
            out,
            "    {codes} : {what}, {area} m², {} {moved} m ({x}, {y})",
            lang.pick("déplacement", "moved by")
        )?;
    }
    if !repair.emptied.is_empty() {
        let what = lang.pick("sans surface sur la grille :", "without area on the grid:");
        writeln!(out, "  {what} {}", list(&repair.emptied))?;
    }
    let none = if repair.left.is_empty() { " –" } else { "" };
    writeln!(out, "  {}{none}", lang.pick("défauts laissés :", "defects left:"))?;
    for left in &repair.left {
        let needed = left.needed_m.map_or_else(String::new, |metres| {
            let metres = lang.decimal(metres, 1);
            lang.pick(
                format!(", il faudrait déplacer une limite de {metres} m"),
                format!(", a border would have to move {metres} m"),
            )
        });
        let place = left.at.map_or_else(String::new, |[x, y]| format!(" ({x}, {y})"));
        writeln!(out, "    {} {}{needed}{place}", left.rule, list(&left.codes))?;
    }
    Ok(())
}

/// What was done to make contours match, in a line.
pub fn repair_line(repair: &RepairSummary, lang: Lang) -> String {
    let (gaps, overlaps) = repair.closed.iter().fold((0, 0), |sum, place| (sum.0 + place.gaps, sum.1 + place.overlaps));
    let [gaps, overlaps, left] = repair_counts(gaps, overlaps, repair.left.len(), lang);
    let (farthest, tolerance) = (lang.decimal(repair.farthest_m(), 1), repair.tolerance_m);
    lang.pick(
        format!("{gaps}, {overlaps} ; déplacement le plus grand {farthest} m (tolérance {tolerance} m) ; {left}"),
        format!("{gaps}, {overlaps}; farthest move {farthest} m (tolerance {tolerance} m); {left}"),
    )
}

fn list(codes: &[CommuneCode]) -> String {
    if codes.is_empty() { "–".into() } else { codes.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ") }
}

//! What `maillage reference info` prints: what a reference holds, where it comes from, and what is not perfect in it.

use std::fmt::{self, Write};

use super::Lang;
use crate::cog::CommuneCode;
use crate::reference::{Reference, SourceTotals, Unit};

/// The text.
pub fn reference_info(reference: &Reference, lang: Lang) -> String {
    let mut text = String::new();
    // Writing to a String cannot fail.
    let _ = write_info(&mut text, reference, lang);
    text
}

fn write_info(out: &mut String, reference: &Reference, lang: Lang) -> fmt::Result {
    let metadata = &reference.metadata;
    let (kind, year) = (metadata.population_kind.column(), metadata.population_year);
    writeln!(out, "COG {}, {} {kind} {year}", metadata.cog, lang.pick("populations", "populations"))?;
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
    for source in &metadata.sources {
        writeln!(out, "  {} : {} ({})", source.what, source.package, source.licence)?;
    }
    regions(out, reference, lang)?;
    checks(out, reference, lang)?;
    mends(out, reference, lang)?;
    repair(out, reference, lang)
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
    for (what, found, source) in rows {
        let verdict = if found == source { lang.pick("égal", "equal") } else { lang.pick("DIFFÉRENT", "DIFFERENT") };
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
    let (closed, tolerance, farthest) = (repair.closed, repair.tolerance_m, repair.farthest_m);
    writeln!(out, "\n{}", lang.pick("Bords non appariés", "Unmatched edges"))?;
    writeln!(
        out,
        "  {}",
        lang.pick(
            format!("{closed} raccordés (tolérance {tolerance} m, déplacement le plus grand {farthest} m)"),
            format!("{closed} closed (tolerance {tolerance} m, farthest move {farthest} m)"),
        )
    )?;
    writeln!(
        out,
        "  {}",
        lang.pick(
            format!("{} laissés, chacun avec sa surface et sa largeur moyenne :", repair.left.len()),
            format!("{} left, each with its area and mean width:", repair.left.len()),
        )
    )?;
    for seam in &repair.left {
        let (area, [x, y]) = (lang.integer(seam.area_m2 as u64), seam.at);
        writeln!(out, "    {} : {area} m², {} m ({x}, {y})", list(&seam.codes), seam.width_m)?;
    }
    writeln!(
        out,
        "  {}",
        lang.pick(
            format!("{} croisements entre contours voisins, ceux-ci compris :", repair.crossings.len()),
            format!("{} crossings of neighbouring contours, those included:", repair.crossings.len()),
        )
    )?;
    for crossing in &repair.crossings {
        writeln!(out, "    {} ({}, {})", list(&crossing.codes), crossing.at[0], crossing.at[1])?;
    }
    Ok(())
}

fn list(codes: &[CommuneCode]) -> String {
    if codes.is_empty() { "–".into() } else { codes.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ") }
}

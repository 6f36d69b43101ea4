//! `zones_blanches.csv` and `.geojson`: a row for each white zone.

use super::cells::unit_codes;
use super::model::Report;
use super::sheet::Sheet;
use super::territories::{km2, neighbours};

/// Columns and rows, most populous first.
pub(super) fn sheet(report: &Report) -> Sheet {
    let rows = report.zones.iter().map(|zone| {
        vec![
            zone.id.as_str().into(),
            zone.class.key().into(),
            zone.units.len().into(),
            unit_codes(report.reference, &zone.units).into(),
            zone.population.into(),
            km2(zone.area),
            neighbours(report, &zone.neighbours).into(),
        ]
    });
    let header = vec!["zone_id", "classe", "nb_communes", "codes_insee", "population", "surface_km2", "voisins"];
    (header, rows.collect())
}

//! `zones_blanches.csv` and `.geojson`: a row for each white zone.

use super::files::Sheet;
use super::model::{LIST, Report};
use super::territories::{km2, neighbours};

/// Columns and rows, most populous first.
pub(super) fn sheet(report: &Report) -> Sheet {
    let rows = report.zones.iter().map(|zone| {
        let codes: Vec<&str> = zone.units.iter().map(|&unit| report.reference.unit(unit).code.as_str()).collect();
        vec![
            zone.id.as_str().into(),
            zone.class.key().into(),
            zone.units.len().into(),
            codes.join(LIST).into(),
            zone.population.into(),
            km2(zone.area),
            neighbours(report, &zone.neighbours).into(),
        ]
    });
    let header = vec!["zone_id", "classe", "nb_communes", "codes_insee", "population", "surface_km2", "voisins"];
    (header, rows.collect())
}

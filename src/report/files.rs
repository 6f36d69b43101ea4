//! The files of a report, by name.

use rayon::prelude::*;

use super::model::Report;
use super::{Lang, anomalies, overlaps, rates, resume, territories, units, zones};
use crate::formats::csv::{self, Cell, Dialect};
use crate::formats::geojson;
use crate::reference::Level;

/// A file that could not be made. Nothing in a table can cause it.
#[derive(Debug, thiserror::Error)]
pub enum ReportFileError {
    /// CSV.
    #[error("CSV: {0}")]
    Csv(#[from] std::io::Error),
    /// JSON or GeoJSON.
    #[error("JSON: {0}")]
    Json(#[from] serde_json::Error),
}

/// A table to be written: column names and rows.
pub(super) type Sheet = (Vec<&'static str>, Vec<Vec<Cell>>);

/// All files of a report, sorted by name, made in parallel.
///
/// # Errors
/// Only if memory cannot be written to.
pub fn files(report: &Report, dialect: Dialect, lang: Lang) -> Result<Vec<(&'static str, Vec<u8>)>, ReportFileError> {
    let sheet = |(header, rows): Sheet| Ok(csv::write(&header, &rows, dialect)?);
    let level = |level| rates::sheet(report, level);
    type Make<'a> = Box<dyn Fn() -> Result<Vec<u8>, ReportFileError> + Sync + 'a>;
    let jobs: Vec<(&'static str, Make)> = vec![
        (
            "territoires.geojson",
            Box::new(|| {
                let (header, rows) = territories::sheet(report);
                let shapes = report.territories.iter().map(|territory| &territory.shape);
                Ok(geojson::write(&header, &rows.into_iter().zip(shapes).collect::<Vec<_>>())?)
            }),
        ),
        (
            "zones_blanches.geojson",
            Box::new(|| {
                let (header, rows) = zones::sheet(report);
                let shapes = report.zones.iter().map(|zone| &zone.shape);
                Ok(geojson::write(&header, &rows.into_iter().zip(shapes).collect::<Vec<_>>())?)
            }),
        ),
        (
            "chevauchements.geojson",
            Box::new(|| {
                let (header, rows) = overlaps::sheet(report);
                let shapes: Vec<_> = report.overlaps.iter().map(|&unit| report.reference.coverage.face(unit)).collect();
                Ok(geojson::write(&header, &rows.into_iter().zip(&shapes).collect::<Vec<_>>())?)
            }),
        ),
        ("communes.csv", Box::new(|| sheet(units::sheet(report)))),
        ("territoires.csv", Box::new(|| sheet(territories::sheet(report)))),
        ("chevauchements.csv", Box::new(|| sheet(overlaps::sheet(report)))),
        ("zones_blanches.csv", Box::new(|| sheet(zones::sheet(report)))),
        ("couverture_france.csv", Box::new(|| sheet(level(Level::France)))),
        ("couverture_regions.csv", Box::new(|| sheet(level(Level::Region)))),
        ("couverture_departements.csv", Box::new(|| sheet(level(Level::Department)))),
        ("couverture_epci.csv", Box::new(|| sheet(level(Level::Epci)))),
        ("anomalies.csv", Box::new(|| sheet(anomalies::sheet(report, lang)))),
        ("resume.json", Box::new(|| Ok(resume::json(report)?))),
    ];
    let mut files =
        jobs.par_iter().map(|(name, make)| Ok((*name, make()?))).collect::<Result<Vec<_>, ReportFileError>>()?;
    files.sort_by_key(|(name, _)| *name);
    Ok(files)
}

//! The files of a report, by name.

use std::io::{self, Write};
use std::sync::Arc;

use super::model::Report;
use super::sheet::Sheet;
use super::{
    Lang, anomalies, dashboards, deadlines, envelopes, funding, layers, overlaps, page, picture, rates, resume, shared,
    territories, thresholds, units, ways_out, workbook, zones,
};
use crate::formats::csv::{self, Dialect};
use crate::formats::folder::Content;
use crate::formats::{geojson, geopackage};
use crate::reference::Level;

/// The files of a report that are wanted, by name, the largest first, each with what writes it.
///
/// What several of them show is made once, here: one of two files that show it could not wait for the other without a thread that does
/// nothing.
pub fn files<'a>(
    report: &'a Report,
    dialect: Dialect,
    lang: Lang,
    is_wanted: impl Fn(&str) -> bool,
) -> Vec<(&'static str, Content<'a>)> {
    let is_any_wanted = |names: [&str; 3]| names.into_iter().any(&is_wanted);
    let tells_ways_out = |table| is_any_wanted([table, PAGE, WORKBOOK]);
    ways_out::find(report, tells_ways_out(OVERLAP_OPTIONS), tells_ways_out(ZONE_OPTIONS));
    let map = [MAP_SVG, MAP_PNG].into_iter().any(&is_wanted).then(|| picture::map(report, lang));
    let mut files = all(report, dialect, lang, Arc::new(map));
    files.retain(|(name, _)| is_wanted(name));
    files
}

/// Names of all files of a report.
pub fn file_names<'a>(report: &'a Report) -> impl Iterator<Item = &'static str> + use<'a> {
    all(report, Dialect::Standard, Lang::Fr, Arc::new(None)).into_iter().map(|(name, _)| name)
}

const PAGE: &str = "rapport.html";
const WORKBOOK: &str = "rapport.xlsx";
const OVERLAP_OPTIONS: &str = "chevauchements_options.csv";
const ZONE_OPTIONS: &str = "zones_blanches_options.csv";
const MAP_SVG: &str = "carte.svg";
const MAP_PNG: &str = "carte.png";

/// The map as SVG, if a file with it is wanted.
type Map = Arc<Option<io::Result<String>>>;

fn svg_of(map: &Map) -> io::Result<&str> {
    match map.as_ref() {
        Some(Ok(svg)) => Ok(svg),
        Some(Err(error)) => Err(io::Error::new(error.kind(), error.to_string())),
        None => Err(io::ErrorKind::NotFound.into()),
    }
}

fn all<'a>(report: &'a Report, dialect: Dialect, lang: Lang, map: Map) -> Vec<(&'static str, Content<'a>)> {
    let map_as_png = Arc::clone(&map);
    let table = |sheet: fn(&Report) -> Sheet| csv_file(move || sheet(report), dialect);
    let level = |level| csv_file(move || rates::sheet(report, level), dialect);
    vec![
        (
            "territoires.geojson",
            Box::new(|out| {
                let (header, rows) = territories::layer_sheet(report);
                let shapes = report.territories.iter().map(|territory| &territory.shape);
                geojson::write(out, &header, &rows.into_iter().zip(shapes).collect::<Vec<_>>())
            }),
        ),
        (
            "zones_blanches.geojson",
            Box::new(|out| {
                let (header, rows) = zones::sheet(report);
                let shapes = report.zones.iter().map(|zone| &zone.shape);
                geojson::write(out, &header, &rows.into_iter().zip(shapes).collect::<Vec<_>>())
            }),
        ),
        (
            "chevauchements.geojson",
            Box::new(|out| {
                let (header, rows) = overlaps::sheet(report);
                let shapes: Vec<_> = report.overlaps.iter().map(|&unit| report.reference.coverage.face(unit)).collect();
                geojson::write(out, &header, &rows.into_iter().zip(&shapes).collect::<Vec<_>>())
            }),
        ),
        ("maillage.gpkg", Box::new(move |out| Ok(geopackage::write(out, layers::all(report, lang))?))),
        (PAGE, Box::new(move |out| out.write_all(&page::html(report, lang)?))),
        (WORKBOOK, Box::new(move |out| out.write_all(&workbook::xlsx(report, lang)?))),
        (MAP_PNG, Box::new(move |out| out.write_all(&picture::png(svg_of(&map_as_png)?)?))),
        (MAP_SVG, Box::new(move |out| out.write_all(svg_of(&map)?.as_bytes()))),
        ("communes.csv", table(units::sheet)),
        ("territoires.csv", table(territories::sheet)),
        ("chevauchements.csv", table(overlaps::sheet)),
        (OVERLAP_OPTIONS, table(ways_out::overlaps)),
        ("communes_partagees.csv", table(shared::sheet)),
        ("zones_blanches.csv", table(zones::sheet)),
        (ZONE_OPTIONS, table(ways_out::zones)),
        ("financement.csv", table(funding::sheet)),
        ("enveloppes.csv", table(envelopes::sheet)),
        ("seuils.csv", table(thresholds::sheet)),
        ("echeances.csv", table(deadlines::sheet)),
        ("tableau_departements.csv", csv_file(move || dashboards::sheet(report, Level::Department), dialect)),
        ("atlas_regions.csv", csv_file(move || dashboards::sheet(report, Level::Region), dialect)),
        ("couverture_france.csv", level(Level::France)),
        ("couverture_regions.csv", level(Level::Region)),
        ("couverture_departements.csv", level(Level::Department)),
        ("couverture_epci.csv", level(Level::Epci)),
        ("anomalies.csv", csv_file(move || anomalies::sheet(report, lang), dialect)),
        ("resume.json", Box::new(|out| out.write_all(&resume::json(report)?))),
    ]
}

fn csv_file<'a>(sheet: impl Fn() -> Sheet + Sync + 'a, dialect: Dialect) -> Content<'a> {
    Box::new(move |out: &mut (dyn Write + Send)| -> io::Result<()> {
        let (header, rows) = sheet();
        out.write_all(&csv::write(&header, &rows, dialect)?)
    })
}

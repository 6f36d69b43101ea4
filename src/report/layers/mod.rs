//! The layers for GIS: what the tables tell, with contours. Columns are those of the table of the same name, but for contacts.

mod columns;
mod kind;
mod styles;
#[cfg(test)]
pub(super) mod tests;

use std::borrow::Cow;

use geo_types::MultiPolygon;

use self::columns::columns;
pub use self::kind::LayerKind;

use crate::coverage::{Coverage, CoverageError, Ellipsoid, FaceArcs, Simplify};
use crate::formats::csv::Cell;
use crate::formats::feature_table::{FeatureTable, Shape};
use crate::formats::geopackage::StyledLayer;
use crate::indicators::Place;
use crate::reference::{Level, UnitId};
use crate::report::model::Report;
use crate::report::sheet::Sheet;
use crate::report::{Lang, dashboards, overlaps, territories, units, zones};

/// A layer of a report.
#[derive(Debug)]
pub struct ReportLayer<'a> {
    report: &'a Report<'a>,
    kind: LayerKind,
    /// Name, columns and rows.
    pub table: FeatureTable,
    /// Units of each row.
    groups: Vec<Vec<UnitId>>,
}

impl<'a> ReportLayer<'a> {
    /// The rows of a layer, in the order of its table.
    pub fn new(report: &'a Report, kind: LayerKind, lang: Lang) -> Self {
        let ((header, rows), groups) = content(report, kind);
        let title = kind.title(lang).to_owned();
        let table = FeatureTable { name: kind.name(), title, columns: columns(&header), rows };
        Self { report, kind, table, groups }
    }

    /// The contours of its rows, as the report has them.
    pub fn shapes(&self) -> Vec<Shape<'a>> {
        match self.kind {
            LayerKind::Territories => self.report.territories.iter().map(|it| Cow::Borrowed(&it.shape)).collect(),
            LayerKind::WhiteZones => self.report.zones.iter().map(|it| Cow::Borrowed(&it.shape)).collect(),
            _ => self.shapes_in(&self.report.reference.coverage),
        }
    }

    /// Its contours in another coverage of the same units, as [`simplified`] gives it.
    pub fn shapes_in(&self, coverage: &Coverage) -> Vec<Shape<'static>> {
        let shapes: Vec<MultiPolygon<f64>> = match self.kind {
            LayerKind::Communes | LayerKind::Overlaps => {
                self.groups.iter().flatten().map(|&unit| coverage.face(unit)).collect()
            }
            _ => coverage.dissolve_groups(&self.groups),
        };
        shapes.into_iter().map(Cow::Owned).collect()
    }

    /// Its contours as arcs of a coverage of the units.
    pub fn arcs_in(&self, coverage: &Coverage) -> Vec<FaceArcs> {
        self.groups.iter().map(|units| coverage.dissolve_arcs(units)).collect()
    }
}

/// The contours of all units with fewer vertices: a vertex goes where what it matters is under the square of so many
/// metres ([`Simplify::Visvalingam`]). Borders stay common, so layers made of it fit each other.
///
/// # Errors
/// None that contours can cause.
pub fn simplified(report: &Report, metres: f64) -> Result<Coverage, CoverageError> {
    report.reference.coverage.simplified(&Ellipsoid::WGS84, Simplify::Visvalingam(metres))
}

/// All layers of a report, each with its style, made one after the other.
pub(super) fn all<'a>(report: &'a Report, lang: Lang) -> impl Iterator<Item = StyledLayer<'a>> {
    let layers = LayerKind::ALL.into_iter().map(move |kind| ReportLayer::new(report, kind, lang));
    layers.map(move |layer| (layer.shapes(), layer)).map(move |(shapes, layer)| styled(layer, shapes, lang))
}

/// A layer with the style by which QGIS draws it.
pub fn styled<'a>(layer: ReportLayer<'a>, shapes: Vec<Shape<'a>>, lang: Lang) -> StyledLayer<'a> {
    StyledLayer { qml: styles::qml(layer.kind, lang), table: layer.table, shapes }
}

/// The table of a layer, and the units of each row.
fn content(report: &Report, kind: LayerKind) -> (Sheet, Vec<Vec<UnitId>>) {
    let all = || (0..).zip(&report.reference.units).filter(|(_, unit)| report.options.scope.holds(unit));
    match kind {
        LayerKind::Territories => {
            (territories::layer_sheet(report), report.territories.iter().map(|it| it.units.clone()).collect())
        }
        LayerKind::WhiteZones => (zones::sheet(report), report.zones.iter().map(|it| it.units.clone()).collect()),
        LayerKind::Overlaps => (overlaps::sheet(report), report.overlaps.iter().map(|&unit| vec![unit]).collect()),
        LayerKind::Communes => (units::sheet(report), all().map(|(unit, _)| vec![unit]).collect()),
        LayerKind::Departments => {
            let (header, mut rows) = dashboards::sheet(report, Level::Department);
            let areas = &report.reference.areas.departments;
            let mut members = vec![Vec::new(); areas.len()];
            all().for_each(|(id, unit)| members[unit.department as usize].push(id));
            // The row of the whole scope is no department.
            let mut groups = Vec::new();
            rows.retain(|row| {
                let is_its_code = |code: &str| row.get(1) == Some(&Cell::from(code));
                let is_department = row.first() == Some(&Cell::from(Place::Department(0).key()));
                let index = areas.iter().position(|area| is_department && is_its_code(&area.code));
                groups.extend(index.and_then(|index| members.get_mut(index)).map(std::mem::take));
                index.is_some()
            });
            ((header, rows), groups)
        }
    }
}

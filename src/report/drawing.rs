//! Files that `maillage assign` writes: the table of claims, the doubts, and layers to look at.

use compact_str::CompactString;
use geo_types::MultiPolygon;
use rayon::prelude::*;

use super::Lang;
use super::clean::COLUMNS;
use super::sheet::LIST;
use super::texts::{doubt_message, doubt_remedy, severity};
use crate::drawing::{Assignment, Between, BetweenKind, Claimed, Drawing, Noted};
use crate::formats::csv::Cell;
use crate::formats::geojson;
use crate::reference::Reference;
use crate::territory::Column;

/// Column names and rows; names of kept attributes are the layer's.
pub type DrawnSheet = (Vec<String>, Vec<Vec<Cell>>);

/// The table of claims, which `report` reads. Columns that no row fills are left out.
pub fn claimed_rows(drawing: &Drawing, found: &Assignment, reference: &Reference) -> DrawnSheet {
    let text = |row: &Claimed, place: usize| -> CompactString {
        let (territory, unit) = (&drawing.territories[row.territory], reference.unit(row.unit));
        let [stage, start, end, signed] = &territory.known;
        let text = match COLUMNS.get(place) {
            Some(Column::CptsId) => &territory.id,
            Some(Column::CptsName) => &territory.name,
            Some(Column::Stage) => stage,
            Some(Column::Code) => return unit.code.to_string().into(),
            Some(Column::CommuneName) => &unit.name,
            Some(Column::Part) => &row.part,
            Some(Column::PartPopulation) => return row.population.map(|it| it.to_string().into()).unwrap_or_default(),
            Some(Column::Start) => start,
            Some(Column::End) => end,
            Some(Column::Signed) => signed,
            Some(_) => "",
            None => &territory.others[place - COLUMNS.len()],
        };
        text.into()
    };
    let names = COLUMNS.iter().map(|column| column.name().to_owned()).chain(drawing.others.iter().cloned());
    let is_filled = |place: usize| found.rows.par_iter().any(|row| !text(row, place).is_empty());
    let (places, names): (Vec<usize>, Vec<String>) = names.enumerate().filter(|(place, _)| is_filled(*place)).unzip();
    let cells = |row: &Claimed| places.iter().map(|&place| Cell::Text(text(row, place))).collect();
    (names, found.rows.par_iter().map(cells).collect())
}

/// What was noticed: a row for each doubt, errors first.
pub fn doubt_rows(notes: &[Noted], drawing: &Drawing, reference: &Reference, lang: Lang) -> super::Sheet {
    let header = vec!["severite", "regle", "objets", "cpts", "code_insee", "message", "correction"];
    let rows = notes.iter().map(|noted| {
        let features: Vec<String> = noted.features.iter().map(usize::to_string).collect();
        vec![
            severity(noted.doubt.severity(), lang).into(),
            noted.doubt.key().into(),
            features.join(LIST).into(),
            noted.cpts.as_str().into(),
            noted.unit.map(|unit| reference.unit(unit).code.to_string()).into(),
            doubt_message(noted, drawing, reference, lang).into(),
            doubt_remedy(&noted.doubt, lang).into(),
        ]
    });
    (header, rows.collect())
}

/// The doubtful pieces as a layer (GeoJSON).
///
/// # Errors
/// Only those of the writer; to memory there are none.
pub fn review_layer(drawing: &Drawing, found: &Assignment, reference: &Reference) -> std::io::Result<Vec<u8>> {
    let header = ["classe", "code_insee", "nom", "cpts", "objets", "surface_m2", "largeur_m", "part_pct"];
    let rows: Vec<(Vec<Cell>, &MultiPolygon<f64>)> = found
        .review
        .iter()
        .map(|piece| {
            let unit = piece.unit.map(|unit| reference.unit(unit));
            let width = (piece.measures.perimeter > 0.0).then(|| piece.measures.width());
            let cells = vec![
                piece.class.key().into(),
                unit.map(|unit| unit.code.to_string()).into(),
                unit.map(|unit| unit.name.as_str()).into(),
                labels(drawing, &piece.territories).into(),
                piece.features.iter().map(usize::to_string).collect::<Vec<_>>().join(LIST).into(),
                Cell::Decimal(piece.measures.area, 0),
                width.map_or(Cell::Empty, |width| Cell::Decimal(width, 1)),
                piece.share.map_or(Cell::Empty, |share| Cell::Decimal(100.0 * share, 2)),
            ];
            (cells, &piece.shape)
        })
        .collect();
    layer(&header, &rows)
}

/// Overlaps, or gaps, between drawn territories as a layer (GeoJSON).
///
/// # Errors
/// Only those of the writer; to memory there are none.
pub fn between_layer(
    found: &[Between],
    kind: BetweenKind,
    drawing: &Drawing,
    reference: &Reference,
) -> std::io::Result<Vec<u8>> {
    let mut header =
        vec!["classe", "cpts", "surface_m2", "largeur_m", "codes_insee", "nb_communes", "population_estimee"];
    let is_gap = kind == BetweenKind::Gap;
    header.extend(is_gap.then_some("position"));
    let rows: Vec<(Vec<Cell>, &MultiPolygon<f64>)> = found
        .iter()
        .filter(|it| it.kind == kind)
        .map(|it| {
            let codes: Vec<String> = it.units.iter().map(|&(unit, _)| reference.unit(unit).code.to_string()).collect();
            let mut cells = vec![
                if it.is_sliver { "eclat" } else { "reel" }.into(),
                labels(drawing, &it.territories).into(),
                Cell::Decimal(it.area, 0),
                Cell::Decimal(it.width, 1),
                codes.join(LIST).into(),
                it.units.len().into(),
                it.population.into(),
            ];
            cells.extend(is_gap.then(|| if it.is_open { "ouvert" } else { "enclos" }.into()));
            (cells, &it.shape)
        })
        .collect();
    layer(&header, &rows)
}

fn labels(drawing: &Drawing, territories: &[usize]) -> String {
    territories.iter().map(|&it| drawing.territories[it].label()).collect::<Vec<_>>().join(LIST)
}

fn layer(header: &[&str], rows: &[(Vec<Cell>, &MultiPolygon<f64>)]) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    // Every digit of the grid: rounded again, narrow pieces would cross themselves.
    geojson::write_exact(&mut bytes, header, rows)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use geo_types::{Coord, Rect};

    use super::*;
    use crate::drawing::{AssignOptions, Sketch, assign};
    use crate::formats::layer::{Layer, Value};
    use crate::reference::sample::drawn;
    use crate::territory::ColumnChoice;

    #[test]
    fn every_column_of_a_clean_table_is_filled_from_a_drawing_that_says_all_of_it() {
        let reference = drawn("A");
        let said = [
            ("cpts_id", "1"),
            ("cpts_nom", "Nord"),
            ("stade", "ACI signé"),
            ("debut", "2024-01-01"),
            ("fin", "2027-12-31"),
            ("signature", "2024-02-01"),
        ];
        // Half of the commune: a part of it.
        let half = Rect::new(Coord { x: 2.0, y: 47.99 }, Coord { x: 2.005, y: 48.0 }).to_polygon();
        let layer = Layer {
            attributes: vec![
                said.iter().map(|&(name, text)| (name.to_owned(), Value::Text(text.to_owned()))).collect(),
            ],
            shapes: [MultiPolygon::from(half)].iter().collect(),
            ..Layer::default()
        };
        let drawing = Sketch::new(layer, &ColumnChoice::default(), &[]).unwrap().over(&reference);
        let options = AssignOptions { shared: true, ..AssignOptions::default() };
        let (header, rows) = claimed_rows(&drawing, &assign(&reference, &drawing, None, &options), &reference);
        assert_eq!(header, COLUMNS.map(|column| column.name().to_owned()));
        assert_eq!(rows.len(), 1);
    }
}

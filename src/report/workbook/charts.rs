//! The charts of the first sheet: coverage by stage set, and by area.

use rust_xlsxwriter::{
    Chart, ChartDataLabel, ChartFont, ChartFormat, ChartLegendPosition, ChartLine, ChartSolidFill, ChartType, Color,
    XlsxError,
};

use super::board::Board;
use super::places::{self, HEAD};
use super::style;
use crate::reference::Level;
use crate::report::model::Report;
use crate::report::{Lang, dashboards};

/// Pixels of a row.
const ROW: u32 = 20;

/// Inserts them below what is written, and leaves room. `sets` are the first and last rows of the rates by stage set.
pub(super) fn insert(board: &mut Board, report: &Report, sets: [u32; 2]) -> Result<(), XlsxError> {
    let lang = board.lang();
    board.row += 1;
    let areas = Areas::of(report, lang);
    // Each area has two bars.
    let rows = 15.max(5 + areas.rows * 3 / 2);
    let left = by_set(report, sets, lang)?;
    board.sheet.insert_chart_with_offset(board.row, 0, &sized(left, 500, rows), 0, 0)?;
    let right = by_area(&areas, lang)?;
    board.sheet.insert_chart_with_offset(board.row, 3, &sized(right, 545, rows), 0, 0)?;
    board.row += rows;
    Ok(())
}

fn sized(mut chart: Chart, width: u32, rows: u32) -> Chart {
    chart.set_width(width).set_height(rows * ROW - 6);
    chart
}

/// The areas that are compared: regions, or the departments of one.
struct Areas {
    sheet: &'static str,
    title: &'static str,
    rows: u32,
    /// Columns of names, and of shares by signed contracts and by all stages.
    columns: [u16; 3],
}

impl Areas {
    fn of(report: &Report, lang: Lang) -> Self {
        let is_one = report.options.scope.regions.len() == 1;
        let level = if is_one { Level::Department } else { Level::Region };
        let (header, rows) = dashboards::sheet(report, level);
        let column = |name: &str| header.iter().position(|head| *head == name).unwrap_or_default() as u16;
        let title = if is_one {
            lang.pick("Population couverte par département", "Covered population by department")
        } else {
            lang.pick("Population couverte par région", "Covered population by region")
        };
        let sheet = if is_one { lang.pick("Départements", "Departments") } else { lang.pick("Régions", "Regions") };
        let columns = ["nom", "taux_population_aci", "taux_population_tous"].map(column);
        Self { sheet, title, rows: rows.len().saturating_sub(1) as u32, columns }
    }
}

fn bars(title: &str) -> Result<Chart, XlsxError> {
    let mut chart = Chart::new(ChartType::Bar);
    chart.title().set_name(title).set_font(ChartFont::new().set_size(12).set_bold().set_color(style::TEXT));
    chart.title().set_overlay(false);
    // The first row is on top, as in the table: of bars that lie, the axis of categories is y.
    chart.y_axis().set_reverse().set_font(ChartFont::new().set_size(9).set_color(style::TEXT));
    chart.x_axis().set_min(0).set_max(1).set_major_unit(0.25).set_num_format("0%");
    chart.x_axis().set_major_gridlines_line(ChartLine::new().set_color(style::LINE));
    chart.x_axis().set_font(ChartFont::new().set_size(9).set_color(style::QUIET));
    chart.chart_area().set_format(ChartFormat::new().set_border(ChartLine::new().set_color(style::LINE)));
    Ok(chart)
}

fn labels() -> ChartDataLabel {
    let mut label = ChartDataLabel::new();
    label.show_value().set_num_format("0.00%").set_font(ChartFont::new().set_size(9).set_color(style::TEXT));
    label
}

fn fill(color: Color) -> ChartFormat {
    let mut format = ChartFormat::new();
    format.set_solid_fill(ChartSolidFill::new().set_color(color));
    format
}

fn by_set(report: &Report, [first, last]: [u32; 2], lang: Lang) -> Result<Chart, XlsxError> {
    let mut chart =
        bars(lang.pick("Population couverte selon l’ensemble de stades", "Covered population by stage set"))?;
    let sheet = places::summary(lang);
    let series = chart.add_series();
    series.set_categories((sheet, first, 0, last, 0)).set_values((sheet, first, 2, last, 2));
    series.set_name(lang.pick("% population", "% population")).set_gap(60).set_data_label(&labels());
    series.set_format(&mut fill(style::STAGES[1].0));
    chart.legend().set_hidden();
    let told: Vec<String> =
        report.rates.of(Level::France).iter().map(|it| lang.percent(it.population_rate())).collect();
    let alt = lang.pick(
        "Population couverte, des ACI signés à tous les stades : ",
        "Covered population, from signed ACI to all stages: ",
    );
    chart.set_alt_text(format!("{alt}{}", told.join(", ")));
    Ok(chart)
}

fn by_area(areas: &Areas, lang: Lang) -> Result<Chart, XlsxError> {
    let mut chart = bars(areas.title)?;
    let [names, signed, all] = areas.columns;
    let (first, last) = (HEAD + 1, HEAD + areas.rows.max(1));
    let range = |column: u16| (areas.sheet, first, column, last, column);
    let both = [
        (signed, lang.pick("ACI signés", "signed ACI"), style::STAGES[0].0),
        (all, lang.pick("tous stades", "all stages"), style::STAGES[2].0),
    ];
    for (column, name, color) in both {
        let series = chart.add_series();
        series.set_categories(range(names)).set_values(range(column)).set_name(name);
        series.set_gap(60).set_format(&mut fill(color)).set_data_label(&labels());
    }
    chart.legend().set_position(ChartLegendPosition::Bottom).set_font(ChartFont::new().set_size(9));
    chart.set_alt_text(format!("{} ({})", areas.title, lang.pick("ACI signés, tous stades", "signed ACI, all stages")));
    Ok(chart)
}

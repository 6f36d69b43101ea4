//! The map of a report: the land of its scope, insets, names, and what stands around.

use std::io;

use super::frame::Land;
use super::furniture::{self, ScaleBar};
use super::ground::{Class, Ground};
use super::layout::{self, Layout, Wanted};
use super::naming::Names;
use super::svg::{Rect, Svg};
use super::{heading, legend, naming, paint};
use crate::report::Lang;
use crate::report::model::Report;
use crate::report::parts::Part;

/// Paris and the departments around it, too dense for a map of the country.
const DENSE: [&str; 4] = ["75", "92", "93", "94"];
/// An inset of them is drawn where it is so much larger than the map.
const ENLARGED: f64 = 1.5;
/// An inset: its name, and what it shows.
struct Inset {
    name: String,
    land: Land,
    /// Whether the main frame shows it too, smaller.
    is_enlargement: bool,
}

/// `carte.svg`.
pub(in crate::report) fn map(report: &Report, lang: Lang) -> io::Result<String> {
    let ground = Ground::new(report);
    let code = |department: u32| report.reference.areas.departments[department as usize].code.as_str();
    let mut lands = Vec::new();
    for part in 0..Part::COUNT {
        let holds = |class: &Class| Part::of(code(class.department)) == part;
        lands.extend(Land::new(report, &ground, part, holds)?.map(|land| (part, land)));
    }
    let mut lands = lands.into_iter();
    let main = lands.next();
    let mut insets: Vec<Inset> =
        lands.map(|(part, land)| Inset { name: part_name(report, part), land, is_enlargement: false }).collect();
    if main.as_ref().is_some_and(|(part, _)| *part == 0) {
        let is_dense = |class: &Class| class.in_scope && DENSE.contains(&code(class.department));
        let name = lang.pick("Paris et petite couronne", "Paris and around").to_owned();
        insets.extend(Land::new(report, &ground, 0, is_dense)?.map(|land| Inset { name, land, is_enlargement: true }));
    }
    let entries = legend::entries(report, lang);
    let land = main.as_ref().map_or([1.0, 1.0], |(_, land)| [land.extent.width(), land.extent.height()]);
    let wanted = |insets: usize| Wanted { land, insets, rows: entries.len() + 1, row: legend::ROW };
    let mut layout = Layout::new(wanted(insets.len()));
    // The enlargement comes last, and goes if it is none.
    let last = insets.last().zip(layout.insets.last());
    if last.is_some_and(|(last, rect)| last.is_enlargement && inset_scale(last, *rect) < ENLARGED * layout.scale) {
        insets.pop();
        layout = Layout::new(wanted(insets.len()));
    }

    let title = heading::title(report, lang);
    let mut svg = Svg::new(layout.size, &title, &heading::description(report, lang), lang);
    heading::draw(&mut svg, report, layout.head, lang);
    let (mut names, mut note) = (Names::Departments, String::new());
    if let Some((_, land)) = &main {
        let drawn = land.drawn(&ground, layout.map, layout.scale)?;
        paint::paint(&mut svg, report, &drawn, "", layout.scale, lang);
        (names, note) = naming::write(&mut svg, report, &drawn, layout.map, lang);
    }
    for (number, (inset, &rect)) in insets.iter().zip(&layout.insets).enumerate() {
        let scale = inset_scale(inset, rect);
        let drawn = inset.land.drawn(&ground, furniture::inside(rect), scale)?;
        paint::paint(&mut svg, report, &drawn, &format!("-encart-{}", number + 1), scale, lang);
        naming::write_inset(&mut svg, report, &drawn, furniture::inside(rect), names);
        furniture::draw_inset(&mut svg, rect, &inset.name, scale, lang);
    }
    let bar = ScaleBar::new(layout.scale, 4_500, lang);
    legend::draw(&mut svg, &entries, &bar, layout.legend, layout.columns);
    heading::draw_source(&mut svg, report, layout.foot, &note, lang);
    Ok(svg.finish())
}

fn inset_scale(inset: &Inset, rect: Rect) -> f64 {
    let room = furniture::inside(rect);
    layout::scale([inset.land.extent.width(), inset.land.extent.height()], [room.width, room.height])
}

/// A part of the country by its departments.
fn part_name(report: &Report, part: usize) -> String {
    let areas = &report.reference.areas;
    let here = |index: u32| Part::of(&areas.departments[index as usize].code) == part;
    let in_scope = report.reference.units.iter().filter(|unit| report.options.scope.holds(unit));
    let department = in_scope.map(|unit| unit.department).find(|&department| here(department));
    department.map_or_else(String::new, |department| areas.departments[department as usize].name.clone())
}

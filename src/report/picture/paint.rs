//! What a frame shows: white zones, CPTS by stage, overlaps, borders. Later things lie above earlier ones.

use super::colours;
use super::frame::{Drawn, Rings};
use super::ground::Class;
use super::hatch;
use super::path::{lines, rings};
use super::svg::{Ink, Svg};
use crate::report::Lang;
use crate::report::model::Report;
use crate::territory::{CptsId, Status};

/// Distance between the lines of overlaps, and between the dots of white zones.
const HATCH: i32 = 130;
const DOTS: i32 = 170;
/// The same of communes that are shared by part.
const SHARED: i32 = 150;

/// The lines of an inset are those of a map of this scale at most.
const INSET: f64 = 0.03;

/// Widths of lines for a scale in units a metre: finer from far away, or they would be all there is.
fn weight(scale: f64) -> impl Fn(i32) -> i32 {
    // In full from 1 : 1,500,000 on.
    let share = (scale / 0.066).sqrt().clamp(0.5, 1.0);
    move |width| (f64::from(width) * share).round() as i32
}

/// Draws a frame at so many units a metre, its layers named after it. Lines of an inset are finer.
pub(super) fn paint(svg: &mut Svg, report: &Report, drawn: &Drawn, name: &str, scale: f64, lang: Lang) {
    let width = weight(if name.is_empty() { scale } else { scale.min(INSET) });
    let layer = |what: &str| format!("{what}{name}");
    let zones = drawn.outlines(|class| class.zone.into_iter().collect());
    svg.open(&layer("zones-blanches"));
    for (zone, outline) in &zones {
        svg.path(&rings(outline), Ink::fill(colours::WHITE), Some(&zone_title(report, *zone, lang)));
        svg.path(&hatch::dots(outline, DOTS, 45), Ink::line(colours::WHITE_DOT, 32), None);
    }
    svg.close();

    svg.open(&layer("territoires"));
    for (cpts, outline) in drawn.outlines(|class| class.claimants.clone()) {
        let colour = colours::stage(report.cpts.get(cpts as usize).and_then(|cpts| cpts.stage));
        svg.path(&rings(&outline), Ink::fill(colour), Some(&cpts_title(report, cpts, lang)));
    }
    svg.close();

    svg.open(&layer("communes-partagees"));
    shared(svg, report, drawn, lang);
    svg.close();

    let overlaps: Vec<(Vec<CptsId>, Rings)> = drawn
        .outlines(|class| if class.status == Status::Overlap { vec![class.claimants.clone()] } else { Vec::new() });
    svg.open(&layer("chevauchements"));
    for (claimants, outline) in &overlaps {
        let title = lang.pick("Chevauchement : ", "Overlap: ").to_owned() + &names(report, claimants);
        svg.path(&rings(outline), Ink::fill(colours::OVERLAP), Some(&title));
        svg.path(&hatch::lines(outline, HATCH), Ink::line(colours::HATCH, 38), None);
    }
    svg.close();

    svg.open(&layer("limites"));
    let line = |svg: &mut Svg, holds: &dyn Fn(Option<&Class>, Option<&Class>) -> bool, ink: Ink| {
        svg.path(&lines(drawn.lines(holds)), ink, None);
    };
    let both = |holds: fn(&Class, &Class) -> bool| {
        move |left: Option<&Class>, right: Option<&Class>| {
            left.zip(right).is_some_and(|(left, right)| holds(left, right))
        }
    };
    let cpts = both(|left, right| {
        left.claimants != right.claimants && !left.claimants.is_empty() && !right.claimants.is_empty()
    });
    line(svg, &cpts, Ink::line(colours::OUTLINE, width(42)));
    let zone = |class: Option<&Class>| class.and_then(|class| class.zone);
    line(svg, &|left, right| zone(left) != zone(right), Ink::line(colours::WHITE_LINE, width(22)));
    line(svg, &|left, right| left.is_none() || right.is_none(), Ink::line(colours::COAST, width(20)));
    let department = both(|left, right| left.department != right.department && left.in_scope && right.in_scope);
    line(svg, &department, Ink::line(colours::OUTLINE, width(70)));
    line(svg, &department, Ink::line(colours::BORDER, width(30)));
    let region = both(|left, right| left.region != right.region && left.in_scope && right.in_scope);
    line(svg, &region, Ink::line(colours::OUTLINE, width(120)));
    line(svg, &region, Ink::line(colours::BORDER, width(66)));
    let scope = both(|left, right| left.in_scope != right.in_scope);
    line(svg, &scope, Ink::line(colours::OUTLINE, width(90)));
    line(svg, &scope, Ink::line(colours::BORDER, width(56)));
    for (_, outline) in &overlaps {
        svg.path(&rings(outline), Ink::line(colours::HATCH, width(40)), None);
    }
    svg.close();
}

/// Communes that CPTS claim by part: dotted, over the colour of one of them.
pub(super) fn shared(svg: &mut Svg, report: &Report, drawn: &Drawn, lang: Lang) {
    let by_part =
        drawn.outlines(|class| if class.status == Status::Shared { vec![class.claimants.clone()] } else { Vec::new() });
    for (claimants, outline) in &by_part {
        let title = lang.pick("Commune partagée : ", "Shared commune: ").to_owned() + &names(report, claimants);
        svg.path(&hatch::dots(outline, SHARED, 60), Ink::line(colours::HATCH, 45), Some(&title));
    }
}

/// Names of CPTS, as the list that a reader is shown.
pub(super) fn names(report: &Report, cpts: &[CptsId]) -> String {
    cpts.iter().map(|&cpts| name(report, cpts)).collect::<Vec<_>>().join(", ")
}

pub(super) fn name(report: &Report, cpts: CptsId) -> String {
    let id = report.id(cpts);
    let name = report.cpts.get(cpts as usize).map_or("", |cpts| cpts.name.as_str());
    if name.is_empty() || name == id { id.to_owned() } else { format!("{name} ({id})") }
}

pub(super) fn cpts_title(report: &Report, cpts: CptsId, lang: Lang) -> String {
    let population = report.territories.iter().find(|territory| territory.cpts == cpts);
    let population = population.map_or(0, |territory| territory.population);
    let people = lang.count(population, lang.pick("habitant", "inhabitant"), lang.pick("habitants", "inhabitants"));
    format!("{}{} {people}", name(report, cpts), lang.pick(" :", ":"))
}

pub(super) fn zone_title(report: &Report, zone: usize, lang: Lang) -> String {
    let Some(zone) = report.zones.get(zone) else { return String::new() };
    let people =
        lang.count(zone.population, lang.pick("habitant", "inhabitant"), lang.pick("habitants", "inhabitants"));
    let (id, colon) = (&zone.id, lang.pick(" :", ":"));
    format!("{} {id}{colon} {people}", lang.pick("Zone blanche", "White zone"))
}

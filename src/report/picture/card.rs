//! The card of a CPTS: its communes, what lies around, and its figures, on an A4 page that lies.

use std::io;

use super::card_panel;
use super::file_names::file_names;
use super::frame::{Drawn, Land, Rings};
use super::ground::{Class, Ground};
use super::labels::{self, Named};
use super::layout::{self, MARGIN};
use super::names::{short_name, variants};
use super::path::{lines, rings};
use super::svg::{Ink, Rect, Style, Svg};
use super::{colours, hatch, heading, paint};
use crate::coverage::FaceId;
use crate::formats::folder::Content;
use crate::reference::UnitId;
use crate::report::Lang;
use crate::report::model::Report;
use crate::report::parts::Part;
use crate::territory::{Status, Territory};

/// The page, its map and its column of figures.
const PAGE: [i32; 2] = [29_700, 21_000];
const MAP: Rect = Rect { left: MARGIN, top: MARGIN, width: 19_200, height: 18_300 };
const PANEL: Rect = Rect { left: 20_700, top: MARGIN, width: 8_000, height: 18_300 };
const FOOT: Rect = Rect { left: MARGIN, top: 19_500, width: 27_700, height: 500 };
/// Share of the map that the territory takes at most, and units a metre at most: 1 : 40,000.
const FILLED: f64 = 0.74;
const CLOSEST: f64 = 2.5;
/// Metres of a degree of latitude, and by how much more is taken in than the map shows, for degrees are not its plane.
const DEGREE: f64 = 111_000.0;
const SLACK: f64 = 1.15;

/// The folder of the cards, below that of the report.
pub const CARDS_FOLDER: &str = "cartes";

/// Where units lie: west, south, east, north in degrees.
type Boxes = Vec<[f64; 4]>;

/// A card for each CPTS of a report, as SVG or as PNG or as both: names of files below the report's folder, and what writes them.
pub fn cards<'a>(report: &'a Report<'a>, lang: Lang, as_svg: bool, as_png: bool) -> Vec<(String, Content<'a>)> {
    if !as_svg && !as_png {
        return Vec::new();
    }
    let ids: Vec<&str> = report.territories.iter().map(|territory| report.id(territory.cpts)).collect();
    let boxes = std::sync::Arc::new(boxes(report));
    let mut files: Vec<(String, Content<'a>)> = Vec::new();
    for (territory, name) in report.territories.iter().zip(file_names(&ids)) {
        if as_svg {
            let boxes = boxes.clone();
            let content: Content<'a> =
                Box::new(move |out| out.write_all(card(report, territory, &boxes, lang)?.as_bytes()));
            files.push((format!("{CARDS_FOLDER}/{name}.svg"), content));
        }
        if as_png {
            let boxes = boxes.clone();
            let content: Content<'a> =
                Box::new(move |out| out.write_all(&super::png(&card(report, territory, &boxes, lang)?)?));
            files.push((format!("{CARDS_FOLDER}/{name}.png"), content));
        }
    }
    files
}

fn boxes(report: &Report) -> Boxes {
    let coverage = &report.reference.coverage;
    let of_unit = |unit: FaceId| {
        let vertices = coverage.arcs_of(unit).iter().flat_map(|arc| coverage.arc(arc.index()));
        vertices.fold([f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY], |[w, s, e, n], at| {
            [w.min(at.x), s.min(at.y), e.max(at.x), n.max(at.y)]
        })
    };
    (0..coverage.face_count() as FaceId).map(of_unit).collect()
}

/// The card of a territory.
fn card(report: &Report, territory: &Territory, boxes: &Boxes, lang: Lang) -> io::Result<String> {
    let cpts = territory.cpts;
    let title = paint::name(report, cpts);
    let mut svg = Svg::new(PAGE, &title, &card_panel::description(report, territory, lang), lang);
    let part_of = |unit: UnitId| {
        Part::of(&report.reference.areas.departments[report.reference.unit(unit).department as usize].code)
    };
    // A CPTS over the sea is shown where most of its communes are.
    let mut counts = [0; Part::COUNT];
    territory.units.iter().for_each(|&unit| counts[part_of(unit)] += 1);
    let part = (0..Part::COUNT).rev().max_by_key(|&part| counts[part]).unwrap_or(0);
    let mut scale = None;
    if let Some(shown) = window(report, territory, boxes, part)? {
        let units = (0..boxes.len() as UnitId)
            .filter(|&unit| meets(boxes[unit as usize], shown.degrees) && part_of(unit) == part);
        let is_own = |unit: UnitId| territory.units.binary_search(&unit).is_ok();
        let ground = Ground::of(report, units, is_own);
        if let Some(mut land) = Land::new(report, &ground, part, |_| true)? {
            land.extent = land.extent_of(&ground, |class| class.unit.is_some());
            let drawn = land.drawn(&ground, MAP, shown.scale)?;
            draw(&mut svg, report, territory, &drawn, lang);
            scale = Some(shown.scale);
        }
    }
    svg.rect(MAP, Ink::line(colours::FRAME, 18));
    card_panel::draw(&mut svg, report, territory, PANEL, scale, lang);
    heading::draw_source(&mut svg, report, FOOT, "", lang);
    Ok(svg.finish())
}

/// What a card shows: west, south, east and north in degrees, and units a metre.
struct Window {
    degrees: [f64; 4],
    scale: f64,
}

/// The window of a territory; `None` where none of its units has a contour.
fn window(report: &Report, territory: &Territory, boxes: &Boxes, part: usize) -> io::Result<Option<Window>> {
    let ground = Ground::of(report, territory.units.iter().copied(), |_| false);
    let code = |class: &Class| report.reference.areas.departments[class.department as usize].code.as_str();
    let Some(land) = Land::new(report, &ground, part, |class| Part::of(code(class)) == part)? else { return Ok(None) };
    let room = [MAP.width, MAP.height].map(|length| (f64::from(length) * FILLED) as i32);
    let scale = layout::scale([land.extent.width(), land.extent.height()], room).min(CLOSEST);
    let mut own = [f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY];
    let here = ground.classes.iter().zip(&ground.units).filter(|(class, _)| Part::of(code(class)) == part);
    for &unit in here.flat_map(|(_, units)| units) {
        let [west, south, east, north] = boxes[unit as usize];
        own = [own[0].min(west), own[1].min(south), own[2].max(east), own[3].max(north)];
    }
    let (x, y) = ((own[0] + own[2]) / 2.0, (own[1] + own[3]) / 2.0);
    let half = |length: i32| f64::from(length) / scale / 2.0 * SLACK / DEGREE;
    let (up, right) = (half(MAP.height), half(MAP.width) / y.to_radians().cos().max(0.1));
    Ok(Some(Window { degrees: [x - right, y - up, x + right, y + up], scale }))
}

fn meets(a: [f64; 4], b: [f64; 4]) -> bool {
    a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3]
}

/// Draws the map of a card.
fn draw(svg: &mut Svg, report: &Report, territory: &Territory, drawn: &Drawn, lang: Lang) {
    let own = territory.cpts;
    svg.open_clipped("carte", MAP);
    let beyond = drawn
        .outlines(|class| (class.claimants.is_empty() && class.zone.is_none()).then_some(()).into_iter().collect());
    for (_, outline) in &beyond {
        svg.path(&rings(outline), Ink::fill(colours::BEYOND), None);
    }
    for (zone, outline) in drawn.outlines(|class| class.zone.into_iter().collect()) {
        svg.path(&rings(&outline), Ink::fill(colours::WHITE), Some(&paint::zone_title(report, zone, lang)));
        svg.path(&hatch::dots(&outline, 170, 45), Ink::line(colours::WHITE_DOT, 32), None);
    }
    let others = drawn.outlines(|class| class.claimants.iter().copied().filter(|&cpts| cpts != own).collect());
    for (cpts, outline) in &others {
        svg.path(&rings(outline), Ink::fill(colours::OTHER), Some(&paint::cpts_title(report, *cpts, lang)));
    }
    let stage = report.cpts.get(own as usize).and_then(|cpts| cpts.stage);
    let mine = drawn.outlines(|class| class.claimants.contains(&own).then_some(own).into_iter().collect());
    for (_, outline) in &mine {
        svg.path(&rings(outline), Ink::fill(colours::stage(stage)), Some(&paint::cpts_title(report, own, lang)));
    }
    let overlaps = drawn
        .outlines(|class| if class.status == Status::Overlap { vec![class.claimants.clone()] } else { Vec::new() });
    for (claimants, outline) in &overlaps {
        let title = lang.pick("Chevauchement : ", "Overlap: ").to_owned() + &paint::names(report, claimants);
        svg.path(&rings(outline), Ink::fill(colours::OVERLAP), Some(&title));
        svg.path(&hatch::lines(outline, 130), Ink::line(colours::HATCH, 38), None);
    }
    paint::shared(svg, report, drawn, lang);
    draw_lines(svg, drawn);
    for (_, outline) in &overlaps {
        svg.path(&rings(outline), Ink::line(colours::HATCH, 40), None);
    }
    for (_, outline) in &mine {
        svg.path(&rings(outline), Ink::line(colours::OUTLINE, 130), None);
        svg.path(&rings(outline), Ink::line(colours::CHOSEN, 70), None);
    }
    write_names(svg, report, territory, drawn, &others);
    svg.close();
}

fn draw_lines(svg: &mut Svg, drawn: &Drawn) {
    let line = |svg: &mut Svg, holds: &dyn Fn(&Class, &Class) -> bool, ink: Ink| {
        let both = |left: Option<&Class>, right: Option<&Class>| left.zip(right).is_some_and(|(a, b)| holds(a, b));
        svg.path(&lines(drawn.lines(both)), ink, None);
    };
    line(svg, &|a, b| a.unit != b.unit && a.unit.is_some() && b.unit.is_some(), Ink::line(colours::COMMUNE, 14));
    line(svg, &|a, b| a.claimants != b.claimants || a.zone != b.zone, Ink::line(colours::OUTLINE, 60));
    line(svg, &|a, b| a.zone != b.zone, Ink::line(colours::WHITE_LINE, 22));
    svg.path(&lines(drawn.lines(|a, b| a.is_none() || b.is_none())), Ink::line(colours::COAST, 20), None);
    line(svg, &|a, b| a.department != b.department, Ink::line(colours::OUTLINE, 80));
    line(svg, &|a, b| a.department != b.department, Ink::line(colours::BORDER, 32));
    line(svg, &|a, b| a.region != b.region, Ink::line(colours::BORDER, 66));
}

/// The communes of the CPTS, those with most inhabitants first; then the CPTS around.
fn write_names(svg: &mut Svg, report: &Report, territory: &Territory, drawn: &Drawn, others: &[(u32, Rings)]) {
    let population = |unit: UnitId| report.reference.unit(unit).population.unwrap_or(0);
    let mut communes = drawn.outlines(|class| class.unit.into_iter().collect());
    communes.sort_by_cached_key(|&(unit, _)| (std::cmp::Reverse(population(unit)), unit));
    let name = |unit: UnitId| report.reference.unit(unit).name.as_str();
    let mut named: Vec<Named> = communes
        .iter()
        .map(|(unit, rings)| Named { variants: variants(name(*unit), &[230, 190], 0.5), rings })
        .collect();
    let quiet = |mut variant: labels::Variant| {
        variant.style = Style { colour: colours::QUIET, ..variant.style };
        variant
    };
    named.extend(others.iter().filter(|(cpts, _)| *cpts != territory.cpts).filter_map(|(cpts, rings)| {
        let name = short_name(report.cpts.get(*cpts as usize)?);
        let variants = variants(&name, &[270, 220], 0.8).into_iter().map(quiet).collect();
        Some(Named { variants, rings })
    }));
    labels::place(&named, MAP).iter().flatten().for_each(|name| name.write(svg));
}

//! Which names stand on the map: those of CPTS where most find room, else those of departments, or their codes.

use super::frame::{Drawn, Rings};
use super::labels::{self, Named, Placed, bounds};
use super::names::{short_name, variants};
use super::svg::{Rect, Svg};
use crate::report::Lang;
use crate::report::model::Report;
use crate::territory::CptsId;

/// Names of CPTS are tried up to so many, and kept where so large a share of them finds room.
const MOST: usize = 110;
const SHARE: f64 = 0.5;
/// Sizes of letters, the best first: names of CPTS, of departments, codes; names of CPTS in insets.
const CPTS: [i32; 4] = [330, 280, 235, 200];
const DEPARTMENTS: [i32; 4] = [400, 330, 260, 215];
/// From so many names on, the largest sizes are not for them: they would hide the map.
const MANY: usize = 20;
const CODE: [i32; 1] = [230];
const CPTS_INSET: [i32; 2] = [200, 170];

/// What names stand on the map.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Names {
    Cpts,
    Departments,
}

/// Writes the names of the main frame; which ones, and what to say of those that have no room.
pub(super) fn write(svg: &mut Svg, report: &Report, drawn: &Drawn, area: Rect, lang: Lang) -> (Names, String) {
    let cpts = outlines_of_cpts(report, drawn);
    let placed = if (1..=MOST).contains(&cpts.len()) {
        place_cpts(report, &cpts, area, sizes_for(cpts.len(), &CPTS))
    } else {
        Vec::new()
    };
    let written = placed.iter().flatten().count();
    svg.open("noms");
    let told = if written > 0 && written as f64 >= SHARE * cpts.len() as f64 {
        placed.iter().flatten().for_each(|name| name.write(svg));
        let note = match cpts.len() - written {
            0 => String::new(),
            1 => lang.pick(
                format!(" Un nom de CPTS sur {}, faute de place, n’est pas écrit.", cpts.len()),
                format!(" One name of CPTS of {} is not written for want of room.", cpts.len()),
            ),
            left => lang.pick(
                format!(" {left} noms de CPTS sur {}, faute de place, ne sont pas écrits.", cpts.len()),
                format!(" {left} names of CPTS of {} are not written for want of room.", cpts.len()),
            ),
        };
        (Names::Cpts, note)
    } else {
        place_departments(report, drawn, area).iter().flatten().for_each(|name| name.write(svg));
        (Names::Departments, String::new())
    };
    svg.close();
    told
}

/// Writes the names of an inset, of the kind that the main frame has.
pub(super) fn write_inset(svg: &mut Svg, report: &Report, drawn: &Drawn, area: Rect, names: Names) {
    let placed = match names {
        Names::Cpts => place_cpts(report, &outlines_of_cpts(report, drawn), area, &CPTS_INSET),
        Names::Departments => {
            let departments = drawn.outlines(|class| vec![class.department]);
            // One department is named by the inset.
            let named: Vec<Named> = departments
                .iter()
                .map(|(department, rings)| Named {
                    variants: variants(&report.reference.areas.departments[*department as usize].code, &CODE, 0.5),
                    rings,
                })
                .collect();
            if named.len() > 1 { labels::place(&named, area) } else { Vec::new() }
        }
    };
    placed.iter().flatten().for_each(|name| name.write(svg));
}

/// The outlines of CPTS, those with most inhabitants first.
fn outlines_of_cpts(report: &Report, drawn: &Drawn) -> Vec<(CptsId, Rings)> {
    let mut outlines = drawn.outlines(|class| class.claimants.clone());
    let population = |cpts: CptsId| report.territories.iter().find(|it| it.cpts == cpts).map_or(0, |it| it.population);
    outlines.sort_by_cached_key(|&(cpts, _)| (std::cmp::Reverse(population(cpts)), cpts));
    outlines
}

/// The sizes for so many names.
fn sizes_for(count: usize, sizes: &[i32; 4]) -> &[i32] {
    let [_, smaller @ ..] = sizes;
    let [_, smallest @ ..] = smaller;
    match count {
        count if count < MANY => sizes,
        count if count < 3 * MANY => smaller,
        _ => smallest,
    }
}

fn place_cpts(report: &Report, outlines: &[(CptsId, Rings)], area: Rect, sizes: &[i32]) -> Vec<Option<Placed>> {
    let variants = |cpts: CptsId| {
        let name = report.cpts.get(cpts as usize).map(short_name).unwrap_or_default();
        // Well inside if that can be; else over the edge a little, rather than without a name.
        [variants(&name, sizes, 0.95), variants(&name, sizes, 0.7)].concat()
    };
    let named = outlines.iter().map(|(cpts, rings)| Named { variants: variants(*cpts), rings });
    labels::place(&named.collect::<Vec<_>>(), area)
}

fn place_departments(report: &Report, drawn: &Drawn, area: Rect) -> Vec<Option<Placed>> {
    let mut outlines = drawn.outlines(|class| class.in_scope.then_some(class.department).into_iter().collect());
    let size = |rings: &Rings| {
        let boxes = rings.iter().map(|ring| bounds(ring));
        boxes.map(|rect| i64::from(rect.width) * i64::from(rect.height)).max().unwrap_or(0)
    };
    outlines.sort_by_cached_key(|(department, rings)| (std::cmp::Reverse(size(rings)), *department));
    let sizes = sizes_for(outlines.len(), &DEPARTMENTS);
    let variants = |department: u32| {
        let department = &report.reference.areas.departments[department as usize];
        [variants(&department.name, sizes, 0.8), variants(&department.code, &CODE, 0.3)].concat()
    };
    let named = outlines.iter().map(|(department, rings)| Named { variants: variants(*department), rings });
    labels::place(&named.collect::<Vec<_>>(), area)
}

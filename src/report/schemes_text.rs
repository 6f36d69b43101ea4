//! Schemes to read: sizes, amounts by line, what they come to, and what a change of size is worth.

use std::fmt::{self, Write};

use super::{Lang, day_text};
use crate::rules::{
    FundingLine, FundingReading, FundingScheme, Milestone, Origin, Parts, Rules, SIZES, Schemes, Settings, Side,
    SizeScheme, Status,
};

/// All schemes of a file.
pub fn schemes_text(schemes: &Schemes, lang: Lang) -> String {
    let mut text = String::new();
    // Writing to a String cannot fail.
    let _ = write_schemes(&mut text, schemes, lang);
    text
}

fn write_schemes(out: &mut String, schemes: &Schemes, lang: Lang) -> fmt::Result {
    let (mut by_status, mut funding_by_status): (Vec<&SizeScheme>, Vec<&FundingScheme>) =
        (schemes.all_sizes().collect(), schemes.all_funding().collect());
    by_status.sort_by_key(|scheme| scheme.status != Status::InForce);
    funding_by_status.sort_by_key(|scheme| scheme.status != Some(Status::InForce));
    for scheme in by_status {
        sizes(out, scheme, lang)?;
    }
    for scheme in funding_by_status {
        let settings = Settings { scheme: Some(scheme.id.clone()), ..Settings::default() };
        if let Ok(rules) = Rules::choose(schemes, &settings) {
            funding(out, scheme, &rules, lang)?;
        }
    }
    Ok(())
}

fn heading(out: &mut String, id: &str, kind: &str, status: Option<Status>, origin: &Origin, lang: Lang) -> fmt::Result {
    let status = status.map_or("", |status| match status {
        Status::InForce => lang.pick(", en vigueur", ", in force"),
        Status::Replaced => lang.pick(", remplacé", ", replaced"),
        Status::Dropped => lang.pick(", projet abandonné", ", draft given up"),
    });
    writeln!(out, "{id} ({kind}{status})")?;
    if let Some(date) = origin.date {
        writeln!(out, "   {} {}", lang.pick("texte du", "text of"), day_text(date, lang))?;
    }
    let note = lang.pick(origin.note.as_str(), origin.english_note());
    for line in [&origin.source, note].into_iter().filter(|line| !line.is_empty()) {
        writeln!(out, "   {line}")?;
    }
    Ok(())
}

fn sizes(out: &mut String, scheme: &SizeScheme, lang: Lang) -> fmt::Result {
    heading(out, &scheme.id, lang.pick("tailles", "sizes"), Some(scheme.status), &scheme.origin, lang)?;
    for (size, &(threshold, side)) in (2..).zip(scheme.thresholds()) {
        let threshold = lang.integer(threshold);
        let from = match side {
            Side::Upper => lang.pick("à partir de", "from"),
            Side::Lower | Side::Ambiguous => lang.pick("au-delà de", "above"),
        };
        let undecided = match side {
            Side::Ambiguous => lang.pick(" (ce nombre exactement : non tranché)", " (exactly this number: undecided)"),
            Side::Upper | Side::Lower => "",
        };
        writeln!(out, "   {} {size} {from} {threshold}{undecided}", lang.pick("taille", "size"))?;
    }
    writeln!(out)
}

fn funding(out: &mut String, scheme: &FundingScheme, rules: &Rules, lang: Lang) -> fmt::Result {
    let kind = format!("{} {}", lang.pick("financement des tailles", "funding of the sizes"), scheme.sizes);
    heading(out, &scheme.id, &kind, scheme.status, &scheme.origin, lang)?;
    let amount = |amount: Option<u64>| amount.map_or("–".to_owned(), |amount| lang.integer(amount));
    let mut row = |name: &str, part: &str, cells: [String; SIZES]| {
        let cells: String = cells.iter().map(|cell| format!("{cell:>10}")).collect();
        writeln!(out, "   {name:<43} {part:<21}{cells}")
    };
    let size = |size: u8| format!("{} {size}", lang.pick("taille", "size"));
    row(lang.pick("euros par an", "euros a year"), "", [1, 2, 3, 4].map(size))?;
    for line in &scheme.lines {
        for (index, (part, cells)) in parts(line, lang).into_iter().enumerate() {
            let name = if index == 0 { lang.pick(line.name_fr.as_str(), &line.name_en) } else { "" };
            row(name, part, cells.map(amount))?;
        }
    }
    let totals = |reading| [1, 2, 3, 4].map(|size| rules.totals(size).get(reading));
    for (reading, name) in [
        (FundingReading::Printed, lang.pick("maximum affiché", "printed maximum")),
        (FundingReading::Drafting, lang.pick("année de rédaction, sans crise", "drafting year, no crisis")),
        (FundingReading::Steady, lang.pick("régime, sans crise", "steady year, no crisis")),
        (FundingReading::Fixed, lang.pick("parts fixes", "fixed parts")),
    ] {
        row(name, "", totals(reading).map(amount))?;
    }
    let printed = totals(FundingReading::Printed);
    row(
        lang.pick("une taille de plus (maximum affiché)", "a size more (printed maximum)"),
        "",
        changes(printed, 1, lang),
    )?;
    let merger = lang.pick("fusion de deux CPTS de la taille au-dessous", "merger of two CPTS of the size below");
    row(merger, "", changes(printed, 2, lang))?;
    calendar(out, scheme, lang)?;
    writeln!(out)
}

/// The amounts of a line, part by part.
fn parts(line: &FundingLine, lang: Lang) -> Vec<(&'static str, [Option<u64>; SIZES])> {
    let part = |name, amount: fn(Parts) -> Option<u64>| (name, line.parts.map(amount));
    let all = [
        part(lang.pick("fixe", "fixed"), |parts| match parts {
            Parts::Split { fixed, .. } => Some(fixed),
            _ => None,
        }),
        part(lang.pick("variable", "variable"), |parts| match parts {
            Parts::Split { variable, .. } => Some(variable).filter(|&variable| variable > 0),
            _ => None,
        }),
        part(lang.pick("fixe, rédaction", "fixed, drafting"), |parts| match parts {
            Parts::Crisis { drafting, .. } => Some(drafting),
            _ => None,
        }),
        part(lang.pick("fixe, mise à jour", "fixed, update"), |parts| match parts {
            Parts::Crisis { update, .. } => Some(update),
            _ => None,
        }),
        part(lang.pick("variable, si crise", "variable, in a crisis"), |parts| match parts {
            Parts::Crisis { crisis, .. } => Some(crisis),
            _ => None,
        }),
        part(lang.pick("parts non distinguées", "parts not told apart"), |parts| match parts {
            Parts::Whole(amount) => Some(amount),
            _ => None,
        }),
    ];
    all.into_iter().filter(|(_, amounts)| amounts.iter().any(Option::is_some)).collect()
}

/// What a size brings more than `times` the size below.
fn changes(totals: [Option<u64>; SIZES], times: i64, lang: Lang) -> [String; SIZES] {
    let mut cells = [const { String::new() }; SIZES];
    for ((cell, below), here) in cells.iter_mut().skip(1).zip(totals).zip(totals.into_iter().skip(1)) {
        *cell = below.zip(here).map_or("–".to_owned(), |(below, here)| {
            let change = here as i64 - times * below as i64;
            format!("{}{}", if change < 0 { '−' } else { '+' }, lang.integer(change.unsigned_abs()))
        });
    }
    cells
}

fn calendar(out: &mut String, scheme: &FundingScheme, lang: Lang) -> fmt::Result {
    for line in &scheme.lines {
        let text = |(milestone, months): (Milestone, u16)| {
            let name = match milestone {
                Milestone::Start => lang.pick("démarrage", "start"),
                Milestone::Deployment => lang.pick("déploiement", "deployment"),
            };
            lang.pick(format!("{name} à {months} mois"), format!("{name} at {months} months"))
        };
        let deadlines: Vec<String> = line.deadlines.iter().map(text).collect();
        if !deadlines.is_empty() {
            writeln!(out, "   {:<43} {}", lang.pick(&line.name_fr, &line.name_en), deadlines.join(", "))?;
        }
    }
    Ok(())
}

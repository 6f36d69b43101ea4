//! A difference in words.

use std::fmt::{self, Write};

use super::{gap, named, signed, signed_count, unit};
use crate::reference::UnitId;
use crate::report::Lang;
use crate::rules::FundingReading;
use crate::scenario::{Cause, Covered, CptsChange, Difference, Event, Figures, State};
use crate::territory::{CptsId, Stage};

/// Units that a line lists at most; the rest is counted.
const SHOWN: usize = 8;

/// What changed, from the whole to each CPTS.
pub fn difference_text(found: &Difference, old: &State, new: &State, lang: Lang) -> String {
    let mut text = String::new();
    // Writing to a String cannot fail.
    let _ = Told { found, old, new, lang }.write(&mut text);
    text
}

struct Told<'a> {
    found: &'a Difference,
    old: &'a State<'a>,
    new: &'a State<'a>,
    lang: Lang,
}

impl Told<'_> {
    fn write(&self, out: &mut String) -> fmt::Result {
        let lang = self.lang;
        if self.found.is_empty() && self.found.covered[0] == self.found.covered[1] {
            return writeln!(out, "{}", lang.pick("Aucune différence.", "No difference."));
        }
        self.coverage(out)?;
        self.places(out)?;
        self.funding(out)?;
        self.events(out)?;
        self.changes(out)
    }

    fn coverage(&self, out: &mut String) -> fmt::Result {
        let title = self.lang.pick("Population couverte", "Covered population");
        writeln!(out, "{title:<22} {}", self.covered(&self.found.covered))?;
        let changed: Vec<_> = self.found.regions.iter().filter(|(_, [before, after])| before != after).collect();
        if self.found.regions.len() > 1 {
            for (region, covered) in changed {
                let area = self.old.reference.areas.regions.get(*region as usize);
                let name = area.map_or("", |area| area.name.as_str());
                writeln!(out, "  {name:<28} {}", self.covered(covered))?;
            }
        }
        Ok(())
    }

    fn covered(&self, [before, after]: &[Covered; 2]) -> String {
        let lang = self.lang;
        let (rate_before, rate_after) = (lang.percent(before.rate()), lang.percent(after.rate()));
        let nouns = lang.pick(["habitant", "habitants"], ["inhabitant", "inhabitants"]);
        let people = signed_count(gap(before.covered, after.covered), nouns, lang);
        let units = signed_count(gap(before.covered_units, after.covered_units), ["commune", "communes"], lang);
        format!("{rate_before} → {rate_after} ({people}, {units})")
    }

    fn places(&self, out: &mut String) -> fmt::Result {
        let lang = self.lang;
        let [before, after] = &self.found.covered;
        let title = lang.pick("Chevauchements", "Overlaps");
        writeln!(out, "{title:<22} {} → {}", lang.integer(before.overlaps), lang.integer(after.overlaps))?;
        self.list(out, lang.pick("  ouverts", "  opened"), &self.found.overlaps_opened, self.new)?;
        self.list(out, lang.pick("  réglés", "  settled"), &self.found.overlaps_closed, self.old)?;
        let title = lang.pick("Communes blanches", "White communes");
        writeln!(out, "{title:<22} {} → {}", lang.integer(before.white()), lang.integer(after.white()))?;
        for zone in &self.found.zones {
            let (was, is) = (zone.before.len(), zone.after.len() as u64);
            let verb = match (was, is) {
                (0, _) => lang.pick("ouverte", "opened"),
                (_, 0) => lang.pick("refermée", "closed"),
                _ => lang.pick("modifiée", "changed"),
            };
            let people =
                [self.old.population(zone.before.iter().copied()), self.new.population(zone.after.iter().copied())];
            let [was_people, is_people] = people.map(|people| lang.integer(people));
            writeln!(
                out,
                "  {} {verb} : {was} → {}, {was_people} → {is_people} {}",
                zone.id,
                lang.count(is, "commune", "communes"),
                lang.pick("habitants", "inhabitants")
            )?;
        }
        Ok(())
    }

    fn list(&self, out: &mut String, title: &str, units: &[UnitId], state: &State) -> fmt::Result {
        if units.is_empty() {
            return Ok(());
        }
        writeln!(out, "{title} : {}", self.units(units, state))
    }

    fn units(&self, units: &[UnitId], state: &State) -> String {
        let shown = units.iter().take(SHOWN).map(|&id| unit(state, id)).collect::<Vec<_>>().join(", ");
        match units.len().saturating_sub(SHOWN) {
            0 => shown,
            more => self.lang.pick(format!("{shown} et {more} autres"), format!("{shown} and {more} more")),
        }
    }

    fn funding(&self, out: &mut String) -> fmt::Result {
        let lang = self.lang;
        for (reading, french, english) in [
            (FundingReading::Printed, "Enveloppe, maximum", "Envelope, maximum"),
            (FundingReading::Steady, "Enveloppe, régime", "Envelope, steady"),
            (FundingReading::Fixed, "Enveloppe, fixe", "Envelope, fixed"),
        ] {
            let [before, after] = self.found.funding.map(|totals| totals.get(reading));
            writeln!(out, "{:<22} {}", lang.pick(french, english), self.euros(before, after))?;
        }
        Ok(())
    }

    fn euros(&self, before: Option<u64>, after: Option<u64>) -> String {
        let lang = self.lang;
        let unknown = || lang.pick("inconnu", "unknown").to_owned();
        let text = |amount: Option<u64>| amount.map_or_else(unknown, |amount| lang.integer(amount));
        let change = before.zip(after).filter(|(a, b)| a != b).map(|(a, b)| format!(" ({})", signed(gap(a, b), lang)));
        format!("{} → {} €{}", text(before), text(after), change.unwrap_or_default())
    }

    fn events(&self, out: &mut String) -> fmt::Result {
        let lang = self.lang;
        let all = |state: &State, ids: &[CptsId], sign: &str| {
            ids.iter().map(|&id| named(state, id)).collect::<Vec<_>>().join(sign)
        };
        for event in &self.found.lineage.events {
            let line = match event {
                Event::Created { new } => format!("{} : {}", lang.pick("Créée", "Created"), named(self.new, *new)),
                Event::Ended { old } => format!("{} : {}", lang.pick("Disparue", "Ended"), named(self.old, *old)),
                Event::Renamed { old, new } => {
                    let title = lang.pick("Renommée", "Renamed");
                    format!("{title} : {} → {}", named(self.old, *old), named(self.new, *new))
                }
                Event::Merged { old, new } => {
                    let title = lang.pick("Fusion", "Merger");
                    format!("{title} : {} → {}", all(self.old, old, " + "), named(self.new, *new))
                }
                Event::Split { old, new } => {
                    let title = lang.pick("Scission", "Split");
                    format!("{title} : {} → {}", named(self.old, *old), all(self.new, new, " + "))
                }
            };
            writeln!(out, "{line}")?;
        }
        Ok(())
    }

    fn changes(&self, out: &mut String) -> fmt::Result {
        if self.found.changes.is_empty() {
            return Ok(());
        }
        writeln!(out)?;
        for change in &self.found.changes {
            self.change(out, change)?;
        }
        Ok(())
    }

    fn change(&self, out: &mut String, change: &CptsChange) -> fmt::Result {
        let lang = self.lang;
        let before = change.old.map(|id| (&self.old.cpts[id as usize], &self.old.figures[id as usize]));
        let after = change.new.map(|id| (&self.new.cpts[id as usize], &self.new.figures[id as usize]));
        let name = match (change.new, change.old) {
            (Some(id), _) => named(self.new, id),
            (None, Some(id)) => named(self.old, id),
            (None, None) => return Ok(()),
        };
        writeln!(out, "{name}")?;
        let none = || "–".to_owned();
        let people = |found: Option<u64>| found.map_or_else(none, |people| lang.integer(people));
        let (was, is) = (before.map(|(_, it)| it.population), after.map(|(_, it)| it.population));
        let why = self.why(change.effects.population);
        if was != is || !why.is_empty() {
            writeln!(out, "  {} {} → {}{why}", lang.pick("population", "population"), people(was), people(is))?;
        }
        let (was, is) = (before.map(|(_, it)| it.shared), after.map(|(_, it)| it.shared));
        if was.unwrap_or(0) != is.unwrap_or(0) {
            let title = lang.pick("population en chevauchement", "population in overlap");
            writeln!(out, "  {title} {} → {}", people(was), people(is))?;
        }
        let category = |(_, figures): (_, &Figures)| figures.size.map(|size| size.category);
        let (was, is) = (before.map(category), after.map(category));
        if was != is {
            let unknown = || lang.pick("inconnue", "unknown").to_owned();
            let size = |size: Option<u8>| size.map_or_else(unknown, |size| size.to_string());
            let size = |found: Option<Option<u8>>| found.map_or_else(none, size);
            let causes: Vec<&str> = change.effects.of_size().into_iter().map(|cause| cause_text(cause, lang)).collect();
            let causes = if causes.is_empty() { String::new() } else { format!(" ({})", causes.join(", ")) };
            writeln!(out, "  {} {} → {}{causes}", lang.pick("taille", "size"), size(was), size(is))?;
        }
        let steady = |found: Option<(_, &crate::scenario::Figures)>| {
            found.map_or(Some(0), |(_, figures): (&crate::territory::Cpts, _)| {
                figures.funding.get(FundingReading::Steady)
            })
        };
        let (was, is) = (steady(before), steady(after));
        if was != is {
            writeln!(out, "  {} {}", lang.pick("financement (régime)", "funding (steady)"), self.euros(was, is))?;
        }
        self.rest(out, change)
    }

    /// What seldom changes: stage, pieces, units.
    fn rest(&self, out: &mut String, change: &CptsChange) -> fmt::Result {
        let lang = self.lang;
        if let (Some(old), Some(new)) = (change.old, change.new) {
            let stages = [self.old.cpts[old as usize].stage, self.new.cpts[new as usize].stage];
            if stages[0] != stages[1] {
                let [was, is] = stages.map(|stage| stage.map_or(lang.pick("inconnu", "unknown"), Stage::label));
                writeln!(out, "  {} {was} → {is}", lang.pick("stade", "stage"))?;
            }
            let [was, is] = [&self.old.figures[old as usize], &self.new.figures[new as usize]];
            if was.pieces != is.pieces {
                writeln!(out, "  {} {} → {}", lang.pick("parties", "pieces"), was.pieces, is.pieces)?;
            }
            if was.departments != is.departments {
                let codes = |departments: &[u32]| {
                    let areas = &self.new.reference.areas.departments;
                    departments.iter().map(|&d| areas[d as usize].code.as_str()).collect::<Vec<_>>().join(", ")
                };
                let (was, is) = (codes(&was.departments), codes(&is.departments));
                writeln!(out, "  {} {was} → {is}", lang.pick("départements", "departments"))?;
            }
            self.list(out, lang.pick("  entrées", "  entered"), &change.entered, self.new)?;
            self.list(out, lang.pick("  sorties", "  left"), &change.left, self.old)?;
        }
        Ok(())
    }

    fn why(&self, effects: [i64; 3]) -> String {
        let causes = Cause::ALL.into_iter().zip(effects).filter(|(_, effect)| *effect != 0);
        let text = |(cause, effect)| format!("{} {}", cause_text(cause, self.lang), signed(effect, self.lang));
        let causes: Vec<String> = causes.map(text).collect();
        if causes.is_empty() { String::new() } else { format!(" ({})", causes.join(", ")) }
    }
}

fn cause_text(cause: Cause, lang: Lang) -> &'static str {
    match cause {
        Cause::Territory => lang.pick("territoire", "territory"),
        Cause::Population => lang.pick("population", "population"),
        Cause::Rule => lang.pick("règle", "rule"),
    }
}

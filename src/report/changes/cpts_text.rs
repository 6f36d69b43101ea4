//! What changed of one CPTS, in words. For CPTS that merged, what each of them was is told with a plus sign in between, once.

use std::fmt::{self, Write};

use super::text::{Told, cause_text};
use super::{named, signed};
use crate::rules::FundingReading;
use crate::scenario::{Cause, CptsChange, Event, Figures};
use crate::territory::{CptsId, Stage};

/// What stands between the parts of a merger.
const PLUS: &str = " + ";

impl Told<'_> {
    pub(super) fn changes(&self, out: &mut String) -> fmt::Result {
        if self.found.changes.is_empty() {
            return Ok(());
        }
        writeln!(out)?;
        for change in self.found.changes.iter().filter(|change| !self.is_told_with_a_merger(change)) {
            self.change(out, change)?;
        }
        Ok(())
    }

    /// Whether a CPTS is no more since it merged: the CPTS that it became tells what it was.
    fn is_told_with_a_merger(&self, change: &CptsChange) -> bool {
        let (Some(old), None) = (change.old, change.new) else { return false };
        self.found
            .lineage
            .events
            .iter()
            .any(|event| matches!(event, Event::Merged { old: parts, .. } if parts.contains(&old)))
    }

    /// The CPTS that one of the new state was before: itself, the parts of the merger that it is, or none.
    fn before(&self, change: &CptsChange) -> Vec<CptsId> {
        let merged = self.found.lineage.events.iter().find_map(|event| match event {
            Event::Merged { old, new } if change.new == Some(*new) => Some(old.clone()),
            _ => None,
        });
        merged.unwrap_or_else(|| change.old.into_iter().collect())
    }

    fn change(&self, out: &mut String, change: &CptsChange) -> fmt::Result {
        let lang = self.lang;
        let name = match (change.new, change.old) {
            (Some(id), _) => named(self.new, id),
            (None, Some(id)) => named(self.old, id),
            (None, None) => return Ok(()),
        };
        writeln!(out, "{name}")?;
        let ids = self.before(change);
        let before: Vec<&Figures> = ids.iter().filter_map(|&id| self.old.figures.get(id as usize)).collect();
        let after = change.new.and_then(|id| self.new.figures.get(id as usize));
        // What a merger is made of says why its figures are what they are.
        let is_merger = before.len() > 1;
        let why = if is_merger { String::new() } else { self.why(change.effects.population) };
        self.people(out, lang.pick("population", "population"), &before, after, |it| it.population, &why)?;
        let title = lang.pick("population en chevauchement", "population in overlap");
        self.people(out, title, &before, after, |it| it.shared, "")?;
        let causes = |causes: Vec<Cause>| -> Vec<&str> {
            if is_merger { Vec::new() } else { causes.into_iter().map(|cause| cause_text(cause, lang)).collect() }
        };
        self.size(out, &before, after, &causes(change.effects.of_size()))?;
        self.steady(out, &before, after, &causes(change.effects.of_funding(FundingReading::Steady)))?;
        self.stages(out, &ids, change)?;
        self.rest(out, change)
    }

    /// A count of people, where it changed or has causes.
    fn people(
        &self,
        out: &mut String,
        title: &str,
        before: &[&Figures],
        after: Option<&Figures>,
        figure: fn(&Figures) -> u64,
        why: &str,
    ) -> fmt::Result {
        let (was, is) = (before.iter().map(|it| figure(it)).sum::<u64>(), after.map_or(0, figure));
        let is_same = was == is && before.len() == usize::from(after.is_some());
        // Nobody before, and no CPTS after: nothing to tell.
        if (is_same && why.is_empty()) || (was == 0 && is == 0) {
            return Ok(());
        }
        let text = |it: &Figures| self.lang.integer(figure(it));
        writeln!(out, "  {title} {} → {}{why}", joined(before, text), joined(after.as_slice(), |it| text(it)))
    }

    fn size(&self, out: &mut String, before: &[&Figures], after: Option<&Figures>, causes: &[&str]) -> fmt::Result {
        let category = |it: &Figures| it.size.map(|size| size.category);
        if let ([one], Some(after)) = (before, after)
            && category(one) == category(after)
        {
            return Ok(());
        }
        let lang = self.lang;
        let unknown = || lang.pick("inconnue", "unknown").to_owned();
        let text = |it: &Figures| category(it).map_or_else(unknown, |category| category.to_string());
        let causes = if causes.is_empty() { String::new() } else { format!(" ({})", causes.join(", ")) };
        let (was, is) = (joined(before, text), joined(after.as_slice(), |it| text(it)));
        writeln!(out, "  {} {was} → {is}{causes}", lang.pick("taille", "size"))
    }

    /// Funding of a steady year.
    fn steady(&self, out: &mut String, before: &[&Figures], after: Option<&Figures>, causes: &[&str]) -> fmt::Result {
        let lang = self.lang;
        let amount = |it: &Figures| it.funding.get(FundingReading::Steady);
        let was: Option<u64> = before.iter().map(|it| amount(it)).sum();
        let is = after.map_or(Some(0), amount);
        if was == is && before.len() < 2 {
            return Ok(());
        }
        let unknown = || lang.pick("inconnu", "unknown").to_owned();
        let text = |amount: Option<u64>| amount.map_or_else(unknown, |amount| lang.integer(amount));
        let parts = if before.is_empty() { text(was) } else { joined(before, |it| text(amount(it))) };
        let change = was.zip(is).filter(|(was, is)| was != is);
        let change = change.map(|(was, is)| signed(super::gap(was, is), lang));
        let told: Vec<&str> = change.as_deref().into_iter().chain(causes.iter().copied()).collect();
        let told = if told.is_empty() { String::new() } else { format!(" ({})", told.join(", ")) };
        writeln!(out, "  {} {parts} → {} €{told}", lang.pick("financement (régime)", "funding (steady)"), text(is))
    }

    fn stages(&self, out: &mut String, before: &[CptsId], change: &CptsChange) -> fmt::Result {
        let Some(new) = change.new.and_then(|id| self.new.cpts.get(id as usize)) else { return Ok(()) };
        let was: Vec<Option<Stage>> =
            before.iter().filter_map(|&id| self.old.cpts.get(id as usize)).map(|cpts| cpts.stage).collect();
        if was.iter().all(|&stage| stage == new.stage) {
            return Ok(());
        }
        let text = |stage: Option<Stage>| stage.map_or(self.lang.pick("inconnu", "unknown"), Stage::label);
        let was: Vec<&str> = was.into_iter().map(text).collect();
        writeln!(out, "  {} {} → {}", self.lang.pick("stade", "stage"), was.join(PLUS), text(new.stage))
    }

    /// What seldom changes: pieces, departments, units.
    fn rest(&self, out: &mut String, change: &CptsChange) -> fmt::Result {
        let lang = self.lang;
        let (Some(old), Some(new)) = (change.old, change.new) else { return Ok(()) };
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
        self.list(out, lang.pick("  par d'autres parties", "  by other parts"), &change.other_parts, self.new)
    }

    /// Why a population changed.
    fn why(&self, effects: [i64; 3]) -> String {
        let causes = Cause::ALL.into_iter().zip(effects).filter(|(_, effect)| *effect != 0);
        let text = |(cause, effect)| format!("{} {}", cause_text(cause, self.lang), signed(effect, self.lang));
        let causes: Vec<String> = causes.map(text).collect();
        if causes.is_empty() { String::new() } else { format!(" ({})", causes.join(", ")) }
    }
}

/// The texts of some figures with a plus sign in between; a dash for none.
fn joined(all: &[&Figures], text: impl Fn(&Figures) -> String) -> String {
    if all.is_empty() {
        return "–".to_owned();
    }
    all.iter().map(|it| text(it)).collect::<Vec<_>>().join(PLUS)
}

//! A difference in words.

use std::fmt::{self, Write};

use super::{gap, named, signed, signed_count, unit};
use crate::reference::UnitId;
use crate::report::Lang;
use crate::rules::FundingReading;
use crate::scenario::{Cause, Covered, Difference, Event, State};
use crate::territory::CptsId;

/// Units that a line lists at most; the rest is counted.
const SHOWN: usize = 8;

/// What changed, from the whole to each CPTS.
pub fn difference_text(found: &Difference, old: &State, new: &State, lang: Lang) -> String {
    let mut text = String::new();
    // Writing to a String cannot fail.
    let _ = Told { found, old, new, lang }.write(&mut text);
    text
}

/// What is told, and in which language.
pub(super) struct Told<'a> {
    pub found: &'a Difference,
    pub old: &'a State<'a>,
    pub new: &'a State<'a>,
    pub lang: Lang,
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
                // Not "open": that is a class of zones.
                (0, _) => lang.pick("nouvelle", "new"),
                (_, 0) => lang.pick("résorbée", "gone"),
                _ => lang.pick("modifiée", "changed"),
            };
            let people =
                [self.old.population(zone.before.iter().copied()), self.new.population(zone.after.iter().copied())];
            let [was_people, is_people] = people.map(|people| lang.integer(people));
            writeln!(
                out,
                "  {} {verb} : {} → {}, {was_people} → {is_people} {}",
                zone.id,
                lang.integer(was as u64),
                lang.count(is, "commune", "communes"),
                lang.pick("habitants", "inhabitants")
            )?;
        }
        Ok(())
    }

    pub(super) fn list(&self, out: &mut String, title: &str, units: &[UnitId], state: &State) -> fmt::Result {
        if units.is_empty() {
            return Ok(());
        }
        writeln!(out, "{title} : {}", self.units(units, state))
    }

    fn units(&self, units: &[UnitId], state: &State) -> String {
        let shown = units.iter().take(SHOWN).map(|&id| unit(state, id)).collect::<Vec<_>>().join(", ");
        match units.len().saturating_sub(SHOWN) {
            0 => shown,
            more => {
                let more = self.lang.nouns(more, ["autre", "autres"], ["more", "more"]);
                self.lang.pick(format!("{shown} et {more}"), format!("{shown} and {more}"))
            }
        }
    }

    fn funding(&self, out: &mut String) -> fmt::Result {
        let lang = self.lang;
        for (reading, french, english) in [
            (FundingReading::Printed, "Enveloppe, maximum", "Envelope, maximum"),
            (FundingReading::Steady, "Enveloppe, régime", "Envelope, steady"),
            (FundingReading::Fixed, "Enveloppe, fixe", "Envelope, fixed"),
        ] {
            let steps = self.found.envelope.map(|totals| totals.get(reading));
            writeln!(out, "{:<22} {}", lang.pick(french, english), self.euros(steps))?;
        }
        self.homes(out)
    }

    /// CPTS whose whole funding comes to count in the scope, or elsewhere: without a word, their envelope would be a riddle.
    fn homes(&self, out: &mut String) -> fmt::Result {
        let lang = self.lang;
        for change in &self.found.homes {
            let name = named(self.new, change.new);
            let areas = &self.new.reference.areas.departments;
            let department = areas.get(change.department as usize).map_or("", |area| area.name.as_str());
            let line = if change.is_here {
                lang.pick(
                    format!("  compte désormais dans l'enveloppe : {name}, la plupart de ses habitants vivant dans le périmètre ({department})"),
                    format!("  now counted in the envelope: {name}, as most of its inhabitants live in the scope ({department})"),
                )
            } else {
                lang.pick(
                    format!("  ne compte plus dans l'enveloppe : {name}, la plupart de ses habitants vivant hors du périmètre ({department})"),
                    format!("  no longer counted in the envelope: {name}, as most of its inhabitants live outside the scope ({department})"),
                )
            };
            writeln!(out, "{line}")?;
        }
        Ok(())
    }

    /// An amount before and after, and what each cause adds where it is not territories alone that changed.
    fn euros(&self, steps: [Option<u64>; 4]) -> String {
        let lang = self.lang;
        let [before, .., after] = steps;
        let unknown = || lang.pick("inconnu", "unknown").to_owned();
        let text = |amount: Option<u64>| amount.map_or_else(unknown, |amount| lang.integer(amount));
        let change = before.zip(after).filter(|(a, b)| a != b).map(|(a, b)| signed(gap(a, b), lang));
        let causes = Cause::ALL.into_iter().zip(steps.windows(2)).filter(|(_, step)| step[0] != step[1]);
        let causes: Vec<(Cause, Option<i64>)> =
            causes.map(|(cause, step)| (cause, step[0].zip(step[1]).map(|(a, b)| gap(a, b)))).collect();
        let is_plain = causes.iter().all(|(cause, _)| *cause == Cause::Territory);
        let cause = |(cause, effect): &(Cause, Option<i64>)| {
            let effect = effect.map_or_else(String::new, |effect| format!(" {}", signed(effect, lang)));
            format!("{}{effect}", cause_text(*cause, lang))
        };
        let told = match (change, causes.as_slice()) {
            (None, []) => String::new(),
            (Some(change), _) if is_plain => format!(" ({change})"),
            (Some(change), [(cause, _)]) => format!(" ({change}, {})", cause_text(*cause, lang)),
            (change, causes) => {
                let causes = causes.iter().map(cause).collect::<Vec<_>>().join(", ");
                let change = change.map(|change| format!("{change}{} ", lang.pick(" :", ":"))).unwrap_or_default();
                format!(" ({change}{causes})")
            }
        };
        format!("{} → {} €{told}", text(before), text(after))
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
}

/// A cause in words.
pub(super) fn cause_text(cause: Cause, lang: Lang) -> &'static str {
    match cause {
        Cause::Territory => lang.pick("territoire", "territory"),
        Cause::Population => lang.pick("population", "population"),
        Cause::Rule => lang.pick("règle", "rule"),
    }
}

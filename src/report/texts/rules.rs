//! Thresholds and deadlines in words.

use crate::day::Day;
use crate::report::{Lang, day_text};
use crate::rules::{Direction, Milestone, NearThreshold};
use crate::territory::Overdue;

/// A CPTS near a threshold: how many inhabitants are between, and what the size would become.
pub fn near_threshold(cpts: &str, population: u64, near: &NearThreshold, lang: Lang) -> String {
    let (population, threshold) = (lang.integer(population), lang.integer(near.threshold));
    let (margin, category) = (lang.integer(near.margin), near.category);
    match near.direction {
        Direction::Up => lang.pick(
            format!("{cpts} compte {population} habitants, {margin} de moins que le seuil de {threshold} : au-delà, taille {category}"),
            format!("{cpts} has {population} inhabitants, {margin} below the threshold of {threshold}: beyond it, size {category}"),
        ),
        Direction::Down => lang.pick(
            format!("{cpts} compte {population} habitants, {margin} de plus que le seuil de {threshold} : en deçà, taille {category}"),
            format!("{cpts} has {population} inhabitants, {margin} above the threshold of {threshold}: below it, size {category}"),
        ),
    }
}

/// What a milestone is called.
fn milestone(milestone: Milestone, lang: Lang) -> &'static str {
    match milestone {
        Milestone::Start => lang.pick("démarrage", "start"),
        Milestone::Deployment => lang.pick("déploiement", "deployment"),
    }
}

/// A CPTS with missions past their deadlines.
pub fn overdue(cpts: &str, signed: Day, date: Day, missions: &[Overdue], lang: Lang) -> String {
    let mission = |it: &Overdue| {
        let name = lang.pick(&it.name_fr, &it.name_en);
        format!("{name} ({}, {})", milestone(it.milestone, lang), day_text(it.on, lang))
    };
    let list = missions.iter().map(mission).collect::<Vec<_>>().join(", ");
    let (signed, date) = (day_text(signed, lang), day_text(date, lang));
    lang.pick(
        format!("{cpts}, contrat signé le {signed} : échéances passées au {date} : {list}"),
        format!("{cpts}, contract signed on {signed}: deadlines past on {date}: {list}"),
    )
}

//! What sizes and amounts stand on, in words: the same in the workbook and on the page.

use super::rules_summary::funding_basis;
use super::{Lang, day_text};
use crate::rules::{Convention, Origin, Rules, Side};

/// From where to where each size goes: `moins de 40 000 habitants`.
pub fn sizes(rules: &Rules, lang: Lang) -> Vec<String> {
    let thresholds: Vec<String> = rules.sizes().thresholds().iter().map(|(number, _)| lang.integer(*number)).collect();
    let mut texts = Vec::new();
    if let (Some(first), Some(last)) = (thresholds.first(), thresholds.last()) {
        texts.push(lang.pick(format!("moins de {first} hab."), format!("under {first} inhab.")));
        let between = thresholds.windows(2).filter_map(|pair| Some((pair.first()?, pair.last()?)));
        texts.extend(between.map(|(from, to)| lang.pick(format!("{from} à {to}"), format!("{from} to {to}"))));
        texts.push(lang.pick(format!("plus de {last}"), format!("over {last}")));
    }
    texts
}

/// The sizes in force: their text, from where to where each goes, and what is taken on a threshold that no text decides.
pub fn size_lines(rules: &Rules, lang: Lang) -> Vec<String> {
    let scheme = rules.sizes();
    let mut lines = vec![origin(&scheme.id, &scheme.origin, lang)];
    lines.extend(
        (1..)
            .zip(sizes(rules, lang))
            .map(|(size, range)| lang.pick(format!("Taille {size} : {range}"), format!("Size {size}: {range}"))),
    );
    let ambiguous = scheme.thresholds().iter().filter(|(_, side)| *side == Side::Ambiguous);
    lines.extend(ambiguous.map(|(number, _)| {
        let number = lang.integer(*number);
        let side = match scheme.convention() {
            Convention::Upper => lang.pick("la taille au-dessus", "the size above"),
            Convention::Lower => lang.pick("la taille au-dessous", "the size below"),
        };
        lang.pick(
            format!(
                "{number} habitants exactement : aucun texte ne tranche ; {side} est retenue, avec un avertissement."
            ),
            format!("Exactly {number} inhabitants: no text decides; {side} is taken, with a warning."),
        )
    }));
    lines
}

/// The scheme of funding: its text, what is taken for granted, and what each reading of the amounts means.
pub fn funding_lines(rules: &Rules, lang: Lang) -> Vec<String> {
    let Some(scheme) = rules.funding() else { return vec![funding_basis(rules, lang)] };
    let mut lines = vec![
        origin(&scheme.id, &scheme.origin, lang),
        lang.pick(
            format!("Retenu : {}.", funding_basis(rules, lang)),
            format!("Taken: {}.", funding_basis(rules, lang)),
        ),
    ];
    lines.extend(READINGS.map(|[french, english]| lang.pick(french, english).to_owned()));
    lines
}

/// A scheme with the text that it comes from.
fn origin(id: &str, origin: &Origin, lang: Lang) -> String {
    let date = origin.date.map(|date| format!("{} {}", lang.pick("texte du", "text of"), day_text(date, lang)));
    let note = lang.pick(origin.note.as_str(), origin.english_note());
    let told = [date.as_deref().unwrap_or_default(), &origin.source, note];
    let told: Vec<&str> = told.into_iter().filter(|text| !text.is_empty()).collect();
    format!("{} {id}{}{}", lang.pick("Barème", "Scheme"), lang.pick(" : ", ": "), told.join(lang.pick(" ; ", "; ")))
}

/// What the readings of the funding take for granted.
#[rustfmt::skip]
const READINGS: [[&str; 2]; 4] = [
    ["Maximum affiché : le total que le texte imprime, toutes missions optionnelles, tous résultats, plan de crise rédigé et crise la même année.", "Printed maximum: the total that the text prints, with all optional missions, full results, a crisis plan drafted and a crisis in the same year."],
    ["Année de rédaction : le plan de crise est rédigé, sans crise.", "Drafting year: the crisis plan is drafted, without a crisis."],
    ["En régime : le plan de crise est mis à jour, sans crise ; parts variables selon les résultats.", "Steady year: the crisis plan is updated, without a crisis; variable parts by results."],
    ["Parts fixes : les parts fixes seules, une année où le plan de crise est mis à jour.", "Fixed parts: the fixed parts alone, in a year in which the crisis plan is updated."],
];

//! What people read about a drawing: each doubt in words, and the summary.

use super::parts::{iris_note, iris_remedy};
use super::reading::problem_text;
use crate::drawing::{Assignment, Doubt, Drawing, IrisBasis, Noted, Share};
use crate::reference::Reference;
use crate::report::Lang;

/// How many codes of a list are named.
const SHOWN: usize = 5;

/// What was noticed, in words.
pub fn doubt_message(noted: &Noted, drawing: &Drawing, reference: &Reference, lang: Lang) -> String {
    let names = |territories: &[usize]| {
        territories.iter().map(|&it| drawing.territories[it].label()).collect::<Vec<_>>().join(", ")
    };
    // Inhabitants of an IRIS are an estimate of their own, of which the unit's figure is not the whole.
    let whole = noted.unit.filter(|_| noted.part.is_empty()).and_then(|unit| reference.unit(unit).population);
    let shares =
        |shares: &[Share]| shares.iter().map(|it| share(it, whole, drawing, lang)).collect::<Vec<_>>().join(" ; ");
    let cpts = &noted.cpts;
    let unit = noted.unit.map(|unit| reference.unit(unit)).map(|unit| format!("{} ({})", unit.name, unit.code));
    let unit = match (unit, noted.part.as_str()) {
        (Some(unit), "") => unit,
        (Some(unit), part) => format!("{unit}, IRIS {part}"),
        (None, _) => String::new(),
    };
    match &noted.doubt {
        Doubt::Iris(note) => iris_note(note, lang),
        Doubt::NoName => {
            lang.pick("polygone sans nom de CPTS, non utilisé", "polygon without the name of a CPTS, not used").into()
        }
        Doubt::Excluded => lang.pick(
            format!(
                "« {cpts} » n'est pas une CPTS : exclu par règle ({})",
                lang.count(noted.features.len() as u64, "objet", "objets")
            ),
            format!(
                "\"{cpts}\" is no CPTS: excluded by rule ({})",
                lang.count(noted.features.len() as u64, "feature", "features")
            ),
        ),
        Doubt::NoPolygon { problem } => {
            let found = problem.as_ref().map(|problem| problem_text(problem, lang)).unwrap_or_default();
            lang.pick(
                format!("objet sans polygone, non utilisé ({found})"),
                format!("feature without polygon, not used ({found})"),
            )
        }
        Doubt::Reading { problem } => {
            let problem = problem_text(problem, lang);
            lang.pick(format!("à la lecture : {problem}"), format!("in reading: {problem}"))
        }
        Doubt::Mended => lang.pick(
            format!("{cpts} : polygone invalide (il se croise ou se recouvre), réparé"),
            format!("{cpts}: invalid polygon (it crosses or covers itself), mended"),
        ),
        Doubt::NotMended => lang.pick(
            format!("{cpts} : polygone invalide, réparation impossible, non utilisé"),
            format!("{cpts}: invalid polygon that cannot be mended, not used"),
        ),
        Doubt::Duplicate { of, is_same_cpts: true } => lang.pick(
            format!("{cpts} : même polygone que l'objet {of}, compté une fois"),
            format!("{cpts}: the same polygon as feature {of}, counted once"),
        ),
        Doubt::Duplicate { of, is_same_cpts: false } => lang.pick(
            format!("{cpts} : même polygone que l'objet {of}, d'une autre CPTS ; les deux rattachent ses communes"),
            format!("{cpts}: the same polygon as feature {of} of another CPTS; both claim its communes"),
        ),
        Doubt::United => {
            let count = lang.integer(noted.features.len() as u64);
            lang.pick(
                format!("{cpts} : {count} objets réunis en un territoire"),
                format!("{cpts}: {count} features taken as one territory"),
            )
        }
        Doubt::OwnOverlap => lang.pick(
            format!("{cpts} : ses objets se recouvrent, ce qu'ils ont en commun compte une fois"),
            format!("{cpts}: its features overlap, what they have in common counts once"),
        ),
        Doubt::SeveralValues { column, values, kept } => {
            let shown = |text: &String| if text.is_empty() { lang.pick("vide", "empty").into() } else { text.clone() };
            let all = values.iter().map(shown).collect::<Vec<_>>().join(" | ");
            let fr =
                if kept.is_empty() { "aucune n'est gardée".to_owned() } else { format!("« {kept} » est gardé") };
            let en = if kept.is_empty() { "none is kept".to_owned() } else { format!("\"{kept}\" is kept") };
            lang.pick(
                format!("{cpts} : plusieurs valeurs de {column} ({all}) ; {fr}"),
                format!("{cpts}: several values of {column} ({all}); {en}"),
            )
        }
        Doubt::Alike { names } => {
            let all = names.join(" | ");
            lang.pick(
                format!("noms presque pareils, comptés comme {} CPTS : {all}", names.len()),
                format!("names nearly alike, counted as {} CPTS: {all}", names.len()),
            )
        }
        Doubt::ExcludesNothing => lang.pick(
            format!("--exclude « {cpts} » : aucun objet ne porte ce nom"),
            format!("--exclude \"{cpts}\": no feature has this name"),
        ),
        Doubt::NoArea => lang.pick(
            format!("{cpts} : polygone sans surface (plat, ou de moins d'un mètre carré)"),
            format!("{cpts}: polygon without area (flat, or of less than a square metre)"),
        ),
        Doubt::IrisWithoutPeople => lang.pick(
            format!("{unit} : les IRIS donnés ont tous une population de 0 ; les surfaces décident à leur place"),
            format!("{unit}: the IRIS given all have a population of 0; areas decide instead"),
        ),
        Doubt::IrisUnfit { missing, elsewhere } => {
            let (mut fr, mut en) = (Vec::new(), Vec::new());
            // What would be written as nothing is not what is wrong.
            if *missing >= 0.0005 {
                let share = lang.percent(Some(100.0 * missing));
                fr.push(format!("il manque {share} de sa surface"));
                en.push(format!("{share} of its area is missing"));
            }
            if !elsewhere.is_empty() {
                let more = if elsewhere.len() > SHOWN { "…" } else { "" };
                let some = elsewhere.iter().take(SHOWN).cloned().collect::<Vec<_>>().join(", ") + more;
                fr.push(format!("hors de la commune ou sans polygone : {some}"));
                en.push(format!("outside the commune or without polygon: {some}"));
            }
            let (fr, en) = (fr.join(" ; "), en.join("; "));
            lang.pick(
                format!(
                    "{unit} : les IRIS donnés ne font pas toute la commune ({fr}) ; les surfaces décident à leur place"
                ),
                format!("{unit}: the IRIS given do not make up the commune ({en}); areas decide instead"),
            )
        }
        Doubt::AttributeLeftOut { column, territories } => {
            let count = lang.integer(*territories as u64);
            lang.pick(
                format!("attribut {column} : différent entre objets d'une même CPTS, laissé vide pour {count} CPTS"),
                format!("attribute {column}: features of a CPTS differ, left empty for {count} CPTS"),
            )
        }
        Doubt::Outside { area } => {
            let area = square(*area, lang);
            lang.pick(
                format!("{cpts} : hors de toute commune ({area})"),
                format!("{cpts}: outside all communes ({area})"),
            )
        }
        Doubt::PartlyOutside { area, share } => {
            let (area, share) = (square(*area, lang), lang.percent(Some(100.0 * share)));
            lang.pick(
                format!("{cpts} : {share} de son polygone ({area}) est hors de toute commune"),
                format!("{cpts}: {share} of its polygon ({area}) is outside all communes"),
            )
        }
        Doubt::HoldsNone => {
            lang.pick(format!("{cpts} : aucune commune rattachée"), format!("{cpts}: no commune claimed"))
        }
        Doubt::Split { taken, shares: all } => {
            let (taken, all) = (names(taken), shares(all));
            lang.pick(
                format!("{unit} divisée, rattachée à {taken} : {all}"),
                format!("{unit} divided, claimed by {taken}: {all}"),
            )
        }
        Doubt::NoMajority { shares: all } => {
            let all = shares(all);
            lang.pick(
                format!("{unit} : aucun territoire n'en a assez, non rattachée : {all}"),
                format!("{unit}: no territory holds enough of it, not claimed: {all}"),
            )
        }
        Doubt::Shared { shares: all, by_iris } => {
            let all = shares(all);
            let (fr, en) = if *by_iris { (" par IRIS", " by IRIS") } else { ("", "") };
            lang.pick(format!("{unit} partagée{fr} : {all}"), format!("{unit} shared{en}: {all}"))
        }
        Doubt::Overlap { taken, shares: all, area, share } => {
            let (taken, all) = (names(taken), shares(all));
            let (area, share) = (square(*area, lang), lang.percent(Some(100.0 * share)));
            let fr = if taken.is_empty() { "non rattachée".to_owned() } else { format!("rattachée à {taken}") };
            let en = if taken.is_empty() { "not claimed".to_owned() } else { format!("claimed by {taken}") };
            lang.pick(
                format!("{unit} : des territoires se recouvrent sur {share} ({area}), {fr} : {all}"),
                format!("{unit}: territories overlap on {share} of it ({area}), {en}: {all}"),
            )
        }
        Doubt::Disputed { taken, area, share } => {
            let taken = names(taken);
            let (area, share) = (square(*area, lang), lang.percent(Some(100.0 * share)));
            lang.pick(
                format!("{unit} : {share} ({area}) disputés entre {taken}, qui en reçoivent chacune une ligne (R01)"),
                format!("{unit}: {share} ({area}) disputed between {taken}, each of which gets a row for it (R01)"),
            )
        }
        Doubt::Touched { share: held, width } => {
            let (share, area, width) =
                (lang.percent(Some(100.0 * held.share)), square(held.area, lang), lang.decimal(*width, 0));
            lang.pick(
                format!("{unit} à peine touchée par {cpts} : {share}, {area}, {width} m de large"),
                format!("{unit} barely touched by {cpts}: {share}, {area}, {width} m wide"),
            )
        }
        Doubt::Slivers { count, units, area, width } => {
            let (fr, en) =
                (lang.count(*count as u64, "éclat", "éclats"), lang.count(*count as u64, "sliver", "slivers"));
            let units = lang.count(*units as u64, "commune", "communes");
            let (area, width) = (square(*area, lang), lang.decimal(*width, 0));
            lang.pick(
                format!(
                    "{fr} le long des limites dans {units}, {area} en tout, {width} m de large au plus : sans effet"
                ),
                format!("{en} along borders in {units}, {area} in all, at most {width} m wide: without effect"),
            )
        }
        Doubt::Failed => lang.pick(
            format!("{unit} : superposition impossible avec {cpts} ; un point de la commune a décidé"),
            format!("{unit}: could not be laid over {cpts}; a point of the commune decided"),
        ),
        Doubt::Estimated { units, basis } => {
            let units = lang.count(*units as u64, "commune", "communes");
            let (fr, en) = match basis {
                None => ("d'après les surfaces", "from areas"),
                Some(IrisBasis::Area) => ("d'après les surfaces des IRIS", "from the areas of IRIS"),
                Some(IrisBasis::Population) => (
                    "d'après la population des IRIS, ramenée à celle de la commune",
                    "from the populations of IRIS, brought to that of the commune",
                ),
            };
            lang.pick(
                format!("populations des parties de {units} estimées {fr}"),
                format!("populations of parts of {units} estimated {en}"),
            )
        }
    }
}

/// What to do about it; empty where nothing needs to be done.
pub fn doubt_remedy(doubt: &Doubt, lang: Lang) -> &'static str {
    match doubt {
        Doubt::Iris(note) => iris_remedy(note, lang),
        Doubt::NoName => lang.pick("donner un nom au polygone, ou l'ôter", "name the polygon, or remove it"),
        Doubt::NoPolygon { .. } => {
            lang.pick("dessiner le polygone, ou ôter l'objet", "draw the polygon, or remove the feature")
        }
        Doubt::NotMended | Doubt::Mended => {
            lang.pick("vérifier le tracé du polygone", "check how the polygon is drawn")
        }
        Doubt::Duplicate { is_same_cpts: false, .. } => lang.pick("garder le bon nom", "keep the right name"),
        Doubt::SeveralValues { .. } => lang.pick("donner la même valeur à tous", "give all the same value"),
        Doubt::Alike { .. } => lang
            .pick("écrire le même nom et le même identifiant partout", "write the same name and identifier everywhere"),
        Doubt::ExcludesNothing => lang.pick("écrire le nom comme dans le fichier", "write the name as in the file"),
        Doubt::NoArea => lang.pick("redessiner le polygone", "draw the polygon anew"),
        Doubt::IrisWithoutPeople => lang.pick(
            "donner la population des IRIS, ou ôter cette colonne",
            "give the populations of the IRIS, or leave the column out",
        ),
        Doubt::IrisUnfit { .. } => lang.pick(
            "donner tous les IRIS de la commune, avec leurs polygones",
            "give all IRIS of the commune, with their polygons",
        ),
        Doubt::Outside { .. } => lang.pick(
            "vérifier le système de coordonnées (--drawing-crs) et le territoire",
            "check the reference system (--drawing-crs) and the territory",
        ),
        Doubt::PartlyOutside { .. } => {
            lang.pick("vérifier le tracé en mer ou hors de France", "check what is drawn at sea or abroad")
        }
        Doubt::HoldsNone => {
            lang.pick("vérifier le polygone, ou abaisser --threshold", "check the polygon, or lower --threshold")
        }
        Doubt::Split { .. } | Doubt::NoMajority { .. } => lang.pick(
            "choisir une CPTS, ou partager la commune (--shared, --iris)",
            "choose one CPTS, or share the commune (--shared, --iris)",
        ),
        Doubt::Overlap { .. } | Doubt::Disputed { .. } => {
            lang.pick("choisir une CPTS, ou partager la commune", "choose one CPTS, or share the commune")
        }
        Doubt::Failed => lang.pick("vérifier la commune à la main", "check the commune by hand"),
        _ => "",
    }
}

/// Who holds how much of the area, and the inhabitants; their share too where it is not that of the area.
fn share(share: &Share, whole: Option<u32>, drawing: &Drawing, lang: Lang) -> String {
    let who = match share.territory {
        Some(territory) => drawing.territories[territory].label(),
        None => lang.pick("aucune CPTS", "no CPTS"),
    };
    let percent = lang.percent(Some(100.0 * share.share));
    let people = share.population.map_or_else(String::new, |people| {
        // Inhabitants are whole: up to one is no other share than that of the area.
        let is_other = |whole: f64| (people as f64 - share.share * whole).abs() > 1f64.max(0.0005 * whole);
        let whole = whole.map(f64::from).filter(|&whole| is_other(whole));
        let of_people = whole.map(|whole| lang.percent(Some(100.0 * people as f64 / whole)));
        let people = lang.integer(people);
        match of_people {
            Some(of_people) => lang.pick(
                format!(" (≈ {people} hab., soit {of_people} des habitants)"),
                format!(" (≈ {people} inhabitants, {of_people} of all)"),
            ),
            None => lang.pick(format!(" (≈ {people} hab.)"), format!(" (≈ {people} inhabitants)")),
        }
    });
    lang.pick(format!("{who} {percent} de la surface{people}"), format!("{who} {percent} of the area{people}"))
}

/// An area in square kilometres, or in hectares below one.
fn square(metres: u64, lang: Lang) -> String {
    let metres = metres as f64;
    if metres >= 1e6 {
        format!("{} km²", lang.measure(metres / 1e6, 1))
    } else {
        format!("{} ha", lang.decimal(metres / 1e4, 1))
    }
}

/// The result in a few lines.
pub fn assignment_summary(drawing: &Drawing, found: &Assignment, lang: Lang) -> String {
    let mut units: Vec<u32> = found.rows.iter().map(|row| row.unit).collect();
    units.sort_unstable();
    units.dedup();
    let mut with_rows: Vec<usize> = found.rows.iter().map(|row| row.territory).collect();
    with_rows.sort_unstable();
    with_rows.dedup();
    let (read, used) = (drawing.features, drawing.used);
    let rejected = read - used;
    let (rows, units, cpts) = (found.rows.len(), units.len(), with_rows.len());
    let count = |key: &[&str]| {
        let mut units: Vec<_> =
            found.notes.iter().filter(|noted| key.contains(&noted.doubt.key())).map(|noted| noted.unit).collect();
        units.sort_unstable();
        units.dedup();
        units.len()
    };
    let (split, none, shared) = (count(&["commune_divisee"]), count(&["sans_majorite"]), count(&["commune_partagee"]));
    let is_estimated = found.notes.iter().any(|noted| matches!(noted.doubt, Doubt::Estimated { .. }));
    let estimated = if is_estimated { " (populations estimated)" } else { "" };
    let counted = |number: usize, one: &str, several: &str| lang.count(number as u64, one, several);
    let (overlaps, touched) = (count(&["chevauchement", "partie_disputee"]), count(&["effleure"]));
    lang.pick(
        format!(
            "{} = {} + {} ; {} : {}, {cpts} CPTS\n\
             à vérifier : {}, {none} sans majorité, {overlaps} en chevauchement ; {}, {}\n",
            counted(read, "objet", "objets"),
            counted(used, "utilisé", "utilisés"),
            counted(rejected, "écarté", "écartés"),
            counted(rows, "ligne écrite", "lignes écrites"),
            counted(units, "commune", "communes"),
            counted(split, "commune divisée", "communes divisées"),
            counted(shared, "partagée", "partagées") + if is_estimated { " (populations estimées)" } else { "" },
            counted(touched, "à peine touchée", "à peine touchées"),
        ),
        format!(
            "{} = {used} used + {rejected} left out; {} written: {}, {cpts} CPTS\n\
             to check: {} divided, {none} without majority, {overlaps} in an overlap; {shared} shared{estimated}, {touched} \
             barely touched\n",
            counted(read, "feature", "features"),
            counted(rows, "row", "rows"),
            counted(units, "commune", "communes"),
            counted(split, "commune", "communes"),
        ),
    )
}

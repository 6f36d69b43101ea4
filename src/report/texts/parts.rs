//! What people read of units claimed by part.

use crate::cog::CommuneCode;
use crate::reference::{IrisBasis, IrisNote, UnitId};
use crate::report::Lang;
use crate::territory::{CptsId, Finding, PartFault};

/// What was noticed. `unit` and `all` name a unit and some CPTS.
pub fn message(
    finding: &Finding,
    unit: &impl Fn(UnitId) -> String,
    all: &impl Fn(&[CptsId]) -> String,
    lang: Lang,
) -> String {
    match finding {
        Finding::Part { cpts, unit: id, fault } => {
            let (cpts, unit) = (all(&[*cpts]), unit(*id));
            let about = lang
                .pick(format!("{unit}, rattachée par partie à {cpts}"), format!("{unit}, claimed by part by {cpts}"));
            format!("{about}{}", fault_text(fault, lang))
        }
        Finding::PartsWithoutPopulation { parts, not_in_file } => {
            let number = lang.count(parts.len() as u64, lang.pick("partie", "part"), lang.pick("parties", "parts"));
            let name = |(id, part): &(UnitId, String)| {
                lang.pick(format!("« {part} » de {}", unit(*id)), format!("\"{part}\" of {}", unit(*id)))
            };
            let list = shown(parts, name, lang);
            let missing = match not_in_file.as_slice() {
                [] => String::new(),
                codes => {
                    let codes = shown(codes, String::clone, lang);
                    lang.pick(
                        format!(" ; IRIS absents du fichier des IRIS : {codes}"),
                        format!("; IRIS that the file of IRIS does not have: {codes}"),
                    )
                }
            };
            lang.pick(
                format!("{number} sans population ({list}) : les communes comptent entières{missing}"),
                format!("{number} without a population ({list}): the communes count whole{missing}"),
            )
        }
        Finding::IrisMended => lang
            .pick(
                "codes d'IRIS rétablis (zéro du début, espaces, décimales)",
                "codes of IRIS mended (leading zero, spaces, decimals)",
            )
            .into(),
        Finding::Iris(note) => iris_note(note, lang),
        Finding::IrisEstimate { basis: IrisBasis::Population } => lang
            .pick(
                "population des IRIS ramenée à celle de leur commune : estimation",
                "populations of IRIS brought to that of their commune: an estimate",
            )
            .into(),
        Finding::IrisEstimate { basis: IrisBasis::Area } => lang
            .pick(
                "population des IRIS estimée au prorata de leur surface",
                "populations of IRIS estimated in proportion to their areas",
            )
            .into(),
        Finding::PartTwice { unit: id, claimants, parts } => {
            let (unit, all, parts) = (unit(*id), all(claimants), parts.join(", "));
            lang.pick(
                format!(
                    "chevauchement : dans {unit}, la même partie ({parts}) est rattachée par plusieurs CPTS parmi {all}"
                ),
                format!("overlap: in {unit}, the same part ({parts}) is claimed by several CPTS among {all}"),
            )
        }
        Finding::PartOfSeveral { part, codes } => {
            let (number, codes) = (lang.integer(codes.len() as u64), codes_text(codes, lang));
            lang.pick(
                format!(
                    "la partie « {part} » est d'un code qui vaut {number} communes ou arrondissements ({codes}) : la table ne dit pas dans \
                     lequel elle se trouve ; ligne rejetée"
                ),
                format!(
                    "the part \"{part}\" is of a code that stands for {number} communes or arrondissements ({codes}): the table does \
                     not say in which of them it lies; row rejected"
                ),
            )
        }
        Finding::IrisElsewhere { iris, commune, codes } => {
            let codes = codes_text(codes, lang);
            lang.pick(
                format!("l'IRIS {iris} est de la commune {commune}, pas de {codes} ; ligne rejetée"),
                format!("IRIS {iris} is of the commune {commune}, not of {codes}; row rejected"),
            )
        }
        Finding::PartsBeyond { unit: id, declared, population } => {
            let (unit, declared, population) = (unit(*id), lang.integer(*declared), lang.integer(*population));
            lang.pick(
                format!(
                    "{unit} : ses parties déclarent {declared} habitants, plus que la commune ({population}) ; chaque CPTS garde les \
                     siens, la couverture s'arrête à la commune"
                ),
                format!(
                    "{unit}: its parts declare {declared} inhabitants, more than the commune ({population}); each CPTS keeps its own, \
                     coverage stops at the commune"
                ),
            )
        }
        _ => String::new(),
    }
}

/// What was noticed in a file of IRIS.
pub fn iris_note(note: &IrisNote, lang: Lang) -> String {
    match note {
        IrisNote::NotIris { rows, first } => lang.pick(
            format!("fichier des IRIS : lignes ou polygones sans code d'IRIS (neuf signes), laissés de côté : {rows} ; par exemple « {first} »"),
            format!("file of IRIS: rows or polygons without a code of IRIS (nine characters), left out: {rows}; \"{first}\" for example"),
        ),
        IrisNote::Mended { rows, first } => lang.pick(
            format!("fichier des IRIS : codes rétablis (zéro du début, espaces, décimales) : {rows} ; par exemple « {first} »"),
            format!("file of IRIS: codes mended (leading zero, spaces, decimals): {rows}; \"{first}\" for example"),
        ),
        IrisNote::Incomplete { commune, basis: IrisBasis::Population, held, of } => {
            let [held, of] = [held, of].map(|people| lang.integer(*people));
            lang.pick(
                format!(
                    "fichier des IRIS : ceux de {commune} n'y ont que {held} habitants sur {of} : il en manque ; leurs chiffres comptent \
                     tels quels, et le reste de la commune n'est à personne"
                ),
                format!(
                    "file of IRIS: those of {commune} have only {held} inhabitants of {of} in it: some are missing; their figures count \
                     as they are, and the rest of the commune is nobody's"
                ),
            )
        }
        IrisNote::Incomplete { commune, basis: IrisBasis::Area, held, of } => {
            let percent = lang.percent((*of > 0).then(|| 100.0 * *held as f64 / *of as f64));
            lang.pick(
                format!(
                    "fichier des IRIS : ceux de {commune} n'en couvrent que {percent} de la surface : il en manque ; le reste de la commune \
                     n'est à personne"
                ),
                format!(
                    "file of IRIS: those of {commune} cover only {percent} of its area: some are missing; the rest of the commune is \
                     nobody's"
                ),
            )
        }
        IrisNote::NoFigures { commune, basis } => {
            let what = match basis {
                IrisBasis::Population => lang.pick("n'y ont aucun habitant", "have no inhabitant in it"),
                IrisBasis::Area => lang.pick("n'y ont aucune surface (pas de polygone)", "have no area in it (no polygon)"),
            };
            lang.pick(
                format!("fichier des IRIS : ceux de {commune} {what} ; ils restent sans population"),
                format!("file of IRIS: those of {commune} {what}; they are left without a population"),
            )
        }
        IrisNote::UnknownCommune { iris, first } => lang.pick(
            format!("fichier des IRIS : IRIS de communes que la référence n'a pas, laissés de côté : {iris} ; par exemple {first}"),
            format!("file of IRIS: IRIS of communes that the reference does not have, left out: {iris}; {first} for example"),
        ),
        IrisNote::SeveralColumns { taken, others } => {
            let others = others.join(", ");
            lang.pick(
                format!("fichier des IRIS : population lue dans « {taken} » ; autres colonnes possibles : {others}"),
                format!("file of IRIS: populations read in \"{taken}\"; other columns that might be: {others}"),
            )
        }
    }
}

/// What to do about a file of IRIS.
pub fn iris_remedy(note: &IrisNote, lang: Lang) -> &'static str {
    match note {
        IrisNote::NotIris { .. } => lang.pick(
            "vérifier ces codes : celui de la commune, puis quatre chiffres (010010101)",
            "check these codes: that of the commune, then four digits (010010101)",
        ),
        IrisNote::Mended { .. } => {
            lang.pick("garder les codes comme textes de neuf signes", "keep the codes as texts of nine characters")
        }
        IrisNote::Incomplete { .. } | IrisNote::NoFigures { .. } => lang.pick(
            "donner tous les IRIS de la commune, avec leur population",
            "give all IRIS of the commune, with their populations",
        ),
        IrisNote::UnknownCommune { .. } => {
            lang.pick("prendre les IRIS du millésime de la référence", "take the IRIS of the reference's vintage")
        }
        IrisNote::SeveralColumns { .. } => lang.pick(
            "s'il en fallait une autre, ne garder qu'elle dans le fichier",
            "if another one is meant, keep that one alone in the file",
        ),
    }
}

fn codes_text(codes: &[CommuneCode], lang: Lang) -> String {
    shown(codes, CommuneCode::to_string, lang)
}

/// A list, cut where it is long.
fn shown<T>(items: &[T], text: impl Fn(&T) -> String, lang: Lang) -> String {
    const SHOWN: usize = 5;
    let shown = items.iter().take(SHOWN).map(text).collect::<Vec<_>>().join(", ");
    match items.len().saturating_sub(SHOWN) {
        0 => shown,
        more => lang.pick(format!("{shown} et {more} autres"), format!("{shown} and {more} more")),
    }
}

fn fault_text(fault: &PartFault, lang: Lang) -> String {
    match fault {
        PartFault::NoPopulation { part } => lang.pick(
            format!(" : la partie « {part} » n'a pas de population ; la commune compte entière"),
            format!(": the part \"{part}\" has no population; the commune counts whole"),
        ),
        PartFault::NotANumber { part, text } => lang.pick(
            format!(" : la population « {text} » de la partie « {part} » n'est pas un nombre d'habitants (entier, sans signe, dix chiffres au plus) ; la commune compte entière"),
            format!(": the population \"{text}\" of the part \"{part}\" is no number of inhabitants (whole, without a sign, ten digits at most); the commune counts whole"),
        ),
        PartFault::Several { part, populations } => {
            let all = populations.iter().map(|it| lang.integer(*it)).collect::<Vec<_>>().join(", ");
            lang.pick(
                format!(" : la partie « {part} » a plusieurs populations ({all}) ; la plus petite compte"),
                format!(": the part \"{part}\" has several populations ({all}); the smallest counts"),
            )
        }
        PartFault::BesideWhole { parts } => {
            let parts = parts.join(", ");
            lang.pick(
                format!(" ({parts}), l'est aussi en entier par une autre ligne ; elle compte entière"),
                format!(" ({parts}), is claimed as a whole by another row too; it counts whole"),
            )
        }
    }
}

/// What to do.
pub fn remedy(finding: &Finding, lang: Lang) -> &'static str {
    match finding {
        Finding::Part { fault: PartFault::Several { .. }, .. } => {
            lang.pick("garder une seule population par partie", "keep one population for each part")
        }
        Finding::Part { fault: PartFault::BesideWhole { .. }, .. } => lang.pick(
            "garder la ligne de la commune entière, ou celles de ses parties",
            "keep the row of the whole commune, or those of its parts",
        ),
        Finding::Part { .. } | Finding::PartsWithoutPopulation { .. } => lang.pick(
            "donner la population de chaque partie (colonne population_part), ou les IRIS avec --iris",
            "give the population of each part (column population_part), or the IRIS with --iris",
        ),
        Finding::Iris(note) => iris_remedy(note, lang),
        Finding::PartOfSeveral { .. } => lang.pick(
            "donner le code de la commune ou de l'arrondissement d'aujourd'hui où se trouve la partie",
            "give the code of today's commune or arrondissement in which the part lies",
        ),
        Finding::IrisElsewhere { .. } => lang.pick(
            "corriger le code de la commune ou celui de l'IRIS",
            "correct the code of the commune or that of the IRIS",
        ),
        Finding::PartTwice { .. } => lang.pick("laisser la partie à une seule CPTS", "leave the part to one CPTS"),
        Finding::PartsBeyond { .. } => lang.pick(
            "corriger les populations des parties : ensemble, au plus celle de la commune",
            "correct the populations of the parts: together at most that of the commune",
        ),
        _ => "",
    }
}

//! What was noticed in looking up codes, postal codes and names, in words.

use crate::cog::{CodeMend, CommuneCode};
use crate::report::Lang;
use crate::report::history::{way_text, years_text};
use crate::territory::{Key, LookupNote, NamedCode};

/// Codes and communes that a message lists at most; the rest is counted.
const SHOWN: usize = 12;

fn commune(named: &NamedCode) -> String {
    format!("{} {}", named.code, named.name)
}

/// A list cut where it is long.
fn list<T>(items: &[T], text: impl Fn(&T) -> String, lang: Lang) -> String {
    let shown = items.iter().take(SHOWN).map(text).collect::<Vec<_>>().join(", ");
    match items.len().saturating_sub(SHOWN) {
        0 => shown,
        more => lang.pick(format!("{shown} et {more} autres"), format!("{shown} and {more} more")),
    }
}

/// What was noticed; `fate` says what becomes of the row where it leads nowhere.
pub fn lookup_note(note: &LookupNote, cog: u16, fate: &str, lang: Lang) -> String {
    match note {
        LookupNote::NoCode => lang.pick(format!("code INSEE absent ; {fate}"), format!("no INSEE code; {fate}")),
        LookupNote::Malformed { named } => {
            let hint = named_hint(named.as_ref(), lang);
            lang.pick(
                format!("ce n'est pas un code INSEE (5 caractères : chiffres, ou 2A/2B et 3 chiffres) ; {fate}{hint}"),
                format!("not an INSEE code (5 characters: digits, or 2A/2B and 3 digits); {fate}{hint}"),
            )
        }
        LookupNote::IrisCode { iris } => {
            let commune = iris.get(..5).unwrap_or(iris);
            lang.pick(
                format!("code d'IRIS ({iris}, de la commune {commune}), et non de commune ; {fate}"),
                format!("code of an IRIS ({iris}, of the commune {commune}), not of a commune; {fate}"),
            )
        }
        LookupNote::Unknown { named } => {
            let hint = named_hint(named.as_ref(), lang);
            lang.pick(
                format!("code inconnu au COG {cog}, et ancien code d'aucune commune ; {fate}{hint}"),
                format!("code unknown in the COG of {cog}, and no commune's former code; {fate}{hint}"),
            )
        }
        LookupNote::Lost { way } => {
            let way = way_text(way, lang);
            lang.pick(
                format!("code sans commune au COG {cog} ({way}) ; {fate}"),
                format!("code without commune in the COG of {cog} ({way}); {fate}"),
            )
        }
        LookupNote::NotInBoundaries => lang.pick(
            format!("commune absente des contours donnés ; {fate}"),
            format!("commune not in the boundaries given; {fate}"),
        ),
        LookupNote::InWholeCity { city } => {
            let NamedCode { code, name } = city;
            lang.pick(
                format!("les contours donnés tiennent {name} ({code}) entière ; la ligne compte pour elle"),
                format!("the boundaries given hold {name} ({code}) whole; the row counts for it"),
            )
        }
        LookupNote::Mended { code, mends } => {
            let mends = mends.iter().map(|&mend| mend_text(mend, lang)).collect::<Vec<_>>().join(", ");
            lang.pick(format!("lu {code} : {mends}"), format!("read as {code}: {mends}"))
        }
        LookupNote::Former { today, way } => {
            let number = today.len();
            let today = list(today, commune, lang);
            let counts = if number > 1 {
                lang.pick("la ligne compte pour chacune", "the row counts for each")
            } else {
                lang.pick("la ligne compte pour elle", "the row counts for it")
            };
            let way = way.as_ref().map(|way| way_text(way, lang)).filter(|text| !text.is_empty());
            let way = way.map(|way| format!(" ({way})")).unwrap_or_default();
            lang.pick(
                format!("ancien code, aujourd'hui {today}{way} ; {counts}"),
                format!("former code, now {today}{way}; {counts}"),
            )
        }
        LookupNote::Found { key: Key::Name, commune: found } => {
            let found = commune(found);
            lang.pick(format!("commune trouvée par son nom : {found}"), format!("commune found by its name: {found}"))
        }
        LookupNote::Found { key: Key::PostalCode, commune: found } => {
            let found = commune(found);
            lang.pick(
                format!("commune trouvée par son code postal : {found}"),
                format!("commune found by its postal code: {found}"),
            )
        }
        LookupNote::Several { key, candidates } => {
            let candidates = list(candidates, commune, lang);
            match key {
                Key::Name => lang.pick(
                    format!("plusieurs communes portent ce nom ({candidates}) ; {fate}"),
                    format!("several communes have this name ({candidates}); {fate}"),
                ),
                Key::PostalCode => lang.pick(
                    format!("plusieurs communes ont ce code postal ({candidates}) ; {fate}"),
                    format!("several communes have this postal code ({candidates}); {fate}"),
                ),
            }
        }
        LookupNote::NotFound { key: Key::PostalCode, .. } => lang.pick(
            format!("code postal d'aucune commune ; {fate}"),
            format!("postal code of no commune; {fate}"),
        ),
        LookupNote::NotFound { key: Key::Name, elsewhere } if elsewhere.is_empty() => lang.pick(
            format!("nom d'aucune commune, actuelle ou ancienne ; {fate}"),
            format!("name of no commune, of today or of the past; {fate}"),
        ),
        LookupNote::NotFound { key: Key::Name, elsewhere } => {
            let elsewhere = list(elsewhere, commune, lang);
            lang.pick(
                format!("nom d'aucune commune du département ; ailleurs : {elsewhere} ; {fate}"),
                format!("name of no commune of the department; elsewhere: {elsewhere}; {fate}"),
            )
        }
        LookupNote::OtherName { by_code, by_name } => {
            let (by_code, by_name) = (commune(by_code), commune(by_name));
            lang.pick(
                format!("le code est celui de {by_code}, le nom celui de {by_name} ; le code compte"),
                format!("the code is that of {by_code}, the name that of {by_name}; the code counts"),
            )
        }
        LookupNote::OtherDepartment { by_code, department } => {
            let by_code = commune(by_code);
            lang.pick(
                format!("le code est celui de {by_code}, qui n'est pas du département donné (« {department} ») ; le code compte"),
                format!("the code is that of {by_code}, which is not in the department given (\"{department}\"); the code counts"),
            )
        }
        LookupNote::UnreadDepartment { text } => lang.pick(
            format!("« {text} » n'est pas un département ; la commune a été cherchée par son nom seul"),
            format!("\"{text}\" is not a department; the commune was looked for by its name alone"),
        ),
        LookupNote::OtherPostalCode { by_name, by_postal } => {
            let (by_name, by_postal) = (commune(by_name), list(by_postal, commune, lang));
            lang.pick(
                format!("le nom est celui de {by_name}, le code postal celui de {by_postal} ; le nom compte"),
                format!("the name is that of {by_name}, the postal code that of {by_postal}; the name counts"),
            )
        }
        LookupNote::PostalColumn { texts, postal, insee } => lang.pick(
            format!(
                "la colonne contient des codes postaux ({postal} sur {texts}, dont {insee} sont aussi des codes INSEE) ; \
                 elle est lue comme telle"
            ),
            format!(
                "the column holds postal codes ({postal} of {texts}, {insee} of which are INSEE codes as well); it is \
                 read as such"
            ),
        ),
        LookupNote::MaybePostal { texts } => lang.pick(
            format!("les {texts} codes sont à la fois des codes INSEE et des codes postaux ; lus comme codes INSEE"),
            format!("all {texts} codes are INSEE codes and postal codes at once; read as INSEE codes"),
        ),
        LookupNote::Vintage { .. } => vintage(note, cog, lang),
    }
}

fn vintage(note: &LookupNote, cog: u16, lang: Lang) -> String {
    let LookupNote::Vintage { year, is_asked, codes, explained, best, unlike } = note else { return String::new() };
    let spans: Vec<String> = best.iter().map(|years| years_text(years.first, years.last, lang)).collect();
    let spans = spans.join(lang.pick(" ou ", " or "));
    let score = lang.pick(format!("{explained} codes sur {codes}"), format!("{explained} codes of {codes}"));
    let mut text = if *is_asked {
        lang.pick(
            format!("codes lus au COG {year}, comme demandé ({score}), et portés au COG {cog}"),
            format!("codes read by the COG of {year}, as asked ({score}), and carried to that of {cog}"),
        )
    } else {
        lang.pick(
            format!(
                "codes lus au COG {year} et portés au COG {cog} : le millésime {spans} en explique le plus ({score})"
            ),
            format!(
                "codes read by the COG of {year} and carried to that of {cog}: {spans} explains most of them ({score})"
            ),
        )
    };
    if !unlike.is_empty() {
        let unlike = list(unlike, CommuneCode::to_string, lang);
        text += &lang.pick(
            format!(" ; selon l'année, ces codes n'ont pas le même territoire : {unlike}"),
            format!("; these codes are other land from year to year: {unlike}"),
        );
    }
    text
}

fn named_hint(named: Option<&NamedCode>, lang: Lang) -> String {
    let hint = named.map(commune);
    hint.map(|hint| lang.pick(format!(" ; par son nom, ce serait {hint}"), format!("; by its name it would be {hint}")))
        .unwrap_or_default()
}

fn mend_text(mend: CodeMend, lang: Lang) -> &'static str {
    match mend {
        CodeMend::LeadingZero => lang.pick("zéro initial rétabli", "leading zero put back"),
        CodeMend::Decimals => lang.pick("décimales de tableur ôtées", "a spreadsheet's decimals taken off"),
        CodeMend::Formula => lang.pick("formule de tableur ôtée", "a spreadsheet's formula taken off"),
        CodeMend::Spaces => lang.pick("espaces ôtés", "spaces taken off"),
        CodeMend::Case => lang.pick("mis en majuscules", "made capitals"),
        CodeMend::Joined => lang.pick("département et numéro réunis", "department and number joined"),
    }
}

/// What to do about it; empty where there is nothing to do.
pub fn lookup_correction(note: &LookupNote, lang: Lang) -> &'static str {
    match note {
        LookupNote::NoCode => lang.pick("ajouter le code INSEE de la commune", "add the commune's INSEE code"),
        LookupNote::Malformed { .. } => lang.pick("corriger le code", "correct the code"),
        LookupNote::IrisCode { .. } => lang.pick(
            "donner les IRIS avec --iris FICHIER (il doit contenir ces codes)",
            "give the IRIS with --iris FILE (which must hold these codes)",
        ),
        LookupNote::Unknown { .. } | LookupNote::Lost { .. } => lang
            .pick("vérifier le code dans le COG (maillage cog CODE)", "check the code in the COG (maillage cog CODE)"),
        LookupNote::NotInBoundaries => {
            lang.pick("ajouter les contours de ce département", "add the boundaries of that department")
        }
        LookupNote::Former { .. } => lang.pick("remplacer par le code actuel", "replace by today's code"),
        LookupNote::Several { .. } | LookupNote::NotFound { .. } => lang.pick(
            "donner le code INSEE, ou le nom et le département",
            "give the INSEE code, or the name and the department",
        ),
        LookupNote::OtherName { .. } => lang.pick("vérifier le code et le nom", "check the code and the name"),
        LookupNote::OtherDepartment { .. } => {
            lang.pick("vérifier le code et le département", "check the code and the department")
        }
        LookupNote::UnreadDepartment { .. } => lang.pick(
            "donner le code du département ou son nom, ou le code INSEE",
            "give the department's code or its name, or the INSEE code",
        ),
        LookupNote::OtherPostalCode { .. } => lang.pick(
            "vérifier le nom et le code postal, ou donner le code INSEE",
            "check the name and the postal code, or give the INSEE code",
        ),
        LookupNote::PostalColumn { .. } => {
            lang.pick("remplacer les codes postaux par les codes INSEE", "replace the postal codes by INSEE codes")
        }
        LookupNote::MaybePostal { .. } => lang.pick(
            "si ce sont des codes postaux, désigner la colonne : --columns cp=NOM",
            "if they are postal codes, say which column holds them: --columns cp=NAME",
        ),
        LookupNote::Vintage { is_asked: false, .. } => lang.pick(
            "préciser le millésime avec --cog ANNÉE s'il est autre",
            "give the vintage with --cog YEAR if it is another one",
        ),
        LookupNote::Vintage { .. }
        | LookupNote::InWholeCity { .. }
        | LookupNote::Mended { .. }
        | LookupNote::Found { .. } => "",
    }
}

//! Populations in words: their kind and year, the files that they were read from, and what was noticed there.

use super::tables::{table_correction, table_note};
use crate::cog::CommuneCode;
use crate::reference::populations::{FigureAt, PopulationFile};
use crate::reference::{Metadata, PopulationNote};
use crate::report::Lang;

/// Items shown of a long list.
const SHOWN: usize = 8;

/// Kind and year: `PMUN 2023`.
pub fn kind_and_year(metadata: &Metadata, lang: Lang) -> String {
    format!("{} {}", metadata.population_kind.column(), year(metadata.population_year, lang))
}

fn year(year: Option<u16>, lang: Lang) -> String {
    year.map_or_else(|| lang.pick("d'année inconnue", "of unknown year").to_owned(), |year| year.to_string())
}

/// A file: what it is, and where its inhabitants went.
pub fn population_file(file: &PopulationFile, lang: Lang) -> String {
    let (rows, all, placed) = (file.rows as u64, lang.integer(file.inhabitants), lang.integer(file.placed));
    let rows = lang.count(rows, lang.pick("ligne", "row"), lang.pick("lignes", "rows"));
    let left = lang.integer(file.not_placed());
    let (name, column, cog, moved) = (&file.file, &file.column, file.cog, lang.integer(file.moved as u64));
    let year = year(file.year, lang);
    lang.pick(
        format!(
            "{name} : colonne {column}, population {year}, COG {cog} ; {rows} avec code et population, dont {moved} \
             reportées sur un autre code ; {all} habitants = {placed} comptés + {left} non placés"
        ),
        format!(
            "{name}: column {column}, population {year}, COG {cog}; {rows} with code and population, {moved} of them \
             carried to another code; {all} inhabitants = {placed} counted + {left} not placed"
        ),
    )
}

fn figure(at: &FigureAt, lang: Lang) -> String {
    let (file, line, code, number) = (&at.file, at.line, at.code, lang.integer(u64::from(at.figure)));
    lang.pick(
        format!("{file} ligne {line} : {code}, {number} habitants"),
        format!("{file} line {line}: {code}, {number} inhabitants"),
    )
}

fn figures(all: &[FigureAt], lang: Lang) -> String {
    let shown: Vec<String> = all.iter().take(SHOWN).map(|at| figure(at, lang)).collect();
    shown.join(" | ") + &more(all.len())
}

fn codes(all: &[CommuneCode]) -> String {
    all.iter().take(SHOWN).map(CommuneCode::as_str).collect::<Vec<_>>().join(", ") + &more(all.len())
}

fn more(all: usize) -> String {
    if all > SHOWN { format!(", … ({all})") } else { String::new() }
}

/// What was noticed.
pub fn population_note(note: &PopulationNote, lang: Lang) -> String {
    let text = match note {
        PopulationNote::Table { .. }
        | PopulationNote::KindNotStated { .. }
        | PopulationNote::YearUnknown { .. }
        | PopulationNote::YearNotTaken { .. }
        | PopulationNote::VintageNotTaken { .. }
        | PopulationNote::VintageFound { .. }
        | PopulationNote::OtherYears { .. }
        | PopulationNote::InTwoFiles { .. }
        | PopulationNote::BeyondBoundaries { .. } => about_file(note, lang),
        PopulationNote::RowLength { .. }
        | PopulationNote::NoCode { .. }
        | PopulationNote::NoFigure { .. }
        | PopulationNote::BadFigure { .. } => about_row(note, lang),
        _ => about_figures(note, lang),
    };
    lang.pick("populations données : ", "populations given: ").to_owned() + &text
}

fn about_file(note: &PopulationNote, lang: Lang) -> String {
    match note {
        PopulationNote::Table { file, note } => {
            format!("{file}{}{}", lang.pick(" : ", ": "), table_note(note, lang))
        }
        PopulationNote::KindNotStated { file, column, kind } => {
            let kind = kind.column();
            lang.pick(
                format!("{file} : la colonne « {column} » ne dit pas sa nature ; prise pour {kind}"),
                format!("{file}: the column \"{column}\" does not say its kind; taken for {kind}"),
            )
        }
        PopulationNote::YearUnknown { file } => lang.pick(
            format!("{file} : rien ne dit l'année de ces populations"),
            format!("{file}: nothing says the year of these populations"),
        ),
        PopulationNote::YearNotTaken { file, year, not_taken, is_asked } => {
            let by = match is_asked {
                true => lang.pick("demandée par --population-year", "asked for with --population-year"),
                false => lang.pick("dite par le nom du fichier", "said by the name of the file"),
            };
            lang.pick(
                format!("{file} : ses populations se disent de {year} ; l'année {not_taken}, {by}, n'est pas retenue"),
                format!("{file}: its populations are said to be of {year}; the year {not_taken}, {by}, is not taken"),
            )
        }
        PopulationNote::VintageNotTaken { file, cog, not_taken } => lang.pick(
            format!("{file} : COG {cog} d'après son nom ; {not_taken}, demandé par --population-cog, n'est pas retenu"),
            format!("{file}: COG {cog} by its name; {not_taken}, asked for with --population-cog, is not taken"),
        ),
        PopulationNote::VintageFound { file, cog, explained, codes: all, spans, unlike } => {
            let spans = spans.iter().map(|(first, last)| match first == last {
                true => first.to_string(),
                false => lang.pick(format!("{first} à {last}"), format!("{first} to {last}")),
            });
            let spans = spans.collect::<Vec<_>>().join(lang.pick(" ou ", " or "));
            let unlike = match unlike.as_slice() {
                [] => String::new(),
                unlike => lang.pick(
                    format!(" ; selon l'année, ces codes n'ont pas le même territoire : {}", codes(unlike)),
                    format!("; these codes are other land from year to year: {}", codes(unlike)),
                ),
            };
            lang.pick(
                format!("{file} : millésime {spans} ({explained} codes sur {all}) ; lu comme {cog}{unlike}"),
                format!("{file}: vintage {spans} ({explained} codes of {all}); read as {cog}{unlike}"),
            )
        }
        PopulationNote::OtherYears { file, column, year, rows } => lang.pick(
            format!("{file} : colonne {column}, seules les lignes de {year} sont lues ; {rows} lignes d'autres années"),
            format!("{file}: column {column}, only rows of {year} are read; {rows} rows of other years"),
        ),
        PopulationNote::InTwoFiles { file, first, rows, inhabitants } => {
            let inhabitants = lang.integer(*inhabitants);
            lang.pick(
                format!("{file} : {rows} lignes ({inhabitants} habitants) répètent {first} ; comptées une fois"),
                format!("{file}: {rows} rows ({inhabitants} inhabitants) repeat {first}; counted once"),
            )
        }
        PopulationNote::BeyondBoundaries { file, rows, inhabitants } => {
            let inhabitants = lang.integer(*inhabitants);
            lang.pick(
                format!("{file} : {rows} lignes ({inhabitants} habitants) de communes absentes des contours donnés"),
                format!("{file}: {rows} rows ({inhabitants} inhabitants) of communes not in the boundaries given"),
            )
        }
        _ => String::new(),
    }
}

fn about_row(note: &PopulationNote, lang: Lang) -> String {
    match note {
        PopulationNote::RowLength { file, line, cells, expected } => lang.pick(
            format!("{file} ligne {line} : {cells} cellules au lieu de {expected} ; ligne non lue"),
            format!("{file} line {line}: {cells} cells where {expected} are expected; row not read"),
        ),
        PopulationNote::NoCode { file, line, value, figure } => {
            let lost = figure.map(|figure| lang.integer(u64::from(figure)));
            let lost = lost.map_or_else(String::new, |figure| {
                lang.pick(format!(" ; {figure} habitants non placés"), format!("; {figure} inhabitants not placed"))
            });
            lang.pick(
                format!("{file} ligne {line} : pas de code INSEE (« {value} »){lost}"),
                format!("{file} line {line}: no INSEE code (\"{value}\"){lost}"),
            )
        }
        PopulationNote::NoFigure { file, line, code, value } => lang.pick(
            format!("{file} ligne {line} : pas de population pour {code} (« {value} ») ; ce n'est pas zéro"),
            format!("{file} line {line}: no population for {code} (\"{value}\"); that is not zero"),
        ),
        PopulationNote::BadFigure { file, line, code, value } => lang.pick(
            format!("{file} ligne {line} : « {value} » n'est pas un nombre entier d'habitants pour {code}"),
            format!("{file} line {line}: \"{value}\" is not a whole number of inhabitants for {code}"),
        ),
        _ => String::new(),
    }
}

fn about_figures(note: &PopulationNote, lang: Lang) -> String {
    match note {
        PopulationNote::Repeated { again, line } => {
            let again = figure(again, lang);
            lang.pick(
                format!("{again} ; déjà donnés ligne {line}, comptés une fois"),
                format!("{again}; given on line {line} already, counted once"),
            )
        }
        PopulationNote::SeveralFigures { figures: all } => {
            let all = figures(all, lang);
            lang.pick(
                format!("plusieurs populations pour le même code, aucune n'est retenue : {all}"),
                format!("several populations of one code, none is taken: {all}"),
            )
        }
        PopulationNote::UnknownCode { at } => {
            let at = figure(at, lang);
            lang.pick(format!("{at} ; code d'aucune commune, non placés"), format!("{at}; no commune's code, not placed"))
        }
        PopulationNote::ReadAsOf { at, cog } => {
            let at = figure(at, lang);
            lang.pick(
                format!("{at} ; code absent du millésime du fichier, lu comme celui du COG {cog}"),
                format!("{at}; not in the file's vintage, read as the code of the COG of {cog}"),
            )
        }
        PopulationNote::NoUnit { at, to } => {
            let (at, to) = (figure(at, lang), if to.is_empty() { "–".to_owned() } else { codes(to) });
            lang.pick(
                format!("{at} ; ne mène à aucune unité de la référence ({to}), non placés"),
                format!("{at}; leads to no unit of the reference ({to}), not placed"),
            )
        }
        PopulationNote::Split { at, into } => {
            let (at, into) = (figure(at, lang), codes(into));
            lang.pick(
                format!("{at} ; la commune a été scindée en {into}, rien ne dit comment les répartir : population inconnue"),
                format!("{at}; the commune was split into {into}, nothing says how to share them out: population unknown"),
            )
        }
        PopulationNote::PartsMissing { unit, missing, present } => {
            let (missing, present) = (codes(missing), figures(present, lang));
            lang.pick(
                format!("{unit} : population inconnue, car il manque celle de {missing} ; non placés : {present}"),
                format!("{unit}: population unknown, for that of {missing} is missing; not placed: {present}"),
            )
        }
        PopulationNote::NotTaken { unit, figures: all } => {
            let all = figures(all, lang);
            lang.pick(
                format!("{unit} a déjà sa population ; non retenus : {all}"),
                format!("{unit} has its population already; not taken: {all}"),
            )
        }
        PopulationNote::CityWhole { name, at } => {
            let at = figure(at, lang);
            lang.pick(
                format!("{at} ; {name} entière, rien ne dit comment les répartir entre ses arrondissements : population inconnue"),
                format!("{at}; {name} whole, nothing says how to share them out among its arrondissements: population unknown"),
            )
        }
        PopulationNote::CityTwice { name, figures: all } => {
            let all = figures(all, lang);
            lang.pick(
                format!("{name} figure entière et par arrondissement ; seules comptent les unités, pas : {all}"),
                format!("{name} comes whole and by arrondissement; the units count, these do not: {all}"),
            )
        }
        PopulationNote::Missing { unit, name } => lang.pick(
            format!("{unit} {name} : absente des fichiers ; population inconnue, ce n'est pas zéro"),
            format!("{unit} {name}: not in the files; population unknown, which is not zero"),
        ),
        PopulationNote::DepartmentMissing { code, name, units } => lang.pick(
            format!("{code} {name} : rien dans les fichiers pour ses {units} unités ; population inconnue, ce n'est pas zéro"),
            format!("{code} {name}: nothing in the files for its {units} units; population unknown, which is not zero"),
        ),
        _ => String::new(),
    }
}

/// What to do about it; empty where there is nothing to do.
pub fn population_correction(note: &PopulationNote, lang: Lang) -> &'static str {
    match note {
        PopulationNote::Table { note, .. } => table_correction(note, lang),
        PopulationNote::KindNotStated { .. } => {
            lang.pick("nommer la colonne PMUN ou PTOT", "name the column PMUN or PTOT")
        }
        PopulationNote::YearUnknown { .. } => {
            lang.pick("dire l'année avec --population-year", "say the year with --population-year")
        }
        PopulationNote::VintageFound { unlike, .. } if !unlike.is_empty() => {
            lang.pick("dire le millésime avec --population-cog", "say the vintage with --population-cog")
        }
        PopulationNote::RowLength { .. } => lang.pick(
            "mettre entre guillemets la cellule qui contient un séparateur",
            "put in quotes the cell that holds a separator",
        ),
        PopulationNote::NoCode { figure: Some(_), .. } => {
            lang.pick("ajouter le code INSEE, ou ôter la ligne", "add the INSEE code, or remove the row")
        }
        PopulationNote::NoFigure { .. } | PopulationNote::BadFigure { .. } => {
            lang.pick("écrire un nombre entier, sans virgule ni point", "write a whole number, without comma or point")
        }
        PopulationNote::SeveralFigures { .. } => lang.pick("garder une seule ligne", "keep one row"),
        PopulationNote::UnknownCode { .. } => lang.pick("vérifier le code dans le COG", "check the code in the COG"),
        PopulationNote::Split { .. } => lang.pick(
            "prendre des populations du millésime de la référence",
            "take populations of the reference's vintage",
        ),
        PopulationNote::CityWhole { .. } => lang.pick("donner les arrondissements", "give the arrondissements"),
        PopulationNote::PartsMissing { .. } => {
            lang.pick("ajouter les populations qui manquent", "add the populations that are missing")
        }
        PopulationNote::Missing { .. } | PopulationNote::DepartmentMissing { .. } => lang.pick(
            "ajouter le fichier qui a ces populations : --population est répétable",
            "add the file that has these populations: --population may be repeated",
        ),
        _ => "",
    }
}

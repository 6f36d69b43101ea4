//! Populations from files in place of the reference's own, and in words why they cannot be.

use std::path::PathBuf;

use anyhow::{Context, Result, anyhow};
use maillage::indicators::OtherPopulation;
use maillage::reference::populations::FigureAt;
use maillage::reference::{
    PopulationError, PopulationKind, PopulationOptions, PopulationTable, Reference, with_populations,
};
use maillage::report::Lang;

use super::args::{Common, OtherPopulationArgs, PopulationArgs};
use super::{packs, table};

/// The reference with the populations asked for.
pub fn joined(reference: Reference, args: &PopulationArgs, common: &Common) -> Result<Reference> {
    let kind = match (args.population_kind, args.population.is_empty()) {
        // Without a file and without a wish, the reference's populations are what there is.
        (None, true) => return Ok(reference),
        (kind, _) => kind.map_or(PopulationKind::Municipale, PopulationKind::from),
    };
    let lang = Lang::from(common.lang);
    let tables = args.population.iter().map(|path| read(path, lang)).collect::<Result<Vec<_>>>()?;
    let options = PopulationOptions { kind, year: args.population_year, cog: args.population_cog };
    with_populations(reference, tables, &packs::history(common)?, &options)
        .map_err(|error| anyhow!(explain(&error, lang)))
}

/// The other populations asked for, under which sizes are looked at too.
pub fn others(reference: &Reference, args: &OtherPopulationArgs, common: &Common) -> Result<Vec<OtherPopulation>> {
    if args.other_population.is_empty() {
        return Ok(Vec::new());
    }
    let args = PopulationArgs {
        population: args.other_population.clone(),
        population_kind: args.other_kind,
        population_year: None,
        population_cog: None,
    };
    Ok(vec![OtherPopulation::of(&joined(reference.clone(), &args, common)?)])
}

fn read(path: &PathBuf, lang: Lang) -> Result<PopulationTable> {
    let name = || path.display().to_string();
    let bytes = std::fs::read(path).context(lang.pick("lecture impossible", "cannot be read")).with_context(name)?;
    // The name alone: a report must not depend on where its files lay.
    let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    PopulationTable::read(file, bytes).map_err(|error| anyhow!(table::explain_table(&error, lang))).with_context(name)
}

fn explain(error: &PopulationError, lang: Lang) -> String {
    if lang == Lang::En {
        return in_english(error);
    }
    match error {
        PopulationError::NotInReference { asked, has } => format!(
            "la référence n'a pas de {} : ses populations sont {}. Donner un fichier de l'INSEE qui les a : --population FICHIER",
            asked.column(),
            has.column()
        ),
        PopulationError::NoFigures { file, kind, other: Some(other), .. } => format!(
            "{file} : pas de colonne {} ; il y a {other}. Donner un autre fichier, ou choisir la nature avec --population-kind",
            kind.column()
        ),
        PopulationError::NoFigures { file, kind, header, .. } => format!(
            "{file} : pas de colonne de populations. Nommer l'une d'elles {} ou population. Colonnes lues : {}",
            kind.column(),
            header.join(" | ")
        ),
        PopulationError::SeveralColumns { file, names } => format!(
            "{file} : plusieurs colonnes de populations : {}. Choisir avec --population-year, ou n'en garder qu'une",
            names.join(" | ")
        ),
        PopulationError::NoCodes { file, header } => format!(
            "{file} : pas de colonne de codes INSEE (COM ou CODGEO ; ou bien DEP et CODCOM). Colonnes lues : {}",
            header.join(" | ")
        ),
        PopulationError::SeveralYears { file, column, years } => {
            let years: Vec<String> = years.iter().map(u16::to_string).collect();
            format!(
                "{file} : la colonne {column} a plusieurs années : {}. Choisir avec --population-year",
                years.join(", ")
            )
        }
        PopulationError::Nothing { file, rows } => format!(
            "{file} : aucune de ses {rows} lignes n'a un code INSEE et un nombre entier d'habitants (sans virgule ni point)"
        ),
        PopulationError::NoVintage { file, column } => format!(
            "{file} : aucun de ses codes n'est celui d'une commune, quelle que soit l'année. Vérifier la colonne {column}"
        ),
        PopulationError::OutsideHistory { file, cog, reference, first, last } => format!(
            "{file} : ses codes sont du COG {cog}, la référence du COG {reference}, et l'histoire du COG va de {first} à \
             {last}. Donner une histoire plus longue avec --history, ou le millésime avec --population-cog"
        ),
        PopulationError::Contradiction { figures, count } => format!(
            "{} ; {count} codes ont plusieurs populations dans les fichiers donnés. Ne garder qu'un fichier par département",
            list(figures, lang)
        ),
        PopulationError::TooMany { unit, sum } => {
            format!("{unit} : ses parties font {sum} habitants. Vérifier les populations")
        }
    }
}

fn in_english(error: &PopulationError) -> String {
    match error {
        PopulationError::Contradiction { figures, count } => format!(
            "{}; {count} codes have several populations in the files given. Keep one file of each department",
            list(figures, Lang::En)
        ),
        other => other.to_string(),
    }
}

/// The first few figures, each with its place.
fn list(figures: &[FigureAt], lang: Lang) -> String {
    let one = |at: &FigureAt| {
        let (file, line, code, figure) = (&at.file, at.line, at.code, lang.integer(u64::from(at.figure)));
        lang.pick(
            format!("{file} ligne {line} : {code}, {figure} habitants"),
            format!("{file} line {line}: {code}, {figure} inhabitants"),
        )
    };
    figures.iter().take(4).map(one).collect::<Vec<_>>().join(" | ")
}

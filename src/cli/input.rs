//! From what was asked for to a report: the table is read, its claims resolved, and everything computed.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};
use maillage::cog::history::HistorySource;
use maillage::day::Day;
use maillage::drawing::IrisLayer;
use maillage::formats::layer::Layer;
use maillage::formats::vector;
use maillage::reference::{
    BoundaryLayer, IrisError, IrisList, Reference, Scope, load_without_contours, with_boundaries,
};
use maillage::report::{Lang, Options, Report, iris_note};
use maillage::territory::{
    Facts, LookupError, Reading, Resolution, ResolveOptions, SameCpts, Severity, read_day, resolve,
};

use super::args::{BoundaryArgs, Common, Input, TableInput};
use super::{failure, packs, populations, rules, table};

/// The reference asked for, with the boundaries and the populations asked for.
pub fn reference_of(input: &Input, common: &Common) -> Result<Reference> {
    populations::joined(reference_with(common, &input.boundaries)?, &input.populations, common)
}

/// The reference asked for and the table, which are read side by side.
pub fn reference_and_table(input: &Input, common: &Common) -> (Result<Reference>, Result<Reading>) {
    rayon::join(|| reference_of(input, common), || read_table(&input.table, common))
}

/// The reference asked for, with the boundaries asked for.
pub fn reference_with(common: &Common, boundaries: &BoundaryArgs) -> Result<Reference> {
    if boundaries.boundaries.is_empty() {
        return packs::reference(common);
    }
    let reference = || load_without_contours(common.reference.as_deref()).context(packs::unreadable_reference(common));
    let (reference, layers) = rayon::join(reference, || boundary_layers(boundaries));
    Ok(with_boundaries(reference?, layers?)?)
}

/// The layers of the boundaries asked for.
pub fn boundary_layers(boundaries: &BoundaryArgs) -> Result<Vec<BoundaryLayer>> {
    layers(&boundaries.boundaries, boundaries.layer.as_deref(), boundaries.crs.as_deref())
}

/// The layers of some files.
pub fn layers(files: &[PathBuf], layer: Option<&str>, crs: Option<&str>) -> Result<Vec<BoundaryLayer>> {
    let (layer, crs) = (layer.map(str::to_owned), crs.map(str::to_owned));
    let options = vector::ReadOptions { layer, crs, ..vector::ReadOptions::default() };
    let read = |path: &PathBuf| {
        let layer = vector::read(path, &options).with_context(|| path.display().to_string())?;
        // The name alone: a report must not depend on where its files lay.
        let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Ok(BoundaryLayer { file, layer })
    };
    files.iter().map(read).collect()
}

/// What the command line says of a file of polygons, and which of its options do.
#[derive(Clone, Copy, Default)]
pub struct Settled<'a> {
    /// The layer.
    pub layer: Option<&'a str>,
    /// The reference system.
    pub crs: Option<&'a str>,
    /// What the options begin with (`drawing` for `--drawing-layer` and `--drawing-crs`); none where the command has no such options.
    pub options: Option<&'static str>,
}

/// Polygons; an error names the options that help here.
pub fn polygons(path: &Path, settled: Settled, lang: Lang) -> Result<Layer> {
    let (layer, crs) = (settled.layer.map(str::to_owned), settled.crs.map(str::to_owned));
    let options = vector::ReadOptions { layer, crs, ..vector::ReadOptions::default() };
    let read = vector::read(path, &options)
        .map_err(|error| anyhow!(with_options(&failure::in_full(&error.into(), lang), settled.options, lang)))
        .with_context(|| path.display().to_string())?;
    // An archive's member may be named by its path.
    let is_archive = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("zip"));
    if let (Some(asked), Some(option)) = (settled.layer, settled.options)
        && read.name.as_deref() != Some(asked)
        && !is_archive
    {
        let name = path.display();
        return Err(anyhow!(lang.pick(
            format!("{name} : --{option}-layer {asked} : ce format n'a pas de couches à nommer ; ôter l'option"),
            format!("{name}: --{option}-layer {asked}: this format has no layers to name; leave the option out"),
        )));
    }
    Ok(read)
}

/// A reason why polygons cannot be read, with the options of the command in place of those of `boundaries`.
fn with_options(said: &str, options: Option<&str>, lang: Lang) -> String {
    match options {
        Some(name) => said.replace("--crs", &format!("--{name}-crs")).replace("--layer", &format!("--{name}-layer")),
        None if said.contains("--crs") || said.contains("--layer") => {
            let remedy = lang.pick(
                " (option de « maillage boundaries repair FICHIER -o NOUVEAU », qui écrit un fichier que cette commande lit)",
                " (an option of 'maillage boundaries repair FILE -o NEW', which writes a file that this command reads)",
            );
            said.to_owned() + remedy
        }
        None => said.to_owned(),
    }
}

/// IRIS as polygons; what is noticed in the file is told.
pub fn iris_layer(path: &Path, settled: Settled, reference: &Reference, lang: Lang) -> Result<IrisLayer> {
    let name = || path.display().to_string();
    let layer = polygons(path, settled, lang)?;
    let iris = IrisLayer::new(&layer, reference).with_context(name)?;
    iris.notes.iter().for_each(|note| tell!("{}", iris_note(note, lang)));
    Ok(iris)
}

/// The regions asked for, each with figures of population: a missing one is not zero.
pub fn scope(reference: &Reference, regions: &[String], lang: Lang) -> Result<Scope> {
    let scope = parse_scope(reference, regions, lang)?;
    let has_figures = |region: &u32| {
        let mut units = reference.units.iter().filter(|unit| unit.region == *region).peekable();
        units.peek().is_none() || units.any(|unit| unit.population.is_some())
    };
    let without: Vec<&str> = scope
        .regions
        .iter()
        .filter(|region| !has_figures(region))
        .map(|&region| reference.areas.regions[region as usize].name.as_str())
        .collect();
    if without.is_empty() {
        return Ok(scope);
    }
    let without = without.join(", ");
    Err(anyhow!(lang.pick(
        format!(
            "aucune population pour {without} : donner aussi le fichier de ces territoires (--population, répétable), ou \
             limiter le rapport avec --region"
        ),
        format!(
            "no population for {without}: give the file of these territories too (--population, repeatable), or limit the \
             report with --region"
        ),
    )))
}

fn parse_scope(reference: &Reference, regions: &[String], lang: Lang) -> Result<Scope> {
    Scope::parse(&reference.areas, regions).map_err(|error| {
        anyhow!(lang.pick(
            format!("région inconnue : {:?} ; régions admises : {}", error.value, error.known),
            format!("unknown region: {:?}; known regions: {}", error.value, error.known),
        ))
    })
}

/// The report asked for on a table that was read.
pub fn report<'a>(input: &Input, common: &Common, reference: &'a Reference, reading: Reading) -> Result<Report<'a>> {
    let lang = Lang::from(common.lang);
    let rules = rules::chosen(&input.rules, common)?;
    let scope = scope(reference, &input.regions, lang)?;
    // Neither needs the other.
    let resolution = || resolved(reading, &input.table, common, reference);
    let (resolution, facts) = rayon::join(resolution, || Facts::measure(reference));
    let date = input.table.date.as_deref().map(|text| day(text, lang)).transpose()?;
    let other_populations = populations::others(reference, &input.other_populations, common)?;
    let options = Options { scope, stages: input.stages.into(), rules, date, other_populations };
    Ok(Report::new(reference, facts, resolution?, options)?)
}

/// The claims of the table asked for, looked up.
pub fn resolution(input: &TableInput, common: &Common, reference: &Reference) -> Result<Resolution> {
    resolved(read_table(input, common)?, input, common, reference)
}

fn read_table(input: &TableInput, common: &Common) -> Result<Reading> {
    table::read(input, common.lang.into()).with_context(|| input.table.display().to_string())
}

/// The claims of a table that was read, looked up.
pub fn resolved(reading: Reading, input: &TableInput, common: &Common, reference: &Reference) -> Result<Resolution> {
    let lang = Lang::from(common.lang);
    let (history, mut options) = (HistorySource::new(common.history.clone()), resolve_options(input, lang)?);
    if let Some(path) = &input.iris {
        let read = IrisList::read(path, reference);
        let told = |error: IrisError| anyhow!(with_options(&failure::in_full(&error.into(), lang), None, lang));
        options.iris = Some(read.map_err(told).with_context(|| path.display().to_string())?);
    }
    resolve(reading, reference, &history, &options).map_err(|error| explain_lookup(error, lang))
}

/// How the table is to be resolved.
pub fn resolve_options(input: &TableInput, lang: Lang) -> Result<ResolveOptions> {
    let pair = |text: &String| {
        let pair = text.split_once('=').map(|(other, kept)| (other.trim().to_owned(), kept.trim().to_owned()));
        pair.ok_or_else(|| {
            anyhow!(lang.pick(
                format!("--same : « {text} » n'est pas de la forme AUTRE=CPTS"),
                format!("--same: \"{text}\" is not OTHER=CPTS"),
            ))
        })
    };
    let pairs = input.same.iter().map(pair).collect::<Result<_>>()?;
    let date = input.date.as_deref().map(|text| day(text, lang)).transpose()?;
    Ok(ResolveOptions { cog: input.cog, same: SameCpts { all_alike: input.merge_spellings, pairs }, date, iris: None })
}

/// The day that an option gives.
pub fn day(text: &str, lang: Lang) -> Result<Day> {
    read_day(text).ok_or_else(|| {
        anyhow!(lang.pick(
            format!("« {text} » n'est pas une date ; écrire AAAA-MM-JJ ou JJ/MM/AAAA"),
            format!("\"{text}\" is not a day; write YYYY-MM-DD or DD/MM/YYYY"),
        ))
    })
}

/// Codes that cannot be looked up, in words.
pub fn explain_lookup(error: LookupError, lang: Lang) -> anyhow::Error {
    match error {
        LookupError::Year { asked, first, last } => anyhow!(lang.pick(
            format!("--cog {asked} : l'histoire du COG va de {first} à {last}"),
            format!("--cog {asked}: the history of the COG goes from {first} to {last}"),
        )),
        LookupError::History(error) => anyhow::Error::new(error).context(packs::unreadable_history(lang)),
    }
}

/// Refuses a table of which nothing can be used: a report on it would be all white, which is not what it says.
pub fn refuse_unusable(report: &Report, table: &Path, lang: Lang) -> Result<()> {
    if !report.cpts.is_empty() {
        return Ok(());
    }
    Err(unusable(table, report.rows, lang))
}

/// That nothing of a table can be used.
pub fn unusable(table: &Path, rows: usize, lang: Lang) -> anyhow::Error {
    let name = table.display();
    if rows == 0 {
        return anyhow!(lang.pick(
            format!("{name} : la table n'a aucune ligne sous son en-tête"),
            format!("{name}: the table has no row below its header"),
        ));
    }
    anyhow!(lang.pick(
        format!("{name} : aucune ligne utilisable sur {rows} ; « maillage check » dit pourquoi"),
        format!("{name}: none of its {rows} rows can be used; 'maillage check' tells why"),
    ))
}

/// Tells of rows that are not used and of errors, where there are any, for commands that do not name them.
pub fn tell_rejected(table: &Path, resolution: &Resolution, lang: Lang) {
    let errors = resolution.anomalies.iter().filter(|it| it.finding.severity() == Severity::Error).count();
    let rejected = resolution.rows - resolution.rows_used;
    if errors > 0 || rejected > 0 {
        let name = table.display();
        let rejected = lang.nouns(rejected, ["ligne rejetée", "lignes rejetées"], ["row rejected", "rows rejected"]);
        let errors = lang.nouns(errors, ["erreur", "erreurs"], ["error", "errors"]);
        tell!(
            "{}",
            lang.pick(
                format!("{name} : {rejected}, {errors} (maillage check les nomme)"),
                format!("{name}: {rejected}, {errors} (maillage check names them)"),
            )
        );
    }
}

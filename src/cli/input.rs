//! From what was asked for to a report: the table is read, its claims resolved, and everything computed.

use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};
use maillage::formats::csv::{self, CsvError};
use maillage::formats::vector;
use maillage::reference::{BoundaryLayer, Reference, Scope, load, with_boundaries};
use maillage::report::{Lang, Options, Report};
use maillage::territory::{Column, ColumnsError, Facts, Reading, read_claims, resolve};

use super::args::{BoundaryArgs, Common, Input};

/// The reference asked for, with the boundaries asked for.
pub fn reference_with(common: &Common, boundaries: &BoundaryArgs) -> Result<Reference> {
    if boundaries.boundaries.is_empty() {
        return reference(common);
    }
    let (reference, layers) = rayon::join(|| reference(common), || boundary_layers(boundaries));
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

/// The reference asked for.
pub fn reference(common: &Common) -> Result<Reference> {
    load(common.reference.as_deref()).context(match Lang::from(common.lang) {
        Lang::Fr => "référence illisible",
        Lang::En => "unreadable reference",
    })
}

/// The report on the table asked for.
pub fn report<'a>(input: &Input, reference: &'a Reference, lang: Lang) -> Result<Report<'a>> {
    let scope = Scope::parse(&reference.areas, &input.regions).map_err(|error| {
        anyhow!(lang.pick(
            format!("région inconnue : {:?} ; régions admises : {}", error.value, error.known),
            format!("unknown region: {:?}; known regions: {}", error.value, error.known),
        ))
    })?;
    let reading = read(&input.table, lang).with_context(|| input.table.display().to_string())?;
    // Neither needs the other.
    let (resolution, facts) = rayon::join(|| resolve(reading, reference), || Facts::measure(reference));
    Ok(Report::new(reference, facts, resolution, Options { scope, stages: input.stages.into() })?)
}

/// Refuses a table of which nothing can be used: a report on it would be all white, which is not what it says.
pub fn refuse_unusable(report: &Report, table: &Path, lang: Lang) -> Result<()> {
    if !report.cpts.is_empty() {
        return Ok(());
    }
    let (name, rows) = (table.display(), report.rows);
    Err(anyhow!(lang.pick(
        format!("{name} : aucune ligne utilisable sur {rows} ; « maillage check » dit pourquoi"),
        format!("{name}: none of its {rows} rows can be used; 'maillage check' tells why"),
    )))
}

fn read(path: &Path, lang: Lang) -> Result<Reading> {
    let mut bytes = Vec::new();
    if path == Path::new("-") {
        std::io::stdin().read_to_end(&mut bytes)?;
    } else {
        bytes = std::fs::read(path).context(lang.pick("lecture impossible", "cannot be read"))?;
    }
    let table = csv::read(&bytes).map_err(|error| anyhow!(explain_csv(&error, lang)))?;
    read_claims(&table).map_err(|error| anyhow!(explain_columns(&error, lang)))
}

fn explain_csv(error: &CsvError, lang: Lang) -> String {
    match error {
        CsvError::Empty => lang.pick("le fichier est vide", "the file is empty").into(),
        CsvError::NotUtf8 { line } => lang.pick(
            format!("ligne {line} : le texte n'est pas en UTF-8. Dans Excel : Enregistrer sous, « CSV UTF-8 »"),
            format!("line {line}: the text is not UTF-8. In Excel: Save as, \"CSV UTF-8\""),
        ),
        CsvError::Malformed { line, reason } => {
            lang.pick(format!("ligne {line} : {reason}"), format!("line {line}: {reason}"))
        }
    }
}

fn explain_columns(error: &ColumnsError, lang: Lang) -> String {
    match error {
        ColumnsError::Missing { wanted, header } => {
            let what = match wanted.as_slice() {
                [Column::Code] => lang.pick("du code INSEE des communes", "the communes' INSEE code"),
                _ => lang.pick("de l'identifiant ou du nom des CPTS", "the identifier or name of the CPTS"),
            };
            let names = wanted.iter().map(|column| column.name()).collect::<Vec<_>>();
            let (or, header) = (names.join(lang.pick(" ou ", " or ")), header.join(" | "));
            lang.pick(
                format!("pas de colonne {what}. Nommer l'une d'elles {or}. Colonnes lues : {header}"),
                format!("no column for {what}. Name one of them {or}. Columns read: {header}"),
            )
        }
        ColumnsError::Twice { column, names: [a, b] } => {
            let name = column.name();
            lang.pick(
                format!("deux colonnes pour {name} : « {a} » et « {b} ». Renommer ou supprimer l'une d'elles"),
                format!("two columns for {name}: \"{a}\" and \"{b}\". Rename or remove one of them"),
            )
        }
    }
}

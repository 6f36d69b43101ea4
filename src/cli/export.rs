//! `maillage export`: one layer of a report, in a format that GIS programs open.

use std::ffi::OsStr;
use std::io::Write;
use std::path::Path;

use anyhow::{Result, anyhow};
use maillage::coverage::Coverage;
use maillage::formats::feature_table::{Shape, on_grid};
use maillage::formats::read_error::ReadError;
use maillage::formats::shapefile::{self, Cut};
use maillage::formats::{flatgeobuf, folder, geojson, geopackage, geoparquet, topojson};
use maillage::report::{LIST, Lang, ReportLayer, simplified, styled};

use super::args::{Common, LayerExportArgs, LayerFormat};
use super::{Outcome, input, output};

/// Decimals of coordinates in formats that are text, unless told: a tenth of a metre.
const DECIMALS: usize = 6;

pub fn run(args: &LayerExportArgs, common: &Common) -> Result<Outcome> {
    let lang = Lang::from(common.lang);
    let output = args.output.as_deref().filter(|path| *path != Path::new(output::STANDARD_OUTPUT));
    refuse_output(args.format, output, lang)?;
    let metres = args.simplify.map(|metres| tolerance(metres, lang)).transpose()?;
    let (reference, reading) = input::reference_and_table(&args.input, common);
    let reference = reference.map_err(|error| name_the_option(error, lang))?;
    let report = input::report(&args.input, common, &reference, reading?)?;
    input::refuse_unusable(&report, &args.input.table.table, lang)?;
    let layer = ReportLayer::new(&report, args.exported.into(), lang);
    let coverage = metres.map(|metres| simplified(&report, metres)).transpose()?;
    if args.format == LayerFormat::Topojson {
        let coverage = coverage.as_ref().unwrap_or(&reference.coverage);
        put_topojson(args, output, &layer, coverage, lang)?;
    } else {
        let shapes = coverage.map_or_else(|| layer.shapes(), |coverage| layer.shapes_in(&coverage));
        put_shapes(args, output, layer, shapes, lang)?;
    }
    Ok(Outcome::Fine)
}

fn put_topojson(
    args: &LayerExportArgs,
    output: Option<&Path>,
    layer: &ReportLayer,
    coverage: &Coverage,
    lang: Lang,
) -> Result<()> {
    let decimals = args.precision.map_or(DECIMALS, usize::from);
    let mut bytes = Vec::new();
    let vanished = topojson::write(&mut bytes, &layer.table, coverage, &layer.arcs_in(coverage), decimals)?;
    tell_vanished(vanished, lang);
    output::put(output, &bytes)
}

fn put_shapes(
    args: &LayerExportArgs,
    output: Option<&Path>,
    layer: ReportLayer,
    mut shapes: Vec<Shape>,
    lang: Lang,
) -> Result<()> {
    if let Some(decimals) = args.precision {
        let (rounded, vanished) = on_grid(&shapes, usize::from(decimals));
        tell_vanished(vanished, lang);
        shapes = rounded;
    }
    let mut bytes = Vec::new();
    match (args.format, output) {
        (LayerFormat::Geojson | LayerFormat::Topojson, _) => {
            let header: Vec<&str> = layer.table.columns.iter().map(|column| column.name).collect();
            let rows: Vec<geojson::Row> =
                layer.table.rows.into_iter().zip(shapes.iter().map(|shape| shape.as_ref())).collect();
            let write = if args.precision.is_some() { geojson::write_exact } else { geojson::write };
            write(&mut bytes, &header, &rows)?;
        }
        (LayerFormat::Gpkg, _) => geopackage::write(&mut bytes, [styled(layer, shapes, lang)])?,
        (LayerFormat::Parquet, _) => geoparquet::write(&mut bytes, &layer.table, &shapes)?,
        (LayerFormat::Flatgeobuf, _) => flatgeobuf::write(&mut bytes, &layer.table, &shapes)?,
        (LayerFormat::Shapefile, None) => return refuse_output(args.format, output, lang),
        (LayerFormat::Shapefile, Some(path)) => {
            let written = shapefile::write(&layer.table, &shapes, LIST)?;
            written.cut.iter().for_each(|cut| tell_cut(cut, lang));
            return put_shapefile(path, &written.files);
        }
    }
    output::put(output, &bytes)
}

/// All files of a shapefile side by side, or in one archive.
fn put_shapefile(path: &Path, files: &[(&'static str, Vec<u8>)]) -> Result<()> {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    if has_ending(path, "zip") {
        return Ok(folder::write_one(path, &shapefile::zipped(files, &stem)?)?);
    }
    let names: Vec<String> = files.iter().map(|(extension, _)| format!("{stem}.{extension}")).collect();
    let contents: Vec<(&str, folder::Content)> =
        names.iter().zip(files).map(|(name, (_, bytes))| (name.as_str(), content(bytes))).collect();
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // One file is not written into a folder that is not there either.
    std::fs::metadata(parent).map_err(|source| folder::WriteError { path: path.to_owned(), source })?;
    Ok(folder::write_all(parent, &contents)?)
}

fn content(bytes: &[u8]) -> folder::Content<'_> {
    Box::new(move |out: &mut (dyn Write + Send)| out.write_all(bytes))
}

fn has_ending(path: &Path, ending: &str) -> bool {
    path.extension().and_then(OsStr::to_str).is_some_and(|extension| extension.eq_ignore_ascii_case(ending))
}

/// Refuses a place where a format cannot go, before anything is computed.
fn refuse_output(format: LayerFormat, output: Option<&Path>, lang: Lang) -> Result<()> {
    let reason = match (format, output) {
        (LayerFormat::Gpkg, None) => lang.pick(
            "un GeoPackage ne s'écrit que dans un fichier : ajouter -o FICHIER.gpkg",
            "a GeoPackage can only be written to a file: add -o FILE.gpkg",
        ),
        (LayerFormat::Shapefile, None) => lang.pick(
            "un Shapefile ne s'écrit que dans des fichiers : ajouter -o FICHIER.shp ou -o FICHIER.zip",
            "a Shapefile can only be written to files: add -o FILE.shp or -o FILE.zip",
        ),
        (LayerFormat::Shapefile, Some(path)) if !has_ending(path, "shp") && !has_ending(path, "zip") => {
            let path = path.display();
            return Err(anyhow!(lang.pick(
                format!("-o {path} : un Shapefile s'écrit dans un fichier .shp, avec ses voisins, ou .zip"),
                format!("-o {path}: a Shapefile goes to a .shp file, with its siblings, or to a .zip"),
            )));
        }
        _ => return Ok(()),
    };
    Err(anyhow!(reason))
}

fn tolerance(metres: f64, lang: Lang) -> Result<f64> {
    if metres.is_finite() && metres > 0.0 {
        return Ok(metres);
    }
    Err(anyhow!(lang.pick(
        format!("--simplify {metres} : un nombre de mètres au-dessus de zéro est attendu, par exemple 100"),
        format!("--simplify {metres}: expected a number of metres above zero, 100 for example"),
    )))
}

/// Errors about files of polygons name the option of the other commands.
fn name_the_option(error: anyhow::Error, lang: Lang) -> anyhow::Error {
    match error.downcast_ref::<ReadError>() {
        Some(ReadError::SeveralLayers { names } | ReadError::NoSuchLayer { names, .. }) => {
            let names = names.join(", ");
            anyhow!(lang.pick(
                format!("contours : dire la couche avec --boundaries-layer ; couches du fichier : {names}"),
                format!("contours: name the layer with --boundaries-layer; layers of the file: {names}"),
            ))
        }
        _ => error,
    }
}

fn tell_vanished(rings: usize, lang: Lang) {
    if rings > 0 {
        tell!(
            "{}",
            lang.pick(
                format!(
                    "--precision : anneaux plus petits que la grille, disparus : {rings} ; donner plus de décimales"
                ),
                format!("--precision: rings smaller than the grid, which vanished: {rings}; give more decimals"),
            )
        );
    }
}

fn tell_cut(Cut { column, texts }: &Cut, lang: Lang) {
    tell!(
        "{}",
        lang.pick(
            format!(
                "Shapefile : textes de la colonne {column} coupés à 254 octets : {texts} ; les autres formats les ont entiers"
            ),
            format!("Shapefile: texts of the column {column} cut to 254 bytes: {texts}; other formats have them whole"),
        )
    );
}

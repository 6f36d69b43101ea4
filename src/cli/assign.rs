//! `maillage assign`: drawn territories made a table of claims, and what is doubtful about them.

use std::mem::ManuallyDrop;

use anyhow::{Result, anyhow};
use maillage::drawing::{
    AssignOptions, Between, BetweenKind, DrawingError, IrisBasis, Sketch, SliverLimits, assign, between,
};
use maillage::formats::csv;
use maillage::report::{Lang, assignment_summary, between_layer, claimed_rows, doubt_rows, problem_text, review_layer};
use maillage::territory::{ColumnChoice, Severity};

use super::args::{AssignArgs, ByArg, Common};
use super::input::Settled;
use super::{Outcome, input, output, populations, table};

pub fn run(args: &AssignArgs, common: &Common) -> Result<Outcome> {
    let lang = Lang::from(common.lang);
    if matches!(args.by, ByArg::Population) && args.iris.is_none() {
        return Err(anyhow!(lang.pick(
            "--by population : il faut des IRIS pour savoir où vivent les habitants (--iris FICHIER)",
            "--by population: IRIS are needed to know where people live (--iris FILE)",
        )));
    }
    let options = AssignOptions {
        by: args.by.into(),
        threshold: fraction("--threshold", &args.threshold, lang)?,
        shared: args.shared,
        slivers: SliverLimits {
            width: metres("--sliver-width", args.sliver_width, lang)?,
            share: fraction("--sliver-share", &args.sliver_share, lang)?,
        },
        show_slivers: args.show_slivers,
        ..AssignOptions::default()
    };
    let mouth = metres("--mouth", args.mouth, lang)?;
    if args.exclude.iter().any(|name| name.chars().all(|letter| !letter.is_alphanumeric())) {
        return Err(anyhow!(lang.pick(
            "--exclude : un nom vide exclurait ce qui n'en a pas ; écrire le nom comme dans le fichier",
            "--exclude: an empty name would exclude what has none; write the name as in the file",
        )));
    }
    let choice = match &args.columns {
        Some(text) => ColumnChoice::parse(text).map_err(|error| anyhow!(table::explain_choice(&error, lang)))?,
        None => ColumnChoice::default(),
    };
    let name = args.polygons.display().to_string();
    let settled =
        Settled { layer: args.drawing_layer.as_deref(), crs: args.drawing_crs.as_deref(), options: Some("drawing") };
    let sketch = || {
        let layer = input::polygons(&args.polygons, settled, lang)?;
        Sketch::new(layer, &choice, &args.exclude).map_err(|error| explain(error, &name, lang))
    };
    let (reference, sketch) = rayon::join(
        || populations::joined(input::reference_with(common, &args.boundaries)?, &args.populations, common),
        sketch,
    );
    // What is large is left to the system at the end, which takes it back faster than it could be freed piece by piece.
    let reference = ManuallyDrop::new(reference?);
    let drawing = ManuallyDrop::new(sketch?.over(&reference));
    let settled = Settled { layer: args.iris_layer.as_deref(), crs: args.iris_crs.as_deref(), options: Some("iris") };
    let iris = args.iris.as_deref().map(|path| input::iris_layer(path, settled, &reference, lang)).transpose()?;
    if matches!(args.by, ByArg::Population) && iris.as_ref().is_some_and(|iris| iris.basis == IrisBasis::Area) {
        tell!(
            "{}",
            lang.pick(
                "--by population : les IRIS n'ont pas de population, leur surface en tient lieu (estimation)",
                "--by population: the IRIS have no population, their areas stand in for it (estimate)",
            )
        );
    }
    let found = ManuallyDrop::new(assign(&reference, &drawing, iris.as_ref(), &options));

    let dialect = output::dialect(args.excel_fr);
    let claims = || {
        let (header, rows) = claimed_rows(&drawing, &found, &reference);
        let header: Vec<&str> = header.iter().map(String::as_str).collect();
        csv::write(&header, &rows, dialect)
    };
    let doubts = || {
        let (header, rows) = doubt_rows(&found.notes, &drawing, &reference, lang);
        csv::write(&header, &rows, dialect)
    };
    let (claims, doubts) = rayon::join(claims, || args.anomalies.as_ref().map(|path| (path, doubts())));
    if let Some((path, doubts)) = doubts {
        output::put(Some(path), &doubts?)?;
    }
    if let Some(path) = &args.review {
        output::put(Some(path), &review_layer(&drawing, &found, &reference)?)?;
    }
    if args.overlaps.is_some() || args.gaps.is_some() {
        let places = between(&reference, &drawing, iris.as_ref(), options.slivers, mouth)?;
        for (path, kind) in [(&args.overlaps, BetweenKind::Overlap), (&args.gaps, BetweenKind::Gap)] {
            if let Some(path) = path {
                output::put(Some(path), &between_layer(&places, kind, &drawing, &reference)?)?;
            }
        }
        output::note(&told(&places, lang));
    }
    if found.rows.is_empty() {
        return Err(none_claimed(&name, drawing.features, lang));
    }
    output::put(args.output.as_deref(), &claims?)?;
    output::note(&assignment_summary(&drawing, &found, lang));
    let is_doubtful = found.notes.iter().any(|noted| noted.doubt.severity() != Severity::Info);
    if is_doubtful && args.anomalies.is_none() && args.review.is_none() {
        tell!(
            "{}",
            lang.pick(
                "le détail : --anomalies FICHIER (CSV) et --review FICHIER (GeoJSON)",
                "in detail: --anomalies FILE (CSV) and --review FILE (GeoJSON)",
            )
        );
    }
    Ok(Outcome::Fine)
}

/// That a drawing claims no commune.
pub fn none_claimed(name: &str, features: usize, lang: Lang) -> anyhow::Error {
    let features = features as u64;
    anyhow!(lang.pick(
        format!(
            "{name} : aucune commune rattachée ({}). Vérifier que les polygones sont en France et leur système de \
             coordonnées (maillage assign --drawing-crs) ; maillage assign --anomalies FICHIER dit le détail",
            lang.count(features, "objet", "objets")
        ),
        format!(
            "{name}: no commune is claimed ({}). Check that the polygons lie in France, and their reference system \
             (maillage assign --drawing-crs); maillage assign --anomalies FILE tells the detail",
            lang.count(features, "feature", "features")
        ),
    ))
}

/// Why nothing can be made of a drawing, in words.
pub fn explain(error: DrawingError, name: &str, lang: Lang) -> anyhow::Error {
    let said = match &error {
        DrawingError::Columns(error) => table::explain_columns(error, lang),
        DrawingError::NoFeature => lang
            .pick(
                "aucun objet ; il faut des polygones, chacun avec le nom d'une CPTS parmi ses attributs",
                "no feature; expected polygons, each with the name of a CPTS among its attributes",
            )
            .to_owned(),
        DrawingError::NoPolygon { features, found } => {
            let nothing = || lang.pick("rien", "nothing").to_owned();
            let found = found.as_ref().map_or_else(nothing, |problem| problem_text(problem, lang));
            lang.pick(
                format!("aucun des {features} objets n'a de polygone ({found}) ; il faut des polygones"),
                format!("none of the {features} features has a polygon ({found}); polygons are needed"),
            )
        }
        DrawingError::Attributes(error) => table::explain_table(error, lang),
    };
    anyhow!(lang.pick(format!("{name} : {said}"), format!("{name}: {said}")))
}

/// A width in metres.
fn metres(option: &str, width: f64, lang: Lang) -> Result<f64> {
    if width.is_finite() && width >= 0.0 {
        return Ok(width);
    }
    Err(anyhow!(lang.pick(
        format!(
            "{option} : « {width} » n'est pas une largeur ; écrire un nombre de mètres, 0 ou plus, par exemple 150"
        ),
        format!("{option}: \"{width}\" is no width; write a number of metres, 0 or more, for example 150"),
    )))
}

/// A share from 0 to 1, written as such or as a percentage.
fn fraction(option: &str, text: &str, lang: Lang) -> Result<f64> {
    let plain = text.trim().replace(',', ".");
    let number = match plain.strip_suffix('%') {
        Some(percent) => percent.trim().parse::<f64>().map(|number| number / 100.0),
        None => plain.parse::<f64>(),
    };
    number.ok().filter(|number| (0.0..1.0).contains(number)).ok_or_else(|| {
        anyhow!(lang.pick(
            format!("{option} : « {text} » n'est pas une part de 0 à moins de 1 ; écrire par exemple 0,5 ou 50%"),
            format!("{option}: \"{text}\" is not a share from 0 to less than 1; write for example 0.5 or 50%"),
        ))
    })
}

/// How many overlaps and gaps there are.
fn told(places: &[Between], lang: Lang) -> String {
    let mut text = String::new();
    for (kind, [fr, en]) in
        [(BetweenKind::Overlap, ["chevauchements", "overlaps"]), (BetweenKind::Gap, ["vides", "gaps"])]
    {
        let of_kind = || places.iter().filter(|it| it.kind == kind);
        let (all, slivers) = (of_kind().count(), of_kind().filter(|it| it.is_sliver).count());
        let open = of_kind().filter(|it| it.is_open).count();
        let [open_fr, open_en] = match (kind, open) {
            (BetweenKind::Overlap, _) => [String::new(), String::new()],
            (BetweenKind::Gap, open) => {
                let open = lang.nouns(open, ["ouvert", "ouverts"], ["open", "open"]);
                [format!(", {open} sur l'extérieur"), format!(", {open} to the outside")]
            }
        };
        let people = lang.integer(of_kind().map(|it| it.population).sum());
        let slivers = lang.nouns(slivers, ["éclat", "éclats"], ["slivers", "slivers"]);
        let all = lang.integer(all as u64);
        text += &lang.pick(
            format!(
                "{fr} entre territoires dessinés : {all}, dont {slivers}{open_fr} ; population estimée : {people}\n"
            ),
            format!(
                "{en} between drawn territories: {all}, of them {slivers}{open_en}; estimated population: {people}\n"
            ),
        );
    }
    text
}

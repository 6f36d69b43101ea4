//! What the figures stand on: scope, populations, rules in force, contours, sources.

use rust_xlsxwriter::{Format, FormatAlign, Worksheet, XlsxError};

use super::board::Board;
use super::{print, style, widths, words};
use crate::reference::Source;
use crate::report::basis::{funding_lines, size_lines};
use crate::report::model::Report;
use crate::report::reference_info::repair_line;
use crate::report::summary::other_years;
use crate::report::texts::{kind_and_year, population_file, source_text};
use crate::report::{Lang, day_text};

/// Name of the sheet.
pub(super) fn name(lang: Lang) -> &'static str {
    lang.pick("Sources et méthode", "Sources and method")
}

/// Signs across.
const WIDTH: usize = 92;

/// Writes it.
pub(super) fn write(report: &Report, lang: Lang) -> Result<Worksheet, XlsxError> {
    let mut board = Board::new(name(lang), 0, lang)?;
    board.sheet.set_column_width(0, WIDTH as f64)?;
    board.line(name(lang), &style::title())?;
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    for (title, lines) in parts(report, lang) {
        board.section(title)?;
        for line in lines {
            board.sheet.set_row_height(board.row, widths::height(widths::prose_lines(&line, WIDTH)) + 2.0)?;
            board.line(&line, &wrapped)?;
        }
    }
    let Board { mut sheet, row, .. } = board;
    print::page(&mut sheet, report, name(lang), lang);
    sheet.set_portrait().set_print_fit_to_pages(1, 0).set_print_area(0, 0, row, 0)?;
    Ok(sheet)
}

type Part = (&'static str, Vec<String>);

fn parts(report: &Report, lang: Lang) -> Vec<Part> {
    vec![
        (lang.pick("Périmètre", "Scope"), scope(report, lang)),
        (lang.pick("Populations", "Populations"), populations(report, lang)),
        (lang.pick("Tailles", "Sizes"), size_lines(&report.options.rules, lang)),
        (lang.pick("Financement", "Funding"), funding_lines(&report.options.rules, lang)),
        (lang.pick("Règles", "Rules"), RULES.map(|[french, english]| lang.pick(french, english).to_owned()).into()),
        (lang.pick("Contours, surfaces et longueurs", "Contours, areas and lengths"), contours(report, lang)),
        (lang.pick("Sources", "Sources"), sources(report, lang)),
        (lang.pick("Lire ce classeur", "Reading this workbook"), reading(lang)),
    ]
}

fn scope(report: &Report, lang: Lang) -> Vec<String> {
    let area = report.options.scope.area(&report.reference.areas);
    let set = words::shown("ensemble_stades", report.options.stages.key(), lang);
    let cog = report.reference.metadata.cog;
    vec![
        format!("{} ({})", area.name, area.code),
        lang.pick(
            format!("Sont couvertes les communes rattachées à une CPTS de l’ensemble de stades « {set} » ; les feuilles des taux donnent chaque ensemble."),
            format!("Covered are communes claimed by a CPTS of the stage set “{set}”; the sheets of rates give every set."),
        ),
        lang.pick(
            format!("Code officiel géographique (COG) {cog} : communes au 1ᵉʳ janvier ; arrondissements en place de Paris, Lyon et Marseille."),
            format!("Code officiel géographique (COG) {cog}: communes on 1 January; arrondissements in place of Paris, Lyon and Marseille."),
        ),
        match report.options.date.map(|date| day_text(date, lang)) {
            Some(date) => lang.pick(
                format!("Jour demandé : {date}. Les rattachements datés comptent s’ils valent ce jour-là, les échéances sont passées ou non à cette date."),
                format!("Day asked for: {date}. Dated claims count if they hold on that day; deadlines are past or not on it."),
            ),
            None => lang.pick(
                "Aucun jour demandé : tous les rattachements comptent, et les échéances sont données sans dire si elles sont passées.",
                "No day asked for: all claims count, and deadlines are given without saying whether they are past.",
            ).to_owned(),
        },
    ]
}

fn populations(report: &Report, lang: Lang) -> Vec<String> {
    let metadata = &report.reference.metadata;
    let kind = kind_and_year(metadata, lang);
    let mut lines = vec![format!("Population {kind} (INSEE){}.", other_years(report, lang))];
    lines.push(
        lang.pick(
            "PMUN : population municipale ; PTOT : population totale, municipale et comptée à part.",
            "PMUN: population municipale; PTOT: population totale, that is municipale and counted apart.",
        )
        .to_owned(),
    );
    let files = metadata.populations.iter().flat_map(|it| &it.files);
    lines.extend(files.map(|file| population_file(file, lang)));
    lines
}

fn contours(report: &Report, lang: Lang) -> Vec<String> {
    let measured = lang.pick(
        "Surfaces et longueurs sont mesurées sur l’ellipsoïde, non sur une carte.",
        "Areas and lengths are measured on the ellipsoid, not on a map.",
    );
    let metadata = &report.reference.metadata;
    let from = match &report.reference.boundaries {
        Some(boundaries) => {
            format!("{} {}", lang.pick("Contours donnés :", "Boundaries given:"), boundaries.files.join(", "))
        }
        None => repair_line(&metadata.repair, lang),
    };
    vec![measured.to_owned(), from]
}

fn sources(report: &Report, lang: Lang) -> Vec<String> {
    let metadata = &report.reference.metadata;
    let contours: &[Source] = if report.reference.boundaries.is_none() { &metadata.contour_sources } else { &[] };
    let line = |source: &Source| {
        let licence = match source.licence.as_str() {
            "" => lang.pick("licence non précisée", "licence not stated").to_owned(),
            stated => lang.pick(format!("licence : {stated}"), format!("licence: {stated}")),
        };
        format!("{}{}{} ({licence})", source_text(&source.what, lang), lang.pick(" : ", ": "), source.package)
    };
    metadata.sources.iter().chain(contours).map(line).collect()
}

fn reading(lang: Lang) -> Vec<String> {
    let version = env!("CARGO_PKG_VERSION");
    let mut lines: Vec<String> = READING.map(|[french, english]| lang.pick(french, english).to_owned()).into();
    lines.push(format!("maillage {version}."));
    lines
}

/// The rules of CPTS, as the page tells them.
#[rustfmt::skip]
const RULES: [[&str; 2]; 8] = [
    ["R01 : une commune est dans une CPTS au plus.", "R01: a commune is in one CPTS at most."],
    ["R02 : Paris, Lyon et Marseille ne sont pas rattachées en entier à côté d’un de leurs arrondissements.", "R02: Paris, Lyon and Marseille are not claimed as a whole beside one of their arrondissements."],
    ["R04 : aucune commune n’est laissée seule entre des CPTS. Zone blanche enclavée : une seule CPTS autour ; entre : plusieurs ; ouverte : elle touche une autre région, la mer ou la frontière.", "R04: no commune is left alone between CPTS. White zone enclosed: one CPTS around; between: several; open: it touches another region, the sea or the border."],
    ["R05 : l’objectif est toute la population du périmètre, sans chevauchement ni zone blanche.", "R05: the aim is the whole population of the scope, without overlap or white zone."],
    ["R06 : une CPTS sur plusieurs départements ou régions est signalée, jamais refusée.", "R06: a CPTS over several departments or regions is told, never refused."],
    ["R07 : une CPTS en plusieurs parties est signalée ; îles et enclaves naturelles existent.", "R07: a CPTS in several pieces is told; islands and natural exclaves exist."],
    ["R11 : un taux dit toujours son ensemble de stades et son dénominateur.", "R11: a rate always names its stage set and its denominator."],
    ["R12 : couverte + blanche = population ; somme des CPTS − couverte = comptée plusieurs fois ; exclusive + partagée = couverte.", "R12: covered + white = population; sum of CPTS − covered = counted more than once; exclusive + shared = covered."],
];

#[rustfmt::skip]
const READING: [[&str; 2]; 6] = [
    ["Chiffres et ordre des lignes sont ceux des fichiers CSV du rapport ; la feuille « Lexique » dit le fichier et le nom de chaque colonne.", "Figures and order of rows are those of the report’s CSV files; the sheet “Glossary” tells the file and the name of each column."],
    ["« inconnu » : aucune source ne donne le montant, qui n’est donc pas zéro ; une somme où il entrerait est inconnue aussi.", "“unknown”: no source gives the amount, which is not zero then; a sum with it is unknown too."],
    ["Les codes sont des textes et gardent leur zéro (01001). Un texte qui commence par = + - @ est gardé comme texte et ne s’exécute pas.", "Codes are texts and keep their zero (01001). A text that begins with = + - @ is kept as a text and is never run."],
    ["Les taux sont de vrais pourcentages, arrondis à deux décimales comme dans les fichiers. Les jours sont de vraies dates.", "Rates are true percentages, rounded to two decimals as in the files. Days are true dates."],
    ["Les couleurs suivent les lignes triées ou filtrées ; elles vont du foncé au clair et se lisent aussi en gris.", "Colours follow rows that are sorted or filtered; they go from dark to light and can be read in grey too."],
    ["Le classeur ne porte pas de date : la même table donne le même fichier, octet pour octet.", "The workbook bears no date: the same table gives the same file, byte for byte."],
];

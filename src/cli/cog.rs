//! `maillage cog`: the history of codes; a table moved to another vintage; a history made from its sources.

use std::collections::BTreeSet;

use anyhow::{Context, Result, anyhow};
use maillage::cog::history::build::{InseeFiles, PackageFiles, from_insee, from_packages};
use maillage::cog::history::{Detection, History, write_pack};
use maillage::cog::{CommuneCode, read_code};
use maillage::formats::csv::{self, Cell};
use maillage::formats::table::{Row, Table};
use maillage::report::{Lang, code_json, code_text, vintages_text, way_text};
use maillage::territory::{ColumnChoice, columns_of_parts};

use super::args::{CheckFormat, CogArgs, CogBuildArgs, CogCommand, Common, ConvertArgs};
use super::{Outcome, output, packs, table};

/// Columns that a converted table has after its own.
const AUDIT: [&str; 4] = ["code_origine", "cog_origine", "cog", "mouvement"];

pub fn run(args: &CogArgs, common: &Common) -> Result<Outcome> {
    let lang = Lang::from(common.lang);
    match &args.command {
        Some(CogCommand::Build(build)) => return make(build, lang),
        Some(CogCommand::Convert(convert)) => return move_table(convert, &packs::history(common)?, lang),
        None => {}
    }
    let history = packs::history(common)?;
    let text = match args.format {
        CheckFormat::Text => {
            args.codes.iter().map(|code| code_text(&history, code.trim(), lang)).collect::<Vec<_>>().join("\n")
        }
        CheckFormat::Json => {
            let list: Vec<_> = args.codes.iter().map(|code| code_json(&history, code.trim(), lang)).collect();
            serde_json::to_string_pretty(&list)? + "\n"
        }
    };
    output::print(text.as_bytes())?;
    Ok(Outcome::Fine)
}

fn make(args: &CogBuildArgs, lang: Lang) -> Result<Outcome> {
    let history = match (&args.recipe, &args.packages, &args.movements, &args.communes, args.year) {
        (Some(recipe), Some(packages), ..) => {
            from_packages(&PackageFiles { recipe: recipe.clone(), packages: packages.clone() })?
        }
        (.., Some(movements), Some(communes), Some(year)) => {
            from_insee(&InseeFiles { movements: movements.clone(), communes: communes.clone(), year })?
        }
        _ => {
            return Err(anyhow!(lang.pick(
                "indiquer --recipe et --packages, ou --movements, --communes et --year",
                "give --recipe and --packages, or --movements, --communes and --year",
            )));
        }
    };
    output::put(Some(&args.output), &write_pack(&history)?)?;
    Ok(Outcome::Fine)
}

fn move_table(args: &ConvertArgs, history: &History, lang: Lang) -> Result<Outcome> {
    let to = args.to.unwrap_or(history.last());
    check_year("--to", to, history, lang)?;
    let choice = ColumnChoice::default();
    let table = table::open(&args.table, args.sheet.as_deref(), &choice, lang)
        .with_context(|| args.table.display().to_string())?;
    let column = code_column(&table, args.column.as_deref(), history, lang)?;
    let codes: BTreeSet<CommuneCode> = table.rows().filter_map(|row| code_of(row.cell(column))).collect();
    let from = match args.from {
        Some(from) => {
            check_year("--from", from, history, lang)?;
            from
        }
        None => vintage(&history.detect(codes.iter().copied()), &codes, history, lang)?,
    };
    let converted = convert(&table, column, from, to, history, lang);
    let header =
        table.header.iter().cloned().chain((table.header.len()..width(&table)).map(|i| format!("colonne_{}", i + 1)));
    let header: Vec<String> = header.chain(AUDIT.map(str::to_owned)).collect();
    let header: Vec<&str> = header.iter().map(String::as_str).collect();
    let dialect = output::dialect(args.excel_fr);
    let bytes = csv::write(&header, &converted.rows, dialect)?;
    output::put(args.output.as_deref(), &bytes)?;
    tell!("{}", converted.summary(&table, from, to, lang));
    Ok(Outcome::Fine)
}

fn check_year(option: &str, year: u16, history: &History, lang: Lang) -> Result<()> {
    let info = history.info();
    let (first, last) = (info.first, info.last);
    if history.has_year(year) {
        return Ok(());
    }
    Err(anyhow!(lang.pick(
        format!("{option} {year} : l'histoire du COG va de {first} à {last}"),
        format!("{option} {year}: the history of the COG goes from {first} to {last}"),
    )))
}

fn code_of(cell: &str) -> Option<CommuneCode> {
    read_code(cell).map(|written| written.code)
}

/// The column named, or the one with the largest share of codes that ever were.
fn code_column(table: &Table, name: Option<&str>, history: &History, lang: Lang) -> Result<usize> {
    let header = || table.header.join(" | ");
    if let Some(name) = name {
        return table.header.iter().position(|it| it == name).ok_or_else(|| {
            anyhow!(lang.pick(
                format!("pas de colonne « {name} ». Colonnes lues : {}", header()),
                format!("no column {name:?}. Columns read: {}", header()),
            ))
        });
    }
    let count = |column: usize| {
        let cells = table.rows().map(|row| row.cell(column)).filter(|cell| !cell.is_empty());
        cells.fold((0usize, 0usize), |(known, all), cell| {
            let is_known = code_of(cell).is_some_and(|code| !history.spells(code).is_empty());
            (known + usize::from(is_known), all + 1)
        })
    };
    // Shares compared as fractions; the first of equals.
    let mut best: Option<(usize, (usize, usize))> = None;
    for column in 0..table.header.len() {
        let (known, all) = count(column);
        let is_better = best.is_none_or(|(_, (best_known, best_all))| known * best_all > best_known * all);
        if known > 0 && is_better {
            best = Some((column, (known, all)));
        }
    }
    best.filter(|(_, (known, all))| 2 * known >= *all).map(|(column, _)| column).ok_or_else(|| {
        anyhow!(lang.pick(
            format!(
                "aucune colonne n'a la moitié de codes INSEE ; la nommer avec --column. Colonnes lues : {}",
                header()
            ),
            format!("no column is INSEE codes by half; name it with --column. Columns read: {}", header()),
        ))
    })
}

/// The vintage found, which is told with its score, its ties and the codes for which the choice matters.
fn vintage(detection: &Detection, codes: &BTreeSet<CommuneCode>, history: &History, lang: Lang) -> Result<u16> {
    let year = detection.year().ok_or_else(|| {
        anyhow!(lang.pick(
            "aucun code de la table n'est un code de commune ; indiquer le millésime avec --from",
            "no code of the table is a commune's; give the vintage with --from",
        ))
    })?;
    let found = vintages_text(detection, lang);
    tell!(
        "{}",
        lang.pick(format!("millésime : {found} ; lu comme {year}"), format!("vintage: {found}; read as {year}"))
    );
    let unlike: BTreeSet<CommuneCode> =
        detection.best().iter().flat_map(|span| history.unlike_within(codes.iter().copied(), span)).collect();
    if !unlike.is_empty() {
        let unlike = unlike.iter().map(CommuneCode::as_str).collect::<Vec<_>>().join(", ");
        tell!(
            "{}",
            lang.pick(
                format!("selon l'année, ces codes n'ont pas le même territoire (préciser avec --from) : {unlike}"),
                format!("these codes are other land from year to year (say which with --from): {unlike}"),
            )
        );
    }
    Ok(year)
}

/// A table in another vintage.
#[derive(Default)]
struct Converted {
    rows: Vec<Vec<Cell>>,
    unchanged: u64,
    moved: u64,
    /// Rows more than before, for codes with several successors.
    added: u64,
    /// Rows whose code leads nowhere: kept as they were.
    unknown: u64,
    /// Rows of a part of what is several communes now: kept as they were.
    parts: u64,
}

/// Columns of the header, and those beyond it that some row fills.
fn width(table: &Table) -> usize {
    let filled = |row: Row| (0..row.len()).rfind(|&cell| !row.cell(cell).is_empty()).map_or(0, |last| last + 1);
    table.rows().map(filled).fold(table.header.len(), usize::max)
}

fn convert(table: &Table, column: usize, from: u16, to: u16, history: &History, lang: Lang) -> Converted {
    let mut converted = Converted::default();
    let width = width(table);
    let of_parts = columns_of_parts(&table.header);
    for row in table.rows() {
        let written = row.cell(column);
        let moved = code_of(written).and_then(|code| history.moved(code, from, to));
        let mut push = |code: &str, audit: &str| {
            let cell = |i: usize| if i == column { code } else { row.cell(i) };
            let mut cells: Vec<Cell> = (0..width).map(|i| Cell::from(cell(i))).collect();
            let years = [from.to_string(), to.to_string()];
            cells.extend([written, years[0].as_str(), years[1].as_str(), audit].map(Cell::from));
            converted.rows.push(cells);
        };
        let is_part = of_parts.iter().any(|&place| !row.cell(place).is_empty());
        match &moved {
            // Which of them it lies in, nobody says; written for each, its inhabitants would count several times.
            Some(moved) if is_part && moved.to.len() > 1 => {
                push(written, &way_text(&history.way(moved, from), lang));
                converted.parts += 1;
            }
            Some(moved) if !moved.to.is_empty() => {
                let audit = way_text(&history.way(moved, from), lang);
                moved.to.iter().for_each(|code| push(code.as_str(), &audit));
                let is_unchanged = moved.to.len() == 1 && moved.to[0].as_str() == written && audit.is_empty();
                converted.unchanged += u64::from(is_unchanged);
                converted.moved += u64::from(!is_unchanged);
                converted.added += moved.to.len() as u64 - 1;
            }
            Some(moved) => {
                push(written, &way_text(&history.way(moved, from), lang));
                converted.unknown += 1;
            }
            None => {
                push(written, code_text(history, written, lang).trim_end());
                converted.unknown += 1;
            }
        }
    }
    converted
}

impl Converted {
    fn summary(&self, table: &Table, from: u16, to: u16, lang: Lang) -> String {
        let rows = |count: u64| lang.count(count, lang.pick("ligne", "row"), lang.pick("lignes", "rows"));
        let read = rows(table.rows().len() as u64);
        let written = lang.nouns(self.rows.len(), ["ligne écrite", "lignes écrites"], ["row written", "rows written"]);
        let count = |number, fr: [&str; 2], en| lang.nouns(number as usize, fr, [en; 2]);
        let unchanged = count(self.unchanged, ["inchangée", "inchangées"], "unchanged");
        let moved = count(self.moved, ["convertie", "converties"], "converted");
        let kept = lang.pick(if self.unknown < 2 { "gardée telle quelle" } else { "gardées telles quelles" }, "");
        let (added, unknown) = (lang.integer(self.added), lang.integer(self.unknown));
        let parts = if self.parts == 0 {
            String::new()
        } else {
            let parts = lang.integer(self.parts);
            lang.pick(
                format!(" + {parts} de parties de communes scindées (gardées telles quelles : donner le code où se trouve la partie)"),
                format!(" + {parts} of parts of communes that were split (kept as they were: give the code in which the part lies)"),
            )
        };
        lang.pick(
            format!(
                "COG {from} → {to} : {read} = {unchanged} + {moved} + {unknown} sans correspondance ({kept}){parts} ; \
                 {written}, dont {added} de plus par scission ou fusion"
            ),
            format!(
                "COG {from} → {to}: {read} = {unchanged} + {moved} + {unknown} that lead nowhere (kept as they \
                 were){parts}; {written}, {added} of them added by splits or mergers"
            ),
        )
    }
}

//! From bytes, packed or not, to the reader of their format.

use std::io::{Cursor, Read};
use std::path::PathBuf;

use zip::ZipArchive;

use super::super::compress::{Bounded, Content, Limits, unpacked};
use super::super::read_error::ReadError;
use super::{Table, TableError, TableOptions, delimited, json, ods, parquet, workbook};

/// Bytes that tell what a file is.
const HEAD: usize = 4096;

/// How deep archives may lie in one another: a `.csv.gz` in a `.zip` is met, more is not.
const DEPTH: usize = 2;

/// Reads the table that bytes hold.
pub(super) fn open(bytes: Vec<u8>, options: &TableOptions) -> Result<Table, TableError> {
    open_at(bytes, options, 0)
}

fn open_at(bytes: Vec<u8>, options: &TableOptions, depth: usize) -> Result<Table, TableError> {
    let head = bytes.get(..bytes.len().min(HEAD)).unwrap_or_default();
    let packed = |content: Content| matches!(content, Content::Gzip | Content::Xz);
    match Content::of(head) {
        content if packed(content) && depth < DEPTH => {
            let stream = Bounded::new(unpacked(bytes.as_slice(), content), bytes.len() as u64, options.limits);
            let inner = stream.whole("the file")?;
            open_at(inner, options, depth + 1)
        }
        Content::Zip => in_zip(bytes, options, depth),
        Content::Gzip | Content::Xz => {
            Err(TableError::NotATable { found: "an archive within an archive, to be unpacked first".to_owned() })
        }
        Content::Parquet => without_sheets("Parquet", options).and_then(|()| parquet::read(bytes, options.limits)),
        Content::Sqlite => not_a_table("an SQLite or GeoPackage database; export its table as CSV"),
        Content::Shapefile => not_a_table("a shapefile; its attributes can be exported as CSV"),
        _ if head.starts_with(b"\xd0\xcf\x11\xe0") => workbook::read_xls(bytes, options),
        Content::Other(found) if !is_text(head) => not_a_table(found),
        _ => text(&bytes, head, options),
    }
}

/// Whether nothing speaks against a text: what the first bytes of PDF and the like do.
fn is_text(head: &[u8]) -> bool {
    let marked = head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff");
    let is_sign = |&byte: &u8| byte >= b' ' || byte.is_ascii_whitespace();
    marked || (!head.starts_with(b"%PDF") && head.iter().all(is_sign))
}

/// A text: JSON by its first sign, mark-up that is no table, or separated cells.
fn text(bytes: &[u8], head: &[u8], options: &TableOptions) -> Result<Table, TableError> {
    let text: Vec<u8> = head.iter().copied().filter(|&byte| byte != 0).collect();
    let marks: [&[u8]; 3] = [b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"];
    let text = marks.iter().find_map(|mark| text.strip_prefix(*mark)).unwrap_or(&text).trim_ascii_start();
    let lower = text.get(..text.len().min(1024)).unwrap_or_default().to_ascii_lowercase();
    let holds = |what: &[u8]| memchr::memmem::find(&lower, what).is_some();
    match text.first() {
        Some(b'{' | b'[') => {
            without_sheets("JSON", options)?;
            json::read(bytes, options.header)
        }
        Some(b'<') if holds(b"<html") || holds(b"<!doctype html") || holds(b"<table") => {
            not_a_table("a web page, whatever its name says; open it in a spreadsheet and save it as .xlsx")
        }
        Some(b'<') if holds(b"office:spreadsheet") => {
            not_a_table("an XML spreadsheet of Excel 2003; open it in a spreadsheet and save it as .xlsx")
        }
        Some(b'<') => not_a_table("XML"),
        _ => {
            without_sheets("a text such as CSV", options)?;
            delimited::read(bytes, options.header)
        }
    }
}

/// Refuses to pick a sheet of a format that has none: the wrong file may have been given.
fn without_sheets(format: &'static str, options: &TableOptions) -> Result<(), TableError> {
    options.sheet.map_or(Ok(()), |name| Err(TableError::NoSheets { name: name.to_owned(), format }))
}

fn not_a_table(found: &str) -> Result<Table, TableError> {
    Err(TableError::NotATable { found: found.to_owned() })
}

/// A workbook, or an archive of a table.
fn in_zip(bytes: Vec<u8>, options: &TableOptions, depth: usize) -> Result<Table, TableError> {
    let mut archive =
        ZipArchive::new(Cursor::new(bytes.as_slice())).map_err(|error| unreadable("the archive", &error))?;
    let names: Vec<String> = archive.file_names_raw().map(|name| String::from_utf8_lossy(name).into_owned()).collect();
    let holds = |name: &str| names.iter().any(|other| other == name);
    if holds("xl/workbook.xml") {
        let has_merged = check(&mut archive, options.limits)?;
        return workbook::read_xlsx(&bytes, has_merged, options);
    }
    if holds("xl/workbook.bin") {
        return not_a_table("a binary Excel workbook (.xlsb); save it as .xlsx");
    }
    if holds("content.xml") && holds("mimetype") {
        return ods::read(&member(&mut archive, "content.xml", options.limits)?, options);
    }
    if holds("word/document.xml") {
        return not_a_table("a Word document");
    }
    if depth >= DEPTH {
        return not_a_table("an archive within an archive, to be unpacked first");
    }
    let visible = |name: &&String| {
        let file = name.rsplit('/').next().unwrap_or_default();
        !(file.is_empty() || file.starts_with('.') || name.starts_with("__MACOSX/"))
    };
    let mut files: Vec<&String> = names.iter().filter(visible).collect();
    files.sort();
    let mut inner = *options;
    if let Some(sheet) = options.sheet {
        let stem = |name: &str| name.rsplit('/').next().unwrap_or_default().to_owned();
        let named: Vec<&String> = files.iter().copied().filter(|name| *name == sheet || stem(name) == sheet).collect();
        // The name is a file's, so it is not for the reader of that file.
        if !named.is_empty() {
            files = named;
            inner.sheet = None;
        }
    }
    match files.as_slice() {
        [] => not_a_table("an empty archive"),
        [name] => {
            let unpacked = member(&mut archive, name, options.limits)?;
            open_at(unpacked, &inner, depth + 1)
        }
        several => Err(TableError::SeveralFiles { names: several.iter().map(|&name| name.clone()).collect() }),
    }
}

/// Unpacks a member within limits.
fn member(archive: &mut ZipArchive<Cursor<&[u8]>>, name: &str, limits: Limits) -> Result<Vec<u8>, TableError> {
    let file = archive.by_name(name).map_err(|error| unreadable(name, &error))?;
    let packed = file.compressed_size();
    Ok(Bounded::new(file, packed, limits).whole(name)?)
}

/// Unpacks what the reader of workbooks will, and keeps nothing: that reader has no limits. Tells whether a sheet has
/// merged cells, for which it would go through the sheet again.
fn check(archive: &mut ZipArchive<Cursor<&[u8]>>, limits: Limits) -> Result<bool, TableError> {
    const MERGED: &[u8] = b"<mergeCells";
    let mut buffer = vec![0; 256 << 10];
    let mut has_merged = false;
    for index in 0..archive.len() {
        let file = archive.by_index(index).map_err(|error| unreadable("the workbook", &error))?;
        let name = String::from_utf8_lossy(file.name_raw()).into_owned();
        // Pictures and the like are not unpacked.
        if !(name.ends_with(".xml") || name.ends_with(".rels")) {
            continue;
        }
        let packed = file.compressed_size();
        let mut stream = Bounded::new(file, packed, limits);
        // The end of what was read before stays in front: the word may lie across.
        let mut kept = 0;
        loop {
            let read = match stream.read(buffer.get_mut(kept..).unwrap_or_default()) {
                Ok(0) => break,
                Ok(read) => read,
                Err(source) => {
                    let error = ReadError::Io { path: PathBuf::new(), source };
                    return Err(stream.explain(error, &name).into());
                }
            };
            let filled = kept + read;
            let part = buffer.get(..filled).unwrap_or_default();
            has_merged = has_merged || memchr::memmem::find(part, MERGED).is_some();
            kept = MERGED.len().min(filled);
            buffer.copy_within(filled - kept..filled, 0);
        }
    }
    Ok(has_merged)
}

fn unreadable(name: &str, error: &zip::result::ZipError) -> TableError {
    TableError::malformed(format!("{name} cannot be unpacked: {error}"))
}

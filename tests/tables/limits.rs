//! Files made to harm, and corrupt ones: an answer, within bounds.

use std::io::Write;

use proptest::prelude::*;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;

fn archive(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in members {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn outcome(bytes: Vec<u8>) -> Result<usize, TableError> {
    table::read_bytes(bytes, &TableOptions::default()).map(|table| table.rows().len())
}

#[test]
fn an_archive_or_workbook_that_unpacks_without_end_is_refused() {
    let bomb = vec![b' '; 100 << 20];
    for members in
        [vec![("table.csv", &bomb[..])], vec![("xl/workbook.xml", b"<workbook/>"), ("xl/sharedStrings.xml", &bomb)]]
    {
        let packed = archive(&members);
        assert!(packed.len() < 1 << 20);
        assert!(matches!(outcome(packed), Err(TableError::TooLarge { .. })));
    }
}

#[test]
fn a_sheet_that_repeats_cells_without_end_is_refused() {
    let content = r#"<?xml version="1.0"?><office:document-content><office:body><office:spreadsheet><table:table table:name="a">
        <table:table-row table:number-rows-repeated="1048576"><table:table-cell office:value-type="float" office:value="1"
        table:number-columns-repeated="16384"><text:p>1</text:p></table:table-cell></table:table-row>
        </table:table></office:spreadsheet></office:body></office:document-content>"#;
    let packed = archive(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", content.as_bytes()),
    ]);
    assert!(matches!(outcome(packed), Err(TableError::TooManyCells { .. })));
}

#[test]
fn an_old_workbook_whose_sectors_run_in_a_circle_is_refused() {
    let mut bytes = std::fs::read(fixture("same/plain.xls")).unwrap();
    // The sector that holds the chains, and within it the entry of the first directory sector: itself.
    let number = |bytes: &[u8], at: usize| u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap());
    let (chains, directory) = (number(&bytes, 0x4c), number(&bytes, 0x30));
    let entry = 512 * (chains as usize + 1) + 4 * directory as usize;
    bytes[entry..entry + 4].copy_from_slice(&directory.to_le_bytes());
    let error = outcome(bytes).unwrap_err().to_string();
    assert!(error.contains("has no end"), "{error}");
}

#[test]
fn json_in_json_in_json_is_refused() {
    let deep = "[".repeat(100_000);
    assert!(matches!(outcome(deep.into_bytes()), Err(TableError::Malformed { .. })));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_corrupt_file_is_read_or_refused_and_never_stops_the_program(
        file in any::<prop::sample::Index>(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
        cut in any::<prop::sample::Index>(),
        is_cut in any::<bool>(),
    ) {
        let files = files("same");
        let mut bytes = std::fs::read(fixture(&files[file.index(files.len())])).unwrap();
        for (at, byte) in changes {
            let length = bytes.len();
            bytes[at.index(length)] = byte;
        }
        if is_cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        let choice = ColumnChoice::default();
        let header = header_finder(&choice);
        if let Ok(table) = table::read_bytes(bytes, &TableOptions { header: &header, ..TableOptions::default() }) {
            let _ = read_claims_of(&table, &choice);
        }
    }
}

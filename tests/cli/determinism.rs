//! Same input, same output, byte for byte.

use std::path::Path;

use super::{FIXTURE, Written, command};

fn without_anomalies(page: &str) -> String {
    const DATA: &str = "type=\"application/json\" id=\"data\">";
    let (before, rest) = page.split_once(DATA).expect("the data of the page");
    let (data, after) = rest.split_once("</script>").expect("their end");
    let mut data: serde_json::Value = serde_json::from_str(data).expect("JSON");
    assert!(data["tables"]["anomalies"].take().is_object() && data["anomalies_en"].take().is_object());
    format!("{before}{data}{after}")
}

/// Every file of a report, but the lines that anomalies name, which follow the rows.
fn contents(written: &Written) -> Vec<(String, String)> {
    let text = |name: &String| match name.as_str() {
        "anomalies.csv" => {
            let mut rows = written.rows(name);
            rows.iter_mut().for_each(|row| drop(row.insert("ligne".into(), String::new())));
            rows.sort();
            format!("{rows:?}")
        }
        // The page lists the anomalies too.
        "rapport.html" => without_anomalies(&written.text(name)),
        // Pictures are not text.
        _ => String::from_utf8_lossy(&std::fs::read(written.path(name)).expect("a file")).into_owned(),
    };
    written.names().iter().map(|name| (name.clone(), text(name))).collect()
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let reports = ["1", "2", "7"].map(|threads| {
        let folder = tempfile::tempdir().expect("a folder");
        let args = ["report", FIXTURE, "--region", "32", "--out"];
        let status = command().args(args).arg(folder.path()).env("RAYON_NUM_THREADS", threads).output();
        assert!(status.expect("maillage runs").status.success());
        contents(&Written { folder })
    });
    assert!(reports[0] == reports[1] && reports[1] == reports[2]);
}

#[test]
fn the_order_of_rows_changes_nothing() {
    let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(FIXTURE)).expect("the fixture");
    let mut lines: Vec<&str> = text.lines().collect();
    lines[1..].reverse();
    // And not only reversed: every third row first.
    lines[1..].sort_by_key(|line| line.len() % 3);
    let folder = tempfile::tempdir().expect("a folder");
    let table = folder.path().join("shuffled.csv");
    std::fs::write(&table, lines.join("\n")).expect("a file");
    let shuffled = Written::report(&table, &["--region", "32"]);
    assert!(contents(&Written::fixture()) == contents(&shuffled));
}

#[test]
fn line_ends_and_byte_order_mark_change_nothing() {
    let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(FIXTURE)).expect("the fixture");
    let folder = tempfile::tempdir().expect("a folder");
    let table = folder.path().join("windows.csv");
    std::fs::write(&table, format!("\u{feff}{}", text.replace('\n', "\r\n"))).expect("a file");
    let windows = Written::report(&table, &["--region", "32"]);
    let fixture = Written::fixture();
    assert!(contents(&fixture) == contents(&windows));
    assert_eq!(fixture.text("anomalies.csv"), windows.text("anomalies.csv"));
}

//! How codes are written, the order of rows and of columns, and the separator never change who claims what.

use maillage::territory::{Resolution, ResolveOptions, resolve};
use proptest::prelude::*;

use super::accounting::{history, reference};
use super::*;

/// Ways to write a code, none of which says another one.
fn written(code: &str, way: u8) -> String {
    let is_number = code.bytes().all(|byte| byte.is_ascii_digit());
    let number = code.trim_start_matches('0').to_owned();
    match way % 8 {
        0 if is_number => number,
        1 if is_number => format!("{number}.0"),
        2 if is_number => format!("{number},00"),
        3 => code.to_lowercase(),
        4 => format!(" {} {} ", &code[..2], &code[2..]),
        5 => format!("{}\u{a0}{}", &code[..2], &code[2..]),
        6 => format!("'{code}"),
        _ => code.to_owned(),
    }
}

const CODES: [&str; 12] =
    ["01001", "01004", "2A004", "2B033", "13055", "13201", "75112", "97105", "04019", "12218", "69382", "05061"];

/// Claims as CPTS and code, how each is written, and the order of rows.
fn claims() -> impl Strategy<Value = (Vec<(u8, &'static str, u8)>, Vec<usize>)> {
    prop::collection::vec((0..4u8, prop::sample::select(CODES.to_vec()), any::<u8>()), 1..30).prop_flat_map(|rows| {
        let order: Vec<usize> = (0..rows.len()).collect();
        (Just(rows), Just(order).prop_shuffle())
    })
}

fn resolved(text: &str) -> Resolution {
    let (_, reading) = read_bytes(text.as_bytes().to_vec(), None, &ColumnChoice::default()).unwrap();
    resolve(reading, reference(), history(), &ResolveOptions::default()).unwrap()
}

/// Who claims what, whatever the lines.
fn who_claims_what(resolution: &Resolution) -> Vec<(String, Vec<u32>)> {
    resolution.cpts.iter().map(|cpts| (cpts.id.clone(), cpts.units().collect())).collect()
}

proptest! {
    #[test]
    fn the_same_claims_come_out_however_codes_are_written_and_rows_ordered(
        (rows, order) in claims(),
        delimiter in prop::sample::select(vec![";", "\t", "|"]),
        code_first: bool,
    ) {
        let line = |cpts: u8, code: String| {
            let cells = [format!("CPTS {}", "ABCD".as_bytes()[usize::from(cpts)] as char), code];
            let [a, b] = &cells;
            if code_first { [b.as_str(), a].join(delimiter) } else { [a.as_str(), b].join(delimiter) }
        };
        let header = if code_first { ["code_insee", "cpts"] } else { ["cpts", "code_insee"] }.join(delimiter);
        let table = |lines: Vec<String>| format!("{header}\n{}\n", lines.join("\n"));
        let plain = table(rows.iter().map(|&(cpts, code, _)| line(cpts, code.to_owned())).collect());
        let dirty = table(order.iter().map(|&at| line(rows[at].0, written(rows[at].1, rows[at].2))).collect());
        let (plain, dirty_resolved) = (resolved(&plain), resolved(&dirty));
        prop_assert_eq!(who_claims_what(&plain), who_claims_what(&dirty_resolved), "{}", dirty);
        prop_assert_eq!(dirty_resolved.rows_used, rows.len());
    }
}

//! What a cell and a sheet can hold in Excel, and what is said where the files hold more.

use crate::report::Lang;

/// UTF-16 units that a cell holds.
const CELL: usize = 32_767;

/// Rows of a sheet.
const ROWS: usize = 1_048_576;

/// Rows of a table that a sheet holds below its heads, with a last one left to say what is missing.
pub(super) fn rows_below(heads: usize) -> usize {
    ROWS - heads - 1
}

/// Items with commas between them; where a cell cannot hold all, as many as it can and the number of the others.
pub(super) fn list<'a>(items: impl Iterator<Item = &'a str> + Clone, file: &str, lang: Lang) -> String {
    list_within(items, CELL, file, lang)
}

/// A text, cut where a cell cannot hold all of it.
pub(super) fn text(text: &str, file: &str, lang: Lang) -> String {
    text_within(text, CELL, file, lang)
}

fn width(text: &str) -> usize {
    // A text has at least as many bytes as UTF-16 units.
    text.encode_utf16().count()
}

fn list_within<'a>(items: impl Iterator<Item = &'a str> + Clone, limit: usize, file: &str, lang: Lang) -> String {
    let all = items.clone().collect::<Vec<_>>().join(", ");
    if all.len() <= limit || width(&all) <= limit {
        return all;
    }
    let count = items.clone().count();
    let rest = |left: usize| {
        let number = lang.integer(left as u64);
        lang.pick(
            format!("… ({number} de plus, toutes dans {file})"),
            format!("… ({number} more, all of them in {file})"),
        )
    };
    let room = limit.saturating_sub(width(&rest(count)));
    let (mut kept, mut used, mut shown) = (String::new(), 0, 0);
    for item in items {
        used += width(item) + 2;
        if used > room {
            break;
        }
        kept.push_str(item);
        kept.push_str(", ");
        shown += 1;
    }
    kept + &rest(count - shown)
}

fn text_within(text: &str, limit: usize, file: &str, lang: Lang) -> String {
    if text.len() <= limit || width(text) <= limit {
        return text.to_owned();
    }
    let rest = lang.pick(format!("… (coupé : en entier dans {file})"), format!("… (cut: whole in {file})"));
    let room = limit.saturating_sub(width(&rest));
    let mut used = 0;
    let kept = text.chars().take_while(|sign| {
        used += sign.len_utf16();
        used <= room
    });
    kept.collect::<String>() + &rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_that_fits_is_whole() {
        assert_eq!(list(["01001", "01002"].into_iter(), "x.csv", Lang::Fr), "01001, 01002");
    }

    #[test]
    fn a_list_too_long_for_a_cell_says_how_many_items_are_missing_and_where_they_are() {
        let codes: Vec<String> = (0..100).map(|code| format!("{code:05}")).collect();
        let cut = list_within(codes.iter().map(String::as_str), 70, "zones.csv", Lang::Fr);
        assert_eq!(cut, "00000, 00001, 00002, 00003, … (96 de plus, toutes dans zones.csv)");
        let codes = || codes.iter().map(String::as_str);
        for limit in 60..700 {
            assert!(width(&list_within(codes(), limit, "zones.csv", Lang::En)) <= limit);
        }
        assert!(!list_within(codes(), 698, "zones.csv", Lang::En).contains('…'));
    }

    #[test]
    fn a_text_is_cut_between_signs_of_two_units_and_never_within_one() {
        let cut = text_within(&"😀".repeat(40), 45, "x.csv", Lang::En);
        assert!(cut.starts_with("😀") && cut.ends_with("… (cut: whole in x.csv)"), "{cut}");
        assert!(width(&cut) <= 45);
    }
}

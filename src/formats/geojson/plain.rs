//! *Plain* positions, `[4.958412,46.153273]`: what nearly all of a layer's text is, read eight digits at a time.
//!
//! No white space, no exponent, one to three digits before the point and one to seven after it. Whatever else JSON
//! allows is left to the [cursor](super::json), which gives the same doubles. Over the 10.8 million positions of all
//! communes at full resolution this takes 11 ns a position where the cursor takes 29, and 23 where lengths are counted.

/// Bytes that must follow the start of a position, so that none of its reads needs a check of its own.
const ROOM: usize = 32;

const WHOLE_TENS: [u64; 8] = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000];
const TENS: [f64; 8] = [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7];

/// The position that a text begins with and the bytes that it takes, if it is plain and has only two coordinates.
#[inline]
pub(super) fn position(text: &[u8]) -> Option<((f64, f64), usize)> {
    let text: &[u8; ROOM] = text.first_chunk()?;
    let (x, comma) = if text[0] == b'[' { number(text, 1)? } else { return None };
    let (y, end) = if text[comma] == b',' { number(text, comma + 1)? } else { return None };
    (text[end] == b']').then_some(((x, y), end + 1))
}

/// A number that begins at `start`, 14 at most, and where it ends. Always inlined: as a call it took a quarter more.
///
/// Where it ends decides where all that follows is read, so lengths are told by branches, which the processor foresees: most numbers of a
/// file have the same. Counted instead, each number would wait for the one before it.
#[inline(always)]
fn number(text: &[u8; ROOM], start: usize) -> Option<(f64, usize)> {
    if text[start] != b'-' {
        return unsigned(text, start);
    }
    unsigned(text, start + 1).map(|(value, end)| (-value, end))
}

#[inline(always)]
fn unsigned(text: &[u8; ROOM], first: usize) -> Option<(f64, usize)> {
    let digit = |at: usize| {
        let digit = text[at].wrapping_sub(b'0');
        (digit < 10).then_some(u64::from(digit))
    };
    let (whole, point) = if text[first + 1] == b'.' {
        (digit(first)?, first + 1)
    } else if text[first + 2] == b'.' {
        (digit(first).filter(|&ten| ten > 0)? * 10 + digit(first + 1)?, first + 2)
    } else if text[first + 3] == b'.' {
        let hundred = digit(first).filter(|&hundred| hundred > 0)?;
        (hundred * 100 + digit(first + 1)? * 10 + digit(first + 2)?, first + 3)
    } else {
        return None;
    };
    let (values, decimals) = digits(eight(text, point + 1)?);
    // Ten digits at most: both are exact doubles, so that the one division rounds to the nearest.
    let value = |decimals: usize| (whole * WHOLE_TENS[decimals] + read(values, decimals)) as f64 / TENS[decimals];
    match decimals {
        6 => Some((value(6), point + 7)),
        1..=7 => Some((value(decimals), point + 1 + decimals)),
        _ => None,
    }
}

#[inline]
fn eight(text: &[u8; ROOM], at: usize) -> Option<u64> {
    text.get(at..)?.first_chunk().map(|bytes| u64::from_le_bytes(*bytes))
}

/// The values of eight bytes, the first byte lowest, and how many of them are digits before the first that is not.
///
/// Digits are told by their high bits: what they leave after `'0'` is taken off carries into bit 7 only from ten on.
#[inline]
fn digits(bytes: u64) -> (u64, usize) {
    let values = bytes ^ 0x3030_3030_3030_3030;
    let others = (values.wrapping_add(0x7676_7676_7676_7676) | values) & 0x8080_8080_8080_8080;
    (values, (others.trailing_zeros() / 8) as usize)
}

/// The number that the first digits, one at least, of eight values write: by three multiplications, pairs of digits, then pairs of
/// pairs, then the two halves.
#[inline(always)]
fn read(values: u64, count: usize) -> u64 {
    let aligned = values << (64 - 8 * count);
    let pairs = aligned.wrapping_mul(10).wrapping_add(aligned >> 8);
    let low = (pairs & 0x0000_00FF_0000_00FF).wrapping_mul(1_000_000 << 32 | 100);
    let high = (pairs >> 16 & 0x0000_00FF_0000_00FF).wrapping_mul(10_000 << 32 | 1);
    low.wrapping_add(high) >> 32
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn position_in(text: &str) -> Option<((f64, f64), usize)> {
        position(format!("{text}{}", ",[4.5,5.5]".repeat(4)).as_bytes())
    }

    #[test]
    fn a_plain_position_is_read_with_its_length() {
        assert_eq!(position_in("[4.958412,46.153273]"), Some(((4.958412, 46.153273), 20)));
        assert_eq!(position_in("[-0.5,-179.1234567]"), Some(((-0.5, -179.1234567), 19)));
    }

    #[test]
    fn whatever_else_a_position_may_be_is_left_to_the_cursor() {
        for text in [
            "[4,5.5]",
            "[4.5,5]",
            "[4.5, 5.5]",
            "[ 4.5,5.5]",
            "[4.5e1,5.5]",
            "[4.5,5.5,6.5]",
            "[1234.5,5.5]",
            "[4.5]",
            "[04.5,5.5]",
            "[4.12345678,5.5]",
            "[.5,5.5]",
            "[4.,5.5]",
            "[-,5.5]",
            "[--4.5,5.5]",
            "[4.5,x]",
            "[/.5,5.5]",
            "[4.:,5.5]",
            "[+4.5,5.5]",
            "{}",
            "",
        ] {
            assert_eq!(position_in(text), None, "{text}");
        }
        assert_eq!(position(b"[4.5,5.5]"), None, "too little text to read without a check");
    }

    proptest! {
        #[test]
        fn plain_numbers_are_the_doubles_nearest_to_what_is_written(
            x in "-?(0|[1-9][0-9]{0,2})\\.[0-9]{1,7}", y in "-?(0|[1-9][0-9]{0,2})\\.[0-9]{1,7}"
        ) {
            let text = format!("[{x},{y}]");
            let ((a, b), length) = position_in(&text).unwrap();
            prop_assert_eq!(a.to_bits(), x.parse::<f64>().unwrap().to_bits());
            prop_assert_eq!(b.to_bits(), y.parse::<f64>().unwrap().to_bits());
            prop_assert_eq!(length, text.len());
        }

        #[test]
        fn no_text_is_taken_for_a_position_that_it_is_not(
            x in "-?(0|[1-9][0-9]{0,2})\\.[0-9]{1,7}", y in "-?(0|[1-9][0-9]{0,2})\\.[0-9]{1,7}",
            at in any::<prop::sample::Index>(), other in "[-+0-9.,\\[\\] e/:]{0,2}"
        ) {
            // A position with one of its bytes in another way, twice, or left out.
            let mut text = format!("[{x},{y}]");
            let at = at.index(text.len());
            text.replace_range(at..=at, &other);
            if let Some(((x, y), length)) = position_in(&text) {
                prop_assert!(text[..length].starts_with('[') && text[..length].ends_with(']'));
                prop_assert!(!text.contains(' ') || text.find(' ') >= Some(length));
                let (a, b) = text[1..length - 1].split_once(',').unwrap();
                prop_assert_eq!((a.parse(), b.parse()), (Ok(x), Ok(y)));
            }
        }
    }
}

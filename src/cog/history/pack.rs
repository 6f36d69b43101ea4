//! The packed history: columns of numbers and texts, postcard under zstd, as the packed reference is.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::{Day, History, HistoryError, HistoryInfo, Kind, Movement, Spell, Status};
use crate::cog::CommuneCode;

/// Layout that this program writes and reads.
const FORMAT: u32 = 1;

/// First bytes of the file, so that another file is told at once.
const MAGIC: &[u8] = b"maillage history\n";

/// zstd's level: made once and read often.
const LEVEL: i32 = 19;

/// A history unpacked is about a megabyte; more than this is no history.
const LARGEST: usize = 64 << 20;

#[derive(Serialize, Deserialize)]
struct Pack {
    first: u16,
    last: u16,
    dated_until: u16,
    sources: Vec<String>,
    /// All codes in order, five characters each as a number, less the one before.
    codes: Vec<u32>,
    /// All days in order.
    days: Vec<Day>,
    spells: SpellColumns,
    movements: MovementColumns,
}

/// One entry a spell in each column. A day or a code that is not there is 0, the others are one more than their index.
#[derive(Default, Serialize, Deserialize)]
struct SpellColumns {
    /// Index of the code, less the one before.
    codes: Vec<u32>,
    status: Vec<Status>,
    /// A line each.
    names: String,
    from: Vec<u32>,
    until: Vec<u32>,
    /// Difference from the index of the code: a part is near its commune.
    parents: Vec<Option<i32>>,
}

#[derive(Default, Serialize, Deserialize)]
struct MovementColumns {
    days: Vec<u32>,
    kinds: Vec<Kind>,
    from: Vec<u32>,
    to: Vec<u32>,
}

/// Packs a history. The same history gives the same bytes.
///
/// # Errors
/// Only if the compressor fails.
pub fn write_pack(history: &History) -> Result<Vec<u8>, HistoryError> {
    let plain = postcard::to_allocvec(&pack(history)).map_err(not_a_history)?;
    let packed = zstd::bulk::compress(&plain, LEVEL).map_err(not_a_history)?;
    Ok([MAGIC, &FORMAT.to_le_bytes(), &packed].concat())
}

/// Reads a packed history.
///
/// # Errors
/// Bytes that are not a packed history, or of another layout, or whose columns do not fit together.
pub fn read_pack(bytes: &[u8]) -> Result<History, HistoryError> {
    let plain = zstd::bulk::decompress(packed(bytes)?, LARGEST).map_err(not_a_history)?;
    unpack(postcard::from_bytes(&plain).map_err(not_a_history)?)
}

/// What follows the first bytes of a history of this layout.
fn packed(bytes: &[u8]) -> Result<&[u8], HistoryError> {
    let rest = bytes.strip_prefix(MAGIC).ok_or_else(|| not_a_history("its first bytes are not those of one"))?;
    let (format, packed) = rest.split_first_chunk::<4>().ok_or_else(|| not_a_history("the file is cut short"))?;
    match u32::from_le_bytes(*format) {
        FORMAT => Ok(packed),
        found => Err(HistoryError::OtherFormat { found, expected: FORMAT }),
    }
}

/// Refuses a file that cannot be read as a history by its first bytes, which is all that is read of it: most tables need no history,
/// and a wrong path would go unnoticed until one does.
///
/// # Errors
/// The file cannot be read, is no packed history, or has another layout.
pub fn check_file(path: &Path) -> Result<(), HistoryError> {
    let file = |source| HistoryError::File { path: path.to_owned(), source };
    let mut head = Vec::new();
    let opened = File::open(path).map_err(file)?;
    opened.take(MAGIC.len() as u64 + 4).read_to_end(&mut head).map_err(file)?;
    packed(&head).map(|_| ())
}

fn not_a_history(error: impl std::fmt::Display) -> HistoryError {
    HistoryError::NotAHistory { reason: error.to_string() }
}

fn pack(history: &History) -> Pack {
    let spells = history.all_spells();
    let movements = history.movements();
    let mut codes: Vec<CommuneCode> = spells.iter().flat_map(|it| [Some(it.code), it.parent]).flatten().collect();
    codes.extend(movements.iter().flat_map(|it| [it.from, it.to]));
    codes.sort_unstable();
    codes.dedup();
    let mut days: Vec<Day> = spells.iter().flat_map(|it| [it.from, it.until]).flatten().collect();
    days.extend(movements.iter().map(|it| it.day));
    days.sort_unstable();
    days.dedup();
    let code = |code: CommuneCode| codes.partition_point(|&it| it < code) as u32;
    let day = |day: Day| days.partition_point(|&it| it < day) as u32;
    let mut columns = SpellColumns::default();
    let mut last = 0;
    for spell in spells {
        let index = code(spell.code);
        columns.codes.push(index - last);
        last = index;
        columns.status.push(spell.status);
        // One line each, whatever the source had.
        columns.names.push_str(&spell.name.lines().collect::<Vec<_>>().join(" "));
        columns.names.push('\n');
        columns.from.push(spell.from.map_or(0, |it| day(it) + 1));
        columns.until.push(spell.until.map_or(0, |it| day(it) + 1));
        columns.parents.push(spell.parent.map(|it| code(it) as i32 - index as i32));
    }
    let moved = MovementColumns {
        days: movements.iter().map(|it| day(it.day)).collect(),
        kinds: movements.iter().map(|it| it.kind).collect(),
        from: movements.iter().map(|it| code(it.from)).collect(),
        to: movements.iter().map(|it| code(it.to)).collect(),
    };
    let info = history.info();
    let mut before = 0;
    let numbers = codes.iter().map(|&code| {
        let number = number(code);
        let step = number - before;
        before = number;
        step
    });
    Pack {
        first: info.first,
        last: info.last,
        dated_until: info.dated_until,
        sources: info.sources.clone(),
        codes: numbers.collect(),
        days,
        spells: columns,
        movements: moved,
    }
}

fn unpack(pack: Pack) -> Result<History, HistoryError> {
    let broken = || not_a_history("its columns do not fit together");
    let mut now = 0u32;
    let codes = pack.codes.iter().map(|&step| {
        now = now.checked_add(step)?;
        code_of(now)
    });
    let codes: Vec<CommuneCode> = codes.collect::<Option<_>>().ok_or_else(broken)?;
    let day = |index: u32| pack.days.get(index as usize).copied().ok_or_else(broken);
    let code = |index: u32| codes.get(index as usize).copied().ok_or_else(broken);
    let maybe_day = |index: u32| index.checked_sub(1).map(day).transpose();
    let columns = &pack.spells;
    let number = columns.codes.len();
    let names: Vec<&str> = columns.names.lines().collect();
    let lengths = [columns.status.len(), names.len(), columns.from.len(), columns.until.len(), columns.parents.len()];
    let moved = &pack.movements;
    let steps = moved.days.len();
    let is_whole = lengths.iter().all(|&length| length == number)
        && [moved.kinds.len(), moved.from.len(), moved.to.len()].iter().all(|&length| length == steps)
        && pack.first <= pack.last;
    if !is_whole {
        return Err(broken());
    }
    let mut spells = Vec::with_capacity(number);
    let mut index = 0u32;
    for (i, name) in names.into_iter().enumerate() {
        index = index.checked_add(columns.codes[i]).ok_or_else(broken)?;
        let parent = columns.parents[i].map(|step| index.checked_add_signed(step).ok_or_else(broken).and_then(code));
        spells.push(Spell {
            code: code(index)?,
            status: columns.status[i],
            name: name.to_owned(),
            from: maybe_day(columns.from[i])?,
            until: maybe_day(columns.until[i])?,
            parent: parent.transpose()?,
        });
    }
    let movements = (0..steps).map(|i| {
        let (from, to) = (code(moved.from[i])?, code(moved.to[i])?);
        Ok(Movement { day: day(moved.days[i])?, kind: moved.kinds[i], from, to })
    });
    let movements = movements.collect::<Result<Vec<_>, HistoryError>>()?;
    let info = HistoryInfo {
        first: pack.first,
        last: pack.last,
        dated_until: pack.dated_until,
        sources: pack.sources.clone(),
    };
    Ok(History::new(info, spells, movements))
}

/// The code as a number that sorts as the code does: twelve second characters, `0` to `9`, `A` and `B`.
fn number(code: CommuneCode) -> u32 {
    code.as_str().bytes().fold(0, |number, byte| {
        let digit = match byte {
            b'A' => 10,
            b'B' => 11,
            digit => u32::from(digit - b'0'),
        };
        number * 12 + digit
    })
}

fn code_of(mut number: u32) -> Option<CommuneCode> {
    let mut bytes = [0u8; 5];
    for byte in bytes.iter_mut().rev() {
        let digit = (number % 12) as u8;
        *byte = if digit < 10 { b'0' + digit } else { b'A' + digit - 10 };
        number /= 12;
    }
    let text = std::str::from_utf8(&bytes).ok()?;
    if number == 0 { text.parse().ok() } else { None }
}

//! A feature collection read as it comes: some megabytes are cut into features, which all threads read at once.

use std::io::Read;
use std::ops::Range;

use memchr::memchr_iter;
use rayon::prelude::*;

use super::features::Features;
use super::json::{Cursor, Fault, Parsed};
use crate::formats::layer::Layer;
use crate::formats::read_error::ReadError;

/// Bytes read at a time: many features, and little memory.
const BLOCK: usize = 8 << 20;

/// Features of a block are given out in so many parts.
const PARTS: usize = 16;

/// Bytes that a position takes in most files: room is made for about as many vertices as the text holds.
const POSITION: usize = 20;

pub(super) fn read(source: impl Read + Send) -> Result<Layer, ReadError> {
    let mut window = Window { source, bytes: Vec::new(), at: 0, lines: 1, ended: false, spare: Vec::new() };
    window.fill(BLOCK)?;
    let mut features = Features::default();
    let mut head = Head::default();
    window.at = usize::from(window.bytes.starts_with(b"\xef\xbb\xbf")) * 3;
    if window.whenever_whole(|cursor| head.read(cursor))? {
        read_blocks(&mut window, &mut features)?;
        window.whenever_whole(|cursor| head.rest(cursor))?;
        if head.kind.as_deref() != Some("FeatureCollection") {
            let reason = "features, but not in an object of type \"FeatureCollection\"".to_owned();
            return Err(window.explain(Fault { at: window.at, reason }));
        }
    } else {
        let whole = head.whole.clone();
        let read = features.read(&window.bytes[whole.clone()]);
        read.map_err(|fault| explain(&window.bytes, window.lines, fault + whole.start, Some(0)))?;
    }
    window.at_the_end()?;
    let Features { attributes, polygons, .. } = features;
    Ok(Layer { crs: head.crs, attributes, shapes: polygons.shapes, problems: polygons.problems, ..Layer::default() })
}

/// Members of the collection other than its features.
#[derive(Default)]
struct Head {
    kind: Option<String>,
    crs: Option<String>,
    /// The whole object, where there are no features in it.
    whole: Range<usize>,
}

impl Head {
    /// Reads up to the first feature; whether there is a list of them.
    fn read(&mut self, cursor: &mut Cursor) -> Parsed<bool> {
        cursor.peek();
        let start = cursor.at();
        cursor.expect(b'{', "a GeoJSON object")?;
        if !cursor.take(b'}') {
            loop {
                if self.member(cursor)? {
                    return Ok(true);
                }
                if cursor.take(b'}') {
                    break;
                }
                cursor.expect(b',', "',' or '}'")?;
            }
        }
        self.whole = start..cursor.at();
        Ok(false)
    }

    /// Reads what comes after the features.
    fn rest(&mut self, cursor: &mut Cursor) -> Parsed<()> {
        while !cursor.take(b'}') {
            cursor.expect(b',', "',' or '}'")?;
            if self.member(cursor)? {
                return cursor.fault("one list of features, not a second one");
            }
        }
        Ok(())
    }

    /// Reads a member; whether it is the features, of which only the bracket is taken.
    fn member(&mut self, cursor: &mut Cursor) -> Parsed<bool> {
        let key = cursor.string()?;
        cursor.expect(b':', "':'")?;
        cursor.peek();
        if key == b"features" {
            cursor.expect(b'[', "a list of features")?;
            return Ok(true);
        }
        let start = cursor.at();
        cursor.skip_value()?;
        let value = || serde_json::from_slice::<serde_json::Value>(cursor.since(start)).unwrap_or_default();
        match key {
            b"type" => self.kind = value().as_str().map(str::to_owned),
            b"crs" => self.crs = value()["properties"]["name"].as_str().map(str::to_owned),
            _ => {}
        }
        Ok(false)
    }
}

/// Reads the list of features: while a block is parsed, the next one is taken in and the one before put in its place.
fn read_blocks<R: Read + Send>(window: &mut Window<R>, features: &mut Features) -> Result<(), ReadError> {
    let mut block = window.next_block(0)?;
    let mut parsed = Vec::new();
    loop {
        let next = block.first + block.texts.len();
        let last = block.last;
        let (parts, taken) = rayon::join(
            || block.parse(),
            || {
                parsed.drain(..).for_each(|part| features.append(part));
                if last { Ok(Block::default()) } else { window.next_block(next) }
            },
        );
        parsed = parts?;
        if last {
            parsed.drain(..).for_each(|part| features.append(part));
            return Ok(());
        }
        window.spare = std::mem::replace(&mut block, taken?).bytes;
    }
}

/// Some megabytes of text, and the features in it.
#[derive(Default)]
struct Block {
    bytes: Vec<u8>,
    /// Line of the first byte.
    line: u64,
    texts: Vec<Range<usize>>,
    /// Index of the first feature in the layer.
    first: usize,
    /// No features follow.
    last: bool,
}

impl Block {
    /// Its features, in parts read by all threads.
    fn parse(&self) -> Result<Vec<Features>, ReadError> {
        let size = self.texts.len().div_ceil(PARTS).max(1);
        let parse = |(part, texts): (usize, &[Range<usize>])| {
            let first = self.first + part * size;
            let mut features = Features::starting_at(first);
            let bytes = texts.last().map_or(0, |last| last.end) - texts.first().map_or(0, |first| first.start);
            features.polygons.shapes.reserve_vertices(bytes / POSITION);
            for (index, text) in texts.iter().enumerate() {
                let read = features.read(&self.bytes[text.clone()]);
                read.map_err(|fault| (fault + text.start, first + index))?;
            }
            Ok(features)
        };
        let parts: Vec<Result<Features, (Fault, usize)>> = self.texts.par_chunks(size).enumerate().map(parse).collect();
        let told = |(fault, index)| explain(&self.bytes, self.line, fault, Some(index));
        parts.into_iter().map(|part| part.map_err(told)).collect()
    }
}

impl std::ops::Add<usize> for Fault {
    type Output = Self;

    fn add(self, offset: usize) -> Self {
        Self { at: self.at + offset, ..self }
    }
}

/// The part of the text that is held.
struct Window<R> {
    source: R,
    bytes: Vec<u8>,
    /// What is before this was read.
    at: usize,
    /// Line of the first byte held.
    lines: u64,
    ended: bool,
    /// A buffer to be used again.
    spare: Vec<u8>,
}

impl<R: Read> Window<R> {
    /// Forgets what was read and takes in so many bytes more.
    fn fill(&mut self, more: usize) -> Result<(), ReadError> {
        self.lines += lines(&self.bytes[..self.at]);
        self.bytes.drain(..self.at);
        self.at = 0;
        let read = self.source.by_ref().take(more as u64).read_to_end(&mut self.bytes);
        let read = read.map_err(|source| ReadError::Io { path: Default::default(), source })?;
        self.ended = read < more;
        Ok(())
    }

    /// Reads something that may go on beyond what is held: then more is taken in, and it is tried again.
    fn whenever_whole<T>(&mut self, mut read: impl FnMut(&mut Cursor) -> Parsed<T>) -> Result<T, ReadError> {
        loop {
            let mut cursor = Cursor::new(&self.bytes);
            cursor.go_to(self.at);
            match read(&mut cursor) {
                // A value at the very end may not be whole yet.
                Ok(value) if self.ended || cursor.at() < self.bytes.len() => {
                    self.at = cursor.at();
                    return Ok(value);
                }
                Err(fault) if self.ended || fault.at < self.bytes.len() => return Err(self.explain(fault)),
                _ => self.fill((self.bytes.len() - self.at).max(BLOCK))?,
            }
        }
    }

    /// The next features, one at least unless there are none; `first` is the index of the first.
    fn next_block(&mut self, first: usize) -> Result<Block, ReadError> {
        let held = self.bytes.len() - self.at;
        if held < BLOCK && !self.ended {
            self.fill(BLOCK - held)?;
        }
        loop {
            let mut texts = Vec::new();
            let mut cursor = Cursor::new(&self.bytes);
            cursor.go_to(self.at);
            let mut whole = self.at;
            let mut last = false;
            let cut = loop {
                if cursor.take(b']') {
                    last = true;
                    whole = cursor.at();
                    break None;
                }
                let separated = (first == 0 && texts.is_empty()) || cursor.take(b',');
                cursor.peek();
                let start = cursor.at();
                let read = if separated { cursor.skip_object() } else { cursor.fault("',' or ']'") };
                match read {
                    Ok(()) => texts.push(start..cursor.at()),
                    Err(fault) => break Some(fault),
                }
                whole = cursor.at();
            };
            match cut {
                Some(fault) if self.ended || fault.at < self.bytes.len() => return Err(self.explain(fault)),
                Some(_) if texts.is_empty() => self.fill((self.bytes.len() - self.at).max(BLOCK))?,
                _ => {
                    let (bytes, line) = self.hand_over(whole);
                    return Ok(Block { bytes, line, texts, first, last });
                }
            }
        }
    }

    /// Gives away what is held, with the line where it begins, and keeps what comes after `end`.
    fn hand_over(&mut self, end: usize) -> (Vec<u8>, u64) {
        let mut kept = std::mem::take(&mut self.spare);
        kept.clear();
        kept.extend_from_slice(&self.bytes[end..]);
        let line = self.lines;
        self.lines += lines(&self.bytes[..end]);
        self.at = 0;
        (std::mem::replace(&mut self.bytes, kept), line)
    }

    /// Nothing but white space may follow.
    fn at_the_end(&mut self) -> Result<(), ReadError> {
        self.whenever_whole(|cursor| if cursor.peek().is_none() { Ok(()) } else { cursor.fault("the end of the file") })
    }

    fn explain(&self, fault: Fault) -> ReadError {
        explain(&self.bytes, self.lines, fault, None)
    }
}

/// A fault in some bytes, the first of which lies on `line`.
fn explain(bytes: &[u8], line: u64, fault: Fault, feature: Option<usize>) -> ReadError {
    let (before, after) = bytes.split_at(fault.at.min(bytes.len()));
    let line = Some(line + lines(before));
    // No character of UTF-8 is longer than four bytes.
    let character = std::str::from_utf8(&after[..after.len().min(4)]);
    if character.is_err_and(|error| error.valid_up_to() == 0 && error.error_len().is_some()) {
        return ReadError::NotUtf8 { feature, line };
    }
    ReadError::Malformed { feature, line, reason: fault.reason }
}

fn lines(bytes: &[u8]) -> u64 {
    memchr_iter(b'\n', bytes).count() as u64
}

//! A feature collection read as it comes: some megabytes are cut into features, which all threads read at once.

use std::io::Read;
use std::ops::Range;

use memchr::memchr_iter;
use rayon::prelude::*;

use super::json::{Cursor, Fault, Parsed};
use super::read::Features;
use crate::formats::layer::Layer;
use crate::formats::read_error::ReadError;

/// Bytes read at a time: many features, and little memory.
const BLOCK: usize = 8 << 20;

/// Features of a block are given out in so many parts.
const PARTS: usize = 16;

pub(super) fn read(source: impl Read + Send) -> Result<Layer, ReadError> {
    let mut window = Window { source, bytes: Vec::new(), at: 0, lines: 1, ended: false };
    window.fill(BLOCK)?;
    let mut features = Features::default();
    let mut head = Head::default();
    window.at = usize::from(window.bytes.starts_with(b"\xef\xbb\xbf")) * 3;
    if window.whenever_whole(|cursor| head.read(cursor))? {
        while !read_block(&mut window, &mut features)? {}
        window.whenever_whole(|cursor| head.rest(cursor))?;
        if head.kind.as_deref() != Some("FeatureCollection") {
            let reason = "features, but not in an object of type \"FeatureCollection\"".to_owned();
            return Err(window.explain(Fault { at: window.at, reason }, None));
        }
    } else {
        let whole = head.whole.clone();
        let read = features.read(&window.bytes[whole.clone()]);
        read.map_err(|fault| window.explain(fault + whole.start, Some(0)))?;
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

/// Reads the features that the window holds whole; whether they were the last.
fn read_block<R: Read + Send>(window: &mut Window<R>, features: &mut Features) -> Result<bool, ReadError> {
    let first = features.attributes.len();
    let (texts, finished) = window.features(first == 0)?;
    let size = texts.len().div_ceil(PARTS).max(1);
    let bytes = &window.bytes;
    let read_part = |(part, texts): (usize, &[Range<usize>])| {
        let first = first + part * size;
        let mut features = Features::starting_at(first);
        for (index, text) in texts.iter().enumerate() {
            features.read(&bytes[text.clone()]).map_err(|fault| (first + index, fault + text.start))?;
        }
        Ok(features)
    };
    let parts: Vec<Result<Features, (usize, Fault)>> = texts.par_chunks(size).enumerate().map(read_part).collect();
    for part in parts {
        let part = part.map_err(|(index, fault)| window.explain(fault, Some(index)))?;
        features.attributes.extend(part.attributes);
        features.polygons.append(part.polygons);
    }
    Ok(finished)
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
}

impl<R: Read> Window<R> {
    /// Forgets what was read and takes in so many bytes more.
    fn fill(&mut self, more: usize) -> Result<(), ReadError> {
        self.lines += memchr_iter(b'\n', &self.bytes[..self.at]).count() as u64;
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
                Err(fault) if self.ended || fault.at < self.bytes.len() => return Err(self.explain(fault, None)),
                _ => self.fill((self.bytes.len() - self.at).max(BLOCK))?,
            }
        }
    }

    /// The texts of the next features, one at least unless there are none; and whether the list ends with them.
    fn features(&mut self, first: bool) -> Result<(Vec<Range<usize>>, bool), ReadError> {
        let held = self.bytes.len() - self.at;
        if held < BLOCK && !self.ended {
            self.fill(BLOCK - held)?;
        }
        loop {
            let mut features = Vec::new();
            let mut cursor = Cursor::new(&self.bytes);
            cursor.go_to(self.at);
            let mut whole = self.at;
            let mut finished = false;
            let cut = loop {
                if cursor.take(b']') {
                    finished = true;
                    whole = cursor.at();
                    break None;
                }
                let separated = (first && features.is_empty()) || cursor.take(b',');
                cursor.peek();
                let start = cursor.at();
                let read = if separated { cursor.skip_object() } else { cursor.fault("',' or ']'") };
                match read {
                    Ok(()) => features.push(start..cursor.at()),
                    Err(fault) => break Some(fault),
                }
                whole = cursor.at();
            };
            match cut {
                Some(fault) if self.ended || fault.at < self.bytes.len() => return Err(self.explain(fault, None)),
                Some(_) if features.is_empty() => self.fill((self.bytes.len() - self.at).max(BLOCK))?,
                _ => {
                    self.at = whole;
                    return Ok((features, finished));
                }
            }
        }
    }

    /// Nothing but white space may follow.
    fn at_the_end(&mut self) -> Result<(), ReadError> {
        self.whenever_whole(|cursor| if cursor.peek().is_none() { Ok(()) } else { cursor.fault("the end of the file") })
    }

    fn explain(&self, fault: Fault, feature: Option<usize>) -> ReadError {
        let at = fault.at.min(self.bytes.len());
        let line = self.lines + memchr_iter(b'\n', &self.bytes[..at]).count() as u64;
        ReadError::Malformed { feature, line: Some(line), reason: fault.reason }
    }
}

//! What a file holds by its first bytes, and unpacking within limits.
//!
//! An archive of a few kilobytes can unpack to terabytes, so what comes out is bounded: by a size, and by a multiple of
//! what went in. Nothing is allocated on the word of a header.

use std::io::Read;
use std::path::PathBuf;

use super::read_error::ReadError;

/// How much an archive may unpack to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes, for each file in an archive. 8 GiB by default.
    pub bytes: u64,
    /// Multiple of the packed size. 200 by default: polygons as text pack 3 to 30 times smaller.
    pub ratio: u64,
    /// Bytes that are allowed whatever the ratio. 64 MiB by default.
    pub free: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { bytes: 8 << 30, ratio: 200, free: 64 << 20 }
    }
}

impl Limits {
    /// Bytes that may come out of so many.
    pub(super) fn of(self, packed: u64) -> u64 {
        self.bytes.min(packed.saturating_mul(self.ratio).max(self.free))
    }
}

/// Memory of the xz decoder, in KiB: enough for its strongest preset.
const XZ_MEMORY: u32 = 128 << 10;

/// What the first bytes of a file tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Content {
    Gzip,
    Xz,
    Zip,
    Sqlite,
    Parquet,
    Shapefile,
    /// It begins as a JSON object does.
    Json,
    /// Something known that is not read: its name.
    Other(&'static str),
    Unknown,
}

impl Content {
    /// What begins with these bytes.
    pub fn of(head: &[u8]) -> Self {
        const MAGIC: [(&[u8], Content); 19] = [
            (b"\x1f\x8b", Content::Gzip),
            (b"\xfd7zXZ\0", Content::Xz),
            (b"PK\x03\x04", Content::Zip),
            (b"PK\x05\x06", Content::Zip),
            (b"SQLite format 3\0", Content::Sqlite),
            (b"PAR1", Content::Parquet),
            (b"\0\0\x27\x0a", Content::Shapefile),
            (b"7z\xbc\xaf\x27\x1c", Content::Other("a 7z archive, to be unpacked first")),
            (b"Rar!", Content::Other("a RAR archive, to be unpacked first")),
            (b"BZh", Content::Other("a bzip2 file, to be unpacked first")),
            (b"\x28\xb5\x2f\xfd", Content::Other("a Zstandard file, to be unpacked first")),
            (b"fgb\x03", Content::Other("a FlatGeobuf file")),
            (b"ARROW1", Content::Other("an Arrow file")),
            (b"%PDF", Content::Other("a PDF document")),
            (b"\x89PNG", Content::Other("a PNG picture")),
            (b"II*\0", Content::Other("a TIFF picture")),
            (b"\xd0\xcf\x11\xe0", Content::Other("an old Office document")),
            (b"<!DOCTYPE", Content::Other("a web page")),
            (b"<html", Content::Other("a web page")),
        ];
        if let Some((_, content)) = MAGIC.iter().find(|(magic, _)| head.starts_with(magic)) {
            return *content;
        }
        let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
        match text.first() {
            Some(b'{') => Self::Json,
            Some(b'<') => Self::Other("XML, such as GML or KML"),
            Some(b'[') => Self::Other("a JSON list, not an object"),
            None => Self::Other("an empty file"),
            _ if head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff") => {
                Self::Other("text in UTF-16, where UTF-8 is expected")
            }
            _ if head.iter().all(|&byte| byte >= b' ' || byte.is_ascii_whitespace()) => Self::Other("plain text"),
            _ => Self::Unknown,
        }
    }
}

/// A stream that ends with an error where it goes beyond its limit.
pub(super) struct Bounded<R> {
    unpacked: R,
    left: u64,
    limit: u64,
    rule: String,
    exceeded: bool,
}

impl<R: Read> Bounded<R> {
    /// What comes out of so many packed bytes.
    pub fn new(unpacked: R, packed: u64, limits: Limits) -> Self {
        let limit = limits.of(packed);
        let rule = if limit == limits.bytes {
            "the most that is unpacked".to_owned()
        } else {
            format!("{} times its packed size", limits.ratio)
        };
        Self { unpacked, left: limit, limit, rule, exceeded: false }
    }

    /// Reads to the end.
    pub fn whole(mut self, name: &str) -> Result<Vec<u8>, ReadError> {
        let mut bytes = Vec::new();
        match self.read_to_end(&mut bytes) {
            Ok(_) => Ok(bytes),
            Err(source) => Err(self.explain(ReadError::Io { path: PathBuf::new(), source }, name)),
        }
    }

    /// An error met while this was read, told as what it comes from.
    pub fn explain(&self, error: ReadError, name: &str) -> ReadError {
        match error {
            _ if self.exceeded => {
                ReadError::TooLarge { name: name.to_owned(), limit: self.limit, rule: self.rule.clone() }
            }
            ReadError::Io { source, .. } => ReadError::malformed(format!("{name} cannot be unpacked: {source}")),
            other => other,
        }
    }
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        if self.left == 0 {
            // Whether anything comes after the last byte allowed.
            self.exceeded = !buffer.is_empty() && self.unpacked.read(&mut [0])? > 0;
            return if self.exceeded { Err(std::io::Error::other("larger than its limit")) } else { Ok(0) };
        }
        let allowed = usize::try_from(self.left).unwrap_or(usize::MAX).min(buffer.len());
        let read = self.unpacked.read(&mut buffer[..allowed])?;
        self.left -= read as u64;
        Ok(read)
    }
}

/// The stream in a .gz or .xz.
pub(super) fn unpacked<'a>(packed: impl Read + Send + 'a, content: Content) -> Box<dyn Read + Send + 'a> {
    if content == Content::Xz {
        Box::new(lzma_rust2::XzReader::new_mem_limit(packed, true, XZ_MEMORY))
    } else {
        Box::new(flate2::read::MultiGzDecoder::new(packed))
    }
}

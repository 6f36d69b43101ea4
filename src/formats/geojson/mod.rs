//! GeoJSON: read from a stream by all threads, and written as RFC 7946.

mod features;
mod json;
mod plain;
mod read;
mod stream;
#[cfg(test)]
mod tests;
mod write;

pub use read::{read, read_from};
pub use write::{Row, write, write_exact};

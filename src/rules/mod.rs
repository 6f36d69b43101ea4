//! Rules of the CPTS that are data: size categories (and later funding and deadlines), read from `assets/schemes.toml`.

mod sizes;

pub use sizes::{SchemeError, Size, SizeScheme};

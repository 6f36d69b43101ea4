//! Reading polygons from files: every format, made by other software, and what can be wrong with them.
//!
//! `scripts/make-format-fixtures` makes the files.

mod agreement;
mod archives;
mod encodings;
mod faults;
mod files;
mod mutations;
mod real;
mod references;
mod written;

//! `maillage`: see the library's documentation and README.md.

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run()
}

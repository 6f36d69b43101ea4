//! The command line: what was asked for, one file a subcommand, and how each outcome ends.

/// Writes a line to standard error.
macro_rules! tell {
    ($($told:tt)*) => {
        $crate::cli::output::note(&(format!($($told)*) + "\n"))
    };
}

mod args;
mod assign;
mod boundaries;
mod check;
mod clashes;
mod clean;
mod cog;
mod compare;
mod diff;
mod export;
mod failure;
mod found;
mod help;
mod input;
mod misfit;
mod output;
mod packs;
mod populations;
mod reference;
mod report;
mod rules;
mod schemes;
mod simulate;
mod table;
mod timeline;
mod unfit;
mod usage;

use std::process::ExitCode;

use clap::Parser;

use args::{Args, BoundariesCommand, CogArgs, CogCommand, Command, ReferenceCommand};

/// How a command that ran to its end turned out.
enum Outcome {
    /// Fine.
    Fine,
    /// The table or the boundaries break a rule of severity error (`check` and `boundaries check` only).
    RulesBroken,
}

/// Exit code of bad usage, and of files that cannot be read or written.
const FAILED: u8 = 2;

/// Reads the command line, does what it says, and maps how it went to an exit code.
pub fn run() -> ExitCode {
    maillage::guard::keep_guarded_panics_quiet();
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => return usage::tell(&error, std::env::args_os()),
    };
    match run_command(&args) {
        Ok(Outcome::Fine) => ExitCode::SUCCESS,
        Ok(Outcome::RulesBroken) => ExitCode::from(1),
        // Whoever read our output has seen enough: `maillage … | head` is no failure.
        Err(error) if output::is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            tell!("maillage: {}", failure::in_full(&error, args.common.lang.into()));
            ExitCode::from(FAILED)
        }
    }
}

fn run_command(args: &Args) -> anyhow::Result<Outcome> {
    // Making a history is the remedy where that of the environment has another layout.
    if !matches!(&args.command, Command::Cog(CogArgs { command: Some(CogCommand::Build(_)), .. })) {
        packs::check_history(&args.common)?;
    }
    clashes::refuse(&args.command, &args.common)?;
    match &args.command {
        Command::Report(options) => report::run(options, &args.common),
        Command::Export(options) => export::run(options, &args.common),
        Command::Check(options) => check::run(options, &args.common),
        Command::Clean(options) => clean::run(options, &args.common),
        Command::Compare(options) => compare::run(options, &args.common),
        Command::Assign(options) => assign::run(options, &args.common),
        Command::Diff(options) => diff::run(options, &args.common),
        Command::Simulate(options) => simulate::run(options, &args.common),
        Command::Timeline(options) => timeline::run(options, &args.common),
        Command::Boundaries(BoundariesCommand::Check(options)) => boundaries::check(options, &args.common),
        Command::Boundaries(BoundariesCommand::Repair(options)) => boundaries::mend(options, &args.common),
        Command::Cog(options) => cog::run(options, &args.common),
        Command::Schemes => schemes::run(&args.common),
        Command::Reference(ReferenceCommand::Info) => reference::info(&args.common),
        Command::Reference(ReferenceCommand::Build(options)) => reference::build(options, &args.common),
        Command::Reference(ReferenceCommand::Export(options)) => reference::export(options, &args.common),
    }
}

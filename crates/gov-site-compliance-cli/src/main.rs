//! `gov-site-compliance`: census of government websites on the command line.

mod args;
mod command;
mod evidence;
mod failure;
mod output;
mod progress;
mod run_record;

use std::process::ExitCode;

use clap::Parser;

use args::{Args, Command};

fn main() -> ExitCode {
    let done = match Args::parse().command {
        Command::Census(args) => command::census::run(&args),
        Command::Explain(args) => command::explain::run(&args),
        Command::Check(args) => command::check::run(&args),
        Command::Standard(args) => command::standard::run(&args),
        Command::Workdays(args) => command::workdays::run(&args),
        Command::Schema => command::schema::run(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}

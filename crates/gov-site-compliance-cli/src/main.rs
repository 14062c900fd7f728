//! `gov-site-compliance`: census of government websites on the command line.

mod args;
mod command;
mod evidence;
mod failure;
mod held;
mod output;
#[cfg(feature = "pages")]
mod page_options;
#[cfg(feature = "pages")]
mod page_reading;
mod progress;
mod run_record;
mod screen;

use std::{io::Write, process::ExitCode};

use clap::Parser;

use args::{Args, Command};
use failure::Failure;
use screen::Screen;

/// Threads that judge give and free much.
#[cfg(feature = "parquet")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let command = Args::parse().command;
    let mut screen = Screen::open();
    let done = match command {
        Command::Census(args) => command::census::run(&args, &mut screen),
        Command::Explain(args) => command::explain::run(&args, &mut screen),
        Command::Check(args) => command::check::run(&args, &mut screen),
        Command::Compare(args) => command::compare::run(&args, &mut screen),
        Command::Standard(args) => command::standard::run(&args, &mut screen),
        Command::Workdays(args) => command::workdays::run(&args, &mut screen),
        Command::Generate(args) => command::generate::run(&args, &mut screen),
        Command::Template(args) => command::template::run(&args, &mut screen),
        #[cfg(feature = "pages")]
        Command::Extract(args) => command::extract::run(&args, &mut screen),
        #[cfg(feature = "pages")]
        Command::EvidenceFromPages(args) => command::evidence_from_pages::run(&args, &mut screen),
        Command::Schema => command::schema::run(&mut screen),
        Command::Rejects => command::rejects::run(&mut screen),
    };
    match done.and(screen.flush().map_err(Failure::from)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}

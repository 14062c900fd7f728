//! Writes a synthetic census folder with known truth.

use std::io::Write;

use gov_site_generate::{Format, GenerateError, Ids, Options, Order, Summary, generate};

use crate::{
    args::{GenerateArgs, IdForm, RowOrder, TableFormat},
    failure::Failure,
    progress::Line,
    screen::Screen,
};

pub fn run(args: &GenerateArgs, screen: &mut Screen) -> Result<(), Failure> {
    let line = Line::new();
    let summary = generate(&args.dir, &options(args), &mut |progress| line.writing(progress)).map_err(failure)?;
    drop(line);
    Ok(show(args, &summary, screen)?)
}

fn options(args: &GenerateArgs) -> Options {
    Options {
        sites: args.sites,
        columns: args.columns,
        updates: args.updates,
        visits: args.visits,
        tickets: args.tickets,
        seed: args.seed,
        format: match args.format {
            TableFormat::Csv => Format::Csv,
            TableFormat::Parquet => Format::Parquet,
        },
        order: match args.order {
            RowOrder::Sorted => Order::Sorted,
            RowOrder::Shuffled => Order::Shuffled,
        },
        ids: match args.ids {
            IdForm::Dense => Ids::Dense,
            IdForm::Sparse => Ids::Sparse,
            IdForm::Text => Ids::Text,
        },
        anomalies: args.anomalies,
    }
}

fn failure(error: GenerateError) -> Failure {
    match error {
        GenerateError::Io { path, source } => Failure::at(&path, source),
        error => Failure::input(error),
    }
}

fn show(args: &GenerateArgs, summary: &Summary, screen: &mut Screen) -> std::io::Result<()> {
    let Summary { sites, columns, updates, visits, tickets, anomalies, unqualified } = summary;
    writeln!(screen, "{}: {sites} sites, {columns} columns, {updates} updates, {visits} visits, {tickets} tickets", args.dir.display())?;
    writeln!(screen, "{anomalies} sites with an anomaly, {unqualified} unqualified by truth/verdicts.csv")?;
    writeln!(screen, "\nNext: gov-site-compliance census {0} --out {0}-out", args.dir.display())
}

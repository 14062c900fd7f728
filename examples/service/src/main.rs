//! `gov-site-compliance-service`: the example service as a program.

use std::{net::SocketAddr, panic, process::ExitCode, time::Duration};

use clap::Parser;
use gov_site_compliance_service::{App, Limits, router, serve};
use tokio::net::TcpListener;

/// Census of government websites over HTTP: evidence in as JSON, verdicts out (example)
#[derive(Debug, Parser)]
#[command(version, about, max_term_width = 110)]
struct Args {
    /// Address to listen on; port 0 takes a free one
    #[arg(long, default_value = "127.0.0.1:8080")]
    bind: SocketAddr,
    /// Longest body in MiB
    #[arg(long, value_name = "MIB", default_value = "32", value_parser = clap::value_parser!(u16).range(1..=1024))]
    body_limit: u16,
    /// All bodies that are held at a time in MiB [default: 8 of the longest]
    #[arg(long, value_name = "MIB", value_parser = clap::value_parser!(u16).range(1..))]
    held_limit: Option<u16>,
    /// Time from the head of a request to its answer in seconds
    #[arg(long, value_name = "SECONDS", default_value = "30", value_parser = clap::value_parser!(u16).range(1..=3600))]
    time_limit: u16,
    /// Most rows of all tables of a request
    #[arg(long, value_name = "ROWS", default_value_t = Limits::default().rows)]
    row_limit: u64,
    /// Most rows of all tables but updates and visits
    #[arg(long, value_name = "ROWS", default_value_t = Limits::default().registry)]
    registry_limit: u64,
    /// Requests that are judged at a time [default: one for each core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    workers: Option<u16>,
    /// Requests that wait for a worker; more are told to come back later
    #[arg(long, value_name = "N", default_value = "16")]
    queue: u16,
    /// Open connections; more wait
    #[arg(long, value_name = "N", default_value = "1024", value_parser = clap::value_parser!(u16).range(1..))]
    connections: u16,
}

impl Args {
    fn limits(&self) -> Limits {
        let body = usize::from(self.body_limit) << 20;
        let standard = Limits::default();
        Limits {
            body,
            held: self.held_limit.map_or(8 * body, |held| usize::from(held) << 20).max(body),
            time: Duration::from_secs(self.time_limit.into()),
            rows: self.row_limit,
            registry: self.registry_limit,
            workers: self.workers.map_or(standard.workers, usize::from),
            waiting: self.queue.into(),
            connections: self.connections.into(),
            ..standard
        }
    }
}

#[tokio::main]
async fn main() -> ExitCode {
    let args = Args::parse();
    // The message of a panic can quote a row; where it happened cannot.
    panic::set_hook(Box::new(|panic| eprintln!("panic at {}", panic.location().map_or_else(String::new, ToString::to_string))));
    match run(&args).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{}: {error}; choose another address with --bind", args.bind);
            ExitCode::FAILURE
        }
    }
}

async fn run(args: &Args) -> std::io::Result<()> {
    let stop = told_to_stop()?;
    let listener = TcpListener::bind(args.bind).await?;
    println!("listening on http://{}", listener.local_addr()?);
    let limits = args.limits();
    serve(listener, router(App::new(limits.clone())), &limits, stop).await;
    eprintln!("stopped");
    Ok(())
}

/// Ctrl-C, or the signal that `kill`, systemd and Kubernetes send. Whoever sees the service listen can stop it: the signals are waited for
/// from the call on.
#[cfg(unix)]
fn told_to_stop() -> std::io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut interrupt, mut terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    Ok(async move {
        tokio::select! { _ = interrupt.recv() => {}, _ = terminate.recv() => {} }
    })
}

#[cfg(not(unix))]
fn told_to_stop() -> std::io::Result<impl Future<Output = ()>> {
    Ok(async {
        // Without a handler Ctrl-C ends the program as it always did.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    })
}

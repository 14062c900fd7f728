//! How much the service takes on.

use std::{num::NonZero, thread::available_parallelism, time::Duration};

/// Limits of the service. Each bounds something that a caller could otherwise make grow without end.
///
/// ```
/// let limits = gov_site_compliance_service::Limits { rows: 1_000, ..Default::default() };
/// assert_eq!(limits.body, 32 << 20);
/// ```
#[derive(Clone, Debug)]
pub struct Limits {
    /// Bytes of a body.
    pub body: usize,
    /// From the head of a request to its answer; a worker that is still busy then ends its work and throws it away.
    pub time: Duration,
    /// From the first byte of a head to its last, and how long an idle connection is kept.
    pub head: Duration,
    /// How long a connection is kept at all: after that it ends with the request under way.
    pub connection: Duration,
    /// Rows of all tables of a request.
    pub rows: u64,
    /// Rows of the tables that are held and compared with each other: all but updates and visits. A site becomes a verdict, which is much
    /// longer than its row, and thousands of columns of one site take as long as millions of updates.
    pub registry: u64,
    /// Findings, and rejected rows, that an answer lists; it counts all.
    pub listed: usize,
    /// Requests that are judged at a time, one thread each.
    pub workers: usize,
    /// Requests that wait for a worker.
    pub waiting: usize,
    /// Bytes of all bodies that are held at a time.
    pub held: usize,
    /// Open connections.
    pub connections: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        let body = 32 << 20;
        Limits {
            body,
            time: Duration::from_secs(30),
            head: Duration::from_secs(10),
            connection: Duration::from_secs(600),
            rows: 1_000_000,
            registry: 20_000,
            listed: 10_000,
            workers: available_parallelism().map_or(1, NonZero::get),
            waiting: 16,
            held: 8 * body,
            connections: 1_024,
        }
    }
}

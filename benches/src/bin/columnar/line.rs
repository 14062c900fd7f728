//! The line that a contender prints.

use std::{
    fmt::Write,
    hint::black_box,
    time::{Duration, Instant},
};

use crate::Outcome;

/// What a work took and found.
#[derive(Default)]
pub struct Line {
    pub seconds: f64,
    pub rows: u64,
    pub answer: Vec<(&'static str, i64)>,
    /// The answer where it is a word.
    pub word: Option<(&'static str, String)>,
    pub bytes: Option<u64>,
    /// Fields that were read, by table.
    pub projection: Vec<(&'static str, Vec<String>)>,
}

impl Line {
    /// The line as JSON.
    pub fn text(&self, work: &str) -> String {
        let mut answer: Vec<String> = self.answer.iter().map(|(name, value)| format!("\"{name}\": {value}")).collect();
        answer.extend(self.word.iter().map(|(name, value)| format!("\"{name}\": \"{value}\"")));
        let mut text = format!("{{\"contender\": \"ours\", \"work\": \"{work}\", \"seconds\": {:.9}, \"rows\": {}", self.seconds, self.rows);
        let _ = write!(text, ", \"answer\": {{{}}}", answer.join(", "));
        if let Some(bytes) = self.bytes {
            let _ = write!(text, ", \"bytes\": {bytes}");
        }
        if !self.projection.is_empty() {
            let tables: Vec<String> = self.projection.iter().map(|(table, fields)| format!("\"{table}\": {fields:?}")).collect();
            let _ = write!(text, ", \"projection\": {{{}}}", tables.join(", "));
        }
        text.push('}');
        text
    }
}

/// What warming up takes at least: a core that was idle while the data was loaded takes a while to come back.
const WARM: Duration = Duration::from_millis(300);

/// Does the work to warm up, once and until [`WARM`] is over, then once with the clock running.
pub fn timed<T>(mut work: impl FnMut() -> Outcome<T>) -> Outcome<(T, f64)> {
    timed_with(|| (), |()| work())
}

/// The same where each time needs something of its own, which is made while no clock runs.
pub fn timed_with<I, T>(mut make: impl FnMut() -> I, mut work: impl FnMut(I) -> Outcome<T>) -> Outcome<(T, f64)> {
    let begun = Instant::now();
    black_box(work(make())?);
    while begun.elapsed() < WARM {
        black_box(work(make())?);
    }
    let made = make();
    let start = Instant::now();
    let result = black_box(work(made)?);
    Ok((result, start.elapsed().as_secs_f64()))
}

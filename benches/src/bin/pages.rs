//! Ours in the comparison of `cargo xtask bench pages`: `pages FOLDER…` prints what each page took, see ../../README.md.
//!
//! The readers are compared with the bare parse of the same text: the page as UTF-8 and declared so. The text of a page is decoded and its
//! bytes are digested in either case: that is measured apart and taken off.

use std::collections::BTreeMap;
use std::hint::black_box;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;
use std::{env, error::Error, fs};

use benches::end;
use encoding_rs::{Encoding, UTF_8};
use gov_site_pages::{Budget, PageInput, read_page};
use scraper::Html;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// As the release binary has it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// How often a page is parsed and read in turn: the works take less than a millisecond, and what comes in between weighs more than in the others.
const TURNS: usize = 15;
const ADDRESS: &str = "http://www.example.gov.cn/a/b/index.html";

/// A page that can be read.
struct Saved {
    path: PathBuf,
    bytes: Vec<u8>,
    text: String,
}

fn main() -> ExitCode {
    end(run())
}

/// As they were saved, all pages are read once to warm up, then once with the clock running, as the peers do.
fn run() -> Result<String, Box<dyn Error>> {
    let pages = saved()?;
    let warm: f64 = pages.iter().map(whole).sum();
    black_box(warm);
    let wholes: Vec<f64> = pages.iter().map(whole).collect();
    let seconds: f64 = wholes.iter().sum();
    let told: BTreeMap<String, Value> = pages.iter().zip(wholes).map(|(page, whole)| (page.path.display().to_string(), works(page, whole))).collect();
    Ok(json!({ "contender": "rust", "work": "pages", "seconds": seconds, "rows": told.len(), "answer": {}, "pages": told }).to_string())
}

/// The pages of all folders. What is refused as no page is no work.
fn saved() -> Result<Vec<Saved>, Box<dyn Error>> {
    let mut pages = Vec::new();
    for folder in env::args().skip(1) {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            let bytes = fs::read(&path)?;
            let Ok(evidence) = read_page(&PageInput::new(&bytes), &Budget::default()) else { continue };
            let encoding = Encoding::for_label(evidence.decoding.encoding.as_bytes()).unwrap_or(UTF_8);
            let text = encoding.decode(&bytes).0.into_owned();
            pages.push(Saved { path, bytes, text });
        }
    }
    Ok(pages)
}

/// Seconds of a page with nothing declared but its address, from bytes to evidence.
fn whole(page: &Saved) -> f64 {
    let input = PageInput { url: Some(ADDRESS), ..PageInput::new(&page.bytes) };
    time(|| read_page(&input, &Budget::default()))
}

/// Seconds of a page by work: these in turn, the fastest of each.
fn works(page: &Saved, whole: f64) -> Value {
    let text = page.text.as_bytes();
    let input = PageInput { charset: Some("utf-8"), url: Some(ADDRESS), ..PageInput::new(text) };
    let (mut parse, mut apart, mut readers) = (f64::MAX, f64::MAX, f64::MAX);
    for _ in 0..TURNS {
        parse = parse.min(time(|| Html::parse_document(&page.text)));
        apart = apart.min(time(|| (UTF_8.decode(text), Sha256::digest(text))));
        readers = readers.min(time(|| read_page(&input, &Budget::default())));
    }
    json!({ "parse": parse, "apart": apart, "readers": readers, "whole": whole })
}

/// With the time to drop what was made.
fn time<T>(work: impl FnOnce() -> T) -> f64 {
    let start = Instant::now();
    drop(black_box(work()));
    start.elapsed().as_secs_f64()
}

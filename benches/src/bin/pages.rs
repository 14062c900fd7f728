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

/// All pages once to warm up, then once with the clock running.
fn run() -> Result<String, Box<dyn Error>> {
    let pages = saved()?;
    pages.iter().for_each(|page| drop(seconds(page)));
    let start = Instant::now();
    let told: BTreeMap<String, Value> = pages.iter().map(|page| (page.path.display().to_string(), seconds(page))).collect();
    let all = start.elapsed().as_secs_f64();
    Ok(json!({ "contender": "rust", "work": "pages", "seconds": all, "rows": told.len(), "answer": {}, "pages": told }).to_string())
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

/// Seconds of the bare parse, of decoding and digesting, of the readers with both, and of the page as it was saved, with nothing declared.
fn seconds(page: &Saved) -> Value {
    let text = page.text.as_bytes();
    let declared = PageInput { charset: Some("utf-8"), url: Some(ADDRESS), ..PageInput::new(text) };
    let as_saved = PageInput { url: Some(ADDRESS), ..PageInput::new(&page.bytes) };
    json!({
        "parse": time(|| Html::parse_document(&page.text)),
        "apart": time(|| (UTF_8.decode(text), Sha256::digest(text))),
        "readers": time(|| read_page(&declared, &Budget::default())),
        "whole": time(|| read_page(&as_saved, &Budget::default())),
    })
}

/// With the time to drop what was made.
fn time<T>(work: impl FnOnce() -> T) -> f64 {
    let start = Instant::now();
    drop(black_box(work()));
    start.elapsed().as_secs_f64()
}

//! Ours in the comparison of `cargo xtask bench pages`: `pages FOLDER…` prints what each page took, see ../../README.md.
//!
//! The text of a page is what the peers are given: ours gets it as UTF-8 and declared so. Of the comparison with the bare parse the decoding
//! and the digest of that are taken off.

use std::collections::BTreeMap;
use std::hint::black_box;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;
use std::{env, error::Error, fs};

use benches::end;
use encoding_rs::{Encoding, UTF_8};
use gov_site_pages::{Budget, PageInput, read_article, read_page};
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

impl Saved {
    /// The text, and that it is UTF-8.
    fn input(&self) -> PageInput<'_> {
        PageInput { charset: Some("utf-8"), url: Some(ADDRESS), ..PageInput::new(self.text.as_bytes()) }
    }
}

fn main() -> ExitCode {
    end(run())
}

/// All pages are read once to warm up, then once with the clock running, as the peers do.
fn run() -> Result<String, Box<dyn Error>> {
    let pages = saved()?;
    let work = SINGLE.map(|(name, work)| {
        let warm: f64 = pages.iter().map(work).sum();
        black_box(warm);
        (name, pages.iter().map(work).collect::<Vec<f64>>())
    });
    let seconds: f64 = work.iter().filter(|(name, _)| *name == "whole").flat_map(|(_, seconds)| seconds).sum();
    let told = |nth: usize| -> serde_json::Map<String, Value> {
        let single = work.iter().map(|(name, seconds)| ((*name).to_owned(), json!(seconds[nth])));
        single.chain(in_turns(&pages[nth]).map(|(name, seconds)| (name.to_owned(), json!(seconds)))).collect()
    };
    let told: BTreeMap<String, Value> = (0..pages.len()).map(|nth| (pages[nth].path.display().to_string(), Value::Object(told(nth)))).collect();
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

/// Name and work.
type Timed = (&'static str, fn(&Saved) -> f64);

/// Works that are timed once.
const SINGLE: [Timed; 3] = [("saved", as_saved), ("whole", whole), ("article", article)];

/// Seconds of a page with nothing declared but its address, from bytes to evidence.
fn as_saved(page: &Saved) -> f64 {
    let input = PageInput { url: Some(ADDRESS), ..PageInput::new(&page.bytes) };
    time(|| read_page(&input, &Budget::default()))
}

/// Seconds of the text of a page.
fn whole(page: &Saved) -> f64 {
    time(|| read_page(&page.input(), &Budget::default()))
}

/// Seconds of the article in the text of a page.
fn article(page: &Saved) -> f64 {
    time(|| read_article(&page.input(), &Budget::default()))
}

/// Seconds of works that are compared page by page: these in turn, the fastest of each.
fn in_turns(page: &Saved) -> [(&'static str, f64); 3] {
    let (mut parse, mut apart, mut readers) = (f64::MAX, f64::MAX, f64::MAX);
    for _ in 0..TURNS {
        parse = parse.min(time(|| Html::parse_document(&page.text)));
        apart = apart.min(time(|| (UTF_8.decode(page.text.as_bytes()), Sha256::digest(page.text.as_bytes()))));
        readers = readers.min(whole(page));
    }
    [("parse", parse), ("apart", apart), ("readers", readers)]
}

/// With the time to drop what was made.
fn time<T>(work: impl FnOnce() -> T) -> f64 {
    let start = Instant::now();
    drop(black_box(work()));
    start.elapsed().as_secs_f64()
}

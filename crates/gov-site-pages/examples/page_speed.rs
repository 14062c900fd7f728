//! How long the readers take beside the bare parse of the same pages: `page_speed FOLDER…` prints the ratio, page by page as geometric
//! mean and worst. Decoding is left out on both sides.

use std::error::Error;
use std::hint::black_box;
use std::time::{Duration, Instant};

use gov_site_pages::{Budget, PageInput, read_page};

fn main() -> Result<(), Box<dyn Error>> {
    let mut ratios = Vec::new();
    for folder in std::env::args().skip(1) {
        for entry in std::fs::read_dir(folder)? {
            let path = entry?.path();
            let Ok(text) = std::fs::read_to_string(&path) else { continue };
            ratios.push((ratio(&text), path.display().to_string()));
        }
    }
    ratios.sort_by(|left, right| left.0.total_cmp(&right.0));
    let mean = (ratios.iter().map(|(ratio, _)| ratio.ln()).sum::<f64>() / ratios.len().max(1) as f64).exp();
    let Some((worst, page)) = ratios.last() else { return Err("no pages: name folders of saved pages in UTF-8".into()) };
    println!("pages {} geometric mean {mean:.2} worst {worst:.2} ({page})", ratios.len());
    Ok(())
}

/// Both works in turn, the fastest of each.
fn ratio(text: &str) -> f64 {
    let input = PageInput { charset: Some("utf-8"), ..PageInput::new(text.as_bytes()) };
    let (mut bare, mut ours) = (Duration::MAX, Duration::MAX);
    for _ in 0..15 {
        bare = bare.min(time(|| drop(black_box(scraper::Html::parse_document(text)))));
        ours = ours.min(time(|| drop(black_box(read_page(&input, &Budget::default())))));
    }
    ours.as_secs_f64() / bare.as_secs_f64()
}

fn time(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

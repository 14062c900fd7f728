//! How long the readers take beside the bare parse of the same pages: `page_speed FOLDER…` prints the ratio as geometric mean and the worst
//! pages. The text of a page is decoded and its bytes are digested in either case: that time is measured apart and left out.

use std::error::Error;
use std::hint::black_box;
use std::time::{Duration, Instant};

use gov_site_pages::{Budget, PageInput, read_page};
use sha2::{Digest, Sha256};

/// Pages named at the end.
const WORST: usize = 5;
/// Rounds of each page, of which the fastest counts.
const ROUNDS: usize = 15;

fn main() -> Result<(), Box<dyn Error>> {
    let mut ratios = Vec::new();
    for folder in std::env::args().skip(1) {
        for entry in std::fs::read_dir(folder)? {
            let path = entry?.path();
            let Ok(text) = std::fs::read_to_string(&path) else { continue };
            ratios.push((ratio(&text), path.display().to_string()));
        }
    }
    ratios.sort_by(|left, right| right.0.total_cmp(&left.0));
    let mean = (ratios.iter().map(|(ratio, _)| ratio.ln()).sum::<f64>() / ratios.len().max(1) as f64).exp();
    let Some((worst, _)) = ratios.first() else { return Err("no pages: name folders of saved pages in UTF-8".into()) };
    println!("pages {} geometric mean {mean:.2} worst {worst:.2}", ratios.len());
    ratios.iter().take(WORST).for_each(|(ratio, page)| println!("  {ratio:.2} {page}"));
    Ok(())
}

/// The works in turn, the fastest of each.
fn ratio(text: &str) -> f64 {
    let input = PageInput { charset: Some("utf-8"), url: Some("http://www.example.gov.cn/a/b/index.html"), ..PageInput::new(text.as_bytes()) };
    let (mut bare, mut apart, mut ours) = (Duration::MAX, Duration::MAX, Duration::MAX);
    for _ in 0..ROUNDS {
        bare = bare.min(time(|| drop(black_box(scraper::Html::parse_document(text)))));
        apart = apart.min(time(|| drop(black_box((encoding_rs::UTF_8.decode(text.as_bytes()), Sha256::digest(text.as_bytes()))))));
        ours = ours.min(time(|| drop(black_box(read_page(&input, &Budget::default())))));
    }
    ours.saturating_sub(apart).as_secs_f64() / bare.as_secs_f64()
}

fn time(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

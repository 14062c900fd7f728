//! The properties of the fuzz targets without a fuzzer: `page_fuzz dates|tags|readers COUNT SEED [PAGE…]` makes so many inputs from a seed, for
//! `readers` also out of parts of saved pages, and ends at the first that breaks one.

use std::error::Error;

#[path = "page_fuzz/made.rs"]
mod made;
#[path = "../../../fuzz/properties/pages.rs"]
mod properties;

use made::Maker;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [what, count, seed, pages @ ..] = &arguments[..] else { return Err("usage: page_fuzz dates|tags|readers COUNT SEED [PAGE…]".into()) };
    let pages: Vec<Vec<u8>> = pages.iter().map(std::fs::read).collect::<Result<_, _>>()?;
    let mut make = Maker::new(seed.parse()?);
    for _ in 0..count.parse::<u64>()? {
        match what.as_str() {
            "dates" => properties::dates(&make.date_text()),
            "tags" => properties::tags(&make.tags()),
            "readers" => {
                let page = make.page(&pages);
                properties::page(&page, make.byte());
            }
            _ => return Err(format!("no target {what}").into()),
        }
    }
    println!("{what}: {count} inputs from seed {seed}, nothing broke");
    Ok(())
}

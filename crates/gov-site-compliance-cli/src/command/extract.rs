//! Shows what saved pages prove.

use std::{
    fs::File,
    io::{self, Read, Write},
    path::Path,
};

use gov_site_pages::{PageEvidence, PageInput, Unread, read_page, saved_from};
use serde_json::json;

use crate::{args::ExtractArgs, failure::Failure, page_reading::Reading, screen::Screen};

mod show;

pub fn run(args: &ExtractArgs, screen: &mut Screen) -> Result<(), Failure> {
    if args.url.is_some() && args.pages.len() > 1 {
        return Err(Failure::usage("--url is the address of one page; give one page, or leave --url out".to_owned()));
    }
    let reading = Reading::of(&args.reading)?;
    let mut missing = Vec::new();
    for path in &args.pages {
        match read_up_to(path, reading.budget.bytes) {
            Ok(bytes) => show_page(args, &reading, (path, &bytes), screen)?,
            Err(error) => missing.push((path.as_path(), error)),
        }
    }
    if missing.is_empty() { Ok(()) } else { Err(Failure::at_each(&missing)) }
}

/// The bytes of a file, one more than the budget at most, so that its reader sees that the budget is reached.
fn read_up_to(path: &Path, limit: usize) -> io::Result<Vec<u8>> {
    if path.is_dir() {
        return Err(io::Error::new(io::ErrorKind::IsADirectory, "it is a folder; name its pages, or have `evidence-from-pages` read a folder of saved pages"));
    }
    let mut bytes = Vec::new();
    File::open(path)?.take((limit as u64).saturating_add(1)).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn show_page(args: &ExtractArgs, reading: &Reading, page: (&Path, &[u8]), screen: &mut Screen) -> Result<(), Failure> {
    let (path, bytes) = page;
    let url = args.url.as_deref().or_else(|| saved_from(bytes));
    let template = url.and_then(|url| reading.templates.of(url));
    let input = PageInput { charset: args.charset.as_deref(), url, observed: args.observed, template, ..PageInput::new(bytes) };
    let read = read_page(&input, &reading.budget);
    if args.json {
        writeln!(screen, "{}", as_json(path, read)?)?;
    } else {
        show::page(screen, path, &read)?;
    }
    Ok(())
}

fn as_json(path: &Path, read: Result<PageEvidence, Unread>) -> Result<serde_json::Value, Failure> {
    let file = path.display().to_string();
    match read {
        Ok(evidence) => {
            let mut all = json!({ "file": file });
            if let (Some(all), serde_json::Value::Object(evidence)) = (all.as_object_mut(), serde_json::to_value(evidence).map_err(Failure::input)?) {
                all.extend(evidence);
            }
            Ok(all)
        }
        Err(unread) => Ok(json!({ "file": file, "gap": unread.gap(), "error": unread.to_string() })),
    }
}

//! Shows what saved pages prove.

use std::{fs, io::Write, path::Path};

use gov_site_compliance::{Moment, ingest::written_day};
use gov_site_pages::{Observed, PageEvidence, PageInput, Unread, read_page, saved_from};
use serde_json::json;

use crate::{args::ExtractArgs, failure::Failure, page_reading::Reading, screen::Screen};

mod show;

pub fn run(args: &ExtractArgs, screen: &mut Screen) -> Result<(), Failure> {
    if args.url.is_some() && args.pages.len() > 1 {
        return Err(Failure::input_text("--url is the address of one page; give one page, or leave --url out".to_owned()));
    }
    let observed = args.observed.as_deref().map(observed).transpose()?;
    let reading = Reading::of(&args.reading)?;
    for path in &args.pages {
        let bytes = fs::read(path).map_err(|error| Failure::at(path, error))?;
        let url = args.url.as_deref().or_else(|| saved_from(&bytes));
        let template = url.and_then(|url| reading.templates.of(url));
        let input = PageInput { charset: args.charset.as_deref(), url, observed, template, ..PageInput::new(&bytes) };
        let read = read_page(&input, &reading.budget);
        if args.json {
            writeln!(screen, "{}", as_json(path, read)?)?;
        } else {
            show::page(screen, path, &read)?;
        }
    }
    Ok(())
}

fn observed(text: &str) -> Result<Observed, Failure> {
    let day = || written_day(text).ok().map(Observed::On);
    Moment::parse(text)
        .map(Observed::At)
        .or_else(day)
        .ok_or_else(|| Failure::input_text(format!("--observed {text}: write a day (2017-11-29) or a moment (2017-11-29T08:30:00+08:00)")))
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

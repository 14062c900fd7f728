//! Reads the pages that a file of labels names and writes what the readers found, in the form that scorers of such labels take:
//! `predict_pages LABELS.jsonl OUT.jsonl`. Of a label only `id`, `file`, `site_url_guess` and `captured_on_guess` are read.

use std::error::Error;
use std::io::Write;
use std::path::Path;

use gov_site_pages::{Budget, Observed, PageInput, read_page};
use serde_json::{Map, Value, json};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [labels, out] = &arguments[..] else { return Err("usage: predict_pages LABELS.jsonl OUT.jsonl".into()) };
    let folder = Path::new(labels).parent().unwrap_or(Path::new("."));
    // Read first: a slip in its name leaves the file of an earlier run alone.
    let lines = std::fs::read_to_string(labels).map_err(|error| at(Path::new(labels), &error))?;
    let mut written = std::io::BufWriter::new(std::fs::File::create(out).map_err(|error| at(Path::new(out), &error))?);
    for (number, line) in lines.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let in_line = |error: &dyn Error| format!("{labels}, line {}: {error}", number + 1);
        let label = serde_json::from_str(line).map_err(|error| in_line(&error))?;
        let known = Known::of(&label).map_err(|error| in_line(error.as_ref()))?;
        let page = folder.join(&known.file);
        let bytes = std::fs::read(&page).map_err(|error| in_line(at(&page, &error).as_ref()))?;
        writeln!(written, "{}", predicted(&known, &bytes)?)?;
    }
    Ok(written.flush()?)
}

/// An error with the file where it happened.
fn at(path: &Path, error: &dyn Error) -> Box<dyn Error> {
    format!("{}: {error}", path.display()).into()
}

/// The four fields of a label that may reach the readers.
struct Known {
    id: String,
    file: String,
    url: Option<String>,
    observed: Option<Observed>,
}

impl Known {
    fn of(label: &Value) -> Result<Known, Box<dyn Error>> {
        let text = |key: &str| label[key].as_str().map(str::to_owned);
        let day = label["captured_on_guess"].as_str().and_then(|guess| guess.get(..10)).and_then(|day| day.parse().ok());
        let id = text("id").ok_or("a label without id")?;
        let file = text("file").ok_or_else(|| format!("label {id} names no file"))?;
        Ok(Known { id, file, url: text("site_url_guess"), observed: day.map(Observed::On) })
    }
}

fn predicted(known: &Known, bytes: &[u8]) -> Result<Value, Box<dyn Error>> {
    let input = PageInput { url: known.url.as_deref(), observed: known.observed, ..PageInput::new(bytes) };
    let evidence = match read_page(&input, &Budget::default()) {
        Ok(evidence) => serde_json::to_value(evidence)?,
        Err(unread) => return Ok(json!({ "id": known.id, "gap": unread.gap().code() })),
    };
    Ok(json!({
        "id": known.id,
        "kind": evidence["kind"]["kind"],
        "blank": if evidence["list"].is_object() { &evidence["list"]["blank"] } else { &evidence["letters"]["blank"] },
        "items": items(&evidence),
        "letters": letters(&evidence),
        "footer": footer(&evidence["footer"]),
        "meta": tags(&evidence["tags"]),
        "title": evidence["article"]["title"]["text"],
        "published": moment(&evidence["article"]["published"]),
        "content_source": evidence["article"]["content_source"]["text"],
        "document_no": evidence["article"]["document_no"]["text"],
        "guide_elements": guide(&evidence["guide"]),
    }))
}

fn items(evidence: &Value) -> Vec<Value> {
    let lists = evidence["home"]["blocks"].as_array().into_iter().flatten().chain(std::iter::once(&evidence["list"]));
    let items = lists.flat_map(|list| list["items"].as_array().into_iter().flatten());
    items.map(|item| json!({ "title": item["title"], "href": item["href"], "date": item["date"]["date"] })).collect()
}

fn letters(evidence: &Value) -> Vec<Value> {
    let items = evidence["letters"]["items"].as_array().into_iter().flatten();
    let of =
        |item: &Value| json!({ "title": item["title"], "asked_on": item["asked"]["date"], "answered_on": item["answered"]["date"], "status": item["status"] });
    items.map(of).collect()
}

fn footer(footer: &Value) -> Value {
    let text = |key: &str| footer[key]["text"].clone();
    json!({
        "site_code": text("site_code"), "icp": text("icp"), "police_record": text("police_record"), "sponsor": text("sponsor"),
        "contact": text("contact"), "error_report_entry": footer["error_report_entry"].is_object(),
    })
}

fn tags(tags: &Value) -> Map<String, Value> {
    let values = tags["values"].as_array().into_iter().flatten();
    values.filter_map(|tag| Some((tag["name"].as_str()?.to_owned(), tag["value"].clone()))).collect()
}

fn moment(published: &Value) -> Option<String> {
    let day = published["date"].as_str()?;
    Some(published["time"].as_str().map_or_else(|| day.to_owned(), |time| format!("{day} {time}")))
}

fn guide(guide: &Value) -> Map<String, Value> {
    let elements = guide["elements"].as_array().into_iter().flatten();
    let named = |element: &Value| Some((element["element"].as_str()?.replace("hours", "time"), json!(element["state"] == "present")));
    elements.filter_map(named).collect()
}

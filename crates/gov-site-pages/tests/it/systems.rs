//! Pages in the manner of many systems, made up from what is known of them and not from the readers: each of `tests/cases/pages/systems`
//! against what the JSON beside it names. A line too many fails as one too few; a list of answers means that each of them is honest.

use std::fs;
use std::path::{Path, PathBuf};

use gov_site_pages::{Budget, Observed, PageInput, read_page};
use serde_json::{Map, Value, json};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases/pages/systems")
}

/// What the readers found, in the form of the expectations.
fn found(expected: &Value, bytes: &[u8]) -> Value {
    let observed = expected["observed"].as_str().and_then(|day| day.parse().ok()).map(Observed::On);
    let input = PageInput { url: expected["url"].as_str(), observed, ..PageInput::new(bytes) };
    let evidence = serde_json::to_value(read_page(&input, &Budget::default()).unwrap()).unwrap();
    let list = if evidence["list"].is_object() { &evidence["list"] } else { &evidence["letters"] };
    json!({
        "kind": evidence["kind"]["kind"],
        "blank": list["blank"].is_object(),
        "gap": list["gap"],
        "items": items(&evidence),
        "letters": letters(&evidence["letters"]),
        "letter": fields(&evidence["letter"], &["title", "asked", "answered", "unit", "status", "category"]),
        "article": fields(&evidence["article"], &["title", "published", "content_source", "document_no", "index_no", "written_on"]),
        "footer": fields(&evidence["footer"], &["site_code", "icp", "police_record", "sponsor", "contact", "error_report_entry"]),
        "guide": guide(&evidence["guide"]),
    })
}

fn items(evidence: &Value) -> Value {
    let lists = evidence["home"]["blocks"].as_array().into_iter().flatten().chain(std::iter::once(&evidence["list"]));
    lists.flat_map(|list| list["items"].as_array().into_iter().flatten()).map(|item| json!([item["title"], item["href"], item["date"]["date"]])).collect()
}

fn letters(letters: &Value) -> Value {
    let of = |item: &Value| json!([item["title"], item["asked"]["date"], item["answered"]["date"], item["status"]]);
    letters["items"].as_array().into_iter().flatten().map(of).collect()
}

fn guide(guide: &Value) -> Value {
    let elements = guide["elements"].as_array().into_iter().flatten();
    Value::Object(elements.filter_map(|entry| Some((entry["element"].as_str()?.to_owned(), entry["state"].clone()))).collect())
}

fn fields(part: &Value, names: &[&str]) -> Value {
    let known: Map<String, Value> = names.iter().map(|name| ((*name).to_owned(), shown(name, &part[*name]))).collect();
    Value::Object(known)
}

/// The text of a field, the day of a date (of a publication with its time), and of the entry for error reports whether it is there.
fn shown(name: &str, value: &Value) -> Value {
    if name == "error_report_entry" {
        return json!(value.is_object());
    }
    let Some(date) = value["date"].as_str() else {
        return if value["text"].is_null() { value["shown"]["text"].clone() } else { value["text"].clone() };
    };
    match value["time"].as_str().filter(|_| name == "published") {
        Some(time) => json!(format!("{date} {time}")),
        None => json!(date),
    }
}

/// Whether an answer is one of those that are expected.
fn agrees(expected: &Value, found: &Value) -> bool {
    expected == found || expected.as_array().is_some_and(|honest| honest.contains(found))
}

fn differences(path: &str, expected: &Value, found: &Value, out: &mut String) {
    if let (Some(expected), Some(found)) = (expected.as_object(), found.as_object()) {
        for (key, value) in expected {
            differences(&format!("{path}.{key}"), value, found.get(key).unwrap_or(&Value::Null), out);
        }
        return;
    }
    if agrees(expected, found) {
        return;
    }
    let (Some(wanted), Some(given)) = (expected.as_array(), found.as_array()) else {
        out.push_str(&format!("  {path}: expected {expected}, found {found}\n"));
        return;
    };
    wanted.iter().filter(|row| !given.contains(row)).for_each(|row| out.push_str(&format!("  {path}: missing {row}\n")));
    given.iter().filter(|row| !wanted.contains(row)).for_each(|row| out.push_str(&format!("  {path}: too many {row}\n")));
    if wanted.iter().all(|row| given.contains(row)) && given.iter().all(|row| wanted.contains(row)) {
        out.push_str(&format!("  {path}: in another order, or a line twice\n"));
    }
}

#[test]
fn each_page_gives_what_its_expectation_names() {
    let mut names: Vec<PathBuf> =
        fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.extension().is_some_and(|end| end == "html")).collect();
    names.sort();
    assert!(names.len() >= 100, "only {} pages", names.len());
    let mut wrong = String::new();
    for path in names {
        let expected: Value = serde_json::from_slice(&fs::read(path.with_extension("json")).unwrap()).unwrap();
        let found = found(&expected, &fs::read(&path).unwrap());
        let mut lines = String::new();
        for name in ["kind", "blank", "gap", "items", "letters", "letter", "article", "footer", "guide"] {
            if !expected[name].is_null() {
                differences(name, &expected[name], &found[name], &mut lines);
            }
        }
        if !lines.is_empty() {
            wrong.push_str(&format!("{}\n{lines}", path.file_stem().unwrap().display()));
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

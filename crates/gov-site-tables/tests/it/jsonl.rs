//! Tables in JSON Lines.

use gov_site_compliance::{Reject, RejectCode, ingest::Charge};

use super::support::{COLUMNS, Census, SETTINGS, SITES, UPDATES, VISITS, assert_same};

/// The rows of a plain CSV text as objects.
fn objects(csv: &str) -> String {
    let mut lines = csv.lines().map(|line| line.split(',').collect::<Vec<_>>());
    let headings = lines.next().unwrap();
    let object = |cells: Vec<&str>| {
        let pairs: Vec<_> = headings.iter().zip(cells).map(|(key, cell)| format!("\"{key}\": \"{cell}\"")).collect();
        format!("{{{}}}\n", pairs.join(", "))
    };
    lines.map(object).collect()
}

fn census() -> Census {
    let census = Census::new();
    for (table, text) in [("sites", SITES), ("columns", COLUMNS), ("updates", UPDATES), ("visits", VISITS)] {
        census.remove(&format!("{table}.csv")).write(&format!("{table}.jsonl"), objects(text));
    }
    census
}

fn updates(lines: impl AsRef<[u8]>) -> (Census, Vec<Reject>) {
    let census = census();
    census.write("updates.jsonl", lines);
    let (_, rejects) = census.read();
    (census, rejects)
}

#[test]
fn objects_are_rows() {
    let census = census();
    assert_same(&census);
    let (evidence, _) = census.read();
    let report = evidence.report.table("updates").unwrap();
    assert_eq!((report.format, report.encoding, report.heading_row, report.rows), ("jsonl", "UTF-8", 0, 2));
    assert_eq!(report.headings[0], ("column_id".to_owned(), "column_id"));
    assert_eq!(report.sha256, census.open().unwrap().digest("updates.jsonl").unwrap());
}

#[test]
fn a_bom_blank_lines_and_crlf_are_no_rows() {
    let census = census();
    census.write("updates.jsonl", format!("\u{feff}\n{}\n   \n", objects(UPDATES).replace('\n', "\r\n\r\n")));
    assert_same(&census);
    census.write("updates.jsonl", "{}\n{\"column_id\": null, \"url\": \"  \"}\n");
    let (evidence, rejects) = census.read();
    let report = evidence.report.table("updates").unwrap();
    assert_eq!((rejects, report.rows, report.blank), (Vec::new(), 0, 2));
}

#[test]
fn a_number_is_its_decimal_text() {
    let census = census();
    census.write(
        "columns.jsonl",
        "{\"column_id\": 12345678901234567890, \"site_code\": \"S1\", \"column_name\": 7, \"kind\": \"news\", \"on_home\": true, \"depth\": 2}\n",
    );
    census.write("updates.jsonl", "{\"column_id\": 12345678901234567890, \"url\": \"http://a/1\", \"published_on\": \"2017-11-20\"}\n");
    let (evidence, rejects) = census.read();
    assert_eq!(rejects, []);
    let column = &evidence.registry.columns[0];
    assert_eq!((column.column_id.as_str(), column.column_name.as_str(), column.on_home, column.depth), ("12345678901234567890", "7", Some(true), Some(2)));
    census.write("visits.jsonl", "{\"site_code\": \"S1\", \"visited_at\": \"2017-11-20T08:00:00+08:00\", \"vantage\": 1, \"status\": 2e2}\n");
    assert_eq!(census.rejects(), [("visits.jsonl".to_owned(), 1, "status", RejectCode::ScientificNumber)]);
}

#[test]
fn a_line_that_is_no_object_is_rejected_with_its_number() {
    let sound = "{\"column_id\": \"C1\", \"url\": \"http://a/1\"}";
    for bad in
        ["[1]", "7", "null", "\"x\"", "{\"column_id\": \"C1\"", "{\"column_id\": \"C1\",}", "{'column_id': 'C1'}", "{} {}", "{\"a\": nan}", "{\"\\ud800\": 1}"]
    {
        let (census, rejects) = updates(format!("{sound}\n\n{bad}\n{sound}x\n"));
        let found: Vec<_> = rejects.iter().map(|reject| (reject.place.row, reject.column, reject.code)).collect();
        assert_eq!(found, [(3, "", RejectCode::NotAnObject), (4, "", RejectCode::NotAnObject)], "{bad}");
        assert_eq!(rejects[0].charge, Charge::Table("updates"));
        let (evidence, _) = census.read();
        assert!(!evidence.declared.all(&["updates"]), "{bad}");
    }
}

#[test]
fn lists_and_objects_within_a_row_are_rejected() {
    let deep = format!("{}1{}", "[".repeat(100_000), "]".repeat(100_000));
    for nested in ["[]", "{}", "[\"2017-11-20\"]", "{\"day\": 1}", &deep] {
        let (_, rejects) = updates(format!("{{\"column_id\": \"C2\", \"url\": \"http://a/1\", \"published_on\": {nested}}}\n"));
        assert_eq!((rejects[0].column, rejects[0].code, rejects[0].original.as_str()), ("published_on", RejectCode::NestedValue, ""));
        assert_eq!(rejects[0].charge, Charge::Update { column: "C2".into(), proves_item: true });
    }
    let (_, rejects) = updates("{\"column_id\": \"C2\", \"url\": \"http://a/1\", \"people\": [{\"name\": \"王小明\"}]}\n");
    assert_eq!(rejects, []);
}

#[test]
fn a_field_that_is_there_twice_rejects_the_row() {
    for twice in
        ["\"url\": \"http://a/1\", \"url\": \"http://a/1\"", "\"url\": \"http://a/1\", \"信息网址\": \"http://a/2\"", "\"url\": null, \"URL\": \"http://a/2\""]
    {
        let (_, rejects) = updates(format!("{{\"column_id\": \"C1\", {twice}}}\n"));
        assert_eq!((rejects[0].place.row, rejects[0].column, rejects[0].code), (1, "url", RejectCode::RepeatedKey), "{twice}");
    }
    let (_, rejects) = updates("{\"column_id\": \"C1\", \"url\": \"http://a/1\", \"x\": 1, \"x\": 2}\n");
    assert_eq!(rejects, []);
}

#[test]
fn keys_are_headings_mapped_or_dropped() {
    let census = census();
    census.write("census.toml", format!("{SETTINGS}[headings.updates]\nLM = \"column_id\"\n"));
    census.write(
        "updates.jsonl",
        "{\"LM\": \"C1\", \"信息网址\": \"http://a/1\", \"姓名\": \"王小明\"}\n{\"phone\": 13805331234, \"column_id\": \"C1\", \"url\": \"http://a/2\"}\n",
    );
    let (evidence, rejects) = census.read();
    assert_eq!(rejects, []);
    let dropped = |key: &str| ("updates.jsonl".to_owned(), key.to_owned());
    assert_eq!(evidence.report.dropped_headings, [dropped("姓名"), dropped("phone")]);
    let mapped: Vec<_> = evidence.report.table("updates").unwrap().headings.iter().map(|(key, field)| (key.as_str(), *field)).collect();
    assert_eq!(mapped, [("LM", "column_id"), ("信息网址", "url"), ("column_id", "column_id"), ("url", "url")]);
}

#[test]
fn a_broken_sign_rejects_only_its_row() {
    let sound = "{\"column_id\": \"C1\", \"url\": \"http://a/1\", \"title\": \"示例\"}\n".repeat(3);
    let broken = b"{\"column_id\": \"C2\", \"url\": \"http://a/1\", \"title\": \"\xff\"}\n";
    let (_, rejects) = updates([sound.as_bytes(), broken, sound.as_bytes()].concat());
    assert_eq!(rejects.len(), 1);
    assert_eq!((rejects[0].place.row, rejects[0].column, rejects[0].code), (4, "title", RejectCode::NotUtf8));
    assert_eq!(rejects[0].charge, Charge::Update { column: "C2".into(), proves_item: true });
}

#[test]
fn a_line_without_end_is_not_held() {
    let mut bytes = b"{\"column_id\": \"C1\", \"url\": \"".to_vec();
    bytes.resize(40 << 20, b'x');
    bytes.extend_from_slice(b"\"}\n{\"column_id\": \"C1\", \"url\": \"http://a/1\"}\n{}x");
    let (_, rejects) = updates(bytes);
    let found: Vec<_> = rejects.iter().map(|reject| (reject.place.row, reject.code)).collect();
    assert_eq!(found, [(1, RejectCode::NotAnObject), (3, RejectCode::NotAnObject)]);
}

#[test]
fn an_empty_file_is_an_empty_table() {
    let (census, rejects) = updates("");
    let (evidence, _) = census.read();
    assert_eq!((rejects, evidence.report.table("updates").unwrap().rows), (Vec::new(), 0));
    assert!(evidence.declared.all(&["updates"]));
}

#[test]
fn a_table_in_two_forms_is_an_error() {
    let census = census();
    census.write("updates.csv", UPDATES);
    assert_eq!(census.error(), "the table updates is there as updates.csv, updates.jsonl; keep one and remove the others, or its rows would count twice");
}

//! Bodies that no honest caller sends.

use gov_site_compliance_service::Limits;
use serde_json::json;

use crate::client::{Answer, Running, one_site};

#[track_caller]
fn refused(answer: &Answer, status: u16, code: &str, says: &str) {
    assert_eq!((answer.status, answer.code().as_str()), (status, code), "{}", answer.message());
    assert!(answer.message().contains(says), "{}", answer.message());
}

#[tokio::test]
async fn no_json() {
    let service = Running::start(Limits::default()).await;
    for (body, says) in [
        (&b""[..], "EOF while parsing"),
        (b"{", "EOF while parsing an object at line 1 column 1"),
        (b"{\"tables\": {\"sites\": [{\"site_code\": \"1", "EOF while parsing a string"),
        (b"sites=1", "expected value at line 1 column 1"),
        (b"{} {}", "trailing characters at line 1 column 4"),
        (b"{'tables': {}}", "key must be a string"),
        (b"\xef\xbb\xbf{}", "expected value at line 1 column 1"),
        (b"{\"title\": \"\xff\xfe\"}", "invalid unicode code point"),
        (b"{\"\xc3\x28\": 1}", "invalid unicode code point"),
        (b"{\"title\": \"\\ud800\"}", "hex escape"),
        (b"{\"title\": \"a\0b\"}", "control character"),
        (b"\0\0\0\0", "expected value"),
        (b"{\"name_best\": 1e400}", "number out of range"),
        (b"{\"name_best\": 01}", "invalid number"),
        (b"{\"name_best\": NaN}", "expected value"),
    ] {
        refused(&service.post("/v1/census", body).await, 400, "not_json", says);
    }
    assert!(service.is_well().await);
}

#[tokio::test]
async fn json_of_another_shape_is_refused_without_repeating_it() {
    let service = Running::start(Limits::default()).await;
    for (body, says) in [
        (r#"["噪声扰民"]"#, "expected an object with `checkpoint` and `tables`"),
        (r#""噪声扰民, expected 噪声扰民""#, "expected an object with `checkpoint` and `tables`"),
        ("17", "expected an object with `checkpoint` and `tables`"),
        ("null", "expected an object with `checkpoint` and `tables`"),
        (r#"{"tables": "噪声扰民"}"#, "expected an object with lists of rows"),
        (r#"{"tables": {"sites": "噪声扰民"}}"#, "expected a list of rows, as tables.sites"),
        (r#"{"tables": {"sites": [{}, "噪声扰民"]}}"#, "expected an object with fields and values, as row 2 of tables.sites"),
        (r#"{"tables": {"sites": [[]]}}"#, "as row 1 of tables.sites"),
    ] {
        let answer = service.post("/v1/census", body).await;
        refused(&answer, 400, "wrong_shape", says);
        assert!(!answer.message().contains("噪声"), "{}", answer.message());
    }
}

#[tokio::test]
async fn depth_is_refused_where_it_begins() {
    let service = Running::start(Limits::default()).await;
    let deep = |open: &str, times: usize| open.repeat(times);
    for times in [1, 127, 128, 129, 1_000_000] {
        for open in ["[", "{\"a\":"] {
            let nested = deep(open, times);
            let cell = service.post("/v1/census", format!(r#"{{"tables": {{"sites": [{{"site_code": {nested}"#)).await;
            refused(&cell, 400, "too_deep", "tables.sites, row 1, field `site_code`: a single value belongs here");
            let setting = service.post("/v1/census", format!(r#"{{"title": {nested}"#)).await;
            refused(&setting, 400, "too_deep", "`title`: a single value belongs here");
        }
        refused(&service.post("/v1/census", deep("[", times)).await, 400, "wrong_shape", "expected an object");
        refused(&service.post("/v1/census", format!(r#"{{"complete": [{}"#, deep("[", times))).await, 400, "too_deep", "`complete`");
        refused(&service.post("/v1/census", deep("{\"tables\":", times.max(2))).await, 422, "unknown_table", "there is no table `tables`");
    }
    assert!(service.is_well().await);
}

#[tokio::test]
async fn a_key_that_stands_twice() {
    let service = Running::start(Limits::default()).await;
    for (body, says) in [
        (r#"{"title": "a", "title": "a"}"#, "the key `title` stands twice"),
        (r#"{"tables": {}, "tables": {}}"#, "the key `tables` stands twice"),
        (r#"{"tables": {"sites": [], "sites": []}}"#, "tables.sites stands twice"),
        (
            r#"{"tables": {"sites": [{"site_code": "1"}, {"site_code": "1", "site_code": "2"}]}}"#,
            "tables.sites, row 2, field `site_code`: the key stands twice",
        ),
        (r#"{"tables": {"sites": [{"site_code": null, "site_\u0063ode": null}]}}"#, "tables.sites, row 1, field `site_code`: the key stands twice"),
        (r#"{"period": {"from": "2017-10-01", "from": "2017-10-01"}}"#, "the key `period.from` stands twice"),
    ] {
        refused(&service.post("/v1/census", body).await, 400, "duplicate_key", says);
    }
}

#[tokio::test]
async fn texts_of_any_sign_are_texts() {
    let service = Running::start(Limits::default()).await;
    for text in ["\u{0}", "\u{202e}示例", "'; drop table sites; --", "\r\nset-cookie: a=b", "../../etc/passwd", &"长".repeat(1 << 20)] {
        let mut body = one_site();
        body["tables"]["sites"][0]["site_name"] = json!(text);
        let answer = service.post("/v1/site", body.to_string()).await;
        assert_eq!((answer.status, &answer.json()["verdict"]["site_name"]), (200, &json!(text.trim())));
    }
}

#[tokio::test]
async fn numbers_of_any_size() {
    let service = Running::start(Limits::default()).await;
    for (number, status) in [
        ("0", 200),
        ("-0.0", 200),
        ("18446744073709551615", 200),
        ("-9223372036854775808", 200),
        ("1e-400", 200),
        ("1e-300", 200),
        ("0.1234567890123456789", 200),
        ("18446744073709551616", 400),
        ("-1e308", 400),
        (&"9".repeat(10_000), 400),
    ] {
        let row = format!(r#"{{"site_code": "3799000001", "visited_at": "2017-11-29T08:00:00+08:00", "vantage": "1", "status": {number}}}"#);
        let body = one_site().to_string().replace("\"tables\":{", &format!("\"tables\":{{\"visits\":[{row}],"));
        let answer = service.post("/v1/site", body).await;
        assert_eq!(answer.status, status, "{number}");
        if status == 200 {
            assert_eq!(answer.json()["evidence"]["rejected_total"], 1, "{number}");
        }
    }
    // Thirty million zeros would follow from these few signs, were each written out.
    let tiny = vec![r#"{"duration_ms": 1e-300}"#; 100_000].join(",");
    let body = one_site().to_string().replace("\"tables\":{", &format!("\"tables\":{{\"visits\":[{tiny}],"));
    let answer = service.post("/v1/site", body).await;
    assert_eq!((answer.status, &answer.json()["evidence"]["rejected_total"]), (200, &json!(100_000)));
    assert!(service.is_well().await);
}

/// A body of one site with as many rows of visits.
fn with_visits(rows: usize) -> String {
    let mut visits = "{},".repeat(rows);
    visits.pop();
    one_site().to_string().replace("\"tables\":{", &format!("\"tables\":{{\"visits\":[{visits}],"))
}

#[tokio::test]
async fn a_million_tiny_rows() {
    let service = Running::start(Limits::default()).await;
    // One row is that of the site.
    let most = service.post("/v1/site", with_visits(999_999)).await;
    assert_eq!((most.status, &most.json()["evidence"]["tables"][1]["blank"]), (200, &json!(999_999)));
    refused(&service.post("/v1/site", with_visits(1_000_000)).await, 413, "too_many_rows", "1000001 rows in all tables, 1000000 are taken");
    let urls: Vec<String> = (0..500_000).map(|number| format!("{{\"url\":{number}}}")).collect();
    let body = one_site().to_string().replace("\"tables\":{", &format!("\"tables\":{{\"updates\":[{}],", urls.join(",")));
    let bad = service.post("/v1/site", body).await;
    assert_eq!((bad.status, &bad.json()["evidence"]["rejected_total"]), (200, &json!(500_000)));
    assert_eq!(bad.json()["evidence"]["rejected"].as_array().unwrap().len(), Limits::default().listed);
}

#[tokio::test]
async fn rows_of_the_registry_up_to_the_limit() {
    let service = Running::start(Limits { registry: 4, ..Limits::default() }).await;
    let body = |sites: usize| {
        let rows: Vec<_> = (0..sites).map(|number| json!({ "site_code": number })).collect();
        json!({ "checkpoint": "2017-11-29", "tables": { "sites": rows, "tickets": [{}], "visits": [{}, {}], "updates": [{}] } }).to_string()
    };
    let most = service.post("/v1/census", body(3)).await;
    assert_eq!((most.status, &most.json()["census"]["sites_not_assessed"]), (200, &json!(3)));
    refused(&service.post("/v1/census", body(4)).await, 413, "too_many_rows", "5 rows in the tables other than updates and visits, 4 are taken");
}

#[tokio::test]
async fn bytes_up_to_the_limit() {
    let body = one_site().to_string();
    let service = Running::start(Limits { body: body.len(), ..Limits::default() }).await;
    assert_eq!(service.post("/v1/site", body.clone()).await.status, 200);
    refused(&service.post("/v1/site", body + " ").await, 413, "body_too_large", "longer than ");
}

//! What a value of JSON is to the crates, and what becomes of bad rows.

use gov_site_compliance_service::Limits;
use serde_json::{Value, json};

use crate::client::{Answer, Running, one_site};

async fn judged(service: &Running, tables: Value) -> Answer {
    let mut body = one_site();
    for (name, rows) in tables.as_object().unwrap() {
        body["tables"][name] = rows.clone();
    }
    service.post("/v1/site", body.to_string()).await
}

fn visit(extra: Value) -> Value {
    let mut row = json!({ "site_code": "3799000001", "visited_at": "2017-11-29T08:00:00+08:00", "vantage": "市监测点", "status": 200 });
    extra.as_object().unwrap().iter().for_each(|(key, value)| row[key] = value.clone());
    row
}

#[tokio::test]
async fn numbers_truths_and_their_texts_are_one() {
    let service = Running::start(Limits::default()).await;
    let typed = json!([visit(json!({ "status": 200, "duration_ms": 1830.5, "manual": true, "site_code": 3799000001_u64 }))]);
    let texts = json!([visit(json!({ "status": "200", "duration_ms": "1830.5", "manual": "是", "site_code": "3799000001" }))]);
    let (typed, texts) = (judged(&service, json!({ "visits": typed })).await, judged(&service, json!({ "visits": texts })).await);
    assert_eq!((typed.status, typed.json()), (200, texts.json()));
    assert_eq!(typed.json()["evidence"]["rejected_total"], 0);
}

#[tokio::test]
async fn null_is_an_empty_cell() {
    let service = Running::start(Limits::default()).await;
    let (without, with) = (json!([visit(json!({}))]), json!([visit(json!({ "failure": null, "duration_ms": null }))]));
    let (without, with) = (judged(&service, json!({ "visits": without })).await, judged(&service, json!({ "visits": with })).await);
    assert_eq!((with.status, with.json()), (200, without.json()));
}

#[tokio::test]
async fn a_bad_row_is_listed_and_the_rest_is_judged() {
    let service = Running::start(Limits::default()).await;
    let rows = json!([visit(json!({})), {}, visit(json!({ "visited_at": "tomorrow" })), visit(json!({ "site_code": "no-such-site" }))]);
    let answer = judged(&service, json!({ "visits": rows })).await;
    let evidence = &answer.json()["evidence"];
    assert_eq!((answer.status, &evidence["rejected_total"]), (200, &json!(2)));
    let first = &evidence["rejected"][0];
    assert_eq!((&first["table"], &first["row"], &first["field"], &first["code"]), (&json!("visits"), &json!(3), &json!("visited_at"), &json!("relative_date")));
    assert_eq!((&evidence["rejected"][1]["row"], &evidence["rejected"][1]["code"]), (&json!(4), &json!("unknown_site")));
    let counts = json!({ "table": "visits", "rows": 3, "accepted": 1, "rejected": 2, "collapsed": 0, "blank": 1 });
    assert_eq!(evidence["tables"].as_array().unwrap().last(), Some(&counts));
}

#[tokio::test]
async fn a_field_that_no_row_has_rejects_each_of_them() {
    let service = Running::start(Limits::default()).await;
    let answer = judged(&service, json!({ "columns": [{ "column_id": "z1", "column_name": "政务动态", "kind": "news" }, { "column_id": "z2" }] })).await;
    let evidence = &answer.json()["evidence"];
    assert_eq!((answer.status, &evidence["rejected_total"]), (200, &json!(2)));
    assert_eq!((&evidence["rejected"][0]["field"], &evidence["rejected"][0]["code"]), (&json!("site_code"), &json!("missing_value")));
}

#[tokio::test]
async fn lists_are_cut_and_totals_are_not() {
    let service = Running::start(Limits { listed: 2, ..Limits::default() }).await;
    let review = |number| {
        json!({ "review_id": number, "site_code": "3799000001", "indicator": "serious_error", "kind": "serious_misspelling", "status": "confirmed",
            "found_at": "2017-11-29T08:00:00+08:00" })
    };
    let reviews: Vec<Value> = (0..5).map(review).collect();
    let bad: Vec<Value> = (0..4).map(|number| json!({ "column_id": format!("c{number}") })).collect();
    let evidence = judged(&service, json!({ "reviews": reviews, "columns": bad })).await.json()["evidence"].clone();
    assert_eq!((evidence["findings"].as_array().unwrap().len(), &evidence["findings_total"]), (2, &json!(5)));
    assert_eq!((evidence["rejected"].as_array().unwrap().len(), &evidence["rejected_total"]), (2, &json!(4)));
}

#[tokio::test]
async fn words_of_citizens_in_bad_rows_are_not_repeated() {
    let service = Running::start(Limits::default()).await;
    let ticket = json!({ "ticket_id": "t1", "site_code": "3799000001", "unit": "示例局", "submitted_on": "噪声扰民 13800000000", "channel_kind": "complaint" });
    let answer = judged(&service, json!({ "tickets": [ticket] })).await;
    assert_eq!((answer.status, &answer.json()["evidence"]["rejected"][0]["code"]), (200, &json!("not_a_date")));
    let text = String::from_utf8(answer.body).unwrap();
    assert!(!text.contains("噪声") && !text.contains("13800000000"), "{text}");
}

#[tokio::test]
async fn a_wrong_kind_of_value_is_refused_where_its_text_would_be_a_guess() {
    let service = Running::start(Limits::default()).await;
    for (value, code) in [(json!(1.5), "wrong_shape"), (json!(true), "wrong_shape")] {
        let answer = judged(&service, json!({ "columns": [{ "column_id": value }] })).await;
        assert_eq!((answer.status, answer.code().as_str()), (400, code));
        assert!(answer.message().starts_with("tables.columns, row 1, field `column_id`: "), "{}", answer.message());
    }
    let last_exact = judged(&service, json!({ "visits": [visit(json!({ "status": 9_007_199_254_740_991_f64 }))] })).await;
    assert_eq!((last_exact.status, &last_exact.json()["evidence"]["rejected"][0]["code"]), (200, &json!("status_out_of_range")));
    let first_inexact = judged(&service, json!({ "visits": [visit(json!({ "status": 9_007_199_254_740_992_f64 }))] })).await;
    assert_eq!((first_inexact.status, first_inexact.code().as_str()), (400, "inexact_number"));
}

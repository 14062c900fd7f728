//! Settings and names that cannot be used.

use gov_site_compliance_service::Limits;
use serde_json::{Value, json};

use crate::client::{Answer, Running, one_site};

async fn with(service: &Running, path: &str, value: Value) -> Answer {
    let mut body = one_site();
    *body.pointer_mut(path).unwrap() = value;
    service.post("/v1/site", body.to_string()).await
}

async fn with_key(service: &Running, key: &str, value: Value) -> Answer {
    let mut body = one_site();
    body[key] = value;
    service.post("/v1/site", body.to_string()).await
}

#[track_caller]
fn refused(answer: &Answer, status: u16, code: &str, says: &str) {
    assert_eq!((answer.status, answer.code().as_str()), (status, code), "{}", answer.message());
    assert!(answer.message().contains(says), "{}", answer.message());
}

#[tokio::test]
async fn an_unknown_standard_is_never_looked_for_on_the_disk() {
    let service = Running::start(Limits::default()).await;
    let file = crate::folders::repository("crates/gov-site-compliance/standards/zibo-2017.toml");
    assert!(file.is_file());
    for name in ["zibo-2018", "zibo-2017@9", "", "../zibo-2017", file.to_str().unwrap()] {
        let answer = with_key(&service, "standard", json!(name)).await;
        refused(&answer, 422, "unknown_standard", "known are national-2015@1, zibo-2017@1");
    }
}

#[tokio::test]
async fn dates_that_cannot_be_used() {
    let service = Running::start(Limits::default()).await;
    for (key, value, says) in [
        ("checkpoint", json!("2017-11-31"), "`2017-11-31` is no date"),
        ("checkpoint", json!("1991-12-31"), "lies outside 1992-01-01 to 2199-12-31"),
        ("checkpoint", json!("2200-01-01"), "lies outside"),
        ("visits_until", json!("2017-11-30"), "lies after the checkpoint 2017-11-29"),
        ("period", json!({ "from": "2017-12-31", "to": "2017-10-01" }), "before it begins"),
        ("period", json!({ "from": "2017-11-30", "to": "2017-12-31" }), "after the checkpoint 2017-11-29"),
        ("name_best", json!(101), "from 0 to 100"),
        ("name_best", json!(-1), "from 0 to 100"),
    ] {
        refused(&with_key(&service, key, value).await, 422, "bad_setting", says);
    }
    for day in ["1992-01-01", "2199-12-31", "2017-11-29"] {
        assert_eq!(with_key(&service, "checkpoint", json!(day)).await.status, 200, "{day}");
    }
    let long = with_key(&service, "checkpoint", json!("\u{1b}[31m".repeat(50))).await;
    refused(&long, 422, "bad_setting", "…` is no date");
    assert!(!long.message().contains('\u{1b}') && long.message().len() < 500, "{}", long.message());
}

#[tokio::test]
async fn what_must_be_there() {
    let service = Running::start(Limits::default()).await;
    refused(&with_key(&service, "checkpoint", Value::Null).await, 422, "missing", "`checkpoint` is missing");
    refused(&with(&service, "/tables", json!({ "visits": [] })).await, 422, "missing", "tables.sites is missing");
    refused(&with_key(&service, "period", json!({ "from": "2017-10-01" })).await, 422, "missing", "`period` needs both");
    refused(&with_key(&service, "complete", json!(["sites", "tickets"])).await, 422, "missing", "tables.tickets is missing");
}

#[tokio::test]
async fn unknown_names() {
    let service = Running::start(Limits::default()).await;
    refused(
        &with_key(&service, "chekpoint", json!([[]])).await,
        422,
        "unknown_setting",
        "there is no setting `chekpoint`; the keys are standard, checkpoint, ",
    );
    refused(&with_key(&service, "period", json!({ "since": 1 })).await, 422, "unknown_setting", "`period.since`");
    refused(&with_key(&service, "complete", json!(["letters"])).await, 422, "unknown_table", "there is no table `letters`; the tables are sites, ");
    refused(&with(&service, "/tables", json!({ "letters": [] })).await, 422, "unknown_table", "there is no table `letters`");
    let field = with(&service, "/tables/sites", json!([{ "site_code": "1" }, { "site_cod": "2" }])).await;
    refused(&field, 422, "unknown_field", "tables.sites, row 2: there is no field `site_cod`; the fields are site_code, ");
}

#[tokio::test]
async fn values_of_a_wrong_kind() {
    let service = Running::start(Limits::default()).await;
    for (key, value) in
        [("checkpoint", json!(20171129)), ("standard", json!(true)), ("title", json!(1.5)), ("name_best", json!("3")), ("reconstruction", json!(1))]
    {
        refused(&with_key(&service, key, value).await, 400, "wrong_shape", &format!("`{key}`: "));
    }
    refused(&with_key(&service, "complete", json!("sites")).await, 400, "wrong_shape", "expected a list of names of tables, as `complete`");
    refused(&with_key(&service, "complete", json!(vec!["sites"; 18])).await, 422, "bad_setting", "more tables than there are");
    refused(&with_key(&service, "period", json!("2017")).await, 400, "wrong_shape", "expected an object with `from` and `to`, as `period`");
}

#[tokio::test]
async fn one_site_is_one_site() {
    let service = Running::start(Limits::default()).await;
    let none = with(&service, "/tables/sites", json!([])).await;
    refused(&none, 422, "not_one_site", "no row with a readable `site_code`");
    let nameless = with(&service, "/tables/sites", json!([{ "site_name": "示例" }])).await;
    refused(&nameless, 422, "not_one_site", "no row with a readable `site_code`");
    assert_eq!(nameless.json()["rejected"][0]["code"], "missing_value");
    let two = with(&service, "/tables/sites", json!([{ "site_code": "1" }, { "site_code": "2" }])).await;
    refused(&two, 422, "not_one_site", "holds 2 sites; send one, or use /v1/census");
    let lost = with(&service, "/tables/sites", json!([{ "site_code": "1" }])).await.json();
    assert_eq!((&lost["verdict"]["verdict"], &lost["verdict"]["not_assessed"][0]["gaps"]), (&json!("not_assessed"), &json!(["input_rejected"])));
}

#[tokio::test]
async fn working_days_of_a_year_without_arrangement() {
    let service = Running::start(Limits::default()).await;
    let mut body = one_site();
    body["checkpoint"] = json!("2198-06-30");
    body["tables"]["tickets"] = json!([{ "ticket_id": "t1", "site_code": "3799000001", "channel_kind": "complaint", "unit": "示例局", "submitted_on": "2198-05-01",
        "valid": true, "needs_reply": true }]);
    let answer = service.post("/v1/site", body.to_string()).await;
    refused(&answer, 422, "unknown_workdays", "of 2198 are not arranged yet; set `project_workdays`");
    body["project_workdays"] = json!(true);
    assert_eq!(service.post("/v1/site", body.to_string()).await.status, 200);
}

#[tokio::test]
async fn other_paths_and_methods() {
    let service = Running::start(Limits::default()).await;
    refused(&service.get("/v1/sites").await, 404, "not_found", "the paths are /v1/site, ");
    refused(&service.get("/v1/site").await, 405, "method_not_allowed", "/openapi.json");
    refused(&service.post("/healthz", "").await, 405, "method_not_allowed", "/openapi.json");
}

//! What README.md shows is what the service answers.

use std::fs;

use gov_site_compliance_service::Limits;
use serde_json::Value;

use crate::{client::Running, folders::repository};

/// The first block of a language behind a text.
fn block<'a>(readme: &'a str, behind: &str, language: &str) -> &'a str {
    let rest = readme.split_once(behind).unwrap().1;
    rest.split_once(&format!("```{language}\n")).unwrap().1.split_once("```").unwrap().0
}

/// Whether all that is shown is in the whole; lists are shown in full.
fn is_in(shown: &Value, whole: &Value) -> bool {
    match (shown, whole) {
        (Value::Object(shown), Value::Object(whole)) => shown.iter().all(|(key, value)| whole.get(key).is_some_and(|found| is_in(value, found))),
        (Value::Array(shown), Value::Array(whole)) => shown.len() == whole.len() && shown.iter().zip(whole).all(|(shown, whole)| is_in(shown, whole)),
        _ => shown == whole,
    }
}

#[tokio::test]
async fn the_shown_answers_are_those_of_the_service() {
    let readme = fs::read_to_string(repository("examples/service/README.md")).unwrap();
    let service = Running::start(Limits::default()).await;

    let answer = service.post("/v1/site", fs::read(repository("examples/service/site.json")).unwrap()).await.json();
    let shown: Value = serde_json::from_str(block(&readme, "It answers", "json")).unwrap();
    assert!(is_in(&shown, &answer), "{answer:#}");

    let request = block(&readme, "A bad *request*", "sh").split('\'').nth(3).unwrap().to_owned();
    let answer = service.post("/v1/site", request).await;
    let shown = block(&readme, "A bad *request*", "text");
    assert_eq!(answer.status, 422);
    assert_eq!(String::from_utf8(answer.body).unwrap(), shown.lines().last().unwrap());
}

#[test]
fn each_status_is_explained() {
    let readme = fs::read_to_string(repository("examples/service/README.md")).unwrap();
    let statuses: String = readme.split_once("| status | when |").unwrap().1.lines().map_while(|line| line.split('|').nth(1).or(Some(""))).collect();
    for code in gov_site_compliance_service::Code::ALL {
        assert!(statuses.contains(code.status().as_str()), "{code:?}");
    }
}

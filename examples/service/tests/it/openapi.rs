//! The document is valid, and what it says is what is served.

use std::collections::BTreeSet;

use boon::{Compiler, Schemas};
use gov_site_compliance::TABLES;
use gov_site_compliance_service::{Code, Limits, document};
use hyper::Method;
use serde_json::{Value, json};

use crate::{
    client::{Running, one_site, request, send},
    folders::{body_of, cases, repository},
};

/// The JSON Schema of OpenAPI 3.1 (<https://spec.openapis.org/oas/3.1/schema/2022-10-07>), as it is published.
const OPENAPI: &str = include_str!("openapi-3.1.schema.json");

/// Checks a value against the schema at a place of a document.
fn check(document: &Value, place: &str, value: &Value) {
    let (mut compiler, mut schemas) = (Compiler::new(), Schemas::new());
    compiler.set_default_draft(boon::Draft::V2020_12);
    compiler.add_resource("http://localhost/document.json", document.clone()).unwrap();
    let schema = compiler.compile(&format!("http://localhost/document.json#{place}"), &mut schemas).unwrap();
    if let Err(error) = schemas.validate(value, schema) {
        panic!("{place}: {error:#}");
    }
}

/// Place of the schema of an answer.
fn place(path: &str, method: &str, status: u16) -> String {
    format!("/paths/{}/{method}/responses/{status}/content/application~1json/schema", path.replace('/', "~1"))
}

const REQUEST: &str = "/components/schemas/Request";

#[test]
fn the_document_is_valid() {
    check(&serde_json::from_str(OPENAPI).unwrap(), "", &document());
}

#[test]
fn every_reference_leads_somewhere() {
    fn references(value: &Value, found: &mut BTreeSet<String>) {
        match value {
            Value::Object(map) => {
                found.extend(map.get("$ref").and_then(Value::as_str).map(str::to_owned));
                map.values().for_each(|value| references(value, found));
            }
            Value::Array(list) => list.iter().for_each(|value| references(value, found)),
            _ => {}
        }
    }
    let document = document();
    let mut found = BTreeSet::new();
    references(&document, &mut found);
    assert!(found.len() > 30, "{found:?}");
    for reference in found {
        assert!(document.pointer(reference.strip_prefix('#').unwrap()).is_some(), "{reference}");
    }
}

#[test]
fn every_table_field_and_code_is_there() {
    let document = document();
    for table in TABLES {
        let row = &document["components"]["schemas"][format!("row.{}", table.name)];
        let fields: BTreeSet<&str> = row["properties"].as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(fields, table.fields.iter().map(|field| field.name).collect());
    }
    let operation = document["paths"]["/v1/site"]["post"]["responses"].as_object().unwrap();
    let described: String = operation.values().map(|response| response["description"].to_string()).collect();
    let elsewhere = [Code::NotFound, Code::MethodNotAllowed];
    for code in Code::ALL.iter().filter(|code| !elsewhere.contains(code)) {
        assert!(described.contains(json!(code).as_str().unwrap()), "{code:?}");
    }
}

#[tokio::test]
async fn what_is_described_is_served() {
    let service = Running::start(Limits::default()).await;
    let document = service.get("/openapi.json").await.json();
    assert_eq!(document, gov_site_compliance_service::document());
    for (path, item) in document["paths"].as_object().unwrap() {
        for method in ["get", "post"] {
            let body = if method == "post" { one_site().to_string() } else { String::new() };
            let answer = send(service.address, request(Method::from_bytes(method.to_uppercase().as_bytes()).unwrap(), path, body)).await;
            match item.get(method) {
                Some(_) => {
                    assert_eq!(answer.status, 200, "{method} {path}");
                    check(&document, &place(path, method, 200), &answer.json());
                }
                None => assert_eq!(answer.status, 405, "{method} {path}"),
            }
        }
    }
}

#[tokio::test]
async fn requests_and_answers_are_as_described() {
    let service = Running::start(Limits::default()).await;
    let document = document();
    let mut folders = cases();
    folders.push(repository("examples/zibo-2017q4"));
    for folder in folders {
        let body = body_of(&folder);
        check(&document, REQUEST, &body);
        let answer = service.post("/v1/census", body.to_string()).await;
        assert_eq!(answer.status, 200, "{}", folder.display());
        check(&document, &place("/v1/census", "post", 200), &answer.json());
    }
}

#[tokio::test]
async fn problems_are_as_described() {
    let service = Running::start(Limits { rows: 3, ..Limits::default() }).await;
    let document = document();
    let two = json!([{ "site_code": "1" }, { "site_name": "示例" }, { "note": "1" }]);
    let many = json!([{}, {}, {}, {}]);
    for (rows, status) in
        [(json!([{ "site_code": [] }]), 400), (many, 413), (json!([{ "no_field": 1 }]), 422), (json!([{ "site_name": "示例" }]), 422), (two, 200)]
    {
        let mut body = one_site();
        body["tables"]["sites"] = rows;
        let answer = service.post("/v1/site", body.to_string()).await;
        assert_eq!(answer.status, status);
        check(&document, &place("/v1/site", "post", status), &answer.json());
    }
}

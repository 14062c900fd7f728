//! The service says what the crates say.

use gov_site_compliance::{
    Calendar, Column, Fold, Place, Plan, Registry, Site, SiteFacts, Update,
    facts::{Declared, NoColumns, Placed, Setting, Tables},
    ingest::{Checked, read_row},
    judge_site,
    standard::Library,
    wire::v1,
};
use gov_site_compliance_service::Limits;
use serde_json::{Value, json};

use crate::{
    client::{Running, one_site},
    folders::{body_of, cases, judged, repository},
};

const ZIBO: &str = "examples/zibo-2017q4";

/// Findings as the service words them.
fn worded(findings: &[gov_site_compliance::Finding]) -> Vec<Value> {
    let each = findings.iter().map(|finding| {
        json!({
            "site_code": finding.site_code, "clause": finding.clause, "table": finding.table, "key": finding.key, "certain": finding.certain,
            "day": finding.day, "detail": finding.detail, "source_ref": finding.source_ref,
        })
    });
    each.collect()
}

#[tokio::test]
async fn the_census_of_zibo_is_the_golden_one() {
    let service = Running::start(Limits::default()).await;
    let answer = service.post("/v1/census", body_of(&repository(ZIBO)).to_string()).await;
    assert_eq!(answer.status, 200);
    let json = answer.json();
    let census: v1::Census = serde_json::from_value(json["census"].clone()).unwrap();
    assert_eq!(census.to_json().unwrap(), std::fs::read_to_string(repository("tests/golden/zibo-2017q4/census.json")).unwrap());
    let (_, findings) = judged(&repository(ZIBO));
    assert_eq!(json["evidence"]["findings"], json!(worded(&findings)));
    assert_eq!(json["evidence"]["findings_total"], findings.len());
    assert_eq!(json["evidence"]["rejected"], json!([]));
}

#[tokio::test]
async fn each_case_is_judged_as_its_folder_is() {
    let service = Running::start(Limits::default()).await;
    let cases = cases();
    assert!(cases.len() >= 30, "{} cases", cases.len());
    for case in cases {
        let answer = service.post("/v1/census", body_of(&case).to_string()).await.json();
        let (census, findings) = judged(&case);
        assert_eq!(answer["census"], serde_json::to_value(&census).unwrap(), "{}", case.display());
        assert_eq!(answer["evidence"]["findings"], json!(worded(&findings)), "{}", case.display());
    }
}

/// Leaves the rows that belong to one site.
fn rows_of(body: &mut Value, code: &str) {
    let columns: Vec<Value> = of(&body["tables"]["columns"], "site_code", &[json!(code)]).iter().map(|row| row["column_id"].clone()).collect();
    let tables = body["tables"].as_object_mut().unwrap();
    tables.remove("units");
    for (name, rows) in tables {
        *rows = Value::Array(match name.as_str() {
            "updates" => of(rows, "column_id", &columns),
            _ => of(rows, "site_code", &[json!(code)]),
        });
    }
}

fn of(rows: &Value, field: &str, wanted: &[Value]) -> Vec<Value> {
    rows.as_array().unwrap().iter().filter(|row| wanted.contains(&row[field])).cloned().collect()
}

#[tokio::test]
async fn a_site_alone_has_the_verdict_that_it_has_in_the_census() {
    let service = Running::start(Limits::default()).await;
    let (census, findings) = judged(&repository(ZIBO));
    let body = body_of(&repository(ZIBO));
    let unqualified = census.verdicts.iter().filter(|verdict| verdict.verdict == v1::VerdictWord::Unqualified);
    let qualified = census.verdicts.iter().filter(|verdict| verdict.verdict == v1::VerdictWord::Qualified);
    for verdict in unqualified.take(3).chain(qualified.take(3)) {
        let mut own = body.clone();
        rows_of(&mut own, &verdict.site_code);
        let answer = service.post("/v1/site", own.to_string()).await.json();
        assert_eq!(answer["verdict"], serde_json::to_value(verdict).unwrap());
        assert_eq!(answer["excluded"], Value::Null);
        let its: Vec<_> = findings.iter().filter(|finding| finding.site_code == verdict.site_code).cloned().collect();
        assert_eq!(answer["evidence"]["findings"], json!(worded(&its)));
    }
    let left_out = &census.excluded[0];
    let mut own = body.clone();
    rows_of(&mut own, &left_out.site_code);
    let answer = service.post("/v1/site", own.to_string()).await.json();
    assert_eq!((&answer["verdict"], &answer["excluded"]), (&Value::Null, &serde_json::to_value(left_out).unwrap()));
}

fn row<R: Checked>(cells: &[(&str, &str)]) -> R {
    let texts: Vec<_> = R::TABLE.fields.iter().map(|field| cells.iter().find(|(name, _)| *name == field.name).map(|(_, text)| *text)).collect();
    read_row::<R>(&texts, &Place { file: R::TABLE.name.into(), row: 1 }).unwrap()
}

fn object(cells: &[(&str, &str)]) -> Value {
    Value::Object(cells.iter().map(|(name, text)| ((*name).to_owned(), json!(text))).collect())
}

#[tokio::test]
async fn the_core_called_directly_gives_the_same_verdict() {
    let site = [
        ("site_code", "3799000001"),
        ("site_name", "示例市人民政府"),
        ("home_url", "http://www.sample.example/"),
        ("role", "portal"),
        ("level", "city"),
        ("division", "市本级"),
        ("sponsor", "示例市人民政府办公厅"),
    ];
    let column = [("column_id", "z1"), ("site_code", "3799000001"), ("column_name", "政务动态"), ("kind", "news"), ("on_home", "true")];
    let update = [("column_id", "z1"), ("url", "http://www.sample.example/1.html"), ("published_on", "2017-11-01")];

    let standard = Library::embedded().resolve("zibo-2017").unwrap();
    let checkpoint = "2017-11-29".parse().unwrap();
    let plan = Plan::compile(&[&standard], Setting { checkpoint, visits_until: checkpoint, period_from: checkpoint }).unwrap();
    let mut tables = Tables { present: vec!["sites", "columns", "updates"], ..Tables::default() };
    tables.sites.push(Placed { row: row::<Site>(&site), file: 0, line: 1 });
    tables.columns.push(Placed { row: row::<Column>(&column), file: 0, line: 1 });
    let registry = Registry::settle(tables, &standard, &[], &mut |reject| panic!("{reject:?}"));
    let mut fold = Fold::new(&registry);
    fold.push_update(&registry, &plan, &row::<Update>(&update)).unwrap();
    let declared = Declared::new(["columns", "updates"], &["columns", "updates"]);
    let facts = SiteFacts::of(&registry, &fold, &declared, &NoColumns, registry.site("3799000001").unwrap()).unwrap();
    let direct = judge_site(&facts, &standard, &plan, &Calendar::embedded(), &mut |_| {});

    let mut body = one_site();
    body["complete"] = json!(["columns", "updates"]);
    body["tables"] = json!({ "sites": [object(&site)], "columns": [object(&column)], "updates": [object(&update)] });
    let service = Running::start(Limits::default()).await;
    let answer = service.post("/v1/site", body.to_string()).await.json();
    assert_eq!(answer["verdict"]["verdict"], direct.status.code());
    assert_eq!(answer["verdict"]["evidence_digest"], direct.evidence);
    let outcomes: Vec<_> = direct.outcomes.iter().map(|(key, outcome)| v1::outcome(key, outcome, &standard)).collect();
    assert_eq!(answer["verdict"]["outcomes"], serde_json::to_value(outcomes).unwrap());
    assert_eq!(answer["verdict"]["vetoes"][0]["clause"], "home_not_updated");
}

#[tokio::test]
async fn standards_that_requests_may_name() {
    let service = Running::start(Limits::default()).await;
    let listed = service.get("/v1/standards").await.json();
    let zibo = listed.as_array().unwrap().iter().find(|standard| standard["id"] == "zibo-2017").unwrap();
    assert_eq!(zibo["digest"], Library::embedded().resolve("zibo-2017").unwrap().digest);
    assert_eq!(zibo["chain"], json!(["national-2015@1", "zibo-2017@1"]));
    let mut body = one_site();
    for name in ["national-2015", "zibo-2017@1"] {
        body["standard"] = json!(name);
        let answer = service.post("/v1/site", body.to_string()).await.json();
        assert_eq!(answer["standard"]["id"], name.trim_end_matches("@1"));
    }
}

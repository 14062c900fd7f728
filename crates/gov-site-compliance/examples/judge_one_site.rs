//! Judges one site from rows in memory, without any file: texts → rows → registry → fold → verdict.
//!
//! `cargo run --release -p gov-site-compliance --example judge_one_site`

use std::error::Error;

use gov_site_compliance::{
    Calendar, Column, Fold, Place, Plan, Registry, Row, Site, SiteFacts, Standard, Update,
    facts::{Declared, NoColumns, Placed, Setting, Tables},
    ingest::{Checked, read_row},
    judge_site,
    standard::Library,
};

fn main() -> Result<(), Box<dyn Error>> {
    let standard: Standard = Library::embedded().resolve("zibo-2017")?;
    let checkpoint = "2017-11-29".parse()?;
    let plan = Plan::compile(&[&standard], Setting { checkpoint, visits_until: checkpoint, period_from: "2017-10-01".parse()? })?;

    let mut tables = Tables { present: vec!["sites", "columns", "updates"], ..Tables::default() };
    tables.sites.push(placed(row::<Site>(&[
        ("site_code", "3799000001"),
        ("site_name", "示例市人民政府"),
        ("home_url", "http://www.sample.example/"),
        ("role", "portal"),
        ("level", "city"),
        ("division", "市本级"),
        ("sponsor", "示例市人民政府办公厅"),
    ])?));
    tables.columns.push(placed(row::<Column>(&[
        ("column_id", "z1"),
        ("site_code", "3799000001"),
        ("column_name", "政务动态"),
        ("kind", "news"),
        ("on_home", "true"),
    ])?));
    let registry = Registry::settle(tables, &standard, &[], &mut |reject| eprintln!("rejected: {reject:?}"));

    let mut fold = Fold::new(&registry);
    let update = row::<Update>(&[("column_id", "z1"), ("url", "http://www.sample.example/1.html"), ("published_on", "2017-11-01")])?;
    fold.push_update(&registry, &plan, &update).map_err(|code| code.reason())?;

    let declared = Declared::new(["columns", "updates"], &["columns", "updates"]);
    let index = registry.site("3799000001").ok_or("no such site")?;
    let facts = SiteFacts::of(&registry, &fold, &declared, &NoColumns, index).ok_or("the site was rejected")?;
    let verdict = judge_site(&facts, &standard, &plan, &Calendar::embedded(), &mut |finding| println!("{}", finding.detail));

    println!("{}: {}", verdict.site_name, verdict.status.chinese());
    for (key, outcome) in &verdict.outcomes {
        let measured = standard.clause(key).zip(outcome.measure).map(|(clause, measure)| measure.sentence(clause));
        println!("  {key}: {} {}", outcome.judgement.code(), measured.unwrap_or_default());
    }
    Ok(())
}

/// A typed row from texts by field, checked as the rows of a file are.
fn row<R: Checked>(cells: &[(&str, &str)]) -> Result<R, String> {
    let text = |field: &str| cells.iter().find(|(name, _)| *name == field).map(|(_, text)| *text);
    let texts: Vec<_> = R::TABLE.fields.iter().map(|field| text(field.name)).collect();
    let place = Place { file: R::TABLE.name.into(), row: 1 };
    read_row::<R>(&texts, &place).map_err(|reject| format!("{}: {}", reject.column, reject.code.reason()))
}

/// Where a row stands, for rejects; rows from memory have no line.
fn placed<R: Row>(row: R) -> Placed<R> {
    Placed { row, file: 0, line: 0 }
}

//! Rows that are written are read back as they were.

use std::fs;

use gov_site_compliance::{Coverage, Day, Gap, Moment, Plan, Reject, Subject, facts::Setting, standard::Library};
use gov_site_tables::{Folder, write_rows};

#[test]
fn coverage_with_every_kind_of_cell_is_read_back_without_a_reject() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("census.toml"), "checkpoint = 2017-11-29\n").unwrap();
    fs::write(
        dir.path().join("sites.csv"),
        "site_code,site_name,home_url,role,level,division,sponsor\n3703000001,甲,http://a.example/,部门,city,市本级,甲局\n",
    )
    .unwrap();
    let day: Day = "2017-10-01".parse().unwrap();
    let row = Coverage {
        site_code: "3703000001".into(),
        subject: Subject::Home,
        column_id: None,
        observed_at: Moment::parse("2017-11-29T08:30:00.5+08:00").unwrap(),
        from: Some(day),
        to: None,
        complete: false,
        items_seen: Some(12),
        gap: Some(Gap::ScriptOnly),
        reviewer: None,
        note: Some("换行\n与\"引号\",逗号".into()),
        source_ref: None,
    };
    write_rows(fs::File::create(dir.path().join("coverage.csv")).unwrap(), std::slice::from_ref(&row)).unwrap();
    let folder = Folder::open(dir.path()).unwrap();
    let standard = Library::embedded().resolve("zibo-2017").unwrap();
    let checkpoint = folder.settings().checkpoint.unwrap();
    let plan = Plan::compile(&[&standard], Setting { checkpoint, visits_until: checkpoint, period_from: checkpoint }).unwrap();
    let mut rejects: Vec<Reject> = Vec::new();
    let evidence = folder.read(&standard, &plan, &mut rejects, &mut |_| {}).unwrap();
    assert!(rejects.is_empty(), "{rejects:?}");
    assert_eq!(evidence.registry.coverage, [row]);
}

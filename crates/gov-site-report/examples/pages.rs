//! Writes the pages of a small census into a folder, for tests in a browser: `pages DIR`.
#![allow(clippy::unwrap_used, dead_code)]

#[path = "../tests/it/fixture.rs"]
mod fixture;
#[path = "../tests/it/hostile.rs"]
mod hostile;

use std::{env, fs, path::PathBuf};

use fixture::{Case, Names, case, judged, scored, texts};
use gov_site_compliance::standard::Library;
use gov_site_report::{
    Audience, Edition,
    html::{Change, Comparison, comparison, page},
};
use hostile::hostile;

fn main() {
    let folder = PathBuf::from(env::args_os().nth(1).expect("pages DIR"));
    fs::create_dir_all(&folder).unwrap();
    let write = |name: &str, text: String| fs::write(folder.join(name), text).unwrap();
    for (name, draft, audience) in
        [("office", false, Audience::Office), ("draft", true, Audience::Office), ("public", false, Audience::Public), ("internal", false, Audience::Internal)]
    {
        write(&format!("{name}.html"), census(&case(), Edition { draft, audience }));
    }
    write("hostile.html", census(&judged(&hostile(), &Library::embedded().resolve("zibo-2017").unwrap()), Edition::default()));
    write("scored.html", census(&scored("88.46"), Edition::default()));
    write("comparison.html", changes(&Names::default(), 1_000));
    write("comparison-hostile.html", changes(&hostile(), 3));
}

fn census(case: &Case, edition: Edition) -> String {
    let notice = case.notice(texts());
    page(&case.results(&notice, edition)).unwrap()
}

fn changes(names: &Names, count: usize) -> String {
    let change = |number: usize| Change {
        table: if number.is_multiple_of(10) { "办件".into() } else { "检查结果".into() },
        site_code: format!("37030{number:05}"),
        site_name: names.failing.clone(),
        key: names.division.clone(),
        before: "合格".into(),
        after: if number.is_multiple_of(2) { "不合格".into() } else { "未评估".into() },
    };
    let changes: Vec<Change> = (1..=count).map(change).collect();
    let runs =
        Comparison {
            title: "两次普查对比", before: "2017年第三季度", after: &names.title, changes: &changes, total: 2_000, edition: Edition::default()
        };
    comparison(&runs).unwrap()
}

//! What the programs here share: how they end, and sites of 60 columns, 600 updates and 140 visits as typed rows, the same in
//! every run, which the benches of the core fold and judge.

use std::{error::Error, process::ExitCode};

use gov_site_compliance::{
    Column, ColumnKind, Day, Level, Moment, Plan, Role, Site, Standard, Update, Visit,
    facts::{Declared, Placed, Setting, Tables},
    standard::Library,
};

/// Prints the line of a program, or what went wrong.
pub fn end(line: Result<String, Box<dyn Error>>) -> ExitCode {
    match line {
        Ok(line) => {
            println!("{line}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

const COLUMNS: u64 = 60;
const UPDATES: u64 = 10;
const VISITS_A_DAY: i64 = 20;
const DAYS: i64 = 7;
const PRESENT: [&str; 4] = ["columns", "updates", "tickets", "reviews"];

/// 2017-11-29.
pub const CHECKPOINT: Day = Day(17_499);

/// What the sites are judged by.
///
/// # Errors
/// When the library of the core cannot be read, which its own tests rule out.
pub fn rules() -> Result<(Standard, Plan), Box<dyn Error>> {
    let standard = Library::embedded().resolve("zibo-2017")?;
    let period_from: Day = "2017-10-01".parse()?;
    let plan = Plan::compile(&[&standard], Setting { checkpoint: CHECKPOINT, visits_until: CHECKPOINT, period_from })?;
    Ok((standard, plan))
}

/// Every table that is there is complete.
pub fn declared() -> Declared {
    Declared::new(PRESENT, &PRESENT)
}

/// A number that looks random and is the same in every run (splitmix64).
pub fn random(seed: u64) -> u64 {
    let mut value = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}

fn code(site: u64) -> String {
    format!("37{site:08}")
}

fn column_id(site: u64, column: u64) -> String {
    format!("{}", site * COLUMNS + column)
}

/// Sites and their columns.
pub fn tables(sites: u64) -> Tables {
    let mut tables = Tables { files: vec!["sites.csv".into()], present: PRESENT.to_vec(), ..Tables::default() };
    for site in 0..sites {
        tables.sites.push(Placed { row: site_row(site), file: 0, line: site + 2 });
        tables.columns.extend((0..COLUMNS).map(|column| Placed { row: column_row(site, column), file: 0, line: site * COLUMNS + column + 2 }));
    }
    tables
}

fn site_row(site: u64) -> Site {
    Site {
        site_code: code(site),
        site_name: format!("示例单位{site}"),
        home_url: format!("http://s{site}.example/"),
        actual_url: None,
        role: Role::Department,
        level: Level::City,
        division_code: None,
        division: format!("示例地区{}", site % 12),
        sponsor: format!("示例单位{site}"),
        operator: None,
        supervisor: None,
        parent_site: None,
        home_is_navigation: None,
        has_services: None,
        opened_on: None,
        platform_joined_on: None,
        managed_by: None,
        office_managed: None,
        handed_over_on: None,
        reviewed_on: None,
        recorded_on: None,
        registered_on: None,
        code_hung_on: None,
        principal: None,
        deputy: None,
        contact: None,
        note: None,
        source_ref: None,
    }
}

fn column_row(site: u64, column: u64) -> Column {
    let kinds = ColumnKind::ALL;
    Column {
        column_id: column_id(site, column),
        site_code: code(site),
        column_name: format!("栏目{column}"),
        kind: Some(kinds[(random(site * COLUMNS + column) % kinds.len() as u64) as usize]),
        parent_id: None,
        depth: Some(1),
        url: Some(format!("http://s{site}.example/c{column}/")),
        lists_items: None,
        on_home: Some(column < 6),
        on_second_level: None,
        redirects_to: None,
        finished_topic: None,
        opened_on: None,
        closed_on: None,
        source_unit: None,
        responsible: None,
        note: None,
        source_ref: None,
    }
}

/// Updates of a site, column after column; one column in 33 has none.
pub fn updates(site: u64) -> impl Iterator<Item = Update> {
    let filled = (0..COLUMNS).filter(move |column| !random(site ^ column << 40).is_multiple_of(33));
    filled.flat_map(move |column| (0..UPDATES).map(move |update| update_row(site, column, update)))
}

/// Visits of a site, day after day; one in 40 fails.
pub fn visits(site: u64) -> impl Iterator<Item = Visit> {
    (0..DAYS).flat_map(move |day| (0..VISITS_A_DAY).map(move |visit| visit_row(site, day, visit)))
}

fn update_row(site: u64, column: u64, update: u64) -> Update {
    let age = random(site * 7_919 + column * 613 + update) % 400;
    Update {
        column_id: column_id(site, column),
        url: format!("/{update}.html"),
        published_on: Some(CHECKPOINT.plus_days(-(age as i32))),
        date_state: None,
        published_at: None,
        title: None,
        observed_at: None,
        content_source: None,
        document_no: None,
        repost_of: None,
        note: None,
        source_ref: None,
    }
}

fn visit_row(site: u64, day: i64, visit: i64) -> Visit {
    let midnight = i64::from(CHECKPOINT.0) * 86_400_000_000 - 8 * 3_600_000_000;
    let failed = random(site * 1_009 + (day * VISITS_A_DAY + visit) as u64).is_multiple_of(40);
    Visit {
        site_code: code(site),
        visited_at: Moment(midnight - day * 86_400_000_000 + visit * 4_200_000_000),
        vantage: "v1".into(),
        url: None,
        failure: None,
        status: Some(if failed { 503 } else { 200 }),
        duration_ms: None,
        manual: None,
        note: None,
        source_ref: None,
    }
}

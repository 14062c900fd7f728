//! `census.toml`: what it says, and errors that name file, line and key.

use gov_site_tables::{Period, Settings};

fn error(text: &str) -> String {
    Settings::parse(text.as_bytes()).unwrap_err().to_string()
}

fn starts(text: &str, wanted: &str) {
    let message = error(text);
    assert!(message.starts_with(wanted), "{message}");
}

#[test]
fn all_keys() {
    let text = r#"
title = "普查"
issuer = "办公厅"
document_no = "示例〔2017〕1号"
period = { from = 2017-10-01, to = "2017-12-31" }
checkpoint = "2017-11-29"
visits_until = 2017-11-28
standard = "zibo-2017"
reconstruction = true
complete = ["columns", "updates"]
[compare]
name_best = 3
[headings]
LMBH = "column_id"
[[upcoming_checks]]
name = "抽查"
on = 2017-12-01
"#;
    let day = |text: &str| text.parse().unwrap();
    let settings = Settings::parse(text.as_bytes()).unwrap();
    assert_eq!(settings.period, Some(Period { from: day("2017-10-01"), to: day("2017-12-31") }));
    assert_eq!((settings.checkpoint, settings.visits_until(day("2017-11-29"))), (Some(day("2017-11-29")), day("2017-11-28")));
    assert_eq!((settings.title.as_str(), settings.issuer.as_str(), settings.document_no.as_deref()), ("普查", "办公厅", Some("示例〔2017〕1号")));
    assert_eq!((settings.standard.as_deref(), settings.reconstruction, settings.name_best), (Some("zibo-2017"), true, 3));
    assert_eq!(settings.complete, ["columns", "updates"]);
    assert_eq!(settings.headings.everywhere["LMBH"], "column_id");
    assert_eq!((settings.upcoming_checks[0].name.as_str(), settings.upcoming_checks[0].on), ("抽查", day("2017-12-01")));
}

#[test]
fn an_empty_file_has_defaults() {
    let settings = Settings::parse(b"\xef\xbb\xbf").unwrap();
    assert_eq!(settings, Settings::default());
    assert_eq!(settings.visits_until("2017-11-29".parse().unwrap()).to_string(), "2017-11-29");
}

#[test]
fn unknown_keys_list_the_known_ones() {
    starts("title = \"x\"\n\nchekpoint = 2017-11-29\n", "census.toml:3: chekpoint: unknown key; the keys are title, issuer,");
    starts("[compare]\nbest = 3\n", "census.toml:2: compare.best: unknown key; the keys in [compare] are name_best");
    starts("period = { from = 2017-10-01, until = 2017-12-31 }\n", "census.toml:1: period.until: unknown key; the keys in [period] are from, to");
    starts("[[upcoming_checks]]\nname = \"x\"\nwhen = 1\n", "census.toml:3: upcoming_checks[0].when: unknown key");
}

#[test]
fn dates() {
    starts("checkpoint = 2017-11-29T08:00:00\n", "census.toml:1: checkpoint: no date; write a date such as 2017-11-29");
    starts("checkpoint = \"29.11.2017\"\n", "census.toml:1: checkpoint: no date");
    starts("checkpoint = 1890-01-01\n", "census.toml:1: checkpoint: a date outside 1992-01-01 to 2199-12-31");
    starts("checkpoint = 2017-02-30\n", "census.toml:1: ");
    starts(
        "title = \"x\"\n[period]\nfrom = 2017-10-01\nto = 2017-09-30\n",
        "census.toml:4: period.to: the period ends on 2017-09-30, before it begins on 2017-10-01; mend",
    );
    starts("period = { from = 2017-10-01 }\n", "census.toml:1: period.to: is missing");
    assert!(Settings::parse(b"period = { from = 2017-10-01, to = 2017-10-01 }").is_ok());
}

#[test]
fn types() {
    starts("title = 3\n", "census.toml:1: title: a whole number where a text belongs; write it in quotes");
    starts("reconstruction = \"yes\"\n", "census.toml:1: reconstruction: a text where true or false belongs");
    starts("compare = 3\n", "census.toml:1: compare: a whole number where a table belongs; write [compare]");
    starts("[compare]\nname_best = -1\n", "census.toml:2: compare.name_best: a whole number where a whole number from 0 belongs");
    starts("complete = [\n  \"columns\",\n  3,\n]\n", "census.toml:3: complete[1]: a whole number where a text belongs");
}

#[test]
fn unknown_tables_and_fields() {
    starts("complete = [\"colums\"]\n", "census.toml:1: complete[0]: there is no table `colums`; the tables are sites, site_life,");
    starts("[headings]\nX = \"nothing\"\n", "census.toml:2: headings.X: no table has the field `nothing`");
    starts("[headings.colums]\nX = \"url\"\n", "census.toml:1: headings.colums: there is no such table; the tables are sites,");
    starts("[headings.units]\nX = \"home_url\"\n", "census.toml:2: headings.units.X: the table does not have the field `home_url`; its fields are unit,");
}

#[test]
fn no_toml() {
    starts("title = \"x\"\nperiod = {\n", "census.toml:");
    starts("title = \"x\"\ntitle = \"y\"\n", "census.toml:2: duplicate key");
    let message = Settings::parse(b"title = \"x\"\nissuer = \"\xb1\"\n").unwrap_err().to_string();
    assert_eq!(message, "census.toml:2: no UTF-8 text; mend the syntax (TOML, UTF-8)");
}

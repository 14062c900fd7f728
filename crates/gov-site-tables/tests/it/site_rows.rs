//! The second pass of `explain`.

use std::collections::BTreeMap;

use super::support::{Census, UPDATES};

fn rows(census: &Census, table: &str, field: &str, value: &str) -> Vec<(u64, BTreeMap<String, String>)> {
    let mut found = Vec::new();
    let wanted = |row: &BTreeMap<&str, &str>| row.get(field) == Some(&value);
    census.open().unwrap().rows_of_site(table, &wanted, &mut |place, row| found.push((place.row, row.clone()))).unwrap();
    found
}

#[test]
fn wanted_rows_come_with_line_and_texts() {
    let census = Census::new();
    census.write("updates.csv", format!("{UPDATES}\nC2,http://s2.example/1,2017-11-20,\nC2,http://s2.example/2,never,x\nC2,short\n"));
    let found = rows(&census, "updates", "column_id", "C2");
    // The row without a date and the ragged one are in rejected.csv.
    assert_eq!(found.len(), 1);
    let texts: Vec<(&str, &str)> = found[0].1.iter().map(|(field, text)| (field.as_str(), text.as_str())).collect();
    assert_eq!((found[0].0, texts), (5, vec![("column_id", "C2"), ("published_on", "2017-11-20"), ("url", "http://s2.example/1")]));
}

#[test]
fn remarks_on_tickets_and_unknown_headings_stay_inside() {
    let census = Census::new();
    let text = "ticket_id,site_code,channel_kind,unit,submitted_on,note,姓名\nT1,S1,consultation,x,2017-11-01,13805331234,王小明\n\
        T2,S1,consultation,x,王小明,,\n";
    census.write("tickets.csv", text);
    let found = rows(&census, "tickets", "site_code", "S1");
    assert_eq!(found.len(), 1);
    assert!(!format!("{found:?}").contains("13805331234") && !format!("{found:?}").contains("王小明"));
}

#[test]
fn an_absent_table_has_no_rows_and_an_unknown_one_is_an_error() {
    let census = Census::new();
    assert!(rows(&census, "tickets", "site_code", "S1").is_empty());
    let error = census.open().unwrap().rows_of_site("nothing", &|_| true, &mut |_, _| {}).unwrap_err();
    assert!(error.to_string().starts_with("there is no table `nothing`; the tables are sites, site_life,"));
}

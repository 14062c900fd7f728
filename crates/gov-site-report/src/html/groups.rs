//! Groups of sites beside each other.

use gov_site_compliance::census::{Group, GroupBy};

use super::{
    table::{Kind, Table},
    texts::name,
};
use crate::{Edition, Results};

const COLUMNS: [(&str, Kind); 8] = [
    ("分组", Kind::Text),
    ("应查", Kind::Number),
    ("已评估", Kind::Number),
    ("不合格", Kind::Number),
    ("不合格率", Kind::Percent),
    ("应关停", Kind::Number),
    ("按期关停", Kind::Number),
    ("评价", Kind::Text),
];
const KINDS: [(GroupBy, &str, &str); 4] = [
    (GroupBy::Role, "groups-role", "按网站类型"),
    (GroupBy::Level, "groups-level", "按层级"),
    (GroupBy::LevelRole, "groups-level-role", "按层级和类型"),
    (GroupBy::Division, "groups-division", "按地区"),
];

/// One table for each kind of group.
pub(super) fn tables(results: &Results<'_>) -> Vec<Table> {
    let groups = results.census.groups();
    let table = |(by, id, caption): (GroupBy, &'static str, &'static str)| {
        let rows = groups.iter().filter(|group| group.by == by).map(|group| row(group, results.edition));
        Table::new(id, caption, &COLUMNS).with(rows)
    };
    KINDS.into_iter().map(table).collect()
}

fn row(group: &Group, edition: Edition) -> Vec<String> {
    vec![
        name(edition, &group.title),
        group.total.to_string(),
        group.assessed.to_string(),
        group.unqualified.to_string(),
        group.unqualified_rate().unwrap_or_default(),
        group.closures_due.to_string(),
        group.closures_in_time.to_string(),
        if group.better { "较好".to_string() } else { String::new() },
    ]
}

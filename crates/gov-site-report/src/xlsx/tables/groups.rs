//! Sheet 分组: each group of sites.

use gov_site_compliance::census::{Group, GroupBy};

use super::Context;
use crate::xlsx::{
    column::{Column, Value},
    rules::Rule,
    sheet::Table,
};

pub(super) fn table<'a>(context: &'a Context<'a>) -> Table<'a, &'a Group> {
    let columns = vec![
        Column::new("by_chinese", "分组方式", 14, |group: &'a Group| Value::Word(by(group.by))),
        Column::new("title", "组别", 28, |group: &'a Group| Value::text(&group.title)),
        Column::new("total", "应检查网站", 11, |group: &'a Group| Value::Count(group.total)),
        Column::new("assessed", "已评估", 10, |group: &'a Group| Value::Count(group.assessed)),
        Column::new("unqualified", "不合格", 10, |group: &'a Group| Value::Count(group.unqualified)),
        Column::new("unqualified_rate", "不合格率（%）", 12, |group: &'a Group| Value::Decimal(group.unqualified_rate())),
        Column::new("closures_due", "应关停", 10, |group: &'a Group| Value::Count(group.closures_due)),
        Column::new("closures_in_time", "按时关停", 10, |group: &'a Group| Value::Count(group.closures_in_time)),
        Column::new("better", "较好", 8, |group: &'a Group| Value::Flag(group.better)),
        Column::new("by", "分组方式代码", 13, |group: &'a Group| Value::id(group.by.code())).folded(),
        Column::new("name", "组别代码", 22, |group: &'a Group| Value::text(&group.name)).folded(),
        context.basis(),
    ];
    let rules = vec![("unqualified", Rule::RedAboveZero), ("better", Rule::Green("是"))];
    Table { name: "分组", frozen: 2, columns, rules }
}

fn by(by: GroupBy) -> &'static str {
    match by {
        GroupBy::Role => "网站类型",
        GroupBy::Level => "层级",
        GroupBy::Division => "所属地区",
        GroupBy::LevelRole => "层级与类型",
    }
}

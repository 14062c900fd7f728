//! Sheet 发现: each thing that an indicator counted, as `findings.csv` has it.

use gov_site_compliance::Finding;

use super::Context;
use crate::xlsx::{
    column::{Column, Value},
    rules::Rule,
    sheet::Table,
};

/// Eleven columns: the library keeps a row in nodes of eleven cells, and a twelfth would cost each of a million rows half as much again.
pub(super) fn table<'a>(context: &'a Context<'a>) -> Table<'a, &'a Finding> {
    let columns = vec![
        Column::new("site_code", "网站标识码", 13, |finding: &'a Finding| Value::id(&finding.site_code)),
        Column::new("site_name", "网站名称", 30, |finding: &'a Finding| context.site_name(&finding.site_code)),
        Column::new("title", "指标", 38, |finding: &'a Finding| Value::text(context.title(&finding.clause))),
        Column::new("detail", "情况", 44, |finding: &'a Finding| Value::text(&finding.detail)),
        Column::new("certain", "是否确证", 10, |finding: &'a Finding| Value::Flag(finding.certain)),
        Column::new("day", "日期", 12, |finding: &'a Finding| Value::of(finding.day, Value::Day)),
        Column::new("key", "行标识", 26, |finding: &'a Finding| Value::id(&finding.key)),
        Column::new("source_ref", "出处", 26, |finding: &'a Finding| Value::of(finding.source_ref.as_deref(), Value::text)).for_office(),
        Column::new("clause", "指标代码", 24, |finding: &'a Finding| Value::id(&finding.clause)).folded(),
        Column::new("table", "数据表代码", 12, |finding: &'a Finding| Value::id(finding.table)).folded(),
        context.basis(),
    ];
    Table { name: "发现", frozen: 2, columns, rules: vec![("certain", Rule::Amber("否"))] }
}

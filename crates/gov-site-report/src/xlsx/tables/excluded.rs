//! Sheet 例外: sites that are not judged, with approval.

use gov_site_compliance::{census::SiteResult, verdict::Exclusion};

use super::Context;
use crate::xlsx::{
    column::{Column, Value},
    sheet::Table,
};

/// A site and why it is not judged.
pub(super) type Row<'a> = (&'a SiteResult, &'a Exclusion);

pub(super) fn table<'a>(context: &'a Context<'a>) -> Table<'a, Row<'a>> {
    let columns = vec![
        Column::new("site_code", "网站标识码", 13, |(site, _): Row<'a>| Value::id(&site.site_code)),
        Column::new("site_name", "网站名称", 30, |(site, _): Row<'a>| Value::text(&site.site_name)),
        Column::new("reason_chinese", "状态", 11, |(_, exclusion): Row<'a>| Value::Word(exclusion.state.chinese())),
        Column::new("from", "起始日期", 12, |(_, exclusion): Row<'a>| Value::Day(exclusion.from)),
        Column::new("approval", "批准文号或单位", 30, |(_, exclusion): Row<'a>| Value::of(exclusion.approval.as_deref(), Value::text)),
        Column::new("reason", "状态代码", 12, |(_, exclusion): Row<'a>| Value::id(exclusion.state.code())).folded(),
        context.basis(),
    ];
    Table { name: "例外", frozen: 2, columns, rules: Vec::new() }
}

//! Sheet 办件: each ticket on the reply clock, as `tickets.csv` has it.

use gov_site_compliance::followup::Reply;

use super::Context;
use crate::xlsx::{
    column::{Column, Value},
    rules::Rule,
    sheet::Table,
};

pub(super) fn table<'a>(context: &'a Context<'a>) -> Table<'a, &'a Reply> {
    let columns = vec![
        Column::new("ticket_id", "办件编号", 20, |reply: &'a Reply| Value::id(&reply.ticket_id)),
        Column::new("site_code", "网站标识码", 13, |reply: &'a Reply| Value::of(reply.site_code.as_deref(), Value::id)),
        Column::new("unit", "承办单位", 26, |reply: &'a Reply| Value::text(&reply.unit)),
        Column::new("received_on", "收件日期", 12, |reply: &'a Reply| Value::Day(reply.received_on)),
        Column::new("deadline", "答复期限", 12, |reply: &'a Reply| Value::Day(reply.deadline)),
        Column::new("answered_on", "答复日期", 12, |reply: &'a Reply| Value::of(reply.answered_on, Value::Day)),
        Column::new("state_chinese", "状态", 11, |reply: &'a Reply| Value::Word(reply.state.chinese())),
        Column::new("working_days_over", "逾期工作日", 12, |reply: &'a Reply| Value::Number(reply.working_days_over.into())),
        Column::new("from_submission", "自提交日起算", 12, |reply: &'a Reply| Value::Flag(reply.from_submission)),
        Column::new("projected", "期限系推算", 12, |reply: &'a Reply| Value::Flag(reply.projected)),
        Column::new("valid_known", "要素齐全", 10, |reply: &'a Reply| Value::Flag(reply.known)),
        Column::new("carried_over", "上期结转", 10, |reply: &'a Reply| Value::Flag(reply.carried_over)),
        Column::new("source_ref", "出处", 26, |reply: &'a Reply| Value::of(reply.source_ref.as_deref(), Value::text)).for_office(),
        Column::new("state", "状态代码", 14, |reply: &'a Reply| Value::id(reply.state.code())).folded(),
        context.basis(),
    ];
    let rules = vec![
        ("state_chinese", Rule::Red("逾期未复")),
        ("state_chinese", Rule::Red("逾期答复")),
        ("state_chinese", Rule::Amber("办理中")),
        ("state_chinese", Rule::Green("按时答复")),
        ("working_days_over", Rule::RedAboveZero),
    ];
    Table { name: "办件", frozen: 1, columns, rules }
}

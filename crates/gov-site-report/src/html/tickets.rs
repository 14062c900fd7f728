//! Tickets past their deadline, by unit and one by one.

use gov_site_compliance::followup::Reply;
use serde::Serialize;

use super::{
    table::{Kind, Table},
    texts::{id, name},
};
use crate::{Audience, Edition, Results};

/// What is said above the tables.
#[derive(Serialize)]
pub(super) struct Tickets {
    /// Whether the standard has a reply clock and a ticket was seen.
    known: bool,
    total: u64,
    carried_over: u64,
    possible: u64,
}

impl Tickets {
    pub(super) fn of(results: &Results<'_>) -> Tickets {
        match results.census.overdue() {
            Some(overdue) => Tickets { known: true, total: overdue.total, carried_over: overdue.carried_over, possible: overdue.possible },
            None => Tickets { known: false, total: 0, carried_over: 0, possible: 0 },
        }
    }
}

pub(super) fn units(results: &Results<'_>) -> Table {
    let columns = [("承办单位", Kind::Text), ("逾期合计", Kind::Number), ("逾期答复", Kind::Number), ("逾期未复", Kind::Number)];
    let overdue = results.census.overdue().unwrap_or_default();
    let rows = overdue.by_unit.iter().map(|unit| {
        let counts = [unit.total, unit.answered_late, unit.open].map(|count| count.to_string());
        [vec![name(results.edition, &unit.unit)], counts.to_vec()].concat()
    });
    Table::new("units", "逾期办件（按承办单位）", &columns).with_first(rows)
}

/// The single tickets, for whoever works with them.
pub(super) fn single(results: &Results<'_>) -> Option<Table> {
    let columns = [
        ("办件编号", Kind::Code),
        ("承办单位", Kind::Text),
        ("网站标识码", Kind::Code),
        ("收件日期", Kind::Code),
        ("办理期限", Kind::Code),
        ("答复日期", Kind::Code),
        ("办理情况", Kind::Word),
        ("超期工作日", Kind::Number),
    ];
    if results.edition.audience == Audience::Public {
        return None;
    }
    let overdue = results.census.replies.iter().flatten().filter(|reply| reply.state.is_overdue());
    Some(Table::new("tickets", "逾期办件明细", &columns).with_first(overdue.map(|reply| row(reply, results.edition))))
}

fn row(reply: &Reply, edition: Edition) -> Vec<String> {
    let mut state = reply.state.chinese().to_string();
    for (holds, remark) in [(reply.carried_over, "以前时段转入"), (!reply.known, "数据存疑，未计入"), (reply.projected, "期限为推算")] {
        if holds {
            state.push_str(&format!("({remark})"));
        }
    }
    vec![
        id(edition, &reply.ticket_id),
        name(edition, &reply.unit),
        reply.site_code.as_deref().map(|site| id(edition, site)).unwrap_or_default(),
        reply.received_on.to_string(),
        reply.deadline.to_string(),
        reply.answered_on.map(|day| day.to_string()).unwrap_or_default(),
        state,
        reply.working_days_over.to_string(),
    ]
}

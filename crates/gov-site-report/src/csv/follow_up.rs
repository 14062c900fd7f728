//! `follow_up.csv`: what every unit has to do, a row a task.

use std::io::{self, Write};

use gov_site_compliance::{
    Census, Day,
    followup::{ColumnTask, Contacts, PromiseTask, SiteTask, TicketTask, UnitList},
    standard::Effect,
};

use super::cell::{Sheet, text};
use crate::{Audience, Edition, remarks::basis};

const HEADINGS: [&str; 27] = [
    "unit",
    "part",
    "site_code",
    "site_name",
    "key",
    "name",
    "state",
    "state_chinese",
    "certain",
    "carried_over",
    "repeated",
    "received_on",
    "deadline",
    "projected",
    "answered_on",
    "working_days_over",
    "last_update",
    "limit",
    "days_over",
    "detail",
    "todo",
    "principal",
    "deputy",
    "contact",
    "clauses",
    "source_ref",
    "basis",
];

/// Writes the lists unit by unit; `part` is `clause`, `column`, `ticket` or `promise`, and `key` the clause, the column, the ticket or the
/// channel. The public edition has headings only; `principal`, `deputy` and `contact` are filled in the internal one alone.
///
/// # Errors
/// Whatever hinders writing.
pub fn follow_up<W: Write>(census: &Census, lists: &[UnitList], edition: Edition, out: W) -> io::Result<W> {
    let mut sheet = Sheet::new(out, HEADINGS)?;
    if edition.audience == Audience::Public {
        return sheet.finish();
    }
    let basis = basis(&census.header, &census.standard);
    for list in lists {
        let writing = Writing { list, edition, basis: &basis };
        let columns = list.columns.iter().map(|task| writing.column(task));
        let tickets = list.tickets.iter().chain(&list.carried_over).map(|task| writing.ticket(task));
        let promises = list.promises.iter().map(|task| writing.promise(task));
        let rows = list.sites.iter().flat_map(|site| writing.clauses(site)).chain(columns).chain(tickets).chain(promises);
        rows.map(|row| writing.cells(&row)).try_for_each(|cells| sheet.row(cells))?;
    }
    sheet.finish()
}

/// One task; what is not of its part stays empty.
#[derive(Default)]
struct Row<'a> {
    part: &'static str,
    site: Option<(&'a str, Option<&'a str>)>,
    key: &'a str,
    name: &'a str,
    state: (&'static str, &'static str),
    certain: bool,
    carried_over: Option<bool>,
    repeated: Option<bool>,
    days: [Option<Day>; 4],
    projected: Option<bool>,
    working_days_over: Option<i32>,
    limit: &'a str,
    days_over: Option<i32>,
    detail: &'a str,
    todo: &'static str,
    clauses: String,
    source_ref: Option<&'a str>,
}

struct Writing<'a> {
    list: &'a UnitList,
    edition: Edition,
    basis: &'a str,
}

impl<'a> Writing<'a> {
    fn clauses(&self, site: &'a SiteTask) -> impl Iterator<Item = Row<'a>> {
        site.clauses.iter().map(|clause| Row {
            part: "clause",
            site: Some((&site.site_code, Some(&site.site_name))),
            key: &clause.clause,
            name: &clause.title,
            state: if clause.effect == Effect::Veto { ("veto", "单项否决") } else { ("fail", "不达标") },
            certain: true,
            repeated: Some(clause.repeated),
            detail: &clause.measured,
            todo: clause.todo,
            clauses: clause.clause.clone(),
            ..Row::default()
        })
    }

    fn column(&self, task: &'a ColumnTask) -> Row<'a> {
        Row {
            part: "column",
            site: Some((&task.site_code, Some(&task.site_name))),
            key: &task.column_id,
            name: task.column_name.as_deref().unwrap_or_default(),
            state: (task.state.code(), task.state.chinese()),
            certain: task.certain,
            repeated: Some(task.repeated),
            days: [None, None, None, task.last_update],
            limit: task.limit.as_deref().unwrap_or_default(),
            days_over: task.days_over,
            detail: &task.detail,
            todo: task.todo,
            clauses: task.clauses.join(";"),
            source_ref: task.source_ref.as_deref(),
            ..Row::default()
        }
    }

    fn ticket(&self, task: &'a TicketTask) -> Row<'a> {
        let reply = &task.reply;
        Row {
            part: "ticket",
            site: reply.site_code.as_deref().map(|code| (code, task.site_name.as_deref())),
            key: &reply.ticket_id,
            state: (reply.state.code(), reply.state.chinese()),
            certain: reply.known,
            carried_over: Some(reply.carried_over),
            days: [Some(reply.received_on), Some(reply.deadline), reply.answered_on, None],
            projected: Some(reply.projected),
            working_days_over: Some(reply.working_days_over),
            todo: task.todo,
            source_ref: reply.source_ref.as_deref(),
            ..Row::default()
        }
    }

    fn promise(&self, task: &'a PromiseTask) -> Row<'a> {
        Row {
            part: "promise",
            site: Some((&task.site_code, Some(&task.site_name))),
            key: &task.channel_id,
            state: ("too_long", "承诺过长"),
            certain: true,
            detail: &task.detail,
            todo: task.todo,
            source_ref: task.source_ref.as_deref(),
            ..Row::default()
        }
    }

    fn cells(&self, row: &Row<'_>) -> [String; 27] {
        let shown = |cell: &str| text(&self.edition.shown(cell)).into_owned();
        let id = |cell: &str| text(&self.edition.id(cell)).into_owned();
        let plain = |cell: &str| text(cell).into_owned();
        let day = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
        let flag = |flag: Option<bool>| flag.map(|flag| flag.to_string()).unwrap_or_default();
        let number = |number: Option<i32>| number.map(|number| number.to_string()).unwrap_or_default();
        let (code, name) = row.site.unwrap_or_default();
        let contacts = self.list.contacts.get(code).filter(|_| self.edition.audience == Audience::Internal);
        let person = |read: fn(&Contacts) -> &Option<String>| contacts.and_then(|contacts| read(contacts).as_deref()).map(shown).unwrap_or_default();
        let [received_on, deadline, answered_on, last_update] = row.days;
        [
            shown(&self.list.unit),
            row.part.to_owned(),
            id(code),
            shown(name.unwrap_or_default()),
            id(row.key),
            shown(row.name),
            row.state.0.to_owned(),
            row.state.1.to_owned(),
            row.certain.to_string(),
            flag(row.carried_over),
            flag(row.repeated),
            day(received_on),
            day(deadline),
            flag(row.projected),
            day(answered_on),
            number(row.working_days_over),
            day(last_update),
            row.limit.to_owned(),
            number(row.days_over),
            shown(row.detail),
            row.todo.to_owned(),
            person(|contacts| &contacts.principal),
            person(|contacts| &contacts.deputy),
            person(|contacts| &contacts.contact),
            plain(&row.clauses),
            shown(row.source_ref.unwrap_or_default()),
            plain(self.basis),
        ]
    }
}

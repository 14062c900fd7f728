//! Random sites near the limits, with gaps of every kind, rendered into tables.

use proptest::prelude::*;

use crate::support::{Cells, World, at, cells, site_row};

/// One site; offsets are days from the checkpoint.
#[derive(Clone, Debug)]
pub struct Site {
    pub navigation: bool,
    pub declared: [bool; 4],
    pub columns: Vec<Column>,
    /// Coverage of all columns, home page, tickets and serious errors.
    pub looks: Vec<(Subject, Look)>,
    pub visits: Vec<Visit>,
    pub tickets: Vec<Ticket>,
    /// Whether the row of the channel can be read, and whether it is one for consultation.
    pub channel: (bool, bool),
    pub reviews: Vec<Review>,
    pub exemptions: Vec<Exemption>,
}

/// What a coverage row of the whole site is about.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Subject {
    Columns,
    Home,
    Tickets,
    SeriousError,
}

/// Tables in the order of [`Site::declared`]; `columns` and `updates` go together.
const DECLARED: [&[&str]; 4] = [&["columns", "updates"], &["columns"], &["tickets"], &["reviews"]];

#[derive(Clone, Debug)]
pub struct Column {
    pub id: u8,
    pub kind: Option<&'static str>,
    pub parent: Option<u8>,
    pub lists_items: Option<bool>,
    pub on_home: bool,
    pub url: Option<u8>,
    pub opened: Option<i32>,
    pub left: Option<&'static str>,
    pub items: Vec<Item>,
    pub looks: Vec<Look>,
    /// Whether the row is rejected.
    pub bad: bool,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Item {
    On(i32),
    NotShown,
    Unreadable,
    /// A rejected row of which only the date is at fault.
    BadDate,
    /// A rejected row that proves no item.
    BadRow,
}

/// One coverage row.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    pub at: i32,
    pub from: Option<i32>,
    pub to: Option<i32>,
    pub complete: bool,
    pub blocked: bool,
    pub items_seen: Option<u8>,
    pub bad: bool,
}

impl Look {
    /// All of it was seen after the checkpoint.
    pub const WHOLE: Look = Look { at: 3, from: None, to: None, complete: true, blocked: false, items_seen: None, bad: false };

    /// Whether the row itself says that a day was looked at.
    pub fn saw(&self, offset: i32) -> bool {
        let to = self.to.unwrap_or(self.at).min(self.at);
        self.complete && !self.blocked && !self.bad && self.from.is_none_or(|from| from <= offset) && offset <= to
    }
}

#[derive(Clone, Copy, Debug)]
pub struct Visit {
    pub day: i32,
    pub slot: u8,
    pub how: How,
    pub manual: bool,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum How {
    Answered,
    Failed,
    Suspected,
    MonitorFault,
    Elsewhere,
    Bad,
}

#[derive(Clone, Copy, Debug)]
pub struct Ticket {
    pub submitted: i32,
    pub answered: Option<i32>,
    pub reply: &'static str,
    pub kind: TicketKind,
    pub valid: Option<bool>,
    pub needs_reply: Option<bool>,
    pub seen: Option<i32>,
    pub bad: bool,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum TicketKind {
    Consultation,
    Survey,
    /// Of the site's channel, whose row may be rejected.
    Channel,
}

#[derive(Clone, Copy, Debug)]
pub struct Review {
    pub found: i32,
    pub status: &'static str,
    pub bad: bool,
}

#[derive(Clone, Copy, Debug)]
pub struct Exemption {
    pub column: Option<u8>,
    pub clause: Option<&'static str>,
    pub approved: bool,
    pub to: Option<i32>,
    pub bad: bool,
}

impl Site {
    pub fn column_id(code: &str, id: u8) -> String {
        format!("{code}-c{id:02}")
    }

    /// The tables of the site.
    pub fn render(&self, code: &str) -> World {
        let mut world = World::default();
        let mut site = site_row(code);
        site.push(("home_is_navigation", self.navigation.to_string()));
        world.push("sites", site);
        for (tables, declared) in DECLARED.into_iter().zip(self.declared) {
            if declared {
                world.declare(tables);
            }
        }
        for column in &self.columns {
            column.render(code, self.navigation, &mut world);
        }
        for (number, (subject, look)) in self.looks.iter().enumerate() {
            let subject = match subject {
                Subject::Columns => "columns",
                Subject::Home => "home",
                Subject::Tickets => "tickets",
                Subject::SeriousError => "serious_error",
            };
            world.push("coverage", look.render(code, subject, None, number));
        }
        for (number, visit) in self.visits.iter().enumerate() {
            world.push("visits", visit.render(code, number));
        }
        let (readable, consultation) = self.channel;
        let kind = if consultation { "consultation" } else { "survey" };
        world.add("channels", &[("channel_id", &format!("{code}-k")), ("site_code", code), ("kind", if readable { kind } else { "?" })]);
        for (number, ticket) in self.tickets.iter().enumerate() {
            world.push("tickets", ticket.render(code, number));
        }
        for (number, review) in self.reviews.iter().enumerate() {
            world.push("reviews", review.render(code, number));
        }
        for (number, exemption) in self.exemptions.iter().enumerate() {
            world.push("exemptions", exemption.render(code, number));
        }
        world
    }
}

fn put(row: &mut Cells, field: &'static str, value: Option<impl ToString>) {
    row.extend(value.map(|value| (field, value.to_string())));
}

impl Column {
    fn render(&self, code: &str, navigation: bool, world: &mut World) {
        let id = Site::column_id(code, self.id);
        let mut row = cells(&[("column_id", &id), ("site_code", code), ("column_name", &id)]);
        put(&mut row, "kind", self.kind);
        put(&mut row, "parent_id", self.parent.map(|parent| Site::column_id(code, parent)));
        put(&mut row, "lists_items", if self.bad { Some("?".into()) } else { self.lists_items.map(|lists| lists.to_string()) });
        row.push((if navigation { "on_second_level" } else { "on_home" }, self.on_home.to_string()));
        put(&mut row, "url", self.url.map(|url| format!("http://www.s{code}.gov.cn/{url}/")));
        put(&mut row, "opened_on", self.opened.map(at));
        match self.left {
            Some("closed") => row.push(("closed_on", at(-1))),
            Some("redirects") => row.push(("redirects_to", "http://b.example/".into())),
            Some("finished") => row.push(("finished_topic", "true".into())),
            _ => {}
        }
        world.push("columns", row);
        for (number, item) in self.items.iter().enumerate() {
            let mut row = cells(&[("column_id", &id)]);
            if *item != Item::BadRow {
                row.push(("url", format!("http://www.s{code}.gov.cn/{}/{number}.html", self.id)));
            }
            match item {
                Item::On(offset) => row.push(("published_on", at(*offset))),
                Item::NotShown => row.push(("date_state", "not_shown".into())),
                Item::Unreadable => row.push(("date_state", "unreadable".into())),
                Item::BadDate | Item::BadRow => row.push(("published_on", "11-29".into())),
            }
            world.push("updates", row);
        }
        for (number, look) in self.looks.iter().enumerate() {
            world.push("coverage", look.render(code, "column", Some(&id), number));
        }
    }
}

impl Look {
    fn render(&self, code: &str, subject: &str, column: Option<&str>, number: usize) -> Cells {
        let seen = format!("{}T20:{number:02}:00+08:00", at(self.at));
        let mut row = cells(&[("site_code", code), ("subject", subject), ("observed_at", &seen)]);
        put(&mut row, "column_id", column);
        put(&mut row, "from", self.from.map(at));
        put(&mut row, "to", self.to.map(at));
        row.push(("complete", if self.bad { "?".into() } else { self.complete.to_string() }));
        put(&mut row, "gap", self.blocked.then_some("blocked"));
        put(&mut row, "items_seen", self.items_seen);
        row
    }
}

impl Visit {
    fn render(&self, code: &str, number: usize) -> Cells {
        let time = format!("{}T{:02}:{:02}:{:02}+08:00", at(self.day), self.slot / 6, self.slot % 6 * 10 + 1, number % 60);
        let mut row = cells(&[("site_code", code), ("visited_at", &time), ("vantage", &format!("v{number}")), ("manual", &self.manual.to_string())]);
        match self.how {
            How::Answered => row.push(("status", "200".into())),
            How::Failed => row.push(("failure", "connect".into())),
            How::Suspected => row.push(("status", "403".into())),
            How::MonitorFault => row.push(("failure", "monitor_fault".into())),
            How::Elsewhere => row.extend(cells(&[("status", "200"), ("url", "http://elsewhere.example/")])),
            How::Bad => row.push(("status", "7".into())),
        }
        row
    }
}

impl Ticket {
    fn render(&self, code: &str, number: usize) -> Cells {
        let mut row =
            cells(&[("ticket_id", &format!("{code}-t{number:02}")), ("site_code", code), ("unit", "示例单位01"), ("submitted_on", &at(self.submitted))]);
        match self.kind {
            TicketKind::Consultation => row.push(("channel_kind", "consultation".into())),
            TicketKind::Survey => row.push(("channel_kind", "survey".into())),
            TicketKind::Channel => row.push(("channel_id", format!("{code}-k"))),
        }
        put(&mut row, "answered_on", self.answered.map(at));
        put(&mut row, "reply_kind", self.answered.map(|_| self.reply));
        put(&mut row, "valid", if self.bad { Some("?".into()) } else { self.valid.map(|valid| valid.to_string()) });
        put(&mut row, "needs_reply", self.needs_reply);
        put(&mut row, "observed_at", self.seen.map(|offset| format!("{}T09:00:00+08:00", at(offset))));
        row
    }
}

impl Review {
    fn render(&self, code: &str, number: usize) -> Cells {
        cells(&[
            ("review_id", &format!("{code}-r{number:02}")),
            ("site_code", code),
            ("indicator", "serious_error"),
            ("kind", "serious_misspelling"),
            ("status", if self.bad { "?" } else { self.status }),
            ("found_at", &format!("{}T10:00:00+08:00", at(self.found))),
        ])
    }
}

impl Exemption {
    fn render(&self, code: &str, number: usize) -> Cells {
        let mut row = cells(&[("site_code", code), ("from", &at(-400 - number as i32))]);
        put(&mut row, "column_id", self.column.map(|id| Site::column_id(code, id)));
        put(&mut row, "indicator", self.clause);
        put(&mut row, "approval_no", self.approved.then_some("〔2017〕1号"));
        put(&mut row, "to", if self.bad { Some("soon".into()) } else { self.to.map(at) });
        row
    }
}

fn look() -> impl Strategy<Value = Look> {
    let from = prop_oneof![4 => Just(None), 3 => (-400_i32..1).prop_map(Some)];
    let to = prop_oneof![3 => Just(None), 1 => (-3_i32..5).prop_map(Some)];
    let at = prop_oneof![3 => Just(1), 1 => -20_i32..3];
    let seen = prop_oneof![4 => Just(None), 1 => (0_u8..4).prop_map(Some)];
    (at, from, to, prop::bool::weighted(0.8), prop::bool::weighted(0.1), seen, prop::bool::weighted(0.1)).prop_map(
        |(at, from, to, complete, blocked, items_seen, bad)| {
            // A row that ends before it begins would be rejected.
            let to = to.filter(|to| from.is_none_or(|from| from <= *to));
            Look { at, from, to, complete, blocked, items_seen, bad }
        },
    )
}

pub fn item() -> impl Strategy<Value = Item> {
    prop_oneof![
        2 => (-14_i32..1).prop_map(Item::On), 3 => (-180_i32..-14).prop_map(Item::On), 2 => (-500_i32..-180).prop_map(Item::On), 1 => (1_i32..9).prop_map(Item::On),
        1 => Just(Item::NotShown), 2 => Just(Item::Unreadable), 1 => Just(Item::BadDate), 1 => Just(Item::BadRow),
    ]
}

prop_compose! {
    fn column()(
        kind in prop_oneof![6 => Just("news"), 4 => Just("notice"), 2 => Just("personnel"), 2 => Just("overview")],
        parent in prop_oneof![4 => Just(None), 1 => (0_u8..14).prop_map(Some)],
        inherits in any::<bool>(),
        lists_items in prop_oneof![8 => Just(None), 1 => Just(Some(true)), 1 => Just(Some(false))],
        on_home in any::<bool>(),
        url in prop_oneof![3 => Just(None), 1 => (0_u8..5).prop_map(Some)],
        opened in prop_oneof![8 => Just(None), 1 => (-30_i32..3).prop_map(Some)],
        left in prop_oneof![12 => Just(None), 1 => Just(Some("closed")), 1 => Just(Some("redirects")), 1 => Just(Some("finished"))],
        items in prop_oneof![3 => Just(Vec::new()), 4 => prop::collection::vec(item(), 1..3)],
        looks in prop_oneof![3 => Just(Vec::new()), 2 => prop::collection::vec(look(), 1..3)],
        bad in prop::bool::weighted(0.06),
    ) -> Column {
        let kind = (parent.is_none() || !inherits).then_some(kind);
        // A column that closed before it opened would be rejected.
        let opened = opened.filter(|_| left != Some("closed"));
        Column { id: 0, kind, parent, lists_items, on_home, url, opened, left, items, looks, bad }
    }
}

/// Columns with ids that are no order of their own; a parent stands before its children, so there is no cycle.
fn columns() -> impl Strategy<Value = Vec<Column>> {
    let ids: Vec<u8> = (0..14).map(|number| number * 5 % 14).collect();
    (prop::collection::vec(column(), 0..14), Just(ids)).prop_map(|(mut columns, ids)| {
        for number in 0..columns.len() {
            columns[number].id = ids[number];
            let parent = columns[number].parent.map(usize::from);
            columns[number].parent = parent.filter(|_| number > 0).map(|parent| ids[parent % number]);
            if columns[number].parent.is_none() && columns[number].kind.is_none() {
                columns[number].kind = Some("news");
            }
        }
        columns
    })
}

/// About a hundred and forty visits of which about seven failed or are suspected.
fn visits() -> impl Strategy<Value = Vec<Visit>> {
    let odd = prop_oneof![4 => Just(How::Failed), 4 => Just(How::Suspected), 1 => Just(How::MonitorFault), 1 => Just(How::Elsewhere), 2 => Just(How::Bad)];
    let odd = (-6_i32..1, 0_u8..22, odd, prop::bool::weighted(0.2)).prop_map(|(day, slot, how, manual)| Visit { day, slot, how, manual });
    (prop_oneof![1 => Just(0_u8), 4 => Just(20), 1 => Just(21)], prop::collection::vec(odd, 0..12)).prop_map(|(slots, odd)| {
        let regular = (-6..1).flat_map(|day| (0..slots).map(move |slot| Visit { day, slot, how: How::Answered, manual: false }));
        regular.chain(odd).collect()
    })
}

prop_compose! {
    fn ticket()(
        submitted in prop_oneof![1 => -400_i32..-360, 4 => -110_i32..-80, 1 => -40_i32..3],
        open in prop_oneof![2 => Just(None), 1 => (0_i32..120).prop_map(Some)],
        reply in prop_oneof![Just("answered"), Just("explained"), Just("interim")],
        kind in prop_oneof![3 => Just(TicketKind::Consultation), 1 => Just(TicketKind::Survey), 1 => Just(TicketKind::Channel)],
        valid in prop_oneof![3 => Just(Some(true)), 2 => Just(None), 1 => Just(Some(false))],
        needs_reply in prop_oneof![4 => Just(Some(true)), 1 => Just(None), 1 => Just(Some(false))],
        seen in prop_oneof![2 => Just(None), 3 => (-100_i32..3).prop_map(Some)],
        bad in prop::bool::weighted(0.1),
    ) -> Ticket {
        Ticket { submitted, answered: open.map(|days| submitted + days), reply, kind, valid, needs_reply, seen, bad }
    }
}

prop_compose! {
    fn review()(
        found in -40_i32..3,
        status in prop_oneof![1 => Just("confirmed"), 3 => Just("suspected"), 2 => Just("dismissed")],
        bad in prop::bool::weighted(0.1),
    ) -> Review {
        Review { found, status, bad }
    }
}

prop_compose! {
    fn exemption()(
        column in prop_oneof![1 => Just(None), 3 => (0_u8..14).prop_map(Some)],
        clause in prop_oneof![Just(None), Just(Some("blank_columns")), Just(Some("home_not_updated")), Just(Some("serious_error"))],
        approved in any::<bool>(),
        to in prop_oneof![Just(None), (-5_i32..9).prop_map(Some)],
        bad in prop::bool::weighted(0.4),
    ) -> Exemption {
        Exemption { column, clause, approved, to, bad }
    }
}

prop_compose! {
    pub fn site()(
        navigation in prop::bool::weighted(0.2),
        declared in [prop::bool::weighted(0.5), prop::bool::weighted(0.5), prop::bool::weighted(0.5), prop::bool::weighted(0.5)],
        columns in columns(),
        looks in prop::collection::vec((prop_oneof![3 => Just(Subject::Columns), 1 => Just(Subject::Home), 2 => Just(Subject::Tickets), 2 => Just(Subject::SeriousError)], look()), 0..4),
        visits in visits(),
        tickets in prop::collection::vec(ticket(), 0..3),
        channel in (prop::bool::weighted(0.8), any::<bool>()),
        reviews in prop::collection::vec(review(), 0..3),
        exemptions in prop_oneof![2 => Just(Vec::new()), 1 => prop::collection::vec(exemption(), 1..3)],
    ) -> Site {
        // An exemption or coverage of a column that does not exist names nothing known.
        let exemptions = exemptions.into_iter().filter(|exemption| exemption.column.is_none_or(|id| columns.iter().any(|column| column.id == id))).collect();
        Site { navigation, declared, columns, looks, visits, tickets, channel, reviews, exemptions }
    }
}

//! Follow-up lists: what each unit has to do.

use gov_site_compliance::{
    Standard,
    followup::{ColumnState, Contacts, Earlier, Particulars, UnitList, concerns, lists},
    standard::{Effect, Library},
    wire::v1,
};

use crate::support::{SITE, World, at, day, national, vetoes};

const UNIT: &str = "示例单位01";
const OTHER: &str = "示例单位02";

fn listed_by(world: &World, standard: &Standard) -> Vec<UnitList> {
    let settled = world.settle(standard);
    assert_eq!(settled.rejects, []);
    let (census, mut findings) = settled.census_and_findings();
    findings.retain(concerns);
    let particulars = Particulars::of(&settled.evidence(), &findings);
    let made = lists(&census, &findings, &particulars);
    findings.reverse();
    assert_eq!(lists(&census, &findings, &particulars), made, "the order of findings does not matter");
    made
}

fn listed(world: &World) -> Vec<UnitList> {
    listed_by(world, vetoes())
}

/// The list of the only unit that has one.
fn only(world: &World) -> UnitList {
    let mut lists = listed(world);
    assert_eq!(lists.len(), 1, "{lists:?}");
    lists.remove(0)
}

#[test]
fn a_unit_without_anything_to_do_has_no_list() {
    assert_eq!(listed(World::sound(SITE).ticket(SITE, "t", &at(-5), &[("answered_on", &at(-4))])), []);
}

#[test]
fn tickets_that_need_something_or_were_late() {
    let mut world = World::sound(SITE);
    world.ticket(SITE, "late", "2017-10-09", &[("answered_on", "2017-10-20")]);
    world.ticket(SITE, "open", "2017-11-27", &[]);
    world.ticket(SITE, "over", "2017-11-01", &[("unit", OTHER)]);
    world.ticket(SITE, "unsure", "2017-11-02", &[("unit", OTHER), ("valid", "")]);
    world.ticket(SITE, "done", "2017-11-01", &[("answered_on", "2017-11-03")]);
    let lists = listed(&world);
    let shown = |list: &UnitList| {
        let rows = list.tickets.iter().map(|task| (task.reply.ticket_id.clone(), task.reply.state.code(), task.reply.working_days_over, task.todo));
        rows.collect::<Vec<_>>()
    };
    assert_eq!(lists.iter().map(|list| &list.unit).collect::<Vec<_>>(), [UNIT, OTHER]);
    assert_eq!(
        shown(&lists[0]),
        [("late".into(), "answered_late", 2, "说明逾期答复原因"), ("open".into(), "open", 0, "在截止日期前办结并答复")],
        "received on 9 October, due on the 18th"
    );
    assert_eq!(
        shown(&lists[1]),
        [
            ("over".into(), "open_overdue", 13, "立即办结并答复，说明逾期原因"),
            ("unsure".into(), "open_overdue", 12, "核实是否有效、是否需要答复以及承诺时限；需要答复的，尽快办结")
        ]
    );
    assert_eq!(lists[1].tickets[0].site_name.as_deref(), Some("示例单位3703000001"));
}

#[test]
fn tickets_of_earlier_periods_stand_apart() {
    let list = only(World::sound(SITE).ticket(SITE, "old", "2017-09-01", &[]));
    assert_eq!((list.tickets.len(), list.carried_over.len()), (0, 1));
    assert_eq!(list.carried_over[0].reply.deadline, day("2017-09-12"));
}

#[test]
fn the_edge_of_a_deadline() {
    // Received on 20 November, due on the 29th, the checkpoint: still open. One day earlier: over.
    let list = only(World::sound(SITE).ticket(SITE, "edge", "2017-11-20", &[]).ticket(SITE, "over", "2017-11-17", &[]));
    let states: Vec<_> = list.tickets.iter().map(|task| (task.reply.ticket_id.as_str(), task.reply.state.code(), task.reply.working_days_over)).collect();
    assert_eq!(states, [("over", "open_overdue", 1), ("edge", "open", 0)]);
}

#[test]
fn a_column_stands_once_with_its_shortest_window() {
    let mut world = World::sound(SITE);
    world.column(SITE, "edge", &[("on_home", "true")], &[-14]).column(SITE, "stale", &[("on_home", "true")], &[-15]);
    world.column(SITE, "plans", &[("kind", "plan")], &[-400]).column(SITE, "empty", &[("kind", "other")], &[]);
    let list = only(&world);
    let rows: Vec<_> = list.columns.iter().map(|task| (task.column_name.as_deref().unwrap(), task.state, task.limit.as_deref(), task.days_over)).collect();
    assert_eq!(
        rows,
        [
            ("empty", ColumnState::Blank, None, None),
            ("plans", ColumnState::Stale, Some("超过12个月"), Some(35)),
            ("stale", ColumnState::Stale, Some("超过14天"), Some(1))
        ],
        "400 days before the checkpoint is 25 October, the year begins on 29 November"
    );
    let stale = &list.columns[2];
    assert_eq!(stale.clauses, ["core_columns_not_updated", "overdue_columns"], "the home page has other updates");
    assert_eq!((stale.last_update, stale.since, stale.certain), (Some(day(&at(-15))), Some(day(&at(-14))), true));
    assert_eq!(list.columns[0].todo, "补充栏目内容；不再使用的，申请关闭栏目或豁免");
    assert_eq!(stale.todo, "更新栏目信息；确无更新内容的，申请关闭栏目或豁免");
    assert_eq!(list.sites, [], "no clause failed");
}

#[test]
fn columns_of_the_home_page_are_asked_for_where_it_fails() {
    let mut world = World::site(SITE);
    world.column(SITE, "plan", &[("kind", "plan"), ("on_home", "true")], &[-20]).declare(&["columns", "updates"]);
    let list = only(&world);
    let rows: Vec<_> = list.columns.iter().map(|column| (column.clauses.join(";"), column.limit.clone().unwrap(), column.days_over)).collect();
    assert_eq!(rows, [("home_not_updated".to_string(), "超过14天".to_string(), Some(6))], "two weeks of the home page, not a year of plans");
    assert_eq!(list.sites[0].clauses[0].clause, "home_not_updated");
    world.column(SITE, "news", &[("on_home", "true")], &[0]);
    assert_eq!(listed(&world), [], "one fresh column is enough");
}

#[test]
fn what_is_only_possible_is_to_be_looked_at() {
    let mut world = World::site(SITE);
    world.column(SITE, "unseen", &[], &[-20]);
    let list = only(&world);
    assert!(!list.columns[0].certain && list.columns[0].todo.starts_with("核实栏目更新情况"), "{:?}", list.columns);
}

#[test]
fn failed_sites_with_their_clauses() {
    let mut world = World::sound(SITE);
    (0..5).for_each(|number| {
        world.column(SITE, &format!("b{number}"), &[("kind", "other")], &[]);
    });
    world.review(SITE, "r", "confirmed", &[]);
    let list = only(&world);
    let clauses: Vec<_> = list.sites[0].clauses.iter().map(|clause| (clause.clause.as_str(), clause.effect, clause.measured.as_str(), clause.todo)).collect();
    assert_eq!(
        clauses,
        [
            ("blank_columns", Effect::Veto, "5个空白栏目（达到5个即单项否决）", "补充栏目内容；不再使用的，申请关闭栏目或豁免"),
            ("serious_error", Effect::Veto, "1处严重错误（达到1处即单项否决）", "立即更正或删除有关内容，查明原因")
        ]
    );
    assert_eq!((list.unit.as_str(), list.columns.len()), (UNIT, 5));
}

#[test]
fn a_promise_longer_than_the_limit() {
    let mut world = World::sound(SITE);
    for (id, days) in [("seven", "7"), ("eight", "8")] {
        world.add("channels", &[("channel_id", id), ("site_code", SITE), ("kind", "consultation"), ("promised_days", days), ("promised_unit", "working")]);
    }
    let list = only(&world);
    let promises: Vec<_> = list.promises.iter().map(|task| (task.channel_id.as_str(), task.detail.as_str(), task.todo)).collect();
    assert_eq!(promises, [("eight", "公开承诺8个工作日，长于一般时限7个工作日", "修改公开承诺，使其不长于一般时限")]);
    assert_eq!(listed_by(&world, &national().clone().without_deductions()), [], "no clock, no limit");
}

#[test]
fn a_closed_site_need_not_change_its_promise() {
    for (approved, tasks) in [("是", 0), ("否", 1)] {
        let mut world = World::sound(SITE);
        world.add("channels", &[("channel_id", "long"), ("site_code", SITE), ("kind", "consultation"), ("promised_days", "30"), ("promised_unit", "working")]);
        world.add("site_life", &[("site_code", SITE), ("state", "closed"), ("from", "2017-01-01"), ("approved", approved)]);
        let promises: usize = listed(&world).iter().map(|list| list.promises.len()).sum();
        assert_eq!(promises, tasks, "{approved}");
    }
}

#[test]
fn aliases_come_together_and_contacts_are_those_of_listed_sites() {
    let mut world = World::sound(SITE);
    world.tables.get_mut("sites").unwrap()[0].push(("contact", "王某 13800138000".into()));
    world.column(SITE, "stale", &[], &[-15]);
    world.add("units", &[("unit", "示例局"), ("aliases", "示例单位01；示例单位02")]);
    world.ticket(SITE, "t", "2017-11-01", &[("unit", OTHER)]);
    let list = only(&world);
    assert_eq!((list.unit.as_str(), list.tickets.len(), list.columns.len()), ("示例局", 1, 1));
    assert_eq!(list.contacts[SITE], Contacts { contact: Some("王某 13800138000".into()), ..Contacts::default() });
}

#[test]
fn without_particulars_the_lists_are_made_all_the_same() {
    let mut world = World::sound(SITE);
    world.column(SITE, "stale", &[], &[-15]);
    let (census, findings) = world.settle(vetoes()).census_and_findings();
    let lists = lists(&census, &findings, &Particulars::default());
    let column = &lists[0].columns[0];
    assert_eq!((column.column_id.as_str(), &column.column_name, &column.limit, column.last_update), ("3703000001-stale", &None, &None, Some(day(&at(-15)))));
}

#[test]
fn a_clause_that_only_reports_is_no_veto() {
    let mut library = Library::embedded();
    let text = "id = \"mild\"\nrevision = 1\ntitle = \"试验标准\"\nextends = \"zibo-2017\"\n\n[clause.serious_error]\neffect = \"report\"\n";
    library.add("mild.toml", text).unwrap();
    let mut world = World::sound(SITE);
    world.review(SITE, "r", "confirmed", &[]);
    let lists = listed_by(&world, &library.resolve("mild").unwrap());
    assert_eq!((lists[0].sites[0].clauses[0].clause.as_str(), lists[0].sites[0].clauses[0].effect), ("serious_error", Effect::Report));
}

#[test]
fn what_an_earlier_census_found_is_marked() {
    let mut world = World::sound(SITE);
    world.column(SITE, "old", &[], &[-15]).review(SITE, "r", "confirmed", &[]);
    let (before, findings) = world.settle(vetoes()).census_and_findings();
    let mut earlier = Earlier::of(&v1::Census::from(&before));
    findings.iter().filter(|finding| finding.table == "columns" && finding.certain).for_each(|finding| earlier.add_column(&*finding.key));
    world.column(SITE, "new", &[], &[-15]);
    let mut lists = listed(&world);
    earlier.mark(&mut lists);
    let columns: Vec<_> = lists[0].columns.iter().map(|column| (column.column_id.as_str(), column.repeated)).collect();
    assert_eq!(columns, [("3703000001-new", false), ("3703000001-old", true)]);
    assert!(lists[0].sites[0].clauses[0].repeated);
    Earlier::default().mark(&mut lists);
    assert!(!lists[0].sites[0].clauses[0].repeated);
}

//! What differs between two censuses, as a person reads it on a screen.

use gov_site_compliance::compare::{Comparison, FindingChange, FindingSeen, OutcomeSeen, TicketSeen, VerdictChange};

use super::{
    Style, name,
    page::{Colour, Page},
    sentence,
};
use crate::{Edition, changed_points, text::plain};

/// Sites whose verdict differs, at most.
const VERDICTS_SHOWN: usize = 100;
/// Clauses whose outcome differs.
const OUTCOMES_SHOWN: usize = 50;
/// Tickets whose state differs.
const TICKETS_SHOWN: usize = 50;
/// Where the rest is.
const FILE: &str = "--csv FILE";

/// The comparison as text with a last line break; `findings` are the first of those that differ, as many as are to be shown.
pub fn comparison(comparison: &Comparison, findings: &[FindingChange], style: Style) -> String {
    let mut page = Page::new(style);
    head(&mut page, comparison);
    if comparison.is_empty() {
        page.gap();
        page.paint(Colour::Green, "无差异 no difference");
        return page.finish();
    }
    totals(&mut page, comparison);
    verdicts(&mut page, comparison);
    outcomes(&mut page, comparison);
    tickets(&mut page, comparison);
    self::findings(&mut page, comparison, findings);
    page.finish()
}

fn head(page: &mut Page, comparison: &Comparison) {
    page.line(&format!("前 before: {}", sentence(&comparison.before.shown())));
    page.line(&format!("后 after:  {}", sentence(&comparison.after.shown())));
    for line in &comparison.settings {
        page.paint(Colour::Yellow, &format!("! {}", plain(line)));
    }
}

/// A name or a detail without numbers of persons.
fn shown(text: &str) -> String {
    name(&Edition::default().shown(text))
}

fn totals(page: &mut Page, comparison: &Comparison) {
    let differing = comparison.totals.iter().filter(|total| total.before != total.after);
    let percent = |name: &str| if ["pass_rate", "coverage"].contains(&name) { " %" } else { "" };
    let cell = |total: &Option<String>, percent: &str| total.as_deref().map_or("-".to_owned(), |text| format!("{}{percent}", plain(text)));
    let rows: Vec<_> = differing
        .map(|total| [format!("{} {}", total.chinese, total.name), cell(&total.before, percent(total.name)), cell(&total.after, percent(total.name))])
        .collect();
    if !rows.is_empty() {
        page.heading(Colour::Yellow, "总数 totals");
        page.table(["总数 total", "前 before", "后 after"], rows);
    }
}

fn verdicts(page: &mut Page, comparison: &Comparison) {
    let count = comparison.verdicts.len();
    if count == 0 {
        return;
    }
    page.heading(Colour::Red, &format!("检查结果有变化的网站 sites whose verdict, score, failed or open vetoes differ: {count}"));
    for ((before, after), sites) in comparison.flips() {
        page.line(&format!("{sites} × {}", flip(before, after)));
    }
    let shown = comparison.verdicts.iter().take(VERDICTS_SHOWN).map(|change| {
        let (before, after) = change.words();
        [name(&change.site_code), shown(&change.site_name), flip(before, after), score(change), cause(change)]
    });
    page.table(["代码 code", "网站 site", "结果 verdict", "得分 score", "原因 cause"], shown.collect());
    page.more(count, VERDICTS_SHOWN, FILE);
}

/// `qualified → unqualified`, or the word alone where both are the same.
fn flip(before: &str, after: &str) -> String {
    let word = |word: &str| if word.is_empty() { "-".to_owned() } else { plain(word) };
    if before == after { word(after) } else { format!("{} → {}", word(before), word(after)) }
}

/// `62.00 → 58.00`; a range where the score is not known.
fn score(change: &VerdictChange) -> String {
    let [was, is] = [&change.before, &change.after].map(|seen| seen.as_ref().and_then(|seen| changed_points::score(seen, "–")).unwrap_or_default());
    flip(&was, &is)
}

/// Failed vetoes before and after, or the pass mark; where they are the same, it is the open ones that differ.
fn cause(change: &VerdictChange) -> String {
    let [was, is] = [&change.before, &change.after].map(|seen| seen.as_ref().map_or(("", ""), |seen| (changed_points::failed(seen), &*seen.not_assessed)));
    let failed = flip(was.0, is.0);
    if was.0 != is.0 || was.1 == is.1 { failed } else { format!("{failed}; 未评估 open: {}", flip(was.1, is.1)) }
}

fn outcomes(page: &mut Page, comparison: &Comparison) {
    let count = comparison.outcomes.len();
    if count == 0 {
        return;
    }
    page.heading(Colour::Yellow, &format!("指标结果有变化 clauses whose outcome differs: {count}"));
    let seen = |seen: &Option<OutcomeSeen>| seen.as_ref().map_or("-".to_owned(), outcome);
    let shown = comparison.outcomes.iter().take(OUTCOMES_SHOWN);
    page.table(
        ["代码 code", "指标 clause", "前 before", "后 after"],
        shown
            .map(|change| [name(&change.site_code), plain(&format!("{} {}", change.title, change.clause)), seen(&change.before), seen(&change.after)])
            .collect(),
    );
    page.more(count, OUTCOMES_SHOWN, FILE);
}

/// `fail, 6 of 672, limit 34`; `fail, 6 of 672, 4.45 points off`.
fn outcome(seen: &OutcomeSeen) -> String {
    let result = seen.result.code();
    let Some(measured) = seen.measured else { return result.to_owned() };
    let possible = seen.possible.filter(|possible| *possible > measured).map(|possible| format!(" to {possible}")).unwrap_or_default();
    let of = seen.of.map(|of| format!(" of {of}")).unwrap_or_default();
    let limit = seen.limit.map(|limit| format!(", limit {limit}")).unwrap_or_default();
    let points = changed_points::points_off(seen, "–").map(|points| format!(", {points} points off")).unwrap_or_default();
    format!("{result}, {measured}{possible}{of}{limit}{points}")
}

fn tickets(page: &mut Page, comparison: &Comparison) {
    let count = comparison.tickets.len();
    if count == 0 {
        return;
    }
    page.heading(Colour::Yellow, &format!("状态有变化的办件 tickets whose state differs: {count}"));
    let state = |seen: &Option<TicketSeen>| seen.as_ref().map_or("-".to_owned(), |seen| plain(&seen.state));
    let unit = |seen: Option<&TicketSeen>| seen.map(|seen| shown(&seen.unit)).unwrap_or_default();
    let shown = comparison.tickets.iter().take(TICKETS_SHOWN);
    page.table(
        ["办件 ticket", "承办单位 unit", "前 before", "后 after"],
        shown
            .map(|change| [name(&change.ticket_id), unit(change.after.as_ref().or(change.before.as_ref())), state(&change.before), state(&change.after)])
            .collect(),
    );
    page.more(count, TICKETS_SHOWN, FILE);
}

fn findings(page: &mut Page, comparison: &Comparison, findings: &[FindingChange]) {
    let counts = &comparison.findings;
    if counts.total() == 0 {
        return;
    }
    page.heading(
        Colour::Yellow,
        &format!("有变化的问题 findings that differ: 新增 added {}, 消除 removed {}, 变更 changed {}", counts.added, counts.removed, counts.changed),
    );
    let detail = |seen: &FindingSeen| shown(&seen.detail);
    let rows = findings.iter().map(|change| {
        let seen = change.after.as_ref().or(change.before.as_ref()).map(detail).unwrap_or_default();
        [name(&change.site_code), name(&change.key), change.change.to_owned(), plain(&change.clause), seen]
    });
    if !findings.is_empty() {
        page.table(["代码 code", "编号 key", "变化 change", "指标 clause", "情况 detail"], rows.collect());
    }
    page.more(usize::try_from(counts.total()).unwrap_or(usize::MAX), findings.len(), FILE);
}

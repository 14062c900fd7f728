//! What differs between two censuses, as rows of the page.

use std::collections::BTreeMap;

use gov_site_compliance::{
    compare::{Comparison, EXCLUDED, FindingChange, OutcomeSeen, TicketSeen, TotalChange, VerdictSeen},
    followup::ReplyState,
    indicator::Judgement,
    verdict::Status,
};

use super::Change;
use crate::changed_points;

/// The rows of a comparison: totals and settings that differ, verdicts, outcomes, tickets, then findings.
///
/// `titles` are those of the clauses, by key; a clause without one stands under its key.
pub fn changes(comparison: &Comparison, findings: &[FindingChange], titles: &BTreeMap<&str, &str>) -> Vec<Change> {
    let verdict = |seen: &VerdictSeen| verdict(seen, titles);
    let mut found: Vec<Change> = comparison.totals.iter().filter(|total| total.before != total.after).map(total).collect();
    found.extend(comparison.verdicts.iter().map(|change| Change {
        before: side(&change.before, verdict),
        after: side(&change.after, verdict),
        ..of_site("检查结果", &change.site_code, &change.site_name, "")
    }));
    found.extend(comparison.outcomes.iter().map(|change| Change {
        before: side(&change.before, outcome),
        after: side(&change.after, outcome),
        ..of_site("指标", &change.site_code, &change.site_name, &change.title)
    }));
    found.extend(comparison.tickets.iter().map(|change| Change {
        before: side(&change.before, ticket),
        after: side(&change.after, ticket),
        ..of_site("办件", change.site_code.as_deref().unwrap_or_default(), "", &change.ticket_id)
    }));
    found.extend(findings.iter().map(|change| Change {
        before: side(&change.before, |seen| seen.detail.clone()),
        after: side(&change.after, |seen| seen.detail.clone()),
        ..of_site("发现的问题", &change.site_code, "", &format!("{} {}", title(titles, &change.clause), change.key))
    }));
    found
}

fn total(total: &TotalChange) -> Change {
    let percent = if ["pass_rate", "coverage"].contains(&total.name) { "%" } else { "" };
    let side = |text: &Option<String>| text.as_ref().map_or_else(|| "无".to_string(), |text| format!("{text}{percent}"));
    Change { before: side(&total.before), after: side(&total.after), ..of_site("合计", "", "", total.chinese) }
}

fn of_site(table: &str, site_code: &str, site_name: &str, key: &str) -> Change {
    Change { table: table.into(), site_code: site_code.into(), site_name: site_name.into(), key: key.into(), ..Change::default() }
}

fn side<T>(seen: &Option<T>, show: impl Fn(&T) -> String) -> String {
    seen.as_ref().map(show).unwrap_or_default()
}

fn title<'a>(titles: &BTreeMap<&'a str, &'a str>, key: &'a str) -> &'a str {
    titles.get(key).copied().unwrap_or(key)
}

/// The verdict with the titles of failed vetoes, or of open ones where none failed, and the score.
fn verdict(seen: &VerdictSeen, titles: &BTreeMap<&str, &str>) -> String {
    let known = [Status::Qualified, Status::NotAssessed, Status::Unqualified].into_iter().find(|status| status.code() == seen.verdict);
    let word = match known {
        Some(status) => status.chinese(),
        None if seen.verdict == EXCLUDED => "未列入普查",
        None => &seen.verdict,
    };
    let failed = if seen.vetoes.is_empty() { &seen.not_assessed } else { &seen.vetoes };
    let keys = failed.split(';').map(|veto| veto.split(':').next().unwrap_or(veto)).filter(|key| !key.is_empty());
    let low = seen.is_failed_by_score().then_some("低于合格分数线");
    let named: Vec<_> = low.into_iter().chain(keys.map(|key| title(titles, key))).collect();
    let shown = if named.is_empty() { word.into() } else { format!("{word}（{}）", named.join("、")) };
    changed_points::score(seen, "至").map_or_else(|| shown.clone(), |score| format!("{shown}，得分{score}"))
}

fn outcome(seen: &OutcomeSeen) -> String {
    let known = [Judgement::Pass, Judgement::Fail, Judgement::NotApplicable(""), Judgement::NotAssessed];
    let word = known.iter().find(|judgement| judgement.code() == seen.result.code()).map_or("", Judgement::chinese);
    let range = |measured: u64| match seen.possible {
        Some(possible) if possible > measured => format!("{measured}至{possible}"),
        _ => measured.to_string(),
    };
    let shown = seen.measured.map_or_else(|| word.into(), |measured| format!("{word}，实测{}", range(measured)));
    changed_points::points_off(seen, "至").map_or_else(|| shown.clone(), |points| format!("{shown}，扣{points}分"))
}

fn ticket(seen: &TicketSeen) -> String {
    let known = [ReplyState::InTime, ReplyState::AnsweredLate, ReplyState::Open, ReplyState::OpenOverdue];
    let word = known.into_iter().find(|state| state.code() == seen.state).map_or(seen.state.as_str(), |state| state.chinese());
    seen.deadline.map_or_else(|| word.into(), |deadline| format!("{word}，截止{deadline}"))
}

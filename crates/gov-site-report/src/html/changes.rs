//! What differs between two censuses, as rows of the page.

use gov_site_compliance::{
    compare::{Comparison, EXCLUDED, FindingChange, OutcomeSeen, TicketSeen, TotalChange, VerdictSeen},
    followup::ReplyState,
    indicator::Judgement,
    verdict::Status,
};

use super::Change;

/// The rows of a comparison: totals and settings that differ, verdicts, outcomes, tickets, then findings.
pub fn changes(comparison: &Comparison, findings: &[FindingChange]) -> Vec<Change> {
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
        ..of_site("发现的问题", &change.site_code, "", &format!("{} {}", change.clause, change.key))
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

fn verdict(seen: &VerdictSeen) -> String {
    let known = [Status::Qualified, Status::NotAssessed, Status::Unqualified].into_iter().find(|status| status.code() == seen.verdict);
    let word = match known {
        Some(status) => status.chinese(),
        None if seen.verdict == EXCLUDED => "未列入普查",
        None => &seen.verdict,
    };
    if seen.vetoes.is_empty() { word.into() } else { format!("{word}（{}）", seen.vetoes) }
}

fn outcome(seen: &OutcomeSeen) -> String {
    let known = [Judgement::Pass, Judgement::Fail, Judgement::NotApplicable(""), Judgement::NotAssessed];
    let word = known.iter().find(|judgement| judgement.code() == seen.result.code()).map_or("", Judgement::chinese);
    seen.measured.map_or_else(|| word.into(), |measured| format!("{word}，实测{measured}"))
}

fn ticket(seen: &TicketSeen) -> String {
    let known = [ReplyState::InTime, ReplyState::AnsweredLate, ReplyState::Open, ReplyState::OpenOverdue];
    let word = known.into_iter().find(|state| state.code() == seen.state).map_or(seen.state.as_str(), |state| state.chinese());
    seen.deadline.map_or_else(|| word.into(), |deadline| format!("{word}，截止{deadline}"))
}

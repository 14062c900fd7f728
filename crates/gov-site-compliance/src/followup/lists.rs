//! What each unit has to do: its tickets, its sites, their columns and promises.

use alloc::{
    borrow::ToOwned,
    collections::BTreeMap,
    string::{String, ToString},
    vec::Vec,
};

use super::{Contacts, Particulars, Reply, remedy};
use crate::{
    census::{Census, Decision, SiteResult},
    indicator::{Finding, Judgement, Outcome},
    model::{ColumnKind, Day},
    standard::{Clause, Effect, Limit, Points},
    verdict::{Basis, Verdict},
};

/// Stands for the sponsor of a site whose row could not be read.
pub const UNKNOWN_SPONSOR: &str = "（主办单位不详）";

/// What one unit has to do. A ticket is its handling unit's; a site, its columns and its channels are the sponsor's, who answers for the
/// site whoever supplies a column (`source_unit`) or looks after it (`responsible`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UnitList {
    /// The unit, under its name in the table `units`.
    pub unit: String,
    /// Tickets of the period that need something or were late, by deadline and id.
    pub tickets: Vec<TicketTask>,
    /// Tickets from earlier periods, open past their deadline.
    pub carried_over: Vec<TicketTask>,
    /// Sites with a failed clause, by code.
    pub sites: Vec<SiteTask>,
    /// Columns that are stale or blank, by site and id; those of the home page that are only stale there, where the home page as a whole is.
    pub columns: Vec<ColumnTask>,
    /// Channels that promise more time than the general limit gives (reading 17).
    pub promises: Vec<PromiseTask>,
    /// Persons of the sites in this list, by code: for internal use only.
    pub contacts: BTreeMap<String, Contacts>,
}

/// One ticket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TicketTask {
    /// The ticket on the reply clock.
    pub reply: Reply,
    /// Name of its site, if it has one that is registered.
    pub site_name: Option<String>,
    /// What to do.
    pub todo: &'static str,
}

/// One site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiteTask {
    /// The site.
    pub site_code: String,
    /// Its name.
    pub site_name: String,
    /// Its score, where that alone makes it unqualified.
    pub low_score: Option<Points>,
    /// Its failed clauses in the order of the standard.
    pub clauses: Vec<ClauseTask>,
}

/// One failed clause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClauseTask {
    /// The clause.
    pub clause: String,
    /// Its title.
    pub title: String,
    /// What it does: a veto alone makes the site unqualified.
    pub effect: Effect,
    /// What it takes off the score that decides; none for a clause that takes no points off.
    pub points_off: Option<Points>,
    /// What it takes off at most, where that is known.
    pub cap: Option<Points>,
    /// What was measured, in Chinese.
    pub measured: String,
    /// What to do.
    pub todo: &'static str,
    /// Whether it failed in the earlier census too, see [`super::Earlier`].
    pub repeated: bool,
}

/// What a column is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ColumnState {
    /// Without an update inside its window.
    Stale,
    /// Without any item.
    Blank,
}

impl ColumnState {
    /// The code in tables.
    pub const fn code(self) -> &'static str {
        match self {
            ColumnState::Stale => "stale",
            ColumnState::Blank => "blank",
        }
    }

    /// The word as officials read it.
    pub const fn chinese(self) -> &'static str {
        match self {
            ColumnState::Stale => "不更新",
            ColumnState::Blank => "空白",
        }
    }
}

/// One column, once, whatever clauses count it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnTask {
    /// The site.
    pub site_code: String,
    /// Its name.
    pub site_name: String,
    /// The column.
    pub column_id: String,
    /// Its name, where particulars say it.
    pub column_name: Option<String>,
    /// Clauses that count it, in the order of their keys.
    pub clauses: Vec<String>,
    /// What it is.
    pub state: ColumnState,
    /// Whether that is proven, or only possible.
    pub certain: bool,
    /// Day of the last update, where there is a dated one.
    pub last_update: Option<Day>,
    /// The shortest window that it has to be updated in, such as `超过14天`, where its kind is known and has one.
    pub limit: Option<String>,
    /// First day of that window.
    pub since: Option<Day>,
    /// Civil days from the last update to that day; none where it lies in the window and only the rest is in doubt.
    pub days_over: Option<i32>,
    /// What was seen, in Chinese.
    pub detail: String,
    /// What to do.
    pub todo: &'static str,
    /// Whether the earlier census found it too, see [`super::Earlier`].
    pub repeated: bool,
    /// Where the supplier has the row from.
    pub source_ref: Option<String>,
}

/// One channel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PromiseTask {
    /// The site.
    pub site_code: String,
    /// Its name.
    pub site_name: String,
    /// The channel.
    pub channel_id: String,
    /// What is promised, in Chinese.
    pub detail: String,
    /// What to do.
    pub todo: &'static str,
    /// Where the supplier has the row from.
    pub source_ref: Option<String>,
}

/// Whether lists need a finding: whoever streams findings need not keep the others.
pub fn concerns(finding: &Finding) -> bool {
    matches!(finding.table, "columns" | "channels")
}

/// What each unit has to do, by the name of the unit; one that has nothing to do has no list.
///
/// Nothing is judged here: tickets are the census's, clauses its verdicts', columns and promises those of the findings for which
/// [`concerns`] holds. The order of findings does not matter.
pub fn lists(census: &Census, findings: &[Finding], particulars: &Particulars) -> Vec<UnitList> {
    let sites = census.sites.iter().map(|site| (site.site_code.as_str(), site)).collect();
    let mut making = Making { census, particulars, sites, lists: BTreeMap::new() };
    census.replies.iter().flatten().for_each(|reply| making.ticket(reply));
    census.sites.iter().for_each(|site| making.site(site));
    making.columns(findings);
    findings.iter().filter(|finding| finding.table == "channels").for_each(|finding| making.promise(finding));
    making.finish()
}

struct Making<'a> {
    census: &'a Census,
    particulars: &'a Particulars,
    sites: BTreeMap<&'a str, &'a SiteResult>,
    lists: BTreeMap<String, UnitList>,
}

impl<'a> Making<'a> {
    fn list(&mut self, unit: &str) -> &mut UnitList {
        self.lists.entry(unit.to_owned()).or_insert_with(|| UnitList { unit: unit.to_owned(), ..UnitList::default() })
    }

    /// The list of the sponsor of a site, and the site's name.
    fn of_site(&mut self, code: &str) -> (&mut UnitList, String) {
        let site = self.sites.get(code).copied();
        let sponsor = site.and_then(|site| site.place.as_ref()).map_or(UNKNOWN_SPONSOR, |place| &place.sponsor);
        let contacts = self.particulars.contacts.get(code);
        let list = self.list(sponsor);
        list.contacts.extend(contacts.map(|contacts| (code.to_owned(), contacts.clone())));
        (list, site.map_or(code, |site| &site.site_name).to_owned())
    }

    fn ticket(&mut self, reply: &Reply) {
        let Some(todo) = remedy::of_ticket(reply) else { return };
        let site_name = reply.site_code.as_deref().and_then(|code| self.sites.get(code)).map(|site| site.site_name.clone());
        let task = TicketTask { reply: reply.clone(), site_name, todo };
        let list = self.list(&reply.unit);
        if reply.carried_over { list.carried_over.push(task) } else { list.tickets.push(task) }
    }

    fn site(&mut self, site: &SiteResult) {
        let Decision::Judged(verdict) = &site.result else { return };
        let clauses = failed_clauses(verdict, self.census);
        if !clauses.is_empty() {
            let low_score = verdict.low_score(&self.census.standard).and_then(|score| score.points);
            let (list, site_name) = self.of_site(&site.site_code);
            list.sites.push(SiteTask { site_code: site.site_code.clone(), site_name, low_score, clauses });
        }
    }

    fn columns(&mut self, findings: &[Finding]) {
        let mut found: BTreeMap<(&str, &str), Vec<&Finding>> = BTreeMap::new();
        for finding in findings.iter().filter(|finding| finding.table == "columns" && self.asks(finding)) {
            found.entry((&finding.site_code, &finding.key)).or_default().push(finding);
        }
        for ((site, _), mut findings) in found {
            findings.sort_unstable();
            let Some(task) = self.column(&findings) else { continue };
            let (list, site_name) = self.of_site(site);
            list.columns.push(ColumnTask { site_name, ..task });
        }
    }

    /// Whether a column is asked to be mended: one of the home page need not be updated by itself as long as another one is, and one that
    /// takes points off only where the site is scored.
    fn asks(&self, finding: &Finding) -> bool {
        let Some(clause) = self.census.standard.clause(&finding.clause) else { return true };
        let verdict = self.sites.get(finding.site_code.as_str()).and_then(|site| match &site.result {
            Decision::Judged(verdict) => Some(verdict),
            Decision::Excluded(_) => None,
        });
        if clause.effect == Effect::Deduct {
            return verdict.is_some_and(|verdict| verdict.basis(&self.census.standard) == Basis::Score);
        }
        let failed = || verdict.and_then(|verdict| verdict.outcome(&finding.clause)).is_some_and(|outcome| outcome.judgement == Judgement::Fail);
        clause.family.name != "home_updates" || failed()
    }

    /// A column out of all findings on it.
    fn column(&self, findings: &[&Finding]) -> Option<ColumnTask> {
        let particulars = self.particulars.columns.get(&findings.first()?.key);
        let clause = |finding: &Finding| self.census.standard.clause(&finding.clause);
        let is_blank = |finding: &Finding| clause(finding).is_some_and(|clause| clause.family.name == "blank_columns");
        // What is proven goes before what is possible, and blank before stale.
        let shown = findings.iter().max_by_key(|finding| (finding.certain, is_blank(finding)))?;
        let state = if is_blank(shown) { ColumnState::Blank } else { ColumnState::Stale };
        let windows = findings.iter().filter_map(|finding| window(clause(finding)?, particulars.and_then(|column| column.kind)));
        let window = windows.map(|limit| (limit.window(self.census.header.checkpoint), limit)).max_by_key(|(since, _)| *since);
        let since = window.map(|(since, _)| since);
        let last_update = findings.iter().filter_map(|finding| finding.day).max();
        Some(ColumnTask {
            site_code: shown.site_code.clone(),
            site_name: String::new(),
            column_id: shown.key.clone(),
            column_name: particulars.map(|column| column.name.clone()),
            clauses: findings.iter().map(|finding| finding.clause.clone()).collect(),
            state,
            certain: shown.certain,
            last_update,
            limit: window.map(|(_, limit)| limit.chinese()),
            since,
            days_over: since.zip(last_update).map(|(since, last)| since.0 - last.0).filter(|days| *days > 0),
            detail: shown.detail.clone(),
            todo: remedy::of_column(state, shown.certain),
            repeated: false,
            source_ref: shown.source_ref.clone(),
        })
    }

    /// The promise of a site that is out of the census, such as one that was closed with approval, needs no change.
    fn promise(&mut self, finding: &Finding) {
        if self.sites.get(&*finding.site_code).is_some_and(|site| matches!(site.result, Decision::Excluded(_))) {
            return;
        }
        let (list, site_name) = self.of_site(&finding.site_code);
        list.promises.push(PromiseTask {
            site_code: finding.site_code.clone(),
            site_name,
            channel_id: finding.key.clone(),
            detail: finding.detail.clone(),
            todo: remedy::OF_PROMISE,
            source_ref: finding.source_ref.clone(),
        });
    }

    fn finish(self) -> Vec<UnitList> {
        let mut lists: Vec<_> = self.lists.into_values().collect();
        for list in &mut lists {
            let by_deadline =
                |left: &TicketTask, right: &TicketTask| (left.reply.deadline, &left.reply.ticket_id).cmp(&(right.reply.deadline, &right.reply.ticket_id));
            list.tickets.sort_by(by_deadline);
            list.carried_over.sort_by(by_deadline);
            list.promises.sort_by(|left, right| (&left.site_code, &left.channel_id).cmp(&(&right.site_code, &right.channel_id)));
        }
        lists
    }
}

/// The window of a clause for a kind of columns: of its own, or the one of the home page.
fn window(clause: &Clause, kind: Option<ColumnKind>) -> Option<&Limit> {
    let of_kind = |kind: ColumnKind| clause.limits.iter().find(|(name, _)| name.starts_with("window_") && clause.selects(name, kind.code()));
    clause.limit("window").or_else(|| of_kind(kind?).map(|(_, limit)| limit))
}

fn failed_clauses(verdict: &Verdict, census: &Census) -> Vec<ClauseTask> {
    let score = verdict.score(&census.standard);
    let points = |clause: &Clause| Some(score.as_ref()?.of_clause(&clause.key)?.least);
    verdict.failed_clauses(&census.standard).map(|(clause, outcome)| clause_task(clause, outcome, points(clause))).collect()
}

fn clause_task(clause: &Clause, outcome: &Outcome, points_off: Option<Points>) -> ClauseTask {
    ClauseTask {
        clause: clause.key.clone(),
        title: clause.title.to_string(),
        effect: clause.effect,
        points_off,
        cap: clause.cap.as_ref().map(|rate| rate.points),
        measured: outcome.measure.map(|measure| measure.chinese(clause)).unwrap_or_default(),
        todo: remedy::of_family(clause.family.name),
        repeated: false,
    }
}

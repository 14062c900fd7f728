//! Why one site has its verdict: clause by clause, from the text of the rule to the rows.

use std::{cmp::Reverse, collections::BTreeMap};

use gov_site_compliance::{
    Finding, Outcome, Standard, Verdict,
    census::{Decision, Header, SiteResult},
    indicator::{Deduction, Judgement},
    standard::{Clause, Effect, Origin, SWITCHES},
    verdict::{Deducted, Exclusion, Status},
    wire::v1,
};

use crate::{
    Edition,
    remarks::{remarks, standard_name},
    text::plain,
};

/// Rows as text by table and key of the finding that they prove; several rows stand on lines of their own.
pub type Rows = BTreeMap<(String, String), String>;

/// The explanation of a site with a last line break.
///
/// It shows what the edition may: numbers of persons are hidden in names, details and rows unless for internal use. `findings` may hold
/// those of other sites as well; `rows` may be empty. Of rows everything else is printed as it is given, so contacts and quotations have to
/// be taken out before.
pub fn site(site: &SiteResult, header: &Header, standard: &Standard, findings: &[Finding], rows: &Rows, edition: Edition) -> String {
    let findings: Vec<&Finding> = findings.iter().filter(|finding| finding.site_code == site.site_code).collect();
    let mut page = Page { text: String::new(), findings, rows, standard, edition };
    page.head(site, header);
    match &site.result {
        Decision::Excluded(exclusion) => page.exclusion(exclusion),
        Decision::Judged(verdict) => page.verdict(verdict),
    }
    page.other_findings(&site.result);
    page.text
}

struct Page<'a> {
    text: String,
    findings: Vec<&'a Finding>,
    rows: &'a Rows,
    standard: &'a Standard,
    edition: Edition,
}

impl Page<'_> {
    fn line(&mut self, line: &str) {
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }

    /// A text of somebody else.
    fn shown(&self, text: &str) -> String {
        self.edition.shown(text)
    }

    fn field(&mut self, name: &str, text: &str) {
        self.line(&format!("    {name}  {text}"));
    }

    fn head(&mut self, site: &SiteResult, header: &Header) {
        self.line(&format!("{} {}", self.edition.id(&site.site_code), self.shown(&site.site_name)));
        if let Some(place) = &site.place {
            let group = format!("{}{}网站 {}/{}", place.level.chinese(), place.role.chinese(), place.level, place.role);
            self.line(&format!("{group} · {} · {}", self.shown(&place.division), self.shown(&place.sponsor)));
        }
        self.line(&format!("监测时间点 checkpoint {} · 标准 standard {}", header.checkpoint, standard_name(self.standard)));
        for remark in remarks(header, self.standard) {
            self.line(&format!("! {remark}"));
        }
    }

    fn exclusion(&mut self, exclusion: &Exclusion) {
        let approval = exclusion.approval.as_deref().map_or_else(|| "无记录 not recorded".to_string(), |approval| self.shown(approval));
        self.line(&format!("检查结果 未列入普查 excluded: {} {} 自 since {}", exclusion.state.chinese(), exclusion.state, exclusion.from));
        self.line(&format!("批准 approval: {approval}"));
    }

    fn verdict(&mut self, verdict: &Verdict) {
        self.line(&format!("检查结果 {} {}", verdict.status.chinese(), verdict.status.code()));
        for switch in &verdict.decisive {
            let other = format!("{} {}", switch.status.chinese(), switch.status.code());
            self.line(&format!("! 取决于 hangs on {} = {}: {} 时为 would be {other}", switch.reading, switch.value, switch.otherwise));
        }
        let lost = verdict.status == Status::NotAssessed && verdict.evidence.is_empty();
        if lost {
            self.line("! 该网站的登记行被退回 its row in the table of sites was rejected: rejected.csv");
        }
        let score = verdict.score(self.standard);
        if let Some(score) = &score {
            let [low, high] = score.range;
            let points = score.points.map_or_else(|| "未评分 none, 按单项否决判定 by vetoes".to_string(), |points| points.to_string());
            self.line(&format!("得分 score: {points} (范围 range {low} – {high})"));
            if let Some(mark) = self.standard.pass_mark().filter(|_| score.points.is_some()) {
                self.line(&format!("合格分数线 pass mark: {} — {}", mark.text(), source(&mark.origin)));
            }
        }
        for (position, (key, outcome)) in verdict.outcomes.iter().enumerate() {
            self.clause(position + 1, key, outcome);
            let deducted = score.as_ref().and_then(|score| score.of_clause(key));
            deducted.into_iter().for_each(|deducted| self.deducted(deducted, outcome));
        }
        self.near_misses(verdict);
    }

    fn clause(&mut self, number: usize, key: &str, outcome: &Outcome) {
        let standard = self.standard;
        self.line("");
        match standard.clause(key) {
            Some(clause) => self.rule(number, clause),
            None => self.line(&format!("{number}. {}", plain(key))),
        }
        self.measured(key, outcome);
        self.gaps(outcome);
        self.readings(outcome);
        let findings: Vec<&Finding> = self.findings.iter().copied().filter(|finding| finding.clause == key).collect();
        self.evidence(&findings);
    }

    /// What the standard says, and on whose authority.
    fn rule(&mut self, number: usize, clause: &Clause) {
        let effect = match clause.effect {
            Effect::Veto => "单项否决 veto",
            Effect::Deduct => "扣分 deduct",
            _ => "仅报告 report",
        };
        self.line(&format!("{number}. {} · {} ({}, {effect})", plain(&clause.item), plain(&clause.title), plain(&clause.key)));
        self.field("条文 text  ", &plain(&clause.text));
        self.field("出处 source", &source(&clause.origin));
        for (name, limit) in &clause.limits {
            self.field("限值 limit ", &format!("{}: {} — {}", plain(name), limit.text(), source(&limit.origin)));
        }
        for (name, rate) in clause.rates() {
            self.field("扣分 points", &format!("{}: {} — {}", plain(&name), rate.points.short(), source(&rate.origin)));
        }
    }

    fn measured(&mut self, key: &str, outcome: &Outcome) {
        let shown = v1::outcome(key, outcome, self.standard);
        self.field("测得 found ", &shown.sentence);
        if let (Some(measure), Some(clause)) = (outcome.measure, self.standard.clause(key)) {
            self.field("           ", &measure.chinese(clause));
        }
        let margin = shown.margin.map(|margin| format!(", 余量 margin {margin}")).unwrap_or_default();
        self.field("结果 result", &format!("{} {}{margin}", outcome.judgement.chinese(), outcome.judgement.code()));
    }

    /// What a clause takes off, and why the site may not be scored by it.
    fn deducted(&mut self, deducted: &Deducted, outcome: &Outcome) {
        let most = deducted.most.map_or_else(|| "不限 unbounded".to_string(), |most| most.to_string());
        let scored = if deducted.exact { String::new() } else { format!(", {}", self.unscored(deducted, outcome)) };
        let counted = deducted.counted.map_or_else(|| "分值未知 points unknown".to_string(), |points| points.to_string());
        self.field("扣分 off   ", &format!("{counted}, 最多 at most {most}{scored}"));
    }

    /// What a clause lacks to be scored.
    fn unscored(&self, deducted: &Deducted, outcome: &Outcome) -> String {
        let Some(clause) = self.standard.clause(&deducted.clause) else { return String::new() };
        let rates: Vec<_> = clause.family.rates_of(clause).filter(|name| !clause.points.contains_key(*name)).map(plain).collect();
        let is_looked_at = matches!(outcome.judgement, Judgement::NotApplicable(_)) || outcome.deduction.as_ref().is_some_and(Deduction::is_exact);
        let lacking = [
            (!rates.is_empty()).then(|| format!("缺分值 points missing: {}", rates.join(", "))),
            clause.cap.is_none().then(|| "缺上限 cap missing".to_owned()),
            (!is_looked_at).then(|| "缺证据 evidence missing".to_owned()),
        ];
        lacking.into_iter().flatten().collect::<Vec<_>>().join("; ")
    }

    fn gaps(&mut self, outcome: &Outcome) {
        if !outcome.gaps.is_empty() {
            let gaps: Vec<_> = outcome.gaps.iter().map(|gap| format!("{} {gap}", gap.chinese())).collect();
            self.field("缺失 gaps  ", &gaps.join(", "));
        }
    }

    /// Switches that had something to act on here.
    fn readings(&mut self, outcome: &Outcome) {
        for switch in SWITCHES.iter().filter(|switch| outcome.readings.contains(switch.key)) {
            let value = self.standard.readings.get(switch.key).unwrap_or_default();
            self.field("理解 reading", &format!("{} = {value} (reading {}, {} %)", switch.key, switch.reading, switch.percent));
        }
    }

    fn evidence(&mut self, findings: &[&Finding]) {
        for finding in findings {
            let sure = if finding.certain { "确定 certain" } else { "可能 possible" };
            let source = finding.source_ref.as_deref().map(|source| format!(" [{}]", self.shown(source))).unwrap_or_default();
            let what = format!("{} {} ({sure}): {}{source}", finding.table, self.edition.key(finding.table, &finding.key), self.shown(&finding.detail));
            self.field("证据 rows  ", &what);
            let rows = self.rows.get(&(finding.table.to_string(), finding.key.clone()));
            for row in rows.into_iter().flat_map(|rows| rows.lines()) {
                self.line(&format!("                   {}", self.shown(row)));
            }
        }
    }

    /// Passes with something counted, the nearest to its limit first.
    fn near_misses(&mut self, verdict: &Verdict) {
        let takes_points = |key: &str| self.standard.clause(key).is_some_and(|clause| clause.effect == Effect::Deduct);
        let counted = verdict.outcomes.iter().filter(|(key, outcome)| outcome.judgement == Judgement::Pass && !takes_points(key));
        let mut near: Vec<_> =
            counted.filter_map(|(key, outcome)| outcome.measure.filter(|measure| measure.certain > 0).map(|measure| (key, outcome, measure))).collect();
        if near.is_empty() {
            return;
        }
        near.sort_by_key(|(_, _, measure)| {
            let (above, below) = measure.ratio();
            Reverse(above.saturating_mul(1_000_000) / below.max(1))
        });
        self.line("");
        self.line("达标但有计数的指标 passed, yet counted:");
        for (key, outcome, measure) in near {
            let shown = v1::outcome(key, outcome, self.standard);
            self.line(&format!(
                "    {} {}: {}, 余量 margin {}",
                plain(&shown.title),
                plain(key),
                shown.sentence,
                measure.limit.saturating_sub(measure.certain)
            ));
        }
    }

    /// Findings of clauses that judge no single site, such as a promise longer than the general limit.
    fn other_findings(&mut self, result: &Decision) {
        let judged = |finding: &&Finding| matches!(result, Decision::Judged(verdict) if verdict.outcome(&finding.clause).is_some());
        let others: Vec<&Finding> = self.findings.iter().copied().filter(|finding| !judged(finding)).collect();
        if others.is_empty() {
            return;
        }
        self.line("");
        self.line("其他发现 other findings:");
        self.evidence(&others);
    }
}

/// `national-2015, national-2015.toml:15, grade A, 国办发〔2015〕15号附件`.
fn source(origin: &Origin) -> String {
    let verified = if origin.verified { "" } else { ", 未经核实 unverified" };
    let place = format!("{}, {}:{}", plain(&origin.standard), plain(&origin.file), origin.line);
    format!("{place}, grade {:?}{verified}, {}", origin.grade, plain(&origin.source))
}

//! The notice (通报) as data. Every number in it comes out of a [`Census`]; texts come from the office.

use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};

use serde::{Deserialize, Serialize};

use crate::{
    census::{Census, Decision, GroupBy, Totals},
    indicator::Judgement,
    model::{Day, Gap},
    standard::{Clause, Effect, Points, words},
    verdict::{Basis, Deducted, Score, Status, Verdict},
};

/// Texts of the document that no census can know. A missing one prints as a visible blank.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeTexts {
    /// 主送
    pub addressees: Option<String>,
    /// 依据
    pub basis: Option<String>,
    /// 整改期限
    pub rectify_by: Option<String>,
    /// Until when a unit may object (提出异议的截止日期)
    pub object_by: Option<String>,
    /// 答复方式
    pub reply_to: Option<String>,
    /// 第二部分
    pub requirements: Vec<Requirement>,
    /// 附件说明
    pub attachments: Option<String>,
    /// 落款
    pub signed_by: Option<String>,
    /// Day of signature.
    pub signed_on: Option<Day>,
    /// 抄送
    pub copies: Option<String>,
}

/// One demand of the second part.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Requirement {
    /// Heading.
    pub heading: String,
    /// Paragraphs.
    pub paragraphs: Vec<String>,
}

/// The document as data, in the order of the real notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Title.
    pub title: String,
    /// Document number, where there is one.
    pub document_no: Option<String>,
    /// Remarks that belong on top: reconstruction, overlay, a standard out of force.
    pub remarks: Vec<String>,
    /// Texts of the office.
    pub texts: NoticeTexts,
    /// 总体情况
    pub overall: Vec<String>,
    /// 存在主要问题, by kind.
    pub problems: Vec<Problem>,
    /// What is said where no site failed.
    pub none_failed: String,
    /// 政民互动: overdue tickets by unit; `None` without a reply clock.
    pub tickets: Option<String>,
    /// Sites that could not be assessed: number and reasons.
    pub not_assessed: Option<String>,
    /// Checks by higher bodies.
    pub checks: Vec<String>,
    /// The annex: each failing site with its counts.
    pub annex: Vec<AnnexRow>,
    /// What the verdicts rest on, and unverified figures.
    pub footnotes: Vec<String>,
}

/// One kind of problem with the sites that have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The clause.
    pub clause: String,
    /// Its title.
    pub title: String,
    /// The named sites.
    pub sites: Vec<String>,
    /// The paragraph.
    pub text: String,
}

/// A failing site in the annex.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnnexRow {
    /// The site.
    pub site_code: String,
    /// Its name.
    pub site_name: String,
    /// Title of the clause.
    pub clause: String,
    /// Whether the clause alone makes the site unqualified.
    pub veto: bool,
    /// What was measured, in Chinese.
    pub measured: String,
    /// Points off, where a score or an overlay's assessment gives them (reading 21).
    pub points: Option<Points>,
}

impl Notice {
    /// Draws up the notice of a census. `remarks_of` gives what must be said of a site beside its clause, such as a stale address.
    pub fn of(census: &Census, texts: NoticeTexts, remark_of: &dyn Fn(&str, &str) -> Option<String>) -> Notice {
        Notice {
            title: title(census),
            document_no: census.header.document_no.clone(),
            remarks: remarks(census),
            overall: overall(census),
            problems: problems(census, remark_of),
            none_failed: none_failed(&census.totals()),
            tickets: tickets(census),
            not_assessed: not_assessed(census),
            checks: census.header.upcoming_checks.iter().map(|check| format!("{}（{}）", check.name, check.on.chinese())).collect(),
            annex: annex(census),
            footnotes: footnotes(census),
            texts,
        }
    }
}

/// The kinds of documents (文种) that a title may end in.
const KINDS: &[&str] = &["通报", "通知", "通告", "公告", "报告", "函"];

/// The title of the census, as one of a notice: with its kind at the end (GB/T 9704—2012, 7.3.1).
fn title(census: &Census) -> String {
    let title = if census.header.title.trim().is_empty() { "政府网站普查" } else { census.header.title.trim() };
    match title {
        whole if KINDS.iter().any(|kind| whole.ends_with(kind)) => whole.to_string(),
        subject if subject.ends_with("情况") => format!("{subject}的通报"),
        subject => format!("{subject}情况的通报"),
    }
}

fn remarks(census: &Census) -> Vec<String> {
    let mut remarks = Vec::new();
    if census.header.reconstruction {
        remarks.push("本件为重建示例（reconstruction）：登记信息与监测数据系依据公开通报重建，并非实际监测结果。".to_string());
    }
    let whole = census.warnings.iter().filter(|warning| warning.site_code.is_none());
    remarks.extend(whole.map(|warning| format!("{}。", warning.text)));
    if !census.standard.overrides.is_empty() {
        let changes: Vec<_> = census.standard.overrides.iter().map(|change| format!("{}（{}）", change.figure, change.chinese)).collect();
        remarks.push(format!("本次普查采用本地调整的标准{}：{}。", census.standard.id, changes.join("、")));
    }
    remarks
}

fn overall(census: &Census) -> Vec<String> {
    let totals = census.totals();
    let mut text = match totals.total() {
        0 => "本次普查没有应检查的网站，没有得出任何检查结果".to_string(),
        total => format!("本次共普查{total}个网站，其中{}个网站不合格", totals.unqualified),
    };
    if totals.not_assessed > 0 {
        text.push_str(&format!("，{}个网站未能评估", totals.not_assessed));
    }
    if totals.excluded > 0 {
        text.push_str(&format!("；另有{}个网站经批准关停或列为例外，未列入普查", totals.excluded));
    }
    text.push('。');
    let mut paragraphs = Vec::from([text]);
    let rates = [("合格率", totals.pass_rate()), ("普查覆盖率", totals.coverage())];
    let rates: Vec<_> = rates.into_iter().filter_map(|(name, rate)| rate.map(|rate| format!("{name}{rate}%"))).collect();
    if !rates.is_empty() {
        paragraphs.push(format!("{}{}。", of_assessed(&totals), rates.join("，")));
    }
    for (key, outcome) in census.registry.iter().filter(|(_, outcome)| outcome.judgement == Judgement::Fail) {
        let title = census.standard.clause(key).map_or(key.as_str(), |clause| clause.title.as_str());
        let missing = outcome.measure.map_or(0, |measure| measure.certain);
        paragraphs.push(format!("{title}未达到要求，尚有{missing}个网站未评估。"));
    }
    paragraphs.extend(groups(census));
    paragraphs
}

/// What the pass rate is a share of, where that is not every site.
fn of_assessed(totals: &Totals) -> String {
    if totals.is_partial() { format!("已评估的{}个网站中，", totals.assessed()) } else { String::new() }
}

/// Silence is no good news: who was not looked at is not among those of whom nothing is found.
fn none_failed(totals: &Totals) -> String {
    match (totals.total(), totals.assessed()) {
        (0, _) => "没有应检查的网站，没有得出任何检查结果。".to_string(),
        (total, 0) => format!("应检查的{total}个网站均未能评估，没有得出任何检查结果。"),
        _ => format!("{}未发现不合格网站。", of_assessed(totals)),
    }
}

fn groups(census: &Census) -> Option<String> {
    let better: Vec<_> = census.groups().into_iter().filter(|group| group.by == GroupBy::LevelRole && group.better).map(|group| group.title).collect();
    let divisions = census.better_divisions();
    let mut parts = Vec::new();
    if !better.is_empty() {
        parts.push(format!("{}网站不合格比例低于总体水平", better.join("、")));
    }
    if !divisions.is_empty() {
        parts.push(format!("{}整体好于其他地区，主要表现在门户网站维护较好，应关停网站关停及时", divisions.join("、")));
    }
    (!parts.is_empty()).then(|| format!("{}。", parts.join("；")))
}

fn vetoes(census: &Census) -> impl Iterator<Item = &Clause> {
    census.standard.clauses.iter().filter(|clause| clause.effect == Effect::Veto)
}

fn failing<'a>(census: &'a Census, clause: &'a str) -> impl Iterator<Item = &'a Verdict> {
    census.verdicts().filter(move |verdict| verdict.outcome(clause).is_some_and(|outcome| outcome.judgement == Judgement::Fail))
}

fn problems(census: &Census, remark_of: &dyn Fn(&str, &str) -> Option<String>) -> Vec<Problem> {
    let mut problems = Vec::new();
    for clause in vetoes(census) {
        let mut plain = Vec::new();
        let mut remarked = Vec::new();
        let mut sites = Vec::new();
        for verdict in failing(census, &clause.key) {
            sites.push(verdict.site_name.clone());
            match remark_of(&verdict.site_code, &clause.key) {
                Some(remark) => remarked.push(format!("{}（{remark}）", verdict.site_name)),
                None => plain.push(verdict.site_name.clone()),
            }
        }
        if sites.is_empty() {
            continue;
        }
        plain.extend(remarked);
        let text = format!("{}：{}，共{}个网站，达到单项否决标准。", clause.title, plain.join("、"), sites.len());
        problems.push(Problem { clause: clause.key.clone(), title: clause.title.clone(), sites, text });
    }
    problems.extend(low_scores(census));
    problems
}

/// Sites without a failed veto whose score does not reach the pass mark.
fn low_scores(census: &Census) -> Option<Problem> {
    let clause = census.standard.clause_of("pass_mark")?;
    let low = |verdict: &Verdict| Some((verdict.site_name.clone(), verdict.low_score(&census.standard)?.points?));
    let found: Vec<(String, Points)> = census.verdicts().filter_map(low).collect();
    if found.is_empty() {
        return None;
    }
    let named: Vec<_> = found.iter().map(|(name, points)| format!("{name}（{points}分）")).collect();
    let text = format!("得分低于合格分数线：{}，共{}个网站。", named.join("、"), found.len());
    Some(Problem { clause: clause.key.clone(), title: clause.title.clone(), sites: found.into_iter().map(|(name, _)| name).collect(), text })
}

fn tickets(census: &Census) -> Option<String> {
    census.standard.clause_of("reply_clock")?;
    let Some(overdue) = census.overdue() else {
        return Some("本次未采集到办件数据，政民互动办理情况未评估。".to_string());
    };
    if overdue.total == 0 && census.totals().total() == 0 {
        return Some("没有应检查的网站，政民互动办理情况未评估。".to_string());
    }
    let mut text = if overdue.total == 0 {
        "截至监测时间点，未发现未按时办理回复的办件。".to_string()
    } else {
        let units: Vec<_> = overdue.by_unit.iter().map(|unit| counted(&unit.unit, unit.total)).collect();
        format!("截至监测时间点，未按时办理回复的共{}件：{}。", overdue.total, units.join("，"))
    };
    if overdue.carried_over > 0 {
        text.push_str(&format!("以前时段转入、至今逾期未复的另有{}件。", overdue.carried_over));
    }
    if overdue.possible > 0 {
        text.push_str(&format!("另有{}件办件数据不全或存疑，未计入。", overdue.possible));
    }
    Some(text)
}

/// A unit with its tickets; a name that ends in a digit would run into the number.
fn counted(unit: &str, tickets: u64) -> String {
    if unit.ends_with(char::is_numeric) { format!("{unit}（{tickets}件）") } else { format!("{unit}{tickets}件") }
}

fn not_assessed(census: &Census) -> Option<String> {
    let mut gaps: Vec<Gap> = Vec::new();
    let mut count = 0;
    for verdict in census.verdicts().filter(|verdict| verdict.status == Status::NotAssessed) {
        count += 1;
        gaps.extend(verdict.outcomes.iter().filter(|(_, outcome)| outcome.judgement == Judgement::NotAssessed).flat_map(|(_, outcome)| &outcome.gaps));
    }
    gaps.sort_unstable();
    gaps.dedup();
    let reasons: Vec<_> = gaps.iter().map(|gap| gap.chinese()).collect();
    (count > 0).then(|| format!("{count}个网站因证据不足未能评估（{}），不作合格或不合格认定。", reasons.join("、")))
}

fn annex(census: &Census) -> Vec<AnnexRow> {
    let mut rows = Vec::new();
    for site in &census.sites {
        let Decision::Judged(verdict) = &site.result else { continue };
        for clause in vetoes(census) {
            let Some(outcome) = verdict.outcome(&clause.key).filter(|outcome| outcome.judgement == Judgement::Fail) else { continue };
            let measured = outcome.measure.map(|measure| measure.chinese(clause)).unwrap_or_default();
            let points = census.standard.assessment_points.veto.as_ref().map(|rate| rate.points);
            rows.push(AnnexRow {
                site_code: verdict.site_code.clone(),
                site_name: verdict.site_name.clone(),
                clause: clause.title.clone(),
                veto: true,
                measured,
                points,
            });
        }
        rows.extend(verdict.low_score(&census.standard).into_iter().flat_map(|score| deducted(census, verdict, &score)));
    }
    rows
}

/// What took points off the score of a site.
fn deducted(census: &Census, verdict: &Verdict, score: &Score) -> Vec<AnnexRow> {
    let taken = score.deducted.iter().filter(|deducted| deducted.least > Points::ZERO);
    let row = |deducted: &Deducted| {
        let clause = census.standard.clause(&deducted.clause)?;
        let measured = verdict.outcome(&deducted.clause)?.measure.map(|measure| measure.chinese(clause)).unwrap_or_default();
        let (site_code, site_name) = (verdict.site_code.clone(), verdict.site_name.clone());
        Some(AnnexRow { site_code, site_name, clause: clause.title.clone(), veto: false, measured, points: Some(deducted.least) })
    };
    taken.filter_map(row).collect()
}

/// What the verdicts rest on (reading 6): a site may pass without a score where others have one.
fn rests_on(census: &Census) -> String {
    let scored = census.verdicts().filter(|verdict| verdict.basis(&census.standard) == Basis::Score).count();
    let passed = census.verdicts().filter(|verdict| verdict.status == Status::Qualified);
    let unscored = passed.filter(|verdict| verdict.basis(&census.standard) == Basis::Vetoes).count();
    match (scored, unscored) {
        (0, _) => "按单项否决判定，未计分".into(),
        (_, 0) => "按单项否决判定，无单项否决的按得分判定".into(),
        _ => format!("按单项否决判定，无单项否决的按得分判定，其中{unscored}个网站因评分项的分值、上限或证据不全没有得分，只按单项否决判定"),
    }
}

fn footnotes(census: &Census) -> Vec<String> {
    let mut notes = Vec::from([format!(
        "检查结果{}；依据{}（{}第{}版，摘要{}），监测时间点{}。",
        rests_on(census),
        census.standard.title,
        census.standard.id,
        census.standard.revision,
        census.standard.digest.get(..12).unwrap_or_default(),
        census.header.checkpoint.chinese()
    )]);
    let figure = |key: &str, value: String| format!("{}为{}", census.standard.figure_chinese(key), census.standard.value_chinese(key).unwrap_or(value));
    let unverified: Vec<_> = census.unverified().into_iter().map(|(key, value, _)| figure(&key, value)).collect();
    if let Some(rate) = census.standard.assessment_points.overdue_ticket.as_ref() {
        notes.push(format!("考核：每件未按时办理回复的办件扣{}分。", rate.points.short()));
    }
    if !unverified.is_empty() {
        let (all, used) = census.unverified_counts();
        notes.push(format!("未经核实的默认数值{all}项，其中{used}项与结果有关：{}。", unverified.join("；")));
    }
    let decisive: Vec<_> = census
        .verdicts()
        .flat_map(|verdict| verdict.decisive.iter().map(move |decisive| (verdict, words::switch(decisive.reading, decisive.value))))
        .map(|(verdict, (title, value))| format!("{}（{title}取“{value}”）", verdict.site_name))
        .collect();
    if !decisive.is_empty() {
        notes.push(format!("下列结果取决于规则的理解方式：{}。", decisive.join("、")));
    }
    notes
}

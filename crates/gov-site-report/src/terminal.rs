//! The census as a person reads it on a screen. Complete lists stand in the files of `--out`.

mod comparison;
mod page;

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
};

pub use comparison::comparison;
use gov_site_compliance::{
    Census, Gap, Outcome, Standard, Verdict,
    census::{Group, GroupBy},
    indicator::Judgement,
    standard::SWITCHES,
    verdict::{Basis, Status},
    wire::v1,
};
use page::{Colour, Page};

use crate::{
    remarks::{REPORT_ONLY, remarks, reported, standard_name},
    text::{plain, shortened},
};

/// Sites that failed, at most, before the reader is sent to the file.
const UNQUALIFIED_SHOWN: usize = 100;
/// Sites that could not be assessed.
const NOT_ASSESSED_SHOWN: usize = 20;
/// Sites with a failed clause that only reports.
const REPORTED_SHOWN: usize = 20;
/// Units with overdue tickets.
const UNITS_SHOWN: usize = 50;
/// Warnings on sites.
const WARNINGS_SHOWN: usize = 10;
/// Sites named beside a switch.
const DECIDED_SHOWN: usize = 5;

/// Signs of a name: a screen has no room for more, and breaking a long one over lines takes time with the square of them.
const NAME: usize = 100;
/// Signs of a sentence.
const SENTENCE: usize = 400;

/// How a screen wants its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// Whether ANSI colours may be used.
    pub color: bool,
    /// Columns of the screen; a Chinese character takes two.
    pub width: usize,
}

impl Default for Style {
    /// What fits a file or a pipe: no colour, 100 columns.
    fn default() -> Style {
        Style { color: false, width: 100 }
    }
}

/// The census as text with a last line break.
pub fn census(census: &Census, style: Style) -> String {
    let mut page = Page::new(style);
    head(&mut page, census);
    totals(&mut page, census);
    registry(&mut page, census);
    unqualified(&mut page, census);
    not_assessed(&mut page, census);
    report_only(&mut page, census);
    better_groups(&mut page, census);
    overdue(&mut page, census);
    warnings(&mut page, census);
    rejected(&mut page, census);
    switches(&mut page, census);
    page.finish()
}

/// A name or a code of somebody else.
fn name(text: &str) -> String {
    shortened(plain(text), NAME)
}

/// A sentence with a name in it.
fn sentence(text: &str) -> String {
    shortened(plain(text), SENTENCE)
}

fn head(page: &mut Page, census: &Census) {
    let header = &census.header;
    let title = if header.title.is_empty() { "政府网站普查" } else { header.title.as_str() };
    page.bold(&sentence(title));
    if !header.issuer.is_empty() {
        page.line(&name(&header.issuer));
    }
    page.line(&format!("监测时间点 checkpoint {} · 标准 standard {}", header.checkpoint, standard_name(&census.standard)));
    for remark in remarks(header, &census.standard) {
        page.paint(Colour::Yellow, &format!("! {remark}"));
    }
    let (unverified, used) = census.unverified_counts();
    if unverified > 0 {
        page.line(&format!("未经核实的数值 unverified figures: {unverified}, 其中与结果有关 of these in use {used}, 见 see census.json"));
    }
    for warning in census.warnings.iter().filter(|warning| warning.site_code.is_none() && warning.code != "standard_not_in_force") {
        page.paint(Colour::Yellow, &format!("! {}", sentence(&warning.text)));
    }
}

fn totals(page: &mut Page, census: &Census) {
    let totals = census.totals();
    page.gap();
    page.line(&format!(
        "网站 sites {} · 合格 qualified {} · 不合格 unqualified {} · 未评估 not assessed {} · 未列入 excluded {}",
        totals.total(),
        totals.qualified,
        totals.unqualified,
        totals.not_assessed,
        totals.excluded
    ));
    let percent = |rate: Option<String>| rate.map_or_else(|| "-".to_string(), |rate| format!("{rate} %"));
    let assessed = if totals.is_partial() { format!(" (已评估的网站 of assessed {})", totals.assessed()) } else { String::new() };
    let rates = format!("合格率 pass rate {}{assessed} · 覆盖率 coverage {}", percent(totals.pass_rate()), percent(totals.coverage()));
    let scored = census.verdicts().filter(|verdict| verdict.basis(&census.standard) == Basis::Score).count();
    let basis = if scored == 0 {
        "按单项否决判定 by vetoes, no score".to_string()
    } else {
        format!("按单项否决和评分判定 by vetoes and score, scored sites {scored}")
    };
    page.line(&format!("{rates} · {basis}"));
}

/// Clauses on the whole registry that are not met.
fn registry(page: &mut Page, census: &Census) {
    for (key, outcome) in census.registry.iter().filter(|(_, outcome)| matches!(outcome.judgement, Judgement::Fail | Judgement::NotAssessed)) {
        let shown = v1::outcome(key, outcome, &census.standard);
        page.paint(Colour::Yellow, &format!("! {}: {} ({})", clause_name(&census.standard, key), shown.sentence, outcome.judgement.chinese()));
    }
}

fn unqualified(page: &mut Page, census: &Census) {
    let failed = || census.verdicts().filter(|verdict| verdict.status == Status::Unqualified);
    let count = failed().count();
    if count == 0 {
        return;
    }
    page.heading(Colour::Red, &format!("不合格网站 unqualified sites: {count}"));
    let rows = failed().take(UNQUALIFIED_SHOWN).flat_map(|verdict| failed_vetoes(verdict, &census.standard));
    page.table(["代码 code", "网站 site", "指标 clause", "测得 measured"], rows.collect());
    page.more(count, UNQUALIFIED_SHOWN, "verdicts.csv");
}

fn failed_vetoes(verdict: &Verdict, standard: &Standard) -> Vec<[String; 4]> {
    let rows = clause_rows(verdict, standard, vetoes(verdict, standard).filter(|(_, outcome)| outcome.judgement == Judgement::Fail));
    let score = verdict.score(standard).and_then(|score| score.points);
    match score.filter(|_| rows.is_empty()).zip(pass_mark(standard)) {
        Some((score, mark)) => vec![[name(&verdict.site_code), name(&verdict.site_name), mark, format!("得分 score {score}")]],
        None => rows,
    }
}

/// The clause from whose mark on a site passes.
fn pass_mark(standard: &Standard) -> Option<String> {
    standard.clause_of("pass_mark").map(|clause| clause_name(standard, &clause.key))
}

/// One row for each outcome; the site is named in the first.
fn clause_rows<'a>(verdict: &Verdict, standard: &Standard, outcomes: impl Iterator<Item = (&'a str, &'a Outcome)>) -> Vec<[String; 4]> {
    let mut rows = Vec::new();
    for (key, outcome) in outcomes {
        let (code, name) = if rows.is_empty() { (name(&verdict.site_code), name(&verdict.site_name)) } else { Default::default() };
        rows.push([code, name, clause_name(standard, key), v1::outcome(key, outcome, standard).sentence]);
    }
    rows
}

fn vetoes<'a>(verdict: &'a Verdict, standard: &'a Standard) -> impl Iterator<Item = (&'a str, &'a Outcome)> {
    let outcomes = verdict.outcomes.iter().map(|(key, outcome)| (key.as_str(), outcome));
    outcomes.filter(|(key, _)| standard.vetoes().any(|clause| clause.key == *key))
}

fn clause_name(standard: &Standard, key: &str) -> String {
    let title = standard.clause(key).map_or("", |clause| clause.title.as_str());
    plain(&format!("{title} {key}"))
}

fn not_assessed(page: &mut Page, census: &Census) {
    let open = || census.verdicts().filter(|verdict| verdict.status == Status::NotAssessed);
    let count = open().count();
    if count == 0 {
        return;
    }
    page.heading(Colour::Yellow, &format!("未评估网站 not assessed sites: {count}"));
    let rows = open().take(NOT_ASSESSED_SHOWN).flat_map(|verdict| open_vetoes(verdict, &census.standard));
    page.table(["代码 code", "网站 site", "缺失 gaps", "指标 clauses"], rows.collect());
    page.more(count, NOT_ASSESSED_SHOWN, "verdicts.csv");
}

/// One row for each set of gaps with all clauses that it leaves open.
fn open_vetoes(verdict: &Verdict, standard: &Standard) -> Vec<[String; 4]> {
    let mut by_gaps: BTreeMap<&BTreeSet<Gap>, Vec<&str>> = BTreeMap::new();
    for (key, outcome) in vetoes(verdict, standard).filter(|(_, outcome)| outcome.judgement == Judgement::NotAssessed) {
        by_gaps.entry(&outcome.gaps).or_default().push(key);
    }
    if by_gaps.is_empty() {
        return vec![[name(&verdict.site_code), name(&verdict.site_name), "-".to_string(), "无适用的否决指标 no veto applies".to_string()]];
    }
    let mut rows = Vec::new();
    for (gaps, keys) in by_gaps {
        let (code, name) = if rows.is_empty() { (name(&verdict.site_code), name(&verdict.site_name)) } else { Default::default() };
        let gaps: Vec<_> = gaps.iter().map(|gap| format!("{} {gap}", gap.chinese())).collect();
        rows.push([code, name, gaps.join(", "), plain(&keys.join(", "))]);
    }
    rows
}

/// Failed clauses that make no site unqualified.
fn report_only(page: &mut Page, census: &Census) {
    let standard = &census.standard;
    let sites = || census.verdicts().filter(|verdict| reported(verdict, standard).next().is_some());
    let count = sites().count();
    if count == 0 {
        return;
    }
    page.heading(Colour::Yellow, &format!("{REPORT_ONLY} not met, report only: {count}"));
    let rows = sites().take(REPORTED_SHOWN).flat_map(|verdict| clause_rows(verdict, standard, reported(verdict, standard)));
    page.table(["代码 code", "网站 site", "指标 clause", "测得 measured"], rows.collect());
    page.more(count, REPORTED_SHOWN, "verdicts.csv");
}

fn better_groups(page: &mut Page, census: &Census) {
    let divisions = census.better_divisions();
    let groups = census.groups();
    let others: Vec<&Group> = groups.iter().filter(|group| group.better && group.by != GroupBy::Division).collect();
    if divisions.is_empty() && others.is_empty() {
        return;
    }
    page.heading(Colour::Green, "较好的地区和分组 better groups");
    if !divisions.is_empty() {
        let names: Vec<_> = divisions.iter().map(|division| name(division)).collect();
        page.line(&format!("division: {} (排名从优到次 best first)", names.join("、")));
    }
    for by in [GroupBy::Role, GroupBy::Level, GroupBy::LevelRole] {
        let names: Vec<_> = others.iter().filter(|group| group.by == by).map(|group| with_rate(group)).collect();
        if !names.is_empty() {
            page.line(&format!("{}: {}", by.code(), names.join("、")));
        }
    }
}

fn with_rate(group: &Group) -> String {
    let rate = group.unqualified_rate().map_or_else(String::new, |rate| format!(" ({}/{}, {rate} %)", group.unqualified, group.assessed));
    format!("{}{rate}", name(&group.title))
}

fn overdue(page: &mut Page, census: &Census) {
    let Some(overdue) = census.overdue() else { return };
    let colour = if overdue.total > 0 { Colour::Red } else { Colour::Green };
    page.heading(colour, &format!("未按时办理回复的办件 overdue tickets: {}", overdue.total));
    let rows: Vec<[String; 4]> = overdue
        .by_unit
        .iter()
        .take(UNITS_SHOWN)
        .map(|unit| [name(&unit.unit), unit.total.to_string(), unit.answered_late.to_string(), unit.open.to_string()])
        .collect();
    if !rows.is_empty() {
        page.table(["承办单位 unit", "件数 total", "逾期答复 answered late", "逾期未复 open"], rows);
        page.more(overdue.by_unit.len(), UNITS_SHOWN, "tickets.csv");
    }
    for (what, count) in [("以前时段转入 carried over", overdue.carried_over), ("有效性未定 possible", overdue.possible)] {
        if count > 0 {
            page.line(&format!("另有 apart from these: {what} {count}"));
        }
    }
}

fn warnings(page: &mut Page, census: &Census) {
    let warnings: Vec<_> = census.warnings.iter().filter(|warning| warning.site_code.is_some()).collect();
    if warnings.is_empty() {
        return;
    }
    page.heading(Colour::Yellow, &format!("提示 warnings: {}", warnings.len()));
    for warning in warnings.iter().take(WARNINGS_SHOWN) {
        let site = warning.site_code.as_deref().map_or(Cow::Borrowed(""), |site| Cow::Owned(name(site)));
        page.line(&format!("{site} {}", sentence(&warning.text)));
    }
    page.more(warnings.len(), WARNINGS_SHOWN, "census.json");
}

fn rejected(page: &mut Page, census: &Census) {
    let tables: Vec<_> = census.rejected.iter().filter(|(_, rows)| *rows > 0).map(|(table, rows)| format!("{} {rows}", plain(table))).collect();
    if tables.is_empty() {
        return;
    }
    page.heading(Colour::Yellow, &format!("被退回的行 rejected rows: {}", tables.join(", ")));
    page.line("每行的位置、原因和应填内容见 place, reason and what was expected: rejected.csv");
}

/// Switches on which a verdict or an overdue ticket hangs.
fn switches(page: &mut Page, census: &Census) {
    let lines: Vec<_> = SWITCHES.iter().filter_map(|switch| decided(census, switch.key).map(|what| (switch, what))).collect();
    if lines.is_empty() {
        return;
    }
    page.heading(Colour::Yellow, "取决于规则理解的结果 results that hang on a reading");
    for (switch, what) in lines {
        let value = census.standard.readings.get(switch.key).unwrap_or_default();
        page.line(&format!("{} = {value} (reading {}, {} %): {what}", switch.key, switch.reading, switch.percent));
    }
}

fn decided(census: &Census, switch: &str) -> Option<String> {
    let hangs = |verdict: &&Verdict| verdict.decisive.iter().any(|decisive| decisive.reading == switch);
    let sites: Vec<_> = census.verdicts().filter(hangs).map(|verdict| name(&verdict.site_name)).collect();
    let tickets = census.replies.iter().flatten().filter(|reply| reply.decisive.iter().any(|(key, _)| *key == switch)).count();
    let mut parts = Vec::new();
    if !sites.is_empty() {
        let more = if sites.len() > DECIDED_SHOWN { " …" } else { "" };
        let named = sites.get(..DECIDED_SHOWN).unwrap_or(&sites);
        parts.push(format!("{} 个网站 sites ({}{more})", sites.len(), named.join("、")));
    }
    if tickets > 0 {
        parts.push(format!("{tickets} 件办件 tickets"));
    }
    (!parts.is_empty()).then(|| parts.join(", "))
}

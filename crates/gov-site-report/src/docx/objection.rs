//! The sheet (核对单) on which a unit objects before the notice is published.

use gov_site_compliance::{
    Finding,
    followup::Reply,
    standard::{Points, words},
};

use crate::{
    Edition, Objection, ObjectionClause, ObjectionSite, Results,
    official::{Block, Line, Table, given, numeral},
    remarks::low_score,
};

/// Rows of one table in the document; the tables of the census hold all.
const SHOWN: usize = 50;

const CLAUSES: &[(&str, u32)] = &[("序号", 75), ("指标", 240), ("测得情况", 365), ("限值", 320)];
/// The same where the score decides.
const SCORED: &[(&str, u32)] = &[("序号", 75), ("指标", 215), ("测得情况", 280), ("限值", 220), ("扣分", 95), ("最多扣分", 115)];
const FINDINGS: &[(&str, u32)] = &[("序号", 75), ("记录编号", 235), ("日期", 165), ("情况", 310), ("认定", 80), ("来源", 135)];
const TICKETS: &[(&str, u32)] =
    &[("序号", 75), ("办件编号", 180), ("收到日期", 165), ("办理期限", 165), ("答复日期", 165), ("办理状态", 140), ("超期工作日", 110)];

/// All parts of the sheet but the fields to fill in and sign, which follow its last heading.
pub(super) fn sheet(sheet: &Objection<'_>, results: &Results<'_>) -> Vec<Block> {
    let edition = &results.edition;
    let mut blocks = head(sheet, results);
    let mut heading = numbered_headings();
    if !sheet.sites.is_empty() {
        blocks.push(heading("不合格网站"));
        blocks.extend(sheet.sites.iter().enumerate().flat_map(|(position, site)| site_blocks(position, site, results)));
    }
    if !sheet.replies.is_empty() {
        blocks.push(heading("逾期办件"));
        blocks.extend(tickets(&sheet.replies, edition));
    }
    blocks.push(heading("单位意见"));
    blocks
}

/// First headings in their order: 一、 二、
fn numbered_headings() -> impl FnMut(&str) -> Block {
    let mut number = 0;
    move |heading| {
        number += 1;
        Block::Heading(Line::of(format!("{}、{heading}", numeral(number))))
    }
}

fn head(sheet: &Objection<'_>, results: &Results<'_>) -> Vec<Block> {
    let (census, edition) = (results.census, &results.edition);
    let mut blocks = vec![Block::Title(Line::of("网站检查结果核对单"))];
    if !results.notice.remarks.is_empty() {
        blocks.push(Block::Remarks(results.notice.remarks.iter().map(|remark| Line::of(edition.shown(remark))).collect()));
    }
    blocks.push(Block::Addressees(Line::default().words_or_blank(given(Some(sheet.unit), edition), "单位名称").words("：")));
    let subject = format!("现将你单位在《{}》中的检查结果送你单位核对。", edition.shown(&results.notice.title));
    let basis = format!("监测时间点{}，依据《{}》。", census.header.checkpoint.chinese(), edition.shown(&census.standard.title));
    let demand = Line::of(format!("{subject}{basis}对结果有异议的，请于"));
    let until = given(results.notice.texts.object_by.as_deref(), edition).map(|day| day.trim_end_matches('前').to_owned());
    let demand = demand.words_or_blank(until, "提出异议的截止日期");
    blocks.push(Block::Paragraph(demand.words("前书面提出，并附证明材料；逾期未提出的，视为无异议。")));
    blocks
}

fn site_blocks(position: usize, site: &ObjectionSite<'_>, results: &Results<'_>) -> Vec<Block> {
    let edition = &results.edition;
    let name = format!("（{}）{}（{}）", numeral(position + 1), edition.shown(&site.verdict.site_name), edition.id(&site.verdict.site_code));
    let mut blocks = vec![Block::Subheading(Line::of(name)), Block::Paragraph(Line::of(format!("检查结果：{}。", site.verdict.status.chinese())))];
    for switch in &site.verdict.decisive {
        let other = switch.status.chinese();
        let (title, value) = words::switch(switch.reading, switch.value);
        let (_, otherwise) = words::switch(switch.reading, switch.otherwise);
        let text = format!("本结果取决于规则的理解方式：{title}取“{value}”；取“{otherwise}”时为{other}。");
        blocks.push(Block::Paragraph(Line::of(text)));
    }
    if let Some(ground) = low_score(site.verdict, &results.census.standard) {
        blocks.push(Block::Paragraph(Line::of(format!("{ground}。"))));
    }
    blocks.push(Block::Table(clause_table(site, edition)));
    blocks.extend(site.clauses.iter().enumerate().flat_map(|(position, failed)| clause_blocks(position, failed, results)));
    blocks
}

/// What the site fails; where the score decides, with the points that each clause takes off.
fn clause_table(site: &ObjectionSite<'_>, edition: &Edition) -> Table {
    let scored = site.clauses.iter().any(|failed| failed.points_off.is_some());
    let points = |points: Option<Points>| points.map(Points::short).unwrap_or_default();
    let rows = site.clauses.iter().enumerate().map(|(position, failed)| {
        let cap = failed.clause.cap.as_ref().map(|rate| rate.points);
        let own = if scored { vec![points(failed.points_off), points(cap)] } else { Vec::new() };
        clause_row(position, failed, edition).into_iter().chain(own).collect()
    });
    Table::of(if scored { SCORED } else { CLAUSES }, rows)
}

fn clause_row(position: usize, failed: &ObjectionClause<'_>, edition: &Edition) -> Vec<String> {
    let measured = failed.outcome.measure.map(|measure| measure.chinese(failed.clause)).unwrap_or_default();
    let limits: Vec<_> = failed.clause.limits.iter().map(|(name, limit)| limit.chinese_of(name)).collect();
    vec![(position + 1).to_string(), edition.shown(&failed.clause.title), edition.shown(&measured), limits.join("；")]
}

/// The rule in the document's words, and what was counted under it.
fn clause_blocks(position: usize, failed: &ObjectionClause<'_>, results: &Results<'_>) -> Vec<Block> {
    let edition = &results.edition;
    let heading = format!("{}. {}：", position + 1, edition.shown(&failed.clause.title));
    let mut blocks = vec![Block::Paragraph(Line::default().leading(heading).words(edition.shown(&failed.clause.text)))];
    let rows = failed.findings.iter().take(SHOWN).enumerate().map(|(position, finding)| finding_row(position, finding, edition));
    if !failed.findings.is_empty() {
        blocks.push(Block::Table(Table::of(FINDINGS, rows)));
    }
    let all_held = results.findings.len() as u64 == results.findings_total;
    blocks.extend(rest(failed.findings.len(), all_held, "findings.csv"));
    blocks
}

fn finding_row(position: usize, finding: &Finding, edition: &Edition) -> Vec<String> {
    let day = finding.day.map(|day| day.to_string()).unwrap_or_default();
    let sure = if finding.certain { "确定" } else { "可能" };
    let source = edition.shown(finding.source_ref.as_deref().unwrap_or_default());
    vec![(position + 1).to_string(), edition.key(finding.table, &finding.key), day, edition.shown(&finding.detail), sure.to_string(), source]
}

/// Where the rows are that the document leaves out.
fn rest(rows: usize, all_held: bool, file: &str) -> Option<Block> {
    let text = match rows.saturating_sub(SHOWN) {
        0 if all_held => return None,
        0 => format!("如有其他条目，另见{file}。"),
        more if all_held => format!("其余{more}条另见{file}。"),
        _ => format!("其余条目另见{file}。"),
    };
    Some(Block::Paragraph(Line::of(text)))
}

fn tickets(replies: &[&Reply], edition: &Edition) -> Vec<Block> {
    let rows = replies.iter().take(SHOWN).enumerate().map(|(position, reply)| ticket_row(position, reply, edition));
    let mut blocks = vec![Block::Paragraph(Line::of(format!("截至监测时间点，逾期办件{}件。", replies.len()))), Block::Table(Table::of(TICKETS, rows))];
    blocks.extend(rest(replies.len(), true, "tickets.csv"));
    blocks
}

fn ticket_row(position: usize, reply: &Reply, edition: &Edition) -> Vec<String> {
    let carried = if reply.carried_over { "（以前时段转入）" } else { "" };
    let answered = reply.answered_on.map(|day| day.to_string()).unwrap_or_default();
    vec![
        (position + 1).to_string(),
        edition.id(&reply.ticket_id),
        reply.received_on.to_string(),
        reply.deadline.to_string(),
        answered,
        format!("{}{carried}", reply.state.chinese()),
        reply.working_days_over.to_string(),
    ]
}

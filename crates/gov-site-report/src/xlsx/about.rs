//! Sheet 说明: what was judged by what, totals, warnings, and what the other sheets hold and leave out.

use gov_site_compliance::{Census, census::Header};
use rust_xlsxwriter::{FormatAlign, Worksheet};

use super::{
    XlsxError,
    book::{Book, Written},
    cell::{Pen, set_lines, write_text},
    column::Value,
    formats,
    tables::Context,
};
use crate::{Audience, DRAFT, Results, basis, remarks::remarks};

/// Name of the sheet.
pub(super) const NAME: &str = "说明";

/// Width of values and remarks in signs.
const WIDTH: f64 = 66.0;

/// A line: label, value, remark.
struct Line<'a> {
    label: &'a str,
    value: Value<'a>,
    remark: Value<'a>,
}

impl<'a> Line<'a> {
    fn new(label: &'a str, value: Value<'a>) -> Line<'a> {
        Line { label, value, remark: Value::Empty }
    }
}

/// A heading with its lines.
struct Part<'a> {
    heading: &'static str,
    lines: Vec<Line<'a>>,
}

/// Writes the sheet, once all others are written.
pub(super) fn write(book: &mut Book, context: &Context<'_>) -> Result<(), XlsxError> {
    let results = &context.results;
    let written = std::mem::take(&mut book.written);
    let parts = [
        Part { heading: "普查", lines: asked(results) },
        Part { heading: "总数", lines: totals(results.census) },
        Part { heading: "工作表", lines: sheets(results, &written) },
        Part { heading: "提示", lines: warnings(results.census) },
    ];
    let (sheet, pen) = book.first()?;
    sheet.set_column_width(0, 24)?.set_column_width(1, WIDTH)?.set_column_width(2, WIDTH)?;
    head(sheet, &pen, &results.census.header, results.edition.draft)?;
    let mut row = 2;
    for part in parts.iter().filter(|part| !part.lines.is_empty()) {
        row = write_part(sheet, &pen, row, part)?;
    }
    Ok(())
}

fn head(sheet: &mut Worksheet, pen: &Pen<'_>, header: &Header, draft: bool) -> Result<(), XlsxError> {
    let title = formats::base().set_bold().set_font_size(16).set_align(FormatAlign::VerticalCenter);
    write_text(sheet, (0, 0), &pen.edition.shown(&header.title), &title)?;
    sheet.set_row_height(0, 30)?;
    if draft {
        write_text(sheet, (1, 0), DRAFT, &formats::base().set_bold().set_font_color(formats::DARK_RED).set_font_size(14))?;
        sheet.set_row_height(1, 24)?;
    }
    Ok(())
}

fn write_part(sheet: &mut Worksheet, pen: &Pen<'_>, mut row: u32, part: &Part<'_>) -> Result<u32, XlsxError> {
    for column in 0..3 {
        write_text(sheet, (row, column), if column == 0 { part.heading } else { "" }, &pen.formats.heading)?;
    }
    for line in &part.lines {
        row += 1;
        write_text(sheet, (row, 0), line.label, &pen.formats.text)?;
        let (value, remark) = (pen.write(sheet, (row, 1), WIDTH, &line.value)?, pen.write(sheet, (row, 2), WIDTH, &line.remark)?);
        set_lines(sheet, row, value.lines.max(remark.lines))?;
    }
    Ok(row + 2)
}

fn asked<'a>(results: &Results<'a>) -> Vec<Line<'a>> {
    let Census { header, standard, .. } = results.census;
    let edition = match results.edition.audience {
        Audience::Public => "公开版：不含退回的行、出处、检查人和备注",
        Audience::Office => "办公版：个人号码以 *** 代替，不含检查人和备注",
        Audience::Internal => "内部版：按原样显示，不得公开",
    };
    let period = match (header.has_period(), header.period_to) {
        (false, _) => "未填写".into(),
        (true, Some(to)) => format!("{}至{}", header.period_from.chinese(), to.chinese()),
        (true, None) => format!("{}起", header.period_from.chinese()),
    };
    let mut lines = vec![
        Line::new("标题", Value::text(&header.title)),
        Line::new("版本", Value::Text(edition.into())),
        Line::new("状态", Value::Text(if results.edition.draft { DRAFT } else { "定稿" }.into())),
        Line::new("发布机关", Value::text(&header.issuer)),
        Line::new("文号", Value::of(header.document_no.as_deref(), Value::text)),
        Line::new("统计时段", Value::text(period)),
        Line::new("监测时间点", Value::text(header.checkpoint.chinese())),
        Line::new("访问监测截至", Value::text(header.visits_until.chinese())),
        Line::new("标准", Value::text(format!("{}（{}@{}）", standard.title, standard.id, standard.revision))),
        Line::new("标准文件", Value::text(&standard.document)),
        Line::new("标准摘要（SHA-256）", Value::id(&standard.digest)),
        Line::new("依据", Value::id(basis(header, standard))),
    ];
    lines.extend(remarks(header, standard).into_iter().map(|remark| Line::new("注意", Value::text(remark))));
    lines
}

fn totals(census: &Census) -> Vec<Line<'_>> {
    let totals = census.totals();
    let mut lines = vec![
        Line::new("登记网站", Value::Count(totals.registered())),
        Line::new("不纳入（例外）", Value::Count(totals.excluded)),
        Line::new("应检查网站", Value::Count(totals.total())),
        Line::new("已评估", Value::Count(totals.assessed())),
        Line::new("合格", Value::Count(totals.qualified)),
        Line::new("不合格", Value::Count(totals.unqualified)),
        Line::new("未评估", Value::Count(totals.not_assessed)),
        Line::new("合格率（%）", Value::Decimal(totals.pass_rate())),
        Line::new("评估覆盖率（%）", Value::Decimal(totals.coverage())),
    ];
    for (key, outcome) in &census.registry {
        let clause = census.standard.clause(key);
        let remark = clause.zip(outcome.measure).map(|(clause, measure)| measure.chinese(clause));
        let label = clause.map_or(key.as_str(), |clause| &clause.title);
        lines.push(Line { label, value: Value::Word(outcome.judgement.chinese()), remark: Value::of(remark, Value::text) });
    }
    lines
}

fn sheets<'a>(results: &Results<'_>, written: &[Written]) -> Vec<Line<'a>> {
    let mut lines: Vec<_> = written.iter().map(|table| rows(table, left_out(results, table))).collect();
    let rejected: u64 = results.census.rejected.iter().map(|(_, rows)| rows).sum();
    if results.edition.audience == Audience::Public && rejected.max(results.rejects_total) > 0 {
        let remark = format!("公开版不列；共退回{}行", rejected.max(results.rejects_total));
        lines.push(Line { label: "退回", value: Value::Count(0), remark: Value::text(remark) });
    }
    lines
}

/// Rows that there are but that are not in the workbook.
fn left_out(results: &Results<'_>, table: &Written) -> u64 {
    let total = match table.sheet {
        "发现" => results.findings_total,
        "退回" => results.rejects_total,
        _ => table.rows,
    };
    total.saturating_sub(table.rows)
}

fn rows<'a>(table: &Written, left_out: u64) -> Line<'a> {
    let mut remark = Vec::new();
    if table.parts > 1 {
        remark.push(format!("分{}张工作表：{}至{}({})", table.parts, table.sheet, table.sheet, table.parts));
    }
    if left_out > 0 {
        remark.push(format!("另有{left_out}行未列入本工作簿，全部见 CSV 文件"));
    }
    if table.cut > 0 {
        remark.push(format!("{}个单元格过长，已截断，全文见 CSV 文件", table.cut));
    }
    Line { label: table.sheet, value: Value::Count(table.rows), remark: Value::text(remark.join("；")) }
}

fn warnings(census: &Census) -> Vec<Line<'_>> {
    let line = |warning: &'_ gov_site_compliance::census::Warning| (warning.site_code.clone().unwrap_or_default(), warning.text.clone());
    let texts = census.warnings.iter().map(line);
    texts.map(|(site, text)| Line { label: "提示", value: Value::text(text), remark: Value::id(site) }).collect()
}

#[cfg(test)]
mod tests {
    use super::{Value, Written, rows};

    fn remark(written: &Written, left_out: u64) -> String {
        match rows(written, left_out).remark {
            Value::Text(remark) => remark.into_owned(),
            _ => String::new(),
        }
    }

    #[test]
    fn a_sheet_says_where_it_goes_on_and_what_it_lacks() {
        assert_eq!(remark(&Written { sheet: "发现", parts: 1, rows: 9, cut: 0 }, 0), "");
        let all = remark(&Written { sheet: "发现", parts: 3, rows: 9, cut: 2 }, 5);
        assert_eq!(all, "分3张工作表：发现至发现(3)；另有5行未列入本工作簿，全部见 CSV 文件；2个单元格过长，已截断，全文见 CSV 文件");
    }
}

//! The parts of the document in their order.

use gov_site_compliance::{
    Notice,
    notice::{AnnexRow, NoticeTexts, Requirement},
};

use super::{Document, blank, inline, numeral, or_blank, paragraph};

/// Words with which a basis begins that is no whole sentence.
const BASIS_WORDS: &[&str] = &["根据", "按照", "依据", "依照", "按", "为"];

pub(super) fn head(document: &mut Document, notice: &Notice) {
    document.push(format!("# {}", inline(&notice.title)));
    if let Some(number) = notice.document_no.as_deref().map(inline).filter(|number| !number.is_empty()) {
        document.push(format!("({number})"));
    }
    if !notice.remarks.is_empty() {
        let remarks: Vec<_> = notice.remarks.iter().map(|remark| format!("> {}", paragraph(remark))).collect();
        document.push(remarks.join("\n>\n"));
    }
    document.push(format!("主送:{}", or_blank(notice.texts.addressees.as_deref(), "主送机关")));
    document.push(opening(notice.texts.basis.as_deref()));
}

/// A basis that is a whole sentence stands before the opening, any other inside it.
fn opening(basis: Option<&str>) -> String {
    let subject = "现将普查情况、整改要求和下一步内容建设工作通知如下:";
    let Some(basis) = basis.map(paragraph).filter(|basis| !basis.is_empty()) else {
        return format!("根据{},{subject}", blank("依据"));
    };
    if basis.ends_with('。') {
        return format!("{basis}{subject}");
    }
    let basis = basis.trim_end_matches([',', '，', '、', ';', '；']);
    let begins = if BASIS_WORDS.iter().any(|word| basis.starts_with(word)) { "" } else { "根据" };
    format!("{begins}{basis},{subject}")
}

pub(super) fn overall(document: &mut Document, notice: &Notice) {
    document.push("### (一)总体情况".to_string());
    notice.overall.iter().for_each(|text| document.push(paragraph(text)));
}

/// Kinds of problems, then the overdue tickets, numbered through; then what could not be assessed.
pub(super) fn problems(document: &mut Document, notice: &Notice) {
    document.push("### (二)存在主要问题".to_string());
    let mut items: Vec<String> = notice.problems.iter().map(|problem| paragraph(&problem.text)).collect();
    if items.is_empty() {
        document.push("未发现达到单项否决标准的网站。".to_string());
    }
    items.extend(notice.tickets.iter().map(|tickets| format!("政民互动办理:{}", inline(tickets))));
    let items: Vec<_> = items.iter().enumerate().map(|(position, item)| format!("{}. {item}", position + 1)).collect();
    if !items.is_empty() {
        document.push(items.join("\n"));
    }
    if let Some(text) = &notice.not_assessed {
        document.push(format!("未评估网站:{}", inline(text)));
    }
}

/// What follows from the results, by when and to whom to report, and who checks next.
pub(super) fn consequences(document: &mut Document, notice: &Notice) {
    document.push("### (三)处理意见".to_string());
    document.push("普查结果送达网站主管、主办单位的主要负责人,并向社会公布;网站不合格以及办件逾期的情况,计入所属单位的年度考核。".to_string());
    document.push(format!("整改期限:{}", or_blank(notice.texts.rectify_by.as_deref(), "整改期限")));
    document.push(format!("答复方式:{}", or_blank(notice.texts.reply_to.as_deref(), "答复方式")));
    if !notice.checks.is_empty() {
        let checks: Vec<_> = notice.checks.iter().map(|check| inline(check)).collect();
        document.push(format!("上级检查:{}。各单位应在检查开始前完成自查。", checks.join("、")));
    }
}

pub(super) fn requirements(document: &mut Document, requirements: &[Requirement]) {
    if requirements.is_empty() {
        document.push(blank("工作要求"));
    }
    for (position, requirement) in requirements.iter().enumerate() {
        let number = numeral(position + 1);
        let heading = inline(&requirement.heading);
        let mut paragraphs = requirement.paragraphs.iter();
        if heading.is_empty() {
            let first = paragraphs.next().map(|text| inline(text)).unwrap_or_default();
            document.push(format!("({number}){first}"));
        } else {
            document.push(format!("### ({number}){heading}"));
        }
        paragraphs.for_each(|text| document.texts(text));
    }
}

pub(super) fn signature(document: &mut Document, texts: &NoticeTexts) {
    document.push(format!("附件:{}", or_blank(texts.attachments.as_deref(), "附件说明")));
    document.push(or_blank(texts.signed_by.as_deref(), "落款单位"));
    document.push(texts.signed_on.map_or_else(|| blank("成文日期"), |day| day.chinese()));
    document.push(format!("抄送:{}", or_blank(texts.copies.as_deref(), "抄送机关")));
}

/// Each failing site with its counts: the annex of the real notice.
pub(super) fn annex(document: &mut Document, rows: &[AnnexRow]) {
    document.push("## 附件 不合格网站情况".to_string());
    if rows.is_empty() {
        document.push("本次普查无不合格网站。".to_string());
        return;
    }
    let mut table = String::from("| 序号 | 网站标识码 | 网站名称 | 单项否决指标 | 测得情况 |\n| ---: | --- | --- | --- | --- |");
    for (position, row) in rows.iter().enumerate() {
        let cells = [&row.site_code, &row.site_name, &row.clause, &row.measured].map(|cell| inline(cell));
        table.push_str(&format!("\n| {} | {} |", position + 1, cells.join(" | ")));
    }
    document.push(table);
}

pub(super) fn footnotes(document: &mut Document, notes: &[String]) {
    if notes.is_empty() {
        return;
    }
    document.push("注:".to_string());
    let notes: Vec<_> = notes.iter().enumerate().map(|(position, note)| format!("{}. {}", position + 1, paragraph(note))).collect();
    document.push(notes.join("\n"));
}

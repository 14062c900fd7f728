//! Notes on the headings: what goes into a field, and what an empty cell means.

use gov_site_compliance::{Field, Kind, Table};

use super::example::example;

/// Table (empty: any), field, meaning beyond what the heading says.
const MEANINGS: &[(&str, &str, &str)] = &[
    ("sites", "home_url", "登记的首页网址"),
    ("sites", "actual_url", "实际使用的网址，与登记的不同时填写"),
    ("sites", "parent_site", "上级门户网站的标识码"),
    ("sites", "principal", "单位工作人员，不公开"),
    ("sites", "deputy", "单位工作人员，不公开"),
    ("sites", "contact", "单位工作人员，不公开"),
    ("units", "aliases", "其他名称和旧名称，用 ; 隔开"),
    ("columns", "column_id", "在整个普查中唯一"),
    ("columns", "kind", "未填上级栏目时必填"),
    ("columns", "depth", "1 为一级栏目"),
    ("updates", "published_at", "发布日期为空时以其日期为准"),
    ("visits", "failure", "失败类型与最终状态码至少填一项"),
    ("visits", "status", "失败类型与最终状态码至少填一项"),
    ("channels", "promised_days", "与时限单位同时填写"),
    ("channels", "promised_unit", "与承诺时限同时填写"),
    ("tickets", "channel_id", "渠道编号与渠道类别至少填一项"),
    ("tickets", "channel_kind", "渠道编号与渠道类别至少填一项"),
    ("tickets", "unit", "办理办件的单位，不一定是主办单位"),
    ("tickets", "promised_days", "与时限单位同时填写"),
    ("tickets", "promised_unit", "与承诺时限同时填写"),
    ("exemptions", "indicator", "所用标准中的指标，填名称或代码，如 空白栏目 或 blank_columns"),
    ("exemptions", "approval_no", "批准文号与批准单位至少填一项，否则不作豁免"),
    ("exemptions", "approved_by", "批准文号与批准单位至少填一项，否则不作豁免"),
    ("coverage", "column_id", "检查对象为“栏目”时必填"),
    ("coverage", "items_seen", "看到的条数；多于报送的行数时，说明有行遗漏"),
    ("coverage", "gap", "填写后，该行不表示已检查"),
    ("reviews", "indicator", "所用标准中的指标，填名称或代码，如 严重错误 或 serious_error"),
    ("reviews", "subject", "栏目编号或网址"),
    ("", "note", "不参与评估"),
    ("", "source_ref", "这一行数据的来源，检查结果会引用"),
];

/// Table (empty: any), field, meaning of an empty cell where it is not just unknown.
const EMPTY: &[(&str, &str, &str)] = &[
    ("site_life", "to", "仍在持续"),
    ("site_life", "approved", "视为未批准"),
    ("exemptions", "to", "仍然有效"),
    ("exemptions", "column_id", "整个网站"),
    ("exemptions", "indicator", "全部指标"),
    ("coverage", "from", "不限"),
    ("coverage", "to", "采集时间当日"),
    ("coverage", "gap", "没有缺失"),
    ("columns", "kind", "与上级栏目相同"),
    ("columns", "lists_items", "由信息更新表判断"),
    ("updates", "published_on", "见日期状态"),
    ("updates", "date_state", "有日期的为已注明，没有日期的为无法识别"),
    ("visits", "url", "登记的首页网址"),
    ("visits", "failure", "没有失败"),
    ("tickets", "received_on", "以提交日期为准，并作标记"),
    ("tickets", "valid", "只算可能有效"),
    ("tickets", "needs_reply", "只算可能需要答复"),
    ("", "parent_id", "没有"),
    ("", "redirects_to", "没有"),
    ("", "opened_on", "没有"),
    ("", "closed_on", "没有"),
    ("", "extended_on", "没有"),
    ("", "answered_on", "没有答复"),
    ("", "promised_days", "没有承诺"),
    ("", "promised_unit", "没有承诺"),
    ("", "home_is_navigation", "否"),
    ("", "on_home", "否"),
    ("", "on_second_level", "否"),
    ("", "finished_topic", "否"),
    ("", "manual", "否"),
    ("", "complex", "否"),
    ("", "note", "没有"),
    ("", "source_ref", "没有"),
];

/// The note on the heading of a field.
pub(super) fn note(table: &Table, field: &Field) -> String {
    let mut lines = vec![format!("字段：{}", field.name), format!("类型：{}", kind(field.kind))];
    if table.key.contains(&field.name) {
        lines.push("主键：主键各列都相同的是同一行".into());
    }
    lines.extend(said(MEANINGS, table, field).map(|meaning| format!("含义：{meaning}")));
    lines.push(format!("空单元格：{}", if field.compulsory { "不可以，整行会被退回" } else { empty(table, field).unwrap_or("未知，不等于“否”或0") }));
    lines.extend(example(table, field).map(|example| format!("示例：{example}")));
    lines.join("\n")
}

/// What an empty cell means where it is not just unknown.
pub(super) fn empty(table: &Table, field: &Field) -> Option<&'static str> {
    said(EMPTY, table, field)
}

fn said(texts: &'static [(&str, &str, &str)], table: &Table, field: &Field) -> Option<&'static str> {
    let of = |wanted: &str| texts.iter().find(|(table, name, _)| *table == wanted && *name == field.name).map(|(.., text)| *text);
    of(table.name).or_else(|| of(""))
}

fn kind(kind: Kind) -> String {
    match kind {
        Kind::Text => "文本".into(),
        Kind::Integer => "整数".into(),
        Kind::Millis => "小数".into(),
        Kind::Bool => "是 或 否".into(),
        Kind::Day => "日期".into(),
        Kind::Moment => "日期和时间（北京时间）".into(),
        Kind::Word(words) => {
            let words: Vec<_> = words.iter().map(|(_, chinese)| *chinese).collect();
            format!("下列词之一：{}", words.join("、"))
        }
    }
}

#[cfg(test)]
mod tests {
    use gov_site_compliance::TABLES;

    use super::{EMPTY, MEANINGS};

    #[test]
    fn notes_are_on_fields_that_there_are() {
        for (table, field, _) in MEANINGS.iter().chain(EMPTY) {
            let found = TABLES.iter().filter(|found| table.is_empty() || found.name == *table).any(|found| found.position(field).is_some());
            assert!(found, "{table}.{field}");
        }
    }
}

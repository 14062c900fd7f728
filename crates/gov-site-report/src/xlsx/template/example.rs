//! The example row of a table.

use gov_site_compliance::{Field, Kind, Table};

/// Table (empty: any), field, example; an empty one leaves the cell empty.
const EXAMPLES: &[(&str, &str, &str)] = &[
    ("columns", "parent_id", ""),
    ("columns", "redirects_to", ""),
    ("columns", "closed_on", ""),
    ("columns", "finished_topic", "否"),
    ("columns", "depth", "1"),
    ("columns", "url", "http://www.example.gov.cn/xwzx/"),
    ("site_life", "state", "关停"),
    ("site_life", "to", ""),
    ("site_life", "reason", "并入集约化平台"),
    ("site_life", "notice_url", "http://www.example.gov.cn/gg/1.html"),
    ("sites", "actual_url", ""),
    ("sites", "parent_site", ""),
    ("sites", "home_is_navigation", "否"),
    ("sites", "operator", "示例市大数据中心"),
    ("sites", "supervisor", "示例省人民政府办公厅"),
    ("sites", "principal", "甲某"),
    ("sites", "deputy", "乙某"),
    ("sites", "contact", "丙某"),
    ("site_addresses", "url", "http://www.example.gov.cn/"),
    ("units", "unit", "示例市教育局"),
    ("units", "aliases", "市教育局;示例市教委"),
    ("units", "unit_kind", "部门"),
    ("units", "parent_unit", "示例市人民政府"),
    ("units", "vertical", "否"),
    ("channels", "name", "市长信箱"),
    ("exemptions", "column_id", ""),
    ("exemptions", "indicator", ""),
    ("exemptions", "to", ""),
    ("exemptions", "reason", "网站改版"),
    ("coverage", "to", ""),
    ("coverage", "gap", ""),
    ("coverage", "column_id", ""),
    ("tickets", "complex", "否"),
    ("tickets", "extended_on", ""),
    ("tickets", "channel_kind", ""),
    ("tickets", "submitted_on", "2017-11-01"),
    ("tickets", "received_on", "2017-11-02"),
    ("tickets", "answered_on", "2017-11-10"),
    ("reviews", "indicator", "严重错误"),
    ("reviews", "subject", "http://www.example.gov.cn/xwzx/1.html"),
    ("reviews", "quote", "原文一句"),
    ("activities", "title", "关于示例办法的意见征集"),
    ("activities", "held_on", "2017-11-01"),
    ("activities", "closed_on", "2017-11-30"),
    ("activities", "result_on", "2017-12-10"),
    ("services", "name", "示例许可"),
    ("service_files", "name", "示例许可申请表"),
    ("systems", "name", "示例办事系统"),
    ("updates", "published_at", ""),
    ("updates", "title", "示例标题"),
    ("updates", "repost_of", ""),
    ("updates", "url", "http://www.example.gov.cn/xwzx/1.html"),
    ("visits", "failure", ""),
    ("visits", "status", "200"),
    ("visits", "url", ""),
    ("visits", "manual", "否"),
    ("links", "status", "404"),
    ("links", "result", "错断"),
    ("", "site_code", "3703000001"),
    ("", "site_name", "示例市人民政府"),
    ("", "home_url", "http://www.example.gov.cn/"),
    ("", "division_code", "370300"),
    ("", "division", "示例市"),
    ("", "sponsor", "示例市人民政府办公室"),
    ("", "managed_by", "示例市人民政府办公室"),
    ("", "level", "市级"),
    ("", "column_id", "0001"),
    ("", "column_name", "新闻中心"),
    ("", "source_unit", "示例市人民政府办公室"),
    ("", "responsible", "信息科"),
    ("", "content_source", "示例日报"),
    ("", "document_no", "示例〔2017〕1号"),
    ("", "vantage", "监测点1"),
    ("", "channel_id", "0001"),
    ("", "ticket_id", "2017110001"),
    ("", "unit", "示例市教育局"),
    ("", "activity_id", "0001"),
    ("", "review_id", "0001"),
    ("", "reviewer", "检查一组"),
    ("", "evidence_ref", "截图/0001.png"),
    ("", "evidence_sha256", ""),
    ("", "service_id", "0001"),
    ("", "system_id", "0001"),
    ("", "platform_url", "http://zwfw.example.gov.cn/1"),
    ("", "approval_no", "示例〔2017〕1号"),
    ("", "approved_by", "示例市人民政府办公室"),
    ("", "target_url", "http://www.example.gov.cn/xwzx/1.html"),
    ("", "page_url", "http://www.example.gov.cn/"),
    ("", "url", "http://www.example.gov.cn/1.html"),
    ("", "promised_days", "5"),
    ("", "note", ""),
    ("", "source_ref", "2017年第四季度台账"),
];

/// The example of a field as an office writes it, `None` where its cell is best left empty.
///
/// All examples of a table together are one sound row.
pub(super) fn example(table: &Table, field: &Field) -> Option<String> {
    let of = |wanted: &str| EXAMPLES.iter().find(|(table, name, _)| *table == wanted && *name == field.name).map(|(.., text)| (*text).to_string());
    of(table.name).or_else(|| of("")).or_else(|| usual(field.kind)).filter(|text| !text.is_empty())
}

/// The example of a kind, where the field needs none of its own.
fn usual(kind: Kind) -> Option<String> {
    let text = match kind {
        Kind::Text => return None,
        Kind::Integer => "10",
        Kind::Millis => "1830.5",
        Kind::Bool => "是",
        Kind::Day => "2017-11-01",
        Kind::Moment => "2017-11-25 08:30:00",
        Kind::Word(words) => words.first()?.1,
    };
    Some(text.into())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use gov_site_compliance::{ingest::*, *};

    use super::{super::MARK, EXAMPLES, example};

    type Read = fn(&str) -> (&'static str, Result<(), Reject>);

    /// Reads the examples of a table with a mark before each.
    fn read<R: Checked>(mark: &str) -> (&'static str, Result<(), Reject>) {
        let table = R::TABLE;
        let cells: Vec<_> = table.fields.iter().map(|field| example(table, field).map(|text| format!("{mark}{text}"))).collect();
        let texts: Vec<_> = cells.iter().map(Option::as_deref).collect();
        (table.name, read_row::<R>(&texts, &Place { file: table.name.into(), row: 3 }).map(|_| ()))
    }

    const ALL: &[Read] = &[
        read::<Site>,
        read::<SiteLife>,
        read::<SiteAddress>,
        read::<Unit>,
        read::<Column>,
        read::<Channel>,
        read::<Exemption>,
        read::<Coverage>,
        read::<Ticket>,
        read::<Review>,
        read::<Activity>,
        read::<Link>,
        read::<Service>,
        read::<ServiceFile>,
        read::<System>,
        read::<Update>,
        read::<Visit>,
    ];

    #[test]
    fn the_examples_of_each_table_are_a_sound_row() {
        for (table, row) in ALL.iter().map(|read| read("")) {
            assert_eq!(row, Ok(()), "{table}");
        }
        let read: BTreeSet<_> = ALL.iter().map(|read| read("").0).collect();
        assert_eq!(read, TABLES.iter().map(|table| table.name).collect(), "every table has an example");
    }

    #[test]
    fn with_their_mark_they_are_no_row_of_any_table() {
        for (table, row) in ALL.iter().map(|read| read(MARK)) {
            assert!(row.is_err(), "{table}");
        }
    }

    #[test]
    fn every_text_has_an_example_and_every_example_a_field() {
        for table in TABLES {
            for field in table.fields.iter().filter(|field| field.kind == Kind::Text) {
                let known = EXAMPLES.iter().any(|(name, wanted, _)| (name.is_empty() || *name == table.name) && *wanted == field.name);
                assert!(known, "{}.{}", table.name, field.name);
            }
        }
        for (table, field, _) in EXAMPLES {
            let found = TABLES.iter().any(|found| (table.is_empty() || found.name == *table) && found.position(field).is_some());
            assert!(found, "{table}.{field}");
        }
    }
}

use gov_site_compliance::standard::Points;
use gov_site_report::{Edition, objections};

use crate::fixture::{BLANK, FAILING, QUALIFIED, case, scored, texts};

#[test]
fn sponsors_of_unqualified_sites_and_units_with_overdue_tickets_have_a_sheet() {
    let case = case();
    let notice = case.notice(texts());
    let sheets = objections(&case.results(&notice, Edition::default()));
    let found: Vec<_> =
        sheets.iter().map(|sheet| (sheet.unit, sheet.sites.len(), sheet.replies.iter().map(|reply| reply.ticket_id.as_str()).collect::<Vec<_>>())).collect();
    assert_eq!(found, [("示例单位丙", 1, vec![]), ("示例单位乙", 1, vec![]), ("示例单位己", 0, vec!["t4", "t3"]), ("示例单位甲", 0, vec!["t1", "t2"])]);
}

#[test]
fn a_site_stands_with_what_it_fails_and_what_was_counted() {
    let case = case();
    let notice = case.notice(texts());
    let sheets = objections(&case.results(&notice, Edition::default()));
    let failed = |code: &str| {
        let site = sheets.iter().flat_map(|sheet| &sheet.sites).find(|site| site.verdict.site_code == code).unwrap();
        site.clauses.iter().map(|failed| (failed.clause.key.as_str(), failed.findings.len())).collect::<Vec<_>>()
    };
    assert_eq!(failed(BLANK), [("blank_columns", 6)]);
    assert_eq!(failed(FAILING), [("site_unreachable", 1)]);
}

#[test]
fn points_off_stand_where_a_score_decides_and_nowhere_else() {
    let case = scored("88.46");
    let notice = case.notice(texts());
    let sheets = objections(&case.results(&notice, Edition::default()));
    let failed = |code: &str| {
        let site = sheets.iter().flat_map(|sheet| &sheet.sites).find(|site| site.verdict.site_code == code).unwrap();
        site.clauses.iter().map(|failed| (failed.clause.key.as_str(), failed.points_off.map(Points::short))).collect::<Vec<_>>()
    };
    let points = |points: &str| Some(points.to_owned());
    assert_eq!(failed(QUALIFIED), [("home_availability", points("3.55")), ("home_update_count", points("4")), ("survey_channel", points("4"))]);
    assert_eq!(failed(BLANK), [("blank_columns", None)], "its home page has too few updates as well");
    assert_eq!(failed(FAILING), [("site_unreachable", None)]);
}

#[test]
fn a_site_without_a_sponsor_stands_for_itself() {
    let mut case = case();
    for site in &mut case.census.sites {
        if let Some(place) = site.place.as_mut().filter(|_| site.site_code == BLANK) {
            place.sponsor = " ".into();
        }
    }
    let notice = case.notice(texts());
    let sheets = objections(&case.results(&notice, Edition::default()));
    assert!(sheets.iter().any(|sheet| sheet.unit == "示例单位丙" && sheet.sites.len() == 1));
}

#[cfg(feature = "docx")]
mod word {
    use gov_site_compliance::notice::NoticeTexts;
    use gov_site_report::{Audience, Edition, docx, objections};

    use crate::{
        fixture::{BLANK, Case, Names, case, judged, scored, texts},
        word::{body, lines, parts},
    };

    fn sheet(case: &Case, unit: &str, edition: Edition) -> Vec<u8> {
        let notice = case.notice(texts());
        let results = case.results(&notice, edition);
        let sheets = objections(&results);
        let sheet = sheets.iter().find(|sheet| sheet.unit == unit).unwrap();
        docx::objection(sheet, &results).unwrap()
    }

    #[track_caller]
    fn holds(lines: &[String], expected: &[&str]) {
        let found = lines.windows(expected.len()).any(|window| window.iter().zip(expected).all(|(line, expected)| line == expected));
        assert!(found, "{expected:?} in {lines:#?}");
    }

    #[test]
    fn a_unit_reads_what_it_fails_by_how_much_and_where() {
        let lines = body(&sheet(&case(), "示例单位丙", Edition::default()));
        assert_eq!(lines[0], "网站检查结果核对单");
        holds(&lines, &["示例单位丙："]);
        holds(&lines, &["一、不合格网站", "（一）示例单位丙（3703000002）", "检查结果：不合格。"]);
        holds(&lines, &["1", "空白栏目", "6个空白栏目（达到5个即单项否决）", "5个（含）以上"]);
        assert!(lines.iter().any(|line| line.starts_with("1. 空白栏目：") && line.contains("空白栏目数量")), "{lines:?}");
        holds(&lines, &["6", "b5", "栏目“栏目”空白", "确定", "=HYPERLINK(\"x\")"]);
        holds(&lines, &["二、单位意见", "对检查结果"]);
        for field in ["异议内容及依据", "经办人", "联系电话", "单位负责人", "日期", "单位盖章"] {
            assert!(lines.iter().any(|line| line == field), "{field}");
        }
        assert!(lines.iter().any(|line| line.contains("请于2017年12月8日前书面提出")), "{lines:?}");
    }

    #[test]
    fn a_day_that_the_office_has_not_given_is_a_blank() {
        let case = case();
        let notice = case.notice(NoticeTexts::default());
        let results = case.results(&notice, Edition::default());
        let lines = body(&docx::objection(&objections(&results)[0], &results).unwrap());
        assert!(lines.iter().any(|line| line.contains("____________（提出异议的截止日期待填）")), "{lines:?}");
    }

    #[test]
    fn a_unit_reads_by_what_score_it_fails_and_what_takes_points_off() {
        let lines = body(&sheet(&scored("88.46"), "示例区人民政府", Edition::default()));
        assert!(lines.iter().any(|line| line.starts_with("得分88.45分，合格分数线88.46分") && line.ends_with("以上。")), "{lines:?}");
        holds(&lines, &["限值", "扣分", "最多扣分", "1", "首页可用性", "140次访问中1次失败"]);
        holds(&lines, &["3.55", "4", "2", "首页栏目更新数量"]);
        let vetoed = body(&sheet(&scored("88.46"), "示例单位丙", Edition::default()));
        assert!(!vetoed.iter().any(|line| line.contains("得分") || line == "扣分" || line == "首页栏目更新数量"), "{vetoed:?}");
    }

    #[test]
    fn a_unit_reads_its_overdue_tickets() {
        let lines = body(&sheet(&case(), "示例单位甲", Edition::default()));
        holds(&lines, &["一、逾期办件", "截至监测时间点，逾期办件2件。"]);
        holds(&lines, &["t2", "2017-11-01", "2017-11-10", "2017-11-20", "逾期答复"]);
        holds(&lines, &["二、单位意见"]);
        let carried = body(&sheet(&case(), "示例单位己", Edition::default()));
        assert!(carried.iter().any(|line| line == "逾期未复（以前时段转入）"), "{carried:?}");
    }

    #[test]
    fn fifty_rows_and_the_name_of_the_file_that_holds_the_rest() {
        let mut case = case();
        let finding = case.findings.iter().find(|finding| finding.site_code == BLANK && finding.clause == "blank_columns").unwrap().clone();
        case.findings.extend(vec![finding; 44]);
        let lines = body(&sheet(&case, "示例单位丙", Edition::default()));
        assert!(!lines.iter().any(|line| line.contains("findings.csv")), "{lines:?}");
        let finding = case.findings[case.findings.len() - 1].clone();
        case.findings.push(finding);
        let lines = body(&sheet(&case, "示例单位丙", Edition::default()));
        holds(&lines, &["其余1条另见findings.csv。"]);
        assert_eq!(lines.iter().filter(|line| *line == "栏目“栏目”空白").count(), 50);
    }

    #[test]
    fn findings_that_are_not_held_are_named() {
        let case = case();
        let notice = case.notice(texts());
        let mut results = case.results(&notice, Edition::default());
        results.findings_total += 1;
        let sheets = objections(&results);
        let lines = body(&docx::objection(&sheets[0], &results).unwrap());
        holds(&lines, &["如有其他条目，另见findings.csv。"]);
    }

    #[test]
    fn a_draft_is_marked_and_numbers_of_persons_are_hidden() {
        let unit = "王某13800138000";
        let case = judged(
            &Names { unit: unit.into(), ..Names::default() },
            &gov_site_compliance::standard::Library::embedded().resolve("zibo-2017").unwrap().without_deductions(),
        );
        let files = parts(&sheet(&case, unit, Edition { draft: true, audience: Audience::Office }));
        assert_eq!(lines(&files["word/header1.xml"]), ["征求意见稿"]);
        assert_eq!(lines(&files["word/header2.xml"]), ["征求意见稿"]);
        assert!(files.values().all(|text| !text.contains("13800138000")));
    }

    #[test]
    fn hostile_units_stay_words() {
        for name in ["<w:p>&amp;]]>", "x\0y\u{202e}", "=1+1", "{{x}}"] {
            let names = Names { failing: name.into(), unit: name.into(), ..Names::default() };
            let case = judged(&names, &gov_site_compliance::standard::Library::embedded().resolve("zibo-2017").unwrap().without_deductions());
            let lines = body(&sheet(&case, name, Edition::default()));
            assert!(lines.contains(&format!("{}：", gov_site_report::plain(name))), "{lines:?}");
            assert_eq!(sheet(&case, name, Edition::default()), sheet(&case, name, Edition::default()));
        }
    }
}

//! The page: what it says, what it keeps to itself, and that no text becomes a part of it.

use base64::{Engine, engine::general_purpose::STANDARD};
use gov_site_compliance::{
    census::{Decision, Warning},
    standard::Library,
};
use gov_site_report::{
    Audience, Edition, Results,
    html::{Change, Comparison, comparison, page},
};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::{
    fixture::{BLANK, CLOSED, Case, FAILING, LOST, Names, QUALIFIED, assessed, case, judged, overlaid, reported, scored, texts},
    hostile::hostile,
};

const PHONE: &str = "13800138000";

fn of(case: &Case, edition: Edition) -> String {
    let notice = case.notice(texts());
    page(&case.results(&notice, edition)).unwrap()
}

fn audience(audience: Audience) -> Edition {
    Edition { draft: false, audience }
}

fn named(names: &Names) -> Case {
    judged(names, &Library::embedded().resolve("zibo-2017").unwrap().without_deductions())
}

/// What stands between two marks, each time.
fn between<'a>(page: &'a str, before: &str, after: &str) -> Vec<&'a str> {
    page.split(before).skip(1).map(|rest| rest.split(after).next().unwrap()).collect()
}

/// The blocks of data by their ids.
fn blocks(page: &str) -> Vec<(&str, Value)> {
    let blocks = between(page, "<script type=\"application/json\" id=\"", "</script>");
    blocks.into_iter().map(|block| block.split_once("\">").unwrap()).map(|(id, json)| (id, serde_json::from_str(json).unwrap())).collect()
}

fn block(page: &str, id: &str) -> Value {
    blocks(page).into_iter().find(|(found, _)| *found == id).unwrap().1
}

/// The block of a site, by its place in the list.
fn site(page: &str, code: &str) -> (Value, Value) {
    let list = block(page, "sites");
    let position = list["sites"].as_array().unwrap().iter().position(|site| site["code"] == code).unwrap();
    (list["sites"][position].clone(), block(page, &format!("site-{position}")))
}

/// The page without its data: what is there for a reader without a script.
fn written(page: &str) -> &str {
    page.split("<script type=\"application/json\"").next().unwrap()
}

#[test]
fn the_summary_the_groups_the_failing_sites_and_the_notice_need_no_script() {
    let page = of(&case(), Edition::default());
    let text = written(&page);
    for wanted in [
        "<html lang=\"zh-CN\">",
        "<h1>2017年第四季度示例普查情况的通报</h1>",
        "示例市人民政府办公厅",
        "示例〔2017〕8号",
        "2017年11月25日",
        "zibo-2017 第1版",
        "重建示例",
        "<dt>不合格</dt><dd>2</dd>",
        "<dt>合格率（已评估的3个网站）</dt><dd>33.33%</dd>",
        "<caption>按层级和类型</caption>",
        "<caption>不合格网站</caption>",
        "<td>6个空白栏目（达到5个即单项否决）</td>",
        "140次访问中7次失败（达到7次即单项否决）",
        "<caption>逾期办件（按承办单位）</caption>",
        "<caption>被退回的数据</caption>",
        "<caption>未经核实的数值</caption>",
        "项，其中2项与结果有关。",
        "声明完整的数据表：栏目、信息更新、办件、人工检查。",
        "超过(含)15秒网站仍打不开",
        "第11项的内容。",
        "<noscript>",
    ] {
        assert!(text.contains(wanted), "{wanted}\n{text}");
    }
}

#[test]
fn a_site_that_fails_by_its_score_is_written_out_beside_the_vetoed_ones() {
    let page = of(&scored("88.46"), Edition::default());
    let table = between(written(&page), "<table id=\"unqualified\">", "</table>")[0];
    assert_eq!(table.matches("<tr><td").count(), 3, "{table}");
    assert!(table.contains("<td>合格分数线</td><td>得分88.45分，合格分数线88.46分"), "{table}");
    assert!(!written(&of(&scored("88.45"), Edition::default())).contains("得分88.45分"));
}

#[test]
fn nobody_is_unqualified_only_where_no_site_is() {
    let mut case = scored("88.46");
    case.census.sites.retain(|site| site.site_code == QUALIFIED);
    let page = of(&case, Edition::default());
    assert!(written(&page).contains("<dt>不合格</dt><dd>1</dd>") && written(&page).contains("得分88.45分"));
    assert!(!between(&page, "<div class=\"written-out\">", "<div id=\"site-list\"")[0].contains("未发现不合格网站"));
    let mut case = scored("88.45");
    case.census.sites.retain(|site| site.site_code == QUALIFIED);
    assert!(between(&of(&case, Edition::default()), "<div class=\"written-out\">", "<div id=\"site-list\"")[0].contains("未发现不合格网站"));
}

#[test]
fn a_deduction_has_points_and_no_limit() {
    let page = of(&scored("88.46"), Edition::default());
    let (_, detail) = site(&page, QUALIFIED);
    assert!(detail["score"].as_str().unwrap().starts_with("得分88.45分，合格分数线88.46分"), "{}", detail["score"]);
    let outcomes: Vec<_> = detail["outcomes"].as_array().unwrap().iter().filter(|outcome| !outcome["points"].is_null()).collect();
    assert_eq!(outcomes.iter().map(|outcome| outcome["points"].as_str().unwrap()).collect::<Vec<_>>(), ["扣3.55分", "扣4分", "扣4分"]);
    assert!(outcomes.iter().all(|outcome| outcome["measure"].is_null()), "{outcomes:?}");
    assert_eq!(detail["outcomes"][0]["measure"], serde_json::json!([1, 1, 7]), "a veto has a limit");
    let (_, vetoed) = site(&page, BLANK);
    assert!(vetoed["score"].is_null() && vetoed["outcomes"].as_array().unwrap().iter().all(|outcome| outcome["points"].is_null()));
    let rules = between(written(&page), "<section id=\"rules\"", "</section>")[0];
    assert!(rules.contains("<li>首页每个扣分：<strong>1分</strong>") && rules.contains("<li>最多扣分：<strong>4分</strong>"), "{rules}");
}

#[test]
fn a_site_without_a_score_says_in_what_range_it_lies() {
    let page = of(&judged(&Names::default(), &Library::embedded().resolve("zibo-2017").unwrap()), Edition::default());
    let (_, detail) = site(&page, QUALIFIED);
    assert!(detail["score"].as_str().unwrap().starts_with("未计分，按单项否决判定；得分范围0.00分至"), "{}", detail["score"]);
    let points: Vec<_> = detail["outcomes"].as_array().unwrap().iter().filter_map(|outcome| outcome["points"].as_str()).collect();
    assert!(points.contains(&"扣3.55分") && points.contains(&"可能扣分，上限未定") && points.contains(&"扣0至5分"), "{points:?}");
}

#[test]
fn every_site_and_every_finding_is_in_the_data() {
    let case = case();
    let page = of(&case, Edition::default());
    assert_eq!(blocks(&page).len(), case.census.sites.len() + 2);
    let mut found = 0;
    for result in &case.census.sites {
        let (listed, detail) = site(&page, &result.site_code);
        assert_eq!(listed["name"], result.site_name);
        let lists = ["outcomes", "others"].map(|name| detail[name].as_array().cloned().unwrap_or_default()).concat();
        for finding in lists.iter().filter_map(|list| list["findings"].as_array()).flatten() {
            let (key, text) = (finding[1].as_str().unwrap(), finding[3].as_str().unwrap());
            let known = case.findings.iter().any(|known| known.site_code == result.site_code && known.key == key && known.detail == text);
            assert!(known, "{finding}");
            found += 1;
        }
    }
    assert_eq!(found, case.findings.len());
}

#[test]
fn a_site_says_what_was_measured_and_why_it_was_left_out() {
    let page = of(&case(), Edition::default());
    let (listed, detail) = site(&page, FAILING);
    assert_eq!(listed["verdict"], "unqualified");
    assert_eq!(listed["worst"]["measure"], serde_json::json!([7, 7, 7]));
    assert_eq!(detail["outcomes"][0]["judgement"], "fail");
    assert_eq!(detail["outcomes"][0]["sentence"], "140次访问中7次失败（达到7次即单项否决）");
    assert!(site(&page, CLOSED).1["remarks"][0].as_str().unwrap().contains("示例〔2017〕3号"));
    assert!(site(&page, LOST).1["remarks"][0].as_str().unwrap().contains("被退回"));
}

#[test]
fn a_clause_that_only_reports_leaves_the_site_out_of_the_unqualified() {
    let page = of(&reported(), Edition::default());
    assert_eq!(site(&page, BLANK).0["failed"].as_array().unwrap().len(), 1);
    assert!(!between(&page, "<table id=\"unqualified\">", "</table>")[0].contains(BLANK));
}

#[test]
fn an_overlay_is_named_with_the_figure_it_changed() {
    let page = of(&overlaid(), Edition::default());
    assert!(page.contains("本地调整的标准"), "mark");
    assert!(between(&page, "<caption>本地调整</caption>", "</table>")[0].contains("空白栏目：栏目数"));
}

#[test]
fn the_policy_names_the_only_style_and_the_only_script() {
    let page = of(&case(), Edition::default());
    let policy = between(&page, "http-equiv=\"Content-Security-Policy\" content=\"", "\">")[0].replace("&#x27;", "'").replace("&#x2f;", "/");
    let hash = |text: &str| format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text)));
    let (styles, scripts) = (between(&page, "<style>", "</style>"), between(&page, "<script type=\"module\">", "</script>"));
    assert_eq!((styles.len(), scripts.len()), (1, 1));
    assert!(policy.starts_with("default-src 'none'; "), "{policy}");
    assert!(policy.contains(&format!("style-src {};", hash(styles[0]))), "{policy}");
    assert!(policy.contains(&format!("script-src {};", hash(scripts[0]))), "{policy}");
    assert!(!policy.contains("unsafe"), "{policy}");
    assert!(!page.contains(" style=") && !page.contains(" onclick="));
}

#[test]
fn nothing_is_loaded_from_anywhere() {
    let page = of(&named(&hostile()), Edition::default());
    let links: Vec<_> = ["href=\"", "src=\""].iter().flat_map(|name| between(&page, name, "\"")).collect();
    assert!(!links.is_empty() && links.iter().all(|link| link.starts_with('#') || *link == "data:,"), "{links:?}");
    assert!(!between(&page, "<style>", "</style>")[0].contains("url("));
}

#[test]
fn the_same_results_give_the_same_bytes() {
    assert_eq!(of(&case(), Edition::default()), of(&case(), Edition::default()));
}

#[test]
fn hostile_names_stay_text() {
    let page = of(&named(&hostile()), Edition::default());
    let scripts = between(&page, "<script", ">");
    assert!(scripts.iter().all(|tag| *tag == " type=\"module\"" || tag.starts_with(" type=\"application/json\" id=\"")), "{scripts:?}");
    for bad in ["<img", "<svg onload", "<b>题", "<!--", "\u{202e}", "\0"] {
        assert!(!written(&page).contains(bad), "{bad:?}");
    }
    assert!(!page.contains(['\u{202e}', '\u{2028}', '\0']));
    for shown in ["&lt;script&gt;window.hacked=1", "{{ 7*7 }}{% x %}"] {
        assert!(written(&page).contains(shown), "{shown}");
    }
    let (listed, _) = site(&page, FAILING);
    assert!(listed["name"].as_str().unwrap().starts_with("</script><script>window.hacked=1"), "{listed}");
    assert!(page.len() < 2_000_000, "a long text stands {} bytes long", page.len());
}

#[test]
fn personal_numbers_are_for_internal_use() {
    let names =
        Names { failing: format!("示例单位{PHONE}"), unit: format!("单位 {PHONE}"), division: format!("区{PHONE}"), title: format!("题{PHONE}") };
    let case = named(&names);
    for shown in [Audience::Public, Audience::Office] {
        let page = of(&case, audience(shown));
        assert_eq!(page.match_indices(PHONE).map(|(at, _)| &page[at - 30..at]).collect::<Vec<_>>(), Vec::<&str>::new());
    }
    assert!(of(&case, audience(Audience::Internal)).contains(PHONE));
}

#[test]
fn the_public_gets_the_same_numbers_and_no_working_papers() {
    let case = case();
    let (public, office) = (of(&case, audience(Audience::Public)), of(&case, audience(Audience::Office)));
    assert!(public.contains("公开版") && office.contains("工作版"));
    for paper in ["HYPERLINK", "逾期办件明细", "sites.csv"] {
        assert!(!public.contains(paper) && office.contains(paper), "{paper}");
    }
    let figures = |page: &str| between(page, "<dl class=\"figures\">", "</dl>")[0].to_string();
    assert_eq!(figures(&public), figures(&office));
}

#[test]
fn a_draft_is_marked() {
    let page = |draft| of(&case(), Edition { draft, ..Edition::default() });
    assert!(page(true).contains("<p class=\"watermark\" aria-hidden=\"true\">征求意见稿</p>"));
    assert!(page(true).contains("通报（征求意见稿）</title>"));
    assert!(!page(false).contains("征求意见稿"));
}

#[test]
fn what_the_page_does_not_hold_is_said() {
    let case = case();
    let notice = case.notice(texts());
    let whole = case.results(&notice, Edition::default());
    let cut = Results { findings: &case.findings[..2], rejects: &case.rejects[..1], ..whole };
    let page = page(&cut).unwrap();
    assert!(page.contains(&format!("共发现{}条问题，本页载入不超过2条", case.findings.len())));
    assert!(page.contains("共退回2行，本页载入1行"));
    assert!(!of(&case, Edition::default()).contains("<p class=\"note\">共"), "whole");
}

#[test]
fn points_stand_in_the_annex() {
    assert!(of(&assessed(), Edition::default()).contains("<td>2.5</td>") && !of(&case(), Edition::default()).contains("<th>扣分</th>"));
}

/// The case with sites, all like the qualified one, until there are so many.
fn with_sites(number: usize) -> Case {
    let mut case = case();
    let (like, code) = (case.site(QUALIFIED).clone(), |position: usize| format!("37{position:08}"));
    case.census.sites = case.census.sites.split_off(1);
    for position in 0..number - case.census.sites.len() {
        let mut site = like.clone();
        site.site_code = code(position);
        if let Decision::Judged(verdict) = &mut site.result {
            verdict.site_code = code(position);
        }
        case.census.sites.push(site);
    }
    case.census.sites.sort_by(|left, right| left.site_code.cmp(&right.site_code));
    case
}

#[test]
fn of_very_many_sites_the_first_are_opened_and_all_are_listed() {
    let opened = |page: &str| page.matches("<script type=\"application/json\" id=\"site-").count();
    let whole = of(&with_sites(5_000), Edition::default());
    assert_eq!((opened(&whole), whole.contains("其余仅列检查结果")), (5_000, false));
    let page = of(&with_sites(5_002), Edition::default());
    assert_eq!(opened(&page), 5_000);
    assert!(written(&page).contains("共5002个网站，本页载入其中5000个的逐项结果和问题（不合格、未评估的在前），其余仅列检查结果，测得情况见 verdicts.csv"));
    let list = block(&page, "sites");
    let sites = list["sites"].as_array().unwrap();
    let closed: Vec<_> = (0..sites.len()).filter(|position| !page.contains(&format!("id=\"site-{position}\""))).map(|position| &sites[position]).collect();
    let closed: Vec<_> = closed.iter().map(|site| (site["verdict"].as_str().unwrap(), site.get("worst").is_some())).collect();
    assert_eq!((sites.len(), closed), (5_002, vec![("qualified", false), ("excluded", false)]), "unqualified and unassessed ones stand last and are opened");
}

#[test]
fn of_very_many_warnings_the_first_are_loaded() {
    let mut case = case();
    let warning = Warning { code: "future_dated", site_code: Some(BLANK.into()), key: None, text: "提示".into() };
    case.census.warnings = vec![warning; 5_001];
    let page = of(&case, Edition::default());
    assert_eq!(block(&page, "tables")["warnings"]["rows"].as_array().unwrap().len(), 5_000);
    assert!(written(&page).contains("提示：共5001行，本页载入前5000行，其余见随附的 CSV 表和 census.json。"));
    case.census.warnings.truncate(5_000);
    assert!(!of(&case, Edition::default()).contains("本页载入前"));
}

#[test]
fn a_census_without_sites_is_a_page() {
    let mut case = case();
    case.census.sites.clear();
    case.census.replies = None;
    case.findings.clear();
    let page = of(&case, Edition::default());
    assert!(page.contains("<dt>合格率</dt><dd>无</dd>") && page.contains("没有应检查的网站，没有得出任何检查结果。") && page.contains("未采集到办件数据"));
}

#[test]
fn changes_stand_beside_what_was_before() {
    let change = |number: usize| Change { site_code: format!("{number}"), before: "合格".into(), after: "<b>".into(), ..Change::default() };
    let changes: Vec<_> = (0..300).map(change).collect();
    let runs =
        Comparison { title: "对比", before: "一", after: "二", changes: &changes, total: 301, edition: Edition { draft: true, ..Edition::default() } };
    let page = comparison(&runs).unwrap();
    assert!(written(&page).contains("此处列出前200行，共300行") && page.contains("共301处变化，本页载入300处"));
    assert!(written(&page).contains("&lt;b&gt;</td>") && page.contains("征求意见稿"));
    assert_eq!(block(&page, "tables")["changes"]["rows"].as_array().unwrap().len(), 300);
}

use gov_site_compliance::standard::Library;
use gov_site_report::terminal::{Style, census};

use crate::{
    fixture::{BLANK, LOST, Names, case, judged, overlaid, reported},
    golden,
};

/// Columns that a line takes on a screen, counted here without the crate that aligned it.
fn width(line: &str) -> usize {
    line.chars().map(|sign| if ('\u{2e80}'..='\u{ffee}').contains(&sign) && sign != '\u{fffd}' { 2 } else { 1 }).sum()
}

#[test]
fn the_census_on_a_screen() {
    golden::check("census.txt", &census(&case().census, Style::default()));
}

#[test]
fn an_overlay_is_named_with_the_figure_it_changed() {
    let text = census(&overlaid().census, Style::default());
    assert!(text.contains("standard my-overlay@2"), "{text}");
    assert!(text.contains("! 本地调整 overlay my-overlay: blank_columns.limits.columns 5 or more → 7 or more"), "{text}");
}

#[test]
fn a_clause_that_only_reports_is_a_remark() {
    let text = census(&reported().census, Style::default());
    let (before, after) = text.split_once("不达标（仅提示） not met, report only: 1\n").unwrap_or_else(|| panic!("{text}"));
    assert!(before.contains("不合格网站 unqualified sites: 1\n") && !before.contains(BLANK), "{text}");
    let row = after.lines().nth(2).unwrap_or_default();
    assert!(row.starts_with(BLANK) && row.ends_with("空白栏目 blank_columns   6 blank, limit 5"), "{text}");
    assert!(!census(&case().census, Style::default()).contains("仅提示"));
}

#[test]
fn a_name_without_end_is_cut() {
    let long = |sign: &str| sign.repeat(300_000);
    let names = Names { failing: long("甲"), unit: long("乙"), division: long("丙"), title: long("丁") };
    let text = census(&judged(&names, &Library::embedded().resolve("zibo-2017").unwrap().without_deductions()).census, Style::default());
    assert!(text.len() < 20_000, "{} bytes", text.len());
    assert!(text.contains('…') && text.matches('甲').count() >= 50);
}

#[test]
fn colour_only_where_wanted_and_no_other_change() {
    let case = case();
    let plain = census(&case.census, Style::default());
    let coloured = census(&case.census, Style { color: true, ..Style::default() });
    assert!(!plain.contains('\u{1b}'));
    assert!(coloured.contains("\u{1b}[31m不合格网站"));
    let stripped = ["[0m", "[1m", "[31m", "[32m", "[33m"].iter().fold(coloured, |text, code| text.replace(&format!("\u{1b}{code}"), ""));
    assert_eq!(stripped, plain);
}

#[test]
fn columns_align_under_chinese() {
    let text = census(&case().census, Style::default());
    let lines: Vec<&str> = text.lines().skip_while(|line| !line.starts_with("代码 code")).collect();
    let column = |line: &str, word: &str| width(&line[..line.find(word).unwrap_or_else(|| panic!("{word} in {line}"))]);
    let clause = column(lines[0], "指标 clause");
    assert_eq!(column(lines[2], "空白栏目"), clause);
    assert_eq!(column(lines[3], "网站无法访问"), clause);
    assert_eq!(column(lines[0], "测得"), column(lines[2], "6 blank, veto from 5"));
}

#[test]
fn a_narrow_screen_breaks_no_code_and_no_name() {
    let text = census(&case().census, Style { color: false, width: 1 });
    assert!(text.contains("3703000002"), "{text}");
    assert!(text.contains("示例单位丙"), "{text}");
}

#[test]
fn a_name_cannot_repaint_the_screen() {
    let names = Names {
        failing: format!("甲\u{1b}[2J\u{1b}]0;x\u{7}\n不合格 unqualified 0{}", "长".repeat(200)),
        unit: "\u{9b}31m乙\r\u{202e}".into(),
        division: "\u{1b}[8m丙\n".into(),
        title: "题\u{1b}[31m\n目".into(),
    };
    let text = census(&judged(&names, &Library::embedded().resolve("zibo-2017").unwrap().without_deductions()).census, Style::default());
    let hidden = |sign: &char| (sign.is_control() && *sign != '\n') || *sign == '\u{202e}';
    assert_eq!(text.chars().find(hidden), None);
    assert!(text.starts_with("题\u{fffd}[31m 目\n"), "{text}");
}

#[test]
fn a_census_without_sites_has_no_rates() {
    let mut census = case().census;
    census.sites.clear();
    let text = gov_site_report::terminal::census(&census, Style::default());
    assert!(text.contains("网站 sites 0 ·"), "{text}");
    assert!(text.contains("合格率 pass rate - · 覆盖率 coverage -"), "{text}");
    assert!(!text.contains("unqualified sites:"), "{text}");
}

#[test]
fn long_lists_are_cut_and_say_where_the_rest_is() {
    let mut case = case();
    let lost = case.site(LOST).clone();
    case.census.sites.extend(vec![lost; 23]);
    let warning = case.census.warnings[0].clone();
    case.census.warnings.extend(vec![warning; 10]);
    let text = census(&case.census, Style::default());
    assert!(text.contains("not assessed sites: 25\n"), "{text}");
    assert!(text.contains("… and 5 more: see verdicts.csv\n"), "{text}");
    assert!(text.contains("… and 1 more: see census.json\n"), "{text}");
}

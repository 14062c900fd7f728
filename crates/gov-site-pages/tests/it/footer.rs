//! The foot of a page: each field in the forms in which sites write it, and what must not be taken for one.

use gov_site_pages::{Budget, Footer, FooterItem, PageInput, read_page};
use proptest::prelude::*;

fn footer(case: &str) -> Footer {
    crate::saved::read("footer", case).footer
}

fn text(item: &Option<FooterItem>) -> Option<&str> {
    item.as_ref().map(|item| item.shown.text.as_str())
}

fn normal(item: &Option<FooterItem>) -> Option<&str> {
    item.as_ref().and_then(|item| item.normal.as_deref())
}

#[test]
fn a_full_foot_is_read_as_shown_and_normalised() {
    let footer = footer("portal");
    assert_eq!(text(&footer.site_code), Some("3703990001"));
    assert_eq!((text(&footer.icp), normal(&footer.icp)), (Some("鲁ICP备12345678号-1"), Some("鲁ICP备12345678号-1")));
    assert_eq!((text(&footer.police_record), normal(&footer.police_record)), (Some("鲁公网安备 37039902000001号"), Some("37039902000001")));
    assert_eq!(text(&footer.sponsor), Some("云岭县人民政府"));
    assert_eq!(text(&footer.organiser), Some("云岭县人民政府办公室"));
    assert_eq!(text(&footer.contact), Some("0999-7123456"), "the telephone of the technical support and the fax are not the site's");
    assert_eq!(normal(&footer.party_government_mark), Some("0ABCDEF0123456789ABCDEF012345678"));
    assert_eq!(normal(&footer.error_report_entry), Some("3703990001"));
    assert_eq!(normal(&footer.site_map), Some("http://www.example.gov.cn/wzdt/"));
    assert_eq!(footer.foreign_code, None);
    let place = footer.sponsor.map(|sponsor| sponsor.shown.place);
    assert_eq!(place.as_deref(), Some("html>body>div:nth-child(2)>p:nth-child(2)"));
}

#[test]
fn another_code_in_the_entry_for_error_reports_is_a_finding() {
    let footer = footer("foreign_code");
    assert_eq!((text(&footer.site_code), normal(&footer.site_code)), (Some("３７０３９９０００２"), Some("3703990002")));
    assert_eq!(text(&footer.error_report_entry), Some("我为政府网站找错"));
    assert_eq!(text(&footer.foreign_code), Some("3703990077"));
    assert_eq!(text(&footer.icp), Some("蜀ICP备：19000001号"));
}

#[test]
fn misspelt_records_stay_as_shown() {
    let footer = footer("spelling");
    assert_eq!((text(&footer.icp), normal(&footer.icp)), (Some("鲁IPC备87654321号 - 2"), Some("鲁ICP备87654321号-2")));
    assert_eq!((text(&footer.police_record), normal(&footer.police_record)), (Some("37039902000009"), Some("37039902000009")));
    assert_eq!((text(&footer.site_code), normal(&footer.site_code)), (Some("370399000155"), None), "twelve digits are shown and are no site code");
    assert_eq!(text(&footer.sponsor), Some("云岭县农业农村局"));
}

#[test]
fn label_and_value_may_stand_in_two_cells() {
    let footer = footer("table");
    assert_eq!(text(&footer.sponsor), Some("云岭县教育局"));
    assert_eq!(text(&footer.contact), Some("0999-7111222"));
    assert_eq!(text(&footer.site_code), Some("bm37039901"));
}

#[test]
fn parts_may_run_on_without_a_blank() {
    let footer = footer("spans");
    assert_eq!(text(&footer.sponsor), Some("云岭经济开发区管委会 云岭县人民政府"));
    assert_eq!(text(&footer.site_code), Some("3703990003"));
    assert_eq!(text(&footer.icp), Some("鲁ICP备11112222号"));
    assert_eq!(footer.contact, None, "a line for reports is not the site's telephone, and a mobile number is a person's");
}

#[test]
fn a_line_may_say_who_runs_the_site() {
    assert_eq!(text(&footer("line").sponsor), Some("中共云岭县委、云岭县人民政府"));
}

#[test]
fn links_and_lines_around_a_name_are_no_part_of_it() {
    let footer = footer("beside_links");
    assert_eq!(text(&footer.sponsor), Some("云岭县卫生健康委员会"));
    assert_eq!(text(&footer.organiser), Some("云岭县信息中心"));
    assert_eq!((text(&footer.icp), text(&footer.police_record)), (Some("(鲁)ICP备12345678号"), Some("鲁公安网备号37039902000001")));
    assert_eq!(text(&footer.contact), Some("(0999)7123456"));
}

#[test]
fn the_end_of_an_article_is_no_foot() {
    let footer = footer("article");
    assert_eq!(text(&footer.icp), Some("鲁ICP备12345678号"));
    assert_eq!((footer.sponsor, footer.organiser, footer.contact), (None, None, None));
}

#[test]
fn a_foot_for_each_width_of_the_screen_is_one() {
    let footer = footer("two_widths");
    assert_eq!(text(&footer.sponsor), Some("云岭县人民政府办公室"));
    assert_eq!(text(&footer.site_code), Some("3703990001"));
}

#[test]
fn the_picture_of_an_entry_tells_where_it_was_moved() {
    let footer = footer("kept_picture");
    assert_eq!(text(&footer.error_report_entry), Some("images/zc_88.png"));
    assert_eq!(footer.foreign_code, None, "nobody can follow a link in a comment");
}

#[test]
fn marks_may_be_written_by_scripts_and_opened_by_clicks() {
    let footer = footer("old_marks");
    assert_eq!(normal(&footer.party_government_mark), Some("CA160000000600000000001"));
    assert_eq!(normal(&footer.error_report_entry), Some("3703990001"));
    assert_eq!((text(&footer.site_map), normal(&footer.site_map)), (Some("网站地图"), None), "a site map that leads nowhere");
}

#[test]
fn a_hotline_at_the_top_is_a_contact() {
    assert_eq!(text(&footer("hotline").contact), Some("400-000-1234"));
}

#[test]
fn a_page_without_a_foot_has_none() {
    assert_eq!(footer("nothing"), Footer::default());
}

proptest! {
    #[test]
    fn whatever_stands_there_a_foot_is_read(parts in prop::collection::vec(prop::sample::select(PARTS), 0..40)) {
        let page = parts.concat();
        let footer = read_page(&PageInput::new(page.as_bytes()), &Budget::default()).map(|page| page.footer);
        let footer = footer.map_err(|error| TestCaseError::fail(error.to_string()))?;
        let codes = [footer.site_code, footer.icp, footer.police_record];
        let words = [footer.sponsor, footer.organiser, footer.contact];
        for item in words.iter().flatten() {
            prop_assert!(!item.shown.text.contains("13900000000"), "a mobile number is a person's: {}", item.shown.text);
        }
        for item in codes.iter().chain(&words).flatten() {
            prop_assert!(!item.shown.text.is_empty() && !item.shown.place.is_empty());
        }
    }
}

const PARTS: &[&str] = &[
    "主办",
    "承办",
    "单位",
    "：",
    ":",
    " ",
    "\u{3000}",
    "ICP",
    "ＩＣＰ",
    "icp",
    "备",
    "证",
    "京",
    "公网安备",
    "网警备案号",
    "标识码",
    "１３０４",
    "1304000009",
    "0533-3183272",
    "（",
    ")",
    "号",
    "-",
    "—",
    "版权所有",
    "©",
    "电话",
    "热线",
    "联系人",
    "13900000000",
    "\0",
    "\u{202E}",
    "😀",
    "é",
    "县人民政府",
    "局",
    "由",
    "|",
    "、",
    "<br>",
    "<p>",
    "</p>",
    "<div>",
    "<td>",
    "<a href=1.html>",
    "</a>",
    "<a href='http://x.cn/jiucuo?site_code=",
    "'>",
    "<!--jiucuo<img src=a.png>-->",
    "<img src=a.png alt=找错>",
    "<script>",
    "</script>",
];

//! Templates of an office: named in the evidence, and a fault where they find nothing.

use gov_site_compliance::Gap;
use gov_site_pages::{Budget, ColumnList, DatePlace, PageInput, Templates, read_page};

const PAGE: &str = "<body><div class='box'><div class='row'><b>通知</b><a href='1.html'>关于甲事的通知</a><u class='when'>2023-11-20</u></div>\
    <div class='row'><a href='2.html'>关于乙事的通知</a><u class='when'>未定</u></div></div></body>";

fn read(selector: &str) -> ColumnList {
    let text = format!("[[template]]\nname = \"甲局通知\"\nhost = \"a.example\"\nrecord = \"{selector}\"\ndate = \".when\"\n");
    let templates = Templates::parse(&text).unwrap();
    let url = "http://a.example/tz/";
    let input = PageInput { url: Some(url), template: templates.of(url), ..PageInput::new(PAGE.as_bytes()) };
    read_page(&input, &Budget::default()).unwrap().list.unwrap()
}

#[test]
fn a_template_reads_the_list_and_is_named() {
    let list = read("div.row");
    let shown: Vec<_> =
        list.items.iter().map(|item| (item.title.as_str(), item.url.as_deref(), item.date.as_ref().map(|date| date.date.to_string()))).collect();
    let expected =
        [("关于甲事的通知", Some("http://a.example/tz/1.html"), Some("2023-11-20".to_owned())), ("关于乙事的通知", Some("http://a.example/tz/2.html"), None)];
    assert_eq!(shown, expected);
    assert_eq!(list.items.iter().map(|item| item.unread.is_some()).collect::<Vec<_>>(), [false, true]);
    assert_eq!(list.gap, Some(Gap::Unreadable), "the date of a record was not found: a fault of the template, not an item without a date");
    assert_eq!(list.template.as_deref(), Some("甲局通知"));
    assert_eq!(list.items[0].place, "html>body:nth-child(2)>div:nth-child(1)>div:nth-child(1)");
}

#[test]
fn a_month_and_day_has_the_year_of_an_address_that_agrees() {
    let row = |href: &str, date: &str| format!("<div class=row><a href='{href}'>关于甲事的通知</a><u class=when>{date}</u></div>");
    let rows = [("202311/t20231120_1.html", "11-20"), ("/202311/2.html", "[11-06]"), ("t20231101_3.html", "10-31"), ("4.html", "10-30")];
    let page: String = rows.iter().map(|(href, date)| row(href, date)).collect();
    let text = "[[template]]\nname = \"甲\"\nhost = \"a.example\"\nrecord = \".row\"\ndate = \".when\"\n";
    let templates = Templates::parse(text).unwrap();
    let url = "http://a.example/tz/";
    let input = PageInput { url: Some(url), template: templates.of(url), ..PageInput::new(page.as_bytes()) };
    let list = read_page(&input, &Budget::default()).unwrap().list.unwrap();
    let dates: Vec<_> = list.items.iter().filter_map(|item| item.date.as_ref()).map(|date| (date.date.to_string(), date.from)).collect();
    let (address, text) = (DatePlace::TextAndAddress, DatePlace::Text);
    let expected = [("2023-11-20", address), ("2023-11-06", address), ("--10-31", text), ("--10-30", text)];
    assert_eq!(dates, expected.map(|(date, from)| (date.to_owned(), from)), "an address that does not agree says nothing");
}

#[test]
fn a_record_without_a_link_is_an_item_and_a_head_is_none() {
    let page = "<table><tr><th>标题</th><th class=when>日期</th></tr><tr><td>关于甲事的<b>通知</b></td><td class=when>2023-11-20</td></tr>\
        <tr><td><a href='2.html'>关于乙事的通知</a></td><td class=when>2023-11-02</td></tr><tr><td></td></tr></table>";
    let templates = Templates::parse("[[template]]\nname = \"甲\"\nhost = \"a.example\"\nrecord = \"tr\"\ndate = \".when\"\n").unwrap();
    let url = "http://a.example/tz/";
    let input = PageInput { url: Some(url), template: templates.of(url), ..PageInput::new(page.as_bytes()) };
    let list = read_page(&input, &Budget::default()).unwrap().list.unwrap();
    let shown: Vec<_> = list.items.iter().map(|item| (item.title.as_str(), item.href.as_str(), item.url.is_some(), item.date.is_some())).collect();
    assert_eq!(shown, [("关于甲事的通知", "", false, true), ("关于乙事的通知", "2.html", true, true)]);
    assert_eq!(list.gap, None);
}

#[test]
fn a_template_that_finds_nothing_is_a_fault_and_no_blank_column() {
    let list = read("div.gone");
    assert_eq!((list.items.len(), list.blank, list.gap), (0, None, Some(Gap::Unreadable)));
    assert_eq!(list.template.as_deref(), Some("甲局通知"));
}

#[test]
fn a_bad_selector_names_template_and_field() {
    let error = Templates::parse("[[template]]\nname = \"甲\"\nhost = \"a.example\"\nrecord = \"div[[\"\ndate = \"i\"\n").unwrap_err().to_string();
    assert!(error.contains("template 甲: record"), "{error}");
    let error = Templates::parse("[[template]]\nname = \"甲\"\nhosts = \"a.example\"\n").unwrap_err().to_string();
    assert!(error.contains("hosts"), "{error}");
}

#[test]
fn a_missing_field_is_named_with_its_template() {
    let fields = [("name", "甲"), ("host", "a.example"), ("record", "li"), ("date", "i")];
    for (missing, _) in fields {
        let lines: String = fields.iter().filter(|(name, _)| *name != missing).map(|(name, value)| format!("{name} = \"{value}\"\n")).collect();
        let whole = "[[template]]\nname = \"乙\"\nhost = \"b.example\"\nrecord = \"li\"\ndate = \"i\"\n";
        let error = Templates::parse(&format!("{whole}[[template]]\n{lines}")).unwrap_err().to_string();
        let template = if missing == "name" { "2" } else { "甲" };
        assert!(error.starts_with(&format!("template {template}: `{missing}` is missing;")), "{error}");
    }
}

#[test]
fn a_template_reads_no_check_for_machines() {
    let templates = Templates::parse("[[template]]\nname = \"甲\"\nhost = \"a.example\"\nrecord = \"li\"\ndate = \"i\"\n").unwrap();
    let page =
        "<html><head><title>安全验证</title></head><body><ul><li><a href='/'>首页</a></li></ul><div>访问过于频繁，请完成滑动验证后继续访问</div></body></html>";
    let url = "http://a.example/tz/";
    let input = PageInput { url: Some(url), template: templates.of(url), ..PageInput::new(page.as_bytes()) };
    let evidence = read_page(&input, &Budget::default()).unwrap();
    assert_eq!((evidence.list, evidence.kind.kind), (None, gov_site_pages::PageKind::Challenge));
}

#[test]
fn hosts_in_capitals_and_paths_without_their_first_sign_are_meant() {
    let text = "[[template]]\nname = \"甲\"\nhost = \" WWW.A.Example\"\npath = \"tz/\"\nrecord = \"li\"\ndate = \"i\"\n";
    let templates = Templates::parse(text).unwrap();
    assert!(templates.of("http://www.a.example/tz/index.html").is_some());
    assert!(templates.of("http://www.a.example/other/").is_none());
}

#[test]
fn a_bad_selector_is_named_with_a_reason_for_its_writer() {
    for selector in ["li:nonsense(", "li::foo", "li >", ":unknown"] {
        let text = format!("[[template]]\nname = \"甲\"\nhost = \"a.example\"\nrecord = \"{selector}\"\ndate = \"i\"\n");
        let error = Templates::parse(&text).unwrap_err().to_string();
        assert!(error.contains(selector) && error.contains("template 甲: record"), "{error}");
        assert!(!error.contains("developer") && !error.contains('\n'), "{error}");
    }
}

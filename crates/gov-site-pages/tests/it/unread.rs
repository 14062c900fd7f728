//! What an item shows in the place of its date when no day of publication can be read from it: the text, and where it stands.

use gov_site_pages::ListItem;

use crate::kind::case;

fn items(name: &str) -> Vec<ListItem> {
    case(&format!("list/{name}.html"), Some("http://jyj.sample.example/tzgg/index.html")).list.unwrap_or_else(|| panic!("no list in {name}")).items
}

/// The unread text of each item, `-` where its date is read.
fn texts(name: &str) -> Vec<String> {
    let text = |item: &ListItem| {
        assert!(item.date.is_none() || item.unread.is_none(), "{name}: {item:?}");
        item.unread.as_ref().map_or("-".to_owned(), |unread| unread.text.clone())
    };
    items(name).iter().map(text).collect()
}

#[test]
fn relative_days_are_kept_as_they_are_written() {
    assert_eq!(texts("relative_days"), ["发布于3天前", "一周前", "今日", "-"]);
    let place = items("relative_days")[1].unread.clone().unwrap().place;
    assert!(place.ends_with("li:nth-child(2)>span:nth-child(2)"), "{place}");
    assert_eq!(texts("relative_words_in_titles"), ["-", "-", "-"]);
}

#[test]
fn days_that_no_calendar_has() {
    assert_eq!(texts("days_of_no_calendar"), ["2023-02-30", "2023年13月1日", "02-30", "-"]);
}

#[test]
fn days_of_something_else() {
    assert_eq!(texts("other_day_in_text"), ["2023-11-20", "2023-10-25", "2023-09-15", "2023-08-05"]);
    assert_eq!(texts("heads_within_table"), ["-", "-", "2023-09-15", "2023-08-05"]);
    assert_eq!(texts("flat_rows_mixed"), ["-", "2023-10-25", "-"]);
}

#[test]
fn numbers_whose_order_nobody_knows() {
    assert_eq!(texts("year_and_two_numbers"), ["2023 05 12", "2023 04 11", "2023 03 10"]);
}

#[test]
fn many_words_before_a_date_name_another_day() {
    let page = |label: &str| {
        let rows: String = (1..=3).map(|nth| format!("<li><a href='{nth}.html'>关于第{nth}号事项的公告</a><span>{label}2023-11-2{nth}</span></li>")).collect();
        format!("<title>通知公告</title><ul>{rows}</ul>")
    };
    let dated = |label: &str| {
        let html = page(label);
        let input = gov_site_pages::PageInput { read_as: Some(gov_site_pages::PageKind::Column), ..gov_site_pages::PageInput::new(html.as_bytes()) };
        let list = gov_site_pages::read_page(&input, &gov_site_pages::Budget::default()).unwrap().list.unwrap();
        assert_eq!(list.items.len(), 3, "{label}");
        let dated = list.items.iter().filter(|item| item.date.is_some()).count();
        assert_eq!(list.gap.is_some(), dated < 3, "{label}");
        dated
    };
    for label in [
        "",
        "发布时间：",
        "发布日期:",
        "更新时间：",
        "日期：",
        "公示时间：",
        "录入时间：",
        "许可日期：",
        "处罚决定日期：",
        "发布于 ",
        "来源：教育局 ",
        "采购公告日期：",
    ] {
        assert_eq!(dated(label), 3, "{label}");
    }
    let others = [
        "截止时间：",
        "截止 ",
        "报名截止日期：",
        "有效期至：",
        "有效期至",
        "公示期至：",
        "公示期：",
        "开标时间：",
        "考试日期：",
        "活动时间：",
        "会议时间：",
        "开工日期：",
        "竣工日期：",
        "实施日期：",
        "施行日期：",
        "签订日期：",
        "成文日期：",
        "出生日期：",
        "截止日期为 ",
        "许可有效期：",
        "Deadline: ",
    ];
    for label in others {
        assert_eq!(dated(label), 0, "{label}");
    }
}

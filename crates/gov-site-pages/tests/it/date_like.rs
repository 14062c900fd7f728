//! Dates in forms that no reader knows: the item is not known to be undated. What is no date leaves it undated.

use gov_site_pages::{Budget, ColumnList, ListItem, PageInput, PageKind, read_page};

fn list(html: &str) -> ColumnList {
    let input = PageInput { read_as: Some(PageKind::Column), ..PageInput::new(html.as_bytes()) };
    read_page(&input, &Budget::default()).unwrap().list.unwrap_or_else(|| panic!("no list in {html}"))
}

/// A column of three items that all show the same beside their titles.
fn of_rows(row: impl Fn(usize) -> String) -> Vec<ListItem> {
    let rows: String = (1..=3).map(row).collect();
    let nav = "<ul class=nav><li><a href='/'>首页</a></li><li><a href='/xwdt/'>新闻动态</a></li><li><a href='/zcwj/'>政策文件</a></li></ul>";
    let foot = "<div class=footer><p>主办单位：示例市教育局 联系我们 网站地图 版权所有：示例市教育局 网站标识码：3799000002</p></div>";
    let trail = "当前位置：<a href='/'>首页</a> &gt; <a href='/tzgg/'>通知公告</a>";
    let list = list(&format!("<title>通知公告-示例市教育局</title>{nav}<div class=wz>{trail}</div><div class=main><ul>{rows}</ul></div>{foot}"));
    assert_eq!(list.items.len(), 3, "{rows}");
    assert_eq!(list.gap.is_some(), list.items.iter().any(|item| item.unread.is_some()), "{rows}");
    list.items
}

fn beside(shown: &str) -> Vec<ListItem> {
    of_rows(|nth| format!("<li><a href='/tzgg/{nth}.html'>关于做好第{nth}号防汛工作的通知</a>{shown}</li>"))
}

/// What is shown of an item: its date, `unread`, or `none`.
fn state(item: &ListItem) -> String {
    match (&item.date, &item.unread) {
        (Some(date), _) => date.date.to_string(),
        (None, Some(_)) => "unread".to_owned(),
        (None, None) => "none".to_owned(),
    }
}

#[track_caller]
fn each(shown: &str, expected: &str) {
    for item in beside(shown) {
        assert_eq!(state(&item), expected, "{shown}: {item:?}");
    }
}

#[test]
fn forms_that_no_reader_knows_are_unread() {
    let forms = [
        "19/03/2018",
        "05/03/2018",
        "Mar 3, 2018",
        "19-Mar-2018",
        "19 March 2018",
        "19.03.2018",
        "3月3日 2018年",
        "2018\u{FFFD}\u{FFFD}03\u{FFFD}\u{FFFD}19\u{FFFD}",
        "贰零壹捌年叁月拾捌日",
        "农历二月初三",
        "1521417600000",
        "1521417600",
        "20180319",
        "201803191000",
        "2018-03-19T10:00:00+0000",
        "2018-03-19T20:00:00Z",
        "19日3月",
        "发布时间：2018-03-19T20:00:00Z",
        "[2018-03-19T20:00:00-0800]",
        "19/3",
        "二0一八年三月19日",
        "Mon Mar 19 10:00:00 CST 2018",
        "/Date(1521417600000)/",
        "18年03月19日",
        "3.19",
        "2018 03 19",
        "２０１８年第３月",
        "10:30",
        "来源：某某市人民政府办公室政务公开科 19/03/2018 浏览 12",
    ];
    for form in forms {
        each(&format!("<span>{form}</span>"), "unread");
        each(&format!("　{form}"), "unread");
    }
    let item = &beside("<span>19/03/2018</span>")[1];
    let unread = item.unread.as_ref().unwrap();
    assert_eq!(unread.text, "19/03/2018");
    assert!(unread.place.ends_with("li:nth-child(2)>span:nth-child(2)"), "{}", unread.place);
}

#[test]
fn simple_forms_are_read() {
    let forms = [
        "2018年03月19日更新",
        "时间2018-03-19浏览12",
        "2018-3-19上午",
        "2018、03、19",
        "2018_03_19",
        "2018-03-19T10:00:00+08:00",
        "2018\\03\\19",
        "发布时间 2018-03-19 阅读：30次",
    ];
    for form in forms {
        each(&format!("<span>{form}</span>"), "2018-03-19");
    }
    each("<span>3月19</span>", "--03-19");
    each("<span>[3月19]</span>", "--03-19");
}

#[test]
fn dates_in_scripts_attributes_and_waiting_elements_are_unread() {
    let shown = [
        "<script>document.write(day(\"2018-03-19\"))</script>",
        "<script>var day = \"2018-03-19\"; document.write(day)</script>",
        "<script>showDate(1521417600)</script>",
        "<span class=date data-t=1521417600></span>",
        "<span id=pubTime></span>",
        "<span class='list_time'></span>",
        "<time></time>",
        "<time datetime='2018-03-19T20:00:00Z'></time>",
        "<span data-time='1521417600000'>查看</span>",
        "<i title='发表时间：18年03月19日'>详</i>",
    ];
    for shown in shown {
        each(shown, "unread");
    }
    let titled = of_rows(|nth| {
        format!("<li><a href='{nth}.html' title='标题：关于做好第{nth}号防汛工作的通知\n发表时间：18年03月19日'>关于做好第{nth}号防汛工作的通知</a></li>")
    });
    assert!(titled.iter().all(|item| state(item) == "unread"));
}

#[test]
fn what_is_no_date_leaves_an_item_undated() {
    let shown = [
        "",
        "阅读 123",
        "[12]",
        "(1234)",
        "[置顶]",
        "NEW",
        "hot",
        "3人",
        "第12期",
        "共5页",
        "办公室",
        "点击量：1024次",
        "5人 12次",
        "3.5MB",
        "¥3.5",
        "1-12人",
        "〔2017〕11号",
        "第12号",
        "3年级",
        "三年行动",
        "索引号：11370000/2017-00012",
        "阅读10点击20",
        "置顶 阅读 8 评论 30",
        "2018年3月19日，样例县召开会议。",
        "为进一步做好当前的防汛工作，市政府于2018年3月19日召开全市防汛工作会议，部署有关事项。",
    ];
    for form in shown {
        each(&format!("<span>{form}</span>"), "none");
    }
    let elements = [
        "<script>getClicks(1234)</script>",
        "<script>show()</script>",
        "<span class=candidate></span>",
        "<span class=timeline></span>",
        "<span class=source></span>",
        "<span title='关于2018年03月19日会议的通知'>详</span>",
        "<span class=date>待定</span>",
    ];
    for shown in elements {
        each(shown, "none");
    }
}

#[test]
fn links_around_rows_show_dates_of_their_own() {
    let row = |date: &'static str| of_rows(move |nth| format!("<li><a href='{nth}.html'><h4>关于做好第{nth}号防汛工作的通知</h4><span>{date}</span></a></li>"));
    for date in ["19/03/2018", "Mar 3, 2018", "2018\u{FFFD}03\u{FFFD}19\u{FFFD}", "贰零壹捌年叁月拾捌日", "1521417600000"] {
        assert!(row(date).iter().all(|item| state(item) == "unread"), "{date}");
    }
    assert!(row("阅读 123").iter().all(|item| state(item) == "none"));
    let broken = of_rows(|nth| format!("<li><a href='{nth}.html'>关于<font>2018</font>年第{nth}批防汛工作的通知</a></li>"));
    assert!(broken.iter().all(|item| state(item) == "none"));
    let over = of_rows(|nth| format!("<li><a href='{nth}.html'><h3>关于做好第{nth}号防汛工作的通知(16/12/2020)</h3><p>关于防汛工作的通知</p></a></li>"));
    assert!(over.iter().all(|item| state(item) == "unread"));
}

#[test]
fn lines_among_links_show_dates_of_their_own() {
    let page = |line: &dyn Fn(usize) -> String| {
        let lines: String = (1..=3).map(line).collect();
        list(&format!("<title>通知公告</title><div class=main>{lines}</div>")).items.iter().map(state).collect::<Vec<_>>()
    };
    assert_eq!(page(&|nth| format!("<a href='{nth}.html'>关于做好第{nth}号防汛工作的通知</a> 19/03/2018<br>")), ["unread"; 3]);
    assert_eq!(page(&|nth| format!("19/03/2018 <a href='{nth}.html'>关于做好第{nth}号防汛工作的通知</a><br>")), ["unread"; 3]);
    assert_eq!(page(&|nth| format!("<a href='{nth}.html'>关于做好第{nth}号防汛工作的通知</a> (12)<br>")), ["none"; 3]);
}

#[test]
fn dates_at_the_ends_of_titles() {
    let titles = |end: &[&str; 3]| of_rows(|nth| format!("<li><a href='{nth}.html'>关于做好第{nth}号防汛工作的通知{}</a></li>", end[nth - 1]));
    let states = |end: &[&str; 3]| titles(end).iter().map(state).collect::<Vec<_>>();
    assert_eq!(states(&["(2018-03-19)", "[2018.3.18]", " 2018-3-17"]), ["2018-03-19", "2018-03-18", "2018-03-17"]);
    assert_eq!(titles(&["(2018-03-19)", "(2018-03-18)", "(2018-03-17)"])[0].title, "关于做好第1号防汛工作的通知");
    // 公告（2018年12月30日） is the day of what takes place: as an author writes it, a day belongs to the title.
    assert_eq!(states(&["（2018-03-19）", "（2018.3.18）", "（2018年3月17日）"]), ["unread"; 3]);
    assert_eq!(states(&[" 03月19日", " 03月18日", " 2018年3月17日"]), ["unread"; 3]);
    // A date at the end of one title may be the title's own, or that of its publication.
    assert_eq!(states(&["（2018-03-19）", "", ""]), ["unread", "none", "none"]);
    assert_eq!(states(&["（19/03/2018）", "（18/03/2018）", "（17/03/2018）"]), ["unread"; 3]);
    assert_eq!(states(&["(Mar 3, 2018)", "（2018年3月19日修订）", "（试行）"]), ["unread", "none", "none"]);
    assert_eq!(states(&["（2018年）", "（2018年3月）", "（第12期）"]), ["none"; 3]);
    assert_eq!(states(&["（2018年度）", " （试行）", "（一）"]), ["none"; 3]);
}

#[test]
fn the_number_of_a_file_is_no_month() {
    use gov_site_pages::dates::{AddressDate, address_dates};
    for address in ["/tzgg/2018/3.html", "/tzgg/2018/12.htm?page=1", "/tzgg/2018/3"] {
        assert_eq!(address_dates(address), [], "{address}");
    }
    for address in ["/tzgg/2018/3/", "/tzgg/2018/03/index.html", "/tzgg/201803/12.html"] {
        assert_eq!(address_dates(address), [AddressDate::Month { year: 2018, month: 3 }], "{address}");
    }
}

#[test]
fn bare_days_under_their_month_are_unread() {
    let states = |heading: &str| {
        let rows: String = (1..=3).map(|nth| format!("<li><em>{}</em><a href='{nth}.html'>关于做好第{nth}号防汛工作的通知</a></li>", 20 - nth)).collect();
        list(&format!("<title>通知公告</title><div class=main><h4>{heading}</h4><ul>{rows}</ul></div>")).items.iter().map(state).collect::<Vec<_>>()
    };
    assert_eq!(states("2023年05月"), ["unread"; 3]);
    assert_eq!(states("通知公告"), ["none"; 3]);
}

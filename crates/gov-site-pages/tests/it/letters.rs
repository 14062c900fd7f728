//! Lists of letters: which date is which, and what is no list of letters.

use gov_site_pages::{Budget, LetterItem, Letters, PageInput, PageKind, read_page};

use crate::kind::case;

const URL: &str = "https://www.example.cn/hd/index.html";

fn letters(name: &str) -> Letters {
    case(&format!("letters/{name}.html"), Some(URL)).letters.unwrap_or_else(|| panic!("no letters in {name}"))
}

/// The letters of a page with a title of letters and some body.
fn of_body(body: &str) -> Letters {
    let html = format!("<html><head><title>局长信箱</title></head><body>{body}</body></html>");
    let page = read_page(&PageInput { url: Some(URL), ..PageInput::new(html.as_bytes()) }, &Budget::default()).unwrap();
    page.letters.unwrap_or_else(|| panic!("no letters in {body}"))
}

/// Title, day asked, day answered, status.
fn row(item: &LetterItem) -> (String, Option<String>, Option<String>, Option<String>) {
    let day = |date: &Option<gov_site_pages::ShownDate>| date.as_ref().map(|date| date.date.to_string());
    (item.title.clone(), day(&item.asked), day(&item.answered), item.status.clone())
}

fn expect(name: &str, rows: &[(&str, &str, &str, &str)]) {
    let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let wanted: Vec<_> = rows.iter().map(|(title, asked, answered, status)| ((*title).to_owned(), text(asked), text(answered), text(status))).collect();
    let found: Vec<_> = letters(name).items.iter().map(row).collect();
    assert_eq!(found, wanted, "{name}");
}

#[test]
fn heads_say_which_column_is_which() {
    expect("table", &[("关于东街路灯不亮影响夜间出行的问题", "2023-03-01", "2023-03-03", "已办结"), ("建议增加早高峰公交班次", "2023-02-26", "", "处理中")]);
    let items = letters("table").items;
    assert_eq!(items[0].href.as_deref(), Some("show.jsp?id=102"));
    assert_eq!(items[0].url.as_deref(), Some("https://www.example.cn/hd/show.jsp?id=102"));
    assert_eq!((items[0].category.as_deref(), items[0].unit.as_deref()), (Some("投诉"), Some("县住建局")));
    let answered = items[0].answered.as_ref().unwrap();
    assert_eq!(answered.time.map(|time| time.to_string()).as_deref(), Some("10:20"));
    assert!(answered.place.ends_with("tr:nth-child(2)>td:nth-child(7)"), "{}", answered.place);
}

#[test]
fn dates_stand_in_either_order_of_columns() {
    expect("answer_first", &[("关于东街路灯不亮的问题", "2023-03-01", "2023-03-03", "已答复"), ("建议增加早高峰公交班次", "2023-02-26", "", "待答复")]);
}

#[test]
fn the_times_of_citizen_and_answer_go_before_those_of_the_desk() {
    expect("desk_and_citizen", &[("关于东街路灯不亮的问题", "2023-03-01", "2023-03-05", "")]);
}

#[test]
fn rows_of_blanks_and_links_of_scripts() {
    expect("spacer_rows", &[("咨询落户手续", "2023-02-26", "", "已回复"), ("咨询社保转移", "2023-02-20", "", "未回复")]);
    let items = letters("spacer_rows").items;
    assert_eq!((items[0].href.as_deref(), items[0].url.as_deref()), (Some("javascript:view(7)"), None));
}

#[test]
fn heads_above_a_list_whose_items_are_links() {
    expect("heads_in_a_list", &[("咨询落户手续", "2023-02-26", "", "已办结"), ("反映噪音扰民", "2023-02-20", "", "正在办理")]);
    assert_eq!(letters("heads_in_a_list").items[1].href.as_deref(), Some("/hd/6.html"));
}

#[test]
fn without_heads_an_answer_never_comes_before_its_question() {
    expect(
        "no_heads",
        &[
            ("咨询落户手续", "2023-02-26", "2023-03-01", "已回复"),
            ("反映噪音扰民", "2023-02-20", "2023-02-20", "已回复"),
            ("建议增设公厕", "2023-02-19", "", "处理中"),
        ],
    );
    expect("no_heads_answer_first", &[("咨询落户手续", "2023-02-26", "2023-03-01", "已回复"), ("反映噪音扰民", "2023-02-20", "2023-02-24", "已回复")]);
    // Rows that contradict each other tell nothing.
    expect("no_heads_mixed", &[("咨询落户手续", "", "", "已回复"), ("反映噪音扰民", "", "", "已回复")]);
}

#[test]
fn dates_of_other_things_are_not_read() {
    // Those in the citizen's text, of the publication, and until when an answer is due.
    expect("other_dates", &[("咨询落户手续", "2023-02-26", "", "已回复"), ("反映噪音扰民", "2023-02-20", "", "已回复")]);
    expect("due", &[("咨询落户手续", "2023-02-26", "", "处理中")]);
    // Where the time of publication is the only one before the answer, it stands for the question.
    expect("published", &[("咨询落户手续", "2023-02-26", "2023-03-05", "已回复")]);
}

#[test]
fn labels_in_the_rows() {
    expect("labelled", &[("咨询落户手续", "2023-02-26", "2023-03-01", ""), ("反映噪音扰民", "2023-02-20", "", "")]);
    assert_eq!(letters("labelled").items[0].unit.as_deref(), Some("县公安局"));
    expect("wrapped", &[("咨询落户手续", "2023-02-26", "", "已办结"), ("反映噪音扰民", "2023-02-20", "", "办理中")]);
}

#[test]
fn a_blank_list_says_so_and_an_unread_one_does_not() {
    let blank = letters("blank");
    assert!(blank.items.is_empty());
    assert_eq!(blank.blank.unwrap().text, "没有留言内容");
    let unread = letters("unread");
    assert!(unread.items.is_empty() && unread.blank.is_none());
}

#[test]
fn a_blank_list_without_heads_is_one_of_letters_where_title_or_path_says_so() {
    for (name, words) in [("blank_no_heads", "暂无信件"), ("blank_count", "共0条 第1页/共0页"), ("blank_by_trail", "暂无数据")] {
        let blank = letters(name);
        assert!(blank.items.is_empty(), "{name}");
        assert_eq!(blank.blank.unwrap().text, words, "{name}");
    }
    // What a script fills later is not blank for sure.
    let filled = case("letters/filled_later.html", Some(URL));
    assert_eq!((filled.kind.kind, filled.letters, filled.list), (PageKind::LetterList, None, None));
    // The office for petitions has other columns than letters, and an article on a mail box has no comments.
    assert!(case("letters/not_petition_office.html", Some(URL)).list.unwrap().blank.is_some());
    assert_eq!(case("letters/not_article_on_mailbox.html", Some(URL)).kind.kind, PageKind::Article);
}

#[test]
fn columns_surveys_and_forms_are_no_letters() {
    for name in ["not_column", "not_survey", "not_form", "not_petition_office", "not_article_on_mailbox"] {
        assert_eq!(case(&format!("letters/{name}.html"), Some(URL)).letters, None, "{name}");
    }
}

#[test]
fn no_citizen_is_named() {
    for name in ["table", "labelled"] {
        let json = serde_json::to_string(&letters(name)).unwrap();
        assert!(!json.contains("李某某") && !json.contains("王某某"), "{name}: {json}");
    }
}

#[test]
fn numbers_of_persons_are_hidden_in_titles() {
    let titles: Vec<String> = letters("numbers").items.into_iter().map(|item| item.title).collect();
    assert_eq!(titles, ["请回电***谈路灯事宜", "电话***，证件***X", "2023-02-26至2023-03-01停水"]);
}

#[test]
fn a_list_of_as_many_letters_as_heads_is_no_row() {
    let heads = ["信件标题", "来信时间", "状态", "类别"];
    let spans = |cells: &[&str]| cells.iter().map(|cell| format!("<span>{cell}</span>")).collect::<String>();
    for columns in 3..=4 {
        for (list, row) in [("ul", "li"), ("div", "div"), ("section", "div")] {
            for letters in columns - 1..=columns + 1 {
                let letter = |nth: usize| {
                    let (title, date) = (format!("<a href=\"{nth}.html\">咨询第{nth}件</a>"), format!("2023-03-0{nth}"));
                    format!("<{row}>{title}{}</{row}>", spans(&[&date, "已办结", "咨询"][..columns - 1]))
                };
                let rows: String = (1..=letters).map(letter).collect();
                let html = format!("<div>{}</div><{list}>{rows}</{list}>", spans(&heads[..columns]));
                let wanted: Vec<_> = (1..=letters).map(|nth| (format!("咨询第{nth}件"), format!("2023-03-0{nth}"), "已办结".to_owned())).collect();
                for html in [format!("<div>{html}</div>"), html] {
                    let found: Vec<_> = of_body(&html).items.iter().map(row_of).collect();
                    assert_eq!(found, wanted, "{html}");
                }
            }
        }
    }
}

/// Title, day asked, status, of a row that has all of them.
fn row_of(item: &LetterItem) -> (String, String, String) {
    let (title, asked, _, status) = row(item);
    (title, asked.unwrap_or_default(), status.unwrap_or_default())
}

#[test]
fn two_heads_and_dates_in_titles_make_rows_still() {
    let letters = of_body(
        "<table><tr><th>信件标题</th><th>来信时间</th></tr><tr><td><a href=1>2023年3月1日停水</a></td><td>2023-03-02</td></tr>\
         <tr><td><a href=2>2023年3月3日停电</a></td><td>2023-03-04</td></tr></table>",
    );
    let found: Vec<_> = letters.items.iter().map(|item| (item.title.as_str(), row(item).1)).collect();
    assert_eq!(found, [("2023年3月1日停水", Some("2023-03-02".to_owned())), ("2023年3月3日停电", Some("2023-03-04".to_owned()))]);
}

#[test]
fn news_in_the_element_that_holds_the_whole_page_are_no_letters() {
    let letters_of = [("咨询落户手续", "2023-03-01", "", "已办结"), ("反映噪音扰民", "2023-02-20", "", "处理中")];
    for name in ["news_headed", "news_other_heads", "div_heads", "rows_in_own_table"] {
        expect(name, &letters_of);
    }
    for name in ["empty_news_headed", "empty_news_other_heads", "empty_class_title", "empty_rows_not_fit"] {
        let letters = letters(name);
        assert_eq!((letters.items, letters.blank), (Vec::new(), None), "{name}");
    }
    let said = letters("says_blank");
    assert_eq!((said.items.len(), said.blank.unwrap().text.as_str()), (0, "暂无信件"));
}

/// News of two cells under what stands around them.
fn news(around: [&str; 2], [row, cell]: [&str; 2]) -> String {
    let item = |nth: usize| format!("<{row}><{cell}><a href={nth}.html>某地第{nth}次会议</a></{cell}><{cell}>2023-05-0{nth}</{cell}></{row}>");
    format!("{}{}{}{}", around[0], item(1), item(2), around[1])
}

const AROUND: [([&str; 2], [&str; 2]); 6] = [
    (["<table>", "</table>"], ["tr", "td"]),
    (["<table><tr><td>标题</td><td>日期</td></tr>", "</table>"], ["tr", "td"]),
    (["<div class=\"sidebar\"><ul>", "</ul></div>"], ["li", "span"]),
    (["<div><ul>", "</ul></div>"], ["li", "span"]),
    (["<div class=\"main\"><div>", "</div></div>"], ["div", "span"]),
    (["", ""], ["div class=\"sidebar\"", "span"]),
];
const HEADS: [&str; 3] = [
    "<table><tr><th>信件标题</th><th>回复时间</th></tr></table>",
    "<div><span>信件标题</span><span>回复时间</span></div>",
    "<div><ul><li>信件标题</li><li>回复时间</li></ul></div>",
];

#[test]
fn news_elsewhere_in_the_body_are_no_letters() {
    for (heads, (around, row)) in HEADS.iter().flat_map(|heads| AROUND.map(|news| (heads, news))) {
        let news = news(around, row);
        let letters = of_body(&format!("{heads}{news}"));
        assert_eq!((letters.items, letters.blank), (Vec::new(), None), "{heads}{news}");
        let letters = of_body(&format!("{heads}<p>暂无信件</p>{news}"));
        assert!(letters.items.is_empty(), "{heads}{news}");
        assert_eq!(letters.blank.unwrap().text, "暂无信件", "{heads}{news}");
    }
}

#[test]
fn rows_stand_in_the_body_beside_their_heads() {
    let rows = news(["", ""], ["div", "span"]);
    let letters = of_body(&format!("{}{rows}", HEADS[1]));
    let answered: Vec<_> = letters.items.iter().map(|item| row(item).2.unwrap_or_default()).collect();
    assert_eq!(answered, ["2023-05-01", "2023-05-02"]);
    // Where the list says that it is blank, the same rows are something else.
    assert!(of_body(&format!("{}<p>暂无信件</p>{rows}", HEADS[1])).items.is_empty());
}

//! Lists of letters: which date is which, and what is no list of letters.

use gov_site_pages::{LetterItem, Letters, PageKind};

use crate::kind::case;

const URL: &str = "https://www.example.cn/hd/index.html";

fn letters(name: &str) -> Letters {
    case(&format!("letters/{name}.html"), Some(URL)).letters.unwrap_or_else(|| panic!("no letters in {name}"))
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

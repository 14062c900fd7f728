//! Nothing of a citizen leaves the crate: no name, no number, no text of a letter.

use gov_site_pages::{Budget, PageEvidence, PageInput, PageKind, TagProblem, TaggedPage, read_page};

fn read(case: &str) -> PageEvidence {
    crate::saved::read("privacy", case)
}

fn assert_nothing_of_the_citizen(evidence: &PageEvidence) {
    let json = serde_json::to_string(evidence).unwrap();
    for kept_out in ["李小明", "lixiaoming", "13800138000", "138 0013 8000", "138-0013-8000", "路灯一周"] {
        assert!(!json.contains(kept_out), "{kept_out} in {json}");
    }
}

#[test]
fn a_letter_keeps_no_citizen_in_tags_links_title_or_status() {
    let evidence = read("letter");
    assert_eq!(evidence.kind.kind, PageKind::Letter);
    assert_nothing_of_the_citizen(&evidence);
    let letter = evidence.letter.unwrap();
    assert_eq!(letter.title.unwrap().text, "关于东街路灯不亮的问题");
    assert_eq!(letter.status.unwrap().text, "已回复");
    let links: Vec<_> = evidence.links.iter().map(|link| (link.href.as_str(), link.text.as_str())).collect();
    assert_eq!(links, [("mailto:***", ""), ("tel:***", ""), ("next.html", "")]);
}

#[test]
fn hidden_tags_are_not_taken_for_missing() {
    let tags = read("letter").tags;
    assert_eq!((tags.get("SiteName"), tags.get("ColumnName"), tags.get("PubDate")), (Some("云岭县人民政府"), Some("县长信箱"), Some("20230301201500")));
    assert_eq!((tags.get("Description"), tags.get("Keywords")), (Some("***"), Some("***")));
    assert!(!tags.faults_on(TaggedPage::Article).iter().any(|fault| fault.name == "PubDate" && fault.fault == TagProblem::Missing));
}

#[test]
fn a_list_of_letters_keeps_the_known_word_of_a_status_and_titles_without_names() {
    let evidence = read("letters");
    assert_nothing_of_the_citizen(&evidence);
    let letters: Vec<_> = evidence.letters.unwrap().items.into_iter().map(|item| (item.title, item.status)).collect();
    let expected = [("关于东街路灯不亮的问题", Some("已回复")), ("请修路，+***", None), ("咨询：落户手续", Some("正在办理"))];
    assert_eq!(letters, expected.map(|(title, status)| (title.to_owned(), status.map(str::to_owned))));
    assert!(evidence.links.iter().all(|link| link.text.is_empty()));
}

#[test]
fn titles_and_addresses_of_letters_name_no_person() {
    let cases = [
        ("张三丰", "***"),
        ("【李建国】关于学区划分的咨询", "关于学区划分的咨询"),
        ("王小明反映路灯不亮", "反映路灯不亮"),
        ("【咨询】关于学区划分的问题", "【咨询】关于学区划分的问题"),
        ("关于张家村路灯的问题", "关于张家村路灯的问题"),
    ];
    for (title, expected) in cases {
        let row = |nth: usize| format!("<tr><td><a href='v.html?id={nth}&tel=13800001234'>{title}</a></td><td>2023-11-0{nth}</td><td>已回复</td></tr>");
        let rows: String = (1..=3).map(row).collect();
        let page = format!("<title>局长信箱</title><table><tr><th>标题</th><th>来信时间</th><th>状态</th></tr>{rows}</table>");
        let evidence = read_page(&PageInput { url: Some("http://www.sample.example/jzxx/"), ..PageInput::new(page.as_bytes()) }, &Budget::default()).unwrap();
        assert!(!serde_json::to_string(&evidence).unwrap().contains("13800001234"));
        let letters = evidence.letters.unwrap().items;
        assert_eq!(letters.iter().map(|letter| letter.title.as_str()).collect::<Vec<_>>(), [expected; 3]);
        assert_eq!(letters[0].href.as_deref(), Some("v.html?id=1&tel=***"));
    }
}

#[test]
fn numbers_of_persons_are_hidden_on_pages_of_every_kind() {
    for case in ["article", "column"] {
        assert_nothing_of_the_citizen(&read(case));
    }
    let article = read("article");
    assert_eq!(article.article.unwrap().content_source.unwrap().text, "云溪日报 ***");
    assert_eq!(article.links.iter().map(|link| link.text.as_str()).collect::<Vec<_>>(), ["有事请打***", "电话"]);
    assert_eq!(read("column").list.unwrap().items[0].title, "关于冬季供暖的通知，咨询请打***");
}

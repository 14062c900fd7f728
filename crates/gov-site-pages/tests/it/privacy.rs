//! Nothing of a citizen leaves the crate: no name, no number, no text of a letter.

use gov_site_pages::{PageEvidence, PageKind, TagProblem, TaggedPage};

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
fn numbers_of_persons_are_hidden_on_pages_of_every_kind() {
    for case in ["article", "column"] {
        assert_nothing_of_the_citizen(&read(case));
    }
    let article = read("article");
    assert_eq!(article.article.unwrap().content_source.unwrap().text, "云溪日报 ***");
    assert_eq!(article.links.iter().map(|link| link.text.as_str()).collect::<Vec<_>>(), ["有事请打***", "电话"]);
    assert_eq!(read("column").list.unwrap().items[0].title, "关于冬季供暖的通知，咨询请打***");
}

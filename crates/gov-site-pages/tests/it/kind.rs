//! Of which kind a page is, and what the finding rests on.

use std::path::Path;

use gov_site_pages::PageKind::{self, *};
use gov_site_pages::{Budget, PageEvidence, PageInput, read_page};

/// The evidence of a page of the cases.
pub(crate) fn case(name: &str, url: Option<&str>) -> PageEvidence {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases/pages").join(name);
    let bytes = std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    read_page(&PageInput { url, ..PageInput::new(&bytes) }, &Budget::default()).expect("a page within the budget")
}

fn all(cases: &[(&str, PageKind)]) {
    for (name, kind) in cases {
        let found = case(&format!("kind/{name}.html"), None).kind;
        assert_eq!(found.kind, *kind, "{name}: {:?}", found.grounds);
        assert!(!found.grounds.is_empty(), "{name}");
    }
}

#[test]
fn homes_columns_and_articles() {
    all(&[
        ("home", Home),
        ("home_with_letters", Home),
        ("navigation_home", NavigationHome),
        ("column", Column),
        ("column_blank", Column),
        ("column_blank_table", Column),
        ("column_in_parts", Column),
        ("article_tags", Article),
        ("article_plain", Article),
    ]);
}

#[test]
fn records_that_stand_whole_in_a_script_make_a_column() {
    all(&[("column_in_script", Column), ("shell_records_without_items", ScriptShell), ("shell_script", ScriptShell)]);
    let list = case("kind/column_in_script.html", Some("http://a.example/tz/")).list.unwrap();
    let shown: Vec<_> = list.items.iter().map(|item| (item.url.as_deref().unwrap(), item.date.as_ref().unwrap().date.to_string())).collect();
    let expected =
        [("http://a.example/art/1.html", "2017-11-20"), ("http://a.example/art/2.html", "2017-10-12"), ("http://a.example/art/3.html", "2017-09-05")];
    assert_eq!(shown, expected.map(|(url, day)| (url, day.to_owned())));
}

#[test]
fn letters_and_guides() {
    all(&[("letter_list", LetterList), ("letter", Letter), ("guide", Guide), ("letter_form", Other), ("search", Other)]);
}

#[test]
fn pages_without_content() {
    all(&[
        ("closed", ClosureNotice),
        ("moved", ClosureNotice),
        ("maintenance", ClosureNotice),
        ("error_404", ErrorPage),
        ("error_in_frame_of_site", ErrorPage),
        ("login", Login),
        ("challenge_slider", Challenge),
        ("challenge_rate", Challenge),
        ("challenge_waf", Challenge),
        ("shell_app", ScriptShell),
        ("shell_redirect", ScriptShell),
        ("shell_script", ScriptShell),
        ("shell_frames", ScriptShell),
    ]);
}

#[test]
fn an_article_about_such_things_is_an_article() {
    all(&[("article_on_migration", Article), ("notice_with_guide_words", Article)]);
}

#[test]
fn an_address_alone_decides_little() {
    let kind = |name: &str, url: &str| case(name, Some(url)).kind.kind;
    // Labels of corpora and redirects give the root for pages that are none.
    assert_eq!(kind("kind/article_tags.html", "https://www.example.cn/"), Article);
    assert_eq!(kind("kind/column.html", "https://www.example.cn/"), Column);
    assert_eq!(kind("kind/home.html", "https://www.example.cn/yunxi/index.html"), Home);
    assert_eq!(kind("kind/home_with_letters.html", "https://www.example.cn/"), Home);
}

#[test]
fn each_ground_names_what_was_seen() {
    assert_eq!(case("kind/closed.html", None).kind.grounds, ["短页面有“已关停”"]);
    let grounds = case("kind/column.html", Some("https://www.example.cn/zwgk/tzgg/index.html")).kind.grounds;
    assert!(grounds.iter().any(|ground| ground == "一个列表有8条带日期的条目"), "{grounds:?}");
    assert!(grounds.iter().any(|ground| ground == "地址是目录的首页"), "{grounds:?}");
}

#[test]
fn a_page_of_nothing_is_of_no_kind() {
    for bytes in ["", "<p>", "\u{feff}<!-- 空 -->"] {
        let found = read_page(&PageInput::new(bytes.as_bytes()), &Budget::default()).unwrap().kind;
        assert_eq!(found.kind, Other, "{bytes:?}");
    }
}

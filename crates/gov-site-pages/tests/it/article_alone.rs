//! `read_article` gives what `read_page` gives of the article, whatever the page is.

use std::fs;
use std::path::{Path, PathBuf};

use gov_site_pages::{Budget, PageInput, PageKind, Unread, read_article, read_page};

/// All pages of `tests/cases/pages`.
fn pages() -> Vec<PathBuf> {
    let (mut folders, mut pages) = (vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases/pages")], Vec::new());
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "html") {
                pages.push(path);
            }
        }
    }
    pages
}

#[test]
fn it_is_the_article_of_the_whole_evidence() {
    let (mut with, mut without) = (0, 0);
    for path in pages() {
        let bytes = fs::read(&path).unwrap();
        for read_as in [None, Some(PageKind::Article), Some(PageKind::Column)] {
            let input = PageInput { url: Some("http://www.qinghe.example/zwgk/201711/t20171129_1.html"), read_as, ..PageInput::new(&bytes) };
            let whole = read_page(&input, &Budget::default()).map(|evidence| evidence.article);
            assert_eq!(read_article(&input, &Budget::default()), whole, "{} as {read_as:?}", path.display());
            let has_article = matches!(whole, Ok(Some(_)));
            with += usize::from(has_article);
            without += usize::from(!has_article);
        }
    }
    assert!(with >= 300 && without >= 300, "{with} articles, {without} none");
}

#[test]
fn nothing_of_a_citizen_leaves_it() {
    let page = "<title>县长信箱</title><h1>县长信箱</h1><p>来信人：李小明 电话 13800138000</p><p>来信标题：路灯不亮</p><p>来信时间：2023-03-01</p>\
                <p>来信内容：东街的路灯不亮已经一周了。</p><p>答复单位：城管局</p><p>答复时间：2023-03-03</p><p>答复内容：已经修好。</p>";
    let input = PageInput::new(page.as_bytes());
    assert_eq!(read_page(&input, &Budget::default()).unwrap().kind.kind, PageKind::Letter);
    assert_eq!(read_article(&input, &Budget::default()), Ok(None));
}

#[test]
fn what_is_no_page_or_beyond_a_budget_is_refused() {
    assert!(matches!(read_article(&PageInput::new(b"%PDF-1.7"), &Budget::default()), Err(Unread::NoPage { .. })));
    let budget = Budget { bytes: 10, ..Budget::default() };
    assert_eq!(read_article(&PageInput::new(b"<h1>heading</h1>"), &budget), Err(Unread::Budget { what: "bytes", limit: 10 }));
}

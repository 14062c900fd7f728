//! Columns that hold something are never blank for sure (`tests/cases/pages/blank/held`), and those that hold nothing are named so
//! (`tests/cases/pages/blank/nothing`).

use std::fs;
use std::path::{Path, PathBuf};

use gov_site_compliance::Gap;
use gov_site_pages::{Budget, PageEvidence, PageInput, PageKind, read_page};

fn pages(folder: &str) -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases/pages/blank").join(folder);
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.iter().map(|path| (path.file_stem().unwrap().to_string_lossy().into_owned(), fs::read(path).unwrap())).collect()
}

fn read(bytes: &[u8], read_as: Option<PageKind>) -> PageEvidence {
    let input = PageInput { url: Some("http://www.qinghe.example/zwgk/tzgg/index.html"), read_as, ..PageInput::new(bytes) };
    read_page(&input, &Budget::default()).unwrap()
}

/// The words by which a page is blank for sure; an empty text stands for an empty list.
fn blank(evidence: &PageEvidence) -> Option<&str> {
    let of_list = evidence.list.as_ref().and_then(|list| list.blank.as_ref());
    of_list.or(evidence.letters.as_ref().and_then(|letters| letters.blank.as_ref())).map(|shown| shown.text.as_str())
}

#[test]
fn a_column_that_holds_something_is_not_blank_for_sure() {
    let held = pages("held");
    assert!(held.len() >= 70, "only {} pages", held.len());
    let mut wrong = Vec::new();
    for (name, bytes) in &held {
        for read_as in [None, Some(PageKind::Column)] {
            let evidence = read(bytes, read_as);
            let told = evidence.list.as_ref().is_none_or(|list| list.gap.is_some() || !list.items.is_empty());
            if blank(&evidence).is_some() || !told {
                wrong.push((name, read_as, evidence.list));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_column_that_holds_nothing_is_named_blank() {
    let nothing = pages("nothing");
    assert!(nothing.len() >= 20, "only {} pages", nothing.len());
    let unnamed: Vec<&String> = nothing.iter().filter(|(_, bytes)| blank(&read(bytes, None)).is_none()).map(|(name, _)| name).collect();
    assert!(unnamed.is_empty(), "{unnamed:?}");
}

/// A column whose content is some markup between the path from the home page and the footer.
fn column(content: &str) -> PageEvidence {
    let trail = "<div class='crumb'>当前位置：<a href='/'>首页</a> &gt; 通知公告</div>";
    let footer = "<div class='footer'>主办单位：青禾县人民政府办公室 版权所有</div>";
    read(format!("<title>通知公告-青禾县</title>{trail}{content}{footer}").as_bytes(), Some(PageKind::Column))
}

#[test]
fn any_item_beside_a_sign_of_blankness_leaves_the_column_open() {
    let signs = [("<ul></ul>", ""), ("<p>暂无内容</p>", "暂无内容"), ("<div>共0条记录</div>", "共0条记录")];
    let items = [
        "<p>停水通知</p>",
        "<a href='1.html'>停水通知</a>",
        "<a href='javascript:open(1)'><img src='1.jpg'></a>",
        "<img src='1.jpg'>",
        "<div onclick='go(1)'></div>",
        "<div style='background: url(qr.png)'></div>",
        "<form><input name='q'></form>",
        "<select><option>县本级</option></select>",
        "<object data='1.pdf'></object>",
        "<h3>张建国</h3>",
    ];
    for (sign, words) in signs {
        assert_eq!(blank(&column(sign)), Some(words));
        for item in items {
            for content in [format!("<div>{sign}{item}</div>"), format!("<div>{item}</div><div>{sign}</div>"), format!("<div>{sign}</div><div>{item}</div>")] {
                let list = column(&content).list.unwrap();
                assert!(list.blank.is_none() && (list.gap.is_some() || !list.items.is_empty()), "{content}: {list:?}");
            }
        }
    }
}

#[test]
fn words_that_speak_of_other_than_the_whole_column_leave_it_open() {
    let page = |words: &str| column(&format!("<div><p>{words}</p></div>"));
    for words in ["暂无新的通知", "暂无最新公告", "暂无近期公告", "暂无搜索结果", "暂无查询结果", "内容更新中", "暂无内容，内容更新中", "页面正在建设中"]
    {
        let list = page(words).list.unwrap();
        assert!(list.blank.is_none() && list.gap.is_some(), "{words}: {list:?}");
    }
    for words in ["暂无通知", "暂无内容", "暂无结果", "暂无内容，敬请期待", "栏目建设中，敬请期待", "暂无内容，栏目建设中"]
    {
        assert_eq!(blank(&page(words)), Some(words));
    }
}

#[test]
fn what_may_fill_the_page_later_leaves_it_open() {
    let fills = [
        "<input type='hidden' name='total' value='53'>",
        "<input type='hidden' id='pageCount' value='4'>",
        "<news-list cid='5'></news-list>",
        "<div data-url='/api/list'></div>",
        "<div class='l' data-src='/list.json'><span></span></div>",
        "<ul data-api='/api/list'></ul>",
    ];
    let harmless = [
        "<input type='hidden' name='total' value='0'>",
        "<input type='hidden' name='pageCount' value='1'>",
        "<input type='hidden' name='viewCount' value='812'>",
        "<input type='hidden' name='channel' value='53'>",
        "<div data-index='1'></div>",
    ];
    for sign in ["<p>暂无内容</p>", "<ul></ul>"] {
        for part in fills {
            let list = column(&format!("<div>{part}{sign}</div>")).list.unwrap();
            assert!(list.blank.is_none() && list.gap.is_some(), "{part}: {list:?}");
        }
        for part in harmless {
            assert!(blank(&column(&format!("<div>{part}{sign}</div>"))).is_some(), "{part}");
        }
    }
    let loaded = |onload: &str| column(&format!("<body onload='{onload}'><div><p>暂无内容</p></div>")).list.unwrap();
    assert_eq!((loaded("loadList()").blank, loaded("loadList()").gap), (None, Some(Gap::ScriptOnly)));
    assert_eq!(loaded("MM_preloadImages(1);showTime()").gap, None);
}

#[test]
fn the_frame_of_a_page_leaves_a_blank_column_blank() {
    let frames = [
        "<h2>通知公告</h2>",
        "<div class='sidebar'><h3>政务公开</h3><ul><li><a href='/a/1.html'>政策文件</a></li></ul></div>",
        "<table><tr><th>序号</th><th>标题</th><th>发布日期</th></tr></table>",
        "<div class='page'>首页 上一页 下一页 尾页 第<input size='2'>页</div>",
        "<p><a href='/'>返回首页</a></p>",
        "<p>更新时间：2023-11-19</p>",
    ];
    for frame in frames {
        assert_eq!(blank(&column(&format!("<div>{frame}<p>暂无内容</p></div>"))), Some("暂无内容"), "{frame}");
    }
}

#[test]
fn a_list_that_counts_items_or_pages_is_no_blank_one() {
    for pager in ["共3条", "共 5 页", "<a href='index_2.html'>2</a>"] {
        let list = column(&format!("<ul></ul><div class='page'>{pager}</div>")).list.unwrap();
        assert_eq!((list.blank, list.gap), (None, Some(Gap::Unreadable)), "{pager}");
    }
}

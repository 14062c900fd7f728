//! Main lists: every page of `tests/cases/pages/list` against the lines beside it; a line too many fails as one too few.

use std::fs;
use std::path::PathBuf;

use gov_site_pages::{Budget, ColumnList, ListItem, PageInput, PageKind, read_page};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases/pages/list")
}

fn shown(item: &ListItem) -> String {
    let date = item.date.as_ref().map_or("-".to_owned(), |date| match date.time {
        Some(time) => format!("{} {time}", date.date),
        None => date.date.to_string(),
    });
    let script = item.url.as_ref().filter(|_| item.href.starts_with("javascript")).map_or(String::new(), |url| format!(" -> {url}"));
    format!("{date} | {} | {}{script}\n", item.title, item.href)
}

fn lines(list: &ColumnList) -> String {
    let mut out: String = list.items.iter().map(shown).collect();
    if let Some(blank) = &list.blank {
        let words = if blank.text.is_empty() { "(empty list)" } else { &blank.text };
        out.push_str(&format!("blank: {words}\n"));
    }
    if let Some(gap) = list.gap {
        out.push_str(&format!("gap: {gap}\n"));
    }
    if let Some(paging) = &list.paging {
        let numbers = [("pages", paging.pages), ("page", paging.page.filter(|_| paging.items.is_some())), ("items", paging.items.filter(|items| *items > 0))];
        let known: Vec<String> = numbers.iter().filter_map(|(name, number)| number.map(|number| format!("{name} {number}"))).collect();
        let next = paging.next.as_ref().map(|next| format!(" next {next}")).unwrap_or_default();
        if !known.is_empty() && list.blank.is_none() {
            out.push_str(&format!("{}{next}\n", known.join(" ")));
        }
        if paging.goes_on && list.blank.is_none() {
            out.push_str("goes on\n");
        }
    }
    out
}

#[test]
fn each_page_lists_what_its_lines_say() {
    let mut names: Vec<PathBuf> =
        fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.extension().is_some_and(|end| end == "html")).collect();
    names.sort();
    assert!(names.len() >= 30, "only {} pages", names.len());
    let mut wrong = String::new();
    for path in names {
        let bytes = fs::read(&path).unwrap();
        let input = PageInput { url: Some("http://jyj.sample.example/tzgg/index.html"), ..PageInput::new(&bytes) };
        let evidence = read_page(&input, &Budget::default()).unwrap();
        let (expected, found) = (fs::read_to_string(path.with_extension("txt")).unwrap(), lines(evidence.list.as_ref().unwrap()));
        if expected != found {
            wrong.push_str(&format!("{}\n--- expected\n{expected}--- found\n{found}\n", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn dates_under_heads_of_other_dates_are_none_of_the_items() {
    let rows: String =
        (1..=3).map(|at| format!("<tr><td><a href='{at}.html'>青山县第{at}号管理办法</a></td><td>2023-11-2{at}</td><td>2024-01-01</td></tr>")).collect();
    let page = format!("<title>规范性文件</title><table><tr><th>文件名称</th><th>成文日期</th><th>实施日期</th></tr>{rows}</table>");
    let input = PageInput { read_as: Some(PageKind::Column), ..PageInput::new(page.as_bytes()) };
    let list = read_page(&input, &Budget::default()).unwrap().list.unwrap();
    assert_eq!(list.items.iter().filter(|item| item.date.is_some()).count(), 0, "{list:?}");
}

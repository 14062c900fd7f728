//! Home pages: dated blocks with heading and column link.

use gov_site_pages::{Budget, Home, PageInput, read_page};

use crate::kind::case;

fn home(body: &str) -> Home {
    let input = PageInput { url: Some("http://www.sample.example/"), ..PageInput::new(body.as_bytes()) };
    read_page(&input, &Budget::default()).unwrap().home.unwrap()
}

#[test]
fn each_block_has_its_heading_its_column_and_its_items() {
    let home = home(
        "<body><div class='a'><h3>工作动态</h3><a href='/gzdt/'>更多&gt;&gt;</a><ul><li><a href='/gzdt/1.html'>全市会议召开部署工作</a><span>11-20</span></li>\
         <li><a href='/gzdt/202311/t20231106_2.html'>领导调研重点项目建设</a><span>11-06</span></li></ul></div>\
         <div class='b'><h3><a href='/tzgg/'>通知公告</a></h3><ul><li><a href='/tzgg/3.html'>关于放假安排的通知</a><i>2023-09-28</i></li>\
         <li><a href='/tzgg/4.html'>关于征集意见的公告</a></li></ul></div></body>",
    );
    let blocks: Vec<_> = home
        .blocks
        .iter()
        .map(|block| {
            let dates: Vec<_> = block.items.iter().map(|item| item.date.as_ref().map(|date| date.date.to_string()).unwrap_or_default()).collect();
            (block.heading.as_ref().map(|heading| heading.text.as_str()), block.column_url.as_deref(), dates.join(" "), block.undated.len())
        })
        .collect();
    assert_eq!(
        blocks,
        [
            (Some("工作动态"), Some("http://www.sample.example/gzdt/"), "--11-20 2023-11-06".to_owned(), 0),
            (Some("通知公告"), Some("http://www.sample.example/tzgg/"), "2023-09-28".to_owned(), 1),
        ]
    );
}

#[test]
fn a_home_page_without_dates_has_no_dated_block() {
    let home =
        home("<body><ul><li><a href='1.html'>某某专刊第166期（2018．12．04）</a></li><li><a href='2.html'>关于2017年11月29日会议的报道</a></li></ul></body>");
    assert!(home.blocks.iter().all(|block| block.items.is_empty()), "{home:?}");
}

#[test]
fn a_clock_and_a_copyright_year_are_no_items() {
    let home = home(
        "<body><div>今天是2023年11月29日 <a href='/en/'>English version</a></div><ul><li><a href='1.html'>关于放假安排的通知</a><i>2023-09-28</i></li></ul>\
        <div>版权所有 2010-2023 <a href='/about/'>关于我们的网站</a></div></body>",
    );
    assert_eq!(home.blocks.iter().map(|block| block.items.len()).sum::<usize>(), 1, "{home:?}");
}

#[test]
fn days_of_limits_and_events_are_none_of_the_items() {
    let home = home(
        "<body><div><h3>意见征集</h3><ul><li><a href='1.html'>关于征集修改意见的公告</a><span>截止：2023-12-20</span></li>\
         <li><a href='2.html'>关于征集民生项目的公告</a><span>2023-10-20</span></li></ul></div>\
         <div><h3>学术活动</h3><a href='/hd/'>更多</a><ul><li><b>2023-11-20</b><a href='3.html'>关于历史研究的报告会</a></li></ul></div></body>",
    );
    let dates = |items: &[gov_site_pages::ListItem]| items.iter().map(|item| item.date.as_ref().map(|date| date.date.to_string())).collect::<Vec<_>>();
    let blocks: Vec<_> = home.blocks.iter().map(|block| (dates(&block.items), block.undated.len())).collect();
    assert_eq!(blocks, [(vec![Some("2023-10-20".to_owned())], 1), (vec![Some("2023-11-20".to_owned())], 0)]);
    assert_eq!(home.blocks[0].undated[0].unread.as_ref().map(|unread| unread.text.as_str()), Some("2023-12-20"));
}

/// The dates of a page of the cases, a line for each block; `-` for an item that shows none.
fn dates(name: &str) -> Vec<String> {
    let evidence = case(&format!("home/{name}.html"), Some("http://www.sample.example/"));
    let date = |date: &Option<gov_site_pages::ShownDate>| date.as_ref().map_or("-".to_owned(), |date| date.date.to_string());
    let blocks = evidence.home.unwrap().blocks;
    blocks.iter().map(|block| block.items.iter().chain(&block.undated).map(|item| date(&item.date)).collect::<Vec<_>>().join(" ")).collect()
}

#[test]
fn a_month_and_a_day_in_two_elements_are_a_date() {
    // No September has 31 days.
    assert_eq!(dates("parted_words"), ["--11-29 -", "--11-29 --10-08"]);
}

#[test]
fn two_bare_numbers_are_no_date() {
    // Whether they are month and day, or counts of readers and answers, nobody can tell for sure.
    assert_eq!(dates("parted_numbers"), Vec::<String>::new());
    assert_eq!(dates("counts_beside_dates"), ["2023-05-05 2023-05-04 2023-05-03 2023-05-02"]);
}

#[test]
fn two_numbers_that_may_be_something_else_are_no_date() {
    // Counts of readers, clocks, what is a date in either order, ranks, a pager.
    let evidence = case("home/parted_counts.html", Some("http://www.sample.example/"));
    assert!(evidence.home.unwrap().blocks.iter().all(|block| block.items.is_empty()));
}

#[test]
fn days_on_which_a_solicitation_begins_and_ends_are_unread() {
    let home = case("systems/h4_home_solicitations.html", Some("http://jyj.qinghe.example/")).home.unwrap();
    let block = home.blocks.iter().find(|block| block.heading.as_ref().is_some_and(|heading| heading.text == "民意征集")).unwrap();
    let unread: Vec<_> = block.undated.iter().map(|item| item.unread.as_ref().map(|unread| unread.text.as_str())).collect();
    assert_eq!((block.items.len(), unread), (0, vec![Some("2021-06-20"), Some("2021-06-21"), Some("2021-06-22")]));
}

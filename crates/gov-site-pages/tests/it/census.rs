//! Rows of a census from pages: what a page covers, and what it leaves open.

use gov_site_compliance::{Column, ColumnKind, Coverage, DateState, Day, Gap, Level, Moment, Role, Site, Subject};
use gov_site_pages::{
    Budget, PageInput, PageKind, Templates, Unread,
    census::{Addresses, SavedPage, SiteRows, page_of, site_rows},
    read_page,
};

const TZGG: &str = "http://jyj.sample.example/tzgg/";

fn site() -> Site {
    let (name, url) = ("示例市教育局", "http://jyj.sample.example/");
    let empty = |text: &str| text.to_owned();
    Site {
        site_code: empty("3799000002"),
        site_name: empty(name),
        home_url: empty(url),
        actual_url: None,
        role: Role::Department,
        level: Level::City,
        division_code: None,
        division: empty("市本级"),
        sponsor: empty(name),
        operator: None,
        supervisor: None,
        parent_site: None,
        home_is_navigation: None,
        has_services: None,
        opened_on: None,
        platform_joined_on: None,
        managed_by: None,
        office_managed: None,
        handed_over_on: None,
        reviewed_on: None,
        recorded_on: None,
        registered_on: None,
        code_hung_on: None,
        principal: None,
        deputy: None,
        contact: None,
        note: None,
        source_ref: None,
    }
}

fn column() -> Column {
    Column {
        column_id: "tz".into(),
        site_code: "3799000002".into(),
        column_name: "通知公告".into(),
        kind: Some(ColumnKind::Notice),
        parent_id: None,
        depth: None,
        url: Some(TZGG.into()),
        lists_items: None,
        on_home: None,
        on_second_level: None,
        redirects_to: None,
        finished_topic: None,
        opened_on: None,
        closed_on: None,
        source_unit: None,
        responsible: None,
        note: None,
        source_ref: None,
    }
}

fn saved(url: &str, body: &str) -> SavedPage {
    let input = PageInput { url: Some(url), read_as: Some(PageKind::Column), ..PageInput::new(body.as_bytes()) };
    let evidence = read_page(&input, &Budget::default());
    SavedPage { file: "pages/a.html".into(), url: url.into(), observed_at: Moment::parse("2023-11-29T09:00:00+08:00").unwrap(), digest: None, evidence }
}

fn list(dates: &[&str], after: &str) -> String {
    let items: String =
        dates.iter().enumerate().map(|(at, date)| format!("<li><a href='{at}.html'>关于第{at}号事项的通知</a><span>{date}</span></li>")).collect();
    format!("<body><ul>{items}</ul>{after}</body>")
}

fn rows(pages: &[SavedPage]) -> SiteRows {
    site_rows(&site(), Some(&[column()]), pages)
}

fn covered(rows: &SiteRows) -> (bool, Option<String>, Option<i64>, Option<Gap>) {
    let [Coverage { subject: Subject::Column, complete, from, items_seen, gap, .. }] = &rows.coverage[..] else { panic!("{:?}", rows.coverage) };
    (*complete, from.map(|day: Day| day.to_string()), *items_seen, *gap)
}

#[test]
fn a_list_on_one_page_is_covered_as_a_whole() {
    let rows = rows(&[saved(TZGG, &list(&["2023-11-20", "2023-11-06"], ""))]);
    assert_eq!(covered(&rows), (true, None, Some(2), None));
    assert_eq!(rows.updates.len(), 2);
}

#[test]
fn a_list_that_goes_on_is_covered_back_to_the_day_after_its_oldest_date() {
    let next = "<a href='index_1.html'>下一页</a>";
    let in_order = rows(&[saved(TZGG, &list(&["2023-11-20", "2023-11-06", "2023-10-09"], next))]);
    assert_eq!(covered(&in_order), (true, Some("2023-10-10".into()), None, None));
    let pinned = rows(&[saved(TZGG, &list(&["2022-01-01", "2023-11-06", "2023-10-09"], next))]);
    assert_eq!(covered(&pinned), (true, Some("2023-10-10".into()), None, None));
    let without_order = rows(&[saved(TZGG, &list(&["2023-11-20", "2023-10-09", "2023-11-06"], next))]);
    assert_eq!(covered(&without_order), (false, None, None, Some(Gap::Incomplete)));
}

#[test]
fn what_is_blank_is_covered_with_nothing_seen_and_what_cannot_be_read_is_a_gap() {
    let blank = rows(&[saved(TZGG, "<body><div>暂无相关内容</div></body>")]);
    assert_eq!(covered(&blank), (true, None, Some(0), None));
    let unreadable = rows(&[saved(TZGG, "<body><div>通知公告</div></body>")]);
    assert_eq!(covered(&unreadable), (false, None, None, Some(Gap::Unreadable)));
    let beyond = SavedPage { evidence: Err(Unread::Budget { what: "bytes", limit: 1 }), ..saved(TZGG, "") };
    assert_eq!(covered(&rows(&[beyond])), (false, None, None, Some(Gap::BudgetReached)));
}

#[test]
fn a_page_that_was_not_read_is_named_with_its_digest_where_all_its_bytes_are_known() {
    let digest = gov_site_pages::digest(b"<div>");
    let beyond = |digest| SavedPage { digest, evidence: Err(Unread::Budget { what: "nested elements", limit: 1 }), ..saved(TZGG, "") };
    let source = |page| rows(&[page]).coverage[0].source_ref.clone().unwrap();
    assert_eq!(source(beyond(Some(digest.clone()))), format!("pages/a.html sha256:{digest}"));
    assert_eq!(source(beyond(None)), "pages/a.html");
}

#[test]
fn a_check_for_machines_is_blocked_and_never_a_blank_column() {
    let page =
        saved(TZGG, "<html><head><title>安全验证</title></head><body><div>访问过于频繁，请完成滑动验证后继续访问</div><script>var a=1;</script></body></html>");
    assert_eq!(covered(&rows(&[page])), (false, None, None, Some(Gap::Blocked)));
}

#[test]
fn dates_that_are_not_shown_are_evidence_and_dates_that_cannot_be_read_are_not() {
    let rows = rows(&[saved(TZGG, &list(&["2023-11-20", "11-06", ""], ""))]);
    let states: Vec<_> = rows.updates.iter().map(|update| (update.published_on.map(|day| day.to_string()), update.date_state)).collect();
    assert_eq!(states, [(Some("2023-11-20".into()), Some(DateState::Shown)), (None, Some(DateState::Unreadable)), (None, Some(DateState::NotShown))]);
}

#[test]
fn what_stands_in_the_place_of_a_date_makes_it_unreadable_and_is_named() {
    for (shown, text) in [("3天前", "3天前"), ("2023-02-30", "2023-02-30"), ("截止：2023-12-01", "2023-12-01")] {
        let rows = rows(&[saved(TZGG, &list(&["2023-11-20", shown], ""))]);
        let update = &rows.updates[1];
        assert_eq!((update.published_on, update.date_state), (None, Some(DateState::Unreadable)), "{shown}");
        let source = update.source_ref.as_deref().unwrap();
        assert!(source.ends_with(&format!("“{text}”")), "{source}");
    }
}

#[test]
fn each_row_names_its_page_its_digest_its_place_and_its_text() {
    let page = saved(TZGG, &list(&["2023-11-20"], ""));
    let digest = page.evidence.as_ref().unwrap().digest.clone();
    let rows = rows(&[page]);
    let source = format!("pages/a.html sha256:{digest} html>body>ul:nth-child(1)>li:nth-child(1)>span:nth-child(2) “2023-11-20”");
    assert_eq!(rows.updates[0].source_ref.as_deref(), Some(source.as_str()));
    assert_eq!(rows.sources, [("tz".to_owned(), source)]);
}

#[test]
fn a_column_points_at_the_item_that_its_state_rests_on() {
    let row = |nth: usize| format!("html>body>ul:nth-child(1)>li:nth-child({nth})");
    for (dates, end) in [
        (["", ""], row(1)),
        (["", "3天前"], format!("{}>span:nth-child(2) “3天前”", row(2))),
        // What is dated after the day of the page is no update of it.
        (["2024-11-20", "2023-01-05"], format!("{}>span:nth-child(2) “2023-01-05”", row(2))),
    ] {
        let rows = rows(&[saved(TZGG, &list(&dates, ""))]);
        assert!(rows.sources[0].1.ends_with(&end), "{:?} {end}", rows.sources);
    }
}

#[test]
fn a_page_of_letters_gives_possible_tickets_and_never_complete_coverage() {
    let letters = "<html><head><title>局长信箱</title></head><body><table><tr><th>标题</th><th>提交时间</th><th>回复时间</th><th>状态</th></tr>\
        <tr><td><a href='1.html'>关于入学条件的咨询</a></td><td>2023-06-01</td><td>2023-06-05</td><td>已回复</td></tr>\
        <tr><td><a href='2.html'>关于学籍转移的咨询</a></td><td>2023-06-02</td><td></td><td>处理中</td></tr>\
        <tr><td><a href='3.html'>关于校车安排的咨询</a></td><td>2023-06-03</td><td></td><td>已回复</td></tr></table></body></html>";
    let input = PageInput { url: Some("http://jyj.sample.example/jzxx/"), ..PageInput::new(letters.as_bytes()) };
    let page = SavedPage { evidence: read_page(&input, &Budget::default()), url: "http://jyj.sample.example/jzxx/".into(), ..saved(TZGG, "") };
    let rows = site_rows(&site(), Some(&[column()]), &[page]);
    let mut tickets: Vec<_> =
        rows.tickets.iter().map(|ticket| (ticket.submitted_on.to_string(), ticket.answered_on.map(|day| day.to_string()), ticket.valid)).collect();
    tickets.sort();
    assert_eq!(tickets, [("2023-06-01".into(), Some("2023-06-05".into()), None), ("2023-06-02".into(), None, None)]);
    let tickets = rows.coverage.iter().find(|row| row.subject == Subject::Tickets).unwrap();
    assert_eq!((tickets.complete, tickets.gap), (false, Some(Gap::UnreadableDate)), "a letter was answered on a day that is not shown");
}

#[test]
fn a_home_page_that_was_read_says_nothing_of_columns_that_were_not() {
    let home = "<body><h3>通知公告</h3><a href='/other/'>更多</a><ul><li><a href='/other/1.html'>关于甲事项的通知</a><i>2023-11-27</i></li></ul></body>";
    let input = PageInput { url: Some("http://jyj.sample.example/"), read_as: Some(PageKind::Home), ..PageInput::new(home.as_bytes()) };
    let page = SavedPage { evidence: read_page(&input, &Budget::default()), url: "http://jyj.sample.example/".into(), ..saved(TZGG, "") };
    assert_eq!(rows(&[page]), SiteRows::default());
    let blocked = SavedPage { evidence: Err(Unread::Budget { what: "bytes", limit: 1 }), url: "http://jyj.sample.example/".into(), ..saved(TZGG, "") };
    let rows = rows(&[blocked]);
    assert_eq!(rows.coverage.iter().map(|row| (row.subject, row.gap)).collect::<Vec<_>>(), [(Subject::Home, Some(Gap::BudgetReached))]);
}

#[test]
fn a_home_page_that_shows_none_is_a_gap() {
    let gaps = |body: &str| {
        let url = "http://jyj.sample.example/";
        let input = PageInput { url: Some(url), read_as: Some(PageKind::Home), ..PageInput::new(body.as_bytes()) };
        let page = SavedPage { evidence: read_page(&input, &Budget::default()), url: url.into(), ..saved(TZGG, "") };
        rows(&[page]).coverage.iter().map(|row| (row.subject, row.complete, row.gap)).collect::<Vec<_>>()
    };
    for body in ["", "<body>。</body>", "<body><p>本网站已关停，请访问市政府网站</p></body>"] {
        assert_eq!(gaps(body), [(Subject::Home, false, Some(Gap::Unreadable))], "{body}");
    }
    assert_eq!(gaps("<body><a href='/tzgg/'>进入网站</a></body>"), [], "without items, but it leads on");
}

#[test]
fn pages_of_one_column_give_one_row_as_far_back_as_they_follow_on_each_other() {
    let next = "<a href='javascript:next()'>下一页</a>";
    let (one, two, three) = (["2023-11-20", "2023-11-06"], ["2023-10-20", "2023-10-09"], ["2023-08-20", "2023-08-09"]);
    let page = |name: &str, dates: &[&str]| saved(&format!("{TZGG}{name}"), &list(dates, next));
    let together = rows(&[page("index_1.html", &two), page("index.html", &one)]);
    assert_eq!((covered(&together), together.updates.len()), ((true, Some("2023-10-10".into()), None, None), 4));
    let missing = rows(&[page("index.html", &one), page("index_1.html", &two), page("index_3.html", &three)]);
    assert_eq!((covered(&missing), missing.updates.len()), ((true, Some("2023-10-10".into()), None, None), 6), "the third page is missing");
    let without_first = rows(&[page("index_2.html", &two)]);
    assert_eq!((covered(&without_first), without_first.updates.len()), ((false, None, None, Some(Gap::Incomplete)), 2));
}

/// A page of a column of four pages, as TRS systems write them: `at` pages stand before it.
fn of_four(at: u32, dates: &[&str]) -> SavedPage {
    let name = if at == 0 { "index.html".to_owned() } else { format!("index_{at}.html") };
    let foot = "<div>主办：示例市教育局　地址：示例市中心路1号　联系电话：0533-1234567　版权所有</div>".repeat(2);
    let pager = format!("<script>createPageHTML(4, {at}, \"index\", \"html\");</script>{foot}");
    saved(&format!("{TZGG}{name}"), &list(dates, &pager))
}

#[test]
fn a_page_that_states_its_number_follows_only_on_the_one_before() {
    let (one, two, three) = (["2023-11-20", "2023-11-06"], ["2023-10-20", "2023-10-09"], ["2023-08-20", "2023-08-09"]);
    let without_second = rows(&[of_four(0, &one), of_four(2, &three)]);
    assert_eq!((covered(&without_second), without_second.updates.len()), ((true, Some("2023-11-07".into()), None, None), 4));
    let all = rows(&[of_four(2, &three), of_four(1, &two), of_four(0, &one)]);
    assert_eq!(covered(&all), (true, Some("2023-08-10".into()), None, None));
    let under_address_of_first = SavedPage { url: TZGG.into(), ..of_four(2, &three) };
    assert_eq!(covered(&rows(&[under_address_of_first])), (false, None, None, Some(Gap::Incomplete)));
}

#[test]
fn a_page_follows_only_where_the_link_of_the_one_before_leads() {
    let page = |name: &str, dates: &[&str], next: &str| saved(&format!("{TZGG}{name}"), &list(dates, &format!("<a href='{next}'>下一页</a>")));
    let first = || page("index.html", &["2023-11-20", "2023-11-06"], "index_1.html");
    let second = page("index_2.html", &["2023-10-20", "2023-10-09"], "index_3.html");
    assert_eq!(covered(&rows(&[first(), second])), (true, Some("2023-11-07".into()), None, None), "index_1.html is missing");
    let second = page("index_1.html", &["2023-10-20", "2023-10-09"], "index_2.html");
    assert_eq!(covered(&rows(&[first(), second])), (true, Some("2023-10-10".into()), None, None));
}

#[test]
fn pages_of_different_days_are_no_run() {
    let on = |day: &str, page: SavedPage| SavedPage { observed_at: Moment::parse(&format!("{day}T09:00:00+08:00")).unwrap(), ..page };
    let (new, old) = (["2024-03-19", "2024-03-15"], ["2024-02-28", "2024-02-20"]);
    let apart = rows(&[on("2024-03-21", of_four(0, &new)), on("2024-03-01", of_four(1, &old))]);
    assert_eq!((covered(&apart), apart.updates.len()), ((true, Some("2024-03-16".into()), None, None), 4));
    let reversed = rows(&[on("2024-03-01", of_four(0, &old)), on("2024-03-21", of_four(1, &new))]);
    assert_eq!(covered(&reversed), (true, Some("2024-02-21".into()), None, None));
    let together = rows(&[on("2024-03-21", of_four(0, &new)), on("2024-03-21", of_four(1, &old))]);
    assert_eq!(covered(&together), (true, Some("2024-02-21".into()), None, None));
}

#[test]
fn a_later_page_that_does_not_follow_says_that_the_list_goes_on() {
    let page = |name: &str, dates: &[&str]| saved(&format!("{TZGG}{name}"), &list(dates, ""));
    let apart = rows(&[page("index.html", &["2023-11-20", "2023-11-06"]), page("index_3.html", &["2023-08-20", "2023-08-09"])]);
    assert_eq!(covered(&apart), (true, Some("2023-11-07".into()), None, None));
    let blank = rows(&[saved(TZGG, "<body><div>暂无相关内容</div></body>"), page("index_3.html", &["2023-08-20", "2023-08-09"])]);
    assert_eq!(covered(&blank), (true, None, Some(0), None));
}

#[test]
fn a_list_from_old_to_new_is_not_taken_for_pinned_items() {
    let next = "<a href='index_1.html'>下一页</a>";
    let rising = rows(&[saved(TZGG, &list(&["2023-01-01", "2023-02-01", "2023-03-01", "2023-04-01", "2023-05-01"], next))]);
    assert_eq!(covered(&rising), (false, None, None, Some(Gap::Incomplete)));
    let mostly_pinned = rows(&[saved(TZGG, &list(&["2022-01-01", "2022-02-01", "2023-11-20", "2023-11-19"], next))]);
    assert_eq!(covered(&mostly_pinned), (false, None, None, Some(Gap::Incomplete)));
}

#[test]
fn of_two_captures_of_one_page_the_newest_that_shows_it_counts() {
    let good = saved(TZGG, &list(&["2023-11-20"], ""));
    let blocked = SavedPage {
        evidence: Err(Unread::Budget { what: "bytes", limit: 1 }),
        observed_at: Moment::parse("2023-11-29T10:00:00+08:00").unwrap(),
        ..saved(TZGG, "")
    };
    assert_eq!(covered(&rows(&[good, blocked])), (true, None, Some(1), None));
}

#[test]
fn a_column_with_just_this_address_goes_before_one_of_which_it_would_be_a_later_page() {
    let other = |id: &str, url: &str| Column { column_id: id.into(), url: Some(url.into()), ..column() };
    let columns = [
        other("a", "http://jyj.sample.example/list.html"),
        other("b", "http://jyj.sample.example/list_2.html"),
        other("c", "http://jyj.sample.example/#/news"),
    ];
    let sites = [site()];
    let addresses = Addresses::new(&sites, &columns);
    let found = |url: &str| addresses.column_of(url).map(|(column, number)| (column.column_id.clone(), number));
    assert_eq!(found("http://jyj.sample.example/list_2.html"), Some(("b".into(), 0)));
    assert_eq!(found("http://jyj.sample.example/list_3.html"), Some(("a".into(), 3)));
    assert_eq!(found("http://jyj.sample.example/"), None, "a route within the home page is no page of its own");
}

#[test]
fn addresses_are_compared_without_what_says_nothing_of_the_page() {
    for (column, page, number) in [
        ("http://a.example/tzgg/", "https://www.a.example/tzgg", Some(0)),
        ("http://a.example/tzgg", "http://a.example//tzgg/index.shtml?v=1", Some(0)),
        ("http://a.example/list.jsp?id=7", "http://a.example/list.jsp?page=2&id=7", Some(2)),
        ("http://a.example/list.jsp?id=7", "http://a.example/list.jsp?id=8", None),
        ("http://a.example/tzgg/", "http://b.example/tzgg/", None),
    ] {
        assert_eq!(page_of(column, page), number, "{column} {page}");
    }
}

#[test]
fn sites_of_one_host_are_told_by_their_paths_and_columns_by_their_own_host() {
    let at = |code: &str, url: &str| Site { site_code: code.into(), home_url: url.into(), ..site() };
    let sites = [at("1", "http://www.a.example/"), at("2", "http://www.a.example/jyj/")];
    let columns = [Column { site_code: "2".into(), url: Some("http://list.b.example/jyj/".into()), ..column() }];
    let addresses = Addresses::new(&sites, &columns);
    let found = |url: &str| addresses.site_of(url).map(|site| site.site_code.clone());
    assert_eq!(found("http://www.a.example/jyj/tzgg/"), Some("2".into()));
    assert_eq!(found("http://www.a.example/tzgg/"), Some("1".into()));
    assert_eq!(found("http://list.b.example/jyj/"), Some("2".into()));
    assert_eq!(found("http://c.example/"), None);
}

#[test]
fn a_date_before_any_government_site_is_unreadable() {
    let rows = rows(&[saved(TZGG, &list(&["1985-05-01", "2023-11-20"], ""))]);
    assert_eq!(rows.updates.iter().map(|update| update.date_state).collect::<Vec<_>>(), [Some(DateState::Unreadable), Some(DateState::Shown)]);
}

#[test]
fn a_proposed_column_is_named_without_the_link_to_all_of_its_items() {
    let home_url = "http://jyj.sample.example/";
    let named = |heading: &str| {
        let item = |at: usize| format!("<li><a href='/tz/{at}.html'>关于第{at}号事项的通知</a><i>2023-11-2{at}</i></li>");
        let home = format!("<body><div><h3><a href='/tz/'>{heading}</a></h3><ul>{}</ul></div></body>", (0..4).map(item).collect::<String>());
        let input = PageInput { url: Some(home_url), read_as: Some(PageKind::Home), ..PageInput::new(home.as_bytes()) };
        let evidence = read_page(&input, &Budget::default());
        let page =
            SavedPage { file: "h.html".into(), url: home_url.into(), observed_at: Moment::parse("2023-11-29T09:00:00+08:00").unwrap(), digest: None, evidence };
        let columns = gov_site_pages::census::columns_of_home(&site(), &page);
        columns.first().map(|column| (column.column_name.clone(), column.kind))
    };
    let notices = Some(("通知公告".to_owned(), Some(ColumnKind::Notice)));
    for end in ["", "更多>>", "更多", " 更多 &gt;&gt;", "［更多］", "[更多]", "【更多】", " more", " MORE+", "更多…", " / 查看更多", "&gt;&gt;", "更多 More »"]
    {
        assert_eq!(named(&format!("通知公告{end}")), notices, "{end}");
    }
    assert_eq!(named("通知公告（公示）更多>>").unwrap().0, "通知公告（公示）");
    assert_eq!(named("更多通知").unwrap().0, "更多通知");
    assert_eq!(named("Baltimore").unwrap().0, "Baltimore");
    for nothing in ["更多>>", "more", "查看更多", "[更多]"] {
        assert_eq!(named(nothing), None, "{nothing}: a block without a name proposes no column");
    }
}

/// The rows of a column whose pages a template reads.
fn by_template(pages: &[(&str, &str)]) -> SiteRows {
    let text = "[[template]]\nname = \"教育局通知\"\nhost = \"jyj.sample.example\"\nrecord = \"li\"\ndate = \"span\"\n";
    let templates = Templates::parse(text).unwrap();
    let read = |(url, body): &(&str, &str)| {
        let input = PageInput { url: Some(url), read_as: Some(PageKind::Column), template: templates.of(url), ..PageInput::new(body.as_bytes()) };
        SavedPage { evidence: read_page(&input, &Budget::default()), ..saved(url, body) }
    };
    rows(&pages.iter().map(read).collect::<Vec<_>>())
}

#[test]
fn rows_name_the_template_that_read_them() {
    let read = by_template(&[(TZGG, &list(&["2023-11-27", "2023-11-02"], ""))]);
    let sources = read.updates.iter().map(|row| &row.source_ref).chain(read.coverage.iter().map(|row| &row.source_ref)).flatten();
    let sources: Vec<&String> = sources.chain(read.sources.iter().map(|(_, source)| source)).collect();
    assert_eq!(sources.len(), 4);
    assert!(sources.iter().all(|source| source.ends_with(" 模板：教育局通知")), "{sources:?}");
    let found_nothing = by_template(&[(TZGG, "<body><p>改版</p></body>")]);
    assert_eq!(found_nothing.coverage[0].gap, Some(Gap::Unreadable));
    assert!(found_nothing.coverage[0].source_ref.as_deref().unwrap().ends_with(" 模板：教育局通知"), "the fault is that of the template");
    let general = rows(&[saved(TZGG, &list(&["2023-11-27", "2023-11-02"], ""))]);
    assert!(!general.updates.iter().any(|row| row.source_ref.as_deref().unwrap().contains("模板")));
}

//! Page tags in every spelling, and their faults.

use gov_site_pages::{Budget, PageInput, PageKind, PageTags, TagProblem, TaggedPage, read_page};

fn tags(case: &str) -> PageTags {
    crate::saved::read("tags", case).tags
}

fn faults(tags: &PageTags, page: TaggedPage) -> Vec<(&'static str, TagProblem)> {
    tags.faults_on(page).iter().map(|fault| (fault.name, fault.fault)).collect()
}

#[test]
fn names_are_read_in_any_case_and_order_of_attributes() {
    let tags = tags("any_case");
    let values: Vec<(&str, &str)> = tags.values.iter().map(|tag| (tag.name, tag.value.as_str())).collect();
    let expected = [
        ("SiteName", "云岭县人民政府"),
        ("SiteDomain", "www.example.gov.cn"),
        ("SiteIDCode", "3703990001"),
        ("ColumnName", "政务要闻"),
        ("ColumnType", ""),
        ("ArticleTitle", "“放管服”改革 & 服务"),
        ("PubDate", "2018-03-01 09:30"),
        ("ContentSource", "县政府办"),
    ];
    assert_eq!(values, expected);
    assert_eq!(faults(&tags, TaggedPage::Any), []);
    assert_eq!(faults(&tags, TaggedPage::Article), []);
    let lacking = [("ColumnDescription", TagProblem::Missing), ("ColumnKeywords", TagProblem::Missing), ("ColumnType", TagProblem::Empty)];
    assert_eq!(faults(&tags, TaggedPage::Column), lacking);
}

#[test]
fn every_fault_is_named() {
    let tags = tags("faults");
    let expected = [
        ("SiteName", TagProblem::Placeholder),
        ("SiteIDCode", TagProblem::ForeignCode),
        ("SiteIDCode", TagProblem::Duplicate),
        ("ColumnName", TagProblem::WrongAttribute),
        ("ColumnDescription", TagProblem::Placeholder),
        ("ColumnKeywords", TagProblem::Placeholder),
        ("ArticleTitle", TagProblem::Placeholder),
        ("PubDate", TagProblem::BadTime),
        ("SiteDomain", TagProblem::Empty),
    ];
    assert_eq!(faults(&tags, TaggedPage::Any), expected);
    assert_eq!(tags.get("siteidcode"), Some("3703990077"), "the first of two");
    assert!(faults(&tags, TaggedPage::Article).contains(&("ContentSource", TagProblem::Missing)));
}

#[test]
fn codes_and_days_that_do_not_exist_are_faults() {
    assert_eq!(faults(&tags("codes"), TaggedPage::Any), [("SiteIDCode", TagProblem::BadCode), ("PubDate", TagProblem::BadTime)]);
}

/// The faults that stand in the evidence of a page.
fn of_page(page: &str, read_as: Option<PageKind>) -> (PageKind, Vec<(&'static str, TagProblem)>) {
    let input = PageInput { url: Some("http://www.example.gov.cn/a/"), read_as, ..PageInput::new(page.as_bytes()) };
    let evidence = read_page(&input, &Budget::default()).unwrap();
    (evidence.kind.kind, evidence.tags.faults.iter().map(|fault| (fault.name, fault.fault)).collect())
}

const SITE: &str = "<meta name=SiteName content=云岭县人民政府><meta name=SiteDomain content=www.example.gov.cn><meta name=SiteIDCode content=3703990001>";

#[test]
fn columns_and_articles_lack_the_tags_of_their_own() {
    let items = "<li><a href=1.html>关于放假的通知</a><i>2017-11-29</i></li><li><a href=2.html>关于开会的通知</a><i>2017-11-28</i></li>".repeat(3);
    let column = format!("<title>通知公告</title>{SITE}<meta name=ColumnName content=通知公告><meta name=ColumnType content=''><ul>{items}</ul>");
    let lacking = [("ColumnDescription", TagProblem::Missing), ("ColumnKeywords", TagProblem::Missing), ("ColumnType", TagProblem::Empty)];
    assert_eq!(of_page(&column, None), (PageKind::Column, lacking.to_vec()));
    assert_eq!(of_page(&column, Some(PageKind::Home)).1, [], "a page that is known to be no column needs no tags of columns");

    let text = "为做好今年防汛工作，现将有关事项通知如下。请认真贯彻执行，切实保障人民群众生命财产安全。".repeat(8);
    let head = "<h1>关于做好防汛工作的通知</h1><div>发布时间：2017-06-20 来源：市水利局</div>";
    let tags = "<meta name=ArticleTitle content='{{title}}'><meta name=PubDate content=2017/6/20><meta name=ColumnType content=''>";
    let article = format!("<title>关于做好防汛工作的通知</title>{SITE}{tags}{head}<p>{text}</p><p>{text}</p>");
    let faults = [("ArticleTitle", TagProblem::Placeholder), ("PubDate", TagProblem::BadTime), ("ContentSource", TagProblem::Missing)];
    assert_eq!(of_page(&article, None), (PageKind::Article, faults.to_vec()));
}

#[test]
fn a_kind_that_the_caller_names_has_its_own_lacks_and_no_others() {
    let tags = read_page(&PageInput { read_as: Some(PageKind::Column), ..PageInput::new(SITE.as_bytes()) }, &Budget::default()).unwrap().tags;
    assert_eq!(tags.faults, tags.faults_on(TaggedPage::Column));
    assert_eq!(faults(&tags, TaggedPage::Any), []);
    assert_eq!(faults(&tags, TaggedPage::Article).iter().map(|(name, _)| *name).collect::<Vec<_>>(), ["ArticleTitle", "PubDate", "ContentSource"]);
}

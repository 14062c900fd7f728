//! Page tags in every spelling, and their faults.

use gov_site_pages::{PageTags, TagProblem, TaggedPage};

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

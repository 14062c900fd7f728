//! One rule for ids in all formats.

use gov_site_compliance::{Reject, Row, Site, census::Decision, ingest::read_row};
use gov_site_report::{Audience, Edition, Format, documents};

use crate::fixture::{Case, case, texts};

const LONG: &str = "ZB201711290001234567";
const MOBILE: &str = "13800138000";
const IDENTITY: &str = "370303198501011234";

fn edition(audience: Audience) -> Edition {
    Edition { draft: false, audience }
}

/// A case whose first ticket and findings bear an id.
fn with_id(id: &str) -> Case {
    let mut case = case();
    case.census.replies.iter_mut().flatten().for_each(|reply| reply.ticket_id = id.to_owned());
    case.findings.iter_mut().for_each(|finding| finding.key = id.to_owned());
    case
}

/// Page and notice as they are written.
fn page(case: &Case, edition: Edition) -> String {
    let notice = case.notice(texts());
    let mut all = String::new();
    documents(&case.results(&notice, edition), &[], Format::Html, &mut |_, bytes| {
        all.push_str(&String::from_utf8_lossy(bytes));
        Ok(())
    })
    .unwrap();
    all
}

#[test]
fn the_office_sees_ids_whole() {
    for id in [LONG, MOBILE, IDENTITY] {
        let page = page(&with_id(id), edition(Audience::Office));
        assert!(page.matches(id).count() > 1, "{id}");
    }
}

#[test]
fn the_public_sees_ids_that_are_no_number_of_a_person() {
    assert!(page(&with_id(LONG), edition(Audience::Public)).contains(LONG));
    for id in [MOBILE, IDENTITY] {
        assert!(!page(&with_id(id), edition(Audience::Public)).contains(id), "{id}");
    }
}

#[test]
fn a_census_and_its_findings_follow_the_same_rule() {
    let mut case = with_id(MOBILE);
    case.census.sites[0].site_code = IDENTITY.to_owned();
    edition(Audience::Office).census(&mut case.census);
    assert_eq!(case.census.sites[0].site_code, IDENTITY);
    edition(Audience::Public).census(&mut case.census);
    assert_eq!(case.census.sites[0].site_code, "***");
    assert!(case.census.replies.iter().flatten().all(|reply| reply.ticket_id == "***"));
    assert!(case.census.sites[1..].iter().all(|site| !matches!(&site.result, Decision::Judged(verdict) if verdict.site_code.contains('*'))));
    let mut finding = case.findings.remove(0);
    edition(Audience::Office).finding(&mut finding);
    assert_eq!(finding.key, MOBILE);
    edition(Audience::Public).finding(&mut finding);
    assert_eq!(finding.key, "***");
}

#[test]
fn the_key_of_a_link_is_a_text() {
    for audience in [Audience::Public, Audience::Office] {
        assert_eq!(edition(audience).key("links", "tel:13800138000"), "tel:***");
        assert_eq!(edition(audience).key("links", "http://a.example/?id=37030319850101123X"), "http://a.example/?id=***");
        assert_eq!(edition(audience).key("links", "http://a.example/2017-11-20/1.html"), "http://a.example/2017-11-20/1.html");
        let mut finding = case().findings.remove(0);
        (finding.table, finding.key) = ("links", "tel:0533-3187654".to_owned());
        edition(audience).finding(&mut finding);
        assert_eq!(finding.key, "tel:***");
    }
    assert_eq!(edition(Audience::Internal).key("links", "tel:13800138000"), "tel:13800138000");
}

#[test]
fn rejected_cells_show_numbers_of_persons_for_internal_use_only() {
    let texts: Vec<Option<&str>> = Site::TABLE.fields.iter().map(|field| (field.name == "level").then_some("李某 138-0013-8000")).collect();
    let place = gov_site_compliance::Place { file: "sites.csv".into(), row: 2 };
    let mut reject: Reject = read_row::<Site>(&texts, &place).unwrap_err();
    (reject.column, reject.original) = ("level", "李某 138-0013-8000".into());
    edition(Audience::Internal).reject(&mut reject);
    assert_eq!(reject.original, "李某 138-0013-8000");
    edition(Audience::Office).reject(&mut reject);
    assert_eq!(reject.original, "李某 ***");
    (reject.column, reject.original) = ("site_code", "12345678901234".into());
    edition(Audience::Public).reject(&mut reject);
    assert_eq!(reject.original, "12345678901234", "an id may be long");
    (reject.column, reject.original) = ("site_code", MOBILE.into());
    edition(Audience::Office).reject(&mut reject);
    assert_eq!(reject.original, "***");
}

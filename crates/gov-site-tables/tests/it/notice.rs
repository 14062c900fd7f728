//! `notice.toml`: texts or lists of texts, all optional.

use gov_site_compliance::notice::NoticeTexts;
use gov_site_tables::notice_texts;

use super::support::Census;

#[test]
fn an_absent_file_has_no_texts() {
    assert_eq!(*Census::new().open().unwrap().notice_texts(), NoticeTexts::default());
}

#[test]
fn texts_lists_and_dates() {
    let census = Census::new();
    let text = "addressees = \"各区县\"\nbasis = [\"一\", \"二\"]\nrectify_by = 2017-12-15\nobject_by = 2017-12-08\nsigned_on = \"2017-11-29\"\ncopies = \" \"\n\
        [[requirements]]\nheading = \"标题\"\nparagraphs = [\"甲\", \"乙\"]\n[[requirements]]\nparagraphs = \"丙\"\n";
    let texts = census.write("notice.toml", text).open().unwrap().notice_texts().clone();
    assert_eq!((texts.addressees.as_deref(), texts.basis.as_deref()), (Some("各区县"), Some("一\n二")));
    assert_eq!(texts.object_by.as_deref(), Some("2017年12月8日"));
    assert_eq!((texts.rectify_by.as_deref(), texts.copies), (Some("2017年12月15日"), None));
    assert_eq!(texts.signed_on.unwrap().to_string(), "2017-11-29");
    assert_eq!(texts.requirements.len(), 2);
    assert_eq!((texts.requirements[0].heading.as_str(), texts.requirements[1].paragraphs[0].as_str()), ("标题", "丙"));
    let bare = notice_texts("requirements = [\"甲\"]".as_bytes()).unwrap();
    assert_eq!((bare.requirements[0].heading.as_str(), bare.requirements[0].paragraphs[0].as_str()), ("", "甲"));
}

#[test]
fn errors_name_file_line_and_key() {
    let message = |text: &str| notice_texts(text.as_bytes()).unwrap_err().to_string();
    assert!(message("\nsigned = \"x\"").starts_with("notice.toml:2: signed: unknown key; the keys are addressees,"));
    assert!(message("[[requirements]]\ntitle = \"x\"").starts_with("notice.toml:2: requirements[0].title: unknown key"));
    assert!(message("basis = [1]").starts_with("notice.toml:1: basis[0]: a whole number where a text belongs"));
}

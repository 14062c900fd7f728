//! A census stored whole comes back as it was.

use gov_site_compliance::{
    Census, Notice,
    notice::NoticeTexts,
    standard::Sources,
    wire::{StoredCensus, StoredError, v1},
};
use serde_json::{Value, json};

use crate::{support::zibo, wire::small};

const OVERLAY: &str = r#"
id = "ours"
revision = 1
title = "本市办法"
extends = "zibo-2017"
[readings]
overdue_total = "open"
"#;

fn census() -> Census {
    small().settle(zibo()).census()
}

fn stored() -> String {
    StoredCensus::of(&census(), &Sources::embedded("zibo-2017")).unwrap().to_json().unwrap()
}

fn documents(census: &Census) -> (String, String) {
    let notice = Notice::of(census, NoticeTexts::default(), &|_, _| None);
    (v1::Census::from(census).to_json().unwrap(), format!("{notice:?}"))
}

#[test]
fn a_census_draws_up_the_same_documents_again() {
    let again = StoredCensus::from_json(&stored()).unwrap();
    assert_eq!(again.to_json().unwrap(), stored());
    let again = again.restore().unwrap();
    assert_eq!(documents(&again), documents(&census()));
    assert_eq!((&again.sites, &again.replies, &again.registry, &again.warnings), (&census().sites, &census().replies, &census().registry, &census().warnings));
}

/// The stored text with one value changed.
fn changed(pointer: &str, value: Value) -> Result<Census, StoredError> {
    let mut json: Value = serde_json::from_str(&stored()).unwrap();
    *json.pointer_mut(pointer).unwrap_or_else(|| panic!("{pointer}")) = value;
    StoredCensus::from_json(&json.to_string())?.restore()
}

#[test]
fn what_this_release_cannot_read_is_refused() {
    assert!(matches!(changed("/version", json!(2)), Err(StoredError::Version(2))));
    assert!(matches!(changed("/digest", json!("0")), Err(StoredError::Digest { .. })));
    assert!(matches!(changed("/standard/files/0/text", json!("id = 1")), Err(StoredError::Standard(_))));
    for (pointer, value) in [
        ("/sites/0/result/Judged/status", json!("Perfect")),
        ("/sites/0/result/Judged/outcomes/0/1/readings", json!(["a reading of tomorrow"])),
        ("/sites/0/result/Judged/outcomes/0/1/judgement", json!({ "NotApplicable": "because" })),
        ("/warnings", json!([{ "code": "a warning of tomorrow", "site_code": null, "key": null, "text": "" }])),
        ("/header/checkpoint", json!("2017-02-30")),
    ] {
        assert!(matches!(changed(pointer, value), Err(StoredError::Json(_))), "{pointer}");
    }
}

#[test]
fn pinned_sources_need_nothing_of_the_crate() {
    let ours = Sources::of_file("ours.toml", OVERLAY).unwrap();
    let pinned = ours.pinned().unwrap();
    let files: Vec<_> = pinned.files.iter().map(|file| (file.file.as_str(), file.embedded)).collect();
    assert_eq!(files, [("national-2015.toml", true), ("zibo-2017.toml", true), ("ours.toml", false)]);
    let (own, again) = (ours.resolve().unwrap(), pinned.resolve().unwrap());
    assert_eq!((again.digest, again.overrides, again.chain), (own.digest, own.overrides, own.chain));
    let mut lost = pinned;
    lost.files.remove(0);
    assert!(lost.resolve().unwrap_err().to_string().contains("national-2015"));
}

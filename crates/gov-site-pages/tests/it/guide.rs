//! Service guides: the eight elements in every layout, each of them missing and each of them empty at least once.

use std::path::Path;

use gov_site_compliance::ElementState;
use gov_site_pages::{Budget, Element, Guide, PageInput, read_page};

fn guide(name: &str) -> Option<Guide> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases/pages/guide").join(name).with_extension("html");
    let bytes = std::fs::read(&path).unwrap();
    read_page(&PageInput::new(&bytes), &Budget::default()).unwrap().guide
}

use Element::{Conditions, Hours, ItemName, LegalBasis, Materials, Phone, Place, Process};

/// Layout, and which elements the page of that layout lacks and has without a value.
const CASES: &[(&str, &[Element], &[Element])] = &[
    ("headings", &[], &[]),
    ("table", &[Hours], &[Phone]),
    ("table_of_four", &[LegalBasis], &[Place]),
    ("terms", &[Conditions], &[Materials]),
    ("bold", &[ItemName], &[Process]),
    ("tabs", &[Phone], &[LegalBasis]),
    ("numbered", &[Place], &[Conditions]),
    ("inline", &[Materials], &[Hours]),
    ("rows", &[Process], &[ItemName]),
    ("row_of_heads", &[Conditions], &[Phone]),
    ("line_breaks", &[Hours], &[Phone, Process]),
    ("brackets", &[ItemName, LegalBasis], &[Place]),
    ("anchors", &[Hours], &[Materials]),
    ("footer_only", &[Place, Phone], &[]),
    ("joined", &[], &[Process]),
    ("nested_table", &[ItemName], &[]),
];

#[test]
fn each_element_is_present_empty_or_absent_in_every_layout() {
    for (name, absent, empty) in CASES {
        let guide = guide(name).unwrap_or_else(|| panic!("{name} is a guide"));
        assert_eq!(guide.elements.iter().map(|entry| entry.element).collect::<Vec<_>>(), Element::ALL, "{name}");
        for entry in &guide.elements {
            let expected = match entry.element {
                element if absent.contains(&element) => ElementState::Absent,
                element if empty.contains(&element) => ElementState::Empty,
                _ => ElementState::Present,
            };
            assert_eq!(entry.state, expected, "{name}: {entry:?}");
            assert_eq!(entry.place.is_empty(), entry.state == ElementState::Absent, "{name}: {entry:?}");
        }
    }
}

#[test]
fn the_cases_hold_each_element_missing_and_each_empty() {
    for element in Element::ALL {
        assert!(CASES.iter().any(|(_, absent, _)| absent.contains(&element)), "{element:?} missing");
        assert!(CASES.iter().any(|(_, _, empty)| empty.contains(&element)), "{element:?} empty");
    }
}

#[test]
fn values_are_those_that_stand_behind_their_labels() {
    for name in ["headings", "table_of_four", "tabs", "row_of_heads", "anchors", "brackets", "line_breaks", "rows"] {
        let guide = guide(name).unwrap();
        let text = |wanted: Element| guide.elements.iter().find(|entry| entry.element == wanted).map_or("", |entry| entry.text.as_str());
        assert!(text(Materials).is_empty() || text(Materials) == "1.身份证明材料 2.户口簿复印件", "{name}: {}", text(Materials));
        assert!(text(Conditions).is_empty() || text(Conditions) == "具有本县户籍并符合评定标准的人员", "{name}: {}", text(Conditions));
        assert!(text(Hours).is_empty() || text(Hours).starts_with("周一至周五 9:00-17:00"), "{name}: {}", text(Hours));
    }
}

#[test]
fn address_and_telephone_of_the_foot_are_not_those_of_the_guide() {
    let guide = guide("footer_only").unwrap();
    let state = |wanted: Element| guide.elements.iter().find(|entry| entry.element == wanted).map(|entry| entry.state);
    assert_eq!((state(Place), state(Phone)), (Some(ElementState::Absent), Some(ElementState::Absent)));
    // A picture is a value, and the heading names the item.
    assert_eq!((state(Process), state(ItemName)), (Some(ElementState::Present), Some(ElementState::Present)));
}

#[test]
fn forms_are_listed() {
    let names = |name: &str| guide(name).unwrap().forms.into_iter().map(|form| (form.name, form.href)).collect::<Vec<_>>();
    assert_eq!(names("headings"), [("残疾人证申请表".to_owned(), "f/sqb.doc".to_owned())]);
    assert_eq!(names("footer_only"), [("样表".to_owned(), "f/a.xls".to_owned())]);
}

#[test]
fn pages_without_labels_of_guides_are_none() {
    assert!(guide("notice").is_none());
}

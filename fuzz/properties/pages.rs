//! What holds of the readers of pages for any input: the fuzz targets and the plain loop of `gov-site-pages` (`examples/page_fuzz.rs`) throw
//! inputs at these.

use gov_site_pages::dates::{DateText, address_dates, dates_in, whole_date};
use gov_site_pages::{Budget, PageInput, PageKind, TagProblem, TaggedPage, read_article, read_page};

/// Every kind as which a page can be read.
const KINDS: [PageKind; 6] = [PageKind::Column, PageKind::Home, PageKind::LetterList, PageKind::Letter, PageKind::Article, PageKind::Guide];

/// Dates stand in their text, one after the other, on whole signs, and are the same again.
pub fn dates(text: &str) {
    let found = dates_in(text);
    let mut end = 0;
    for date in &found {
        assert!(end <= date.start, "dates overlap in {text:?}");
        stands_in(date, text);
        end = date.end;
    }
    assert_eq!(found, dates_in(text));
    if let Some(whole) = whole_date(text) {
        stands_in(&whole, text);
        let alone = dates_in(&text[whole.start..whole.end]);
        assert!(matches!(alone[..], [date] if date.date == whole.date && date.time == whole.time), "a whole date that is none in {text:?}");
    }
    assert_eq!(address_dates(text), address_dates(text));
}

fn stands_in(date: &DateText, text: &str) {
    assert!(text.get(date.start..date.end).is_some_and(|own| !own.is_empty()), "{date:?} stands nowhere in {text:?}");
}

/// Page tags are read, each of the guideline at most once, with the same faults again.
pub fn tags(page: &[u8]) {
    let Ok(evidence) = read_page(&PageInput::new(page), &Budget::default()) else { return };
    let tags = &evidence.tags;
    for (at, tag) in tags.values.iter().enumerate() {
        assert_eq!(tags.get(tag.name), Some(tag.value.as_str()));
        assert!(tags.values[..at].iter().all(|before| before.name != tag.name), "{} stands twice", tag.name);
    }
    for kind in [TaggedPage::Any, TaggedPage::Column, TaggedPage::Article] {
        let faults = tags.faults_on(kind);
        // Which tags a page lacks depends on what it is.
        let mut others = tags.faults.iter().filter(|fault| !matches!(fault.fault, TagProblem::Missing | TagProblem::Empty));
        assert!(others.all(|fault| faults.contains(fault)));
    }
    assert_eq!(Ok(evidence.tags), read_page(&PageInput::new(page), &Budget::default()).map(|again| again.tags));
}

/// A page is read as any kind without a panic, and the same way again; `choice` says as which.
pub fn page(page: &[u8], choice: u8) {
    let read_as = KINDS.get(usize::from(choice) % (KINDS.len() + 1)).copied();
    let url = (choice >= 128).then_some("http://www.example.gov.cn/a/b/t20171129_1.html");
    let input = PageInput { url, read_as, ..PageInput::new(page) };
    let evidence = read_page(&input, &Budget::default());
    assert_eq!(read_page(&input, &Budget::default()), evidence);
    assert_eq!(read_article(&input, &Budget::default()), evidence.map(|evidence| evidence.article));
}

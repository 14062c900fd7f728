//! Saved pages of the tests: `tests/cases/pages/<reader>/<case>.html`.

use std::path::Path;

use gov_site_pages::{Budget, PageEvidence, PageInput, read_page};

/// What the readers find on a page of the tests, which lies at `http://www.example.gov.cn/a/index.html`.
pub fn read(reader: &str, case: &str) -> PageEvidence {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases/pages").join(reader).join(case).with_extension("html");
    let bytes = std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let input = PageInput { url: Some("http://www.example.gov.cn/a/index.html"), ..PageInput::new(&bytes) };
    read_page(&input, &Budget::default()).unwrap_or_else(|error| panic!("{case}: {error}"))
}

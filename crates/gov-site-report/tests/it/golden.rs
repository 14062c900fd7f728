//! Expected outputs in `tests/golden`.

use std::{env, fs, path::Path};

/// Compares with a stored output; `UPDATE_GOLDEN=1` stores the new one.
#[track_caller]
pub fn check(name: &str, found: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name);
    if env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&path, found).unwrap();
        return;
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    assert!(found == expected, "{name} differs; look at it, then run UPDATE_GOLDEN=1 cargo test -p gov-site-report\n{found}");
}

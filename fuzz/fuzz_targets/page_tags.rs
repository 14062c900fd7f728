//! Any bytes as the tags of a page.
#![no_main]

use libfuzzer_sys::fuzz_target;

#[allow(dead_code, reason = "each target checks one of them")]
#[path = "../properties/pages.rs"]
mod properties;

fuzz_target!(|page: &[u8]| properties::tags(page));

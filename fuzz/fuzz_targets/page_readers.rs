//! Any bytes as a page; the first byte says as which kind it is read.
#![no_main]

use libfuzzer_sys::fuzz_target;

#[allow(dead_code, reason = "each target checks one of them")]
#[path = "../properties/pages.rs"]
mod properties;

fuzz_target!(|bytes: &[u8]| {
    if let Some((choice, page)) = bytes.split_first() {
        properties::page(page, *choice);
    }
});

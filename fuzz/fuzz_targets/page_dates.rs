//! Any text as one that may hold dates.
#![no_main]

use libfuzzer_sys::fuzz_target;

#[allow(dead_code, reason = "each target checks one of them")]
#[path = "../properties/pages.rs"]
mod properties;

fuzz_target!(|text: &str| properties::dates(text));

//! Panics of other crates over what they were handed: turned into errors, and not printed, since they are told as such.

use std::{
    cell::Cell,
    panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook},
};

thread_local! {
    static QUIET: Cell<bool> = const { Cell::new(false) };
}

/// Lets panics under [`caught`] pass without a word; to be called once.
pub fn install() {
    let loud = take_hook();
    set_hook(Box::new(move |info| {
        if !QUIET.get() {
            loud(info);
        }
    }));
}

/// What `work` gives, `None` where it panics.
pub fn caught<T>(work: impl FnOnce() -> T) -> Option<T> {
    QUIET.set(true);
    let made = catch_unwind(AssertUnwindSafe(work));
    QUIET.set(false);
    made.ok()
}

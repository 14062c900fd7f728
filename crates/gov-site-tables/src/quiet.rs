//! The one place where panics of readers of others stop: bytes of strangers may run into their assertions.

use std::{
    cell::Cell,
    panic::{self, AssertUnwindSafe},
    sync::Once,
};

thread_local! {
    static QUIET: Cell<bool> = const { Cell::new(false) };
}
static HOOK: Once = Once::new();

/// Runs a call of a reader; after a panic inside there is no outcome, and nothing is printed. The hook that keeps it silent is
/// put before the program's own once, asks a flag of the thread and hands everything else on.
pub(crate) fn quietly<T>(call: impl FnOnce() -> T) -> Option<T> {
    HOOK.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if !QUIET.get() {
                before(info);
            }
        }));
    });
    QUIET.set(true);
    // Whatever the call leaves half done is dropped with the reader: after an error nobody reads on.
    let outcome = panic::catch_unwind(AssertUnwindSafe(call));
    QUIET.set(false);
    outcome.ok()
}

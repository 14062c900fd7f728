//! The one place where panics of the Parquet reader stop: bytes of strangers may run into its assertions.

use std::{
    cell::Cell,
    panic::{self, AssertUnwindSafe},
    sync::Once,
};

use super::broken::Broken;

thread_local! {
    static QUIET: Cell<bool> = const { Cell::new(false) };
}
static HOOK: Once = Once::new();

/// Runs a call of the Parquet reader; a panic inside becomes an error and prints nothing. The hook that keeps it silent is
/// put before the program's own once, asks a flag of the thread and hands everything else on.
pub(super) fn guarded<T>(call: impl FnOnce() -> Result<T, Broken>) -> Result<T, Broken> {
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
    outcome.unwrap_or_else(|_| Err(Broken::bytes("the bytes contradict the format")))
}

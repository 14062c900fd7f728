//! Panics of the Parquet reader are errors.

use super::broken::Broken;
use crate::quiet::quietly;

/// Runs a call of the Parquet reader; a panic inside becomes an error and prints nothing.
pub(super) fn guarded<T>(call: impl FnOnce() -> Result<T, Broken>) -> Result<T, Broken> {
    quietly(call).unwrap_or_else(|| Err(Broken::bytes("the bytes contradict the format")))
}

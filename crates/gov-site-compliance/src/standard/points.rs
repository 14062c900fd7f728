//! Points off a score: integer hundredths, never a float.

use alloc::{format, string::String};
use core::fmt;

use serde::{Deserialize, Serialize};

use super::Origin;

/// Hundredths of a point.
///
/// ```
/// use gov_site_compliance::standard::Points;
/// assert_eq!(Points::read("4.5"), Some(Points(450)));
/// assert_eq!(Points(445).to_string(), "4.45");
/// assert_eq!(Points::read("0.005"), None);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Points(pub i64);

/// What a clause takes for each thing that it counts, or at most.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rate {
    /// The points.
    pub points: Points,
    /// Where they are from.
    pub origin: Origin,
}

impl Points {
    /// Nothing.
    pub const ZERO: Points = Points(0);

    /// Reads a decimal of at most two places, 0 to 1000.
    pub fn read(text: &str) -> Option<Points> {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let is_digits = |text: &str| text.bytes().all(|digit| digit.is_ascii_digit());
        if whole.is_empty() || fraction.len() > 2 || !is_digits(whole) || !is_digits(fraction) || text.ends_with('.') {
            return None;
        }
        let hundredths: i64 = format!("{fraction:0<2}").parse().ok()?;
        let points = whole.parse::<i64>().ok()?.checked_mul(100)?.checked_add(hundredths)?;
        (points <= 100_000).then_some(Points(points))
    }

    /// Without trailing zeros, as offices write points: `5`, `0.1`, `4.45`.
    pub fn short(self) -> String {
        let text = format!("{self}");
        text.trim_end_matches('0').trim_end_matches('.').into()
    }
}

impl fmt::Display for Points {
    /// Two places.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        write!(out, "{sign}{}.{:02}", self.0.unsigned_abs() / 100, self.0.unsigned_abs() % 100)
    }
}

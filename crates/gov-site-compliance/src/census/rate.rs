//! Shares as decimal text.

use alloc::{format, string::String};

/// `part` of `whole` in percent with `places` decimals, rounded half up once; `None` over 0 (reading 18).
///
/// ```
/// use gov_site_compliance::census::percent;
/// assert_eq!(percent(634, 746, 2).as_deref(), Some("84.99"));
/// assert_eq!(percent(634, 746, 0).as_deref(), Some("85"));
/// assert_eq!(percent(1, 0, 2), None);
/// ```
pub fn percent(part: u64, whole: u64, places: u32) -> Option<String> {
    if whole == 0 {
        return None;
    }
    let scale = 10_u128.checked_pow(places)?;
    let scaled = (u128::from(part) * 100 * scale * 2 + u128::from(whole)) / (u128::from(whole) * 2);
    let width = places as usize;
    Some(if places == 0 { format!("{scaled}") } else { format!("{}.{:0width$}", scaled / scale, scaled % scale) })
}

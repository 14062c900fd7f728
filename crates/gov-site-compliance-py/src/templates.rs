//! Templates of an office, as the functions on pages take them.

use gov_site_pages::Templates;

use crate::error::{Failure, SettingError};

/// Signs of a text that a message shows.
const SHOWN: usize = 100;

/// Templates out of a file, or out of its text: that has more than one line, which no path has.
pub fn parsed(given: Option<String>) -> Result<Templates, Failure> {
    let Some(given) = given else { return Ok(Templates::default()) };
    let wrong = |place: &str, error: &dyn std::fmt::Display| Failure::from(SettingError::new_err(format!("templates: {place}{error}")));
    if given.contains('\n') {
        return Templates::parse(&given).map_err(|error| wrong("", &error));
    }
    let place = format!("{}: ", shown(&given));
    let text = std::fs::read_to_string(&given).map_err(|error| wrong(&place, &format!("{error}; give a TOML file, or its text of several lines")))?;
    Templates::parse(&text).map_err(|error| wrong(&place, &error))
}

/// The beginning of a text.
pub fn shown(text: &str) -> String {
    text.chars().take(SHOWN).collect()
}

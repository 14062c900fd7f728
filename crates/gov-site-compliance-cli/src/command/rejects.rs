//! Prints the catalogue of reject codes, `docs/REJECTS.md`.

use std::io::Write;

use crate::{failure::Failure, screen::Screen};

pub fn run(screen: &mut Screen) -> Result<(), Failure> {
    Ok(write!(screen, "{}", gov_site_report::rejects_page())?)
}

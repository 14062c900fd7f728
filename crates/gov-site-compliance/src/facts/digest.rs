//! A digest of facts that does not depend on the order of rows.

use alloc::string::String;
use core::fmt::Write;

use sha2::{Digest, Sha256};

use super::SiteFacts;

/// Hexadecimal text of a digest.
pub(crate) fn hex(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        let _ = write!(text, "{byte:02x}");
    }
    text
}

struct Feed(Sha256);

impl Write for Feed {
    fn write_str(&mut self, text: &str) -> core::fmt::Result {
        self.0.update(text.as_bytes());
        Ok(())
    }
}

impl SiteFacts<'_> {
    /// SHA-256 over everything that is known of the site: equal facts, equal digest, whatever the rows' order.
    pub fn digest(&self) -> String {
        let mut feed = Feed(Sha256::new());
        // Every part is sorted by its key, and the derived forms name each field.
        let _ = writeln!(feed, "{:?}\n{:?}\n{:?}", self.site, self.life, self.addresses);
        for (position, column) in self.columns.iter().enumerate() {
            let _ = writeln!(feed, "{column:?}\n{:?}", self.activities[position]);
        }
        let _ = writeln!(feed, "{:?}\n{:?}\n{:?}\n{:?}", self.visits, self.channels, self.tickets, self.reviews);
        let _ = writeln!(feed, "{:?}\n{:?}\n{:?}\n{:?}", self.exemptions, self.coverage, self.charges, self.declared);
        hex(&feed.0.finalize())
    }
}

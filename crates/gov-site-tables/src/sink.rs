//! Where rejected rows go.

use std::io;

use gov_site_compliance::Reject;

/// Takes rejected rows one by one, as they are found: there can be millions.
///
/// ```
/// use gov_site_tables::RejectSink;
/// struct Count(u64);
/// impl RejectSink for Count {
///     fn reject(&mut self, _: &gov_site_compliance::Reject) -> std::io::Result<()> {
///         self.0 += 1;
///         Ok(())
///     }
/// }
/// ```
pub trait RejectSink {
    /// Takes one rejected row.
    ///
    /// # Errors
    /// Whatever hinders writing it down; reading stops.
    fn reject(&mut self, reject: &Reject) -> io::Result<()>;
}

impl RejectSink for Vec<Reject> {
    fn reject(&mut self, reject: &Reject) -> io::Result<()> {
        self.push(reject.clone());
        Ok(())
    }
}

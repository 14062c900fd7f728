//! What a synthetic census shall look like.

use crate::GenerateError;

/// Format of the tables.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// One CSV file a table.
    #[default]
    Csv,
    /// Parquet: one file a table, a folder of parts for updates and visits.
    Parquet,
}

/// Order of the rows of updates and visits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// Updates by column in the order of the table of columns, visits by site and time.
    #[default]
    Sorted,
    /// A seeded permutation of the row numbers.
    Shuffled,
}

/// Form of `column_id`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ids {
    /// 0, 1, 2 …
    #[default]
    Dense,
    /// Unique whole numbers below 2^63 without an order.
    Sparse,
    /// Text such as `C00000042-xy`.
    Text,
}

/// Options of a synthetic census.
///
/// ```
/// use gov_site_generate::Options;
/// assert!(Options::default().check().is_ok());
/// let error = Options { sites: 0, ..Options::default() }.check().unwrap_err();
/// assert_eq!(error.to_string(), "sites: 0 is out of range; give 1 to 10000000");
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Options {
    /// Number of sites.
    pub sites: u64,
    /// Columns of each site.
    pub columns: u64,
    /// Mean number of updates of a column that is not blank.
    pub updates: u64,
    /// Visits of each site in the visit week, spread evenly.
    pub visits: u64,
    /// Mean number of tickets of a site.
    pub tickets: u64,
    /// Seed of everything.
    pub seed: u64,
    /// Format of the tables.
    pub format: Format,
    /// Order of updates and visits.
    pub order: Order,
    /// Form of `column_id`.
    pub ids: Ids,
    /// Share of sites with an anomaly, 0 to 1.
    pub anomalies: f64,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            sites: 1_000,
            columns: 60,
            updates: 100,
            visits: 672,
            tickets: 10,
            seed: 1,
            format: Format::Csv,
            order: Order::Sorted,
            ids: Ids::Dense,
            anomalies: 0.05,
        }
    }
}

impl Options {
    /// Checks that every figure lies in its range.
    ///
    /// # Errors
    /// [`GenerateError::OutOfRange`] with the option and its range; [`GenerateError::WithoutParquet`] where Parquet is not built in.
    pub fn check(&self) -> Result<(), GenerateError> {
        range("sites", self.sites, 1, 10_000_000)?;
        range("columns", self.columns, 1, 10_000)?;
        range("updates", self.updates, 1, 1_000_000)?;
        range("visits", self.visits, 0, 604_800)?;
        range("tickets", self.tickets, 0, 100_000)?;
        if !(0.0..=1.0).contains(&self.anomalies) {
            return Err(GenerateError::OutOfRange { option: "anomalies", given: self.anomalies.to_string(), range: "0 to 1".into() });
        }
        if self.format == Format::Parquet && !cfg!(feature = "parquet") {
            return Err(GenerateError::WithoutParquet);
        }
        range("sites x columns", self.sites * self.columns, 1, u64::from(u32::MAX) - 1)
    }

    /// Number of columns of all sites.
    pub(crate) fn all_columns(&self) -> u64 {
        self.sites * self.columns
    }

    /// Whether any anomaly can occur.
    pub(crate) fn has_anomalies(&self) -> bool {
        self.anomalies > 0.0
    }
}

fn range(option: &'static str, given: u64, first: u64, last: u64) -> Result<(), GenerateError> {
    if (first..=last).contains(&given) {
        return Ok(());
    }
    Err(GenerateError::OutOfRange { option, given: given.to_string(), range: format!("{first} to {last}") })
}

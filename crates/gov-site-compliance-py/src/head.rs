//! Dates and names of a census, as `census.toml` has them.

use std::path::PathBuf;

use chrono::NaiveDate;
use gov_site_compliance::{
    Day,
    census::{Header, UpcomingCheck},
    notice::NoticeTexts,
};
use gov_site_tables::notice_texts;
use pyo3::prelude::*;

use crate::error::{Failure, InputError};

/// What Python says of a census beside its tables.
#[derive(FromPyObject)]
pub struct Head {
    #[pyo3(item)]
    checkpoint: NaiveDate,
    #[pyo3(item)]
    visits_until: Option<NaiveDate>,
    #[pyo3(item)]
    period: Option<(NaiveDate, NaiveDate)>,
    #[pyo3(item)]
    title: String,
    #[pyo3(item)]
    issuer: String,
    #[pyo3(item)]
    document_no: Option<String>,
    #[pyo3(item)]
    reconstruction: bool,
    #[pyo3(item)]
    name_best: usize,
    #[pyo3(item)]
    upcoming_checks: Vec<(String, NaiveDate)>,
    #[pyo3(item)]
    notice: Option<PathBuf>,
}

impl Head {
    /// The header of the census.
    pub fn header(&self) -> Header {
        let checkpoint = Day::from_date(self.checkpoint);
        let check = |(name, on): &(String, NaiveDate)| UpcomingCheck { name: name.clone(), on: Day::from_date(*on) };
        Header {
            title: self.title.clone(),
            issuer: self.issuer.clone(),
            document_no: self.document_no.clone(),
            period_from: self.period.map_or(Header::NO_PERIOD, |(from, _)| Day::from_date(from)),
            period_to: self.period.map(|(_, to)| Day::from_date(to)),
            checkpoint,
            visits_until: self.visits_until.map_or(checkpoint, Day::from_date),
            reconstruction: self.reconstruction,
            name_best: self.name_best,
            upcoming_checks: self.upcoming_checks.iter().map(check).collect(),
        }
    }

    /// The texts of the notice: those of the file that was named.
    pub fn notice_texts(&self) -> Result<NoticeTexts, Failure> {
        let Some(path) = &self.notice else { return Ok(NoticeTexts::default()) };
        let bytes = std::fs::read(path).map_err(|error| InputError::new_err(format!("{}: {error}; give the path of a notice.toml", path.display())))?;
        Ok(notice_texts(&bytes)?)
    }
}

//! A census stored whole, so that it can be drawn up again: everything but findings, rejected rows and the standard's text.
//!
//! Unlike `census.json` this is no exchange between programs: a release reads what it wrote itself, or says that it cannot.

use alloc::{
    string::{String, ToString},
    vec::Vec,
};

use serde::{Deserialize, Serialize};

use crate::{
    census::{Census, Header, SiteResult, Warning},
    followup::Reply,
    indicator::Outcome,
    standard::{Sources, StandardError},
};

const VERSION: u32 = 1;

/// A census without its findings.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StoredCensus {
    version: u32,
    standard: Sources,
    digest: String,
    header: Header,
    sites: Vec<SiteResult>,
    replies: Option<Vec<Reply>>,
    registry: Vec<(String, Outcome)>,
    warnings: Vec<Warning>,
    rejected: Vec<(String, u64)>,
}

/// A stored census that cannot be drawn up again.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoredError {
    /// Not JSON of this form.
    #[error("not a stored census: {0}; store it anew with this release")]
    Json(#[from] serde_json::Error),
    /// Stored by another release.
    #[error("a census stored in form {0}, this release reads {VERSION}: store it anew")]
    Version(u32),
    /// Its standard cannot be resolved any more.
    #[error(transparent)]
    Standard(#[from] StandardError),
    /// The standard of its name is another one now.
    #[error("the standard {id} has the digest {found} here and had {stored} when the census was stored: use the release that stored it")]
    Digest {
        /// The standard.
        id: String,
        /// Its digest now.
        found: String,
        /// Its digest then.
        stored: String,
    },
}

#[derive(Deserialize)]
struct Numbered {
    version: u32,
}

impl StoredCensus {
    /// What is stored of a census that was judged by the standard of these sources.
    ///
    /// # Errors
    /// As [`Sources::pinned`].
    pub fn of(census: &Census, standard: &Sources) -> Result<StoredCensus, StandardError> {
        Ok(StoredCensus {
            version: VERSION,
            standard: standard.pinned()?,
            digest: census.standard.digest.clone(),
            header: census.header.clone(),
            sites: census.sites.clone(),
            replies: census.replies.clone(),
            registry: census.registry.clone(),
            warnings: census.warnings.clone(),
            rejected: census.rejected.clone(),
        })
    }

    /// Writes it as JSON.
    ///
    /// # Errors
    /// None in practice; the writer's error type is passed on.
    pub fn to_json(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string(self)
    }

    /// Reads what [`StoredCensus::to_json`] wrote.
    ///
    /// # Errors
    /// [`StoredError::Json`] and [`StoredError::Version`].
    pub fn from_json(text: &str) -> Result<StoredCensus, StoredError> {
        let Numbered { version } = serde_json::from_str(text)?;
        if version != VERSION {
            return Err(StoredError::Version(version));
        }
        Ok(serde_json::from_str(text)?)
    }

    /// What the standard of the census is made from.
    pub fn sources(&self) -> &Sources {
        &self.standard
    }

    /// The census.
    ///
    /// # Errors
    /// [`StoredError::Standard`] and [`StoredError::Digest`].
    pub fn restore(self) -> Result<Census, StoredError> {
        let standard = self.standard.resolve()?;
        if standard.digest != self.digest {
            return Err(StoredError::Digest { id: self.standard.standard.to_string(), found: standard.digest, stored: self.digest });
        }
        Ok(Census {
            header: self.header,
            standard,
            sites: self.sites,
            replies: self.replies,
            registry: self.registry,
            warnings: self.warnings,
            rejected: self.rejected,
        })
    }
}

//! What a census says of itself, and in what the settings of two differ.

use alloc::{format, string::String, vec::Vec};

use serde::Serialize;

use crate::{census::Census, model::Day, wire::v1};

/// What a census says of itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Heading {
    /// Title.
    pub title: String,
    /// The day at whose end everything is judged.
    pub checkpoint: String,
    /// `id@revision`.
    pub standard: String,
    /// SHA-256 of the standard: two overlays may have one name.
    pub digest: String,
}

impl Heading {
    /// That of a census.
    pub fn of(census: &Census) -> Heading {
        let Census { header, standard, .. } = census;
        let checkpoint: Day = header.checkpoint;
        Heading {
            title: header.title.clone(),
            checkpoint: format!("{checkpoint}"),
            standard: format!("{}@{}", standard.id, standard.revision),
            digest: standard.digest.clone(),
        }
    }

    /// That of a stored census.
    pub fn of_stored(census: &v1::Census) -> Heading {
        Heading {
            title: census.title.clone(),
            checkpoint: census.checkpoint.clone(),
            standard: format!("{}@{}", census.standard.id, census.standard.revision),
            digest: census.standard.digest.clone(),
        }
    }

    /// `title (checkpoint, standard)`.
    pub fn shown(&self) -> String {
        let Heading { title, checkpoint, standard, .. } = self;
        if title.is_empty() { format!("{checkpoint}, {standard}") } else { format!("{title} ({checkpoint}, {standard})") }
    }

    /// In what the settings of a later census differ: another checkpoint or standard alone makes verdicts and findings differ.
    pub fn differences(&self, later: &Heading) -> Vec<String> {
        let mut lines = Vec::new();
        if self.checkpoint != later.checkpoint {
            lines.push(format!("checkpoints differ: {}, {}", self.checkpoint, later.checkpoint));
        }
        if self.digest != later.digest {
            lines.push(format!("standards differ: {}, {}", self.version(), later.version()));
        }
        lines
    }

    /// Name and the beginning of the digest.
    fn version(&self) -> String {
        format!("{} {}", self.standard, self.digest.get(..8).unwrap_or_default())
    }
}

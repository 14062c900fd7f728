//! Sites whose verdict differs, its score, or what it rests on.

use alloc::{borrow::Cow, string::String, string::ToString, vec::Vec};

use serde::Serialize;

use super::{
    KeyTwice, Pair,
    pairs::{self, Row},
};
use crate::verdict::{Basis, Status};

/// The word in the place of a verdict for a site that was left out with approval: it is not gone.
pub const EXCLUDED: &str = "excluded";

/// A site as results hold it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerdictRow<'a> {
    /// The site.
    pub site_code: Cow<'a, str>,
    /// Its name.
    pub site_name: Cow<'a, str>,
    /// Code of the verdict, or [`EXCLUDED`].
    pub verdict: Cow<'a, str>,
    /// Failed vetoes, `a;b`.
    pub vetoes: Cow<'a, str>,
    /// Open vetoes with their gaps, `a:dns+login;b:not_collected`.
    pub not_assessed: Cow<'a, str>,
    /// The score with two places, where it decides.
    pub score: Option<Cow<'a, str>>,
    /// Lowest and highest that the score can be, where the site is scored.
    pub score_range: Option<[Cow<'a, str>; 2]>,
    /// Standard of the census with its marks.
    pub basis: Cow<'a, str>,
}

impl Row for VerdictRow<'_> {
    const TABLE: &'static str = "verdicts";

    fn key(&self) -> &str {
        &self.site_code
    }

    fn same(&self, other: &Self) -> bool {
        let points = (&self.score, &self.score_range) == (&other.score, &other.score_range);
        points && (&self.verdict, &self.vetoes, &self.not_assessed) == (&other.verdict, &other.vetoes, &other.not_assessed)
    }
}

impl VerdictRow<'_> {
    /// What the verdict rests on: `score` where there is one, else `vetoes` (reading 6); empty for an excluded site. So it differs only
    /// where the score or the verdict does.
    pub fn verdict_basis(&self) -> &'static str {
        match &self.score {
            _ if self.verdict == EXCLUDED => "",
            Some(_) => Basis::Score.code(),
            None => Basis::Vetoes.code(),
        }
    }
}

/// Sites whose verdict, score, failed or open vetoes differ, by code.
///
/// # Errors
/// A site with two rows on one side.
pub fn verdicts<'a>(
    before: impl IntoIterator<Item = VerdictRow<'a>>,
    after: impl IntoIterator<Item = VerdictRow<'a>>,
) -> Result<Vec<Pair<VerdictRow<'a>>>, KeyTwice> {
    pairs::differing(before, after)
}

/// A site whose verdict differs, with texts of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct VerdictChange {
    /// The site.
    pub site_code: String,
    /// Its later name.
    pub site_name: String,
    /// Before, null where the site was not there.
    pub before: Option<VerdictSeen>,
    /// After, null where it is there no more.
    pub after: Option<VerdictSeen>,
}

/// A verdict with what it rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct VerdictSeen {
    /// Code of the verdict, or [`EXCLUDED`].
    pub verdict: String,
    /// Failed vetoes, `a;b`.
    pub vetoes: String,
    /// Open vetoes with their gaps.
    pub not_assessed: String,
    /// What it rests on: `score`, `vetoes`, empty for an excluded site.
    pub verdict_basis: &'static str,
    /// The score with two places, null where the verdict rests on the vetoes.
    pub score: Option<String>,
    /// Lowest and highest possible score, null where the site is not scored.
    pub score_range: Option<[String; 2]>,
}

impl VerdictSeen {
    fn of(row: &VerdictRow<'_>) -> VerdictSeen {
        VerdictSeen {
            verdict: row.verdict.to_string(),
            vetoes: row.vetoes.to_string(),
            not_assessed: row.not_assessed.to_string(),
            verdict_basis: row.verdict_basis(),
            score: row.score.as_ref().map(ToString::to_string),
            score_range: row.score_range.as_ref().map(|range| range.each_ref().map(ToString::to_string)),
        }
    }

    /// Whether no veto makes the site unqualified, but its score under the pass mark.
    pub fn is_failed_by_score(&self) -> bool {
        self.verdict == Status::Unqualified.code() && self.verdict_basis == Basis::Score.code()
    }
}

impl VerdictChange {
    /// The change of a pair; `None` for a pair of nothing.
    pub fn of(pair: &Pair<VerdictRow<'_>>) -> Option<VerdictChange> {
        let later = pair.later()?;
        let (before, after) = (pair.before.as_ref().map(VerdictSeen::of), pair.after.as_ref().map(VerdictSeen::of));
        Some(VerdictChange { site_code: later.site_code.to_string(), site_name: later.site_name.to_string(), before, after })
    }

    /// Verdicts before and after, empty where the site was not there.
    pub fn words(&self) -> (&str, &str) {
        (self.before.as_ref().map_or("", |seen| &seen.verdict), self.after.as_ref().map_or("", |seen| &seen.verdict))
    }
}

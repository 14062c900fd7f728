//! Scores and points off of a comparison, as all formats show them.

use gov_site_compliance::compare::{OutcomeSeen, VerdictSeen};

/// The failed vetoes, or `pass_mark` where no veto but the score fails the site.
pub(crate) fn failed(seen: &VerdictSeen) -> &str {
    if seen.is_failed_by_score() { "pass_mark" } else { &seen.vetoes }
}

/// The score, or the range in which it lies with `between` its ends; `None` for a site that is not scored.
pub(crate) fn score(seen: &VerdictSeen, between: &str) -> Option<String> {
    seen.score.clone().or_else(|| seen.score_range.as_ref().map(|range| range.join(between)))
}

/// The points off, as a range with `between` its ends where they are not certain, `?` where nothing bounds them; `None` where they are unknown.
pub(crate) fn points_off(seen: &OutcomeSeen, between: &str) -> Option<String> {
    let least = seen.points_off.as_ref()?;
    Some(match &seen.points_off_most {
        Some(most) if most == least => least.clone(),
        Some(most) => format!("{least}{between}{most}"),
        None => format!("{least}{between}?"),
    })
}

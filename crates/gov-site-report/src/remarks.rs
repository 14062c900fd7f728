//! What every output must say of itself: a reconstruction, an overlay, a standard that is not in force.

use gov_site_compliance::{
    Outcome, Standard, Verdict,
    census::Header,
    indicator::Judgement,
    standard::{Effect, Effective},
};

use crate::text::plain;

/// `zibo-2017@1; reconstruction`: the standard of a table, with what a reader must know of it.
///
/// Marks are `reconstruction`, `overlay` (an extending file changed figures) and `not_in_force`.
///
/// ```
/// use gov_site_compliance::{census::Header, standard::Library};
/// use gov_site_report::basis;
/// # let day = gov_site_compliance::Day(17_495);
/// # let header = Header {
/// #     title: "普查".into(), issuer: String::new(), document_no: None, period_from: day, period_to: None, checkpoint: day,
/// #     visits_until: day, reconstruction: true, name_best: 0, upcoming_checks: Vec::new(),
/// # };
/// let standard = Library::embedded().resolve("national-2015")?;
/// assert_eq!(basis(&header, &standard), "national-2015@1; reconstruction");
/// # Ok::<(), gov_site_compliance::StandardError>(())
/// ```
pub fn basis(header: &Header, standard: &Standard) -> String {
    let marks =
        [(header.reconstruction, "reconstruction"), (!standard.overrides.is_empty(), "overlay"), (!standard.in_force(header.checkpoint), "not_in_force")];
    let marks = marks.iter().filter(|(holds, _)| *holds).map(|(_, mark)| format!("; {mark}"));
    format!("{}@{}{}", standard.id, standard.revision, marks.collect::<String>())
}

/// The same as sentences for a screen.
pub(crate) fn remarks(header: &Header, standard: &Standard) -> Vec<String> {
    let mut remarks = Vec::new();
    if header.reconstruction {
        remarks.push("重建示例 reconstruction: 登记信息与数据系重建,并非实际监测结果".to_string());
    }
    if !standard.in_force(header.checkpoint) {
        let dates = standard.effective.as_ref().map(Effective::text).unwrap_or_default();
        remarks.push(format!("标准不在施行日期之内 standard not in force on {}: {dates}", header.checkpoint));
    }
    for change in &standard.overrides {
        let by = plain(&change.origin.standard);
        remarks.push(format!("本地调整 overlay {by}: {} {} → {}", plain(&change.figure), plain(&change.was), plain(&change.is)));
    }
    remarks
}

/// What a failed clause reads as when its `effect` is `report`: it makes no site 不合格.
pub(crate) const REPORT_ONLY: &str = "不达标（仅提示）";

/// Failed clauses on a site that only report, with their outcomes.
pub(crate) fn reported<'a>(verdict: &'a Verdict, standard: &Standard) -> impl Iterator<Item = (&'a str, &'a Outcome)> {
    let outcomes = verdict.outcomes.iter().map(|(key, outcome)| (key.as_str(), outcome));
    outcomes.filter(|(key, outcome)| outcome.judgement == Judgement::Fail && standard.clause(key).is_some_and(|clause| clause.effect == Effect::Report))
}

/// `zibo-2017@1 (0123456789ab)`, the name of a standard for a screen.
pub(crate) fn standard_name(standard: &Standard) -> String {
    format!("{}@{} ({})", plain(&standard.id), standard.revision, standard.digest.get(..12).unwrap_or_default())
}

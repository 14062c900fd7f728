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

/// What stands on every page where the standard is not in force at the checkpoint (reading 9).
#[cfg(any(feature = "docx", feature = "xlsx"))]
pub(crate) fn page_warning(header: &Header, standard: &Standard) -> Option<&'static str> {
    (!standard.in_force(header.checkpoint)).then_some("注意：监测时间点不在所用标准的施行日期之内")
}

/// [`basis`] as officials read it, for the foot of a page.
#[cfg(feature = "xlsx")]
pub(crate) fn basis_chinese(header: &Header, standard: &Standard) -> String {
    let marks = [(header.reconstruction, "重建示例"), (!standard.overrides.is_empty(), "本地调整"), (!standard.in_force(header.checkpoint), "标准不在施行期")];
    let marks = marks.iter().filter(|(holds, _)| *holds).map(|(_, mark)| format!("；{mark}"));
    format!("标准：{}第{}版{}", standard.id, standard.revision, marks.collect::<String>())
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

/// `得分59.50分，合格分数线60分（含）以上`: why a site is unqualified that fails no veto; `None` for any other.
#[cfg(any(feature = "docx", feature = "html"))]
pub(crate) fn low_score(verdict: &Verdict, standard: &Standard) -> Option<String> {
    let points = verdict.low_score(standard)?.points?;
    Some(format!("得分{points}分，合格分数线{}", standard.pass_mark()?.chinese()))
}

/// Failed clauses on a site that only report, with their outcomes.
pub(crate) fn reported<'a>(verdict: &'a Verdict, standard: &Standard) -> impl Iterator<Item = (&'a str, &'a Outcome)> {
    let outcomes = verdict.outcomes.iter().map(|(key, outcome)| (key.as_str(), outcome));
    outcomes.filter(|(key, outcome)| outcome.judgement == Judgement::Fail && standard.clause(key).is_some_and(|clause| clause.effect == Effect::Report))
}

/// `zibo-2017@1 (0123456789ab)`, the name of a standard for a screen.
pub(crate) fn standard_name(standard: &Standard) -> String {
    format!("{}@{} ({})", plain(&standard.id), standard.revision, standard.digest.get(..12).unwrap_or_default())
}

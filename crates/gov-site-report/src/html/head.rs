//! The head of the page: what was checked, when, by which standard, and for whom the page is.

use gov_site_compliance::standard::Effective;
use serde::Serialize;

use super::texts::{name, text};
use crate::{Audience, DRAFT, Edition, Results};

#[derive(Serialize)]
pub(super) struct Head {
    title: String,
    issuer: Option<String>,
    document_no: Option<String>,
    draft: Option<&'static str>,
    audience: &'static str,
    marks: Vec<&'static str>,
    remarks: Vec<String>,
    facts: Vec<(&'static str, String)>,
}

impl Head {
    pub(super) fn of(results: &Results<'_>) -> Head {
        let (census, edition) = (results.census, results.edition);
        let header = &census.header;
        let filled = |text: &str| Some(name(edition, text)).filter(|text| !text.is_empty());
        Head {
            title: name(edition, title(results)),
            issuer: filled(&header.issuer),
            document_no: results.notice.document_no.as_deref().and_then(filled),
            draft: draft(edition),
            audience: audience(edition),
            marks: marks(results),
            remarks: results.notice.remarks.iter().map(|remark| text(edition, remark)).collect(),
            facts: facts(results),
        }
    }
}

/// The page is the census, not its notice: it bears the census' own title where that has one.
fn title<'a>(results: &Results<'a>) -> &'a str {
    let own = results.census.header.title.as_str();
    if own.trim().is_empty() { &results.notice.title } else { own }
}

pub(super) fn draft(edition: Edition) -> Option<&'static str> {
    edition.draft.then_some(DRAFT)
}

pub(super) fn audience(edition: Edition) -> &'static str {
    match edition.audience {
        Audience::Public => "公开版",
        Audience::Office => "工作版",
        Audience::Internal => "内部版，勿外传",
    }
}

fn marks(results: &Results<'_>) -> Vec<&'static str> {
    let (header, standard) = (&results.census.header, &results.census.standard);
    let marks =
        [(header.reconstruction, "重建示例"), (!standard.overrides.is_empty(), "本地调整的标准"), (!standard.in_force(header.checkpoint), "标准不在施行期")];
    marks.into_iter().filter(|(holds, _)| *holds).map(|(_, mark)| mark).collect()
}

fn facts(results: &Results<'_>) -> Vec<(&'static str, String)> {
    let (header, standard, edition) = (&results.census.header, &results.census.standard, results.edition);
    let mut facts = vec![("监测时间点", header.checkpoint.chinese())];
    if header.has_period() {
        let to = header.period_to.map(|day| day.chinese()).unwrap_or_default();
        facts.push(("统计时段", format!("{}至{to}", header.period_from.chinese())));
    }
    facts.push(("访问监测截至", header.visits_until.chinese()));
    facts.push(("检查标准", name(edition, &standard.title)));
    facts.push(("标准文件", name(edition, &standard.document)));
    facts.push(("标准版本", format!("{} 第{}版", name(edition, &standard.id), standard.revision)));
    let effective = standard.effective.as_ref().map_or_else(|| "未载明".to_string(), Effective::chinese);
    let holds = if standard.in_force(header.checkpoint) { "监测时间点在施行期内" } else { "监测时间点不在施行期内" };
    facts.push(("施行日期", format!("{effective}（{holds}）")));
    facts.push(("标准摘要", standard.digest.get(..12).unwrap_or(&standard.digest).to_string()));
    facts
}

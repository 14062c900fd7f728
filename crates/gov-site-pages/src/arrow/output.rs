//! Rows of evidence as columns; [`super::schema`] says what each holds.

use std::sync::Arc;

use arrow_array::{ArrayRef, Date32Array, RecordBatch, StringArray, UInt32Array, UInt64Array};
use arrow_schema::ArrowError;
use serde::Serialize;

use super::row::Row;
use super::{batch_of, lists};
use crate::article::Article;
use crate::evidence::PageEvidence;
use crate::footer::FooterItem;
use crate::shown::Shown;

pub(super) fn batch(rows: &[Row]) -> Result<RecordBatch, ArrowError> {
    let mut columns = of_rows(rows);
    columns.extend(of_articles(rows));
    columns.push(("items", lists::items(rows)?));
    columns.push(("blank", texts(rows, |evidence| text_of(&evidence.list.as_ref()?.blank))));
    columns.push(("list_gap", texts(rows, |evidence| evidence.list.as_ref()?.gap.map(|gap| gap.code().to_owned()))));
    columns.push(("letters", lists::letters(rows)?));
    columns.push(("guide", lists::guide(rows)?));
    columns.push(("tag_faults", lists::tag_faults(rows)?));
    columns.extend(of_feet(rows));
    let json = rows.iter().map(|row| row.read.as_ref().ok().map(|read| read.json.as_str()));
    columns.push(("evidence", Arc::new(json.collect::<StringArray>())));
    batch_of(columns)
}

fn of_rows(rows: &[Row]) -> Vec<(&'static str, ArrayRef)> {
    let gap = |row: &Row| match &row.read {
        Ok(read) => read.evidence.gap(),
        Err(error) => Some(error.gap),
    };
    vec![
        ("row", Arc::new(rows.iter().map(|row| Some(row.number)).collect::<UInt64Array>())),
        ("url", Arc::new(rows.iter().map(|row| row.url.as_deref()).collect::<StringArray>())),
        ("kind", texts(rows, |evidence| Some(code(&evidence.kind.kind)))),
        ("gap", Arc::new(rows.iter().map(|row| gap(row).map(|gap| gap.code())).collect::<StringArray>())),
        ("error", Arc::new(rows.iter().map(|row| row.read.as_ref().err().map(|error| error.text.as_str())).collect::<StringArray>())),
        ("digest", texts(rows, |evidence| Some(evidence.digest.clone()))),
        ("encoding", texts(rows, |evidence| Some(evidence.decoding.encoding.to_owned()))),
    ]
}

fn of_articles(rows: &[Row]) -> Vec<(&'static str, ArrayRef)> {
    let articles: Vec<Option<&Article>> = rows.iter().map(|row| row.evidence()?.article.as_ref()).collect();
    let published = |article: &Option<&Article>| lists::day((*article)?.published.as_ref()).map(|day| day.0);
    let state = |article: &Option<&Article>| article.map(|article| lists::state(article.published.as_ref()));
    let conflicts = |article: &Option<&Article>| article.map(|article| u32::try_from(article.conflicts.len()).unwrap_or(u32::MAX));
    vec![
        ("title", texts(rows, title)),
        ("published", Arc::new(articles.iter().map(published).collect::<Date32Array>())),
        ("published_state", Arc::new(articles.iter().map(state).collect::<StringArray>())),
        ("content_source", texts(rows, |evidence| text_of(&evidence.article.as_ref()?.content_source))),
        ("document_no", texts(rows, |evidence| text_of(&evidence.article.as_ref()?.document_no))),
        ("date_conflicts", Arc::new(articles.iter().map(conflicts).collect::<UInt32Array>())),
    ]
}

fn of_feet(rows: &[Row]) -> Vec<(&'static str, ArrayRef)> {
    vec![
        ("site_code", texts(rows, |evidence| normal(&evidence.footer.site_code))),
        ("icp", texts(rows, |evidence| normal(&evidence.footer.icp))),
        ("police_record", texts(rows, |evidence| normal(&evidence.footer.police_record))),
        ("sponsor", texts(rows, |evidence| normal(&evidence.footer.sponsor))),
        ("contact", texts(rows, |evidence| normal(&evidence.footer.contact))),
        ("foreign_code", texts(rows, |evidence| normal(&evidence.footer.foreign_code))),
    ]
}

fn texts(rows: &[Row], text: impl Fn(&PageEvidence) -> Option<String>) -> ArrayRef {
    Arc::new(rows.iter().map(|row| row.evidence().and_then(&text)).collect::<StringArray>())
}

fn title(evidence: &PageEvidence) -> Option<String> {
    let of_article = evidence.article.as_ref().and_then(|article| text_of(&article.title));
    of_article.or_else(|| text_of(&evidence.letter.as_ref()?.title))
}

/// The text of what a page shows.
pub(super) fn text_of(shown: &Option<Shown>) -> Option<String> {
    shown.as_ref().map(|shown| shown.text.clone())
}

/// The form for comparison, else the text.
fn normal(item: &Option<FooterItem>) -> Option<String> {
    item.as_ref().map(|item| item.normal.clone().unwrap_or_else(|| item.shown.text.clone()))
}

/// The code of a value, as the JSON of the evidence writes it.
pub(super) fn code(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(code)) => code,
        _ => String::new(),
    }
}

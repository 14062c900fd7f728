//! What changed between two runs.

use serde::Serialize;

use super::{
    HtmlError, frame, head,
    table::{self, Kind, Table},
    texts::{name, text},
};
use crate::Edition;

/// One thing that is not what it was.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// What changed, as officials read it: 检查结果, 发现的问题, 办件.
    pub table: String,
    /// The site; empty where none is meant.
    pub site_code: String,
    /// Its name.
    pub site_name: String,
    /// The clause, field or ticket.
    pub key: String,
    /// What it was; empty for what is new.
    pub before: String,
    /// What it is; empty for what is gone.
    pub after: String,
}

/// Two runs and what changed between them.
#[derive(Clone, Copy, Debug)]
pub struct Comparison<'a> {
    /// Title of the page.
    pub title: &'a str,
    /// The earlier run: its folder, checkpoint and standard, say.
    pub before: &'a str,
    /// The later run.
    pub after: &'a str,
    /// Changes, as many as are held for the page.
    pub changes: &'a [Change],
    /// Changes there are.
    pub total: u64,
    /// The edition.
    pub edition: Edition,
}

#[derive(Serialize)]
struct View {
    title: String,
    draft: Option<&'static str>,
    audience: &'static str,
    before: String,
    after: String,
    held: usize,
    total: u64,
    changes: Table,
}

/// The comparison as one HTML file, in Chinese, by the same rules as [`super::page`].
///
/// ```
/// use gov_site_report::{Edition, html::{Change, Comparison, comparison}};
/// let change = Change { table: "检查结果".into(), site_code: "3703000001".into(), before: "合格".into(), after: "不合格".into(), ..Change::default() };
/// let runs = Comparison { title: "两次普查对比", before: "第三季度", after: "第四季度", changes: &[change], total: 1, edition: Edition::default() };
/// assert!(comparison(&runs)?.contains("<td data-label=\"本次\">不合格</td>"));
/// # Ok::<(), gov_site_report::html::HtmlError>(())
/// ```
///
/// # Errors
/// [`HtmlError`] when the template and its view do not fit.
pub fn comparison(comparison: &Comparison<'_>) -> Result<String, HtmlError> {
    let edition = comparison.edition;
    let view = View {
        title: name(edition, comparison.title),
        draft: head::draft(edition),
        audience: head::audience(edition),
        before: text(edition, comparison.before),
        after: text(edition, comparison.after),
        held: comparison.changes.len(),
        total: comparison.total,
        changes: changes(comparison),
    };
    let mut page = frame::render("comparison.html", &view)?;
    frame::push_data(&mut page, "tables", &table::data(&[&view.changes]))?;
    frame::close(&mut page);
    Ok(page)
}

fn changes(comparison: &Comparison<'_>) -> Table {
    let columns = [
        ("类别", Kind::Word),
        ("变化", Kind::Word),
        ("网站标识码", Kind::Code),
        ("网站名称", Kind::Text),
        ("项目", Kind::Text),
        ("上次", Kind::Text),
        ("本次", Kind::Text),
    ];
    let (name, text) = (|cell: &str| name(comparison.edition, cell), |cell: &str| text(comparison.edition, cell));
    let rows = comparison.changes.iter().map(|change| {
        let names = [&change.site_code, &change.site_name, &change.key].map(|cell| name(cell));
        let sides = [&change.before, &change.after].map(|cell| text(cell));
        [name(&change.table), kind(change).to_string()].into_iter().chain(names).chain(sides).collect()
    });
    Table::new("changes", "变化明细", &columns).with(rows)
}

/// What became of it, in a word.
fn kind(change: &Change) -> &'static str {
    match (change.before.is_empty(), change.after.is_empty()) {
        (true, false) => "新增",
        (false, true) => "消除",
        _ => "变更",
    }
}

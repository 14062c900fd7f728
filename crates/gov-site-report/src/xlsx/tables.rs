//! The tables of a census as sheets, one table a file.

mod coverage;
mod excluded;
mod findings;
mod groups;
mod outcomes;
mod rejects;
mod tickets;
mod verdicts;

use std::collections::BTreeMap;

use gov_site_compliance::verdict::{Deducted, Score};

use super::{
    XlsxError, about,
    book::{Book, OnPages},
    column::{Column, Value},
    sheet::Limits,
};
use crate::{
    Audience, Results, basis,
    remarks::{basis_chinese, page_warning},
};

/// What sheets say of a row beside what it holds.
pub(super) struct Context<'a> {
    pub results: Results<'a>,
    basis: String,
    names: BTreeMap<&'a str, &'a str>,
    scores: BTreeMap<&'a str, Score>,
}

impl<'a> Context<'a> {
    fn new(results: Results<'a>) -> Context<'a> {
        let census = results.census;
        let names = census.sites.iter().map(|site| (site.site_code.as_str(), site.site_name.as_str())).collect();
        let scores = census.verdicts().filter_map(|verdict| Some((verdict.site_code.as_str(), verdict.score(&census.standard)?))).collect();
        Context { results, basis: basis(&census.header, &census.standard), names, scores }
    }

    /// The name of a site.
    fn site_name(&self, code: &str) -> Value<'a> {
        Value::of(self.names.get(code).copied(), Value::text)
    }

    /// What a clause takes off the score of a site.
    fn deducted(&self, site: &str, clause: &str) -> Option<&Deducted> {
        self.scores.get(site)?.of_clause(clause)
    }

    /// The title of a clause, its key where the standard has none.
    fn title(&self, clause: &'a str) -> &'a str {
        self.results.census.standard.clause(clause).map_or(clause, |clause| &clause.title)
    }

    /// The column that repeats what each row must say of itself.
    fn basis<R>(&'a self) -> Column<'a, R> {
        Column::new("basis", "依据", 28, |_| Value::id(&self.basis)).folded()
    }
}

/// The workbook, with sheets of a given size.
pub(super) fn workbook(results: &Results<'_>, limits: Limits) -> Result<Vec<u8>, XlsxError> {
    let context = Context::new(*results);
    let census = results.census;
    let (basis, warning) = (basis_chinese(&census.header, &census.standard), page_warning(&census.header, &census.standard));
    let mut book = Book::new(&census.header.title, OnPages { basis: &basis, warning }, about::NAME, results.edition, limits)?;
    let (groups, replies) = (census.groups(), census.replies.as_deref().unwrap_or_default());
    book.table(verdicts::table(&context), verdicts::rows(census))?;
    book.table(outcomes::table(&context), outcomes::rows(census))?;
    book.table(findings::table(&context), results.findings.iter())?;
    book.table(tickets::table(&context), replies.iter())?;
    book.table(groups::table(&context), groups.iter())?;
    book.table(coverage::table(&context), coverage::rows(results))?;
    book.table(excluded::table(&context), census.excluded())?;
    if results.edition.audience != Audience::Public {
        book.table(rejects::table(), results.rejects.iter())?;
    }
    about::write(&mut book, &context)?;
    book.finish()
}

/// Texts with a sign between them.
fn joined<T: AsRef<str>>(texts: impl IntoIterator<Item = T>, between: &str) -> String {
    let mut all = String::new();
    for (at, text) in texts.into_iter().enumerate() {
        if at > 0 {
            all.push_str(between);
        }
        all.push_str(text.as_ref());
    }
    all
}

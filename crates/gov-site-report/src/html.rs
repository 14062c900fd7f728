//! One self-contained page: a census for a browser, and what changed between two.
//!
//! The page asks the network for nothing: style and script stand in it, named by their hashes in its content security policy, and no
//! other script runs. What a reader must see without a script is written out; long lists come as data that the script of the page
//! sorts, searches and pages through.

mod changes;
mod comparison;
mod detail;
mod evidence;
mod frame;
mod groups;
mod head;
mod input;
mod notice;
mod rules;
mod sites;
mod summary;
mod table;
mod texts;
mod tickets;
mod view;
mod words;

pub use changes::changes;
pub use comparison::{Change, Comparison, comparison};

use crate::Results;

/// Why a page could not be made: a fault of the program, never of what it shows.
#[derive(Debug, thiserror::Error)]
pub enum HtmlError {
    /// A template asks for what it is not given.
    #[error("the template of the page: {0}")]
    Template(#[from] minijinja::Error),
    /// Data that JSON cannot hold.
    #[error("the data of the page: {0}")]
    Data(#[from] serde_json::Error),
}

/// The census as one HTML file, in Chinese.
///
/// Findings beyond 300,000 are left out, clause by clause of a site, and of more than 5,000 sites those that are neither unqualified nor
/// unassessed go last: a site beyond is listed with its verdict alone. The page says how many there are and where the rest is. Texts of others are cut at
/// 4,000 characters, names at 200.
///
/// # Errors
/// [`HtmlError`] when a template and its view do not fit.
pub fn page(results: &Results<'_>) -> Result<String, HtmlError> {
    let view = view::View::of(results);
    let mut page = frame::render("census.html", &view)?;
    frame::push_data(&mut page, "tables", &table::data(&view.tables()))?;
    sites::push(&mut page, results)?;
    frame::close(&mut page);
    Ok(page)
}

//! The notice, out of the same words as `notice.md`.

use pulldown_cmark::{Alignment, CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, TextMergeStream, html};

use crate::{Results, markdown, plain};

/// The notice as HTML below a heading of the second level.
pub(super) fn notice(results: &Results<'_>) -> String {
    let document = markdown::notice(results.notice);
    let texts = Texts::of(results);
    let events = TextMergeStream::new(Parser::new_ext(&document, Options::ENABLE_TABLES));
    let mut page = String::new();
    html::push_html(&mut page, events.map(|event| shown(event, &texts)));
    page.replace("<table>", "<div class=\"scroll\" role=\"region\" aria-label=\"附件\" tabindex=\"0\"><table>").replace("</table>", "</table></div>")
}

/// Texts of the notice as the edition may show them.
struct Texts<'a> {
    results: &'a Results<'a>,
    /// Names of units that hold a personal number, and what is shown of them: a count of tickets follows such a name without a gap, and
    /// the digits of both together are no personal number any more.
    units: Vec<(String, String)>,
}

impl<'a> Texts<'a> {
    fn of(results: &'a Results<'a>) -> Texts<'a> {
        let units = results.census.overdue().unwrap_or_default().by_unit;
        let names = units.iter().map(|unit| (plain(&unit.unit), results.edition.shown(&unit.unit)));
        Texts { results, units: names.filter(|(name, shown)| name != shown).collect() }
    }

    fn shown(&self, text: &str) -> String {
        let text = self.units.iter().fold(text.to_string(), |text, (name, shown)| text.replace(name, shown));
        self.results.edition.shown(&text)
    }
}

/// The document holds no HTML and no link of its own; what would be one is text.
fn shown<'a>(event: Event<'a>, texts: &Texts<'_>) -> Event<'a> {
    match event {
        Event::Text(words) => Event::Text(texts.shown(&words).into()),
        Event::Html(words) | Event::InlineHtml(words) => Event::Text(words),
        Event::Start(Tag::Heading { level, .. }) => Event::Start(Tag::Heading { level: lower(level), id: None, classes: Vec::new(), attrs: Vec::new() }),
        Event::End(TagEnd::Heading(level)) => Event::End(TagEnd::Heading(lower(level))),
        // An alignment would be written as a style, which the policy of the page forbids.
        Event::Start(Tag::Table(alignments)) => Event::Start(Tag::Table(vec![Alignment::None; alignments.len()])),
        Event::Start(Tag::Link { .. } | Tag::Image { .. }) | Event::End(TagEnd::Link | TagEnd::Image) => Event::Text(CowStr::Borrowed("")),
        event => event,
    }
}

fn lower(level: HeadingLevel) -> HeadingLevel {
    match level {
        HeadingLevel::H1 => HeadingLevel::H3,
        HeadingLevel::H2 => HeadingLevel::H4,
        _ => HeadingLevel::H5,
    }
}

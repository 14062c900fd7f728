//! The notice, out of the same words as `notice.md`.

use gov_site_compliance::Notice;
use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, TextMergeStream, html};

use crate::{Edition, markdown};

/// The notice as HTML below a heading of the second level.
pub(super) fn notice(notice: &Notice, edition: Edition) -> String {
    let document = markdown::notice(notice);
    let events = TextMergeStream::new(Parser::new_ext(&document, Options::ENABLE_TABLES));
    let mut page = String::new();
    html::push_html(&mut page, events.map(|event| shown(event, edition)));
    page.replace("<table>", "<div class=\"scroll\" role=\"region\" aria-label=\"附件\" tabindex=\"0\"><table>").replace("</table>", "</table></div>")
}

/// The document holds no HTML and no link of its own; what would be one is text.
fn shown(event: Event<'_>, edition: Edition) -> Event<'_> {
    match event {
        Event::Text(words) => Event::Text(edition.shown(&words).into()),
        Event::Html(words) | Event::InlineHtml(words) => Event::Text(words),
        Event::Start(Tag::Heading { level, .. }) => Event::Start(Tag::Heading { level: lower(level), id: None, classes: Vec::new(), attrs: Vec::new() }),
        Event::End(TagEnd::Heading(level)) => Event::End(TagEnd::Heading(lower(level))),
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

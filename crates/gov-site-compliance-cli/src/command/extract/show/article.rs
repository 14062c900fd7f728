//! Articles and guides.

use std::io;

use gov_site_pages::{Article, FileLink, Guide};

use super::{Screen, code, date, line, some};

pub(super) fn article(screen: &mut Screen, article: &Article) -> io::Result<()> {
    some(screen, "title", article.title.as_ref().map(|shown| &shown.text))?;
    let label = article.published_label.as_ref().map(|label| format!(" ({label})")).unwrap_or_default();
    line(screen, "published", &format!("{}{label}", date(article.published.as_ref())))?;
    some(screen, "unread", article.unread.as_ref().map(|shown| &shown.text))?;
    // Beside the day of publication and not settled: whoever reviews looks for these first.
    for conflict in &article.conflicts {
        line(screen, "conflict", &format!("{} {} ({})", code(&conflict.kind), date(Some(&conflict.date)), conflict.date.place))?;
    }
    let texts = [
        ("source", &article.content_source),
        ("repost of", &article.repost_source),
        ("document no", &article.document_no),
        ("index no", &article.index_no),
        ("editor", &article.editor),
    ];
    texts.iter().try_for_each(|(name, shown)| some(screen, name, shown.as_ref().map(|shown| &shown.text)))?;
    some(screen, "written on", article.written_on.as_ref().map(|shown| date(Some(shown))).as_ref())?;
    article.original.iter().try_for_each(|link| file(screen, "original", link))?;
    article.attachments.iter().try_for_each(|link| file(screen, "attachment", link))?;
    article.interpretation_links.iter().try_for_each(|link| line(screen, &code(&link.to), &format!("{}  {}", link.name, link.url)))
}

pub(super) fn guide(screen: &mut Screen, guide: &Guide) -> io::Result<()> {
    for element in &guide.elements {
        line(screen, &code(&element.element), &format!("{} {}", element.state.code(), element.text))?;
    }
    guide.forms.iter().try_for_each(|link| file(screen, "form", link))
}

fn file(screen: &mut Screen, name: &str, link: &FileLink) -> io::Result<()> {
    line(screen, name, &format!("{}  {}", link.name, link.url))
}

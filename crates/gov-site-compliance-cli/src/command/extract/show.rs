//! The evidence of a page for people.

use std::{
    io::{self, Write},
    path::Path,
};

use gov_site_pages::{Article, ColumnList, Footer, Guide, Home, Letter, Letters, ListItem, PageEvidence, ShownDate, Unread};
use gov_site_report::plain;

use crate::screen::Screen;

pub fn page(screen: &mut Screen, path: &Path, read: &Result<PageEvidence, Unread>) -> io::Result<()> {
    writeln!(screen, "{}", path.display())?;
    let evidence = match read {
        Ok(evidence) => evidence,
        Err(unread) => return writeln!(screen, "  {} {}: {unread}\n", unread.gap().chinese(), unread.gap()),
    };
    let kind = serde_json::to_value(evidence.kind.kind).unwrap_or_default();
    line(screen, "kind", &format!("{} ({})", kind.as_str().unwrap_or(""), evidence.kind.grounds.join("；")))?;
    line(screen, "encoding", &format!("{} by {:?}", evidence.decoding.encoding, evidence.decoding.by))?;
    line(screen, "sha256", &evidence.digest)?;
    if let Some(list) = &evidence.list {
        show_list(screen, list)?;
    }
    if let Some(home) = &evidence.home {
        show_home(screen, home)?;
    }
    if let Some(letters) = &evidence.letters {
        show_letters(screen, letters)?;
    }
    if let Some(letter) = &evidence.letter {
        show_letter(screen, letter)?;
    }
    if let Some(article) = &evidence.article {
        show_article(screen, article)?;
    }
    if let Some(guide) = &evidence.guide {
        show_guide(screen, guide)?;
    }
    show_footer(screen, &evidence.footer)?;
    for fault in &evidence.tags.faults {
        line(screen, "tag", &format!("{}: {}", fault.name, serde_json::to_value(fault).unwrap_or_default()["fault"].as_str().unwrap_or("")))?;
    }
    line(screen, "links", &evidence.links.len().to_string())?;
    writeln!(screen)
}

fn line(screen: &mut Screen, name: &str, text: &str) -> io::Result<()> {
    writeln!(screen, "  {name:<16}{}", plain(text))
}

fn date(date: Option<&ShownDate>) -> String {
    date.map_or_else(|| "-".to_owned(), |shown| shown.time.map_or_else(|| shown.date.to_string(), |time| format!("{} {time}", shown.date)))
}

fn item(screen: &mut Screen, item: &ListItem) -> io::Result<()> {
    writeln!(screen, "    {:<20}{}  {}", date(item.date.as_ref()), plain(&item.title), plain(item.url.as_deref().unwrap_or(&item.href)))
}

fn show_list(screen: &mut Screen, list: &ColumnList) -> io::Result<()> {
    if let Some(template) = &list.template {
        line(screen, "template", template)?;
    }
    match (&list.blank, list.gap) {
        (Some(blank), _) => line(screen, "blank column", &format!("{} ({})", if blank.text.is_empty() { "空列表" } else { &blank.text }, blank.place))?,
        (None, Some(gap)) => line(screen, "not readable", &format!("{} {gap}", gap.chinese()))?,
        (None, None) => line(screen, "items", &list.items.len().to_string())?,
    }
    list.items.iter().try_for_each(|shown| item(screen, shown))?;
    list.paging.as_ref().and_then(|paging| paging.next.as_ref()).map_or(Ok(()), |next| line(screen, "next page", next))
}

fn show_home(screen: &mut Screen, home: &Home) -> io::Result<()> {
    for block in &home.blocks {
        let heading = block.heading.as_ref().map_or("-", |heading| heading.text.as_str());
        line(screen, "block", &format!("{heading}  {}", block.column_url.as_deref().unwrap_or("")))?;
        block.items.iter().chain(&block.undated).try_for_each(|shown| item(screen, shown))?;
    }
    Ok(())
}

fn show_letters(screen: &mut Screen, letters: &Letters) -> io::Result<()> {
    line(screen, "letters", &letters.items.len().to_string())?;
    for letter in &letters.items {
        let dates = format!("{} → {}", date(letter.asked.as_ref()), date(letter.answered.as_ref()));
        writeln!(screen, "    {dates:<26}{}  {}", plain(letter.status.as_deref().unwrap_or("")), plain(&letter.title))?;
    }
    Ok(())
}

fn show_letter(screen: &mut Screen, letter: &Letter) -> io::Result<()> {
    let texts = [("letter", &letter.title), ("unit", &letter.unit), ("status", &letter.status), ("category", &letter.category)];
    for (name, text) in texts {
        if let Some(text) = text {
            line(screen, name, &text.text)?;
        }
    }
    line(screen, "asked", &date(letter.asked.as_ref()))?;
    line(screen, "answered", &date(letter.answered.as_ref()))?;
    for (name, signs) in [("question signs", letter.question_signs), ("answer signs", letter.answer_signs)] {
        if let Some(signs) = signs {
            line(screen, name, &signs.to_string())?;
        }
    }
    Ok(())
}

fn show_article(screen: &mut Screen, article: &Article) -> io::Result<()> {
    let texts = [("title", &article.title), ("source", &article.content_source), ("document no", &article.document_no), ("index no", &article.index_no)];
    for (name, text) in texts {
        if let Some(text) = text {
            line(screen, name, &text.text)?;
        }
    }
    line(screen, "published", &date(article.published.as_ref()))?;
    for conflict in &article.conflicts {
        line(screen, "conflict", &serde_json::to_string(conflict).unwrap_or_default())?;
    }
    Ok(())
}

fn show_guide(screen: &mut Screen, guide: &Guide) -> io::Result<()> {
    guide.elements.iter().try_for_each(|element| {
        let value = serde_json::to_value(element).unwrap_or_default();
        line(screen, value["element"].as_str().unwrap_or("element"), value["state"].as_str().unwrap_or(""))
    })
}

fn show_footer(screen: &mut Screen, footer: &Footer) -> io::Result<()> {
    let shown = [
        ("site code", &footer.site_code),
        ("icp", &footer.icp),
        ("police record", &footer.police_record),
        ("sponsor", &footer.sponsor),
        ("contact", &footer.contact),
    ];
    for (name, found) in shown {
        if let Some(found) = found {
            line(screen, name, &found.shown.text)?;
        }
    }
    Ok(())
}

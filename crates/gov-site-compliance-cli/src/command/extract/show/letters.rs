//! Letters: lists, and one with its answer.

use std::io::{self, Write};

use gov_site_pages::{Letter, Letters};
use gov_site_report::plain;

use super::{Screen, date, line, list::blank, padded, some};

pub(super) fn list(screen: &mut Screen, letters: &Letters) -> io::Result<()> {
    if let Some(shown) = &letters.blank {
        blank(screen, "no letters", shown)?;
    }
    line(screen, "letters", &letters.items.len().to_string())?;
    for letter in &letters.items {
        let dates = format!("{} → {}", date(letter.asked.as_ref()), date(letter.answered.as_ref()));
        let words = [&letter.status, &letter.category, &letter.unit].into_iter().flatten().map(|word| plain(word)).collect::<Vec<_>>().join("·");
        let link = plain(letter.url.as_deref().or(letter.href.as_deref()).unwrap_or(""));
        writeln!(screen, "    {}{}{}  {link}", padded(&dates, 28), padded(&words, 10), plain(&letter.title))?;
    }
    Ok(())
}

pub(super) fn one(screen: &mut Screen, letter: &Letter) -> io::Result<()> {
    let texts = [("letter", &letter.title), ("unit", &letter.unit), ("status", &letter.status), ("category", &letter.category)];
    texts.iter().try_for_each(|(name, shown)| some(screen, name, shown.as_ref().map(|shown| &shown.text)))?;
    line(screen, "asked", &date(letter.asked.as_ref()))?;
    line(screen, "answered", &date(letter.answered.as_ref()))?;
    let signs = [("question signs", letter.question_signs), ("answer signs", letter.answer_signs)];
    signs.iter().try_for_each(|(name, signs)| some(screen, name, signs.map(|signs| signs.to_string()).as_ref()))
}

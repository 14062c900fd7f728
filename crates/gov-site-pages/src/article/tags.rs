//! What the page tags and the window title say of an article.

use crate::date_text::dates_in;
use crate::outline::{At, Page, Tag, is_space};
use crate::shown::{DatePlace, Shown, ShownDate};
use crate::sieve::Sieve;

/// Tags in which systems write the moment of publication, the one of the guideline first.
const DATES: &[&str] = &["pubdate", "publishdate", "firstpublishedtime", "article:published_time", "publish_time"];

/// The tags of a page that speak of its article.
pub(super) struct Tags {
    /// ArticleTitle without blanks.
    title: String,
    /// The window title without blanks, and the signs in it.
    window: String,
    signs: Sieve,
    /// Where ArticleTitle stands.
    titled: Option<(At, String)>,
    source: Option<(At, String)>,
    date: Option<(usize, At, String)>,
    site: String,
}

pub(super) fn read(page: &Page<'_>) -> Tags {
    let empty = String::new;
    let mut tags = Tags { title: empty(), window: empty(), signs: Sieve::of(""), titled: None, source: None, date: None, site: empty() };
    for at in 0..page.nodes.len() {
        match page.tag(at) {
            Some(Tag::Meta) => tags.meta(page, at),
            Some(Tag::Title) if tags.window.is_empty() => tags.window = squeezed(&page.source(at)),
            _ => {}
        }
    }
    tags.signs = Sieve::of(&tags.window);
    tags
}

fn squeezed(text: &str) -> String {
    text.chars().take(400).filter(|sign| !is_space(*sign)).collect()
}

impl Tags {
    fn meta(&mut self, page: &Page<'_>, at: At) {
        let Some(name) = page.attr(at, "name").or_else(|| page.attr(at, "property")) else { return };
        let content = page.attr(at, "content").unwrap_or("");
        let is = |wanted: &str| name.eq_ignore_ascii_case(wanted);
        if content.is_empty() || content.len() > 1000 {
            return;
        }
        if is("ArticleTitle") && self.titled.is_none() {
            self.title = squeezed(content);
            self.titled = Some((at, crate::outline::line(content)));
        } else if is("ContentSource") && self.source.is_none() {
            self.source = Some((at, crate::outline::line(content)));
        } else if is("SiteName") && self.site.is_empty() {
            self.site = squeezed(content);
        } else if let Some(rank) = DATES.iter().position(|wanted| is(wanted))
            && self.date.as_ref().is_none_or(|(before, ..)| rank < *before)
            && date_of(content).is_some()
        {
            self.date = Some((rank, at, content.to_owned()));
        }
    }

    /// How much speaks for a text being the heading: ArticleTitle is it, the window title holds it.
    pub(super) fn names(&self, text: &str) -> i32 {
        if text == self.site {
            return -8;
        }
        if !self.title.is_empty() && text == self.title {
            return 12;
        }
        if self.is_first_part(text) {
            return 6;
        }
        let may_hold = text.len() >= 12 && text.len() <= self.window.len() && text.chars().take(6).all(|sign| sign.is_ascii() || self.signs.may_hold(sign));
        let Some(start) = may_hold.then(|| memchr::memmem::find(self.window.as_bytes(), text.as_bytes())).flatten() else { return 0 };
        let share = text.len() * 4 / self.window.len().max(1);
        let cut = self.window[start + text.len()..].starts_with(|sign: char| sign.is_alphanumeric());
        let place = i32::from(!cut) * 2 + i32::from(start == 0) * 2;
        1 + place + i32::try_from(share).unwrap_or(4)
    }

    /// Whether a text is all of the window title.
    pub(super) fn is_window(&self, text: &str) -> bool {
        self.window == text
    }

    /// Whether a text of two or three signs is the first part of the window title: 简介 of 简介-财政局.
    fn is_first_part(&self, text: &str) -> bool {
        let rest = if text.len() < 12 { self.window.strip_prefix(text) } else { None };
        rest.is_some_and(|rest| rest.trim_start_matches(['-', '_', '|', '—', '–']).len() < rest.len())
    }

    /// ArticleTitle, for a page that shows no heading.
    pub(super) fn title(&self, page: &Page<'_>) -> Option<Shown> {
        self.titled.as_ref().map(|(at, text)| Shown { text: text.clone(), place: page.place(*at) })
    }

    pub(super) fn has_title(&self) -> bool {
        self.titled.is_some()
    }

    pub(super) fn source(&self, page: &Page<'_>) -> Option<Shown> {
        self.source.as_ref().map(|(at, text)| Shown { text: text.clone(), place: page.place(*at) })
    }

    pub(super) fn date(&self, page: &Page<'_>) -> Option<ShownDate> {
        let (_, at, content) = self.date.as_ref()?;
        let (found, text) = date_of(content)?;
        Some(ShownDate::new(&found, text, DatePlace::Tag, page.place(*at)))
    }
}

/// The first date of a tag; `2007-08-20-23:59:59` is written so by some systems.
fn date_of(content: &str) -> Option<(crate::date_text::DateText, &str)> {
    if let Some(found) = dates_in(content).first() {
        return Some((*found, content));
    }
    let head = content.get(..10)?;
    dates_in(head).first().map(|found| (*found, head))
}

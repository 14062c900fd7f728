//! The frame of a page without items: a column is blank for sure only if its content holds nothing else.
//!
//! Parts of the frame are the words of blankness, the name of the column, heads of tables, menus, pagers and what stands beside the content.
//! Whatever else stands there may be what the column shows: a text, a title, a picture, something that a script opens, a form.

use foldhash::fast::FixedState;
use hashbrown::HashSet;

use super::super::content::Content;
use super::super::heading_before;
use super::{leads_to_column, shows, words};
use crate::beside::{is_beside, is_beside_of};
use crate::context::is_no_address;
use crate::outline::{At, Page, Tag, What, line};

/// Signs of the title of the page that are looked at.
const TITLE: usize = 200;
/// Texts of the path from the home page that are looked at, and names at most.
const TRAIL: usize = 24;
const NAMES: usize = 48;
/// Signs of a link to a column, and of one to a form.
const COLUMN: usize = 12;
const FORM: usize = 6;
/// Elements above a link among which its menu is looked for, and the links of a menu at most.
const ABOVE: usize = 4;
const MENU: usize = 60;
/// Nodes below the heading of a menu among which its first link stands.
const BELOW: usize = 6;
/// Texts of one link that are looked at.
const TEXTS: usize = 8;

/// A page, its content, and what says there that the column is blank.
pub(super) struct Frame<'p, 'a> {
    page: &'p Page<'a>,
    content: &'p Content,
    /// The element or text that says so.
    sign: At,
    /// How the page calls itself: the parts of its title and of the path from the home page.
    names: Vec<String>,
    /// The names of other columns: the short links before the content and beside it.
    menu: HashSet<String, FixedState>,
}

impl<'p, 'a> Frame<'p, 'a> {
    pub(super) fn new(page: &'p Page<'a>, content: &'p Content, sign: At) -> Frame<'p, 'a> {
        let title: String = page.all(Tag::Title).next().map(|title| page.source(title).chars().take(TITLE).collect()).unwrap_or_default();
        let trail = content
            .trail
            .clone()
            .filter_map(|at| if let What::Text(text) = page.nodes[at].what { Some(text).filter(|text| text.len() <= words::LONGEST) } else { None });
        let parts = title.split(['-', '_', '|', '—', '–', '·', ',', '，', ' ', '\n']).chain(trail.take(TRAIL).flat_map(|text| text.split(['>', '»', '＞'])));
        let names = parts.map(bare).filter(|name| name.chars().nth(1).is_some()).take(NAMES).map(str::to_owned).collect();
        let mut frame = Frame { page, content, sign, names, menu: HashSet::default() };
        let links = page.all(Tag::A).filter(|link| *link < content.from || is_beside_of(page, *link, sign));
        frame.menu = links.map(|link| frame.text_of(link)).filter(|text| signs(text) <= COLUMN).collect();
        frame
    }

    /// Whether the content holds nothing but the frame. Behind the part of the page where its pager ends the list, pictures and links to other
    /// sites do not matter.
    pub(super) fn is_whole(&self, ends_with_pager: bool) -> bool {
        let (from, end) = (self.content.from, self.content.end);
        let end_of_list = if ends_with_pager { self.end_of_part() } else { end };
        (from..end).contains(&self.sign) && (from..end_of_list).all(|at| self.is_part(at)) && (end_of_list..end).all(|at| self.is_behind(at))
    }

    fn is_behind(&self, at: At) -> bool {
        match self.page.tag(at) {
            None => self.is_part(at),
            Some(Tag::A) => self.page.attr(at, "href").is_none_or(|href| leads_nowhere(href) || href.starts_with("http")) || self.is_part(at),
            Some(_) => true,
        }
    }

    /// Where the largest element ends that holds the sign and not the path from the home page as well.
    fn end_of_part(&self) -> At {
        let parts = self.page.ancestors(self.sign).take_while(|at| *at >= self.content.from);
        parts.last().map_or(self.content.end, |part| self.page.nodes[part].end.min(self.content.end))
    }

    fn is_part(&self, at: At) -> bool {
        let known = match self.page.nodes[at].what {
            What::Text(text) => self.page.nodes[at].hidden || self.is_in_link(at) || self.is_text(at, text),
            What::Element(Tag::A | Tag::Area, _) => self.is_link(at),
            What::Element(tag, _) => !shows::shows(self.page, at, tag),
        };
        known || is_beside_of(self.page, at, self.sign) || self.is_button_of_menu(at)
    }

    /// Whether an element without text or picture opens a menu.
    fn is_button_of_menu(&self, at: At) -> bool {
        let is_bare = matches!(self.page.tag(at), Some(Tag::Div | Tag::Span | Tag::I | Tag::Em | Tag::Button)) && self.page.nodes[at].end == at + 1;
        is_bare && is_beside(self.page, at)
    }

    fn is_in_link(&self, at: At) -> bool {
        self.page.ancestors(at).take(ABOVE).any(|at| self.page.is(at, Tag::A))
    }

    fn is_text(&self, at: At, text: &str) -> bool {
        let is_head = || words::is_head(text) && self.page.ancestors(at).take(3).any(|at| self.page.is(at, Tag::Th));
        self.is_name(text) || words::is_frame(text) || is_head() || self.is_heading_of_menu(at, text)
    }

    /// Whether a text is the heading of a menu that follows.
    fn is_heading_of_menu(&self, at: At, text: &str) -> bool {
        let is_heading = |at: At| matches!(self.page.tag(at), Some(Tag::H1 | Tag::H2 | Tag::H3 | Tag::H4 | Tag::H5 | Tag::Dt));
        if signs(text) > COLUMN || !self.page.ancestors(at).take(2).any(is_heading) {
            return false;
        }
        let link = (at..self.content.end).take(BELOW).find(|at| self.page.is(*at, Tag::A));
        link.is_some_and(|link| self.is_in_menu(link, signs(&self.text_of(link))))
    }

    fn is_name(&self, text: &str) -> bool {
        let text = bare(text);
        self.names.iter().any(|name| name == text)
    }

    /// Whether a link is none of an item: of a pager, a menu, a form, a ranking beside the content.
    fn is_link(&self, link: At) -> bool {
        let text = self.text_of(link);
        let href = self.page.attr(link, "href");
        if text.is_empty() {
            return href.is_none_or(leads_nowhere) && self.page.attr(link, "onclick").is_none();
        }
        let leads_on = !href.is_none_or(leads_nowhere);
        if leads_to_page(&text) && leads_on {
            return false;
        }
        let signs = signs(&text);
        let is_word = if leads_on { words::is_pager(&text) } else { words::is_frame(&text) };
        let is_column = || signs <= COLUMN && href.is_some_and(is_column);
        self.is_name(&text)
            || self.menu.contains(&text)
            || is_word
            || signs <= FORM && words::names_form(&text)
            || is_column()
            || self.is_in_menu(link, signs)
            || self.is_in_sidebar(link)
    }

    fn text_of(&self, at: At) -> String {
        let texts: String = self.page.texts(at).take(TEXTS).map(|(_, text)| text).collect();
        line(&texts)
    }

    /// Whether a short link stands among those of a menu, one of which leads to the column itself. The heading of a box leads there, too, from
    /// elsewhere than its items.
    fn is_in_menu(&self, link: At, signs: usize) -> bool {
        if signs > COLUMN {
            return false;
        }
        let is_menu = |at: &At| matches!(self.page.tag(*at), Some(Tag::Ul | Tag::Ol | Tag::Dl | Tag::Table | Tag::Div));
        let holds_self = |at: At| {
            let links = self.page.subtree(at).filter(|at| self.page.is(*at, Tag::A)).take(MENU);
            links.into_iter().any(|other| self.page.nodes[other].depth == self.page.nodes[link].depth && self.is_name(&self.text_of(other)))
        };
        self.page.ancestors(link).take(ABOVE).filter(is_menu).take_while(|at| !self.page.subtree(*at).contains(&self.sign)).any(holds_self)
    }

    fn is_in_sidebar(&self, link: At) -> bool {
        let is_list = |at: &At| matches!(self.page.tag(*at), Some(Tag::Ul | Tag::Ol | Tag::Dl | Tag::Table));
        let holder = self.page.ancestors(link).take(ABOVE).find(is_list);
        holder.is_some_and(|list| !self.page.subtree(list).contains(&self.sign) && heading_before(self.page, list).is_some_and(words::names_sidebar))
    }
}

/// The letters and digits of a text.
fn signs(text: &str) -> usize {
    text.chars().filter(|sign| sign.is_alphanumeric()).count()
}

/// A text without the signs around it.
fn bare(text: &str) -> &str {
    text.trim_matches(|sign: char| !sign.is_alphanumeric())
}

/// Whether a link is that of the second page or one behind it: a list with such pages is not blank.
fn leads_to_page(text: &str) -> bool {
    bare(text).parse::<u32>().is_ok_and(|page| page > 1)
}

/// Whether an address leads nowhere or home.
pub(super) fn leads_nowhere(href: &str) -> bool {
    let is_nothing = is_no_address(href) && (!href.contains('(') || href.contains("void"));
    is_nothing || matches!(href.trim_end_matches("index.html"), "/" | "./" | "../" | "")
}

/// Whether an address is that of a folder that is no item: not one below this column, nor one named by the number or the day of an item.
fn is_column(href: &str) -> bool {
    let path = href.split(['?', '#']).next().unwrap_or(href);
    let is_number = |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let folder = path.rsplit('/').nth(1).unwrap_or("");
    let is_item = is_number(&folder) && folder.len() >= 4 || path.split('/').filter(is_number).count() >= 2;
    // The home page of another site.
    let is_site = path.starts_with("http") && path.trim_end_matches('/').matches('/').count() <= 2;
    let is_below = !href.starts_with("../") && !href.starts_with('/') && !href.starts_with("http");
    leads_to_column(href) && !is_item && !is_site && !is_below
}

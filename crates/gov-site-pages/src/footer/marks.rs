//! Pictures and links of a foot: the mark of party and government sites, the entry for error reports, the site map.

use std::sync::LazyLock;

use memchr::memmem;

use super::FooterItem;
use super::codes::site_code;
use super::phrase::floor;
use crate::context::{Context, is_no_address};
use crate::outline::{At, Page, Tag, What, line, trimmed};
use crate::shown::Shown;

/// What the pictures and links say.
#[derive(Default)]
pub(super) struct Marks {
    pub(super) party_government: Option<FooterItem>,
    pub(super) error_report: Option<FooterItem>,
    pub(super) site_map: Option<FooterItem>,
}

/// Words of the addresses, made ready once.
static FINDERS: LazyLock<Finders> = LazyLock::new(Finders::new);

struct Finders {
    conac: memmem::Finder<'static>,
    entries: [memmem::Finder<'static>; 2],
    words: memmem::Finder<'static>,
}

impl Finders {
    fn new() -> Finders {
        let [conac, jiucuo, system, words] = ["onac", "jiucuo", "zfwzgl", "网站找错"].map(memmem::Finder::new);
        Finders { conac, entries: [jiucuo, system], words }
    }
}

/// Elements above a text that are looked at for its link.
const NEAR: usize = 3;

pub(super) fn read(page: &Page<'_>, context: &Context) -> Marks {
    let mut marks = Marks::default();
    let find = &*FINDERS;
    for (at, node) in page.nodes.iter().enumerate() {
        match node.what {
            What::Element(Tag::A | Tag::Area | Tag::Img | Tag::Span | Tag::Div | Tag::Script, _) => element(page, at, find, &mut marks),
            What::Element(..) => {}
            What::Text(text) if node.hidden && text.len() > 32 => script(page, at, text, find, &mut marks),
            What::Text(text) if !node.hidden && text.len() < 96 => words(page, at, text, (context, find), &mut marks),
            What::Text(_) => {}
        }
    }
    if marks.error_report.is_none() {
        marks.error_report = kept_picture(page);
    }
    marks
}

fn element(page: &Page<'_>, at: At, find: &Finders, marks: &mut Marks) {
    let What::Element(_, element) = page.nodes[at].what else { return };
    for (name, value) in element.attrs() {
        if !matches!(name, "href" | "src" | "onclick" | "id" | "alt" | "title") || value.len() < 4 {
            continue;
        }
        if marks.party_government.is_none() && is_mark(name, value, find) {
            marks.party_government = Some(item(page, at, value, mark_number(value)));
        }
        if is_entry(name, value, find) {
            entry(marks, || item(page, at, value, code_of(page, at)));
        }
    }
}

/// An entry with its code goes before one with words, and that before one without both.
fn entry(marks: &mut Marks, make: impl FnOnce() -> FooterItem) {
    let rank = |entry: &FooterItem| (entry.normal.is_some(), entry.shown.text.contains("找错"));
    let held = marks.error_report.as_ref().map(rank);
    if held.is_some_and(|(has_code, _)| has_code) {
        return;
    }
    let found = make();
    if held.is_none_or(|held| rank(&found) > held) {
        marks.error_report = Some(found);
    }
}

/// The registry of the marks is conac.cn; saved pages keep the name in that of the picture.
fn is_mark(name: &str, value: &str, find: &Finders) -> bool {
    match name {
        "href" | "src" | "id" if find.conac.find(value.as_bytes()).is_none() => false,
        "href" => value.contains("bszs.conac.cn") || value.contains("conac.cn/sitename"),
        "src" => value.contains("dcs.conac.cn") || file_name(value).contains("conac"),
        "id" => value == "_ideConac" || value == "imgConac",
        "alt" | "title" => value.contains("党政机关") && value.len() < 64,
        _ => false,
    }
}

/// The national system of error reports is called jiucuo in all of its addresses.
fn is_entry(name: &str, value: &str, find: &Finders) -> bool {
    match name {
        "href" | "src" | "onclick" => {
            memchr::memchr2(b'j', b'z', value.as_bytes()).is_some() && find.entries.iter().any(|entry| entry.find(value.as_bytes()).is_some())
        }
        "id" => value.starts_with('_') && find.entries[0].find(value.as_bytes()).is_some(),
        "alt" | "title" => value.contains("找错") && value.len() < 96,
        _ => false,
    }
}

/// Scripts write marks into the page; older ones do so with `document.write`.
fn script(page: &Page<'_>, at: At, text: &str, find: &Finders, marks: &mut Marks) {
    if marks.party_government.is_none() && find.conac.find(text.as_bytes()).is_some_and(|at| text[at..].contains("conac.cn")) {
        marks.party_government = Some(shown(page, at, "dcs.conac.cn", mark_number(text)));
    }
    if find.entries[0].find(text.as_bytes()).is_some_and(|at| text[at..].contains("jiucuo.js")) {
        entry(marks, || shown(page, at, "jiucuo.js", code_in(text)));
    }
}

fn words(page: &Page<'_>, at: At, text: &str, (context, find): (&Context, &Finders), marks: &mut Marks) {
    let text = trimmed(text);
    if marks.site_map.is_none() && matches!(text, "网站地图" | "站点地图" | "网站地图>>" | "[网站地图]") {
        let link = page.ancestors(at).take(NEAR).find(|at| page.is(*at, Tag::A));
        let href = link.and_then(|link| page.attr(link, "href")).filter(|href| !is_no_address(href));
        marks.site_map = Some(shown(page, at, text, href.map(|href| context.resolve(href))));
    }
    if text.len() >= "网站找错".len() && find.words.find(text.as_bytes()).is_some() {
        let link = page.ancestors(at).take(NEAR).find(|at| page.is(*at, Tag::A));
        entry(marks, || shown(page, at, text, link.and_then(|link| code_of(page, link))));
    }
}

/// Whoever moves the entry comments its old link out and leaves the picture: a shown picture of the name that a commented entry has.
fn kept_picture(page: &Page<'_>) -> Option<FooterItem> {
    let entry = page.comments.iter().find_map(|comment| comment.find("jiucuo").map(|at| &comment[at..]))?;
    let source = entry.split_once("<img")?.1.split_once("src=")?.1.trim_start_matches(['"', '\'', ' ']);
    let source = &source[..source.find(['"', '\'', ' ', '>']).unwrap_or(source.len())];
    let picture = file_name(source);
    let mut images = page.all(Tag::Img).filter(|at| page.attr(*at, "src").is_some_and(|src| !picture.is_empty() && file_name(src) == picture));
    images.next().map(|at| item(page, at, picture, None))
}

fn file_name(address: &str) -> &str {
    address.split(['?', '#']).next().and_then(|path| path.rsplit('/').next()).unwrap_or("")
}

/// The site code in an entry: of its script, of its address, of its click.
fn code_of(page: &Page<'_>, at: At) -> Option<String> {
    let own = page.attr(at, "sitecode").and_then(site_code);
    own.or_else(|| ["href", "onclick"].into_iter().find_map(|name| code_in(page.attr(at, name)?)))
}

fn code_in(text: &str) -> Option<String> {
    let digits = |part: &str| part.len() == 10;
    let codes = text.split(|sign: char| !sign.is_ascii_alphanumeric()).filter(|part| digits(part)).filter_map(site_code);
    codes.take(1).next()
}

/// The number of a mark: `id=…` of its link, `CA…` of its script.
fn mark_number(text: &str) -> Option<String> {
    let from = |start: usize| {
        let rest = &text[start..];
        rest[..rest.find(|sign: char| !sign.is_ascii_alphanumeric()).unwrap_or(rest.len())].to_owned()
    };
    let number = text.find("show&id=").map(|at| from(at + "show&id=".len())).or_else(|| text.find("/CA").map(|at| from(at + 1)));
    number.filter(|number| number.len() > 8)
}

fn item(page: &Page<'_>, at: At, value: &str, normal: Option<String>) -> FooterItem {
    let words = ["title", "alt", "href", "src"].into_iter().find_map(|name| page.attr(at, name).filter(|words| !words.is_empty()));
    shown(page, at, words.unwrap_or(value), normal)
}

fn shown(page: &Page<'_>, at: At, text: &str, normal: Option<String>) -> FooterItem {
    let text = line(&text[..floor(text, 256)]);
    FooterItem { shown: Shown { text, place: page.place(at) }, normal }
}

//! The tree is the one that scraper makes of the same text.

use std::path::{Path, PathBuf};

use proptest::prelude::*;
use scraper::Html;

use super::*;
use crate::input::Budget;
use crate::parse::parse;

/// Tags and texts on which builders of trees differ: formatting and tables that are nested wrongly, templates, foreign content, frames.
#[rustfmt::skip]
const PIECES: &[&str] = &[
    "<!DOCTYPE html>", "<!doctype html public 'a' 'b'>", "<html lang=zh class=a>", "<html b=1 lang=en>", "<head>", "</head>", "<body a=1>",
    "<body b=2 a=3 c>", "</body>", "</html>", "<title>题", "</title>", "<base>", "<meta z=1 a=2>", "<link>", "<style>a<b", "</style>",
    "<script>if (a<b) document.write('<p>')", "<script><!--<script>", "</script>", "<noscript><p>", "</noscript>", "<div>",
    "<div b=2 a=1 b=3>", "</div>", "<p>", "<p class=x id=y>", "</p>", "<br>", "</br>", "<hr>", "<img src=x alt=y>", "<image>", "<a href=1>",
    "<a href=2 class=b>", "</a>", "<b>", "<b c=1>", "</b>", "<i>", "</i>", "<font size=1 color=red>", "</font>", "<em>", "</em>", "<nobr>",
    "</nobr>", "<span>", "</span>", "<table>", "<table b a>", "</table>", "<caption>", "</caption>", "<colgroup>", "<col>", "</colgroup>",
    "<tbody>", "</tbody>", "<thead>", "<tfoot>", "<tr>", "</tr>", "<td>", "</td>", "<th>", "</th>", "<input type=hidden name=a>", "<input>",
    "<form action=x>", "</form>", "<button>", "</button>", "<select>", "</select>", "<option>", "<option selected value=1>", "</option>",
    "<optgroup>", "<selectedcontent>", "<textarea>\n", "</textarea>", "<ul>", "</ul>", "<li>", "</li>", "<dl>", "<dt>", "<dd>", "</dl>",
    "<h1>", "</h2>", "<pre>\n", "</pre>", "<template>", "</template>", "<template shadowrootmode=open>", "<svg>",
    "<svg xlink:href=2 href=1 viewbox=0 xml:lang=zh>", "<a xlink:href=2 href=1>", "</svg>", "<foreignObject>", "<desc>", "<math>", "<mi>",
    "<annotation-xml encoding=text/html>", "</math>", "<frameset>", "</frameset>", "<frame src=a>", "<noframes>", "</noframes>",
    "<iframe src=a>", "</iframe>", "<object>", "</object>", "<marquee>", "</marquee>", "<applet>", "<plaintext>", "<ruby>", "<rt>", "<rp>",
    "<details>", "<summary>", "<x-y>", "</x-y>", "<!-- 注 -->", "<!--", "-->", "<!x>", "<?pi x?>", "</ x>", "<![CDATA[ <b> ]]>", "甲", "乙丙丁戊",
    " ", "\n", "\r\n", "\r", "\0", "a\0b", "&amp;", "&nbsp;", "&notit;", "&#0;", "&#x4e00;", "&", "<", "<a", " x=", "'", "\"", ">", "</",
    "</p a=1>", "一二三四五六七八九十一二三", "<table>一<tr><td>二<tr>三", "<tr>四<td>五<tr>六", "<b>七<p>八</b>九", "<a>十<div>甲</a>乙",
];

/// A page as lines: the depth of each node and what it is.
type Lines = Vec<(usize, String)>;

fn element(name: &QualName, attributes: Vec<(&QualName, &str)>) -> String {
    format!("<{} {name:?} {attributes:?}", &*name.local)
}

fn lines_of_scraper(html: &Html) -> Lines {
    let line = |node: &scraper::Node| match node {
        scraper::Node::Document => "document".to_owned(),
        scraper::Node::Fragment => "fragment".to_owned(),
        scraper::Node::Doctype(_) => "doctype".to_owned(),
        scraper::Node::ProcessingInstruction(_) => "instruction".to_owned(),
        scraper::Node::Comment(comment) => format!("comment {:?}", &**comment),
        scraper::Node::Text(text) => format!("text {:?}", &**text),
        scraper::Node::Element(of) => element(&of.name, of.attrs.iter().map(|(name, value)| (name, &**value)).collect()),
    };
    html.tree.root().descendants().map(|node| (node.ancestors().count(), line(node.value()))).collect()
}

fn line(tree: &Tree, node: &TreeNode) -> String {
    match &node.data {
        Data::Document => "document".to_owned(),
        Data::Fragment => "fragment".to_owned(),
        Data::Doctype => "doctype".to_owned(),
        Data::Instruction => "instruction".to_owned(),
        Data::Comment(comment) => format!("comment {:?}", &**comment),
        Data::Text(text) => format!("text {:?}", tree.text(text)),
        Data::Element(of) => element(&of.name, of.attributes.iter().map(|attribute| (&attribute.name, &*attribute.value)).collect()),
    }
}

/// How many nodes stand above a node.
fn depth(tree: &Tree, id: Id) -> usize {
    std::iter::successors(tree.node(id).parent, |above| tree.node(*above).parent).count()
}

/// The lines of a tree, whose links are looked at on the way.
fn lines(tree: &Tree) -> Lines {
    let mut lines = Vec::new();
    let mut open = vec![Id::ROOT];
    while let Some(id) = open.pop() {
        let node = tree.node(id);
        lines.push((depth(tree, id), line(tree, node)));
        let mut before = None;
        let mut children = Vec::new();
        let mut next = node.first;
        while let Some(child) = next {
            assert_eq!((tree.node(child).parent, tree.node(child).previous), (Some(id), before), "links of {}", line(tree, tree.node(child)));
            children.push(child);
            (before, next) = (next, tree.node(child).next);
        }
        assert_eq!(node.last, before, "the last child of {}", line(tree, node));
        open.extend(children.into_iter().rev());
    }
    let deepest = lines.iter().map(|(depth, _)| *depth).max().unwrap_or(0);
    assert!(deepest <= tree.deepest as usize + 1, "a node lies {deepest} deep, {} are counted", tree.deepest);
    lines
}

/// The tree of a text, however large.
fn parsed(text: &str) -> Tree {
    parse(text, &Budget { bytes: usize::MAX, depth: usize::MAX, nodes: usize::MAX }).unwrap()
}

fn same(text: &str) {
    assert_eq!(lines(&parsed(text)), lines_of_scraper(&Html::parse_document(text)), "{text:?}");
}

/// The saved pages of the tests.
fn saved() -> Vec<PathBuf> {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases/pages")];
    let mut pages = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { folders.push(path) } else { pages.push(path) }
        }
    }
    pages
}

proptest! {
    #[test]
    fn signs_are_parsed_as_scraper_does(text in r#"(<[a-z!/?]{0,2}|[-<>/!?&;#x"'= a中\r\n\x00\]\[]|--|amp|lt;|script|title|svg|CDATA|DOCTYPE ){0,40}"#) {
        same(&text);
        same(&format!("<svg><![CDATA[{text}"));
        same(&format!("<svg><foreignObject><p><b></p>甲<![CDATA[{text}]]>"));
        same(&format!("<title>{text}</title>{text}"));
        same(&format!("<script>{text}</script><a b=\"{text}"));
    }

    #[test]
    fn soup_is_parsed_as_scraper_does(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..60), times in 1..12_usize) {
        same(&pieces.concat());
        same(&pieces.concat().repeat(times));
    }
}

#[test]
fn texts_that_go_on_after_others_had_begun_are_whole() {
    let page = "<p>前<table>一<tr><td>二<tr>三<tr><td>四<tr>五<tr>六<tr><td>七</table>八";
    same(page);
    let tree = parsed(page);
    let texts: Vec<&str> = tree.nodes.iter().filter_map(|node| if let Data::Text(text) = &node.data { Some(tree.text(text)) } else { None }).collect();
    assert_eq!(texts, ["前一三五六", "二", "四", "七", "八"]);
}

#[test]
fn saved_pages_are_parsed_as_scraper_does() {
    let pages = saved();
    assert!(pages.len() > 20, "{} saved pages", pages.len());
    for page in pages {
        same(&String::from_utf8_lossy(&std::fs::read(&page).unwrap()));
    }
}

#[test]
fn attributes_are_in_the_order_of_their_names() {
    let tree = parsed("<p c=1 a=2 b=3><svg xlink:href=2 href=1>");
    let attributes = |name: &str| {
        let found = tree.nodes.iter().find_map(|node| if let Data::Element(of) = &node.data { (of.name() == name).then_some(of) } else { None });
        found.into_iter().flat_map(Element::attrs).collect::<Vec<_>>()
    };
    assert_eq!(attributes("p"), [("a", "2"), ("b", "3"), ("c", "1")]);
    assert_eq!(attributes("svg"), [("href", "1"), ("href", "2")]);
}

use gov_site_compliance::notice::NoticeTexts;
use gov_site_report::{Audience, DRAFT, Edition, docx, markdown, plain};
use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use roxmltree::Document;

use crate::{
    fixture::{BLANK, Case, assessed, case, texts},
    markdown::{HOSTILE, named_notice},
    word::{attribute, body, elements, lines, parts},
};

const INTERNAL: Edition = Edition { draft: false, audience: Audience::Internal };
const DRAFTED: Edition = Edition { draft: true, audience: Audience::Office };

/// What would end a text, a file or a program, besides what would change Markdown.
const WORSE: &[&str] =
    &["x\0y", "\u{1b}[2J\u{7}", "]]><w:p/>", "&#0; &amp; &lt;", "=HYPERLINK(\"x\")", "甲\u{202e}乙\u{2066}丙", "\u{fffe}\u{ffff}", "\u{b}\u{c}\u{85}x"];

fn document(case: &Case, texts: NoticeTexts, edition: Edition) -> Vec<u8> {
    let notice = case.notice(texts);
    docx::notice(&case.results(&notice, edition)).unwrap()
}

/// The plain text of a document in Markdown: a line for each paragraph, item and cell.
fn plain_lines(text: &str) -> Vec<String> {
    let (mut lines, mut line, mut number) = (Vec::new(), String::new(), 0);
    for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
        match event {
            Event::Text(text) => line.push_str(&text),
            Event::Start(Tag::List(first)) => number = first.unwrap(),
            Event::Start(Tag::Item) => {
                line = format!("{number}. ");
                number += 1;
            }
            Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item | TagEnd::TableCell) => lines.push(std::mem::take(&mut line)),
            _ => {}
        }
    }
    lines.retain(|line| !line.is_empty());
    lines
}

#[test]
fn the_words_are_those_of_the_notice_in_markdown() {
    let case = case();
    for texts in [texts(), NoticeTexts::default()] {
        let notice = case.notice(texts);
        let results = case.results(&notice, Edition::default());
        assert_eq!(body(&docx::notice(&results).unwrap()), plain_lines(&markdown::edition(&results)));
    }
}

#[test]
fn points_stand_in_the_annex_of_both() {
    let case = assessed();
    let notice = case.notice(texts());
    let results = case.results(&notice, Edition::default());
    let lines = body(&docx::notice(&results).unwrap());
    assert_eq!(lines, plain_lines(&markdown::edition(&results)));
    assert!(lines.contains(&"扣分".to_string()) && lines.contains(&"2.5".to_string()));
}

#[test]
fn the_first_line_of_a_draft_is_the_head_of_its_pages() {
    let case = case();
    let notice = case.notice(texts());
    let results = case.results(&notice, DRAFTED);
    let (document, text) = (docx::notice(&results).unwrap(), plain_lines(&markdown::edition(&results)));
    assert_eq!(text[0], DRAFT);
    assert_eq!((&lines(&parts(&document)["word/header1.xml"])[..], &body(&document)[..]), (&text[..1], &text[1..]));
}

#[test]
fn hostile_names_stay_words() {
    let case = case();
    for name in HOSTILE.iter().chain(WORSE) {
        let notice = named_notice(name);
        let results = case.results(&notice, INTERNAL);
        let markdown = markdown::edition(&results).replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}");
        assert_eq!(body(&docx::notice(&results).unwrap()), plain_lines(&markdown), "{name:?}");
    }
}

#[test]
fn a_name_of_a_million_signs_is_whole_in_the_text_and_cut_in_tables() {
    let (case, name) = (case(), "长".repeat(1_000_000));
    let notice = named_notice(&name);
    let results = case.results(&notice, Edition::default());
    let lines = body(&docx::notice(&results).unwrap());
    assert_eq!(lines, plain_lines(&markdown::edition(&results)));
    assert_eq!(lines[0], format!("{name}情况的通报"));
    let cell = format!("{}…", "长".repeat(500));
    assert!(lines.windows(4).any(|cells| cells.iter().all(|line| *line == cell)), "four cells of the annex");
}

#[test]
fn personal_numbers_are_for_internal_use() {
    let (case, mut notice) = (case(), named_notice("王某13800138000"));
    // The office sees ids whole.
    notice.annex.iter_mut().for_each(|row| row.site_code = BLANK.into());
    let text = |audience| body(&docx::notice(&case.results(&notice, Edition { draft: false, audience })).unwrap()).concat();
    assert!(text(Audience::Internal).contains("王某13800138000"));
    for audience in [Audience::Public, Audience::Office] {
        assert!(text(audience).contains("王某***") && !text(audience).contains("13800138000"));
    }
    let files = parts(&docx::notice(&case.results(&notice, Edition::default())).unwrap());
    assert!(files.values().all(|text| !text.contains("13800138000")), "nor in the properties of the file");
}

#[test]
fn the_same_census_is_the_same_bytes() {
    let case = case();
    assert_eq!(document(&case, texts(), Edition::default()), document(&case, texts(), Edition::default()));
    let bytes = document(&case, texts(), Edition::default());
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(&bytes)).unwrap();
    for position in 0..archive.len() {
        let time = archive.by_index(position).unwrap().last_modified().unwrap();
        assert_eq!((time.year(), time.month(), time.day()), (1980, 1, 1));
    }
}

#[test]
fn every_page_of_a_draft_is_marked_and_no_other() {
    let case = case();
    for (edition, expected) in [(DRAFTED, vec![DRAFT.to_string()]), (Edition::default(), Vec::new())] {
        let files = parts(&document(&case, texts(), edition));
        let document = Document::parse(&files["word/document.xml"]).unwrap();
        let relations = Document::parse(&files["word/_rels/document.xml.rels"]).unwrap();
        assert_eq!(elements(document.root(), "titlePg").count(), 0, "a first page would have a header of its own");
        for section in elements(document.root(), "sectPr") {
            for kind in ["default", "even"] {
                let header = elements(section, "headerReference").find(|header| attribute(*header, "type") == Some(kind)).unwrap();
                let relation = elements(relations.root(), "Relationship").find(|other| attribute(*other, "Id") == attribute(header, "id")).unwrap();
                assert_eq!(lines(&files[&format!("word/{}", attribute(relation, "Target").unwrap())]), expected);
            }
        }
    }
}

#[test]
fn every_page_says_that_the_standard_is_not_in_force() {
    let mut case = case();
    case.census.standard.effective.as_mut().unwrap().to = Some(gov_site_compliance::Day(17_000));
    let files = parts(&document(&case, texts(), DRAFTED));
    for header in ["word/header1.xml", "word/header2.xml"] {
        assert_eq!(lines(&files[header]), [DRAFT, "注意：监测时间点不在所用标准的施行日期之内"]);
    }
}

/// Twips in millimetres, rounded.
fn millimetres(node: roxmltree::Node<'_, '_>, name: &str) -> u32 {
    let twips: u32 = attribute(node, name).unwrap().parse().unwrap();
    (twips * 254 + 7_200) / 14_400
}

#[test]
fn the_page_is_that_of_an_official_document() {
    let files = parts(&document(&case(), texts(), Edition::default()));
    let document = Document::parse(&files["word/document.xml"]).unwrap();
    let one = |name| elements(document.root(), name).next().unwrap();
    let (size, margins, grid) = (one("pgSz"), one("pgMar"), one("docGrid"));
    assert_eq!((millimetres(size, "w"), millimetres(size, "h")), (210, 297));
    assert_eq!(["top", "left", "right", "bottom"].map(|side| millimetres(margins, side)), [37, 28, 26, 35]);
    let twips = |node, name| attribute(node, name).unwrap().parse::<u32>().unwrap();
    let (width, height) =
        (twips(size, "w") - twips(margins, "left") - twips(margins, "right"), twips(size, "h") - twips(margins, "top") - twips(margins, "bottom"));
    assert_eq!(height / twips(grid, "linePitch"), 22, "lines a page");
    let styles = Document::parse(&files["word/styles.xml"]).unwrap();
    let normal = elements(styles.root(), "style").find(|style| attribute(*style, "styleId") == Some("Normal")).unwrap();
    let closer: i64 =
        elements(normal, "rPr").flat_map(|run| elements(run, "spacing")).map(|spacing| attribute(spacing, "val").unwrap().parse::<i64>().unwrap()).sum();
    assert_eq!(i64::from(width) / (320 + closer), 28, "signs of 16 pt a line");
    let lines: Vec<_> = elements(normal, "spacing").filter_map(|spacing| attribute(spacing, "line").zip(attribute(spacing, "lineRule"))).collect();
    assert_eq!(lines, [(attribute(grid, "linePitch").unwrap(), "exact")]);
}

/// Font for Chinese and size in half points of a style, looked up through what it is based on.
fn look(styles: &Document<'_>, id: &str) -> (String, String) {
    let find = |id: &str| elements(styles.root(), "style").find(|style| attribute(*style, "styleId") == Some(id)).unwrap();
    let (mut font, mut size, mut style) = (None, None, find(id));
    loop {
        font = font.or_else(|| elements(style, "rFonts").find_map(|fonts| attribute(fonts, "eastAsia")));
        size = size.or_else(|| elements(style, "sz").find_map(|size| attribute(size, "val")));
        match elements(style, "basedOn").next() {
            Some(base) => style = find(attribute(base, "val").unwrap()),
            None => break,
        }
    }
    let defaults = elements(styles.root(), "docDefaults").next().unwrap();
    let default = elements(defaults, "rFonts").find_map(|fonts| attribute(fonts, "eastAsia"));
    (font.or(default).unwrap().to_string(), size.unwrap().to_string())
}

#[test]
fn fonts_are_those_of_an_official_document_and_have_substitutes() {
    let files = parts(&document(&case(), texts(), Edition::default()));
    let styles = Document::parse(&files["word/styles.xml"]).unwrap();
    let fonts = Document::parse(&files["word/fontTable.xml"]).unwrap();
    for (style, font, half_points) in [
        ("Title", "方正小标宋简体", "44"),
        ("BodyText", "仿宋_GB2312", "32"),
        ("Addressees", "仿宋_GB2312", "32"),
        ("Heading1", "黑体", "32"),
        ("Heading2", "楷体_GB2312", "32"),
        ("AnnexMark", "黑体", "32"),
        ("Copies", "仿宋_GB2312", "28"),
        ("FooterOdd", "宋体", "28"),
        ("FooterEven", "宋体", "28"),
    ] {
        assert_eq!(look(&styles, style), (font.to_string(), half_points.to_string()), "{style}");
        let entry = elements(fonts.root(), "font").find(|entry| attribute(*entry, "name") == Some(font)).unwrap();
        let others = elements(entry, "altName").next().and_then(|others| attribute(others, "val")).unwrap();
        assert!(others.contains(','), "{font}: {others}");
    }
}

#[test]
fn every_style_in_use_is_defined() {
    let files = parts(&document(&case(), texts(), Edition::default()));
    let styles = Document::parse(&files["word/styles.xml"]).unwrap();
    let defined: Vec<_> = elements(styles.root(), "style").filter_map(|style| attribute(style, "styleId")).collect();
    for (name, text) in files.iter().filter(|(name, _)| name.starts_with("word/") && name.ends_with(".xml")) {
        let file = Document::parse(text).unwrap();
        for used in elements(file.root(), "pStyle").chain(elements(file.root(), "tblStyle")).chain(elements(file.root(), "basedOn")) {
            assert!(defined.contains(&attribute(used, "val").unwrap()), "{name}: {used:?}");
        }
    }
}

#[test]
fn page_numbers_stand_outside() {
    let files = parts(&document(&case(), texts(), Edition::default()));
    let settings = Document::parse(&files["word/settings.xml"]).unwrap();
    assert_eq!(elements(settings.root(), "evenAndOddHeaders").count(), 1);
    let styles = Document::parse(&files["word/styles.xml"]).unwrap();
    let document = Document::parse(&files["word/document.xml"]).unwrap();
    let relations = Document::parse(&files["word/_rels/document.xml.rels"]).unwrap();
    for (kind, side) in [("default", "right"), ("even", "left")] {
        let reference = elements(document.root(), "footerReference").find(|footer| attribute(*footer, "type") == Some(kind)).unwrap();
        let relation = elements(relations.root(), "Relationship").find(|other| attribute(*other, "Id") == attribute(reference, "id")).unwrap();
        let text = &files[&format!("word/{}", attribute(relation, "Target").unwrap())];
        assert_eq!(lines(text), ["— 1 —"]);
        let footer = Document::parse(text).unwrap();
        assert_eq!(elements(footer.root(), "fldSimple").filter_map(|field| attribute(field, "instr")).collect::<Vec<_>>(), [" PAGE "]);
        let style = elements(footer.root(), "pStyle").find_map(|style| attribute(style, "val")).unwrap();
        let style = elements(styles.root(), "style").find(|other| attribute(*other, "styleId") == Some(style)).unwrap();
        assert_eq!(elements(style, "jc").find_map(|side| attribute(side, "val")), Some(side));
        assert_eq!(elements(style, "ind").find_map(|indent| attribute(indent, side)), Some("280"), "one sign from the edge");
    }
}

#[test]
fn the_annex_is_a_table_on_a_page_of_its_own() {
    let files = parts(&document(&case(), texts(), Edition::default()));
    let document = Document::parse(&files["word/document.xml"]).unwrap();
    let table = elements(document.root(), "tbl").next().unwrap();
    let rows: Vec<_> = elements(table, "tr").collect();
    assert_eq!(rows.len(), 3);
    assert!(rows.iter().all(|row| elements(*row, "cantSplit").count() == 1));
    assert_eq!(rows.iter().map(|row| elements(*row, "tblHeader").count()).collect::<Vec<_>>(), [1, 0, 0]);
    let cells: Vec<_> = elements(rows[1], "tc").map(|cell| elements(cell, "t").filter_map(|text| text.text()).collect::<String>()).collect();
    assert_eq!(cells[..4], ["1", "3703000002", "示例单位丙", "空白栏目"]);
    let styles = Document::parse(&files["word/styles.xml"]).unwrap();
    let style = |id| elements(styles.root(), "style").find(|style| attribute(*style, "styleId") == Some(id)).unwrap();
    assert_eq!(elements(style("AnnexMark"), "pageBreakBefore").count(), 1);
    assert_eq!(elements(style("TableGrid"), "insideH").find_map(|border| attribute(border, "val")), Some("single"));
}

#[test]
fn a_row_of_more_than_a_page_may_break() {
    let (case, mut notice) = (case(), case().notice(texts()));
    notice.annex[0].site_name = "长".repeat(100);
    notice.annex[1].site_name = "长".repeat(101);
    let files = parts(&docx::notice(&case.results(&notice, Edition::default())).unwrap());
    let document = Document::parse(&files["word/document.xml"]).unwrap();
    assert_eq!(elements(document.root(), "tr").map(|row| elements(row, "cantSplit").count()).collect::<Vec<_>>(), [1, 1, 0]);
}

#[test]
fn the_date_ends_four_signs_from_the_edge_and_the_name_stands_over_it() {
    let files = parts(&document(&case(), texts(), Edition::default()));
    let document = Document::parse(&files["word/document.xml"]).unwrap();
    let indent = |style: &str| {
        let paragraph = elements(document.root(), "pPr").find(|own| elements(*own, "pStyle").any(|used| attribute(used, "val") == Some(style))).unwrap();
        elements(paragraph, "ind").find_map(|indent| attribute(indent, "right")).unwrap().parse::<u32>().unwrap()
    };
    let sign = 315;
    assert_eq!(indent("SignedOn"), 4 * sign);
    let (date, name) = (7, 10);
    assert_eq!(indent("SignedOn") * 2 + date * sign, indent("SignedBy") * 2 + name * sign + sign % 2, "the same middle");
}

#[test]
fn blanks_stand_out() {
    let files = parts(&document(&case(), NoticeTexts::default(), Edition::default()));
    let document = Document::parse(&files["word/document.xml"]).unwrap();
    let marked = elements(document.root(), "r").filter(|run| elements(*run, "highlight").count() == 1);
    let marked: Vec<String> = marked.map(|run| elements(run, "t").filter_map(|text| text.text()).collect()).collect();
    assert_eq!(marked.len(), 9, "{marked:?}");
    assert!(marked.iter().all(|text| text.ends_with("待填）")), "{marked:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn whatever_a_name_holds_it_is_read_back(name in any::<String>()) {
        let document = |name: &str| {
            let (case, mut notice) = (case(), case().notice(texts()));
            notice.annex[0].site_name = name.into();
            notice.title = name.into();
            docx::notice(&case.results(&notice, INTERNAL)).unwrap()
        };
        let bytes = document(&name);
        let expected = plain(&name).replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}");
        let count = |bytes: &[u8]| body(bytes).iter().filter(|line| **line == expected).count();
        // A name may be a line that is there in any case, such as the number of a row.
        let others = count(&document("别的名称"));
        prop_assert_eq!(count(&bytes), if expected.is_empty() { 0 } else { others + 2 });
        for text in parts(&bytes).values() {
            prop_assert!(Document::parse(text).is_ok());
        }
    }
}

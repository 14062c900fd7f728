//! Page tags: the `meta` tags that the national guideline asks for, and what is wrong with them.

use gov_site_compliance::Day;
use serde::Serialize;

use crate::date_text::{Written, whole_date};
use crate::footer::site_code;
use crate::kind::PageKind;
use crate::outline::{Page, Tag, line};

/// The tags of the guideline with the Chinese words for them that templates leave in their place.
const TAGS: [(&str, &[&str]); 15] = [
    ("SiteName", &["网站名称"]),
    ("SiteDomain", &["网站域名", "网站英文域名"]),
    ("SiteIDCode", &["政府网站标识码", "网站标识码", "标识码"]),
    ("ColumnName", &["栏目名称"]),
    ("ColumnDescription", &["栏目介绍", "栏目描述", "栏目说明"]),
    ("ColumnKeywords", &["栏目关键词", "栏目关键字"]),
    ("ColumnType", &["栏目类别", "栏目类型"]),
    ("ArticleTitle", &["文章标题", "标题", "内容标题"]),
    ("PubDate", &["发布时间", "发布日期", "文章发布时间"]),
    ("ContentSource", &["来源", "内容来源", "信息来源", "文章来源"]),
    ("Keywords", &["关键词", "关键字", "文章关键词"]),
    ("Description", &["描述", "摘要", "内容摘要", "网站描述"]),
    ("Author", &["作者", "文章作者"]),
    ("Image", &["图片", "图片地址", "文章图片"]),
    ("Url", &["网址", "地址", "页面地址", "文章地址"]),
];

/// Words that stand for no value at all.
const NO_VALUES: [&str; 10] = ["null", "undefined", "none", "nan", "n/a", "无", "暂无", "test", "测试", "todo"];
/// What a template leaves where its engine did not run.
const TEMPLATE_MARKS: [&str; 8] = ["{{", "}}", "${", "#{", "<%", "%>", "<meta", "<trs_"];

/// A page tag.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PageTag {
    /// The name as the guideline writes it.
    pub name: &'static str,
    /// Its content, trimmed; empty if it is. On pages of letters `***` for tags that may hold the letter.
    pub value: String,
}

/// What can be wrong with a page tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum TagProblem {
    /// A compulsory tag is not there.
    Missing,
    /// A compulsory tag has no content.
    Empty,
    /// Words or marks of the template in place of a value.
    Placeholder,
    /// The tag stands more than once; the first one was read.
    Duplicate,
    /// `PubDate` is no date and time (`YYYY-MM-DD HH:MM`; seconds and a date alone are let pass: the guideline's form, C).
    BadTime,
    /// `SiteIDCode` is no site code.
    BadCode,
    /// `SiteIDCode` is another code than the one that the page shows.
    ForeignCode,
    /// The name stands in `property` or `http-equiv` instead of `name`.
    WrongAttribute,
}

/// A fault of a page tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct TagFault {
    /// The name of the tag.
    pub name: &'static str,
    /// What is wrong with it.
    pub fault: TagProblem,
}

impl TagFault {
    /// Whether it is one of compulsory tags alone.
    fn is_lack(&self) -> bool {
        matches!(self.fault, TagProblem::Missing | TagProblem::Empty)
    }
}

/// Which tags are compulsory depends on what a page is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TaggedPage {
    /// Every page: `SiteName`, `SiteDomain`, `SiteIDCode`.
    Any,
    /// A column page: also `ColumnName`, `ColumnDescription`, `ColumnKeywords`, `ColumnType`.
    Column,
    /// An article: also `ArticleTitle`, `PubDate`, `ContentSource`.
    Article,
}

impl TaggedPage {
    /// What a page of a kind is to the guideline: it names columns and articles, and asks nothing of its own of any other page.
    pub(crate) fn of(kind: PageKind) -> TaggedPage {
        match kind {
            PageKind::Column => TaggedPage::Column,
            PageKind::Article => TaggedPage::Article,
            _ => TaggedPage::Any,
        }
    }

    /// The tags that such a page must have (guideline 国办发〔2017〕47号, C).
    pub fn compulsory(self) -> impl Iterator<Item = &'static str> {
        let own = match self {
            TaggedPage::Any => 0..0,
            TaggedPage::Column => 3..7,
            TaggedPage::Article => 7..10,
        };
        (0..3).chain(own).map(|at| TAGS[at].0)
    }
}

/// The page tags of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct PageTags {
    /// The tags of the guideline in the order of the page, the first of each name.
    pub values: Vec<PageTag>,
    /// What is wrong with those that are there, and which are not there that a page of this kind must have: columns and articles have tags
    /// of their own, other pages only those of every page.
    pub faults: Vec<TagFault>,
}

impl PageTags {
    /// The value of a tag, in any case of its name.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.values.iter().find(|tag| tag.name.eq_ignore_ascii_case(name)).map(|tag| tag.value.as_str())
    }

    /// All faults of the page if it is of that kind: what is wrong with the tags that are there, and which compulsory ones are missing or empty.
    ///
    /// ```
    /// use gov_site_pages::{Budget, PageInput, TagProblem, TaggedPage, read_page};
    /// let page = "<meta name=sitename content=某县人民政府><meta name=SiteDomain content=www.x.gov.cn><meta content=1304000009 name=SITEIDCODE>";
    /// let tags = read_page(&PageInput::new(page.as_bytes()), &Budget::default())?.tags;
    /// assert_eq!(tags.faults, []);
    /// let faults = tags.faults_on(TaggedPage::Article);
    /// assert!(faults.iter().any(|fault| fault.name == "PubDate" && fault.fault == TagProblem::Missing));
    /// # Ok::<(), gov_site_pages::Unread>(())
    /// ```
    pub fn faults_on(&self, page: TaggedPage) -> Vec<TagFault> {
        let mut faults: Vec<TagFault> = self.faults.iter().filter(|fault| !fault.is_lack()).copied().collect();
        let lacking = page.compulsory().filter_map(|name| match self.get(name) {
            None => Some(TagFault { name, fault: TagProblem::Missing }),
            Some("") => Some(TagFault { name, fault: TagProblem::Empty }),
            Some(_) => None,
        });
        faults.extend(lacking);
        faults
    }
}

/// Reads the tags; `shown_code` is the site code in the foot of the page.
pub(crate) fn read(page: &Page<'_>, tagged: TaggedPage, shown_code: Option<&str>) -> PageTags {
    let mut tags = PageTags::default();
    for at in page.all(Tag::Meta) {
        let Some((name, own)) = name_of(page, at) else { continue };
        let mut fault = |fault| {
            if !tags.faults.contains(&TagFault { name, fault }) {
                tags.faults.push(TagFault { name, fault });
            }
        };
        if !own {
            fault(TagProblem::WrongAttribute);
        }
        if tags.values.iter().any(|tag| tag.name == name) {
            fault(TagProblem::Duplicate);
            continue;
        }
        let value = line(page.attr(at, "content").unwrap_or(""));
        if let Some(problem) = problem(name, &value, shown_code) {
            fault(problem);
        }
        tags.values.push(PageTag { name, value });
    }
    tags.faults = tags.faults_on(tagged);
    tags
}

/// The name of the guideline that a `meta` has, and whether it has it in `name`.
fn name_of(page: &Page<'_>, at: usize) -> Option<(&'static str, bool)> {
    let known = |written: &str| TAGS.iter().find(|(name, _)| name.eq_ignore_ascii_case(written)).map(|(name, _)| *name);
    let own = page.attr(at, "name").and_then(known).map(|name| (name, true));
    own.or_else(|| ["property", "http-equiv"].into_iter().find_map(|attribute| page.attr(at, attribute).and_then(known)).map(|name| (name, false)))
}

fn problem(name: &str, value: &str, shown_code: Option<&str>) -> Option<TagProblem> {
    if value.is_empty() {
        return None;
    }
    if is_placeholder(name, value) {
        return Some(TagProblem::Placeholder);
    }
    match name {
        "PubDate" => (!is_moment(value)).then_some(TagProblem::BadTime),
        "SiteIDCode" => match site_code(value) {
            None => Some(TagProblem::BadCode),
            Some(code) => shown_code.is_some_and(|shown| shown != code).then_some(TagProblem::ForeignCode),
        },
        _ => None,
    }
}

fn is_placeholder(name: &str, value: &str) -> bool {
    let words = TAGS.iter().find(|(tag, _)| *tag == name).map_or(&[][..], |(_, words)| words);
    let bare = value.trim_matches(|sign: char| sign.is_ascii_punctuation() || "【】（）".contains(sign));
    let short = value.len() < 16 && NO_VALUES.iter().any(|word| word.eq_ignore_ascii_case(value));
    let zeros = name == "SiteIDCode" && value.bytes().all(|byte| byte == b'0');
    let left = TEMPLATE_MARKS.iter().any(|mark| value.contains(mark));
    bare.is_empty() || short || zeros || left || words.contains(&bare) || bare.eq_ignore_ascii_case(name)
}

/// `YYYY-MM-DD`, with a time or without.
fn is_moment(value: &str) -> bool {
    let dashed = |day: Day| value.starts_with(&day.to_string());
    whole_date(value).is_some_and(|date| matches!(date.date, Written::Day(day) if dashed(day)))
}

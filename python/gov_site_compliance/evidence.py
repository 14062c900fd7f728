"""Types of what `extract` gives: the evidence of a page as plain dictionaries, for annotations and type checkers.

Texts are those of the page, blanks run together; a `place` is the CSS selector of the element that holds them
(`document.querySelector(place)` finds it in a browser). What a page does not show is None or, where a key is marked `NotRequired`, not there;
what could not be read is a gap with its code (docs/TABLES.md, field `gap`). Nothing of a citizen is kept.

    >>> import gov_site_compliance as gsc
    >>> from gov_site_compliance.evidence import PageEvidence
    >>> page: PageEvidence = gsc.extract("<title>出错了</title><h1>404 您访问的页面不存在</h1>".encode())
    >>> page["kind"]["kind"]
    'error_page'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypedDict

if TYPE_CHECKING:
    from typing_extensions import NotRequired

__all__ = [
    "Article", "ColumnList", "DateConflict", "Decoding", "FileLink", "Footer", "FooterItem", "Guide", "GuideElement", "Home", "HomeBlock",
    "InterpretationLink", "KindFound", "Letter", "LetterItem", "Letters", "ListItem", "PageEvidence", "PageLink", "PageTag", "PageTags", "Paging",
    "Shown", "ShownDate", "TagFault",
]

# a word of the language cannot be a field of a class
_From = TypedDict("_From", {"from": Literal["text", "text_and_address", "text_and_order", "text_and_heading", "attribute", "tag", "script"]})


class Shown(TypedDict):
    """A text and where it stands on the page."""

    text: str
    place: str


class ShownDate(_From):
    """A date that a page shows.

    `date` is `2017-11-29`, `--11-29` where no year can be told, or `2017-11` where no day is shown; `time` is `08:29` or `08:29:00`. `from`
    says where it was read: in a `text`, with the year out of the address (`text_and_address`), from the dates around it (`text_and_order`)
    or from the heading of the list (`text_and_heading`), in an `attribute`, in a page `tag` or in a `script`. `text` is what is written there.
    """

    date: str
    time: NotRequired[str]
    text: str
    place: str


class Decoding(TypedDict):
    """How the bytes were read: the encoding (WHATWG), what it rests on, what was declared, and how many signs could not be decoded."""

    encoding: str
    by: Literal["bom", "header", "meta", "detection"]
    declared: str | None
    replaced: int


class KindFound(TypedDict):
    """Of which kind a page is, and what was seen that says so, in Chinese, the strongest first.

    The kinds: `home`, `navigation_home`, `column`, `article`, `letter_list`, `letter`, `guide`, `closure_notice`, `error_page`, `login`,
    `challenge`, `script_shell`, `other`.
    """

    kind: str
    grounds: list[str]


class PageTag(TypedDict):
    """A page tag of the national guideline: its name as written there, and its content."""

    name: str
    value: str


class TagFault(TypedDict):
    """What is wrong with a page tag: `missing`, `empty`, `placeholder`, `duplicate`, `bad_time`, `bad_code`, `foreign_code`, `wrong_attribute`."""

    name: str
    fault: str


class PageTags(TypedDict):
    """The page tags, the first of each name, and what is wrong with them; which are missing or empty that every page, a column or an article must have."""

    values: list[PageTag]
    faults: list[TagFault]


class FooterItem(Shown):
    """A text of the foot; `normal` is its form for comparison, where it has one."""

    normal: NotRequired[str]


class Footer(TypedDict):
    """What the foot says of the site: 网站标识码, ICP备案, 公安备案, 主办单位, 承办单位, telephone, 党政机关网站标识, 找错 entry and 网站地图.

    `foreign_code` is the site code in the entry for error reports, where it is another than the shown one.
    """

    site_code: FooterItem | None
    icp: FooterItem | None
    police_record: FooterItem | None
    sponsor: FooterItem | None
    organiser: FooterItem | None
    contact: FooterItem | None
    party_government_mark: FooterItem | None
    error_report_entry: FooterItem | None
    site_map: FooterItem | None
    foreign_code: FooterItem | None


class PageLink(TypedDict):
    """A target of the page: its first link. `kind`: `inside`, `subsite`, `outside`, `attachment`, `image`, `mail`, `script`, `unknown`."""

    href: str
    url: str | None
    kind: str
    text: str
    place: str


class ListItem(TypedDict):
    """An item of a list. `url` is there where the item has an address.

    A `date` of None says that the item is shown without one, or with something in its place that could not be read: then `unread` holds it.
    """

    title: str
    href: str
    url: NotRequired[str]
    date: ShownDate | None
    unread: NotRequired[Shown]
    place: str


class Paging(TypedDict):
    """How a list goes on: address of the next page, number of pages, this page from 1, number of items on all pages.

    `goes_on`: something says that the list has more than this page shows.
    """

    goes_on: bool
    next: NotRequired[str]
    pages: NotRequired[int]
    page: NotRequired[int]
    items: NotRequired[int]


class ColumnList(TypedDict):
    """What a column lists, in the order of the page.

    `blank` says by which words, or by which empty list, the column is blank for sure; `gap` why its list could not be read; `template` which
    template of the office read it.
    """

    items: list[ListItem]
    blank: NotRequired[Shown]
    gap: NotRequired[str]
    template: NotRequired[str]
    paging: NotRequired[Paging]


class HomeBlock(TypedDict):
    """A block of a home page: heading, address of its column, its dated items and those without a date."""

    heading: NotRequired[Shown]
    column_url: NotRequired[str]
    items: list[ListItem]
    undated: list[ListItem]
    place: str


class Home(TypedDict):
    """The blocks of a home page, in its order."""

    blocks: list[HomeBlock]


class LetterItem(TypedDict):
    """A letter of a list; `status`, `category` and `unit` as shown."""

    title: str
    href: NotRequired[str]
    url: NotRequired[str]
    asked: NotRequired[ShownDate]
    answered: NotRequired[ShownDate]
    status: NotRequired[str]
    category: NotRequired[str]
    unit: NotRequired[str]


class Letters(TypedDict):
    """The letters that a page lists; `blank` are the words that say that there are none."""

    items: list[LetterItem]
    blank: NotRequired[Shown]


class Letter(TypedDict):
    """A letter with a page of its own. Of the citizen's text and of the answer only the lengths, in signs, are kept."""

    title: NotRequired[Shown]
    question_signs: NotRequired[int]
    answer_signs: NotRequired[int]
    unit: NotRequired[Shown]
    asked: NotRequired[ShownDate]
    answered: NotRequired[ShownDate]
    status: NotRequired[Shown]
    category: NotRequired[Shown]


class FileLink(TypedDict):
    """A link with its text, as written and resolved."""

    name: str
    href: str
    url: str


class InterpretationLink(FileLink):
    """A link to the 解读 of a file (`interpretation`), or from there to the `file`."""

    to: Literal["interpretation", "file"]


class DateConflict(TypedDict):
    """A date that contradicts the day of publication: that of the page `tag`, or another `line` of the page."""

    kind: Literal["tag", "line"]
    date: ShownDate


class Article(TypedDict):
    """What an article says of itself: heading, publication and the word before it, 来源, 发文字号, 索引号, 成文日期, editor, attachments, 解读.

    `unread` is what stands behind 发布时间 in a form of dates that is not known: then the page may show a day, though nobody can tell which.
    `conflicts` are dates that contradict the day of publication: the sign of back-dating, or of a move, never settled here.
    """

    title: Shown | None
    published: ShownDate | None
    published_label: str | None
    unread: Shown | None
    content_source: Shown | None
    document_no: Shown | None
    index_no: Shown | None
    written_on: ShownDate | None
    editor: Shown | None
    attachments: list[FileLink]
    interpretation_links: list[InterpretationLink]
    repost_source: Shown | None
    original: FileLink | None
    conflicts: list[DateConflict]


class GuideElement(TypedDict):
    """One of the eight elements of a guide: `item_name`, `legal_basis`, `conditions`, `materials`, `place`, `hours`, `phone`, `process`."""

    element: str
    state: Literal["present", "empty", "absent"]
    text: str
    place: str


class Guide(TypedDict):
    """The eight elements of a service guide in the order of the standard, and the forms that it offers."""

    elements: list[GuideElement]
    forms: list[FileLink]


# in the class below, `list` is a key
_Links = list[PageLink]


class PageEvidence(TypedDict):
    """What one page proves.

    `digest` is the SHA-256 of the bytes, `observed_on` the day in Shanghai on which the page was received. Of `list`, `home`, `letters`,
    `letter`, `article` and `guide` those are there that the kind of the page asks for.
    """

    digest: str
    url: str | None
    observed_on: str | None
    decoding: Decoding
    kind: KindFound
    tags: PageTags
    footer: Footer
    links: _Links
    list: NotRequired[ColumnList]
    home: NotRequired[Home]
    letters: NotRequired[Letters]
    letter: NotRequired[Letter]
    article: NotRequired[Article]
    guide: NotRequired[Guide]

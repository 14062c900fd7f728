"""`repr` is one line for people; `_repr_html_` is whole HTML in which no text of a table can become a tag."""

import datetime as dt
import html
import html.parser

import gov_site_compliance as gsc
import pyarrow as pa
import pytest

from package_tables import judged, options_of, tables_of
from support import SITE

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)> & \"'</td></table><b>"
VOID = {"br", "hr", "img", "col", "input", "meta", "link", "wbr"}


class Page(html.parser.HTMLParser):
    """Tags, attributes and texts; fails on a tag that is not closed in its place."""

    def __init__(self, text):
        super().__init__()
        self.open, self.tags, self.attributes, self.texts = [], [], [], []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self.attributes += [name for name, _ in attributes]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open and self.open.pop() == tag, tag

    def handle_data(self, data):
        self.texts.append(data)


@pytest.fixture
def hostile(folder):
    """Every text that comes back out is hostile: names, units, keys, references."""
    folder.site("3703000002", site_name=HOSTILE, division=HOSTILE, sponsor=HOSTILE, source_ref=HOSTILE)
    folder.blank(6, site="3703000002", prefix=HOSTILE, source_ref=HOSTILE)
    folder.ticket("t1" + HOSTILE, "2017-10-09", unit=HOSTILE, site_code="3703000002")
    return folder.add("updates", column_id=HOSTILE, url="u", published_on="2017-11-01")


def things(folder):
    """One of each kind of what the package gives back."""
    census = judged(folder)
    frames = {name: getattr(census, name) for name in ("verdicts", "outcomes", "findings", "groups", "overdue_tickets", "tickets", "rejected")}
    explanation = census.explain("3703000002")
    standard = gsc.Standard.load("zibo-2017").overlay(f"id = \"ours\"\nrevision = 1\nextends = \"zibo-2017\"\ntitle = '''{HOSTILE}'''\n")
    comparison = gsc.compare(census, judged(folder.ticket("t2", "2017-10-10", unit=HOSTILE)))
    return {"census": census, "explanation": explanation, "verdict": explanation.verdict, "standard": standard, "comparison": comparison, **frames}


KINDS = [
    "census",
    "explanation",
    "verdict",
    "standard",
    "verdicts",
    "outcomes",
    "findings",
    "groups",
    "overdue_tickets",
    "tickets",
    "rejected",
    "comparison",
]
WITH_NAMES = ["census", "explanation", "verdict", "verdicts", "findings", "groups", "overdue_tickets", "tickets", "rejected"]


@pytest.mark.parametrize("kind", KINDS)
def test_no_text_becomes_a_tag(hostile, kind):
    page = Page(things(hostile)[kind]._repr_html_())
    assert page.tags
    assert {"script", "img", "b"}.isdisjoint(page.tags)
    assert not [name for name in page.attributes if name.startswith("on")]


@pytest.mark.parametrize("kind", WITH_NAMES)
def test_hostile_texts_are_shown_as_they_are(hostile, kind):
    assert "<script>alert(1)</script>" in "".join(Page(things(hostile)[kind]._repr_html_()).texts)


@pytest.mark.parametrize("kind", KINDS)
def test_repr_is_one_short_line(hostile, kind):
    text = repr(things(hostile)[kind])
    assert "\n" not in text
    assert 0 < len(text) < 500
    assert "object at 0x" not in text


def test_what_the_reprs_say(folder):
    census = judged(folder)
    verdict = census.explain(SITE).verdict
    assert "1 qualified" in repr(census) and "2017-11-25" in repr(census)
    assert SITE in repr(verdict) and "qualified" in repr(verdict)
    assert "zibo-2017@1" in repr(gsc.Standard.load("zibo-2017"))
    assert "1 row" in repr(census.verdicts) and "site_code" in repr(census.verdicts)


def test_html_of_a_census_shows_its_sites_and_figures(folder):
    shown = "".join(Page(judged(folder, title="示例普查")._repr_html_()).texts)
    assert all(word in shown for word in ("示例普查", SITE, "示例单位001", "qualified"))


@pytest.mark.parametrize("name", ["rejected", "overdue_tickets"])
def test_html_of_a_frame_without_rows_shows_its_columns(folder, name):
    frame = getattr(judged(folder), name)
    assert len(frame) == 0
    assert set(frame.column_names) <= set(Page(frame._repr_html_()).texts)


def many(folder, number):
    first = tables_of(folder)["sites"].to_pylist()[0]
    return [first | {"site_code": f"{3703000000 + index}", "site_name": f"单位{index}"} for index in range(number)]


def test_html_of_many_rows_is_short_and_says_so(folder):
    """A notebook is no place for ten thousand rows."""
    census = gsc.judge(sites=pa.Table.from_pylist(many(folder, 10_000)), checkpoint=dt.date(2017, 11, 25))
    for thing, number in ((census, 10_000), (census.verdicts, 10_000), (census.outcomes, len(census.outcomes))):
        shown = thing._repr_html_()
        assert len(shown) < 200_000 and number >= 10_000
        assert str(number) in shown.replace(",", "")


def test_numbers_and_unknowns_in_html(folder):
    """A null is no text «None», a number stands as it is."""
    texts = Page(judged(folder).outcomes._repr_html_()).texts
    assert "None" not in texts and "null" not in texts
    assert "140" in texts, "visits of the week"


def test_html_of_rows_rejected_with_what_they_said(folder):
    census = gsc.judge(**tables_of(folder.update(f"{SITE}-home", "<i>soon</i>")), **options_of(folder))
    page = Page(census.rejected._repr_html_())
    assert "i" not in page.tags
    assert "<i>soon</i>" in html.unescape(census.rejected._repr_html_())

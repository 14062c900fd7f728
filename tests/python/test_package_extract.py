"""`extract`: the bytes of a page in, its evidence as plain dictionaries out."""

import datetime as dt
import hashlib
import json
import pickle
import random
import typing

import gov_site_compliance as gsc
import numpy as np
import pytest
from gov_site_compliance import evidence as types
from typing_extensions import NotRequired

from package_pages import COLUMN, HOST, PAGES

KINDS = {
    "column": "column",
    "column_in_gbk": "column",
    "blank": "column",
    "home": "home",
    "article": "article",
    "letters": "letter_list",
    "letter": "letter",
    "guide": "guide",
    "error": "error_page",
    "empty": "other",
}
NESTED = "<div>" * 600


def read(name, **options):
    url, body = PAGES[name]
    return gsc.extract(body, url=url, **options)


# ---- what comes back


@pytest.mark.parametrize("name", KINDS)
def test_pages_of_every_kind(name):
    assert read(name)["kind"]["kind"] == KINDS[name]


def test_items_of_a_column():
    found = [(item["title"], item["url"], item["date"]["date"]) for item in read("column")["list"]["items"]]
    assert found == [
        ("关于做好冬季清洁取暖工作的通知", f"{HOST}/tzgg/201711/t20171129_1.html", "2017-11-29"),
        ("关于公布行政许可事项目录的公告", f"{HOST}/tzgg/201711/t20171120_2.html", "2017-11-20"),
        ("关于召开全市安全生产工作会议的通知", f"{HOST}/tzgg/201711/t20171103_3.html", "2017-11-03"),
    ]


def test_a_blank_column_says_so_and_an_unread_one_has_a_gap():
    assert read("blank")["list"]["blank"]["text"] == "暂无内容"
    assert "gap" not in read("blank")["list"]
    assert read("empty")["list"] == {"items": [], "gap": "unreadable"}


def test_a_conflict_of_dates_is_kept():
    article = read("article")["article"]
    assert article["published"]["date"] == "2017-06-20"
    assert [(conflict["kind"], conflict["date"]["date"]) for conflict in article["conflicts"]] == [("tag", "2017-06-30")]


def test_the_digest_is_that_of_the_bytes():
    assert read("column_in_gbk")["digest"] == hashlib.sha256(PAGES["column_in_gbk"][1]).hexdigest()


def test_the_same_page_gives_the_same_evidence():
    assert all(read(name) == read(name) for name in PAGES)


# ---- its types


def errors(value, kind, place):
    """Where a value is not of a type: fields that are missing or unknown, and values of other types."""
    origin, args = typing.get_origin(kind), typing.get_args(kind)
    if origin is NotRequired:
        return errors(value, args[0], place)
    if origin is typing.Literal:
        return [] if value in args else [f"{place}: {value!r}"]
    if origin is list:
        return [fault for item in value for fault in errors(item, args[0], f"{place}[]")]
    if typing.is_typeddict(kind):
        return faults(value, kind, place)
    if args:
        return [] if any(errors(value, arg, place) == [] for arg in args) else [f"{place}: {value!r} is no {kind}"]
    return [] if isinstance(value, kind) and not (kind is int and value is True) else [f"{place}: {value!r} is no {kind}"]


def faults(value, kind, place):
    if not isinstance(value, dict):
        return [f"{place}: {value!r} is no {kind.__name__}"]
    fields = {}
    for base in reversed([kind, *getattr(kind, "__orig_bases__", ())]):
        if typing.is_typeddict(base):
            fields |= typing.get_type_hints(base, localns={"NotRequired": NotRequired}, include_extras=True)
    needed = {name for name, field in fields.items() if typing.get_origin(field) is not NotRequired}
    found = [f"{place}: lacks {name}" for name in needed - value.keys()] + [f"{place}: has {name}" for name in value.keys() - fields.keys()]
    return found + [fault for name in value.keys() & fields.keys() for fault in errors(value[name], fields[name], f"{place}.{name}")]


@pytest.mark.parametrize("name", KINDS)
def test_the_types_are_those_of_the_dictionaries(name):
    assert errors(read(name, observed=dt.date(2017, 11, 30), charset="utf-8"), types.PageEvidence, name) == []


def test_the_types_would_find_another_field():
    """Else the test before could not fail."""
    page = read("column")
    assert errors(page | {"weather": 1}, types.PageEvidence, "page") == ["page: has weather"]
    assert errors({name: value for name, value in page.items() if name != "kind"}, types.PageEvidence, "page") == ["page: lacks kind"]
    page["list"]["items"][0]["date"]["date"] = 7
    assert errors(page, types.ColumnList, "page") != []


def test_the_evidence_is_plain():
    page = read("home")
    assert json.loads(json.dumps(page)) == pickle.loads(pickle.dumps(page)) == page


# ---- what goes in


@pytest.mark.parametrize("kind", [bytes, bytearray, memoryview])
def test_bytes_of_every_kind(kind):
    assert gsc.extract(kind(COLUMN.encode())) == gsc.extract(COLUMN.encode())


def test_a_part_of_other_bytes():
    page = COLUMN.encode()
    assert gsc.extract(memoryview(b"<p>" + page + b"</p>")[3:-4]) == gsc.extract(page)
    assert gsc.extract(memoryview(b"".join(bytes([byte, 0]) for byte in page))[::2]) == gsc.extract(page)


@pytest.mark.parametrize("page", [COLUMN, None, 7, [1, 2], np.zeros(3)], ids=lambda page: type(page).__name__)
def test_what_is_no_page_is_named(page):
    with pytest.raises(gsc.InputError, match=f"page: {type(page).__name__} is no page"):
        gsc.extract(page)


def test_without_an_address_links_stay_as_they_are():
    assert [item["url"] for item in gsc.extract(COLUMN.encode())["list"]["items"]][0] == "./201711/t20171129_1.html"


@pytest.mark.parametrize("url", ["http://例子.cn/" + "x" * 100_000, " HTTPS://www.example.gov.cn:8080/?a#b ", "http://[::1]/"], ids=len)
def test_odd_addresses(url):
    assert gsc.extract(COLUMN.encode(), url=url)["url"] == url


@pytest.mark.parametrize(
    "url", ["", "no address", "www.example.gov.cn", "http://[", "javascript:alert(1)", "file:///a.html", "\x00", "\u202e", "x" * 1_000_000], ids=len
)
def test_what_is_no_address_is_named(url):
    with pytest.raises(gsc.SettingError, match="url: .* is no absolute address; write it with http") as caught:
        gsc.extract(COLUMN.encode(), url=url)
    assert len(str(caught.value)) < 300


@pytest.mark.parametrize(
    ("observed", "day"),
    [
        (dt.date(2017, 11, 29), "2017-11-29"),
        (dt.datetime(2017, 11, 29, 23, 59), "2017-11-29"),
        (dt.datetime(2017, 11, 28, 16, tzinfo=dt.timezone.utc), "2017-11-29"),
        (dt.datetime(2017, 11, 28, 15, 59, tzinfo=dt.timezone.utc), "2017-11-28"),
        (np.datetime64("2017-11-29T08"), "2017-11-29"),
        (dt.date(1992, 1, 1), "1992-01-01"),
        (dt.date(2199, 12, 31), "2199-12-31"),
        (None, None),
    ],
    ids=str,
)
def test_the_day_is_that_of_shanghai(observed, day):
    assert gsc.extract(COLUMN.encode(), observed=observed)["observed_on"] == day


@pytest.mark.parametrize("observed", ["2017-11-29", 17499, np.datetime64("NaT"), dt.date(1991, 12, 31), dt.date(2200, 1, 1)], ids=str)
def test_what_is_no_day_is_named(observed):
    with pytest.raises(gsc.InputError, match="observed"):
        gsc.extract(COLUMN.encode(), observed=observed)


@pytest.mark.parametrize("charset", ["gb2312", "GBK", "utf-8", " UTF8 ", "latin1"])
def test_a_wrong_charset_is_seen_through(charset):
    for name in ("column", "column_in_gbk"):
        assert read(name, charset=charset)["list"] == read("column")["list"]
        assert read(name, charset=charset)["decoding"]["declared"] == charset


@pytest.mark.parametrize("charset", ["gbk2", "no such charset", "", "\x00", "utf8mb4"])
def test_a_charset_that_nobody_knows_is_named(charset):
    with pytest.raises(gsc.SettingError, match="charset: .* is not known; write utf-8, gbk"):
        read("column", charset=charset)


def test_a_charset_that_the_page_declares_is_evidence_whatever_it_is():
    decoding = gsc.extract(f"<meta charset=gbk2>{COLUMN}".encode())["decoding"]
    assert (decoding["declared"], decoding["encoding"], decoding["by"]) == ("gbk2", "UTF-8", "detection")


@pytest.mark.parametrize(
    "options",
    [{"url": 7}, {"url": b"http://a.example/"}, {"charset": 7}, {"url": "\ud800"}, {"charset": "\ud800"}, {"max_bytes": 0}]
    + [{"max_bytes": -1}, {"max_bytes": 2**31}, {"max_bytes": 10**30}, {"max_bytes": 1.5}, {"max_bytes": True}, {"max_bytes": None}]
    + [{"templates": 7}, {"templates": b"a.toml"}, {"templates": "no such file.toml"}, {"templates": "[[template]]\nname = 1"}],
    ids=repr,
)
def test_a_setting_that_cannot_be_used_is_named(options):
    with pytest.raises(gsc.SettingError, match=next(iter(options))):
        gsc.extract(COLUMN.encode(), **options)


TEMPLATES = '[[template]]\nname = "通知公告"\nhost = "www.example.gov.cn"\npath = "/tzgg/"\nrecord = "ul.list > li"\ndate = "span"\n'


def test_templates_out_of_a_file_or_a_text(tmp_path):
    file = tmp_path / "模板.toml"
    file.write_text(TEMPLATES, encoding="utf-8")
    general = read("column")["list"]
    for templates in (file, str(file), TEMPLATES):
        found = read("column", templates=templates)["list"]
        assert found["template"] == "通知公告"
        assert [(item["title"], item["date"]["date"]) for item in found["items"]] == [(item["title"], item["date"]["date"]) for item in general["items"]]
    assert "template" not in read("blank", templates=TEMPLATES)["list"], "another folder of the site"
    assert "template" not in gsc.extract(COLUMN.encode(), templates=TEMPLATES)["list"], "no address, no template"


def test_a_template_that_finds_nothing_is_a_fault():
    found = read("column", templates=TEMPLATES.replace("ul.list", "ul.gone"))["list"]
    assert (found["items"], found["gap"], found["template"]) == ([], "unreadable", "通知公告")


@pytest.mark.parametrize(("templates", "words"), [("gone.toml", "gone.toml: "), (TEMPLATES.replace("ul.list >", "ul[["), "template 通知公告: record")])
def test_templates_that_cannot_be_used_say_why(templates, words):
    with pytest.raises(gsc.SettingError, match="^templates: ") as caught:
        read("column", templates=templates)
    assert words in str(caught.value)


def test_the_tags_of_a_column_and_of_an_article_are_missed():
    def missing(name):
        return [fault["name"] for fault in read(name)["tags"]["faults"] if fault["fault"] == "missing"]

    assert missing("column") == ["SiteName", "SiteDomain", "ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"]
    assert missing("article") == ["SiteName", "SiteDomain", "SiteIDCode", "ContentSource"]
    assert missing("home") == ["SiteName", "SiteDomain", "SiteIDCode"]


# ---- budgets


def test_a_page_of_the_limit_and_one_byte_more():
    page = COLUMN.encode()
    assert gsc.extract(page, max_bytes=len(page)) == gsc.extract(page)
    with pytest.raises(gsc.UnreadError, match="bytes") as caught:
        gsc.extract(page, max_bytes=len(page) - 1)
    assert isinstance(caught.value, gsc.ComplianceError)
    assert caught.value.gap == "budget_reached"
    assert caught.value.rejects is None
    assert pickle.loads(pickle.dumps(caught.value)).gap == "budget_reached"


def test_eight_megabytes_are_the_limit_unless_the_caller_says_more():
    page = b"<p>" + b"x" * (8_000_000 - 3)
    assert gsc.extract(page)["kind"]
    with pytest.raises(gsc.UnreadError, match="8000000"):
        gsc.extract(page + b"x")
    assert gsc.extract(page + b"x", max_bytes=8_000_001)["kind"]


def test_more_bytes_allow_more_elements():
    page = b"".join(b"<a href='/%d.html'>x</a>" % number for number in range(60_000))
    with pytest.raises(gsc.UnreadError, match="nodes") as caught:
        gsc.extract(page)
    assert caught.value.gap == "budget_reached"
    assert len(gsc.extract(page, max_bytes=16_000_000)["links"]) == 60_000


def test_too_deep_is_a_gap():
    with pytest.raises(gsc.UnreadError, match="nested"):
        gsc.extract(NESTED.encode())


# ---- hostile bytes


def test_any_bytes_are_read_or_a_gap():
    """Random ones, and pages with their bytes cut, doubled and changed."""
    chance = random.Random(6)
    bodies = [body for _, body in PAGES.values() if body]
    unread = 0
    for _ in range(300):
        body = bytearray(chance.choice(bodies) if chance.random() < 0.8 else chance.randbytes(chance.randrange(2000)))
        for _ in range(chance.randrange(20)):
            at = chance.randrange(len(body) + 1)
            body[at : at + chance.randrange(4)] = chance.choice([b"\0", b"\xff\xfe", b"<", b"</script>", b"<table>", b"&#x1F600;", "‮〇".encode()])
        try:
            page = gsc.extract(body, url=chance.choice([None, HOST, f"{HOST}/a/"]), charset=chance.choice([None, "gbk", "utf-16", "big5"]))
        except gsc.UnreadError as error:
            assert error.gap == "unreadable"
            unread += 1
            continue
        assert page["digest"] == hashlib.sha256(body).hexdigest()
        assert errors(page, types.PageEvidence, "page") == []
    assert 0 < unread < 100, "noise is no page, damaged pages are"


@pytest.mark.parametrize(
    "body",
    [b"<" * 10_000, b"<!--", b"<script>" + b"x" * 1_000_000, b"&" * 10_000],
    ids=lambda body: repr(body[:8]),
)
def test_bytes_that_are_no_page(body):
    assert errors(gsc.extract(body), types.PageEvidence, "page") == []


@pytest.mark.parametrize("body", [b"\0" * 10_000, b"\xff" * 10_000, b"\xff\xfe" + b"\0\xd8" * 1000], ids=lambda body: repr(body[:8]))
def test_noise_is_no_page(body):
    with pytest.raises(gsc.UnreadError, match="no text") as caught:
        gsc.extract(body)
    assert caught.value.gap == "unreadable"


@pytest.mark.parametrize("body", [b"%PDF-1.4", b"PK\x03\x04", b"\x89PNG"], ids=repr)
def test_another_file_is_no_page(body):
    with pytest.raises(gsc.UnreadError, match="the bytes are") as caught:
        gsc.extract(body)
    assert caught.value.gap == "unreadable"


# ---- the article alone


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("options", [{}, {"observed": dt.date(2017, 11, 30), "charset": "gb2312"}])
def test_the_article_alone_is_that_of_the_whole_evidence(name, options):
    url, body = PAGES[name]
    assert gsc.extract_article(body, url=url, **options) == read(name, **options).get("article")


def test_only_pages_with_an_article_give_one():
    given = {name for name, (url, body) in PAGES.items() if gsc.extract_article(body, url=url)}
    assert given == {"article", "guide"}


def test_what_extract_refuses_has_no_article_either():
    with pytest.raises(gsc.UnreadError, match="nested elements") as told:
        gsc.extract_article(NESTED.encode())
    assert told.value.gap == "budget_reached"
    with pytest.raises(gsc.UnreadError, match="a PDF file"):
        gsc.extract_article(b"%PDF-1.7")
    with pytest.raises(gsc.InputError, match="str is no page"):
        gsc.extract_article("<p>")
    with pytest.raises(gsc.SettingError, match="no absolute address"):
        gsc.extract_article(b"<p>", url="www.example.gov.cn")

"""`extract_batch`: a table of pages in, a row of evidence for each page out, in order, whatever holds the table and whatever its pages are."""

import datetime as dt
import json
import threading
from concurrent.futures import ThreadPoolExecutor

import duckdb
import gov_site_compliance as gsc
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from package_pages import HOST, PAGES

NAMES = list(PAGES)
URLS = [url for url, _ in PAGES.values()]
BODIES = [body for _, body in PAGES.values()]
TABLE = pa.table({"url": URLS, "body": pa.array(BODIES, pa.binary())})
TEXT_BODIES = [body.decode() for name, body in zip(NAMES, BODIES) if name != "column_in_gbk"]


def rows(pages, **options):
    """The rows of evidence as mappings."""
    return pa.table(gsc.extract_batch(pages, progress=False, **options)).to_pylist()


def row(name, **options):
    """The row of one page."""
    url, body = PAGES[name]
    (found,) = rows(pa.table({"url": [url], "body": [body]}), **options)
    return found


WANTED = rows(TABLE)


# ---- the same as one by one


def test_each_row_is_what_extract_gives():
    assert [json.loads(found["evidence"]) for found in WANTED] == [gsc.extract(body, url=url) for url, body in PAGES.values()]
    assert [found["row"] for found in WANTED] == list(range(1, len(PAGES) + 1))
    assert [found["url"] for found in WANTED] == URLS


def test_observed_and_charset_are_those_of_the_row():
    days = [None, *(dt.date(2017, 11, 1 + day) for day in range(len(PAGES) - 1))]
    charsets = ["gbk" if number % 2 else None for number in range(len(PAGES))]
    table = TABLE.append_column("observed", pa.array(days, pa.date32())).append_column("charset", pa.array(charsets))
    each = zip(URLS, BODIES, days, charsets)
    assert [json.loads(found["evidence"]) for found in rows(table)] == [gsc.extract(b, url=u, observed=d, charset=c) for u, b, d, c in each]


def test_the_order_is_kept_whatever_the_threads():
    many = pa.concat_tables([TABLE] * 60)
    wanted = [found | {"row": number + 1} for number, found in enumerate(WANTED * 60)]
    for threads in (1, 2, 7, 64):
        assert rows(many, threads=threads) == wanted


# ---- the columns


def test_columns_of_a_column():
    found = row("column")
    assert (found["kind"], found["gap"], found["error"], found["encoding"]) == ("column", None, None, "UTF-8")
    assert [(item["title"], item["date"], item["date_state"], item["date_text"], item["block"]) for item in found["items"]] == [
        ("关于做好冬季清洁取暖工作的通知", dt.date(2017, 11, 29), "shown", "2017-11-29", None),
        ("关于公布行政许可事项目录的公告", dt.date(2017, 11, 20), "shown", "2017-11-20", None),
        ("关于召开全市安全生产工作会议的通知", dt.date(2017, 11, 3), "shown", "2017-11-03", None),
    ]
    assert found["items"][0]["url"] == f"{HOST}/tzgg/201711/t20171129_1.html"
    assert found["site_code"] == "3703000001"
    assert {"name": "SiteName", "fault": "missing"} in found["tag_faults"]
    assert [found[name] for name in ("letters", "guide", "title", "published", "published_state", "date_conflicts")] == [None] * 6
    assert row("column_in_gbk")["encoding"] == "gb18030"


def test_columns_of_a_blank_and_of_an_unread_column():
    assert (row("blank")["items"], row("blank")["blank"], row("blank")["list_gap"]) == ([], "暂无内容", None)
    assert (row("empty")["items"], row("empty")["blank"], row("empty")["list_gap"]) == ([], None, "unreadable")


def test_columns_of_a_home_page():
    items = [(item["block"], item["date"], item["date_state"], item["date_text"]) for item in row("home")["items"]]
    assert items[0] == ("政务要闻", dt.date(2017, 11, 29), "shown", "2017-11-29")
    assert items[3] == ("通知公告", None, "unreadable", "11-26")


def test_columns_of_an_article():
    found = row("article")
    said = {name: found[name] for name in ("title", "published", "published_state", "content_source", "document_no", "date_conflicts", "items")}
    assert said == {
        "title": "关于做好防汛工作的通知",
        "published": dt.date(2017, 6, 20),
        "published_state": "shown",
        "content_source": "市水利局",
        "document_no": "鲁政发〔2017〕11号",
        "date_conflicts": 1,
        "items": None,
    }


def test_columns_of_letters():
    first, second = row("letters")["letters"]
    assert (first["title"], first["asked"], first["answered"], first["status"]) == ("关于路灯不亮的问题", dt.date(2017, 11, 1), dt.date(2017, 11, 6), "已答复")
    assert second["answered"] is None
    (alone,) = row("letter")["letters"]
    assert (alone["url"], alone["asked"], alone["answered"], alone["unit"]) == (f"{HOST}/xjlb/1.html", first["asked"], first["answered"], "市城管局")
    assert row("letter")["title"] == "关于路灯不亮的问题"


def test_columns_of_a_guide():
    states = {element["element"]: element["state"] for element in row("guide")["guide"]}
    assert len(states) == 8
    assert (states["conditions"], states["materials"], states["phone"]) == ("present", "empty", "absent")


def test_a_page_that_shows_nothing_of_itself_has_a_gap():
    assert (row("error")["kind"], row("error")["gap"], row("error")["error"]) == ("error_page", "unreadable", None)


def test_the_schema_is_that_of_the_empty_table():
    found = pa.table(gsc.extract_batch(TABLE)).schema
    for empty in (TABLE.slice(0, 0), TABLE.schema.empty_table(), pl.from_arrow(TABLE).clear(), pd.DataFrame({"url": [], "body": []}, dtype="str")):
        frame = gsc.extract_batch(empty)
        assert len(frame) == 0
        assert pa.table(frame).schema == found


def test_the_frame_is_one_like_the_others():
    frame = gsc.extract_batch(TABLE)
    assert len(frame) == len(PAGES)
    assert frame.column_names == list(WANTED[0])
    assert "Frame(10 rows" in repr(frame) and "<table>" in frame._repr_html_()
    assert pl.DataFrame(frame).to_dicts() == WANTED
    assert duckdb.sql("select count(*), sum(len(items)) from frame").fetchall() == [(10, sum(len(found["items"] or ()) for found in WANTED))]


# ---- whatever holds the table


HOLDERS = {
    "a_table": lambda: TABLE,
    "a_batch": lambda: TABLE.to_batches()[0],
    "a_reader": lambda: TABLE.to_reader(max_chunksize=3),
    "chunks": lambda: pa.concat_tables([TABLE.slice(0, 1), TABLE.slice(1, 0), TABLE.slice(1, 6), TABLE.slice(7)]),
    "a_slice": lambda: pa.concat_tables([TABLE, TABLE, TABLE]).combine_chunks().slice(len(PAGES), len(PAGES)),
    "polars": lambda: pl.from_arrow(TABLE),
    "a_slice_of_polars": lambda: pl.concat([pl.from_arrow(TABLE)] * 2).slice(len(PAGES), len(PAGES)),
    "duckdb": lambda: duckdb.from_arrow(TABLE),
    "pandas": lambda: TABLE.to_pandas(types_mapper=pd.ArrowDtype),
    "pandas_objects": lambda: pd.DataFrame({"url": URLS, "body": BODIES}),
}


@pytest.mark.parametrize("holder", HOLDERS)
def test_tables_of_every_library(holder):
    assert rows(HOLDERS[holder]()) == WANTED


@pytest.mark.parametrize("kind", [pa.binary(), pa.large_binary(), pa.binary_view(), pa.dictionary(pa.int8(), pa.binary())], ids=str)
def test_bodies_of_every_kind(kind):
    bodies = pa.array(BODIES, pa.binary())
    bodies = bodies.dictionary_encode().cast(kind) if pa.types.is_dictionary(kind) else bodies.cast(kind)
    for cut in (slice(None), slice(3, 8)):
        assert rows(pa.table({"url": URLS[cut], "body": bodies[cut]})) == [found | {"row": at + 1} for at, found in enumerate(WANTED[cut])]


@pytest.mark.parametrize("kind", [pa.string(), pa.large_string(), pa.string_view()], ids=str)
def test_bodies_as_texts_count_as_their_utf_8(kind):
    found = rows(pa.table({"url": pa.nulls(len(TEXT_BODIES), pa.string()), "body": pa.array(TEXT_BODIES, kind)}))
    assert [json.loads(one["evidence"]) for one in found] == [gsc.extract(body.encode()) for body in TEXT_BODIES]


@pytest.mark.parametrize("kind", [pa.string(), pa.large_string(), pa.string_view(), pa.dictionary(pa.uint8(), pa.string())], ids=str)
def test_addresses_of_every_kind(kind):
    assert rows(TABLE.set_column(0, "url", pa.array(URLS).dictionary_encode().cast(kind) if "dict" in str(kind) else pa.array(URLS, kind))) == WANTED


def test_other_names_and_columns_beside():
    table = TABLE.rename_columns(["address", "html"]).append_column("note", pa.array(range(len(PAGES)))).append_column("url", pa.array([1.5] * len(PAGES)))
    assert rows(table, url="address", body="html") == WANTED


@pytest.mark.parametrize(
    "observed",
    [
        pa.array([dt.date(2017, 11, 29)]),
        pa.array([dt.datetime(2017, 11, 29, 23, 59)], pa.timestamp("ns")),
        pa.array([dt.datetime(2017, 11, 28, 16)], pa.timestamp("s", "UTC")),
        pa.array([dt.datetime(2017, 11, 28, 16)], pa.timestamp("us", "UTC")),
        pa.array([dt.date(2017, 11, 29)], pa.date64()),
    ],
    ids=lambda array: str(array.type),
)
def test_times_of_every_kind(observed):
    table = pa.table({"url": URLS[:1], "body": BODIES[:1], "seen": observed})
    (found,) = rows(table, observed="seen")
    assert json.loads(found["evidence"])["observed_on"] == "2017-11-29"
    assert json.loads(rows(table)[0]["evidence"])["observed_on"] is None


# ---- rows that are not read


def test_nulls():
    table = pa.table({"url": [None, URLS[0], None], "body": pa.array([BODIES[0], None, None], pa.binary())})
    first, *others = rows(table)
    assert json.loads(first["evidence"]) == gsc.extract(BODIES[0])
    for other in others:
        assert (other["gap"], other["kind"], other["evidence"], other["items"]) == ("not_collected", None, None, None)
        assert other["error"].startswith("body: null")
    for body in (pa.nulls(2), pa.nulls(2, pa.binary())):
        assert [found["gap"] for found in rows(pa.table({"url": pa.nulls(2), "body": body}))] == ["not_collected"] * 2


def test_rows_beyond_the_budget_do_not_end_the_others():
    big, deep = b"<p>" + b"x" * 8_000_000, b"<div>" * 1000
    found = rows(pa.table({"url": URLS[:1] * 4, "body": [BODIES[0], big, deep, BODIES[0]]}))
    assert [(one["kind"], one["gap"]) for one in found] == [("column", None), (None, "budget_reached"), (None, "budget_reached"), ("column", None)]
    with pytest.raises(gsc.UnreadError) as caught:
        gsc.extract(big)
    assert found[1]["error"] == str(caught.value)
    more = rows(pa.table({"url": URLS[:1] * 2, "body": [big, deep]}), max_bytes=9_000_000)
    assert [one["gap"] for one in more] == [None, "budget_reached"]
    assert [one["gap"] for one in rows(TABLE, max_bytes=100)] == ["budget_reached" if len(body) > 100 else found["gap"] for body, found in zip(BODIES, WANTED)]


@pytest.mark.parametrize("day", [dt.date(1991, 12, 31), dt.date(2200, 1, 1), dt.date(1, 1, 1)], ids=str)
def test_a_day_out_of_range_is_an_error_of_its_row(day):
    table = pa.table({"url": URLS[:2], "body": BODIES[:2], "observed": [day, dt.date(2017, 11, 29)]})
    bad, good = rows(table)
    assert bad["gap"] == "input_rejected" and bad["error"].startswith("observed:") and bad["evidence"] is None
    assert good["error"] is None


def test_an_address_that_is_none_is_an_error_of_its_row():
    table = pa.table({"url": ["www.example.gov.cn", "", "javascript:x", URLS[0]], "body": BODIES[:1] * 4})
    *bad, good = rows(table)
    assert [(one["gap"], one["evidence"]) for one in bad] == [("input_rejected", None)] * 3
    assert all(one["error"].startswith("url: no absolute address") for one in bad)
    assert [one["url"] for one in bad] == table["url"].to_pylist()[:3]
    assert good["error"] is None


def test_an_unknown_charset_of_an_answer_is_evidence():
    (found,) = rows(pa.table({"url": URLS[:1], "body": BODIES[:1], "charset": ["utf8mb4"]}))
    assert (found["error"], json.loads(found["evidence"])["decoding"]["declared"], found["encoding"]) == (None, "utf8mb4", "UTF-8")


def test_templates_read_the_rows_of_their_site():
    templates = '[[template]]\nname = "通知公告"\nhost = "www.example.gov.cn"\npath = "/tzgg/"\nrecord = "ul.gone > li"\ndate = "span"\n'
    found = rows(TABLE, templates=templates)
    names = [json.loads(one["evidence"]).get("list", {}).get("template") if one["evidence"] else None for one in found]
    assert names == ["通知公告" if url.startswith("http://www.example.gov.cn/tzgg/") else None for url in URLS]
    assert {one["list_gap"] for one, name in zip(found, names) if name} == {"unreadable"}
    for one, url, body in zip(found, URLS, BODIES):
        assert json.loads(one["evidence"]) == gsc.extract(body, url=url, templates=templates)


# ---- what is refused


@pytest.mark.parametrize(
    ("table", "options", "words"),
    [
        (TABLE.drop_columns(["url"]), {}, ["url", "body"]),
        (TABLE.drop_columns(["body"]), {}, ["body"]),
        (TABLE, {"url": "address"}, ["address", "url, body"]),
        (TABLE, {"body": "html"}, ["html"]),
        (TABLE, {"observed": "seen"}, ["seen"]),
        (TABLE, {"charset": "encoding"}, ["encoding"]),
        (TABLE.set_column(0, "url", pa.array(range(len(PAGES)))), {}, ["url", "Int64", "addresses"]),
        (TABLE.set_column(0, "url", TABLE["body"]), {}, ["url", "Binary"]),
        (TABLE.set_column(1, "body", pa.array([[1]] * len(PAGES))), {}, ["body", "List"]),
        (TABLE.append_column("observed", pa.array(URLS)), {}, ["observed", "Utf8", "dates"]),
        (TABLE.append_column("charset", pa.array([True] * len(PAGES))), {}, ["charset", "Boolean"]),
        (TABLE.append_column("url", pa.array(URLS)), {}, ["two columns", "url"]),
        ([1, 2], {}, ["list", "no Arrow table"]),
        (BODIES[0], {}, ["bytes", "no Arrow table"]),
        (None, {}, ["no Arrow table"]),
    ],
)
def test_what_cannot_be_read_is_named(table, options, words):
    with pytest.raises(gsc.InputError) as caught:
        gsc.extract_batch(table, **options)
    assert [word for word in ["pages", *words] if word not in str(caught.value)] == [], caught.value


@pytest.mark.parametrize("options", [{"threads": 0}, {"max_bytes": 0}, {"max_bytes": "8 MB"}, {"progress": 7}, {"url": 7}, {"body": None}, {"observed": 7}, {"templates": 7}], ids=str)
def test_a_setting_that_cannot_be_used_is_named(options):
    with pytest.raises(gsc.SettingError, match=next(iter(options))):
        gsc.extract_batch(TABLE, **options)


def test_a_reader_that_fails_midway():
    def stream():
        yield from TABLE.to_batches(max_chunksize=2)
        raise OSError("the line is dead")

    with pytest.raises(gsc.InputError, match="the line is dead"):
        gsc.extract_batch(pa.RecordBatchReader.from_batches(TABLE.schema, stream()))


# ---- threads and progress


@pytest.mark.parametrize("threads", [1, 3, None])
def test_progress_is_told_in_order(threads):
    seen = []
    gsc.extract_batch(pa.concat_tables([TABLE] * 30), threads=threads, progress=lambda *told: seen.append((threading.get_ident(), *told)))
    assert {(thread, stage, total) for thread, stage, _, total in seen} == {(threading.get_ident(), "pages", 300)}
    done = [done for _, _, done, _ in seen]
    assert done == sorted(done) and done[-1] == 300


def test_what_progress_raises_comes_out():
    def progress(*_):
        raise LookupError("enough")

    with pytest.raises(LookupError, match="enough"):
        gsc.extract_batch(pa.concat_tables([TABLE] * 100), progress=progress)
    assert rows(TABLE) == WANTED


def test_calls_side_by_side():
    with ThreadPoolExecutor(4) as pool:
        assert all(found == WANTED for found in pool.map(rows, [TABLE] * 12))


def test_other_threads_run_meanwhile():
    """Were the interpreter held, the pages would all be read before this thread took a step."""
    many = pa.table({"url": pa.DictionaryArray.from_arrays(np.zeros(4000, np.int8), URLS[:1]), "body": pa.DictionaryArray.from_arrays(np.zeros(4000, np.int8), pa.array(BODIES[:1]))})
    started, over = threading.Event(), threading.Event()

    class Told:
        def __arrow_c_stream__(self, requested_schema=None):
            started.set()
            return many.__arrow_c_stream__(requested_schema)

    def work():
        gsc.extract_batch(Told(), progress=False)
        over.set()

    thread = threading.Thread(target=work)
    thread.start()
    started.wait()
    steps = 0
    while not over.is_set():
        steps += 1
    thread.join()
    assert steps > 1000

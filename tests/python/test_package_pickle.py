"""What a pickle keeps: everything but the rows behind findings."""

import copy
import datetime as dt
import pickle

import gov_site_compliance as gsc
import pyarrow as pa
import pytest

from support import ZIBO

FRAMES = ("verdicts", "outcomes", "findings", "groups", "overdue_tickets", "tickets", "rejected")
OVERLAY = """
id = "ours-2018"
revision = 3
extends = "zibo-2017"
title = "示例办法"
document = "示例办发〔2018〕3号"
[clause.blank_columns.limits]
columns = { amount = 3, unit = "count", edge = "at_least", grade = "B", source = "第五条" }
"""


def again(value):
    return pickle.loads(pickle.dumps(value))


@pytest.fixture(scope="module")
def census():
    return gsc.judge_folder(ZIBO, standard=gsc.Standard.parse(OVERLAY))


@pytest.mark.parametrize("name", FRAMES)
def test_a_census_keeps_its_tables(name, census):
    kept, own = pa.table(getattr(again(census), name)), pa.table(getattr(census, name))
    assert own.num_rows > 0 or name == "rejected"
    assert kept.equals(own)


def test_a_census_keeps_its_documents(census):
    kept = again(census)
    assert (kept.to_json(), kept.notice(), repr(kept), kept.report) == (census.to_json(), census.notice(), repr(census), census.report)
    assert (kept.checkpoint, kept.standard) == (census.checkpoint, census.standard) == (dt.date(2017, 11, 29), gsc.Standard.parse(OVERLAY))
    assert pickle.dumps(kept) == pickle.dumps(census)


def test_a_kept_census_explains_without_rows(census):
    code = pa.table(census.findings)["site_code"][0].as_py()
    own, kept = census.explain(code), again(census).explain(code)
    assert kept.verdict == own.verdict
    said = [line for line in own.text.splitlines() if ".csv:" not in line and line.strip() != "…"]
    assert kept.text.splitlines() == said != own.text.splitlines()


def test_a_copy_is_the_census_itself(census):
    assert copy.copy(census) is copy.deepcopy(census) is census


def test_frames_keep_types_and_rows(census):
    kept = again(census.findings)
    assert pa.table(kept).equals(pa.table(census.findings)) and repr(kept) == repr(census.findings)


def test_a_standard_is_whole(census):
    standard = gsc.Standard.load("zibo-2017").overlay(OVERLAY)
    kept = again(standard)
    assert kept == standard and hash(kept) == hash(standard) and kept.overrides == standard.overrides != []
    assert "national-2015" in standard.to_json(), "bases are kept with it"
    assert pa.table(gsc.judge_folder(ZIBO, standard=kept).verdicts).equals(pa.table(census.verdicts))


def test_verdicts_are_their_text(census):
    verdict = census.explain("3703009004").verdict
    assert again(verdict) == verdict == gsc.Verdict.from_json(verdict.to_json())
    assert hash(again(verdict)) == hash(verdict)


@pytest.mark.parametrize("text", ["", "[]", "{}", "7", '{"schema_version": 2, "verdict": "qualified"}'])
def test_what_is_no_verdict_is_refused(text):
    with pytest.raises(gsc.InputError, match="verdict"):
        gsc.Verdict.from_json(text)


@pytest.mark.parametrize("text", ["", "{}", '{"standard": "x@1", "files": [], "pinned": true}', '{"standard": "zibo-2017", "files": [], "pinned": 1}'])
def test_what_is_no_standard_is_refused(text):
    with pytest.raises(gsc.SettingError):
        gsc.Standard.from_json(text)


def test_a_damaged_census_is_refused(census):
    restore, parts = census._native.__reduce__()
    restore(*parts)
    stored, texts, report, findings, rejected = parts
    for damaged in (
        (stored[:-5], texts, report, findings, rejected),
        (stored.replace('"version":1', '"version":2'), texts, report, findings, rejected),
        (stored.replace('"digest":"', '"digest":"0'), texts, report, findings, rejected),
        (stored, texts, report, findings[:40], rejected),
        (stored, texts, report, b"", rejected),
    ):
        with pytest.raises(gsc.InputError):
            restore(*damaged)

"""The Python package against the program: the same census, whoever holds the tables."""

import datetime as dt
import json
import re
import subprocess

import duckdb
import gov_site_compliance as gsc
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.compute
import pytest

from package_support import CHECKPOINT, COMPLETE, FRAMES, TABLES, rows, table
from support import ZIBO, binary

def judged(tables, **options):
    return gsc.judge(**tables, checkpoint=CHECKPOINT, period=(dt.date(2017, 10, 1), dt.date(2017, 12, 31)), complete=COMPLETE, **options)


@pytest.fixture(scope="module")
def folder():
    return gsc.judge_folder(ZIBO)


@pytest.fixture(scope="module")
def tables():
    return {name: table(name) for name in TABLES}


def test_a_folder_gives_what_the_program_writes(folder, tmp_path):
    subprocess.run([binary(), "census", str(ZIBO), "--out", str(tmp_path)], check=True, capture_output=True)
    assert folder.to_json() == (tmp_path / "census.json").read_text(encoding="utf-8")
    assert folder.notice() == (tmp_path / "notice.md").read_text(encoding="utf-8")
    assert repr(folder) == "Census(淄博市2017年第四季度政府网站普查, checkpoint 2017-11-29: 74 sites, 57 qualified, 17 unqualified, 0 not assessed)"


HANDS = {
    "pyarrow": lambda found: found,
    "chunked": lambda found: pa.concat_tables([found.slice(start, 7) for start in range(0, max(found.num_rows, 1), 7)]),
    "polars": pl.from_arrow,
    "categories": lambda found: pl.from_arrow(found).with_columns(pl.all().cast(pl.Categorical)),
    "pandas": lambda found: found.to_pandas(types_mapper=pd.ArrowDtype),
    "duckdb": lambda found: duckdb.sql("select * from found"),
}


@pytest.mark.parametrize("hand", HANDS)
def test_frames_of_all_kinds_give_the_census_of_the_folder(hand, folder, tables):
    census = judged({name: HANDS[hand](found) for name, found in tables.items()})
    for name in FRAMES:
        assert rows(getattr(census, name)) == rows(getattr(folder, name)), name
    theirs, ours = json.loads(folder.to_json()), json.loads(census.to_json())
    assert [key for key in theirs if ours[key] != theirs[key]] == ["title", "issuer", "reconstruction"], "what only census.toml says"


def test_results_are_read_by_everybody(folder):
    names = ["site_code", "site_name", "verdict", "role", "level", "division", "sponsor", "vetoes", "not_assessed"]
    names += ["score", "score_low", "score_high", "evidence_digest", "basis"]
    assert folder.verdicts.column_names == names
    assert len(folder.verdicts) == pl.DataFrame(folder.verdicts).height == pa.table(folder.verdicts).num_rows == 74
    assert len(pd.DataFrame.from_arrow(folder.verdicts)) == 74
    verdicts = folder.verdicts
    assert duckdb.sql("select count(*) from verdicts where verdict = 'unqualified'").fetchall() == [(17,)]
    assert pl.DataFrame(folder.findings).schema["day"] == pl.Date
    assert "74 rows" in repr(verdicts)


def test_fewer_threads_change_nothing(folder, tables):
    assert rows(judged(tables, threads=1).findings) == rows(folder.findings)


def test_what_nobody_looked_at_is_not_assessed(tables):
    census = gsc.judge(sites=tables["sites"], checkpoint=CHECKPOINT)
    assert set(pl.DataFrame(census.verdicts)["verdict"]) == {"not_assessed"}


def test_a_table_without_rows_is_there(tables):
    """Declared complete and empty: nobody found anything. Left out: nobody looked."""
    def open_vetoes(reviews):
        census = judged(tables | {"reviews": reviews, "coverage": None})
        return " ".join(pl.DataFrame(census.verdicts)["not_assessed"])

    assert "serious_error" not in open_vetoes(tables["reviews"].slice(0, 0))
    assert "serious_error" not in open_vetoes(pa.table(tables["reviews"].slice(0, 0).schema.empty_table()))
    with pytest.warns(UserWarning, match="complete declares reviews"):
        assert "serious_error" in open_vetoes(None)


class TestErrors:
    """Every error names the table, is of the base, and leaves the interpreter alive."""

    def refused(self, error, tables, **options):
        with pytest.raises(error) as caught:
            gsc.judge(**({"checkpoint": CHECKPOINT} | tables | options))
        assert isinstance(caught.value, gsc.ComplianceError)
        return str(caught.value)

    def test_no_table(self):
        said = self.refused(gsc.InputError, {"sites": [1, 2]})
        assert said.startswith("sites: list is no Arrow table")

    def test_a_compulsory_field_is_missing(self, tables):
        said = self.refused(gsc.InputError, {"sites": tables["sites"].drop_columns(["site_code"])})
        assert "sites" in said and "site_code" in said

    def test_a_wrong_type(self, tables):
        days = pa.array([1.5] * tables["updates"].num_rows)
        updates = tables["updates"].drop_columns(["published_on"]).append_column("published_on", days)
        said = self.refused(gsc.InputError, tables | {"updates": updates})
        assert "published_on" in said

    def test_a_stream_that_fails_midway(self, tables):
        sites = tables["sites"]

        def batches():
            yield from sites.slice(0, 10).to_batches()
            raise OSError("the line is dead")

        reader = pa.RecordBatchReader.from_batches(sites.schema, batches())
        said = self.refused(gsc.InputError, {"sites": reader})
        assert said == "sites: its data could not be taken over: the line is dead"

    def test_an_unknown_standard(self, tables):
        said = self.refused(gsc.SettingError, {"sites": tables["sites"]}, standard="national-1999")
        assert "national-1999" in said

    def test_dates_that_contradict_each_other(self, tables):
        said = self.refused(gsc.SettingError, {"sites": tables["sites"]}, visits_until=dt.date(2017, 12, 1))
        assert "2017-12-01" in said and "2017-11-29" in said

    def test_no_folder(self, tmp_path):
        with pytest.raises(gsc.InputError, match="no such folder"):
            gsc.judge_folder(tmp_path / "none")

    def test_bad_rows_are_no_error(self, tables):
        updates = tables["updates"].slice(0, 3).set_column(0, "column_id", pa.array(["nobody", None, ""]))
        census = judged(tables | {"updates": pa.concat_tables([tables["updates"], updates])})
        assert sorted(pl.DataFrame(census.rejected)["code"]) == ["missing_value", "missing_value", "unknown_column"]

    def test_progress_that_raises(self, tables):
        def progress(stage, done, total):
            raise RuntimeError(f"enough of {stage}")

        with pytest.raises(RuntimeError, match="enough of"):
            judged(tables, progress=progress)


def test_progress_is_told_in_stages(tables):
    seen = []
    judged(tables, progress=lambda *told: seen.append(told))
    assert {"sites", "updates", "judge"} <= {stage for stage, *_ in seen}
    assert seen[-1] == ("judge", 95, 95)


def test_a_slip_in_a_name_is_told(tables):
    columns = tables["columns"].append_column("opened_onn", pa.array([None] * tables["columns"].num_rows, pa.date32()))
    with pytest.warns(UserWarning, match="columns: opened_onn") as caught:
        census = judged(tables | {"columns": columns})
    assert [warning.filename for warning in caught] == [__file__], "it points at who called"
    assert census.report["dropped_headings"] == [["columns", "opened_onn"]]


def test_the_report_accounts_for_every_row(tables):
    updates = pa.concat_tables([tables["updates"], tables["updates"].slice(0, 2).set_column(0, "column_id", pa.array(["nobody", None]))])
    report = {table["table"]: table for table in judged(tables | {"updates": updates}).report["tables"]}
    assert {name: table["rows"] for name, table in report.items()} == {name: table.num_rows for name, table in (tables | {"updates": updates}).items()}
    assert report["updates"]["rejected"] == 2
    assert all(table["rows"] == table["accepted"] + table["rejected"] + table["collapsed"] for table in report.values())


def test_strict_refuses_bad_rows_and_hands_them_over(tables):
    updates = tables["updates"].slice(0, 1).set_column(0, "column_id", pa.array(["nobody"]))
    with pytest.raises(gsc.InputError, match="updates 1") as caught:
        judged(tables | {"updates": updates}, strict=True)
    assert pa.table(caught.value.rejects)["code"].to_pylist() == ["unknown_column"]
    assert gsc.ComplianceError("x").rejects is None
    assert len(judged(tables, strict=True).rejected) == 0


def test_a_reader_that_was_read_is_no_empty_table(tables):
    reader = tables["updates"].to_reader()
    judged(tables | {"updates": reader})
    with pytest.raises(gsc.InputError, match="updates: its stream held no batch"):
        judged(tables | {"updates": reader})


def test_explain_shows_the_rows_of_the_tables(folder, tables):
    code = "3703009004"
    census = judged(tables, reconstruction=True, title="淄博市2017年第四季度政府网站普查", issuer="淄博市人民政府办公厅")
    said = subprocess.run([binary(), "explain", str(ZIBO), code], check=True, capture_output=True, encoding="utf-8").stdout
    assert str(folder.explain(code)) == said
    lines = [line.replace(".csv:", ":") for line in said.splitlines()]
    own = census.explain(code).text.splitlines()
    assert len(own) == len(lines)
    differ = [(theirs, ours) for theirs, ours in zip(lines, own) if theirs != ours]
    assert all(re.sub(r":\d+", ":", theirs) == re.sub(r":\d+", ":", ours) for theirs, ours in differ), "only the numbers of rows: a file has headings"
    with pytest.raises(gsc.InputError, match="no site `nobody`"):
        folder.explain("nobody")


def test_frames_show_their_first_rows_as_text(tables):
    sites = tables["sites"].set_column(1, "site_name", pa.array(["<script>甲</script>\u202e"] * tables["sites"].num_rows))
    census = judged(tables | {"sites": sites})
    for shown in (census, census.verdicts):
        html = shown._repr_html_()
        assert "<script>" not in html and "&lt;script&gt;甲" in html and "\u202e" not in html
        assert html.count("<tr>") == 21 and "20 of 74 rows" in html
    assert census.rejected._repr_html_().count("<tr>") == 1


def test_pandas_may_change_its_memory(tables):
    frame = tables["updates"].to_pandas()
    frame["published_on"] = pd.to_datetime(frame["published_on"])
    expected = rows(judged(tables | {"updates": frame}).outcomes)
    memory = frame["published_on"].to_numpy()
    memory.flags.writeable = True
    original = memory.copy()

    def progress(stage, done, total):
        memory[:] = np.datetime64("2010-01-01")

    census = judged(tables | {"updates": frame}, progress=progress)
    memory[:] = original
    assert rows(census.outcomes) == expected


def test_explain_finds_its_folder_from_anywhere(monkeypatch, tmp_path):
    monkeypatch.chdir(ZIBO.parent)
    census = gsc.judge_folder(ZIBO.name)
    here = census.explain("3703009004").text
    monkeypatch.chdir(tmp_path)
    assert census.explain("3703009004").text == here


def test_a_period_that_ends_before_it_begins_is_refused(tables):
    with pytest.raises(gsc.SettingError, match="period: it ends on 2017-10-01, before it begins"):
        gsc.judge(sites=tables["sites"], checkpoint=CHECKPOINT, period=(dt.date(2017, 12, 31), dt.date(2017, 10, 1)))


def test_threads_have_a_bound(tables):
    with pytest.raises(gsc.SettingError, match="1024 at most"):
        gsc.judge(sites=tables["sites"], checkpoint=CHECKPOINT, threads=2**70)


def no_text(rows):
    """An array whose second text is none."""
    letters = b"http://a.example/1" + b"http://\xff.example/" + b"http://a.example/3" * (rows - 2)
    ends = np.cumsum([0, 18, 17] + [18] * (rows - 2)).astype("int32")
    return pa.StringArray.from_buffers(rows, pa.py_buffer(ends.tobytes()), pa.py_buffer(letters))


def test_an_address_that_is_no_text_matters_only_where_its_row_is_read(tables):
    """No rule but that of home updates reads the address of an update that has its date; a row that must be read by itself, and `explain`, do."""
    texts = tables["updates"].filter(pa.compute.is_valid(tables["updates"]["published_on"])).select(["column_id", "url", "published_on"])
    dated = texts.set_column(2, "published_on", texts["published_on"].cast(pa.date32()))
    spoilt = no_text(texts.num_rows)
    census = judged(tables | {"updates": dated.set_column(1, "url", spoilt)})
    but_addresses = [row for row in rows(census.outcomes) if row["clause"] != "home_update_count"]
    assert but_addresses == [row for row in rows(judged(tables | {"updates": dated}).outcomes) if row["clause"] != "home_update_count"]
    code = next(finding["site_code"] for finding in rows(census.findings) if finding["clause"] == "home_not_updated")
    said = "^updates: the column `url` of the field url holds bytes that are no UTF-8 text, in row 2; mend it where it is made$"
    with pytest.raises(gsc.InputError, match=said):
        census.explain(code)
    with pytest.raises(gsc.InputError, match=said):
        judged(tables | {"updates": texts.set_column(1, "url", spoilt)})

"""However a folder full of odd rows is cut, typed and ordered, census and rejects stay what its CSV gives."""

import random
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_parquet_dress import DRESSES, arrow_table, assert_same, dressed, rejects, replace, write, write_parts
from test_rejects import BAD, SITE_ROW

from support import Folder, judge, read_csv

OTHER = SITE_ROW["site_code"]


def bad_rows(folder):
    """Every bad row of `test_rejects` beside its good one."""
    for table, good, spoilt, _ in BAD:
        folder.add(table, **good).add(table, **{**good, **spoilt})


def good_oddities(folder):
    """Rows that can all be used and that the rules treat in their own way."""
    folder.site(OTHER, visits=False).blank(4).stale(4).stale(2, "notice", "n").blank(2, prefix="o", site=OTHER)
    folder.column("parent").column("child", "", parent_id="parent").column("same", url="http://a.example/x").column("twin", url="http://a.example/x")
    folder.column("gone", closed_on="2017-01-01").column("new", opened_on="2017-11-20").column("away", redirects_to="http://b.example/")
    folder.column("topic", finished_topic="true").column("free").exempt("free", "blank_columns").exempt("", "overdue_columns", site=OTHER)
    folder.update("s0", date_state="not_shown").update("s1", date_state="unreadable").update("n0", "2018-01-01").update("n1", "2017-13-40")
    folder.update("n1", published_at="2017-11-25T23:59:59+08:00").update("same", "2017-11-20", observed_at="2017-11-19T08:00:00+08:00")
    folder.coverage("column", "b0", complete="false", gap="script_only").coverage("columns", site=OTHER, items_seen="9")
    folder.spoil_visits(3, status="403").spoil_visits(2, failure="challenge", status="").spoil_visits(1, manual="true")
    folder.ticket("t1", "2017-01-03").ticket("t2", "2017-11-01", valid="").ticket("t3", "2017-11-01", answered_on="2017-11-20", reply_kind="interim")
    folder.review("r1", "suspected").review("r2", "dismissed").life("closed", "2017-06-01", site=OTHER, approved="")
    for table in ("columns", "tickets", "coverage", "exemptions"):
        folder.tables[table].append(dict(folder.tables[table][-1]))


ODD = {"bad_rows": bad_rows, "good_oddities": good_oddities}


def build(path, name):
    folder = Folder(path).site()
    ODD[name](folder)
    return folder


@pytest.fixture(scope="module", params=ODD)
def name(request):
    return request.param


@pytest.fixture(scope="module")
def odd(tmp_path_factory, name):
    """A folder of odd rows: its census from CSV, its tables, its census.toml."""
    base = tmp_path_factory.mktemp(name)
    path = build(base, name).write()
    tables = {file.stem: read_csv(file) for file in path.glob("*.csv")}
    return judge(path, base / "out"), tables, (path / "census.toml").read_text(encoding="utf-8")


@st.composite
def layouts(draw):
    """Where a table of `length` rows is cut, and the dress of each piece."""
    names = draw(st.lists(st.sampled_from(sorted(DRESSES)), min_size=1, max_size=4))
    cuts = sorted(draw(st.lists(st.floats(0, 1), min_size=len(names) - 1, max_size=len(names) - 1)))
    group = draw(st.sampled_from([None, 1, 2, 5]))
    return [replace(DRESSES[name], row_group=group) for name in names], cuts


def cut(rows, cuts):
    edges = [0, *(round(len(rows) * at) for at in cuts), len(rows)]
    return [rows[first:last] for first, last in zip(edges, edges[1:])]


def written(path, tables, toml, layout, seed):
    """The tables as Parquet: rows in random order, cut and dressed as the layout says."""
    path.mkdir()
    (path / "census.toml").write_text(toml, encoding="utf-8")
    for number, (table, (headings, rows)) in enumerate(sorted(tables.items())):
        dresses, cuts = layout[number % len(layout)]
        rows = random.Random(f"{seed} {table}").sample(rows, len(rows))
        if len(dresses) == 1:
            write(path / f"{table}.parquet", arrow_table(table, headings, rows, dresses[0]), dresses[0])
        else:
            write_parts(path, table, headings, cut(rows, cuts), dresses)
    return path


@settings(max_examples=12, deadline=None, database=None)
@given(layout=st.lists(layouts(), min_size=1, max_size=5), seed=st.integers(0, 2**32))
def test_slices_types_and_order_change_nothing(odd, layout, seed):
    with tempfile.TemporaryDirectory() as base:
        census = judge(written(Path(base) / "in", odd[1], odd[2], layout, seed), Path(base) / "out")
        assert_same(census, odd[0])


@pytest.mark.parametrize("dress", DRESSES)
def test_odd_rows_in_every_dress(tmp_path, name, odd, dress):
    assert_same(judge(dressed(build(tmp_path, name).write(), DRESSES[dress]), tmp_path / "out"), odd[0])


def test_the_folder_is_odd_enough(name, odd):
    codes = {code for _, _, code in rejects(odd[0])}
    assert len(codes) >= {"bad_rows": 15, "reject_codes": 20, "good_oddities": 1}[name]
    assert name != "good_oddities" or len(odd[0].rows("rejected.csv")) == 1

"""One census, however it comes in: program = pyarrow = Polars = pandas = DuckDB, row for row.

On the example of Zibo and on 2,000 generated sites with every anomaly; `GOV_SITE_TEST_SITES` makes the latter more or fewer.
"""

import csv
import os
from collections import Counter

import duckdb
import gov_site_compliance as gsc
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from package_tables import FRAMES, PLACES, results, rows, same_document, settings, text_tables
from support import VETOES, ZIBO, judge, run

SITES = os.environ.get("GOV_SITE_TEST_SITES", "2000")
SIZE = ("--sites", SITES, "--columns", "8", "--updates", "3", "--visits", "145", "--tickets", "2", "--anomalies", "0.8", "--seed", "4")


def pandas_of_arrow(table):
    return table.to_pandas(types_mapper=pd.ArrowDtype)


def duckdb_of(table):
    return duckdb.from_arrow(table)


def pandas_of(table):
    """Whole numbers with gaps as objects: as floats they would be no ids."""
    return table.to_pandas(integer_object_nulls=True)


HANDS = {"pyarrow": lambda table: table, "polars": pl.from_arrow, "pandas": pandas_of, "pandas_arrow": pandas_of_arrow, "duckdb": duckdb_of}


# ---- the two censuses


def generate(folder, *args):
    process = run("generate", folder, *SIZE, *args)
    assert process.returncode == 0, process.stderr
    return folder


@pytest.fixture(scope="module")
def generated(tmp_path_factory):
    return generate(tmp_path_factory.mktemp("generated") / "csv", "--format", "csv")


@pytest.fixture(scope="module")
def typed(tmp_path_factory):
    """The same census with typed columns, as the generator writes Parquet, without the parts whose odd rows need columns of text."""
    folder = generate(tmp_path_factory.mktemp("generated") / "parquet", "--format", "parquet")
    for part in folder.glob("*/part-[1-9]*.parquet"):
        part.unlink()
    return folder


class Case:
    """A census folder, what the program makes of it, and its tables."""

    def __init__(self, folder, out):
        self.folder = folder
        self.program = judge(folder, out)
        self.census = gsc.judge_folder(folder)
        self.results = results(self.census, without=PLACES)
        self.texts = text_tables(folder)

    def judge(self, tables, **options):
        return gsc.judge(**tables, **settings(self.folder), **options)


@pytest.fixture(scope="module")
def zibo(tmp_path_factory):
    return Case(ZIBO, tmp_path_factory.mktemp("zibo"))


@pytest.fixture(scope="module")
def thousands(tmp_path_factory, generated):
    return Case(generated, tmp_path_factory.mktemp("thousands"))


@pytest.fixture(params=["zibo", "thousands"])
def case(request):
    return request.getfixturevalue(request.param)


def assert_same(census, case):
    found = results(census, without=PLACES)
    for name in FRAMES:
        assert found[name] == case.results[name], name
    assert same_document(census.to_json(), case.census.to_json())


# ---- the program and the package


def test_the_folder_gives_the_documents_of_the_program(case):
    assert case.census.to_json().encode() == case.program.bytes
    assert case.census.notice() == (case.program.out / "notice.md").read_text(encoding="utf-8")


def shown(value):
    """A cell as the CSV files of the program write it."""
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)


def unescaped(text):
    """Without the mark that keeps spreadsheets from taking a cell for a formula."""
    return text[1:] if text[:1] == "'" and text[1:2] in tuple("=+-@\t\r") else text


def read_rows(case, name):
    with open(case.program.out / name, encoding="utf-8-sig", newline="") as file:
        return [{key: unescaped(cell) for key, cell in row.items()} for row in csv.DictReader(file)]


@pytest.mark.parametrize(("file", "frame"), [("findings.csv", "findings"), ("tickets.csv", "tickets"), ("rejected.csv", "rejected")])
def test_the_csv_files_of_the_program_hold_the_frames(case, file, frame):
    """Every field of the file that the frame has, every row, in one order."""
    theirs = read_rows(case, file)
    ours = rows(getattr(case.census, frame))
    assert len(ours) == len(theirs)
    fields = set(theirs[0]) & set(ours[0]) if theirs else set()
    assert not theirs or len(fields) >= 7
    for mine, other in zip(ours, theirs, strict=True):
        assert {field: shown(mine[field]) for field in fields} == {field: other[field] for field in fields}


def test_verdicts_csv_holds_verdicts_and_outcomes(case):
    outcomes = {(row["site_code"], row["clause"]): row for row in rows(case.census.outcomes)}
    theirs = read_rows(case, "verdicts.csv")
    ours = rows(case.census.verdicts)
    clauses = [clause for clause in {clause for _, clause in outcomes} if clause in theirs[0]]
    assert set(VETOES) < set(clauses)
    for mine, other in zip(ours, theirs, strict=True):
        for field in ("site_code", "site_name", "verdict", "role", "level", "division", "sponsor", "basis"):
            assert shown(mine[field]) == other[field]
        for clause in clauses:
            outcome = outcomes[mine["site_code"], clause]
            assert outcome["result"] == other[clause]
            last = {"limit": "limit"} if outcome["effect"] != "deduct" else {"points_off": "points"}
            for field, figure in {"measured": "measured", "possible": "possible", "of": "of", **last}.items():
                assert shown(outcome[field]) == other[f"{clause}_{figure}"], (clause, figure)
        for field in ("score", "score_low", "score_high"):
            assert shown(mine[field]) == other[field]


def test_the_frames_hold_what_census_json_holds(case):
    data = case.program.data
    verdicts = rows(case.census.verdicts)
    assert {row["site_code"]: (row["verdict"], row["evidence_digest"]) for row in verdicts} == {
        verdict["site_code"]: (verdict["verdict"], verdict["evidence_digest"]) for verdict in data["verdicts"]
    }
    assert Counter(row["verdict"] for row in verdicts)["unqualified"] == data["sites_unqualified"]
    outcomes = [(verdict["site_code"], outcome["clause"], outcome["result"]) for verdict in data["verdicts"] for outcome in verdict["outcomes"]]
    assert [(row["site_code"], row["clause"], row["result"]) for row in rows(case.census.outcomes)] == outcomes
    groups = [(group["by"], group["name"], group["unqualified"], group["better"]) for group in data["groups"]]
    assert [(row["by"], row["name"], row["unqualified"], row["better"]) for row in rows(case.census.groups)] == groups
    units = {unit["unit"]: (unit["total"], unit["answered_late"], unit["open"]) for unit in data["overdue_tickets_by_unit"]}
    assert {row["unit"]: (row["total"], row["answered_late"], row["open"]) for row in rows(case.census.overdue_tickets)} == units
    assert sum(row["rows"] for row in data["rejected"]) == len(rows(case.census.rejected))


def test_the_generated_census_is_worth_comparing(thousands):
    assert {row["verdict"] for row in thousands.results["verdicts"]} == {"qualified", "unqualified", "not_assessed"}
    assert all(thousands.results[name] for name in FRAMES)
    assert len({row["code"] for row in thousands.results["rejected"]}) >= 5


# ---- whoever holds the tables


@pytest.mark.parametrize("hand", HANDS)
def test_texts_in_any_hand(case, hand):
    assert_same(case.judge({name: HANDS[hand](table) for name, table in case.texts.items()}), case)


@pytest.mark.parametrize("hand", HANDS)
def test_typed_columns_in_any_hand(typed, hand):
    tables = {path.stem: pq.read_table(path) for path in typed.iterdir() if path.suffix == ".parquet" or path.name in ("updates", "visits")}
    census = gsc.judge(**{name: HANDS[hand](table) for name, table in tables.items()}, **settings(typed))
    wanted = gsc.judge_folder(typed)
    assert results(census, PLACES) == results(wanted, PLACES)
    assert same_document(census.to_json(), wanted.to_json())


READERS = {
    "polars": lambda path: pl.read_csv(path, infer_schema=False),
    "pandas": lambda path: pd.read_csv(path, dtype=str, keep_default_na=False, na_values=[""]),
    "duckdb": lambda path: duckdb.read_csv(str(path), all_varchar=True, header=True),
}


@pytest.mark.parametrize("reader", READERS)
def test_tables_that_each_library_read_itself(case, reader):
    assert_same(case.judge({path.stem: READERS[reader](path) for path in sorted(case.folder.glob("*.csv"))}), case)


# ---- what else must not matter


@pytest.mark.parametrize("threads", [1, 2, 7])
def test_the_number_of_threads_changes_nothing(case, threads):
    assert_same(case.judge(case.texts, threads=threads), case)
    assert gsc.judge_folder(case.folder, threads=threads).to_json() == case.census.to_json()


def test_the_order_of_rows_changes_nothing(case):
    shuffled = {name: pl.from_arrow(table).sample(fraction=1, shuffle=True, seed=7) for name, table in case.texts.items()}
    assert_same(case.judge(shuffled), case)


def test_batches_of_a_reader_and_batches_alone(zibo):
    readers = {name: table.to_reader(max_chunksize=11) for name, table in zibo.texts.items()}
    assert_same(zibo.judge(readers), zibo)
    batches = {name: table.combine_chunks().to_batches()[0] for name, table in zibo.texts.items() if table.num_rows}
    assert set(batches) == set(zibo.texts)
    assert_same(zibo.judge(batches), zibo)


def test_results_go_in_again(zibo):
    """A frame of results is a table like any other: nothing is lost on the way."""
    for name in FRAMES:
        frame = getattr(zibo.census, name)
        again = [pa.table(frame), pl.DataFrame(frame).to_arrow(), duckdb.from_arrow(pa.table(frame)).to_arrow_table()]
        assert [table.num_rows for table in again] == [len(frame)] * 3
        assert [table.column_names for table in again] == [frame.column_names] * 3
        assert pl.DataFrame(frame).to_dicts() == rows(frame)

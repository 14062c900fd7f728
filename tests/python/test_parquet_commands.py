"""`check`, `explain`, headings and declarations with tables in Parquet."""

import json
import re

import pyarrow.parquet as pq
import pytest
from test_parquet_dress import KINDS, TEXT, TYPED, arrow_table, assert_same, dressed, pieces, write, write_parts
from test_table_formats import CHINESE, WORDS

from support import SITE, judge, read_csv, run

OTHER = "3703000002"


@pytest.fixture
def mixed(folder):
    """Stale and blank columns, failed visits, a ticket, a review and one bad row, in CSV."""
    folder.stale(3).blank(2).spoil_visits(2, duration_ms="15000").ticket("ticket-77", "2017-03-01").review("review-77")
    folder.add("channels", channel_id="ch-5", site_code=SITE, kind="consultation", promised_days="30", promised_unit="working")
    return folder.site(OTHER).update("s0", "2017年冬").write()


def parts_of(path, *tables):
    """The tables as folders of two typed parts, all others as one file."""
    for table in tables:
        headings, rows = read_csv(path / f"{table}.csv")
        (path / f"{table}.csv").unlink()
        write_parts(path, table, headings, pieces(rows, 2), [TYPED, TYPED])
    return dressed(path, TYPED)


def row_of(path, table, **wanted):
    """Number of the first row, from one, with these cells."""
    rows = read_csv(path / f"{table}.csv")[1]
    return next(number for number, row in enumerate(rows, 1) if all(row[key] == value for key, value in wanted.items()))


# ---- check


def test_check_counts_the_rows_of_each_file(mixed):
    number = len(read_csv(mixed / "updates.csv")[1])
    text = run("check", dressed(mixed, TYPED)).stdout
    assert re.search(rf"updates\.parquet +{number} rows +{number - 1} accepted +1 rejected", text), text
    assert "no effect" not in text
    assert "ignored" not in text


def test_check_names_file_and_row_of_a_bad_row(mixed):
    number = row_of(mixed, "updates", published_on="2017年冬")
    process = run("check", dressed(mixed, TYPED))
    assert process.returncode == 0
    assert f"updates.parquet:{number} published_on not_a_date" in process.stdout


def test_check_names_the_part_of_a_bad_row(mixed):
    """Each part is counted from one."""
    first, second = pieces(read_csv(mixed / "updates.csv")[1], 2)
    number = next(index for index, row in enumerate(second, 1) if row["published_on"] == "2017年冬")
    text = run("check", parts_of(mixed, "updates")).stdout
    assert f"updates/part-1.parquet:{number} published_on not_a_date" in text
    assert len(first) > 0


def test_check_json_has_the_numbers_of_csv(mixed):
    def numbers(path):
        tables = json.loads(run("check", path, "--json").stdout)["tables"]
        return {table["table"]: [table[name] for name in ("rows", "accepted", "rejected", "collapsed")] for table in tables}

    plain = numbers(mixed)
    assert numbers(dressed(mixed, TYPED)) == plain


def test_rejected_csv_has_file_and_row(mixed, tmp_path):
    number = row_of(mixed, "updates", published_on="2017年冬")
    rejected = judge(dressed(mixed, TYPED), tmp_path / "out").rows("rejected.csv")
    assert [(row["file"], row["row"], row["original"]) for row in rejected] == [("updates.parquet", str(number), "2017年冬")]


def test_a_declared_table_in_parquet_is_there(folder, tmp_path):
    census = judge(dressed(folder.write(), TYPED), tmp_path / "out")
    assert json.loads(census.text("run.json"))["declared_without_file"] == []
    assert census.state() == "qualified"


def test_run_json_names_the_files(mixed, tmp_path):
    census = judge(parts_of(mixed, "updates", "visits"), tmp_path / "out")
    text = json.dumps(json.loads(census.text("run.json"))["tables"])
    assert "sites.parquet" in text
    assert "updates" in text
    assert ".csv" not in text


def test_the_folder_is_left_as_it_was(mixed, tmp_path):
    path = parts_of(mixed, "updates")
    before = {file: file.read_bytes() for file in path.rglob("*") if file.is_file()}
    judge(path, tmp_path / "out")
    assert run("check", path).returncode == 0
    assert {file: file.read_bytes() for file in path.rglob("*") if file.is_file()} == before


# ---- explain


def test_explain_shows_file_and_row_of_a_finding(mixed):
    column, update = row_of(mixed, "columns", column_id="s0"), row_of(mixed, "updates", column_id="s0")
    text = run("explain", dressed(mixed, TYPED), SITE).stdout
    assert re.search(rf"columns\.parquet:{column} +column_id=s0 ", text), text
    assert re.search(rf"updates\.parquet:{update} +column_id=s0 .*published_on=2017-11-10", text), text
    assert re.search(r"channels\.parquet:1 .*channel_id=ch-5", text), text
    assert re.search(r"tickets\.parquet:1 .*ticket_id=ticket-77", text), text
    assert f"site_code={OTHER}" not in text


def test_explain_shows_the_visits_that_failed(mixed):
    """Numbers and truth values read as they would in CSV."""
    text = run("explain", dressed(mixed, TYPED), SITE).stdout
    rows = set(re.findall(r"visits\.parquet:\d+ .*", text))
    assert len(rows) == 2
    assert all(re.search(r"duration_ms=15000(\.0+)?(?!\d)", row) and "status=200" in row for row in rows)


def test_explain_shows_the_part(mixed):
    second = pieces(read_csv(mixed / "visits.csv")[1], 2)[1]
    assert second
    text = run("explain", parts_of(mixed, "columns", "updates", "visits"), SITE).stdout
    assert re.search(r"columns/part-\d\.parquet:\d+ +column_id=s0 ", text), text
    assert re.search(r"updates/part-\d\.parquet:\d+ +column_id=s0 ", text), text
    assert re.search(r"visits/part-0\.parquet:\d+ ", text), text


@pytest.mark.parametrize("dress", [TEXT, TYPED], ids=["text", "typed"])
def test_explain_json_is_that_of_csv(mixed, dress):
    plain = json.loads(run("explain", mixed, SITE, "--json").stdout)
    other = json.loads(run("explain", dressed(mixed, dress), SITE, "--json").stdout)
    assert (other["findings"], other["outcomes"]) == (plain["findings"], plain["outcomes"])


# ---- headings


def renamed(path, name):
    """Every field of every Parquet table under another name."""
    for file in path.glob("*.parquet"):
        arrow = pq.ParquetFile(file).read()
        write(file, arrow.rename_columns([name(file.stem, field) for field in arrow.column_names]))
    return path


@pytest.mark.parametrize(
    "name",
    [lambda table, field: CHINESE.get(table, {}).get(field, field), lambda table, field: field.upper(), lambda table, field: f" {field} "],
    ids=["chinese", "upper", "blanks"],
)
def test_names_of_fields_are_read_as_headings(mixed, tmp_path, name):
    plain = judge(mixed, tmp_path / "csv")
    assert_same(judge(renamed(dressed(mixed, TYPED), name), tmp_path / "out"), plain)


def test_foreign_names_are_mapped_by_the_folder(mixed, tmp_path):
    plain = judge(mixed, tmp_path / "csv")
    path = renamed(dressed(mixed, TYPED), lambda table, field: {"column_id": "LMBH", "kind": "LMLX"}.get(field, field) if table == "columns" else field)
    with open(path / "census.toml", "a", encoding="utf-8") as file:
        file.write('\n[headings]\n"LMBH" = "column_id"\n"LMLX" = "kind"\n')
    assert judge(path, tmp_path / "out")["verdicts"] == plain["verdicts"]


def test_chinese_words_of_the_lists(folder, tmp_path):
    path = folder.stale(3, "news").stale(2, "notice", "n").blank(2).write()
    plain = judge(path, tmp_path / "csv")
    headings, rows = read_csv(path / "columns.csv")
    (path / "columns.csv").unlink()
    write(path / "columns.parquet", arrow_table("columns", headings, [{**row, "kind": WORDS["kind"][row["kind"]]} for row in rows]))
    assert_same(judge(path, tmp_path / "out"), plain)


def test_the_order_of_the_fields_is_free(mixed, tmp_path):
    plain = judge(mixed, tmp_path / "csv")
    path = dressed(mixed, TYPED)
    for file in path.glob("*.parquet"):
        arrow = pq.ParquetFile(file).read()
        assert set(arrow.column_names) <= set(KINDS[file.stem])
        write(file, arrow.select(arrow.column_names[::-1]))
    assert_same(judge(path, tmp_path / "out"), plain)

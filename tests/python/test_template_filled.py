"""A template that an office has filled in by hand: the same census as its tables in CSV."""

import csv
import re
from datetime import date, datetime

import pytest
from openpyxl import load_workbook

from support import SITE, judge, run

HEADINGS, DATA = 4, 5
WORDS = {
    "department": "部门",
    "city": "市级",
    "news": "动态要闻",
    "other": "其他",
    "consultation": "政务咨询",
    "true": "是",
    "false": "否",
    "connect": "无法连接",
}
NUMBERS = {"status", "promised_days", "depth", "items_seen", "duration_ms"}
DAYS = {"published_on", "submitted_on", "received_on", "answered_on", "opened_on", "closed_on", "from", "to"}


def fields(sheet):
    """field -> column, by the note on each heading."""
    return {cell.comment.text.splitlines()[0].removeprefix("字段："): cell.column for cell in sheet[HEADINGS]}


def typed(field, text):
    """A cell as a person enters it into the template: a day as a day, a number as a number, a word out of the list."""
    if not text:
        return None
    if field in DAYS:
        return date.fromisoformat(text)
    if field == "visited_at":
        return datetime.fromisoformat(text).replace(tzinfo=None)
    if field in NUMBERS:
        return float(text) if "." in text else int(text)
    return WORDS.get(text, text)


def fill(template, tables):
    """Fill in the sheets of `tables`, field -> text, and delete the others."""
    book = load_workbook(template)
    names = {sheet["A1"].value.split("（")[-1].rstrip("）"): sheet for sheet in book}
    for name, sheet in names.items():
        if name not in tables:
            book.remove(sheet)
            continue
        columns = fields(sheet)
        for number, row in enumerate(tables[name], DATA):
            for field, text in row.items():
                sheet.cell(number, columns[field], typed(field, text))
    book.save(template)


@pytest.fixture
def both(folder, tmp_path):
    """One census as CSV and as a filled template: (folder of CSV, folder of the template)."""
    folder.site("3703000002", visits=False).ticket("0001", "2017-11-01")
    plain = folder.write()
    filled = tmp_path / "filled"
    assert run("template", filled).returncode == 0
    tables = {path.stem: list(csv.DictReader(path.open(encoding="utf-8", newline=""))) for path in plain.glob("*.csv")}
    fill(filled / "census.xlsx", tables)
    (filled / "census.toml").write_bytes((plain / "census.toml").read_bytes())
    return plain, filled


def test_the_same_census_as_csv(both, tmp_path):
    plain, filled = both
    expected, found = judge(plain, tmp_path / "out-csv"), judge(filled, tmp_path / "out-xlsx")
    assert found.bytes == expected.bytes
    assert found.state(SITE) == "qualified"
    assert found.rows("rejected.csv") == []


def test_every_row_of_it_can_be_used(both):
    process = run("check", both[1])
    assert process.returncode == 0 and "every row can be used" in process.stdout, process.stdout + process.stderr
    assert "headings in row 4, 3 rows above skipped" in process.stdout


def test_the_example_is_no_site(both, tmp_path):
    """A template with nothing filled in holds no site, however it is read."""
    empty = tmp_path / "empty"
    assert run("template", empty).returncode == 0
    (empty / "census.toml").write_bytes((both[0] / "census.toml").read_bytes())
    process = run("check", empty)
    assert re.search(r"census\.xlsx\[网站\]\s+0 rows", process.stdout), process.stdout + process.stderr

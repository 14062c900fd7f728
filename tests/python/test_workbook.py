"""`census.xlsx` as openpyxl reads it: the CSV tables beside it, cell by cell."""

import csv
from datetime import datetime

import pytest
from openpyxl import load_workbook

from support import ZIBO, judge

SHEETS = {"verdicts.csv": "结果", "findings.csv": "发现", "tickets.csv": "办件", "rejected.csv": "退回"}
FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@pytest.fixture(scope="module")
def zibo(tmp_path_factory):
    return judge(ZIBO, tmp_path_factory.mktemp("zibo") / "out")


@pytest.fixture(scope="module")
def book(zibo):
    return load_workbook(zibo.out / "census.xlsx")


def rows(sheet):
    """Rows of a sheet by the second line of each heading, the name that CSV has."""
    heads, *body = sheet.iter_rows(values_only=True)
    names = [head.split("\n")[1] for head in heads]
    return [dict(zip(names, row, strict=True)) for row in body]


def shown(cell):
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return "" if cell is None else str(cell)


def of_csv(cell):
    """What a sheet has for a cell of CSV: no `'` before a formula, one line, 是 and 否."""
    words = {"true": "是", "false": "否"}
    plain = cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULAS) else cell
    return words.get(cell, " ".join(plain.splitlines()).strip())


@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet_equals_its_csv(zibo, book, name):
    with (zibo.out / name).open(encoding="utf-8-sig", newline="") as file:
        expected = list(csv.DictReader(file))
    found = rows(book[SHEETS[name]])
    assert len(found) == len(expected)
    for number, (row, cells) in enumerate(zip(found, expected, strict=True), 2):
        points = {field for field in cells if field.endswith("_points") or field.startswith("score")}
        assert {field: shown(row[field]) for field in cells if field not in points} == {
            field: of_csv(cell) for field, cell in cells.items() if field not in points
        }, f"{name} row {number}"
        assert {field: row[field] for field in points} == {field: float(cells[field]) if cells[field] else None for field in points}


def test_cells_have_types_and_none_is_a_formula(book):
    ticket = rows(book["办件"])[0]
    assert isinstance(ticket["deadline"], datetime) and isinstance(ticket["working_days_over"], int) and isinstance(ticket["site_code"], str)
    assert all(cell.data_type != "f" and cell.hyperlink is None for sheet in book for row in sheet.iter_rows() for cell in row)


def test_groups_and_totals_are_those_of_the_census(zibo, book):
    totals = {row[0]: row[1] for row in book["说明"].iter_rows(values_only=True) if row[0]}
    assert totals["不合格"] == zibo["sites_unqualified"] and totals["合格"] == zibo["sites_qualified"]
    groups = {(row["by"], row["name"]): row for row in rows(book["分组"])}
    assert len(groups) == len(zibo["groups"])
    for group in zibo["groups"]:
        row = groups[group["by"], group["name"]]
        assert (row["total"], row["unqualified"]) == (group["total"], group["unqualified"])


def test_headings_stay_and_every_sheet_can_be_filtered(book):
    for sheet in book.worksheets[1:]:
        assert sheet.freeze_panes is not None and sheet.auto_filter.ref.startswith("A1:"), sheet.title
        assert sheet.page_setup.orientation == "landscape" and sheet.print_title_rows == "$1:$1", sheet.title

"""Workbooks as openpyxl writes them, and files of other encodings: the census is that of plain CSV, and what was read is said."""

import json
import re
import shutil
from datetime import date, datetime

import openpyxl
import pytest

from support import ZIBO, judge, read_csv, run

SHEETS = {"sites": "网站", "columns": "栏目", "updates": "信息更新", "visits": "监测访问"}


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    return judge(ZIBO, tmp_path_factory.mktemp("plain")).bytes


def typed(text):
    """A cell as a person's program holds it: dates as dates, numbers as numbers."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return date.fromisoformat(text)
    if re.fullmatch(r"\d{4}-\d\d-\d\dT.*\+08:00", text):
        return datetime.fromisoformat(text).replace(tzinfo=None)
    if re.fullmatch(r"[1-9]\d{0,14}", text):
        return int(text)
    return {"true": True, "false": False, "": None}.get(text, text)


def workbook(path, tables, titles=()):
    """Writes a workbook with a sheet for each table, the titles merged above its headings."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for table in tables:
        sheet = book.create_sheet(SHEETS.get(table, table))
        for title in titles:
            sheet.append([title])
            sheet.merge_cells(start_row=sheet.max_row, start_column=1, end_row=sheet.max_row, end_column=5)
        headings, rows = read_csv(ZIBO / f"{table}.csv")
        sheet.append(headings)
        for row in rows:
            sheet.append([typed(cell) for cell in row.values()])
    book.save(path)


@pytest.fixture
def zibo(tmp_path):
    """A copy of the example in which some tables may be something else."""
    return shutil.copytree(ZIBO, tmp_path / "zibo")


def test_a_workbook_gives_the_census_of_csv(zibo, tmp_path, plain):
    tables = sorted(path.stem for path in zibo.glob("*.csv"))
    workbook(zibo / "普查.xlsx", tables, titles=["淄博市2017年第四季度", "填报单位:示例"])
    for table in tables:
        (zibo / f"{table}.csv").unlink()
    census = judge(zibo, tmp_path / "out")
    assert census.bytes == plain
    record = json.loads(census.text("run.json"))
    sites = next(table for table in record["tables"] if table["table"] == "sites")
    assert (sites["file"], sites["format"], sites["sheet"], sites["heading_row"]) == ("普查.xlsx[网站]", "xlsx", "网站", 3)
    assert {"heading": "site_code", "field": "site_code"} in sites["headings"]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-16-be"])
def test_other_encodings_give_the_census_of_utf_8(zibo, tmp_path, plain, encoding):
    for path in zibo.glob("*.csv"):
        path.write_bytes(path.read_text(encoding="utf-8").encode(encoding))
    assert judge(zibo, tmp_path / "out").bytes == plain


def test_json_lines_give_the_census_of_csv(zibo, tmp_path, plain):
    for path in list(zibo.glob("*.csv")):
        _, rows = read_csv(path)
        path.with_suffix(".jsonl").write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
        path.unlink()
    assert judge(zibo, tmp_path / "out").bytes == plain


def test_check_says_what_was_read_mapped_and_dropped(zibo):
    path = zibo / "updates.xlsx"
    workbook(path, ["updates"], titles=["统计表"])
    (zibo / "updates.csv").unlink()
    book = openpyxl.load_workbook(path)
    sheet = book["信息更新"]
    sheet["A2"] = "栏目\n代码"
    added = sheet.max_column + 1
    sheet.cell(2, added, "填表人")
    sheet.cell(3, added, "王小明")
    book.create_sheet("旧数据").sheet_state = "hidden"
    book.create_sheet("说明")
    book.save(path)
    with open(zibo / "census.toml", "a", encoding="utf-8") as settings:
        settings.write('\n[headings]\n"栏目代码" = "column_id"\n')
    shown = run("check", zibo).stdout
    assert "updates.xlsx[信息更新]" in shown
    assert "xlsx, headings in row 2, 1 row above skipped" in shown
    assert "栏目 代码 → column_id" in shown
    assert "dropped: updates.xlsx[信息更新] has a heading that no table knows: 填表人" in shown
    assert "ignored: updates.xlsx[旧数据] is not read: it is hidden" in shown
    assert "ignored: updates.xlsx[说明] is not read: its file is named after one table, which another sheet holds" in shown
    assert "王小明" not in shown
    told = json.loads(run("check", zibo, "--json").stdout)
    updates = next(table for table in told["tables"] if table["table"] == "updates")
    assert (updates["format"], updates["heading_row"], updates["headings"][0]) == ("xlsx", 2, {"heading": "栏目 代码", "field": "column_id"})
    assert told["skipped_sheets"][0] == {"file": "updates.xlsx", "sheet": "旧数据", "reason": "hidden"}
    assert run("check", zibo, "--json").stdout == run("check", zibo, "--json").stdout


def test_a_rejected_row_is_named_as_excel_shows_it(zibo, tmp_path):
    path = zibo / "updates.xlsx"
    workbook(path, ["updates"], titles=["统计表"])
    (zibo / "updates.csv").unlink()
    book = openpyxl.load_workbook(path)
    book["信息更新"]["C5"] = "=1/0"
    book["信息更新"]["A6"] = 12345678901234567890
    book.save(path)
    judge(zibo, tmp_path / "out")
    _, rows = read_csv(tmp_path / "out" / "rejected.csv")
    places = [(row["file"], row["row"], row["column"], row["code"]) for row in rows]
    assert places == [
        ("updates.xlsx[信息更新]", "5", "published_on", "formula_text"),
        ("updates.xlsx[信息更新]", "6", "column_id", "number_lost_digits"),
    ]


def test_what_is_no_workbook_is_refused_with_what_to_do(zibo):
    encrypted = b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le")
    for content, problem in [(b"<html>", "is no workbook of Excel"), (b"PK\x03\x04cut", "damaged or cut off"), (encrypted, "encrypted")]:
        (zibo / "普查.xlsx").write_bytes(content)
        process = run("check", zibo)
        assert process.returncode == 3
        assert "普查.xlsx: " in process.stderr and problem in process.stderr and "open it in Excel or WPS" in process.stderr

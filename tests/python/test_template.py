"""`template DIR`: workbooks that an office fills in, as openpyxl (and so Excel) sees them."""

import re
from datetime import date, datetime

import pytest
from openpyxl import load_workbook

from support import REPOSITORY, run

TABLES_MD = (REPOSITORY / "docs" / "TABLES.md").read_text(encoding="utf-8")
SETTINGS = 'checkpoint = 2017-11-25\nstandard = "national-2015"\n'
HEADINGS, EXAMPLE, DATA, LAST = 4, 3, 5, 1_048_576


def declared():
    """table -> (Chinese name, [(field, heading, type, compulsory)]), as docs/TABLES.md has it."""
    tables = {}
    for part in re.split(r"^### ", TABLES_MD.split("## Lists")[0], flags=re.MULTILINE)[1:]:
        name, chinese = re.match(r"`(\w+)` (\S+)", part).groups()
        rows = re.findall(r"^\| `(\w+)` \| (.+?) \| (.+?) \| (.*?) \|", part, flags=re.MULTILINE)
        fields = [(field, heading, kind, compulsory.startswith("yes")) for field, heading, kind, compulsory in rows]
        tables[name] = chinese, [*fields, ("note", "备注", "text", False), ("source_ref", "出处", "text", False)]
    return tables


def words():
    """List -> its Chinese words, as docs/TABLES.md has them."""
    part = TABLES_MD.split("## Lists")[1].split("## `census.toml`")[0]
    return {
        name: re.findall(r"`\w+` ([^\s,`]+)", body.strip().split("\n\n")[1])
        for name, body in re.findall(r"^### (\w+)\n(.*?)(?=^### |\Z)", part, flags=re.MULTILINE | re.DOTALL)
    }


DECLARED = declared()
WORDS = words()


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    folder = tmp_path_factory.mktemp("template") / "q4"
    process = run("template", folder)
    assert process.returncode == 0, process.stderr
    return folder, process


@pytest.fixture(scope="module")
def book(written):
    return load_workbook(written[0] / "census.xlsx")


def validation(sheet, column):
    """The check of the cells below a heading; it must reach from the first row of data to the last of the sheet."""
    letter = sheet.cell(HEADINGS, column).column_letter
    found = [check for check in sheet.data_validations.dataValidation if str(check.sqref) == f"{letter}{DATA}:{letter}{LAST}"]
    assert len(found) <= 1
    return found[0] if found else None


def test_the_dictionary_was_read():
    assert len(DECLARED) == 17 and len(WORDS) == 19
    assert WORDS["Role"] == ["门户", "部门", "单位", "子站"]


def test_a_sheet_a_table_with_the_headings_of_the_dictionary(book):
    assert sorted(book.sheetnames) == sorted(chinese for chinese, _ in DECLARED.values())
    for chinese, fields in DECLARED.values():
        sheet = book[chinese]
        assert [cell.value for cell in sheet[HEADINGS]] == [heading for _, heading, _, _ in fields], chinese
        assert sheet.freeze_panes.endswith(str(DATA)), chinese


@pytest.mark.parametrize("table", DECLARED)
def test_what_a_cell_takes_goes_by_its_type(book, table):
    chinese, fields = DECLARED[table]
    for column, (field, _, kind, _) in enumerate(fields, 1):
        check = validation(book[chinese], column)
        place = f"{table}.{field}"
        if kind.startswith("["):
            assert check.formula1 == '"' + ",".join(WORDS[kind[1:].split("]")[0]]) + '"', place
            assert check.type == "list" and not check.showDropDown, place
        elif kind == "是/否":
            assert (check.type, check.formula1) == ("list", '"是,否"'), place
        elif kind in ("date", "time"):
            assert (check.type, check.operator or "between", check.formula1) == ("date", "between", "33604"), place
        elif kind == "integer":
            assert check.type == "whole", place
        elif kind == "decimal":
            assert check.type == "decimal", place
        elif place == "reviews.indicator":
            # Titles are offered; a standard of one's own may have others.
            assert (check.type, check.formula1, check.showErrorMessage) == ("list", '"严重错误,基本信息准确性"', False), place
            continue
        else:
            assert kind == "text" and check is None, place
        if check:
            assert check.showErrorMessage and check.error and (check.errorStyle or "stop") == "stop", place


def test_ids_stay_text_and_days_have_one_form(book):
    sheet = book["网站"]
    formats = {cell.value: sheet.column_dimensions[cell.column_letter] for cell in sheet[HEADINGS]}
    of = {heading: dimension.number_format for heading, dimension in formats.items() if dimension.style or dimension.number_format}
    assert of["网站标识码"] == "@"
    assert of["开通日期"] == "yyyy-mm-dd"


def test_compulsory_headings_have_a_colour_of_their_own(book):
    for table, (chinese, fields) in DECLARED.items():
        colours = {compulsory: set() for compulsory in (True, False)}
        for cell, (_, _, _, compulsory) in zip(book[chinese][HEADINGS], fields, strict=True):
            colours[compulsory].add(cell.fill.fgColor.rgb)
        assert len(colours[True]) == 1 and colours[True].isdisjoint(colours[False]), table


def test_each_heading_explains_itself(book):
    for chinese, fields in DECLARED.values():
        for cell, (field, _, _, compulsory) in zip(book[chinese][HEADINGS], fields, strict=True):
            lines = dict(line.split("：", 1) for line in cell.comment.text.splitlines())
            assert lines["字段"] == field
            assert (lines["空单元格"] == "不可以，整行会被退回") == compulsory, (chinese, field)
    empty = {name: book["办件"][HEADINGS][column].comment.text for column, (name, *_) in enumerate(DECLARED["tickets"][1])}
    assert "空单元格：以提交日期为准" in empty["received_on"]
    assert "空单元格：否" in empty["complex"]


def test_the_example_is_above_the_headings_and_marked_in_every_cell(book):
    for chinese, _ in DECLARED.values():
        sheet = book[chinese]
        cells = [cell.value for cell in sheet[EXAMPLE] if cell.value is not None]
        assert cells and all(cell.startswith("例：") for cell in cells), chinese
        below = [cell.value for row in sheet.iter_rows(min_row=DATA) for cell in row]
        assert not any(below), f"{chinese}: something stands where data goes"


def test_the_examples_are_a_census_that_can_be_read(book, tmp_path):
    """Without their mark, written as CSV by the same headings, the examples of all tables are accepted row by row."""
    for table, (chinese, fields) in DECLARED.items():
        cells = [(cell.value or "").removeprefix("例：") for cell in book[chinese][EXAMPLE]]
        cells = [*cells, *[""] * (len(fields) - len(cells))]
        text = ",".join(heading for _, heading, _, _ in fields) + "\n" + ",".join(cells) + "\n"
        (tmp_path / f"{table}.csv").write_text(text, encoding="utf-8")
    (tmp_path / "census.toml").write_text(SETTINGS, encoding="utf-8")
    process = run("check", tmp_path, "--strict")
    assert process.returncode == 0, process.stdout + process.stderr
    assert "every row can be used" in process.stdout


def test_an_example_that_is_left_in_a_table_is_refused(book, tmp_path):
    """The mark itself is a second lock: even moved below the headings the example of a site is no site."""
    cells = [[cell.value or "" for cell in book["网站"][row]] for row in (HEADINGS, EXAMPLE)]
    (tmp_path / "sites.csv").write_text("".join(",".join(row) + "\n" for row in cells), encoding="utf-8")
    (tmp_path / "census.toml").write_text(SETTINGS, encoding="utf-8")
    process = run("check", tmp_path)
    assert re.search(r"sites\.csv\s+1 rows\s+0 accepted\s+1 rejected", process.stdout), process.stdout


def uncommented(path):
    """The settings with every setting switched on: `#key = …` is one, `# words` is an explanation."""
    return re.sub(r"^#(?! )", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)


def test_settings_are_comments_and_every_one_of_them_is_known(written, folder):
    path, census = written[0], folder.write()
    for name in ("census.toml", "notice.toml"):
        lines = (path / name).read_text(encoding="utf-8").splitlines()
        assert all(line.startswith("#") or not line for line in lines), name
        (census / name).write_text(uncommented(path / name), encoding="utf-8")
    keys = re.findall(r"^\|? ?`([a-z_]+)`", TABLES_MD.split("## `notice.toml`")[1], flags=re.MULTILINE)
    assert keys and all(re.search(rf"^(\[\[)?{key}", uncommented(path / "notice.toml"), flags=re.MULTILINE) for key in keys)
    process = run("census", census, "--out", census.parent / "out")
    assert process.returncode == 0, process.stderr
    notice = (census.parent / "out" / "notice.md").read_text(encoding="utf-8")
    assert "要求的标题" in notice and "示例市档案馆" in notice


def test_files_that_are_there_are_not_touched(tmp_path):
    kept = tmp_path / "census.toml"
    kept.write_text("checkpoint = 2017-11-25\n", encoding="utf-8")
    first = run("template", tmp_path)
    assert first.returncode == 0 and "left as it is" in first.stdout
    assert kept.read_text(encoding="utf-8") == "checkpoint = 2017-11-25\n"
    (tmp_path / "census.xlsx").write_bytes(b"filled in")
    again = run("template", tmp_path)
    assert again.returncode == 3 and "census.xlsx" in again.stderr
    assert (tmp_path / "census.xlsx").read_bytes() == b"filled in"


def test_tables_by_either_name(tmp_path):
    process = run("template", tmp_path / "some", "--table", "办件,sites", "--table", "栏目")
    assert process.returncode == 0, process.stderr
    assert load_workbook(tmp_path / "some" / "census.xlsx").sheetnames == ["网站", "栏目", "办件"]
    unknown = run("template", tmp_path / "none", "--table", "网页")
    assert unknown.returncode == 3 and "网页" in unknown.stderr and "sites" in unknown.stderr
    assert not (tmp_path / "none").exists()


def test_the_same_bytes_every_time(tmp_path, written):
    again = tmp_path / "again"
    assert run("template", again).returncode == 0
    assert (again / "census.xlsx").read_bytes() == (written[0] / "census.xlsx").read_bytes()


def test_what_excel_would_store_is_what_the_formats_promise(book, tmp_path):
    """Filled in as Excel does it (text in text columns, days as days), saved and opened again, nothing has changed its type."""
    sheet = book["网站"]
    columns = {cell.value: cell.column for cell in sheet[HEADINGS]}
    values = {"网站标识码": "0370300001", "网站名称": "示例单位", "开通日期": date(2017, 11, 29)}
    for heading, value in values.items():
        sheet.cell(DATA, columns[heading], value)
    book.save(tmp_path / "filled.xlsx")
    found = load_workbook(tmp_path / "filled.xlsx")["网站"]
    assert found.cell(DATA, columns["网站标识码"]).value == "0370300001"
    assert found.cell(DATA, columns["开通日期"]).value == datetime(2017, 11, 29)
    assert len(found.data_validations.dataValidation) == len(sheet.data_validations.dataValidation)
    for row in (sheet, found):
        assert row.cell(HEADINGS, 1).comment.text.startswith("字段：site_code")

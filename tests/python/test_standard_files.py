"""Standard files: what is shipped, and how a bad one is refused."""

import re

import pytest

from support import VETOES, limit_line, overlay, run

HEAD = 'id = "bad"\nrevision = 1\ntitle = "x"\nextends = "zibo-2017"\n'


def refuse(tmp_path, folder, text):
    """Standard error of a census with a bad standard file."""
    path = tmp_path / "bad.toml"
    path.write_text(text, encoding="utf-8")
    process = run("census", folder.write(), "--out", tmp_path / "out", "--standard", path)
    assert process.returncode not in (0, 101), process.stdout
    assert not (tmp_path / "out" / "census.json").exists()
    assert "bad.toml" in process.stderr
    return process.stderr


def line_of(text, word):
    return next(number for number, line in enumerate(text.splitlines(), 1) if word in line)


def names_line(error, number):
    """Whether the message gives the line, the digits of the path apart."""
    return re.search(rf"(?<!\d){number}(?!\d)", re.sub(r"\S*bad\.toml", "", error))


# ---- what is shipped


def test_the_list(tmp_path):
    process = run("standard", "list")
    assert process.returncode == 0
    assert "national-2015" in process.stdout
    assert "zibo-2017" in process.stdout


@pytest.mark.parametrize("name", ["national-2015", "zibo-2017"])
def test_show_names_every_veto(name):
    text = run("standard", "show", name).stdout
    assert [clause for clause in VETOES if clause not in text] == []


def test_show_gives_grades_and_sources():
    text = run("standard", "show", "national-2015").stdout
    assert "国办发〔2015〕15号" in text
    assert re.search(r"\bA\b", text)
    assert re.search(r"\bB\b", text)


def test_diff_shows_what_the_city_adds():
    text = run("standard", "diff", "national-2015", "zibo-2017").stdout
    for number in ("7", "15", "100"):
        assert re.search(rf"(?<!\d){number}(?!\d)", text), number


def test_diff_of_a_standard_with_itself_has_no_clause():
    text = run("standard", "diff", "zibo-2017", "zibo-2017").stdout
    assert [clause for clause in VETOES if clause in text] == []


def test_diff_takes_a_file(tmp_path):
    file = overlay(tmp_path / "mine.toml", limits={"blank_columns": ("above", 8)})
    text = run("standard", "diff", "zibo-2017", file).stdout
    assert "blank_columns" in text
    assert "8" in text
    assert "core_columns_not_updated" not in text


def test_an_unknown_name_is_an_error():
    process = run("standard", "show", "no-such-standard")
    assert process.returncode not in (0, 101)
    assert "no-such-standard" in process.stderr


# ---- bad files


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (HEAD + "colour = 1\n", "colour"),
        (HEAD + '[readings]\nno_such_switch = "yes"\n', "no_such_switch"),
        (HEAD + "[clause.no_such_clause.limits]\ncolumns = { amount = 5, unit = \"count\", edge = \"above\", grade = \"A\", source = \"x\" }\n", "no_such_clause"),
        (HEAD + limit_line("blank_columns", "above").replace("columns =", "pillars ="), "pillars"),
        (HEAD + limit_line("blank_columns", "above").replace("grade =", "garde ="), "garde"),
    ],
    ids=["top", "reading", "clause", "limit", "field"],
)
def test_an_unknown_key_is_named_with_file_and_line(tmp_path, folder, text, key):
    error = refuse(tmp_path, folder, text)
    assert key in error
    assert names_line(error, line_of(text, key))


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        ('edge = "above"', 'edge = "beside"', "edge"),
        ("amount = 5", 'amount = "many"', "amount"),
        ("amount = 5", "amount = -1", "amount"),
        ('unit = "count"', 'unit = "percent"', "unit"),
        ('unit = "count"', 'unit = "elephants"', "unit"),
        ('grade = "A"', 'grade = "Z"', "grade"),
        ("amount = 5, ", "", "amount"),
    ],
    ids=["edge", "no number", "negative", "wrong unit", "unknown unit", "grade", "no amount"],
)
def test_a_bad_limit_is_named_with_file_and_line(tmp_path, folder, old, new, word):
    good = HEAD + limit_line("blank_columns", "above")
    text = good.replace(old, new)
    assert text != good
    error = refuse(tmp_path, folder, text)
    assert word in error or "blank_columns" in error
    assert names_line(error, line_of(text, "columns = {"))


def test_a_limit_given_twice_is_a_contradiction(tmp_path, folder):
    limit = limit_line("blank_columns", "above")
    error = refuse(tmp_path, folder, HEAD + limit + limit.splitlines()[1].replace("5", "6") + "\n")
    assert "columns" in error
    assert names_line(error, 7)


@pytest.mark.parametrize("amount", ["101", "-5"])
def test_a_share_that_cannot_be(tmp_path, folder, amount):
    text = HEAD + limit_line("site_unreachable", "at_least", amount)
    error = refuse(tmp_path, folder, text)
    assert "share" in error
    assert names_line(error, line_of(text, "share ="))


def test_a_standard_of_its_own_needs_all_its_clauses(tmp_path, folder):
    """Without `extends` nothing supplies the other clauses."""
    text = HEAD.replace('extends = "zibo-2017"\n', "") + limit_line("blank_columns", "above")
    error = refuse(tmp_path, folder, text)
    assert any(clause in error for clause in VETOES)


def test_an_unknown_base_is_named(tmp_path, folder):
    error = refuse(tmp_path, folder, HEAD.replace("zibo-2017", "no-such-standard"))
    assert "no-such-standard" in error
    assert names_line(error, 4)


def test_no_toml_at_all(tmp_path, folder):
    assert names_line(refuse(tmp_path, folder, HEAD + "= = =\n"), 5)


def test_a_file_that_is_not_there(tmp_path, folder):
    process = run("census", folder.write(), "--out", tmp_path / "out", "--standard", tmp_path / "nowhere.toml")
    assert process.returncode not in (0, 101)
    assert "nowhere.toml" in process.stderr


def test_an_overlay_without_changes_judges_alike(folder, tmp_path):
    folder.blank(5)
    plain = folder.judge()
    same = folder.judge("--standard", overlay(tmp_path / "same.toml"))
    assert [v["verdict"] for v in plain["verdicts"]] == [v["verdict"] for v in same["verdicts"]]
    assert same["standard"]["id"] == "my-overlay"

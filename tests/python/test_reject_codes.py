"""The example of every reject code in `docs/REJECTS.md`, as it stands there: what `rejected.csv` says of it, word for word.

`UPDATE_GOLDEN=1` writes the snapshot anew.
"""

import csv
import io
import os
import re

import openpyxl
import pytest

from support import REPOSITORY, SITE, Folder, judge, run

SNAPSHOT = REPOSITORY / "tests" / "golden" / "rejects" / "rejected.csv"
CATALOGUE = REPOSITORY / "docs" / "REJECTS.md"
OTHER = "3703000002"
OWN = f"{SITE}-c"

# A sound row of each table that has an example.
SOUND = {
    "sites": {"site_code": "3703000003", "site_name": "示例", "home_url": "http://c.example/", "role": "department", "level": "city", "division": "市本级",
              "sponsor": "示例单位"},
    "site_life": {"site_code": SITE, "state": "running", "from": "2017-01-01"},
    "units": {"unit": "示例单位01"},
    "columns": {"column_id": "new", "site_code": SITE, "column_name": "栏目", "kind": "news"},
    "channels": {"channel_id": "k3", "site_code": SITE, "kind": "survey"},
    "coverage": {"site_code": SITE, "subject": "columns", "observed_at": "2017-11-25T20:00:00+08:00", "complete": "true"},
    "tickets": {"ticket_id": "t", "site_code": SITE, "channel_kind": "survey", "unit": "示例单位01", "submitted_on": "2017-11-01"},
    "reviews": {"review_id": "r", "site_code": SITE, "indicator": "serious_error", "kind": "attack", "status": "dismissed", "found_at": "2017-11-20 10:00"},
    "activities": {"activity_id": "a", "channel_id": "k", "held_on": "2017-11-01"},
    "links": {"site_code": SITE, "target_url": "http://a.example/", "page_url": "http://b.example/"},
    "service_files": {"service_id": "s", "name": "申请表"},
    "updates": {"column_id": OWN, "url": "http://a.example/1", "published_on": "2017-11-20"},
    "visits": {"site_code": SITE, "visited_at": "2017-11-24 08:00", "vantage": "v", "status": "200"},
}


def catalogue():
    """Code -> words of its line."""
    lines = [line for line in CATALOGUE.read_text(encoding="utf-8").splitlines() if line.startswith("| `")]
    cells = [re.split(r"(?<!\\) \| ", line.strip("| ")) for line in lines]
    names = ("code", "reason", "expected", "bad", "good", "remedy")
    return {words[0].strip("`"): dict(zip(names, words, strict=True)) for words in cells}


CODES = catalogue()


def texts(example):
    """Table, then fields and texts, or the text of a line."""
    table, shown = example.split(" ", 1)
    shown = re.sub(r"\\u\{([0-9a-f]+)\}", lambda found: chr(int(found[1], 16)), shown).replace("⏎", "\n")
    found = re.findall(r"`([a-z_]+)(?:=([^`]+)`|` empty)", shown)
    return (table, dict(found)) if found else (table, shown.strip("`"))


def spoil(folder, code):
    """The folder of the catalogue with the bad row of one code."""
    folder.site(OTHER, visits=False)
    folder.column(OWN).column(f"{OTHER}-c", site=OTHER)
    folder.add("channels", channel_id="k", site_code=SITE, kind="consultation").add("channels", channel_id="k2", site_code=OTHER, kind="survey")
    folder.add("services", service_id="s", site_code=SITE)
    folder.add("units", unit="示例单位02", aliases="示例单位03")
    if code == "parent_cycle":
        folder.column(f"{SITE}-turned", parent_id="turn")
    table, bad = texts(CODES[code]["bad"])
    if isinstance(bad, dict):
        # The catalogue cuts what is long.
        folder.add(table, **SOUND[table], **{field: text for field, text in bad.items() if field not in SOUND[table]})
        folder.tables[table][-1].update({field: text.removesuffix("…") * 8 if text.endswith("…") else text for field, text in bad.items()})
        return folder.write()
    path = folder.write()
    if code in ("nested_value", "not_an_object", "repeated_key"):
        (path / f"{table}.jsonl").write_text(f"\n{bad}\n", encoding="utf-8")
        return path
    if code == "number_lost_digits":
        book = openpyxl.Workbook()
        book.active.append(["system_id", "site_code", "name", "url"])
        book.active.append([int(cell) if cell.isdigit() else cell for cell in bad.split(",")])
        book.save(path / f"{table}.xlsx")
        return path
    (path / f"{table}.csv").write_bytes(f"system_id,site_code,name,url\n{bad}\n".encode().replace(rb"\xff", b"\xff"))
    return path


@pytest.fixture(scope="module")
def rejected(tmp_path_factory):
    """Code -> rows of `rejected.csv`."""
    base = tmp_path_factory.mktemp("codes")
    return {code: judge(spoil(Folder(base / code).site(), code), base / code / "out").text("rejected.csv") for code in CODES}


def rows(text):
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_there_are_at_least_sixty_kinds_of_bad_input():
    assert len(CODES) >= 60


def test_every_code_is_said_as_stored(rejected):
    text = "".join(text if number == 0 else text.split("\n", 1)[1] for number, text in enumerate(rejected.values()))
    if os.environ.get("UPDATE_GOLDEN"):
        SNAPSHOT.parent.mkdir(parents=True, exist_ok=True)
        SNAPSHOT.write_text(text, encoding="utf-8", newline="")
    assert text == SNAPSHOT.read_text(encoding="utf-8")


def test_every_example_raises_its_code_and_no_other(rejected):
    assert {code: {row["code"] for row in rows(text)} for code, text in rejected.items()} == {code: {code} for code in CODES}


def test_the_catalogue_has_the_words_of_the_program(rejected):
    assert {code: rows(text)[0]["reason"] for code, text in rejected.items()} == {code: words["reason"] for code, words in CODES.items()}


def test_every_reject_says_where_and_what_was_expected(rejected):
    for code, text in rejected.items():
        for row in rows(text):
            assert row["file"].split(".")[0] == CODES[code]["bad"].split(" ")[0]
            assert int(row["row"]) >= 2
            assert re.search("[\u4e00-\u9fff0-9]", row["expected"]), row


def test_check_tells_what_to_do(tmp_path):
    process = run("check", spoil(Folder(tmp_path).site(), "two_digit_year"))
    assert process.returncode == 0
    assert "two_digit_year" in process.stdout
    assert CODES["two_digit_year"]["remedy"] in process.stdout

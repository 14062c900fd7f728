"""One bad row for every reject code: what `rejected.csv` says of it, word for word.

`UPDATE_GOLDEN=1` writes the snapshot anew. `docs/REJECTS.md` must list the same codes with the same words.
"""

import csv
import io
import os
import re

import pytest

from support import REPOSITORY, SITE, judge, run

SNAPSHOT = REPOSITORY / "tests" / "golden" / "rejects" / "rejected.csv"
CATALOGUE = REPOSITORY / "docs" / "REJECTS.md"
OTHER = "3703000002"
NOON = "2017-11-20T12:00:00+08:00"


def spoil(folder):
    """Adds one bad row for each code that a row can have."""
    folder.site(OTHER, visits=False).column("other", site=OTHER).ticket("good", "2017-11-01")
    folder.add("channels", channel_id="ch", site_code=SITE, kind="consultation")
    folder.add("services", service_id="s1", site_code=SITE)
    home = f"{SITE}-home"
    folder.column("", "news")
    folder.update(home, "2017-13-40").update(home, "1990-01-01").update("nowhere", "2017-11-01")
    folder.update(home, "2017-11-01", date_state="not_shown")
    folder.update(home, "2017-11-01", observed_at="yesterday")
    folder.column("depth", depth="two").column("deep", depth="-1").column("marked", on_home="maybe").column("kindless", kind="")
    folder.column("orphan", parent_id="nowhere").column("a", parent_id="b").column("b", parent_id="a")
    folder.column("closed", opened_on="2017-05-01", closed_on="2017-04-30")
    folder.column("twice", "news").column("twice", "plan")
    visit = {"site_code": SITE, "vantage": "v1", "visited_at": NOON}
    folder.add("visits", **visit, status="200", duration_ms="slow").add("visits", **visit, status="99").add("visits", **visit)
    folder.review("r1", kind="ugly").review("r2", indicator="no_such_clause").review("r3", site="9999999999")
    folder.ticket("t1", "2017-11-01", channel_kind="").ticket("t2", "2017-11-01", channel_id="nowhere")
    folder.ticket("t3", "2017-11-01", channel_id="ch", channel_kind="survey").ticket("t4", "2017-11-01", promised_days="3")
    folder.add("service_files", service_id="nowhere", name="表格")
    folder.coverage("column").coverage("column", "other")
    return folder


@pytest.fixture
def rejected(folder, tmp_path):
    path = spoil(folder).write()
    with open(path / "links.csv", "w", encoding="utf-8") as file:
        file.write(f"site_code,target_url,page_url,on_home\n{SITE},http://a.example/,http://b.example/\n")
    with open(path / "units.csv", "wb") as file:
        file.write("unit,aliases\n示例单位01\n示例单位03,示例单位05\n示例单位04,示例单位05\n".encode() + b"\xff\xfe,x\n" + '示例单位02,"没有结束\n'.encode())
    text = judge(path, tmp_path / "out").text("rejected.csv")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    return text, rows


def test_every_code_is_said_as_stored(rejected):
    text, _ = rejected
    if os.environ.get("UPDATE_GOLDEN"):
        SNAPSHOT.parent.mkdir(parents=True, exist_ok=True)
        SNAPSHOT.write_text(text, encoding="utf-8", newline="")
    assert text == SNAPSHOT.read_text(encoding="utf-8")


def catalogue():
    return set(re.findall(r"(?m)^\| `([a-z0-9_]+)`", CATALOGUE.read_text(encoding="utf-8")))


def test_every_code_has_its_bad_row_here(rejected):
    assert {row["code"] for row in rejected[1]} == catalogue()


def test_the_catalogue_has_the_words_of_the_program(rejected):
    text = CATALOGUE.read_text(encoding="utf-8")
    assert [row["code"] for row in rejected[1] if f"| `{row['code']}` | {row['reason']} |" not in text] == []


def test_check_tells_what_to_do(folder):
    process = run("check", spoil(folder).write())
    assert process.returncode == 0
    assert "not_a_date" in process.stdout
    assert "改为 2017-11-29 的形式" in process.stdout

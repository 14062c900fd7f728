"""Citizens' text and cells under unknown headings never leave the input."""

import json

import pytest

from support import SITE, run, text_of

PHONE = "13805331234"
NAME = "王小明"
WORDS = "我家门口的路灯坏了"
SECRETS = (PHONE, NAME, WORDS)


def leaks(folder, *args):
    """Secrets found in any byte of any output."""
    text = folder.judge(*args).everything()
    return [secret for secret in SECRETS if secret in text]


def planted(folder, **fields):
    """A ticket with personal data under headings that nobody knows."""
    private = {"姓名": NAME, "联系电话": PHONE, "留言内容": f"{WORDS}，请打 {PHONE}"}
    return folder.ticket("t1", **{"submitted_on": "2017-11-01", **private, **fields})


def test_unknown_headings_of_tickets_are_dropped(folder):
    assert leaks(planted(folder)) == []


def test_also_those_of_a_rejected_ticket(folder):
    census = planted(folder, submitted_on="2017-13-40").judge()
    assert len(census.rejected("tickets")) == 1
    assert [secret for secret in SECRETS if secret in census.everything()] == []


@pytest.mark.parametrize("heading", ["电话", "phone", "citizen_name", "content", "身份证号"])
def test_whatever_the_heading(folder, heading):
    folder.ticket("t1", "2017-11-01", **{heading: f"{NAME} {PHONE} {WORDS}"})
    assert leaks(folder) == []


@pytest.mark.parametrize(
    ("table", "row"),
    [
        ("updates", {"column_id": f"{SITE}-home", "url": "http://www.example.gov.cn/x", "published_on": "2017-13-40"}),
        ("columns", {"column_id": "x", "site_code": SITE, "column_name": "栏目", "kind": "gossip"}),
        ("reviews", {"review_id": "r1", "site_code": SITE, "indicator": "serious_error", "kind": "ugly", "status": "suspected", "found_at": "2017-11-20T09:00:00+08:00"}),
    ],
)
def test_unknown_headings_of_other_tables_are_dropped(folder, table, row):
    census = folder.add(table, **row, 来信人=NAME, 来信人电话=PHONE).judge()
    assert len(census.rejected(table)) == 1
    assert [secret for secret in SECRETS if secret in census.everything()] == []


@pytest.mark.parametrize("submitted_on", ["2017-11-01", "2017-13-40"])
def test_the_note_of_a_ticket_stays_inside(folder, submitted_on):
    folder.ticket("t1", submitted_on, note=f"{NAME} {PHONE} {WORDS}")
    assert leaks(folder) == []


@pytest.mark.parametrize("field", ["submitted_on", "answered_on", "reply_kind", "valid", "promised_days"])
def test_personal_text_in_a_wrong_cell_of_a_ticket_stays_inside(folder, field):
    census = folder.ticket("t1", "2017-11-01").judge()
    assert census.rejected("tickets") == []
    folder.tables["tickets"][0][field] = f"{NAME} {PHONE} {WORDS}"
    census = folder.judge()
    assert len(census.rejected("tickets")) == 1
    assert [secret for secret in SECRETS if secret in census.everything()] == []


def test_a_row_out_of_step_shows_nothing(folder, tmp_path):
    """An unquoted comma in the message moves it under known headings."""
    path = folder.ticket("t1", "2017-11-01").write()
    with open(path / "tickets.csv", "a", encoding="utf-8") as file:
        file.write(f"t2,{NAME},{PHONE},{WORDS},2017-11-01,true,true,{PHONE}\n")
    run("census", path, "--out", tmp_path / "out")
    text = "".join(text_of(file) for file in (tmp_path / "out").rglob("*.*"))
    assert text
    assert [secret for secret in SECRETS if secret in text] == []


@pytest.mark.parametrize("command", [("check",), ("explain", SITE)])
def test_no_command_shows_them(folder, command):
    path = planted(folder, submitted_on="2017-03-01", note=f"{NAME} {PHONE}").write()
    process = run(command[0], path, *command[1:])
    assert [secret for secret in SECRETS if secret in process.stdout + process.stderr] == []


def test_an_unknown_heading_is_reported_by_name(folder):
    census = folder.ticket("t1", "2017-11-01", 网民心情="好").judge()
    assert "网民心情" in census.process.stdout + census.process.stderr + census.text("run.json")


def test_an_unknown_heading_changes_no_verdict(empty):
    plain = empty("plain").site().ticket("t1", "2017-11-01").judge()
    more = empty("more").site().ticket("t1", "2017-11-01", 网民心情="好").judge()
    assert plain["verdicts"] == more["verdicts"]
    assert json.dumps(plain["overdue_tickets_by_unit"]) == json.dumps(more["overdue_tickets_by_unit"])

"""Dates as people write them give the census that ISO 8601 gives."""

import re
from datetime import date

import pytest

from support import SITE, judge

FIELDS = re.compile(r"(_on|_at|^from|^to)$")
WIDE = str.maketrans("0123456789-", "０１２３４５６７８９－")

HANDS = {
    "slashes": lambda day: day.strftime("%Y/%m/%d"),
    "short": lambda day: f"{day.year}/{day.month}/{day.day}",
    "dots": lambda day: day.strftime("%Y.%m.%d"),
    "chinese": lambda day: f"{day.year}年{day.month}月{day.day}日",
    "hao": lambda day: f"{day.year}年{day.month}月{day.day}号",
    "blanks": lambda day: f"{day.year} 年 {day.month} 月 {day.day} 日",
    "compact": lambda day: day.strftime("%Y%m%d"),
    "wide": lambda day: day.isoformat().translate(WIDE),
}


def rewritten(text, hand):
    """The cell with its date in another hand, and its time of day as it was."""
    found = re.match(r"(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d)(:\d\d)?(?:\+08:00)?)?$", text)
    if not found:
        return text
    day, time = HANDS[hand](date.fromisoformat(found[1])), found[2]
    return f"{day} {time}" if time else day


def full(folder):
    folder.stale(4).blank(2).ticket("t1", "2017-07-01").ticket("t2", "2017-11-01", answered_on="2017-11-08", received_on="2017-11-02")
    folder.review("r1").life("suspended", "2017-01-01", "2017-02-01").exempt(indicator="blank_columns", to="2017-12-31")
    folder.coverage("columns", **{"from": "2017-01-01", "to": "2017-11-25"}).add("site_addresses", site_code=SITE, filed_on="2017-01-01", url="http://x.example/")
    folder.update(f"{SITE}-home", "2017-11-26", observed_at="2017-11-25T08:00:00+08:00")
    return folder


@pytest.mark.parametrize("hand", HANDS)
def test_any_hand_gives_the_same_census(folder, tmp_path, hand):
    plain = judge(full(folder).write("plain"), tmp_path / "plain-out")
    changed = 0
    for rows in folder.tables.values():
        for row in rows:
            for field in filter(FIELDS.search, row):
                before, row[field] = row[field], rewritten(row[field], hand)
                changed += before != row[field]
    written = judge(folder.write("written"), tmp_path / "written-out")
    assert changed > 100
    assert written.rows("rejected.csv") == plain.rows("rejected.csv") == []
    assert written["verdicts"] == plain["verdicts"]
    for name in ("verdicts.csv", "findings.csv", "tickets.csv", "notice.md"):
        assert written.text(name) == plain.text(name), name


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("17-11-20", "two_digit_year"),
        ("11-20", "date_without_year"),
        ("11/20/2017", "day_first_date"),
        ("2017-02-30", "no_such_day"),
        ("3天前", "relative_date"),
        ("43059", "serial_number"),
        ("待定", "placeholder"),
        ("#N/A", "formula_error"),
        ("2017年冬", "not_a_date"),
    ],
)
def test_a_refused_date_is_a_possible_update_of_its_column(folder, text, code):
    """Reading 2: charged to its column as an unreadable date, whatever the code."""
    folder.stale(4).column("doubt").update("doubt", text)
    census = folder.judge()
    assert [(row["column"], row["code"], row["original"]) for row in census.rejected("updates")] == [("published_on", code, text)]
    assert (census.measured("core_columns_not_updated"), census.possible("core_columns_not_updated")) == (4, 5)

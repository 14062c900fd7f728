"""Bad rows end in rejected.csv, nothing is lost, and what they name is charged as possible."""

import json

import pytest

from support import SITE, UNIT, VETOES, judge, run

HEADINGS = ["file", "row", "column", "code", "reason", "expected", "original", "remedy"]
OTHER = "3703000002"

COLUMN = {"column_id": "x", "site_code": SITE, "column_name": "栏目", "kind": "news"}
UPDATE = {"column_id": f"{SITE}-home", "url": "http://www.example.gov.cn/item/x", "published_on": "2017-11-20"}
VISIT = {"site_code": SITE, "visited_at": "2017-11-20T08:00:00+08:00", "vantage": "v9", "status": "200", "duration_ms": "800"}
CHANNEL = {"channel_id": "ch1", "site_code": SITE, "kind": "consultation"}
TICKET = {
    "ticket_id": "t1",
    "site_code": SITE,
    "channel_kind": "consultation",
    "unit": UNIT,
    "submitted_on": "2017-11-01",
    "valid": "true",
    "needs_reply": "true",
}
REVIEW = {
    "review_id": "r1",
    "site_code": SITE,
    "indicator": "serious_error",
    "kind": "serious_misspelling",
    "status": "dismissed",
    "found_at": "2017-11-20T10:00:00+08:00",
}
LIFE = {"site_code": SITE, "state": "running", "from": "2017-01-01"}
ADDRESS = {"site_code": SITE, "filed_on": "2017-01-01", "url": f"http://www.s{SITE}.gov.cn/"}
EXEMPTION = {"site_code": SITE, "column_id": "", "indicator": "serious_error", "from": "2017-01-01"}
COVERAGE = {"site_code": SITE, "subject": "columns", "column_id": "", "observed_at": "2017-11-25T20:00:00+08:00", "complete": "true"}
SITE_ROW = {
    "site_code": OTHER,
    "site_name": "示例单位002",
    "home_url": "http://www.example.gov.cn/",
    "role": "department",
    "level": "city",
    "division": "市本级",
    "sponsor": "示例单位002",
}

# table, a good row, what spoils it, the column at fault (None where the fault lies between two columns)
BAD = [
    ("sites", SITE_ROW, {"site_code": ""}, "site_code"),
    ("sites", SITE_ROW, {"site_name": ""}, "site_name"),
    ("sites", SITE_ROW, {"home_url": ""}, "home_url"),
    ("sites", SITE_ROW, {"role": "palace"}, "role"),
    ("sites", SITE_ROW, {"level": ""}, "level"),
    ("sites", SITE_ROW, {"division": ""}, "division"),
    ("sites", SITE_ROW, {"sponsor": ""}, "sponsor"),
    ("sites", SITE_ROW, {"home_is_navigation": "perhaps"}, "home_is_navigation"),
    ("sites", SITE_ROW, {"opened_on": "2017-02-29"}, "opened_on"),
    ("site_life", LIFE, {"site_code": "3703009999"}, "site_code"),
    ("site_life", LIFE, {"state": "asleep"}, "state"),
    ("site_life", LIFE, {"from": ""}, "from"),
    ("site_life", LIFE, {"to": "2016-01-01"}, None),
    ("site_life", LIFE, {"approved": "perhaps"}, "approved"),
    ("site_addresses", ADDRESS, {"site_code": "3703009999"}, "site_code"),
    ("site_addresses", ADDRESS, {"filed_on": "soon"}, "filed_on"),
    ("site_addresses", ADDRESS, {"url": ""}, "url"),
    ("columns", COLUMN, {"column_id": ""}, "column_id"),
    ("columns", COLUMN, {"site_code": "3703009999"}, "site_code"),
    ("columns", COLUMN, {"column_name": ""}, "column_name"),
    ("columns", COLUMN, {"kind": "gossip"}, "kind"),
    ("columns", COLUMN, {"kind": ""}, "kind"),
    ("columns", COLUMN, {"parent_id": "no-such-column"}, "parent_id"),
    ("columns", COLUMN, {"depth": "deep"}, "depth"),
    ("columns", COLUMN, {"on_home": "perhaps"}, "on_home"),
    ("columns", COLUMN, {"closed_on": "2017-13-40"}, "closed_on"),
    ("columns", COLUMN, {"opened_on": "2017-06-01", "closed_on": "2017-05-01"}, None),
    ("updates", UPDATE, {"column_id": ""}, "column_id"),
    ("updates", UPDATE, {"column_id": "no-such-column"}, "column_id"),
    ("updates", UPDATE, {"url": ""}, "url"),
    ("updates", UPDATE, {"published_on": "2017-13-40"}, "published_on"),
    ("updates", UPDATE, {"published_on": "2017-02-29"}, "published_on"),
    ("updates", UPDATE, {"published_on": "11-20"}, "published_on"),
    ("updates", UPDATE, {"date_state": "not_shown"}, None),
    ("updates", UPDATE, {"date_state": "unreadable"}, None),
    ("updates", UPDATE, {"date_state": "hidden"}, "date_state"),
    ("updates", UPDATE, {"observed_at": "noon"}, "observed_at"),
    ("visits", VISIT, {"site_code": "3703009999"}, "site_code"),
    ("visits", VISIT, {"visited_at": ""}, "visited_at"),
    ("visits", VISIT, {"visited_at": "2017-11-20T25:00:00+08:00"}, "visited_at"),
    ("visits", VISIT, {"visited_at": "1991-12-31T23:59:59+08:00"}, "visited_at"),
    ("visits", VISIT, {"vantage": ""}, "vantage"),
    ("visits", VISIT, {"status": ""}, None),
    ("visits", VISIT, {"status": "OK"}, "status"),
    ("visits", VISIT, {"failure": "tired"}, "failure"),
    ("visits", VISIT, {"duration_ms": "-1"}, "duration_ms"),
    ("visits", VISIT, {"duration_ms": "fast"}, "duration_ms"),
    ("visits", VISIT, {"manual": "perhaps"}, "manual"),
    ("channels", CHANNEL, {"channel_id": ""}, "channel_id"),
    ("channels", CHANNEL, {"site_code": "3703009999"}, "site_code"),
    ("channels", CHANNEL, {"kind": "pigeon"}, "kind"),
    ("channels", CHANNEL, {"promised_days": "soon"}, "promised_days"),
    ("tickets", TICKET, {"ticket_id": ""}, "ticket_id"),
    ("tickets", TICKET, {"site_code": "3703009999"}, "site_code"),
    ("tickets", TICKET, {"unit": ""}, "unit"),
    ("tickets", TICKET, {"channel_kind": ""}, None),
    ("tickets", TICKET, {"channel_kind": "pigeon"}, "channel_kind"),
    ("tickets", TICKET, {"channel_id": "no-such-channel"}, "channel_id"),
    ("tickets", TICKET, {"submitted_on": ""}, "submitted_on"),
    ("tickets", TICKET, {"submitted_on": "soon"}, "submitted_on"),
    ("tickets", TICKET, {"answered_on": "2017-10-31"}, None),
    ("tickets", TICKET, {"received_on": "2017-10-31"}, None),
    ("tickets", TICKET, {"valid": "perhaps"}, "valid"),
    ("tickets", TICKET, {"reply_kind": "shrug"}, "reply_kind"),
    ("tickets", TICKET, {"promised_days": "soon"}, "promised_days"),
    ("tickets", TICKET, {"promised_days": "5", "promised_unit": "fortnight"}, "promised_unit"),
    ("reviews", REVIEW, {"review_id": ""}, "review_id"),
    ("reviews", REVIEW, {"site_code": "3703009999"}, "site_code"),
    ("reviews", REVIEW, {"indicator": "no_such_clause"}, "indicator"),
    ("reviews", REVIEW, {"kind": "ugly"}, "kind"),
    ("reviews", REVIEW, {"status": "perhaps"}, "status"),
    ("reviews", REVIEW, {"found_at": "yesterday"}, "found_at"),
    ("exemptions", EXEMPTION, {"site_code": "3703009999"}, "site_code"),
    ("exemptions", EXEMPTION, {"indicator": "no_such_clause"}, "indicator"),
    ("exemptions", EXEMPTION, {"from": ""}, "from"),
    ("exemptions", EXEMPTION, {"to": "2016-12-31"}, None),
    ("coverage", COVERAGE, {"site_code": "3703009999"}, "site_code"),
    ("coverage", COVERAGE, {"subject": "weather"}, "subject"),
    ("coverage", COVERAGE, {"observed_at": ""}, "observed_at"),
    ("coverage", COVERAGE, {"complete": ""}, "complete"),
    ("coverage", COVERAGE, {"gap": "lunch"}, "gap"),
    ("coverage", COVERAGE, {"items_seen": "many"}, "items_seen"),
    ("coverage", COVERAGE, {"from": "2017-11-25", "to": "2017-11-24"}, None),
]


def name_of(case):
    table, _, spoilt, _ = case
    return f"{table}-{'-'.join(f'{key}={value}' for key, value in spoilt.items())}"


def only_reject(census, table):
    rows = census.rejected(table)
    assert len(rows) == 1, rows
    return rows[0]


# ---- each kind of bad row


@pytest.mark.parametrize("case", BAD, ids=name_of)
def test_a_bad_row_is_rejected(folder, case):
    table, good, spoilt, column = case
    row = only_reject(folder.add(table, **{**good, **spoilt}).judge(), table)
    assert row["code"]
    assert row["reason"]
    assert row["expected"]
    if column:
        assert row["column"] == column


GOOD = {table: good for table, good, _, _ in BAD}


@pytest.mark.parametrize("table", GOOD)
def test_the_good_row_is_accepted(folder, table):
    assert folder.add(table, **GOOD[table]).judge().rows("rejected.csv") == []


def test_the_headings_of_rejected_csv(folder):
    assert folder.judge().text("rejected.csv").splitlines()[0].split(",") == HEADINGS


def test_a_contradicting_channel_kind_is_rejected(folder):
    folder.add("channels", **CHANNEL).ticket("t1", "2017-11-01", channel_id="ch1", channel_kind="survey")
    only_reject(folder.judge(), "tickets")


def test_the_row_number_leads_to_the_row(folder):
    """Counting from the first row of the file or the first of the data, but counting all."""
    first = int(only_reject(folder.add("tickets", **{**TICKET, "valid": "x"}).judge(), "tickets")["row"])
    folder.tables["tickets"].insert(0, {**TICKET, "ticket_id": "t0"})
    folder.tables["tickets"].insert(1, {**TICKET, "ticket_id": "t2"})
    assert first in (1, 2)
    assert int(only_reject(folder.judge(), "tickets")["row"]) == first + 2


def test_the_original_text_is_kept(folder):
    row = only_reject(folder.add("updates", **{**UPDATE, "published_on": "2017年冬至前后"}).judge(), "updates")
    assert "2017年冬至前后" in row["original"]


def test_different_faults_have_different_codes(folder):
    folder.add("updates", **{**UPDATE, "column_id": "no-such-column"})
    folder.add("updates", **{**UPDATE, "published_on": "2017-13-40"})
    folder.add("updates", **{**UPDATE, "date_state": "not_shown"})
    folder.add("updates", **{**UPDATE, "date_state": "hidden"})
    folder.add("updates", **{**UPDATE, "url": ""})
    assert len({row["code"] for row in folder.judge().rejected("updates")}) == 5


def test_a_row_with_too_many_cells_is_rejected(folder, tmp_path):
    path = folder.write()
    with open(path / "reviews.csv", "a", encoding="utf-8") as file:
        file.write("r1,3703000001,serious_error,serious_misspelling,dismissed,2017-11-20T10:00:00+08:00,more,and more\n")
    assert len(judge(path, tmp_path / "out").rejected("reviews")) == 1


# ---- duplicates


@pytest.mark.parametrize("table", [table for table in GOOD if table not in ("updates", "visits")])
def test_identical_rows_collapse(folder, table):
    folder.add(table, **GOOD[table]).add(table, **GOOD[table])
    assert folder.judge().rows("rejected.csv") == []


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("sites", {"site_name": "又名"}),
        ("site_life", {"to": "2020-01-01"}),
        ("site_addresses", {"url": "http://other.gov.cn/"}),
        ("columns", {"column_name": "又名"}),
        ("channels", {"kind": "survey"}),
        ("tickets", {"unit": "示例单位91"}),
        ("reviews", {"status": "confirmed"}),
        ("exemptions", {"to": "2020-01-01"}),
        ("coverage", {"complete": "false"}),
    ],
)
def test_one_key_with_different_content_rejects_all(folder, table, change):
    folder.add(table, **GOOD[table]).add(table, **{**GOOD[table], **change})
    assert len(folder.judge().rejected(table)) == 2


@pytest.mark.parametrize("table", ["updates", "visits"])
def test_updates_and_visits_count_as_they_stand(folder, table):
    folder.add(table, **GOOD[table]).add(table, **GOOD[table]).add(table, **{**GOOD[table], "note": "又"})
    assert folder.judge().rows("rejected.csv") == []


# ---- nothing is lost


def counted(value):
    """Every pair of accepted and rejected that a document holds, at any depth."""
    if isinstance(value, dict):
        if type(value.get("accepted")) is int and type(value.get("rejected")) is int:
            return [(value["accepted"], value["rejected"])]
        value = list(value.values())
    return [pair for item in value for pair in counted(item)] if isinstance(value, list) else []


def test_accepted_and_rejected_make_the_input(folder):
    for table, good, spoilt, _ in BAD[::5]:
        folder.add(table, **{**good, **spoilt})
    census = folder.judge()
    pairs = counted(json.loads(census.text("run.json")))
    rejected = {(row["file"], row["row"]) for row in census.rows("rejected.csv")}
    wanted = (sum(len(rows) for rows in folder.tables.values()) - len(rejected), len(rejected))
    totals = (sum(accepted for accepted, _ in pairs), sum(bad for _, bad in pairs))
    assert wanted in [totals, *pairs]


# ---- charged as possible


def test_a_rejected_site_is_not_lost(folder):
    """It cannot be judged, and the coverage of the census shows it."""
    folder.add("sites", **{**SITE_ROW, "role": "palace"}).column("y", site=OTHER)
    census = folder.judge()
    assert census["sites_registered"] == census["sites_total"] == 2
    assert census["coverage"] == "50.00"
    assert census.state(OTHER) == "not_assessed"
    assert census.rejected("columns") == []
    assert census.state(SITE) == "qualified"


def test_a_rejected_life_row_leaves_every_clause_not_assessed(folder):
    census = folder.blank(6).life("closed", "2017-13-40").judge()
    assert {census.result(clause) for clause in VETOES} == {"not_assessed"}
    assert all("input_rejected" in census.gaps(clause) for clause in VETOES)


def test_a_rejected_coverage_row_is_a_newest_gap(folder):
    census = folder.blank(6).coverage("columns", complete="").judge()
    assert census.result("blank_columns") == "not_assessed"
    assert "input_rejected" in census.gaps("blank_columns")


@pytest.mark.parametrize(("column_id", "measured", "result"), [("", 0, "not_assessed"), ("b0", 4, "not_assessed")])
def test_a_rejected_exemption_makes_what_it_names_possible(folder, column_id, measured, result):
    census = folder.blank(5).exempt(column_id, "blank_columns", to="2017-13-40").judge()
    assert census.result("blank_columns") == result
    assert column_id == "" or census.measured("blank_columns") == measured


def test_a_reject_harms_no_other_site(empty):
    folder = empty().site().site(OTHER).ticket("t1", "2017-13-40")
    census = folder.judge()
    assert census.state(SITE) == "not_assessed"
    assert census.state(OTHER) == "qualified"


def test_no_reject_makes_a_site_fail(folder):
    for table, good, spoilt, _ in BAD:
        if table != "sites":
            folder.add(table, **{**good, **spoilt})
    census = folder.judge()
    assert census.state() == "not_assessed"
    assert census.vetoes() == []
    assert census["overdue_tickets_by_unit"] == []


@pytest.mark.parametrize(
    "spoilt", [{"answered_on": "2017-13-40"}, {"received_on": "2017-13-40"}, {"promised_days": "x"}, {"valid": "perhaps"}]
)
def test_a_rejected_ticket_never_names_a_unit(folder, spoilt):
    census = folder.ticket("t1", "2017-11-01", **spoilt).judge()
    assert census["overdue_tickets_by_unit"] == []
    assert census["overdue_tickets_total"] == 0
    assert UNIT not in census.text("notice.md")
    assert UNIT not in census.text("census.json")


# ---- --strict


def test_strict_refuses(folder, tmp_path):
    path = folder.update(f"{SITE}-home", "2017-13-40").write()
    process = run("census", path, "--out", tmp_path / "out", "--strict")
    assert process.returncode != 0
    assert not (tmp_path / "out" / "census.json").exists()
    assert not (tmp_path / "out" / "notice.md").exists()
    assert "updates" in process.stdout + process.stderr


def test_strict_takes_a_clean_folder(folder, tmp_path):
    process = run("census", folder.write(), "--out", tmp_path / "out", "--strict")
    assert process.returncode == 0, process.stderr
    assert (tmp_path / "out" / "census.json").exists()


# ---- arbitrary bytes


@pytest.mark.parametrize(
    "content",
    [b"", b"\n\n\n", b"\x00\xff\xfe", b'"', b"site_code\n\xff\xff\n", b"\xef\xbb\xbf", b"a,b\n1\n1,2,3\n", b'site_code,visited_at\n"unfinished'],
    ids=repr,
)
@pytest.mark.parametrize("table", ["sites", "updates", "visits", "tickets"])
def test_arbitrary_bytes_end_in_a_message_not_in_a_panic(folder, tmp_path, table, content):
    path = folder.write()
    (path / f"{table}.csv").write_bytes(content)
    process = run("census", path, "--out", tmp_path / "out")
    assert process.returncode >= 0
    assert process.returncode != 101
    assert "panicked" not in process.stderr

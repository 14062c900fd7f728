"""Reading 11: visited is the address filed on that day."""

import pytest

from support import SITE, week_of_visits

CLAUSE = "site_unreachable"
OLD = "http://old.example.gov.cn/"
NEW = "http://new.example.gov.cn/"


@pytest.fixture
def moved(empty):
    """A site filed under OLD, without visits."""
    return empty().site(visits=False, home_url=OLD)


def visit_week(folder, url_of_day, **fields):
    """The usual week, to the address that `url_of_day` gives for each date."""
    rows = week_of_visits(SITE, "2017-11-25")
    for row in rows:
        row.update(url=url_of_day(row["visited_at"][:10]), **fields)
    folder.tables.setdefault("visits", []).extend(rows)
    return folder


def file_address(folder, filed_on, url=NEW, changed_on=""):
    return folder.add("site_addresses", site_code=SITE, filed_on=filed_on, url=url, changed_on=changed_on)


def test_visits_to_another_address_do_not_count(moved):
    visit_week(visit_week(moved, lambda day: OLD), lambda day: NEW, status="500")
    census = moved.judge()
    assert (census.result(CLAUSE), census.outcome(CLAUSE)["of"]) == ("pass", 140)


def test_no_visit_to_the_filed_address_is_not_assessed(moved):
    assert visit_week(moved, lambda day: NEW).judge().result(CLAUSE) == "not_assessed"


def test_an_empty_url_is_the_filed_one(moved):
    assert visit_week(moved, lambda day: "").judge().result(CLAUSE) == "pass"


@pytest.mark.parametrize("url", ["HTTP://OLD.Example.gov.cn", "http://old.example.gov.cn:80/", "http://old.example.gov.cn/#top"])
def test_addresses_are_compared_after_normalisation(moved, url):
    assert visit_week(moved, lambda day: url).judge().result(CLAUSE) == "pass"


@pytest.mark.parametrize("url", ["https://old.example.gov.cn/", "http://old.example.gov.cn/index.html", "http://old.example.gov.cn:8080/"])
def test_other_addresses_stay_other(moved, url):
    assert visit_week(moved, lambda day: url).judge().result(CLAUSE) == "not_assessed"


def test_the_filed_address_changes_on_the_day_of_filing(moved):
    file_address(moved, "2017-11-22")
    assert visit_week(moved, lambda day: OLD if day < "2017-11-22" else NEW).judge().result(CLAUSE) == "pass"


@pytest.mark.parametrize("last_old_day", ["2017-11-20", "2017-11-22"])
def test_a_day_of_visits_to_the_wrong_address_has_too_few(moved, last_old_day):
    file_address(moved, "2017-11-22")
    assert visit_week(moved, lambda day: OLD if day <= last_old_day else NEW).judge().result(CLAUSE) == "not_assessed"


def test_the_latest_filing_decides(moved):
    file_address(moved, "2017-11-10", NEW)
    file_address(moved, "2016-01-01", "http://older.example.gov.cn/")
    assert visit_week(moved, lambda day: NEW).judge().result(CLAUSE) == "pass"


def test_a_site_moved_without_filing_is_judged_by_the_filed_address(empty):
    folder = empty().site(visits=False, home_url=OLD, actual_url=NEW)
    visit_week(folder, lambda day: OLD, status="", failure="dns")
    visit_week(folder, lambda day: NEW)
    census = folder.judge()
    assert (census.result(CLAUSE), census.measured(CLAUSE)) == ("fail", 140)
    assert NEW in census.text("findings.csv")


def test_a_site_at_its_filed_address_has_no_such_finding(empty):
    census = visit_week(empty().site(visits=False, home_url=OLD), lambda day: OLD, status="", failure="dns").judge()
    assert NEW not in census.text("findings.csv")


def test_an_actual_address_that_differs_in_writing_only_is_no_finding(empty):
    plain = visit_week(empty("plain").site(visits=False, home_url=OLD), lambda day: OLD)
    written = visit_week(empty("written").site(visits=False, home_url=OLD, actual_url="HTTP://OLD.example.gov.cn:80"), lambda day: OLD)
    assert len(plain.judge().rows("findings.csv")) == len(written.judge().rows("findings.csv"))


def test_a_late_filing_is_a_finding(empty):
    """Changed on the 20th, filed on the 24th: until the 23rd the registry held the old address."""
    late = file_address(empty("late").site(visits=False, home_url=OLD), "2017-11-24", changed_on="2017-11-20")
    in_time = file_address(empty("in-time").site(visits=False, home_url=OLD), "2017-11-24", changed_on="2017-11-24")
    url_of_day = lambda day: OLD if day < "2017-11-24" else NEW  # noqa: E731
    late = visit_week(late, url_of_day).judge()
    in_time = visit_week(in_time, url_of_day).judge()
    assert late.result(CLAUSE) == in_time.result(CLAUSE) == "pass"
    assert len(late.rows("findings.csv")) > len(in_time.rows("findings.csv"))


def test_a_rejected_filing_leaves_the_visits_not_assessed(moved):
    file_address(moved, "2017-13-40")
    census = visit_week(moved, lambda day: OLD).judge()
    assert len(census.rejected("site_addresses")) == 1
    assert census.result(CLAUSE) == "not_assessed"

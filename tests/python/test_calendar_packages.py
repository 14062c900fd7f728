"""The working-day files against two PyPI packages, `holidays` and `chinesecalendar`.

    pip install pytest holidays chinesecalendar && pytest tests/python/test_calendar_packages.py

The files say which years there are; a year that a package does not know yet is not compared with it. The two packages agree
on every day of 2004-2026 but one: Saturday 2005-12-31 was worked (国办发明电〔2005〕35号), as
`holidays` has it; `chinesecalendar` 1.11.0 has it off.
"""

import datetime as dt
import re
import tomllib

import chinese_calendar
import holidays
import pytest

from support import CALENDARS, LAST_YEAR

YEARS = range(2004, LAST_YEAR + 1)
# years that both packages are known to cover: these are compared, whatever a package says of itself
COMPARED = range(2004, 2027)
WORKED_SATURDAY = dt.date(2005, 12, 31)
WORKDAYS = {2016: 250, 2017: 249, 2018: 250, 2020: 249, 2023: 249, 2024: 251, 2025: 248, 2026: 248}
NUMBER = re.compile(r"国(办)?发明电〔(\d{4})〕[1-9]\d*号")


def load(year):
    with open(CALENDARS / f"{year}.toml", "rb") as file:
        return tomllib.load(file)


def days(year):
    first = dt.date(year, 1, 1)
    return [first + dt.timedelta(n) for n in range((dt.date(year + 1, 1, 1) - first).days)]


def worked(calendar):
    """The days of the year that are worked, as the file has them."""
    off, work = set(calendar["off"]), set(calendar["work"])
    return {day for day in days(calendar["year"]) if (day.weekday() < 5 and day not in off) or day in work}


def compared(covers):
    """Years to compare with a package: COMPARED, and later ones as far as it covers them."""
    return [year for year in YEARS if year in COMPARED or covers(year)]


def holidays_covers(year):
    """Beyond its last notice the package still knows the holidays, but not the days worked for them."""
    return year in holidays.country_holidays("CN").special_public_holidays


def chinesecalendar_covers(year):
    try:
        return chinese_calendar.is_workday(dt.date(year, 1, 1)) is not None
    except NotImplementedError:
        return False


def test_there_is_one_file_a_year():
    assert sorted(path.name for path in CALENDARS.glob("*.toml")) == [f"{year}.toml" for year in YEARS]
    assert set(COMPARED) <= set(YEARS)


@pytest.mark.parametrize("year", YEARS)
def test_form(year):
    calendar = load(year)
    assert set(calendar) == {"year", "off", "work", "notice"}
    assert calendar["year"] == year
    for key, weekdays in (("off", range(0, 5)), ("work", range(5, 7))):
        assert all(type(day) is dt.date for day in calendar[key])
        assert calendar[key] == sorted(set(calendar[key])), f"{key} is not sorted, or names a day twice"
        assert all(day.year == year and day.weekday() in weekdays for day in calendar[key])


@pytest.mark.parametrize("year", YEARS)
def test_notices(year):
    notices = load(year)["notice"]
    assert any(notice.get("title") for notice in notices)
    for notice in notices:
        assert set(notice) <= {"number", "title", "issued", "grade", "source"}
        assert notice["title"] and notice["source"]
        assert notice["grade"] in ("A", "B", "D")
        if "number" in notice:
            number = NUMBER.fullmatch(notice["number"])
            assert number, notice["number"]
            # The notice of a year is of the year before, of the year itself, or of its end for the year after.
            assert int(number[2]) in (year - 1, year)
            if "issued" in notice:
                assert notice["issued"].year == int(number[2])


@pytest.mark.parametrize("year", compared(holidays_covers))
def test_against_holidays(year):
    china = holidays.country_holidays("CN", years=[year - 1, year, year + 1])
    file = worked(load(year))
    assert [day for day in days(year) if china.is_working_day(day) != (day in file)] == []


@pytest.mark.parametrize("year", compared(chinesecalendar_covers))
def test_against_chinesecalendar(year):
    file = worked(load(year))
    differ = {day for day in days(year) if chinese_calendar.is_workday(day) != (day in file)}
    assert differ <= {WORKED_SATURDAY}


def test_the_one_exception_is_worked():
    assert WORKED_SATURDAY in load(2005)["work"]


@pytest.mark.parametrize("year", sorted(WORKDAYS))
def test_workdays_of_the_year(year):
    assert len(worked(load(year))) == WORKDAYS[year]

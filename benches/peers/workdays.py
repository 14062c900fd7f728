"""The 15th working day after each of ten million dates.

Date number i is 2014-01-01 plus (i * 2654435761 mod 2**32) mod 4018 days; the answer is the sum of the results in days since
1970, over all dates and over the first 2,000 (`first_sum`: all that a loop over `chinese_calendar` can do in a second).
- `weekend` tells numpy the holidays and leaves it to its week, in which no Saturday is worked: its sum is wrong, and named so.
- `all-days` tells numpy that every weekday is worked, and lists every day off as a holiday: right, and slower.
- `table` is not `busday_offset` at all but a sorted table of working days, which is what one writes after reading the above.
"""

import tomllib
from datetime import date, timedelta
from pathlib import Path

import numpy as np

import common

COUNT, FIRST, AHEAD = 10_000_000, 2_000, 15
CALENDARS = Path(__file__).resolve().parents[2] / "crates/gov-site-compliance/calendars"
ARGS = common.options(["workdays"], ["weekend", "all-days", "table", "chinesecalendar"])


def calendar():
    """Every day of the known years, and whether it is worked."""
    off, work, years = set(), set(), set()
    for path in CALENDARS.glob("*.toml"):
        known = tomllib.loads(path.read_text(encoding="utf-8"))
        off |= set(known.get("off", []))
        work |= set(known.get("work", []))
        years.add(known["year"])
    first, last = date(min(years), 1, 1), date(max(years), 12, 31)
    days = np.arange(np.datetime64(first), np.datetime64(last) + 1)
    worked = np.is_busday(days, holidays=sorted(off))
    worked[np.searchsorted(days, np.array(sorted(work), "datetime64[D]"))] = True
    return days, worked


def dates():
    number = np.arange(COUNT, dtype=np.uint64) * np.uint64(2_654_435_761) % np.uint64(2**32)
    return np.datetime64("2014-01-01") + (number % np.uint64(4018)).astype("timedelta64[D]")


DATES = dates()
DAYS, WORKED = calendar()


def weekend():
    holidays = DAYS[~WORKED & np.is_busday(DAYS)]
    known = np.busdaycalendar(holidays=holidays)
    return lambda: np.busday_offset(DATES, AHEAD, roll="backward", busdaycal=known)


def all_days():
    known = np.busdaycalendar(weekmask="1111111", holidays=DAYS[~WORKED])
    return lambda: np.busday_offset(DATES, AHEAD, roll="backward", busdaycal=known)


def table():
    """One lookup per date, in a table by day."""
    working = DAYS[WORKED]
    following = np.searchsorted(working, DAYS, side="right") + AHEAD - 1
    result = working[np.minimum(following, working.size - 1)]
    return lambda: result[(DATES - DAYS[0]).astype(np.int64)]


def chinesecalendar():
    from chinese_calendar import is_workday
    some = DATES[:FIRST].tolist()

    def nth(day):
        left = AHEAD
        while left:
            day += timedelta(days=1)
            left -= is_workday(day)
        return day
    return lambda: np.array([nth(day) for day in some], "datetime64[D]")


def total(days):
    return int(days.astype(np.int64).sum())


def right(days):
    sums = {"first_sum": total(days[:FIRST])}
    return sums | {"sum": total(days)} if days.size == COUNT else sums


def named_wrong(days):
    return {"wrong_share": float(np.mean(days != table()()))}


def main():
    bodies = {"weekend": weekend, "all-days": all_days, "table": table, "chinesecalendar": chinesecalendar}
    rows = FIRST if ARGS.variant == "chinesecalendar" else COUNT
    name = "chinesecalendar" if ARGS.variant == "chinesecalendar" else f"numpy {ARGS.variant}"
    common.report(name, "workdays", bodies[ARGS.variant](), named_wrong if ARGS.variant == "weekend" else right, rows=rows)


main()

"""Windows of months and days, and the working days of the State Council notices."""

import tomllib
from bisect import bisect_right
from calendar import monthrange
from datetime import date, timedelta
from pathlib import Path

CALENDARS = Path(__file__).resolve().parents[2] / "crates/gov-site-compliance/calendars"


def add_months(day, months):
    """The same day of another month, clamped at the month's end."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def window_start(checkpoint, window):
    """First day of a window such as (14, "days") or (6, "months"); both ends belong to it."""
    count, unit = window
    if unit == "days":
        return checkpoint - timedelta(days=count)
    return add_months(checkpoint, -count)


def as_date(value):
    return date.fromisoformat(value) if isinstance(value, str) else value


def year_workdays(year, off, work):
    days = []
    day = date(year, 1, 1)
    while day.year == year:
        if day in work or (day.weekday() < 5 and day not in off):
            days.append(day)
        day += timedelta(days=1)
    return days


class Workdays:
    """Sorted working days of a run of known years."""

    def __init__(self, days):
        self.days = sorted(days)
        self.first = date(self.days[0].year, 1, 1)
        self.last = date(self.days[-1].year, 12, 31)

    @classmethod
    def read(cls, folder=CALENDARS):
        days = []
        for path in sorted(Path(folder).glob("*.toml")):
            table = tomllib.loads(path.read_text(encoding="utf-8"))
            off = {as_date(d) for d in table.get("off", [])}
            work = {as_date(d) for d in table.get("work", [])}
            days += year_workdays(table["year"], off, work)
        return cls(days)

    def nth_after(self, day, n):
        """The n-th working day after `day`; date.max where it lies beyond the known years."""
        if n == 0:
            return day
        if day < self.first:
            raise ValueError(f"no calendar for {day}")
        index = bisect_right(self.days, day) + n - 1
        return self.days[index] if index < len(self.days) else date.max

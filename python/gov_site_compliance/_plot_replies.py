"""Replies to tickets against their limits."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Any

import altair as alt
import pyarrow as pa  # type: ignore[import-untyped,unused-ignore]

from . import calendar
from ._charts import STATES, basis, dressed, left_out, rows, steps, title, values, words

KNOWN = {True: "已确定", False: "未确定"}
# working days past the deadline up to which the axis goes; what lies beyond stands at its end
END = 60
WIDTH = 440
OVERDUE = ("answered_late", "open_overdue")


def replies(census: Any, *, show: int = 20) -> alt.LayerChart:
    """Replies in working days against the limit: for each unit how early or late its tickets were answered.

    The axis is working days past the deadline (`working_days_over` of `Census.tickets`), negative where there was time left; a ticket
    still open stands where it is at the checkpoint, one more than 60 days late at the end of the axis. Limits differ from ticket to
    ticket (7 working days, 15 with a recorded extension, or a promise), so the deadline is the common zero. `show` is the number of
    units shown, those with most overdue tickets first. Paler points are tickets of which it is not known whether they count
    (`valid_known`). Working days of years without a known arrangement are projected.

    >>> import gov_site_compliance as gsc
    >>> chart = replies(gsc.judge_folder("examples/zibo-2017q4"), show=1)
    >>> limit, points = chart.to_dict()["datasets"].values()
    >>> sum(point["tickets"] for point in points if point["state"].startswith("逾期"))
    8
    """
    wanted = ("unit", "deadline", "answered_on", "state", "working_days_over", "valid_known", "carried_over")
    tickets = rows(census.tickets, *wanted)
    days = _past_deadlines(tickets, census.checkpoint)
    counted = Counter((row["unit"], row["state"], row["valid_known"], past) for row, past in zip(tickets, days, strict=True))
    units = _most_overdue_first(tickets)
    shown = units[:show]
    data = [
        {"unit": unit, "state": STATES[state][0], "known": KNOWN[known], "days": past, "at": min(past, END), "tickets": number}
        for (unit, state, known, past), number in sorted(counted.items(), key=lambda item: item[0])
        if unit in shown
    ]
    states = Counter(row["state"] for row in tickets)
    note = " · ".join(f"{word}{states[state]}件" for state, (word, *_) in STATES.items())
    carried = sum(row["carried_over"] for row in tickets)
    more = f"其中结转{carried}件" if carried else ""
    heading = title("办件答复用时与时限", note, more, left_out(len(shown), len(units), "承办单位"), basis(census))
    return dressed(_layers(data, shown).properties(title=heading, width=WIDTH, height=alt.Step(26, **{"for": "position"})))


def _past_deadlines(tickets: list[dict[str, Any]], today: dt.date) -> list[int]:
    """Working days past the deadline of each ticket, negative before it."""
    ends = pa.array([row["answered_on"] or today for row in tickets], pa.date32())
    deadlines = pa.array([row["deadline"] for row in tickets], pa.date32())
    left = calendar.count_workdays(ends, deadlines, project=True).value.to_pylist()
    return [row["working_days_over"] if row["state"] in OVERDUE else -days for row, days in zip(tickets, left, strict=True)]


def _most_overdue_first(tickets: list[dict[str, Any]]) -> list[str]:
    total = Counter(row["unit"] for row in tickets)
    overdue = Counter(row["unit"] for row in tickets if row["state"] in OVERDUE)
    return sorted(total, key=lambda unit: (-overdue[unit], -total[unit], unit))


def _layers(data: list[dict[str, Any]], units: list[str]) -> alt.LayerChart:
    domain = [word for word, *_ in STATES.values()]
    shapes = alt.Scale(domain=domain, range=[shape for *_, shape in STATES.values()])
    axis = alt.Axis(tickMinStep=1, format="d", labelExpr=f"datum.value == {END} ? '≥' + datum.label : datum.value > {END} ? '' : datum.label")
    sizes = alt.Scale(domainMin=1, range=[50, 300])
    counts = alt.Legend(values=steps(max([row["tickets"] for row in data], default=1)), format="d")
    doubts = alt.Legend() if any(row["known"] != KNOWN[True] for row in data) else None
    told = (("unit", "承办单位"), ("state", "状态"), ("days", "超过时限的工作日"), ("tickets", "件数"), ("known", "是否计入"))
    points = alt.Chart(values(data)).mark_point(filled=True).encode(
        x=alt.X("at:Q", title="超过时限的工作日（0 为期限当日，负数为提前）", axis=axis, scale=alt.Scale(padding=14)),
        y=alt.Y("unit:N", title="承办单位", sort=units, scale=alt.Scale(domain=units), axis=alt.Axis(grid=True)),
        yOffset=alt.YOffset("state:N", scale=alt.Scale(domain=domain, paddingOuter=0.6)),
        color=alt.Color("state:N", title="状态", scale=words(STATES)),
        shape=alt.Shape("state:N", title="状态", scale=shapes),
        size=alt.Size("tickets:Q", title="件数", scale=sizes, legend=counts),
        opacity=alt.Opacity("known:N", title="是否计入", scale=alt.Scale(domain=list(KNOWN.values()), range=[0.9, 0.35]), legend=doubts),
        tooltip=[alt.Tooltip(f"{field}:N", title=name) for field, name in told],
    )
    limit = alt.Chart(values([{"at": 0}])).mark_rule(strokeWidth=1.5).encode(x="at:Q")
    return alt.LayerChart(layer=[limit, points])

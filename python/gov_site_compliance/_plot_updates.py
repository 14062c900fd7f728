"""When a column was updated."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Any

import altair as alt
import pyarrow as pa  # type: ignore[import-untyped,unused-ignore]
import pyarrow.compute as pc  # type: ignore[import-untyped,unused-ignore]

from ._charts import ORANGE, PALE, VERMILION, dressed, steps, title, values

# no daylight saving since 1991, and no census that old
SHANGHAI = dt.timezone(dt.timedelta(hours=8))
WEEKS = 53
WEEKDAYS = list("一二三四五六日")
WINDOW, CHECKPOINT = "监测窗口", "监测时间点"


def updates(updates_table: Any, column_id: str | int, checkpoint: dt.date, *, window_from: dt.date | None = None, name: str = "") -> alt.LayerChart:
    """Update calendar of a column: a year up to the checkpoint, week by week, with the number of items of each day.

    `updates_table` is any Arrow table with the fields of `updates` (docs/TABLES.md): `column_id`, `published_on`, and where that is
    empty the Shanghai date of `published_at`. `window_from` is the first day of the column's window, the checkpoint its last; without
    it, the two weeks (and a day) that 国办发〔2015〕15号 gives 动态、要闻. `name` stands in the title in the place of the id. Items after the
    checkpoint and items without a date, or with one that cannot be read, are on no day; the lines below the title count them. An empty
    day has no item in the table, whether or not somebody looked.

    >>> import datetime as dt
    >>> import pyarrow.csv
    >>> table = pyarrow.csv.read_csv("examples/zibo-2017q4/updates.csv")
    >>> chart = updates(table, "3703009001-02", dt.date(2017, 11, 29))
    >>> days = next(iter(chart.to_dict()["datasets"].values()))
    >>> [(day["date"], day["items"]) for day in days if day["items"]][-1]
    ('2017-11-26', 1)
    """
    days = _days(updates_table, str(column_id))
    since = checkpoint - dt.timedelta(days=14) if window_from is None else window_from
    last_monday = checkpoint - dt.timedelta(days=checkpoint.weekday())
    start = last_monday - dt.timedelta(weeks=WEEKS - 1)
    shown = [start + dt.timedelta(days=number) for number in range((checkpoint - start).days + 1)]
    data = [{**_place(day), "items": days[day]} for day in shown]
    marks = [{**_place(day), "mark": CHECKPOINT if day == checkpoint else WINDOW} for day in shown if day >= since]
    inside = sum(items for day, items in days.items() if day and since <= day <= checkpoint)
    late = sum(items for day, items in days.items() if day and day > checkpoint)
    heading = title(
        f"栏目信息更新日历：{name or column_id}",
        f"{start}至{checkpoint}共{sum(day['items'] for day in data)}条；窗口自{since}起，窗口内{inside}条",
        f"另有监测时间点之后{late}条、无有效日期{days[None]}条，不在图中" if late or days[None] else "",
    )
    return dressed(_layers(data, marks).properties(title=heading, width=alt.Step(15), height=alt.Step(15)))


def _days(table: Any, column_id: str) -> Counter[dt.date | None]:
    """Items of the column by day; None for those without a day."""
    days: Counter[dt.date | None] = Counter()
    for batch in pa.RecordBatchReader.from_stream(table):
        mine = pc.equal(_plain(batch.column("column_id")).cast(pa.large_string()), column_id)
        fields = [_plain(batch.column(name)) for name in ("published_on", "published_at") if name in batch.schema.names]
        found = [field.filter(mine).to_pylist() for field in fields]
        days.update(_day(_first_filled(cells)) for cells in zip(*found, strict=True))
    return days


def _first_filled(cells: tuple[Any, ...]) -> Any:
    """The cell that says when: the moment stands in only where there is no date at all."""
    return next((cell for cell in cells if cell is not None and str(cell).strip()), None)


def _plain(array: Any) -> Any:
    """Without dictionaries and views, which not all functions of pyarrow take."""
    if pa.types.is_dictionary(array.type):
        return _plain(array.dictionary).take(array.indices)
    return array.cast(pa.large_string()) if pa.types.is_string_view(array.type) else array


def _day(cell: Any) -> dt.date | None:
    """The day of a date, of a moment (without a zone it is Shanghai time), or of either as text."""
    if isinstance(cell, str):
        try:
            cell = dt.datetime.fromisoformat(cell.strip())
        except ValueError:
            return None
    if isinstance(cell, dt.datetime):
        return (cell.astimezone(SHANGHAI) if cell.tzinfo else cell).date()
    return cell if isinstance(cell, dt.date) else None


def _place(day: dt.date) -> dict[str, Any]:
    monday = day - dt.timedelta(days=day.weekday())
    return {"date": day.isoformat(), "week": monday.isoformat(), "weekday": WEEKDAYS[day.weekday()]}


def _layers(data: list[dict[str, Any]], marks: list[dict[str, Any]]) -> alt.LayerChart:
    # the first Monday of a month is named after it, that of a year after the year as well
    month = "toNumber(slice(datum.value, 5, 7)) + '月'"
    january = "slice(datum.value, 5, 7) == '01'"
    text = f"toNumber(slice(datum.value, 8)) > 7 ? '' : {january} ? [{month}, slice(datum.value, 0, 4) + '年'] : {month}"
    x = alt.X("week:O", title=None, axis=alt.Axis(labelExpr=text, labelAngle=0, labelOverlap=False, ticks=False, labelAlign="left"))
    y = alt.Y("weekday:O", title="星期", sort=WEEKDAYS, axis=alt.Axis(ticks=False))
    most = max(day["items"] for day in data)
    shades = alt.Scale(domain=[1, max(most, 2)], range=["#A9CCE3", "#0B3C5D"])
    items = alt.Fill("items:Q", title="信息条数", scale=shades, legend=alt.Legend(values=steps(most), format="d"))
    told = [alt.Tooltip("date:N", title="日期"), alt.Tooltip("items:Q", title="信息条数")]
    days = alt.Chart(values(data)).mark_rect(stroke="white", strokeWidth=1).encode(
        x=x, y=y, fill=alt.condition("datum.items > 0", items, alt.value(PALE)), tooltip=told
    )
    named = alt.Stroke("mark:N", title="标记", scale=alt.Scale(domain=[WINDOW, CHECKPOINT], range=[ORANGE, VERMILION]))
    width = alt.condition(f"datum.mark == '{CHECKPOINT}'", alt.value(3), alt.value(1))
    frames = alt.Chart(values(marks)).mark_rect(filled=False).encode(x=x, y=y, stroke=named, strokeWidth=width)
    return alt.LayerChart(layer=[days, frames])

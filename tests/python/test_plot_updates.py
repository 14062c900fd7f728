"""The update calendar of a column: items by day, whatever the table's types, and what is on no day."""

import datetime as dt
from collections import Counter

import polars as pl
import pyarrow as pa
import pytest
from gov_site_compliance import plot

from charts import datasets, lines, only
from support import ZIBO

CHECKPOINT = dt.date(2017, 11, 29)
COLUMN = "3703009001-02"
IDS = (pa.array([7, 8]), pa.array(["7", "8"]).dictionary_encode(), pa.array(["7", "8"], pa.string_view()))


def items(*dates, column="c1"):
    return pa.table({"column_id": [column] * len(dates), "published_on": list(dates)})


def counted(chart):
    days, _ = datasets(chart)
    return {day["date"]: day["items"] for day in days if day["items"]}


def test_days_are_counts_of_the_table():
    table = pl.read_csv(ZIBO / "updates.csv", infer_schema_length=0)
    expected = Counter(table.filter(pl.col("column_id") == COLUMN)["published_on"])
    assert expected and counted(plot.updates(table, COLUMN, CHECKPOINT)) == expected


def test_a_year_of_weeks_ends_with_the_checkpoint():
    days, marks = datasets(plot.updates(items(CHECKPOINT), "c1", CHECKPOINT))
    assert days[-1] == {"date": "2017-11-29", "week": "2017-11-27", "weekday": "三", "items": 1}
    assert len({day["week"] for day in days}) == 53 and days[0]["weekday"] == "一"
    dates = [dt.date.fromisoformat(day["date"]) for day in days]
    assert dates == [dates[0] + dt.timedelta(days=number) for number in range(len(dates))] and len(dates) >= 365


def test_window_and_checkpoint_are_marked():
    marked = dict(only(datasets(plot.updates(items(CHECKPOINT), "c1", CHECKPOINT))[1], "date", "mark"))
    assert len(marked) == 15 and min(marked) == "2017-11-15" and marked.pop("2017-11-29") == "监测时间点" and set(marked.values()) == {"监测窗口"}
    half_a_year = plot.updates(items(CHECKPOINT), "c1", CHECKPOINT, window_from=dt.date(2017, 5, 29))
    assert min(only(datasets(half_a_year)[1], "date")) == ("2017-05-29",)


def test_what_is_on_no_day_is_counted():
    dates = [CHECKPOINT, dt.date(2017, 11, 14), dt.date(2017, 11, 15), dt.date(2017, 11, 30), dt.date(2015, 1, 1), None, None]
    chart = plot.updates(items(*dates), "c1", CHECKPOINT)
    assert counted(chart) == {"2017-11-14": 1, "2017-11-15": 1, "2017-11-29": 1}
    assert "共3条；窗口自2017-11-15起，窗口内2条" in lines(chart)
    assert "监测时间点之后1条、无有效日期2条" in lines(chart)


def test_other_columns_are_not_counted():
    table = pa.concat_tables([items(CHECKPOINT), items(CHECKPOINT, CHECKPOINT, column="c2")])
    assert counted(plot.updates(table, "c1", CHECKPOINT)) == {"2017-11-29": 1}


@pytest.mark.parametrize("kind", [pl.String, pl.Categorical, pl.Date], ids=["texts", "categories", "dates"])
def test_dates_of_any_type(kind):
    table = pl.DataFrame({"column_id": ["c1", "c2", "c1"], "published_on": ["2017-11-20", "2017-11-21", None]})
    cast = table.with_columns(pl.col("published_on").str.to_date() if kind == pl.Date else pl.all().cast(kind))
    assert counted(plot.updates(cast, "c1", CHECKPOINT)) == {"2017-11-20": 1}


@pytest.mark.parametrize("column", IDS, ids=["integers", "categories", "views"])
def test_ids_of_any_type(column):
    table = pa.table({"column_id": column, "published_on": [CHECKPOINT, CHECKPOINT]})
    assert counted(plot.updates(table, "7", CHECKPOINT)) == counted(plot.updates(table, 7, CHECKPOINT)) == {"2017-11-29": 1}


def test_an_empty_date_is_that_of_the_moment_in_shanghai():
    late = dt.datetime(2017, 11, 28, 17, 0, tzinfo=dt.timezone.utc)
    zoned = pa.table({"column_id": ["c1"], "published_on": pa.array([None], pa.date32()), "published_at": [late]})
    naive = pa.table({"column_id": ["c1"], "published_at": [dt.datetime(2017, 11, 28, 17, 0)]})
    cells = {"published_on": ["2017-11-20", "", "yesterday"], "published_at": ["", "2017-11-28T17:00:00+00:00", ""]}
    texts = pa.table({"column_id": ["c1"] * 3, **cells})
    assert counted(plot.updates(zoned, "c1", CHECKPOINT)) == {"2017-11-29": 1}
    assert counted(plot.updates(naive, "c1", CHECKPOINT)) == {"2017-11-28": 1}
    assert counted(plot.updates(texts, "c1", CHECKPOINT)) == {"2017-11-20": 1, "2017-11-29": 1}
    assert "无有效日期1条" in lines(plot.updates(texts, "c1", CHECKPOINT))

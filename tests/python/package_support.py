"""What the tests of the package share: the example's tables, and rows that can be compared."""

import datetime as dt

import pyarrow as pa
import pyarrow.csv

from support import ZIBO

CHECKPOINT = dt.date(2017, 11, 29)
COMPLETE = ("columns", "updates", "tickets", "reviews")
TABLES = ("sites", "site_life", "site_addresses", "units", "columns", "channels", "exemptions", "coverage", "tickets", "reviews", "updates", "visits")
FRAMES = ("verdicts", "outcomes", "findings", "groups", "overdue_tickets", "tickets", "rejected")

# an overlay under which the number of home updates is judged
COUNTING = """
id = "counting"
revision = 1
extends = "zibo-2017"
title = "示例"
[clause.enough_home_updates]
item = "首页栏目"
title = "首页栏目更新"
text = "2周内首页栏目更新少于10条。"
indicator = "home_update_count"
effect = "report"
grade = "C"
source = "示例"
[clause.enough_home_updates.limits]
window = { amount = 14, unit = "days", edge = "above", grade = "C", source = "示例" }
updates = { amount = 10, unit = "count", edge = "at_least", grade = "C", source = "示例" }
"""


def table(name):
    """A table of the example as texts, as a data frame of a CSV file mostly is."""
    path = ZIBO / f"{name}.csv"
    with path.open(encoding="utf-8-sig") as file:
        names = file.readline().strip().split(",")
    texts = pyarrow.csv.ConvertOptions(column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=True)
    return pyarrow.csv.read_csv(path, convert_options=texts)


def rows(frame):
    """Rows without what says where the tables are from."""
    found = pa.table(frame)
    return found.drop_columns([name for name in ("basis", "file", "row") if name in found.column_names]).to_pylist()

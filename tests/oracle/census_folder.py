"""A census folder that tests fill row by row."""

import csv
from collections import defaultdict
from datetime import datetime, timedelta

from oracle import judge_census
from oracle_tables import SCHEMA

CODE = "3703000001"
HOME = "http://www.a.gov.cn/"
ALL = ["columns", "updates", "tickets", "reviews"]


def headings(table):
    return [item.split(":")[0] for item in SCHEMA[table].split()]


class Census:
    def __init__(self, folder):
        self.folder, self.rows, self.serial = folder, defaultdict(list), 0
        self.checkpoint, self.complete, self.extra = "2017-11-20", list(ALL), ""

    def add(self, table, **fields):
        self.rows[table].append(fields)
        return self

    def site(self, code=CODE, **fields):
        return self.add("sites", **({
            "site_code": code, "site_name": "甲", "home_url": HOME, "role": "department", "level": "county",
            "division": "张店区", "sponsor": "乙"} | fields))

    def column(self, column_id, kind="news", days=(), **fields):
        """A column with an update on each of `days`; a dict among them is a row as it stands."""
        self.add("columns", **({"column_id": column_id, "site_code": CODE, "column_name": "丙", "kind": kind} | fields))
        for day in days:
            self.serial += 1
            row = day if isinstance(day, dict) else {"published_on": day}
            self.add("updates", **({"column_id": column_id, "url": f"{HOME}{self.serial}"} | row))
        return self

    def columns(self, count, kind="news", days=(), prefix="k", **fields):
        for number in range(count):
            self.column(f"{prefix}{number}", kind, days, **fields)
        return self

    def cover(self, subject, **fields):
        return self.add("coverage", **({"site_code": CODE, "subject": subject, "complete": "true",
                                        "observed_at": "2017-11-20T20:00"} | fields))

    def ticket(self, **fields):
        self.serial += 1
        return self.add("tickets", **({
            "ticket_id": f"t{self.serial}", "site_code": CODE, "channel_kind": "consultation", "unit": "信访局",
            "valid": "true", "needs_reply": "true"} | fields))

    def review(self, **fields):
        self.serial += 1
        return self.add("reviews", **({
            "review_id": f"r{self.serial}", "site_code": CODE, "indicator": "serious_error",
            "kind": "serious_misspelling", "status": "confirmed", "found_at": "2017-11-01T10:00"} | fields))

    def exemption(self, **fields):
        return self.add("exemptions", **({"site_code": CODE, "from": "2017-01-01", "approval_no": "一"} | fields))

    def week(self, odd=(), normal=None, slots=20, until="2017-11-20"):
        """Seven days of `slots` visits; the first ones are replaced by the rows of `odd`."""
        odd, start = list(odd), datetime.fromisoformat(until) - timedelta(days=6)
        for day in range(7):
            for slot in range(slots):
                moment = start + timedelta(days=day, minutes=10 * slot)
                row = odd.pop(0) if odd else normal or {"status": 200}
                self.visit(moment.isoformat(timespec="minutes"), **row)
        return self

    def visit(self, moment, **fields):
        return self.add("visits", **({"site_code": CODE, "visited_at": moment, "vantage": "v"} | fields))

    def judge(self, **switches):
        for table, rows in self.rows.items():
            names = headings(table)
            with (self.folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as handle:
                writer = csv.DictWriter(handle, names, restval="")
                writer.writeheader()
                writer.writerows(rows)
        for table in ("columns", "updates", "tickets", "reviews"):
            path = self.folder / f"{table}.csv"
            if not path.exists():
                path.write_text(",".join(headings(table)) + "\n", encoding="utf-8")
        (self.folder / "census.toml").write_text(
            f'title = "t"\nissuer = "i"\nstandard = "zibo-2017"\n'
            f"checkpoint = {self.checkpoint}\ncomplete = {self.complete}\n"
            f"period = {{from = 2017-09-01, to = {self.checkpoint}}}\n{self.extra}", encoding="utf-8")
        return judge_census(self.folder, switches)

    def outcome(self, clause, **switches):
        return self.judge(**switches)["verdicts"][CODE]["outcomes"][clause]

    def short(self, clause, **switches):
        """(result, certain, possible, limit) of one clause of the first site."""
        row = self.outcome(clause, **switches)
        return row["result"], row["certain"], row["possible"], row["limit"]

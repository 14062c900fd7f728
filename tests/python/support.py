"""Helpers of the black-box tests: run the binary, build a census folder, read its outputs.

The tests know the program only by its command line and its files. A `Folder` starts with nothing; `site()` adds a site
that passes every veto (a home column with a fresh update, seven days of twenty visits in separate ten-minute slots,
columns, updates, tickets and reviews declared complete), and each test spoils exactly what it is about.
"""

import csv
import io
import html
import json
import zipfile
import os
import shutil
import subprocess
from datetime import date, timedelta
from pathlib import Path

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parents[1]
DATA = HERE / "data"
ZIBO = REPOSITORY / "examples" / "zibo-2017q4"
CALENDARS = REPOSITORY / "crates" / "gov-site-compliance" / "calendars"
# the first and the last year whose working days are known: a new year is one more file, and no line here
FIRST_YEAR, LAST_YEAR = [year(int(path.stem) for path in CALENDARS.glob("*.toml")) for year in (min, max)]

SITE = "3703000001"
CHECKPOINT = "2017-11-25"
UNIT = "示例单位90"
DECLARED = ("columns", "updates", "tickets", "reviews")
VETOES = (
    "site_unreachable",
    "home_not_updated",
    "core_columns_not_updated",
    "overdue_columns",
    "blank_columns",
    "serious_error",
    "interaction_unanswered",
)

# clause -> name of its limit, amount, unit: the figures of national-2015
LIMITS = {
    "site_unreachable": ("share", "5", "percent"),
    "core_columns_not_updated": ("columns", 5, "count"),
    "overdue_columns": ("columns", 10, "count"),
    "blank_columns": ("columns", 5, "count"),
    "serious_error": ("errors", 1, "count"),
    "interaction_unanswered": ("tickets", 1, "count"),
}

# the last day inside each window of CHECKPOINT and the first day outside it
INSIDE = {"news": "2017-11-11", "notice": "2017-05-25", "policy": "2017-05-25", "personnel": "2016-11-25", "plan": "2016-11-25"}
OUTSIDE = {"news": "2017-11-10", "notice": "2017-05-24", "policy": "2017-05-24", "personnel": "2016-11-24", "plan": "2016-11-24"}

# headings of a table that has no row yet
EMPTY_HEADINGS = {
    "columns": ["column_id", "site_code", "column_name", "kind"],
    "updates": ["column_id", "url", "published_on"],
    "tickets": ["ticket_id", "site_code", "channel_kind", "unit", "submitted_on", "valid", "needs_reply"],
    "reviews": ["review_id", "site_code", "indicator", "kind", "status", "found_at"],
}


# ---- the binary ----------------------------------------------------------------------------------------------------


def binary():
    """Path of the program under test; without it every test fails, none is skipped."""
    path = os.environ.get("GOV_SITE_COMPLIANCE")
    assert path, "set GOV_SITE_COMPLIANCE to the path of the gov-site-compliance binary"
    assert Path(path).is_file(), f"GOV_SITE_COMPLIANCE names no file: {path}"
    return str(Path(path).resolve())


def run(*args, env=None, cwd=None):
    """Run the binary and return the finished process; the caller looks at its exit code."""
    return subprocess.run(
        [binary(), *map(str, args)],
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        env={**os.environ, **(env or {})},
        cwd=cwd,
        timeout=300,
    )


def judge(folder, out, *args, env=None):
    """Run `census FOLDER --out OUT` and read what it wrote."""
    process = run("census", folder, "--out", out, *args, env=env)
    written = Path(out) / "census.json"
    assert written.is_file(), f"no census.json (exit code {process.returncode})\n{process.stdout}\n{process.stderr}"
    return Census(Path(out), process)


class Census:
    """The outputs of one run."""

    def __init__(self, out, process):
        self.out = out
        self.process = process
        self.bytes = (out / "census.json").read_bytes()
        self.data = json.loads(self.bytes)

    def __getitem__(self, key):
        return self.data[key]

    def verdict(self, site=SITE):
        found = [v for v in self.data["verdicts"] if v["site_code"] == site]
        assert len(found) == 1, f"{len(found)} verdicts for {site}"
        return found[0]

    def state(self, site=SITE):
        return self.verdict(site)["verdict"]

    def vetoes(self, site=SITE):
        return sorted(veto["clause"] for veto in self.verdict(site)["vetoes"])

    def outcome(self, clause, site=SITE):
        found = [o for o in self.verdict(site)["outcomes"] if o["clause"] == clause]
        assert len(found) == 1, f"{len(found)} outcomes of {clause} for {site}"
        return found[0]

    def result(self, clause, site=SITE):
        return self.outcome(clause, site)["result"]

    def measured(self, clause, site=SITE):
        return self.outcome(clause, site)["measured"]

    def possible(self, clause, site=SITE):
        return self.outcome(clause, site)["possible"]

    def gaps(self, clause, site=SITE):
        """The gaps of an outcome as text, so that a test need not know their shape."""
        return json.dumps(self.outcome(clause, site)["gaps"], ensure_ascii=False)

    def excluded(self):
        return {site["site_code"] for site in self.data["excluded"]}

    def overdue(self, unit=UNIT):
        """(total, answered late, open) of a unit; zeros if the census does not name it."""
        for row in self.data["overdue_tickets_by_unit"]:
            if row["unit"] == unit:
                return row["total"], row["answered_late"], row["open"]
        return 0, 0, 0

    def carried_over(self):
        """Number of tickets carried over, whether the census holds it as a number or as a list."""
        value = self.data["carried_over"]
        if isinstance(value, dict):
            value = value["total"]
        if isinstance(value, list):
            return sum(item.get("total", item.get("open", 1)) if isinstance(item, dict) else 1 for item in value)
        return value

    def groups(self, by):
        return {group["name"]: group for group in self.data["groups"] if group["by"] == by}

    def better(self, by):
        return {name for name, group in self.groups(by).items() if group["better"]}

    def text(self, name):
        return (self.out / name).read_text(encoding="utf-8-sig")

    def rows(self, name):
        return list(csv.DictReader(io.StringIO(self.text(name), newline="")))

    def rejected(self, table):
        """Rows of rejected.csv that come from one input table."""
        return [row for row in self.rows("rejected.csv") if Path(row["file"]).parts[0].split(".")[0] == table]

    def everything(self):
        """All the text a reader can see: terminal and every file."""
        files = [text_of(path) for path in sorted(self.out.rglob("*")) if path.is_file()]
        return "\n".join([self.process.stdout, self.process.stderr, *files])


def text_of(path):
    """The text of a file; of Word and Excel that of all parts, as XML with its references resolved."""
    if path.suffix not in (".docx", ".xlsx"):
        return path.read_text(encoding="utf-8-sig")
    with zipfile.ZipFile(path) as parts:
        return "\n".join(html.unescape(parts.read(name).decode("utf-8")) for name in parts.namelist())


# ---- standard files ------------------------------------------------------------------------------------------------


def limit_line(clause, edge, amount=None):
    """The overlay's table for one limit; `amount` as in national-2015 unless told."""
    name, usual, unit = LIMITS[clause]
    amount = usual if amount is None else amount
    shown = json.dumps(amount)
    fields = f'amount = {shown}, unit = "{unit}", edge = "{edge}", grade = "A", source = "notice wording"'
    return f"[clause.{clause}.limits]\n{name} = {{ {fields} }}\n"


def overlay(path, readings=None, limits=None, extends="zibo-2017", identity="my-overlay"):
    """Write an overlay standard; `limits` maps a clause to its edge or to (edge, amount)."""
    lines = [f'id = "{identity}"', "revision = 1", 'title = "试验标准"', f'extends = "{extends}"', ""]
    if readings:
        lines += ["[readings]", *(f'{name} = "{value}"' for name, value in readings.items()), ""]
    for clause, wanted in (limits or {}).items():
        edge, amount = wanted if isinstance(wanted, tuple) else (wanted, None)
        lines.append(limit_line(clause, edge, amount))
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


# ---- census folders ------------------------------------------------------------------------------------------------


def days_before(day, number):
    return (date.fromisoformat(day) - timedelta(days=number)).isoformat()


def moment(day, minute):
    """The given minute of a civil day in Shanghai."""
    return f"{day}T{minute // 60:02}:{minute % 60:02}:00+08:00"


def week_of_visits(site, until, per_day=20):
    """Answered visits of the seven days up to `until`, each in a ten-minute slot of its own."""
    return [
        {
            "site_code": site,
            "visited_at": moment(days_before(until, back), 70 * number),
            "vantage": "v1",
            "url": "",
            "failure": "",
            "status": "200",
            "duration_ms": "800",
            "manual": "",
        }
        for back in range(7)
        for number in range(per_day)
    ]


def quarter(day):
    """First and last day of the quarter of a date."""
    at = date.fromisoformat(day)
    first = date(at.year, 3 * ((at.month - 1) // 3) + 1, 1)
    following = date(first.year + (first.month == 10), (first.month + 3 - 1) % 12 + 1, 1)
    return {"from": first, "to": following - timedelta(days=1)}


def toml_value(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {toml_value(item)}" for key, item in value.items()) + " }"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(toml_value(item) for item in value) + "]"
    return json.dumps(value, ensure_ascii=False)


def headings_of(table, rows):
    """Union of the keys in the order in which the rows name them."""
    return list(dict.fromkeys(key for row in rows for key in row)) or EMPTY_HEADINGS[table]


def csv_text(headings, rows, newline="\n", quoting=csv.QUOTE_MINIMAL):
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator=newline, quoting=quoting)
    writer.writerow(headings)
    writer.writerows([row.get(key, "") for key in headings] for row in rows)
    return text.getvalue()


def read_csv(path):
    """(headings, rows) of an input table."""
    with open(path, encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        rows = list(reader)
        return list(reader.fieldnames), rows


def write_csv(path, headings, rows):
    Path(path).write_text(csv_text(headings, rows), encoding="utf-8", newline="")


class Folder:
    """A census folder under construction; `judge()` writes it and runs the census."""

    def __init__(self, path, checkpoint=CHECKPOINT, complete=DECLARED, visits_until=None, **toml):
        self.base = Path(path)
        self.checkpoint = checkpoint
        self.visits_until = visits_until or checkpoint
        self.tables = {table: [] for table in EMPTY_HEADINGS}
        self.runs = 0
        self.toml = {
            "title": "测试普查",
            "issuer": "示例市人民政府办公厅",
            "period": quarter(checkpoint),
            "checkpoint": date.fromisoformat(checkpoint),
            "standard": "zibo-2017",
            "reconstruction": True,
            "complete": list(complete),
            **toml,
        }
        if visits_until:
            self.toml["visits_until"] = date.fromisoformat(visits_until)

    # -- rows

    def add(self, table, **fields):
        self.tables.setdefault(table, []).append(fields)
        return self

    def site(self, code=SITE, home=True, visits=True, **fields):
        """A site that passes every veto."""
        usual = {
            "site_code": code,
            "site_name": f"示例单位{code[-3:]}",
            "home_url": f"http://www.s{code}.gov.cn/",
            "role": "department",
            "level": "city",
            "division": "市本级",
            "sponsor": f"示例单位{code[-3:]}",
        }
        self.add("sites", **{**usual, **fields})
        if home:
            self.column(f"{code}-home", last=self.checkpoint, site=code, on_home="true")
        if visits:
            self.tables.setdefault("visits", []).extend(week_of_visits(code, self.visits_until))
        return self

    def column(self, column_id, kind="news", last=None, site=SITE, **fields):
        """A column with one update on `last`, or without any."""
        self.add("columns", column_id=column_id, site_code=site, column_name=f"栏目{column_id}", kind=kind, **fields)
        if last:
            self.update(column_id, last)
        return self

    def columns(self, number, kind="news", last=None, prefix="c", site=SITE, **fields):
        for index in range(number):
            self.column(f"{prefix}{index}", kind, last, site, **fields)
        return self

    def stale(self, number, kind="news", prefix="s", **fields):
        return self.columns(number, kind, OUTSIDE[kind], prefix, **fields)

    def blank(self, number, kind="other", prefix="b", **fields):
        return self.columns(number, kind, None, prefix, **fields)

    def update(self, column_id, published_on="", **fields):
        number = len(self.tables["updates"])
        url = f"http://www.example.gov.cn/item/{number}"
        return self.add("updates", **{"column_id": column_id, "url": url, "published_on": published_on, **fields})

    def spoil_visits(self, number, site=SITE, **fields):
        """Change the first visits of a site; they keep their slots."""
        mine = [row for row in self.tables["visits"] if row["site_code"] == site]
        for row in mine[:number]:
            row.update(fields)
        return self

    def fail_visits(self, number, site=SITE):
        return self.spoil_visits(number, site, status="", failure="connect")

    def ticket(self, ticket_id, submitted_on, **fields):
        usual = {
            "ticket_id": ticket_id,
            "site_code": SITE,
            "channel_kind": "consultation",
            "unit": UNIT,
            "submitted_on": submitted_on,
            "valid": "true",
            "needs_reply": "true",
        }
        return self.add("tickets", **{**usual, **fields})

    def review(self, review_id="r1", status="confirmed", site=SITE, found_at="2017-11-20T10:00:00+08:00", **fields):
        usual = {
            "review_id": review_id,
            "site_code": site,
            "indicator": "serious_error",
            "kind": "serious_misspelling",
            "status": status,
            "found_at": found_at,
        }
        return self.add("reviews", **{**usual, **fields})

    def coverage(self, subject, column_id="", site=SITE, **fields):
        usual = {
            "site_code": site,
            "subject": subject,
            "column_id": column_id,
            "observed_at": f"{self.checkpoint}T20:00:00+08:00",
            "from": "",
            "to": "",
            "complete": "true",
            "items_seen": "",
            "gap": "",
        }
        return self.add("coverage", **{**usual, **fields})

    def life(self, state, from_, to="", site=SITE, approved="true", **fields):
        return self.add("site_life", site_code=site, state=state, **{"from": from_, "to": to}, approved=approved, **fields)

    def exempt(self, column_id="", indicator="", site=SITE, from_="2017-01-01", to="", approval_no="示例〔2017〕1号", **fields):
        dates = {"from": from_, "to": to}
        return self.add("exemptions", site_code=site, column_id=column_id, indicator=indicator, **dates, approval_no=approval_no, **fields)

    def drop(self, table):
        """Leave a table's file out of the folder."""
        self.tables.pop(table, None)
        return self

    # -- writing and running

    def write(self, name="in"):
        path = self.base / name
        shutil.rmtree(path, ignore_errors=True)
        path.mkdir(parents=True)
        lines = [f"{key} = {toml_value(value)}" for key, value in self.toml.items()]
        (path / "census.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
        for table, rows in self.tables.items():
            write_csv(path / f"{table}.csv", headings_of(table, rows), rows)
        return path

    def judge(self, *args, readings=None, limits=None, env=None):
        """Write the folder, run the census, with an overlay if readings or limits are given."""
        self.runs += 1
        path = self.write()
        if readings or limits:
            args = (*args, "--standard", overlay(self.base / f"overlay-{self.runs}.toml", readings, limits))
        return judge(path, self.base / f"out-{self.runs}", *args, env=env)

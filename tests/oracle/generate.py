"""Seeded census folders in which every veto is met one below, at and above its limit, and undecided.

python generate.py OUT_DIR --seed N --sites M      writes OUT_DIR/<checkpoint>/ and OUT_DIR/truth.csv
python generate.py --count OUT_DIR ...             counts what the oracle measures there
"""

import argparse
import csv
import random
from collections import Counter
from datetime import date, datetime, time, timedelta
from pathlib import Path

from gen_columns import COLUMN_TARGETS, CORE, ColumnMaker, make_home
from gen_tickets import make_clock_ticket, make_errors, make_interaction
from gen_visits import make_thin_week, make_visits, replace_by_hand
from oracle import judge_census
from oracle_calendar import Workdays
from oracle_tables import SCHEMA, VETOES

EDGES = ["limit-1", "limit", "limit+1", "undecidable"]
CHECKPOINTS = [date(2017, 8, 31), date(2018, 2, 28), date(2016, 2, 29), date(2017, 11, 20), date(2017, 5, 31)]
DECLARED = [
    ["columns", "updates", "tickets", "reviews"], ["columns", "updates"], [],
    ["tickets", "reviews"], ["columns", "updates", "tickets", "reviews", "links"],
]
DIVISIONS = ["市本级", "张店区", "桓台县", "高新区", "博山区", "周村区", "沂源县", "高青县"]
ONE_DAY = timedelta(days=1)


class Book:
    """The tables of one folder while they grow."""

    def __init__(self):
        self.rows = {table: [] for table in SCHEMA}
        self.number = 0

    def next_number(self):
        self.number += 1
        return self.number

    def add(self, table, **fields):
        self.rows[table].append(fields)

    def write(self, folder, rng):
        for table, rows in self.rows.items():
            names = [item.split(":")[0] for item in SCHEMA[table].split()]
            used = [name for name in names if name in SITE_HEADING or any(row.get(name) is not None for row in rows)]
            rng.shuffle(rows)
            with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as handle:
                lines = csv.writer(handle, lineterminator="\n")
                lines.writerow(used)
                # One hand a table: identical rows stay identical.
                hand = HANDS[len(rows) % len(HANDS)]
                lines.writerows([cell(row.get(name), hand) for name in used] for row in rows)


SITE_HEADING = {"site_code"}


# Hands in which dates are written; all of them are read alike.
HANDS = [
    "{0.year:04}-{0.month:02}-{0.day:02}", "{0.year}/{0.month}/{0.day}", "{0.year}年{0.month}月{0.day}日",
    "{0.year}.{0.month:02}.{0.day:02}", "{0.year:04}{0.month:02}{0.day:02}", "{0.year} 年 {0.month} 月 {0.day} 号",
]


def cell(value, hand=HANDS[0]):
    if isinstance(value, datetime):
        clock = f"{value:%H:%M}"
        return f"{hand.format(value)}T{clock}" if hand == HANDS[0] else f"{hand.format(value)} {clock}"
    if isinstance(value, date):
        return hand.format(value)
    return "" if value is None else str(value)


class Folder:
    def __init__(self, index, seed):
        self.day, self.complete = CHECKPOINTS[index % 5], DECLARED[index % 5]
        self.rng, self.book = random.Random(f"{seed}/{index}"), Book()
        self.period_from = self.day.replace(day=1) - timedelta(days=60)
        self.truth = []

    def declares(self, *tables):
        return all(table in self.complete for table in tables)

    def write(self, out):
        folder = out / self.day.isoformat()
        folder.mkdir(parents=True, exist_ok=True)
        self.book.write(folder, self.rng)
        complete = ", ".join(f'"{table}"' for table in self.complete)
        (folder / "census.toml").write_text(
            f'title = "生成的普查"\nissuer = "测试"\ncheckpoint = {self.day}\nstandard = "zibo-2017"\n'
            f"complete = [{complete}]\nperiod = {{from = {self.period_from}, to = {self.day}}}\n"
            "[compare]\nname_best = 3\n", encoding="utf-8")


class Site:
    """One site with one aim: a veto and an edge; the other vetoes mostly pass."""

    def __init__(self, folder, number):
        self.folder, self.rng, self.book, self.day = folder, folder.rng, folder.book, folder.day
        self.code = f"37030{number:05d}"
        self.home = f"http://www.s{number}.gov.cn/"
        self.evening = datetime.combine(self.day, time(20, 0))
        self.veto, self.edge = VETOES[number % 7], EDGES[number // 7 % 4]
        self.navigation = self.rng.random() < 0.15
        folder.truth.append((self.code, self.veto, self.edge))

    def edge_of(self, veto, chance):
        """The aim itself, a random edge now and then, else a clean pass."""
        if self.veto == veto:
            return self.edge
        return self.rng.choice(EDGES[1:]) if self.rng.random() < chance else "limit-1"

    def make(self):
        self.make_row()
        self.make_columns()
        self.make_week()
        make_interaction(self, self.edge_of("interaction_unanswered", 0.05))
        make_errors(self, self.edge_of("serious_error", 0.05))

    def make_row(self):
        rng = self.rng
        role = rng.choice(("portal", "department", "department", "institution", "subsite"))
        opened = self.day - timedelta(days=rng.choice((7, 900))) if rng.random() < 0.3 else None
        self.book.add("sites", site_code=self.code, site_name=f"网站{self.code}", home_url=self.home, role=role,
                      level=rng.choice(("city", "county", "county", "township")), division=rng.choice(DIVISIONS),
                      sponsor="某单位", home_is_navigation="true" if self.navigation else None, opened_on=opened)

    def make_columns(self):
        maker = ColumnMaker(self)
        mark, other = ("on_second_level", "on_home") if self.navigation else ("on_home", "on_second_level")
        if self.veto == "home_not_updated":
            make_home(maker, self.edge, mark)
            maker.fresh("news", **{other: "true"})
        else:
            maker.fresh("news", home=self.rng.random() < 0.95, **{mark: "true"})
        if self.veto in COLUMN_TARGETS:
            COLUMN_TARGETS[self.veto](maker, self.edge)
        else:
            maker.fresh(self.rng.choice((*CORE, "personnel", "overview")))
        for _ in range(self.rng.randrange(3)):
            maker.uncounted()
        if not self.folder.declares("columns", "updates"):
            self.book.add("coverage", site_code=self.code, subject="columns", observed_at=self.evening,
                          complete="是", **self.look())

    def look(self):
        """Fields of the one row about all columns that change nothing."""
        mine = [row["column_id"] for row in self.book.rows["columns"] if row["site_code"] == self.code]
        items = sum(row["column_id"] in mine for row in self.book.rows["updates"][-200:])
        return self.rng.choice(({}, {}, {"to": self.day}, {"to": self.day + 9 * ONE_DAY}, {"items_seen": items}))

    def make_week(self):
        if self.veto == "site_unreachable":
            thin = self.edge == "undecidable" and self.rng.random() < 0.2
            make_thin_week(self) if thin else make_visits(self, self.edge)
        elif self.rng.random() < 0.02:
            make_visits(self, "limit-1")
            replace_by_hand(self, self.evening)
        elif self.rng.random() < 0.9:
            self.book.add("exemptions", site_code=self.code, indicator="site_unreachable", to=None,
                          **{"from": self.day - timedelta(days=self.rng.choice((0, 30)))}, approved_by="市政府办")


def spoil(site):
    """What makes a site leave its aim: exclusions, moves, exemptions, bad rows of every plain kind."""
    rng, day, book, code = site.rng, site.day, site.book, site.code
    month = {"from": day - timedelta(days=30)}
    match rng.randrange(30):
        case 0: life(site, "closed", close_due_on=day - timedelta(days=rng.choice((20, 40))), **month)
        case 1: life(site, rng.choice(("suspended", "exempt")), to=day, **month)
        case 2: life(site, "suspended", to=day - ONE_DAY, **month)
        case 3: life(site, "closed", approved=rng.choice((None, "false")), **month)
        case 4: life(site, rng.choice(("running", "moved")), **month)
        case 5: life(site, "closed", **{"from": "去年"})
        case 6: book.add("exemptions", site_code=code, approval_no="批9号", to=day, **month)
        case 7: book.add("exemptions", site_code=code, indicator=site.veto, approval_no="批9号", **month)
        case 8: book.add("exemptions", site_code=code, indicator=site.veto, approval_no="批9号", **{"from": "不详"})
        case 9: move(site)
        case 10: book.add("site_addresses", site_code=code, filed_on="2017-11-31", url=site.home)
        case 11: book.add("columns", site_code=code, column_id=f"{code}x", column_name="坏行", kind="新闻")
        case 12: book.add("columns", site_code=code, column_id=f"{code}y", column_name=None, kind="news")
        case 13: book.add("coverage", site_code=code, subject="columns", observed_at="晚上", complete="true")
        case 14: conflicting(site)
        case 15: opened_in_week(site)
        case 16: unknown_list(site)
        case 17: unknown_list(site, gap="login")
        case 18: unknown_list(site, items_seen=9999)
        case 19: book.add("coverage", site_code=code, subject="columns", observed_at=site.evening - ONE_DAY,
                          to=day + ONE_DAY, complete="true")
        case 20: reject_site(site, role="门户网站")
        case 21: reject_site(site, division=None)
        case 22: reject_site(site, opened_on="去年")
        case 23: ColumnMaker(site, 500).rejected_parent(rng.choice(([], [1], [20], [200], [900], [20, 900])))
        case 24: ColumnMaker(site, 500).rejected_child(rng.choice((*CORE, "leaders", "plan")))
        case 25: ColumnMaker(site, 500).rejected_address(rng.choice((*CORE, "leaders", "plan")))
        case 26: ColumnMaker(site, 500).doubtful_heading(rng.choice((*CORE, "leaders", "plan")))
        case 27: repeated_behind_heading(site)
        case 28: book.add("coverage", site_code=code, subject="columns", complete="true", items_seen=9999,
                          observed_at=site.evening + timedelta(minutes=5))
        case 29: book.add("coverage", site_code=code, subject="home", complete="true", items_seen=9999,
                          observed_at=site.evening + timedelta(hours=2), **{"from": rng.choice((None, day))})


def unknown_list(site, **fields):
    """Somebody looked at the list of columns, but not completely; each column has a row of its own."""
    maker = ColumnMaker(site, 500)
    site.book.add("coverage", **({"site_code": site.code, "subject": "columns", "complete": "true" if fields else "false",
                                  "observed_at": site.evening + timedelta(minutes=5)} | fields))
    for row in list(site.book.rows["columns"]):
        if row["site_code"] == site.code:
            maker.cover(row["column_id"], hours=0.5)


def reject_site(site, **fields):
    """The row of the site is spoiled, or stands twice with different content."""
    for row in reversed(site.book.rows["sites"]):
        if row["site_code"] == site.code:
            if site.rng.random() < 0.2:
                site.book.add("sites", **(row | {"sponsor": "另一单位"}))
            else:
                row.update(fields)
            return


def repeated_behind_heading(site):
    """A parent that may be a heading, and a larger id with its address."""
    maker = ColumnMaker(site, 500)
    url = f"{site.home}twice"
    first, second = (maker.column("leaders", url=url) for _ in range(2))
    maker.item(maker.column("other", parent_id=first), site.day)
    maker.cover(first, complete="false")


def life(site, state, **fields):
    site.book.add("site_life", **({"site_code": site.code, "state": state, "approved": "true"} | fields))


def move(site):
    """A new address filed inside the week, its visits still going to the old one or to the new one."""
    new = f"http://new{site.code}.gov.cn/"
    site.book.add("site_addresses", site_code=site.code, filed_on=site.day - timedelta(days=3), url=new,
                  changed_on=site.day - timedelta(days=10))


def conflicting(site):
    for name in ("甲", "乙"):
        site.book.add("columns", site_code=site.code, column_id=f"{site.code}z", column_name=name, kind="other")


def opened_in_week(site):
    for row in reversed(site.book.rows["sites"]):
        if row["site_code"] == site.code:
            row["opened_on"] = site.day - timedelta(days=site.rng.choice((0, 6)))
            return


def strangers(folder):
    """Rows that name nothing known, and rows that stand twice."""
    book, rng, day = folder.book, folder.rng, folder.day
    unknown = {"site_code": "3703099999"}
    for _ in range(5):
        number = book.next_number()
        book.add("updates", column_id=f"nobody{number}", url="http://x.gov.cn/", published_on=day)
        book.add("columns", column_id=f"nobody{number}", column_name="无主", kind="news", **unknown)
        book.add("visits", visited_at=f"{day}T10:00", vantage="甲", status=200, **unknown)
        book.add("tickets", ticket_id=f"t{number}", channel_id="nobody", unit="市信访局", submitted_on=day)
        book.add("reviews", review_id=f"r{number}", indicator="serious_error", kind="other", status="confirmed",
                 found_at=f"{day}T10:00", **unknown)
        book.add("sites", site_code=f"37039{number % 100000:05d}", site_name="坏行", home_url="http://y.gov.cn/",
                 role="门户网", level="city", division="张店区", sponsor="某单位")
    for table in ("columns", "coverage", "tickets", "reviews", "sites"):
        if book.rows[table]:
            book.rows[table] += [dict(row) for row in rng.sample(book.rows[table], 5)]


def generate(out, seed, count, folders=5):
    """Writes `folders` censuses with `count` sites in all, and truth.csv."""
    workdays, truth = Workdays.read(), []
    for index in range(folders):
        folder = Folder(index, seed)
        for number in range(index, count, folders):
            site = Site(folder, number)
            site.make()
            if folder.rng.random() < 0.05:
                spoil(site)
                folder.truth[-1] = (site.code, site.veto, "spoiled")
            if folder.rng.random() < 0.1:
                make_clock_ticket(site, workdays)
        strangers(folder)
        folder.write(out)
        truth += folder.truth
    with (out / "truth.csv").open("w", encoding="utf-8", newline="") as handle:
        csv.writer(handle, lineterminator="\n").writerows([("site_code", "veto", "scenario"), *sorted(truth)])


def scenario_of(row):
    """What the oracle measured: an edge of the limit, or None."""
    certain, limit = row["certain"], row["limit"]
    if row["result"] == "not_assessed":
        return "undecidable" if limit and row.get("of", 1) else None
    if row["result"] == "pass" and certain == limit - 1:
        return "limit-1"
    return {limit: "limit", limit + 1: "limit+1"}.get(certain) if row["result"] == "fail" else None


def count_scenarios(roots):
    """Counts by (veto, scenario), verdicts, and the unspoiled sites whose aim was missed."""
    counts, verdicts, missed = Counter(), Counter(), Counter()
    for root in roots:
        lines = csv.reader((root / "truth.csv").open(encoding="utf-8"))
        truth = {code: (veto, scenario) for code, veto, scenario in lines}
        for path in sorted(root.glob("*/census.toml")):
            for code, judged in judge_census(path.parent)["verdicts"].items():
                verdicts[judged["verdict"]] += 1
                for veto, row in judged["outcomes"].items():
                    counts[veto, scenario_of(row)] += 1
                veto, aim = truth.get(code, (None, "spoiled"))
                if veto is None:
                    continue
                aim = "limit" if veto == "home_not_updated" and aim == "limit+1" else aim
                missed[veto, aim] += aim != "spoiled" and scenario_of(judged["outcomes"][veto]) != aim
    return counts, verdicts, missed


def print_counts(roots):
    counts, verdicts, missed = count_scenarios(roots)
    print(f"{'veto':28}" + "".join(f"{edge:>14}" for edge in EDGES) + f"{'aims missed':>14}")
    for veto in VETOES:
        misses = sum(missed[veto, edge] for edge in EDGES)
        print(f"{veto:28}" + "".join(f"{counts[veto, edge]:14}" for edge in EDGES) + f"{misses:14}")
    print(dict(verdicts))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="+", metavar="DIR")
    parser.add_argument("--count", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--sites", type=int, default=10_000)
    options = parser.parse_args()
    if options.count:
        print_counts(options.folders)
    else:
        generate(options.folders[0], options.seed, options.sites)


if __name__ == "__main__":
    main()

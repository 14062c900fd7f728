"""Columns of a generated site: fresh, stale, blank, undecided and not counted, in many disguises."""

from datetime import datetime, time, timedelta

from oracle_calendar import window_start

WINDOWS = {"news": (14, "days"), "notice": (6, "months"), "policy": (6, "months"),
           "personnel": (12, "months"), "plan": (12, "months")}
CORE = ("news", "notice", "policy")
TIMELESS = ("overview", "organisation", "leaders", "service", "other", "topic")
ONE_DAY = timedelta(days=1)


class ColumnMaker:
    """Writes the columns of one site; every method adds one column of a known fate."""

    def __init__(self, site, count=0):
        self.site, self.book, self.rng = site, site.book, site.rng
        self.day, self.count = site.day, count
        self.tied = self.early = False    # which rare coverage rows the site has

    def column(self, kind, **fields):
        self.count += 1
        own = f"{self.site.code}c{self.count}"
        self.book.add("columns", column_id=own, site_code=self.site.code, column_name=f"栏目{self.count}",
                      kind=kind, **({"url": f"{self.site.home}c/{self.count}/"} | fields))
        return own

    def item(self, column, day=None, **fields):
        number = self.book.next_number()
        self.book.add("updates", **({
            "column_id": column, "url": f"{self.site.home}i/{number}.html", "published_on": day,
            "observed_at": self.site.evening} | fields))

    def cover(self, column, hours=1, **fields):
        self.book.add("coverage", **({
            "site_code": self.site.code, "subject": "column", "column_id": column,
            "observed_at": self.site.evening + timedelta(hours=hours), "complete": "true"} | fields))

    def start(self, kind, home=False):
        return window_start(self.day, (14, "days") if home else WINDOWS[kind])

    def fresh(self, kind, home=False, **fields):
        if kind not in WINDOWS and not home:
            self.item(self.column(kind, **fields), self.day - timedelta(days=self.rng.randrange(2000)))
            return
        start = self.start(kind, home)
        variant = self.rng.randrange(1 if home else 0, 7)
        if variant == 0:
            fields["opened_on"] = start + timedelta(days=self.rng.choice((0, 1, 7)))
        column = self.column(kind, **fields)
        if variant == 0:
            self.item(column, date_state="not_shown")
        elif variant == 1:
            moment = datetime.combine(start, time(0, 0)) - timedelta(hours=8)
            self.item(column, published_at=moment.isoformat() + "+00:00")
        else:
            self.item(column, self.rng.choice((start, self.day, self.day - ONE_DAY, start + ONE_DAY)))
        if variant == 2:
            self.item(column, date_state="unreadable")
        elif variant == 3:
            self.item(column, "十一月二十日")
        elif variant == 4:
            self.item(column, self.day + timedelta(days=40))
        elif variant == 5:
            self.item(column, self.day, url=None)
        elif variant == 6:
            self.cover(column, complete="false")

    def stale(self, kind, home=False, excusable=True, **fields):
        start, variant = self.start(kind, home), self.rng.randrange(9)
        if variant == 0:
            fields["opened_on"] = start - ONE_DAY if not home or not excusable else self.rng.choice((start - ONE_DAY, start, self.day))
        column = self.column(kind, **fields)
        if variant == 1:
            self.item(column, date_state="not_shown")
        elif variant == 2:
            self.item(column, self.day + timedelta(days=self.rng.choice((1, 30))))
        else:
            self.item(column, start - timedelta(days=self.rng.choice((1, 1, 2, 300))))
        if variant == 3:
            self.cover(column, **{"from": start, "to": self.day})
        elif variant == 4:
            self.cover(column, hours=-30, complete="false")
            self.cover(column, **{"from": start})
        elif variant == 5:
            self.exemption(column, **{"from": self.day - ONE_DAY})
        elif variant == 6:
            self.exemption(column, approval_no="批1号", to=self.day - ONE_DAY)
        elif variant == 7:
            self.cover(column, items_seen=1)
        elif variant == 8:
            self.cover(column, to=self.day + timedelta(days=9))

    def blank(self, kind, **fields):
        column = self.column(kind, **fields)
        if self.rng.random() < 0.2:
            self.cover(column, items_seen=0)

    def exemption(self, column, **fields):
        self.book.add("exemptions", **({"site_code": self.site.code, "column_id": column,
                                        "from": self.day - timedelta(days=100)} | fields))

    def maybe_stale(self, kind, home=False, **fields):
        """Stale for all we see, but not for certain."""
        start, variant = self.start(kind, home), self.rng.randrange(15)
        column = self.column(kind, **fields)
        self.item(column, start - ONE_DAY)
        match variant:
            case 0: self.item(column, date_state="unreadable")
            case 1: self.item(column)
            case 2: self.item(column, self.rng.choice(("11-20", "2017-02-30", "昨天")))
            case 3: self.cover(column, complete="false")
            case 4: self.cover(column, gap="login")
            case 5: self.cover(column, **{"from": start + ONE_DAY})
            case 6: self.cover(column, to=self.day - ONE_DAY)
            case 7: self.cover(column, items_seen=9)
            case 8: self.tie(column)
            case 9: self.cover(column, **{"from": "不详"})
            case 10 if home: self.item(column, self.day - ONE_DAY, url=None)
            case 10: self.exemption(column, approval_no="批2号", to="长期")
            case 11: self.early_row(column)
            case 12: self.item(column, self.day, url=None)
            case 13: self.item(column, self.day, date_state="unreadable")
            case 14: self.item(column, self.day, observed_at="夜里")

    def early_row(self, column):
        """Read the day before, though `to` says later; no other row may stand beside or above it."""
        self.early = True
        self.cover(column, hours=-24, to=self.day + timedelta(days=9))
        if self.tied or not self.site.folder.declares("columns", "updates"):
            self.cover(column, hours=1 if self.tied else 0, to=self.day - ONE_DAY)

    def tie(self, column):
        """An incomplete row at the very moment of a complete one about all columns."""
        hours = 1 if self.site.folder.declares("columns", "updates") else 0
        self.cover(column, hours=hours, complete="false")
        if hours and not self.early:
            self.tied = True
            self.cover(None, hours=hours, subject="columns")

    def maybe_blank(self, kind, **fields):
        variant = self.rng.randrange(7)
        if variant == 4:
            self.twin_of_reject(kind)
            return
        column = self.column(kind, **fields)
        match variant:
            case 0: self.cover(column, **{"from": self.day - timedelta(days=3000)})
            case 1: self.cover(column, complete="false")
            case 2: self.cover(column, items_seen=3)
            case 3: self.exemption(column, indicator="blank_columns", approved_by="市政府办", to="2017-13-01")
            case 5: self.item(column, self.day, url=None)
            case 6: self.item(column, "昨天", url=None)

    def twin_of_reject(self, kind):
        """A blank column of the sort that may leave the counts: an exemption without a readable day names it."""
        self.exemption(self.column(kind), to="不详")

    def rejected_parent(self, items):
        """A column without a kind under a rejected row: its window is unknown."""
        parent = self.column("新闻")
        child = self.column(None, parent_id=parent)
        for back in items:
            self.item(child, self.day - timedelta(days=back))

    def rejected_child(self, kind):
        """A rejected row makes its parent a parent, and it may be the first of its address."""
        parent = self.column(kind)
        self.column("坏", parent_id=parent)

    def rejected_address(self, kind):
        url = f"{self.site.home}same{self.count}"
        first, second = self.column("坏", url=url), self.column(kind, url=url)
        return first, second

    def doubtful_heading(self, kind):
        parent = self.column(kind)
        self.item(self.column("other", parent_id=parent), self.day)
        self.cover(parent, **self.rng.choice(({"complete": "false"}, {"from": self.day - timedelta(days=4000)}, {"gap": "login"})))

    def uncounted(self):
        """A column that no clause may count, though it is blank or stale."""
        day, kind = self.day, self.rng.choice((*CORE, "plan", "other"))
        match self.rng.randrange(9):
            case 0: self.heading(kind)
            case 1: self.column(kind, redirects_to="http://www.example.gov.cn/")
            case 2: self.column("topic", finished_topic="true")
            case 3: self.column(kind, closed_on=self.rng.choice((day, day - ONE_DAY)))
            case 4: self.column(kind, opened_on=day + ONE_DAY)
            case 5: self.repeated(kind)
            case 6: self.exemption(self.column(kind), approval_no="批3号", to=self.rng.choice((None, day)))
            case 7: self.item(self.column("other"), day - timedelta(days=900))
            case 8: self.item(self.column(kind, lists_items="false"), day - timedelta(days=900))

    def heading(self, kind):
        parent = self.column(kind, depth=1)
        if self.rng.random() < 0.4:
            self.item(parent, self.day)
        child = self.column(None, parent_id=parent, depth=2)
        self.item(child, self.day)

    def repeated(self, kind):
        """Twice the same address; the smaller id is the fresh one."""
        host, path = self.site.home.split("/")[2], f"same{self.count}"
        first, second = sorted((self.column(kind, url=f"http://{host}/{path}"),
                                self.column(kind, url=f"HTTP://{host.upper()}:80/{path}#top")))
        self.item(first, self.day)
        self.item(second, self.day - timedelta(days=2000))


def edge_counts(limit, edge, rng):
    """(certain, undecided) columns for an edge of a limit."""
    if edge == "undecidable":
        certain = limit - rng.choice((1, 1, 2))
        return certain, limit - certain + rng.choice((0, 1))
    return limit + {"limit-1": -1, "limit": 0, "limit+1": 1}[edge], 0


def make_core(maker, edge):
    certain, undecided = edge_counts(5, edge, maker.rng)
    for _ in range(certain):
        maker.stale(maker.rng.choice(CORE))
    for _ in range(undecided):
        maker.maybe_stale(maker.rng.choice(CORE))
    if maker.rng.random() < 0.3:
        maker.blank(maker.rng.choice(CORE))


def make_blank(maker, edge):
    certain, undecided = edge_counts(5, edge, maker.rng)
    for _ in range(certain):
        maker.blank(maker.rng.choice((*TIMELESS, *CORE, "plan")))
    for _ in range(undecided):
        maker.maybe_blank(maker.rng.choice((*TIMELESS, "plan", "policy")))
    if maker.rng.random() < 0.3:
        maker.stale("personnel")


def make_overdue(maker, edge):
    certain, undecided = edge_counts(10, edge, maker.rng)
    blanks, core = maker.rng.randrange(5), maker.rng.randrange(5)
    for number in range(certain):
        if number < blanks:
            maker.blank(maker.rng.choice((*TIMELESS, *CORE)))
        elif number < blanks + core:
            maker.stale(maker.rng.choice(CORE))
        else:
            maker.stale(maker.rng.choice(("personnel", "plan")))
    for _ in range(undecided):
        maker.maybe_stale(maker.rng.choice(("personnel", "plan")))


def make_home(maker, edge, mark):
    """limit+1 does not exist here (no more columns than all): it becomes one more case at the limit."""
    size = maker.rng.choice((1, 1, 2, 3))
    flag = {mark: "true"}
    stale = size if edge in ("limit", "limit+1") else size - 1
    for number in range(stale):    # columns that are all excused would decide nothing
        maker.stale(maker.rng.choice(CORE), home=True, excusable=number > 0, **flag)
    if edge == "limit-1":
        maker.fresh("news", home=True, **flag)
    elif edge == "undecidable":
        maker.maybe_stale("news", home=True, **flag)


COLUMN_TARGETS = {"core_columns_not_updated": make_core, "overdue_columns": make_overdue,
                  "blank_columns": make_blank}

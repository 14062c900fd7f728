"""Columns: which are counted, what each can still be, and the four clauses built on them."""

from oracle_coverage import ColumnCovers
from oracle_outcome import NOT_ASSESSED, decide, outcome
from oracle_urls import normalise

FRESH, STALE, BLANK = "fresh", "stale", "blank"
ONLY_FRESH = {FRESH}, set()
TWO_WEEKS, SIX_MONTHS, ONE_YEAR = (14, "days"), (6, "months"), (12, "months")
WINDOWS = {"news": TWO_WEEKS, "notice": SIX_MONTHS, "policy": SIX_MONTHS,
           "personnel": ONE_YEAR, "plan": ONE_YEAR}
CORE = {"news", "notice", "policy"}
LIMITS = {"core_columns_not_updated": 5, "overdue_columns": 10, "blank_columns": 5}
CLAUSES = ["home_not_updated", *LIMITS]


class Items:
    """What the rows of one column show: newest day up to the checkpoint, unread dates, number of rows."""

    __slots__ = ("newest", "unread", "rejected", "total")

    def __init__(self, rows, rejected, checkpoint):
        self.rejected, self.total = rejected, len(rows) + rejected
        newest, unread = None, 0
        for row in rows:
            day = row["published_on"]
            if day is None:
                if row["published_at"] is None:
                    unread += row["date_state"] != "not_shown"
                    continue
                day = row["published_at"].date()
            if (newest is None or day > newest) and day <= checkpoint:
                newest = day
        self.newest, self.unread = newest, unread


class Columns:
    """The counted columns of one site (readings 12 and 13), ready for the clauses."""

    def __init__(self, site, frame):
        self.site, self.frame, self.known = site, frame, {}
        declared = frame.declares("columns", "updates")
        self.covers = ColumnCovers(site, declared)
        self.items = {c: Items(site.updates.get(c, ()), site.bad_updates.get(c, 0), frame.checkpoint)
                      for c in site.columns_by_id}
        self.counted = self.first_of_each_url([c for c in site.columns if self.stays(c)])
        self.rejected = len(site.rejected["columns"])
        self.exempt, self.doubtful = exempt_columns(site, frame.checkpoint)

    def stays(self, column):
        if not self.lists_items(column) or column["redirects_to"] or column["finished_topic"]:
            return False
        day = self.frame.checkpoint
        closed = column["closed_on"] is not None and column["closed_on"] <= day
        unborn = column["opened_on"] is not None and column["opened_on"] > day
        return not closed and not unborn

    def lists_items(self, column):
        if self.frame.switches["counted_columns"] == "all":
            return True
        if column["lists_items"] is not None:
            return column["lists_items"]
        own = column["column_id"]
        return own not in self.site.parents or self.items[own].total > 0

    @staticmethod
    def first_of_each_url(columns):
        """Of columns with one address the smallest id stays."""
        seen, kept = set(), []
        for column in sorted(columns, key=lambda c: c["column_id"]):
            url = column["url"] and normalise(column["url"])
            if not url or url not in seen:
                kept.append(column)
            if url:
                seen.add(url)
        return kept

    def kind(self, column):
        while column["kind"] is None:
            column = self.site.columns_by_id[column["parent_id"]]
        return column["kind"]

    def of_clause(self, clause):
        """Counted columns that no approved exemption takes out, with the mark of a rejected one."""
        for column in self.counted:
            own = column["column_id"]
            if (own, clause) not in self.exempt and (own, None) not in self.exempt:
                yield column, (own, clause) in self.doubtful or (own, None) in self.doubtful

    def states(self, column, window, home=False):
        """The states this column can still be in (D4), and the gaps that leave more than one; seen once."""
        key = column["column_id"], window, home
        if key not in self.known:
            self.known[key] = self.look(column, window, home)
        return self.known[key]

    def look(self, column, window, home):
        items = self.items[column["column_id"]]
        if window is None and items.total:
            return ONLY_FRESH
        if window and items.newest and items.newest >= self.frame.start(window):
            return ONLY_FRESH
        cover = self.covers.of(column["column_id"], items.total, home)
        states = self.open_states(column, items, window, cover)
        return states, self.gaps(items, cover, window) if len(states) > 1 else set()

    def open_states(self, column, items, window, cover):
        """The states of a column that no item of its rows proves fresh."""
        day = self.frame.checkpoint
        start = window and self.frame.start(window)
        since_ever = not items.total and cover.holds(None, day)
        if since_ever:
            return {BLANK}
        seen = window and not items.unread and not items.rejected and cover.holds(start, day)
        states = {STALE} if seen else {FRESH, STALE}
        if not items.total:
            states.add(BLANK)
        young = column["opened_on"] is not None and window and column["opened_on"] >= start
        if window is None or young:
            states = {FRESH} | (states & {BLANK})
        return states

    def gaps(self, items, cover, window):
        gaps = set()
        if items.unread:
            gaps.add("unreadable_date")
        if items.rejected:
            gaps.add("input_rejected")
        start = self.frame.start(window) if items.total else None
        if not cover.holds(start, self.frame.checkpoint):
            gaps |= cover.gaps()
        return gaps


def exempt_columns(site, checkpoint):
    """(column, clause) pairs of approved exemptions, and of rejected ones; clause None means all."""
    exempt = {(row["column_id"], row["indicator"]) for row in site.exemptions
              if row["column_id"] and is_approved(row) and in_force(row, checkpoint)}
    doubtful = {(row["column_id"], row["indicator"]) for row in site.rejected["exemptions"]
                if row["column_id"] in site.columns_by_id}
    return exempt, doubtful


def is_approved(row):
    return bool(row["approval_no"] or row["approved_by"])


def in_force(row, checkpoint):
    return row["from"] <= checkpoint and (row["to"] is None or checkpoint <= row["to"])


def tally(seen, counts):
    """certain, possible and gaps over (states, gaps, doubtful) of each column."""
    certain = possible = 0
    missing = set()
    for states, gaps, doubtful in seen:
        hits = states & counts
        if not hits:
            continue
        possible += 1
        if hits == states and not doubtful:
            certain += 1
        else:
            missing |= gaps | ({"input_rejected"} if doubtful else set())
    return certain, possible, missing


def judge_home(columns):
    mark = "on_second_level" if columns.site.row["home_is_navigation"] else "on_home"
    seen = [(*columns.states(column, TWO_WEEKS, home=True), doubtful)
            for column, doubtful in columns.of_clause("home_not_updated") if column[mark]]
    certain, possible, gaps = tally(seen, {STALE, BLANK})
    total = len(seen) + columns.rejected
    if total == 0:
        return outcome(NOT_ASSESSED, gaps={"not_collected"})
    if columns.rejected:
        gaps = gaps | {"input_rejected"}
    return decide(certain, possible + columns.rejected, total, gaps)


def counting_states(clause, kind, switches):
    """The states that a column of this kind is counted for, or nothing."""
    if clause == "blank_columns":
        return {BLANK}
    if clause == "overdue_columns":
        return {STALE, BLANK} if kind in WINDOWS else {BLANK}
    if kind not in CORE:
        return set()
    return {STALE, BLANK} if switches["blank_in_core"] == "yes" else {STALE}


def judge_counts(columns, clause):
    """One of the three vetoes that count columns."""
    if not columns.site.columns and not columns.rejected:
        return outcome(NOT_ASSESSED, limit=LIMITS[clause], gaps={"not_collected"})
    certain = possible = 0
    gaps = set()
    for column, doubtful in columns.of_clause(clause):
        kind = columns.kind(column)
        counts = counting_states(clause, kind, columns.frame.switches)
        if not counts:
            continue
        state = (*columns.states(column, WINDOWS.get(kind)), doubtful)
        sure, maybe, missing = tally([state], counts)
        certain, possible, gaps = certain + sure, possible + maybe, gaps | missing
    if columns.rejected:
        gaps.add("input_rejected")
    return decide(certain, possible + columns.rejected, LIMITS[clause], gaps)


def judge_columns(site, frame):
    columns = Columns(site, frame)
    judged = {"home_not_updated": judge_home(columns)}
    for clause in LIMITS:
        judged[clause] = judge_counts(columns, clause)
    return judged

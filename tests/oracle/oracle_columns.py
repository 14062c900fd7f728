"""Columns: which are counted, what each can still be, and the four clauses built on them."""

from oracle_coverage import ColumnCovers
from oracle_outcome import FAIL, NOT_ASSESSED, PASS, decide, outcome
from oracle_tables import DATE_FAULTS
from oracle_urls import normalise

FRESH, EXCUSED, STALE, BLANK, ABSENT = "fresh", "excused", "stale", "blank", "absent"
TWO_WEEKS, SIX_MONTHS, ONE_YEAR = (14, "days"), (6, "months"), (12, "months")
WINDOWS = {"news": TWO_WEEKS, "notice": SIX_MONTHS, "policy": SIX_MONTHS,
           "personnel": ONE_YEAR, "plan": ONE_YEAR}
CORE = {"news", "notice", "policy"}
LIMITS = {"core_columns_not_updated": 5, "overdue_columns": 10, "blank_columns": 5}
CLAUSES = ["home_not_updated", *LIMITS]
ANY_KIND = ["news", "notice", "plan", "other"]    # one kind for each window, and one without


class Items:
    """What the rows of one column show: newest day up to the checkpoint, unread dates, doubtful rows, number of rows."""

    __slots__ = ("newest", "unread", "bad_dates", "doubtful", "proven", "total")

    def __init__(self, rows, reasons, checkpoint):
        self.bad_dates = sum(DATE_FAULTS.issuperset(reason.split("; ")) for reason in reasons)
        self.doubtful = len(reasons) - self.bad_dates
        self.proven, self.total = len(rows) + self.bad_dates, len(rows) + len(reasons)
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
        self.site, self.frame, self.known, self.kept = site, frame, {}, {}
        self.items = {c: Items(site.updates.get(c, ()), site.bad_updates.get(c, ()), frame.checkpoint)
                      for c in site.columns_by_id}
        self.covers = ColumnCovers(site, frame.declares("columns", "updates"),
                                   sum(items.total for items in self.items.values()))
        self.rejected = len(site.rejected["columns"])
        misplaced = any(row.get("parent_at_fault") for row in site.rejected["columns"])
        self.leaf_may_be_heading = misplaced or not self.covers.list_is_whole()
        self.exempt, self.doubtful = exempt_columns(site, frame.checkpoint)

    def stays(self, column):
        if column["redirects_to"] or column["finished_topic"]:
            return False
        day = self.frame.checkpoint
        closed = column["closed_on"] is not None and column["closed_on"] <= day
        unborn = column["opened_on"] is not None and column["opened_on"] > day
        return not closed and not unborn

    def lists_items(self, column, home):
        """True, False, None for a parent that may be a mere heading, "perhaps" for a leaf that may yet be a parent."""
        if self.frame.switches["counted_columns"] == "all":
            return True
        if column["lists_items"] is not None:
            return column["lists_items"]
        items = self.items[column["column_id"]]
        if items.proven:
            return True
        if column["column_id"] not in self.site.parents:
            return "perhaps" if self.leaf_may_be_heading else True
        empty = not items.doubtful and self.cover(column, home).holds(None, self.frame.checkpoint)
        return False if empty else None

    def cover(self, column, home):
        return self.covers.of(column["column_id"], self.items[column["column_id"]].total, home)

    def counted(self, home=False):
        """(column, may be a heading, may be a repetition) of every column left by reading 13."""
        home = home and bool(self.covers.home or self.covers.bad_home)
        if home not in self.kept:
            listed = [(column, self.lists_items(column, home)) for column in self.site.columns if self.stays(column)]
            self.kept[home] = self.first_of_each_url([pair for pair in listed if pair[1] is not False])
        return self.kept[home]

    def first_of_each_url(self, listed):
        """Of columns with one address the smallest id stays; behind a doubtful one the next may leave."""
        sure, maybe, kept = set(), set(), []
        for column, lists in sorted(listed, key=lambda pair: pair[0]["column_id"]):
            url = column["url"] and normalise(column["url"])
            if url and url in sure:
                continue
            repeated = bool(url) and (url in maybe or self.rejected_before(column, url))
            leaves = repeated or lists == "perhaps"
            kept.append((column, lists is None, leaves))
            if url:
                (maybe if leaves or lists is None else sure).add(url)
        return kept

    def rejected_before(self, column, url):
        return any(row["url"] and normalise(row["url"]) == url
                   and (row["column_id"] is None or row["column_id"] < column["column_id"])
                   for row in self.site.rejected["columns"])

    def of_clause(self, clause):
        """(column, heading?, absent?) of the counted columns that no approved exemption takes out of this clause."""
        for column, heading, repeated in self.counted(clause == "home_not_updated"):
            own = column["column_id"]
            if (own, clause) not in self.exempt and (own, None) not in self.exempt:
                doubtful = (own, clause) in self.doubtful or (own, None) in self.doubtful
                yield column, heading, repeated or doubtful

    def states(self, entry, window, home=False):
        """The states this column can still be in (D4), and the gaps that leave more than one."""
        column, heading, absent = entry
        key = column["column_id"], window, home
        if key not in self.known:
            self.known[key] = self.look(column, heading, window, home)
        states, gaps = self.known[key]
        return (states | {ABSENT}, gaps | {"input_rejected"}) if absent else (states, gaps)

    def look(self, column, heading, window, home):
        items = self.items[column["column_id"]]
        cover = self.cover(column, home)
        states = self.possible_states(items, window, cover)
        if heading:
            states = {ABSENT, FRESH, STALE}
        if window is None and STALE in states:
            states = states - {STALE} | {FRESH}
        opened = column["opened_on"]
        if STALE in states and opened is not None and opened >= self.frame.start(window):
            states = states - {STALE} | {EXCUSED}
        return states, self.gaps(items, cover, window) if len(states) > 1 else set()

    def possible_states(self, items, window, cover):
        """Fresh, stale, blank by the rows and by what was looked at."""
        day, start = self.frame.checkpoint, window and self.frame.start(window)
        if window and items.newest and items.newest >= start:
            return {FRESH}
        empty = not items.total
        if empty and cover.holds(None, day):
            return {BLANK}
        unsure = items.unread or items.bad_dates or items.doubtful
        seen = window and not unsure and cover.holds(start, day)
        return ({STALE} if seen else {FRESH, STALE}) | (set() if items.proven else {BLANK})

    def gaps(self, items, cover, window):
        gaps = set()
        if items.unread:
            gaps.add("unreadable_date")
        if items.bad_dates or items.doubtful:
            gaps.add("input_rejected")
        start = window and self.frame.start(window) if items.total else None
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


def judge_home(columns):
    mark = "on_second_level" if columns.site.row["home_is_navigation"] else "on_home"
    seen = [columns.states(entry, TWO_WEEKS, home=True)
            for entry in columns.of_clause("home_not_updated") if entry[0][mark]]
    total, rejected = len(seen) + columns.rejected, columns.rejected
    if total == 0:
        return outcome(NOT_ASSESSED, gaps={"not_collected"}) | {"of": 0}
    certain = sum(FRESH not in states for states, _ in seen)
    possible = sum(states != {FRESH} for states, _ in seen) + rejected
    gaps = set().union(*(gaps for _, gaps in seen), {"input_rejected"} if rejected else ())
    judged = decide(certain, possible, total, gaps) | {"of": total}
    sure_of_one = any(not states & {ABSENT, EXCUSED} for states, _ in seen)
    if judged["result"] == FAIL and not (sure_of_one and columns.covers.list_is_whole(home=True)):
        judged |= {"result": NOT_ASSESSED, "gaps": sorted(gaps or {"incomplete"})}
    return judged


def counting_states(clause, kind, switches):
    """The states that a column of this kind is counted for, or nothing."""
    if clause == "blank_columns":
        return {BLANK}
    if clause == "overdue_columns":
        return {STALE, BLANK} if kind in WINDOWS else {BLANK}
    if kind not in CORE:
        return set()
    return {STALE, BLANK} if switches["blank_in_core"] == "yes" else {STALE}


def weigh(columns, entry, clause):
    """(certain, possible, gaps) of one column in one clause, whatever its kind may be."""
    kind = columns.site.kinds[entry[0]["column_id"]]
    sure, maybe, missing = True, False, set()
    for one in [kind] if kind else ANY_KIND:
        counts = counting_states(clause, one, columns.frame.switches)
        states, gaps = columns.states(entry, WINDOWS.get(one)) if counts else (set(), set())
        sure = sure and bool(states) and states <= counts
        if states & counts:
            maybe, missing = True, missing | gaps
    return sure, maybe, missing if kind else missing | {"input_rejected"}


def judge_counts(columns, clause):
    """One of the three vetoes that count columns; they pass only on a whole list of columns."""
    if not columns.site.columns and not columns.rejected:
        return outcome(NOT_ASSESSED, limit=LIMITS[clause], gaps={"not_collected"})
    certain = possible = 0
    gaps = {"input_rejected"} if columns.rejected else set()
    for entry in columns.of_clause(clause):
        sure, maybe, missing = weigh(columns, entry, clause)
        certain, possible = certain + sure, possible + maybe
        if maybe and not sure:
            gaps |= missing
    judged = decide(certain, possible + columns.rejected, LIMITS[clause], gaps)
    if judged["result"] == PASS and not columns.covers.list_is_whole():
        judged |= {"result": NOT_ASSESSED, "gaps": ["incomplete"]}
    return judged


def judge_columns(site, frame):
    columns = Columns(site, frame)
    judged = {"home_not_updated": judge_home(columns)}
    for clause in LIMITS:
        judged[clause] = judge_counts(columns, clause)
    return judged

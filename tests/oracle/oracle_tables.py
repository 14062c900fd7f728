"""Reads the CSV tables of a census folder and sorts rows into accepted and rejected."""

import csv
import re
from collections import defaultdict
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal, InvalidOperation

SHANGHAI = timezone(timedelta(hours=8))
VETOES = [
    "site_unreachable", "home_not_updated", "core_columns_not_updated", "overdue_columns",
    "blank_columns", "serious_error", "interaction_unanswered",
]
LISTS = {
    "kind": "news notice policy personnel plan interpretation overview organisation leaders finance "
            "statistics service consultation survey interview complaint topic other",
    "failure": "dns connect tls timeout reset redirect_loop protocol empty_body challenge monitor_fault",
    "gap": "not_collected incomplete too_few_visits monitor_fault blocked dns firewall login script_only "
           "unreadable unreadable_date input_rejected budget_reached",
    "role": "portal department institution subsite",
    "level": "national province city county township",
    "state": "running suspended closed exempt moved",
    "date_state": "shown not_shown unreadable",
    "channel": "consultation survey interview complaint petition discipline",
    "form": "领导信箱 网友留言 建言献策 意见征集 网上调查 在线访谈",
    "unit": "working calendar",
    "reply": "answered explained interim forwarded",
    "finding": "serious_misspelling false_content harmful_content secret_leak attack forged_date "
               "public_opinion inaccurate_fact other",
    "status": "suspected confirmed dismissed",
    "subject": "columns column home visits tickets channels activities serious_error links services "
               "systems pages",
    "veto": " ".join(VETOES),
}
LISTS = {name: frozenset(words.split()) for name, words in LISTS.items()}

# name:type with a mark: ! compulsory key part, ~ key part that may be empty, * compulsory.
SCHEMA = {
    "sites": "site_code:s! site_name:s* home_url:s* actual_url:s role:role* level:level* division_code:s "
             "division:s* sponsor:s* operator:s supervisor:s parent_site:s home_is_navigation:b "
             "has_services:b opened_on:d",
    "site_life": "site_code:s! state:state! from:d! to:d approved:b approval_no:s approved_by:s "
                 "close_due_on:d notice_url:s notice_on:d reason:s",
    "site_addresses": "site_code:s! filed_on:d! url:s* changed_on:d",
    "columns": "column_id:s! site_code:s* column_name:s* kind:kind parent_id:s depth:i url:s lists_items:b "
               "on_home:b on_second_level:b redirects_to:s finished_topic:b opened_on:d closed_on:d",
    "updates": "column_id:s! url:s! published_on:d~ date_state:date_state published_at:t title:s "
               "observed_at:t",
    "visits": "site_code:s! visited_at:t! vantage:s! url:s failure:failure status:i duration_ms:n manual:b",
    "channels": "channel_id:s! site_code:s* name:s kind:channel* form:form opened:b usable:b url:s "
                "promised_days:i promised_unit:unit",
    "tickets": "ticket_id:s! site_code:s channel_id:s channel_kind:channel unit:s* submitted_on:d* "
               "received_on:d answered_on:d reply_kind:reply complex:b extended_on:d promised_days:i "
               "promised_unit:unit valid:b needs_reply:b observed_at:t url:s",
    "reviews": "review_id:s! site_code:s* indicator:veto* subject:s kind:finding* status:status* found_at:t* "
               "reviewer:s quote:s",
    "exemptions": "site_code:s! column_id:s~ indicator:veto~ from:d! to:d approval_no:s approved_by:s "
                  "reason:s",
    "coverage": "site_code:s! subject:subject! column_id:s~ observed_at:t! from:d to:d complete:b* "
                "items_seen:i gap:gap reviewer:s",
}
REPEATABLE = {"updates", "visits"}
OPEN_QUOTE, DATE_STATE_CLASH = "a quote that never closes", "date beside date_state"
DATE_FAULTS = {DATE_STATE_CLASH, *(f"bad cell {name}" for name in ("published_on", "published_at", "date_state", "observed_at"))}
BOOLS = {"true": True, "1": True, "是": True, "false": False, "0": False, "否": False}


def parse_bool(text):
    try:
        return BOOLS[text.lower()]
    except KeyError:
        raise ValueError(text) from None


WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: " "}
DATE = re.compile(r"(\d{4})(?: *([-/.]) *(\d{1,2}) *\2 *(\d{1,2})| *年 *(\d{1,2}) *月 *(\d{1,2}) *[日号]|(\d{2})(\d{2}))(?!\d)", re.ASCII)
CLOCK = re.compile(r"[T ]*(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,6}))?)? *(Z|[+-]\d{2}:?\d{2})?", re.ASCII)


def split_date(text):
    """The date with which a text begins, and what follows it."""
    text = text.translate(WIDE).strip()
    found = DATE.match(text)
    if not found:
        raise ValueError(text)
    year, month, day = (int(part) for number, part in enumerate(found.groups(), 1) if number != 2 and part)
    return date(year, month, day), text[found.end():]


def parse_date(text):
    """A civil date as people write it; one with a time behind it is its day in Shanghai."""
    day, rest = split_date(text)
    return parse_time(text).date() if rest.strip() else day


def parse_time(text):
    """A moment on the Shanghai clock, without zone; +08:00 is assumed when absent."""
    day, rest = split_date(text)
    found = CLOCK.fullmatch(rest)
    if not found:
        raise ValueError(text)
    hour, minute, second, fraction, zone = found.groups()
    moment = datetime(day.year, day.month, day.day, int(hour), int(minute), int(second or 0), int((fraction or "0").ljust(6, "0")))
    if not zone:
        return moment
    sign = -1 if zone[0] == "-" else 1
    ahead = timedelta() if zone == "Z" else sign * timedelta(hours=int(zone[1:3]), minutes=int(zone[-2:]))
    return (moment - ahead).replace(tzinfo=timezone.utc).astimezone(SHANGHAI).replace(tzinfo=None)


def parse_decimal(text):
    try:
        value = Decimal(text)
    except InvalidOperation:
        raise ValueError(text) from None
    if not value.is_finite():
        raise ValueError(text)
    return value


def one_of(words):
    def parse(text):
        if text not in words:
            raise ValueError(text)
        return text
    return parse


PARSERS = {"s": None, "i": int, "n": parse_decimal, "b": parse_bool, "d": parse_date, "t": parse_time}
PARSERS.update({name: one_of(words) for name, words in LISTS.items()})


class Fields:
    """The compiled schema of one table."""

    def __init__(self, spec):
        self.parsers, self.key, self.compulsory = {}, [], []
        for item in spec.split():
            name, kind = item.split(":")
            mark = kind[-1] if kind[-1] in "!~*" else ""
            self.parsers[name] = PARSERS[kind.rstrip("!~*")]
            if mark in ("!", "~"):
                self.key.append(name)
            if mark in ("!", "*"):
                self.compulsory.append(name)


FIELDS = {table: Fields(spec) for table, spec in SCHEMA.items()}


def read_table(folder, table):
    """Every row as (record, content, bad): parsed cells, comparable content, reason or None."""
    path = folder / f"{table}.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8-sig", newline="") as handle:
        lines = csv.reader(handle)
        rows = parse_rows(FIELDS[table], next(lines, []), lines)
    return swallow(FIELDS[table], rows) if quote_never_closes(path) else rows


def quote_never_closes(path):
    return path.exists() and path.read_bytes().count(b'"') % 2 == 1


def swallow(fields, rows):
    """The row that an open quote runs through to the end of the file names nobody."""
    return rows[:-1] + [(dict.fromkeys(fields.parsers), line, OPEN_QUOTE) for _, line, _ in rows[-1:]]


def parse_rows(fields, heading, lines):
    cells = [(i, name, fields.parsers[name]) for i, name in enumerate(heading) if name in fields.parsers]
    empty = dict.fromkeys(fields.parsers)
    return [parse_row(fields, cells, empty, line) for line in lines if line]


def parse_row(fields, cells, empty, line):
    record, bad = empty.copy(), []
    for index, name, parse in cells:
        text = line[index].strip() if index < len(line) else ""
        if not text:
            continue
        try:
            record[name] = parse(text) if parse else text
        except ValueError:
            bad.append(f"bad cell {name}")
    for name in fields.compulsory:
        if record[name] is None and f"bad cell {name}" not in bad:
            bad.append(f"missing {name}")
    return record, line, "; ".join(bad) or None


def mark_duplicates(fields, rows):
    """Identical rows collapse to one; different rows under one key are all rejected."""
    groups = defaultdict(list)
    for row in rows:
        groups[tuple(row[0][name] for name in fields.key)].append(row)
    kept = []
    for key, group in groups.items():
        unique = list({tuple(row[1]): row for row in group}.values())
        clash = len(unique) > 1 and has_key(fields, key)
        kept += [(rec, line, "conflicting duplicate" if clash else bad) for rec, line, bad in unique]
    return kept


def has_key(fields, key):
    return all(value is not None for name, value in zip(fields.key, key) if name in fields.compulsory)


class Tables:
    """Accepted rows by table, and rejected ones as (record, reason)."""

    def __init__(self):
        self.good = {table: [] for table in SCHEMA}
        self.rejected = {table: [] for table in SCHEMA}
        self.sites, self.columns, self.channels = {}, {}, {}
        self.bad_sites, self.bad_columns, self.bad_channels = {}, {}, {}

    def take(self, table, rows, check):
        if table not in REPEATABLE:
            rows = mark_duplicates(FIELDS[table], rows)
        for record, _, bad in rows:
            bad = bad or check(self, record)
            if bad:
                self.rejected[table].append((record, bad))
            else:
                self.good[table].append(record)

    def knows_site(self, code):
        return code in self.sites or code in self.bad_sites

    def index(self, table):
        """Accepted and rejected rows by id; a rejected site, column or channel with a readable id is still known."""
        key = NAMED[table]
        setattr(self, table, {row[key]: row for row in self.good[table]})
        bad = {row[key]: row for row, _ in self.rejected[table] if row[key] and row[key] not in getattr(self, table)}
        setattr(self, f"bad_{table}", bad)


def load_tables(folder):
    tables = Tables()
    for table, check in CHECKS.items():
        tables.take(table, read_table(folder, table), check)
        if table in NAMED:
            tables.index(table)
        if table == "columns":
            drop_orphans(tables)
    return tables


NAMED = {"sites": "site_code", "columns": "column_id", "channels": "channel_id"}


def drop_orphans(tables):
    """A column under an unknown parent, or one of another site, is a reject; one under a rejected parent stays."""
    good = tables.good["columns"]
    tables.good["columns"] = [row for row in good if has_parent(tables, row)]
    orphans = [row | {"parent_at_fault": True} for row in good if not has_parent(tables, row)]
    tables.rejected["columns"] += [(row, "unknown parent_id") for row in orphans]
    tables.index("columns")


def has_parent(tables, row):
    parent = tables.columns.get(row["parent_id"])
    if parent:
        return parent["site_code"] == row["site_code"] and not in_circle(tables, row)
    return row["parent_id"] is None or row["parent_id"] in tables.bad_columns


def in_circle(tables, row):
    """Whether a column is its own ancestor."""
    walked, above = set(), row["parent_id"]
    while above in tables.columns and above not in walked:
        if above == row["column_id"]:
            return True
        walked.add(above)
        above = tables.columns[above]["parent_id"]
    return False


def before(row, late, early):
    return row[late] is not None and row[early] is not None and row[late] < row[early]


def check_site_known(tables, row):
    return None if tables.knows_site(row["site_code"]) else "unknown site_code"


def check_interval(tables, row):
    if before(row, "to", "from"):
        return "to before from"
    return check_site_known(tables, row)


def check_column(tables, row):
    if row["kind"] is None and row["parent_id"] is None:
        return "missing kind"
    if before(row, "closed_on", "opened_on"):
        return "closed_on before opened_on"
    return check_site_known(tables, row)


def check_update(tables, row):
    dated = row["published_on"] or row["published_at"]
    if dated and row["date_state"] in ("not_shown", "unreadable"):
        return DATE_STATE_CLASH
    return None if row["column_id"] in tables.columns else "unknown column_id"


def check_visit(tables, row):
    if row["status"] is None and row["failure"] is None:
        return "neither status nor failure"
    return check_site_known(tables, row)


def check_ticket(tables, row):
    if row["site_code"] and not tables.knows_site(row["site_code"]):
        return "unknown site_code"
    if row["channel_id"]:
        channel = tables.channels.get(row["channel_id"])
        if channel is None and row["channel_id"] not in tables.bad_channels:
            return "unknown channel_id"
        if channel and row["channel_kind"] and row["channel_kind"] != channel["kind"]:
            return "channel_kind contradicts channel"
    elif row["channel_kind"] is None:
        return "missing channel_kind"
    if before(row, "answered_on", "submitted_on") or before(row, "received_on", "submitted_on"):
        return "date before submitted_on"
    return None


def check_column_of_site(tables, row):
    column = tables.columns.get(row["column_id"])
    if row["column_id"] and (column is None or column["site_code"] != row["site_code"]):
        return "unknown column_id"
    return check_interval(tables, row)


def check_coverage(tables, row):
    if row["subject"] == "column" and not row["column_id"]:
        return "missing column_id"
    return check_column_of_site(tables, row)


CHECKS = {
    "sites": lambda tables, row: None,
    "columns": check_column,
    "channels": check_site_known,
    "updates": check_update,
    "visits": check_visit,
    "tickets": check_ticket,
    "reviews": check_site_known,
    "site_life": check_interval,
    "site_addresses": check_site_known,
    "exemptions": check_column_of_site,
    "coverage": check_coverage,
}

"""Plain-Python oracle: judges a census folder under national-2015 and zibo-2017's reply clock.

python oracle.py CENSUS_DIR [--switch key=value ...]
"""

import argparse
import json
import sys
import tomllib
from collections import defaultdict
from datetime import date
from pathlib import Path

from oracle_calendar import Workdays, as_date, window_start
from oracle_columns import in_force, is_approved, judge_columns
from oracle_groups import compare_groups, percent
from oracle_outcome import FAIL, NOT_APPLICABLE, NOT_ASSESSED, outcome
from oracle_tables import SCHEMA, VETOES, load_tables, quote_never_closes
from oracle_tickets import judge_errors, judge_interaction, overdue_tickets
from oracle_visits import judge_visits, week_of

SWITCHES = {
    "visit_slots": "ten_minutes", "suspected_status": "possible", "counted_columns": "listing",
    "blank_in_core": "no", "blank_takes_deduction": "yes", "late_answers_count": "yes",
    "extension": "within_first_limit", "promise": "shorter_binds", "overdue_total": "late_and_open",
}
ALLOWED = {
    "visit_slots": ("ten_minutes", "none"), "suspected_status": ("possible", "failed", "ok"),
    "counted_columns": ("listing", "all"), "blank_in_core": ("no", "yes"),
    "blank_takes_deduction": ("yes", "no"), "late_answers_count": ("yes", "no"),
    "extension": ("within_first_limit", "any_time"),
    "promise": ("shorter_binds", "always_binds", "ignored"), "overdue_total": ("late_and_open", "open"),
}
EXCLUDING = ("closed", "suspended", "exempt")


class Frame:
    """What holds for the whole census: days, declarations, switches."""

    def __init__(self, census, switches=None, workdays=None, present=None):
        self.checkpoint = as_date(census["checkpoint"])
        self.period_from = as_date(census.get("period", {}).get("from", date.min))
        self.visit_days = week_of(as_date(census.get("visits_until", self.checkpoint)))
        self.declared = set(census.get("complete", []))
        if present is not None:
            self.declared &= present
        self.switches = SWITCHES | (switches or {})
        self.workdays = workdays
        self.starts = {}

    def declares(self, *tables):
        return all(table in self.declared for table in tables)

    def start(self, window):
        if window not in self.starts:
            self.starts[window] = window_start(self.checkpoint, window)
        return self.starts[window]


class SiteRows:
    """All rows of one site, accepted and rejected."""

    def __init__(self, row):
        self.row = row
        self.columns, self.columns_by_id, self.parents, self.kinds = [], {}, set(), {}
        self.updates, self.bad_updates = defaultdict(list), defaultdict(list)
        self.visits, self.tickets, self.reviews = [], [], []
        self.coverage, self.exemptions, self.life, self.addresses = [], [], [], []
        self.rejected = defaultdict(list)


LISTS_OF_SITE = {"visits": "visits", "reviews": "reviews", "coverage": "coverage",
                 "exemptions": "exemptions", "site_life": "life", "site_addresses": "addresses"}


def group_by_site(tables):
    sites = {code: SiteRows(row) for code, row in tables.sites.items()}
    sites |= {code: SiteRows(None) for code in tables.bad_sites}
    for row in tables.good["columns"]:
        site = sites[row["site_code"]]
        site.columns.append(row)
        site.columns_by_id[row["column_id"]] = row
        site.parents.add(row["parent_id"])
        site.kinds[row["column_id"]] = kind_of(row, tables)
    for row, _ in tables.rejected["columns"]:
        parent = tables.columns.get(row["parent_id"])
        if parent:
            sites[parent["site_code"]].parents.add(row["parent_id"])
    for row in tables.good["updates"]:
        sites[tables.columns[row["column_id"]]["site_code"]].updates[row["column_id"]].append(row)
    for table, name in LISTS_OF_SITE.items():
        for row in tables.good[table]:
            getattr(sites[row["site_code"]], name).append(row)
    group_tickets(sites, tables)
    charge_rejects(sites, tables)
    return sites


def group_tickets(sites, tables):
    for row in tables.good["tickets"]:
        channel = tables.channels.get(row["channel_id"])
        rejected = tables.bad_channels.get(row["channel_id"])
        row["kind"] = channel["kind"] if channel else None if rejected else row["channel_kind"]
        named = channel or rejected
        code = row["site_code"] or (named and named["site_code"])
        if code in sites:
            sites[code].tickets.append(row)


def kind_of(column, tables):
    """Own kind or that of the nearest parent with one; None behind a rejected parent."""
    walked = set()
    while column and column["kind"] is None and column["column_id"] not in walked:
        walked.add(column["column_id"])
        column = tables.columns.get(column["parent_id"])
    return column and column["kind"]


def charge_rejects(sites, tables):
    """A rejected row is charged to the column or site that it names, else to nobody."""
    for row, reason in tables.rejected["updates"]:
        column = tables.columns.get(row["column_id"])
        if column:
            sites[column["site_code"]].bad_updates[column["column_id"]].append(reason)
    for table in SCHEMA:
        for row, _ in tables.rejected[table]:
            code = site_named(row, tables)
            if code in sites and table != "updates":
                sites[code].rejected[table].append(row)


def site_named(row, tables):
    if tables.knows_site(row.get("site_code")):
        return row["site_code"]
    channel = tables.channels.get(row.get("channel_id")) or tables.bad_channels.get(row.get("channel_id"))
    return channel["site_code"] if channel and row.get("site_code") is None else None


def judge_site(site, frame):
    """Verdict and the seven outcomes of one site."""
    if site.row is None:
        rejected = {clause: outcome(NOT_ASSESSED, gaps={"input_rejected"}) for clause in VETOES}
        return {"verdict": "not_assessed", "outcomes": rejected}
    judged = {"site_unreachable": judge_visits(site, frame), **judge_columns(site, frame),
              "serious_error": judge_errors(site, frame),
              "interaction_unanswered": judge_interaction(site, frame)}
    soften(judged, site, frame)
    if site.rejected["site_life"]:
        for row in judged.values():
            row["result"], row["gaps"] = NOT_ASSESSED, ["input_rejected"]
    return {"verdict": verdict_of(judged), "outcomes": {clause: judged[clause] for clause in VETOES}}


def soften(judged, site, frame):
    """Exemptions of whole clauses: approved ones take them out, rejected ones leave no certain failure."""
    named = {row["indicator"] for row in site.exemptions
             if not row["column_id"] and is_approved(row) and in_force(row, frame.checkpoint)}
    doubtful = {row["indicator"] for row in site.rejected["exemptions"]
                if row["column_id"] is None}
    for clause, row in judged.items():
        if clause in named or None in named:
            judged[clause] = outcome(NOT_APPLICABLE, row["certain"], row["possible"], row["limit"])
        elif clause in doubtful or None in doubtful:
            if row["result"] == FAIL:
                row["result"], row["gaps"] = NOT_ASSESSED, ["input_rejected"]


def verdict_of(judged):
    results = [row["result"] for row in judged.values()]
    if FAIL in results:
        return "unqualified"
    if NOT_ASSESSED in results or set(results) == {NOT_APPLICABLE}:
        return "not_assessed"
    return "qualified"


def exclusion(site, checkpoint):
    """State of the newest approved interval that takes the site out, or None."""
    rows = [row for row in site.life if row["state"] in EXCLUDING and row["approved"] and in_force(row, checkpoint)]
    return max(rows, key=lambda row: (row["from"], row["state"]))["state"] if rows else None


def judge_census(folder, switches=None, workdays=None):
    folder = Path(folder)
    census = tomllib.loads((folder / "census.toml").read_text(encoding="utf-8"))
    present = {path.stem for path in folder.glob("*.csv") if not quote_never_closes(path)}
    frame = Frame(census, switches, workdays or Workdays.read(), present)
    return judge_tables(load_tables(folder), frame, census.get("compare", {}).get("name_best", 0))


def judge_tables(tables, frame, name_best=0):
    sites = group_by_site(tables)
    excluded = {code: state for code, site in sites.items()
                if site.row and (state := exclusion(site, frame.checkpoint))}
    verdicts = {code: judge_site(site, frame) for code, site in sites.items() if code not in excluded}
    report = totals(len(sites), verdicts, excluded)
    report["verdicts"] = dict(sorted(verdicts.items()))
    report["excluded"] = dict(sorted(excluded.items()))
    total, units, carried = overdue_tickets(tables.good["tickets"], tables.channels, frame)
    report |= {"overdue_tickets_total": total, "overdue_tickets_by_unit": units, "carried_over": carried}
    report["rejected"] = {table: len(rows) for table, rows in tables.rejected.items() if rows}
    report["groups"] = compare_groups(sites, verdicts, frame.checkpoint, name_best)
    return report


def totals(registered, verdicts, excluded):
    counts = {name: sum(v["verdict"] == name for v in verdicts.values())
              for name in ("qualified", "unqualified", "not_assessed")}
    assessed = counts["qualified"] + counts["unqualified"]
    return {
        "sites_registered": registered, "sites_total": len(verdicts), "sites_assessed": assessed,
        "sites_qualified": counts["qualified"], "sites_unqualified": counts["unqualified"],
        "sites_not_assessed": counts["not_assessed"], "sites_excluded": len(excluded),
        "pass_rate": percent(counts["qualified"], assessed), "coverage": percent(assessed, len(verdicts)),
    }


def parse_switches(pairs):
    switches = {}
    for pair in pairs:
        key, _, value = pair.partition("=")
        if value not in ALLOWED.get(key, ()):
            sys.exit(f"unknown switch {pair}")
        switches[key] = value
    return switches


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("census_dir", type=Path)
    parser.add_argument("--switch", action="append", default=[], metavar="KEY=VALUE")
    options = parser.parse_args()
    report = judge_census(options.census_dir, parse_switches(options.switch))
    json.dump(report, sys.stdout, ensure_ascii=False, indent=1)
    print()


if __name__ == "__main__":
    main()

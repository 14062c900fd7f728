"""The program against the oracle on generated sites: GOV_SITE_COMPLIANCE=path/to/binary python -m pytest test_against_program.py

GOV_SITE_ORACLE_SITES sets the number of sites (10,000), GOV_SITE_ORACLE_SEED the seed (1).
"""

import json
import os
import subprocess

import pytest

from generate import EDGES, count_scenarios, generate
from oracle import ALLOWED, SWITCHES, judge_census
from oracle_tables import SCHEMA, VETOES

PROGRAM = os.environ.get("GOV_SITE_COMPLIANCE")
SITES, SEED = int(os.environ.get("GOV_SITE_ORACLE_SITES", "10000")), int(os.environ.get("GOV_SITE_ORACLE_SEED", "1"))
SWITCHED_SITES, SHOWN = 500, 10
OTHER_VALUES = [(key, value) for key, values in ALLOWED.items() for value in values if value != SWITCHES[key]]
TOTALS = ["sites_registered", "sites_total", "sites_assessed", "sites_qualified", "sites_unqualified", "sites_not_assessed",
          "sites_excluded", "pass_rate", "coverage", "overdue_tickets_total", "carried_over"]
PRINTED_TABLES = [table for table in SCHEMA if table != "visits"]


@pytest.fixture(scope="session")
def sites(tmp_path_factory):
    root = tmp_path_factory.mktemp("sites")
    generate(root, SEED, SITES)
    return root


@pytest.fixture(scope="session")
def few_sites(tmp_path_factory):
    root = tmp_path_factory.mktemp("few")
    generate(root, SEED + 1, SWITCHED_SITES, folders=1)
    return root


def run_program(folder, out, *options):
    assert PROGRAM, "set GOV_SITE_COMPLIANCE to the path of the gov-site-compliance binary"
    command = [PROGRAM, "census", str(folder), "--out", str(out), *options]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    written = out / "census.json"
    assert written.exists(), f"{command}\nexit {done.returncode}\n{done.stdout}\n{done.stderr}"
    return json.loads(written.read_text(encoding="utf-8"))


class Differences:
    """Collects (site, clause, what, oracle, program)."""

    def __init__(self, folder):
        self.folder, self.found = folder, []

    def compare(self, where, clause, what, oracle, program):
        if oracle != program:
            self.found.append((where, clause, what, oracle, program))

    def show(self):
        lines = [f"{len(self.found)} differences in {self.folder}"]
        for where, clause, what, oracle, program in self.found[:SHOWN]:
            lines.append(f"\n{where} {clause}: {what} oracle {oracle!r}, program {program!r}")
            lines += rows_of(self.folder, where, clause)
        return "\n".join(lines)


def rows_of(folder, site, clause):
    """The rows that name the site or one of its columns, short; visits only where they matter."""
    shown = []
    for table in PRINTED_TABLES + (["visits"] if clause == "site_unreachable" else []):
        path = folder / f"{table}.csv"
        if not path.exists() or not site[:1].isdigit():
            continue
        lines = path.read_text(encoding="utf-8").splitlines()
        mine = [line for line in lines[1:] if site in line][:40]
        if mine:
            shown += [f"  {table}: {lines[0]}", *(f"    {line}" for line in mine)]
    return shown


def compare(folder, program, oracle):
    found = Differences(folder)
    for name in TOTALS:
        if name in program:
            found.compare("census", "", name, oracle[name], program[name])
    compare_sites(found, program, oracle)
    compare_units(found, program, oracle)
    compare_groups(found, program, oracle)
    return found


def compare_sites(found, program, oracle):
    found.compare("census", "", "excluded", oracle["excluded"],
                  {row["site_code"]: row["reason"] for row in program["excluded"]})
    verdicts = {row["site_code"]: row for row in program["verdicts"]}
    found.compare("census", "", "sites judged", sorted(oracle["verdicts"].keys() - verdicts.keys()),
                  sorted(verdicts.keys() - oracle["verdicts"].keys()))
    for code in oracle["verdicts"].keys() & verdicts.keys():
        mine, theirs = oracle["verdicts"][code], verdicts[code]
        found.compare(code, "", "verdict", mine["verdict"], theirs["verdict"])
        outcomes = {row["clause"]: row for row in theirs["outcomes"]}
        for clause in VETOES:
            compare_outcome(found, code, clause, mine["outcomes"][clause], outcomes.get(clause, {}))
    found.found.sort(key=lambda row: (row[0] == "census", row[0], row[1]))


def compare_outcome(found, code, clause, mine, theirs):
    """The result, and the numbers where both sides give them and agree on the result (spoiled sites too)."""
    found.compare(code, clause, "result", mine["result"], theirs.get("result"))
    if mine["result"] != theirs.get("result") or mine["result"] == "not_applicable":
        return
    for ours, name in (("certain", "measured"), ("possible", "possible"), ("of", "of"), ("limit", "limit")):
        if theirs.get(name) is not None and ours in mine:
            found.compare(code, clause, name, mine[ours], number(theirs[name]))


def number(value):
    return int(value) if isinstance(value, str) and value.isdigit() else value


def compare_units(found, program, oracle):
    units = {row["unit"]: row for row in program["overdue_tickets_by_unit"]}
    found.compare("census", "", "units", sorted(oracle["overdue_tickets_by_unit"]), sorted(units))
    for unit, row in oracle["overdue_tickets_by_unit"].items():
        for name in row:
            if name in units.get(unit, {}):
                found.compare("census", unit, name, row[name], units[unit][name])


def compare_groups(found, program, oracle):
    theirs = {(row["by"], row["name"]): row for row in program["groups"]}
    mine = {(row["by"], row["name"]): row for row in oracle["groups"]}
    found.compare("census", "", "groups", sorted(mine.keys() - theirs.keys()), sorted(theirs.keys() - mine.keys()))
    for key in mine.keys() & theirs.keys():
        for name, value in mine[key].items():
            found.compare("census", "/".join(key), f"group {name}", value, theirs[key].get(name))


def test_the_program_agrees_with_the_oracle(sites, tmp_path):
    shown = []
    for path in sorted(sites.glob("*/census.toml")):
        folder = path.parent
        found = compare(folder, run_program(folder, tmp_path / folder.name), judge_census(folder))
        if found.found:
            shown.append(found.show())
    assert not shown, "\n\n".join(shown)


@pytest.mark.parametrize("key, value", OTHER_VALUES)
def test_the_program_agrees_under_every_switch(few_sites, tmp_path, key, value):
    overlay = tmp_path / "t.toml"
    overlay.write_text(f'id = "t"\nrevision = 1\ntitle = "t"\nextends = "zibo-2017"\n[readings]\n{key} = "{value}"\n',
                       encoding="utf-8")
    folder = next(few_sites.glob("*/census.toml")).parent
    program = run_program(folder, tmp_path / "out", "--standard", str(overlay))
    found = compare(folder, program, judge_census(folder, {key: value}))
    assert not found.found, found.show()


def test_every_veto_is_met_at_its_edges(sites):
    """Over 10,000 sites at least 300 each; the home page has no limit+1, since no more columns are stale than there are."""
    counts, _, missed = count_scenarios([sites])
    least = 300 * SITES // 10_000
    few = {(veto, edge): counts[veto, edge] for veto in VETOES for edge in EDGES
           if counts[veto, edge] < least and (veto, edge) != ("home_not_updated", "limit+1")}
    assert not few
    assert not any(missed.values()), missed

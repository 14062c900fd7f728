"""Case folders: `tests/cases/<clause>/<case>/` is a census folder with `expected.json` beside its tables.

The census of a case must say exactly what the file says: verdicts, outcomes of the clause, findings of the clause. What
is not listed there fails as surely as what is missing. `UPDATE_GOLDEN=1` writes the files anew; a changed one needs a line
in CHANGELOG.md that names the clause.
"""

import json
import os

import pytest

from support import REPOSITORY, judge, run

CASES = REPOSITORY / "tests" / "cases"
FOLDERS = sorted(path.parent for path in CASES.glob("*/*/census.toml"))


def said(census, clause):
    """What the census says on a clause, in the form of expected.json."""
    wanted = ("result", "measured", "possible", "of", "limit", "gaps")
    outcomes = {
        verdict["site_code"]: {key: outcome[key] for key in (*wanted, *(key for key in ("points_off", "points_off_most") if key in outcome))}
        for verdict in census["verdicts"]
        for outcome in verdict["outcomes"]
        if outcome["clause"] == clause
    }
    findings = [[row["site_code"], row["table"], row["key"], row["certain"]] for row in census.rows("findings.csv") if row["clause"] == clause]
    return {
        "verdicts": {verdict["site_code"]: verdict["verdict"] for verdict in census["verdicts"]},
        "outcomes": outcomes,
        "registry": {row["clause"]: row["result"] for row in census["registry"] if row["clause"] == clause},
        "findings": sorted(findings),
        "tickets": {row["ticket_id"]: row["state"] for row in census.rows("tickets.csv")},
        "better": sorted(f"{group['by']} {group['name']}" for group in census["groups"] if group["better"]),
    }


@pytest.mark.parametrize("path", FOLDERS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_the_case_is_judged_as_expected(path, tmp_path):
    found = said(judge(path, tmp_path / "out"), path.parent.name)
    expected = path / "expected.json"
    if os.environ.get("UPDATE_GOLDEN"):
        expected.write_text(json.dumps(found, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    assert found == json.loads(expected.read_text(encoding="utf-8"))


def test_every_clause_has_a_case():
    """A family or clause without a case folder is not finished, whichever standard has it."""
    standards = [f"{row['id']}@{row['revision']}" for row in json.loads(run("standard", "list", "--json").stdout)]
    shown = [json.loads(run("standard", "show", name, "--json").stdout) for name in standards]
    clauses = {clause["clause"] for standard in shown for clause in standard["clauses"]}
    assert clauses == {path.parent.name for path in FOLDERS}

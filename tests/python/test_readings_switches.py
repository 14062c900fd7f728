"""Every reading under 85 % is a switch of the standard file; what each value does is tested beside its reading."""

import pytest

from support import overlay, run

SWITCHES = {
    "visit_slots": ["ten_minutes", "none"],
    "suspected_status": ["possible", "failed", "ok"],
    "counted_columns": ["listing", "all"],
    "blank_in_core": ["no", "yes"],
    "blank_takes_deduction": ["yes", "no"],
    "late_answers_count": ["yes", "no"],
    "extension": ["within_first_limit", "any_time"],
    "promise": ["shorter_binds", "always_binds", "ignored"],
    "overdue_total": ["late_and_open", "open"],
}
VALUES = [(switch, value) for switch, values in SWITCHES.items() for value in values]


@pytest.mark.parametrize(("switch", "value"), VALUES)
def test_every_value_is_known(folder, switch, value):
    assert folder.judge(readings={switch: value}).state() == "qualified"


@pytest.mark.parametrize("switch", SWITCHES)
def test_the_first_value_is_the_default(folder, switch):
    """Naming the default changes no verdict of a site that comes near every limit."""
    folder.spoil_visits(7, status="403").stale(4).blank(4, "news")
    folder.ticket("t1", "2017-03-01", answered_on="2017-06-02").ticket("t2", "2017-11-01", promised_days="5", promised_unit="working")
    plain = folder.judge()
    named = folder.judge(readings={switch: SWITCHES[switch][0]})
    keys = ("verdicts", "overdue_tickets_total", "overdue_tickets_by_unit", "carried_over")
    for key in keys[1:]:
        assert plain[key] == named[key]
    judged = [[(o["clause"], o["result"], o["measured"], o["possible"]) for o in census.verdict()["outcomes"]] for census in (plain, named)]
    assert judged[0] == judged[1]


@pytest.mark.parametrize("switch", [*SWITCHES, "no_such_switch"])
def test_an_unknown_value_or_switch_is_an_error(folder, tmp_path, switch):
    path = folder.write()
    standard = overlay(tmp_path / "bad.toml", readings={switch: "perhaps"})
    process = run("census", path, "--out", tmp_path / "out", "--standard", standard)
    assert process.returncode != 0
    assert "bad.toml" in process.stderr
    assert switch in process.stderr
    assert not (tmp_path / "out" / "census.json").exists()


@pytest.mark.parametrize("value", SWITCHES["suspected_status"])
def test_a_switch_that_decides_is_shown(folder, value):
    census = folder.spoil_visits(7, status="403").judge(readings={"suspected_status": value})
    assert "suspected_status" in str(census["readings"])
    assert value in str(census["readings"])

"""`compare`: what changed between two censuses."""

import datetime as dt
import doctest

import gov_site_compliance as gsc
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc
import pytest
from gov_site_compliance import _compare

from support import ZIBO, overlay
from package_support import COMPLETE, TABLES, table
from test_package import judged

SITE = "3703009001"


@pytest.fixture(scope="module")
def tables():
    return {name: table(name) for name in TABLES}


@pytest.fixture(scope="module")
def census(tables):
    return judged(tables)


def without(found, **cells):
    """The table without the rows that have these cells."""
    keep = pa.array([True] * found.num_rows)
    for name, cell in cells.items():
        keep = pc.and_(keep, pc.not_equal(found[name], cell))
    return found.filter(keep)


def with_cell(found, key, value, **cells):
    """The table with other cells in the rows of a key."""
    chosen = pc.equal(found[key], value)
    for name, cell in cells.items():
        position = found.column_names.index(name)
        found = found.set_column(position, name, pc.if_else(chosen, pa.scalar(cell, pa.string()), found[name]))
    return found


def rows(frame):
    return pl.DataFrame(frame).to_dicts()


def test_zibo_differs_in_nothing_from_itself(census):
    changed = gsc.compare(census, census)
    assert (len(changed), len(changed.verdicts), len(changed.outcomes), len(changed.findings), len(changed.tickets)) == (0, 0, 0, 0, 0)
    assert repr(changed).endswith("; nothing differs)") and "differ:" not in repr(changed)
    assert changed.verdicts.column_names[:6] == ["site_code", "site_name", "before", "after", "vetoes_before", "vetoes_after"]
    assert changed.outcomes.column_names[:6] == ["site_code", "site_name", "clause", "title", "result_before", "result_after"]
    assert changed.outcomes.column_names[-4:] == [f"{name}_{side}" for name in ("points_off", "points_off_most") for side in ("before", "after")]
    points = [f"{name}_{side}" for name in ("score", "score_low", "score_high", "verdict_basis") for side in ("before", "after")]
    assert changed.verdicts.column_names[8:] == [*points, "basis_before", "basis_after"]
    assert changed.findings.column_names[:5] == ["change", "site_code", "clause", "table", "key"]


def test_the_folder_and_its_tables_differ_in_nothing(census):
    assert len(gsc.compare(gsc.judge_folder(ZIBO), census)) == 0


def test_which_sites_a_stricter_limit_turns(tmp_path):
    """The folder under an overlay: the same evidence and findings, other verdicts."""
    stricter = overlay(tmp_path / "strict.toml", limits={"blank_columns": ("at_least", 1)}, identity="strict")
    usual, strict = gsc.judge_folder(ZIBO), gsc.judge_folder(ZIBO, standard=str(stricter))
    changed = gsc.compare(usual, strict)
    before, after = (dict(pl.DataFrame(census.verdicts).select("site_code", "verdict").iter_rows()) for census in (usual, strict))
    turned = {code: (before[code], after[code]) for code in before if before[code] != after[code]}
    assert turned and set(turned.values()) == {("qualified", "unqualified")}
    found = rows(changed.verdicts)
    assert {row["site_code"]: (row["before"], row["after"]) for row in found if row["before"] != row["after"]} == turned
    for row in found:
        assert "blank_columns" in row["vetoes_after"].split(";") and "blank_columns" not in row["vetoes_before"].split(";")
        assert (row["basis_before"], row["basis_after"]) == ("zibo-2017@1; reconstruction", "strict@1; reconstruction; overlay")
    assert len(changed) == len(found) + len(changed.outcomes), "the evidence is the same, and so are its findings"
    assert len(found) > len(turned), "some were unqualified already"
    blank = {row["site_code"]: row for row in rows(changed.outcomes) if row["clause"] == "blank_columns"}
    assert set(blank) == {row["site_code"] for row in found}
    assert {(row["result_before"], row["result_after"], row["limit_before"], row["limit_after"]) for row in blank.values()} == {("pass", "fail", 5, 1)}
    assert all(1 <= row["measured_before"] == row["measured_after"] < 5 for row in blank.values())
    assert f"; {len(turned)} sites qualified → unqualified; " in repr(changed)
    assert "standards differ: zibo-2017@1 " in repr(changed) and ", strict@1 " in repr(changed) and "checkpoints" not in repr(changed)


def test_overlays_of_one_name_are_told_apart(tmp_path):
    limits = [overlay(tmp_path / f"{amount}.toml", limits={"blank_columns": ("at_least", amount)}, identity="mine") for amount in (5, 6)]
    five, six = (gsc.judge_folder(ZIBO, standard=str(path)) for path in limits)
    assert "standards differ: mine@1 " in repr(gsc.compare(five, six))


def test_a_ticket_that_was_answered(tables, census):
    [late] = [row for row in rows(census.tickets) if row["ticket_id"] == "T-2017-0001"]
    assert late["state"] == "open_overdue"
    answered = judged(tables | {"tickets": with_cell(tables["tickets"], "ticket_id", "T-2017-0001", answered_on="2017-11-28")})
    changed = gsc.compare(census, answered)
    [row] = rows(changed.tickets)
    assert (row["ticket_id"], row["unit"], row["site_code"]) == ("T-2017-0001", late["unit"], late["site_code"])
    assert (row["state_before"], row["state_after"]) == ("open_overdue", "answered_late")
    assert (row["answered_on_before"], row["answered_on_after"]) == (None, dt.date(2017, 11, 28))
    assert row["deadline_before"] == row["deadline_after"] == late["deadline"]
    assert row["working_days_over_before"] - row["working_days_over_after"] == 1, "one working day from 28 to 29 November"
    [back] = rows(gsc.compare(answered, census).tickets)
    assert (back["state_before"], back["state_after"]) == ("answered_late", "open_overdue")


def test_findings_that_missing_updates_add(tables, census):
    """The home page of the site lives by its updates: without them its columns are blank, and stale on the home page."""
    columns = pl.from_arrow(tables["columns"]).filter(pl.col("site_code") == SITE)["column_id"]
    spoilt = judged(tables | {"updates": pl.from_arrow(tables["updates"]).filter(~pl.col("column_id").is_in(columns.to_list()))})
    changed = gsc.compare(census, spoilt)
    before, after = ({finding(row) for row in rows(found.findings)} for found in (census, spoilt))
    assert {finding(row) for row in rows(changed.findings) if row["change"] != "removed"} == after - before
    went = [(row, "_before" if row["change"] == "changed" else "") for row in rows(changed.findings) if row["change"] != "added"]
    assert {finding(*row) for row in went} == before - after
    assert {row["site_code"] for row in rows(changed.findings)} == {SITE} and len(after - before) > len(before - after)
    spots = [finding(row)[:4] for row in rows(changed.findings)]
    assert spots == sorted(spots)
    [verdict] = rows(changed.verdicts)
    assert (verdict["site_code"], verdict["before"], verdict["after"]) == (SITE, "qualified", "unqualified")
    assert [row["clause"] for row in rows(changed.outcomes)] == sorted(row["clause"] for row in rows(changed.outcomes))
    assert {row["clause"]: row["result_after"] for row in rows(changed.outcomes)}["home_not_updated"] == "fail"
    assert f" verdicts, {len(changed.outcomes)} outcomes, {len(changed.findings)} findings, " in repr(changed)


def finding(row, side=""):
    """What makes a finding the one that it is."""
    return tuple(row[name] for name in ("site_code", "clause", "table", "key", f"certain{side}", f"day{side}", f"detail{side}"))


def test_a_site_that_came_and_one_that_went(tables, census):
    fewer = judged({name: without(found, site_code=SITE) if "site_code" in found.column_names else found for name, found in tables.items()})
    [gone] = rows(gsc.compare(census, fewer).verdicts)
    assert (gone["site_code"], gone["before"], gone["after"], gone["vetoes_after"], gone["basis_after"]) == (SITE, "qualified", None, None, None)
    assert "; 1 sites only before (qualified); " in repr(gsc.compare(census, fewer))
    [come] = rows(gsc.compare(fewer, census).verdicts)
    assert (come["site_code"], come["site_name"], come["before"], come["after"]) == (SITE, gone["site_name"], None, "qualified")
    assert "; 1 sites only after (qualified); " in repr(gsc.compare(fewer, census))


def test_a_site_that_was_excluded_is_not_gone(tables, census):
    life = tables["site_life"]
    row = {"site_code": SITE, "state": "closed", "from": "2017-01-01", "approved": "true"}
    closed = judged(tables | {"site_life": pa.concat_tables([life, pa.Table.from_pylist([row], schema=life.schema)])})
    changed = gsc.compare(census, closed)
    [verdict] = rows(changed.verdicts)
    assert (verdict["site_code"], verdict["before"], verdict["after"], verdict["vetoes_after"]) == (SITE, "qualified", "excluded", "")
    assert len(changed.outcomes) == 0, "no outcome on one side, nothing to compare"
    assert "; 1 sites qualified → excluded; " in repr(changed)
    assert len(gsc.compare(closed, closed)) == 0


def test_what_nobody_looked_at_any_more(tables, census):
    unvisited = judged({name: found for name, found in tables.items() if name != "visits"})
    for row in rows(gsc.compare(census, unvisited).verdicts):
        assert "site_unreachable" not in row["not_assessed_before"] and "site_unreachable" in row["not_assessed_after"]


def test_another_checkpoint_is_said_so(tables, census):
    period = (dt.date(2017, 10, 1), dt.date(2017, 12, 31))
    days = {"checkpoint": dt.date(2017, 12, 6), "visits_until": dt.date(2017, 11, 29), "period": period}
    later = gsc.judge(**tables, **days, complete=COMPLETE)
    changed = gsc.compare(census, later)
    assert "; checkpoints differ: 2017-11-29, 2017-12-06; " in repr(changed) and "standards differ" not in repr(changed)
    longer = [row for row in rows(changed.findings) if row["clause"] == "home_not_updated" and row["change"] == "changed"]
    assert longer and all(row["detail"] != row["detail_before"] and row["day"] == row["day_before"] for row in longer)
    assert all(row["state_before"] != row["state_after"] for row in rows(changed.tickets)), "days over grow without a change"


def test_no_order_of_rows_shows(tables):
    def stream(census_a, census_b):
        changed = gsc.compare(census_a, census_b)
        return [pa.table(frame) for frame in (changed.verdicts, changed.outcomes, changed.findings, changed.tickets)]

    spoilt = {"updates": tables["updates"].slice(40), "tickets": with_cell(tables["tickets"], "ticket_id", "T-2017-0003", answered_on="2017-11-29")}
    turned = {name: found.take(list(reversed(range(found.num_rows)))) for name, found in (tables | spoilt).items()}
    plain = stream(judged(tables), judged(tables | spoilt))
    assert [found.num_rows > 0 for found in plain] == [True, True, True, True]
    again = stream(judged({name: found.take(list(reversed(range(found.num_rows)))) for name, found in tables.items()}, threads=1), judged(turned))
    for found, other in zip(plain, again, strict=True):
        assert found.equals(other)


def test_a_title_is_text_and_no_markup(tables, census):
    hostile = judged(tables, title="<script>alert(1)</script> & \"more\"")
    page = gsc.compare(census, hostile)._repr_html_()
    assert "<script>" not in page and "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;more&quot;" in page
    assert "nothing differs" in page


def test_only_censuses_are_compared(census):
    with pytest.raises(gsc.InputError, match="a Frame is no Census"):
        gsc.compare(census, census.verdicts)


def test_the_example_of_the_documentation():
    tried = doctest.testmod(_compare)
    assert (tried.failed, tried.attempted > 4) == (0, True)

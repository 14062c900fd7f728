"""`judge_site`: one site's evidence in, its verdict out, the one that the census of all would give."""

import datetime as dt
import json

import gov_site_compliance as gsc
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from package_tables import judged, options_of, rows, settings, tables_of, text_tables
from support import SITE, ZIBO

OTHER = "3703000002"
CODES = [f"{number}" for number in range(3703009001, 3703009028)]


def evidence_of(tables, code):
    """The rows of a census that are about one site."""
    mine = {}
    columns = {row["column_id"] for row in tables["columns"].to_pylist() if row["site_code"] == code}
    channels = {row["channel_id"] for row in tables["channels"].to_pylist() if row["site_code"] == code}
    for name, table in tables.items():
        keep = {
            "updates": lambda row: row["column_id"] in columns,
            "units": lambda row: True,
            "tickets": lambda row: row["site_code"] == code or row["channel_id"] in channels,
        }.get(name, lambda row: row["site_code"] == code)
        mine[name] = [row for row in table.to_pylist() if keep(row)]
    return mine


@pytest.fixture(scope="module")
def census():
    return gsc.judge_folder(ZIBO)


@pytest.fixture(scope="module")
def tables():
    return text_tables(ZIBO)


def zibo_options():
    return {name: value for name, value in settings(ZIBO).items() if name not in ("title", "issuer", "name_best")}


def judge(evidence, options, table=lambda rows, name: rows):
    """The verdict on rows as mappings, each table through `table`."""
    given = {name: table(rows, name) for name, rows in evidence.items() if name != "sites"}
    [site] = evidence["sites"]
    return gsc.judge_site(site=site, **given, **options)


def assert_the_verdict_of(verdict, census, code):
    """Verdict, vetoes, outcomes, digest and findings as in the frames of the census."""
    [row] = [row for row in rows(census.verdicts) if row["site_code"] == code]
    assert (verdict.site_code, verdict.site_name, verdict.verdict) == (code, row["site_name"], row["verdict"])
    assert verdict.evidence_digest == row["evidence_digest"]
    [document] = [entry for entry in json.loads(census.to_json())["verdicts"] if entry["site_code"] == code]
    assert sorted(verdict.vetoes) == sorted(veto["clause"] for veto in document["vetoes"])
    assert sorted(verdict.not_assessed) == sorted(gap["clause"] for gap in document["not_assessed"])
    outcomes = {(outcome["clause"], outcome["result"], outcome["measured"], outcome["possible"], outcome["limit"]) for outcome in verdict.outcomes}
    assert outcomes == {
        (outcome["clause"], outcome["result"], outcome["measured"], outcome["possible"], outcome["limit"]) for outcome in document["outcomes"]
    }
    findings = {(finding["clause"], finding["table"], finding["key"], finding["detail"]) for finding in verdict.findings}
    assert findings == {
        (finding["clause"], finding["table"], finding["key"], finding["detail"]) for finding in rows(census.findings) if finding["site_code"] == code
    }


@pytest.mark.parametrize("code", CODES)
def test_every_kind_of_site_of_zibo(census, tables, code):
    verdict = judge(evidence_of(tables, code), zibo_options())
    assert_the_verdict_of(verdict, census, code)
    assert verdict == census.explain(code).verdict


def test_all_sites_of_zibo_that_are_judged(census, tables):
    """Their verdicts are those of the census, number by number."""
    codes = [row["site_code"] for row in rows(census.verdicts)]
    found = {code: judge(evidence_of(tables, code), zibo_options()).verdict for code in codes}
    assert found == {row["site_code"]: row["verdict"] for row in rows(census.verdicts)}


FORMS = {
    "mappings": lambda rows, name: rows,
    "tuple": lambda rows, name: tuple(rows),
    "generator": lambda rows, name: (row for row in rows),
    "only_filled": lambda rows, name: [{key: cell for key, cell in row.items() if cell is not None} for row in rows],
    "blank_texts": lambda rows, name: [{key: "" if cell is None else cell for key, cell in row.items()} for row in rows],
    "pyarrow": lambda rows, name: pa.Table.from_pylist(rows) if rows else rows,
    "polars": lambda rows, name: pl.DataFrame(rows, infer_schema_length=None) if rows else rows,
    "pandas": lambda rows, name: pd.DataFrame(rows) if rows else rows,
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("code", ["3703009001", "3703009008", "3703009018"])
def test_tables_of_any_form(census, tables, code, form):
    assert judge(evidence_of(tables, code), zibo_options(), FORMS[form]) == census.explain(code).verdict


def test_a_site_as_a_table_of_one_row(census, tables):
    evidence = evidence_of(tables, "3703009002")
    given = {name: rows for name, rows in evidence.items() if name != "sites"}
    for site in (pa.Table.from_pylist(evidence["sites"]), pl.DataFrame(evidence["sites"], infer_schema_length=None)):
        assert gsc.judge_site(site=site, **given, **zibo_options()) == census.explain("3703009002").verdict


# ---- values of Python


def typed(row):
    """Dates, times, whole numbers, decimals and bools instead of texts."""
    made = {}
    for key, cell in row.items():
        if not cell:
            made[key] = None
        elif key in ("published_on", "submitted_on", "answered_on", "from", "to"):
            made[key] = dt.date.fromisoformat(cell)
        elif key in ("visited_at", "found_at", "observed_at"):
            made[key] = dt.datetime.fromisoformat(cell)
        elif key == "items_seen" or (key == "status" and cell.isdigit()):
            made[key] = int(cell)
        elif key == "duration_ms":
            made[key] = float(cell)
        elif key in ("valid", "needs_reply", "complete", "manual", "on_home"):
            made[key] = cell == "true"
        else:
            made[key] = cell
    return made


def as_mappings(folder, change=lambda row: row):
    return {name: [change(row) for row in table.to_pylist()] for name, table in tables_of(folder).items()}


@pytest.fixture
def busy(folder):
    return folder.blank(6).stale(3).ticket("t1", "2017-01-01").coverage("tickets", **{"from": "2016-01-01"}).fail_visits(2).review(status="suspected")


def test_values_of_python_mean_what_the_texts_mean(busy):
    wanted = judge(as_mappings(busy), options_of(busy))
    assert judge(as_mappings(busy, typed), options_of(busy)) == wanted
    assert_the_verdict_of(wanted, judged(busy), SITE)


def test_times_in_any_zone(busy):
    def moved(row):
        made = typed(row)
        return {key: cell.astimezone(dt.timezone.utc) if isinstance(cell, dt.datetime) else cell for key, cell in made.items()}

    def naive(row):
        return {key: cell.replace(tzinfo=None) if isinstance(cell, dt.datetime) else cell for key, cell in typed(row).items()}

    wanted = judge(as_mappings(busy), options_of(busy))
    assert judge(as_mappings(busy, moved), options_of(busy)) == wanted
    assert judge(as_mappings(busy, naive), options_of(busy)) == wanted


def test_rows_may_have_different_keys_in_any_order(busy):
    evidence = as_mappings(busy)
    evidence["updates"] = [dict(reversed(row.items())) for row in evidence["updates"]]
    evidence["updates"][0].pop("published_on")
    without = as_mappings(busy)
    without["updates"][0]["published_on"] = None
    assert judge(evidence, options_of(busy)) == judge(without, options_of(busy))


# ---- a verdict


def test_a_verdict_says_what_and_why(busy):
    verdict = judge(as_mappings(busy), options_of(busy))
    assert (verdict.site_code, verdict.verdict) == (SITE, "unqualified")
    assert sorted(verdict.vetoes) == ["blank_columns", "interaction_unanswered"]
    assert verdict.not_assessed == ["serious_error"]
    assert len(verdict.outcomes) >= 7
    assert {finding["clause"] for finding in verdict.findings} >= {"blank_columns", "interaction_unanswered"}


def test_what_nobody_looked_at_is_not_assessed(folder):
    verdict = gsc.judge_site(site=tables_of(folder)["sites"].to_pylist()[0], standard="zibo-2017", checkpoint=dt.date(2017, 11, 25))
    assert verdict.verdict == "not_assessed"
    assert len(verdict.not_assessed) == 7
    assert verdict.findings == [] or verdict.vetoes == []


def test_declared_and_empty_is_not_left_out(folder):
    """`complete` speaks of tables that are there."""
    site, options = tables_of(folder)["sites"].to_pylist()[0], options_of(folder)
    there = gsc.judge_site(site=site, reviews=[], tickets=[], **options)
    absent = gsc.judge_site(site=site, **options)
    assert set(absent.not_assessed) - set(there.not_assessed) == {"serious_error", "interaction_unanswered"}


def test_verdicts_are_equal_by_what_they_say(busy):
    one, two = (judge(as_mappings(busy), options_of(busy)) for _ in range(2))
    other = judge(as_mappings(busy.blank(1, prefix="y")), options_of(busy))
    assert one == two and hash(one) == hash(two) and one != other
    assert one != one.to_json()
    assert len({one, two, other}) == 2


def test_what_a_verdict_gives_is_a_copy(busy):
    verdict = judge(as_mappings(busy), options_of(busy))
    before = verdict.to_json()
    verdict.vetoes.clear()
    verdict.outcomes[0]["result"] = "pass"
    verdict.findings.clear()
    assert verdict.to_json() == before
    assert verdict.vetoes != []
    with pytest.raises((AttributeError, TypeError)):
        verdict.verdict = "qualified"


def test_a_standard_as_an_object(busy):
    options = options_of(busy) | {"standard": gsc.Standard.load("zibo-2017")}
    assert judge(as_mappings(busy), options) == judge(as_mappings(busy), options_of(busy))


# ---- bad input


def test_bad_rows_make_more_possible_and_never_fail_a_site(folder):
    """As in a census: a bad row is charged to what it names."""
    evidence = as_mappings(folder.update(f"{SITE}-home", "2017-13-40").ticket("t1", "2017-13-40"))
    assert_the_verdict_of(judge(evidence, options_of(folder)), judged(folder), SITE)


@pytest.mark.parametrize(
    ("table", "given", "words"),
    [
        ("updates", 7, ("updates",)),
        ("updates", "text", ("updates",)),
        ("updates", [7], ("updates",)),
        ("updates", [None], ("updates",)),
        ("updates", [["column_id", "a"]], ("updates",)),
        ("updates", [{"column_id": "a", "url": "u", "published_on": object()}], ("updates", "published_on")),
        ("updates", [{"column_id": "a", "url": ["u"]}], ("updates", "url")),
        ("updates", [{"column_id": "a", "url": b"u"}], ("updates", "url")),
        ("updates", [{7: "a"}], ("updates",)),
        ("columns", pa.table({"column_id": ["a"]}), ("columns", "site_code")),
    ],
    ids=lambda value: repr(value)[:30],
)
def test_what_is_no_table_of_rows_is_named(folder, table, given, words):
    evidence = as_mappings(folder) | {table: given}
    with pytest.raises((gsc.InputError, TypeError)) as caught:
        judge(evidence, options_of(folder))
    assert [word for word in words if word not in str(caught.value)] == [], caught.value


def test_an_iterator_that_fails_midway(folder):
    def updates():
        yield {"column_id": f"{SITE}-home", "url": "u", "published_on": "2017-11-20"}
        raise OSError("the line is dead")

    with pytest.raises((gsc.InputError, OSError), match="the line is dead") as caught:
        judge(as_mappings(folder) | {"updates": updates()}, options_of(folder))
    assert isinstance(caught.value, OSError) or "updates" in str(caught.value)


@pytest.mark.parametrize("field", ["site_code", "site_name", "home_url", "role", "level", "division", "sponsor"])
@pytest.mark.parametrize("value", [None, "", "missing"], ids=repr)
def test_a_site_without_a_compulsory_field(folder, field, value):
    evidence = as_mappings(folder)
    site = evidence["sites"][0]
    evidence["sites"] = [{key: cell for key, cell in site.items() if key != field} if value == "missing" else site | {field: value}]
    if field == "site_code":
        with pytest.raises(gsc.InputError, match=field):
            judge(evidence, options_of(folder))
        return
    verdict = judge(evidence, options_of(folder))
    assert (verdict.verdict, [row["column"] for row in verdict.rejected]) == ("not_assessed", [field]), "as in a census of all sites"


def test_none_or_two_sites(folder):
    table = tables_of(folder.site(OTHER))["sites"]
    for sites in (table, table.slice(0, 0), [], 7, None):
        with pytest.raises((gsc.InputError, TypeError)):
            gsc.judge_site(site=sites, **options_of(folder))


def test_rows_of_another_site_do_not_count(folder):
    """They are bad rows like any that name an unknown site."""
    alone = judge(as_mappings(folder), options_of(folder))
    evidence = as_mappings(folder)
    evidence["columns"].append({"column_id": "other", "site_code": OTHER, "column_name": "x", "kind": "news", "on_home": None})
    evidence["visits"] += [row | {"site_code": OTHER, "status": "404"} for row in evidence["visits"]]
    verdict = judge(evidence, options_of(folder))
    assert (verdict.verdict, verdict.vetoes) == (alone.verdict, [])


@pytest.mark.parametrize("number", [10**30, -(10**30), 1e308, float("nan"), float("inf")], ids=repr)
@pytest.mark.parametrize(("table", "field"), [("visits", "status"), ("visits", "duration_ms"), ("columns", "depth")])
def test_numbers_out_of_all_ranges(folder, table, field, number):
    """An error that names the field, or a row that is rejected; never a row that counts as something else."""
    evidence = as_mappings(folder)
    evidence[table] = [dict(row) for row in evidence[table]]
    evidence[table][0][field] = number
    try:
        verdict = judge(evidence, options_of(folder))
    except gsc.InputError as error:
        assert table in str(error) and field in str(error)
        return
    assert verdict.verdict in ("not_assessed", "qualified")
    assert verdict.vetoes == []


@pytest.mark.parametrize(
    "day", [dt.date(1, 1, 1), dt.date(9999, 12, 31), dt.datetime(1, 1, 1, tzinfo=dt.timezone.utc), dt.datetime(9999, 12, 31, 23, 59, 59)], ids=str
)
def test_days_far_away_leave_the_clause_open(folder, day):
    evidence = as_mappings(folder)
    evidence["updates"] = [{"column_id": f"{SITE}-home", "url": "u", "published_on": day}]
    verdict = judge(evidence, options_of(folder))
    assert "home_not_updated" in verdict.not_assessed


@pytest.mark.parametrize("checkpoint", [None, "soon", 7, dt.date(1990, 1, 1)], ids=str)
def test_a_checkpoint_that_cannot_be_used(folder, checkpoint):
    with pytest.raises((gsc.SettingError, TypeError, ValueError)):
        judge(as_mappings(folder), options_of(folder) | {"checkpoint": checkpoint, "visits_until": None, "period": None})

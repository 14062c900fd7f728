"""census.json is a contract: keys, types, sums, order, and the same bytes whatever the circumstances."""

import json
import random
import re
import shutil

import jsonschema
import pytest

from support import REPOSITORY, SITE, VETOES, ZIBO, judge, read_csv, write_csv

SCHEMA = REPOSITORY / "docs" / "census.schema.json"
TOTALS = ["registered", "total", "assessed", "qualified", "unqualified", "not_assessed", "excluded"]
KEYS = {
    "schema_version",
    *(f"sites_{name}" for name in TOTALS),
    "coverage",
    "pass_rate",
    "verdicts",
    "excluded",
    "overdue_tickets_total",
    "overdue_tickets_by_unit",
    "carried_over",
    "groups",
    "standard",
    "unverified",
    "readings",
}
FILES = ["census.json", "run.json", "verdicts.csv", "findings.csv", "tickets.csv", "rejected.csv", "notice.md", "notice.docx", "census.xlsx", "census.html", "follow_up.csv"]
RATE = re.compile(r"\d+\.\d\d")


@pytest.fixture(scope="session")
def zibo(tmp_path_factory):
    return judge(ZIBO, tmp_path_factory.mktemp("contract"))


@pytest.fixture
def varied(empty):
    """One site of each fate: qualified, unqualified, not assessed, excluded; and tickets of each kind."""
    folder = empty(compare={"name_best": 1})
    folder.site(SITE).site("3703000002").site("3703000003", visits=False).site("3703000004", division="甲区", role="portal", level="county")
    folder.life("closed", "2017-06-01", site="3703000004", close_due_on="2017-06-30")
    folder.blank(6, site="3703000002").stale(4).review(status="suspected", site="3703000003")
    folder.ticket("t1", "2017-11-01").ticket("t2", "2017-11-01", answered_on="2017-11-20").ticket("t3", "2017-09-01")
    return folder.ticket("t4", "2017-11-01", unit="示例单位91")


# ---- keys and types


def test_the_keys_of_the_contract(zibo, varied):
    for census in (zibo, varied.judge()):
        assert KEYS <= set(census.data)


def test_counts_are_whole_numbers(varied):
    census = varied.judge()
    for name in [*(f"sites_{name}" for name in TOTALS), "overdue_tickets_total"]:
        assert type(census[name]) is int, name


def test_rates_are_decimal_strings_with_two_places(zibo):
    for rate in [zibo["coverage"], zibo["pass_rate"], *(g["unqualified_rate"] for g in zibo["groups"] if g["assessed"])]:
        assert isinstance(rate, str)
        assert RATE.fullmatch(rate), rate


def test_verdicts(varied):
    for verdict in varied.judge()["verdicts"]:
        assert {"site_code", "site_name", "verdict", "vetoes", "not_assessed", "score", "score_range"} <= set(verdict)
        assert verdict["verdict"] in {"qualified", "unqualified", "not_assessed"}
        assert all(veto["clause"] in VETOES for veto in verdict["vetoes"])
        assert all(item["clause"] in VETOES and item["gaps"] for item in verdict["not_assessed"])


def test_outcomes(varied):
    for verdict in varied.judge()["verdicts"]:
        for outcome in verdict["outcomes"]:
            assert {"clause", "result", "measured", "possible", "of", "limit", "gaps", "sentence"} <= set(outcome)
            assert outcome["result"] in {"pass", "fail", "not_applicable", "not_assessed"}
            assert outcome["result"] != "not_assessed" or outcome["gaps"]
            assert outcome["sentence"]


def test_the_verdict_follows_its_outcomes(zibo, varied):
    for census in (zibo, varied.judge()):
        for verdict in census["verdicts"]:
            results = {o["clause"]: o["result"] for o in verdict["outcomes"] if o["clause"] in VETOES}
            assert sorted(v["clause"] for v in verdict["vetoes"]) == sorted(c for c, r in results.items() if r == "fail")
            assert sorted(n["clause"] for n in verdict["not_assessed"]) == sorted(c for c, r in results.items() if r == "not_assessed")


def test_excluded_sites_units_and_groups(varied):
    census = varied.judge()
    assert [set(site) >= {"site_code", "site_name", "reason"} for site in census["excluded"]] == [True]
    for row in census["overdue_tickets_by_unit"]:
        assert {"unit", "total", "answered_late", "open"} <= set(row)
        assert row["total"] > 0
    keys = {"by", "name", "total", "assessed", "unqualified", "unqualified_rate", "closures_due", "closures_in_time", "better"}
    for group in census["groups"]:
        assert keys <= set(group)
        assert group["by"] in {"role", "level", "division", "level_role"}
        assert type(group["better"]) is bool


def test_the_standard_is_named(varied):
    standard = varied.judge()["standard"]
    assert {"id", "revision", "digest"} <= set(standard)
    assert standard["id"] == "zibo-2017"
    assert standard["digest"]


# ---- sums


def test_the_sums_of_the_totals(zibo, varied):
    for census in (zibo, varied.judge()):
        assert census["sites_registered"] == census["sites_total"] + census["sites_excluded"]
        assert census["sites_total"] == census["sites_assessed"] + census["sites_not_assessed"]
        assert census["sites_assessed"] == census["sites_qualified"] + census["sites_unqualified"]
        assert len(census["verdicts"]) == census["sites_total"]
        assert len(census["excluded"]) == census["sites_excluded"]
        for state in ("qualified", "unqualified", "not_assessed"):
            assert sum(v["verdict"] == state for v in census["verdicts"]) == census[f"sites_{state}"]


def test_the_sums_of_the_tickets(zibo, varied):
    for census in (zibo, varied.judge()):
        rows = census["overdue_tickets_by_unit"]
        assert sum(row["total"] for row in rows) == census["overdue_tickets_total"]
        assert all(row["total"] == row["answered_late"] + row["open"] for row in rows)


@pytest.mark.parametrize("by", ["role", "level", "division", "level_role"])
def test_the_sums_of_the_groups(zibo, by):
    groups = zibo.groups(by).values()
    assert len(groups) == sum(group["by"] == by for group in zibo["groups"])
    assert sum(group["total"] for group in groups) == zibo["sites_total"]
    assert sum(group["assessed"] for group in groups) == zibo["sites_assessed"]
    assert sum(group["unqualified"] for group in groups) == zibo["sites_unqualified"]


# ---- order


def test_lists_are_sorted(zibo, varied):
    for census in (zibo, varied.judge()):
        for name, key in (("verdicts", "site_code"), ("excluded", "site_code"), ("overdue_tickets_by_unit", "unit")):
            keys = [row[key].encode() for row in census[name]]
            assert keys == sorted(keys), name


# ---- the same bytes


def shuffled(source, target, seed):
    """A copy of a folder with the rows of every table in another order."""
    shutil.copytree(source, target)
    chance = random.Random(seed)
    for path in sorted(target.glob("*.csv")):
        headings, rows = read_csv(path)
        chance.shuffle(rows)
        write_csv(path, headings, rows)
    return target


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_order_of_the_rows_changes_nothing(tmp_path, zibo, seed):
    assert judge(shuffled(ZIBO, tmp_path / "in", seed), tmp_path / "out").bytes == zibo.bytes


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_nor_does_it_with_rejects_and_gaps(tmp_path, varied, seed):
    varied.update("b0", "2017-13-40").ticket("t9", "", unit="").coverage("columns", complete="false", site="3703000003")
    source = varied.write()
    first = judge(source, tmp_path / "first")
    assert judge(shuffled(source, tmp_path / "in", seed), tmp_path / "out").bytes == first.bytes


@pytest.mark.parametrize("seed", [1, 2])
def test_the_order_of_the_headings_changes_nothing(tmp_path, varied, seed):
    source = varied.write()
    first = judge(source, tmp_path / "first")
    for path in source.glob("*.csv"):
        headings, rows = read_csv(path)
        random.Random(seed).shuffle(headings)
        write_csv(path, headings, rows)
    assert judge(source, tmp_path / "out").bytes == first.bytes


@pytest.mark.parametrize(
    "env",
    [
        {"TZ": "America/New_York"},
        {"TZ": "Pacific/Kiritimati"},
        {"LC_ALL": "C"},
        {"LC_ALL": "zh_CN.UTF-8", "LANG": "zh_CN.UTF-8"},
        {"LC_ALL": "de_DE.UTF-8"},
        {"RAYON_NUM_THREADS": "1"},
        {"RAYON_NUM_THREADS": "7"},
    ],
    ids=str,
)
def test_time_zone_locale_and_threads_change_nothing(tmp_path, zibo, env):
    assert judge(ZIBO, tmp_path / "out", env=env).bytes == zibo.bytes


def test_neither_does_the_place_of_the_folder(tmp_path, zibo):
    elsewhere = shutil.copytree(ZIBO, tmp_path / "某处" / "a b")
    assert judge(elsewhere, tmp_path / "out").bytes == zibo.bytes


def test_a_second_run_into_the_same_folder_overwrites(varied, tmp_path):
    source = varied.write()
    assert judge(source, tmp_path / "out").bytes == judge(source, tmp_path / "out").bytes


# ---- the files


def test_every_file_is_written(varied):
    census = varied.judge()
    assert [name for name in FILES if not (census.out / name).is_file()] == []


def test_tables_name_what_they_are_about(varied):
    census = varied.judge()
    assert {v["site_code"] for v in census["verdicts"]} <= {cell for row in census.rows("verdicts.csv") for cell in row.values()}
    assert {"t1", "t2", "t4"} <= {cell for row in census.rows("tickets.csv") for cell in row.values()}
    assert "3703000002" in census.text("findings.csv")


def test_a_finding_names_the_blank_columns(varied):
    text = varied.judge().text("findings.csv")
    assert [f"b{index}" for index in range(6) if f"b{index}" not in text] == []


def test_numbers_of_the_notice_come_from_the_census(varied):
    text = varied.judge().text("notice.md")
    assert "示例单位002" in text
    assert "示例单位001" not in text


def test_run_json_is_json(varied):
    assert isinstance(json.loads(varied.judge().text("run.json")), dict)


# ---- the JSON Schema


@pytest.fixture(scope="session")
def validator():
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    kind = jsonschema.validators.validator_for(schema)
    kind.check_schema(schema)
    return kind(schema)


def test_every_census_follows_the_schema(validator, zibo, varied, empty):
    for census in (zibo, varied.judge(), empty("none").site(visits=False).judge()):
        assert [error.message for error in validator.iter_errors(census.data)] == []


@pytest.mark.parametrize("key", sorted(KEYS))
def test_the_schema_misses_every_key(validator, zibo, key):
    assert not validator.is_valid({name: value for name, value in zibo.data.items() if name != key})


def test_the_schema_knows_the_verdicts(validator, zibo):
    data = json.loads(zibo.bytes)
    data["verdicts"][0]["verdict"] = "excellent"
    assert not validator.is_valid(data)


def test_the_schema_wants_rates_as_text(validator, zibo):
    assert not validator.is_valid({**zibo.data, "pass_rate": 77.03})

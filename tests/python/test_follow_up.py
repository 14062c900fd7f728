"""Follow-up lists: `follow_up.csv` and a sheet for each unit, and the names under which units count."""

import re

import pytest

from support import SITE, UNIT, ZIBO, judge, run

FORMER = "示例单位91"


def tasks(census, **cells):
    return [row for row in census.rows("follow_up.csv") if all(row[name] == cell for name, cell in cells.items())]


def sheets(census):
    return {path.stem: path.read_text(encoding="utf-8") for path in census.out.glob("units/*.md")}


def units(folder, *rows):
    for unit, aliases in rows:
        folder.add("units", unit=unit, aliases=aliases)
    return folder


# ---- Zibo


@pytest.fixture(scope="module")
def zibo(tmp_path_factory):
    return judge(ZIBO, tmp_path_factory.mktemp("zibo"))


def test_the_overdue_tickets_of_zibo_are_all_listed(zibo):
    late = [row for row in tasks(zibo, part="ticket", certain="true") if row["state"] in ("answered_late", "open_overdue")]
    by_unit = {row["unit"]: row["total"] for row in zibo["overdue_tickets_by_unit"]}
    assert {unit: sum(row["unit"] == unit for row in late) for unit in by_unit} == by_unit and len(late) == 25
    assert all(int(row["working_days_over"]) > 0 and row["todo"] for row in late)


def test_the_list_of_a_unit_of_zibo(zibo):
    """Eight overdue tickets, by deadline."""
    rows = tasks(zibo, unit="淄博市住房和城乡建设局")
    keys = {state: [row["key"][-2:] for row in rows if row["state"] == state] for state in ("open_overdue", "answered_late")}
    assert keys == {"open_overdue": ["08", "09", "10"], "answered_late": ["04", "05", "06", "07", "11"]}
    sheet = sheets(zibo)["淄博市住房和城乡建设局"]
    assert "T-2017-0009" in sheet and "2017-11-13" in sheet and "立即办结并答复" in sheet and "reconstruction" in sheet


def test_failing_sites_of_zibo_have_their_clauses(zibo):
    failed = {(verdict["site_code"], veto["clause"]) for verdict in zibo["verdicts"] for veto in verdict["vetoes"]}
    assert {(row["site_code"], row["key"]) for row in tasks(zibo, part="clause", state="veto")} == failed
    assert len({row["unit"] for row in zibo.rows("follow_up.csv")}) == len(sheets(zibo))


# ---- lists


def test_a_unit_without_anything_to_do_has_none(folder):
    census = folder.ticket("t1", "2017-11-01", answered_on="2017-11-02").judge()
    assert census.rows("follow_up.csv") == [] and sheets(census) == {}


def test_windows_and_days_of_columns(folder):
    census = folder.column("edge", "news", "2017-11-11").column("over", "news", "2017-11-10").column("plan", "plan", "2016-11-24").judge()
    found = {row["key"]: (row["last_update"], row["limit"], row["days_over"], row["clauses"]) for row in tasks(census, part="column")}
    clauses = "core_columns_not_updated;overdue_columns"
    assert found == {"over": ("2017-11-10", "超过14天", "1", clauses), "plan": ("2016-11-24", "超过12个月", "1", "overdue_columns")}
    assert [row["name"] for row in tasks(census, key="over")] == ["栏目over"]


def test_what_the_census_before_found_is_marked(folder, tmp_path):
    before = folder.blank(5).column("old", last="2017-10-01").judge()
    folder.column("new", last="2017-10-01")
    census = folder.judge("--previous", before.out)
    repeated = {row["key"]: row["repeated"] for row in census.rows("follow_up.csv")}
    assert (repeated["old"], repeated["new"], repeated["b0"], repeated["blank_columns"]) == ("true", "false", "true", "true")
    assert {row["repeated"] for row in before.rows("follow_up.csv")} == {"false"}
    assert "空白（连续两期）" in "".join(sheets(census).values())
    # The same folder: read before it is cleared.
    assert {row["repeated"] for row in judge(folder.write(), census.out, "--previous", census.out).rows("follow_up.csv")} == {"true"}


def test_results_that_are_none_are_refused_before_anything_is_judged(folder, tmp_path):
    process = run("census", folder.write(), "--out", tmp_path / "out", "--previous", tmp_path / "none")
    assert process.returncode == 3 and "there is no census.json" in process.stderr and not (tmp_path / "out").exists()
    assert run("census", folder.write(), "--previous", tmp_path / "none").returncode == 2, "marks nothing without --out"


def test_a_long_promise(folder):
    folder.add("channels", channel_id="ch", site_code=SITE, kind="consultation", promised_days="8", promised_unit="working")
    [row] = folder.judge().rows("follow_up.csv")
    assert (row["part"], row["key"], row["unit"]) == ("promise", "ch", "示例单位001") and "8个工作日" in row["detail"]


def test_files_of_units_are_safe_and_those_of_an_earlier_run_go(folder):
    folder.ticket("t1", "2017-11-01", unit="../../x").ticket("t2", "2017-11-01", unit="CON").ticket("t3", "2017-11-01", unit="A/B")
    folder.ticket("t4", "2017-11-01", unit="A:B").ticket("t5", "2017-11-01", unit="a_b")
    census = folder.judge()
    assert set(sheets(census)) == {"__.._x", "_CON", "A_B", "A_B-2", "a_b-3"}
    assert all(not re.search(r'[<>:"/\\|?*]', name) for name in sheets(census))
    assert not any(path.name == "x.md" for path in census.out.parents[1].iterdir())
    mine = census.out / "units" / "mine.txt"
    mine.write_text("kept", encoding="utf-8")
    folder.tables["tickets"] = []
    again = judge(folder.write(), census.out)
    assert [path.name for path in again.out.glob("units/*")] == ["mine.txt"]


def test_contacts_and_numbers_are_not_shown(folder):
    folder.tables["sites"][0]["contact"] = "王小明 13805331234"
    folder.column("c", "other").tables["columns"][-1]["column_name"] = "咨询13805331234"
    census = folder.judge()
    assert "王小明" not in census.everything()
    assert "13805331234" not in census.text("follow_up.csv") and "13805331234" not in "".join(sheets(census).values())


# ---- units


def test_an_alias_counts_under_the_name_of_its_unit(folder):
    units(folder, (UNIT, f"示例旧局；{FORMER}"))
    census = folder.ticket("t1", "2017-11-01", unit=FORMER).ticket("t2", "2017-11-01").judge()
    assert census.overdue() == (2, 0, 2) and census.overdue(FORMER) == (0, 0, 0)
    assert f"{UNIT}（2件）" in census.text("notice.md") and FORMER not in census.everything()
    assert [row["unit"] for row in census.rows("tickets.csv")] == [UNIT, UNIT]
    assert list(sheets(census)) == [UNIT]


def test_a_name_of_two_units_rejects_both_rows(folder):
    units(folder, ("甲局", "旧局"), ("乙局", "旧局"), ("丙局", ""))
    census = folder.ticket("t1", "2017-11-01", unit="旧局").judge()
    assert [(row["column"], row["code"], row["original"]) for row in census.rejected("units")] == [("aliases", "unit_name_twice", "旧局")] * 2
    assert census.overdue("旧局") == (1, 0, 1), "as it is written"


def test_no_verdict_and_no_digest_hangs_on_units(folder, empty):
    plain = folder.ticket("t1", "2017-11-01", unit=FORMER).judge()
    other = units(empty("other").site().ticket("t1", "2017-11-01", unit=FORMER), ("示例局", f"{FORMER};示例单位001")).judge()
    assert plain["verdicts"] == other["verdicts"] and plain["evidence_digest"] == other["evidence_digest"]
    assert [row["sponsor"] for row in other.rows("verdicts.csv")] == ["示例局"]

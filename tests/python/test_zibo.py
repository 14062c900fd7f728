"""The example census of Zibo, fourth quarter of 2017, equals the facts of the real notice."""

import json
import re
import shutil
import tomllib

import pytest

from support import DATA, LIMITS, VETOES, ZIBO, judge, overlay, read_csv, write_csv

FACTS = json.loads((DATA / "zibo-2017q4-facts.json").read_text(encoding="utf-8"))
FAILING = {name: problem["indicator"] for problem in FACTS["problems"] for name in problem["sites"]}
TICKETS = FACTS["overdue_tickets"]
MOVED = "淄博市住房公积金管理中心"
COUNTED = {"core_columns_not_updated": 6, "blank_columns": 6, "overdue_columns": 11}


@pytest.fixture(scope="session")
def census(tmp_path_factory):
    """The example as it is shipped."""
    return judge(ZIBO, tmp_path_factory.mktemp("zibo"))


@pytest.fixture
def copy(tmp_path):
    return shutil.copytree(ZIBO, tmp_path / "zibo")


def again(copy, *args):
    return judge(copy, copy.parent / "out", *args)


def by_name(census):
    return {verdict["site_name"]: verdict for verdict in census["verdicts"]}


def failing(census):
    """Site name -> clauses it failed."""
    return {name: [veto["clause"] for veto in v["vetoes"]] for name, v in by_name(census).items() if v["verdict"] == "unqualified"}


def code_of(name, folder=ZIBO):
    _, sites = read_csv(folder / "sites.csv")
    return next(row["site_code"] for row in sites if row["site_name"] == name)


def overdue(census):
    return {row["unit"]: row["total"] for row in census["overdue_tickets_by_unit"]}


# ---- the facts


def test_every_site_was_checked_and_seventeen_failed(census):
    assert census["sites_total"] == census["sites_assessed"] == FACTS["sites_checked"]
    assert census["sites_unqualified"] == FACTS["sites_unqualified"]
    assert census["sites_qualified"] == FACTS["sites_checked"] - FACTS["sites_unqualified"]
    assert census["sites_not_assessed"] == 0
    assert census["coverage"] == "100.00"
    assert census["pass_rate"] == "77.03"


def test_the_failing_sites_and_their_clauses(census):
    assert failing(census) == {name: [clause] for name, clause in FAILING.items()}


def test_every_failing_site_fails_exactly_one_clause(census):
    for name, verdict in by_name(census).items():
        failed = [outcome["clause"] for outcome in verdict["outcomes"] if outcome["result"] == "fail" and outcome["clause"] in VETOES]
        assert failed == ([FAILING[name]] if name in FAILING else []), name


def test_every_site_has_an_outcome_of_every_veto(census):
    for verdict in census["verdicts"]:
        assert {outcome["clause"] for outcome in verdict["outcomes"]} >= set(VETOES)


@pytest.mark.parametrize("clause", COUNTED)
def test_the_counts_lie_one_above_both_wordings(census, clause):
    sites = by_name(census)
    for name in (name for name, failed in FAILING.items() if failed == clause):
        outcome = next(o for o in sites[name]["outcomes"] if o["clause"] == clause)
        assert outcome["measured"] == COUNTED[clause], name


def test_the_overdue_tickets_by_unit(census):
    assert overdue(census) == TICKETS
    assert census["overdue_tickets_total"] == sum(TICKETS.values()) == 25


def test_answered_late_and_open_add_up(census):
    for row in census["overdue_tickets_by_unit"]:
        assert row["answered_late"] + row["open"] == row["total"]


def test_no_ticket_reaches_three_months(census):
    for verdict in census["verdicts"]:
        outcome = next(o for o in verdict["outcomes"] if o["clause"] == "interaction_unanswered")
        assert (outcome["result"], outcome["measured"]) == ("pass", 0)


# ---- both wordings


@pytest.mark.parametrize("edge", ["at_least", "above"])
def test_both_wordings_agree(tmp_path, census, edge):
    columns = [clause for clause, (name, _, _) in LIMITS.items() if name == "columns"]
    standard = overlay(tmp_path / "wording.toml", limits=dict.fromkeys(columns, edge), identity="wording")
    other = judge(ZIBO, tmp_path / "out", "--standard", standard)
    assert other["standard"]["id"] == "wording"
    assert failing(other) == failing(census)
    assert overdue(other) == overdue(census)


# ---- sites that the census leaves out


def test_closed_sites_are_excluded_and_not_judged(census):
    assert census["sites_excluded"] == len(census["excluded"]) > 0
    assert census["sites_registered"] == census["sites_total"] + census["sites_excluded"]
    judged = {verdict["site_code"] for verdict in census["verdicts"]}
    assert not judged & census.excluded()
    assert all(site["reason"] for site in census["excluded"])


def test_the_registry_is_accounted_for(census):
    _, sites = read_csv(ZIBO / "sites.csv")
    named = {v["site_code"] for v in census["verdicts"]} | census.excluded()
    assert named == {row["site_code"] for row in sites}
    assert census["sites_registered"] == len(sites)


# ---- groups


def test_the_better_regions(census):
    assert census.better("division") == set(FACTS["better_regions"])


def test_a_better_region_has_no_failing_site_and_closed_in_time(census):
    for name, group in census.groups("division").items():
        if group["better"]:
            assert group["unqualified"] == 0, name
            assert group["closures_in_time"] == group["closures_due"] > 0, name


def test_the_regions_win_by_their_closures_among_areas_without_a_failing_site(census):
    rivals = {n: g for n, g in census.groups("division").items() if not g["unqualified"] and not g["better"] and n != "市本级"}
    assert rivals, "the reconstruction needs other areas without a failing site"
    assert any(group["closures_in_time"] < group["closures_due"] for group in rivals.values())


def test_city_departments_are_better(census):
    assert any(re.search("市|city", name) and re.search("部门|department", name) for name in census.better("level_role"))


def test_no_group_of_counties_is_better(census):
    assert not any(re.search("区县|县级|county", name) for name in census.better("level") | census.better("level_role"))


# ---- the stale address


def findings_of(census, name):
    return [row for row in census.rows("findings.csv") if name in row.values() or code_of(name) in row.values()]


def test_the_stale_address_is_a_finding(census, copy):
    """Without the evidence of the move the site still fails, and the finding is gone."""
    headings, sites = read_csv(copy / "sites.csv")
    code = code_of(MOVED)
    for row in sites:
        if row["site_code"] == code:
            row["actual_url"] = ""
    write_csv(copy / "sites.csv", headings, sites)
    if (copy / "site_addresses.csv").exists():
        headings, rows = read_csv(copy / "site_addresses.csv")
        write_csv(copy / "site_addresses.csv", headings, [row for row in rows if row["site_code"] != code])
    unmoved = again(copy)
    assert unmoved.vetoes(code) == census.vetoes(code) == ["site_unreachable"]
    assert findings_of(census, MOVED) != findings_of(unmoved, MOVED)


def test_the_stale_address_names_what_the_registry_held(census):
    _, sites = read_csv(ZIBO / "sites.csv")
    filed = next(row["home_url"] for row in sites if row["site_name"] == MOVED)
    assert filed in json.dumps(findings_of(census, MOVED), ensure_ascii=False)


# ---- the notice


def texts_in(value):
    """Every text of a TOML document, however deep."""
    if isinstance(value, str):
        return [line.strip() for line in value.splitlines() if line.strip()]
    if isinstance(value, dict):
        value = list(value.values())
    return [text for item in value for text in texts_in(item)] if isinstance(value, list) else []


def document_texts():
    """What notice.toml and census.toml contribute to the document: names in there are no verdicts."""
    files = [ZIBO / "census.toml", ZIBO / "notice.toml"]
    texts = [text for file in files for text in texts_in(tomllib.loads(file.read_text(encoding="utf-8-sig")))]
    return sorted(texts, key=len, reverse=True)


def judged_text(census):
    """The notice without the texts that its writer supplied."""
    text = census.text("notice.md")
    for known in document_texts():
        text = text.replace(known, "")
    return text


def without(text, names):
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, "")
    return text


def test_the_notice_names_every_failing_site_and_unit(census):
    text = judged_text(census)
    assert [name for name in [*FAILING, *TICKETS] if name not in text] == []


def test_the_notice_names_no_other_site(census):
    text = without(judged_text(census), [*FAILING, *TICKETS])
    _, sites = read_csv(ZIBO / "sites.csv")
    assert [row["site_name"] for row in sites if row["site_name"] not in FAILING and row["site_name"] in text] == []


def test_the_notice_names_no_other_unit(census):
    text = without(judged_text(census), [*FAILING, *TICKETS])
    _, tickets = read_csv(ZIBO / "tickets.csv")
    assert sorted({row["unit"] for row in tickets if row["unit"] not in TICKETS and row["unit"] in text}) == []


def test_the_notice_counts_the_tickets_of_each_unit(census):
    text = census.text("notice.md")
    for unit, total in TICKETS.items():
        assert re.search(re.escape(unit) + rf"\D{{0,8}}{total}(?!\d)", text), unit


def test_the_notice_gives_the_totals_and_the_better_groups(census):
    text = census.text("notice.md")
    for number in (FACTS["sites_checked"], FACTS["sites_unqualified"]):
        assert re.search(rf"(?<!\d){number}(?!\d)", text)
    for name in FACTS["better_regions"]:
        assert name in text


def test_the_annex_gives_the_counts_of_failing_sites(census):
    """The body says 超过5个; the 6 and the 11 stand in the annex."""
    lines = census.text("notice.md").splitlines()
    for name, clause in FAILING.items():
        if clause in COUNTED:
            assert any(name in line and re.search(rf"(?<!\d){COUNTED[clause]}(?!\d)", line) for line in lines), name


def test_every_output_says_that_it_is_a_reconstruction(census):
    pattern = re.compile("reconstruction|重建|重构|复原|示例", re.IGNORECASE)
    for name in ("census.json", "run.json", "notice.md"):
        assert pattern.search(census.text(name)), name
    assert pattern.search(census.process.stdout)


# ---- the example folder


def test_the_folder_says_that_it_is_a_reconstruction():
    assert tomllib.loads((ZIBO / "census.toml").read_text(encoding="utf-8-sig"))["reconstruction"] is True
    readme = next(ZIBO.glob("README*")).read_text(encoding="utf-8")
    assert re.search("reconstruction|重建|重构", readme, re.IGNORECASE)


def test_every_column_has_a_url():
    _, columns = read_csv(ZIBO / "columns.csv")
    assert [row["column_id"] for row in columns if not row["url"]] == []


def test_no_row_of_the_example_is_rejected(census):
    assert census.rows("rejected.csv") == []


def test_units_that_the_notice_does_not_name_are_marked_as_examples():
    """Portals of regions are named after them; every other invented name says so."""
    _, sites = read_csv(ZIBO / "sites.csv")
    portal = re.compile("人民政府|管委会|管理委员会")
    names = [row["site_name"] for row in sites]
    assert [n for n in names if n not in FAILING and n not in TICKETS and "示例" not in n and not portal.search(n)] == []


# ---- changing the evidence changes the result


def test_one_fresh_home_item_makes_it_sixteen(copy):
    code = code_of("淄博市国土资源局")
    _, columns = read_csv(copy / "columns.csv")
    mine = [row for row in columns if row["site_code"] == code and not row.get("redirects_to") and not row.get("closed_on")]
    _, sites = read_csv(copy / "sites.csv")
    navigation = next(row for row in sites if row["site_code"] == code).get("home_is_navigation") in ("true", "1", "是")
    home = next(row for row in mine if row["on_second_level" if navigation else "on_home"] in ("true", "1", "是"))
    headings, updates = read_csv(copy / "updates.csv")
    checkpoint = str(tomllib.loads((copy / "census.toml").read_text(encoding="utf-8-sig"))["checkpoint"])
    fresh = {"column_id": home["column_id"], "url": "http://www.example.gov.cn/fresh", "published_on": checkpoint}
    write_csv(copy / "updates.csv", headings, [*updates, fresh])
    census = again(copy)
    assert census["sites_unqualified"] == 16
    assert census.state(code) == "qualified"


@pytest.mark.parametrize("unit", [unit for unit, total in TICKETS.items() if total == 1])
def test_one_ticket_answered_in_time_makes_it_twenty_four(copy, unit):
    """Among the tickets of the unit exactly one is overdue; answering any other changes nothing."""
    headings, tickets = read_csv(copy / "tickets.csv")
    mine = [index for index, row in enumerate(tickets) if row["unit"] == unit]
    totals = []
    for index in mine:
        row = tickets[index]
        answered = {**row, "answered_on": row["received_on"] or row["submitted_on"], "reply_kind": "answered"}
        write_csv(copy / "tickets.csv", headings, [*tickets[:index], answered, *tickets[index + 1 :]])
        totals.append(again(copy)["overdue_tickets_total"])
    assert sorted(totals) == [24] + [25] * (len(mine) - 1)


def test_without_complete_and_coverage_no_site_is_qualified(copy):
    path = copy / "census.toml"
    text = path.read_text(encoding="utf-8-sig")
    changed, times = re.subn(r"(?ms)^complete\s*=\s*\[.*?\]", "", text)
    assert times == 1
    path.write_text(changed, encoding="utf-8")
    (copy / "coverage.csv").unlink(missing_ok=True)
    census = again(copy)
    assert census["sites_qualified"] == 0
    assert all(verdict["verdict"] != "qualified" for verdict in census["verdicts"])


def test_without_updates_no_column_is_blank(copy):
    (copy / "updates.csv").unlink()
    census = again(copy)
    for verdict in census["verdicts"]:
        outcome = next(o for o in verdict["outcomes"] if o["clause"] == "blank_columns")
        assert outcome["measured"] == 0, verdict["site_name"]
        assert outcome["result"] != "fail"

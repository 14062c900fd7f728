"""`compare OUT1 OUT2`: what changed between the results of two censuses."""

import csv
import html
import io
import json
import random
import re
import shutil

import pytest

from support import SITE, UNIT, ZIBO, judge, overlay, run

OTHER = "3703000002"


def compared(before, after, *args):
    process = run("compare", before.out, after.out, *args)
    assert process.returncode == 0, process.stderr
    return process.stdout


def changes(before, after):
    return json.loads(compared(before, after, "--json"))


def table(before, after, path):
    compared(before, after, "--csv", path)
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))


def fail(out, other, *args):
    process = run("compare", out, other, *args)
    return process.returncode, process.stderr


@pytest.fixture
def usual(folder):
    return folder.ticket("t1", "2017-11-01").judge()


# ---- what is found


def test_zibo_differs_in_nothing_from_itself(tmp_path):
    one, two = judge(ZIBO, tmp_path / "one"), judge(ZIBO, tmp_path / "two")
    assert "no difference" in compared(one, two)
    found = changes(one, two)
    assert [found[part] for part in ("settings", "verdicts", "outcomes", "tickets", "finding_changes")] == [[], [], [], [], []]
    assert {row["part"] for row in table(one, two, tmp_path / "c.csv")} == {"total"}


def test_drafts_are_named(folder, tmp_path):
    draft, final = folder.judge("--draft"), folder.judge()
    assert changes(draft, final)["settings"] == ["drafts (征求意见稿): the earlier one"]
    assert changes(draft, draft)["settings"] == ["drafts (征求意见稿): both"]
    page = tmp_path / "page.html"
    compared(final, draft, "--html", page)
    assert page.read_text(encoding="utf-8").count("，征求意见稿") == 1
    (draft.out / "run.json").unlink()
    assert changes(draft, final)["settings"] == []


def test_a_verdict_with_outcome_and_findings(folder, usual, tmp_path):
    spoilt = folder.blank(5).judge()
    found = changes(usual, spoilt)
    [verdict] = found["verdicts"]
    assert (verdict["site_code"], verdict["before"]["verdict"], verdict["after"]["verdict"]) == (SITE, "qualified", "unqualified")
    assert (verdict["before"]["vetoes"], verdict["after"]["vetoes"]) == ("", "blank_columns")
    outcomes = {row["clause"]: (row["before"], row["after"]) for row in found["outcomes"]}
    assert set(outcomes) == {"blank_columns", "overdue_columns"}
    before, after = outcomes["blank_columns"]
    assert (before["result"], before["measured"], after["result"], after["measured"], after["limit"]) == ("pass", 0, "fail", 5, 5)
    assert found["findings"] == {"added": 10, "removed": 0, "changed": 0}
    assert {row["change"] for row in found["finding_changes"]} == {"added"} and found["tickets"] == []
    text = compared(usual, spoilt)
    assert "1 × qualified → unqualified" in text and "pass, 0, limit 5" in text and "fail, 5, limit 5" in text
    rows = table(usual, spoilt, tmp_path / "c.csv")
    assert [row["before"] + row["after"] for row in rows if row["part"] == "verdict"] == ["qualifiedunqualified"]
    totals = {row["key"]: (row["before"], row["after"]) for row in rows if row["part"] == "total" and row["change"]}
    assert totals == {"sites_qualified": ("1", "0"), "sites_unqualified": ("0", "1"), "pass_rate": ("100.00", "0.00")}
    assert sum(row["part"] == "finding" for row in rows) == 10
    back = changes(spoilt, usual)
    assert back["findings"] == {"added": 0, "removed": 10, "changed": 0}


def test_one_below_the_limit_changes_an_outcome_and_no_verdict(folder, usual):
    found = changes(usual, folder.blank(4).judge())
    assert found["verdicts"] == [] and {row["after"]["result"] for row in found["outcomes"]} == {"pass"}


def test_a_site_that_was_excluded_is_not_gone(folder, usual, tmp_path):
    closed = folder.life("closed", "2017-06-01").judge()
    [verdict] = changes(usual, closed)["verdicts"]
    assert (verdict["before"]["verdict"], verdict["after"]["verdict"], verdict["after"]["vetoes"]) == ("qualified", "excluded", "")
    assert "1 × qualified → excluded" in compared(usual, closed)
    [row] = [row for row in table(usual, closed, tmp_path / "c.csv") if row["part"] == "verdict"]
    assert (row["change"], row["before"], row["after"]) == ("changed", "qualified", "excluded")
    compared(usual, closed, "--html", tmp_path / "c.html")
    shown = (tmp_path / "c.html").read_text(encoding="utf-8")
    assert re.search(r">检查结果</td>.*>合格，得分[0-9.]+至[0-9.]+</td><td[^>]*>未列入普查</td>", shown)
    assert changes(closed, closed)["verdicts"] == []


def test_a_site_of_one_census_only(folder, usual):
    more = folder.site(OTHER).judge()
    [come] = changes(usual, more)["verdicts"]
    assert (come["site_code"], come["before"], come["after"]["verdict"]) == (OTHER, None, "qualified")
    [gone] = changes(more, usual)["verdicts"]
    assert (gone["before"]["verdict"], gone["after"]) == ("qualified", None)
    assert changes(usual, more)["outcomes"] == [], "what is on one side only has nothing to be compared with"


def test_a_ticket_that_was_answered(folder, usual, tmp_path):
    folder.tables["tickets"][0]["answered_on"] = "2017-11-20"
    answered = folder.judge()
    [ticket] = changes(usual, answered)["tickets"]
    assert (ticket["ticket_id"], ticket["before"]["state"], ticket["after"]["state"]) == ("t1", "open_overdue", "answered_late")
    assert (ticket["before"]["answered_on"], ticket["after"]["answered_on"]) == (None, "2017-11-20")
    [row] = [row for row in table(usual, answered, tmp_path / "c.csv") if row["part"] == "ticket"]
    assert (row["unit"], row["key"], row["detail_before"], row["detail_after"]) == (UNIT, "t1", "", "2017-11-20")


def test_a_changed_finding_shows_both_days(folder):
    before = folder.column("old", last="2017-10-01").judge()
    folder.update("old", "2017-10-15")
    found = changes(before, folder.judge())
    assert found["findings"]["changed"] == len(found["finding_changes"]) > 0
    assert {(row["before"]["day"], row["after"]["day"]) for row in found["finding_changes"]} == {("2017-10-01", "2017-10-15")}


def test_another_standard_and_checkpoint_are_said_on_top(folder, usual, tmp_path):
    path = folder.write()
    overlaid = judge(path, tmp_path / "o", "--standard", overlay(tmp_path / "o.toml", limits={"blank_columns": ("at_least", 9)}))
    text = compared(usual, overlaid)
    assert "standards differ: zibo-2017@1 " in text and "no difference" in text
    later = judge(path, tmp_path / "l", "--checkpoint", "2017-11-26")
    assert "checkpoints differ: 2017-11-25, 2017-11-26" in compared(usual, later)
    settings = [(row["key"], row["before"], row["after"]) for row in table(usual, later, tmp_path / "c.csv") if row["part"] == "setting"]
    assert settings == [("checkpoint", "2017-11-25", "2017-11-26")]


def test_a_ticket_whose_validity_became_known_changes_totals(folder):
    before = folder.ticket("t1", "2017-11-01", valid="").judge()
    folder.tables["tickets"][0]["valid"] = "true"
    text = compared(before, folder.judge())
    assert "no difference" not in text and "overdue_tickets_total" in text


def test_scores_are_compared(folder, tmp_path):
    """The same evidence under two overlays: no verdict differs, but what may be taken off."""
    path = folder.write()
    results = []
    for cap in ("5", "3"):
        standard = tmp_path / f"{cap}.toml"
        head = 'id = "priced"\nrevision = 1\ntitle = "本市"\nextends = "zibo-2017"\n'
        standard.write_text(f'{head}[clause.survey_channel]\ncap = {{ amount = "{cap}", grade = "B", source = "示例" }}\n', encoding="utf-8")
        results.append(judge(path, tmp_path / f"out{cap}", "--standard", standard))
    found = changes(*results)
    [outcome] = [row for row in found["outcomes"] if row["clause"] == "survey_channel"]
    assert (outcome["before"]["points_off_most"], outcome["after"]["points_off_most"]) == ("5.00", "3.00")
    assert "no difference" not in compared(*results)
    [row] = [row for row in table(*results, tmp_path / "c.csv") if row["part"] == "outcome"]
    assert (row["points_off_before"], row["points_off_after"]) == ("0.00-5.00", "0.00-3.00")


def test_neither_order_of_rows_nor_of_columns_matters(folder, usual, tmp_path):
    spoilt = folder.blank(6).stale(3).judge()
    expected = changes(usual, spoilt)
    rows = spoilt.rows("findings.csv")
    random.Random(1).shuffle(rows)
    headings = list(reversed(list(rows[0])))
    with open(spoilt.out / "findings.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, headings)
        writer.writeheader()
        writer.writerows(rows)
    assert changes(usual, spoilt) == expected


def test_hostile_names_reach_neither_screen_nor_spreadsheet(folder, tmp_path):
    before = folder.judge()
    name = "=HYPERLINK(\"x\") \x1b[31m\u202e 13805331234"
    folder.tables["sites"][0]["site_name"] = name
    for index in range(5):
        folder.column(f"b{index}", "other").tables["columns"][-1]["column_name"] = name
    after = folder.judge()
    text = compared(before, after)
    assert not re.search("[\x1b\u202e]|13805331234", text) and "HYPERLINK" in text
    compared(before, after, "--csv", tmp_path / "c.csv")
    raw = (tmp_path / "c.csv").read_text(encoding="utf-8-sig")
    assert not re.search("[\x1b\u202e]|13805331234", raw)
    assert all(not cell.startswith(("=", "+", "@")) for row in csv.reader(io.StringIO(raw)) for cell in row)


# ---- what cannot be compared


def test_a_folder_without_results(folder, usual, tmp_path):
    code, said = fail(usual.out, tmp_path / "nowhere")
    assert code == 3 and "there is no census.json" in said and "census … --out" in said
    assert fail(folder.write(), usual.out)[0] == 3


@pytest.mark.parametrize("name", ["findings.csv", "tickets.csv"])
def test_a_table_that_is_missing(usual, tmp_path, name):
    other = shutil.copytree(usual.out, tmp_path / "other")
    (other / name).unlink()
    code, said = fail(usual.out, other)
    assert code == 3 and f"there is no {name}" in said


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("tickets.csv", "2017-11-10", "soon", "tickets.csv:2: `soon` is no date"),
        ("tickets.csv", "working_days_over", "days", "tickets.csv:1: there is no column working_days_over"),
        ("findings.csv", "site_code,", "", "findings.csv:1: there is no column site_code"),
        ("tickets.csv", ",open_overdue", "", "tickets.csv:2: 14 cells in the place of 15"),
        ("census.json", '"schema_version": 1', '"schema_version": 9', "schema_version 9"),
        ("census.json", "{", "", "census.json"),
    ],
)
def test_a_damaged_file_is_named_with_its_line(usual, tmp_path, name, old, new, said):
    other = shutil.copytree(usual.out, tmp_path / "other")
    text = (other / name).read_text(encoding="utf-8")
    (other / name).write_text(text.replace(old, new, 1), encoding="utf-8", newline="")
    code, error = fail(usual.out, other)
    assert code == 3 and said in error


def test_a_ticket_in_two_rows(usual, tmp_path):
    other = shutil.copytree(usual.out, tmp_path / "other")
    lines = (other / "tickets.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    (other / "tickets.csv").write_text("".join([*lines, lines[1]]), encoding="utf-8", newline="")
    code, error = fail(usual.out, other)
    assert code == 3 and "two rows of tickets have the key t1" in error


def test_no_result_is_written_over(usual):
    for name in ("findings.csv", "census.json"):
        kept = (usual.out / name).read_bytes()
        code, error = fail(usual.out, usual.out, "--csv", usual.out / ".." / usual.out.name / name)
        assert code == 3 and "choose another name" in error and (usual.out / name).read_bytes() == kept


def test_a_file_that_cannot_be_written(usual, tmp_path):
    assert fail(usual.out, usual.out, "--csv", tmp_path / "none" / "c.csv")[0] == 1


def test_a_page_shows_what_changed(folder, tmp_path):
    usual = folder.judge()
    spoilt = folder.blank(5).judge()
    page = tmp_path / "changes.html"
    run("compare", usual.out, spoilt.out, "--html", page)
    shown = html.unescape(page.read_text(encoding="utf-8"))
    assert "检查结果" in shown and "不合格（空白栏目）" in shown and "Content-Security-Policy" in shown
    assert "新增" in shown and "100.00%" in shown and "《测试普查》，监测时间点2017-11-25" in shown
    assert "重建示例" in shown and str(usual.out) in shown and str(spoilt.out) in shown
    found = re.findall(r"<tr>(?:(?!</tr>).)*发现的问题.*?</tr>", shown, re.DOTALL)
    assert found and [row for row in found if f"示例单位{SITE[-3:]}" not in row] == []
    text = compared(usual, spoilt)
    assert "重建示例 reconstruction: both" in text and f"{usual.out} → {spoilt.out}" in text

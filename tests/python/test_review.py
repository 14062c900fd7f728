"""Faults that a reviewer found, each with the rows that showed it."""

import shutil

import pytest

from support import SITE, UNIT, ZIBO, run, text_of


@pytest.mark.parametrize("spelling", [".", "../census"])
def test_results_never_go_into_a_census_folder(tmp_path, spelling):
    census = tmp_path / "census"
    shutil.copytree(ZIBO, census)
    before = {path.name: path.read_bytes() for path in census.iterdir() if path.is_file()}
    process = run("census", census, "--out", spelling, cwd=census)
    assert process.returncode == 3
    assert "--out" in process.stderr
    assert {path.name: path.read_bytes() for path in census.iterdir() if path.is_file()} == before


def test_without_any_ticket_nothing_is_said_of_replies(folder):
    census = folder.drop("tickets").judge()
    assert census["overdue_tickets_total"] is None
    assert "未采集到办件数据" in census.text("notice.md")


def test_declared_and_empty_tickets_are_none_overdue(folder):
    census = folder.judge()
    assert census["overdue_tickets_total"] == 0
    assert "未发现未按时办理回复的办件" in census.text("notice.md")


def test_rejected_tickets_are_possibly_overdue(folder):
    folder.ticket("t", "2017-10-10").ticket("t", "2017-10-10", answered_on="2017-11-20", reply_kind="answered")
    census = folder.judge()
    assert (census["overdue_tickets_total"], census["overdue_tickets_possible"]) == (0, 2)
    assert "2件办件数据不全或存疑" in census.text("notice.md")


def with_lost_channel(folder, answered_on):
    folder.add("channels", channel_id="ch", site_code=SITE, kind="consultation", promised_days="30个", promised_unit="working")
    return folder.ticket("t", "2017-11-01", channel_id="ch", channel_kind="", answered_on=answered_on, reply_kind="answered")


def test_a_lost_promise_that_could_help_names_no_unit(folder):
    census = with_lost_channel(folder, "2017-11-20").judge(readings={"promise": "always_binds"})
    assert (census.overdue(UNIT), census["overdue_tickets_possible"]) == ((0, 0, 0), 1)


def test_a_lost_promise_that_could_only_be_shorter_helps_nobody(folder):
    census = with_lost_channel(folder, "2017-11-20").judge()
    assert (census.overdue(UNIT), census["overdue_tickets_possible"]) == ((1, 1, 0), 0)


def test_a_ticket_in_time_may_be_late_by_a_lost_promise(folder):
    census = with_lost_channel(folder, "2017-11-08").judge()
    assert (census["overdue_tickets_total"], census["overdue_tickets_possible"]) == (0, 1)


def test_without_a_period_none_is_invented(folder):
    folder.toml.pop("period")
    census = folder.judge()
    assert census["period"] is None
    assert "period_missing" in {warning["code"] for warning in census["warnings"]}


def test_a_late_filing_says_when_it_came(empty):
    folder = empty().site(home_url="http://old.gov.cn/")
    folder.add("site_addresses", site_code=SITE, filed_on="2017-11-24", url="http://new.gov.cn/", changed_on="2017-11-20")
    details = [row["detail"] for row in folder.judge().rows("findings.csv") if row["table"] == "sites" and row["clause"] == "site_unreachable"]
    assert details == ["网站自2017-11-20起已启用http://new.gov.cn/，2017-11-24才在报送系统更改信息，其间登记的仍为旧网址http://old.gov.cn/"]


def test_a_filing_after_the_checkpoint_is_not_known_yet(empty):
    folder = empty().site(home_url="http://old.gov.cn/")
    folder.add("site_addresses", site_code=SITE, filed_on="2017-11-30", url="http://new.gov.cn/", changed_on="2017-11-20")
    assert [row for row in folder.judge().rows("findings.csv") if row["clause"] == "site_unreachable"] == []


def test_rejected_columns_that_decide_differently_have_other_digests(folder):
    # One row has a bad kind, the other a parent that does not exist: only the second may make a heading of any leaf.
    digests = set()
    for cells in ({"kind": "胡说"}, {"kind": "news", "parent_id": "nowhere"}):
        folder.tables["columns"] = [row for row in folder.tables["columns"] if row["column_id"] != "z9"]
        folder.add("columns", column_id="z9", site_code=SITE, column_name="栏目9", **cells)
        digests.add(folder.judge().verdict()["evidence_digest"])
    assert len(digests) == 2


@pytest.mark.parametrize("audience", ["office", "public", "internal"])
def test_what_a_review_found_is_told_and_quoted_in_the_internal_edition_alone(folder, audience):
    folder.review("r1", subject="首页要闻栏", quote="原文如此")
    out = folder.judge(*([] if audience == "office" else [f"--{audience}"])).out
    shown = {path.name: text_of(path) for path in out.rglob("*") if path.is_file()}
    tables = {"findings.csv", "census.xlsx", "census.html"}
    assert [name for name in tables if "首页要闻栏" not in shown[name]] == []
    quoting = {name for name, text in shown.items() if "原文如此" in text}
    assert quoting == ({*tables, f"示例单位{SITE[-3:]}.docx"} if audience == "internal" else set())


def test_no_site_to_be_judged_is_said_loudly(folder):
    census = folder.life("closed", "2017-06-01").judge()
    assert "no_sites" in {warning["code"] for warning in census["warnings"]}
    notice = (census.out / "notice.md").read_text(encoding="utf-8")
    assert "没有得出任何检查结果" in notice and "未发现" not in notice
    assert "没有应检查的网站" in run("census", folder.write()).stdout


def test_no_empty_folder_of_units_stays_in_a_public_edition(folder):
    out = folder.blank(5).judge().out
    assert any((out / "units").iterdir())
    assert run("census", folder.write(), "--out", out, "--public").returncode == 0
    assert not (out / "units").exists()


def test_who_names_a_site_is_told_its_code(folder):
    process = run("explain", folder.write(), f"示例单位{SITE[-3:]}")
    assert process.returncode == 3 and f"示例单位{SITE[-3:]} is {SITE}" in process.stderr


@pytest.mark.parametrize(("args", "flag"), [(("workdays", "add", "2199-01-04", "1"), "--project"), (("workdays", "show", "2199"), "--project")])
def test_an_unknown_year_names_the_flag_that_guesses(args, flag):
    process = run(*args)
    assert process.returncode == 3 and f"ask for a projection with {flag}\n" in process.stderr


def test_a_word_that_many_write_otherwise_is_offered(folder):
    folder.tables["columns"][0]["kind"] = "其它"
    [reject] = folder.judge().rejected("columns")
    assert reject["code"] == "misspelt_word" and "其他" in reject["expected"].split("？")[0]


def test_the_example_of_a_template_says_what_it_is(folder):
    folder.tables["columns"].append({**folder.tables["columns"][0], "column_id": "例：0001", "kind": "例：动态要闻"})
    [reject] = folder.judge().rejected("columns")
    assert (reject["code"], reject["remedy"]) == ("example_row", "示例行，请删除")

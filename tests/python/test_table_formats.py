"""A table may come with a BOM, CRLF, quoted newlines or Chinese headings: the census is the same."""

import csv
import shutil
from datetime import date

import pytest

from support import SITE, UNIT, ZIBO, csv_text, judge, read_csv

CHINESE = {
    "sites": {
        "site_code": "网站标识码",
        "site_name": "网站名称",
        "home_url": "首页网址",
        "actual_url": "实际网址",
        "role": "网站类型",
        "level": "层级",
        "division_code": "行政区划代码",
        "division": "所属地区",
        "sponsor": "主办单位",
        "operator": "承办单位",
        "supervisor": "主管单位",
        "parent_site": "上级门户标识码",
        "home_is_navigation": "首页仅为导航",
        "opened_on": "开通日期",
    },
    "site_life": {
        "site_code": "网站标识码",
        "state": "状态",
        "from": "起始日期",
        "to": "终止日期",
        "approved": "是否批准",
        "approval_no": "批准文号",
        "approved_by": "批准单位",
        "close_due_on": "应关停日期",
        "reason": "原因",
    },
    "columns": {
        "column_id": "栏目编号",
        "site_code": "网站标识码",
        "column_name": "栏目名称",
        "kind": "栏目类别",
        "parent_id": "上级栏目",
        "depth": "栏目层级",
        "url": "栏目网址",
        "lists_items": "有信息列表",
        "on_home": "首页栏目",
        "on_second_level": "二级页面栏目",
        "redirects_to": "跳转网址",
        "finished_topic": "历史专题",
        "opened_on": "开设日期",
        "closed_on": "关闭日期",
    },
    "updates": {
        "column_id": "栏目编号",
        "url": "信息网址",
        "published_on": "发布日期",
        "date_state": "日期状态",
        "published_at": "发布时间",
        "title": "标题",
        "observed_at": "采集时间",
    },
    "visits": {
        "site_code": "网站标识码",
        "visited_at": "访问时间",
        "vantage": "监测点",
        "url": "访问网址",
        "failure": "失败类型",
        "status": "最终状态码",
        "duration_ms": "用时毫秒",
        "manual": "人工访问",
    },
    "tickets": {
        "ticket_id": "办件编号",
        "site_code": "网站标识码",
        "channel_kind": "渠道类别",
        "unit": "承办单位",
        "submitted_on": "提交日期",
        "answered_on": "答复日期",
        "reply_kind": "答复类型",
        "complex": "情况复杂",
        "extended_on": "延期批准日期",
        "valid": "有效",
        "needs_reply": "需答复",
    },
    "reviews": {
        "review_id": "review_id",
        "site_code": "网站标识码",
        "indicator": "指标",
        "subject": "对象",
        "kind": "问题类型",
        "status": "认定",
        "found_at": "发现时间",
    },
}

# words of the lists, as the data dictionary pairs them
WORDS = {
    "role": {"department": "部门", "portal": "门户", "institution": "单位", "subsite": "子站"},
    "kind": {"news": "动态要闻", "notice": "通知公告", "other": "其他"},
    "reply_kind": {"answered": "已答复", "explained": "已解释"},
    "status": {"confirmed": "确认", "suspected": "疑似", "dismissed": "排除"},
    "state": {"closed": "关停"},
}


@pytest.fixture
def varied(empty):
    """Two sites with something in every table of CHINESE."""
    folder = empty().site().site("3703000002").site("3703000003").life("closed", "2017-06-01", site="3703000003")
    folder.stale(4).blank(6, site="3703000002").review(status="suspected")
    folder.column("u").update("u", date_state="not_shown", title="标题，带逗号")
    return folder.ticket("t1", "2017-11-01", reply_kind="answered", answered_on="2017-11-20").ticket("t2", "2017-11-01")


def rewrite(path, encoding="utf-8", newline="\n", quoting=csv.QUOTE_MINIMAL, rename=None, words=None):
    """Write every table of a folder again in another dress."""
    for file in sorted(path.glob("*.csv")):
        headings, rows = read_csv(file)
        for row in rows:
            row.update({key: words[key].get(row[key], row[key]) for key in words or {} if key in row})
        names = (rename or {}).get(file.stem, {})
        text = csv_text([names.get(heading, heading) for heading in headings], [{names.get(k, k): v for k, v in row.items()} for row in rows], newline, quoting)
        file.write_bytes(text.encode(encoding))
    return path


def pair(folder, tmp_path, **dress):
    """census.json of the plain folder and of the same in another dress."""
    path = folder.write()
    plain = judge(path, tmp_path / "plain").bytes
    dressed = judge(rewrite(path, **dress), tmp_path / "dressed")
    assert dressed.rows("rejected.csv") == []
    return plain, dressed.bytes


@pytest.mark.parametrize(
    "dress",
    [
        {"encoding": "utf-8-sig"},
        {"newline": "\r\n"},
        {"quoting": csv.QUOTE_ALL},
        {"encoding": "utf-8-sig", "newline": "\r\n", "quoting": csv.QUOTE_ALL},
        {"rename": CHINESE},
        {"rename": CHINESE, "encoding": "utf-8-sig", "newline": "\r\n"},
    ],
    ids=["bom", "crlf", "quoted", "bom-crlf-quoted", "chinese", "chinese-bom-crlf"],
)
def test_the_same_census(varied, tmp_path, dress):
    plain, dressed = pair(varied, tmp_path, **dress)
    assert plain == dressed


def test_chinese_words_of_the_lists(varied, tmp_path):
    plain, dressed = pair(varied, tmp_path, words={key: value for key, value in WORDS.items() if key != "kind"})
    assert plain == dressed


def test_chinese_kinds_of_columns(folder, tmp_path):
    folder.stale(3, "news").stale(2, "notice", "n").blank(2)
    plain, dressed = pair(folder, tmp_path, words={"kind": WORDS["kind"]})
    assert plain == dressed


@pytest.mark.parametrize(("yes", "no"), [("是", "否"), ("1", "0"), ("true", "false")])
def test_yes_and_no(folder, yes, no):
    folder.stale(3, on_home=no).blank(6, finished_topic=yes)
    folder.ticket("t1", "2017-03-01", valid=yes, needs_reply=no).ticket("t2", "2017-11-01", valid=yes, needs_reply=yes)
    census = folder.judge()
    assert census.rows("rejected.csv") == []
    assert census.measured("blank_columns") == 0
    assert census.state() == "qualified"
    assert census.overdue(UNIT) == (1, 0, 1)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("inside", ["\n", "\r\n", '\n"引号"\n'])
def test_quoted_newlines(empty, tmp_path, newline, inside):
    """Row counts survive: the fresh update comes after a title of several lines."""
    folder = empty().site(home=False).column("h", on_home="true")
    folder.update("h", "2017-01-01", title=f"第一行{inside}第二行").update("h", "2017-11-20", title="新")
    path = folder.write()
    rewrite(path, newline=newline)
    census = judge(path, tmp_path / "out")
    assert census.rows("rejected.csv") == []
    assert census.result("home_not_updated") == "pass"


def test_zibo_in_another_dress(tmp_path):
    path = shutil.copytree(ZIBO, tmp_path / "zibo")
    plain = judge(path, tmp_path / "plain").bytes
    rewrite(path, encoding="utf-8-sig", newline="\r\n", rename=CHINESE)
    assert judge(path, tmp_path / "dressed").bytes == plain


def test_foreign_headings_are_mapped_by_the_folder(folder, tmp_path):
    path = folder.blank(5).write()
    plain = judge(path, tmp_path / "plain")
    rewrite(path, rename={"columns": {"column_id": "LMBH", "kind": "LMLX"}})
    with open(path / "census.toml", "a", encoding="utf-8") as file:
        file.write('\n[headings]\n"LMBH" = "column_id"\n"LMLX" = "kind"\n')
    mapped = judge(path, tmp_path / "mapped")
    assert mapped["verdicts"] == plain["verdicts"]


def test_dates_of_census_toml_may_be_quoted(folder, tmp_path):
    plain = folder.blank(5).judge().bytes
    folder.toml["checkpoint"] = "2017-11-25"
    folder.toml["period"] = {"from": "2017-10-01", "to": "2017-12-31"}
    assert folder.judge().bytes == plain


def test_the_period_may_be_a_date_or_text_in_one_table(folder):
    folder.toml["period"] = {"from": date(2017, 10, 1), "to": "2017-12-31"}
    assert folder.judge().state(SITE) == "qualified"


def test_times_without_an_offset_are_shanghai(folder):
    for row in folder.tables["visits"]:
        row["visited_at"] = row["visited_at"].removesuffix("+08:00")
    assert folder.judge().result("site_unreachable") == "pass"


def test_ids_may_be_long_numbers(folder):
    number = "20171125000000000000000001"
    folder.blank(4).column(number, "other")
    assert folder.judge().measured("blank_columns") == 5

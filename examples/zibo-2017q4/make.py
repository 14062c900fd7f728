#!/usr/bin/env python3
"""Writes every CSV file of this census folder, always with the same bytes (Python 3.9 or later, standard library only).

    python make.py            write the files beside this script
    python make.py DIR        write them to DIR

The notice of the Zibo office names only what failed. What is taken from it stands in FAILING and OVERDUE below; everything
else is invented to lead to the published result. No random numbers: `pick` draws from SHA-256 of what is being drawn.
"""

import csv
import datetime as dt
import hashlib
import pathlib
import sys

CHECKPOINT = dt.date(2017, 11, 29)
WEEK = [CHECKPOINT - dt.timedelta(days=d) for d in range(6, -1, -1)]
OBSERVED = "2017-11-29T20:00:00+08:00"
CODE_NOTE = "代码为示例，非真实标识码"
RECON = "reconstruction"
CITY = "市本级"
CITY_OFFICE = "淄博市人民政府办公厅"
CITY_PORTAL = "淄博市人民政府"

# ------------------------------------------------------------------------------------------------ from the notice
# site name -> (veto, place in the notice)
FAILING = {
    "淄博市国土资源局": ("home", "notice 1(2)1"),
    "淄博市旅游发展委员会": ("core", "notice 1(2)1"),
    "淄博市农业局": ("blank", "notice 1(2)2"),
    "淄博市水利与渔业局": ("blank", "notice 1(2)2"),
    "淄博市档案局": ("blank", "notice 1(2)2"),
    "博山区人民政府": ("blank", "notice 1(2)2"),
    "周村区人民政府": ("blank", "notice 1(2)2"),
    "沂源县人民政府": ("blank", "notice 1(2)2"),
    "沂源县公安局": ("blank", "notice 1(2)2"),
    "高青县人民政府": ("blank", "notice 1(2)2"),
    "淄博市物价局": ("overdue", "notice 1(2)3"),
    "淄博市公共资源交易中心": ("overdue", "notice 1(2)3"),
    "淄川区人民政府": ("overdue", "notice 1(2)3"),
    "临淄区教育局": ("overdue", "notice 1(2)3"),
    "博山区教育体育局": ("overdue", "notice 1(2)3"),
    "淄博市住房公积金管理中心": ("moved", "notice 1(2)4"),
    "沂源教育局": ("down", "notice 1(2)4"),
}

# handling unit -> short name in hosts; None: the notice names the unit, this registry gives it no site of its own
TICKET_UNITS = {
    "淄博市发展和改革委员会": "fgw", "淄博市住房和城乡建设局": "zjj", "淄博市信访局": None, "淄博市环境保护局": "hbj",
    "淄博市食品药品监管局": "syj", "淄博市统计局": "tjj", "淄博市人力资源和社会保障局": "rsj", "淄博市体育局": "tyj",
    "淄博市房产管理局": None,
}

# ------------------------------------------------------------------------------------------------ the registry
# area -> (division code or empty, portal, host, dates of closing of subordinate sites: (closed, due))
IN_TIME, LATE, LATER = ("2017-10-20", "2017-10-31"), ("2017-11-15", "2017-10-31"), ("2017-11-20", "2017-10-31")
EDGE = ("2017-10-31", "2017-10-31")
AREAS = {
    "张店区": ("370303", "张店区人民政府", "zhangdian", [IN_TIME, IN_TIME, EDGE]),
    "淄川区": ("370302", "淄川区人民政府", "zichuan", [IN_TIME, LATE]),
    "博山区": ("370304", "博山区人民政府", "boshan", [IN_TIME, LATE]),
    "临淄区": ("370305", "临淄区人民政府", "linzi", [IN_TIME, LATE]),
    "周村区": ("370306", "周村区人民政府", "zhoucun", [IN_TIME, EDGE]),
    "桓台县": ("370321", "桓台县人民政府", "huantai", [IN_TIME, EDGE]),
    "高青县": ("370322", "高青县人民政府", "gaoqing", [LATER]),
    "沂源县": ("370323", "沂源县人民政府", "yiyuan", [LATE, LATER]),
    "高新区": ("", "高新区管委会", "gaoxin", [IN_TIME]),
    "经济开发区": ("", "经济开发区管委会", "jingkai", [IN_TIME, ("2017-11-01", "2017-10-31")]),
    "文昌湖区": ("", "文昌湖区管委会", "wenchanghu", [EDGE, LATE]),
}
CITY_DEPARTMENTS = [
    ("淄博市国土资源局", "zbgtj"), ("淄博市旅游发展委员会", "zblyj"), ("淄博市农业局", "zbnyj"),
    ("淄博市水利与渔业局", "zbslj"), ("淄博市档案局", "zbdaj"), ("淄博市物价局", "zbwjj"),
]
CITY_INSTITUTIONS = [("淄博市公共资源交易中心", "zbggzy"), ("淄博市住房公积金管理中心", "zbgjj")]
COUNTY_DEPARTMENTS = [
    ("沂源县公安局", "yygaj", "沂源县"), ("临淄区教育局", "lzjyj", "临淄区"), ("博山区教育体育局", "bsjtj", "博山区"),
    ("沂源教育局", "yyjyj", "沂源县"),
]
EXAMPLE_COUNTY = ["张店区", "张店区", "桓台县", "桓台县", "高新区", "临淄区", "淄川区", "周村区", "高青县"]

# ------------------------------------------------------------------------------------------------ columns
# name, kind, on the home page. The first twelve stand on every site, the others on some.
COMMON = [
    ("工作动态", "news", True), ("图片新闻", "news", True), ("基层动态", "news", False), ("通知公告", "notice", True),
    ("公示公告", "notice", False), ("政策文件", "policy", True), ("规范性文件", "policy", False),
    ("政策解读", "interpretation", False), ("人事信息", "personnel", False), ("规划计划", "plan", False),
    ("工作总结", "plan", False), ("机构职能", "organisation", False),
]
OPTIONAL = [
    ("领导信息", "leaders", False), ("财政信息", "finance", False), ("办事指南", "service", False),
    ("统计数据", "statistics", False),
]
PORTAL_EXTRA = [("镇办动态", "news", False), ("意见征集", "survey", False), ("在线访谈", "interview", False)]
MORE = {  # further columns of sites that need them
    "core": [("旅游要闻", "news", True), ("景区公告", "notice", False)],
    "overdue": [("行业要闻", "news", False), ("干部任免", "personnel", False), ("招考录用", "personnel", False),
                ("人才工作", "personnel", False), ("专项规划", "plan", False), ("重点工作安排", "plan", False)],
    "near_overdue": [("干部任免", "personnel", False), ("招考录用", "personnel", False), ("专项规划", "plan", False),
                     ("重点工作安排", "plan", False)],
    "blank": [("意见征集", "survey", False), ("在线访谈", "interview", False)],
}
# state of columns, fresh where nothing stands: "blank", "stale", or the day of the newest item
STATES = {
    "淄博市国土资源局": {"工作动态": "2017-11-14", "图片新闻": "2017-10-26", "通知公告": "2017-11-02", "政策文件": "2017-09-19"},
    "淄博市旅游发展委员会": {"图片新闻": "2017-11-14", "基层动态": "stale", "通知公告": "2017-05-28", "景区公告": "stale",
                             "政策文件": "stale", "规范性文件": "stale"},
    "淄博市农业局": {"政策解读": "blank", "人事信息": "blank", "工作总结": "blank", "财政信息": "blank", "意见征集": "blank",
                     "在线访谈": "blank", "规划计划": "stale"},
    "淄博市水利与渔业局": {"人事信息": "blank", "规划计划": "blank", "办事指南": "blank", "统计数据": "blank",
                           "意见征集": "blank", "在线访谈": "blank"},
    "淄博市档案局": {"政策解读": "blank", "规划计划": "blank", "工作总结": "blank", "领导信息": "blank", "财政信息": "blank",
                     "在线访谈": "blank", "基层动态": "stale"},
    "博山区人民政府": {"政策解读": "blank", "工作总结": "blank", "财政信息": "blank", "统计数据": "blank", "意见征集": "blank",
                       "在线访谈": "blank"},
    "周村区人民政府": {"人事信息": "blank", "规划计划": "blank", "政策解读": "blank", "办事指南": "blank", "意见征集": "blank",
                       "在线访谈": "blank", "镇办动态": "stale"},
    "沂源县人民政府": {"人事信息": "blank", "工作总结": "blank", "领导信息": "blank", "财政信息": "blank", "统计数据": "blank",
                       "意见征集": "blank", "基层动态": "stale", "公示公告": "stale"},
    "沂源县公安局": {"政策解读": "blank", "人事信息": "blank", "规划计划": "blank", "财政信息": "blank", "统计数据": "blank",
                     "意见征集": "blank"},
    "高青县人民政府": {"公示公告": "blank", "人事信息": "blank", "政策解读": "blank", "统计数据": "blank", "意见征集": "blank",
                       "在线访谈": "blank"},
    "淄博市物价局": {"图片新闻": "2017-11-14", "行业要闻": "stale", "公示公告": "2017-05-28", "规范性文件": "stale",
                     "人事信息": "2016-11-28", "规划计划": "stale", "工作总结": "stale", "干部任免": "stale", "招考录用": "stale",
                     "人才工作": "stale", "专项规划": "stale"},
    "淄博市公共资源交易中心": {"基层动态": "stale", "公示公告": "stale", "规范性文件": "stale", "人事信息": "stale",
                               "规划计划": "stale", "干部任免": "stale", "人才工作": "stale", "专项规划": "stale",
                               "招考录用": "blank", "政策解读": "blank", "财政信息": "blank"},
    "淄川区人民政府": {"基层动态": "stale", "镇办动态": "stale", "行业要闻": "stale", "公示公告": "stale", "人事信息": "stale",
                       "规划计划": "stale", "工作总结": "stale", "人才工作": "stale", "重点工作安排": "stale",
                       "在线访谈": "blank", "意见征集": "blank"},
    "临淄区教育局": {"图片新闻": "stale", "基层动态": "stale", "规范性文件": "stale", "人事信息": "stale", "规划计划": "stale",
                     "工作总结": "stale", "干部任免": "stale", "招考录用": "stale", "人才工作": "stale", "专项规划": "stale",
                     "重点工作安排": "stale"},
    "博山区教育体育局": {"基层动态": "stale", "行业要闻": "stale", "通知公告": "stale", "政策文件": "stale", "人事信息": "stale",
                         "工作总结": "stale", "干部任免": "stale", "招考录用": "stale", "专项规划": "stale",
                         "政策解读": "blank", "统计数据": "blank"},
    # qualified, close to a limit
    "示例单位05": {"政策解读": "blank", "人事信息": "blank", "工作总结": "blank", "财政信息": "blank"},
    "示例单位06": {"图片新闻": "2017-11-14", "基层动态": "stale", "公示公告": "stale", "规范性文件": "stale"},
    "示例单位07": {"基层动态": "stale", "公示公告": "stale", "规范性文件": "stale", "人事信息": "2016-11-28", "规划计划": "stale",
                   "干部任免": "stale", "招考录用": "stale", "专项规划": "stale", "工作总结": "stale"},
    # qualified, on the first day of each window
    "示例单位11": {"工作动态": "2017-11-15", "图片新闻": "2017-11-15", "基层动态": "2017-11-15", "通知公告": "2017-05-29",
                   "公示公告": "2017-05-29", "政策文件": "2017-05-29", "人事信息": "2016-11-29", "规划计划": "2016-11-29"},
    "示例单位14": {"人事信息": "stale"},  # exempt, see exemptions()
    "示例单位20": {"财政信息": "blank", "基层动态": "stale"},
    "示例单位33": {"政策解读": "blank", "规划计划": "stale"},
    # the better three, with different margins of the home page: 0, 1 and 2 of 4 home columns without an update in two weeks
    "张店区人民政府": {"工作动态": "2017-11-28", "图片新闻": "2017-11-27", "通知公告": "2017-11-24", "政策文件": "2017-11-22"},
    "桓台县人民政府": {"工作动态": "2017-11-28", "图片新闻": "2017-11-24", "通知公告": "2017-11-21", "政策文件": "2017-10-13"},
    "高新区管委会": {"工作动态": "2017-11-27", "图片新闻": "2017-11-20", "通知公告": "2017-11-06", "政策文件": "2017-09-29"},
    "临淄区人民政府": {"镇办动态": "stale", "在线访谈": "blank"},
    "经济开发区管委会": {"意见征集": "blank"},
    "文昌湖区管委会": {"在线访谈": "blank"},
}
WINDOW_DAYS = {"news": 14, "notice": 184, "policy": 184, "personnel": 365, "plan": 365}

# ------------------------------------------------------------------------------------------------ visits
# site -> (visits a day, failed visits in the whole week)
VISITS = {
    "淄博市住房公积金管理中心": (20, 140), "沂源教育局": (22, 97),
    "张店区人民政府": (24, 0), "桓台县人民政府": (24, 1), "高新区管委会": (24, 2), "文昌湖区管委会": (22, 3),
    "示例单位08": (20, 6), "示例单位02": (24, 8), "示例单位15": (21, 3), "示例单位27": (20, 1), "示例单位39": (23, 4),
    CITY_PORTAL: (24, 1), "示例单位09": (22, 0), "示例单位10": (22, 0), "示例单位12": (20, 0),
}

# ------------------------------------------------------------------------------------------------ fields
FIELDS = {
    "sites": "site_code site_name home_url actual_url role level division_code division sponsor operator supervisor parent_site "
             "home_is_navigation has_services opened_on platform_joined_on managed_by office_managed handed_over_on reviewed_on "
             "recorded_on registered_on code_hung_on principal deputy contact",
    "site_life": "site_code state from to approved approval_no approved_by close_due_on notice_url notice_on reason",
    "site_addresses": "site_code filed_on url changed_on",
    "units": "unit aliases unit_kind level division parent_unit vertical outward_services",
    "columns": "column_id site_code column_name kind parent_id depth url lists_items on_home on_second_level redirects_to "
               "finished_topic opened_on closed_on source_unit responsible",
    "updates": "column_id url published_on date_state published_at title observed_at content_source document_no repost_of",
    "visits": "site_code visited_at vantage url failure status duration_ms manual",
    "channels": "channel_id site_code name kind form opened usable url promised_days promised_unit",
    "tickets": "ticket_id site_code channel_id channel_kind unit submitted_on received_on answered_on reply_kind complex "
               "extended_on promised_days promised_unit valid needs_reply observed_at url",
    "reviews": "review_id site_code indicator subject kind status found_at reviewer quote evidence_ref evidence_sha256",
    "exemptions": "site_code column_id indicator from to approval_no approved_by reason",
    "coverage": "site_code subject column_id observed_at from to complete items_seen gap reviewer",
}
KEYS = {
    "sites": ["site_code"], "site_life": ["site_code", "state", "from"], "site_addresses": ["site_code", "filed_on"],
    "units": ["unit"], "columns": ["column_id"], "updates": ["column_id", "url", "published_on"],
    "visits": ["site_code", "visited_at", "vantage"], "channels": ["channel_id"], "tickets": ["ticket_id"],
    "reviews": ["review_id"], "exemptions": ["site_code", "column_id", "indicator", "from"],
    "coverage": ["site_code", "subject", "column_id", "observed_at"],
}


def pick(n, *what):
    """A number from 0 to n - 1 that depends on nothing but `what`."""
    text = "/".join(str(w) for w in what)
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:6], "big") % n


def before(days):
    return CHECKPOINT - dt.timedelta(days=days)


def working(day):
    """Q4 of 2017: 10-01 to 10-08 off, 09-30 (Saturday) worked, otherwise Monday to Friday."""
    if dt.date(2017, 10, 1) <= day <= dt.date(2017, 10, 8):
        return False
    return day.weekday() < 5 or day == dt.date(2017, 9, 30)


def workday_after(day, n):
    while n:
        day += dt.timedelta(days=1)
        n -= working(day)
    return day


# ------------------------------------------------------------------------------------------------ registry
def sites():
    """74 sites to be judged and the closed ones: dicts with the fields of `sites` and, under `_`, what the makers need."""
    out, serial, example = [], {}, iter(range(1, 100))

    def add(name, host, role, level, division, closed=None):
        prefix = (AREAS[division][0] if division in AREAS else "") or "370300"
        serial[prefix] = serial.get(prefix, 9000) + 1
        portal = AREAS[division][1] if division in AREAS else CITY_PORTAL
        named = not name.startswith("示例单位")
        url = f"http://{host}.zibo.example/"
        row = dict(
            site_code=f"{prefix}{serial[prefix]}", site_name=name, home_url=url, actual_url="" if closed else url, role=role,
            level=level, division_code=AREAS[division][0] if division in AREAS else "370300", division=division, sponsor=name,
            supervisor=CITY_OFFICE if division == CITY or role == "portal" else portal, parent_site=portal,
            note=CODE_NOTE, source_ref=FAILING.get(name, ("", RECON))[1], _closed=closed, _named=named, _host=host)
        if not named and not closed:  # the notice says nothing of these steps, so they are filled for invented units only
            row.update(platform_joined_on=f"2016-{1 + pick(12, name, 'join'):02d}-15", office_managed="true",
                       managed_by=f"{name}办公室", reviewed_on="2015-05-11", recorded_on="2015-05-18",
                       registered_on="2015-05-25", code_hung_on="2015-06-08")
        out.append(row)

    def example_unit(role, level, division, closed=None):
        number = next(example)
        add(f"示例单位{number:02d}", f"unit{number:02d}", role, level, division, closed)

    add(CITY_PORTAL, "www", "portal", "city", CITY)
    for name, host in CITY_DEPARTMENTS:
        add(name, host, "department", "city", CITY)
    for name, host in TICKET_UNITS.items():
        if host:
            add(name, f"zb{host}", "department", "city", CITY)
    for _ in range(17):
        example_unit("department", "city", CITY)
    for name, host in CITY_INSTITUTIONS:
        add(name, host, "institution", "city", CITY)
    for _ in range(17):
        example_unit("institution", "city", CITY)
    for area, (_, portal, host, _) in AREAS.items():
        add(portal, host, "portal", "county", area)
    for name, host, area in COUNTY_DEPARTMENTS:
        add(name, host, "department", "county", area)
    for area in EXAMPLE_COUNTY:
        example_unit("department", "county", area)
    for area, (_, _, _, closings) in AREAS.items():
        for closing in closings:
            example_unit("department", "county", area, closing)

    codes = {s["site_name"]: s["site_code"] for s in out}
    for s in out:
        s["parent_site"] = "" if s["site_name"] == CITY_PORTAL else codes[CITY_PORTAL if s["role"] == "portal" else s["parent_site"]]
        if s["site_name"] == "淄博市住房公积金管理中心":  # the registry still holds the old address
            s["home_url"], s["actual_url"] = "http://zbgjj-old.zibo.example/", "http://zbgjj.zibo.example/"
        if s["site_name"] == "示例单位21":
            s["home_is_navigation"] = "true"
    return out


def site_life(all_sites):
    out = []
    for number, s in enumerate((s for s in all_sites if s["_closed"]), 1):
        closed, due = s["_closed"]
        out.append(dict(
            site_code=s["site_code"], state="closed", **{"from": closed}, approved="true", approval_no=f"示例批〔2017〕{number}号",
            approved_by=CITY_OFFICE, close_due_on=due, notice_url=f"{s['home_url']}close.html", notice_on="2017-09-29",
            reason="并入上级门户网站", note="示例" if closed <= due else "示例：逾期关停", source_ref=RECON))
    running = next(s for s in all_sites if s["site_name"] == "示例单位35")
    out.append(dict(site_code=running["site_code"], state="running", **{"from": "2015-06-08"}, close_due_on="2017-12-31",
                    note="示例：应于年底关停，尚未到期", source_ref=RECON))
    return out


def site_addresses(by_name):
    fund, moved = by_name["淄博市住房公积金管理中心"], by_name["示例单位12"]
    return [
        dict(site_code=fund["site_code"], filed_on="2015-05-20", url=fund["home_url"], changed_on="2015-05-20",
             note="示例：旧网址", source_ref=RECON),
        dict(site_code=fund["site_code"], filed_on="2017-11-30", url=fund["actual_url"], changed_on="2017-09-11",
             note="示例：启用新网址后未及时报送，监测时间点之后补报", source_ref="notice 1(2)4"),
        dict(site_code=moved["site_code"], filed_on="2015-05-20", url="http://unit12-old.zibo.example/", changed_on="2015-05-20",
             note="示例", source_ref=RECON),
        dict(site_code=moved["site_code"], filed_on="2017-08-01", url=moved["home_url"], changed_on="2017-08-03",
             note="示例：先报送后启用", source_ref=RECON),
    ]


def units(all_sites):
    kind = {"portal": "government", "department": "department", "institution": "institution"}
    out = [dict(unit=CITY_OFFICE, unit_kind="department", level="city", division=CITY, parent_unit=CITY_PORTAL, source_ref="notice")]
    for s in all_sites:
        parent = "" if s["site_name"] == CITY_PORTAL else CITY_PORTAL
        if s["division"] != CITY and s["role"] != "portal":
            parent = AREAS[s["division"]][1]
        source = s["source_ref"] if s["site_name"] not in TICKET_UNITS else "notice 1(2)5"
        out.append(dict(unit=s["sponsor"], unit_kind=kind[s["role"]], level=s["level"], division=s["division"], parent_unit=parent,
                        note="" if s["_named"] else "示例单位，非真实单位", source_ref=source))
    for name, host in TICKET_UNITS.items():
        if not host:
            out.append(dict(unit=name, unit_kind="department", level="city", division=CITY, parent_unit=CITY_PORTAL,
                            source_ref="notice 1(2)5"))
    return out


# ------------------------------------------------------------------------------------------------ columns and updates
def plan_of(s):
    """Columns of one site: (name, kind, on_home)."""
    name, states = s["site_name"], STATES.get(s["site_name"], {})
    veto = FAILING.get(name, ("",))[0]
    wanted = COMMON + [c for c in OPTIONAL if c[0] in states or pick(3, name, c[0]) or s["role"] == "portal"]
    if s["role"] == "portal":
        wanted = wanted + PORTAL_EXTRA
    have = {c[0] for c in wanted}
    more = "near_overdue" if name == "示例单位07" else veto
    return wanted + [c for c in MORE.get(more, []) if c[0] not in have and (c[0] in states or more != "blank")]


def columns_and_updates(judged):
    columns, updates = [], []
    for s in judged:
        name, states, base = s["site_name"], STATES.get(s["site_name"], {}), s["actual_url"]
        navigation = s.get("home_is_navigation") == "true"
        missing = set(states) - {c[0] for c in plan_of(s)}
        assert not missing, (name, missing)
        place = FAILING.get(name, ("", RECON))[1]
        number = 0

        def column(column_name, kind, on_home=False, **more):
            nonlocal number
            number += 1
            row = dict(
                column_id=f"{s['site_code']}-{number:02d}", site_code=s["site_code"], column_name=column_name, kind=kind,
                depth="1", url=f"{base}c{number:02d}/", on_home="true" if on_home and not navigation else "false",
                on_second_level="true" if on_home and navigation else "false", source_unit=s["sponsor"],
                responsible="示例责任人", source_ref=RECON)
            row.update(more)
            columns.append(row)
            return row

        heading = column("政务公开", "other", lists_items="false", note="仅为栏目标题") if s["role"] == "portal" else None
        for column_name, kind, on_home in plan_of(s):
            state = states.get(column_name, "fresh")
            row = column(column_name, kind, on_home)
            if heading and kind in ("policy", "personnel", "plan", "finance"):
                row.update(parent_id=heading["column_id"], depth="2")
            if state != "fresh":
                row["source_ref"] = place
            if state == "blank":
                row["note"] = "示例：空白栏目"
            else:
                updates += items(s, row, state)

        if name == CITY_PORTAL:  # columns that leave the counts
            row = column("第三次经济普查专题", "news", finished_topic="true", note="示例：历史专题")
            updates += items(s, row, "stale")
            column("网上办事大厅", "service", redirects_to="http://zwfw.zibo.example/", note="示例：跳转栏目")
            row = column("热线选登", "news", closed_on="2017-06-30", note="示例：已关闭栏目")
            updates += items(s, row, "stale")
            row = column("公示公告（旧入口）", "notice", note="示例：与另一栏目网址相同")
            row["url"] = next(c["url"] for c in columns if c["site_code"] == s["site_code"] and c["column_name"] == "公示公告")
        if name == "示例单位13":
            row = column("学习贯彻专题", "news", opened_on="2017-11-20", note="示例：窗口期内开设")
            updates += items(s, row, "2017-11-21")
    return columns, updates


def items(s, row, state):
    """Items of one column, newest first; the newest on the day that `state` asks for."""
    kind, cid, window = row["kind"], row["column_id"], WINDOW_DAYS.get(row["kind"], 365)
    if state == "fresh":
        newest = before(pick(11 if kind == "news" else 150 if window == 184 else 330, cid, "newest"))
    elif state == "stale":
        newest = before(window + 2 + pick(90 if kind == "news" else 300, cid, "newest"))
    else:
        newest = dt.date.fromisoformat(state)
    out, day = [], newest
    for n in range(3 + pick(3, cid, "items") - (window == 365)):
        item = dict(column_id=cid, url=f"{row['url']}{day:%Y%m%d}-{n + 1}.html", published_on=day.isoformat(), date_state="shown",
                    title=f"{row['column_name']}示例信息{n + 1}", observed_at=OBSERVED, content_source=s["sponsor"], source_ref=RECON)
        if s["role"] == "portal":
            item["published_at"] = f"{day}T{9 + n:02d}:{pick(60, cid, n):02d}:00+08:00"
        if kind == "policy":
            item["document_no"] = f"示例字〔{day.year}〕{1 + pick(60, cid, n)}号"
        out.append(item)
        day -= dt.timedelta(days=2 + pick(6 if kind == "news" else 40, cid, n, "gap"))
    if s["site_name"] == "淄博市旅游发展委员会" and row["column_name"] == "基层动态":
        out.append(dict(column_id=cid, url=f"{row['url']}undated.html", date_state="not_shown", title="未注明日期的示例信息",
                        observed_at=OBSERVED, note="示例：未注明发布日期，不计为更新", source_ref="notice 1(2)1"))
    if s["site_name"] == "示例单位16" and row["column_name"] == "基层动态":
        out.append(dict(column_id=cid, url=f"{row['url']}unreadable.html", date_state="unreadable", title="日期无法识别的示例信息",
                        observed_at=OBSERVED, note="示例：日期无法识别", source_ref=RECON))
    return out


# ------------------------------------------------------------------------------------------------ visits
FAULTS = [("timeout", "", 15000), ("", "503", 420), ("connect", "", 3010), ("reset", "", 88), ("", "200", 15000)]


def visits(judged):
    out = []
    for s in judged:
        name, code = s["site_name"], s["site_code"]
        per_day, failed = VISITS.get(name, (20 + pick(5, name, "visits"), 0))
        total = per_day * 7
        bad = set(sorted(range(total), key=lambda i: (pick(1 << 40, code, "bad", i), i))[:failed])
        for d, day in enumerate(WEEK):
            for i in range(per_day):
                n = d * per_day + i
                minute = (i * 144 // per_day + pick(144 // per_day, code, n, "slot")) * 10 + pick(10, code, n, "minute")
                row = dict(site_code=code, visited_at=f"{day}T{minute // 60:02d}:{minute % 60:02d}:{pick(60, code, n, 's'):02d}+08:00",
                           vantage="zb-1", status="200", duration_ms=f"{180 + pick(26000, code, n, 'ms') / 10:.1f}", manual="false",
                           source_ref=RECON)
                if n in bad:
                    fault, status, least = FAULTS[pick(len(FAULTS), code, n, "fault")]
                    if name == "淄博市住房公积金管理中心":
                        fault, status, least = "dns", "", 12
                    elif name == "沂源教育局":
                        fault, status, least = FAULTS[pick(2, code, n, "fault")]
                    row.update(failure=fault, status=status, source_ref=FAILING.get(name, ("", RECON))[1],
                               duration_ms=f"{least + (pick(4000, code, n, 'ms') / 10 if fault else 0):.1f}")
                if name == "淄博市住房公积金管理中心":
                    row["url"] = s["home_url"]
                if name == "示例单位12":
                    row["url"] = s["home_url"]
                    if n == 5:
                        row.update(duration_ms="14999.6", note="示例：不足15秒，计为打开")
                out.append(row)
                if (name, n) == ("示例单位09", 30):  # suspected, then settled by a person in the same ten minutes
                    row.update(status="403", note="示例：疑似被拦截")
                    later = row["visited_at"][:15] + "9:59+08:00"
                    out.append(dict(site_code=code, visited_at=later, vantage="zb-2", status="200", duration_ms="900.0", manual="true",
                                    note="示例：人工复核", source_ref=RECON))
                if (name, n) in (("示例单位09", 44), ("示例单位09", 71)):
                    row.update(failure="challenge", status="", note="示例：出现验证页面")
                if (name, n) in (("示例单位10", 12), ("示例单位10", 80)):
                    row.update(failure="monitor_fault", status="", duration_ms="", note="示例：监测点故障，不计")
            if name == "淄博市住房公积金管理中心":  # the new address opens, but it is not the filed one
                out.append(dict(site_code=code, visited_at=f"{day}T10:20:30+08:00", vantage="zb-2", url=s["actual_url"], status="200",
                                duration_ms="350.0", manual="true", note="示例：未报送的新网址可以打开，不计", source_ref="notice 1(2)4"))
    return out


# ------------------------------------------------------------------------------------------------ interaction
def channels(judged):
    out = []

    def add(s, name, kind, form, **more):
        number = 1 + sum(c["site_code"] == s["site_code"] for c in out)
        out.append(dict(channel_id=f"{s['site_code']}-H{number}", site_code=s["site_code"], name=name, kind=kind, form=form,
                        opened="true", usable="true", url=f"{s['actual_url']}h{number}/", source_ref=RECON, **more))

    for s in judged:
        if s["role"] == "portal":
            add(s, "领导信箱", "consultation", "领导信箱")
        else:
            promise = dict(promised_days="5", promised_unit="working") if s["site_name"] == "淄博市统计局" else {}
            add(s, "网友留言", "consultation", "网友留言", **promise)
        if s["site_name"] == CITY_PORTAL:
            add(s, "建言献策", "consultation", "建言献策")
            add(s, "意见征集", "survey", "意见征集")
            add(s, "在线访谈", "interview", "在线访谈")
            add(s, "投诉举报", "complaint", "")
    return out


# Overdue at the checkpoint, by handling unit as in the notice: (submitted, reply). A reply is None (open), a number n (answered on
# the n-th working day), or ("interim" | "forwarded", n): not an answer. "x" after the date: complex, extended on that working day.
OVERDUE = {
    "淄博市发展和改革委员会": [("2017-11-01", None), ("2017-10-10", 8), ("2017-11-17", None)],
    "淄博市住房和城乡建设局": [("2017-10-01", 8), ("2017-10-09", 8), ("2017-10-11", 12), ("2017-10-18", 9), ("2017-10-26", None),
                               ("2017-11-02", ("interim", 5)), ("2017-11-09", None), ("2017-10-16x5", 17)],
    "淄博市信访局": [("2017-10-12", 10), ("2017-10-24", None), ("2017-11-06", ("forwarded", 2)), ("2017-11-10", 9)],
    "淄博市环境保护局": [("2017-10-20", 8), ("2017-11-13", None)],
    "淄博市食品药品监管局": [("2017-10-30", 11)],
    "淄博市统计局": [("2017-10-17", 8), ("2017-11-08", None)],
    "淄博市人力资源和社会保障局": [("2017-10-05", 9), ("2017-10-23x7", None), ("2017-11-16", None)],
    "淄博市体育局": [("2017-11-03", 13)],
    "淄博市房产管理局": [("2017-10-31", None)],
}


def tickets(by_name, all_channels):
    out = []
    channel = {c["channel_id"]: c for c in all_channels}

    def add(unit, submitted, reply=None, *, kind=None, extended=None, number=1, site=None, received="same", note="", source=RECON, **more):
        host = by_name.get(site or unit) or by_name[CITY_PORTAL]
        row = dict(ticket_id=f"T-2017-{len(out) + 1:04d}", unit=unit, submitted_on=submitted, valid="true", needs_reply="true",
                   complex="false", observed_at=OBSERVED, note=note, source_ref=source)
        if site == "none":
            row["channel_kind"] = "consultation"
        else:
            c = channel[f"{host['site_code']}-H{number}"]
            row.update(site_code=host["site_code"], channel_id=c["channel_id"], channel_kind=c["kind"], url=f"{c['url']}{row['ticket_id']}.html")
        row["received_on"] = submitted if received == "same" else received
        start = dt.date.fromisoformat(row["received_on"] or submitted)
        if reply is not None:
            row["answered_on"] = workday_after(start, reply).isoformat()
            row["reply_kind"] = kind or "answered"
            assert row["answered_on"] <= CHECKPOINT.isoformat(), row
        if extended is not None:
            row.update(complex="true", extended_on=workday_after(start, extended).isoformat())
        row.update(more)
        out.append(row)

    for unit, cases in OVERDUE.items():
        for case, (when, reply) in enumerate(cases):
            day, _, extended = when.partition("x")
            kind, n = reply if isinstance(reply, tuple) else (None, reply)
            state = "逾期未答复" if n is None or kind else "逾期答复"
            if state == "逾期答复":
                assert n > (15 if extended else 7)
            else:
                assert workday_after(dt.date.fromisoformat(day), 15 if extended else 7) < CHECKPOINT
            add(unit, day, n, kind=kind, extended=int(extended) if extended else None, note=f"示例：{state}", source="notice 1(2)5",
                received="" if (unit, case) == ("淄博市信访局", 0) else "same")
    assert len(out) == 25 and out[0]["ticket_id"] == "T-2017-0001" and "answered_on" not in out[0]

    fgw, zjj, xfj, hbj, syj, tjj, rsj, tyj, fgj = TICKET_UNITS
    add(fgw, "2017-10-01", 7, note="示例：节假日顺延，第7个工作日答复")
    add(fgw, "2017-10-26", 4)
    add(fgw, "2017-11-20", note="示例：监测时间点当日到期，未逾期")
    add(zjj, "2017-09-30", 7, received="2017-10-09", note="示例：自收件日起算")
    add(zjj, "2017-10-10", 7, note="示例：第7个工作日答复")
    add(zjj, "2017-10-13", 15, extended=7, note="示例：批准延期，第15个工作日答复")
    add(zjj, "2017-10-27", 3, kind="explained", note="示例：无法办理，已解释")
    add(zjj, "2017-11-07", 6)
    add(zjj, "2017-11-22", note="示例：未到期")
    add(xfj, "2017-10-09", 5)
    add(xfj, "2017-10-19", 12, extended=6, note="示例：批准延期")
    add(xfj, "2017-11-15", 2, kind="explained")
    add(xfj, "2017-11-24", 1, kind="forwarded", note="示例：转办，未到期")
    add(hbj, "2017-10-16", 7)
    add(hbj, "2017-11-14", 3)
    add(hbj, "2017-11-14", extended=4, note="示例：批准延期，未到期")
    add(syj, "2017-10-25", 2)
    add(syj, "2017-11-21", note="示例：未到期")
    add(tjj, "2017-10-11", 5, note="示例：在承诺的5个工作日内答复")
    add(tjj, "2017-11-10", 4)
    add(rsj, "2017-10-08", 6)
    add(rsj, "2017-10-30", 7)
    add(rsj, "2017-11-06", 1)
    add(tyj, "2017-10-18", 3, promised_days="7", promised_unit="calendar", note="示例：在承诺的7日内答复")
    add(tyj, "2017-11-23")
    add(fgj, "2017-10-12", 7)
    add(fgj, "2017-11-08", 3, site="none", note="示例：来自热线，无网站")
    add(fgw, "2017-10-20", number=2, site=CITY_PORTAL, needs_reply="false", note="示例：建议类，无需答复")
    add(zjj, "2017-10-23", valid="false", note="示例：无效留言")
    add(xfj, "2017-10-31", valid="false", note="示例：重复留言")
    add(hbj, "2017-11-01", 6, number=5, site=CITY_PORTAL, note="示例：投诉举报")
    add("示例单位01", "2017-10-24", 5)
    add("示例单位03", "2017-11-02", 7)
    add("示例单位18", "2017-11-13", 2)
    add("张店区人民政府", "2017-10-17", 3)
    add("桓台县人民政府", "2017-11-09", 4)
    add("高新区管委会", "2017-11-16", 5)
    return out


# ------------------------------------------------------------------------------------------------ checks by people
def reviews(by_name):
    s = by_name["示例单位04"]
    return [dict(review_id="R-2017-0001", site_code=s["site_code"], indicator="serious_error", subject=f"{s['home_url']}c01/",
                 kind="serious_misspelling", status="dismissed", found_at="2017-11-27T10:00:00+08:00", reviewer="示例检查员",
                 note="示例：经复核不属于严重错误", source_ref=RECON)]


def exemptions(by_name, all_columns):
    s = by_name["示例单位14"]
    column = next(c for c in all_columns if c["site_code"] == s["site_code"] and c["column_name"] == "人事信息")
    return [dict(site_code=s["site_code"], column_id=column["column_id"], indicator="overdue_columns", **{"from": "2017-07-01"},
                 to="2017-12-31", approval_no="示例批〔2017〕90号", approved_by=CITY_OFFICE, reason="机构调整期间暂停更新",
                 note="示例", source_ref=RECON)]


def coverage(judged):
    """Rows about serious errors only: columns, home page and tickets rest on the `complete` declaration of census.toml."""
    return [dict(site_code=s["site_code"], subject="serious_error", observed_at=OBSERVED, to=CHECKPOINT.isoformat(),
                 complete="true", reviewer="示例检查员", note="示例", source_ref=RECON) for s in judged]


def main(folder):
    all_sites = sites()
    judged = [s for s in all_sites if not s["_closed"]]
    by_name = {s["site_name"]: s for s in all_sites}
    assert len(judged) == 74 and len(by_name) == len(all_sites) and set(FAILING) <= set(by_name)
    all_columns, all_updates = columns_and_updates(judged)
    all_channels = channels(judged)
    all_tickets = tickets(by_name, all_channels)
    tables = {
        "sites": all_sites, "site_life": site_life(all_sites), "site_addresses": site_addresses(by_name), "units": units(all_sites),
        "columns": all_columns, "updates": all_updates, "visits": visits(judged), "channels": all_channels, "tickets": all_tickets,
        "reviews": reviews(by_name), "exemptions": exemptions(by_name, all_columns), "coverage": coverage(judged),
    }
    for name, rows in tables.items():
        fields = FIELDS[name].split() + ["note", "source_ref"]
        rows = [{k: v for k, v in row.items() if not k.startswith("_")} for row in rows]
        rows.sort(key=lambda row: [row.get(k, "") for k in KEYS[name]])
        with open(folder / f"{name}.csv", "w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, fields, restval="", lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
        print(f"{name:15} {len(rows):6} rows")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else pathlib.Path(__file__).resolve().parent)

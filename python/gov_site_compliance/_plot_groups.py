"""Charts that compare groups of sites: which clauses fail where, and how large the share of unqualified sites is."""

from __future__ import annotations

from collections import Counter
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import altair as alt

from ._charts import GREEN, GROUPINGS, OPEN, VERMILION, basis, distinct, dressed, left_out, rows, title, values, words

# the group of a site whose own row was rejected
NOWHERE = "登记信息不明"
WIDTH = 420


def failing_indicators(census: Any, *, by: str = "division", show: int = 30) -> alt.FacetChart:
    """Failing indicators by group: in how many sites of a group each clause failed, and in how many it was not assessed.

    `by` is `division`, `role`, `level` or `level_role`, as in `Census.groups`; `show` is the number of groups shown, those with most
    failures first. The clauses are all those that apply to sites, the ones that only report among them.

    >>> import gov_site_compliance as gsc
    >>> chart = failing_indicators(gsc.judge_folder("examples/zibo-2017q4"), by="role")
    >>> [cells] = chart.to_dict()["datasets"].values()
    >>> sum(cell["sites"] for cell in cells if cell["group"] == "门户网站")
    5
    """
    group_of = _groups_of_sites(census, by)
    found = rows(census.outcomes, "site_code", "clause", "title", "effect", "result")
    outcomes = [row for row in found if row["effect"] != "deduct"]
    clauses = distinct({row["clause"]: row["title"] for row in outcomes})
    cells = Counter((group_of[row["site_code"]], clauses[row["clause"]], row["result"]) for row in outcomes if row["result"] in OPEN)
    labels = _most_failures_first(cells, Counter(group_of.values()))
    shown = dict(list(labels.items())[:show])
    most = max(cells.values(), default=0)
    data = [
        {"group": group, "label": shown[group], "clause": clause, "result": OPEN[result][0], "sites": sites, "dark": sites > 0.75 * most}
        for (group, clause, result), sites in cells.items()
        if group in shown
    ]
    failed, unknown = (sum(sites for (*_, result), sites in cells.items() if result == wanted) for wanted in OPEN)
    note = f"格内为网站数，空白为0；括号内为该组参加评判的网站数；全部不达标{failed}项次，未评估{unknown}项次"
    heading = title(f"不达标指标：按{GROUPINGS[by]}", note, left_out(len(shown), len(labels), "分组"), basis(census))
    return dressed(_cells(data, list(shown.values()), list(clauses.values())).properties(title=heading))


def groups(census: Any, *, by: str = "division", show: int = 40) -> alt.LayerChart:
    """Comparison of groups: the share of unqualified sites among those assessed, the groups that the census names as better marked.

    `by` as in `failing_indicators`; `show` is the number of groups shown, those with the largest share first. Shares are percent with
    two places, rounded once, as in `Census.groups`. The broken line is the share of all assessed sites. Sites that are not assessed
    count in no share and are named beside the bar; a group without any assessed site has no bar.

    >>> import gov_site_compliance as gsc
    >>> chart = groups(gsc.judge_folder("examples/zibo-2017q4"), by="level")
    >>> bars, overall = chart.to_dict()["datasets"].values()
    >>> [(bar["title"], bar["rate"], bar["better"]) for bar in bars]
    [('县级网站', 37.5, False), ('市级网站', 16.0, True)]
    """
    _check(by)
    wanted = ("by", "title", "total", "assessed", "unqualified", "unqualified_rate", "better")
    found = [_bar(row) for row in rows(census.groups, *wanted) if row["by"] == by and row["total"]]
    found.sort(key=lambda bar: (bar["rate"] is None, -(bar["rate"] or 0), bar["title"]))
    note = "不合格网站占已评估网站的比例（不合格/已评估）；★ 为较好；虚线为全部网站"
    heading = title(f"分组比较：按{GROUPINGS[by]}", note, left_out(min(show, len(found)), len(found), "分组"), basis(census))
    return dressed(_bars(found[:show], _overall(census)).properties(title=heading, width=WIDTH, height=alt.Step(26)))


def _check(by: str) -> None:
    if by not in GROUPINGS:
        raise ValueError(f"by: {by!r} is none of {', '.join(GROUPINGS)}")


def _groups_of_sites(census: Any, by: str) -> dict[str, str]:
    """The group of each judged site, by its title."""
    _check(by)
    titles = {row["name"]: row["title"] for row in rows(census.groups, "by", "name", "title") if row["by"] == by}
    fields = by.split("_")
    keys = {row["site_code"]: "/".join(row[field] or "" for field in fields) for row in rows(census.verdicts, "site_code", *fields)}
    return {site: titles.get(key, NOWHERE) for site, key in keys.items()}


def _most_failures_first(cells: Counter[tuple[str, str, str]], sites: Counter[str]) -> dict[str, str]:
    """Groups in their order, with their labels."""
    failed: Counter[str] = Counter()
    unknown: Counter[str] = Counter()
    for (group, _, result), number in cells.items():
        (failed if result == "fail" else unknown)[group] += number
    order = sorted(sites, key=lambda group: (-failed[group], -unknown[group], group))
    return {group: f"{group}({sites[group]})" for group in order}


def _cells(data: list[dict[str, Any]], groups: list[str], clauses: list[str]) -> alt.FacetChart:
    """A table of groups and clauses, once for failures and once for what is open."""
    tooltip = [alt.Tooltip(f"{field}:N", title=name) for field, name in (("group", "分组"), ("clause", "指标"), ("result", "结果"))]
    base = alt.Chart().encode(
        x=alt.X("clause:N", title=None, scale=alt.Scale(domain=clauses), axis=alt.Axis(labelAngle=-40, labelLimit=240)),
        y=alt.Y("label:N", title=None, scale=alt.Scale(domain=groups)),
        tooltip=[*tooltip, alt.Tooltip("sites:Q", title="网站数")],
    )
    rect = base.mark_rect().encode(
        color=alt.Color("result:N", scale=words(OPEN), legend=None),
        opacity=alt.Opacity("sites:Q", scale=alt.Scale(domainMin=0, range=[0.2, 1]), legend=None),
    )
    text = base.mark_text(fontSize=12).encode(text="sites:Q", color=alt.condition("datum.dark", alt.value("white"), alt.value("black")))
    column = alt.Column("result:N", title=None, sort=[word for word, _ in OPEN.values()], header=alt.Header(labelFontSize=13))
    sized = alt.LayerChart(layer=[rect, text]).properties(width=alt.Step(44), height=alt.Step(24))
    return sized.facet(data=values(data), column=column)


def _bar(row: dict[str, Any]) -> dict[str, Any]:
    """What is drawn of a group."""
    unknown, rate = row["total"] - row["assessed"], row["unqualified_rate"]
    share = [] if rate is None else [f"{rate}%({row['unqualified']}/{row['assessed']})"]
    return {
        "title": row["title"],
        "label": f"★ {row['title']}" if row["better"] else row["title"],
        "rate": None if rate is None else float(rate),
        "unqualified": row["unqualified"],
        "assessed": row["assessed"],
        "not_assessed": unknown,
        "better": row["better"],
        "kind": "较好" if row["better"] else "其他",
        "said": "，".join([*share, *([f"未评估{unknown}家"] if unknown else [])]),
    }


def _overall(census: Any) -> float | None:
    """Unqualified ÷ assessed of all sites in percent, rounded half up to two places."""
    verdicts = Counter(row["verdict"] for row in rows(census.verdicts, "verdict"))
    assessed = verdicts["qualified"] + verdicts["unqualified"]
    if not assessed:
        return None
    return float((Decimal(100 * verdicts["unqualified"]) / assessed).quantize(Decimal("0.01"), ROUND_HALF_UP))


def _bars(found: list[dict[str, Any]], overall: float | None) -> alt.LayerChart:
    base = alt.Chart(values(found)).encode(y=alt.Y("label:N", title=None, sort=[bar["label"] for bar in found]))
    kinds = alt.Scale(domain=["较好", "其他"], range=[GREEN, VERMILION])
    told = (("unqualified", "不合格"), ("assessed", "已评估"), ("not_assessed", "未评估"))
    counts = [alt.Tooltip(f"{field}:Q", title=name) for field, name in told]
    bar = base.mark_bar(height=16).encode(
        x=alt.X("rate:Q", title="不合格比例（%）", scale=alt.Scale(domainMin=0)),
        color=alt.Color("kind:N", title="评价", scale=kinds),
        tooltip=[alt.Tooltip("title:N", title="分组"), *counts],
    )
    text = base.mark_text(align="left", color="#333333").encode(x=alt.value(WIDTH + 8), text="said:N")
    rule = alt.Chart(values([] if overall is None else [{"overall": overall}])).mark_rule(strokeDash=[5, 4]).encode(x="overall:Q")
    return alt.LayerChart(layer=[bar, rule, text])

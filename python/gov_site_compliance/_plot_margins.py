"""How near each site is to a veto."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection
from typing import Any, NamedTuple

import altair as alt

from ._charts import GREY, VERDICTS, basis, distinct, dressed, left_out, rows, title, values, words

# measured ÷ limit up to which the axis goes; what lies beyond stands at its end
END = 3.0
WIDTH = 440
CERTAIN, POSSIBLE = "测得", "最多可能"


class Reach(NamedTuple):
    """How far a clause goes towards its limit at a site, 1 being the limit."""

    ratio: float
    measured: int | None
    limit: int | None
    title: str


def margins(census: Any, *, show: int = 30, verdicts: Collection[str] = tuple(VERDICTS)) -> alt.LayerChart:
    """Margin to veto of each site: measured ÷ limit of its worst clause, worst first; from 1 on the limit is reached.

    What is proven (`measured`) and what it is if every gap hides one more (`possible`) stand apart, joined by a line; where nothing
    bounds what a gap hides, the line is broken and goes to the end of the axis. `show` is the number of sites shown; `verdicts` are
    those to show: `["qualified", "not_assessed"]` asks who may fail next. The text names the worst clause with its count and limit,
    and the clauses that are not assessed.

    >>> import gov_site_compliance as gsc
    >>> chart = margins(gsc.judge_folder("examples/zibo-2017q4"), show=2, verdicts=["qualified"])
    >>> limit, lines, points, texts = chart.to_dict()["datasets"].values()
    >>> [(point["label"], point["clause"], point["count"], point["limit"]) for point in points]
    [('示例单位07', '更新不达标栏目', 9, 10), ('示例单位02', '网站无法访问', 8, 9)]
    """
    places = rows(census.verdicts, "site_code", "site_name", "verdict")
    names = distinct({row["site_code"]: row["site_name"] for row in places})
    reaches = _reaches(census)
    sites = [{**row, "label": names[row["site_code"]], **reaches[row["site_code"]]} for row in places if row["verdict"] in verdicts]
    sites.sort(key=lambda site: (-site["certain"].ratio, -site["possible"].ratio, site["site_code"]))
    total = Counter(row["verdict"] for row in places)
    note = " · ".join(f"{word}{total[verdict]}家" for verdict, (word, _) in VERDICTS.items())
    beside = "右侧为测得最接近限值的指标（测得/限值）及未评估的指标"
    heading = title("距单项否决的余量", note, beside, left_out(min(show, len(sites)), len(sites), "网站"), basis(census))
    return dressed(_layers(sites[:show]).properties(title=heading, width=WIDTH, height=alt.Step(20)))


def _reaches(census: Any) -> dict[str, dict[str, Any]]:
    """For each site the clause that is worst for certain, the one that is possibly worst, and the titles of those not assessed."""
    nothing = Reach(0.0, None, None, "")
    found: dict[str, dict[str, Any]] = defaultdict(lambda: {"certain": nothing, "possible": nothing, "open": []})
    outcomes = rows(census.outcomes, "site_code", "title", "effect", "result", "measured", "possible", "limit")
    for row in (row for row in outcomes if row["effect"] == "veto"):
        site = found[row["site_code"]]
        if row["result"] == "not_assessed":
            site["open"].append(row["title"])
        site["certain"] = max(site["certain"], _reach(row, "measured"), key=lambda reach: reach.ratio)
        site["possible"] = max(site["possible"], _reach(row, "possible"), key=lambda reach: reach.ratio)
    return found


def _reach(row: dict[str, Any], count: str) -> Reach:
    """Infinite where a gap leaves open whether the limit is reached, and no count says how far it may go."""
    limit = row["limit"]
    ratio = 0.0 if limit is None else row[count] / max(limit, 1)
    if count == "possible" and row["result"] == "not_assessed" and ratio < 1:
        return Reach(math.inf, None, limit, row["title"])
    return Reach(ratio, row[count], limit, row["title"])


def _point(site: dict[str, Any], kind: str, reach: Reach) -> dict[str, Any]:
    known = {"site_code": site["site_code"], "label": site["label"], "verdict": VERDICTS[site["verdict"]][0], "kind": kind}
    return {**known, "clause": reach.title, "count": reach.measured, "limit": reach.limit, "ratio": reach.ratio, "at": min(reach.ratio, END)}


def _line(label: str, certain: float, possible: float) -> dict[str, Any]:
    return {"label": label, "from": min(certain, END), "to": min(possible, END), "bounded": possible < math.inf}


def _said(site: dict[str, Any]) -> str:
    """The worst clause in figures, and what is not assessed."""
    worst, unknown = site["certain"], site["open"]
    said = [f"{worst.title} {worst.measured}/{worst.limit}"] if worst.ratio else []
    if unknown:
        said.append(f"未评估:{'、'.join(unknown[:1])}" + (f"等{len(unknown)}项" if len(unknown) > 1 else ""))
    return ";".join(said)


def _layers(sites: list[dict[str, Any]]) -> alt.LayerChart:
    points = [_point(site, CERTAIN, site["certain"]) for site in sites]
    beyond = [site for site in sites if site["possible"].ratio > site["certain"].ratio]
    points += [_point(site, POSSIBLE, site["possible"]) for site in beyond if site["possible"].ratio < math.inf]
    lines = [_line(site["label"], site["certain"].ratio, site["possible"].ratio) for site in beyond]
    texts = [{"label": site["label"], "said": _said(site)} for site in sites]
    order = [site["label"] for site in sites]
    y = alt.Y("label:N", title=None, sort=order, scale=alt.Scale(domain=order))
    return alt.LayerChart(layer=[_limit(), _lines(lines, y), _marks(points, y), _texts(texts, y)])


def _axis() -> alt.X:
    """The axis to `END`, which stands for all beyond it."""
    beyond = f"datum.value == {END} ? '≥' + datum.label : datum.label"
    return alt.X("at:Q", title="测得 ÷ 限值（1 为达到限值）", scale=alt.Scale(domain=[0, END]), axis=alt.Axis(tickCount=6, labelExpr=beyond))


def _marks(points: list[dict[str, Any]], y: alt.Y) -> alt.Chart:
    shapes = alt.Scale(domain=[CERTAIN, POSSIBLE], range=["circle", "triangle-right"])
    told = (("label", "网站"), ("verdict", "检查结果"), ("kind", "性质"), ("clause", "指标"), ("count", "测得"), ("limit", "限值"))
    drawn: alt.Chart = alt.Chart(values(points)).mark_point(size=70, filled=True, opacity=1).encode(
        x=_axis(),
        y=y,
        color=alt.Color("verdict:N", title="检查结果", scale=words(VERDICTS)),
        shape=alt.Shape("kind:N", title="性质", scale=shapes),
        tooltip=[alt.Tooltip(f"{field}:N", title=name) for field, name in told],
    )
    return drawn


def _lines(lines: list[dict[str, Any]], y: alt.Y) -> alt.Chart:
    dashes = alt.StrokeDash("bounded:N", legend=None, scale=alt.Scale(domain=[True, False], range=[[1, 0], [4, 3]]))
    drawn: alt.Chart = alt.Chart(values(lines)).mark_rule(color=GREY).encode(x="from:Q", x2="to:Q", y=y, strokeDash=dashes)
    return drawn


def _limit() -> alt.Chart:
    drawn: alt.Chart = alt.Chart(values([{"at": 1}])).mark_rule(strokeWidth=1.5).encode(x="at:Q")
    return drawn


def _texts(texts: list[dict[str, Any]], y: alt.Y) -> alt.Chart:
    drawn: alt.Chart = alt.Chart(values(texts)).mark_text(align="left", color="#555555").encode(x=alt.value(WIDTH + 8), y=y, text="said:N")
    return drawn

"""What the charts of `plot` have in common: colours, fonts, titles, rows out of tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

import altair as alt
import pyarrow as pa  # type: ignore[import-untyped,unused-ignore]

Chart = TypeVar("Chart", alt.LayerChart, alt.FacetChart)

# the palette of Okabe and Ito: told apart with any colour vision
BLUE, SKY, GREEN, ORANGE, VERMILION = "#0072B2", "#56B4E9", "#009E73", "#E69F00", "#D55E00"
GREY, PALE = "#8C8C8C", "#EBEBEB"

# verdict -> word, colour: the same in every chart
VERDICTS = {"unqualified": ("不合格", VERMILION), "qualified": ("合格", BLUE), "not_assessed": ("未评估", GREY)}
# failing and open outcomes have the colours of the verdicts to which they lead
OPEN = {"fail": ("不达标", VERMILION), "not_assessed": ("未评估", GREY)}
# state of a ticket -> word, colour, shape
STATES = {
    "open_overdue": ("逾期未复", VERMILION, "diamond"),
    "answered_late": ("逾期答复", ORANGE, "triangle-up"),
    "open": ("办理中", SKY, "square"),
    "in_time": ("按时答复", BLUE, "circle"),
}
GROUPINGS = {"division": "所属地区", "role": "网站类型", "level": "层级", "level_role": "层级和类型"}
MARKS = {"reconstruction": "重建示例，并非实际监测结果", "overlay": "有本地调整", "not_in_force": "标准不在施行日期之内"}

# one Chinese font of each common system; the first that is there is taken
NAMES = ("Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", "Hiragino Sans GB", "WenQuanYi Micro Hei")
FONTS = ", ".join([*NAMES, "sans-serif"])


def rows(table: Any, *names: str) -> list[dict[str, Any]]:
    """Rows of a table as mappings of these columns."""
    found: list[dict[str, Any]] = pa.table(table).select(names).to_pylist()
    return found


def distinct(names: Mapping[str, str]) -> dict[str, str]:
    """A label for each key: its name, with the key behind it where another key has the same name."""
    times = Counter(names.values())
    return {key: name if times[name] == 1 else f"{name}({key})" for key, name in names.items()}


def basis(census: Any) -> str:
    """What the figures rest on, in Chinese: the standard, and what a reader must know of it."""
    for frame in (census.outcomes, census.groups, census.tickets):
        for row in rows(frame, "basis")[:1]:
            standard, *marks = row["basis"].split("; ")
            return " · ".join([f"标准 {standard}", *(MARKS.get(mark, mark) for mark in marks)])
    return ""


def title(text: str, *lines: str) -> alt.TitleParams:
    """A title with its lines below, empty ones left out."""
    return alt.TitleParams(text=text, subtitle=[line for line in lines if line], anchor="start", offset=12)


def values(found: Iterable[Mapping[str, Any]]) -> alt.InlineData:
    """Rows as data of a chart."""
    return alt.InlineData(values=[dict(row) for row in found])


def words(pairs: Mapping[str, tuple[str, ...]], **options: Any) -> alt.Scale:
    """The scale of a list of words with their colours."""
    return alt.Scale(domain=[pair[0] for pair in pairs.values()], range=[pair[1] for pair in pairs.values()], **options)


def left_out(shown: int, total: int, unit: str) -> str:
    """A line on what is not shown, empty if all is."""
    return f"另有{total - shown}个{unit}未显示" if total > shown else ""


def steps(most: int) -> list[int]:
    """Whole numbers for a legend of counts up to `most`."""
    return sorted({1, (1 + most) // 2, max(most, 1)} - {0})


def dressed(chart: Chart) -> Chart:
    """The chart with Chinese fonts and room for long labels."""
    chart_with_fonts: Chart = (
        chart.configure(font=FONTS)
        .configure_axis(labelLimit=320, titleFontWeight="normal")
        .configure_title(fontSize=15, subtitleFontSize=12, subtitleColor="#555555")
        .configure_legend(orient="bottom", labelLimit=240, titleFontWeight="normal", titleOrient="left")
        .configure_view(stroke=None)
    )
    return chart_with_fonts

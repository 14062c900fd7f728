"""Charts: what they draw is what the frames say, and every Chinese character has a glyph."""

import datetime as dt
import re
import subprocess
import sys
from collections import Counter
from decimal import Decimal

import gov_site_compliance as gsc
import polars as pl
import pytest
import vl_convert
from gov_site_compliance import plot

import glyphs
from charts import datasets, lines, only, specs
from support import VETOES, ZIBO, run

CHECKPOINT = dt.date(2017, 11, 29)
GROUPINGS = ("division", "role", "level", "level_role")
COLOURS = {"不合格": "#D55E00", "合格": "#0072B2", "未评估": "#8C8C8C", "不达标": "#D55E00"}
OVERDUE = ("answered_late", "open_overdue")


@pytest.fixture(scope="module")
def zibo():
    return gsc.judge_folder(ZIBO)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A generated census in which many sites fail and many are not assessed."""
    folder = tmp_path_factory.mktemp("made") / "census"
    small = ("--columns", "14", "--updates", "5", "--visits", "150", "--tickets", "3")
    process = run("generate", folder, "--sites", "300", "--anomalies", "0.6", "--seed", "3", *small)
    assert process.returncode == 0, process.stderr
    return gsc.judge_folder(folder)


@pytest.fixture(scope="module", params=["zibo", "made"])
def census(request):
    return request.getfixturevalue(request.param)


def verdicts(census):
    return pl.DataFrame(census.verdicts)


def grouped(census, by):
    """Sites with the title of their group; null where nothing is known of the site."""
    titles = pl.DataFrame(census.groups).filter(pl.col("by") == by).select(pl.col("name").alias("key"), pl.col("title").alias("group"))
    key = pl.concat_str(by.split("_"), separator="/")
    return verdicts(census).select("site_code", key.alias("key")).join(titles, on="key", how="left")


class TestFailingIndicators:
    @pytest.mark.parametrize("by", GROUPINGS)
    def test_cells_are_the_counts_of_the_outcomes(self, census, by):
        [cells] = datasets(plot.failing_indicators(census, by=by))
        outcomes = pl.DataFrame(census.outcomes).filter(pl.col("effect") != "deduct", pl.col("result").is_in(["fail", "not_assessed"])).join(grouped(census, by), on="site_code")
        words = {"fail": "不达标", "not_assessed": "未评估"}
        expected = Counter((row["group"] or "登记信息不明", row["title"], words[row["result"]]) for row in outcomes.to_dicts())
        assert {cell[:3]: cell[3] for cell in only(cells, "group", "clause", "result", "sites")} == expected

    def test_groups_with_most_failures_are_shown_and_the_rest_is_counted(self, made):
        chart = plot.failing_indicators(made, show=3)
        failures = Counter()
        for cell in datasets(plot.failing_indicators(made))[0]:
            failures[cell["group"]] += cell["sites"] * (cell["result"] == "不达标")
        shown = {cell["group"] for cell in datasets(chart)[0]}
        assert len(shown) == 3 and min(failures[group] for group in shown) >= max(failures[group] for group in failures.keys() - shown)
        assert f"另有{len(failures) - 3}个分组未显示" in lines(chart)

    def test_every_clause_has_a_place_even_if_nobody_fails(self, zibo):
        axes = [spec for spec in specs(plot.failing_indicators(zibo).to_dict()) if spec.get("field") == "clause" and "scale" in spec]
        places = [axis["scale"]["domain"] for axis in axes]
        titles = list(dict.fromkeys(pl.DataFrame(zibo.outcomes).filter(pl.col("effect") == "veto")["title"]))
        assert len(titles) == len(VETOES) and places and all(place == titles for place in places)

    def test_an_unknown_grouping_is_named(self, zibo):
        for chart in (plot.failing_indicators, plot.groups):
            with pytest.raises(ValueError, match="'city' is none of division, role, level, level_role"):
                chart(zibo, by="city")


class TestMargins:
    def drawn(self, chart):
        _, joins, points, texts = datasets(chart)
        return joins, [point for point in points if point["kind"] == "测得"], [point for point in points if point["kind"] == "最多可能"], texts

    def test_points_are_measured_and_possible_of_the_worst_clause(self, census):
        joins, certain, possible, texts = self.drawn(plot.margins(census, show=1000))
        outcomes = pl.DataFrame(census.outcomes).with_columns(sure=pl.col("measured") / pl.col("limit"), most=pl.col("possible") / pl.col("limit"))
        by_site = outcomes.group_by("site_code").agg(pl.col("sure", "most").max().fill_null(0))
        worst = {row["site_code"]: row for row in by_site.to_dicts()}
        assert {point["site_code"]: point["ratio"] for point in certain} == {code: row["sure"] for code, row in worst.items()}
        assert all(point["ratio"] == worst[point["site_code"]]["most"] > worst[point["site_code"]]["sure"] for point in possible)
        named = outcomes.select("site_code", "title", "measured", "limit").rows()
        assert all(point in named for point in only(certain, "site_code", "clause", "count", "limit") if point[2])
        assert len(texts) == len(worst) and len(joins) >= len(possible)

    def test_what_no_count_bounds_goes_to_the_end(self, made):
        joins, certain, possible, _ = self.drawn(plot.margins(made, show=1000))
        labels = dict(only(certain, "label", "site_code"))
        below = (pl.col("possible") < pl.col("limit")) | pl.col("possible").is_null()
        unbounded = set(pl.DataFrame(made.outcomes).filter((pl.col("result") == "not_assessed") & below)["site_code"])
        assert unbounded and {labels[join["label"]] for join in joins if not join["bounded"]} == unbounded
        assert {join["to"] for join in joins if not join["bounded"]} == {3.0}
        assert not unbounded & {point["site_code"] for point in possible}

    def test_the_worst_come_first_and_the_rest_is_counted(self, census):
        everything = self.drawn(plot.margins(census, show=1000))[1]
        chart = plot.margins(census, show=20)
        shown = self.drawn(chart)[1]
        assert only(shown, "site_code") == only(everything, "site_code")[:20]
        ratios = [point["ratio"] for point in everything]
        assert ratios == sorted(ratios, reverse=True) and len(everything) == len(verdicts(census))
        assert f"另有{len(everything) - 20}个网站未显示" in lines(chart)

    def test_only_the_verdicts_that_are_asked_for(self, made):
        words = {"qualified": "合格", "not_assessed": "未评估"}
        points = self.drawn(plot.margins(made, show=1000, verdicts=list(words)))[1]
        expected = verdicts(made).filter(pl.col("verdict").is_in(list(words)))
        assert dict(only(points, "site_code", "verdict")) == {row["site_code"]: words[row["verdict"]] for row in expected.to_dicts()}

    def test_what_is_not_assessed_is_named(self, made):
        texts = {text["label"]: text["said"] for text in self.drawn(plot.margins(made, show=1000))[3]}
        unknown = verdicts(made).filter(pl.col("verdict") == "not_assessed")["site_name"]
        assert len(unknown) and all("未评估" in texts[name] for name in unknown if name in texts)
        assert f"未评估{len(unknown)}家" in lines(plot.margins(made))

    def test_a_clause_that_only_reports_is_no_margin(self, empty, tmp_path):
        """Six blank columns are a veto of their own; where an overlay only reports them, they are nearest as six of ten overdue ones."""
        folder = empty().site().blank(6).write()
        overlay = tmp_path / "ours.toml"
        rules = 'id = "ours"\nrevision = 1\ntitle = "试验"\nextends = "zibo-2017"\n[clause.blank_columns]\neffect = "report"\n'
        overlay.write_text(rules, encoding="utf-8")
        [veto], [report] = (self.drawn(plot.margins(gsc.judge_folder(folder, standard=name)))[1] for name in ("zibo-2017", str(overlay)))
        assert (veto["clause"], veto["count"], veto["verdict"]) == ("空白栏目", 6, "不合格")
        assert (report["clause"], report["count"], report["verdict"]) == ("更新不达标栏目", 6, "合格")

    def test_sites_of_one_name_stand_apart(self, empty):
        folder = empty().site("3703000001", site_name="教育局").site("3703000002", site_name="教育局").site("3703000003", site_name="公安局")
        points = self.drawn(plot.margins(gsc.judge_folder(folder.write())))[1]
        assert {point["label"] for point in points} == {"教育局(3703000001)", "教育局(3703000002)", "公安局"}


class TestReplies:
    def tickets(self, census):
        return pl.DataFrame(census.tickets)

    def test_points_are_the_tickets(self, census):
        _, points = datasets(plot.replies(census, show=1000))
        seen = Counter()
        for unit, state, number in only(points, "unit", "state", "tickets"):
            seen[unit, state] += number
        assert seen == Counter(self.tickets(census).select("unit", "state_chinese").rows())

    def test_overdue_ones_stand_where_the_frame_says(self, census):
        _, points = datasets(plot.replies(census, show=1000))
        seen = Counter()
        for unit, days, number, state in only(points, "unit", "days", "tickets", "state"):
            if state.startswith("逾期"):
                seen[unit, days] += number
        overdue = self.tickets(census).filter(pl.col("state").is_in(OVERDUE))
        assert seen == Counter(overdue.select("unit", "working_days_over").rows())

    def test_time_left_is_counted_in_working_days(self, empty):
        # the national holiday of 2017: no working day from 1 to 8 October, 30 September is worked
        folder = empty(checkpoint="2017-11-29", period={"from": dt.date(2017, 9, 1), "to": dt.date(2017, 12, 31)}).site()
        folder.ticket("deadline", "2017-09-29", answered_on="2017-10-16").ticket("before", "2017-09-29", answered_on="2017-09-30")
        folder.ticket("late", "2017-09-29", answered_on="2017-10-17").ticket("open", "2017-11-28")
        census = gsc.judge_folder(folder.write())
        [deadline] = set(self.tickets(census).filter(pl.col("ticket_id") != "open")["deadline"])
        assert deadline == dt.date(2017, 10, 16)
        found = Counter(only(datasets(plot.replies(census))[1], "state", "days"))
        assert found == Counter([("按时答复", 0), ("按时答复", -6), ("逾期答复", 1), ("办理中", -6)])

    def test_units_with_most_overdue_tickets_are_shown_and_all_are_counted(self, made):
        chart = plot.replies(made, show=5)
        tickets = self.tickets(made)
        overdue = Counter(tickets.filter(pl.col("state").is_in(OVERDUE))["unit"])
        shown = {point["unit"] for point in datasets(chart)[1]}
        units = set(tickets["unit"])
        assert len(shown) == 5 and min(overdue[unit] for unit in shown) >= max(overdue[unit] for unit in units - shown)
        assert f"另有{len(units) - 5}个承办单位未显示" in lines(chart)
        totals = Counter(tickets["state_chinese"])
        assert all(f"{word}{number}件" in lines(chart) for word, number in totals.items())
        assert f"其中结转{tickets['carried_over'].sum()}件" in lines(chart)

    def test_what_may_not_count_is_told_apart(self, made):
        _, points = datasets(plot.replies(made, show=1000))
        unknown = sum(number for known, number in only(points, "known", "tickets") if known == "未确定")
        assert unknown == (~self.tickets(made)["valid_known"]).sum() > 0


class TestGroups:
    @pytest.mark.parametrize("by", GROUPINGS)
    def test_bars_are_the_groups(self, census, by):
        bars, _ = datasets(plot.groups(census, by=by))
        frame = pl.DataFrame(census.groups).filter((pl.col("by") == by) & (pl.col("total") > 0))
        fields = ("title", "assessed", "unqualified", "better")
        assert sorted(only(bars, *fields)) == sorted(frame.select(fields).rows())
        rates = {row["title"]: row["unqualified_rate"] and float(row["unqualified_rate"]) for row in frame.to_dicts()}
        assert {bar["title"]: bar["rate"] for bar in bars} == rates
        assert {bar["title"]: bar["not_assessed"] for bar in bars} == {row["title"]: row["total"] - row["assessed"] for row in frame.to_dicts()}

    def test_better_ones_have_a_star_and_a_colour(self, zibo):
        bars, _ = datasets(plot.groups(zibo))
        assert {bar["label"] for bar in bars if bar["better"]} == {"★ 张店区", "★ 桓台县", "★ 高新区"}
        assert all(bar["kind"] == ("较好" if bar["better"] else "其他") for bar in bars)
        assert not any("★" in bar["label"] for bar in bars if not bar["better"])

    def test_the_line_is_the_share_of_all(self, census):
        counts = Counter(verdicts(census)["verdict"])
        share = Decimal(100 * counts["unqualified"]) / (counts["unqualified"] + counts["qualified"])
        assert datasets(plot.groups(census))[1] == [{"overall": round(float(share), 2)}]

    def test_sites_that_are_not_assessed_are_named_and_make_no_share(self, empty):
        folder = empty().site("3703000001", division="甲区", visits=False)
        folder.site("3703000002", division="乙区").site("3703000003", division="乙区", visits=False)
        bars, _ = datasets(plot.groups(gsc.judge_folder(folder.write())))
        said = {bar["title"]: (bar["rate"], bar["said"]) for bar in bars}
        assert said == {"甲区": (None, "未评估1家"), "乙区": (0.0, "0.00%(0/1)，未评估1家")}


def charts(census):
    """Each chart of a census, by its name."""
    found = {f"{chart.__name__} {by}": chart(census, by=by) for chart in (plot.failing_indicators, plot.groups) for by in GROUPINGS}
    updates = plot.updates(pl.read_csv(ZIBO / "updates.csv"), "3703009001-02", CHECKPOINT)
    return found | {"margins": plot.margins(census), "replies": plot.replies(census), "updates": updates}


def svg(chart):
    return vl_convert.vegalite_to_svg(chart.to_dict())


def test_colours_mean_the_same_in_every_chart(made):
    seen = set()
    for name, chart in charts(made).items():
        for spec in specs(chart.to_dict()):
            domain, colours = spec.get("domain", []), spec.get("range", [])
            for word, colour in zip(domain, colours, strict=False) if isinstance(domain, list) and isinstance(colours, list) else ():
                if word in COLOURS and str(colour).startswith("#"):
                    seen.add(word)
                    assert colour == COLOURS[word], (name, word)
    assert seen == set(COLOURS)


def test_every_chart_of_a_census_says_what_it_rests_on(zibo):
    for name, chart in charts(zibo).items():
        if name != "updates":
            assert "标准 zibo-2017@1 · 重建示例" in lines(chart), name


def test_charts_do_not_grow_with_the_census(made):
    """What is drawn is bounded by `show`, not by the number of sites or tickets."""
    few = [plot.margins(made, show=10), plot.replies(made, show=2), plot.failing_indicators(made, show=2), plot.groups(made, show=2)]
    assert all(sum(map(len, datasets(chart))) < 60 for chart in few)


def test_nothing_to_show_is_drawn_all_the_same(empty):
    """A census without tickets, failures or assessed sites, a column without items."""
    census = gsc.judge_folder(empty(complete=[]).site(home=False, visits=False).write())
    assert set(verdicts(census)["verdict"]) == {"not_assessed"}
    for name, chart in charts(census).items():
        assert "</svg>" in svg(chart), name
    nobody = plot.updates(pl.read_csv(ZIBO / "updates.csv"), "nobody", CHECKPOINT)
    assert "共0条" in svg(nobody)


def test_pictures_are_drawn(zibo, tmp_path):
    plot.margins(zibo).save(tmp_path / "margins.png")
    assert (tmp_path / "margins.png").read_bytes().startswith(b"\x89PNG")


class TestGlyphs:
    """Chinese labels are drawn as characters, not as the box of a missing glyph."""

    def test_every_character_has_a_glyph(self, census):
        drawn, fonts = set(), set()
        for chart in charts(census).values():
            picture = svg(chart)
            drawn.update("".join(re.findall(r"<text[^>]*>([^<]*)</text>", picture)))
            fonts.update(re.findall(r'font-family="([^"]*)"', picture))
        chinese = {character for character in drawn if "一" <= character <= "鿿"}
        assert len(chinese) > 100, "the charts have Chinese labels"
        [fonts] = fonts
        assert "Noto Sans CJK SC" in fonts and fonts.endswith("sans-serif")
        assert glyphs.missing({character for character in drawn if not character.isspace()}, fonts) == set()

    def test_a_missing_glyph_is_seen(self):
        assert glyphs.missing("\U000f4321A", "sans-serif") == {"\U000f4321"}


def test_without_altair_the_error_says_what_to_install():
    program = "import sys; sys.modules['altair'] = None; import gov_site_compliance; import gov_site_compliance.plot"
    process = subprocess.run([sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=False)
    assert process.returncode == 1 and "charts need altair: pip install 'gov-site-compliance[plot]'" in process.stderr

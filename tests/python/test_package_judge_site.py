"""One site alone: the verdict that a census of all sites gives it, from Arrow tables and from rows as mappings."""

import datetime as dt
import json
from decimal import Decimal

import gov_site_compliance as gsc
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from package_support import CHECKPOINT, COMPLETE, TABLES, table

SHANGHAI = dt.timezone(dt.timedelta(hours=8))
PERIOD = (dt.date(2017, 10, 1), dt.date(2017, 12, 31))
SITE = {
    "site_code": "3799000001", "site_name": "示例市教育局", "home_url": "http://jyj.example/", "role": "department", "level": "city",
    "division": "市本级", "sponsor": "示例市教育局",
}


@pytest.fixture(scope="module")
def tables():
    return {name: pl.from_arrow(table(name)) for name in TABLES}


@pytest.fixture(scope="module")
def census(tables):
    return gsc.judge(**tables, checkpoint=CHECKPOINT, period=PERIOD, complete=COMPLETE, progress=False)


def of_site(tables, code):
    """Every table with the rows of one site."""
    columns = tables["columns"].filter(site_code=code)
    own = {"updates": tables["updates"].filter(pl.col("column_id").is_in(columns["column_id"].implode()))}
    for name, rows in tables.items():
        if name not in ("updates", "units"):
            own[name] = rows.filter(site_code=code) if "site_code" in rows.columns else rows
    return own


def judged(tables, **options):
    sites = tables.pop("sites")
    return gsc.judge_site(site=sites, **tables, **({"checkpoint": CHECKPOINT, "period": PERIOD, "complete": COMPLETE} | options))


@pytest.mark.parametrize("shape", ["tables", "mappings"])
def test_a_site_alone_has_the_verdict_of_the_census(shape, tables, census):
    verdicts = pl.DataFrame(census.verdicts)
    for code, name, word in verdicts.select("site_code", "site_name", "verdict").rows()[::7] + [("3703009004", "淄博市农业局", "unqualified")]:
        own = of_site(tables, code)
        if shape == "mappings":
            own = {name: rows.to_dicts() for name, rows in own.items()}
            own["sites"] = own["sites"][0]
        verdict = judged(own)
        assert (verdict.site_code, verdict.site_name, verdict.verdict) == (code, name, word)
        inside = json.loads(census.explain(code).verdict.to_json())
        alone = json.loads(verdict.to_json())
        assert alone["rejected"] == []
        assert alone | {"rejected": None, "warnings": None} == inside | {"rejected": None, "warnings": None}


def test_an_excluded_site_says_so():
    life = [{"site_code": "3799000001", "state": "closed", "from": dt.date(2017, 6, 1), "approved": True, "approval_no": "x"}]
    verdict = gsc.judge_site(site=SITE, site_life=life, checkpoint=CHECKPOINT)
    assert (verdict.verdict, verdict.vetoes, verdict.outcomes, verdict.evidence_digest) == ("excluded", [], [], "")


def review(**cells):
    row = {"review_id": "r1", "site_code": "3799000001", "indicator": "serious_error", "kind": "serious_misspelling", "status": "confirmed"}
    return [row | cells]


@pytest.mark.parametrize(
    ("found_at", "verdict"),
    [
        (dt.datetime(2017, 11, 29, 23, 59, 59, tzinfo=SHANGHAI), "unqualified"),
        (dt.datetime(2017, 11, 29, 15, 59, 59, tzinfo=dt.timezone.utc), "unqualified"),
        (dt.datetime(2017, 11, 29, 16, tzinfo=dt.timezone.utc), "not_assessed"),
        (dt.datetime(2017, 11, 29, 23, 59, 59), "unqualified"),
        (dt.datetime(2017, 11, 30), "not_assessed"),
        (pd.Timestamp("2017-11-29 15:59:59", tz="UTC"), "unqualified"),
        (pd.Timestamp("2017-11-29 16:00", tz="UTC"), "not_assessed"),
        ("2017-11-29T23:59:59+08:00", "unqualified"),
    ],
)
def test_moments_with_a_zone_are_converted_and_others_are_shanghai_time(found_at, verdict):
    assert gsc.judge_site(site=SITE, reviews=review(found_at=found_at), checkpoint=CHECKPOINT).verdict == verdict


COLUMN = {"column_id": 7, "site_code": "3799000001", "column_name": "动态", "kind": "news", "on_home": True}


@pytest.mark.parametrize("id_", [7, 7.0, "7", np.int64(7), np.float64(7.0), Decimal(7)])
@pytest.mark.parametrize("day", [dt.date(2017, 11, 20), dt.datetime(2017, 11, 20, 5), dt.datetime(2017, 11, 19, 17, tzinfo=dt.timezone.utc), "2017-11-20"])
def test_values_of_all_kinds_are_the_text_that_they_equal(id_, day):
    updates = [{"column_id": id_, "url": "http://jyj.example/1", "published_on": day, "title": None, "note": float("nan")}]
    verdict = gsc.judge_site(site=SITE, columns=[COLUMN], updates=updates, checkpoint=CHECKPOINT, complete=["columns", "updates"])
    assert verdict.rejected == []
    home = next(outcome for outcome in verdict.outcomes if outcome["clause"] == "home_not_updated")
    assert home["result"] == "pass"


@pytest.mark.parametrize("nothing", [None, float("nan"), pd.NaT, pd.NA, np.nan])
def test_what_stands_for_nothing_is_an_empty_cell(nothing):
    columns = [COLUMN | {"parent_id": nothing, "opened_on": nothing, "finished_topic": nothing}]
    assert gsc.judge_site(site=SITE, columns=columns, checkpoint=CHECKPOINT).rejected == []


def test_no_rows_are_a_table_too():
    def open_vetoes(**tables):
        return gsc.judge_site(site=SITE, **tables, checkpoint=CHECKPOINT, complete=["reviews"]).not_assessed

    assert "serious_error" not in open_vetoes(reviews=[])
    with pytest.warns(UserWarning, match="complete declares reviews"):
        assert "serious_error" in open_vetoes()


def test_chinese_headings_are_read():
    site = {"网站标识码": "3799000001", "网站名称": "示例", "首页网址": "http://a.example/", "网站类型": "门户", "层级": "市级", "所属地区": "市本级", "主办单位": "甲"}
    assert gsc.judge_site(site=site, checkpoint=CHECKPOINT).site_name == "示例"


def test_rows_that_cannot_be_used_are_told():
    verdict = gsc.judge_site(site=SITE, reviews=review(found_at="yesterday"), checkpoint=CHECKPOINT)
    assert [(row["table"], row["row"], row["column"]) for row in verdict.rejected] == [("reviews", 1, "found_at")]
    assert verdict.verdict == "not_assessed"


@pytest.mark.parametrize("unit", ["D", "s", "ms", "us", "ns"])
def test_days_of_numpy_are_days_in_every_unit(unit):
    updates = [{"column_id": 7, "url": "http://jyj.example/1", "published_on": np.datetime64("2017-11-20", unit)}]
    verdict = gsc.judge_site(site=SITE, columns=[COLUMN], updates=updates, checkpoint=CHECKPOINT, complete=["columns", "updates"])
    assert verdict.rejected == [] and "home_not_updated" not in verdict.vetoes


def test_a_site_whose_row_is_rejected_is_not_assessed_as_in_a_census():
    broken = SITE | {"role": "somebody"}
    verdict = gsc.judge_site(site=broken, checkpoint=CHECKPOINT)
    assert verdict.verdict == "not_assessed" and [row["column"] for row in verdict.rejected] == ["role"]
    inside = gsc.judge(sites=pl.DataFrame([broken]), checkpoint=CHECKPOINT).explain(SITE["site_code"]).verdict
    assert verdict.outcomes == inside.outcomes


def test_evidence_is_judged_again_and_again():
    evidence = gsc.SiteEvidence(site=SITE, columns=[COLUMN], updates=[{"column_id": 7, "url": "u", "published_on": "2017-11-20"}], complete=["columns", "updates"])
    first = [gsc.judge_site(evidence, checkpoint=day) for day in (dt.date(2017, 12, 4), dt.date(2017, 12, 5))]
    assert [verdict.vetoes for verdict in first] == [[], ["home_not_updated"]]
    assert gsc.judge_site(evidence, checkpoint=dt.date(2017, 12, 4)) == first[0]
    assert repr(evidence) == "SiteEvidence(sites, columns, updates)"
    with pytest.raises(TypeError, match="not both"):
        gsc.judge_site(evidence, columns=[COLUMN], checkpoint=CHECKPOINT)
    with pytest.raises(TypeError, match="site="):
        gsc.judge_site(checkpoint=CHECKPOINT)


def test_a_column_that_is_no_field_is_told():
    columns = pl.DataFrame([COLUMN | {"on_hom": True}])
    with pytest.warns(UserWarning, match="columns: on_hom") as caught:
        gsc.judge_site(site=SITE, columns=columns, checkpoint=CHECKPOINT)
    assert len(caught) == 1


class TestErrors:
    def refused(self, error, **given):
        with pytest.raises(error) as caught:
            gsc.judge_site(**({"site": SITE, "checkpoint": CHECKPOINT} | given))
        return str(caught.value)

    def test_not_exactly_one_site(self):
        assert "2 sites" in self.refused(gsc.InputError, site=[SITE, SITE | {"site_code": "3799000002"}])
        assert "0 sites" in self.refused(gsc.InputError, site=[])
        assert "site_code" in self.refused(gsc.InputError, site=SITE | {"site_code": None})
        with pytest.raises(gsc.InputError, match="2 sites") as caught:
            gsc.judge_site(site=[SITE, SITE | {"site_code": "3799000002", "role": "somebody"}], checkpoint=CHECKPOINT)
        assert pl.DataFrame(caught.value.rejects)["column"].to_list() == ["role"]

    def test_a_key_that_is_no_field(self):
        assert self.refused(gsc.InputError, columns=[COLUMN | {"on_hom": True}]).startswith("columns, row 1: there is no field `on_hom`; the fields are column_id")
        assert "two keys stand for this field" in self.refused(gsc.InputError, columns=[COLUMN | {"首页栏目": False}])

    def test_text_that_cannot_be_written(self):
        assert "columns, row 1, column_name" in self.refused(gsc.InputError, columns=[COLUMN | {"column_name": "a\ud800b"}])

    @pytest.mark.parametrize("value", [np.array(["news", "other"]), np.array([])])
    def test_arrays_are_no_cells(self, value):
        assert "columns, row 1, kind: ndarray is no value" in self.refused(gsc.InputError, columns=[COLUMN | {"kind": value}])

    def test_no_rows(self):
        assert self.refused(gsc.InputError, columns=7).startswith("columns: int is neither")
        assert self.refused(gsc.InputError, columns=["a"]).startswith("columns: str is neither")
        assert self.refused(gsc.InputError, columns=[{1: "a"}]).startswith("columns: ")

    def test_no_value(self):
        assert self.refused(gsc.InputError, columns=[COLUMN, COLUMN | {"column_name": ["x"]}]).startswith("columns, row 2, column_name: list is no value")

    def test_an_iterator_that_fails_midway(self):
        def rows():
            yield COLUMN
            raise OSError("the line is dead")

        with pytest.raises((gsc.InputError, OSError), match="the line is dead|neither"):
            gsc.judge_site(site=SITE, columns=rows(), checkpoint=CHECKPOINT)

    def test_a_datetime_is_no_checkpoint(self):
        assert "checkpoint" in self.refused(gsc.SettingError, checkpoint=dt.datetime(2017, 11, 29))

    def test_complete_is_a_list_of_tables(self):
        assert "complete" in self.refused(gsc.SettingError, complete="columns")
        assert "colums" in self.refused(gsc.SettingError, complete=["colums"])


def test_verdicts_show_what_they_rest_on():
    site = SITE | {"site_name": "<script>甲</script>"}
    verdict = gsc.judge_site(site=site, reviews=review(found_at="2017-11-20T00:00:00+08:00"), checkpoint=CHECKPOINT)
    assert verdict.vetoes == ["serious_error"] and verdict.checkpoint == "2017-11-29" and verdict.standard["id"] == "zibo-2017"
    assert [(finding["table"], finding["key"], finding["certain"]) for finding in verdict.findings] == [("reviews", "r1", True)]
    assert "<script>" not in verdict._repr_html_() and "&lt;script&gt;" in verdict._repr_html_()


def test_a_loaded_standard_is_taken_as_it_is():
    standard = gsc.Standard.load("national-2015")
    assert gsc.judge_site(site=SITE, standard=standard, checkpoint=CHECKPOINT).standard["digest"] == standard.digest


def test_one_row_of_any_table_library():
    row = pa.table({name: [value] for name, value in SITE.items()})
    for site in (row, pl.from_arrow(row), row.to_pandas(types_mapper=pd.ArrowDtype)):
        assert gsc.judge_site(site=site, checkpoint=CHECKPOINT).site_name == "示例市教育局"

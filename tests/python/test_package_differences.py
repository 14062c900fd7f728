"""`compare`: what two censuses have differently: sites, clauses' findings and tickets, and nothing else."""

import gov_site_compliance as gsc
import pyarrow as pa
import pytest

from package_tables import judged, rows, script, settings, text_tables
from support import SITE, ZIBO

OTHER = "3703000002"
LIMIT = '[clause.core_columns_not_updated.limits]\ncolumns = { amount = 1, unit = "count", edge = "at_least", grade = "B", source = "示例" }\n'
STRICT = f'id = "ours"\nrevision = 1\ntitle = "示例"\nextends = "zibo-2017"\n{LIMIT}'
PARTS = ("verdicts", "findings", "tickets")


@pytest.fixture(scope="module")
def zibo():
    return gsc.judge_folder(ZIBO)


@pytest.fixture(scope="module")
def strict():
    return gsc.judge_folder(ZIBO, standard=gsc.Standard.parse(STRICT))


@pytest.fixture
def pair(folder):
    """A census before and after: a site turns, one comes, a ticket is answered."""
    before = judged(folder.blank(4).ticket("t1", "2017-10-09").ticket("t2", "2017-10-10"))
    folder.tables["tickets"][0]["answered_on"] = "2017-10-12"
    return before, judged(folder.blank(2, prefix="x").site(OTHER))


def test_a_census_and_itself(zibo):
    comparison = gsc.compare(zibo, zibo)
    assert [len(getattr(comparison, part)) for part in PARTS] == [0, 0, 0]
    assert all(getattr(comparison, part).column_names for part in PARTS)


def test_the_way_in_makes_no_difference(zibo):
    """A census of frames is that of the folder; so is one out of a pickle."""
    other = gsc.judge(**text_tables(ZIBO), **settings(ZIBO), reconstruction=True)
    assert [len(getattr(gsc.compare(zibo, other), part)) for part in PARTS] == [0, 0, 0]


def test_sites_that_flip_under_an_overlay(zibo, strict):
    """Exactly those whose verdict differs."""
    before, after = ({row["site_code"]: row["verdict"] for row in rows(census.verdicts)} for census in (zibo, strict))
    flipped = {site for site in before if before[site] != after[site]}
    assert flipped
    found = rows(gsc.compare(zibo, strict).verdicts)
    assert {row["site_code"] for row in found} >= flipped
    shown = {row["site_code"]: set(row.values()) for row in found}
    assert all({before[site], after[site]} <= shown[site] for site in flipped)


def test_both_directions_name_the_same_sites(zibo, strict):
    there, back = gsc.compare(zibo, strict), gsc.compare(strict, zibo)
    for part in PARTS:
        assert len(getattr(there, part)) == len(getattr(back, part))
    assert {row["site_code"] for row in rows(there.verdicts)} == {row["site_code"] for row in rows(back.verdicts)}


def test_what_came_went_and_turned(pair):
    comparison = gsc.compare(*pair)
    assert {row["site_code"] for row in rows(comparison.verdicts)} == {SITE, OTHER}
    assert any("t1" in row.values() for row in rows(comparison.tickets))
    assert not any("t2" in row.values() for row in rows(comparison.tickets))
    keys = {value for row in rows(comparison.findings) for value in row.values()}
    assert {"x0", "x1"} <= keys and "b0" not in keys


def test_frames_are_read_by_everybody(pair):
    comparison = gsc.compare(*pair)
    for part in PARTS:
        frame = getattr(comparison, part)
        assert pa.table(frame).num_rows == len(frame)


def test_repr_counts(pair):
    comparison = gsc.compare(*pair)
    assert "\n" not in repr(comparison) and "2" in repr(comparison)
    assert "Comparison" in comparison._repr_html_()


def test_the_censuses_are_untouched(pair):
    texts = [census.to_json() for census in pair]
    gsc.compare(*pair)
    assert [census.to_json() for census in pair] == texts


def test_the_result_does_not_depend_on_pyarrow(zibo):
    """The package itself needs none."""
    assert script("""
import sys
sys.modules["pyarrow"] = None
import gov_site_compliance as gsc
census = gsc.judge_folder("examples/zibo-2017q4")
print(len(gsc.compare(census, census).verdicts))
""").split() == ["0"]


@pytest.mark.parametrize("given", [None, 7, "census.json", pa.table({"a": [1]})], ids=lambda value: type(value).__name__)
def test_what_is_no_census(zibo, given):
    for pair in ((zibo, given), (given, zibo)):
        with pytest.raises((TypeError, gsc.ComplianceError)):
            gsc.compare(*pair)

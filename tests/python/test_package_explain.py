"""`Census.explain`: the text of the program, with the verdict that the census has."""

import gov_site_compliance as gsc
import pytest

from package_tables import judged, options_of, rows, settings, tables_of, text_tables
from support import SITE, ZIBO, run


@pytest.fixture(scope="module")
def census():
    return gsc.judge_folder(ZIBO)


@pytest.mark.parametrize("site", ["3703009001", "3703009002", "3703009018", "3703239003"])
def test_the_text_is_that_of_the_program(census, site):
    process = run("explain", ZIBO, site)
    assert process.returncode == 0
    explanation = census.explain(site)
    assert explanation.text.strip() == process.stdout.strip()
    assert str(explanation) == explanation.text


@pytest.mark.parametrize("site", ["3703009001", "3703009002", "3703239003"])
def test_the_verdict_is_that_of_the_census(census, site):
    verdict = census.explain(site).verdict
    [row] = [row for row in rows(census.verdicts) if row["site_code"] == site]
    assert (verdict.site_code, verdict.site_name, verdict.verdict) == (site, row["site_name"], row["verdict"])
    assert verdict.evidence_digest == row["evidence_digest"]
    assert ";".join(verdict.vetoes) == (row["vetoes"] or "")


def test_every_site_is_explained(census):
    for row in rows(census.verdicts):
        explanation = census.explain(row["site_code"])
        assert row["site_name"] in explanation.text
        assert explanation.verdict.verdict == row["verdict"]


def test_rows_are_shown_from_frames_too(folder):
    """A failed visit, a blank column, a late ticket: the rows behind them are named by table and row."""
    folder.blank(6).ticket("t1", "2017-01-01").fail_visits(2)
    text = judged(folder).explain(SITE).text
    assert all(word in text for word in ("b0", "t1", "visits", "columns", "tickets"))


@pytest.mark.parametrize("site", ["", "9999999999", "淄博市人民政府", SITE + " ", "\x00"])
def test_a_site_that_is_not_there(folder, site):
    census = judged(folder)
    with pytest.raises(gsc.InputError) as caught:
        census.explain(site)
    assert site.strip("\x00 ") in str(caught.value)


@pytest.mark.parametrize("site", [None, 3703000001, [SITE]], ids=repr)
def test_a_site_that_is_no_text(folder, site):
    census = judged(folder)
    with pytest.raises((TypeError, gsc.InputError)):
        census.explain(site)


def test_an_excluded_site(folder):
    """Closed with approval: not in the verdicts, and the explanation says why."""
    census = judged(folder.site("3703000002").life("closed", "2017-01-01", site="3703000002", approval_no="示例〔2017〕9号"))
    assert [row["site_code"] for row in rows(census.verdicts)] == [SITE]
    explanation = census.explain("3703000002")
    assert explanation.verdict.verdict == "excluded"
    assert "3703000002" in explanation.text


def test_a_site_whose_row_was_rejected(folder):
    census = judged(folder.site("3703000002", role="palace"))
    explanation = census.explain("3703000002")
    assert explanation.verdict.verdict == "not_assessed"


def test_explaining_changes_nothing(folder):
    tables = tables_of(folder.blank(6))
    census = gsc.judge(**tables, **options_of(folder))
    before = census.to_json()
    texts = {census.explain(SITE).text for _ in range(3)}
    assert len(texts) == 1 and census.to_json() == before


def test_tables_that_were_readers_explain_without_their_rows(folder):
    """A stream is gone once it was read: the outcomes are still there."""
    folder.blank(6)
    readers = {name: table.to_reader() if table.num_rows else table for name, table in tables_of(folder).items()}
    explanation = gsc.judge(**readers, **options_of(folder)).explain(SITE)
    assert explanation.verdict == judged(folder).explain(SITE).verdict
    assert "空白栏目" in explanation.text


def test_zibo_from_frames_explains_alike(census):
    """The rows are those of the tables, numbered in them."""
    other = gsc.judge(**text_tables(ZIBO), **settings(ZIBO), reconstruction=True)
    for site in ("3703009002", "3703239003"):
        assert other.explain(site).verdict == census.explain(site).verdict
        ours, theirs = (one.explain(site).text.splitlines() for one in (other, census))
        assert len(ours) == len(theirs) and ours[0] == theirs[0]

"""Draft, public and internal results: what each shows of persons, and that their numbers are the same."""

import json

import polars as pl
import pytest

import gov_site_compliance as gsc
from support import ZIBO, judge, read_csv, run, text_of, write_csv

MOBILE, IDENTITY = "13912345678", "370301199003078515"
PERSONS = ("王某某", "李某某", "赵某某", "孙某某", "吴某某", "周某某")
# where a person may be named: table -> field -> what is added, and to every how many-th row
PLANTED = {
    "sites": {"site_name": (f"联系{MOBILE}", 3), "sponsor": (IDENTITY, 5), "principal": (f"王某某{MOBILE}", 1), "contact": (f"李某某{IDENTITY}", 1), "note": (MOBILE, 1)},
    "columns": {"column_name": (MOBILE, 7), "responsible": (f"赵某某{MOBILE}", 1), "note": (IDENTITY, 1), "source_ref": (IDENTITY, 1)},
    "tickets": {"unit": (MOBILE, 4), "note": (IDENTITY, 1), "source_ref": (MOBILE, 1)},
    "reviews": {"quote": (f"孙某某{MOBILE}", 1), "reviewer": ("周某某", 1), "note": (MOBILE, 1)},
    "updates": {"title": (f"来信人吴某某{MOBILE}", 1), "note": (IDENTITY, 1)},
}


@pytest.fixture(scope="module")
def planted(tmp_path_factory):
    folder = tmp_path_factory.mktemp("planted")
    for path in ZIBO.glob("*.toml"):
        (folder / path.name).write_bytes(path.read_bytes())
    for path in ZIBO.glob("*.csv"):
        headings, rows = read_csv(path)
        for field, (text, step) in PLANTED.get(path.stem, {}).items():
            headings = headings if field in headings else [*headings, field]
            for number, row in enumerate(rows):
                row[field] = row.get(field, "") + (text if number % step == 0 else "")
        write_csv(folder / path.name, headings, rows)
    return folder


@pytest.fixture(scope="module", params=[(), ("--public",), ("--draft",)], ids=["office", "public", "draft"])
def results(request, planted, tmp_path_factory):
    return judge(planted, tmp_path_factory.mktemp("edition") / "out", *request.param)


def files(census):
    return {path.relative_to(census.out).as_posix(): path for path in census.out.rglob("*") if path.is_file()}


def test_no_person_and_no_number_of_one_is_in_any_file(results):
    for name, path in files(results).items():
        shown = name + text_of(path)
        assert [word for word in (MOBILE, IDENTITY, *PERSONS) if word in shown] == [], name


def test_internal_results_show_them(planted, tmp_path):
    census = judge(planted, tmp_path / "out", "--internal")
    shown = "".join(text_of(path) for path in files(census).values())
    assert MOBILE in shown and IDENTITY in shown and "王某某" in shown


@pytest.mark.parametrize("args", [(), ("--json",)])
def test_no_explanation_shows_them(planted, args):
    for site in explained(planted):
        process = run("explain", planted, site, *args)
        assert process.returncode == 0, process.stderr
        assert [word for word in (MOBILE, IDENTITY, *PERSONS) if word in process.stdout] == [], site


def test_nor_those_in_python(planted):
    census = gsc.judge_folder(planted)
    for site in explained(planted):
        text = str(census.explain(site))
        assert "sites.csv:" in text or "columns.csv:" in text
        assert [word for word in (MOBILE, IDENTITY, *PERSONS) if word in text] == [], site


def explained(planted):
    """Sites under whose findings stand rows of the tables of sites, columns and tickets."""
    census = gsc.judge_folder(planted)
    rows = pl.DataFrame(census.findings)
    sites = [rows.filter(pl.col("table") == table)["site_code"].to_list() for table in ("sites", "columns", "reviews", "updates", "tickets")]
    return sorted({site for found in sites for site in found[:2] if site})


def test_the_numbers_are_the_same(results):
    usual = json.loads(text_of(ZIBO.parents[1] / "tests" / "golden" / "zibo-2017q4" / "census.json"))
    for name in ("sites_total", "sites_unqualified", "pass_rate", "overdue_tickets_total"):
        assert results.data[name] == usual[name]
    assert [(row["site_code"], row["verdict"]) for row in results.data["verdicts"]] == [(row["site_code"], row["verdict"]) for row in usual["verdicts"]]


def test_the_public_edition_has_no_working_papers(planted, tmp_path):
    names = set(files(judge(planted, tmp_path / "out", "--public")))
    assert names == {"census.json", "verdicts.csv", "findings.csv", "tickets.csv", "notice.md", "notice.docx", "census.xlsx", "census.html"}


def test_a_draft_says_so_in_every_document(planted, tmp_path):
    out = judge(planted, tmp_path / "out", "--draft").out
    for name in ("notice.docx", "census.xlsx", "census.html"):
        assert "征求意见稿" in text_of(out / name), name
    assert text_of(out / "notice.md").splitlines()[0] == "**征求意见稿**"
    usual = judge(planted, tmp_path / "usual").out
    assert "征求意见稿" not in text_of(usual / "notice.docx") + text_of(usual / "census.xlsx") + text_of(usual / "notice.md")
    assert [json.loads(text_of(results / "run.json"))["draft"] for results in (out, usual)] == [True, False]

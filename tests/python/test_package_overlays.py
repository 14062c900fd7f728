"""`Standard`: what is shipped, overlays, differences, and how a bad one is refused."""

import copy
import json

import gov_site_compliance as gsc
import pytest

from package_tables import judged, results, rows
from support import VETOES, ZIBO, judge, overlay, run

LIMIT = '[clause.blank_columns.limits]\ncolumns = {{ amount = {}, unit = "count", edge = "at_least", grade = "B", source = "示例" }}\n'
ALONE = 'id = "ours"\nrevision = 1\ntitle = "示例"\n'
HEAD = ALONE + 'extends = "zibo-2017"\n'


@pytest.fixture(scope="module")
def zibo():
    return gsc.Standard.load("zibo-2017")


# ---- what is shipped


def test_names_are_those_of_the_program():
    names = gsc.Standard.names()
    listed = run("standard", "list").stdout
    assert {"national-2015@1", "zibo-2017@1"} <= set(names)
    assert names == sorted(set(names))
    assert all(name.split("@")[0] in listed for name in names)


@pytest.mark.parametrize("name", gsc.Standard.names())
def test_every_name_loads(name):
    standard = gsc.Standard.load(name)
    assert f"{standard.id}@{standard.revision}" == name
    assert standard == gsc.Standard.load(standard.id)


def test_what_zibo_says(zibo):
    assert (zibo.id, zibo.revision) == ("zibo-2017", 1)
    assert zibo.title and zibo.document
    assert [link for link in zibo.chain if "national-2015" in str(link)] != []
    assert zibo.overrides != [] or zibo.chain[0] != zibo.chain[-1]


def test_the_digest_is_that_of_the_census(zibo):
    told = json.loads(gsc.judge_folder(ZIBO).to_json())["standard"]
    assert (told["id"], told["revision"], told["title"], told["document"]) == (zibo.id, zibo.revision, zibo.title, zibo.document)
    assert told["digest"] == zibo.digest
    assert told["chain"] == zibo.chain


def test_clauses_have_title_text_and_limits_with_sources(zibo):
    clauses = {clause["clause"]: clause for clause in zibo.clauses}
    assert set(VETOES) <= set(clauses)
    for clause in clauses.values():
        assert clause["title"] and clause["text"] and clause["source"]
        assert clause["effect"] in ("veto", "deduct", "report")
        assert clause["grade"] in "ABCD"
    assert {key for key in clauses if clauses[key]["effect"] == "veto"} == set(VETOES)


def test_readings_are_those_of_the_census(zibo):
    told = {reading["reading"]: reading["value"] for reading in json.loads(gsc.judge_folder(ZIBO).to_json())["readings"]}
    assert {key: zibo.readings[key] for key in told} == told
    assert zibo.readings["visit_slots"] == "ten_minutes"


def test_unverified_figures_are_those_of_the_census(zibo):
    told = json.loads(gsc.judge_folder(ZIBO).to_json())["unverified"]
    assert [figure["figure"] for figure in zibo.unverified] == [figure["figure"] for figure in told]


def test_what_a_standard_gives_is_a_copy(zibo):
    """Nobody changes a standard through what it says."""
    before = zibo.to_json()
    zibo.clauses.clear()
    zibo.readings["visit_slots"] = "none"
    zibo.chain.clear()
    assert zibo.to_json() == before
    assert zibo.clauses and zibo.readings["visit_slots"] == "ten_minutes"
    for name in ("id", "revision", "digest"):
        with pytest.raises((AttributeError, TypeError)):
            setattr(zibo, name, "other")


def test_equal_and_hashed_by_what_they_say(zibo):
    again = gsc.Standard.load("zibo-2017")
    assert again == zibo and hash(again) == hash(zibo)
    assert zibo != gsc.Standard.load("national-2015")
    assert zibo != "zibo-2017"
    assert len({zibo, again, copy.deepcopy(zibo)}) == 1


# ---- overlays


def test_an_overlay_of_a_text(zibo):
    ours = zibo.overlay(HEAD + LIMIT.format(3))
    assert (ours.id, ours.revision) == ("ours", 1)
    assert ours != zibo
    assert [link for link in ours.chain if "zibo-2017" in str(link)] != []
    assert len(ours.overrides) == len(zibo.overrides) + 1
    assert "blank_columns.limits.columns" in ours.overrides[-1]["figure"] + ours.overrides[0]["figure"]


def test_an_overlay_need_not_name_its_base(zibo):
    assert zibo.overlay(ALONE + LIMIT.format(3)).clauses == zibo.overlay(HEAD + LIMIT.format(3)).clauses


def test_an_overlay_of_another_standard_is_refused(zibo):
    with pytest.raises(gsc.SettingError, match="zibo-2017"):
        zibo.overlay(ALONE + 'extends = "national-2015"\n' + LIMIT.format(3))


def test_an_overlay_of_a_file(zibo, tmp_path):
    file = tmp_path / "ours.toml"
    file.write_text(HEAD + LIMIT.format(3), encoding="utf-8")
    assert zibo.overlay(file).clauses == zibo.overlay(HEAD + LIMIT.format(3)).clauses


def test_overlays_over_overlays(zibo):
    once = zibo.overlay(HEAD + LIMIT.format(3))
    twice = once.overlay('id = "theirs"\nrevision = 2\ntitle = "又"\nextends = "ours"\n' + LIMIT.format(4))
    assert (twice.id, twice.revision) == ("theirs", 2)
    assert [row["right"] for row in rows(once.diff(twice)) if "blank_columns" in row["figure"]] != []
    assert len(twice.chain) == len(once.chain) + 1


@pytest.mark.parametrize("name", ["load", "parse"])
def test_a_standard_of_ones_own_that_extends(tmp_path, zibo, name):
    file = tmp_path / "ours.toml"
    text = HEAD + LIMIT.format(3)
    file.write_text(text, encoding="utf-8")
    ours = gsc.Standard.load(file) if name == "load" else gsc.Standard.parse(text)
    assert ours.clauses == zibo.overlay(HEAD + LIMIT.format(3)).clauses
    assert ours.id == "ours"


def test_a_file_may_be_a_path_or_a_text(tmp_path):
    file = tmp_path / "ours.toml"
    file.write_text(HEAD, encoding="utf-8")
    assert gsc.Standard.load(file) == gsc.Standard.load(str(file))


# ---- differences


def test_diff_with_itself_is_empty(zibo):
    difference = zibo.diff(zibo)
    assert difference.column_names == ["figure", "left", "right"]
    assert len(difference) == 0


def test_diff_names_what_the_overlay_changes(zibo):
    found = rows(zibo.diff(zibo.overlay(HEAD + LIMIT.format(3))))
    [limit] = [row for row in found if "limits" in row["figure"]]
    assert "blank_columns" in limit["figure"]
    assert "5" in limit["left"] and "3" in limit["right"]
    assert rows(zibo.overlay(HEAD + LIMIT.format(3)).diff(zibo))[0]["figure"] == found[0]["figure"]


def test_diff_names_readings_and_clauses(zibo):
    text = '[readings]\npromise = "always_binds"\n'
    assert [row for row in rows(zibo.diff(zibo.overlay(HEAD + text))) if "promise" in row["figure"]] != []
    national = gsc.Standard.load("national-2015")
    figures = {row["figure"].split(".")[1] for row in rows(national.diff(zibo)) if row["figure"].startswith("clause.")} or {
        row["figure"] for row in rows(national.diff(zibo))
    }
    assert any("reply" in figure for figure in figures), figures


def test_diff_is_that_of_the_program(zibo):
    shown = run("standard", "diff", "national-2015", "zibo-2017").stdout
    for row in rows(gsc.Standard.load("national-2015").diff(zibo)):
        assert row["figure"] in shown


# ---- judging by a standard


def test_a_name_a_file_and_an_object_judge_alike(folder, tmp_path, zibo):
    file = overlay(tmp_path / "ours.toml", limits={"blank_columns": ("at_least", 3)})
    folder.blank(4)
    by_name, by_object = judged(folder), judged(folder, standard=zibo)
    assert by_name.to_json() == by_object.to_json()
    by_file, by_loaded = judged(folder, standard=file), judged(folder, standard=gsc.Standard.load(file))
    assert by_file.to_json() == by_loaded.to_json()
    assert [row["verdict"] for row in rows(by_name.verdicts)] == ["qualified"]
    assert [row["verdict"] for row in rows(by_file.verdicts)] == ["unqualified"]


def test_an_overlay_in_python_judges_as_the_program_with_its_file(tmp_path, zibo):
    file = overlay(tmp_path / "ours.toml", limits={"core_columns_not_updated": ("at_least", 1)}, readings={"counted_columns": "all"})
    program = judge(ZIBO, tmp_path / "out", "--standard", file)
    census = gsc.judge_folder(ZIBO, standard=zibo.overlay(file))
    assert [(row["site_code"], row["verdict"]) for row in rows(census.verdicts)] == [
        (row["site_code"], row["verdict"]) for row in program["verdicts"]
    ]
    assert gsc.judge_folder(ZIBO, standard=file).to_json().encode() == program.bytes
    assert results(census, without=["basis"])["outcomes"] == results(gsc.judge_folder(ZIBO, standard=file), without=["basis"])["outcomes"]


def test_a_revived_standard_judges_alike(folder, zibo):
    ours = zibo.overlay(HEAD + LIMIT.format(3))
    folder.blank(4)
    assert judged(folder, standard=gsc.Standard.from_json(ours.to_json())).to_json() == judged(folder, standard=ours).to_json()


# ---- refusals


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("id = ", ("overlay.toml", "1")),
        (HEAD + 'colour = "red"\n', ("overlay.toml", "5", "colour")),
        (ALONE + 'extends = "none"\n', ("overlay.toml", "none")),
        (HEAD + LIMIT.format('"4.5"'), ("overlay.toml", "blank_columns")),
        (HEAD + LIMIT.format(-1), ("overlay.toml", "blank_columns")),
        (HEAD + '[readings]\npromise = "perhaps"\n', ("overlay.toml", "promise")),
        ('revision = 1\ntitle = "x"\nextends = "zibo-2017"\n', ("overlay.toml", "id")),
        (ALONE, ("overlay.toml",)),
    ],
    ids=lambda value: "",
)
def test_a_bad_text_is_refused_by_file_and_line(text, words):
    with pytest.raises(gsc.SettingError) as caught:
        gsc.Standard.parse(text)
    assert [word for word in words if word not in str(caught.value)] == [], caught.value


def test_the_name_of_the_text_is_named():
    with pytest.raises(gsc.SettingError, match="mine.toml"):
        gsc.Standard.parse("id = ", file="mine.toml")


@pytest.mark.parametrize("name", ["national-1999", "zibo-2017@99", "", "no/such/file.toml", "zibo-2017\x00"])
def test_what_cannot_be_loaded(name):
    with pytest.raises(gsc.ComplianceError) as caught:
        gsc.Standard.load(name)
    assert name.strip("\x00") in str(caught.value)


def test_a_folder_is_no_standard(tmp_path):
    with pytest.raises(gsc.ComplianceError):
        gsc.Standard.load(tmp_path)


def test_bytes_that_are_no_utf8(tmp_path):
    (tmp_path / "ours.toml").write_bytes(b'id = "\xff\xfe"')
    with pytest.raises(gsc.ComplianceError, match="ours.toml"):
        gsc.Standard.load(tmp_path / "ours.toml")


@pytest.mark.parametrize("given", [None, 7, b"zibo-2017", ["zibo-2017"]], ids=repr)
def test_what_is_no_name(given):
    with pytest.raises((TypeError, gsc.ComplianceError)):
        gsc.Standard.load(given)


def test_a_standard_is_made_by_its_makers_only():
    with pytest.raises(TypeError):
        gsc.Standard()

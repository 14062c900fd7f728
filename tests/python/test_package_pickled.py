"""Pickling: Standard and Verdict as JSON, Census as Arrow IPC; what comes back is equal, in another Python too."""

import copy
import json
import pickle

import gov_site_compliance as gsc
import pyarrow as pa
import pytest

from package_tables import judged, results, rows, script
from support import SITE, ZIBO

PROTOCOLS = range(2, pickle.HIGHEST_PROTOCOL + 1)


@pytest.fixture(scope="module")
def census():
    return gsc.judge_folder(ZIBO)


@pytest.fixture(scope="module")
def verdict(census):
    return census.explain("3703009002").verdict


@pytest.fixture(scope="module")
def standard():
    return gsc.Standard.load("zibo-2017")


def assert_equal(again, census):
    assert type(again) is gsc.Census
    assert results(again) == results(census)
    assert again.to_json() == census.to_json()
    assert again.notice() == census.notice()
    assert repr(again) == repr(census)
    assert again._repr_html_() == census._repr_html_()


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_a_census(census, protocol):
    assert_equal(pickle.loads(pickle.dumps(census, protocol)), census)


def test_copies_of_a_census(census):
    assert_equal(copy.copy(census), census)
    assert_equal(copy.deepcopy(census), census)
    assert_equal(pickle.loads(pickle.dumps(pickle.loads(pickle.dumps(census)))), census)


@pytest.mark.parametrize("site", ["3703009001", "3703009002", "3703239003"])
def test_a_census_explains_without_the_rows_of_its_tables(census, site):
    """The tables stay behind; what the outcomes say and what was counted does not."""
    before, after = census.explain(site), pickle.loads(pickle.dumps(census)).explain(site)
    assert after.verdict == before.verdict
    assert all(outcome["title"] in after.text for outcome in before.verdict.outcomes)
    assert all(finding["detail"] in after.text for finding in before.verdict.findings[:3])
    assert {line.strip() for line in after.text.splitlines()} <= {line.strip() for line in before.text.splitlines()}


def test_types_of_frames_stay(census):
    again = pickle.loads(pickle.dumps(census))
    for name in ("verdicts", "findings", "tickets", "rejected"):
        assert pa.table(getattr(again, name)).schema == pa.table(getattr(census, name)).schema, name


def test_a_census_with_rejects(folder):
    census = judged(folder.update(f"{SITE}-home", "2017-13-40").site("3703000002", role="palace"))
    assert len(census.rejected) == 2
    assert_equal(pickle.loads(pickle.dumps(census)), census)


def test_a_census_without_any_row(folder):
    """Frames without rows keep their columns."""
    census = judged(folder)
    again = pickle.loads(pickle.dumps(census))
    assert again.rejected.column_names == census.rejected.column_names != []
    assert_equal(again, census)


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_verdicts(verdict, protocol):
    again = pickle.loads(pickle.dumps(verdict, protocol))
    assert type(again) is gsc.Verdict
    assert again == verdict and hash(again) == hash(verdict)
    assert again.to_json() == verdict.to_json()
    assert (again.outcomes, again.findings, again.vetoes) == (verdict.outcomes, verdict.findings, verdict.vetoes)


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_standards(standard, protocol):
    again = pickle.loads(pickle.dumps(standard, protocol))
    assert type(again) is gsc.Standard
    assert again == standard and hash(again) == hash(standard)
    assert (again.digest, again.chain, again.clauses) == (standard.digest, standard.chain, standard.clauses)


def test_verdict_and_standard_travel_as_json(verdict, standard):
    for thing in (verdict, standard):
        assert thing.to_json().encode() in pickle.dumps(thing)


def test_an_overlay_needs_no_file_where_it_arrives(tmp_path, standard):
    """A standard of one's own carries all it says."""
    limit = '[clause.blank_columns.limits]\ncolumns = { amount = 3, unit = "count", edge = "at_least", grade = "B", source = "示例" }\n'
    file = tmp_path / "ours.toml"
    file.write_text(f'id = "ours"\nrevision = 1\ntitle = "示例"\nextends = "zibo-2017"\n{limit}', encoding="utf-8")
    data = pickle.dumps(gsc.Standard.load(file))
    wanted = gsc.Standard.load(file)
    file.unlink()
    again = pickle.loads(data)
    assert again == wanted != standard
    assert rows(again.diff(standard)) == rows(wanted.diff(standard)) != []


ELSEWHERE = """
import pickle, sys
from pathlib import Path
census, verdict, standard = pickle.loads(Path(sys.argv[1]).read_bytes())
print(len(census.verdicts), verdict.verdict, standard.id)
Path(sys.argv[2]).write_bytes(pickle.dumps((census, verdict, standard)))
"""


def test_another_python(tmp_path, census, verdict, standard):
    """It has imported nothing of the package before."""
    (tmp_path / "there").write_bytes(pickle.dumps((census, verdict, standard)))
    assert script(ELSEWHERE, tmp_path / "there", tmp_path / "back").split() == ["74", "unqualified", "zibo-2017"]
    back = pickle.loads((tmp_path / "back").read_bytes())
    assert_equal(back[0], census)
    assert back[1:] == (verdict, standard)


# ---- JSON


def test_json_of_a_verdict(verdict):
    again = gsc.Verdict.from_json(verdict.to_json())
    assert again == verdict
    data = json.loads(verdict.to_json())
    assert (data["site_code"], data["verdict"]) == (verdict.site_code, verdict.verdict)


def test_json_of_a_standard(standard):
    again = gsc.Standard.from_json(standard.to_json())
    assert again == standard
    assert again.to_json() == standard.to_json()


BROKEN = ["", "{}", "[]", "null", "7", "{", '{"site_code": 7}', "\x00", "网" * 1000, "[" * 100_000]


@pytest.mark.parametrize("text", BROKEN, ids=lambda text: repr(text[:20]))
@pytest.mark.parametrize("kind", ["Verdict", "Standard"])
def test_broken_json_is_refused(kind, text):
    with pytest.raises(gsc.ComplianceError):
        getattr(gsc, kind).from_json(text)


def test_a_verdict_of_a_word_that_does_not_exist(verdict):
    text = verdict.to_json().replace('"unqualified"', '"splendid"')
    with pytest.raises(gsc.ComplianceError, match="splendid"):
        gsc.Verdict.from_json(text)


DAMAGED = """
import pickle, random, sys
import gov_site_compliance as gsc
from pathlib import Path
data = Path(sys.argv[1]).read_bytes()
dice = random.Random(7)
seen = set()
for turn in range(400):
    broken = bytearray(data)
    if turn % 4 == 0:
        del broken[dice.randrange(len(broken)):]
    else:
        for _ in range(dice.choice([1, 3, 50])):
            broken[dice.randrange(200, len(broken))] = dice.randrange(256)
    try:
        census = pickle.loads(bytes(broken))
        if isinstance(census, gsc.Census):
            [repr(getattr(census, name)) for name in ("verdicts", "findings", "tickets", "rejected")]
            census.to_json()
        seen.add("loaded")
    except Exception as error:
        seen.add(type(error).__name__)
    # pyo3's PanicException is no Exception: it would end the script
print(sorted(seen))
"""


def test_damaged_pickles_are_no_crash(tmp_path, folder):
    (tmp_path / "pickle").write_bytes(pickle.dumps(judged(folder.blank(6).ticket("t1", "2017-11-01"))))
    assert "Error" in script(DAMAGED, tmp_path / "pickle")

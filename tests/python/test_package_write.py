"""`Census.write`: the files of the command line, in the formats and editions that are asked for."""

import pytest

import gov_site_compliance as gsc
from support import ZIBO, judge


@pytest.fixture(scope="module")
def census():
    return gsc.judge_folder(ZIBO)


@pytest.mark.parametrize(("flags", "options"), [((), {}), (("--draft",), {"draft": True}), (("--public",), {"audience": "public"}), (("--internal",), {"audience": "internal"})])
def test_the_files_are_those_of_the_command_line(census, tmp_path, flags, options):
    theirs = judge(ZIBO, tmp_path / "theirs", *flags).out
    ours = census.write(tmp_path / "ours", **options)
    written = {path.relative_to(tmp_path / "ours").as_posix(): path for path in ours}
    expected = {path.relative_to(theirs).as_posix(): path for path in theirs.rglob("*") if path.is_file() and path.name != "run.json"}
    assert set(written) == set(expected)
    assert [name for name, path in written.items() if path.read_bytes() != expected[name].read_bytes()] == []


def test_only_what_is_asked_for_is_written(census, tmp_path):
    assert [path.name for path in census.write(tmp_path / "out", ["html"])] == ["census.html"]
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["census.html"]


def test_unknown_words_are_named(census, tmp_path):
    with pytest.raises(gsc.InputError, match="pdf"):
        census.write(tmp_path, ["pdf"])
    with pytest.raises(gsc.InputError, match="everybody"):
        census.write(tmp_path, ["json"], audience="everybody")


def test_a_folder_that_cannot_be_made_is_named(census, tmp_path):
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(gsc.InputError, match="file"):
        census.write(tmp_path / "file" / "below", ["json"])

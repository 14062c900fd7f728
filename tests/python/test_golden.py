"""The Zibo census, byte for byte. `UPDATE_GOLDEN=1` writes the files anew, with a line in CHANGELOG.md for what changed."""

import os

import pytest

from support import REPOSITORY, ZIBO, judge

GOLDEN = REPOSITORY / "tests" / "golden" / "zibo-2017q4"
FILES = ["census.json", "verdicts.csv", "findings.csv", "tickets.csv", "rejected.csv", "notice.md"]


@pytest.fixture(scope="module")
def out(tmp_path_factory):
    return judge(ZIBO, tmp_path_factory.mktemp("zibo") / "out").out


@pytest.mark.parametrize("name", FILES)
def test_the_output_is_the_stored_one(out, name):
    found = (out / name).read_bytes()
    if os.environ.get("UPDATE_GOLDEN"):
        GOLDEN.mkdir(parents=True, exist_ok=True)
        (GOLDEN / name).write_bytes(found)
    assert found == (GOLDEN / name).read_bytes()

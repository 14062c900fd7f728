"""`Standard`: loading, overlays, differences."""

import gov_site_compliance as gsc
import pyarrow as pa
import pytest

OVERLAY = """
id = "ours-2018"
revision = 1
extends = "zibo-2017"
title = "示例办法"
document = "示例办发〔2018〕3号"
[readings]
overdue_total = "open"
[clause.blank_columns.limits]
columns = { amount = 3, unit = "count", edge = "at_least", grade = "B", source = "第五条" }
"""


@pytest.fixture(scope="module")
def zibo():
    return gsc.Standard.load("zibo-2017")


def test_names_can_be_loaded():
    for name in gsc.Standard.names():
        standard = gsc.Standard.load(name)
        assert f"{standard.id}@{standard.revision}" == name
        assert standard == gsc.Standard.load(standard.id) and len(standard.digest) == 64


def test_clauses_have_limits_with_their_sources(zibo):
    blank = next(clause for clause in zibo.clauses if clause["clause"] == "blank_columns")
    assert blank["effect"] == "veto" and blank["limits"]["columns"]["text"] == "5 or more"
    assert all(limit["source"] and limit["grade"] in "ABCD" for clause in zibo.clauses for limit in clause["limits"].values())
    assert zibo.chain == ["national-2015@1", "zibo-2017@1"] and zibo.document and zibo.title
    assert all(not limit["grade"] in "AB" for limit in zibo.unverified)


def test_an_overlay_changes_what_it_names(zibo, tmp_path):
    ours = zibo.overlay(OVERLAY)
    changed = {row["figure"]: (row["left"], row["right"]) for row in pa.table(zibo.diff(ours)).to_pylist()}
    assert changed == {"blank_columns.limits.columns": ("5 or more", "3 or more"), "readings.overdue_total": ("late_and_open", "open")}
    assert len(zibo.diff(zibo)) == 0
    assert {change["figure"] for change in ours.overrides} == set(changed)
    path = tmp_path / "ours.toml"
    path.write_text(OVERLAY, encoding="utf-8")
    assert ours == gsc.Standard.parse(OVERLAY) == gsc.Standard.load(path) == zibo.overlay(path) != zibo


def test_overlays_stack(zibo):
    ours = zibo.overlay(OVERLAY)
    county = ours.overlay('id = "county"\nrevision = 1\nextends = "ours-2018"\ntitle = "区办法"\n[readings]\npromise = "ignored"\n')
    assert county.chain[-2:] == ["ours-2018@1", "county@1"]
    assert county.readings["overdue_total"] == "open" and county.readings["promise"] == "ignored"


def test_an_older_revision_of_ones_own_is_what_it_says(zibo):
    """The embedded standard of the same id is newer, and is not meant."""
    own = gsc.Standard.parse(OVERLAY.replace('"ours-2018"', '"zibo-2017"').replace("revision = 1", "revision = 0").replace('extends = "zibo-2017"', 'extends = "zibo-2017@1"'))
    assert (own.id, own.revision) == ("zibo-2017", 0) and own != zibo and len(zibo.diff(own)) == 2


class TestErrors:
    def refused(self, act):
        with pytest.raises(gsc.SettingError) as caught:
            act()
        return str(caught.value)

    def test_an_unknown_name(self):
        assert "national-1999" in self.refused(lambda: gsc.Standard.load("national-1999"))

    def test_no_file(self, tmp_path):
        assert "ours.toml" in self.refused(lambda: gsc.Standard.load(tmp_path / "ours.toml"))

    def test_an_overlay_on_something_else(self, zibo):
        national = gsc.Standard.load("national-2015")
        assert 'write extends = "zibo-2017"' in self.refused(lambda: zibo.overlay(OVERLAY.replace('"zibo-2017"', '"national-2015"')))
        assert national.overlay(OVERLAY).chain[0] == "national-2015@1", "whoever extends what extends it extends it as well"

    def test_a_wrong_key_is_named_with_its_line(self, zibo):
        said = self.refused(lambda: zibo.overlay(OVERLAY + "\n[clause.blank_columns]\ncolour = 1\n", "mine.toml"))
        assert said.startswith("mine.toml:") and "colour" in said

    def test_a_file_that_cannot_be_read(self, zibo, tmp_path):
        assert "none.toml" in self.refused(lambda: zibo.overlay(tmp_path / "none.toml"))
        (tmp_path / "gbk.toml").write_bytes("title = \"办法\"".encode("gbk"))
        assert "gbk.toml" in self.refused(lambda: zibo.overlay(tmp_path / "gbk.toml"))


def test_it_shows_itself(zibo):
    assert repr(zibo) == "Standard('zibo-2017@1', 22 clauses, 39 unverified figures)"
    hostile = zibo.overlay(OVERLAY.replace("示例办法", "<script>"))
    assert "<script>" not in hostile._repr_html_() and "blank_columns" in hostile._repr_html_()

"""What commands show on the screen: persons with `--internal` only, no sign that steers it, rows and files that were not read."""

from support import SITE, run

MOBILE = "138-7654-3210"


def test_explain_shows_persons_and_working_papers_for_internal_use_only(folder):
    path = folder.add(
        "reviews", review_id="r1", site_code=SITE, indicator="serious_error", kind="attack", status="confirmed", found_at="2017-11-20T09:00:00+08:00",
        reviewer="周某某", quote=f"原文{MOBILE}", evidence_ref="柜3-2",
    ).write()
    shown, internal = run("explain", path, SITE).stdout, run("explain", path, SITE, "--internal").stdout
    # Where the evidence lies is the source of the finding, which the office sees.
    secrets = ("周某某", MOBILE, "evidence_ref=柜3-2")
    assert "review_id=r1" in shown and [word for word in secrets if word in shown] == []
    assert [word for word in secrets if word not in internal] == []


def test_rejected_cells_show_numbers_of_persons_for_internal_use_only(folder, tmp_path):
    path = folder.add("columns", column_id="x", site_code=SITE, column_name="栏目", kind=f"李某{MOBILE}").write()
    assert MOBILE not in run("check", path).stdout and MOBILE in run("check", path, "--internal").stdout
    assert MOBILE not in run("check", path, "--json").stdout
    for args, is_shown in (((), False), (("--internal",), True)):
        run("census", path, "--out", tmp_path / "out", *args)
        assert (MOBILE in (tmp_path / "out" / "rejected.csv").read_text(encoding="utf-8")) == is_shown


def test_names_of_the_input_do_not_steer_the_screen(folder):
    path = folder.ticket("t1", "2017-11-01", **{"电\u202e话\u001b[2J": "x"}).write()
    (path / "a\u202eb.xlsm").write_bytes(b"x")
    process = run("check", path)
    assert "dropped:" in process.stdout and "ignored:" in process.stdout and "save it as .xlsx" in process.stdout
    assert not set("\u202e\u001b") & set(process.stdout + process.stderr)


def test_what_stands_below_a_table_is_no_site(folder):
    path = folder.write()
    with open(path / "sites.csv", "a", encoding="utf-8") as file:
        file.write(f"合计,1\n填表人：李四 {MOBILE}\n")
    process = run("census", path, "--out", path / "out", "--json")
    assert '"sites_registered": 1' in process.stdout
    shown = "".join(file.read_text(encoding="utf-8") for file in (path / "out").glob("*.csv"))
    assert "李四" not in shown and "note_row" in shown and "total_row" in shown

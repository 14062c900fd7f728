"""The command line: help, exit codes, check, explain, working days, JSON."""

import json
import re
import subprocess
from pathlib import Path

import pytest

from support import FIRST_YEAR, LAST_YEAR, SITE, ZIBO, binary, overlay, run

COMMANDS = ["census", "explain", "check", "compare", "standard", "workdays", "generate", "template"]


def lines(process):
    return (process.stdout + process.stderr).strip()


@pytest.fixture
def clean(folder):
    return folder.write()


@pytest.fixture
def dirty(folder):
    return folder.update(f"{SITE}-home", "2017-13-40").write()


# ---- help


def test_help_names_every_command_and_an_example(tmp_path):
    process = run("--help")
    assert process.returncode == 0
    assert [command for command in COMMANDS if command not in process.stdout] == []
    assert re.search(r"gov-site-compliance census \S+", process.stdout)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(command):
    process = run(command, "--help")
    assert process.returncode == 0
    assert re.search(rf"gov-site-compliance {command} \S+", process.stdout)


def test_help_names_the_options_of_census():
    text = run("census", "--help").stdout
    assert [option for option in ("--out", "--standard", "--checkpoint", "--strict") if option not in text] == []


def test_the_version():
    process = run("--version")
    assert process.returncode == 0
    assert re.search(r"\d+\.\d+\.\d+", process.stdout)


# ---- exit codes


def test_exit_codes_are_documented():
    text = run("--help").stdout
    assert re.search(r"exit|退出", text, re.IGNORECASE)


def documented():
    """Numbers that begin a line after the heading on exit codes."""
    text = re.split(r"(?i)exit (?:code|status)[^\n]*|退出码[^\n]*", run("--help").stdout, maxsplit=1)[-1]
    return {int(number) for number in re.findall(r"(?m)^\s*(\d+)\b", text)}


def test_the_codes_in_use_are_documented_and_distinct(clean, tmp_path):
    good = run("census", clean, "--out", tmp_path / "out").returncode
    usage = run("census", "--no-such-option").returncode
    missing = run("census", tmp_path / "nowhere", "--out", tmp_path / "out").returncode
    assert good == 0
    assert len({good, usage, missing}) == 3
    assert {good, usage, missing} <= documented()


@pytest.mark.parametrize("args", [["--no-such-option"], ["no-such-command"], ["census"], ["census", "x", "--checkpoint", "soon"], ["explain", "x"]])
def test_bad_usage_has_one_code(args):
    process = run(*args)
    assert process.returncode == run("census", "--no-such-option").returncode != 0
    assert process.stderr


def test_strict_has_a_documented_code(dirty, tmp_path):
    process = run("census", dirty, "--out", tmp_path / "out", "--strict")
    assert process.returncode in documented() - {0}


@pytest.mark.parametrize(
    "content",
    ["checkpoint = ", 'checkpoint = "soon"\n', 'checkpoint = 2017-11-25\nstandard = "no-such-standard"\n'],
    ids=["no toml", "no date", "no such standard"],
)
def test_a_bad_census_toml_is_named(clean, tmp_path, content):
    (clean / "census.toml").write_text(content, encoding="utf-8")
    process = run("census", clean, "--out", tmp_path / "out")
    assert process.returncode not in (0, 101)
    assert "census.toml" in process.stderr
    assert not (tmp_path / "out" / "census.json").exists()


def test_a_folder_without_sites_is_bad_input(clean, tmp_path):
    (clean / "sites.csv").unlink()
    process = run("census", clean, "--out", tmp_path / "out")
    assert process.returncode not in (0, 101)
    assert "sites" in process.stderr


# ---- census in the terminal


def test_the_terminal_shows_the_census(tmp_path):
    process = run("census", ZIBO, "--out", tmp_path / "out")
    for number in ("74", "17", "25"):
        assert re.search(rf"(?<!\d){number}(?!\d)", process.stdout), number
    assert "淄博市国土资源局" in process.stdout


def test_no_colour_off_a_terminal(tmp_path):
    process = run("census", ZIBO, "--out", tmp_path / "out")
    assert "\x1b[" not in process.stdout + process.stderr


def test_without_out_the_input_stays_as_it_was(clean, tmp_path):
    before = sorted(path.name for path in clean.iterdir())
    assert run("census", clean, cwd=tmp_path).returncode == 0
    assert sorted(path.name for path in clean.iterdir()) == before


def test_the_names_of_standards_are_accepted(clean, tmp_path):
    for name in ("national-2015", "zibo-2017"):
        out = tmp_path / name
        assert run("census", clean, "--out", out, "--standard", name).returncode == 0
        assert json.loads((out / "census.json").read_text(encoding="utf-8"))["standard"]["id"] == name


def test_strict_names_the_command_that_shows_the_rows(dirty, tmp_path):
    for command in (["census", dirty], ["explain", dirty, SITE]):
        process = run(*command, "--strict")
        assert f"`gov-site-compliance check {dirty}`" in process.stderr, process.stderr
    assert str(tmp_path / "out" / "rejected.csv") in run("census", dirty, "--strict", "--out", tmp_path / "out").stderr


@pytest.mark.parametrize("command", ["census", "check"])
def test_a_declared_table_without_a_file_is_named(folder, command):
    process = run(command, folder.drop("tickets").drop("reviews").write())
    assert "declares reviews, tickets, but there is no reviews.csv, tickets.csv" in process.stdout


@pytest.mark.parametrize("command", ["census", "check"])
def test_declared_tables_with_files_need_no_remark(clean, command):
    assert "no effect" not in run(command, clean).stdout


def test_run_json_names_declared_tables_without_a_file(folder):
    census = folder.drop("tickets").judge()
    assert json.loads(census.text("run.json"))["declared_without_file"] == ["tickets"]


def test_a_clause_that_only_reports_is_a_remark(folder, tmp_path):
    path = tmp_path / "mild.toml"
    path.write_text('id = "mild"\nrevision = 1\ntitle = "x"\nextends = "zibo-2017"\n[clause.blank_columns]\neffect = "report"\n', encoding="utf-8")
    census = folder.blank(5).judge("--standard", path)
    assert census.state() == "qualified"
    assert "不达标（仅提示）" in census.process.stdout
    assert "不合格网站" not in census.process.stdout
    assert [row["remarks"] for row in census.rows("verdicts.csv")] == ["blank_columns:不达标（仅提示）"]


# ---- a reader that goes away


@pytest.mark.parametrize(
    "args",
    [
        ["census", ZIBO],
        ["census", ZIBO, "--json"],
        ["check", ZIBO],
        ["explain", ZIBO, "3703009002"],
        ["standard", "list"],
        ["standard", "show", "zibo-2017"],
        ["standard", "diff", "national-2015", "zibo-2017"],
        ["workdays", "show", "2017"],
        ["workdays", "add", "2017-11-01", "7"],
        ["schema"],
        ["--help"],
    ],
    ids=lambda args: " ".join(Path(arg).name for arg in args),
)
@pytest.mark.parametrize("read", [0, 10], ids=["closed", "head"])
def test_a_closed_pipe_is_no_error(args, read):
    with subprocess.Popen([binary(), *map(str, args)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, bufsize=0) as process:
        process.stdout.read(read)
        process.stdout.close()
        assert process.stderr.read().decode() == ""
        assert process.wait(timeout=300) == 0


def test_the_results_are_whole_though_nobody_reads_the_screen(clean, tmp_path):
    args = [binary(), "census", str(clean), "--out", str(tmp_path / "out")]
    with subprocess.Popen(args, stdout=subprocess.PIPE) as process:
        process.stdout.close()
        assert process.wait(timeout=300) == 0
    assert json.loads((tmp_path / "out" / "census.json").read_text(encoding="utf-8"))["sites_qualified"] == 1


def test_a_closed_pipe_hides_no_strict(dirty):
    with subprocess.Popen([binary(), "check", str(dirty), "--strict"], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.close()
        process.stderr.read()
        assert process.wait(timeout=300) == 4


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no full disk to write to")
def test_a_full_disk_is_an_error(clean):
    with open("/dev/full", "w", encoding="utf-8") as full:
        process = subprocess.run([binary(), "check", str(clean)], stdout=full, stderr=subprocess.PIPE, check=False)
    assert process.returncode == 1
    assert process.stderr


# ---- check


def test_check_of_a_clean_folder(clean):
    before = sorted(path.name for path in clean.iterdir())
    assert run("check", clean).returncode == 0
    assert sorted(path.name for path in clean.iterdir()) == before


def test_check_tells_of_bad_rows(dirty):
    process = run("check", dirty)
    assert "updates" in lines(process)
    assert "published_on" in lines(process)


def test_check_gives_no_verdict(folder):
    text = lines(run("check", folder.blank(5).write()))
    assert "unqualified" not in text
    assert "不合格" not in text


# ---- explain


def test_explain_shows_measured_limit_and_rows(folder):
    text = run("explain", folder.blank(4).stale(3).write(), SITE).stdout
    assert [column for column in ("b0", "b1", "b2", "b3", "s0", "s1", "s2") if column not in text] == []
    assert re.search(r"4\D{1,8}5", text)


def test_explain_goes_clause_by_clause(clean):
    text = run("explain", clean, SITE).stdout
    pairs = {
        "site_unreachable": "无法访问",
        "home_not_updated": "首页|网站不更新",
        "core_columns_not_updated": "动态",
        "overdue_columns": "更新不达标|应更新",
        "blank_columns": "空白",
        "serious_error": "严重错误",
        "interaction_unanswered": "互动",
    }
    assert [clause for clause, words in pairs.items() if clause not in text and not re.search(words, text)] == []


def test_explain_shows_failing_tickets_and_visits(folder):
    folder.ticket("ticket-77", "2017-03-01").fail_visits(7).review("review-77")
    text = run("explain", folder.write(), SITE).stdout
    assert "ticket-77" in text
    assert "review-77" in text
    assert "2017-11-25" in text


def test_explain_shows_rows_of_any_table(folder):
    """A finding on a channel has its row beside it, though no veto looks at channels."""
    folder.add("channels", channel_id="ch-5", site_code=SITE, kind="consultation", promised_days="30", promised_unit="working")
    text = run("explain", folder.write(), SITE).stdout
    assert re.search(r"channels\.csv:2 .*channel_id=ch-5", text), text


def test_explain_shows_updates_beside_their_column(folder):
    text = run("explain", folder.stale(1).blank(1).write(), SITE).stdout
    assert re.search(r"columns\.csv:\d+ .*column_id=s0", text)
    assert re.search(r"updates\.csv:\d+ +column_id=s0 .*published_on=2017-11-10", text)


def test_explain_shows_the_newest_updates_of_a_column(folder):
    """The last one is what the finding says."""
    folder.column("c9", "news", "2017-08-01")
    for day in ("2017-08-02", "2017-11-01", "2017-08-03", "2017-08-04"):
        folder.update("c9", day)
    text = run("explain", folder.write(), SITE).stdout
    rows = re.findall(r"updates\.csv:\d+ +column_id=c9 .*published_on=(\S+)", text)
    assert rows[:2] == ["2017-11-01", "2017-08-04"]


def test_explain_shows_a_cell_of_two_lines_on_one(folder):
    folder.add("columns", column_id="c8", site_code=SITE, column_name="甲\n乙", kind="other")
    text = run("explain", folder.write(), SITE).stdout
    assert re.search(r"columns\.csv:\d+ +column_id=c8 +column_name=甲 乙", text), text


def test_explain_shows_the_visits_that_failed(folder):
    """Slow answers fail too, and answered visits of the day are not shown."""
    text = run("explain", folder.spoil_visits(2, duration_ms="15000").write(), SITE).stdout
    rows = set(re.findall(r"visits\.csv:\d+ .*", text))
    assert len(rows) == 2
    assert all("duration_ms=15000" in row for row in rows)


def test_explain_shows_no_rows_of_another_site(folder):
    other = "3703000002"
    text = run("explain", folder.site(other).fail_visits(3).fail_visits(3, other).write(), SITE).stdout
    assert f"site_code={SITE}" in text
    assert f"site_code={other}" not in text


def test_explain_of_an_unknown_site_is_an_error(clean):
    process = run("explain", clean, "3703009999")
    assert process.returncode not in (0, 101)
    assert "3703009999" in process.stderr


def test_explain_takes_a_standard(folder, tmp_path):
    path = folder.blank(5).write()
    standard = overlay(tmp_path / "strict.toml", limits={"blank_columns": "above"})
    assert "my-overlay" in run("explain", path, SITE, "--standard", standard).stdout


# ---- working days


@pytest.mark.parametrize(
    ("day", "number", "expected"),
    [
        ("2017-11-01", 7, "2017-11-10"),
        ("2017-11-01", 15, "2017-11-22"),
        ("2017-09-29", 1, "2017-09-30"),
        ("2017-09-30", 1, "2017-10-09"),
        ("2005-12-30", 1, "2005-12-31"),
        ("2017-11-03", 1, "2017-11-06"),
        ("2017-11-04", 1, "2017-11-06"),
    ],
)
def test_workdays_add(day, number, expected):
    process = run("workdays", "add", day, number)
    assert process.returncode == 0, process.stderr
    assert expected in process.stdout


@pytest.mark.parametrize(("first", "last", "number"), [("2017-11-01", "2017-11-10", 7), ("2017-09-29", "2017-10-16", 7), ("2017-11-03", "2017-11-05", 0)])
def test_workdays_count_after_the_first_day(first, last, number):
    process = run("workdays", "count", first, last)
    assert process.returncode == 0, process.stderr
    assert re.search(rf"(?<![\d-]){number}(?![\d-])", process.stdout)


@pytest.mark.parametrize(("year", "days"), [(2016, 250), (2017, 249), (2018, 250), (2020, 249), (2023, 249), (2024, 251), (2025, 248), (2026, 248)])
def test_workdays_show(year, days):
    process = run("workdays", "show", year)
    assert process.returncode == 0, process.stderr
    assert re.search(rf"(?<!\d){days}(?!\d)", process.stdout)


@pytest.mark.parametrize(
    ("args", "year"),
    [
        (["add", f"{LAST_YEAR}-12-31", "1"], LAST_YEAR + 1),
        (["add", f"{FIRST_YEAR - 1}-06-01", "1"], FIRST_YEAR - 1),
        (["count", f"{LAST_YEAR}-12-01", f"{LAST_YEAR + 1}-02-01"], LAST_YEAR + 1),
        (["show", LAST_YEAR + 1], LAST_YEAR + 1),
        (["show", FIRST_YEAR - 1], FIRST_YEAR - 1),
    ],
)
def test_an_unknown_year_is_an_error(args, year):
    process = run("workdays", *args)
    assert process.returncode not in (0, 101)
    assert str(year) in process.stderr


def test_the_years_of_the_files_are_known():
    assert FIRST_YEAR == 2004
    assert LAST_YEAR >= 2026
    assert [run("workdays", "show", year).returncode for year in (FIRST_YEAR, LAST_YEAR)] == [0, 0]
    assert f"{FIRST_YEAR} to {LAST_YEAR}" in run("--help").stdout


# ---- JSON


@pytest.mark.parametrize(
    "args",
    [
        ["census", "DIR", "--json"],
        ["check", "DIR", "--json"],
        ["explain", "DIR", SITE, "--json"],
        ["standard", "list", "--json"],
        ["standard", "show", "zibo-2017", "--json"],
        ["standard", "diff", "national-2015", "zibo-2017", "--json"],
        ["workdays", "add", "2017-11-01", "7", "--json"],
        ["workdays", "count", "2017-11-01", "2017-11-10", "--json"],
        ["workdays", "show", "2017", "--json"],
    ],
    ids=" ".join,
)
def test_json_parses(clean, tmp_path, args):
    process = run(*[str(clean) if arg == "DIR" else arg for arg in args], cwd=tmp_path)
    assert process.returncode == 0, process.stderr
    assert json.loads(process.stdout)


def test_census_json_on_the_terminal_is_the_census(clean, tmp_path):
    process = run("census", clean, "--out", tmp_path / "out", "--json")
    assert json.loads(process.stdout) == json.loads((tmp_path / "out" / "census.json").read_text(encoding="utf-8"))

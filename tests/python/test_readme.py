"""README.md: its own code blocks, run as a reader would, so that it cannot rot.

A block under a file's name (`q1/sites.csv`) is that file, `toml` without a name is the overlay, `sh` is run, `text` is what
the program printed. The Python part is run in tests/wheel, where the package is installed.
"""

import json
import os
import re
import shutil
import subprocess

import pytest

from readme import BLOCK, README, missing, section
from support import REPOSITORY, binary, run

CARGO = "cargo run --release --"
NAMED = re.compile(r"`([\w.-]+\.toml)`[^`]*\Z")


def run_block(body, folder):
    """Run a `sh` block with the program in the place of cargo; a failing command fails it."""
    body = body.replace(CARGO, '"$GOV_SITE_COMPLIANCE"')
    env = {**os.environ, "GOV_SITE_COMPLIANCE": binary()}
    process = subprocess.run(["bash", "-euc", body], cwd=folder, env=env, capture_output=True, encoding="utf-8", timeout=300, check=False)
    assert process.returncode == 0, f"{body}\n{process.stdout}\n{process.stderr}"
    return process.stdout


@pytest.fixture(scope="module")
def reader(tmp_path_factory):
    """What a reader sees who follows "Your own tables" from top to bottom: (printed by each `sh` block, shown in each `text` block)."""
    folder = tmp_path_factory.mktemp("readme")
    text = section("Your own tables")
    printed, shown, states = [], [], []
    for block in BLOCK.finditer(text):
        kind, body = block["kind"], block["body"]
        if kind == "sh":
            printed.append(run_block(body, folder))
            written = folder / "q1-out" / "census.json"
            states.append(json.loads(written.read_text(encoding="utf-8")))
        elif kind == "text":
            shown.append((body, printed[-1]))
        else:
            path = folder / (block["file"] or NAMED.search(text[: block.start()])[1])
            path.parent.mkdir(exist_ok=True)
            path.write_text(body, encoding="utf-8")
    return printed, shown, states


def verdicts(census):
    return {verdict["site_name"]: verdict["verdict"] for verdict in census["verdicts"]}


def test_the_first_command_prints_what_is_shown():
    commands, shown = [BLOCK.search(section("Two commands"), start)["body"] for start in (0, section("Two commands").index("```text"))]
    first = next(line for line in commands.splitlines() if line.startswith("cargo run"))
    words = first.split("#")[0].split(" -- ")[1].split()
    process = run(*words, cwd=REPOSITORY)
    assert process.returncode == 0, process.stderr
    assert missing(shown, process.stdout) is None


def test_the_folder_of_the_example_is_judged_as_told(reader):
    printed, shown, states = reader
    assert len(printed) == len(states) == 3, "check and census; census with all tables; overlay"
    assert verdicts(states[0]) == {"示例市人民政府": "not_assessed", "示例市教育局": "unqualified"}
    assert verdicts(states[1]) == {"示例市人民政府": "qualified", "示例市教育局": "unqualified"}
    assert states[1]["overdue_tickets_total"] == 1
    assert "1 of 1 home columns not updated" in printed[0]
    assert [line for body, output in shown if (line := missing(body, output)) is not None] == []


def test_the_overlay_is_named_in_the_words_of_the_readme(reader):
    printed, _, states = reader
    quoted = re.search(r"`(! 本地调整 overlay [^`]*)`", README)[1]
    assert quoted in printed[2]
    assert "core_columns_not_updated.limits.columns" in {change["figure"] for change in states[2]["overrides"]}


def test_what_it_says_of_absent_tables_is_said_by_the_program(reader):
    assert "declares reviews, tickets, but there is no reviews.csv, tickets.csv" in reader[0][0]


def test_saved_pages_become_a_census_as_written(tmp_path):
    shutil.copytree(REPOSITORY / "examples" / "saved-pages", tmp_path / "examples" / "saved-pages")
    run_block(BLOCK.search(section("Saved pages instead of tables"))["body"], tmp_path)
    census = json.loads((tmp_path / "saved-out" / "census.json").read_text(encoding="utf-8"))
    assert verdicts(census) == {"示例市教育局": "unqualified"}
    assert (tmp_path / "saved-out" / "rejected.csv").read_text(encoding="utf-8-sig").count("\n") == 1


def test_every_file_of_the_results_is_listed(tmp_path):
    listed = set(re.findall(r"^\| `([\w.]+)` \|", section("Results"), re.MULTILINE))
    run("census", "examples/zibo-2017q4", "--out", tmp_path / "out", cwd=REPOSITORY)
    assert listed == {path.name for path in (tmp_path / "out").iterdir()}


@pytest.mark.parametrize("target", sorted(set(re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", README))))
def test_links_lead_to_files(target):
    assert (REPOSITORY / target).exists()


def test_a_line_that_is_not_printed_is_found():
    printed = "one\ntwo (2)\nthree\n"
    assert missing("one\n… (1 more)\nthree\n", printed) is None
    assert missing("one\ntwo (…)\n", printed) is None
    assert missing("two (…)\none\n", printed) == "one"
    assert missing("one\nfour\n", printed) == "four"

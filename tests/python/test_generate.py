"""`generate`: what a census was made to come to is what the program finds, down to every count of every veto."""

import csv
import subprocess
from collections import Counter
from filecmp import cmp, dircmp

import pytest

from support import VETOES, judge, run

SMALL = ("--columns", "14", "--updates", "5", "--visits", "150", "--tickets", "3")


def generate(folder, *args):
    process = run("generate", folder, *args)
    assert process.returncode == 0, process.stderr
    return folder


def rows(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def truth(folder):
    """(site -> verdict, (site, clause) -> (outcome, certain, possible)), as the generator knows them."""
    verdicts = {row["site_code"]: row["verdict"] for row in rows(folder / "truth" / "verdicts.csv")}
    cells = ("outcome", "certain", "possible")
    outcomes = {(row["site_code"], row["clause"]): tuple(row[cell] for cell in cells) for row in rows(folder / "truth" / "outcomes.csv")}
    return verdicts, outcomes


def found(census):
    """The same out of census.json."""
    verdicts = {verdict["site_code"]: verdict["verdict"] for verdict in census["verdicts"]}
    outcomes = {
        (verdict["site_code"], outcome["clause"]): (outcome["result"], text(outcome["measured"]), text(outcome["possible"]))
        for verdict in census["verdicts"]
        for outcome in verdict["outcomes"]
        if outcome["clause"] in VETOES
    }
    return verdicts | dict.fromkeys(census.excluded(), "excluded"), outcomes


def text(number):
    return "" if number is None else str(number)


def assert_true(folder, out):
    """Every verdict and every count is as it was made; differences are shown with the anomaly of their site."""
    anomalies = {row["site_code"]: row["anomaly"] for row in rows(folder / "truth" / "anomalies.csv")}
    census = judge(folder, out)
    for made, seen in zip(truth(folder), found(census), strict=True):
        keys = [key for key in made.keys() | seen.keys() if made.get(key) != seen.get(key)]
        sites = {key: anomalies.get(key if isinstance(key, str) else key[0]) for key in keys}
        assert not keys, [(key, sites[key], "made", made.get(key), "found", seen.get(key)) for key in sorted(keys, key=str)[:5]]
    return census


# ---- truth


@pytest.mark.parametrize("seed", [1, 2, 3, 4, 5])
def test_the_truth_is_what_the_census_finds(tmp_path, seed):
    folder = generate(tmp_path / "in", "--sites", "400", "--anomalies", "0.8", "--seed", seed, *SMALL)
    census = assert_true(folder, tmp_path / "out")
    assert {verdict["verdict"] for verdict in census["verdicts"]} == {"qualified", "unqualified", "not_assessed"}


@pytest.mark.parametrize(
    "size",
    [
        ("--columns", "1", "--updates", "1", "--visits", "139", "--tickets", "0"),
        ("--columns", "4", "--updates", "1", "--visits", "0", "--tickets", "1"),
        ("--columns", "60", "--updates", "2", "--visits", "672", "--tickets", "10"),
        ("--columns", "9", "--updates", "2", "--visits", "1500", "--tickets", "2"),
    ],
    ids=lambda size: "-".join(size[1::2]),
)
def test_the_truth_holds_for_sites_of_every_size(tmp_path, size):
    assert_true(generate(tmp_path / "in", "--sites", "150", "--anomalies", "1", "--seed", "9", *size), tmp_path / "out")


def test_a_clean_census_has_no_rejects(tmp_path):
    folder = generate(tmp_path / "in", "--sites", "200", "--anomalies", "0", *SMALL)
    census = assert_true(folder, tmp_path / "out")
    assert census.rows("rejected.csv") == []
    assert run("check", folder, "--strict").returncode == 0
    assert Counter(verdict["verdict"] for verdict in census["verdicts"]) == {"qualified": 180, "unqualified": 20}


def test_every_anomaly_occurs_and_the_truth_holds(tmp_path):
    args = ("--sites", "2000", "--anomalies", "0.9", "--seed", "6", "--columns", "12", "--updates", "2", "--visits", "140", "--tickets", "2")
    folder = generate(tmp_path / "in", *args)
    assert_true(folder, tmp_path / "out")
    seen = Counter(row["anomaly"] for row in rows(folder / "truth" / "anomalies.csv"))
    assert len(seen) >= 60
    assert min(seen.values()) >= 10, seen


# ---- the same bytes, the same verdicts


def test_the_same_seed_gives_the_same_bytes(tmp_path):
    args = ("--sites", "40", "--anomalies", "0.5", *SMALL)
    left, right = generate(tmp_path / "a", *args), generate(tmp_path / "b", *args)
    other = generate(tmp_path / "c", *args, "--seed", "2")
    names = [str(path.relative_to(left)) for path in left.rglob("*") if path.is_file()]
    assert len(names) >= 15
    assert not dircmp(left, right).left_only and not dircmp(left, right).right_only
    assert [name for name in names if not cmp(left / name, right / name, shallow=False)] == []
    assert not cmp(left / "updates.csv", other / "updates.csv", shallow=False)


def test_shuffled_rows_give_the_same_census(tmp_path):
    args = ("--sites", "200", "--anomalies", "0.8", "--seed", "3", *SMALL)
    outs = [judge(generate(tmp_path / order, *args, "--order", order), tmp_path / f"{order}-out") for order in ("sorted", "shuffled")]
    assert outs[0].bytes == outs[1].bytes
    assert not cmp(tmp_path / "sorted" / "updates.csv", tmp_path / "shuffled" / "updates.csv", shallow=False)


@pytest.mark.parametrize("ids", ["sparse", "text"])
def test_ids_change_no_verdict(tmp_path, ids):
    args = ("--sites", "200", "--anomalies", "0.8", "--seed", "4", *SMALL)
    dense, other = generate(tmp_path / "dense", *args), generate(tmp_path / ids, *args, "--ids", ids)
    assert truth(dense) == truth(other)
    assert_true(other, tmp_path / "out")


def test_the_format_changes_no_truth(tmp_path):
    args = ("--sites", "60", "--anomalies", "0.8", *SMALL)
    tables, arrays = generate(tmp_path / "csv", *args), generate(tmp_path / "parquet", *args, "--format", "parquet")
    assert truth(tables) == truth(arrays)
    assert sorted(path.name for path in (arrays / "updates").iterdir()) == ["part-0.parquet", "part-1.parquet"]
    assert list(arrays.glob("*.csv")) == []


# ---- the command line


def test_the_defaults_are_documented():
    help_text = run("generate", "--help").stdout
    for option, default in [("sites", 1000), ("columns", 60), ("updates", 100), ("visits", 672), ("tickets", 10), ("seed", 1), ("anomalies", "0.05")]:
        assert f"--{option}" in help_text
        assert f"[default: {default}]" in help_text
    assert "gov-site-compliance generate " in help_text


def test_it_says_what_to_do_next(tmp_path):
    process = run("generate", tmp_path / "in", "--sites", "10", "--columns", "5", "--updates", "1", "--visits", "140", "--tickets", "1")
    assert process.returncode == 0
    assert "10 sites, " in process.stdout
    assert f"gov-site-compliance census {tmp_path / 'in'}" in process.stdout.splitlines()[-1]
    assert process.stderr == ""


def test_a_folder_that_holds_something_is_refused(tmp_path):
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    process = run("generate", tmp_path, "--sites", "2")
    assert process.returncode == 3
    assert "is not empty" in process.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


@pytest.mark.parametrize(
    ("option", "value", "code"),
    [("--sites", "0", 3), ("--columns", "0", 3), ("--updates", "0", 3), ("--anomalies", "1.5", 3), ("--anomalies", "NaN", 3), ("--sites", "-1", 2), ("--ids", "odd", 2)],
)
def test_wrong_options_are_named_and_nothing_is_written(tmp_path, option, value, code):
    process: subprocess.CompletedProcess = run("generate", tmp_path / "in", f"{option}={value}")
    assert process.returncode == code
    assert option.strip("-") in process.stderr
    assert not (tmp_path / "in").exists()

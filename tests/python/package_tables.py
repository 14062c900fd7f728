"""Helpers of the tests of the Python package: tables of a census as frames, results as plain rows, scripts in a Python of their own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import gov_site_compliance as gsc
import pyarrow as pa
import pyarrow.csv
import tomllib

from support import HERE, INSIDE, OUTSIDE, REPOSITORY, Folder, headings_of
from test_parquet_dress import TEXT, arrow_table, without_place

FRAMES = ("verdicts", "outcomes", "findings", "groups", "overdue_tickets", "tickets", "rejected")
# what only census.toml says
SAID_BY_THE_FOLDER = {"title", "issuer", "document_no", "reconstruction"}
# fields that say where a row is from, which frames and files number in their own way
PLACES = ("basis", "file", "row")


# ---- tables


def text_table(path):
    """A CSV file as a table of texts; an empty cell is null."""
    with path.open(encoding="utf-8-sig") as file:
        names = file.readline().strip().split(",")
    texts = pyarrow.csv.ConvertOptions(column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=True)
    return pyarrow.csv.read_csv(path, convert_options=texts, parse_options=pyarrow.csv.ParseOptions(newlines_in_values=True))


def text_tables(path):
    """Table -> its rows as texts, of a census folder in CSV."""
    return {file.stem: text_table(file) for file in sorted(path.glob("*.csv"))}


def tables_of(folder, dress=TEXT):
    """Table -> an Arrow table, of a `Folder` under construction."""
    return {table: arrow_table(table, headings_of(table, rows), rows, dress) for table, rows in folder.tables.items()}


def changed(tables, table, field, array):
    """The tables with other values under one field."""
    old = tables[table]
    return tables | {table: old.set_column(old.column_names.index(field), field, array)}


def numbered_folder(path):
    """Whole numbers as ids, something for most clauses to count, and bad rows."""
    folder = Folder(path).site(home=False).column("1", on_home="true", last="2017-11-25")
    folder.columns(4, last=OUTSIDE["news"], prefix="10").columns(2, "notice", OUTSIDE["notice"], prefix="20").blank(3, prefix="30")
    folder.column("40", last=INSIDE["news"], opened_on="2017-11-20", depth="2").column("50", closed_on="2017-01-01", finished_topic="false")
    folder.update("1", published_at="2017-11-24T23:59:59+08:00").update("40", "2018-01-01", observed_at="2017-11-25T00:00:00+08:00")
    folder.update("1", date_state="not_shown", title="标题").update("101", "2017-13-40").update("60", "2017-11-01")
    folder.ticket("1", "2017-01-03").ticket("2", "2017-11-01", answered_on="2017-11-20", complex="true", promised_days="5", promised_unit="working")
    folder.ticket("3", "2017-11-01", answered_on="2017-11-03", reply_kind="answered", valid="")
    folder.coverage("column", "300", items_seen="0").coverage("tickets", **{"from": "2016-01-01", "to": "2017-11-25"})
    folder.review("1", "suspected").life("running", "2015-01-01")
    return folder.spoil_visits(3, duration_ms="15000").spoil_visits(1, status="404").spoil_visits(1, manual="true", status="403")


# ---- options of judge()


def settings(path):
    """What `census.toml` says, as options of `judge`."""
    said = tomllib.loads((path / "census.toml").read_text(encoding="utf-8"))
    period = said.get("period")
    return {
        "checkpoint": said["checkpoint"],
        "visits_until": said.get("visits_until"),
        "period": (period["from"], period["to"]) if period else None,
        "complete": said.get("complete", ()),
        "standard": said["standard"],
        "title": said.get("title", ""),
        "issuer": said.get("issuer", ""),
        "name_best": said.get("compare", {}).get("name_best", 0),
    }


def options_of(folder):
    """The options of a `Folder` under construction."""
    toml = folder.toml
    return {
        "checkpoint": toml["checkpoint"],
        "visits_until": toml.get("visits_until"),
        "period": (toml["period"]["from"], toml["period"]["to"]),
        "complete": toml["complete"],
        "standard": toml["standard"],
    }


def judge_tables(folder, tables, **options):
    """The census of tables, with the options of a `Folder`."""
    return gsc.judge(**{**tables, **options_of(folder), **options})


def judged(folder, dress=TEXT, **options):
    """The census of a `Folder`, from frames."""
    return judge_tables(folder, tables_of(folder, dress), **options)


# ---- results


def rows(frame, without=()):
    """The rows of a frame as mappings."""
    found = pa.table(frame)
    return found.drop_columns([name for name in without if name in found.column_names]).to_pylist()


def results(census, without=()):
    """Frame -> its rows; those of `rejected` in an order of their own, since tables come in any order."""
    found = {name: rows(getattr(census, name), without) for name in FRAMES}
    if "row" in without:
        found["rejected"] = [{**row, "expected": without_place(row["expected"])} for row in found["rejected"]]
    found["rejected"].sort(key=str)
    return found


def same_document(census, wanted):
    """Whether two texts of census.json differ only in what the folder says of itself."""
    ours, theirs = json.loads(census), json.loads(wanted)
    return [key for key in ours.keys() | theirs.keys() if ours.get(key) != theirs.get(key) and key not in SAID_BY_THE_FOLDER] == []


def codes(census, table):
    """(row, column, code) of the rejected rows of a table, sorted."""
    found = [row for row in rows(census.rejected) if Path(row["file"]).stem == table]
    return sorted((row["row"], row["column"], row["code"]) for row in found)


# ---- scripts


def script(text, *args, timeout=120):
    """Run a script in a Python of its own and give its standard output; a crash or a traceback fails the test."""
    process = subprocess.run(
        command(text, *args), capture_output=True, encoding="utf-8", errors="replace", timeout=timeout, cwd=REPOSITORY, env=environment()
    )
    assert process.returncode == 0, f"exit code {process.returncode}\n{process.stdout}\n{process.stderr}"
    assert "panicked" not in process.stderr, process.stderr
    return process.stdout


def command(text, *args):
    return [sys.executable, "-X", "utf8", "-X", "faulthandler", "-c", text, *map(str, args)]


def environment():
    """Ours, with this folder among those where Python looks for modules."""
    folders = [str(HERE), *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]
    return os.environ | {"PYTHONPATH": os.pathsep.join(folders)}

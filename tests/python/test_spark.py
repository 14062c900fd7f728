"""A census on a Spark cluster of two real executors is the census of one process, row for row."""

import datetime as dt
import json
import os
import signal
import subprocess
import sys
import threading
import tomllib

import gov_site_compliance as gsc
import pyarrow as pa
import pyarrow.parquet
import pytest
from gov_site_compliance import spark as gsc_spark
from pyspark import TaskContext
from pyspark.errors import PySparkException
from pyspark.sql import SparkSession

from package_support import CHECKPOINT, COUNTING, FRAMES, TABLES, rows, table
from test_parquet_dress import without_place

from support import REPOSITORY, ZIBO, run

pytestmark = pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas")

ONLY_IN_CENSUS_TOML = ["title", "issuer", "reconstruction"]


@pytest.fixture(scope="module")
def spark(tmp_path_factory):
    scratch = tmp_path_factory.mktemp("spark")
    place = {"SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_PYTHON": sys.executable, "SPARK_WORKER_DIR": str(scratch / "work")}
    with pytest.MonkeyPatch.context() as patch:
        for name, value in place.items():
            patch.setenv(name, value)
        builder = SparkSession.builder.master("local-cluster[2,1,1024]").appName("gov_site_compliance")
        settings = {
            "spark.driver.host": "127.0.0.1",
            "spark.driver.bindAddress": "127.0.0.1",
            "spark.executor.memory": "1g",
            "spark.executorEnv.PYTHONPATH": os.environ["PYTHONPATH"],
            "spark.local.dir": str(scratch / "local"),
            "spark.sql.warehouse.dir": str(scratch / "warehouse"),
            "spark.sql.shuffle.partitions": "3",
            "spark.ui.enabled": "false",
            "spark.ui.showConsoleProgress": "false",
        }
        for name, value in settings.items():
            builder = builder.config(name, value)
        session = builder.getOrCreate()
        session.sparkContext.setLogLevel("ERROR")
        yield session
        # What executors say while they leave is no news.
        session.sparkContext.setLogLevel("OFF")
        session.stop()


def in_no_order(frame):
    """Without the place of the row that contradicts another one, which differs with the way of the rows."""
    found = [{**row, "expected": without_place(row["expected"])} for row in rows(frame)]
    return sorted(found, key=lambda row: [str(cell) for cell in row.values()])


def assert_same(census, wanted):
    for name in FRAMES:
        inspect = in_no_order if name == "rejected" else rows
        assert inspect(getattr(census, name)) == inspect(getattr(wanted, name)), name
    theirs, ours = json.loads(wanted.to_json()), json.loads(census.to_json())
    assert set(theirs) == set(ours)
    assert [key for key in theirs if ours[key] != theirs[key] and key not in ONLY_IN_CENSUS_TOML] == []


def settings(folder):
    """What `census.toml` says to `judge`."""
    said = tomllib.loads((folder / "census.toml").read_text(encoding="utf-8"))
    period = said.get("period")
    settings = {name: said[name] for name in ("checkpoint", "visits_until", "standard", "complete") if name in said}
    name_best = said.get("compare", {}).get("name_best", 0)
    return settings | {"name_best": name_best, "period": (period["from"], period["to"]) if period else None}


# ---- Zibo: texts ---------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def zibo():
    return {name: table(name) for name in TABLES}


def test_zibo_is_the_folder(spark, zibo):
    frames = {name: spark.createDataFrame(found) for name, found in zibo.items()}
    assert_same(gsc_spark.judge(spark, **frames, **settings(ZIBO)), gsc.judge_folder(ZIBO))


def test_tables_may_stay_here(spark, zibo):
    """Only the visits are in the cluster."""
    census = gsc_spark.judge(spark, **zibo | {"visits": spark.createDataFrame(zibo["visits"])}, **settings(ZIBO))
    assert_same(census, gsc.judge_folder(ZIBO))


def test_an_overlay_goes_to_the_executors(spark, zibo, tmp_path):
    """A file of this machine, whose limits on visits decide in the mapper."""
    overlay = tmp_path / "ours.toml"
    overlay.write_text(OVERLAY, encoding="utf-8")
    visits = {"visits": spark.createDataFrame(zibo["visits"])}
    census = gsc_spark.judge(spark, **zibo | visits, **settings(ZIBO) | {"standard": overlay})
    assert_same(census, gsc.judge_folder(ZIBO, standard=overlay))
    assert rows(census.outcomes) != rows(gsc.judge_folder(ZIBO).outcomes)


def test_addresses_of_home_updates_are_counted_over_all_partitions(spark, zibo, tmp_path):
    """A clause that counts them, each once, with the rows of one column in several parts."""
    overlay = tmp_path / "counting.toml"
    overlay.write_text(COUNTING, encoding="utf-8")
    updates = {"updates": spark.createDataFrame(zibo["updates"]).repartition(5)}
    census = gsc_spark.judge(spark, **zibo | updates, **settings(ZIBO) | {"standard": overlay})
    wanted = gsc.judge_folder(ZIBO, standard=overlay)
    assert_same(census, wanted)
    assert {row["result"] for row in rows(wanted.outcomes) if row["clause"] == "enough_home_updates"} >= {"fail"}


OVERLAY = """
id = "ours"
revision = 1
extends = "zibo-2017"
title = "示例"
[clause.site_unreachable.limits]
timeout = { amount = 1, unit = "seconds", edge = "at_least", grade = "B", source = "示例" }
"""


# ---- a generated census: typed columns, every anomaly -----------------------------------------------------------------


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("made") / "census"
    size = ("--sites", "2000", "--columns", "12", "--updates", "6", "--visits", "150", "--tickets", "3")
    how = ("--format", "parquet", "--ids", "sparse", "--order", "shuffled", "--seed", "7", "--anomalies", "0.8")
    process = run("generate", folder, *size, *how)
    assert process.returncode == 0, process.stderr
    return folder


@pytest.fixture(scope="module")
def wanted(made):
    return gsc.judge_folder(made)


@pytest.fixture(scope="module")
def frames(spark, made):
    """Tables of the census; updates and visits in parts, of which those with odd rows have other types."""
    tables = [path for path in made.iterdir() if path.suffix == ".parquet" or (path.is_dir() and path.name != "truth")]
    parts = {path.stem: sorted(path.glob("*.parquet")) if path.is_dir() else [path] for path in tables}
    return {name: [spark.read.parquet(str(part)) for part in found] for name, found in parts.items()}


def judged(spark, made, frames, **options):
    return gsc_spark.judge(spark, **frames, **settings(made), **options)


def test_a_generated_census_is_the_folder(spark, made, frames, wanted):
    census = judged(spark, made, frames)
    assert_same(census, wanted)
    assert len({row["code"] for row in rows(census.rejected) if row["table"] in ("updates", "visits")}) >= 5
    assert {row["verdict"] for row in rows(census.verdicts)} == {"qualified", "unqualified", "not_assessed"}


def test_other_partitions_change_nothing(spark, made, frames, wanted):
    updates, *odd = frames["updates"]
    other = {"updates": [*odd, updates.repartition(7, "published_on")], "visits": [visits.coalesce(1) for visits in frames["visits"]]}
    assert_same(judged(spark, made, frames | other, partitions=5), wanted)


@pytest.fixture
def pipes(tmp_path):
    """Two pipes with names: who opens one waits for who opens its other end."""
    found = tmp_path / "running", tmp_path / "go on"
    for pipe in found:
        os.mkfifo(pipe)
    return [str(pipe) for pipe in found]


def test_an_executor_is_killed_in_mid_run(spark, made, frames, wanted, pipes, tmp_path):
    """A task says which executor runs it and waits; this executor is killed; the task runs again elsewhere."""
    running, go_on = pipes
    first, again = tmp_path / "first", tmp_path / "again"

    def executor():
        """The JVM above this Python worker and the daemon that it is a child of."""
        with open(f"/proc/{os.getppid()}/stat") as stat:
            return int(stat.read().rpartition(")")[2].split()[1])

    def held(batches):
        if TaskContext.get().partitionId() == 0:
            try:
                first.touch(exist_ok=False)
            except FileExistsError:
                again.touch()
            else:
                with open(running, "w") as pipe:
                    pipe.write(str(executor()))
                open(go_on).close()
        yield from batches

    killed = []

    def kill():
        with open(running) as pipe:
            killed.append(int(pipe.read()))
        os.kill(killed[0], signal.SIGKILL)

    killer = threading.Thread(target=kill, daemon=True)
    killer.start()
    updates, *odd = frames["updates"]
    updates = updates.repartition(4)
    census = judged(spark, made, frames | {"updates": [updates.mapInArrow(held, updates.schema), *odd]})
    assert_same(census, wanted)
    assert killed and killed[0] not in (os.getpid(), spark.sparkContext._gateway.proc.pid)
    assert not os.path.exists(f"/proc/{killed[0]}"), "the executor is gone"
    assert again.exists(), "its task ran again"


# ---- moments -----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def moments(tmp_path_factory):
    """Visits around midnight in Shanghai, once as moments and once without a zone, and updates that were seen before they were dated."""
    folder = tmp_path_factory.mktemp("moments")
    minutes = [dt.datetime(2017, 11, 22, 15, 50) + dt.timedelta(minutes=10 * step) for step in range(1200)]
    utc = pa.array(minutes, pa.timestamp("us", "UTC"))
    civil = pa.array([at + dt.timedelta(hours=8) for at in minutes], pa.timestamp("us"))
    number = len(minutes)
    others = {"site_code": ["3799000001"] * number, "vantage": ["v"] * number, "status": [200, 503, 200, 200] * (number // 4)}
    days = pa.array([dt.date(2017, 11, 29)] * 2, pa.date32())
    seen = pa.array([dt.datetime(2017, 11, 28, 15, 59), dt.datetime(2017, 11, 28, 16, 0)], pa.timestamp("us", "UTC"))
    updates = {"column_id": [7, 7], "url": ["http://a.example/1", "http://a.example/2"], "published_on": days, "observed_at": seen}
    found = {"utc": pa.table(others | {"visited_at": utc}), "civil": pa.table(others | {"visited_at": civil}), "updates": pa.table(updates)}
    for name, rows in found.items():
        pyarrow.parquet.write_table(rows, folder / f"{name}.parquet")
    return folder


SITE = {
    "site_code": ["3799000001"], "site_name": ["示例"], "home_url": ["http://a.example/"], "role": ["department"], "level": ["city"],
    "division": ["市本级"], "sponsor": ["示例单位"],
}
COLUMN = {"column_id": [7], "site_code": ["3799000001"], "column_name": ["动态"], "kind": ["news"], "on_home": [True]}


@pytest.mark.parametrize("zone", ["America/New_York", "Asia/Shanghai", "UTC"])
@pytest.mark.parametrize("visits", ["utc", "civil"])
def test_the_zone_of_the_session_changes_nothing(spark, moments, zone, visits):
    here = {"sites": pa.table(SITE), "columns": pa.table(COLUMN)}
    paths = {"visits": moments / f"{visits}.parquet", "updates": moments / "updates.parquet"}
    wanted = gsc.judge(**here, **{name: pyarrow.parquet.read_table(path) for name, path in paths.items()}, checkpoint=CHECKPOINT)
    before = spark.conf.get("spark.sql.session.timeZone")
    spark.conf.set("spark.sql.session.timeZone", zone)
    try:
        there = {name: spark.read.parquet(str(path)) for name, path in paths.items()}
        assert_same(gsc_spark.judge(spark, **here, **there, checkpoint=CHECKPOINT), wanted)
    finally:
        spark.conf.set("spark.sql.session.timeZone", before)


# ---- the document ------------------------------------------------------------------------------------------------------


def test_the_example_of_the_document_runs(spark, zibo, tmp_path):
    document = (REPOSITORY / "docs" / "SPARK.md").read_text(encoding="utf-8")
    example = document.split("```python\n")[1].split("```")[0].replace("/data/2017q4", str(tmp_path))
    for name, found in zibo.items():
        pyarrow.parquet.write_table(found, tmp_path / f"{name}.parquet")
    names = {}
    exec(compile(example, "docs/SPARK.md", "exec"), names)
    assert rows(names["census"].outcomes) == rows(gsc.judge_folder(ZIBO).outcomes)
    assert pyarrow.parquet.read_table(tmp_path / "verdicts").num_rows == 74


# ---- what can go wrong -------------------------------------------------------------------------------------------------


def test_a_table_without_rows_is_there(spark, zibo):
    """Declared complete and empty, in a frame without a partition: nobody published anything."""
    updates = spark.createDataFrame(spark.sparkContext.emptyRDD(), "column_id string, url string, published_on date")
    census = gsc_spark.judge(spark, **zibo | {"updates": updates}, **settings(ZIBO))
    assert_same(census, gsc.judge(**zibo | {"updates": zibo["updates"].slice(0, 0)}, **settings(ZIBO)))


class TestErrors:
    """Told before a row of the cluster is read."""

    def refused(self, spark, error, tables, **options):
        with pytest.raises(error) as caught:
            gsc_spark.judge(spark, **{"sites": pa.table(SITE), "checkpoint": CHECKPOINT} | tables | options)
        return str(caught.value)

    def unread(self, spark, schema):
        """A frame that nobody can read a row of."""
        def never(batches):
            raise AssertionError("a row was read")

        return spark.range(1).mapInArrow(never, schema)

    def test_a_compulsory_field_is_missing(self, spark):
        updates = self.unread(spark, "column_id string, published_on date")
        assert "url (信息网址)" in self.refused(spark, gsc.InputError, {"updates": updates})

    def test_a_wrong_type(self, spark):
        visits = self.unread(spark, "site_code string, visited_at double, vantage string")
        said = self.refused(spark, gsc.InputError, {"visits": visits})
        assert said.startswith("visits") and "visited_at" in said

    def test_two_columns_for_one_field(self, spark):
        updates = self.unread(spark, "column_id string, `栏目编号` string, url string")
        assert "both stand for the field column_id" in self.refused(spark, gsc.InputError, {"updates": updates})

    def test_no_table(self, spark):
        assert self.refused(spark, gsc.InputError, {"sites": [1, 2]}).startswith("sites: int is no Arrow table")

    def test_an_error_in_the_cluster_is_one_of_spark(self, spark):
        updates = self.unread(spark, "column_id string, url string, published_on date")
        with pytest.raises(PySparkException, match="a row was read"):
            gsc_spark.judge(spark, sites=pa.table(SITE), updates=updates, checkpoint=CHECKPOINT)

    def test_an_unknown_standard(self, spark):
        assert "national-1999" in self.refused(spark, gsc.SettingError, {}, standard="national-1999")


def test_without_pyspark_the_error_says_what_to_install():
    hidden = "import sys; sys.modules['pyspark'] = None; import gov_site_compliance.spark"
    process = subprocess.run([sys.executable, "-c", hidden], capture_output=True, text=True)
    assert process.returncode == 1
    assert "pip install 'gov-site-compliance[spark]'" in process.stderr.splitlines()[-1]

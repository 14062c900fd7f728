"""Threads of Python: streams are pulled on the thread that called, other threads run meanwhile, and censuses do not disturb each other."""

import threading
from concurrent.futures import ThreadPoolExecutor

import gov_site_compliance as gsc
import numpy as np
import pyarrow as pa
import pytest

from package_tables import options_of, results, settings, tables_of, text_tables
from support import SITE, ZIBO

LONG = 20_000_000


def test_streams_and_progress_stay_on_the_calling_thread(folder):
    """Also where that is not the main thread."""
    tables, seen = tables_of(folder), set()

    def reader(table):
        def stream():
            for batch in table.to_batches(max_chunksize=5) or [pa.RecordBatch.from_pylist([], table.schema)]:
                seen.add(threading.get_ident())
                yield batch

        return pa.RecordBatchReader.from_batches(table.schema, stream())

    def judge():
        given = {name: reader(table) for name, table in tables.items()}
        census = gsc.judge(**given, **options_of(folder), progress=lambda *told: seen.add(threading.get_ident()))
        return threading.get_ident(), census

    with ThreadPoolExecutor(1) as pool:
        caller, census = pool.submit(judge).result()
    assert seen == {caller} != {threading.get_ident()}
    assert results(census) == results(gsc.judge(**tables, **options_of(folder)))


def test_censuses_side_by_side():
    tables, options = text_tables(ZIBO), settings(ZIBO)
    wanted = gsc.judge(**tables, **options).to_json()
    with ThreadPoolExecutor(4) as pool:
        assert {pool.submit(gsc.judge, **tables, **options).result().to_json() for _ in range(8)} == {wanted}
        many = [pool.submit(gsc.judge, **tables, **options, threads=1 + number % 3) for number in range(16)]
        assert {one.result().to_json() for one in many} == {wanted}


def test_other_threads_run_meanwhile(folder):
    """The main thread goes on while the census folds its rows; were it held, the census would be over by then."""
    updates = pa.table(
        {
            "column_id": pa.DictionaryArray.from_arrays(pa.array(np.zeros(LONG, np.int8)), [f"{SITE}-home"]),
            "url": pa.DictionaryArray.from_arrays(pa.array(np.zeros(LONG, np.int8)), ["http://www.example.gov.cn/x"]),
            "published_on": pa.array(np.full(LONG, 17490, np.int32)).view(pa.date32()),
        }
    )
    started, over = threading.Event(), threading.Event()

    class Told:
        def __arrow_c_stream__(self, requested_schema=None):
            started.set()
            return updates.__arrow_c_stream__(requested_schema)

    def judge():
        gsc.judge(**(tables_of(folder) | {"updates": Told()}), **options_of(folder), progress=False)
        over.set()

    thread = threading.Thread(target=judge)
    thread.start()
    started.wait()
    steps = 0
    while not over.is_set():
        steps += 1
    thread.join()
    assert steps > 1000


def test_an_error_of_one_thread_is_not_seen_by_another(folder):
    tables = tables_of(folder)
    broken = tables | {"updates": tables["updates"].drop_columns(["url"])}

    def judge(number):
        try:
            return gsc.judge(**(broken if number % 2 else tables), **options_of(folder)).to_json()
        except gsc.InputError as error:
            return str(error)

    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(judge, range(40)))
    assert len(set(found[::2])) == len(set(found[1::2])) == 1
    assert "url" in found[1] and found[0].startswith("{")


@pytest.mark.parametrize("threads", [1, 2, 64])
def test_progress_is_told_in_order(folder, threads):
    """What is done never falls, never passes the whole, and every stage ends whole."""
    seen = []
    gsc.judge(**tables_of(folder), **options_of(folder), threads=threads, progress=lambda *told: seen.append(told))
    stages = {}
    for stage, done, total in seen:
        assert isinstance(stage, str) and 0 <= done and (total == 0 or done <= total), (stage, done, total)
        assert done >= stages.get(stage, 0)
        stages[stage] = done
    assert stages["judge"] == 1
    assert stages["updates"] == len(folder.tables["updates"])

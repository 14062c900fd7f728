"""The package over saved pages: `extract` one by one, `batch` as `extract_batch` over the table of all of them, on one thread."""

import sys
import time
from pathlib import Path

import pyarrow as pa

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "peers"))
import gov_site_compliance as gsc  # noqa: E402
import saved_pages  # noqa: E402

ADDRESS = "http://www.example.gov.cn/a/b/index.html"


def one(body, _):
    gsc.extract(body, url=ADDRESS)


def all_of(pages):
    table = pa.table({"url": [ADDRESS] * len(pages), "body": pa.array([body for body, _ in pages.values()], pa.binary())})
    gsc.extract_batch(table, threads=1, progress=False)
    started = time.perf_counter()
    gsc.extract_batch(table, threads=1, progress=False)
    return time.perf_counter() - started


def main():
    arguments = saved_pages.options(["extract", "batch"])
    pages = saved_pages.read(arguments.folders)
    seconds = saved_pages.timed(one, pages) if arguments.variant == "extract" else all_of(pages)
    saved_pages.report(arguments.variant, seconds, len(pages))


main()

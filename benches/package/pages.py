"""The package over saved pages, which it is given as UTF-8 and declared so, since the peers are given text: `extract` one by one, `extract-article`
the article alone, `batch` as `extract_batch` over the table of all of them, on one thread."""

import sys
import time
from pathlib import Path

import pyarrow as pa

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "peers"))
import gov_site_compliance as gsc  # noqa: E402
import saved_pages  # noqa: E402

ADDRESS = "http://www.example.gov.cn/a/b/index.html"
SINGLE = {"extract": gsc.extract, "extract-article": gsc.extract_article}


def one_by_one(read, pages):
    bodies = {path: (text.encode(),) for path, (_, text) in pages.items()}
    return saved_pages.timed(lambda body: read(body, url=ADDRESS, charset="utf-8"), bodies)


def all_of(pages):
    bodies = pa.array([text.encode() for _, text in pages.values()], pa.binary())
    table = pa.table({"url": [ADDRESS] * len(pages), "body": bodies, "charset": ["utf-8"] * len(pages)})
    gsc.extract_batch(table, charset="charset", threads=1, progress=False)
    started = time.perf_counter()
    gsc.extract_batch(table, charset="charset", threads=1, progress=False)
    return time.perf_counter() - started


def main():
    arguments = saved_pages.options([*SINGLE, "batch"])
    pages = saved_pages.read(arguments.folders)
    read = SINGLE.get(arguments.variant)
    seconds = one_by_one(read, pages) if read else all_of(pages)
    saved_pages.report(arguments.variant, seconds, len(pages))


main()

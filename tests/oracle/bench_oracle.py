"""Speed of the oracle on sites of 60 columns, 600 updates and 140 visits: python bench_oracle.py [SITES]"""

import random
import sys
import tempfile
import time
from datetime import date, datetime, timedelta
from pathlib import Path

from generate import Book
from oracle import Frame, group_by_site, judge_site
from oracle_tables import load_tables

DAY = date(2017, 11, 20)
KINDS = ("news", "notice", "policy", "plan", "personnel", "overview", "other", "service")


def write_sites(folder, count):
    book, rng = Book(), random.Random(1)
    for number in range(count):
        code, home = f"37030{number:05d}", f"http://www.s{number}.gov.cn/"
        book.add("sites", site_code=code, site_name="甲", home_url=home, role="portal", level="county",
                 division="张店区", sponsor="乙")
        for column in range(60):
            own = f"{code}c{column}"
            book.add("columns", column_id=own, site_code=code, column_name="丙", kind=rng.choice(KINDS),
                     url=f"{home}{column}", on_home="true" if column < 8 else None)
            for item in range(10):
                book.add("updates", column_id=own, url=f"{home}{column}/{item}.html",
                         published_on=DAY - timedelta(days=rng.randrange(400)))
        for back in range(7):
            for slot in range(20):
                moment = datetime(2017, 11, 20) - timedelta(days=back) + timedelta(minutes=10 * slot)
                book.add("visits", site_code=code, visited_at=moment, vantage="v", status=200, duration_ms=800)
    book.write(folder, rng)


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    with tempfile.TemporaryDirectory() as name:
        write_sites(Path(name), count)
        start = time.perf_counter()
        sites = group_by_site(load_tables(Path(name)))
        loaded = time.perf_counter()
    frame = Frame({"checkpoint": DAY, "complete": ["columns", "updates", "tickets", "reviews"]})
    judging = time.perf_counter()
    for site in sites.values():
        judge_site(site, frame)
    end = time.perf_counter()
    print(f"{count} sites: read {count / (loaded - start):.0f} sites/s, judge {count / (end - judging):.0f} sites/s, "
          f"together {count / (loaded - start + end - judging):.0f} sites/s")


if __name__ == "__main__":
    main()

"""What the contenders over saved pages share: the pages, the clock, and the one line that each prints."""

import argparse
import json
import time
from pathlib import Path

import gov_site_compliance as gsc


def options(variants):
    """The command line of a contender."""
    parser = argparse.ArgumentParser()
    parser.add_argument("variant", choices=variants)
    parser.add_argument("folders", nargs="+", type=Path)
    return parser.parse_args()


def read(folders):
    """Bytes and text of every page by its path; what the package refuses as no page is no work."""
    found = {}
    for path in sorted(path for folder in folders for path in folder.iterdir()):
        body = path.read_bytes()
        try:
            encoding = gsc.extract(body)["decoding"]["encoding"]
        except gsc.UnreadError:
            continue
        found[str(path)] = body, body.decode(encoding, "replace")
    return found


def timed(work, pages, forget=lambda: None):
    """Seconds of every page: all of them once to warm up, then once with the clock running. What was kept of a page is forgotten in between."""
    for page in pages.values():
        work(*page)
    forget()
    seconds = {}
    for path, page in pages.items():
        started = time.perf_counter()
        work(*page)
        seconds[path] = {"whole": time.perf_counter() - started}
    return seconds


def report(contender, seconds, rows):
    """Prints the line: seconds of every page, or in one number those of all of them."""
    told = seconds if isinstance(seconds, dict) else {}
    total = sum(page["whole"] for page in told.values()) if told else seconds
    print(json.dumps({"contender": contender, "work": "pages", "seconds": total, "rows": rows, "answer": {"pages": rows}, "pages": told}), flush=True)

"""Chromium for the tests of the HTML page: every page is watched, and nothing but its own file may be asked for."""

import shutil
import subprocess
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

from support import binary

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
NARROW = {"viewport": {"width": 390, "height": 844}}
AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")


def launch(playwright):
    path = shutil.which("chromium")
    assert path, "chromium is missing: cargo xtask test installs it on Debian"
    return playwright.chromium.launch(executable_path=path, args=FLAGS)


def example_pages(folder):
    """The pages of a small census, written by the example of gov-site-report."""
    program = Path(binary())
    program = program.parent / "examples" / f"pages{program.suffix}"
    assert program.is_file(), f"{program} is missing: cargo xtask test build makes it"
    subprocess.run([str(program), str(folder)], check=True, timeout=60)
    return folder


@contextmanager
def watched(browser, path, **options):
    """The page of a file, once its script has done its work; at the end, no request has left it and nothing went wrong in it."""
    context = browser.new_context(**options)
    context.set_default_timeout(30_000)
    asked, wrong = [], []
    page = context.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: wrong.append(message.text))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(path.as_uri())
    if options.get("java_script_enabled", True):
        page.wait_for_selector("html[data-ready]", state="attached")
    try:
        yield page
        assert [url for url in asked if url not in (path.as_uri(), "data:,")] == []
        assert wrong == []
    finally:
        context.close()


def violations(page):
    """What axe-core finds wrong with the page as it stands: rule and place."""
    page.evaluate(AXE)
    found = page.evaluate("() => axe.run(document)")
    assert found["passes"], "axe looked at nothing"
    return [(violation["id"], node["target"]) for violation in found["violations"] for node in violation["nodes"]]


def overflow(page):
    """By how many pixels the page is wider than its window."""
    return page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth")

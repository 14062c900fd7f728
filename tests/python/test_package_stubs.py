"""Types and docstrings: the stubs say what the runtime does, a program of a user passes mypy --strict, and every example runs."""

import doctest
import importlib
import inspect
import os
import pkgutil
import subprocess
import sys
from pathlib import Path

import gov_site_compliance as gsc
import pytest

from support import REPOSITORY

PACKAGE = Path(gsc.__file__).parent
# parts that need an extra of their own
OF_EXTRAS = {"plot", "spark"}
SAMPLE = """
from __future__ import annotations

import datetime as dt
import pickle
from pathlib import Path

import gov_site_compliance as gsc
from gov_site_compliance.evidence import Article, PageEvidence


def told(stage: str, done: int, total: int) -> None:
    print(stage, done, total)


def census_of(folder: Path) -> gsc.Census:
    standard = gsc.Standard.load("zibo-2017").overlay("extends = \\"zibo-2017\\"")
    census: gsc.Census = gsc.judge_folder(folder, standard=standard, checkpoint=dt.date(2017, 11, 29), threads=2, progress=told)
    again: gsc.Census = gsc.judge(
        sites=census.verdicts,
        updates=None,
        standard=Path("ours.toml"),
        checkpoint=dt.date(2017, 11, 29),
        period=(dt.date(2017, 10, 1), dt.date(2017, 12, 31)),
        complete=["columns"],
        progress=False,
    )
    number: int = len(again.verdicts)
    names: list[str] = again.rejected.column_names
    text: str = again.notice() + again.to_json() + again.explain("1").text + str(number) + names[0]
    print(text)
    return again


def verdict_of(rows: list[dict[str, object]]) -> gsc.Verdict:
    verdict: gsc.Verdict = gsc.judge_site(site=rows[0], columns=rows, standard="zibo-2017", checkpoint=dt.date(2017, 11, 29))
    vetoes: list[str] = verdict.vetoes
    again = gsc.Verdict.from_json(verdict.to_json())
    print(vetoes, again == verdict, hash(again), pickle.dumps(again))
    return again


def pages(body: bytes, table: object) -> gsc.Frame:
    page: PageEvidence = gsc.extract(body, url="http://www.example.gov.cn/", observed=dt.date(2017, 11, 29), charset="gbk", templates=Path("t.toml"))
    for item in page["list"]["items"] if "list" in page else []:
        day: str = item["date"]["date"] if item["date"] is not None else ""
        print(day, item["title"], page["links"][0]["kind"])
    article: Article | None = gsc.extract_article(body, observed=dt.date(2017, 11, 29))
    print(article["title"] if article is not None else "")
    try:
        return gsc.extract_batch(table, body="html", max_bytes=1_000_000, templates="t.toml", threads=2, progress=told)
    except gsc.UnreadError as error:
        gap: str = error.gap
        raise ValueError(gap) from error


def figures(left: gsc.Standard, right: gsc.Standard) -> gsc.Frame:
    identity: str = left.id
    revision: int = right.revision
    print(identity, revision, left.chain, left.clauses, left.readings, gsc.Standard.names())
    return left.diff(right)


def careful(folder: str) -> None:
    try:
        census_of(Path(folder))
    except gsc.InputError as error:
        rejects: gsc.Frame | None = error.rejects
        print(rejects)
    except gsc.SettingError as error:
        base: gsc.ComplianceError = error
        print(base)
"""
WRONG = {
    "a_date_as_text": 'gsc.judge(sites=None, checkpoint="2017-11-29")',
    "no_checkpoint": "gsc.judge(sites=None)",
    "an_unknown_table": "gsc.judge(sites=None, checkpoint=dt.date(2017, 11, 29), weather=None)",
    "a_number_as_standard": "gsc.Standard.load(7)",
    "a_notice_that_is_called_a_number": "x: int = gsc.judge_folder('x').notice()",
    "an_attribute_that_is_not_there": "gsc.judge_folder('x').verdict",
    "a_callback_of_one_argument": "gsc.judge_folder('x', progress=lambda stage: None)",
    "a_page_as_text": "gsc.extract('<p>')",
    "a_key_that_no_page_has": "gsc.extract(b'')['weather']",
    "a_verdict_that_is_set": "gsc.Verdict.from_json('').verdict = 'qualified'",
}


# ---- mypy


def mypy(*args, module="mypy", cwd):
    folders = os.pathsep.join([str(PACKAGE.parent), *filter(None, [os.environ.get("PYTHONPATH")])])
    environment = os.environ | {"PYTHONPATH": folders, "MYPYPATH": str(PACKAGE.parent)}
    process = subprocess.run(
        [sys.executable, "-m", module, *map(str, args)], capture_output=True, encoding="utf-8", cwd=cwd, env=environment, timeout=600
    )
    return process.returncode, process.stdout + process.stderr


def test_the_package_is_marked_as_typed():
    assert (PACKAGE / "py.typed").is_file()


def test_a_program_of_a_user_is_strict(tmp_path):
    (tmp_path / "sample.py").write_text(SAMPLE, encoding="utf-8")
    code, said = mypy("--strict", tmp_path / "sample.py", cwd=tmp_path)
    assert code == 0, said


def test_mistakes_of_a_user_are_found(tmp_path):
    """Else the stubs could be `Any` throughout."""
    for name, line in WRONG.items():
        (tmp_path / f"{name}.py").write_text(
            f"import datetime as dt\nimport gov_site_compliance as gsc\nprint(dt.date.min)\n{line}\n", encoding="utf-8"
        )
    code, said = mypy("--strict", *sorted(tmp_path.glob("*.py")), cwd=tmp_path)
    assert code == 1
    assert [name for name in WRONG if f"{name}.py:4: error" not in said] == [], said


def test_the_package_itself_is_strict(tmp_path):
    code, said = mypy("--strict", "--ignore-missing-imports", "-p", "gov_site_compliance", cwd=tmp_path)
    assert code == 0, said


def test_the_stubs_are_those_of_the_runtime(tmp_path):
    code, said = mypy("gov_site_compliance", module="mypy.stubtest", cwd=tmp_path)
    assert code == 0, said


# ---- docstrings


def modules():
    """The public modules of the package that need no extra."""
    names = [name for _, name, _ in pkgutil.iter_modules(gsc.__path__) if not name.startswith("_") and name not in OF_EXTRAS]
    return [gsc, *(importlib.import_module(f"gov_site_compliance.{name}") for name in names)]


def public(owner):
    return {name: thing for name, thing in vars(owner).items() if not name.startswith("_")}


def documented():
    """(name, object) of every public function, class, method and property."""
    found = {}
    for module in modules():
        for name in getattr(module, "__all__", public(module)):
            thing = getattr(module, name)
            if inspect.ismodule(thing) or name == "__version__":
                continue
            found[f"{module.__name__}.{name}"] = thing
            if inspect.isclass(thing):
                found |= {f"{module.__name__}.{name}.{member}": value for member, value in public(thing).items() if member != "__dict__"}
    return found


@pytest.mark.parametrize("name", sorted(documented()))
def test_every_public_name_is_documented(name):
    thing = documented()[name]
    if name.endswith(".rejects"):
        return  # a plain attribute, explained in its class
    text = inspect.getdoc(thing)
    assert text and text.strip(), name


def test_all_names_what_is_public():
    assert set(gsc.__all__) >= {
        "Census",
        "ComplianceError",
        "Explanation",
        "Frame",
        "InputError",
        "SettingError",
        "Standard",
        "Verdict",
        "UnreadError",
        "compare",
        "extract",
        "extract_article",
        "extract_batch",
        "judge",
        "judge_folder",
        "judge_site",
    }
    assert list(gsc.__all__) == sorted(gsc.__all__)
    assert [name for name in gsc.__all__ if not hasattr(gsc, name)] == []
    assert hasattr(gsc, "calendar")


def test_signatures_are_shown():
    """`help()` and editors see the arguments, of native parts too."""
    for name, thing in documented().items():
        if inspect.isroutine(thing):
            assert "..." not in str(inspect.signature(thing)), name


def examples():
    """The examples of every docstring of the package, private modules and native parts included, with its public names at hand."""
    finder, found = doctest.DocTestFinder(exclude_empty=True), {}
    names = {name: getattr(gsc, name) for name in gsc.__all__ if hasattr(gsc, name)} | {"gsc": gsc}
    for _, name, _ in pkgutil.iter_modules(gsc.__path__):
        if name not in OF_EXTRAS:
            module = importlib.import_module(f"gov_site_compliance.{name}")
            found |= {test.name: test for test in finder.find(module, f"gov_site_compliance.{name}", extraglobs=names) if test.examples}
    found |= {test.name: test for test in finder.find(gsc, "gov_site_compliance", extraglobs=names) if test.examples}
    return found


EXAMPLES = examples()


@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_examples_of_docstrings_run(name, monkeypatch):
    monkeypatch.chdir(REPOSITORY)
    said = []
    runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS)
    runner.run(EXAMPLES[name], out=said.append)
    assert runner.failures == 0, "".join(said)


def test_there_are_examples_to_run():
    """Every function that a reader meets first shows itself at work."""
    shown = {name.rsplit(".", 1)[1] for name in EXAMPLES}
    assert {"extract", "extract_article", "extract_batch", "judge", "judge_folder", "judge_site", "Census", "Standard"} <= shown, shown

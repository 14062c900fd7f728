"""The examples in the docstrings of the package, run as they stand."""

import doctest
import importlib
import inspect
import pkgutil

import gov_site_compliance as gsc
import pytest

from support import REPOSITORY

MODULES = [name for _, name, _ in pkgutil.iter_modules(gsc.__path__) if name != "_native"]


@pytest.mark.parametrize("name", MODULES)
def test_examples_of_docstrings_run(name, monkeypatch):
    monkeypatch.chdir(REPOSITORY)
    module = importlib.import_module(f"gov_site_compliance.{name}")
    failed, _ = doctest.testmod(module, extraglobs={public: getattr(gsc, public) for public in gsc.__all__} | {"gsc": gsc})
    assert failed == 0


def test_every_public_name_is_documented():
    bare = [name for name in gsc.__all__ if not name.startswith("__") and not (getattr(gsc, name).__doc__ or "").strip()]
    for kind in filter(inspect.isclass, map(gsc.__dict__.get, gsc.__all__)):
        members = inspect.getmembers(kind, lambda member: isinstance(member, property) or inspect.isfunction(member))
        bare += [f"{kind.__name__}.{name}" for name, member in members if not name.startswith("_") and not member.__doc__]
    assert bare == []


def test_functions_have_examples():
    for name in ("extract", "extract_article", "extract_batch", "judge", "judge_folder", "judge_site"):
        assert doctest.DocTestFinder().find(getattr(gsc, name))[0].examples, name

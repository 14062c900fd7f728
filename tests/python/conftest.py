"""Fixtures of the black-box tests."""

import pytest

from support import Folder


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Tests of the Spark cluster run in one process, which starts it once; all others as they come."""
    from xdist.scheduler import LoadScopeScheduling

    class OneCluster(LoadScopeScheduling):
        def _split_scope(self, nodeid):
            return "spark" if "test_spark.py" in nodeid else nodeid

    return OneCluster(config, log)


@pytest.fixture
def empty(tmp_path):
    """A factory of census folders without any site."""

    def build(name="census", **options):
        return Folder(tmp_path / name, **options)

    return build


@pytest.fixture
def folder(empty):
    """A census folder with one site that passes every veto."""
    return empty().site()

"""Fixtures of the black-box tests."""

import pytest

from support import Folder


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

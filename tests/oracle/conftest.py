"""The census folder that the tests of the oracle fill row by row."""

import pytest

from census_folder import Census


@pytest.fixture
def census(tmp_path):
    return Census(tmp_path).site()

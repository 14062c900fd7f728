"""The notebooks of `examples/notebooks`: each runs from top to bottom as a reader would run it, and comes to what its text says."""

import json
import os
import re
import shutil

import nbformat
import pytest
from nbclient import NotebookClient

from support import REPOSITORY

EXAMPLES = REPOSITORY / "examples"
NOTEBOOKS = sorted((EXAMPLES / "notebooks").glob("*.ipynb"))

# notebook -> expression in its terms -> what it comes to
RESULTS = {
    "quarterly_census": {
        "rejected.height": 0,
        "dict(verdicts['verdict'].value_counts().rows())": {"qualified": 57, "unqualified": 17},
        "sorted({veto for vetoes in unqualified['vetoes'] for veto in vetoes.split(';')})": [
            "blank_columns", "core_columns_not_updated", "home_not_updated", "overdue_columns", "site_unreachable",
        ],
        "failed.select('title', 'measured', 'limit').rows()": [["首页长期未更新", 4, 4]],
        "findings['key'].to_list()": ["3703009002-01", "3703009002-02", "3703009002-04", "3703009002-06"],
        "overdue['total'].sum()": 25,
        "'其中17个网站不合格' in census.notice()[:800]": True,
    },
    "next_week": {
        "near.select('site_name', 'measured', 'limit').rows()": [
            ["示例单位07", 9, 10], ["示例单位02", 8, 9], ["示例单位08", 6, 7], ["示例单位05", 4, 5], ["示例单位06", 4, 5],
        ],
        "dict(after['verdict'].value_counts().rows())": {"not_assessed": 51, "unqualified": 23},
        "will_fail['site_name'].to_list()": ["示例单位02", "示例单位06", "示例单位08", "示例单位09", "示例单位11", "示例单位15"],
        "to_publish.height, to_publish['responsible'].null_count()": [24, 0],
        "str(to_publish['last_update'].max())": "2017-11-21",
        "grow_late.height": 6,
    },
    "overlay": {
        "flips.filter(pl.col('before') == 'qualified')['site_name'].to_list()": ["示例单位05"],
        "flips.filter(pl.col('before') == 'unqualified')['site_name'].to_list()": [
            "淄博市物价局", "淄博市公共资源交易中心", "淄川区人民政府", "博山区教育体育局", "临淄区教育局",
        ],
        "sorted(set(changed.select('title', 'measured', 'limit', 'limit_ours').rows()))": [["更新不达标栏目", 11, 10, 12], ["空白栏目", 4, 5, 4]],
        "basis": ["ours-2018@1; reconstruction; overlay"],
        "[row for row in difference.rows() if row[0].endswith('.columns')]": [
            ["blank_columns.limits.columns", "5 or more", "4 or more"], ["overdue_columns.limits.columns", "10 or more", "12 or more"],
        ],
    },
    "duckdb_join": {
        "len(to_mend.fetchall()), len({row[0] for row in to_mend.fetchall()})": [113, 15],
        "[row for row in by_sponsor.fetchall() if row[0] == '淄博市国土资源局']": [["淄博市国土资源局", "city", 1, 4, "home_not_updated"]],
        "len(by_sponsor.fetchall())": 17,
        "overdue.fetchall()[0], sum(row[2] for row in overdue.fetchall())": [["department", "淄博市住房和城乡建设局", 8, 17], 25],
    },
}


def read(path):
    return nbformat.read(path, as_version=4)


@pytest.fixture(scope="module", params=NOTEBOOKS, ids=[path.stem for path in NOTEBOOKS])
def notebook(request):
    return request.param


@pytest.fixture(scope="module")
def ran(notebook, tmp_path_factory):
    """The notebook after a run in a copy of the examples, where a cell that fails fails; a last cell says what the results are."""
    examples = tmp_path_factory.mktemp(notebook.stem) / "examples"
    shutil.copytree(EXAMPLES, examples)
    told = ", ".join(f"{expression!r}: ({expression})" for expression in RESULTS[notebook.stem])
    book = read(notebook)
    book.cells.append(nbformat.v4.new_code_cell(f"import json\nprint(json.dumps({{{told}}}, ensure_ascii=False))"))
    place = {"metadata": {"path": str(examples / "notebooks")}}
    home = {"IPYTHONDIR": str(tmp_path_factory.mktemp("ipython"))}
    NotebookClient(book, kernel_name="python3", timeout=300, resources=place).execute(env=os.environ | home)
    return book, examples / "notebooks"


def test_every_notebook_is_tested():
    assert {path.stem for path in NOTEBOOKS} == set(RESULTS)


def test_it_comes_to_what_it_says(notebook, ran):
    book, folder = ran
    assert json.loads(book.cells[-1].outputs[0].text) == RESULTS[notebook.stem]
    assert {path.name for path in folder.glob("[!.]*")} == {path.name for path in NOTEBOOKS}, "it clears up"


def test_every_cell_that_ends_with_a_table_or_chart_shows_it(ran):
    book, _ = ran
    shown = [cell for cell in book.cells[:-1] if cell.cell_type == "code" and re.match(r"plot\.|\w+(, \w+)*$", cell.source.splitlines()[-1])]
    assert shown
    for cell in shown:
        [output] = [output for output in cell.outputs if output.output_type == "execute_result"]
        if cell.source.splitlines()[-1].startswith("plot."):
            assert "vegaEmbed" in output.data["text/html"], cell.source


def test_it_is_stored_without_outputs(notebook):
    book = read(notebook)
    nbformat.validate(book)
    code = [cell for cell in book.cells if cell.cell_type == "code"]
    assert code and all(cell.outputs == [] and cell.execution_count is None and not cell.metadata for cell in code)
    assert set(book.metadata) == {"kernelspec", "language_info"} and book.metadata.kernelspec.name == "python3"


def test_it_names_no_place_of_one_machine(notebook):
    source = "\n".join(cell.source for cell in read(notebook).cells)
    assert not re.findall(r"""["'(](?:/|~|[A-Za-z]:\\)\w*""", source)


def test_a_place_of_one_machine_would_be_seen():
    for place in ('Path("/home/me/x")', "open('C:\\x')", '"~/census"'):
        assert re.findall(r"""["'(](?:/|~|[A-Za-z]:\\)\w*""", place)

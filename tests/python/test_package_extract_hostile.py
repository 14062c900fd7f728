"""Arrays of pages that are not what they say: an error of the row or of the table, never a crash."""

import pytest

from package_tables import script

HEAD = """
import numpy as np, pyarrow as pa, sys
import gov_site_compliance as gsc

PAGE = "<ul><li><a href='1.html'>关于放假的通知</a> 2017-11-29</li></ul>".encode()

class Stream:
    '''Nobody looks at what it holds before it is handed over.'''
    def __init__(self, table):
        self.table = table
    def __arrow_c_stream__(self, requested_schema=None):
        return self.table.__arrow_c_stream__(requested_schema)

URL = b"http://a.b/"

def offsets(*numbers, kind=np.int32):
    return pa.py_buffer(np.array(numbers, kind))

def tell(**columns):
    sound = {"url": pa.nulls(3, pa.string()), "body": pa.array([PAGE] * 3)}
    try:
        found = pa.table(gsc.extract_batch(Stream(pa.table(sound | columns)), progress=False)).to_pylist()
    except gsc.InputError as error:
        print("refused", error)
        return
    for row in found:
        print(row["row"], row["kind"], row["gap"], row["error"])
"""

# the second of three cells is bad
BAD_CELLS = {
    "url: bytes that are no UTF-8 text": {
        "string": "pa.StringArray.from_buffers(3, offsets(0, 11, 13, 24), pa.py_buffer(URL + b'\\xff\\xfe' + URL))",
        "large_string": "pa.LargeStringArray.from_buffers(3, offsets(0, 11, 13, 24, kind=np.int64), pa.py_buffer(URL + b'\\xff\\xfe' + URL))",
        "string_view": "pa.Array.from_buffers(pa.string_view(), 3, pa.array([URL, b'\\xff' * 20, URL], pa.binary_view()).buffers())",
        "short_string_view": "pa.Array.from_buffers(pa.string_view(), 3, pa.array([URL, b'\\xff', URL], pa.binary_view()).buffers())",
    },
    "body: the array is damaged": {
        "offsets_that_run_backwards": "pa.Array.from_buffers(pa.binary(), 3, [None, offsets(0, 4, 1, 4), pa.py_buffer(b'abcd')])",
        "negative_offsets": "pa.Array.from_buffers(pa.binary(), 3, [None, offsets(0, 1, -1, 4), pa.py_buffer(b'abcd')])",
        "an_index_outside_its_dictionary": "pa.DictionaryArray.from_arrays(pa.array([0, 7, 0], pa.int8()), pa.array([PAGE]), safe=False)",
        "a_negative_index": "pa.DictionaryArray.from_arrays(pa.array([0, -1, 0], pa.int64()), pa.array([PAGE]), safe=False)",
        "a_view_of_no_buffer": """pa.Array.from_buffers(pa.binary_view(), 3, [None, pa.py_buffer(
    np.array([[1, 97, 0, 0], [99, 0, 7, 0], [1, 97, 0, 0]], np.int32)), pa.py_buffer(b'x' * 100)])""",
        "a_view_beyond_its_buffer": """pa.Array.from_buffers(pa.binary_view(), 3, [None, pa.py_buffer(
    np.array([[1, 97, 0, 0], [99, 0, 0, 50], [1, 97, 0, 0]], np.int32)), pa.py_buffer(b'x' * 100)])""",
    },
}


@pytest.mark.parametrize(("fault", "name"), [(fault, name) for fault, arrays in BAD_CELLS.items() for name in arrays])
def test_a_bad_cell_is_an_error_of_its_row(fault, name):
    """Or the table is refused, where its last cell is not where its buffers end."""
    column = fault.split(":")[0]
    said = script(HEAD + f"tell({column}={BAD_CELLS[fault][name]})").splitlines()
    if said[0].startswith("refused"):
        assert len(said) == 1 and "pages" in said[0]
        return
    assert len(said) == 3
    assert f"2 None input_rejected {fault}" in said[1], said
    for number in (0, 2):
        assert fault in said[number] or said[number].split()[1] != "None", said


def test_a_charset_that_is_no_text():
    said = script(HEAD + "tell(charset=pa.StringArray.from_buffers(3, offsets(0, 1, 3, 4), pa.py_buffer(b'a\\xff\\xfec')))").splitlines()
    assert [line.split()[2] for line in said] == ["None", "input_rejected", "None"]


@pytest.mark.parametrize("number", [2**31 - 1, -(2**31)])
def test_days_at_the_ends_of_their_type(number):
    said = script(HEAD + f"tell(observed=pa.array([0, {number}, 10_000], pa.int32()).cast(pa.date32()))").splitlines()
    assert [line.split()[2] for line in said] == ["input_rejected", "input_rejected", "None"]


def test_moments_at_the_ends_of_their_type():
    said = script(HEAD + "tell(observed=pa.array([-2**63 + 1, 2**63 - 1, None], pa.int64()).cast(pa.timestamp('s', 'UTC')))").splitlines()
    assert [line.split()[2] for line in said] == ["input_rejected", "input_rejected", "None"]


def test_bodies_of_which_every_one_is_at_the_limit():
    said = script(HEAD + "tell(body=pa.array([b'<div>' * 511, b'<a ' + b'a ' * 100_000, b'&#0;' * 2_000_000]))").splitlines()
    assert len(said) == 3


def test_evidence_outlives_its_pages():
    said = script(
        HEAD
        + """
frame = gsc.extract_batch(pa.table({"url": ["http://a.example/"] * 1000, "body": [PAGE] * 1000}), progress=False)
found = pa.table(frame)
del frame
print(len(set(found["digest"].to_pylist())), found.num_rows)
"""
    )
    assert said.split() == ["1", "1000"]

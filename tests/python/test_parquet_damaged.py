"""Damaged Parquet: a message, never a panic, never memory or time without bounds."""

import random
import resource
import struct
import subprocess

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from test_parquet_dress import TYPED, arrow_table, dressed, replace, write

from support import SITE, binary

SECONDS = 20
MEMORY = 4 << 30
MANY = 12_345  # no other number in the footer is written with the same bytes


@pytest.fixture
def typed(folder):
    return dressed(folder.stale(4).write(), TYPED)


def limit_memory():
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def bounded(path):
    """The census of a folder in bounded time and address space; any panic or signal fails."""
    args = [binary(), "census", str(path), "--out", str(path.parent / "out")]
    process = subprocess.run(args, capture_output=True, encoding="utf-8", errors="replace", timeout=SECONDS, preexec_fn=limit_memory, check=False)
    assert "panicked" not in process.stderr, process.stderr
    assert process.returncode in (0, 1, 3), (process.returncode, process.stderr)
    return process


def refused(path, file="updates.parquet"):
    process = bounded(path)
    assert process.returncode == 3, (process.stdout, process.stderr)
    assert file in process.stderr
    return process.stderr


# ---- whole files


def cuts(length):
    """Lengths to which a file is cut."""
    return [0, 1, 4, 7, 8, 12, length // 4, length // 2, length - 9, length - 8, length - 4, length - 1]


@pytest.mark.parametrize("index", range(12))
def test_a_truncated_file(typed, index):
    file = typed / "updates.parquet"
    content = file.read_bytes()
    file.write_bytes(content[: cuts(len(content))[index]])
    refused(typed)


@pytest.mark.parametrize("size", [1, 8, 12, 100, 10_000])
@pytest.mark.parametrize("magic", [b"", b"PAR1"], ids=["bare", "magic"])
def test_random_bytes(typed, size, magic):
    for seed in range(5):
        (typed / "updates.parquet").write_bytes(magic + random.Random(seed).randbytes(size) + magic)
        refused(typed)


@pytest.mark.parametrize("content", [b"column_id,url,published_on\na,b,2017-11-01\n", b"PAR1PAR1", b"PAR1\0\0\0\0PAR1", b"PARE\0\0\0\0PARE", b"ARROW1\0\0"])
def test_something_else_under_the_name(typed, content):
    (typed / "updates.parquet").write_bytes(content)
    refused(typed)


def test_a_damaged_part_is_named(typed):
    content = (typed / "updates.parquet").read_bytes()
    (typed / "updates").mkdir()
    (typed / "updates.parquet").rename(typed / "updates" / "part-0.parquet")
    (typed / "updates" / "part-1.parquet").write_bytes(content[:-5])
    assert "part-0" not in refused(typed, "updates/part-1.parquet")


@pytest.mark.parametrize("table", ["sites", "columns", "visits", "tickets", "reviews"])
def test_every_table_is_guarded(typed, table):
    file = typed / f"{table}.parquet"
    file.write_bytes(file.read_bytes()[:-6])
    refused(typed, f"{table}.parquet")


def test_bytes_after_the_end(typed):
    file = typed / "updates.parquet"
    file.write_bytes(file.read_bytes() + b"\0")
    refused(typed)


# ---- the footer


def footer(content):
    """(bytes before, footer) of a Parquet file."""
    length = struct.unpack("<I", content[-8:-4])[0]
    return content[: -8 - length], content[-8 - length : -8]


def with_footer(before, footer, length=None):
    return before + footer + struct.pack("<I", len(footer) if length is None else length) + b"PAR1"


@pytest.mark.parametrize("length", [0, 1, 2**31 - 1, 2**31, 2**32 - 1, "file", "past"])
def test_a_wrong_length_of_the_footer(typed, length):
    file = typed / "updates.parquet"
    content = file.read_bytes()
    length = {"file": len(content), "past": len(content) - 7}.get(length, length)
    file.write_bytes(with_footer(*footer(content), length))
    refused(typed)


def varint(number):
    """Zigzag varint of Thrift's compact protocol."""
    number, text = (number << 1) ^ (number >> 63), bytearray()
    while number > 127:
        text.append(number & 127 | 128)
        number >>= 7
    return bytes([*text, number])


@pytest.fixture
def many(folder):
    """A folder whose updates have a number of rows that can be found in the footer."""
    path = folder.write()
    (path / "updates.csv").unlink()
    rows = [{"column_id": f"{SITE}-home", "url": "http://a.example/", "published_on": "2017-11-20"}] * MANY
    arrow = arrow_table("updates", list(rows[0]), rows)
    filled = pa.schema([field.with_nullable(False) for field in arrow.schema])
    write(path / "updates.parquet", arrow.cast(filled), replace(TYPED, options=(("write_statistics", False),)))
    return path


@pytest.mark.parametrize("claim", [2**60, 2**62, 2**31, 2**32, MANY + 1, 10 * MANY, -1, -(2**62)])
def test_a_footer_that_claims_other_rows(many, claim):
    """The number of rows of the file, of its row group, and of the values of each column."""
    file = many / "updates.parquet"
    before, claims = footer(file.read_bytes())
    assert claims.count(varint(MANY)) == 2 + pq.ParquetFile(file).metadata.num_columns
    file.write_bytes(with_footer(before, claims.replace(varint(MANY), varint(claim))))
    refused(many)


@pytest.mark.parametrize("claim", [2**60, -1, 1])
@pytest.mark.parametrize("which", [0, 1, -1], ids=["file", "values", "row_group"])
def test_a_footer_that_contradicts_itself(many, claim, which):
    """Rows may not vanish: either refused, or the rows that are there."""
    file = many / "updates.parquet"
    whole = bounded(many)
    before, claims = footer(file.read_bytes())
    places = [index for index in range(len(claims)) if claims.startswith(varint(MANY), index)]
    at = places[which]
    file.write_bytes(with_footer(before, claims[:at] + varint(claim) + claims[at + len(varint(MANY)) :]))
    process = bounded(many)
    assert process.returncode == 3 or process.stdout == whole.stdout


# ---- flipped bytes


@pytest.mark.parametrize("compression", ["none", "snappy", "zstd", "lz4"])
@pytest.mark.parametrize("table", ["updates", "visits"])
@pytest.mark.parametrize("place", ["pages", "footer"])
def test_a_flipped_byte(typed, compression, table, place):
    """An error, the same result or changed values; the process lives and ends in time."""
    file = typed / f"{table}.parquet"
    write(file, pq.ParquetFile(file).read(), replace(TYPED, compression=compression))
    content = file.read_bytes()
    start = len(footer(content)[0])
    first, last = (4, start) if place == "pages" else (start, len(content))
    dice = random.Random(f"{compression} {table} {place}")
    for _ in range(25):
        damaged = bytearray(content)
        damaged[dice.randrange(first, last)] ^= dice.choice([0xFF, 0x01, 0x80, dice.randrange(1, 256)])
        file.write_bytes(damaged)
        process = bounded(typed)
        assert process.returncode == 0 or process.stderr


@pytest.mark.parametrize("place", ["pages", "footer"])
def test_many_flipped_bytes(typed, place):
    file = typed / "visits.parquet"
    content = file.read_bytes()
    start = len(footer(content)[0])
    first, last = (4, start) if place == "pages" else (start, len(content) - 8)
    for seed in range(25):
        dice, damaged = random.Random(seed), bytearray(content)
        for _ in range(10):
            damaged[dice.randrange(first, last)] = dice.randrange(256)
        file.write_bytes(damaged)
        bounded(typed)

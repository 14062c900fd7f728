"""The wheel as a stranger gets it: what is in it, and README's Python part in an environment with nothing else.

`cargo xtask test wheel` names the wheel in GOV_SITE_WHEEL.
"""

import os
import re
import sys
import tarfile
import tomllib
import zipfile
from email.parser import BytesParser
from pathlib import Path

import pytest

from pythons import Environment, pythons
from readme import BLOCK, missing, section
from support import REPOSITORY

WHEEL = Path(os.environ["GOV_SITE_WHEEL"])
PACKAGE = REPOSITORY / "python" / "gov_site_compliance"
VERSION = tomllib.loads((REPOSITORY / "Cargo.toml").read_text(encoding="utf-8"))["workspace"]["package"]["version"]
# what follows under headings of its own needs extras
PART = section("In Python").split("\n### ")[0]
TELL = "import gov_site_compliance as gsc, importlib.metadata as m; print(gsc.__version__, m.version('gov-site-compliance'))"
INSTALLED = "import importlib.metadata as m; print(*sorted(d.name for d in m.distributions()))"


@pytest.fixture(scope="module")
def wheel():
    with zipfile.ZipFile(WHEEL) as opened:
        yield opened


@pytest.fixture(scope="module")
def metadata(wheel):
    return BytesParser().parsebytes(wheel.read(f"gov_site_compliance-{VERSION}.dist-info/METADATA"))


@pytest.fixture(scope="module")
def alone(tmp_path_factory):
    """The wheel under the oldest Python that is there, and no other package but what the wheel itself asks for."""
    oldest = pythons()[min(pythons())]
    return Environment(tmp_path_factory.mktemp("alone") / "venv", oldest, WHEEL)


@pytest.fixture(scope="module")
def stranger(tmp_path_factory):
    """What README tells to install, under the Python that the tests were made from."""
    words = re.search(r"^pip install .*", PART, re.MULTILINE)[0].split("#")[0].split()[2:]
    packages = [WHEEL if word.endswith(".whl") else word for word in words]
    assert WHEEL in packages, "README installs the wheel"
    return Environment(tmp_path_factory.mktemp("stranger") / "venv", sys._base_executable, *packages)


def in_package(name):
    return name.startswith("gov_site_compliance/")


def test_the_package_is_whole_and_nothing_else_is_there(wheel):
    sources = {f"gov_site_compliance/{path.relative_to(PACKAGE).as_posix()}" for path in PACKAGE.rglob("*") if path.suffix in (".py", ".pyi", ".typed")}
    packed = {name for name in wheel.namelist() if in_package(name)}
    extension = packed - sources
    assert sources - packed == set()
    assert len(extension) == 1 and re.fullmatch(r"gov_site_compliance/_native(\.abi3\.so|\.pyd)", extension.pop())
    assert "gov_site_compliance/py.typed" in packed


def test_licences_and_description_go_with_it(wheel, metadata):
    info = f"gov_site_compliance-{VERSION}.dist-info"
    for licence in ("LICENSE-MIT", "LICENSE-APACHE"):
        assert wheel.read(f"{info}/licenses/{licence}") == (REPOSITORY / licence).read_bytes()
    assert metadata["License-Expression"] == "MIT OR Apache-2.0"
    assert metadata["Description-Content-Type"].startswith("text/markdown")
    assert metadata.get_payload(decode=True).decode().strip() == (REPOSITORY / "README.md").read_text(encoding="utf-8").strip()


def test_what_it_is_for_is_told(metadata):
    assert (metadata["Name"], metadata["Version"], metadata["Requires-Python"]) == ("gov-site-compliance", VERSION, ">=3.10")
    assert {"plot", "spark"} <= set(metadata.get_all("Provides-Extra"))
    wanted = {re.match(r"[\w-]+", line)[0] for line in metadata.get_all("Requires-Dist") if "extra ==" in line}
    assert {"altair", "pyspark", "pyarrow"} <= wanted
    assert "Typing :: Typed" in metadata.get_all("Classifier")


def test_the_tag_is_true(wheel):
    """One wheel for all Pythons from 3.10 on; on Linux for systems with the glibc that the extension asks for, or a newer one."""
    _, _, python, abi, platform = WHEEL.stem.split("-")
    assert (python, abi) == ("cp310", "abi3")
    extension = next(wheel.read(name) for name in wheel.namelist() if in_package(name) and name.endswith((".so", ".pyd")))
    if not extension.startswith(b"\x7fELF") or "musl" in platform:
        return
    promised = min(tuple(map(int, tag)) for tag in re.findall(r"manylinux_(\d+)_(\d+)_", platform))
    asked = max(tuple(map(int, version)) for version in re.findall(rb"\bGLIBC_(\d+)\.(\d+)", extension))
    assert asked <= promised


def test_the_sources_beside_it_are_those_of_the_extension_and_nothing_else():
    with tarfile.open(WHEEL.parent / f"gov_site_compliance-{VERSION}.tar.gz") as packed:
        names = {Path(*Path(name).parts[1:]).as_posix() for name in packed.getnames()}
    assert {"pyproject.toml", "README.md", "Cargo.lock", "LICENSE-MIT", "crates/gov-site-compliance/standards/zibo-2017.toml"} <= names
    assert {f"python/gov_site_compliance/{path.name}" for path in PACKAGE.glob("*.py")} <= names
    assert {Path(name).parts[0] for name in names if "/" in name} == {"crates", "python"}
    assert {Path(name).parts[1] for name in names if name.startswith("crates/")} <= {path.name for path in (REPOSITORY / "crates").iterdir()}


def test_it_is_imported_with_nothing_else_installed(alone, tmp_path):
    installed = alone.run("-c", INSTALLED, cwd=tmp_path)
    assert "gov-site-compliance" in installed.stdout.split()
    assert not {"numpy", "pandas", "pyarrow", "polars", "duckdb"} & set(installed.stdout.split())
    told = alone.run("-W", "error", "-c", TELL, cwd=tmp_path)
    assert (told.stdout, told.stderr) == (f"{VERSION} {VERSION}\n", "")


def test_a_folder_is_judged_with_nothing_else_installed(alone):
    code = "import gov_site_compliance as gsc; print(len(gsc.judge_folder('examples/zibo-2017q4').verdicts))"
    assert alone.run("-c", code, cwd=REPOSITORY).stdout == "74\n"


def test_readme_pasted_gives_the_table_of_zibo(stranger):
    """All Python blocks one after the other, as one session; what they print stands below them."""
    blocks = list(BLOCK.finditer(PART))
    pasted = "".join(block["body"] for block in blocks if block["kind"] == "python")
    shown = "".join(block["body"] for block in blocks if block["kind"] == "text")
    process = stranger.run("-", cwd=REPOSITORY, input=pasted)
    assert process.returncode == 0, process.stderr
    assert missing(shown, process.stdout) is None, process.stdout
    rows = dict(re.findall(r"│ (\w+)\s+┆ (\d+)\s+│", process.stdout))
    assert (rows["qualified"], rows["unqualified"]) == ("57", "17"), "74 sites, 17 of them unqualified"

"""Pythons of this machine, environments made from them, and what installs into those."""

import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

OLDEST = (3, 10)
VERSION = "import sys; print(*sys.version_info[:2])"


def clean():
    """The environment variables of somebody who has never heard of this repository."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "GOV_SITE", "VIRTUAL_ENV", "PYTEST"))}
    return kept | {"PYTHONUTF8": "1"}


@cache
def pythons():
    """The CPythons that can use the wheel, by version: of the PATH, of pyenv, and the one that runs the tests."""
    named = [shutil.which(f"python3.{minor}") for minor in range(OLDEST[1], 20)]
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    candidates = [sys._base_executable, *filter(None, named), *sorted(pyenv.glob("3.*/bin/python"))]
    found = {}
    for candidate in candidates:
        asked = subprocess.run([candidate, "-c", VERSION], env=clean(), capture_output=True, text=True, timeout=60, check=False)
        version = tuple(map(int, asked.stdout.split())) if asked.returncode == 0 else (0, 0)
        if version >= OLDEST:
            found.setdefault(version, str(candidate))
    return found


class Environment:
    """A virtual environment with what pip installs into it, and nothing else."""

    def __init__(self, folder, python, *packages):
        self.python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
        # the environment needs no pip: the tests' own installs into it
        self.must([python, "-m", "venv", "--without-pip", folder])
        pip = [outside_pip(), "-m", "pip", "--python", self.python, "install", "--quiet", "--disable-pip-version-check", "--no-input"]
        self.must([*pip, *packages])

    def run(self, *words, **options):
        """Its Python with `words`, in a folder and with variables that know nothing of the repository."""
        words = list(map(str, (self.python, *words)))
        return subprocess.run(words, **{"env": clean(), "capture_output": True, "encoding": "utf-8", "timeout": 300, "check": False} | options)

    def must(self, words):
        process = subprocess.run(list(map(str, words)), env=clean(), capture_output=True, encoding="utf-8", timeout=300, check=False)
        assert process.returncode == 0, f"{words}\n{process.stdout}\n{process.stderr}"


@cache
def outside_pip():
    """A Python with pip: the one of the tests, or the one that it was made from."""
    has_pip = subprocess.run([sys.executable, "-m", "pip", "--version"], env=clean(), capture_output=True, check=False).returncode == 0
    return sys.executable if has_pip else sys._base_executable

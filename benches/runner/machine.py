"""Facts about the machine and the programs on it."""

import os
import platform
import subprocess
from importlib.metadata import version
from pathlib import Path

PACKAGES = ("polars", "duckdb", "pandas", "numpy", "pyarrow", "chinesecalendar")


def facts(packages=PACKAGES):
    """Pairs of a name and a text."""
    peers = ", ".join(f"{name} {version(name)}" for name in packages)
    return [("processor", f"{processor()}, {os.cpu_count()} cores seen"), ("memory", memory()),
            ("system", f"{platform.system()} {platform.release()}"), ("compiler", rustc()),
            ("Python", platform.python_version()), ("peers", peers)]


def processor():
    return field("/proc/cpuinfo", "model name") or platform.processor() or platform.machine()


def memory():
    kib = field("/proc/meminfo", "MemTotal")
    return f"{int(kib.split()[0]) / 2**20:.1f} GiB" if kib else "unknown"


def field(path, name):
    """The first value of `name` in a file of lines `name: value`."""
    try:
        lines = Path(path).read_text(encoding="utf-8").splitlines()
    except OSError:
        return None
    return next((line.partition(":")[2].strip() for line in lines if line.partition(":")[0].strip() == name), None)


def rustc():
    try:
        return subprocess.run(["rustc", "--version"], capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return "unknown"

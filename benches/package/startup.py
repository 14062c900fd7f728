"""A Python that starts, with and without importing the package: `bare` and `package`, each a process that is waited for."""

import os
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "peers"))
import common  # noqa: E402

CODE = {"bare": "pass", "package": "import gov_site_compliance"}
ARGS = common.options(["startup"], list(CODE))
# compiled modules are kept: who imports a package twice does not compile it twice
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def start():
    subprocess.run([sys.executable, "-c", CODE[ARGS.variant]], env=ENVIRONMENT, check=True)


common.report(ARGS.variant, "startup", start, lambda _: {}, rows=1)

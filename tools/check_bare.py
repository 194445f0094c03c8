"""Run the engine's tests in an environment with nothing but its own dependencies and the tools that tests need.

The extras (Django, psycopg, pyspark) and scipy, which numba takes when it finds it, are not there: whoever imports one of
them in the engine by mistake fails here. The packages and their hashes are those of the two lock files. Real data that is
not shipped is left aside, as on a fresh checkout, and so are properties, which `make check` tries on random cases: the
examples load and run as much.
"""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / ".venv-bare"

TEST_TOOLS = ("duckdb", "hypothesis", "iniconfig", "packaging", "pluggy", "pytest", "sortedcontainers", "xlsxwriter")
"""pytest and hypothesis with what they need, and what writes or checks the files of the tests; the rest of what they need
is in the bare lock file. pip stops when one is missing, since every package needs its hash."""

ABSENT = ("django", "psycopg", "pyspark", "pyarrow", "pandas", "scipy")

ROOMS = (
    "schema",
    "store",
    "wording",
    "places",
    "names",
    "readers",
    "goods",
    "lists",
    "screening",
    "ownership",
    "tracing",
    "law",
    "weighing",
    "funds",
    "release",
    "assessment",
)
"""The rooms of the engine, lowest first, as far as they have tests of their own."""

CHECK = f"""
import importlib.util
for name in {ABSENT!r}:
    assert importlib.util.find_spec(name) is None, f"{{name}} is installed, so this is not the bare engine"
import tadasu
for name in tadasu.__all__:
    getattr(tadasu, name)
"""


def main() -> int:
    with tempfile.TemporaryDirectory() as place:
        lock = Path(place) / "requirements-bare-tests.lock"
        lock.write_text(bare_lock_with_test_tools(), encoding="utf-8")
        setup = [sys.executable, str(ROOT / "tools" / "setup.py"), str(FOLDER), "--lock", str(lock)]
        if code := subprocess.call(setup):
            return code
    python = str(FOLDER / "bin" / "python")
    rooms = [str(folder) for room in ROOMS if (folder := ROOT / "tests" / room).is_dir()]
    without = os.environ | {"TADASU_SHARED_DATA": os.devnull}
    tests = [python, "-m", "pytest", "-q", "-r", "fE", "-m", "not slow and not hypothesis", *rooms]
    return subprocess.call([python, "-c", CHECK], cwd=ROOT) or subprocess.call(tests, cwd=ROOT, env=without)


def bare_lock_with_test_tools() -> str:
    """The bare lock file and, from the lock file of the development tools, the blocks of the test tools."""
    bare, whole = ((ROOT / f"requirements{which}.lock").read_text(encoding="utf-8") for which in ("-bare", ""))
    blocks = re.split(r"(?m)^(?=[a-zA-Z0-9])", whole)
    return bare.rstrip("\n") + "\n" + "".join(block for block in blocks if block.split("==")[0] in TEST_TOOLS)


if __name__ == "__main__":
    sys.exit(main())

"""Run the tests of the room that needs Spark, in an environment of its own with pyspark (1.8 GB). Needs Java 17 or later."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / ".venv-spark"
LOCK = "requirements-spark.lock"


def main() -> int:
    code = subprocess.call([sys.executable, str(ROOT / "tools" / "setup.py"), str(FOLDER), "--lock", LOCK])
    return code or subprocess.call([str(FOLDER / "bin" / "python"), "-m", "pytest", "tests/cluster"], cwd=ROOT)


if __name__ == "__main__":
    sys.exit(main())

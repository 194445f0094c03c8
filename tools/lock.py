"""Write the lock files again from pyproject.toml: `make lock`. Needs `uv` on the path.

`requirements.lock` holds the engine and the development tools, `requirements-bare.lock` the engine alone,
`requirements-spark.lock` the first and Spark. All are universal (Linux and macOS, Python 3.11 to 3.13), with hashes,
without index addresses, and wheels only. One package has no wheel: pyspark, which is Python and Java that need no
compiler. Its lock file excepts it, so that pip does too.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BASE = ["uv", "pip", "compile", "pyproject.toml", "--universal", "--python-version", "3.11", "--generate-hashes"]
PLAIN = ["--no-emit-index-url", "--no-header", "--only-binary", ":all:", "--quiet"]

WITHOUT_WHEEL = ["--no-binary", "pyspark"]

LOCKS = {
    "requirements.lock": ["--extra", "dev", "--extra", "web", "--extra", "web-dev"],
    "requirements-bare.lock": [],
    "requirements-spark.lock": ["--extra", "dev", "--extra", "spark", *WITHOUT_WHEEL],
}


def main() -> int:
    for name, wanted in LOCKS.items():
        code = subprocess.call([*BASE, *PLAIN, *wanted, "--output-file", name], cwd=ROOT)
        if code:
            return code
        if wanted[-2:] == WITHOUT_WHEEL:
            except_in(ROOT / name)
    return 0


def except_in(lock: Path) -> None:
    """Put the exception into the lock file itself."""
    lock.write_text(f"{' '.join(WITHOUT_WHEEL)}\n{lock.read_text(encoding='utf-8')}", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())

"""Write the lock files again from pyproject.toml: `make lock`. Needs `uv` on the path.

`requirements.lock` holds the engine and the development tools, `requirements-bare.lock` the engine alone. Both are
universal (Linux and macOS, Python 3.11 to 3.13), with hashes, wheels only, and without index addresses.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BASE = ["uv", "pip", "compile", "pyproject.toml", "--universal", "--python-version", "3.11", "--generate-hashes"]
PLAIN = ["--no-emit-index-url", "--no-header", "--only-binary", ":all:", "--quiet"]


def main() -> int:
    for extra, name in ((["--extra", "dev"], "requirements.lock"), ([], "requirements-bare.lock")):
        code = subprocess.call([*BASE, *PLAIN, *extra, "--output-file", name], cwd=ROOT)
        if code:
            return code
    return 0


if __name__ == "__main__":
    sys.exit(main())

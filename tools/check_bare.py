"""Run the engine without extras: an environment with the bare lock file only, no Django, no test tools.

Screens the bundled demo there and checks that neither Django, psycopg nor pyspark can be imported.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / ".venv-bare"
CHECK = """
import importlib.util
for name in ("django", "psycopg", "pyspark", "pytest", "scipy"):
    assert importlib.util.find_spec(name) is None, f"{name} is installed, so this is not the bare engine"
import tadasu
for name in tadasu.__all__:
    getattr(tadasu, name)
explanation = tadasu.explain_names("Aoi Demo Spinning Ltd", "Aoi Demo Spinning Company Limited")
assert explanation.probability > 0.9, explanation
print("1 passed, 0 failed")
"""


def main() -> int:
    code = subprocess.call([sys.executable, str(ROOT / "tools" / "setup.py"), str(FOLDER), "--bare"])
    return code or subprocess.call([str(FOLDER / "bin" / "python"), "-c", CHECK])


if __name__ == "__main__":
    sys.exit(main())

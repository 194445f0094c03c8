"""Make a virtual environment from a lock file: `python tools/setup.py FOLDER [--bare | --lock NAME]`.

Needs nothing but Python 3.11 to 3.13. With --bare only the engine is installed, no development tools; --lock names
another lock file. Every package is a wheel but those that a lock file itself excepts.
Prints what it does and the size of what it installed. An environment that is already in step is left alone.
"""

import hashlib
import os
import re
import shlex
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VERSION = re.search(r'^version = "(.+)"$', (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.MULTILINE)[1]  # type: ignore[index]
SUPPORTED = ((3, 11), (3, 12), (3, 13))


def main(folder: Path, *, lock: Path) -> int:
    if sys.version_info[:2] not in SUPPORTED:
        print(f"Tadasu needs Python 3.11, 3.12 or 3.13; this is {sys.version.split()[0]}. Set PYTHON=python3.11.")
        return 1
    stamp = folder / ".installed"
    parts = (lock.read_bytes(), (ROOT / "pyproject.toml").read_bytes(), launcher(folder).encode())
    state = hashlib.sha256(b"".join(parts)).hexdigest()
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == state:
        stamp.touch()
        return 0
    started = time.monotonic()
    print(f"Setting up {folder.name} from {lock.name}: about a minute, once.", flush=True)
    if not make_environment(folder):
        return 1
    python = folder / "bin" / "python"
    quiet = ["-q", "--disable-pip-version-check", "--no-input"]
    wheels = ["--require-hashes", "--only-binary", ":all:", "-r", str(lock)]
    install = [str(python), "-m", "pip", "install", *quiet]
    if subprocess.call([*install, *wheels]) or not link(folder):
        print("Setting up stopped: see the lines above. Nothing else was changed; run the same command again.")
        return 1
    stamp.write_text(state, encoding="utf-8")
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file() and not file.is_symlink())
    print(f"Installed {size / 1e6:,.0f} MB in {time.monotonic() - started:.0f} s.", flush=True)
    return 0


def lock_of(arguments: list[str]) -> Path:
    """The lock file that the arguments ask for."""
    if "--lock" in arguments[:-1]:
        return ROOT / arguments[arguments.index("--lock") + 1]
    return ROOT / ("requirements-bare.lock" if "--bare" in arguments else "requirements.lock")


def make_environment(folder: Path) -> bool:
    """A fresh environment; Debian's Python without the venv package falls back to virtualenv when that is there."""
    if folder.exists():
        shutil.rmtree(folder)
    if subprocess.call([sys.executable, "-m", "venv", str(folder)]) == 0:
        return True
    shutil.rmtree(folder, ignore_errors=True)
    if subprocess.call([sys.executable, "-m", "virtualenv", "-q", str(folder)]) == 0:
        return True
    print("This Python can make no virtual environment. On Debian or Ubuntu: apt-get install python3-venv")
    return False


def link(folder: Path) -> bool:
    """Put `src` on the environment's path and write the `tadasu` command: no build step, and edits count at once."""
    lib = next(folder.glob("lib/python3.*/site-packages"))
    (lib / "tadasu.pth").write_text(f"{ROOT / 'src'}\n", encoding="utf-8")
    about = lib / f"tadasu-{VERSION}.dist-info"
    about.mkdir(exist_ok=True)
    (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: tadasu\nVersion: {VERSION}\n", encoding="utf-8")
    (about / "INSTALLER").write_text("tools/setup.py\n", encoding="utf-8")
    command = folder / "bin" / "tadasu"
    command.write_text(launcher(folder / "bin" / "python"), encoding="utf-8")
    command.chmod(0o755)
    return True


def launcher(python: Path) -> str:
    """The `tadasu` command: ends with the exit code of `main`, and starts from a folder with blanks in its path.

    A `#!` line may hold neither a blank nor a long path, so the shell starts Python; -P keeps a file of the working
    folder that is called like one of ours from being loaded.
    """
    program = "import sys; from tadasu.cli import main; sys.exit(main())"
    return f"#!/bin/sh\nexec {shlex.quote(str(python.absolute()))} -P -c '{program}' \"$@\"\n"


if __name__ == "__main__":
    os.environ.pop("PYTHONPATH", None)
    raise SystemExit(main(Path(sys.argv[1]), lock=lock_of(sys.argv[2:])))

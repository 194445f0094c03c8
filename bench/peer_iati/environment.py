"""The environment of iatikit: made from its lock file, wheels only. Nothing of it is installed with Tadasu."""

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

from bench.peer.environment import PeerError, made

FOLDER = Path(__file__).resolve().parents[2] / ".venv-peer-iati"
LOCK = Path(__file__).with_name("requirements.lock")
RUN = Path(__file__).with_name("run.py")


def iatikit_python() -> Path:
    """The interpreter of the peer's environment, which is made when it is missing or out of step with the lock.

    Raises PeerError when it cannot be made.
    """
    python, stamp = FOLDER / "bin" / "python", FOLDER / ".installed"
    state = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    if not (stamp.is_file() and stamp.read_text(encoding="utf-8") == state):
        _install(python)
        stamp.write_text(state, encoding="utf-8")
    return python


def _install(python: Path) -> None:
    print("Making the environment of iatikit (.venv-peer-iati), once.", file=sys.stderr, flush=True)
    shutil.rmtree(FOLDER, ignore_errors=True)
    if not made(FOLDER):
        raise PeerError("this Python can make no virtual environment: apt-get install python3-venv")
    (FOLDER / ".gitignore").write_text("*\n", encoding="utf-8")
    quiet = ["-qq", "--disable-pip-version-check", "--no-input", "--only-binary", ":all:"]
    command = [str(python), "-m", "pip", "install", *quiet, "--require-hashes", "-r", str(LOCK)]
    if subprocess.run(command, check=False).returncode:
        shutil.rmtree(FOLDER, ignore_errors=True)
        raise PeerError("installing iatikit stopped: see the lines above")

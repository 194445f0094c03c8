"""The peer's own environment: made from its lock file, refused at any other version.

nomenklatura (MIT) brings PyICU, which has no wheel: it is compiled against ICU, so Debian's libicu-dev, pkg-config and
g++ must be there. Nothing of it is installed with Tadasu.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

VERSION = "4.17.4"
FOLDER = Path(__file__).resolve().parents[2] / ".venv-peer"
LOCK = Path(__file__).with_name("requirements.lock")
RUN = Path(__file__).with_name("run.py")
SYSTEM_PACKAGES = ("libicu-dev", "pkg-config", "g++")


class PeerError(Exception):
    """The peer cannot be measured here; the message says what to do."""


def peer_python() -> Path:
    """The interpreter of the peer's environment, which is made when it is missing or out of step with the lock.

    Raises PeerError when it cannot be made, or holds another version than the one we compare with.
    """
    python = FOLDER / "bin" / "python"
    stamp = FOLDER / ".installed"
    state = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    if not (stamp.is_file() and stamp.read_text(encoding="utf-8") == state):
        _need_icu()
        _install(python)
        stamp.write_text(state, encoding="utf-8")
    found = _version(python)
    if found != VERSION:
        raise PeerError(
            f"nomenklatura is {found or 'missing'}, we compare with {VERSION}: delete .venv-peer, run again"
        )
    return python


def made(folder: Path) -> bool:
    """Make an empty environment there; Debian's Python without the venv package falls back to virtualenv."""
    for module in ("venv", "virtualenv"):
        if subprocess.run([sys.executable, "-m", module, str(folder)], check=False).returncode == 0:
            return True
        shutil.rmtree(folder, ignore_errors=True)
    return False


def _need_icu() -> None:
    if _has_icu():
        return
    words = " ".join(SYSTEM_PACKAGES)
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print(f"Installing {words} for the peer.", file=sys.stderr, flush=True)
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (["update", "-qq"], ["install", "-y", "-qq", *SYSTEM_PACKAGES]):
            subprocess.run(["apt-get", *command], env=quiet, stdout=subprocess.DEVNULL, check=False)
    if not _has_icu():
        raise PeerError(f"PyICU has no wheel and needs {words}: apt-get install {words}, then run again")


def _has_icu() -> bool:
    if not (shutil.which("pkg-config") and shutil.which("g++")):
        return False
    return subprocess.run(["pkg-config", "--exists", "icu-i18n"], check=False).returncode == 0


def _install(python: Path) -> None:
    print(
        "Making the peer's environment (.venv-peer) from its lock file: a few minutes, once.",
        file=sys.stderr,
        flush=True,
    )
    shutil.rmtree(FOLDER, ignore_errors=True)
    if not made(FOLDER):
        raise PeerError("this Python can make no virtual environment: apt-get install python3-venv")
    (FOLDER / ".gitignore").write_text("*\n", encoding="utf-8")
    quiet = ["-qq", "--disable-pip-version-check", "--no-input"]
    command = [str(python), "-m", "pip", "install", *quiet, "--require-hashes", "-r", str(LOCK)]
    if subprocess.run(command, check=False).returncode:
        shutil.rmtree(FOLDER, ignore_errors=True)
        raise PeerError("installing the peer stopped: see the lines above")


def _version(python: Path) -> str:
    code = "from importlib.metadata import version; print(version('nomenklatura'))"
    done = subprocess.run([str(python), "-c", code], capture_output=True, text=True, check=False)
    return done.stdout.strip()

"""Backups of tests: keys of an operator, an empty data folder, a backup, one that somebody else made up."""

import io
import json
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pyrage import encrypt, x25519
from tests.web.project.test_project_serve import command, environment

from tadasu.schema import UsageError
from tadasu.web.project.backups import back_up
from tadasu.web.project.backups._archive import DATABASE as DUMP
from tadasu.web.project.backups._archive import MANIFEST, Counted
from tadasu.web.project.database import Server

LONG = 120.0

Keys = tuple[str, Path]
"""The public key, and the file of the private one."""


@pytest.fixture
def keys(tmp_path: Path) -> Keys:
    """Of an operator."""
    made = x25519.Identity.generate()
    (tmp_path / "key").write_text(f"# made for a test\n{made}\n", encoding="ascii")
    return str(made.to_public()), tmp_path / "key"


@pytest.fixture
def empty(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty data folder that PostgreSQL can reach."""
    made = Path(tempfile.mkdtemp(prefix="tadasu-empty-"))
    made.chmod(0o755)
    monkeypatch.setenv("TADASU_DATA", str(made))
    yield made
    shutil.rmtree(made, ignore_errors=True)


def untouched(folder: Path) -> bool:
    """Nothing but locks."""
    return {one.name for one in folder.iterdir()} <= {"serve.lock", "restore.lock", "postgres"}


def refused(code: str, act: Callable[[], object]) -> UsageError:
    with pytest.raises(UsageError) as found:
        act()
    assert found.value.code == code
    return found.value


@pytest.fixture
def backup(server: Server, tmp_path: Path, keys: Keys) -> Path:
    """One of the tests' own instance."""
    back_up(file=str(tmp_path / "backup"), to=[keys[0]])
    return tmp_path / "backup"


def sealed(place: Path, keys: Keys, members: list[tuple[tarfile.TarInfo, bytes]]) -> Path:
    """An archive as somebody could make it who knows the public key, manifest included."""
    counted, out = Counted(), io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as tar:
        for info, content in members:
            info.size = len(content)
            tar.addfile(info, io.BytesIO(content))
            counted.take(DUMP if info.name.startswith(DUMP) else info.name, content)
        told = tarfile.TarInfo(MANIFEST)
        content = json.dumps(counted.told()).encode()
        told.size = len(content)
        tar.addfile(told, io.BytesIO(content))
    place.write_bytes(encrypt(out.getvalue(), [x25519.Recipient.from_str(keys[0])]))
    return place


GOOD_HEAD = (
    b'{"format": 1, "tadasu": "1", "made": "2026-11-25T00:00:00+00:00", "rows": {}, "migrations": [], "extensions": []}'
)


def said(*arguments: str, folder: Path) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run(command(*arguments), env=environment(folder), capture_output=True, check=False)

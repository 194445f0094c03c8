"""Wherever a restore is killed, the old or the new is there whole."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from tests.web.made_backup import LONG, Keys, backup, empty, keys
from tests.web.project.test_project_serve import command, environment

from tadasu.web.project.backups import restore
from tadasu.web.project.database import cluster_of, finish, running
from tadasu.web.project.database._staged import HALF, READY, Staged, take_place

__all__ = ["backup", "empty", "keys"]


OLD = {"web.key": "old", "lists": None, "gone": "old", "database.json": "old", "postgres/data/PG_VERSION": "old"}
NEW = {"web.key": "new", "vault": None, "database.json": "new", "postgres/data/PG_VERSION": "new"}


def content(folder: Path) -> dict[str, str | None]:
    found: dict[str, str | None] = {}
    for one in sorted(folder.rglob("*")):
        name = one.relative_to(folder).as_posix()
        if one.is_file() and name not in {"restore.lock", "serve.lock"}:
            found[name] = one.read_text(encoding="ascii")
        elif one.is_dir() and name in {"lists", "vault"}:
            found[name] = None
    return found


def put(folder: Path, said: dict[str, str | None]) -> None:
    for name, text in said.items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.mkdir() if text is None else place.write_text(text, encoding="ascii")


def test_wherever_the_moves_are_killed_the_old_or_the_new_is_there_whole(empty: Path) -> None:
    """Killed before each rename, removal and flush in turn, until it comes to its end."""
    seen = set()
    for step in range(100):
        folder = empty / str(step)
        put(folder, OLD)
        cluster = cluster_of(folder)
        assert cluster.data.is_relative_to(folder)
        put(folder / HALF, {name: text for name, text in NEW.items() if not name.startswith("postgres")})
        put(cluster.data.with_name("data.restored"), {"PG_VERSION": "new"})
        ended = killed_at(step, folder)
        finish(folder, lambda: True)
        found = content(folder)
        assert found in (OLD, NEW), step
        assert not list(cluster.data.parent.glob("data?*"))
        seen.add(found == NEW)
        if ended:
            break
    assert seen == {True, False}
    assert ended


def killed_at(step: int, folder: Path) -> bool:
    """Make the change in a process of its own, which dies at a step; whether it came to its end before."""
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1] == 0
    calls = 0

    def counted(function: Callable[..., object]) -> Callable[..., object]:
        def call(*given: object, **named: object) -> object:
            nonlocal calls
            if calls == step:
                os.kill(os.getpid(), signal.SIGKILL)
            calls += 1
            return function(*given, **named)

        return call

    changes = (
        (Path, "rename"),
        (Path, "replace"),
        (Path, "unlink"),
        (Path, "mkdir"),
        (shutil, "rmtree"),
        (os, "fsync"),
    )
    for of, name in changes:
        setattr(of, name, counted(getattr(of, name)))
    Staged(folder, None).ready()
    take_place(folder, lambda: True)
    os._exit(0)


def test_what_was_not_committed_on_a_server_of_yours_does_not_take_its_place(tmp_path: Path) -> None:
    for arrived in (False, True):
        folder = tmp_path / str(arrived)
        put(folder, {"web.key": "old"})
        put(folder / HALF, {"web.key": "new"})
        Staged(folder, None).ready(named=True)
        finish(folder, partial(bool, arrived))
        assert content(folder) == {"web.key": "new" if arrived else "old"}
        assert not (folder / READY).exists()


@pytest.mark.slow
def test_a_restore_that_is_killed_leaves_what_was_there_and_no_server_behind_and_can_be_said_again(
    backup: Path, keys: Keys, empty: Path
) -> None:
    (empty / "web.key").write_text("another", encoding="ascii")
    half = cluster_of(empty).data.with_name("data.restored")
    process = subprocess.Popen(
        command("restore", str(backup), "--identity", str(keys[1]), "--replace"), env=environment(empty)
    )
    ends = time.monotonic() + LONG
    while not (half / "postmaster.pid").exists() and process.poll() is None and time.monotonic() < ends:
        time.sleep(0.01)
    process.kill()
    process.wait(LONG)
    assert half.exists()
    assert (empty / "web.key").read_text(encoding="ascii") == "another"
    pid = int((half / "postmaster.pid").read_text(encoding="ascii").splitlines()[0])
    finish(empty, lambda: False)
    assert not half.exists()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    assert restore(file=backup, key=keys[1], replace=True).tables > 20
    assert not running(cluster_of(empty))

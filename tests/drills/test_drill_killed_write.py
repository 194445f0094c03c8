"""Drill: the machine stops in the middle of a write. The old content is whole, nothing half is ever accepted."""

import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

from tadasu.schema import Entity, EntityId, ListId, Origin
from tadasu.store import keep, load_list, open_saved, save_list, write_whole

WRITE_FILE = """
import os, signal, sys
from pathlib import Path
from tadasu.store import write_whole
with write_whole(Path(sys.argv[1])) as stream:
    stream.write("half of the new content")
    stream.flush()
    os.kill(os.getpid(), signal.SIGKILL)
"""

SAVE_LIST = """
import os, signal, sys
from pathlib import Path
import tadasu.store._lists as lists, tadasu.store._whole as whole
from tadasu.schema import Entity, EntityId, ListId, Origin
from datetime import date
step, calls = int(sys.argv[2]), 0
def stop_at(function):
    def counted(*args, **kwargs):
        global calls
        if calls == step:
            os.kill(os.getpid(), signal.SIGKILL)
        calls += 1
        return function(*args, **kwargs)
    return counted
for name in ("write_bytes", "rename", "replace", "mkdir"):
    setattr(Path, name, stop_at(getattr(Path, name)))
os.fsync = stop_at(os.fsync)
lists.entities_bytes = stop_at(lists.entities_bytes)
entities = [Entity(id=EntityId("2"), schema="Company", name="New", origin=Origin(list_id=ListId("demo"), row=1))]
lists.save_list(Path(sys.argv[1]), "demo", entities, list_date=date(2024, 5, 2), source_digest="d", reader_version="1")
"""

KEEP = """
import os, signal, sys
from pathlib import Path
import tadasu.store._saved as saved
step, calls = int(sys.argv[2]), 0
def stop_at(function):
    def counted(*args, **kwargs):
        global calls
        if calls == step:
            os.kill(os.getpid(), signal.SIGKILL)
        calls += 1
        return function(*args, **kwargs)
    return counted
for name in ("write_bytes", "write_text", "rename", "mkdir"):
    setattr(Path, name, stop_at(getattr(Path, name)))
os.fsync, os.utime, os.unlink = stop_at(os.fsync), stop_at(os.utime), stop_at(os.unlink)
saved.MOST_KEPT = 1
saved.keep(Path(sys.argv[1]), "lists", "new", lambda place: (place / "array").write_bytes(b"new"), size=3)
"""


def run_until_killed(program: str, *arguments: str) -> int:
    return subprocess.run([sys.executable, "-c", program, *arguments], check=False, capture_output=True).returncode


def company(name: str) -> Entity:
    return Entity(id=EntityId("1"), schema="Company", name=name, origin=Origin(list_id=ListId("demo"), row=1))


def save(folder: Path, name: str, day: int) -> None:
    save_list(folder, "demo", [company(name)], list_date=date(2024, 5, day), source_digest="d", reader_version="1")


def hidden(folder: Path) -> list[Path]:
    return [entry for entry in folder.rglob("*") if entry.name.startswith(".")]


def test_a_killed_write_leaves_the_old_file_and_the_next_write_clears_up(tmp_path: Path) -> None:
    target = tmp_path / "results.csv"
    target.write_text("old")
    assert run_until_killed(WRITE_FILE, str(target)) == -signal.SIGKILL
    assert target.read_text() == "old"
    assert len(hidden(tmp_path)) == 1
    with write_whole(target) as stream:
        stream.write("new")
    assert target.read_text() == "new"
    assert hidden(tmp_path) == []


def test_a_list_killed_at_any_step_is_the_old_one_or_the_new_one(tmp_path: Path) -> None:
    outcomes = []
    for step in range(100):
        folder = tmp_path / str(step)
        save(folder, "Old", 1)
        code = run_until_killed(SAVE_LIST, str(folder), str(step))
        (name,) = (entity.name for entity in load_list(folder, "demo").entities)
        if code == 0:
            break
        assert code == -signal.SIGKILL
        outcomes.append(name)
        save(folder, "Newer", 3)
        assert [entity.name for entity in load_list(folder, "demo").entities] == ["Newer"]
        assert hidden(folder) == []
    assert name == "New"
    assert len(outcomes) >= 10
    assert outcomes == sorted(outcomes, key=["Old", "New"].index)


def test_an_index_killed_at_any_step_of_keeping_it_is_whole_or_not_there(tmp_path: Path) -> None:
    outcomes = []
    for step in range(100):
        folder = tmp_path / str(step)
        keep(folder, "lists", "old", lambda place: (place / "array").write_bytes(b"old"), size=3)
        code = run_until_killed(KEEP, str(folder), str(step))
        found = {key: open_saved(folder, "lists", key) for key in ("old", "new")}
        assert any(found.values())
        assert all((place / "array").read_text() == key for key, place in found.items() if place)
        keep(folder, "lists", "next", lambda place: (place / "array").write_bytes(b"next"), size=3)
        assert hidden(folder) == []
        if code == 0:
            break
        assert code == -signal.SIGKILL
        outcomes.append(found["new"] is not None)
    assert found["old"] is None
    assert len(outcomes) >= 8
    assert outcomes == sorted(outcomes)
    assert outcomes[-1]

"""Files and folders that are there whole or not at all, also when the machine stops in the middle.

Written beside the target under a hidden name, flushed to disk, then renamed. The writer holds a lock (flock) on what it
writes, so that whoever comes later can tell a live write from what a killed one left, whatever process ids say.
"""

import errno
import fcntl
import glob
import hashlib
import os
import secrets
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import IO, Any, Literal, overload

from tadasu.store._problems import DataFolderError

UNFINISHED = ".unfinished"
"""Suffix of what is being written: `.<name>.<random>.unfinished`."""
REPLACED = ".replaced"
"""Suffix of a folder that is giving way to a new one."""

MOST_ATTEMPTS = 20
"""Hidden names that are tried: each could be swept away by another run, but not so many; in some folders (`/proc`, one
that was deleted) nothing can ever be made."""


@overload
def write_whole(path: Path, mode: Literal["w"] = "w") -> AbstractContextManager[IO[str]]: ...
@overload
def write_whole(path: Path, mode: Literal["wb"]) -> AbstractContextManager[IO[bytes]]: ...
def write_whole(
    path: Path, mode: Literal["w", "wb"] = "w"
) -> AbstractContextManager[IO[str]] | AbstractContextManager[IO[bytes]]:
    """Open `path` for writing; it appears, or replaces the old content, when the block ends without an exception.
    Raises DataFolderError `file-unwritable` when the system does not let us, and when the disk is full.

    Text is UTF-8 with LF. The new file has the modes that the umask gives.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     place = Path(folder) / "a.txt"
    ...     with write_whole(place) as stream:
    ...         _ = stream.write("whole")
    ...     place.read_text()
    'whole'
    """
    return _write_file(path, mode)


def write_together(writers: Mapping[Path, Callable[[Path], object]]) -> None:
    """Write several files as one. Each writer, in order, fills the hidden place it is given, which has the target's name;
    when all are there and flushed they take their places. Until then old files, all of them, stay as they are.

    A writer may read what earlier ones wrote into the same folder. Raises DataFolderError `file-unwritable`, and whatever a
    writer raises.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     one, two = Path(folder) / "one", Path(folder) / "two"
    ...     write_together({one: lambda place: place.write_text("1"), two: lambda place: place.write_text("2")})
    ...     one.read_text() + two.read_text()
    '12'
    """
    with ExitStack() as stack:
        places: dict[Path, Path] = {}
        for path, write in writers.items():
            with _unwritable(path):
                if path.is_dir():
                    raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
                if path.parent not in places:
                    path.parent.mkdir(parents=True, exist_ok=True)
                    sweep(path.parent, path.name)
                    places[path.parent] = stack.enter_context(_locked_place(path, folder=True))[0]
                write(places[path.parent] / path.name)
        for path in writers:
            with _unwritable(path):
                _flush_tree(places[path.parent])
        for path in writers:
            with _unwritable(path):
                (places[path.parent] / path.name).replace(path)
        for parent, place in places.items():
            place.rmdir()
            _flush_folder(parent)


@contextmanager
def write_folder_whole(path: Path, *, replace: bool = False) -> Iterator[Path]:
    """A new folder to fill; it becomes `path` when the block ends without an exception.

    With `replace` an old folder gives way: for an instant neither is there, and a process killed in that instant leaves
    the old one under its hidden name, which the next `write_folder_whole` or `sweep` puts back. Raises DataFolderError:
    `folder-exists` without `replace`, `folder-unusable` when the system does not let us make it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    sweep(path.parent, path.name)
    if path.exists() and not replace:
        raise DataFolderError("folder-exists", folder=path.name)
    with ExitStack() as stack:
        try:
            temporary, _ = stack.enter_context(_locked_place(path, folder=True))
        except OSError as error:
            raise DataFolderError("folder-unusable", folder=path.parent.name, reason=error.strerror or "") from None
        yield temporary
        _flush_tree(temporary)
        old = temporary.with_name(temporary.name.removesuffix(UNFINISHED) + REPLACED)
        if path.exists():
            path.rename(old)
        temporary.rename(path)
        _flush_folder(path.parent)
        if old.exists():
            shutil.rmtree(old)


def digest_file(path: Path) -> str:
    """SHA-256 of a file's bytes, in hexadecimal. Raises DataFolderError `folder-unusable`."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise DataFolderError("folder-unusable", folder=path.name, reason=error.strerror or "") from None


def sweep(folder: Path, name: str = "") -> tuple[str, ...]:
    """Clear away what killed writers left in `folder` (of one target only, if named); what is being written stays.

    Returns the hidden names that were removed or put back.
    """
    swept = []
    for entry in sorted(folder.glob(f".{glob.escape(name) or '*'}.*{REPLACED}")):
        target = folder / entry.name[1:].rsplit(".", 2)[0]
        if _abandoned(entry):
            shutil.rmtree(entry, ignore_errors=True) if target.exists() else entry.rename(target)
            swept.append(entry.name)
    for entry in sorted(folder.glob(f".{glob.escape(name) or '*'}.*{UNFINISHED}")):
        if _abandoned(entry):
            shutil.rmtree(entry, ignore_errors=True) if entry.is_dir() else entry.unlink(missing_ok=True)
            swept.append(entry.name)
    return tuple(swept)


@contextmanager
def only_writer(folder: Path) -> Iterator[None]:
    """Hold `folder` (which must exist) against other writers that ask the same way; they wait."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


@contextmanager
def _write_file(path: Path, mode: str) -> Iterator[IO[Any]]:
    encoding, newline = ("utf-8", "\n") if mode == "w" else (None, None)
    with _unwritable(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        sweep(path.parent, path.name)
        with _locked_place(path, folder=False) as (temporary, handle):
            with open(handle, mode, encoding=encoding, newline=newline, closefd=False) as stream:
                yield stream
            os.fsync(handle)
            temporary.replace(path)
            _flush_folder(path.parent)


@contextmanager
def _unwritable(path: Path) -> Iterator[None]:
    """What the system does not let us do, said about `path`."""
    try:
        yield
    except OSError as error:
        raise DataFolderError("file-unwritable", file=path.name, reason=error.strerror or "") from None


@contextmanager
def _locked_place(path: Path, *, folder: bool) -> Iterator[tuple[Path, int]]:
    """A hidden place beside `path` and an open handle that holds its lock; removed if the block raises."""
    temporary, handle = _make_place(path, folder=folder)
    try:
        yield temporary, handle
    except BaseException:
        shutil.rmtree(temporary, ignore_errors=True) if folder else temporary.unlink(missing_ok=True)
        raise
    finally:
        os.close(handle)


def _make_place(path: Path, *, folder: bool) -> tuple[Path, int]:
    for attempt in range(MOST_ATTEMPTS):
        temporary = path.with_name(f".{path.name}.{secrets.token_hex(6)}{UNFINISHED}")
        try:
            if folder:
                temporary.mkdir()
                handle = os.open(temporary, os.O_RDONLY)
            else:
                handle = os.open(temporary, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o666)
        except FileNotFoundError:
            if attempt + 1 == MOST_ATTEMPTS or not path.parent.is_dir():
                raise
            continue  # swept between making and opening
        fcntl.flock(handle, fcntl.LOCK_EX)
        if temporary.exists():
            return temporary, handle
        os.close(handle)  # swept between opening and locking
    raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))


def _abandoned(entry: Path) -> bool:
    """Whether nobody holds the lock on `entry`."""
    try:
        handle = os.open(entry, os.O_RDONLY)
    except OSError:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(handle)
    return True


def _flush_tree(folder: Path) -> None:
    for entry in sorted(folder.rglob("*")):
        if entry.is_dir():
            _flush_folder(entry)
        else:
            with entry.open("rb") as stream:
                os.fsync(stream.fileno())
    _flush_folder(folder)


def _flush_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

"""Files and folders that are there whole or not at all, also when the machine stops in the middle.

Written beside the target under a hidden name, flushed to disk, then renamed. The writer holds a lock (flock) on what it
writes, so that whoever comes later can tell a live write from what a killed one left, whatever process ids say.
"""

import fcntl
import glob
import hashlib
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import IO, Any, Literal, overload

from tadasu.store._problems import DataFolderError

UNFINISHED = ".unfinished"
"""Suffix of what is being written: `.<name>.<random>.unfinished`."""
REPLACED = ".replaced"
"""Suffix of a folder that is giving way to a new one."""


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


@contextmanager
def write_folder_whole(path: Path, *, replace: bool = False) -> Iterator[Path]:
    """A new folder to fill; it becomes `path` when the block ends without an exception.

    With `replace` an old folder gives way: for an instant neither is there, and a process killed in that instant leaves
    the old one under its hidden name, which the next `write_folder_whole` or `sweep` puts back.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    sweep(path.parent, path.name)
    if path.exists() and not replace:
        raise DataFolderError("folder-exists", folder=path.name)
    with _locked_place(path, folder=True) as (temporary, _):
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
    """SHA-256 of a file's bytes, in hexadecimal."""
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
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        sweep(path.parent, path.name)
        with _locked_place(path, folder=False) as (temporary, handle):
            with open(handle, mode, encoding=encoding, newline=newline, closefd=False) as stream:
                yield stream
            os.fsync(handle)
            temporary.replace(path)
            _flush_folder(path.parent)
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
    while True:
        temporary = path.with_name(f".{path.name}.{secrets.token_hex(6)}{UNFINISHED}")
        try:
            if folder:
                temporary.mkdir()
                handle = os.open(temporary, os.O_RDONLY)
            else:
                handle = os.open(temporary, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o666)
        except FileNotFoundError:
            if not path.parent.is_dir():
                raise
            continue  # swept between making and opening
        except OSError as error:
            if not folder:
                raise
            raise DataFolderError("folder-unusable", folder=path.parent.name, reason=error.strerror or "") from None
        fcntl.flock(handle, fcntl.LOCK_EX)
        if temporary.exists():
            return temporary, handle
        os.close(handle)  # swept between opening and locking


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

"""What lies inside a backup once it is decrypted: a tar archive (POSIX.1-2001 pax), in a fixed order.

=================== ==================================================================================================
`backup.json`       what it is: version, time, migrations, rows of each table; first, so that a stranger is refused at once
`database/00000000` the dump of PostgreSQL (custom format), in pieces: whoever has no Tadasu puts them together with `cat`
`files/...`         files of the data folder
`manifest.json`     length and SHA-256 of everything before it; last, so that without it the archive is cut off
=================== ==================================================================================================

Written as a stream and read as one: neither needs more memory than a piece, nor a plain byte on disk. What is read may come
from anybody who knows the public key, so every name and length is checked.
"""

import hashlib
import json
import os
import tarfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, Any

from tadasu.schema import StoreError
from tadasu.web.project.backups._report import Unusable

HEAD, DATABASE, FILES, MANIFEST = "backup.json", "database/", "files/", "manifest.json"
FORMAT = 1
PIECE = 1 << 22
"""Bytes of a piece of the dump."""

_READ = 1 << 16
_MOST_TOLD = 1 << 27
"""Bytes of a head or a manifest: a million files."""

NEVER = frozenset(
    {"postgres", "database.json", "saved", "serve.lock", "restore.lock", "restore.ready", "restore.half", "restore.old"}
)
"""Of the data folder's entries those that are no part of a backup: the database itself, which is dumped, and the passwords of
its roles, which the next one makes anew; indexes that are made again; locks, and a restore that is under way."""

Sum = tuple[int, str]
"""Length and SHA-256."""


class Cut(Exception):
    """The archive ends too early, or is not as we write it."""


@dataclass
class Counted:
    """What went by: length and digest of each part, in order."""

    files: dict[str, Sum] = field(default_factory=dict)
    _sums: dict[str, Any] = field(default_factory=dict)
    _sizes: dict[str, int] = field(default_factory=dict)

    def take(self, name: str, content: bytes) -> None:
        """More of a part."""
        self._sums.setdefault(name, hashlib.sha256()).update(content)
        self._sizes[name] = self._sizes.get(name, 0) + len(content)

    def told(self) -> dict[str, Any]:
        """As the manifest says it."""
        return {name: [self._sizes[name], one.hexdigest()] for name, one in sorted(self._sums.items())}


def written(
    head: Mapping[str, Any], dump: Iterator[bytes], files: Callable[[], Iterator[tuple[str, Path]]]
) -> Iterator[bytes]:
    """The archive, piece by piece. `files` is asked when the dump is done: a row that is in the dump has its file by then.

    Raises StoreError when a file cannot be read, and what the dump raises.
    """
    counted = Counted()
    yield from _told(HEAD, head, counted)
    for number, piece in enumerate(dump):
        counted.take(DATABASE, piece)
        yield from _member(f"{DATABASE}{number:08}", len(piece), 0, iter((piece,)))
    for name, place in files():
        try:
            with place.open("rb") as stream:
                yield from _file(name, stream, counted)
        except FileNotFoundError:
            continue  # erased since
        except OSError as error:
            raise StoreError(f"{name}: {error.strerror}") from None
    yield from _told(MANIFEST, counted.told(), None)
    yield bytes(2 * tarfile.BLOCKSIZE)


def _file(name: str, stream: IO[bytes], counted: Counted) -> Iterator[bytes]:
    found = os.fstat(stream.fileno())

    def pieces() -> Iterator[bytes]:
        left = found.st_size
        counted.take(FILES + name, b"")
        while left and (piece := stream.read(min(_READ, left))):
            counted.take(FILES + name, piece)
            left -= len(piece)
            yield piece
        if left:
            raise StoreError(f"{name}: it became shorter while it was read")

    yield from _member(FILES + name, found.st_size, int(found.st_mtime), pieces())


def _told(name: str, said: Mapping[str, Any], counted: Counted | None) -> Iterator[bytes]:
    content = json.dumps(said, ensure_ascii=False, sort_keys=True).encode("utf-8", "surrogateescape")
    if counted is not None:
        counted.take(name, content)
    yield from _member(name, len(content), 0, iter((content,)))


def _member(name: str, size: int, at: int, pieces: Iterator[bytes]) -> Iterator[bytes]:
    info = tarfile.TarInfo(name)
    info.size, info.mtime, info.mode = size, at, 0o600
    yield info.tobuf(tarfile.PAX_FORMAT, "utf-8", "surrogateescape")
    yield from pieces
    yield bytes(-size % tarfile.BLOCKSIZE)


@dataclass(frozen=True, slots=True)
class Part:
    """One part of an archive that is being read. `name` is empty for a piece of the dump, else a path of the data folder."""

    name: str
    at: int
    pieces: Iterator[bytes]


class Reading:
    """An archive that is read once, from its head to its manifest."""

    def __init__(self, stream: IO[bytes]) -> None:
        """Raises Cut, Unusable `restore-newer`."""
        try:
            self._tar = tarfile.open(mode="r|", fileobj=stream, bufsize=_READ)  # noqa: SIM115 - it holds no file of its own
            self._members = iter(self._tar)
            head = next(self._members, None)
        except tarfile.TarError:
            raise Cut from None
        if head is None or head.name != HEAD:
            raise Cut
        self._counted = Counted()
        self.head: Mapping[str, Any] = self._json(head, self._counted)
        if self.head.get("format") != FORMAT:
            raise Unusable("restore-newer", version=str(self.head.get("tadasu"))[:40])
        self.manifest: Mapping[str, Any] = {}

    def parts(self) -> Iterator[Part]:
        """The dump's pieces, then the files; each must be taken before the next. Afterwards `manifest` is what was read, and it
        was what the archive said. Raises Cut."""
        number, files = 0, False
        try:
            for member in self._members:
                if member.name == MANIFEST and member.isreg():
                    self._end(member)
                    return
                if not member.isreg():
                    raise Cut
                if not files and member.name == f"{DATABASE}{number:08}" and member.size <= PIECE:
                    yield Part("", 0, self._pieces(member, DATABASE))
                    number += 1
                    continue
                files = True
                yield Part(_safe(member.name), int(member.mtime), self._pieces(member, member.name))
        except tarfile.TarError:
            raise Cut from None
        raise Cut

    def _pieces(self, member: tarfile.TarInfo, name: str) -> Iterator[bytes]:
        stream, left = self._tar.extractfile(member), member.size
        self._counted.take(name, b"")
        while left and stream is not None and (piece := stream.read(min(_READ, left))):
            self._counted.take(name, piece)
            left -= len(piece)
            yield piece
        if left:
            raise Cut

    def _json(self, member: tarfile.TarInfo, counted: Counted | None) -> Mapping[str, Any]:
        stream = self._tar.extractfile(member) if member.isreg() and member.size <= _MOST_TOLD else None
        content = stream.read() if stream is not None else b""
        if counted is not None:
            counted.take(HEAD, content)
        try:
            found = json.loads(content.decode("utf-8", "surrogateescape"))
        except ValueError:
            raise Cut from None
        if not isinstance(found, dict):
            raise Cut
        return found

    def _end(self, member: tarfile.TarInfo) -> None:
        self.manifest = self._json(member, None)
        if self.manifest != self._counted.told() or next(self._members, None) is not None:
            raise Cut


def _safe(name: str) -> str:
    """The path below the data folder. Raises Cut for one that leads elsewhere, or that a backup never holds."""
    path = PurePosixPath(name.removeprefix(FILES))
    if not name.startswith(FILES) or path.is_absolute() or not path.parts or ".." in path.parts or "\0" in name:
        raise Cut
    if path.parts[0] in NEVER or any(part.startswith(".") for part in path.parts):
        raise Cut
    return str(path)

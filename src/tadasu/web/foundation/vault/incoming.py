"""A file on its way in: sealed piece by piece as it comes, so that no plain byte of it ever lies on disk."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import IO
from uuid import UUID, uuid4

from tadasu.schema import UsageError
from tadasu.web.foundation.vault import _contexts, _files
from tadasu.web.foundation.vault._sealing import Key, new_key
from tadasu.web.foundation.vault._stream import Measure, Sealer


class Incoming:
    """A file that is being received. `record` is the id that its record will have, `name` the random one on disk; `kept` is set
    by the action that keeps it."""

    def __init__(self, record: UUID, name: str, key: Key, stream: IO[bytes], allowance: int) -> None:
        self.record, self.name, self.key = record, name, key
        self.stored = 0
        self.ended = False
        self.kept = False
        self._stream, self._allowance = stream, allowance
        self._sealer = Sealer(key, _contexts.file(record))

    def take(self, content: bytes) -> None:
        """More of it. Raises UsageError `vault-file-too-large` when it comes to more than may be stored."""
        if self._sealer.size + len(content) > self._allowance:
            raise UsageError("vault-file-too-large", most=str(self._allowance // 1_000_000))
        self._write(self._sealer.take(content))

    def end(self) -> None:
        """That was all of it."""
        self._write(self._sealer.end())
        self.ended = True

    def measure(self) -> Measure:
        """Length and digest of what came."""
        return self._sealer.measure()

    def _write(self, pieces: Iterable[bytes]) -> None:
        for piece in pieces:
            self._stream.write(piece)
            self.stored += len(piece)


@contextmanager
def arriving(allowance: int) -> Iterator[Incoming]:
    """Receive a file of at most so many bytes. Within the block everything is done that can fail: `take`, `end`, and the
    action that keeps it (`seal_file`). The file is on disk when the block ends without an exception, if it was kept; else
    nothing is."""
    name = _files.new_name()
    with suppress(_NotKept), _files.written(name) as stream:
        incoming = Incoming(uuid4(), name, new_key(), stream, allowance)
        yield incoming
        if not incoming.kept:
            raise _NotKept


class _NotKept(Exception):
    """No action kept the file."""

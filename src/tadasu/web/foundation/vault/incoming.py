"""A file on its way in: sealed piece by piece as it comes, so that no plain byte of it ever lies on disk."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import IO
from uuid import UUID, uuid4

from tadasu.schema import UsageError
from tadasu.web.foundation.vault import _contexts, _files
from tadasu.web.foundation.vault._cleaning import Cleaner, Cleaning, Faulty
from tadasu.web.foundation.vault._sealing import Key, new_key
from tadasu.web.foundation.vault._stream import Measure, Sealer


class Incoming:
    """A file that is being received. `record` is the id that its record will have, `name` the random one on disk; `kept` is set
    by the action that keeps it. Where its sender wished it, pictures are cleaned before they are sealed (`clean`)."""

    def __init__(self, record: UUID, name: str, key: Key, stream: IO[bytes], allowance: int) -> None:
        self.record, self.name, self.key = record, name, key
        self.stored = 0
        self.ended = False
        self.kept = False
        self._stream, self._allowance = stream, allowance
        self._sealer = Sealer(key, _contexts.file(record))
        self._cleaner: Cleaner | None = None
        self._asked = False
        self._came = 0

    @property
    def cleaning(self) -> Cleaning:
        """What was done to it; certain when it has ended."""
        if self._cleaner is not None:
            return self._cleaner.cleaning
        return Cleaning.CHOSEN if self._asked else Cleaning.UNASKED

    def ask(self, *, clean: bool) -> None:
        """What its sender wished, before any of it is taken."""
        self._asked, self._cleaner = True, Cleaner() if clean else None

    def take(self, content: bytes) -> None:
        """More of it. Raises UsageError `vault-file-too-large` when more comes than may be stored, `vault-not-cleaned` for what
        is no whole picture."""
        self._came += len(content)
        if self._came > self._allowance:
            raise UsageError("vault-file-too-large", most=str(self._allowance // 1_000_000))
        self._seal(content, None if self._cleaner is None else self._cleaner.take)

    def end(self) -> None:
        """That was all of it. Raises UsageError `vault-not-cleaned` for a picture that is cut off."""
        if (cleaner := self._cleaner) is not None:
            self._seal(b"", lambda _: cleaner.end())
        self._write(self._sealer.end())
        self.ended = True

    def measure(self) -> Measure:
        """Length and digest of what is kept."""
        return self._sealer.measure()

    def _seal(self, content: bytes, cleaned: Callable[[bytes], bytes] | None) -> None:
        try:
            kept = content if cleaned is None else cleaned(content)
        except Faulty:
            raise UsageError("vault-not-cleaned") from None
        self._write(self._sealer.take(kept))

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

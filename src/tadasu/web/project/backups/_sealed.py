"""Encrypted on its way out, decrypted on its way in: streams through age, of which no plain byte lies on disk."""

import hashlib
import os
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pyrage
from pyrage import DecryptError, EncryptError, x25519

from tadasu.schema import StoreError, UsageError
from tadasu.web.project.backups._archive import Cut
from tadasu.web.project.backups._report import Unusable

MAGIC = b"age-encryption.org/v1\n"

_DRAINED = 1 << 16


class _Pull:
    """What a generator gives, as something to read from; an error is kept, for age makes another of it."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces, self._held = pieces, memoryview(b"")
        self.error: BaseException | None = None

    def read(self, size: int = -1) -> bytes:
        try:
            while not self._held:
                self._held = memoryview(next(self._pieces))
        except StopIteration:
            return b""
        except BaseException as error:
            self.error = error
            raise
        given, self._held = self._held[:size], self._held[size:]
        return bytes(given)


class _Push:
    """A file that is written to, with its digest."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream, self.size, self.sum = stream, 0, hashlib.sha256()
        self.error: BaseException | None = None

    def write(self, content: bytes) -> int:
        try:
            self._stream.write(content)
        except BaseException as error:
            self.error = error
            raise
        self.size += len(content)
        self.sum.update(content)
        return len(content)

    def flush(self) -> None:
        """When the stream is closed."""


def encrypt(pieces: Iterator[bytes], out: IO[bytes], keys: Sequence[x25519.Recipient]) -> tuple[int, str]:
    """Write the pieces, encrypted to every key; length and SHA-256 of what was written. Raises what reading or writing raised."""
    source, target = _Pull(pieces), _Push(out)
    try:
        pyrage.encrypt_io(source, target, list(keys))
        out.flush()
    except (EncryptError, OSError):
        raise source.error or target.error or StoreError("backup: it could not be encrypted") from None
    finally:
        close = getattr(pieces, "close", None)
        if close is not None:
            close()
    return target.size, target.sum.hexdigest()


@contextmanager
def decrypted(file: Path, key: x25519.Identity) -> Iterator[IO[bytes]]:
    """What a backup holds, as a stream; it comes from a thread that decrypts.

    Raises UsageError `restore-unreadable`; Unusable `restore-no-backup`, `restore-wrong-key`, and `restore-damaged` when a
    piece was changed or is missing, also when the block raises Cut.
    """
    try:
        stream = file.open("rb")
    except OSError as error:
        raise UsageError("restore-unreadable", file=file.name, reason=error.strerror or "") from None
    with stream:
        if stream.read(len(MAGIC)) != MAGIC:
            raise Unusable("restore-no-backup", file=file.name)
        stream.seek(0)
        incoming, outgoing = os.pipe()
        failed: list[Exception] = []
        thread = threading.Thread(target=_decrypt, args=(stream, outgoing, key, failed), daemon=True)
        thread.start()
        cut = False
        try:
            with os.fdopen(incoming, "rb") as plain:
                yield plain
                while plain.read(_DRAINED):  # to the end: age says there whether it was all
                    pass
        except Cut:
            cut = True
        finally:
            thread.join()
            _explain(file, failed, cut=cut)


def _decrypt(stream: IO[bytes], outgoing: int, key: x25519.Identity, failed: list[Exception]) -> None:
    try:
        with os.fdopen(outgoing, "wb") as out:
            pyrage.decrypt_io(stream, out, [key])
    except Exception as error:
        failed.append(error)


def _explain(file: Path, failed: Sequence[Exception], *, cut: bool) -> None:
    """Why it could not be decrypted to its end; that we had read enough is no reason."""
    for error in failed:
        if isinstance(error, DecryptError) and "matching keys" in str(error):
            raise Unusable("restore-wrong-key", file=file.name) from None
        cut = cut or not isinstance(error, BrokenPipeError)
    if cut:
        raise Unusable("restore-damaged", file=file.name) from None

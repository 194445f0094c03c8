"""A bag (BagIt 1.0, RFC 8493) as a ZIP that is written as it is read: nothing of it lies on disk, and it may be of any size.

Payload comes first and the lists of digests last, so that each digest is taken while its file goes by. Files are stored, not
compressed: what is inside was sealed, is often compressed already, and stays byte for byte what it was.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from zipfile import ZIP_STORED, ZipFile, ZipInfo

DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
_PRIVATE = 0o600 << 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Bag:
    """`folder` is the one folder in the ZIP; `payload` the files below `data/`, `tags` those beside it; `said` the fields of
    bag-info.txt, to which the count of the payload is added. `closing` gives back what the payload is read from."""

    folder: str
    on: date
    payload: Sequence[tuple[str, Iterable[bytes]]]
    tags: Sequence[tuple[str, bytes]]
    said: Sequence[tuple[str, str]]
    closing: Callable[[], None]


class Package(Iterator[bytes]):
    """The bytes of a bag's ZIP, to be read once; `close` gives what it reads from back, whether it was read or not."""

    def __init__(self, bag: Bag) -> None:
        self._bag, self._bytes = bag, _zipped(bag)

    def __next__(self) -> bytes:
        try:
            return next(self._bytes)
        except BaseException:  # at the end as on an error
            self.close()
            raise

    def close(self) -> None:
        """Read no further."""
        self._bag.closing()


class _Sink:
    """What a ZIP is written into: it cannot be gone back in, so that every byte can leave at once."""

    def __init__(self) -> None:
        self._held: list[bytes] = []

    def write(self, piece: bytes, /) -> int:
        self._held.append(bytes(piece))
        return len(piece)

    def flush(self) -> None:
        """Nothing is held back."""

    def close(self) -> None:
        """There is nothing behind it."""

    def taken(self) -> bytes:
        """What was written since."""
        held, self._held = b"".join(self._held), []
        return held


def _zipped(bag: Bag) -> Iterator[bytes]:
    sink = _Sink()
    with ZipFile(sink, "w", ZIP_STORED) as out:
        for name, pieces in _files(bag):
            info = ZipInfo(f"{bag.folder}/{name}", (bag.on.year, bag.on.month, bag.on.day, 0, 0, 0))
            info.external_attr = _PRIVATE
            with out.open(info, "w", force_zip64=True) as file:
                for piece in pieces:
                    file.write(piece)
                    if held := sink.taken():
                        yield held
            yield sink.taken()
    yield sink.taken()


def _files(bag: Bag) -> Iterator[tuple[str, Iterable[bytes]]]:
    """Every file, in the order in which it is written."""
    payload: dict[str, _Measured] = {}
    for name, pieces in bag.payload:
        payload[name] = _Measured(pieces)
        yield name, payload[name]
    size = sum(one.size for one in payload.values())
    info = [*bag.said, ("Payload-Oxum", f"{size}.{len(payload)}")]
    tags = [
        ("bagit.txt", DECLARATION),
        ("bag-info.txt", "".join(f"{name}: {' '.join(text.split())}\n" for name, text in info).encode()),
        *bag.tags,
        ("manifest-sha256.txt", _listed((name, one.digest) for name, one in payload.items())),
    ]
    for name, content in tags:
        yield name, [content]
    yield "tagmanifest-sha256.txt", [_listed((name, hashlib.sha256(content).hexdigest()) for name, content in tags)]


class _Measured(Iterable[bytes]):
    """Pieces, whose length and digest are known once they went by."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces, self._digest, self.size = pieces, hashlib.sha256(), 0

    def __iter__(self) -> Iterator[bytes]:
        for piece in self._pieces:
            self._digest.update(piece)
            self.size += len(piece)
            yield piece

    @property
    def digest(self) -> str:
        """In hexadecimal."""
        return self._digest.hexdigest()


def _listed(digests: Iterable[tuple[str, str]]) -> bytes:
    return "".join(f"{digest}  {name}\n" for name, digest in sorted(digests)).encode()

"""A delimited text that comes as a stream of bytes and is read once: what is sealed on disk is opened piece by piece."""

from collections.abc import Iterable, Iterator
from io import BufferedReader, RawIOBase, TextIOWrapper
from typing import Any

from tadasu.readers._delimited import MARK
from tadasu.readers._rows import checked_row, delimited_rows
from tadasu.readers._shapes import Layout, Row

HEAD_BYTES = 1 << 18
"""How much of a stream `sniff_head` should be shown."""


def stream_rows(pieces: Iterable[bytes], layout: Layout, *, name: str = "") -> Iterator[Row]:
    """The rows under the header, each with its file line and what is wrong with it; memory does not grow with the file.

    >>> layout = Layout(format="csv", encoding="cp932", delimiter=",", header_row=1, columns=("日付", "内容"))
    >>> rows = stream_rows(["日付,内容\\n2026-01-05,".encode("cp932"), "門の鍵\\n".encode("cp932")], layout)
    >>> [(row.number, row.values) for row in rows]
    [(2, ('2026-01-05', '門の鍵'))]
    """
    stream = TextIOWrapper(
        BufferedReader(open_stream(pieces), 1 << 16), encoding=layout.encoding, errors=MARK, newline=""
    )
    with stream:
        for row in delimited_rows(name, stream, layout):
            yield checked_row(name, row, layout)


def open_stream(pieces: Iterable[bytes]) -> RawIOBase:
    """The pieces as a file that is read once."""
    return _Raw(pieces)


class _Raw(RawIOBase):
    """The pieces as a file that is read from its beginning to its end."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces = iter(pieces)
        self._rest = memoryview(b"")

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, into: Any) -> int:
        """The next bytes; 0 at the end."""
        while not self._rest:
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            self._rest = memoryview(piece)
        count = min(len(into), len(self._rest))
        into[:count] = self._rest[:count]
        self._rest = self._rest[count:]
        return count

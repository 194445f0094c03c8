"""Bytes that come in pieces of any length, read by a cleaner as if they lay there: it waits where more are needed."""

from collections.abc import Generator
from typing import NoReturn, TypeVar

Found = TypeVar("Found")
Waits = Generator[None, None, Found]
"""Something that waits for more bytes on the way to what it finds."""


class Faulty(Exception):
    """It is no whole file of its kind, or more than one kind at once."""


class Flow:
    """`held` came and was not read yet; what is given on waits to be taken. A cleaner never holds more than it asks for at once
    (64 kB) and the piece that came last."""

    def __init__(self) -> None:
        self.held = bytearray()
        self.ended = False
        self._given: list[bytes] = []

    def give(self, content: bytes) -> None:
        """Pass it on."""
        self._given.append(content)

    def given(self) -> bytes:
        """What was passed on since it was asked last."""
        content = b"".join(self._given)
        self._given.clear()
        return content

    def first(self, count: int) -> bytes:
        """As many bytes of what is held, which are read then."""
        content = bytes(self.held[:count])
        del self.held[:count]
        return content

    def more(self) -> Waits[None]:
        """Wait. Raises Faulty when there is no more."""
        if self.ended:
            refuse("it is cut off")
        yield

    def exactly(self, count: int) -> Waits[bytes]:
        """So many bytes, and no fewer."""
        while len(self.held) < count:
            yield from self.more()
        return self.first(count)

    def pieces(self, count: int) -> Generator[bytes | None, None, None]:
        """So many bytes, in the pieces in which they come; None where one has to wait."""
        while count:
            if not self.held:
                if self.ended:
                    refuse("it is cut off")
                yield None
                continue
            piece = self.first(min(count, len(self.held)))
            count -= len(piece)
            yield piece

    def copy(self, count: int) -> Waits[None]:
        """Pass so many bytes on."""
        for piece in self.pieces(count):
            if piece is None:
                yield
            else:
                self.give(piece)

    def skip(self, count: int) -> Waits[None]:
        """Drop so many bytes."""
        for piece in self.pieces(count):
            if piece is None:
                yield

    def blank(self, count: int) -> Waits[None]:
        """Zeros in the place of so many bytes."""
        for piece in self.pieces(count):
            if piece is None:
                yield
            else:
                self.give(bytes(len(piece)))


def refuse(why: str) -> NoReturn:
    """Raises Faulty."""
    raise Faulty(why)

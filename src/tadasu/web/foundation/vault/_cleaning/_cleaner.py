"""Which cleaner a file needs, told by its first bytes and never by its name or the type its sender says."""

from collections.abc import Callable
from enum import StrEnum

from tadasu.web.foundation.vault._cleaning._flow import Flow, Waits
from tadasu.web.foundation.vault._cleaning._gif import gif
from tadasu.web.foundation.vault._cleaning._jpeg import jpeg
from tadasu.web.foundation.vault._cleaning._png import png
from tadasu.web.foundation.vault._cleaning._webp import webp

_DECIDES = 12
"""Bytes after which the kind of every file is known."""


class Cleaning(StrEnum):
    """What was done to a file before it was sealed. UNASKED: whoever sent it was not asked, and it is kept as it was sent."""

    CLEANED = "cleaned"
    UNCLEANABLE = "not-cleanable"
    CHOSEN = "as-sent"
    UNASKED = ""


class Cleaner:
    """Takes a file in pieces of any length and gives what is to be kept of it."""

    def __init__(self) -> None:
        self._flow = Flow()
        self._way: Waits[None] | None = None
        self._decided = False
        self._done = False

    @property
    def cleaning(self) -> Cleaning:
        """What it does with this file; certain when the file has ended."""
        return Cleaning.CLEANED if self._way is not None else Cleaning.UNCLEANABLE

    def take(self, content: bytes) -> bytes:
        """More of it. Raises Faulty; then nothing of the file may be kept."""
        if self._done:  # the picture is whole: what comes after it is none of it
            return b""
        self._flow.held += content
        if not self._decided and len(self._flow.held) >= _DECIDES:
            self._decide()
        return self._on() if self._decided else b""

    def end(self) -> bytes:
        """That was all; the rest. Raises Faulty where it is cut off."""
        self._flow.ended = True
        if not self._decided:
            self._decide()
        return b"" if self._done else self._on()

    def _decide(self) -> None:
        self._decided = True
        way = _way_of(bytes(self._flow.held[:_DECIDES]))
        self._way = way(self._flow) if way else None

    def _on(self) -> bytes:
        if self._way is None:
            return self._flow.first(len(self._flow.held))
        try:
            next(self._way)
        except StopIteration:
            self._done = True
            self._flow.held.clear()
        return self._flow.given()


def _way_of(start: bytes) -> Callable[[Flow], Waits[None]] | None:
    if start.startswith(b"\xff\xd8\xff"):
        return jpeg
    if start.startswith(b"\x89PNG\r\n\x1a\n"):
        return png
    if start.startswith((b"GIF87a", b"GIF89a")):
        return gif
    if start.startswith(b"RIFF") and start[8:] == b"WEBP":
        return webp
    return None

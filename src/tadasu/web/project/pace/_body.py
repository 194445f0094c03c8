"""What a sender sends, as long as it comes."""

import asyncio
import io
from collections.abc import Awaitable, Callable
from typing import Any

Receive = Callable[[], Awaitable[Any]]


class TooSlow(OSError):
    """The sender, or the reader, makes too little way."""


class Gone(OSError):
    """There is nobody any more."""


async def within(seconds: float, something: Awaitable[Any]) -> Any:
    """What comes in so many seconds. Unlike `asyncio.wait_for` it does not wait until what came too late has ended: the server
    may be slow to give that up. Raises TooSlow."""
    task = asyncio.ensure_future(something)
    done: set[Any] = set()
    try:
        done, _ = await asyncio.wait({task}, timeout=seconds)
    finally:
        if not done:
            task.add_done_callback(_forgotten)
            task.cancel()
    if not done:
        raise TooSlow
    return task.result()


def _forgotten(task: "asyncio.Future[Any]") -> None:
    """How it ended is of no interest; asking keeps asyncio from complaining."""
    if not task.cancelled():
        task.exception()


class Waiting:
    """How long we have waited, and what has moved in that time."""

    def __init__(self, window: float, least: int) -> None:
        self._window, self._least = window, least
        self._left, self._moved = window, 0

    async def wait(self, something: Awaitable[Any]) -> Any:
        """For the next that moves; time in which we do something else does not count. Raises TooSlow."""
        loop = asyncio.get_running_loop()
        began = loop.time()
        try:
            return await within(self._left, something)
        finally:
            self._left = max(self._left - (loop.time() - began), 0.001)

    def moved(self, size: int) -> None:
        """So much has come or gone; enough of it begins a new window."""
        self._moved += size
        if self._moved >= self._least:
            self._left, self._moved = self._window, 0


class Sent:
    """A body that comes in pieces. Not more is given than was announced."""

    def __init__(self, receive: Receive, length: int, waiting: Waiting) -> None:
        self._receive, self._left = receive, length
        self._waiting = waiting

    async def piece(self) -> bytes:
        """The next, empty at the end. Raises TooSlow, Gone when the sender is away before all has come."""
        while self._left:
            said = await self._waiting.wait(self._receive())
            if said["type"] != "http.request":
                raise Gone
            content: bytes = said.get("body", b"")[: self._left]
            if not content and not said.get("more_body", False):
                raise Gone
            self._left -= len(content)
            self._waiting.moved(len(content))
            if content:
                return content
        return b""

    async def whole(self) -> bytes:
        """All of it."""
        pieces = []
        while piece := await self.piece():
            pieces.append(piece)
        return b"".join(pieces)


class Stream(io.RawIOBase):
    """A body as Django reads it, in a thread. `failed` says afterwards why it ended early."""

    def __init__(self, sent: Sent, loop: asyncio.AbstractEventLoop) -> None:
        self._sent, self._loop = sent, loop
        self._held = memoryview(b"")
        self.failed: OSError | None = None

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, into: Any, /) -> int:
        """Some of it. Raises TooSlow, Gone: errors that Django knows as those of a body that cannot be read."""
        if self.failed is not None:
            raise self.failed
        if not self._held:
            try:
                self._held = memoryview(asyncio.run_coroutine_threadsafe(self._sent.piece(), self._loop).result())
            except (TooSlow, Gone) as error:
                self.failed = error
                raise
        size = min(len(into), len(self._held))
        into[:size], self._held = self._held[:size], self._held[size:]
        return size

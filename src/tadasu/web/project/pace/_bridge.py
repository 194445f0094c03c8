"""From ASGI to WSGI: the server's loop waits for senders and readers, threads only work."""

import asyncio
import io
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from dataclasses import dataclass
from typing import Any, cast

from tadasu.web.project.pace._body import Gone, Receive, Sent, Stream, TooSlow, Waiting
from tadasu.web.project.pace._environ import environ, length_of, path_of, unmeasured
from tadasu.web.project.pace._limits import LIMITS, Door, Limits

Send = Callable[[Any], Awaitable[None]]
Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

_PIECE = 1 << 16
_CLOSE = (b"connection", b"close")


@dataclass(frozen=True, slots=True)
class _Answer:
    """What is sent when the thread has gone on to another request; None when it was sent by pieces already."""

    status: int
    headers: list[tuple[bytes, bytes]]
    body: bytes


class _Busy(Exception):
    """As many long bodies come in as may at once."""


class Bridge:
    """An ASGI application around a WSGI one."""

    def __init__(self, application: Application, limits: Limits = LIMITS) -> None:
        self._application, self._limits = application, limits
        self._threads = ThreadPoolExecutor(limits.most_threads, thread_name_prefix="answer")
        self._places = {one: asyncio.Semaphore(one.places) for one in limits.doors}
        self._long = threading.Semaphore(limits.long)

    async def __call__(self, scope: Mapping[str, Any], receive: Receive, send: Send) -> None:
        """One request."""
        length = length_of(scope)
        if length is None or unmeasured(scope):
            await self._send(_plain(400 if length is None else 411), send)
            return
        door = None
        if length > self._limits.short:
            door = self._limits.door(path_of(scope))
            if door is None or (door.most is not None and length > door.most):
                await self._send(_plain(413), send)
                return
        try:
            async with self._turn(door):
                sent = Sent(receive, length, Waiting(self._limits.window, self._limits.least))
                answer = await self._answered(scope, sent, send, whole=door is None or door.whole)
            if answer is not None:
                await self._send(answer if scope["method"] != "HEAD" else _without_body(answer), send)
        except TooSlow:
            await self._send(_plain(408), send)
        except _Busy:
            await self._send(_plain(503), send)
        except Gone:
            return

    def _turn(self, door: Door | None) -> AbstractAsyncContextManager[None]:
        return nullcontext() if door is None else self._one_of_few(self._places[door])

    @asynccontextmanager
    async def _one_of_few(self, places: asyncio.Semaphore) -> AsyncIterator[None]:
        try:
            await asyncio.wait_for(places.acquire(), self._limits.patience)
        except TimeoutError:
            raise _Busy from None
        try:
            yield
        finally:
            places.release()

    async def _answered(self, scope: Mapping[str, Any], sent: Sent, send: Send, *, whole: bool) -> _Answer | None:
        loop = asyncio.get_running_loop()
        stream = None
        if whole:
            body: Any = io.BytesIO(await sent.whole())
        else:
            stream = Stream(sent, loop)
            body = io.BufferedReader(stream, _PIECE)
        outgoing = _Outgoing(loop, send, self._limits)
        answer = await loop.run_in_executor(self._threads, self._work, environ(scope, body), outgoing)
        if stream is not None and stream.failed is not None and answer is not None:
            raise stream.failed
        return answer

    def _work(self, told: dict[str, Any], outgoing: "_Outgoing") -> _Answer | None:
        """In a thread: the answer if it is short, else all of it is sent from here."""
        said: list[Any] = []

        def start_response(status: str, headers: list[tuple[str, str]], *_: Any) -> None:
            coded = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers]
            said[:] = [int(status.split(" ", 1)[0]), coded]

        answer = self._application(told, start_response)
        try:
            pieces, size = [], 0
            rest = iter(answer)
            for piece in rest:
                pieces.append(piece)
                size += len(piece)
                if size > self._limits.held:
                    break
            else:
                return _Answer(said[0], said[1], b"".join(pieces))
            if told["REQUEST_METHOD"] == "HEAD":
                return _Answer(said[0], said[1], b"")
            if not self._long.acquire(blocking=False):  # who waited would hold the thread
                return _plain(503)
            try:
                outgoing.send(said[0], said[1], _joined(pieces, rest))
            finally:
                self._long.release()
            return None
        finally:
            if (close := getattr(answer, "close", None)) is not None:
                close()

    async def _send(self, answer: _Answer, send: Send) -> None:
        """To a reader that takes its time: no thread waits for it, but neither do we for ever."""
        waiting = Waiting(self._limits.drain, self._limits.least)
        try:
            await waiting.wait(send(_start(answer.status, answer.headers)))
            for at in range(0, len(answer.body), _PIECE):
                await waiting.wait(send(_body(answer.body[at : at + _PIECE], more=True)))
                waiting.moved(_PIECE)
            await waiting.wait(send(_body(b"", more=False)))
        except TooSlow:
            raise Gone from None


class _Outgoing:
    """An answer on its way out of a thread."""

    def __init__(self, loop: asyncio.AbstractEventLoop, send: Send, limits: Limits) -> None:
        self._loop, self._send = loop, send
        self._waiting = Waiting(limits.drain, limits.least)

    def send(self, status: int, headers: list[tuple[bytes, bytes]], pieces: Iterator[bytes]) -> None:
        """All of it. Raises Gone when the reader takes too long."""
        self._one(_start(status, headers))
        for piece in pieces:
            for at in range(0, len(piece), _PIECE):
                self._one(_body(piece[at : at + _PIECE], more=True))
        self._one(_body(b"", more=False))

    def _one(self, said: Mapping[str, Any]) -> None:
        async def sent() -> None:
            await self._waiting.wait(self._send(said))

        try:
            asyncio.run_coroutine_threadsafe(sent(), self._loop).result()
        except TooSlow:
            raise Gone from None
        self._waiting.moved(len(cast(bytes, said.get("body", b""))))


def _joined(first: list[bytes], rest: Iterator[bytes]) -> Iterator[bytes]:
    yield from first
    yield from rest


def _start(status: int, headers: list[tuple[bytes, bytes]]) -> dict[str, Any]:
    return {"type": "http.response.start", "status": status, "headers": headers}


def _body(content: bytes, *, more: bool) -> dict[str, Any]:
    return {"type": "http.response.body", "body": content, "more_body": more}


def _plain(status: int) -> _Answer:
    """Without a page: nobody has been asked who this is, nor in which language."""
    headers = [(b"content-type", b"text/plain"), (b"content-length", b"0"), (b"cache-control", b"no-store"), _CLOSE]
    return _Answer(status, [*headers, (b"retry-after", b"60")] if status == 503 else headers, b"")


def _without_body(answer: _Answer) -> _Answer:
    return _Answer(answer.status, answer.headers, b"")

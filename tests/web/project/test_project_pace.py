"""Slow senders and slow readers, on real sockets: they end, and meanwhile everybody else is answered."""

import http.client
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from tests.web.paced import LIMITS, LONG

ROOT = Path(__file__).parents[3]
BOUND = 60.0
"""Seconds after which a test gives up; a machine under load is slow."""

MORE_THAN_THREADS = LIMITS.threads + 4


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """Of the running server."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        found = int(one.getsockname()[1])
    process = subprocess.Popen([sys.executable, "-m", "tests.web.paced", str(found)], cwd=ROOT)
    try:
        ends = time.monotonic() + BOUND
        while time.monotonic() < ends and process.poll() is None:
            with suppress(OSError):
                socket.create_connection(("127.0.0.1", found), timeout=1).close()
                break
            time.sleep(0.05)
        yield found
    finally:
        process.terminate()
        process.wait(BOUND)


@contextmanager
def senders(port: int, said: bytes, count: int = MORE_THAN_THREADS) -> Iterator[list[socket.socket]]:
    """So many who say this, and then nothing."""
    opened = []
    try:
        for _ in range(count):
            one = socket.create_connection(("127.0.0.1", port), timeout=BOUND)
            opened.append(one)
            one.sendall(said)
        yield opened
    finally:
        for one in opened:
            one.close()


def head(path: str, length: int, method: str = "POST") -> bytes:
    return f"{method} {path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {length}\r\n\r\n".encode()


def ask(
    port: int, path: str, body: bytes | None = None, method: str = "GET", headers: dict[str, str] | None = None
) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=BOUND)
    try:
        connection.request(method, path, body, headers or {})
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def ends(one: socket.socket) -> bytes:
    """All that comes, until the server closes."""
    found = b""
    with suppress(ConnectionResetError):
        while piece := one.recv(1 << 16):
            found += piece
    return found


def test_more_slow_senders_of_short_bodies_than_there_are_threads_stop_nobody_and_end_with_408(port: int) -> None:
    with senders(port, head("/count", 100) + b"a") as slow:
        assert ask(port, "/count", b"123", "POST") == (200, b"3")
        for one in slow:
            assert ends(one).startswith(b"HTTP/1.1 408 ")


def test_more_slow_senders_of_long_bodies_than_may_be_long_stop_no_page_and_end_with_408(port: int) -> None:
    with senders(port, head("/count", 10_000_000) + b"a" * 1000) as slow:
        assert ask(port, "/page") == (200, b"/page")
        answers = [ends(one) for one in slow]
    assert {one[:13] for one in answers} == {b"HTTP/1.1 408 "}


def test_who_sends_a_little_again_and_again_ends_too(port: int) -> None:
    with senders(port, head("/count", 100_000), count=1) as (one,):
        began, answered = time.monotonic(), b""
        one.settimeout(0.2)
        while not answered and time.monotonic() - began < BOUND:
            with suppress(TimeoutError):
                one.sendall(b"a")
                answered = one.recv(100)
        assert answered.startswith(b"HTTP/1.1 408 ")


def test_slow_heads_stop_nobody_and_end(port: int) -> None:
    with senders(port, b"GET / HTTP/1.1\r\nHo") as slow:
        assert ask(port, "/page") == (200, b"/page")
        for one in slow:
            assert b"200" not in ends(one)


def test_readers_who_read_nothing_of_a_short_answer_hold_no_thread(port: int) -> None:
    with senders(port, head("/held", 0, "GET")):
        assert ask(port, "/page") == (200, b"/page")


def test_more_readers_who_read_nothing_of_a_long_answer_than_there_are_threads_are_given_up(port: int) -> None:
    with senders(port, head("/long", 0, "GET")) as slow:
        assert ask(port, "/page") == (200, b"/page")
        assert any(len(ends(one)) < LONG for one in slow)


def test_after_all_of_them_long_bodies_and_long_answers_still_pass_whole(port: int) -> None:
    assert ask(port, "/count", b"z" * 20_000_000, "POST") == (200, b"20000000")
    assert len(ask(port, "/long")[1]) == LONG


def test_a_sender_who_goes_away_in_the_middle_leaves_the_thread(port: int) -> None:
    for _ in range(MORE_THAN_THREADS):
        with senders(port, head("/count", 10_000_000) + b"a" * 1000, count=1):
            pass
    assert ask(port, "/count", b"z" * 1_000_000, "POST") == (200, b"1000000")


def test_a_length_that_is_none_is_refused(port: int) -> None:
    for said in ("-1", "1e3", "3, 4", "0x10", "9" * 40):
        with senders(port, f"POST /count HTTP/1.1\r\nHost: a\r\nContent-Length: {said}\r\n\r\n".encode(), count=1) as (
            one,
        ):
            assert ends(one).startswith(b"HTTP/1.1 400 ")


def test_of_a_body_without_a_length_nothing_is_read(port: int) -> None:
    said = b"POST /count HTTP/1.1\r\nHost: a\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"
    with senders(port, said, count=1) as (one,):
        assert b"\r\n0\r\n" in ends(one)


def test_the_application_is_told_what_was_asked(port: int) -> None:
    assert ask(port, "/%E5%92%8C%2Fb") == (200, "/和/b".encode())
    assert ask(port, "/told/QUERY_STRING?a=%20b&c") == (200, b"'a=%20b&c'")
    assert ask(port, "/told/REMOTE_ADDR") == (200, b"'127.0.0.1'")
    assert ask(port, "/told/HTTP_X_FORWARDED_FOR", headers={"X-Forwarded-For": "192.0.2.1"}) == (200, b"'192.0.2.1'")
    assert ask(port, "/told/HTTP_X_FORWARDED_FOR", headers={"X_Forwarded_For": "192.0.2.1"}) == (200, b"None")
    assert ask(port, "/told/CONTENT_TYPE", headers={"Content-Type": "a/b"}) == (200, b"'a/b'")
    twice = b"GET /told/HTTP_COOKIE HTTP/1.1\r\nHost: a\r\nConnection: close\r\nCookie: a=1\r\nCookie: b=2\r\n\r\n"
    with senders(port, twice, count=1) as (one,):
        assert b"'a=1; b=2'" in ends(one)


def test_of_what_is_asked_with_head_there_is_no_body(port: int) -> None:
    assert ask(port, "/held", method="HEAD") == (200, b"")
    assert ask(port, "/long", method="HEAD") == (200, b"")

"""Slow senders and slow readers, on real sockets: they end, and meanwhile everybody else is answered."""

import http.client
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from django.urls import Resolver404, resolve, reverse
from tests.web.paced import COUNT, LIMITS, LONG, WHOLE

from tadasu.web.api._bodies import LARGEST as API_BODY
from tadasu.web.foundation.exchange._package import LARGEST as PACKAGE
from tadasu.web.project.pace import LIMITS as REAL
from tadasu.web.project.uploads import LIMIT as FORM_FILES

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


def told(one: socket.socket) -> bytes:
    """The head of an answer. After a 408 the connection itself may stay until its sender closes it: the web server may not give
    up at once that more of the body could come."""
    found = b""
    with suppress(ConnectionResetError):
        while b"\r\n\r\n" not in found and (piece := one.recv(1 << 16)):
            found += piece
    return found


def test_more_slow_senders_of_short_bodies_than_there_are_threads_stop_nobody_and_end_with_408(port: int) -> None:
    with senders(port, head("/count", 100) + b"a") as slow:
        assert ask(port, "/count", b"123", "POST") == (200, b"3")
        for one in slow:
            assert told(one).startswith(b"HTTP/1.1 408 ")


def test_more_slow_senders_of_long_bodies_than_may_be_long_stop_no_page_and_end_with_408(port: int) -> None:
    with senders(port, head("/count", 10_000_000) + b"a" * 1000) as slow:
        assert ask(port, "/page") == (200, b"/page")
        answers = [told(one) for one in slow]
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
        assert any(0 < len(ends(one)) < LONG for one in slow)


def test_of_long_answers_few_are_on_their_way_at_once_and_no_reader_of_one_stops_anything_else(port: int) -> None:
    over = threading.Event()
    with senders(port, head("/long", 0, "GET")) as slow:
        reading = [threading.Thread(target=trickle, args=(one, 100_000, over)) for one in slow]
        for one in reading:
            one.start()
        try:
            refused = b""
            ends_at = time.monotonic() + BOUND
            while not refused.startswith(b"HTTP/1.1 503 ") and time.monotonic() < ends_at:
                refused = head_of(port, "/long")
            time.sleep(LIMITS.window)
            for _ in range(2 * LIMITS.threads):
                assert ask(port, "/page") == (200, b"/page")
            assert ask(port, "/count", b"z" * 1_000_000, "POST") == (200, b"1000000")
        finally:
            over.set()
            for one in reading:
                one.join(BOUND)
    assert refused.startswith(b"HTTP/1.1 503 ")
    assert b"\r\nretry-after: 60\r\n" in refused.lower()


def trickle(one: socket.socket, pace: int, over: threading.Event) -> int:
    """What comes when so many bytes are read in a second."""
    began, found = time.monotonic(), 0
    with suppress(OSError):
        while not over.is_set() and (piece := one.recv(pace // 10)):
            found += len(piece)
            time.sleep(max(0.0, began + found / pace - time.monotonic()))
    return found


def eventually_free(port: int) -> None:
    """Those before have gone, which the server sees a little later."""
    until = time.monotonic() + BOUND
    while not head_of(port, "/long").startswith(b"HTTP/1.1 200 ") and time.monotonic() < until:
        time.sleep(0.1)
    time.sleep(0.5)


def head_of(port: int, path: str) -> bytes:
    """The first that is answered."""
    with senders(port, head(path, 0, "GET"), count=1) as (one,):
        return one.recv(10_000)


def test_who_reads_slowly_and_steadily_is_not_cut_though_the_kernel_shows_it_late(port: int) -> None:
    """At 400 kB a second its third of four megabytes takes longer than a sender may hold still."""
    eventually_free(port)
    with socket.socket() as one:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 16)
        one.settimeout(BOUND)
        one.connect(("127.0.0.1", port))
        one.sendall(head("/long", 0, "GET"))
        over = threading.Event()
        timer = threading.Timer(15, over.set)
        timer.start()
        assert trickle(one, 400_000, over) > 5_000_000
        assert over.is_set(), "it ended before"


def test_the_least_that_a_reader_must_take_is_little_beside_what_the_kernel_holds() -> None:
    """It had room again every 1.4 megabytes (tried on Linux), and a proxy in between holds as much again."""
    assert 2 * 1_400_000 / REAL.drain < 12_000


def test_a_body_longer_than_a_form_is_refused_at_once_where_none_is_expected(port: int) -> None:
    with senders(port, head("/form", LIMITS.short + 1)) as slow:
        for one in slow:
            assert ends(one).startswith(b"HTTP/1.1 413 ")
    with senders(port, head("/whole", (WHOLE.most or 0) + 1), count=1) as (one,):
        assert ends(one).startswith(b"HTTP/1.1 413 ")
    longest = b"z" * LIMITS.short
    assert ask(port, "/form", longest, "POST") == (200, str(LIMITS.short).encode())


def test_slow_senders_at_one_door_leave_the_places_of_another(port: int) -> None:
    with senders(port, head("/count", 10_000_000) + b"a" * 1000):
        began = time.monotonic()
        assert ask(port, "/whole", b"z" * 900_000, "POST") == (200, b"900000")
        assert time.monotonic() - began < LIMITS.window


def test_bodies_that_are_taken_in_whole_wait_for_a_place_and_hold_no_thread(port: int) -> None:
    with senders(port, head("/whole", 900_000) + b"a" * 1000) as slow:
        assert ask(port, "/page") == (200, b"/page")
        assert {told(one)[:13] for one in slow} == {b"HTTP/1.1 408 "}
    assert ask(port, "/whole", b"z" * 900_000, "POST") == (200, b"900000")


def test_the_threads_are_as_many_as_all_that_may_hold_one_and_those_for_the_rest() -> None:
    assert LIMITS.most_threads == LIMITS.threads + LIMITS.long + COUNT.places
    assert REAL.most_threads == REAL.threads + REAL.long + 8


def test_after_all_of_them_long_bodies_and_long_answers_still_pass_whole(port: int) -> None:
    eventually_free(port)
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


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "GET"])
def test_a_body_without_a_length_is_refused_and_not_taken_for_an_empty_one(port: int, method: str) -> None:
    said = f"{method} /count HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n".encode()
    with senders(port, said, count=1) as (one,):
        answered = ends(one)
    assert answered.startswith(b"HTTP/1.1 411 ")
    assert b"\r\nconnection: close\r\n" in answered.lower()


PARTS = ("0" * 8 + "-0000-4000-8000-" + "0" * 12, "0" * 32, "sanctions")
"""What may stand for a part of an address: an id, an instance, a name."""


@pytest.mark.parametrize("path", [path for door in REAL.doors for path in door.paths])
def test_every_door_for_long_bodies_is_an_address_of_the_project(path: str) -> None:
    found = set()
    for part in PARTS:
        with suppress(Resolver404):
            found.add(resolve(path.replace("*", part)).url_name)
    assert found - {"api-nothing"}


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("vault-add-file", [PARTS[0]]),
        ("correspondence-file", []),
        ("correspondence-send-file", [PARTS[0]]),
        ("exchange-take", [PARTS[0]]),
        ("exchange-propose", [PARTS[0]]),
        ("ui-components", []),
    ],
)
def test_every_address_that_takes_files_is_such_a_door_and_no_other_is(name: str, arguments: list[str]) -> None:
    assert REAL.door(reverse(name, args=arguments)) is not None
    assert REAL.door("/account/sign-in") is None
    assert REAL.door(f"{reverse(name, args=arguments)}/more") is None


def test_what_a_door_takes_is_what_its_view_takes() -> None:
    def most(path: str) -> int:
        door = REAL.door(path)
        assert door is not None
        assert door.most is not None
        return door.most

    assert most("/exchange/inbox/a") > PACKAGE
    assert most(f"/exchange/of/{PARTS[0]}/take") > FORM_FILES
    assert most("/api/v1/match/a") > API_BODY


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

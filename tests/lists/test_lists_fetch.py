"""Fetching from a server on this machine that answers as publishers' servers do on bad days."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pytest

from tadasu.lists import Fetched, fetch
from tadasu.schema import ListRefused, UsageError

Answer = tuple[int, dict[str, str], bytes]
PAGE = b"<!DOCTYPE html><html><body>Service unavailable</body></html>"


def un_list(count: int = 600, *, name: str = "HYOHON") -> bytes:
    records = "".join(
        f"<ENTITY><DATAID>{n}</DATAID><FIRST_NAME>{name} {n}</FIRST_NAME>"
        f"<REFERENCE_NUMBER>TEe.{n}</REFERENCE_NUMBER></ENTITY>"
        for n in range(count)
    )
    return f"<CONSOLIDATED_LIST dateGenerated='2026-03-01'><ENTITIES>{records}</ENTITIES></CONSOLIDATED_LIST>".encode()


@dataclass
class Publisher:
    """A server whose answers are given in advance, per path, the last one repeated; it keeps what it was asked."""

    base: str = ""
    answers: dict[str, list[Answer]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def answers_with(self, *answers: Answer, path: str = "/list.xml") -> str:
        self.answers[path] = list(answers)
        return f"{self.base}{path}"

    def next_for(self, path: str, headers: dict[str, str]) -> Answer:
        self.asked.append((path, headers))
        queue = self.answers[path]
        return queue.pop(0) if len(queue) > 1 else queue[0]


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    state = Publisher()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, headers, body = state.next_for(self.path, {k.lower(): v for k, v in self.headers.items()})
            self.send_response(status)
            for name, value in ({"Content-Length": str(len(body))} | headers).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)
            self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    state.base = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield state
    server.shutdown()
    thread.join()
    server.server_close()


@dataclass
class Desk:
    """Fetches the UN list without waiting; keeps the waits that were asked for."""

    folder: Path
    waits: list[float] = field(default_factory=list)

    def fetch(
        self, address: str, list_id: str = "un-sc", progress: Callable[[int, int | None], None] | None = None
    ) -> Fetched:
        return fetch(list_id, self.folder, address=address, sleep=self.waits.append, progress=progress)

    def refused(self, address: str) -> tuple[str, dict[str, str]]:
        with pytest.raises(ListRefused) as refusal:
            self.fetch(address)
        problem = refusal.value.problems[0]
        return problem.code, dict(problem.params)

    def files(self) -> list[str]:
        return sorted(str(path.relative_to(self.folder)) for path in self.folder.rglob("*") if path.is_file())


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(folder=tmp_path)


def test_a_good_file_after_two_503s_is_read_and_kept(publisher: Publisher, desk: Desk) -> None:
    busy: Answer = (503, {}, PAGE)
    found = desk.fetch(publisher.answers_with(busy, busy, (200, {}, un_list())))
    assert found.read is not None
    assert (found.changed, len(found.read.entities), found.read.digest) == (True, 600, found.digest)
    assert found.path == desk.folder / "un-sc" / "consolidated.xml"
    assert desk.files() == ["un-sc/consolidated.xml", "un-sc/fetched.json"]
    assert desk.waits == [1.0, 2.0]


def test_a_server_that_stays_busy_is_refused_after_four_attempts(publisher: Publisher, desk: Desk) -> None:
    code, params = desk.refused(publisher.answers_with((503, {"Retry-After": "9"}, PAGE)))
    assert (code, params["status"]) == ("fetch-status", "503")
    assert desk.waits == [9.0, 9.0, 9.0]
    assert len(publisher.asked) == 4


def test_403_is_refused_at_once(publisher: Publisher, desk: Desk) -> None:
    code, params = desk.refused(publisher.answers_with((403, {}, PAGE)))
    assert (code, params["status"], desk.waits, desk.files()) == ("fetch-status", "403", [], [])


def test_a_web_page_with_200_is_refused(publisher: Publisher, desk: Desk) -> None:
    code, params = desk.refused(publisher.answers_with((200, {}, PAGE)))
    assert (code, params["expected"]) == ("fetch-html", "xml")


def test_half_a_file_is_refused(publisher: Publisher, desk: Desk) -> None:
    whole = un_list()
    half = whole[: len(whole) // 2]
    code, params = desk.refused(publisher.answers_with((200, {"Content-Length": str(len(whole))}, half)))
    assert (code, params["expected"], params["found"]) == ("fetch-short", str(len(whole)), str(len(half)))
    assert desk.files() == []


def test_an_empty_body_is_refused(publisher: Publisher, desk: Desk) -> None:
    assert desk.refused(publisher.answers_with((200, {}, b"")))[0] == "fetch-empty"


def test_a_redirect_within_the_scheme_is_followed(publisher: Publisher, desk: Desk) -> None:
    publisher.answers_with((200, {}, un_list()), path="/new.xml")
    assert desk.fetch(publisher.answers_with((302, {"Location": "/new.xml"}, b""))).changed


@pytest.mark.parametrize("target", ["http://example.org/list.xml", "file:///etc/hosts", "ftp://example.org/list.xml"])
def test_a_redirect_to_another_scheme_is_refused(publisher: Publisher, desk: Desk, target: str) -> None:
    code, params = desk.refused(publisher.answers_with((302, {"Location": target}, b"")))
    assert (code, params["to"].partition(":")[0]) == ("fetch-redirect", target.partition(":")[0])


def test_redirects_in_a_circle_are_refused(publisher: Publisher, desk: Desk) -> None:
    assert desk.refused(publisher.answers_with((302, {"Location": "/list.xml"}, b"")))[0] == "fetch-redirect"


def test_an_address_without_encryption_is_refused(desk: Desk) -> None:
    assert desk.refused("http://example.org/list.xml")[0] == "fetch-insecure"


def test_nobody_listening_is_refused_after_retries(publisher: Publisher, desk: Desk) -> None:
    def refuse(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("no", request=request)

    with httpx.Client(transport=httpx.MockTransport(refuse)) as client, pytest.raises(ListRefused) as refusal:
        fetch("un-sc", desk.folder, client=client, sleep=desk.waits.append)
    problem = refusal.value.problems[0]
    assert (problem.code, dict(problem.params)["attempts"], len(desk.waits)) == ("fetch-unreachable", "4", 3)


def test_what_has_not_changed_is_not_loaded_again(publisher: Publisher, desk: Desk) -> None:
    marks = {"ETag": '"1"', "Last-Modified": "Sun, 01 Mar 2026 00:00:00 GMT"}
    address = publisher.answers_with((200, marks, un_list()), (304, {}, b""))
    first, second = desk.fetch(address), desk.fetch(address)
    assert (second.changed, second.read, second.digest, second.path) == (False, None, first.digest, first.path)
    headers = publisher.asked[1][1]
    assert (headers["if-none-match"], headers["if-modified-since"]) == ('"1"', marks["Last-Modified"])


def test_a_file_that_was_tampered_with_is_loaded_again(publisher: Publisher, desk: Desk) -> None:
    address = publisher.answers_with((200, {"ETag": '"1"'}, un_list()))
    desk.fetch(address).path.write_bytes(b"something else")
    assert desk.fetch(address).changed
    assert "if-none-match" not in publisher.asked[1][1]


@pytest.mark.parametrize("bad", [(200, {}, PAGE), (200, {}, un_list(3)), (200, {}, un_list()[:-9]), (403, {}, b"no")])
def test_the_last_good_file_stays_when_the_new_one_is_refused(publisher: Publisher, desk: Desk, bad: Answer) -> None:
    good = un_list()
    address = publisher.answers_with((200, {}, good), bad)
    path = desk.fetch(address).path
    desk.refused(address)
    assert path.read_bytes() == good
    assert desk.files() == ["un-sc/consolidated.xml", "un-sc/fetched.json"]


def test_files_that_belong_together_come_together(publisher: Publisher, desk: Desk) -> None:
    rows = "".join(f'{n},"HYOHON {n}",-0- ,"TEST",{"-0- ," * 7}-0- \r\n' for n in range(5000))
    address = publisher.answers_with((200, {"ETag": '"1"'}, rows.encode() + b"\x1a"), (304, {}, b""), path="/sdn.csv")
    publisher.answers_with((200, {}, b'1,1,"aka","MIHON",-0- \r\n\x1a'), path="/alt.csv")
    publisher.answers_with((200, {}, b'1,1,-0- ,-0- ,"Japan",-0- \r\n\x1a'), path="/add.csv")
    first = desk.fetch(address, "us-ofac-sdn")
    assert first.read is not None
    assert (first.read.entities[1].aliases, first.read.entities[1].countries) == (("MIHON",), ("jp",))
    publisher.answers_with((200, {"ETag": '"2"'}, b'1,1,"aka","REI",-0- \r\n\x1a'), (304, {}, b""), path="/alt.csv")
    second = desk.fetch(address, "us-ofac-sdn")
    assert second.read is not None
    assert second.read.entities[1].aliases == ("REI",)
    assert first.digest == first.read.digest != second.digest == second.read.digest


def test_an_older_edition_is_refused_and_the_files_stay(publisher: Publisher, desk: Desk) -> None:
    address = publisher.answers_with((200, {}, un_list()))
    with pytest.raises(ListRefused, match="older-than-in-force"):
        fetch("un-sc", desk.folder, address=address, in_force=date(2026, 3, 2))
    assert desk.files() == []
    assert fetch("un-sc", desk.folder, address=address, in_force=date(2026, 3, 2), older=True).changed


def test_progress_reports_bytes_and_total(publisher: Publisher, desk: Desk) -> None:
    seen: list[tuple[int, int | None]] = []
    body = un_list()
    desk.fetch(publisher.answers_with((200, {}, body)), progress=lambda got, total: seen.append((got, total)))
    assert seen[-1] == (len(body), len(body))


def test_a_list_without_an_address_says_so(desk: Desk) -> None:
    with pytest.raises(UsageError) as error:
        fetch("jp-meti-end-users", desk.folder)
    assert (error.value.code, dict(error.value.params)["list"]) == ("list-without-address", "jp-meti-end-users")

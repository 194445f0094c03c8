"""Posting goes to the peer and to nobody else; the door takes what is posted, and says by a number what became of it."""

import gzip
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from tests.web.made_exchange import Side, framed, manifest, package, two

from tadasu.web.foundation.access import acting
from tadasu.web.foundation.exchange import _posting
from tadasu.web.foundation.exchange._package import LARGEST
from tadasu.web.foundation.exchange._posting import post
from tadasu.web.foundation.exchange._receipt import read_receipt
from tadasu.web.foundation.exchange.addresses import is_public
from tadasu.web.foundation.exchange.faults import Fault
from tadasu.web.foundation.exchange.models import Arrival
from tadasu.web.foundation.exchange.views import post as door

ID = "a" * 32
HERE = {"TADASU_EXCHANGE_PRIVATE": "127.0.0.1"}


@contextmanager
def answering(status: int, body: bytes = b"", **headers: str) -> Iterator[tuple[str, list[tuple[str, bytes]]]]:
    """A server of ours on loopback that says always the same; its address, and what it was sent."""
    seen: list[tuple[str, bytes]] = []

    class Answers(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            seen.append((self.path, self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *arguments: object) -> None:
            """Quiet."""

    server = HTTPServer(("127.0.0.1", 0), Answers)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", seen
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def code_of(address: str, environment: dict[str, str]) -> str:
    with pytest.raises(Fault) as found:
        post(address, ID, b"data", environment)
    return found.value.code


def test_a_package_is_posted_to_the_address_of_the_card() -> None:
    with answering(202, b"signed") as (address, seen):
        assert post(f"{address}/tadasu", ID, b"data", HERE) == b"signed"
    assert seen == [(f"/tadasu/exchange/inbox/{ID}", b"data")]


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:1",
        "https://127.0.0.1",
        "https://localhost",
        "https://[::1]",
        "https://10.0.0.1",
        "https://192.168.1.1",
        "https://169.254.169.254",
        "https://[::ffff:127.0.0.1]",
        "https://[fe80::1]",
        "https://0.0.0.0",
        "https://2130706433",
        "https://127.1",
        "http://9.9.9.9",
    ],
)
def test_an_address_inside_is_not_posted_to(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_posting, "_posted", _never)
    assert code_of(address, {}) == "exchange-address-private"


def _never(*arguments: object) -> bytes:
    raise AssertionError("a connection was made")


def test_a_name_of_which_one_address_is_inside_is_not_posted_to(monkeypatch: pytest.MonkeyPatch) -> None:
    def found(*arguments: object, **named: object) -> list[Any]:
        return [(0, 0, 0, "", ("9.9.9.9", 443)), (0, 0, 0, "", ("127.0.0.1", 443))]

    monkeypatch.setattr(socket, "getaddrinfo", found)
    monkeypatch.setattr(_posting, "_posted", _never)
    assert code_of("https://both.invalid", {}) == "exchange-address-private"


def test_a_name_is_asked_for_once_and_the_connection_goes_to_what_was_looked_at(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []
    resolve = socket.getaddrinfo

    def found(host: Any, *arguments: Any, **named: Any) -> list[Any]:
        asked.append(str(host))
        return resolve("127.0.0.1", *arguments, **named)

    monkeypatch.setattr(socket, "getaddrinfo", found)
    with answering(202, b"signed") as (address, _):
        port = address.rpartition(":")[2]
        environment = {"TADASU_EXCHANGE_PRIVATE": f"peer.invalid:{port}"}
        assert post(f"http://peer.invalid:{port}", ID, b"data", environment) == b"signed"
    assert asked.count("peer.invalid") == 1


def test_a_redirect_is_not_followed() -> None:
    with answering(202, b"inside") as (inside, seen), answering(307, Location=f"{inside}/x") as (address, _):
        assert code_of(address, HERE) == "exchange-unreachable"
    assert seen == []


@pytest.mark.parametrize("status", [200, 404, 500, 400])
def test_an_answer_that_is_none_of_the_exchange_is_none(status: int) -> None:
    with answering(status, b"{}") as (address, _):
        assert code_of(address, HERE) == "exchange-unreachable"


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (403, "exchange-unknown-peer"),
        (403, "exchange-signature"),
        (400, "exchange-not-opened"),
        (429, "exchange-too-many"),
    ],
)
def test_why_a_peer_takes_nothing_for_now_is_said(status: int, code: str) -> None:
    with answering(status, b'{"code": "' + code.encode() + b'"}') as (address, _):
        assert code_of(address, HERE) == code


@pytest.mark.parametrize("body", [b'{"code": "exchange-made-up"}', b'{"code": 1}', b"", b"[" * 3000])
def test_a_reason_that_nobody_knows_is_no_answer(body: bytes) -> None:
    with answering(403, body) as (address, _):
        assert code_of(address, HERE) == "exchange-unreachable"


def test_an_answer_that_is_packed_is_not_unpacked() -> None:
    packed = gzip.compress(bytes(1_000_000))
    with answering(202, packed, **{"Content-Encoding": "gzip"}) as (address, _):
        assert post(address, ID, b"data", HERE) == packed


def test_an_answer_without_end_is_not_read_to_its_end() -> None:
    with answering(202, b"x" * 1_000_000) as (address, _):
        assert code_of(address, HERE) == "exchange-unreachable"


def test_a_peer_that_answers_in_drops_does_not_hold_the_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_posting, "ALL", 1.0)
    over = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def drip() -> None:
            taken, _ = listening.accept()
            with taken, suppress(OSError):
                taken.sendall(b"HTTP/1.1 202 Accepted\r\n")
                while not over.wait(0.1):
                    taken.sendall(b"X-Wait: 1\r\n")

        thread = threading.Thread(target=drip, daemon=True)
        thread.start()
        try:
            assert code_of(f"http://127.0.0.1:{listening.getsockname()[1]}", HERE) == "exchange-unreachable"
        finally:
            over.set()
            thread.join()


@pytest.mark.parametrize(
    "address",
    [
        "::127.0.0.1",
        "::7f00:1",
        "::ffff:0:127.0.0.1",
        "fec0::1",
        "64:ff9b:1::7f00:1",
        "192.88.99.1",
        "5f00::1",
        "3fff::1",
        "fe80::1",
        "fc00::1",
        "ff02::1",
    ],
)
def test_other_ways_to_write_what_is_inside_are_inside(address: str) -> None:
    assert not is_public(address)


def test_addresses_of_the_open_network_are_public() -> None:
    assert all(map(is_public, ("9.9.9.9", "2620:fe::fe", "2001:4860:4860::8888", "64:ff9b::9.9.9.9")))


def test_a_certificate_that_nobody_vouches_for_is_not_believed(tmp_path: Any) -> None:
    from datetime import UTC, datetime, timedelta

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), 1, now, now + timedelta(days=1)).sign(
        key, hashes.SHA256()
    )
    file = tmp_path / "server.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def shake() -> None:
            taken, _ = listening.accept()
            try:
                context.wrap_socket(taken, server_side=True).close()
            except (ssl.SSLError, OSError):
                taken.close()

        thread = threading.Thread(target=shake, daemon=True)
        thread.start()
        assert code_of(f"https://127.0.0.1:{listening.getsockname()[1]}", HERE) == "exchange-unreachable"
        thread.join()


@given(st.ip_addresses(v=4, network="10.0.0.0/8") | st.ip_addresses(v=4, network="127.0.0.0/8"))
def test_a_private_address_stays_private_in_the_clothes_of_version_6(address: Any) -> None:
    number = int(address)
    for text in (
        str(address),
        f"::ffff:{address}",
        f"64:ff9b::{address}",
        f"2002:{number >> 16:x}:{number & 0xFFFF:x}::",
    ):
        assert not is_public(text)


@pytest.fixture
def both(database: None) -> tuple[Side, Side]:
    return two()


def posted(client: Client, there: Side, data: bytes, instance: str = "") -> Any:
    address = reverse("exchange-post", args=[instance or there.own.id])
    return client.post(address, data, content_type="application/octet-stream")


def test_a_package_is_taken_at_the_door_without_an_account(both: tuple[Side, Side]) -> None:
    here, there = both
    browser = Client(enforce_csrf_checks=True)
    answer = posted(browser, there, package(here, there))
    assert answer.status_code == 202
    receipt = read_receipt(answer.content)
    assert receipt.signed_by(there.own.now.public)
    assert str(receipt.answer) == "taken"
    assert not answer.cookies
    again = posted(browser, there, package(here, there))
    assert (again.status_code, again.json()["answer"]) == (202, "again")
    with acting(there.actor):
        assert Arrival.objects.filter(answer="taken").count() == 1


def test_numbers_say_what_became_of_it(both: tuple[Side, Side]) -> None:
    here, there = both
    browser = Client()
    waits = package(here, there, 3, kind="findings")
    assert posted(browser, there, waits).status_code == 409
    assert posted(browser, there, framed(here, manifest(here, there))).status_code == 422
    assert posted(browser, there, b"nothing").status_code == 400
    assert posted(browser, there, bytes(LARGEST + 1)).status_code == 413
    assert posted(browser, there, package(there, there)).status_code == 403
    assert posted(browser, there, waits, "0" * 32).status_code == 404


def test_a_refusal_without_a_known_signature_is_signed_by_nobody_and_kept_nowhere(both: tuple[Side, Side]) -> None:
    _, there = both
    answer = posted(Client(), there, b"nothing")
    assert answer.json() == {"code": "exchange-no-package"}
    with acting(there.actor):
        assert not Arrival.objects.exists()


def test_a_flood_has_to_wait(both: tuple[Side, Side], monkeypatch: pytest.MonkeyPatch) -> None:
    here, there = both
    monkeypatch.setattr(door, "MOST_A_MINUTE", 2)
    found = [posted(Client(), there, b"nothing").status_code for _ in range(3)]
    assert found == [400, 400, 429]
    assert posted(Client(), here, b"nothing").status_code == 400


def test_a_card_is_public_and_other_pages_are_not(both: tuple[Side, Side]) -> None:
    _, there = both
    answer = Client().get(reverse("exchange-card", args=[there.own.id]))
    assert answer.content.decode() == there.card
    assert Client().get(reverse("exchange-card", args=["0" * 32])).status_code == 404

"""What is fetched for somebody comes from the open network alone, within bounds, and tells nothing of us. What it is, is said."""

import gzip
import socket
import zlib
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from tests.web.made_press import NIGHT, Newsroom, Outlet, an_outlet, page

from tadasu.schema import UsageError
from tadasu.web.evidence.press import _fetching, actions
from tadasu.web.evidence.press._fetching import AGENT, MOST_REDIRECTS, PAGE, checked_address, fetch
from tadasu.web.evidence.press._reading import read
from tadasu.web.foundation.access import acting


@pytest.fixture
def outlet(monkeypatch: pytest.MonkeyPatch) -> Iterator[Outlet]:
    with an_outlet(monkeypatch) as found:
        yield found


def code(address: str, **more: Any) -> str:
    """Why nothing was fetched."""
    with pytest.raises(UsageError) as raised:
        fetch(address, **more)
    return raised.value.code


def unread(content: bytes, **more: Any) -> str:
    """Why it cannot be read."""
    with pytest.raises(UsageError) as raised:
        read(content, **more)
    return raised.value.code


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/", "http://localhost/", "https://[::1]/", "http://10.0.0.1/", "http://192.168.1.1/",
        "http://172.16.0.1/", "http://169.254.169.254/latest/meta-data/", "http://[::ffff:127.0.0.1]/", "http://[fe80::1]/",
        "http://0.0.0.0/", "http://2130706433/", "http://127.1/", "http://0x7f000001/", "http://100.64.0.1/",
        "http://[fc00::1]/", "http://224.0.0.1/", "http://[64:ff9b::7f00:1]/", "http://255.255.255.255/",
    ],
)  # fmt: skip
def test_an_address_inside_is_never_asked(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(httpx, "AsyncClient", _never)
    assert code(address) in {"press-address-inside", "press-unreachable"}


def _never(*arguments: object, **named: object) -> None:
    raise AssertionError("a connection was made")


@pytest.mark.parametrize(
    "address",
    [
        "", "ftp://lantern.invalid/", "file:///etc/passwd", "javascript:alert(1)", "//lantern.invalid/", "lantern.invalid",
        "http://user:pass@lantern.invalid/", "http://lantern.invalid@127.0.0.1/", "http:///x", "http://lantern.invalid:22/",
        "http://lantern.invalid:99999/", "http://lantern.invalid/" + "x" * 2000, "http://[::1", "gopher://lantern.invalid/",
        "http://lan\u202etern.invalid/",
    ],
)  # fmt: skip
def test_only_usual_addresses_of_pages_can_be_asked_for(address: str) -> None:
    assert code(address) == "press-address"


def test_an_address_is_asked_for_without_its_fragment_and_in_plain_letters() -> None:
    assert checked_address(" https://lantern.invalid/夜?q=門#end ") == "https://lantern.invalid/%E5%A4%9C?q=%E9%96%80"


def test_no_setting_lets_an_address_inside_in() -> None:
    assert not _fetching.INSIDE


def test_a_name_of_which_one_address_is_inside_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    def found(*arguments: object, **named: object) -> list[Any]:
        return [(0, 0, 0, "", ("9.9.9.9", 80)), (0, 0, 0, "", ("127.0.0.1", 80))]

    monkeypatch.setattr(socket, "getaddrinfo", found)
    monkeypatch.setattr(httpx, "AsyncClient", _never)
    assert code("http://both.invalid/") == "press-address-inside"


def test_a_name_is_resolved_once_and_the_connection_goes_to_what_was_looked_at(
    outlet: Outlet, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that answers otherwise the second time would lead inside."""
    asked: list[str] = []
    resolve, port = socket.getaddrinfo, int(outlet.host.rpartition(":")[2])

    def found(host: Any, *arguments: Any, **named: Any) -> list[Any]:
        asked.append(str(host))
        return resolve("127.0.0.1", *arguments, **named)

    monkeypatch.setattr(socket, "getaddrinfo", found)
    monkeypatch.setattr(_fetching, "INSIDE", frozenset({f"lantern.invalid:{port}"}))
    outlet.put("/a", "x")
    assert fetch(f"http://lantern.invalid:{port}/a").content == b"x"
    assert asked.count("lantern.invalid") == 1
    assert outlet.asked[0][1]["host"] == f"lantern.invalid:{port}"


@pytest.mark.parametrize(
    "to", ["http://127.0.0.1:1/", "http://localhost/", "http://169.254.169.254/", "http://[::1]:80/", "//10.0.0.1/"]
)
def test_a_redirect_that_leads_inside_is_not_followed(outlet: Outlet, to: str) -> None:
    address = outlet.put("/a", "", status=302, Location=to)
    assert code(address) in {"press-address-inside", "press-address"}
    assert [path for path, _ in outlet.asked] == ["/a"]


def test_a_redirect_to_a_file_of_ours_is_not_followed(outlet: Outlet) -> None:
    assert code(outlet.put("/a", "", status=301, Location="file:///etc/passwd")) == "press-address"


def test_redirects_are_followed_to_the_page_and_no_further_than_a_few(outlet: Outlet) -> None:
    outlet.put("/end", page())
    start = outlet.put("/a", "", status=301, Location="/end")
    assert fetch(start).url == outlet.address + "/end"
    assert code(outlet.put("/round", "", status=302, Location="/round")) == "press-redirects"
    assert len([path for path, _ in outlet.asked if path == "/round"]) == MOST_REDIRECTS + 1


def test_the_outlet_is_told_nothing_of_us(outlet: Outlet) -> None:
    fetch(outlet.put("/a", page(), Set_Cookie="seen=1"))
    fetch(outlet.address + "/a")
    for _, headers in outlet.asked:
        assert headers["user-agent"] == AGENT
        assert not {"cookie", "referer", "from", "authorization", "x-forwarded-for"} & headers.keys()
        assert "tadasu" not in str(headers).lower()
        assert "python" not in str(headers).lower()


def test_a_page_that_is_not_there_says_so_with_its_number(outlet: Outlet) -> None:
    with pytest.raises(UsageError) as raised:
        fetch(outlet.address + "/missing")
    assert (raised.value.code, dict(raised.value.params)) == ("press-status", {"status": "404"})


def test_nobody_there_is_said() -> None:
    assert code("http://nobody.invalid/") == "press-unreachable"


def test_an_outlet_that_answers_in_drops_is_not_waited_for(outlet: Outlet, monkeypatch: pytest.MonkeyPatch) -> None:
    import threading

    stop = threading.Event()
    outlet.slow = lambda: (stop.wait(20), None)[1]
    monkeypatch.setattr(_fetching, "ALL", 0.3)
    try:
        assert code(outlet.put("/a", "x")) == "press-slow"
    finally:
        stop.set()


def test_a_file_larger_than_the_bound_is_not_taken(outlet: Outlet) -> None:
    assert code(outlet.put("/a", b"x" * 1001), most=1000) == "press-too-large"
    assert len(fetch(outlet.address + "/a", most=1001).content) == 1001


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
def test_what_is_packed_small_is_unpacked_no_further_than_the_bound(outlet: Outlet, coding: str) -> None:
    bomb = b"\0" * 50_000_000
    packed = gzip.compress(bomb, mtime=0) if coding == "gzip" else zlib.compress(bomb)
    assert len(packed) < 60_000
    assert code(outlet.put("/a", packed, Content_Encoding=coding), most=1_000_000) == "press-too-large"
    small = gzip.compress(b"small", mtime=0) if coding == "gzip" else zlib.compress(b"small")
    assert fetch(outlet.put("/b", small, Content_Encoding=coding)).content == b"small"


@pytest.mark.parametrize(
    ("coding", "body"),
    [("br", b"x"), ("gzip", b"no gzip"), ("gzip", gzip.compress(b"cut" * 9, mtime=0)[:-9]), ("gzip, gzip", b"x")],
)
def test_what_is_packed_otherwise_or_cut_is_refused(outlet: Outlet, coding: str, body: bytes) -> None:
    assert code(outlet.put("/a", body, Content_Encoding=coding)) == "press-packed"


@pytest.mark.parametrize("charset", ["Shift_JIS", "EUC-JP", "ISO-2022-JP", "UTF-8", "UTF-16"])
@pytest.mark.parametrize("said", ["header", "page", "nowhere"])
def test_old_japanese_pages_are_read(charset: str, said: str) -> None:
    named = charset if said == "page" else "utf-8"
    html = page(NIGHT, title="夜の鍵（架空）", outlet="灯火（架空）", author="倉田 早苗", charset=named, lang="ja")
    if said == "nowhere":
        html = html.replace('<meta charset="utf-8">', "")
    found = read(html.encode(charset), media_type="text/html", charset=charset if said == "header" else "")
    assert "見張りは朝の交代まで鍵を持っていた" in found.text
    assert (found.guess.title, found.guess.outlet, found.guess.language) == ("夜の鍵（架空）", "灯火（架空）", "ja")


def test_a_page_that_says_the_wrong_charset_is_read_by_its_bytes() -> None:
    html = page(NIGHT * 3, title="夜の鍵", charset="utf-8", lang="ja").encode("cp932")
    assert "見張りは朝の交代まで" in read(html, media_type="text/html", charset="utf-8").text


def test_what_a_page_says_of_itself_is_read_out_of_it() -> None:
    found = read(page(licence="https://creativecommons.org/licenses/by-nc/4.0/").encode())
    guess = found.guess
    assert (guess.title, guess.author, guess.outlet) == (
        "Locked at night (invented)",
        "Sanae Kurata",
        "The Lantern (invented)",
    )
    assert (str(guess.published_on), guess.language, guess.licence) == ("2026-03-04", "en", "CC-BY-NC-4.0")
    assert "Home" not in found.text


def test_of_two_licences_none_is_guessed() -> None:
    both = page(licence="https://creativecommons.org/licenses/by/4.0/").replace(
        "</footer>", '<a rel="license" href="https://creativecommons.org/licenses/by-nd/4.0/">other</a></footer>'
    )
    assert read(both.encode()).guess.licence == ""


def test_signs_that_turn_a_line_round_do_not_come_into_a_text_or_a_title() -> None:
    text = "The gate \u202ewas\u2066 locked at night by the guards of the mill. " * 80 + "\0end"
    found = read(page(text, title="Night\u202egpj").encode())
    assert "\u202e" not in found.text + found.guess.title
    assert "\0" not in found.text


@pytest.mark.parametrize(
    ("content", "type", "why"),
    [
        (b"", "", "press-empty"),
        (b" \r\n\0", "text/html", "press-empty"),
        (b"{}", "application/json", "press-not-a-page"),
        (b"x", "image/png", "press-not-a-page"),
        (b"PK\x03\x04bomb", "", "press-not-readable"),
        (b"\x1f\x8bbomb", "text/html", "press-not-readable"),
        (b"\xff\xd8\xffcut", "", "press-not-readable"),
        (b"\x89PNG\r\n\x1a\n", "", "press-not-readable"),
        (b"GIF89a<html><body>polyglot", "text/html", "press-not-readable"),
        (b"MZ\x90\0", "", "press-not-readable"),
        (b"text\0and more", "", "press-not-readable"),
        (b"<html><body></body></html>", "", "press-no-text"),
        (b"<html><body><div id=app></div><script>load()</script></body></html>", "", "press-no-text"),
        (b"<html>" + b"<div>" * 100_000 + b"x", "", "press-no-text"),
        (b"<html>" + b"x" * PAGE, "", "press-too-large"),
    ],
)
def test_what_is_no_page_is_said_to_be_none(content: bytes, type: str, why: str) -> None:
    assert unread(content, media_type=type) == why


@pytest.mark.parametrize(
    "content", [b"%PDF-1.7\n", b"\n%PDF-1.4 <html><script>polyglot</script>", b"%PDF-1.7" + b"\0" * 30]
)
def test_of_a_pdf_nothing_is_read(content: bytes) -> None:
    found = read(content)
    assert (found.kind, found.text, found.guess.title) == ("pdf", "", "")


def test_entities_that_grow_are_not_grown() -> None:
    laughs = '<!DOCTYPE html [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>' + page(
        "The gate &b; was locked at night."
    )
    assert len(read(laughs.encode(), media_type="application/xhtml+xml").text) < 500


@pytest.mark.usefixtures("database")
def test_a_page_is_fetched_for_somebody_who_may_add(outlet: Outlet) -> None:
    room = Newsroom()
    address = outlet.put("/a", page())
    with acting(room.one.actor):
        came = actions.take_page(room.one.actor, organisation=room.place.id, url=address + "#part")
    assert (came.url, came.how, came.media, bytes(came.content)) == (address, "address", "html", page().encode())
    with acting(room.one.actor):
        article = actions.add(room.one.actor, pending=came.id, told=actions.Told(title="x", outlet="y", url=came.url))
        with pytest.raises(UsageError) as raised:
            actions.take_page(room.one.actor, organisation=room.place.id, url=address)
    assert raised.value.code == "press-have"
    assert article.url == address


@pytest.mark.usefixtures("database")
def test_nothing_is_fetched_for_somebody_who_may_not(outlet: Outlet) -> None:
    from tadasu.web.foundation.access import Refused

    room = Newsroom()
    for actor in (room.auditor, room.stranger):
        with acting(actor), pytest.raises(Refused):
            actions.take_page(actor, organisation=room.place.id, url=outlet.address + "/a")
    assert outlet.asked == []

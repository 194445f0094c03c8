"""Fetch one page or feed for a person who asked for it, and reach nothing but the open network. Without Django.

The name is resolved once, every address that it has must be a public one, and the connection goes to that very address; each
redirect is looked at again. Size, time and redirects are bounded, what comes packed is unpacked within the same bound. No cookie,
no proxy of the environment, no word of who we are: the outlet sees the address of this server and a browser's common words.
"""

import asyncio
import re
import socket
import zlib
from dataclasses import dataclass, field
from urllib.parse import SplitResult, urljoin, urlsplit

import httpx

from tadasu.schema import UsageError
from tadasu.web.foundation.exchange.addresses import is_public

PATIENCE, ALL = 10.0, 25.0
"""Seconds for each step of a connection, and for all of it with its redirects: a person waits for it."""

MOST_REDIRECTS = 5
LONGEST_ADDRESS = 2000

PAGE, FILE, FEED = 2_000_000, 20_000_000, 5_000_000
"""Bytes of a page, of any file, of a feed."""

AGENT = "Mozilla/5.0 (compatible; reader)"
"""What every fetch says of itself: no name of ours, and none of the organisation."""

INSIDE: frozenset[str] = frozenset()
"""`host:port` that may be inside, without TLS: empty, and no setting fills it. A test puts its own server here."""

_PORTS = {"https": 443, "http": 80}
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_TEXT = re.compile(r"[\x21-\x7e]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What came: under which address in the end, as what it was said to be, and its bytes as they were unpacked. `unchanged`: the
    server said that it is what we had (`etag`, `modified`)."""

    url: str
    media_type: str = ""
    charset: str = ""
    content: bytes = field(default=b"", repr=False)
    etag: str = ""
    modified: str = ""
    unchanged: bool = False


def checked_address(address: str) -> str:
    """An address that may be asked for, without its fragment. Raises UsageError `press-address`."""
    plain = address.strip()
    try:
        parts = urlsplit(plain)
        port, host = parts.port, (parts.hostname or "").encode("idna").decode()
    except (ValueError, UnicodeError):
        raise UsageError("press-address") from None
    named = f"{host}:{port}"
    usual = port in {None, _PORTS.get(parts.scheme)} or named in INSIDE
    if parts.scheme not in _PORTS or not host or "@" in parts.netloc or not usual or len(plain) > LONGEST_ADDRESS:
        raise UsageError("press-address")
    try:
        said = str(httpx.URL(parts._replace(fragment="").geturl()))
    except (httpx.InvalidURL, UnicodeError):
        raise UsageError("press-address") from None
    if not _TEXT.fullmatch(said) or len(said) > LONGEST_ADDRESS:
        raise UsageError("press-address")
    return said


def fetch(address: str, *, most: int = FILE, etag: str = "", modified: str = "") -> Fetched:
    """What an address gives. Raises UsageError `press-address`, `press-address-inside`, `press-unreachable`, `press-slow`,
    `press-redirects`, `press-status`, `press-too-large`, `press-packed`."""
    known = (("If-None-Match", etag), ("If-Modified-Since", modified))
    asked = {name: value for name, value in known if value.isascii() and value}
    try:
        return asyncio.run(asyncio.wait_for(_followed(checked_address(address), most, asked), ALL))
    except (TimeoutError, httpx.TimeoutException):
        raise UsageError("press-slow") from None
    except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError):
        raise UsageError("press-unreachable") from None


async def _followed(address: str, most: int, asked: dict[str, str]) -> Fetched:
    for _ in range(MOST_REDIRECTS + 1):
        found = await _asked(address, most, asked)
        if isinstance(found, Fetched):
            return found
        address = checked_address(urljoin(address, found))
    raise UsageError("press-redirects")


async def _asked(address: str, most: int, asked: dict[str, str]) -> Fetched | str:
    """What one address gives, or where it leads."""
    parts = urlsplit(address)
    host, port = parts.hostname or "", parts.port or _PORTS[parts.scheme]
    target = await _target(host, port)
    headers = {
        "Host": parts.netloc,
        "User-Agent": AGENT,
        "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
        "Accept-Encoding": "gzip, identity",
        "Accept-Language": "*",
        **asked,
    }
    async with (
        httpx.AsyncClient(timeout=PATIENCE, trust_env=False, follow_redirects=False) as client,
        client.stream(
            "GET", _pinned(parts, target, port), headers=headers, extensions={"sni_hostname": host}
        ) as answer,
    ):
        if answer.status_code in _REDIRECTS and "location" in answer.headers:
            return str(answer.headers["location"])
        if answer.status_code == 304 and asked:
            return Fetched(url=address, unchanged=True)
        if answer.status_code != 200:
            raise UsageError("press-status", status=str(answer.status_code))
        content = await _content(answer, most)
        kind, charset = _said_type(answer.headers.get("content-type", ""))
        return Fetched(
            url=address,
            media_type=kind,
            charset=charset,
            content=content,
            etag=answer.headers.get("etag", "")[:200],
            modified=answer.headers.get("last-modified", "")[:100],
        )


def _pinned(parts: SplitResult, target: str, port: int) -> str:
    """The same, at the very address that was looked at."""
    bracketed = f"[{target}]" if ":" in target else target
    return parts._replace(netloc=f"{bracketed}:{port}").geturl()


async def _target(host: str, port: int) -> str:
    """The first address of a name; none of them may be inside."""
    loop = asyncio.get_running_loop()
    try:
        rows = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise UsageError("press-unreachable") from None
    found = [str(row[4][0]) for row in rows]
    if f"{host}:{port}" not in INSIDE and not all(map(is_public, found)):
        raise UsageError("press-address-inside")
    return found[0]


async def _content(answer: httpx.Response, most: int) -> bytes:
    """The body, unpacked, and never more of it in memory than the bound."""
    coding = answer.headers.get("content-encoding", "identity").strip().lower()
    if coding not in {"identity", "", "gzip", "x-gzip", "deflate"}:
        raise UsageError("press-packed")
    unpack = None if coding in {"identity", ""} else zlib.decompressobj(32 + zlib.MAX_WBITS)
    found = bytearray()
    async for piece in answer.aiter_raw():
        rest = piece
        while rest:
            try:
                out, rest = (rest, b"") if unpack is None else _unpacked(unpack, rest, most - len(found) + 1)
            except zlib.error:
                raise UsageError("press-packed") from None
            found += out
            if len(found) > most:
                raise UsageError("press-too-large", most=str(most // 1_000_000))
    if unpack is not None and not unpack.eof:
        raise UsageError("press-packed")
    return bytes(found)


def _unpacked(unpack: "zlib._Decompress", packed: bytes, most: int) -> tuple[bytes, bytes]:
    """Some bytes, and what is left packed. What comes after the end is left out."""
    out = unpack.decompress(packed, most)
    return out, b"" if unpack.eof else unpack.unconsumed_tail


def _said_type(header: str) -> tuple[str, str]:
    """Media type and charset of a header."""
    kind, _, rest = header.partition(";")
    charset = re.search(r"charset\s*=\s*[\"']?([A-Za-z0-9_.:-]{1,40})", rest, re.IGNORECASE)
    return kind.strip().lower()[:100], charset[1] if charset else ""

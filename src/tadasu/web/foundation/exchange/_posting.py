"""To post a package to a peer, and to nobody else: the address stands in a card that two people confirmed, and still it may not
lead into our own network, elsewhere by a redirect, or to whoever answers to a name just then.

HTTPS only, certificates checked, no redirect followed, no proxy of the environment used. The name is resolved once, every
address that it has must be a public one, and the connection goes to that very address. Hosts that `TADASU_EXCHANGE_PRIVATE`
names (`host` or `host:port`, separated by commas) may be private and may be reached without TLS: for tests and closed networks.
"""

import asyncio
import os
import re
import socket
from collections.abc import Mapping
from urllib.parse import SplitResult, urlsplit

import httpx

from tadasu.web.foundation.exchange._receipt import LARGEST
from tadasu.web.foundation.exchange.addresses import is_public
from tadasu.web.foundation.exchange.faults import Fault

PATIENCE, ALL = 30.0, 240.0
"""Seconds for each step of a connection, and for all of it: a peer that answers in drops does not hold the worker."""

PATH = "exchange/inbox"

_SIGNED, _BARE = (202, 409, 422), (400, 403, 429)
"""Answers that are a receipt, and such that are a code alone."""

_SAID = re.compile(rb'\s*\{\s*"code"\s*:\s*"(exchange-[a-z-]{1,40})"\s*\}\s*')

_BELIEVED = frozenset(
    {"exchange-not-open", "exchange-not-opened", "exchange-signature", "exchange-too-many", "exchange-unknown-peer"}
)
"""What a peer may say without signing it: why nothing was taken for now. The package goes on waiting."""

_PORTS = {"https": 443, "http": 80}


def post(address: str, instance: str, data: bytes, environment: Mapping[str, str] = os.environ) -> bytes:
    """What a peer answers to a package: the bytes of a receipt, to be believed when its signature holds.

    Raises Fault `exchange-address-private` where the address leads inside, the code that the peer says where it takes nothing
    from us for now, `exchange-unreachable` where nobody answers, or something that is no answer of an exchange.
    """
    parts = urlsplit(f"{address}/{PATH}/{instance}")
    host, port = parts.hostname or "", parts.port or _PORTS.get(parts.scheme, 0)
    private = _may_be_private(host, port, environment)
    if parts.scheme != "https" and not private:
        raise Fault("exchange-address-private")
    target = _target(host, port, private=private)
    try:
        return asyncio.run(asyncio.wait_for(_posted(parts, host, port, target, data), ALL))
    except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError):  # a TimeoutError is an OSError
        raise Fault("exchange-unreachable") from None


async def _posted(parts: SplitResult, host: str, port: int, target: str, data: bytes) -> bytes:
    """To the address that was looked at, under the name that it must answer to."""
    bracketed = f"[{target}]" if ":" in target else target
    url = parts._replace(netloc=f"{bracketed}:{port}").geturl()
    headers = {"Host": parts.netloc, "Content-Type": "application/octet-stream", "Accept-Encoding": "identity"}
    async with (
        httpx.AsyncClient(timeout=PATIENCE, trust_env=False, follow_redirects=False) as client,
        client.stream("POST", url, content=data, headers=headers, extensions={"sni_hostname": host}) as answer,
    ):
        if answer.status_code not in (*_SIGNED, *_BARE):
            raise ValueError(answer.status_code)
        found = b""
        async for piece in answer.aiter_raw():  # what is packed small is not unpacked
            found += piece
            if len(found) > LARGEST:
                raise ValueError("no receipt")
        if answer.status_code in _SIGNED:
            return found
        said = _SAID.fullmatch(found)
        code = said[1].decode() if said else ""
        raise Fault(code if code in _BELIEVED else "exchange-unreachable")


def _target(host: str, port: int, *, private: bool) -> str:
    """The first address of a name; none of them may be private. Raises Fault."""
    try:
        found = [str(one[4][0]) for one in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError):
        raise Fault("exchange-unreachable") from None
    if not private and not all(is_public(one) for one in found):
        raise Fault("exchange-address-private")
    return found[0]


def _may_be_private(host: str, port: int, environment: Mapping[str, str]) -> bool:
    named = {one.strip().lower() for one in environment.get("TADASU_EXCHANGE_PRIVATE", "").split(",")} - {""}
    return bool({host.lower(), f"{host.lower()}:{port}"} & named)

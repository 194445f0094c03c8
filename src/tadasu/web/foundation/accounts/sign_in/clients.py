"""Who asks, told apart without keeping who it is.

Where a request comes from becomes a mark: a keyed digest whose key is random, lies only in this process' memory and is thrown
away every day. A device that somebody has signed in on carries a cookie that proves it for that login and says nothing else
(after OWASP, "Slow Down Online Guessing Attacks with Device Cookies").
"""

import hashlib
import hmac
import ipaddress
import re
import secrets
import time
from dataclasses import dataclass, field
from threading import Lock

from allauth.core.internal.httpkit import get_client_ip
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from tadasu.web.foundation.accounts._seal import mark
from tadasu.web.foundation.accounts.models import normal_login

COOKIE = "tadasu-device"
DAYS = 90
LOGINS = 4
"""People who share a device and each have a turn of their own there."""

_DAY = 24 * 60 * 60
_DAY_NUMBER = re.compile(r"[0-9]{1,6}")
_PURPOSE = "device"


@dataclass(slots=True)
class _Key:
    """Random, of one day."""

    day: int = -1
    key: bytes = b""
    lock: Lock = field(default_factory=Lock)

    def of_today(self) -> bytes:
        today = int(time.time()) // _DAY
        with self.lock:
            if today != self.day:
                self.day, self.key = today, secrets.token_bytes(32)
            return self.key


_KEY = _Key()


def blurred(text: str) -> str:
    """The mark of a text for today, in this process."""
    return hmac.new(_KEY.of_today(), text.encode(), hashlib.sha256).hexdigest()


def origin(request: HttpRequest) -> str:
    """The mark of where a request comes from: an address, of IPv6 the network. All that come through one relay look alike."""
    return blurred(f"origin {_network(get_client_ip(request) or '')}")


def device(request: HttpRequest, login: str) -> str:
    """The mark of a device on which this login was used before; empty for any other."""
    for entry in _entries(request):
        if _proves(entry, login):
            return blurred(f"device {entry}")
    return ""


def remember_device(request: HttpRequest, response: HttpResponseBase, login: str) -> None:
    """Give the device of a request a cookie that proves the login; entries of others who share it stay."""
    others = [entry for entry in _entries(request) if not _proves(entry, login)]
    nonce = f"{int(time.time()) // _DAY}.{secrets.token_hex(8)}"
    kept = [f"{nonce}.{_proof(nonce, login)}", *others][:LOGINS]
    response.set_cookie(
        COOKIE,
        "_".join(kept),
        max_age=DAYS * _DAY,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _network(address: str) -> str:
    """Of IPv6 the first 64 bits, which one customer has; of IPv4 all."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(ipaddress.ip_network((found, 64), strict=False)) if found.version == 6 else address


def _entries(request: HttpRequest) -> list[str]:
    """Those that are well formed and not too old."""
    oldest = int(time.time()) // _DAY - DAYS
    found = request.COOKIES.get(COOKIE, "").split("_")[:LOGINS]
    parts = [(entry, entry.split(".")) for entry in found]
    return [
        entry
        for entry, split in parts
        if len(split) == 3 and _DAY_NUMBER.fullmatch(split[0]) and int(split[0]) >= oldest
    ]


def _proves(entry: str, login: str) -> bool:
    day, random, proof = entry.split(".")
    return hmac.compare_digest(_proof(f"{day}.{random}", login).encode(), proof.encode())


def _proof(nonce: str, login: str) -> str:
    return mark(f"{nonce} {normal_login(login).lower()}", secret=settings.SECRET_KEY, purpose=_PURPOSE)

"""A voucher: thirty-two digits that say that somebody may answer once, and nothing of who.

It is kept nowhere. Two digits are the group that it was taken for, covered so that nobody reads them off; fourteen are chance;
fourteen are a code of authentication by the server's secret and the round; two tell a slip of the pen. So a row for a voucher
that was taken, which would tie it to the moment and thereby to the box, is not needed. When it is used, a digest is kept.
"""

import hmac
import secrets
from collections.abc import Iterator
from uuid import UUID

from django.conf import settings

from tadasu.web.foundation.correspondence.pages import canonical, grouped, with_check
from tadasu.web.foundation.vault.sealing import stretched

GROUPS = 100
_RANDOM = 14
_SALT = b"tadasu feedback "
"""Of sixteen bytes; the same for all, since the voucher is all there is when it is looked up."""


def issue(round: UUID, group: int) -> str:
    """A new one, for a group by its number (0: none)."""
    key = next(_keys(round))
    chance = f"{secrets.randbelow(10**_RANDOM):0{_RANDOM}d}"
    body = f"{(group + _cover(key, chance)) % GROUPS:02d}{chance}"
    return with_check(body + _code(key, body))


def group_of(round: UUID, voucher: str) -> int | None:
    """The number of its group, where it is of this round; None where it is not."""
    body, code = voucher[: 2 + _RANDOM], voucher[2 + _RANDOM : 2 + 2 * _RANDOM]
    for key in _keys(round):
        if hmac.compare_digest(_code(key, body), code):
            return (int(body[:2]) - _cover(key, body[2:])) % GROUPS
    return None


def digest_of(voucher: str) -> str:
    """By which a used one is known. Every try costs Argon2id."""
    return stretched(voucher, _SALT).hex()


def read(typed: str) -> str:
    """The voucher that was meant, as codes of boxes are read: digits of any script and width, signs between them left out. Raises
    UsageError `box-code-…` for what can be none."""
    return canonical(typed)


def shown(voucher: str) -> str:
    """In groups of four."""
    return grouped(voucher)


def _keys(round: UUID) -> Iterator[bytes]:
    """Of the secret now, then of earlier ones."""
    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        yield hmac.digest(str(secret).encode(), b"feedback voucher" + round.bytes, "sha256")


def _code(key: bytes, body: str) -> str:
    return f"{int.from_bytes(hmac.digest(key, body.encode(), 'sha256')) % 10**_RANDOM:0{_RANDOM}d}"


def _cover(key: bytes, chance: str) -> int:
    return int.from_bytes(hmac.digest(key, b"group " + chance.encode(), "sha256")) % GROUPS

"""Tokens as they are shown once: what they are, at a glance and to a scanner of leaks, and 256 random bits."""

import hashlib
import re
import secrets

BEGIN = "tadasu_"
BYTES = 32
SHOWN = len(BEGIN) + 4
"""Letters that are kept in plain, to tell one token from another. 232 bits stay unknown."""

_FORM = re.compile(rf"{BEGIN}[A-Za-z0-9_-]{{43}}")


def new_token() -> str:
    """A token that nobody had.

    >>> len(new_token()), new_token().startswith("tadasu_")
    (50, True)
    """
    return BEGIN + secrets.token_urlsafe(BYTES)


def digest_of(token: str) -> str:
    """What is kept instead. Random enough that a plain digest cannot be turned back (SHA-256)."""
    return hashlib.sha256(f"tadasu.api.token\0{token}".encode()).hexdigest()


def has_form(token: str) -> bool:
    """Whether it can be a token at all; anything else is not looked for.

    >>> has_form(new_token()), has_form("tadasu_short")
    (True, False)
    """
    return _FORM.fullmatch(token) is not None

"""Codes that are shown once: to take a place, to sign in anew. 128 random bits in groups that can be read out."""

import base64
import hashlib
import secrets
import unicodedata

BYTES = 16
GROUP = 5

_MEANT = str.maketrans({"0": "o", "1": "l", "8": "b"})
"""Digits that the alphabet does not have, and what was meant (RFC 4648, base32)."""


def new_code() -> str:
    """A code that nobody had.

    >>> len(new_code()), new_code() != new_code()
    (31, True)
    """
    letters = base64.b32encode(secrets.token_bytes(BYTES)).decode("ascii").rstrip("=").lower()
    return "-".join(letters[start : start + GROUP] for start in range(0, len(letters), GROUP))


def digest_of(code: str, *, purpose: str) -> str:
    """What is kept instead of the code, however it was typed. A code of one purpose opens nothing of another.

    >>> digest_of("ABCDE fghij", purpose="a") == digest_of("abcde-fghij", purpose="a")
    True
    """
    narrow = unicodedata.normalize("NFKC", code).lower()
    letters = "".join(one for one in narrow if one.isascii() and one.isalnum()).translate(_MEANT)
    return hashlib.sha256(f"tadasu.accounts.{purpose}\0{letters}".encode()).hexdigest()

"""Codes of invitations: 128 random bits in groups that can be read out. Only a digest is kept."""

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


def digest_of(code: str) -> str:
    """What is kept instead of the code, however it was typed.

    >>> digest_of("ABCDE fghij") == digest_of("abcde-fghij")
    True
    """
    narrow = unicodedata.normalize("NFKC", code[:200]).lower()
    letters = "".join(one for one in narrow if one.isascii() and one.isalnum()).translate(_MEANT)
    return hashlib.sha256(f"tadasu.calls.invitation\0{letters}".encode()).hexdigest()

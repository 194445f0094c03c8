"""Passphrases: which are too weak, and one made for those who would rather not think of one.

Whoever has the disk can try passphrases at home, as many as they can pay for. So a passphrase is long; twenty-four random
letters of thirty-two hold 120 bits, which nobody tries out.
"""

import secrets

from tadasu.schema import UsageError
from tadasu.web.foundation.vault._letters import different_letters_in, letters_in, same_letters

LEAST_LETTERS = 20
LEAST_DIFFERENT = 8
MOST_LETTERS = 500

_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"
"""Thirty-two signs, none of which is taken for another (no l, o, 0, 1)."""

_GROUPS, _IN_GROUP = 6, 4


def refuse_weak(passphrase: str, login: str = "") -> None:
    """Raises UsageError `vault-weak-passphrase` for one that is short, repeats itself, or holds the sign-in name."""
    said = same_letters(passphrase)
    holds_login = len(login) > 3 and login.casefold() in said.casefold()
    long_enough = letters_in(said) >= LEAST_LETTERS and len(said) <= MOST_LETTERS
    if not long_enough or different_letters_in(said) < LEAST_DIFFERENT or holds_login:
        raise UsageError("vault-weak-passphrase", least=str(LEAST_LETTERS), different=str(LEAST_DIFFERENT))


def made_passphrase() -> str:
    """A random one, in groups: 120 bits."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(_IN_GROUP)) for _ in range(_GROUPS))

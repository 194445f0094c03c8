"""Small secrets of sign-in, closed before they lie in the database: authenticator secrets, recovery codes, sessions.

Each purpose has a key of its own, drawn from the secret key of the installation (HKDF with SHA-256, RFC 5869), which lies in
a file beside the database and never in it. So a dump of the database alone opens nothing. It does not help against somebody
who also has the file, or runs the server.
"""

import base64
import hashlib
import hmac
from collections.abc import Sequence

from nacl.exceptions import CryptoError
from nacl.secret import SecretBox

SALT = b"tadasu.accounts"


def derived(secret: str | bytes, purpose: str, length: int = SecretBox.KEY_SIZE) -> bytes:
    """A key of at most 32 bytes for a purpose.

    >>> derived("secret", "totp") == derived("secret", "sessions")
    False
    """
    drawn = hmac.digest(SALT, secret.encode() if isinstance(secret, str) else secret, hashlib.sha256)
    return hmac.digest(drawn, purpose.encode() + b"\x01", hashlib.sha256)[:length]


def seal(plain: bytes, *, secret: str, purpose: str) -> str:
    """Closed, with a random nonce, in letters that fit anywhere."""
    box = SecretBox(derived(secret, purpose))
    return base64.urlsafe_b64encode(box.encrypt(plain)).decode("ascii")


def unseal(sealed: str, *, secrets: Sequence[str | bytes], purpose: str) -> bytes | None:
    """What was closed with one of the secrets, the present one first; None for anything else."""
    try:
        closed = base64.urlsafe_b64decode(sealed.encode("ascii"))
    except ValueError:
        return None
    for secret in secrets:
        try:
            return SecretBox(derived(secret, purpose)).decrypt(closed)
        except (CryptoError, ValueError):
            continue
    return None


def mark(text: str, *, secret: str, purpose: str) -> str:
    """Always the same 64 letters for a text; without the secret nobody can tell which, not even by trying."""
    return hmac.new(derived(secret, purpose), text.encode(), hashlib.sha256).hexdigest()

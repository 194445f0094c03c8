"""Ed25519 signatures, each of one kind of statement: the kind is signed too, so that no signature serves for another kind."""

from enum import StrEnum

from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey

KEY_BYTES, SIGNATURE_BYTES = 32, 64


class Of(StrEnum):
    """What is signed; also the name of its form, with its version."""

    CARD = "tadasu-card-1"
    HAND_OVER = "tadasu-hand-over-1"
    PACKAGE = "tadasu-package-1"
    RECEIPT = "tadasu-receipt-1"


def sign(key: SigningKey, of: Of, said: bytes) -> bytes:
    """64 bytes over the name of the form, a zero byte, and what is said."""
    return key.sign(_bound(of, said)).signature


def is_signed(key: bytes, of: Of, said: bytes, signature: bytes) -> bool:
    """Whether the signature is of this key, over this."""
    if len(key) != KEY_BYTES or len(signature) != SIGNATURE_BYTES:
        return False
    try:
        VerifyKey(key).verify(_bound(of, said), signature)
    except BadSignatureError:
        return False
    return True


def _bound(of: Of, said: bytes) -> bytes:
    return of.encode() + b"\0" + said

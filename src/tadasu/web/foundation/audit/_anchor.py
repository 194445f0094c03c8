"""An anchor: the end of the chain on a day, signed. Kept elsewhere, it shows later that nothing before it was rewritten."""

import base64
import binascii
import json
import re
from dataclasses import dataclass, replace
from datetime import date

from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey

from tadasu.web.foundation.audit._chain import part

FORM = "tadasu-audit-anchor-1"

_HEX = {"digest": 64, "key": 64, "signature": 128}
"""Letters of each value in hexadecimal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """`number` and `digest` of the last entry on `day` (UTC), the public key and its signature; `stamp` is an RFC 3161
    response in DER, over `stamped(anchor)`."""

    number: int
    digest: bytes
    day: date
    key: bytes
    signature: bytes
    stamp: bytes | None = None


def signed(key: SigningKey, *, number: int, digest: bytes, day: date) -> Anchor:
    """The anchor of an entry."""
    said = _said(number, digest, day)
    return Anchor(number=number, digest=digest, day=day, key=bytes(key.verify_key), signature=key.sign(said).signature)


def is_signed(anchor: Anchor) -> bool:
    """Whether the signature is that of the key that the anchor names."""
    try:
        VerifyKey(anchor.key).verify(_said(anchor.number, anchor.digest, anchor.day), anchor.signature)
    except BadSignatureError:
        return False
    return True


def stamped(anchor: Anchor) -> bytes:
    """What a time-stamp is taken of: the signed form and the signature."""
    return _said(anchor.number, anchor.digest, anchor.day) + anchor.signature


def written(anchor: Anchor) -> str:
    """The anchor as JSON, one value a line."""
    values: dict[str, str | int] = {
        "form": FORM,
        "number": anchor.number,
        "digest": anchor.digest.hex(),
        "day": anchor.day.isoformat(),
        "key": anchor.key.hex(),
        "signature": anchor.signature.hex(),
    }
    if anchor.stamp is not None:
        values["timestamp"] = base64.b64encode(anchor.stamp).decode()
    return json.dumps(values, indent=1) + "\n"


def read(text: str) -> Anchor:
    """The anchor of a file. Raises ValueError when it is none."""
    try:
        values = json.loads(text)
        held = {name: _bytes(values[name], length) for name, length in _HEX.items()}
        number, day, stamp = values["number"], date.fromisoformat(values["day"]), values.get("timestamp")
        if values["form"] != FORM or type(number) is not int or number < 1:
            raise ValueError("form")
        anchor = Anchor(number=number, day=day, **held)
        return anchor if stamp is None else replace(anchor, stamp=base64.b64decode(stamp, validate=True))
    except (KeyError, TypeError, AttributeError, binascii.Error, RecursionError) as error:
        raise ValueError("no anchor") from error


def _said(number: int, digest: bytes, day: date) -> bytes:
    return part(FORM) + part(number) + part(digest) + part(day.isoformat())


def _bytes(text: str, length: int) -> bytes:
    if not re.fullmatch(f"[0-9a-f]{{{length}}}", text):
        raise ValueError("no hexadecimal")
    return bytes.fromhex(text)

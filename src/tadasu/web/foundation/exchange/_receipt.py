"""What the recipient of a package signs: that it was taken, was there already, waits for others before it, or was refused."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import cast

from nacl.signing import SigningKey

from tadasu.web.foundation.exchange._canonical import Json, canonical, read
from tadasu.web.foundation.exchange._card import instant, moment
from tadasu.web.foundation.exchange._manifest import DIGEST, ID, WORD, text_of
from tadasu.web.foundation.exchange._signing import Of, is_signed, sign
from tadasu.web.foundation.exchange.faults import Fault

LARGEST = 4_000
"""Bytes of a receipt."""

MOST_MISSING = 100
"""Serial numbers that are named at once."""


class Answer(StrEnum):
    """What became of a package."""

    TAKEN = "taken"
    AGAIN = "again"
    WAITS = "waits"
    """It was not taken: those before it are missing and are asked for."""
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """`recipient` is whoever took the package and signs; `issuer` whoever had made it. `code` says why it was refused;
    `missing` are serial numbers that the recipient has not got: they are asked for again."""

    recipient: str
    issuer: str
    kind: str
    serial: int
    package: str
    answer: Answer
    code: str = ""
    missing: Sequence[int] = ()
    at: datetime
    signature: bytes = b""

    @property
    def said(self) -> bytes:
        """What is signed."""
        return canonical(self._values())

    def written(self) -> bytes:
        """With its signature."""
        return canonical({**self._values(), "signature": self.signature.hex()})

    def signed_by(self, key: bytes) -> bool:
        """Whether the signature is of this key."""
        return is_signed(key, Of.RECEIPT, self.said, self.signature)

    def _values(self) -> dict[str, Json]:
        return {
            "form": str(Of.RECEIPT),
            "recipient": self.recipient,
            "issuer": self.issuer,
            "kind": self.kind,
            "serial": self.serial,
            "package": self.package,
            "answer": str(self.answer),
            "code": self.code,
            "missing": list(self.missing),
            "at": instant(self.at),
        }


def signed_receipt(receipt: Receipt, key: SigningKey) -> Receipt:
    """The receipt with its signature."""
    return replace(receipt, signature=sign(key, Of.RECEIPT, receipt.said))


def read_receipt(data: bytes) -> Receipt:
    """The receipt of its bytes; its signature is not looked at. Raises Fault `exchange-receipt`."""
    try:
        values = cast(Mapping[str, object], read(data)) if len(data) <= LARGEST else {}
        if set(values) != set(Receipt.__dataclass_fields__) | {"form"} or values["form"] != Of.RECEIPT:
            raise ValueError("form")
        return _receipt_of(values)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise Fault("exchange-receipt") from None


def _receipt_of(values: Mapping[str, object]) -> Receipt:
    missing = cast(list[int], values["missing"])
    if len(missing) > MOST_MISSING or not all(type(one) is int for one in [*missing, values["serial"]]):
        raise ValueError("missing")
    code = str(values["code"])
    if code and not re.fullmatch(r"exchange-[a-z-]{1,40}", code):
        raise ValueError("code")
    return Receipt(
        recipient=text_of(values["recipient"], ID),
        issuer=text_of(values["issuer"], ID),
        kind=text_of(values["kind"], WORD),
        serial=cast(int, values["serial"]),
        package=text_of(values["package"], DIGEST),
        answer=Answer(str(values["answer"])),
        code=code,
        missing=tuple(missing),
        at=moment(values["at"]),
        signature=bytes.fromhex(str(values["signature"])),
    )

"""What a package says of itself: form, kind, from whom to whom, its place in their series, its documents, its last day."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from tadasu.web.foundation.exchange._canonical import LARGEST, Json, canonical, read
from tadasu.web.foundation.exchange._signing import Of
from tadasu.web.foundation.exchange.faults import Fault

MOST_DOCUMENTS = 20

LARGEST_DOCUMENT = 4_000_000
"""Bytes."""

LARGEST_MANIFEST = 16_000
"""Bytes."""

NOTHING_BEFORE = "0" * 64
"""The digest before the first package of a series."""

WORD = re.compile(r"[a-z][a-z0-9-]{0,59}")
DIGEST = re.compile(r"[0-9a-f]{64}")
ID = re.compile(r"[0-9a-f]{32}")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A name, the length in bytes and the SHA-256 of a document."""

    name: str
    length: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """`serial` counts from 1 without a gap in the series of issuer, recipient and kind; `previous` is the digest of the package
    before it in the series. `expires` is the last day (UTC) on which it may be taken."""

    kind: str
    kind_version: int
    issuer: str
    recipient: str
    serial: int
    previous: str
    created: date
    expires: date
    documents: Sequence[Document]

    def written(self) -> bytes:
        """In canonical form. Raises ValueError."""
        return canonical(self.values())

    def values(self) -> dict[str, Json]:
        """As JSON."""
        return {
            "form": str(Of.PACKAGE),
            "kind": self.kind,
            "kind_version": self.kind_version,
            "issuer": self.issuer,
            "recipient": self.recipient,
            "serial": self.serial,
            "previous": self.previous,
            "created": self.created.isoformat(),
            "expires": self.expires.isoformat(),
            "documents": [{"name": one.name, "length": one.length, "sha256": one.sha256} for one in self.documents],
        }


def read_manifest(data: bytes) -> Manifest:
    """The manifest of canonical bytes. Raises Fault `exchange-damaged`."""
    try:
        return _manifest_of(cast(dict[str, object], read(data)))
    except (ValueError, KeyError, TypeError, AttributeError):
        raise Fault("exchange-damaged") from None


def is_word(text: str) -> bool:
    """Whether it may be the name of a kind or a document: small letters, digits and hyphens. No name is ever a path."""
    return WORD.fullmatch(text) is not None


def text_of(value: object, form: re.Pattern[str]) -> str:
    """A text of that form. Raises ValueError."""
    if not isinstance(value, str) or not form.fullmatch(value):
        raise ValueError("text")
    return value


def _manifest_of(values: dict[str, object]) -> Manifest:
    if set(values) != set(Manifest.__dataclass_fields__) | {"form"} or values["form"] != Of.PACKAGE:
        raise ValueError("form")
    documents = [_document_of(one) for one in cast(list[dict[str, object]], values["documents"])]
    if not 1 <= len(documents) <= MOST_DOCUMENTS or len({one.name for one in documents}) != len(documents):
        raise ValueError("documents")
    return Manifest(
        kind=text_of(values["kind"], WORD),
        kind_version=_number(values["kind_version"], 1, 10_000),
        issuer=text_of(values["issuer"], ID),
        recipient=text_of(values["recipient"], ID),
        serial=_number(values["serial"], 1, LARGEST),
        previous=text_of(values["previous"], DIGEST),
        created=date.fromisoformat(text_of(values["created"], _DAY)),
        expires=date.fromisoformat(text_of(values["expires"], _DAY)),
        documents=tuple(documents),
    )


def _document_of(values: dict[str, object]) -> Document:
    if set(values) != set(Document.__dataclass_fields__):
        raise ValueError("document")
    return Document(
        name=text_of(values["name"], WORD),
        length=_number(values["length"], 0, LARGEST_DOCUMENT),
        sha256=text_of(values["sha256"], DIGEST),
    )


def _number(value: object, least: int, most: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise ValueError("number")
    return value

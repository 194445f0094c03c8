"""What is sealed of an award: who, what was agreed, a way to pay, words beside a code. Plain texts by field. Pure."""

import json
import re
from collections.abc import Mapping
from types import MappingProxyType

from tadasu.schema import UsageError

FORM = "tadasu-award-1"
LONGEST = 20_000
"""Characters of one field."""

MOST_OF_ALL = 200_000
"""Characters of all fields together: in UTF-8 that stays below what the vault seals as a field."""

GRANTEE, AGREEMENT, ROUTE, NOTE = "grantee", "agreement", "route", "note"

FIELDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        GRANTEE: ("names", "people", "country", "contact", "sponsor"),
        AGREEMENT: ("text", "special"),
        ROUTE: ("payee", "bank", "account", "descriptor", "permission"),
        NOTE: ("text",),
    }
)
"""Kind -> its fields, in order."""


def sealable(kind: str, said: Mapping[str, str]) -> Mapping[str, str]:
    """What is kept of texts: the fields of the kind, plain, blank ones left out. Raises UsageError `awards-long`.

    >>> dict(sealable(ROUTE, {"payee": " A\\r\\n", "bank": " ", "else": "x"}))
    {'payee': 'A'}
    """
    texts = {field: plain(said.get(field, "")) for field in FIELDS[kind]}
    if any(len(text) > LONGEST for text in texts.values()) or sum(map(len, texts.values())) > MOST_OF_ALL:
        raise UsageError("awards-long", most=f"{LONGEST:,}")
    return {field: text for field, text in texts.items() if text}


def content_bytes(kind: str, texts: Mapping[str, str]) -> bytes:
    """For the vault."""
    said = {"form": FORM, "kind": kind, "texts": dict(texts)}
    return json.dumps(said, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace")


def content_from(opened: bytes) -> Mapping[str, str]:
    """As it was sealed."""
    return MappingProxyType({str(field): str(text) for field, text in json.loads(opened)["texts"].items()})


def plain(text: str) -> str:
    """Line ends of one kind, none of the signs that control a terminal, no halves of signs, nothing blank around it.

    >>> plain("One.\\r\\nTwo.\\x1b[2J ")
    'One.\\nTwo.[2J'
    """
    return _CONTROL.sub("", _LINE_END.sub("\n", text)).strip()


_LINE_END = re.compile("\r\n?|[\v\f\x85\u2028\u2029]")
_CONTROL = re.compile("[\0-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]")

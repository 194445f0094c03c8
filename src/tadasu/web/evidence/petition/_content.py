"""What is sealed of a petition: its text by part, and a salt by which nobody finds by trying what a package held. Pure."""

import json
import re
import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from tadasu.law import Part

FORM = "tadasu-petition-text-1"
LONGEST = 20_000
"""Characters of one part."""

MOST_OF_ALL = 200_000
"""Characters of all parts together: in UTF-8 that stays below what the vault seals as a field."""

BESIDE = (Part.PERIOD, Part.STANDARD)
"""Parts that go along though the law does not ask for them, where they are filled."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """Texts by part, none blank; `salt` is 32 random bytes in hexadecimal signs."""

    parts: Mapping[Part, str] = field(repr=False)
    salt: str = field(default_factory=lambda: secrets.token_hex(32), repr=False)


def content_bytes(content: Content) -> bytes:
    """For the vault."""
    said = {"form": FORM, "salt": content.salt, "parts": {part.value: text for part, text in content.parts.items()}}
    return json.dumps(said, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace")


def content_from(opened: bytes) -> Content:
    """As it was sealed; parts that nobody knows any more are left out."""
    said = json.loads(opened)
    known = {part.value for part in Part}
    parts = {Part(name): str(text) for name, text in said["parts"].items() if name in known}
    return Content(parts=MappingProxyType(parts), salt=said["salt"])


def beside_of(asked: Collection[Part], held: Collection[Part] = ()) -> tuple[Part, ...]:
    """What may go along though the law does not ask for it, and what it asked for when it was written and asks for no more."""
    return tuple(part for part in Part if part not in asked and (part in BESIDE or part in held))


def kept(parts: Mapping[Part, str], wanted: Collection[Part]) -> dict[Part, str]:
    """What is kept of texts: those parts alone, plain, blank ones left out.

    >>> kept({Part.GOOD: " Yarn\\r\\n", Part.REGION: "there", Part.FACTS: " "}, [Part.GOOD, Part.FACTS])
    {<Part.GOOD: 'good'>: 'Yarn'}
    """
    texts = {part: plain(parts.get(part, "")) for part in Part if part in wanted}
    return {part: text for part, text in texts.items() if text}


def plain(text: str) -> str:
    """Line ends of one kind, none of the signs that control a terminal, no halves of signs, nothing blank around it.

    >>> plain("One.\\r\\nTwo.\\rThree.\\x1b[2J\\0 ")
    'One.\\nTwo.\\nThree.[2J'
    """
    return _CONTROL.sub("", _LINE_END.sub("\n", text)).strip()


_LINE_END = re.compile("\r\n?|[\v\f\x85\u2028\u2029]")
_CONTROL = re.compile("[\0-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]")

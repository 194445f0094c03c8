"""What is sealed of a petition: its text by part, and a salt by which nobody finds by trying what a package held. Pure."""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from tadasu.law import Part, PetitionForm

FORM = "tadasu-petition-text-1"
LONGEST = 20_000
"""Characters of one part: all of them together stay below what the vault seals as a field."""

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


def asked_parts(form: PetitionForm) -> tuple[Part, ...]:
    """What is asked, and what may go along."""
    return (*form.parts, *(part for part in BESIDE if part not in form.parts))


def kept(parts: Mapping[Part, str], form: PetitionForm) -> dict[Part, str]:
    """What a petition under a law keeps of texts: those parts alone, blank ones left out, line ends of one kind.

    >>> from tadasu.law import regime_of
    >>> kept({Part.GOOD: " Yarn\\r\\n", Part.REGION: "there", Part.FACTS: " "}, regime_of("us-s307").petition)
    {<Part.GOOD: 'good'>: 'Yarn'}
    """
    plain = {part: parts.get(part, "").replace("\r\n", "\n").replace("\0", "").strip() for part in asked_parts(form)}
    return {part: text for part, text in plain.items() if text}

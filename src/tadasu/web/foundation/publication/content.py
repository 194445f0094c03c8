"""What is signed and becomes public: one text, whose digest is what people sign and the database compares.

The text is JSON with sorted keys, no spaces, UTF-8 as it is; SHA-256 of its bytes is the digest. Anybody can take it again.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Document = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """A document of a kind, by whom, whether it is invented; of a correction which number it corrects and what was changed.
    `by` and `changed` in both languages."""

    kind: str
    document: Document
    by: Mapping[str, str]
    invented: bool
    corrects: int | None = None
    changed: Mapping[str, str] | None = None


def written(content: Content) -> str:
    """The text. Raises ValueError for what JSON cannot say, or says differently each time."""
    said = {
        "by": dict(content.by),
        "changed": None if content.changed is None else dict(content.changed),
        "corrects": content.corrects,
        "document": dict(content.document),
        "invented": content.invented,
        "kind": content.kind,
    }
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    text.encode("utf-8")
    return text


def read(text: str) -> Content:
    """What a text says."""
    return Content(**json.loads(text))


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file that stands in a document."""

    name: str
    media: str
    content: bytes


def file_of(content: Content, name: str) -> File | None:
    """One by its name; None where there is none."""
    said = content.document.get("files")
    for one in said if isinstance(said, list) else ():
        if one.get("name") == name:
            return File(name=name, media=one["media"], content=one["text"].encode("utf-8"))
    return None


def digest_of(text: str) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()

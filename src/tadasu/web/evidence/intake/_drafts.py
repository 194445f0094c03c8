"""How a draft is sealed: under a key that comes from the code, and with nothing else.

The private key that a code gives lies in memory while its holder visits. A key of its own is derived from it, so that who has the
database can neither read a draft nor put another in its place.
"""

import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tadasu.web.evidence.intake.documents import STEP
from tadasu.web.evidence.intake.questions import Answers, Form, Value
from tadasu.web.foundation.correspondence.pages import Visit
from tadasu.web.foundation.vault.sealing import Key, context, derived, seal, unseal

REVIEW = "review"
"""The page on which all answers are shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """`page` is where its holder was; `language` one that is no language of the rest of the pages, or nothing; `once` the word by
    which a report that is sent twice is known."""

    page: str = ""
    language: str = ""
    answers: Answers = field(default_factory=dict, repr=False)
    once: str = field(default_factory=lambda: secrets.token_hex(16), repr=False)

    @property
    def read(self) -> str:
        """What the page of all answers carries: sent from a page on which something else stood, it is not what was read."""
        said = json.dumps([self.once, self.answers], sort_keys=True)
        return hashlib.sha256(said.encode("ascii")).hexdigest()


def sealed(visit: Visit, content: Content) -> bytes:
    """For the row."""
    said = json.dumps(
        {
            "page": content.page,
            "language": content.language,
            "answers": content.answers,
            "once": content.once,
        },
        ensure_ascii=False,
    ).encode("utf-8", "replace")
    return seal(_key(visit), said + b" " * (-len(said) % STEP), _about(visit))


def opened(visit: Visit, row: bytes, form: Form) -> Content:
    """What is in the row, as far as the form still asks it. Raises DoesNotOpen."""
    said: Mapping[str, Any] = json.loads(unseal(_key(visit), row, _about(visit)))
    answers: dict[str, Value] = {}
    for one in form.questions():
        found = said["answers"].get(one.id)
        if isinstance(found, list) and one.several:
            answers[one.id] = tuple(code for code in one.choices if code in found)
        elif isinstance(found, str) and (one.in_words or found in one.choices) and not one.several:
            answers[one.id] = found
    return Content(page=said["page"], language=said["language"], answers=answers, once=said["once"])


def _key(visit: Visit) -> Key:
    return derived(Key(visit.private), "intake-draft")


def _about(visit: Visit) -> Any:
    return context("intake-draft", str(visit.box.digest))

"""What a draft of a report holds, and how it lies in its row."""

import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tadasu.web.evidence.intake.questions import Form
from tadasu.web.foundation.correspondence.pages import Visit
from tadasu.web.foundation.guided import drafts
from tadasu.web.foundation.guided.questions import Answers, fitting

WORD = "intake-draft"


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
    said = {
        "page": content.page,
        "language": content.language,
        "answers": content.answers,
        "once": content.once,
    }
    return drafts.sealed(visit, WORD, said)


def opened(visit: Visit, row: bytes, form: Form) -> Content:
    """What is in the row, as far as the form still asks it. Raises DoesNotOpen."""
    said: Mapping[str, Any] = drafts.opened(visit, WORD, row)
    answers = fitting(said["answers"], form.questions())
    return Content(page=said["page"], language=said["language"], answers=answers, once=said["once"])

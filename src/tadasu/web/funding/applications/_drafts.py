"""What a draft holds, and how it lies in its row."""

import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tadasu.web.foundation.correspondence.pages import Visit
from tadasu.web.foundation.guided import drafts
from tadasu.web.foundation.guided.questions import Answers, Value

WORD = "applications-draft"


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """`call` is its id, `invitation` the code for it, to be used when it is sent; `page` where its holder was; `once` the word by
    which an application that is sent twice is known. Answers are kept as they came: what is not asked is not sent."""

    call: str
    invitation: str = field(default="", repr=False)
    page: str = ""
    answers: Answers = field(default_factory=dict, repr=False)
    once: str = field(default_factory=lambda: secrets.token_hex(16), repr=False)

    @property
    def read(self) -> str:
        """What the page of all answers carries: sent from a page on which something else stood, it is not what was read."""
        said = json.dumps([self.once, self.call, self.answers], sort_keys=True)
        return hashlib.sha256(said.encode("ascii")).hexdigest()


def sealed(visit: Visit, content: Content) -> bytes:
    """For the row."""
    said = {
        "call": content.call,
        "invitation": content.invitation,
        "page": content.page,
        "answers": content.answers,
        "once": content.once,
    }
    return drafts.sealed(visit, WORD, said)


def opened(visit: Visit, row: bytes) -> Content:
    """What is in the row. Raises DoesNotOpen."""
    said: Mapping[str, Any] = drafts.opened(visit, WORD, row)
    answers: dict[str, Value] = {
        key: tuple(one) if isinstance(one, list) else str(one) for key, one in said["answers"].items()
    }
    plain = ("call", "invitation", "page", "once")
    return Content(answers=answers, **{key: str(said[key]) for key in plain})

"""What was typed into the form of a letter, so that it is never lost: it is given back wherever it could not be sent."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest, QueryDict
from django.http.multipartparser import MultiPartParser, MultiPartParserError
from django.http.request import UnreadablePostError

from tadasu.web.foundation.correspondence._sealing import says_anything
from tadasu.web.foundation.vault.cleaning import wished
from tadasu.web.foundation.vault.receiving import FORM

_LONGEST_NUMBER = 8


def new_word() -> str:
    """The word of a form, by which the same letter of the same form is kept once."""
    return secrets.token_hex(16)


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """`answers` is the number of a question; `token` and `once` are what the form carried; `as_sent`: no picture is cleaned."""

    text: str = field(default="", repr=False)
    answers: str = ""
    token: str = field(default="", repr=False)
    once: str = field(default="", repr=False)
    as_sent: bool = False

    @property
    def number(self) -> int | None:
        """Of the question that it answers."""
        said = self.answers
        return int(said) if said.isdecimal() and len(said) < _LONGEST_NUMBER else None

    @property
    def there(self) -> bool:
        """Whether there is any letter."""
        return says_anything(self.text)

    def again(self) -> dict[str, str]:
        """For the fields of a form."""
        return {"text": self.text, "answers": self.answers}


def typed(fields: Mapping[str, Any]) -> Typed:
    """Of a form's fields."""
    said = {name: str(fields.get(name, "")) for name in ("text", "answers", "token", "once")}
    return Typed(**said, as_sent=not wished(fields))


def before_the_file(request: HttpRequest) -> tuple[Typed, bool]:
    """What stands in a form before its file, and whether one comes: nothing of the file is read. The request must be unread."""
    if request.content_type != FORM:
        return typed(request.POST), False
    handler = _Stops()
    try:
        fields, _ = MultiPartParser(request.META, request, [handler], request.encoding).parse()
    except (MultiPartParserError, UnreadablePostError):
        fields = QueryDict()
    return typed(fields), handler.comes


class _Stops(FileUploadHandler):
    """Where a file begins."""

    comes = False

    def new_file(self, *arguments: Any, **named: Any) -> None:
        """It begins."""
        self.comes = True
        raise StopUpload(connection_reset=True)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Never asked."""

    def file_complete(self, file_size: int) -> None:
        """Never asked."""

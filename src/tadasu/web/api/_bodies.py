"""What a program sends: JSON of bounded size and depth, whose texts can be kept and compared."""

import json
from typing import Any

from django.http import HttpRequest
from ninja.parser import Parser

from tadasu.web.api.problems import Wrong

LARGEST = 1_000_000
"""Bytes: a hundred queries of ten thousand letters each."""

DEEPEST = 12
"""Levels of lists and objects within each other; ours need five."""


class Bodies(Parser):
    """Reads the body of a request. Raises Wrong."""

    def parse_body(self, request: HttpRequest) -> Any:
        """What it holds."""
        return read(request.body)


def read(body: bytes) -> Any:
    """The value of a JSON text in UTF-8 (RFC 8259). Raises Wrong `json-broken`, `json-deep`, `text-unreadable`."""
    try:
        value = json.loads(body.decode("utf-8"), parse_constant=_no_number, object_pairs_hook=_object)
    except RecursionError:
        raise Wrong("json-deep", limit=str(DEEPEST)) from None
    except ValueError:  # also of a number of thousands of digits
        raise Wrong("json-broken") from None
    check(value)
    return value


def check(value: Any) -> None:
    """Every text and every depth. Raises Wrong."""
    level = [value]
    for _ in range(DEEPEST + 1):
        below: list[Any] = []
        for one in level:
            if isinstance(one, str):
                check_text(one)
            elif isinstance(one, dict):
                for key in one:
                    check_text(key)
                below.extend(one.values())
            elif isinstance(one, list):
                below.extend(one)
        if not below:
            return
        level = below
    raise Wrong("json-deep", limit=str(DEEPEST))


def check_text(text: str) -> None:
    """No NUL and no half of a surrogate pair: the one cannot be stored, the other is no letter. Raises Wrong."""
    if "\0" in text or (not text.isascii() and any("\ud800" <= letter <= "\udfff" for letter in text)):
        raise Wrong("text-unreadable")


def _no_number(name: str) -> None:
    raise ValueError(name)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A name that is there twice would mean one thing to us and another to somebody else."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name is there twice")
    return found

"""One large JSON document, an element of its list of events at a time: memory does not grow with the file.

A JSON parser reads a document whole. Here the outer objects are walked key by key, everything that is not the list is
decoded as it comes, and the list is decoded element by element.
"""

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, TextIO

CHUNK = 1 << 20
MAX_ELEMENT = 8_000_000
"""Characters of one event, or of any other value of the document."""

_BLANKS = " \t\r\n"
_LONGEST_TOKEN = 400
"""A fault this near the end of what was read may be a number, word or escape whose rest is still to come."""


def _refuse(name: str) -> None:
    raise ValueError(f"{name} is no number")


_DECODER = json.JSONDecoder(parse_float=Decimal, parse_constant=_refuse)


class DamagedJson(ValueError):
    """The text is no JSON from here on; `reason` is what the parser says."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


class JsonText:
    """The unread rest of a stream, as JSON values and the signs between them."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._text = ""
        self._at = 0

    def peek(self) -> str:
        """The next sign that is not blank; empty at the end."""
        while True:
            while self._at < len(self._text) and self._text[self._at] in _BLANKS:
                self._at += 1
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more():
                return ""

    def take(self, sign: str) -> None:
        """Pass over `sign`, which must come next."""
        if self.peek() != sign:
            raise DamagedJson(f"{sign!r} expected" if self.peek() else "cut off")
        self._at += 1

    def value(self) -> Any:
        """The next value, whole."""
        self.peek()
        while True:
            try:
                value, end = _DECODER.raw_decode(self._text, self._at)
            except json.JSONDecodeError as error:
                unfinished = error.pos > len(self._text) - _LONGEST_TOKEN or error.msg.startswith("Unterminated")
                if not unfinished or len(self._text) - self._at > MAX_ELEMENT or not self._more():
                    raise DamagedJson(error.msg) from None
            except (ValueError, RecursionError) as error:
                raise DamagedJson(str(error)) from None
            else:
                if end < len(self._text) or not self._more():
                    self._at = end
                    return value

    def _more(self) -> bool:
        piece = self._stream.read(CHUNK)
        if not piece:
            return False
        self._text = self._text[self._at :] + piece
        self._at = 0
        return True


def elements(text: JsonText, key: str, inside: frozenset[str], head: dict[str, Any]) -> Iterator[Any]:
    """The elements of the list under `key`, in the top object or within the objects named by `inside`.

    Everything else of those objects is put into `head`. Raises DamagedJson.
    """
    text.take("{")
    while text.peek() != "}":
        name = text.value()
        if not isinstance(name, str):
            raise DamagedJson("a key is no text")
        text.take(":")
        if name == key and text.peek() == "[":
            head[key] = True
            yield from array(text)
        elif name in inside and text.peek() == "{":
            yield from elements(text, key, inside, head)
        else:
            head[name] = text.value()
        if text.peek() != "}":
            text.take(",")
    text.take("}")


def array(text: JsonText) -> Iterator[Any]:
    """The elements of a list, one at a time."""
    text.take("[")
    while text.peek() != "]":
        yield text.value()
        if text.peek() != "]":
            text.take(",")
    text.take("]")

"""XML written so that the same content gives the same bytes: one space a level, attributes in the order given, LF, UTF-8."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from tadasu.schema import UsageError

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'

_REFUSED_IN_LINES = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_REFUSED = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""Control signs, halves of pairs, and the two signs that XML leaves out."""

_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_ATTRIBUTE = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})


@dataclass(frozen=True, slots=True)
class Element:
    """An element with children or with text, never both."""

    name: str
    attributes: tuple[tuple[str, str], ...] = ()
    children: tuple["Element", ...] = ()
    text: str = ""


def element(
    name: str,
    attributes: Mapping[str, str | None] | None = None,
    children: Iterable[Element] = (),
    *,
    text: str = "",
) -> Element:
    """Attributes that are None or empty are left out. Raises UsageError `iati-sign` for what XML cannot hold or should not."""
    kept = tuple((key, checked(value, f"{name}/@{key}")) for key, value in (attributes or {}).items() if value)
    return Element(name, kept, tuple(children), checked(text, name, lines=True))


def checked(text: str, at: str, *, lines: bool = False) -> str:
    """The text, when it holds no control sign (but line ends, where `lines`) and none that XML has no place for."""
    refused = _REFUSED_IN_LINES.search(text) if lines else _REFUSED.search(text)
    if refused is not None:
        raise UsageError("iati-sign", at=at, sign=f"U+{ord(refused[0]):04X}")
    return text


def written(root: Element) -> bytes:
    """The document."""
    return (DECLARATION + "".join(_lines(root, 0))).encode("utf-8")


def _lines(one: Element, depth: int) -> Iterator[str]:
    attributes = "".join(f' {key}="{value.translate(_ATTRIBUTE)}"' for key, value in one.attributes)
    start = f"{' ' * depth}<{one.name}{attributes}"
    if one.children:
        yield f"{start}>\n"
        for child in one.children:
            yield from _lines(child, depth + 1)
        yield f"{' ' * depth}</{one.name}>\n"
    elif one.text:
        yield f"{start}>{one.text.translate(_TEXT)}</{one.name}>\n"
    else:
        yield f"{start}/>\n"

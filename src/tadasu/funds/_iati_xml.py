"""XML written so that the same content gives the same bytes: one space a level, attributes in the order given, LF, UTF-8."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from tadasu.schema import UsageError

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'

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
    for sign in text:
        if (unicodedata.category(sign) in ("Cc", "Cs") and not (lines and sign == "\n")) or sign in "\ufffe\uffff":
            raise UsageError("iati-sign", at=at, sign=f"U+{ord(sign):04X}")
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

"""Reading a catalogue of translations as people write it: a .po file of GNU gettext, whose manual is the source of the format."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_KEYWORD = re.compile(r"(msgctxt|msgid_plural|msgid|msgstr\[(\d+)\]|msgstr)\s*(\".*)")
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "\\": "\\"}


class PoFault(ValueError):
    """A line that is no line of a catalogue."""

    def __init__(self, line: int, text: str) -> None:
        super().__init__(f"line {line}: {text[:80]}")


@dataclass(slots=True)
class Entry:
    """A text and its translations: one, or one for each form of the plural. `comments` are all lines before it that begin
    with `#`, flags among them."""

    msgid: str = ""
    plural: str | None = None
    context: str | None = None
    translations: dict[int, str] = field(default_factory=dict)
    comments: list[str] = field(default_factory=list)
    line: int = 0

    @property
    def key(self) -> tuple[str | None, str]:
        """Context and text: what is looked up."""
        return self.context, self.msgid

    @property
    def fuzzy(self) -> bool:
        """A translation that nobody has confirmed."""
        return any(one.startswith("#,") and "fuzzy" in one for one in self.comments)

    @property
    def done(self) -> bool:
        """Whether every form is there and confirmed."""
        return bool(self.translations) and all(self.translations.values()) and not self.fuzzy


def entries(text: str) -> list[Entry]:
    """The entries in the order of the file; those that were struck out (`#~`) are left. Raises PoFault."""
    found: list[Entry] = []
    entry, part = Entry(), ""
    for number, line in enumerate(text.splitlines(), start=1):
        line = line.strip()
        if line.startswith("#~"):
            continue
        if not line or line.startswith("#"):
            if part:
                found.append(entry)
                entry, part = Entry(), ""
            if line:
                entry.comments.append(line)
            continue
        matched = _KEYWORD.fullmatch(line)
        if matched:
            keyword = matched[1]
            if part.startswith("msgstr") and not keyword.startswith("msgstr"):
                found.append(entry)
                entry = Entry()
            part, line = keyword, matched[3]
            entry.line = entry.line or number
        if not part:
            raise PoFault(number, line)
        _add(entry, part, _string(line, number))
    return [*found, entry] if part else found


def _add(entry: Entry, part: str, text: str) -> None:
    if part == "msgctxt":
        entry.context = (entry.context or "") + text
    elif part == "msgid":
        entry.msgid += text
    elif part == "msgid_plural":
        entry.plural = (entry.plural or "") + text
    else:
        form = int(part[7:-1]) if "[" in part else 0
        entry.translations[form] = entry.translations.get(form, "") + text


def _string(line: str, number: int) -> str:
    if len(line) < 2 or line[0] != '"' or line[-1] != '"' or re.search(r'(?<!\\)(?:\\\\)*"', line[1:-1]):
        raise PoFault(number, line)
    return "".join(_unescaped(line[1:-1], number))


def _unescaped(text: str, number: int) -> Iterator[str]:
    at = 0
    for matched in _ESCAPE.finditer(text):
        if matched[1] not in _ESCAPED:
            raise PoFault(number, text)
        yield text[at : matched.start()] + _ESCAPED[matched[1]]
        at = matched.end()
    rest = text[at:]
    if rest.endswith("\\"):
        raise PoFault(number, text)
    yield rest

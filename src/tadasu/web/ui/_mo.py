"""Writing a catalogue as Python's gettext reads it: the .mo format of GNU gettext, as its manual describes it. No tool of the
system is needed for that."""

import struct
from collections.abc import Sequence

from tadasu.web.ui._po import Entry

_MAGIC = 0x950412DE
_CONTEXT_END = "\4"
_HEAD = 7 * 4
_PAIR = 2 * 4


def mo_bytes(entries: Sequence[Entry]) -> bytes:
    """The catalogue. What is not translated, or not confirmed, is left out: the reader then sees the English text."""
    table = sorted((_key(entry), _value(entry)) for entry in entries if entry.done or not entry.msgid)
    keys_at, values_at = _HEAD, _HEAD + _PAIR * len(table)
    at = values_at + _PAIR * len(table)
    index, texts = [], []
    for text in [key for key, _ in table] + [value for _, value in table]:
        index.append(struct.pack("<II", len(text), at))
        texts.append(text + b"\0")
        at += len(text) + 1
    head = struct.pack("<7I", _MAGIC, 0, len(table), keys_at, values_at, 0, at)
    return b"".join((head, *index, *texts))


def _key(entry: Entry) -> bytes:
    text = entry.msgid if entry.plural is None else f"{entry.msgid}\0{entry.plural}"
    return (text if entry.context is None else entry.context + _CONTEXT_END + text).encode()


def _value(entry: Entry) -> bytes:
    return "\0".join(entry.translations[form] for form in sorted(entry.translations)).encode()

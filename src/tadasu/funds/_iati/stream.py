"""A stranger's XML read piece by piece, in bounded memory, with nothing resolved and nothing fetched.

Refused: a document type (and with it every entity), compressed bytes, elements nested deeper than any IATI version nests
them, and an activity larger than any that means well. The bytes are counted as the parser asks for them.
"""

import re
from collections.abc import Iterator
from typing import BinaryIO

from lxml import etree

from tadasu.funds._file_problems import refused
from tadasu.schema import InputError

BLOCK_BYTES = 1 << 15
MOST_DEPTH = 24
MOST_BYTES = 1 << 25
"""Of one activity: 32 MiB. The largest known have a few."""

MOST_ELEMENTS = 500_000
"""Of one activity: an element costs far more memory than its bytes."""

_COMPRESSED = (b"\x1f\x8b", b"PK\x03\x04", b"BZh", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd")
_DOCUMENT_TYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_OVERLAP = 32


class BrokenOff(Exception):
    """The file is no longer XML from here on; what came before was whole."""

    def __init__(self, line: int, reason: str) -> None:
        self.line, self.reason = line, reason
        super().__init__(f"{line}: {reason}")


class Stream:
    """The activities of a file, one after another; `root` and `attributes` are known once the first element was read."""

    def __init__(self, source: BinaryIO, file: str, tag: str = "iati-activity") -> None:
        self.file, self.tag = file, tag
        self.root = ""
        self.attributes: dict[str, str] = {}
        self._counted = _Counted(source, file)
        self._depth = self._elements = 0

    def __iter__(self) -> Iterator[etree._Element]:
        """Each activity, whole; it is emptied when the next is asked for.

        Raises InputError when the file is refused, `BrokenOff` when it stops being XML after its root was read.
        """
        events = etree.iterparse(
            self._counted,
            events=("start", "end"),
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            for event, one in events:
                if event == "start":
                    self._open(one)
                    continue
                if self._depth == 2:
                    if local_name(one) == self.tag:
                        yield one
                    _forget(one)
                self._depth -= 1
        except etree.XMLSyntaxError as error:
            reason = " ".join((error.msg or "").split())[:60]
            if not self.root:
                raise refused("iati-not-xml", self.file, line=error.lineno or 0, reason=reason) from None
            raise BrokenOff(error.lineno or 0, reason) from None

    def _open(self, one: etree._Element) -> None:
        self._depth += 1
        self._elements += 1
        if self._depth == 1:
            if one.getroottree().docinfo.internalDTD is not None:
                raise refused("iati-document-type", self.file)
            self.root = local_name(one)
            self.attributes = {str(key): str(value) for key, value in one.attrib.items()}
            self._counted.prologue = False
        if self._depth == 2:
            self._elements = 0
            self._counted.begin(line_of(one))
        if self._depth > MOST_DEPTH:
            raise refused("iati-too-deep", self.file, line=line_of(one), most=str(MOST_DEPTH))
        if self._elements > MOST_ELEMENTS:
            raise self._counted.too_large()


def local_name(one: etree._Element) -> str:
    """The name without its namespace."""
    return str(one.tag).rpartition("}")[2]


def line_of(one: etree._Element) -> int:
    """The line on which the element begins; 0 where the parser does not know."""
    line = one.sourceline
    return line if isinstance(line, int) else 0


class _Counted:
    """What the parser reads from; looks at the prologue and counts, and refuses before the parser sees it."""

    def __init__(self, source: BinaryIO, file: str) -> None:
        self._source, self._file = source, file
        self._tail = b""
        self._given = self._start = self._line = 0
        self.prologue = True

    def begin(self, line: int) -> None:
        """An activity begins on this line."""
        self._start, self._line = self._given, line

    def too_large(self) -> InputError:
        """The activity at hand is."""
        return refused("iati-too-large", self._file, line=self._line, most=str(MOST_BYTES >> 20))

    def read(self, size: int = -1) -> bytes:
        block = self._source.read(BLOCK_BYTES if size < 0 else min(size, BLOCK_BYTES))
        if not self._given and block.startswith(_COMPRESSED):
            raise refused("iati-compressed", self._file)
        if self.prologue:
            # Without the zero bytes UTF-16 and UTF-32 read like ASCII.
            seen = self._tail + block.replace(b"\0", b"")
            if _DOCUMENT_TYPE.search(seen):
                raise refused("iati-document-type", self._file)
            self._tail = seen[-_OVERLAP:]
        self._given += len(block)
        if self._given - self._start > MOST_BYTES:
            raise self.too_large()
        return block


def _forget(one: etree._Element) -> None:
    one.clear()
    parent = one.getparent()
    while parent is not None and (previous := one.getprevious()) is not None:
        parent.remove(previous)

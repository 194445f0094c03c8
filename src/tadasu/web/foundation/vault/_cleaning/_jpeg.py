"""JPEG (ITU-T T.81): the tables, frame and scans pass; of the rest only what a picture is wrongly shown without.

Dropped: EXIF with its small picture and place, XMP, IPTC, comments, every maker's own segment, colour profiles (the profile of a
screen or scanner may hold its serial number), pictures after the end (MPF, depth and gain maps). Kept: the head of JFIF without
its small picture, the colour transform of Adobe, and of EXIF the orientation alone.
"""

import re
from typing import Literal

from tadasu.web.foundation.vault._cleaning._flow import Flow, Waits, refuse

_START, _END, _SCAN, _COMMENT = 0xD8, 0xD9, 0xDA, 0xFE
_JFIF, _EXIF, _ADOBE = 0xE0, 0xE1, 0xEE
_APPLICATIONS = range(0xE0, 0xF0)
_FRAMES = frozenset({0xC0, 0xC1, 0xC2, 0xC3, 0xC9, 0xCA, 0xCB})
"""Of one frame (T.81, table B.1); hierarchical files have several and are shown by nothing of today."""
_TABLES = frozenset({0xC4, 0xCC, 0xDB, 0xDC, 0xDD})

_NEXT = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
"""The first marker after the data of a scan: no stuffed byte, no restart, no filling."""

_MOST_SEGMENTS, _MOST_FILLING = 10_000, 1 << 16
_JFIF_HEAD, _ADOBE_HEAD = 12, 12

_EXIF_NAME = b"Exif\0"
_ORDERS: dict[bytes, Literal["little", "big"]] = {b"II*\0": "little", b"MM\0*": "big"}
_NORMAL, _ORIENTATION, _SHORT = 1, 0x0112, 3


def jpeg(flow: Flow) -> Waits[None]:
    """From the start of a picture to its end."""
    flow.give((yield from flow.exactly(2)))
    framed = scanned = oriented = False
    for _ in range(_MOST_SEGMENTS):
        marker = yield from _marker(flow)
        if marker == _END and scanned:
            flow.give(bytes((0xFF, _END)))
            return
        head = yield from flow.exactly(2)
        length = int.from_bytes(head) - 2
        if length < 0:
            refuse("a segment without a length")
        if marker in _APPLICATIONS:
            content = yield from flow.exactly(length)
            kept = _application(marker, content)
            if marker == _EXIF and content.startswith(_EXIF_NAME) and not oriented:
                oriented, kept = True, _oriented(_orientation(content[len(_EXIF_NAME) + 1 :]))
            if kept:
                flow.give(bytes((0xFF, marker)) + (len(kept) + 2).to_bytes(2) + kept)
        elif marker == _COMMENT:
            yield from flow.skip(length)
        elif marker in _TABLES or (marker in _FRAMES and not framed) or (marker == _SCAN and framed):
            framed, scanned = framed or marker in _FRAMES, scanned or marker == _SCAN
            flow.give(bytes((0xFF, marker)) + head)
            yield from flow.copy(length)
            if marker == _SCAN:
                yield from _scan(flow)
        else:
            refuse("a marker that does not belong here")
    refuse("too many segments")


def _marker(flow: Flow) -> Waits[int]:
    """The second byte of it; filling before it is dropped."""
    if (yield from flow.exactly(1)) != b"\xff":
        refuse("no marker where one belongs")
    for _ in range(_MOST_FILLING):
        (code,) = yield from flow.exactly(1)
        if code != 0xFF:
            return code
    refuse("too much filling")


def _scan(flow: Flow) -> Waits[None]:
    """The data of a scan, up to the marker after it."""
    while (found := _NEXT.search(flow.held)) is None:
        flow.give(flow.first(len(flow.held) - flow.held.endswith(b"\xff")))
        yield from flow.more()
    flow.give(flow.first(found.start()))


def _application(marker: int, content: bytes) -> bytes:
    """What is kept of a segment; nothing of most."""
    if marker == _JFIF and content.startswith(b"JFIF\0") and len(content) >= _JFIF_HEAD:
        return content[:_JFIF_HEAD] + bytes(2)  # no small picture: 0 by 0 pixels
    if marker == _ADOBE and content.startswith(b"Adobe") and len(content) >= _ADOBE_HEAD:
        return content[:_ADOBE_HEAD]
    return b""


def _orientation(tiff: bytes) -> int:
    """How a camera was held (Exif 2.32, 4.6.4): 1 to 8; 1 where it is not said."""
    order = _ORDERS.get(tiff[:4])
    if order is None:
        return _NORMAL

    def number(at: int, size: int) -> int:
        return int.from_bytes(tiff[at : at + size], order)

    directory = number(4, 4)
    for entry in range(directory + 2, min(directory + 2 + 12 * number(directory, 2), len(tiff)), 12):
        if (number(entry, 2), number(entry + 2, 2), number(entry + 4, 4)) == (_ORIENTATION, _SHORT, 1):
            said = number(entry + 8, 2)
            return said if said in range(1, 9) else _NORMAL
    return _NORMAL


def _oriented(orientation: int) -> bytes:
    """EXIF that holds nothing else: a directory with one entry; none for a picture that is shown as it lies."""
    if orientation == _NORMAL:
        return b""
    entry = b"".join((_ORIENTATION.to_bytes(2), _SHORT.to_bytes(2), (1).to_bytes(4), orientation.to_bytes(2), bytes(2)))
    return _EXIF_NAME + b"\0MM\0*" + (8).to_bytes(4) + (1).to_bytes(2) + entry + bytes(4)

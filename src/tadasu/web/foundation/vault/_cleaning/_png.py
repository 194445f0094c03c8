"""PNG (W3C, third edition, with animations): the chunks that make up the picture pass, each held against its checksum.

Dropped: texts (which also hold XMP and, from some programs, a whole EXIF), the time of the last change, EXIF, the colour profile
(that of a screen names it), every chunk of a program's own, and what comes after the end.
"""

import zlib

from tadasu.web.foundation.vault._cleaning._flow import Flow, Waits, refuse

_MOST = (1 << 31) - 1
_KEPT = {
    b"IHDR": (13, 13),
    b"PLTE": (3, 768),
    b"IDAT": (0, _MOST),
    b"IEND": (0, 0),
    b"tRNS": (1, 256),
    b"gAMA": (4, 4),
    b"cHRM": (32, 32),
    b"sRGB": (1, 1),
    b"cICP": (4, 4),
    b"sBIT": (1, 4),
    b"pHYs": (9, 9),
    b"bKGD": (1, 6),
    b"acTL": (8, 8),
    b"fcTL": (26, 26),
    b"fdAT": (4, _MOST),
}
"""Name -> fewest and most bytes."""

_ANCILLARY = 0x20
_MOST_CHUNKS = 500_000


def png(flow: Flow) -> Waits[None]:
    """From the signature to the last chunk."""
    flow.give((yield from flow.exactly(8)))
    begun = drawn = False
    for _ in range(_MOST_CHUNKS):
        head = yield from flow.exactly(8)
        length, name = int.from_bytes(head[:4]), head[4:]
        if (name == b"IHDR") == begun:
            refuse("a picture begins with its head, and has one")
        begun, drawn = True, drawn or name == b"IDAT"
        if name in _KEPT:
            least, most = _KEPT[name]
            if not least <= length <= most or (name == b"IEND" and not drawn):
                refuse("a chunk that cannot be so")
            yield from _checked(flow, head, length)
            if name == b"IEND":
                return
        elif name.isalpha() and name[0] & _ANCILLARY and length <= _MOST:
            yield from flow.skip(length + 4)
        else:
            refuse("a chunk without which it is not shown, and that nobody knows")
    refuse("too many chunks")


def _checked(flow: Flow, head: bytes, length: int) -> Waits[None]:
    """A chunk as it is."""
    flow.give(head)
    found = zlib.crc32(head[4:])
    for piece in flow.pieces(length):
        if piece is None:
            yield
        else:
            found = zlib.crc32(piece, found)
            flow.give(piece)
    checksum = yield from flow.exactly(4)
    if int.from_bytes(checksum) != found:
        refuse("a chunk that was changed")
    flow.give(checksum)

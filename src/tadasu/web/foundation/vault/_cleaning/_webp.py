"""WebP (RFC 9649): chunks that make up the picture pass. The length of the file stands at its start and has gone on already, so
what is dropped becomes zeros of the same length in a chunk that no reader looks at, and its marks in the head are taken away.

Dropped: EXIF, XMP, the colour profile, every unknown chunk, and what comes after the end.
"""

from tadasu.web.foundation.vault._cleaning._flow import Flow, Waits, refuse

_PICTURES = frozenset({b"VP8 ", b"VP8L"})
_HEAD, _FRAME = b"VP8X", b"ANMF"
_FIXED = {_HEAD: 10, b"ANIM": 6}
_COPIED = _PICTURES | {b"ALPH", b"ANIM"}
_ALPHA_AND_FILM = 0x12
_FRAME_HEAD = 16
_EMPTY = b"JUNK"
_MOST_CHUNKS = 100_000


def webp(flow: Flow) -> Waits[None]:
    """From the head to the length that it says."""
    head = yield from flow.exactly(12)
    flow.give(head)
    left, inside = int.from_bytes(head[4:8], "little") - 4, 0
    first, drawn = True, False
    for _ in range(_MOST_CHUNKS):
        if not left:
            break
        said = yield from flow.exactly(8)
        name, length = said[:4], int.from_bytes(said[4:], "little")
        whole = 8 + length + length % 2
        if whole > (inside or left) or length != _FIXED.get(name, length):
            refuse("a chunk that cannot be so")
        if (first and name not in _PICTURES) if name != _HEAD else not first:
            refuse("a picture begins with its head, and has one")
        first, drawn = False, drawn or name in _PICTURES
        if name == _FRAME:
            if inside or length < _FRAME_HEAD or length % 2:
                refuse("a frame that cannot be so")
            flow.give(said)
            yield from flow.copy(_FRAME_HEAD)
            left, inside = left - 8 - _FRAME_HEAD, length - _FRAME_HEAD
            continue
        yield from _chunk(flow, name, said, length)
        left, inside = left - whole, max(inside - whole, 0)
    if left or inside or not drawn:
        refuse("no whole picture")


def _chunk(flow: Flow, name: bytes, said: bytes, length: int) -> Waits[None]:
    if name == _HEAD:
        content = yield from flow.exactly(length)
        flow.give(said + bytes((content[0] & _ALPHA_AND_FILM, 0, 0, 0)) + content[4:])
        return
    if name in _COPIED:
        flow.give(said)
        yield from flow.copy(length)
    else:
        flow.give(_EMPTY + said[4:])
        yield from flow.blank(length)
    yield from flow.blank(length % 2)
